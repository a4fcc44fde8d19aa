//! The stages of the sample: how far somebody came in a year, with the evidence, the witnesses, a step back, and a stage
//! that was held before. Played in between the sittings, so that each step stands on what was there by then.

use serde::Deserialize;

use super::super::apply::run;
use super::super::error::Result;
use super::super::work::Work;
use super::set_up::{Cast, stamp_at};
use crate::domain::change::{Change, StageMove, With};
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::evidence::{Evidence, EvidenceKind, Means, Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::stage::{Stage, StageEventKind, Subject};
use crate::domain::when::Dated;
use crate::store::query;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// One scene: how many days ago, on which ladder, on which of its skills (none: the area itself), what.
#[derive(Debug, Deserialize)]
pub struct Scene {
    ago: i64,
    ladder: String,
    skill: Option<String>,
    deed: Deed,
}

/// What is done.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Deed {
    Watched {
        whom: String,
        saw: String,
        copy: String,
    },
    Used {
        place: String,
        note: String,
    },
    Taught {
        whom: String,
        result: String,
    },
    /// A piece of evidence was kept for a benchmark.
    Kept {
        kind: EvidenceKind,
        benchmark: String,
        title: String,
        text: String,
        link: String,
    },
    Listed {
        benchmark: String,
        title: String,
        items: Vec<String>,
    },
    /// A witness spoke, or has yet to.
    Said {
        whom: String,
        benchmark: Option<String>,
        stage: Stage,
        #[serde(default)]
        words: String,
        agrees: Option<bool>,
        state: StatementState,
    },
    Step {
        kind: StageEventKind,
        #[serde(default)]
        sentence: String,
    },
    /// A stage was held so many days before the sample begins.
    Before {
        stage: Stage,
        days: i64,
        sentence: String,
    },
}

/// What is still to be played, oldest first.
pub struct Story {
    scenes: std::iter::Peekable<std::vec::IntoIter<(i64, Scene)>>,
}

impl Story {
    /// The scenes between the beginning of the sample and now.
    pub fn new(scenes: Vec<Scene>, first: i64, now: i64) -> Story {
        let at = |scene: &Scene| now - scene.ago * DAY - 2 * HOUR;
        let mut dated: Vec<(i64, Scene)> = scenes.into_iter().map(|scene| (at(&scene), scene)).collect();
        dated.retain(|(at, _)| *at > first + DAY);
        dated.sort_by_key(|(at, _)| *at);
        Story { scenes: dated.into_iter().peekable() }
    }

    /// Plays what happened until a moment.
    pub fn play(&mut self, work: &mut Work<'_>, cast: &Cast, until: i64) -> Result<()> {
        let last = work.now;
        while let Some((at, Scene { ladder, skill, deed, .. })) = self.scenes.next_if(|(at, _)| *at <= until)
        {
            work.now = stamp_at(work, at);
            let subject = match skill {
                Some(item) => skill_of(cast, &ladder, &item).map(Subject::Skill),
                None => area_of(work, &ladder)?.map(Subject::Area),
            };
            if let Some(subject) = subject {
                act(work, subject, deed, at)?;
            }
        }
        work.now = last;
        Ok(())
    }
}

fn skill_of(cast: &Cast, ladder: &str, item: &str) -> Option<Id> {
    let is = |part: &&super::set_up::Part| {
        part.skill.ladder.as_deref() == Some(ladder) && part.skill.ladder_item.as_deref() == Some(item)
    };
    cast.parts.iter().find(is).map(|part| part.skill.id)
}

fn area_of(work: &Work<'_>, ladder: &str) -> Result<Option<Id>> {
    let areas = query::areas(work.conn)?;
    Ok(areas.into_iter().find(|area| area.ladder.as_deref() == Some(ladder)).map(|area| area.id))
}

fn act(work: &mut Work<'_>, subject: Subject, deed: Deed, at: i64) -> Result<()> {
    let skill = subject.skill().unwrap_or_default();
    let written = |entry: Entry, person| Change::add_with(entry, With::person(person));
    let kept = |piece: Evidence, benchmark| {
        Change::add_with(piece, With { benchmarks: Some(vec![benchmark]), ..With::default() })
    };
    let piece = |kind, title: String| Evidence {
        skill: subject.skill(),
        area: subject.area(),
        title,
        ..Evidence::of(kind)
    };
    let change = match deed {
        Deed::Watched { whom, saw, copy } => {
            written(Entry { text: saw, more: copy, ..Entry::about(EntryKind::Watched, skill) }, Some(whom))
        }
        Deed::Used { place, note } => {
            let about = Entry::about(EntryKind::Use, skill);
            written(Entry { place, text: note, worked: Some(true), ..about }, None)
        }
        Deed::Taught { whom, result } => {
            written(Entry { more: result, ..Entry::about(EntryKind::Taught, skill) }, Some(whom))
        }
        Deed::Kept { kind, benchmark, title, text, link } => {
            let recording = kind != EvidenceKind::CaseStudy;
            kept(Evidence { recording, text, link, ..piece(kind, title) }, benchmark)
        }
        Deed::Listed { benchmark, title, items } => {
            kept(Evidence { items, ..piece(EvidenceKind::Artefact, title) }, benchmark)
        }
        Deed::Said { whom, benchmark, stage, words, agrees, state } => {
            let said = Statement {
                skill: subject.skill(),
                area: subject.area(),
                benchmark,
                stage: Some(stage),
                agrees,
                state,
                words,
                means: agrees.map(|_| Means::Live),
                request: "Please say in your own words what you saw, good or bad.".to_owned(),
                ..Statement::by(Id::default())
            };
            Change::add_with(said, With::person(Some(whom)))
        }
        Deed::Step { kind, sentence } => Change::MoveStage(Box::new(StageMove {
            sentence,
            self_declared: true,
            ..StageMove::of(subject, kind)
        })),
        Deed::Before { stage, days, sentence } => Change::MoveStage(Box::new(StageMove {
            to: Some(stage),
            at: Some(Dated::exactly(work.calendar.moment(at - days * DAY), work.calendar)),
            sentence,
            ..StageMove::of(subject, StageEventKind::Import)
        })),
    };
    run(work, change).map(drop)
}
