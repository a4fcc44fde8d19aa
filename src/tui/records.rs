//! What keys do to the record that is selected in a list, on every screen that has such lists: edit, archive, delete, keep
//! private, merge, split, move.

use std::borrow::Cow;

use crate::domain::change::{Change, EditedSession};
use crate::domain::drill::plain;
use crate::domain::id::Id;
use crate::domain::measure::Reading;
use crate::domain::moment::Moment;
use crate::domain::naming;
use crate::domain::noun::{Declared, Noun, Ref};
use crate::domain::plan::Plan;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::domain::when::hour_minute;
use crate::journal::desk::Sitting;
use crate::journal::read::SkillLine;
use crate::journal::{self, Outcome};
use crate::tui::command::CommandId as C;
use crate::tui::editing::update::{self as editing, look};
use crate::tui::editing::{Subject, Wanted};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply, ask, ask_to_write};
use crate::tui::frame::question::{Store, Write};
use crate::tui::frame::screen::Screen;
use crate::tui::pane::tree::TreeRow;
use crate::tui::prompt::Prompt;
use crate::tui::skill_names::{skill_called, skill_path};
use crate::tui::worker::{After, Ask};

/// A screen with lists of records.
pub trait Lists: Screen {
    /// What is selected in the pane that has the focus.
    fn target<'a>(&'a self, cx: &'a Cx) -> Option<Target<'a>>;

    /// What the key to edit opens.
    fn edited<'a>(&'a self, cx: &'a Cx) -> Option<Target<'a>> {
        self.target(cx)
    }

    /// The field of a form that the selected text stands for.
    fn field(&self, _: &Cx) -> Option<&'static str> {
        None
    }
}

/// What lists know of a session.
#[derive(Debug, Clone, Copy)]
pub struct Listed<'a> {
    /// The session.
    pub id: Id,
    /// Its skill.
    pub skill: Id,
    /// When it began.
    pub started: Moment,
    /// Whether it is not over yet.
    pub is_open: bool,
    /// Whether it leaves the journal in no export.
    pub private: bool,
    /// What was to change the next time.
    pub next_focus: &'a str,
}

impl<'a> From<&'a Session> for Listed<'a> {
    fn from(session: &'a Session) -> Listed<'a> {
        let Session { id, skill, started, private, next_focus, .. } = session;
        let is_open = session.is_open();
        Listed { id: *id, skill: *skill, started: *started, is_open, private: *private, next_focus }
    }
}

impl<'a> From<&'a Sitting> for Listed<'a> {
    fn from(sitting: &'a Sitting) -> Listed<'a> {
        let Sitting { id, skill, started, private, next_focus, .. } = sitting;
        let is_open = sitting.is_open();
        Listed { id: *id, skill: *skill, started: *started, is_open, private: *private, next_focus }
    }
}

/// The selected record.
#[derive(Debug, Clone)]
pub enum Target<'a> {
    /// A record of the register.
    Record {
        /// Which one.
        of: Ref,
        /// When it was put away.
        archived: Option<i64>,
        /// The skill it is or belongs to, where the list tells that.
        skill: Option<Id>,
        /// Its text, to be copied.
        text: Cow<'a, str>,
    },
    /// A reading of a measure.
    Reading(&'a Reading),
    /// A session.
    Session(Listed<'a>),
}

impl<'a> Target<'a> {
    /// A record of the register, with its text.
    pub fn record<N: Declared>(record: &N, text: impl Into<Cow<'a, str>>) -> Target<'a> {
        Target::Record { of: record.is(), archived: record.archived(), skill: None, text: text.into() }
    }

    /// The same, of a skill.
    #[must_use]
    pub fn of_skill(mut self, id: Id) -> Target<'a> {
        if let Target::Record { skill, .. } = &mut self {
            *skill = Some(id);
        }
        self
    }

    /// The form that edits it; a reading has none.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Target::Session(session) => Some(Subject::Session(session.id)),
            Target::Record { of, .. } => Some(Subject::Of(*of)),
            Target::Reading(_) => None,
        }
    }

    /// Which record of the register it is.
    pub fn is(&self) -> Option<Ref> {
        if let Target::Record { of, .. } = self { Some(*of) } else { None }
    }

    /// The skill it is or belongs to, where the list tells that.
    pub fn skill(&self) -> Option<Id> {
        match self {
            Target::Record { skill, .. } => *skill,
            Target::Session(session) => Some(session.skill),
            Target::Reading(_) => None,
        }
    }

    /// Its text, to be copied.
    pub fn text(&self) -> String {
        match self {
            Target::Record { text, .. } => text.trim().to_owned(),
            Target::Reading(reading) => plain(reading.value),
            Target::Session(session) => session.next_focus.to_owned(),
        }
    }
}

impl<'a> From<TreeRow<'a>> for Target<'a> {
    fn from(row: TreeRow<'a>) -> Target<'a> {
        match row {
            TreeRow::Area(area, ..) => Target::record(area, &area.name),
            TreeRow::Skill(line, _) => line.into(),
        }
    }
}

impl<'a> From<&'a SkillLine> for Target<'a> {
    fn from(line: &'a SkillLine) -> Target<'a> {
        Target::record(&line.skill, &line.skill.name).of_skill(line.skill.id)
    }
}

impl<'a> From<&'a Plan> for Target<'a> {
    fn from(plan: &'a Plan) -> Target<'a> {
        Target::record(plan, &plan.intention).of_skill(plan.skill)
    }
}

const NO_SESSION: Option<&str> = Some("no session is selected");
const NOT_OVER: Option<&str> = Some("that session is not over yet");

/// Why a key cannot act on what is selected.
pub fn why_not<S: Lists>(screen: &S, cx: &Cx, id: C) -> Option<&'static str> {
    let target = match id {
        C::Edit | C::EditOutside => screen.edited(cx),
        _ => screen.target(cx),
    };
    match (id, target) {
        (C::Edit | C::EditOutside, Some(Target::Reading(_))) => {
            Some("a reading is not edited: delete it and enter it again")
        }
        (
            C::Edit | C::EditOutside | C::Delete | C::Split | C::MoveSession,
            Some(Target::Session(session)),
        ) if session.is_open => NOT_OVER,
        (C::Edit | C::EditOutside | C::Archive, None) => Some("nothing is selected"),
        (C::Archive, Some(target)) if !target.is().is_some_and(|of| of.noun.archives()) => {
            Some("that is deleted, not archived")
        }
        (C::Delete, None) => NO_SESSION,
        (C::Delete, Some(target)) if target.is().is_some_and(|of| of.noun.archives()) => {
            Some("that is archived, not deleted: {archive}")
        }
        (C::Private | C::Split | C::MoveSession, Some(Target::Session(_))) => None,
        (C::Private | C::Split | C::MoveSession, _) => NO_SESSION,
        (C::Merge, target)
            if target.as_ref().and_then(Target::is).is_none_or(|of| of.noun != Noun::Skill) =>
        {
            Some("no skill is selected")
        }
        _ => None,
    }
}

/// Opens its form, or its text in the editor.
pub fn edit<S: Lists>(screen: &mut S, cx: &mut Cx, id: C) -> Effects {
    let Some(subject) = screen.edited(cx).and_then(|target| target.subject()) else { return Vec::new() };
    let focus = screen.field(cx);
    if id == C::Edit {
        return vec![ask(Wanted { focus, ..Wanted::of(subject) })];
    }
    // Only texts go to an editor; a list of names or a number is quicker here.
    match focus.filter(|key| !matches!(*key, "weekly_minutes" | "approach" | "areas")) {
        Some(focus) => vec![ask(Wanted { subject, focus: Some(focus), outside: true })],
        None => editing::open_outside(subject),
    }
}

/// Archives it or brings it back, deletes it, keeps it private or no longer.
pub fn change<S: Lists>(screen: &mut S, cx: &mut Cx, id: C) -> Effects {
    let Some(target) = screen.target(cx) else { return Vec::new() };
    let change = match (id, target) {
        (C::Private, Target::Session(session)) => {
            let keep = KeepPrivate { session: session.id, private: !session.private };
            return ask_to_write(cx, Ask::Write(Box::new(keep), After::Say));
        }
        (C::Delete, Target::Session(session)) => Change::DeleteSession(session.id),
        (C::Delete, Target::Reading(reading)) => Change::DeleteReading(reading.id),
        (C::Delete, Target::Record { of, .. }) => Change::Delete(of),
        (C::Archive, Target::Record { of, archived: None, .. }) => Change::Archive(of),
        (C::Archive, Target::Record { of, .. }) => Change::Restore(of),
        _ => return Vec::new(),
    };
    apply(cx, change, After::Say)
}

/// Asks which skill takes everything of the selected one.
pub fn merge<S: Lists>(screen: &mut S, cx: &mut Cx, _: C) -> Effects {
    let Some(Target::Record { of: Ref { noun: Noun::Skill, id: from }, text: name, .. }) = screen.target(cx)
    else {
        return Vec::new();
    };
    let overview = &cx.data.overview;
    let others = overview.skills.iter().filter(|line| line.skill.id != from && line.skill.archived.is_none());
    let names = others.map(|line| skill_path(cx, line)).collect();
    cx.lay(goes_to(&name, names).then(move |cx, answer| {
        let into = skill_called(cx, answer)?;
        Ok(apply(cx, Change::merge::<Skill>(from, into), After::Form))
    }));
    Vec::new()
}

/// The question what takes everything of a record that goes.
pub fn goes_to(name: &str, names: Vec<String>) -> Prompt {
    let hint = "type to search; one undo takes it back";
    Prompt::new(format!("Everything of {name} goes to …"), hint).choosing(names)
}

/// Asks where the session is cut, or when and on which skill it really was.
pub fn cut_or_move<S: Lists>(screen: &mut S, cx: &mut Cx, id: C) -> Effects {
    let Some(Target::Session(session)) = screen.target(cx) else { return Vec::new() };
    let (session, began) = (session.id, hour_minute(session.started));
    cx.lay(match id {
        C::Split => {
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
