//! `etude evidence check`: whether the files are still what they were.

use crate::cli::context::Context;
use crate::cli::json::object;
use crate::cli::output::JsonArray;
use crate::cli::{Done, Failure};
use crate::journal::{FileState, look_again};

pub(super) fn check(cx: &mut Context) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let mut array = JsonArray::default();
    let (mut files, mut other) = (0, 0);
    for (evidence, _) in journal.all_evidence()? {
        let Some(state) = look_again(&evidence) else { continue };
        files += 1;
        other += i32::from(state != FileState::Same);
        let error = match &state {
            FileState::Unreadable(sentence) => Some(sentence.as_str()),
            _ => None,
        };
        if cx.json {
            let (id, title, file) = (evidence.id, evidence.title.as_str(), evidence.file.path.as_str());
            array.push(
                &mut cx.out,
                &object! {
                    "id": id,
                    "title": title,
                    "file": file,
                    "state": state.word(),
                    "error": error,
                },
            )?;
        } else if state != FileState::Same {
            let short = journal.short("evidence", evidence.id)?;
            cx.out.line(&format!(
                "{:<10} {short}  {} · {}",
                state.word(),
                evidence.title,
                evidence.file.path
            ))?;
        }
    }
    if cx.json {
        array.end(&mut cx.out)?;
    }
    cx.out.flush()?;
    if other > 0 {
        return Err(Failure::Said(1));
    }
    if files > 0 {
        cx.tell("every file is what it was");
    }
    Ok(())
}
