//! Every change goes through here: one immediate transaction, one named operation.

use super::error::{Error, Result};
use super::feedback::{action, import, theme};
use super::open::Journal;
use super::work::{Done, Outcome, Work};
use super::{evidence, feedback, gap, ladder, past, plan, reading, rep, rules, session, stage};
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::nouns::{of_noun, of_record};
use crate::store::log::{self, Operation, OperationKind};
use crate::store::writer::Writer;
use crate::store::{migrate, search};

impl Journal {
    /// Applies a change, whole or not at all, and answers when it is on disk.
    ///
    /// # Errors
    /// A refusal with its reason, or what kept the file from taking it; nothing is half done.
    pub fn apply(&mut self, mut change: Change) -> Result<Outcome> {
        evidence::look_at_file(&mut change)?;
        self.operate(OperationKind::Do, None, |work| run(work, change))
    }

    /// Applies several changes as one operation: all of them, or none.
    ///
    /// # Errors
    /// The first refusal with its reason; nothing is half done.
    pub fn apply_all(&mut self, changes: Vec<Change>) -> Result<Outcome> {
        self.operate(OperationKind::Do, None, |work| {
            let (mut labels, mut id) = (Vec::new(), None);
            for change in changes {
                let done = run(work, change)?;
                labels.push(done.label);
                id = done.id.or(id);
            }
            Ok(Done { label: labels.join(", "), id })
        })
    }

    /// One operation in one transaction: what `work` does is written down row by row under its name.
    pub(super) fn operate(
        &mut self,
        kind: OperationKind,
        undoes: Option<Id>,
        run: impl FnOnce(&mut Work<'_>) -> Result<Done>,
    ) -> Result<Outcome> {
        if !self.store.writable() {
            return Err(Error::refused("the journal was opened to read only"));
        }
        let now = self.now();
        let calendar = self.calendar();
        let source = self.options.source;
        let ids = &mut self.ids;
        let (outcome, before) = self.store.write(|conn| -> Result<(Outcome, Id)> {
            let before = ids.catch_up(conn)?;
            let operation = ids.next(now.wall.at);
            let mut work = Work::new(Writer::new(conn, Some(operation)), now, &calendar, ids);
            let done = run(&mut work)?;
            search::refresh(conn, operation, &work.writer.touched())?;
            let notices = work.notices;
            let entry = Operation {
                id: operation,
                at: now.wall,
                source: source.to_owned(),
                label: done.label.clone(),
                kind,
                schema: migrate::newest(),
                undoes,
                undone_by: None,
            };
            log::add(conn, &entry)?;
            Ok((Outcome { operation, label: done.label, id: done.id, notices }, before))
        })?;
        self.note_written(before);
        Ok(outcome)
    }
}

/// What a change does, within an open transaction.
pub(super) fn run(work: &mut Work<'_>, change: Change) -> Result<Done> {
    match change {
        Change::Add(record, with) => of_record!(record, record => rules::add(work, *record, &with)),
        Change::Edit(record, with) => of_record!(record, record => rules::edit(work, *record, &with)),
        Change::Archive(of) => of_noun!(of.noun, N => rules::archive::<N>(work, of.id)),
        Change::Restore(of) => of_noun!(of.noun, N => rules::restore::<N>(work, of.id)),
        Change::Delete(of) => rules::delete(work, of),
        Change::Merge { from, into } => of_noun!(from.noun, N => rules::merge::<N>(work, from.id, into)),
        Change::DropPlan { plan, day } => plan::drop_day(work, plan, day),
        Change::MovePlan { plan, day, to } => plan::move_day(work, plan, day, to),
        Change::AdoptLadder(template) => ladder::adopt(work, *template),
        Change::Start(start) => session::start(work, *start),
        Change::Pause { at } => session::pause(work, at),
        Change::Resume { at } => session::resume(work, at),
        Change::Stop(stop) => session::stop(work, &stop),
        Change::Cancel => session::cancel(work),
        Change::LogSession(past) => past::log(work, *past),
        Change::EditSession(edited) => past::edit(work, *edited),
        Change::SetLength { session, length } => past::set_length(work, session, length),
        Change::SplitSession { session, at } => past::split(work, session, at),
        Change::MoveSession { session, skill, at } => past::shift(work, session, skill, at),
        Change::DeleteSession(id) => past::delete(work, id),
        Change::AddReps(reps) => rep::add(work, &reps),
        Change::TakeBackRep => rep::take_back(work),
        Change::TagMiss(tag) => rep::tag_miss(work, tag),
        Change::AddReading { measure, value, sample, at } => reading::read(work, measure, value, sample, at),
        Change::DeleteReading(id) => reading::delete_reading(work, id),
        Change::TurnDial(turn) => rep::turn_dial(work, turn),
        Change::SetDial(setting) => rep::set_dial(work, setting),
        Change::NextVariation => rep::next_variation(work),
        Change::AddNote { session, text } => rep::note(work, session, text),
        Change::EditNote { note, revision, text } => rep::edit_note(work, note, revision, text),
        Change::AddMark(kind) => rep::mark(work, kind),
        Change::ExtendPlan(seconds) => session::extend_plan(work, seconds),
        Change::Predict(hits) => session::predict(work, hits),
        Change::SkipProbe => session::skip_probe(work),
        Change::NoteGap => gap::note(work),
        Change::ResolveGap { session, answer } => gap::resolve(work, session, answer),
        Change::AddFeedback(new, themes) => feedback::add(work, *new, &themes),
        Change::AskFeedback(new) => feedback::ask(work, *new),
        Change::EditFeedback { feedback, from } => feedback::edit(work, *feedback, from.as_deref()),
        Change::SetFeedback { feedback, fact } => feedback::set(work, feedback, fact),
        Change::MoveFeedback { feedback, verb, reason } => feedback::advance(work, feedback, verb, &reason),
        Change::AcceptFeedback { feedback, actions } => action::accept(work, feedback, actions),
        Change::SnoozeFeedback { feedback, until } => feedback::snooze(work, feedback, until),
        Change::ReceiveFeedback { request, text, at } => feedback::receive(work, request, text, at),
        Change::DeleteFeedback(ids) => feedback::delete(work, ids),
        Change::ImportFeedback(files) => import::run(work, *files),
        Change::Prove { actions, by } => action::prove(work, actions, by),
        Change::RemoveProof(id) => action::remove_proof(work, id),
        Change::TagTheme { feedback, theme } => theme::tag(work, feedback, &theme),
        Change::UntagTheme { feedback, theme } => theme::untag(work, feedback, theme),
        Change::DrillFromTheme { theme, drill } => theme::make_drill(work, theme, *drill),
        Change::ChangeLadder(text) => ladder::change(work, *text),
        Change::MoveStage(step) => stage::step(work, *step),
    }
}
