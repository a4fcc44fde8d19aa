//! A request written as a mail to a file.

use std::path::{Path, PathBuf};

use crate::domain::evidence::request as witness;
use crate::domain::feedback::request;
use crate::domain::id::Id;
use crate::exchange::feedback::letter::{self, Letter};
use crate::journal::{Error, Journal, Result};
use crate::paths;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, ask, say_error};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::theme::Role;

/// A request that goes out as a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Request {
    /// For feedback.
    Feedback(Id),
    /// For the word of a witness.
    Witness(Id),
}

/// Asks for a request to be written as a mail to a new file.
pub fn to_file(request: Request, path: &str) -> Effects {
    vec![ask(Mail { request, path: path.into() })]
}

#[derive(Debug)]
struct Mail {
    request: Request,
    path: PathBuf,
}

#[derive(Debug)]
struct Written(Result<Mail>);

impl Question for Mail {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        let written = write(store.journal, self.request, &self.path);
        Ok(Box::new(Written(written.map(|()| *self))))
    }
}

impl Answer for Written {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        match self.0 {
            Ok(Mail { request, path }) => {
                let sent = match request {
                    Request::Feedback(_) => "; S says that it is sent.",
                    Request::Witness(_) => "; once they answer, e on the request writes it down.",
                };
                cx.say(Role::Good, format!("Written to {}{sent}", path.display()));
            }
            Err(error) => say_error(cx, &error),
        }
        Effects::new()
    }
}

/// What a letter is made of.
struct Words {
    name: String,
    address: Option<String>,
    subject: String,
    text: String,
}

/// Writes a request as a mail to a new file that only its owner can read.
fn write(journal: &Journal, request: Request, path: &Path) -> Result<()> {
    let words = match request {
        Request::Feedback(id) => for_feedback(journal, id)?,
        Request::Witness(id) => to_witness(journal, id)?,
    };
    let address = words.address.as_deref().filter(|address| letter::is_address(address));
    let letter = Letter {
        to: address.map(|address| (words.name.as_str(), address)),
        subject: &words.subject,
        text: &words.text,
        date: journal.now().wall,
    };
    paths::write_new_private(path, &letter::write(&letter))
        .map_err(|error| Error::refused(format!("{} could not be written: {}", path.display(), error.kind())))
}

fn for_feedback(journal: &Journal, id: Id) -> Result<Words> {
    let row = journal.feedback_detail(id)?.row;
    let feedback = row.feedback;
    let contact = feedback.person.map(|id| journal.person(id)).transpose()?.map(|person| person.contact);
    Ok(Words {
        name: row.person_name.unwrap_or(feedback.sender),
        address: Some(feedback.address).filter(|address| !address.is_empty()).or(contact),
        subject: request::subject(id, row.skill_name.as_deref().unwrap_or_default()),
        text: feedback.request,
    })
}

fn to_witness(journal: &Journal, id: Id) -> Result<Words> {
    let (said, person) = journal.statement(id)?;
    let about = match (said.skill, said.area) {
        (Some(skill), _) => journal.skill(skill)?.name,
        (None, area) => journal.area(area.unwrap_or_default())?.name,
    };
    Ok(Words {
        name: person.name,
        address: Some(person.contact.trim().to_owned()),
        subject: witness::subject(id, &about),
        text: said.request,
    })
}
