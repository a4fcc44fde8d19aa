//! A request written as a mail to a file.

use std::path::Path;

use super::Request;
use crate::domain::evidence::request as witness;
use crate::domain::feedback::request;
use crate::domain::id::Id;
use crate::exchange::feedback::letter::{self, Letter};
use crate::journal::{Error, Journal, Result};
use crate::paths;

/// What a letter is made of.
struct Words {
    name: String,
    address: Option<String>,
    subject: String,
    text: String,
}

/// Writes a request as a mail to a new file that only its owner can read.
pub(super) fn write(journal: &Journal, request: Request, path: &Path) -> Result<()> {
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
