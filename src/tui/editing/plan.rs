//! The form of a plan: when, what, the if-then, and how it comes back.

use jiff::civil::Weekday;

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::change::Change;
use crate::domain::plan::{Plan, Repeat, weekday_bit};
use crate::domain::when::time_of_day;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

const WEEK: [(&str, Weekday); 7] = [
    ("mon", Weekday::Monday),
    ("tue", Weekday::Tuesday),
    ("wed", Weekday::Wednesday),
    ("thu", Weekday::Thursday),
    ("fri", Weekday::Friday),
    ("sat", Weekday::Saturday),
    ("sun", Weekday::Sunday),
];

pub(super) fn fields(plan: &Plan, opened: &Opened, look: &Look<'_>) -> Vec<Field> {
    let drill = opened.drills.iter().find(|drill| Some(drill.id) == plan.drill);
    let today = look.vantage.today();
    let day = if plan.day == today { "today".to_owned() } else { plan.day.to_string() };
    let time = plan.minute.map_or(String::new(), |m| format!("{:02}:{:02}", m / 60, m % 60));
    let minutes = plan.minutes.map_or(String::new(), |m| m.to_string());
    let until = plan.until.map_or(String::new(), |day| day.to_string());
    vec![
        Field::new("skill", "Skill", Kind::Line).with(&opened.skill_name),
        Field::new("drill", "Drill", Kind::Line)
            .hint("none in particular")
            .with(drill.map_or("", |drill| drill.name.as_str())),
        Field::new("day", "Day", Kind::Date).hint("today, friday, 24 Nov").with(&day),
        Field::new("time", "Time", Kind::Date).hint("any time").with(&time),
        Field::new("minutes", "Minutes", Kind::Number { min: 1, max: 1440 })
            .hint("as last time")
            .with(&minutes),
        Field::new("intention", "Intention", Kind::Line)
            .hint("the one thing to change")
            .with(&plan.intention),
        Field::new("if", "If", Kind::Line).hint("when this happens …").with(&plan.if_text),
        Field::new("then", "Then", Kind::Line).hint("… I do that").with(&plan.then_text),
        Field::new("repeat", "Comes back", Kind::Choice(Repeat::WORDS)).with(plan.repeat.word()),
        Field::new("weekdays", "On", Kind::Line)
            .hint("mon thu, for a weekly plan")
            .with(&days(plan.weekdays)),
        Field::new("until", "Until", Kind::Date).hint("six weeks, if nothing is said").with(&until),
    ]
}

/// The days of a week as they are shown and typed: `mon thu`.
pub(crate) fn days(weekdays: i64) -> String {
    let on = WEEK.iter().filter(|(_, day)| weekdays & weekday_bit(*day) != 0);
    on.map(|(word, _)| *word).collect::<Vec<_>>().join(" ")
}

fn read_days(text: &str) -> Result<i64, String> {
    let mut bits = 0;
    for word in text.split([' ', ',']).filter(|word| !word.is_empty()) {
        let wanted = word.to_lowercase();
        let found = WEEK.iter().find(|(day, _)| wanted.starts_with(day) && wanted.len() <= 9);
        let Some((_, day)) = found else { return Err(format!("“{word}” is no weekday; type mon thu")) };
        bits |= weekday_bit(*day);
    }
    Ok(bits)
}

pub(super) fn ask(plan: &Plan, opened: &Opened, form: &Form, look: &Look<'_>) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let typed = read.line("skill");
    let skill = match typed == opened.skill_name {
        true => Some(plan.skill),
        false => read.skill("skill", &typed, look),
    };
    let drill = match skill == Some(plan.skill) {
        true => read.drill("drill", &opened.drills, plan.drill),
        false if read.line("drill").is_empty() => None,
        false => {
            read.problem(
                "drill",
                "that drill belongs to the skill as it was: empty this, or name the skill again",
            );
            None
        }
    };
    let day = read.line("day");
    let time = read.line("time");
    let until = read.line("until");
    let weekdays = read_days(&read.line("weekdays"));
    let edited = Plan {
        skill: skill.unwrap_or(plan.skill),
        drill,
        day: read.read("day", look.vantage.day(&day)).unwrap_or(plan.day),
        minute: (!time.is_empty()).then(|| read.read("time", time_of_day(&time))).flatten().map(i64::from),
        minutes: read.number("minutes"),
        intention: read.line("intention"),
        if_text: read.line("if"),
        then_text: read.line("then"),
        repeat: read.word("repeat", plan.repeat),
        weekdays: read.read("weekdays", weekdays).unwrap_or(plan.weekdays),
        until: (!until.is_empty()).then(|| read.read("until", look.vantage.day(&until))).flatten(),
        ..plan.clone()
    };
    let change = if plan.id.0 == 0 { Change::add(edited) } else { Change::edit(edited) };
    read.done(Ask::Apply(Box::new(change), After::Form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_read_back_as_shown() {
        let bits = read_days("Monday, thu").unwrap();
        assert_eq!(days(bits), "mon thu");
        assert_eq!(read_days(&days(bits)), Ok(bits));
        assert!(read_days("someday").is_err());
        assert_eq!(read_days(""), Ok(0));
    }
}
