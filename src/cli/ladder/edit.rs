//! `etude ladder edit`: a ladder in the user's editor, checked when it comes back. What is wrong is said with its line;
//! nothing that was written is lost.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Done, ask, named};
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::ladder::{Ladder, LadderText};
use crate::editor::{self, Out};
use crate::exchange::ladder::{BUILT_IN, parse};
use crate::journal::Outcome;
use crate::ladders::{Known, Origin};
use crate::paths;

/// What came of an edited text.
enum Came {
    /// It is stored; what the journal did with it, if anything is on the ladder.
    Stored(Option<Outcome>),
    /// Something is wrong with it.
    Wrong(String),
}

pub(super) fn edit(cx: &mut Context, typed: &str) -> Done {
    let known = super::find(cx, typed)?;
    let path = place(cx, &known)?;
    if known.origin == Origin::Kept {
        let Ladder { id, version, .. } = &*known.ladder;
        cx.tell(&format!(
            "{id} {version} is kept in the journal; what you save is written to {}",
            path.display()
        ));
    }
    let mut text = begin(&known);
    loop {
        let Some(edited) = out_and_back(cx, &text)? else {
            cx.tell("nothing was changed");
            return Ok(());
        };
        match take(cx, &known, &path, &edited)? {
            Came::Stored(outcome) => return said(cx, &path, outcome),
            Came::Wrong(why) => {
                cx.warn(&why);
                if !again(cx, &edited, &why)? {
                    return Err(Failure::Said(1));
                }
                text = edited;
            }
        }
    }
}

/// Where it is stored: its own file, or a new one in the ladders folder.
fn place(cx: &Context, known: &Known) -> Result<PathBuf, Failure> {
    match &known.origin {
        // A link leads to where the file really is.
        Origin::File(path) => Ok(fs::canonicalize(path).unwrap_or_else(|_| path.clone())),
        Origin::BuiltIn | Origin::Kept => {
            let path = cx.paths.ladders.join(format!("{}.toml", known.ladder.id));
            match path.symlink_metadata().is_ok() {
                true => Err(Failure::refused(format!(
                    "{} is there already, and is no ladder that can be used",
                    path.display()
                ))
                .hint("`etude ladder check` says what is wrong with it")),
                false => Ok(path),
            }
        }
    }
}

/// The text that is edited; of a ladder that comes with etude a version of one's own.
fn begin(known: &Known) -> String {
    let version = &known.ladder.version;
    match known.origin {
        Origin::File(_) | Origin::Kept => known.text.to_string(),
        Origin::BuiltIn => known.text.replacen(&format!("\"{version}\""), &format!("\"{version}-own\""), 1),
    }
}

/// The text as it comes back from the editor; none where nothing changed.
fn out_and_back(cx: &Context, text: &str) -> Result<Option<String>, Failure> {
    let argv = editor::command(&cx.config.editor);
    let name = argv.first().cloned().unwrap_or_default();
    let out = Out::write(&cx.paths.drafts, text, ".toml")
        .map_err(|error| Failure::refused(format!("there is no file for the editor: {error}")))?;
    let clock = cx.clock();
    let began = crate::clock::Clock::now(clock).mono;
    let ended = out.run(&argv);
    let took = u64::try_from(crate::clock::Clock::now(clock).mono - began).unwrap_or(0);
    let back = out.back(ended, &name, Duration::from_millis(took)).map_err(Failure::refused)?;
    Ok(back.map(|text| if text.ends_with('\n') { text } else { format!("{text}\n") }))
}

/// Stores a text that is the ladder it was, in the journal where something is on it and in its file.
fn take(cx: &mut Context, known: &Known, path: &Path, text: &str) -> Result<Came, Failure> {
    let ladder = match parse(text) {
        Ok(ladder) => ladder,
        Err(error) => return Ok(Came::Wrong(format!("line {}: {}", error.line, error.sentence))),
    };
    if let Some(why) = another(known, &ladder, text) {
        return Ok(Came::Wrong(why));
    }
    let outcome = match in_journal(cx, &ladder, text) {
        Ok(outcome) => outcome,
        Err(Failure::Journal(error)) if error.exit_code() < 3 => {
            let hints: String = error.hints.iter().map(|hint| format!(" ({hint})")).collect();
            return Ok(Came::Wrong(format!("{}{hints}", error.sentence)));
        }
        Err(failure) => return Err(failure),
    };
    store(path, text).map_err(|error| {
        let failure = Failure::refused(format!("{} could not be written: {error}", path.display()));
        match outcome {
            Some(_) => failure.hint("the journal has the new version; `etude undo` takes it back"),
            None => failure,
        }
    })?;
    Ok(Came::Stored(outcome))
}

/// Why a text is not the same ladder any more.
fn another(known: &Known, ladder: &Ladder, text: &str) -> Option<String> {
    if ladder.id != known.ladder.id {
        return Some(format!(
            "the id was {}: a ladder under another id is a file of its own",
            known.ladder.id
        ));
    }
    let ours = BUILT_IN
        .iter()
        .filter(|ours| ours.id == ladder.id && ours.text != text)
        .find_map(|ours| ours.ladder());
    ours.filter(|ours| ours.version == ladder.version).map(|ours| {
        format!("version {} is the one that comes with etude: give yours another version", ours.version)
    })
}

/// Puts whatever is on the ladder on its new version.
fn in_journal(cx: &mut Context, ladder: &Ladder, text: &str) -> Result<Option<Outcome>, Failure> {
    let Some(journal) = cx.open_to_read()? else { return Ok(None) };
    let overview = journal.overview()?;
    let on = |of: &Option<String>| of.as_deref() == Some(ladder.id.as_str());
    let areas = overview.areas.iter().filter(|area| on(&area.ladder)).count();
    let skills = overview.skills.iter().filter(|line| on(&line.skill.ladder)).count();
    drop(journal);
    if areas + skills == 0 {
        return Ok(None);
    }
    let text = LadderText {
        id: Id::default(),
        created: Default::default(),
        name: ladder.id.clone(),
        version: ladder.version.clone(),
        title: ladder.title.clone(),
        text: text.to_owned(),
    };
    let mut journal = cx.open()?;
    let mut outcome = journal.apply(Change::ChangeLadder(Box::new(text)))?;
    cx.settle(&mut journal);
    outcome.label = format!(
        "{}: {} and {} go on with it",
        outcome.label,
        named::counted(areas, "area"),
        named::counted(skills, "skill")
    );
    Ok(Some(outcome))
}

/// Replaces the file; who may read it stays as it was.
fn store(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        paths::make_private_dir(folder)?;
    }
    match fs::metadata(path) {
        Ok(before) => {
            paths::write_private(path, text.as_bytes())?;
            fs::set_permissions(path, before.permissions())
        }
        Err(_) => paths::write_new_private(path, text.as_bytes()),
    }
}

/// Whether the editor is to be opened again; where nobody is there to say so, the text is kept.
fn again(cx: &Context, text: &str, why: &str) -> Result<bool, Failure> {
    let yes = |typed: &str| match typed.to_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err("type yes or no".to_owned()),
    };
    if ask::somebody_there() && ask::ask("Mend it? Type yes or no:", yes) == Some(true) {
        return Ok(true);
    }
    let kept = keep(&cx.paths.drafts, text)
        .map_err(|error| Failure::refused(format!("{why}; and the text could not be kept: {error}")))?;
    cx.warn(&format!("nothing was stored; what you wrote is kept in {}", kept.display()));
    Ok(false)
}

/// Keeps a text beside the unsaved ones.
fn keep(folder: &Path, text: &str) -> std::io::Result<PathBuf> {
    paths::make_private_dir(folder)?;
    let mut file = tempfile::Builder::new().prefix("ladder-").suffix(".toml").tempfile_in(folder)?;
    std::io::Write::write_all(&mut file, text.as_bytes())?;
    file.as_file().sync_all()?;
    let (_, path) = file.keep().map_err(|failed| failed.error)?;
    Ok(path)
}

fn said(cx: &mut Context, path: &Path, outcome: Option<Outcome>) -> Done {
    cx.tell(&format!("wrote {}", path.display()));
    let Some(outcome) = outcome else {
        cx.tell("nothing is on this ladder yet: `etude ladder use` puts an area on it");
        return Ok(());
    };
    outcome.notices.iter().for_each(|notice| cx.warn(notice));
    if cx.json {
        return cx.out.json(&crate::cli::json::did(&outcome));
    }
    if cx.quiet { Ok(()) } else { cx.out.line(&outcome.label) }
}
