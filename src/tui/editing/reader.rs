//! Answers read from a form: numbers, words, names, times; what cannot be read becomes a problem beside its field.

use std::str::FromStr;

use super::super::form::{Form, Problem};
use crate::domain::drill::Drill;
use crate::domain::id::Id;
use crate::domain::naming::{self, Match};
use crate::domain::when::{self, Vantage};
use crate::journal::read::Overview;

/// What answers are read against: the names there are, and where the user stands in time.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Areas and skills.
    pub overview: &'a Overview,
    /// Now, the calendar, and how dates are typed.
    pub vantage: Vantage<'a>,
}

/// Reads the answers of one form.
pub(super) struct Reader<'a> {
    form: &'a Form,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub fn of(form: &'a Form) -> Reader<'a> {
        Reader { form, problems: Vec::new() }
    }

    /// What is read, unless something was wrong.
    pub fn done<T>(self, value: T) -> Result<T, Vec<Problem>> {
        if self.problems.is_empty() { Ok(value) } else { Err(self.problems) }
    }

    /// Something is wrong with a field.
    pub fn problem(&mut self, key: &str, sentence: impl Into<String>) {
        self.problems.push(Problem { key: key.to_owned(), sentence: sentence.into() });
    }

    /// Text as typed.
    pub fn text(&self, key: &str) -> String {
        self.form.text(key)
    }

    /// A line, without blanks around it.
    pub fn line(&self, key: &str) -> String {
        self.form.text(key).trim().to_owned()
    }

    /// A line that has to be there.
    pub fn needed(&mut self, key: &str, sentence: &str) -> String {
        let line = self.line(key);
        if line.is_empty() {
            self.problem(key, sentence);
        }
        line
    }

    /// A whole number, or nothing; its bounds are the field's.
    pub fn number(&self, key: &str) -> Option<i64> {
        self.line(key).parse().ok()
    }

    /// Yes or no.
    pub fn yes(&self, key: &str) -> bool {
        self.form.text(key) == "yes"
    }

    /// The lines of a list, without empty ones and blanks around them.
    pub fn list(&self, key: &str) -> Vec<String> {
        let text = self.form.text(key);
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    /// One of a closed set of words.
    pub fn word<T: FromStr>(&mut self, key: &str, otherwise: T) -> T
    where
        T::Err: std::fmt::Display,
    {
        match self.form.text(key).parse() {
            Ok(word) => word,
            Err(error) => {
                self.problem(key, error.to_string());
                otherwise
            }
        }
    }

    /// A length of time in milliseconds, or nothing.
    pub fn length(&mut self, key: &str) -> Option<i64> {
        let line = self.line(key);
        if line.is_empty() {
            return None;
        }
        self.read(key, when::duration(&line))
    }

    /// What was read, or the problem why not.
    pub fn read<T>(&mut self, key: &str, read: Result<T, impl std::fmt::Display>) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(why) => {
                self.problem(key, why.to_string());
                None
            }
        }
    }

    /// The skill in use that a name stands for.
    pub fn skill(&mut self, key: &str, typed: &str, look: &Look<'_>) -> Option<Id> {
        let skills = look.overview.skills.iter().map(|line| &line.skill);
        self.pick(key, "skill", typed, skills.map(|skill| (skill.id, skill.name.as_str(), skill.archived)))
    }

    /// The area in use that a name stands for.
    pub fn area(&mut self, key: &str, typed: &str, look: &Look<'_>) -> Option<Id> {
        let areas = look.overview.areas.iter();
        self.pick(key, "area", typed, areas.map(|area| (area.id, area.name.as_str(), area.archived)))
    }

    /// The drill in use that a name stands for, or the one that stands there now; nothing typed is none.
    pub fn drill(&mut self, key: &str, drills: &[Drill], now: Option<Id>) -> Option<Id> {
        let typed = self.line(key);
        if typed.is_empty() {
            return None;
        }
        let archived = |drill: &Drill| drill.archived.filter(|_| Some(drill.id) != now);
        let named = drills.iter().map(|drill| (drill.id, drill.name.as_str(), archived(drill)));
        self.pick(key, "drill", &typed, named)
    }

    fn pick<'n>(
        &mut self,
        key: &str,
        what: &str,
        typed: &str,
        all: impl Iterator<Item = (Id, &'n str, Option<i64>)>,
    ) -> Option<Id> {
        let (old, now): (Vec<_>, Vec<_>) = all.partition(|(.., archived)| archived.is_some());
        let bare = |named: Vec<(Id, &'n str, _)>| -> Vec<(Id, &'n str)> {
            named.into_iter().map(|(id, name, _)| (id, name)).collect()
        };
        let sentence = match naming::pick(typed, &bare(now)) {
            Match::One(id) => return Some(id),
            Match::None { .. } if naming::very_name(typed, &bare(old)).is_some() => {
                format!("the {what} “{typed}” is archived: . on Areas shows it, x a brings it back")
            }
            Match::Many(_) => format!("“{typed}” could be several {what}s: type more of it"),
            Match::None { did_you_mean } if did_you_mean.is_empty() => {
                format!("there is no {what} “{typed}”")
            }
            Match::None { did_you_mean } => {
                format!("there is no {what} “{typed}”: did you mean {}?", did_you_mean.join(" or "))
            }
        };
        self.problem(key, sentence);
        None
    }
}
