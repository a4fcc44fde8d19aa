//! What cards and forms hand in together, stored one change after the other: a name becomes a person first.

use std::path::Path;

use super::Keeper;
use crate::domain::application::Application;
use crate::domain::change::{Change, PastSession, Start};
use crate::domain::feedback::{Feedback, GivenBy, request};
use crate::domain::id::Id;
use crate::domain::session::{Mode, Session};
use crate::exchange::feedback::letter::{self, Letter};
use crate::journal::find::Among;
use crate::journal::{Error, Journal, Outcome, Result};
use crate::paths;

impl Keeper {
    pub(super) fn start(&mut self, mut start: Start, with: &str) -> Result<Outcome> {
        if !with.trim().is_empty() {
            start.session.person = Some(self.journal.person_named(with, start.session.mode)?);
        }
        self.journal.apply(Change::Start(Box::new(start)))
    }

    /// The length first: what follows carries the revision that comes of it, unless somebody else was faster.
    pub(super) fn save_session(
        &mut self,
        mut session: Session,
        with: &str,
        length: Option<i64>,
        notes: Vec<Change>,
    ) -> Result<Outcome> {
        let id = session.id;
        let now = |journal: &Journal| journal.session_detail(id).map(|detail| detail.row);
        let mut row = now(&self.journal)?;
        let mut saved = None;
        if let Some(length) = length.filter(|_| row.session.revision == session.revision) {
            saved = Some(self.journal.apply(Change::SetLength { session: id, length })?);
            row = now(&self.journal)?;
            session.revision = row.session.revision;
            session.ended = row.session.ended;
        }
        // Where only a note or the length was changed, an undo shall not find an edit that changed nothing.
        if session != row.session || with != row.person_name.unwrap_or_default() {
            saved = Some(self.finish(session, with)?);
        }
        for note in notes {
            saved = Some(self.journal.apply(note)?);
        }
        saved.ok_or_else(|| Error::refused("nothing was changed"))
    }

    pub(super) fn log(&mut self, mut past: PastSession, with: &str, drill: &str) -> Result<Outcome> {
        if !drill.is_empty() {
            past.session.drill = Some(self.journal.find_drill(past.session.skill, drill, Among::InUse)?.id);
        }
        if !with.is_empty() {
            past.session.person = Some(self.journal.person_named(with, past.session.mode)?);
        }
        self.journal.apply(Change::LogSession(Box::new(past)))
    }

    pub(super) fn finish(&mut self, mut session: Session, with: &str) -> Result<Outcome> {
        session.person = match with.trim() {
            "" => None,
            name => Some(self.journal.person_named(name, session.mode)?),
        };
        self.journal.apply(Change::EditSession(Box::new(session)))
    }

    pub(super) fn save_feedback(&mut self, mut feedback: Feedback, from: &str, new: bool) -> Result<Outcome> {
        let was = feedback.person.map(|id| self.journal.person(id)).transpose()?;
        if was.as_ref().is_none_or(|person| person.name != from) {
            feedback.person = None;
            from.clone_into(&mut feedback.sender);
            if !new && !from.is_empty() && feedback.given_by == GivenBy::Human {
                feedback.person = Some(self.journal.person_named(from, Mode::Apply)?);
            }
        }
        self.journal.apply(match (new, feedback.state.is_received()) {
            (true, true) => Change::AddFeedback(Box::new(feedback), Vec::new()),
            (true, false) => Change::AskFeedback(Box::new(feedback)),
            (false, _) => Change::EditFeedback(Box::new(feedback)),
        })
    }

    pub(super) fn save_application(
        &mut self,
        mut used: Application,
        seen_by: &str,
        new: bool,
    ) -> Result<Outcome> {
        used.person = match seen_by.trim() {
            "" => None,
            name => Some(self.journal.person_named(name, Mode::Apply)?),
        };
        self.journal.apply(match new {
            true => Change::AddApplication(Box::new(used), Vec::new()),
            false => Change::EditApplication(Box::new(used)),
        })
    }
}

/// Writes a request as a mail to a new file that only its owner can read.
pub(super) fn write_mail(journal: &Journal, id: Id, path: &Path) -> Result<()> {
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
