//! What keys do to the record that is selected in a list, on every screen that has such lists: edit, archive, delete, keep
//! private, merge, split, move.

use crate::domain::area::Area;
use crate::domain::change::{Change, EditedSession};
use crate::domain::drill::{Drill, plain};
use crate::domain::id::Id;
use crate::domain::measure::{Measure, Reading};
use crate::domain::moment::Moment;
use crate::domain::naming;
use crate::domain::noun::Ref;
use crate::domain::person::Person;
use crate::domain::plan::Plan;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::domain::when::hour_minute;
use crate::journal::desk::Sitting;
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

impl<'a> From<TreeRow<'a>> for Target<'a> {
    fn from(row: TreeRow<'a>) -> Target<'a> {
        match row {
            TreeRow::Area(area, ..) => Target::Area(area),
            TreeRow::Skill(line, _) => Target::Skill(&line.skill),
        }
    }
}

/// The selected record.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// An area.
    Area(&'a Area),
    /// A skill.
    Skill(&'a Skill),
    /// A drill.
    Drill(&'a Drill),
    /// A measure.
    Measure(&'a Measure),
    /// A reading of a measure.
    Reading(&'a Reading),
    /// A plan.
    Plan(&'a Plan),
    /// A session.
    Session(Listed<'a>),
    /// A person.
    Person(&'a Person),
}

impl Target<'_> {
    /// The form that edits it; a reading has none.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Target::Session(session) => Some(Subject::Session(session.id)),
            target => target.put_away().map(|(of, _)| Subject::Of(of)),
        }
    }

    /// Which record it is, and whether it is put away: of what can be.
    pub fn put_away(&self) -> Option<(Ref, Option<i64>)> {
        Some(match self {
            Target::Area(area) => (Ref::to::<Area>(area.id), area.archived),
            Target::Skill(skill) => (Ref::to::<Skill>(skill.id), skill.archived),
            Target::Drill(drill) => (Ref::to::<Drill>(drill.id), drill.archived),
            Target::Measure(measure) => (Ref::to::<Measure>(measure.id), measure.archived),
            Target::Plan(plan) => (Ref::to::<Plan>(plan.id), plan.archived),
            Target::Person(person) => (Ref::to::<Person>(person.id), person.archived),
            Target::Reading(_) | Target::Session(_) => return None,
        })
    }

    /// The skill it is or belongs to, where a list tells that.
    pub fn skill(&self) -> Option<Id> {
        match self {
            Target::Skill(skill) => Some(skill.id),
            Target::Session(session) => Some(session.skill),
            Target::Plan(plan) => Some(plan.skill),
            _ => None,
        }
    }

    /// Its text, to be copied.
    pub fn text(&self) -> String {
        match self {
            Target::Area(area) => area.name.clone(),
            Target::Skill(skill) => skill.name.clone(),
            Target::Drill(drill) => format!("{}\n{}", drill.name, drill.instructions).trim().to_owned(),
            Target::Measure(measure) => measure.name.clone(),
            Target::Reading(reading) => plain(reading.value),
            Target::Plan(plan) => plan.intention.clone(),
            Target::Session(session) => session.next_focus.to_owned(),
            Target::Person(person) => format!("{} {}", person.name, person.contact).trim().to_owned(),
        }
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
        (C::Archive, Some(Target::Reading(_) | Target::Session(_))) => Some("that is deleted, not archived"),
        (C::Delete, None) => NO_SESSION,
        (C::Delete, Some(target)) if target.put_away().is_some() => {
            Some("that is archived, not deleted: {archive}")
        }
        (C::Private | C::Split | C::MoveSession, Some(Target::Session(_))) => None,
        (C::Private | C::Split | C::MoveSession, _) => NO_SESSION,
        (C::Merge, Some(Target::Skill(_))) => None,
        (C::Merge, _) => Some("no skill is selected"),
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
        (C::Archive, target) => match target.put_away() {
            Some((of, None)) => Change::Archive(of),
            Some((of, Some(_))) => Change::Restore(of),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    apply(cx, change, After::Say)
}

/// Asks which skill takes everything of the selected one.
pub fn merge<S: Lists>(screen: &mut S, cx: &mut Cx, _: C) -> Effects {
    let Some(Target::Skill(skill)) = screen.target(cx) else { return Vec::new() };
    let (from, name) = (skill.id, skill.name.clone());
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
