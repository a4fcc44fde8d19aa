//! `etude ask`: a request on its way out, for feedback as for witnesses: as text, as a mail, as a form, onto the clipboard.

mod feedback;
mod witness;

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::args::AskArgs;
use super::context::Context;
use super::failure::Failure;
use super::json::{self, object};
use super::{Done, typed};
use crate::domain::change::Change;
use crate::domain::feedback::request::tag;
use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::exchange::feedback::letter::{self as mail, Letter};
use crate::exchange::witness::{self as form, Form};
use crate::journal::{Journal, Outcome};
use crate::{osc, paths};

/// A request before it is written down.
struct Request {
    who: String,
    to: Option<String>,
    change: Change,
    /// The subject line, once the request has its id.
    subject: Box<dyn Fn(Id) -> String>,
    text: String,
    /// What a witness can fill in; its id is put in later.
    form: Option<Form>,
}

pub(super) fn ask(cx: &mut Context, args: &AskArgs) -> Done {
    let of_witness = args.kind == "witness";
    refuse_options(args, of_witness)?;
    let mut journal = cx.open_existing()?;
    let request = match of_witness {
        true => witness::request(cx, &journal, args)?,
        false => feedback::request(&journal, args)?,
    };
    refuse_places(args)?;
    let outcome = journal.apply(request.change)?;
    let id = outcome.id.unwrap_or_default();
    let title = (request.subject)(id);
    let (date, to) = (cx.calendar().0, request.to.as_deref());
    let to_whom = to.map(|to| (request.who.as_str(), to));
    let letter = Letter { to: to_whom, subject: &title, text: &request.text, date };
    let eml = place(args.eml.as_ref(), args, id, "eml");
    let form_file = place(args.json_file.as_ref(), args, id, "json");
    if let Some(path) = &eml {
        write(path, &mail::write(&letter))?;
    }
    if let (Some(path), Some(form)) = (&form_file, request.form) {
        let form = Form { request: id, asked_at: json::time(date), ..form };
        write(path, &form::write(&form).map_err(Failure::refused)?)?;
    }
    let shown = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    if cx.json {
        let (eml, json_file) = (shown(&eml), of_witness.then(|| shown(&form_file)));
        let mut told = object! {
            ..json::did(&outcome),
            "tag": tag(id),
            "to": to,
            "subject": &title,
            "text": &request.text,
            "eml": eml,
        };
        // Only a witness gets a form.
        if let Some(file) = json_file {
            told = object! { ..told, "json_file": file };
        }
        cx.out.json(&told)?;
    } else {
        print(cx, &letter)?;
        outcome.notices.iter().for_each(|notice| cx.warn(notice));
        let next = match of_witness {
            true => witness::said(cx, &journal, &outcome)?,
            false => feedback::said(cx, &journal, &outcome, args)?,
        };
        for path in [shown(&eml), shown(&form_file)].into_iter().flatten() {
            cx.tell(&format!("wrote {path}"));
        }
        next.iter().for_each(|next| cx.tell(next));
    }
    if args.copy {
        copy(cx, &letter)?;
    }
    cx.settle(&mut journal);
    Ok(())
}

/// What is said of one kind of request only is refused of the other.
fn refuse_options(args: &AskArgs, of_witness: bool) -> Done {
    let foreign: &[(&str, bool)] = match of_witness {
        true => {
            &[("--session", args.session.is_some()), ("--watch", args.watch.is_some()), ("--sent", args.sent)]
        }
        false => &[
            ("--area", args.area.is_some()),
            ("--benchmark", args.benchmark.is_some()),
            ("--stage", args.stage.is_some()),
            ("--external", args.external),
            ("--relation", args.relation.is_some()),
            ("--out", args.out.is_some()),
            ("--json-file", args.json_file.is_some()),
        ],
    };
    let other = if of_witness { "feedback" } else { "a witness" };
    match foreign.iter().find(|(_, given)| *given) {
        Some((option, _)) => Err(Failure::usage(format!("{option} is for asking {other}"))
            .hint("`etude ask PERSON --for witness` asks a witness, `--for feedback` for feedback")),
        None => Ok(()),
    }
}

/// The words that were given in place of the usual ones.
fn own_words(args: &AskArgs) -> Result<Option<String>, Failure> {
    match (args.text.as_deref(), &args.file) {
        (Some("-"), _) => typed::from_stdin().map(Some),
        (Some(text), _) => Ok(Some(text.to_owned())),
        (None, file) => file.as_ref().map(|file| typed::from_file(file)).transpose(),
    }
}

/// The address that was typed, which must be one; else how the person can be reached, where that is one.
fn address(journal: &Journal, typed: Option<&str>, name: &str) -> Result<Option<String>, Failure> {
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

/// A file that was named, else one in the folder that was named.
fn place(named: Option<&PathBuf>, args: &AskArgs, request: Id, end: &str) -> Option<PathBuf> {
    let in_folder = || args.out.as_ref().map(|folder| folder.join(format!("witness-{}.{end}", tag(request))));
    named.cloned().or_else(in_folder)
}

/// Refuses places where no new file can be: nothing is written down for a letter that cannot be written.
fn refuse_places(args: &AskArgs) -> Done {
    if let Some(folder) = args.out.as_ref().filter(|folder| !folder.is_dir()) {
        return Err(Failure::refused(format!("there is no folder {}; nothing was asked", folder.display())));
    }
    [&args.eml, &args.json_file].into_iter().flatten().try_for_each(|path| refuse_place(path))
}

fn refuse_place(path: &Path) -> Done {
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
fn write(path: &Path, bytes: &[u8]) -> Done {
    paths::write_new_private(path, bytes).map_err(|error| {
        Failure::refused(format!("{} could not be written: {}", path.display(), error.kind()))
            .hint("the request is written down; `etude undo` takes it back")
    })
}

/// The letter on standard output, ready to be sent.
fn print(cx: &mut Context, letter: &Letter<'_>) -> Done {
    if let Some((_, address)) = letter.to {
        cx.out.line(&format!("To: {address}"))?;
    }
    cx.out.line(&format!("Subject: {}", letter.subject))?;
    cx.out.line("")?;
    cx.out.text(letter.text)?;
    cx.out.flush()
}

/// Says what was done, with the end of the id by which the request is called from now on.
fn did(cx: &Context, outcome: &Outcome, short: &str) {
    cx.tell(&format!("{} · {short}", outcome.label));
}

/// Puts a letter on the clipboard, through the terminal.
fn copy(cx: &mut Context, letter: &Letter<'_>) -> Done {
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
