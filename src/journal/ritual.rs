//! What the start card and the close card of a session show.

use super::error::Result;
use super::open::Journal;
use super::read::PlanLine;
use super::read::feedback::OpenAction;
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::session::Session;
use crate::domain::skill::Skill;
use crate::store::query;

/// Everything the start card shows, filled in from the last sitting.
#[derive(Debug, Clone, PartialEq)]
pub struct StartCard {
    /// The session as it would start.
    pub session: Session,
    /// What is practised.
    pub skill: Skill,
    /// The names of its areas.
    pub areas: Vec<String>,
    /// The drills to choose from.
    pub drills: Vec<Drill>,
    /// The last sitting on the skill.
    pub last: Option<Session>,
    /// Today's plan for it.
    pub plan: Option<PlanLine>,
    /// The actions from feedback on it that wait for their proof.
    pub to_act_on: Vec<OpenAction>,
    /// The planned seconds where neither plan, drill nor last sitting say.
    default_seconds: Option<i64>,
    /// Whether the planned seconds are no more than that.
    by_default: bool,
}

impl StartCard {
    /// The drill that is chosen.
    pub fn drill(&self) -> Option<&Drill> {
        self.drills.iter().find(|drill| Some(drill.id) == self.session.drill)
    }

    /// A card that was left is found again as it was, but for what has changed in the journal since.
    pub fn come_up_to(&mut self, fresh: StartCard) {
        self.session.plan = fresh.session.plan;
        *self = StartCard { session: self.session.clone(), ..fresh };
        if self.drill().is_none() {
            self.choose_drill(None);
        }
    }

    /// Chooses a drill, and takes its minutes where nothing else was planned.
    pub fn choose_drill(&mut self, id: Option<Id>) {
        self.session.drill = id;
        self.session.dial = None;
        self.session.variation = None;
        if self.session.planned_seconds.is_none() || self.by_default {
            let of_drill = self.drill().and_then(|drill| drill.minutes).map(|m| m * 60);
            self.session.planned_seconds = of_drill.or(self.default_seconds);
            self.by_default = of_drill.is_none();
        }
    }
}

/// How many actions the start card lists.
const ACTIONS: i64 = 4;

/// The questions that take turns at the close card (learning.md F17: generic prompts beat specific ones).
pub const QUESTIONS: [&str; 3] =
    ["why did the misses miss?", "what was different in the hits?", "where else does this hold?"];

/// The question of a session: they rotate from day to day.
pub fn question(session: &Session) -> &'static str {
    let turn = usize::try_from(session.day.0.rem_euclid(3)).unwrap_or(0);
    QUESTIONS[turn % QUESTIONS.len()]
}

impl Journal {
    /// The start card for a skill: next focus as intention, drill and minutes from last time, today's plan on top.
    ///
    /// # Errors
    /// When there is no such skill, or the file cannot be read.
    pub fn start_card(&self, skill: Id) -> Result<StartCard> {
        self.start_card_for(skill, None)
    }

    /// The start card for a skill and one of today's plans for it; without one, the first of them.
    ///
    /// # Errors
    /// When there is no such skill, or the file cannot be read.
    pub fn start_card_for(&self, skill: Id, plan: Option<Id>) -> Result<StartCard> {
        let conn = self.store.conn();
        let record = self.skill(skill)?;
        let last = query::last_on_skill(conn, skill, Id::default())?;
        let drills: Vec<Drill> =
            query::drills_of(conn, skill)?.into_iter().filter(|d| d.archived.is_none()).collect();
        let today = self.calendar().day(self.now().wall);
        let mut plans = self.plans_on(today)?;
        plans.retain(|line| line.plan.skill == skill);
        let chosen = plans.iter().position(|line| Some(line.plan.id) == plan).unwrap_or(0);
        let plan = plans.into_iter().nth(chosen);
        let mut session = Session::on(skill);
        if let Some(last) = &last {
            session.intention =
                if last.next_focus.is_empty() { last.intention.clone() } else { last.next_focus.clone() };
            session.criterion.clone_from(&last.criterion);
            session.mode = last.mode;
            session.timer = last.timer;
            session.work_seconds = last.work_seconds;
            session.pause_seconds = last.pause_seconds;
            session.context.clone_from(&last.context);
            session.planned_seconds = last.planned_seconds;
            session.drill = last.drill.filter(|id| drills.iter().any(|d| d.id == *id));
        }
        let mut card = StartCard {
            session,
            skill: record,
            areas: self.areas_of_skill(skill)?,
            drills,
            last,
            plan,
            to_act_on: self.to_act_on(Some(skill), ACTIONS)?,
            default_seconds: self.options.default_minutes.map(|minutes| minutes * 60),
            by_default: false,
        };
        // The first time, and after a sitting that was only written down, the first drill is the one to begin with.
        if card.last.as_ref().is_none_or(|last| last.late && last.drill.is_none()) {
            card.session.drill = card.drills.first().map(|d| d.id);
        }
        take_plan(&mut card);
        let drill = card.session.drill;
        card.choose_drill(drill);
        Ok(card)
    }

    /// The start card for a skill that is not there yet.
    pub fn start_card_for_new(&self) -> StartCard {
        let mut card = StartCard {
            session: Session::on(Id::default()),
            skill: Skill::named(""),
            areas: Vec::new(),
            drills: Vec::new(),
            last: None,
            plan: None,
            to_act_on: Vec::new(),
            default_seconds: self.options.default_minutes.map(|minutes| minutes * 60),
            by_default: true,
        };
        card.choose_drill(None);
        card
    }

    /// The skill a start card opens with: the focused one, else that of today's first plan, else the current skill
    /// longest unpractised. `None` in a journal without skills.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next_skill(&self, focused: Option<Id>) -> Result<Option<Id>> {
        if focused.is_some() {
            return Ok(focused);
        }
        let today = self.calendar().day(self.now().wall);
        let _snapshot = self.snapshot_read()?;
        let plans = self.plans_on(today)?;
        if let Some(line) = plans.first() {
            return Ok(Some(line.plan.skill));
        }
        // How much was practised this week decides nothing here.
        Ok(self.overview_of(&[], &[])?.longest_unpractised())
    }
}

fn take_plan(card: &mut StartCard) {
    let Some(PlanLine { plan, .. }) = &card.plan else { return };
    card.session.plan = Some(plan.id);
    // A drill that was put away since is not taken up again.
    if let Some(drill) = card.drills.iter().find(|drill| Some(drill.id) == plan.drill) {
        card.session.drill = Some(drill.id);
    }
    if let Some(minutes) = plan.minutes {
        card.session.planned_seconds = Some(minutes * 60);
    }
    if !plan.intention.is_empty() {
        card.session.intention.clone_from(&plan.intention);
    }
}
