//! A request on its way out, for feedback as for witnesses: to whom, into which file, onto the screen and the clipboard.

use std::io::{self, IsTerminal};
use std::path::Path;

use super::Done;
use super::context::Context;
use super::failure::Failure;
use crate::domain::naming::fold;
use crate::exchange::feedback::letter::{self as mail, Letter};
use crate::journal::Journal;
use crate::{osc, paths};

/// The address that was typed, which must be one; else how the person can be reached, where that is one.
pub(super) fn address(journal: &Journal, typed: Option<&str>, name: &str) -> Result<Option<String>, Failure> {
    if let Some(typed) = typed {
        return match mail::is_address(typed) {
            true => Ok(Some(typed.to_owned())),
            false => Err(Failure::usage(format!("“{typed}” is no mail address"))),
        };
    }
    let name = fold(name);
    let known = journal.people()?.into_iter().find(|person| !name.is_empty() && fold(&person.name) == name);
    let contact = known.map(|person| person.contact);
    Ok(contact.map(|contact| contact.trim().to_owned()).filter(|contact| mail::is_address(contact)))
}

/// Refuses a place where no new file can be: nothing is written down for a letter that cannot be written.
pub(super) fn refuse_place(path: &Path) -> Done {
    if path.symlink_metadata().is_ok() {
        return Err(Failure::refused(format!("{} is there already; nothing was asked", path.display()))
            .hint("name a new file"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) || path.file_name().is_none() {
        return Err(Failure::refused(format!("there is no place for {}; nothing was asked", path.display()))
            .hint("name a file in a folder that exists"));
    }
    Ok(())
}

/// Writes a new file for a request that is kept already.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Done {
    paths::write_new_private(path, bytes).map_err(|error| {
        Failure::refused(format!("{} could not be written: {}", path.display(), error.kind()))
            .hint("the request is written down; `etude undo` takes it back")
    })
}

/// The letter on standard output, ready to be sent.
pub(super) fn print(cx: &mut Context, letter: &Letter<'_>) -> Done {
    if let Some((_, address)) = letter.to {
        cx.out.line(&format!("To: {address}"))?;
    }
    cx.out.line(&format!("Subject: {}", letter.subject))?;
    cx.out.line("")?;
    cx.out.text(letter.text)?;
    cx.out.flush()
}

/// Puts a letter on the clipboard, through the terminal.
pub(super) fn copy(cx: &mut Context, letter: &Letter<'_>) -> Done {
    let text = format!("{}\n\n{}", letter.subject, letter.text);
    if !io::stdout().is_terminal() {
        cx.warn("not copied: the clipboard is reached through a terminal");
    } else if text.len() > osc::CLIPBOARD_MAX {
        cx.warn("not copied: it is more than a terminal takes");
    } else {
        cx.out.raw(osc::clipboard(&text).as_bytes())?;
        cx.out.flush()?;
        cx.tell("copied");
    }
    Ok(())
}
