//! What the keys of every list do to the selected thing: edit, archive, delete, private, merge, split, move.

use super::target::{Target, edited, field, target};
use crate::domain::change::{Change, EditedSession};
use crate::domain::entry::EntryKind;
use crate::domain::id::Id;
use crate::domain::naming;
use crate::domain::person::Person;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::journal::{self, Outcome};
use crate::tui::command::CommandId;
use crate::tui::editing::update::{self as editing, look};
use crate::tui::editing::{Subject, Wanted};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply, ask, ask_to_write};
use crate::tui::frame::question::{Store, Write};
use crate::tui::model::{Model, Place};
use crate::tui::practice::skill_called;
use crate::tui::prompt::Prompt;
use crate::tui::worker::{After, Ask};

/// Why a key cannot act on what is selected.
pub fn blocked(model: &Model, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    // Looking what is selected is not free, and asked for every key of the footer.
    if !matches!(
        id,
        C::Edit | C::EditOutside | C::Archive | C::Delete | C::Private | C::Split | C::MoveSession | C::Merge
    ) {
        return None;
    }
    match (id, target(model)) {
        (C::Edit | C::EditOutside, Some(Target::Reading(_))) => {
            Some("a reading is not edited: delete it and enter it again")
        }
        (C::Edit | C::EditOutside, Some(Target::Session(session))) if session.is_open => {
            Some("that session is not over yet")
        }
        (C::Archive, Some(Target::Reading(_) | Target::Session(_))) => Some("that is deleted, not archived"),
        (C::Edit | C::EditOutside, None) if edited(model).is_some() => None,
        (C::Edit | C::EditOutside | C::Archive, None) => Some("nothing is selected"),
        (C::Delete, Some(Target::Session(session))) if session.is_open => {
            Some("that session is not over yet")
        }
        (C::Delete, Some(Target::Session(_) | Target::Reading(_))) => None,
        (C::Delete, Some(_)) => Some("that is archived, not deleted: {archive}"),
        (C::Delete | C::Private | C::Split | C::MoveSession, None) => Some("no session is selected"),
        (C::Private, Some(Target::Session(_))) => None,
        (C::Split | C::MoveSession, Some(Target::Session(session))) if session.is_open => {
            Some("that session is not over yet")
        }
        (C::Split | C::MoveSession, Some(Target::Session(_))) => None,
        (C::Private | C::Split | C::MoveSession, _) => Some("no session is selected"),
        (C::Merge, Some(Target::Skill(_))) => None,
        (C::Merge, _) => Some("no skill is selected"),
        (C::MergePeople, None) => Some("nobody is selected"),
        _ => None,
    }
}

/// Does what the key says; `None` where it is not one of these keys.
pub fn run(model: &mut Model, id: CommandId) -> Option<Effects> {
    use CommandId as C;
    Some(match id {
        C::Edit => edit(model),
        C::EditOutside => edit_outside(model),
        C::Archive => archive(model),
        C::Delete => delete(model),
        C::Private => private(model),
        C::Merge => merge(model),
        C::MergePeople => merge_people(model),
        C::Split | C::MoveSession => cut_or_move(model, id),
        _ => return None,
    })
}

fn edit(model: &Model) -> Effects {
    let Some(subject) = edited(model).and_then(|target| target.subject()) else { return Vec::new() };
    vec![ask(Wanted { focus: field(model), ..Wanted::of(subject) })]
}

fn edit_outside(model: &Model) -> Effects {
    let Some(subject) = edited(model).and_then(|target| target.subject()) else { return Vec::new() };
    // Only texts go to an editor; a list of names or a number is quicker here.
    match field(model).filter(|key| !matches!(*key, "weekly_minutes" | "approach" | "areas")) {
        Some(focus) => vec![ask(Wanted { subject, focus: Some(focus), outside: true })],
        None => editing::open_outside(subject),
    }
}

fn archive(model: &mut Model) -> Effects {
    let Some((of, archived)) = target(model).and_then(|target| target.put_away()) else { return Vec::new() };
    let change = if archived.is_some() { Change::Restore(of) } else { Change::Archive(of) };
    apply(model, change, After::Say)
}

fn delete(model: &mut Model) -> Effects {
    let change = match target(model) {
        Some(Target::Session(session)) => Change::DeleteSession(session.id),
        Some(Target::Reading(reading)) => Change::DeleteReading(reading.id),
        _ => return Vec::new(),
    };
    apply(model, change, After::Say)
}

fn private(model: &mut Model) -> Effects {
    let Some(Target::Session(session)) = target(model) else { return Vec::new() };
    let keep =
        Ask::Write(Box::new(KeepPrivate { session: session.id, private: !session.private }), After::Say);
    ask_to_write(model, keep)
}

fn merge(model: &mut Model) -> Effects {
    let Some(Target::Skill(skill)) = target(model) else { return Vec::new() };
    let (from, name) = (skill.id, skill.name.clone());
    let overview = &model.data.overview;
    let others = overview.skills.iter().filter(|line| line.skill.id != from && line.skill.archived.is_none());
    let names = others.map(|line| crate::tui::practice::skill_path(model, line)).collect();
    let title = format!("Everything of {name} goes to …");
    let prompt = Prompt::new(title, "type to search; one undo takes it back").choosing(names);
    model.lay(prompt.then(move |cx, answer| {
        let into = skill_called(cx, answer)?;
        Ok(apply(cx, Change::merge::<Skill>(from, into), After::Form))
    }));
    Vec::new()
}

fn merge_people(model: &mut Model) -> Effects {
    let Some(Target::Person(person)) = target(model) else { return Vec::new() };
    let (from, name) = (person.id, person.name.clone());
    let others = model.areas.everybody.iter().filter(|other| other.id != from && other.archived.is_none());
    let others: Vec<(String, Id)> = others.map(|other| (other.name.clone(), other.id)).collect();
    let names = others.iter().map(|(name, _)| name.clone()).collect();
    let title = format!("Everything of {name} goes to …");
    let prompt = Prompt::new(title, "type to search; one undo takes it back").choosing(names);
    model.lay(prompt.then(move |cx, answer| {
        let into = others.iter().find(|(name, _)| name == answer).map(|(_, id)| *id);
        let into = into.ok_or_else(|| format!("nobody is called “{answer}”"))?;
        Ok(apply(cx, Change::merge::<Person>(from, into), After::Form))
    }));
    Vec::new()
}

fn cut_or_move(model: &mut Model, id: CommandId) -> Effects {
    let Some(Target::Session(session)) = target(model) else { return Vec::new() };
    let (session, began) = (session.id, crate::domain::when::hour_minute(session.started));
    model.lay(match id {
        CommandId::Split => {
            let hint = format!("a time after {began}, like 18:20");
            Prompt::new("Cut the session in two at …", hint).then(move |cx, answer| {
                let at = look(cx).vantage.moment(answer).map_err(|error| error.to_string())?;
                Ok(apply(cx, Change::SplitSession { session, at }, After::Form))
            })
        }
        _ => Prompt::new("Move the session to …", "a time like yesterday 18:00, or the name of a skill")
            .then(move |cx, answer| Ok(apply(cx, moved(cx, session, answer)?, After::Form))),
    });
    Vec::new()
}

/// A time moves it in time; what is no time is the name of a skill.
fn moved(cx: &Cx, session: Id, answer: &str) -> Result<Change, String> {
    let misread = match look(cx).vantage.moment(answer) {
        Ok(at) => return Ok(Change::MoveSession { session, skill: None, at: Some(at) }),
        Err(misread) => misread,
    };
    let lines = cx.data.overview.skills.iter().filter(|line| line.skill.archived.is_none());
    let named: Vec<(Id, &str)> = lines.map(|line| (line.skill.id, line.skill.name.as_str())).collect();
    match naming::pick(answer, &named) {
        naming::Match::One(skill) => Ok(Change::MoveSession { session, skill: Some(skill), at: None }),
        _ => Err(misread.to_string()),
    }
}

/// Opens the form of what is logged from anywhere, on the skill that is selected or that what is selected belongs to.
pub fn log(model: &Model, id: CommandId) -> Effects {
    let skill = skill_in_sight(model);
    editing::open(match id {
        CommandId::LogApplication => Subject::NewEntry(EntryKind::Use, skill),
        CommandId::LogObservation => Subject::NewEntry(EntryKind::Watched, skill),
        CommandId::LogTeaching => Subject::NewEntry(EntryKind::Taught, skill),
        CommandId::WriteEntry => Subject::NewEntry(EntryKind::Note, skill),
        _ => Subject::Past(skill),
    })
}

/// The skill that is selected or that what is selected belongs to, if it is in use.
fn skill_in_sight(model: &Model) -> Option<Id> {
    let skill = match (target(model), model.place) {
        (Some(Target::Session(session)), _) => Some(session.skill),
        (Some(Target::Plan(plan)), _) => Some(plan.skill),
        (_, Place::Desk) => model.desk.tree.row(&model.data).and_then(|row| row.skill()),
        (_, Place::Areas) if model.areas.people => None,
        (_, Place::Areas) => model.areas.tree.skill(&model.data),
        (_, Place::Feedback) => model.feedback.feedback().and_then(|feedback| feedback.skill),
        (_, Place::Stages) => model.stages.subject(&model.data).and_then(|subject| subject.skill()),
    };
    let in_use = |id: &Id| {
        model.data.overview.skills.iter().any(|line| line.skill.id == *id && line.skill.archived.is_none())
    };
    skill.filter(in_use)
}

/// Makes a session private, or no longer so.
#[derive(Debug)]
pub struct KeepPrivate {
    /// The session.
    pub session: Id,
    /// Whether it is to be.
    pub private: bool,
}

impl Write for KeepPrivate {
    fn write(self: Box<Self>, store: &mut Store<'_>) -> journal::Result<Outcome> {
        let session = store.journal.session_detail(self.session)?.row.session;
        let edited = EditedSession::of(Session { private: self.private, ..session });
        store.journal.apply(Change::EditSession(Box::new(edited)))
    }
}
