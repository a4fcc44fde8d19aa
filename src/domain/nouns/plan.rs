//! A plan: an intention to practise on a day, with an if-then and an optional repeat that has an end. Never red.

use jiff::civil::Weekday;

use super::drill::Drill;
use super::skill::Skill;
use crate::domain::calendar::Day;
use crate::domain::field::{Date, Line, Link, Maybe, Minutes, TimeOfDay, Weekdays, Word};
use crate::domain::id::Id;
use crate::domain::noun::Declared;
use crate::{noun, words};

words! {
    /// How a plan comes back.
    Repeat, "repeat", {
        /// Once, on its day.
        Once = "once",
        /// Every day.
        Daily = "daily",
        /// On the named days of every week.
        Weekly = "weekly",
    }
}

words! {
    /// What became of a plan on one of its days.
    PlanFate, "fate", {
        /// A session was started from it.
        Done = "done",
        /// Let go, this time.
        Dropped = "dropped",
        /// Put off to another day.
        Moved = "moved",
    }
}

/// How long a repeating plan runs when nothing is said: six weeks (a plan that ends is kept more easily).
pub const DEFAULT_REPEAT_DAYS: i32 = 42;

noun! {
    /// An intention to practise.
    Plan "plan" archived {
        skill: Link<Skill>, "Skill", "What to practise.", parent, columns(&["skill_id"]);
        drill: Maybe<Link<Drill>>, "Drill", "The drill, or none.", columns(&["drill_id"]), hint("none in particular");
        day: Date, "Day", "The (first) day; today unless said.", option("on"), value("DAY"), hint("today, friday, 24 Nov");
        minute: Maybe<TimeOfDay>, "Time", "The time of day, or none.", key("time"), json("at"), option("at"), value("TIME"),
            hint("any time");
        minutes: Maybe<Minutes<1440>>, "Minutes", "How long: 25, 25m, 1h, or none.", short('m'), json("planned_seconds"),
            value("LENGTH"), hint("as last time");
        intention: Line, "Intention", "The intention that the session starts with.", short('i'), searched, editor,
            hint("the one thing to change");
        if_text: Line, "If", "If this happens …", key("if"), json("if"), option("if"), value("TEXT"), searched,
            hint("when this happens …");
        then_text: Line, "Then", "… then I do that.", key("then"), json("then"), option("then"), value("TEXT"), searched,
            hint("… I do that");
        repeat: Word<Repeat>, "Comes back", "How it comes back.";
        weekdays: Weekdays, "On", "The days of a weekly plan: mon,thu.", option("days"), value("DAYS"),
            hint("mon thu, for a weekly plan");
        until: Maybe<Date>, "Until", "The last day of a repeating plan; six weeks on unless said.",
            columns(&["until_day"]), value("DAY"), hint("six weeks, if nothing is said");
    }
}

/// What became of a plan on one of its days.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlanDay {
    /// Its id.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// The plan.
    pub plan: Id,
    /// Which of its days.
    pub day: Day,
    /// What became of it.
    pub fate: PlanFate,
    /// Where it was moved to.
    pub moved_to: Option<Day>,
    /// The session that was started from it.
    pub session: Option<Id>,
}

impl Plan {
    /// A plan for one skill on one day.
    pub fn on(skill: Id, day: Day) -> Plan {
        Plan { skill, day, ..Plan::blank() }
    }

    /// Whether the plan falls on a day by its own rule (moves not considered).
    pub fn falls_on(&self, day: Day) -> bool {
        if day < self.day || self.until.is_some_and(|until| day > until) {
            return false;
        }
        match self.repeat {
            Repeat::Once => day == self.day,
            Repeat::Daily => true,
            Repeat::Weekly => self.weekdays & weekday_bit(day.weekday()) != 0,
        }
    }

    /// Whether the plan is open on a day: it falls there (or was moved there) and nothing has become of it.
    pub fn open_on(&self, day: Day, fates: &[PlanDay]) -> bool {
        let own = || fates.iter().filter(|fate| fate.plan == self.id);
        let settled = own().any(|fate| fate.day == day);
        let moved_here = own().any(|fate| fate.moved_to == Some(day));
        !settled && (moved_here || self.falls_on(day))
    }
}

/// The bit of a weekday in [`Plan::weekdays`].
pub fn weekday_bit(weekday: Weekday) -> i64 {
    1 << weekday.to_monday_zero_offset()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::Date;

    fn day(d: i8) -> Day {
        Day::of(Date::constant(2026, 11, d))
    }

    #[test]
    fn weekly_plans_end() {
        let mut plan = Plan::on(Id(1), day(2));
        plan.repeat = Repeat::Weekly;
        plan.weekdays = weekday_bit(Weekday::Monday) | weekday_bit(Weekday::Thursday);
        plan.until = Some(day(12));
        let days: Vec<i8> = (1..=30).filter(|d| plan.falls_on(day(*d))).collect();
        assert_eq!(days, [2, 5, 9, 12]);
    }

    #[test]
    fn a_moved_plan_is_open_where_it_went() {
        let mut plan = Plan::on(Id(1), day(2));
        plan.id = Id(9);
        let moved = PlanDay {
            id: Id(1),
            revision: 0,
            plan: Id(9),
            day: day(2),
            fate: PlanFate::Moved,
            moved_to: Some(day(4)),
            session: None,
        };
        assert!(plan.open_on(day(2), &[]));
        assert!(!plan.open_on(day(2), &[moved]));
        assert!(plan.open_on(day(4), &[moved]));
    }
}
