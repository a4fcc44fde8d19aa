//! Every change goes through here: one immediate transaction, one named operation.

use super::error::{Error, Result};
use super::open::Journal;
use super::work::{Done, Outcome, Work};
use super::{area, drill, gap, ladder, measure, past, person, plan, rep, session, skill};
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::store::log::{self, Operation, OperationKind};
use crate::store::{migrate, undo};

impl Journal {
    /// Applies a change, whole or not at all, and answers when it is on disk.
    ///
    /// # Errors
    /// A refusal with its reason, or what kept the file from taking it; nothing is half done.
    pub fn apply(&mut self, change: Change) -> Result<Outcome> {
        let tables = tables(&change);
        self.operate(OperationKind::Do, None, tables, |work| run(work, change))
    }

    /// One operation in one transaction: what `work` does is written down row by row under its name.
    pub(super) fn operate(
        &mut self,
        kind: OperationKind,
        undoes: Option<Id>,
        tables: &[&str],
        run: impl FnOnce(&mut Work<'_>) -> Result<Done>,
    ) -> Result<Outcome> {
        if !self.store.writable() {
            return Err(Error::refused("the journal was opened to read only"));
        }
        let now = self.now();
        let calendar = self.calendar();
        let source = self.options.source;
        let ids = &mut self.ids;
        let outcome = self.store.write(|conn| -> Result<Outcome> {
            ids.catch_up(conn, now.wall.at)?;
            let operation = ids.next(now.wall.at);
            undo::begin(conn, operation, tables)?;
            let mut work = Work::new(conn, now, &calendar, ids);
            let done = run(&mut work);
            let notices = std::mem::take(&mut work.notices);
            undo::end(conn)?;
            let done = done?;
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
            Ok(Outcome { operation, label: done.label, id: done.id, notices })
        })?;
        self.note_written();
        Ok(outcome)
    }
}

/// What a change does, within an open transaction.
pub(super) fn run(work: &mut Work<'_>, change: Change) -> Result<Done> {
    match change {
        Change::AddArea(area) => area::add(work, area),
        Change::EditArea(area) => area::edit(work, area),
        Change::ArchiveArea(id) => area::archive(work, id),
        Change::RestoreArea(id) => area::restore(work, id),
        Change::AddSkill(skill, areas) => skill::add(work, skill, &areas),
        Change::EditSkill(skill, areas) => skill::edit(work, skill, areas.as_deref()),
        Change::ArchiveSkill(id) => skill::archive(work, id),
        Change::RestoreSkill(id) => skill::restore(work, id),
        Change::MergeSkills { from, into } => skill::merge(work, from, into),
        Change::AddDrill(drill) => drill::add(work, drill),
        Change::EditDrill(drill) => drill::edit(work, drill),
        Change::ArchiveDrill(id) => drill::archive(work, id),
        Change::RestoreDrill(id) => drill::restore(work, id),
        Change::AddMeasure(measure) => measure::add(work, measure),
        Change::EditMeasure(measure) => measure::edit(work, measure),
        Change::ArchiveMeasure(id) => measure::archive(work, id),
        Change::RestoreMeasure(id) => measure::restore(work, id),
        Change::AddPerson(person) => person::add(work, person),
        Change::EditPerson(person) => person::edit(work, person),
        Change::ArchivePerson(id) => person::archive(work, id),
        Change::RestorePerson(id) => person::restore(work, id),
        Change::AddPlan(plan) => plan::add(work, plan),
        Change::EditPlan(plan) => plan::edit(work, plan),
        Change::ArchivePlan(id) => plan::archive(work, id),
        Change::RestorePlan(id) => plan::restore(work, id),
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
        Change::AddReading { measure, value, sample, at } => measure::read(work, measure, value, sample, at),
        Change::DeleteReading(id) => measure::delete_reading(work, id),
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
    }
}

/// What a session may touch that makes its own skill.
const WITH_NEW_SKILL: &[&str] =
    &["area", "skill", "skill_area", "session", "segment", "plan_day", "person", "rep", "note"];

/// The tables a change may touch: only those get their triggers.
fn tables(change: &Change) -> &'static [&'static str] {
    match change {
        Change::AddArea(_) | Change::EditArea(_) | Change::ArchiveArea(_) | Change::RestoreArea(_) => {
            &["area"]
        }
        Change::AddSkill(..) | Change::EditSkill(..) => &["skill", "skill_area"],
        Change::ArchiveSkill(_) | Change::RestoreSkill(_) => &["skill"],
        Change::MergeSkills { .. } => {
            &["skill", "skill_area", "skill_requires", "drill", "measure", "plan", "session"]
        }
        Change::AddDrill(_) | Change::EditDrill(_) | Change::ArchiveDrill(_) | Change::RestoreDrill(_) => {
            &["drill"]
        }
        Change::AddMeasure(_)
        | Change::EditMeasure(_)
        | Change::ArchiveMeasure(_)
        | Change::RestoreMeasure(_) => &["measure"],
        Change::AddPerson(_)
        | Change::EditPerson(_)
        | Change::ArchivePerson(_)
        | Change::RestorePerson(_) => &["person"],
        Change::AddPlan(_) | Change::EditPlan(_) | Change::ArchivePlan(_) | Change::RestorePlan(_) => {
            &["plan"]
        }
        Change::DropPlan { .. } | Change::MovePlan { .. } => &["plan_day"],
        Change::AdoptLadder(_) => &["area", "skill", "skill_area", "skill_requires", "drill", "measure"],
        // Each table's triggers cost a process that lives for one change: only what is really touched gets them.
        Change::Start(start) if start.new_skill.is_some() => WITH_NEW_SKILL,
        Change::LogSession(past) if past.new_skill.is_some() => WITH_NEW_SKILL,
        Change::Start(start) if start.session.plan.is_none() && start.with.is_none() => {
            &["session", "segment"]
        }
        Change::Start(_) => &["session", "segment", "plan_day", "person"],
        Change::Pause { .. }
        | Change::Resume { .. }
        | Change::Stop(_)
        | Change::SetLength { .. }
        | Change::NoteGap
        | Change::ResolveGap { .. } => &["session", "segment"],
        Change::LogSession(past) if past.reps.is_none() && past.notes.is_empty() && past.with.is_none() => {
            &["session", "segment"]
        }
        Change::LogSession(_) => &["session", "segment", "rep", "note", "person"],
        Change::EditSession(edited) if edited.with.is_some() || edited.length.is_some() => {
            &["session", "segment", "person"]
        }
        Change::EditSession(_) | Change::ExtendPlan(_) | Change::Predict(_) | Change::NextVariation => {
            &["session"]
        }
        Change::SkipProbe => &["session", "rep"],
        Change::Cancel => &["session", "segment", "plan_day"],
        Change::MoveSession { at: None, .. } => &["session"],
        Change::SplitSession { .. } | Change::MoveSession { .. } => {
            &["session", "segment", "rep", "note", "mark", "reading"]
        }
        Change::DeleteSession(_) => &["session", "segment", "rep", "note", "mark", "reading", "plan_day"],
        Change::AddReps(_) | Change::TakeBackRep | Change::TagMiss(_) => &["rep"],
        Change::AddReading { .. } | Change::DeleteReading(_) => &["reading"],
        Change::TurnDial(_) | Change::SetDial(_) => &["session", "drill"],
        Change::AddNote { .. } | Change::EditNote { .. } => &["note"],
        Change::AddMark(_) => &["mark"],
    }
}
