//! A request written as a mail to a file.

use std::path::Path;

use crate::domain::feedback::request;
use crate::domain::id::Id;
use crate::exchange::feedback::letter::{self, Letter};
use crate::journal::{Error, Journal, Result};
use crate::paths;

/// Writes a request as a mail to a new file that only its owner can read.
pub(super) fn write(journal: &Journal, id: Id, path: &Path) -> Result<()> {
    let row = journal.feedback_detail(id)?.row;
    let feedback = &row.feedback;
    let name = row.person_name.as_deref().unwrap_or(&feedback.sender);
    let contact = feedback.person.map(|id| journal.person(id)).transpose()?.map(|person| person.contact);
    let address = Some(feedback.address.clone()).filter(|address| !address.is_empty()).or(contact);
    let subject = request::subject(id, row.skill_name.as_deref().unwrap_or_default());
    let letter = Letter {
        to: address.as_deref().filter(|address| letter::is_address(address)).map(|address| (name, address)),
        subject: &subject,
        text: &feedback.request,
        date: journal.now().wall,
    };
    paths::write_new_private(path, &letter::write(&letter))
        .map_err(|error| Error::refused(format!("{} could not be written: {}", path.display(), error.kind())))
}
