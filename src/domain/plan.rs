//! A plan: an intention to practise on a day, with an if-then and an optional repeat that has an end. Never red.

use jiff::civil::Weekday;

use super::calendar::Day;
use super::id::Id;
use super::moment::Moment;
use crate::words;

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

/// An intention to practise.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Its id; 0 until it is stored.
    pub id: Id,
    /// Grows with every change.
    pub revision: i64,
    /// When it was made.
    pub created: Moment,
    /// The skill to practise.
    pub skill: Id,
    /// The drill, if one is meant.
    pub drill: Option<Id>,
    /// Its (first) day.
    pub day: Day,
    /// The time of day, minutes after midnight; `None` is any time.
    pub minute: Option<i64>,
    /// Planned minutes.
    pub minutes: Option<i64>,
    /// The intention that prefills the start card.
    pub intention: String,
    /// If this happens …
    pub if_text: String,
    /// … then I do that.
    pub then_text: String,
    /// How it comes back.
    pub repeat: Repeat,
    /// The days of the week of a weekly plan, bit 0 is Monday.
    pub weekdays: i64,
    /// The last day of a repeating plan.
    pub until: Option<Day>,
    /// When it was archived; `None` while in use.
    pub archived: Option<i64>,
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
        Plan {
            id: Id::default(),
            revision: 0,
            created: Moment::default(),
            skill,
            drill: None,
            day,
            minute: None,
            minutes: None,
            intention: String::new(),
            if_text: String::new(),
            then_text: String::new(),
            repeat: Repeat::Once,
            weekdays: 0,
            until: None,
            archived: None,
        }
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
