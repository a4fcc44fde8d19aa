//! A portfolio of an area: its stages, its evidence and what others say, without what is private.

mod card;

use std::collections::HashSet;

use rusqlite::Connection;

use super::super::error::Result;
use super::super::open::Journal;
use super::super::stage::{self as rules, LadderOf};
use crate::domain::area::Area;
use crate::domain::benchmark::Facts;
use crate::domain::calendar::{Calendar, Day};
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::ladder::capstone_id;
use crate::domain::person::Person;
use crate::domain::portfolio::{Chapter, Claim, LadderName, Names, Portfolio, Proof, SkillClaim, Testimony};
use crate::domain::skill::Skill;
use crate::domain::stage::{
    Source, SourceKind, StageEvent, StageEventKind, Subject, Told, held_on, taken_on,
};
use crate::domain::when::Dated;
use crate::journal::work::gone;
use crate::store::record::by_id;
use crate::store::{query, stage as store};

impl Journal {
    /// Everything about an area that may be shown to others, as of today; `maker` is whose it is.
    ///
    /// # Errors
    /// When there is no such area, or the file cannot be read.
    pub fn portfolio(&self, area: Id, maker: &str) -> Result<Portfolio> {
        let _snapshot = self.snapshot_read()?;
        let conn = self.store.conn();
        let found: Area = by_id(conn, area)?.ok_or_else(|| gone::<Area>(area))?;
        let mut gathering = Gathering {
            conn,
            calendar: self.calendar(),
            today: self.local_today(),
            hidden: store::hidden(conn)?,
            chapters: Vec::new(),
            out: Portfolio {
                area: found.name.clone(),
                maker: maker.trim().to_owned(),
                on: self.local_today(),
                left_out: store::left_out(conn, area)?,
                ..Portfolio::default()
            },
        };
        gathering.out.claim = gathering.add(Subject::Area(area), &found.name)?;
        gathering.skills(area)?;
        Ok(gathering.whole())
    }

    /// The names of the people of the journal, to be shown as initials.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn names(&self) -> Result<Names> {
        Ok(Names::of(query::people(self.store.conn())?.into_iter().map(|person| person.name)))
    }
}

/// What is at hand while a portfolio is put together, subject by subject.
struct Gathering<'a> {
    conn: &'a Connection,
    calendar: Calendar,
    today: Day,
    /// The records that are private.
    hidden: HashSet<Source>,
    /// The history with what it is sorted by.
    chapters: Vec<(i64, Id, Chapter)>,
    out: Portfolio,
}

/// A statement that may be shown, with its person.
type Said = (Statement, Person);

/// A subject with what is known of it.
struct About<'a> {
    subject: Subject,
    name: &'a str,
    on: Option<&'a LadderOf>,
    /// Its facts that may be shown.
    facts: &'a Facts,
    /// The statements that may be shown.
    said: &'a [Said],
}

impl Gathering<'_> {
    fn skills(&mut self, area: Id) -> Result<()> {
        let links = query::skill_areas(self.conn)?;
        let serves = |skill: &Skill| links.iter().any(|link| link.area == area && link.skill == skill.id);
        for skill in query::skills(self.conn)?.into_iter().filter(serves) {
            if skill.archived.is_some() {
                self.out.left_out.archived += 1;
                continue;
            }
            let claim = self.add(Subject::Skill(skill.id), &skill.name)?;
            self.out.skills.push(SkillClaim { name: skill.name, claim });
        }
        Ok(())
    }

    /// Adds what a subject has to show, and says what stage it holds and how it came to it.
    fn add(&mut self, subject: Subject, name: &str) -> Result<Claim> {
        let on = rules::ladder_of(self.conn, subject)?;
        if let (Subject::Area(_), Some(on)) = (subject, &on) {
            self.out.ladder = Some(LadderName {
                title: on.ladder.title.clone(),
                version: on.ladder.version.clone(),
                own: on.own,
            });
        }
        let said = self.statements(subject, name, on.as_ref())?;
        let facts = rules::facts(self.conn, subject, on.as_ref(), &self.calendar)?;
        let open = facts.without(&self.hidden);
        let about = About { subject, name, on: on.as_ref(), facts: &open, said: &said };
        self.cards(&about)?;
        let history = rules::history(self.conn, subject)?;
        self.history(&history, name, &said);
        Ok(self.claim(&about, &facts, &history))
    }

    /// The statements of a subject that may be shown; the others are counted.
    fn statements(&mut self, subject: Subject, name: &str, on: Option<&LadderOf>) -> Result<Vec<Said>> {
        let mut shown = Vec::new();
        for statement in store::statements_of(self.conn, subject)? {
            let hidden = self.hidden.contains(&Source { kind: SourceKind::Statement, id: statement.id });
            match (hidden, statement.state) {
                (_, StatementState::Asked) => {}
                (true, _) => self.out.left_out.statements += 1,
                (false, StatementState::Answered) => self.out.left_out.unconfirmed += 1,
                (false, StatementState::Confirmed) => {
                    let person: Person = by_id(self.conn, statement.person)?
                        .ok_or_else(|| gone::<Person>(statement.person))?;
                    self.out.words.push(self.testimony(&statement, &person, name, on));
                    shown.push((statement, person));
                }
            }
        }
        Ok(shown)
    }

    fn testimony(&self, said: &Statement, person: &Person, name: &str, on: Option<&LadderOf>) -> Testimony {
        let at = said.answered.unwrap_or(said.created);
        Testimony {
            words: said.words.clone(),
            by: person.name.clone(),
            relation: relation(&said.relation, person),
            external: said.external,
            saw: said.saw.clone(),
            means: said.means,
            day: Dated::on(self.calendar.day(at)),
            about: name.to_owned(),
            stage: said.stage,
            benchmark: said.benchmark.as_deref().map(|id| benchmark_text(on, id)),
            agrees: said.agrees,
        }
    }

    fn history(&mut self, history: &[Told], name: &str, said: &[Said]) {
        for told in history {
            if told.withdrawn.is_some() {
                self.out.left_out.withdrawn += 1;
            } else if told.corrected_by.is_some() {
                self.out.left_out.corrected += 1;
            } else {
                let event = &told.event;
                self.chapters.push((event.at.at, event.id, chapter(event, name, said)));
            }
        }
    }

    /// What is claimed of a subject; `all` are the facts with those that are private.
    fn claim(&self, about: &About<'_>, all: &Facts, history: &[Told]) -> Claim {
        let held = held_on(history, self.today);
        let (Some(stage), Some(taken)) = (held, taken_on(history, self.today)) else {
            return Claim::default();
        };
        let mut claim = Claim {
            stage: held,
            since: Some(taken.event.dated()),
            kind: Some(taken.event.kind),
            proof: proof(&taken.event, about.said),
            shown: about.facts.shown_days().last().copied(),
            stale: false,
        };
        if let (Some(on), Subject::Skill(_)) = (about.on, about.subject) {
            claim.shown = rules::fresh(on, stage, about.facts, history, self.today).shown;
            // Whether it still holds is told by everything: nobody becomes fresh by hiding a miss.
            claim.stale = !rules::fresh(on, stage, all, history, self.today).fresh;
        }
        claim
    }

    /// Everything in the order in which it is read.
    fn whole(mut self) -> Portfolio {
        self.chapters.sort_by_key(|(at, id, _)| std::cmp::Reverse((*at, *id)));
        let mut out = self.out;
        out.history = self.chapters.into_iter().map(|(.., chapter)| chapter).collect();
        out.cards.sort_by_key(|card| std::cmp::Reverse(card.day.day));
        out.words.sort_by_key(|words| std::cmp::Reverse(words.day.day));
        out.skills.sort_by_key(|skill| std::cmp::Reverse(skill.claim.stage));
        // An area is shown by what its skills show.
        let newest = out.skills.iter().filter_map(|skill| skill.claim.shown).max();
        if out.claim.stage.is_some() {
            out.claim.shown = out.claim.shown.max(newest);
        }
        out
    }
}

/// What somebody is to the maker, as said, or else by their role.
fn relation(said: &str, person: &Person) -> String {
    if said.trim().is_empty() { person.role.word().to_owned() } else { said.trim().to_owned() }
}

/// The text of a benchmark or the title of a capstone; its id where the ladder has none of that name.
fn benchmark_text(on: Option<&LadderOf>, id: &str) -> String {
    let text = on.and_then(|on| match on.skill() {
        Some(skill) => skill.benchmarks.iter().find(|b| b.id == id).map(|b| b.text.clone()),
        None => {
            let mut capstones = on.ladder.capstones.iter();
            capstones
                .find(|capstone| capstone_id(capstone.stage) == id)
                .map(|capstone| capstone.title.clone())
        }
    });
    text.unwrap_or_else(|| id.to_owned())
}

fn chapter(event: &StageEvent, name: &str, said: &[Said]) -> Chapter {
    let why = matches!(event.kind, StageEventKind::StepBack | StageEventKind::Correct);
    Chapter {
        day: event.dated(),
        about: name.to_owned(),
        whole: event.area.is_some(),
        kind: event.kind,
        from: event.from,
        to: event.to,
        proof: proof(event, said),
        sentence: if why { String::new() } else { event.sentence.clone() },
    }
}

/// What was shown for a stage. A witness is named where words of theirs that may be shown stood there at that time.
fn proof(event: &StageEvent, said: &[Said]) -> Proof {
    let open = |name: &&String| {
        said.iter().any(|(statement, person)| {
            let of_stage = statement.stage.is_none() || statement.stage == event.to;
            let before = statement.answered.is_some_and(|at| at.at <= event.created.at);
            person.name == **name && statement.agrees == Some(true) && of_stage && before
        })
    };
    let witnesses: Vec<String> = event.witnesses.iter().filter(open).cloned().collect();
    Proof {
        met: event.benchmarks_met,
        total: event.benchmarks_total,
        ladder: event.ladder.is_some(),
        self_declared: event.self_declared(),
        own_thresholds: event.own_thresholds,
        unnamed: event.witnesses.len() - witnesses.len(),
        witnesses,
    }
}
