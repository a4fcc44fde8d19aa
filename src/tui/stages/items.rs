//! What can be walked on the ladder: the stages, their benchmarks, of an area its skills and capstones; and the records
//! of each.

use super::pages::{MOST_RECORDS, StagePage};
use super::state::View;
use crate::domain::benchmark::{AreaCheck, CapstoneCheck, StageCheck, Verdict, capstone_id};
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::ladder::Benchmark;
use crate::domain::stage::{Source, SourceKind, Stage, Subject};
use crate::journal::read::shown::ShownRecord;
use crate::tui::model::Model;

/// A row of the ladder.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A stage of a skill.
    Stage(&'a StageCheck),
    /// A stage of an area.
    AreaStage(&'a AreaCheck),
    /// A benchmark.
    Benchmark(Stage, &'a Benchmark, &'a Verdict),
    /// A skill of an area's ladder: its id there, the stage it holds, the stage asked for.
    Skill(&'a str, Option<Stage>, Option<Stage>),
    /// A capstone.
    Capstone(&'a CapstoneCheck),
    /// Evidence that is shown for no benchmark.
    Other,
}

impl Item<'_> {
    /// The stage the row belongs to.
    pub fn stage(&self) -> Option<Stage> {
        match self {
            Item::Stage(check) => Some(check.stage),
            Item::AreaStage(check) => Some(check.stage),
            Item::Benchmark(stage, ..) => Some(*stage),
            Item::Capstone(check) => Some(check.capstone.stage),
            Item::Skill(..) | Item::Other => None,
        }
    }

    /// The id that evidence and statements about the row carry.
    pub fn benchmark(&self) -> Option<String> {
        match self {
            Item::Benchmark(_, benchmark, _) => Some(benchmark.id.clone()),
            Item::Capstone(check) => Some(capstone_id(check.capstone.stage)),
            _ => None,
        }
    }

    /// Whether it begins a section.
    pub fn is_head(&self) -> bool {
        matches!(self, Item::Stage(_) | Item::AreaStage(_) | Item::Other)
    }
}

/// The rows of the ladder of a page.
pub fn items(page: &StagePage) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for check in &page.view.checks {
        items.push(Item::Stage(check));
        items.extend(check.benchmarks.iter().map(|(b, v)| Item::Benchmark(check.stage, b, v)));
    }
    for check in &page.view.area_checks {
        items.push(Item::AreaStage(check));
        // An area begins with its first skill: there is nothing to list.
        let asked = check.skills.iter().filter(|(.., asked)| asked.is_some());
        items.extend(asked.map(|(id, held, asked)| Item::Skill(id, *held, *asked)));
        items.extend(check.capstones.iter().map(Item::Capstone));
    }
    if loose(page).next().is_some() {
        items.push(Item::Other);
    }
    items
}

/// The evidence that is shown for no benchmark of the ladder.
fn loose(page: &StagePage) -> impl Iterator<Item = Id> {
    let known = |id: &str| page.benchmarks.iter().any(|(known, _)| known == id);
    let unlinked = page.evidence.iter().filter(move |(_, links)| !links.iter().any(|l| known(&l.benchmark)));
    unlinked.map(|(piece, _)| piece.id)
}

/// The records of a row: those that count first, then what was linked or said and does not count yet.
pub fn records(page: &StagePage, item: &Item<'_>) -> Vec<Source> {
    let mut found: Vec<Source> = Vec::new();
    if let Item::Benchmark(_, _, verdict) = item {
        found.extend(verdict.records.iter().take(MOST_RECORDS));
    }
    let benchmark = item.benchmark();
    if let Some(id) = &benchmark {
        let linked = page.evidence.iter().filter(|(_, links)| links.iter().any(|l| l.benchmark == *id));
        found.extend(linked.map(|(piece, _)| Source { kind: SourceKind::Evidence, id: piece.id }));
    }
    if matches!(item, Item::Other) {
        return loose(page).map(|id| Source { kind: SourceKind::Evidence, id }).collect();
    }
    if benchmark.is_some() || item.is_head() {
        let fits = |said: &Statement| {
            said.benchmark == benchmark
                && (benchmark.is_some() || said.stage.is_none() || said.stage == item.stage())
        };
        let words = page.statements.iter().map(|(said, _)| said).filter(|said| fits(said));
        found.extend(words.map(|said| Source { kind: SourceKind::Statement, id: said.id }));
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|source| seen.insert(*source));
    found
}

/// A record by its source, wherever the page has it.
pub fn record(page: &StagePage, source: Source) -> Option<ShownRecord> {
    match source.kind {
        SourceKind::Evidence => {
            let (piece, _) = page.evidence.iter().find(|(piece, _)| piece.id == source.id)?;
            Some(ShownRecord::Evidence(Box::new(piece.clone()), None))
        }
        SourceKind::Statement => {
            let (said, person) = page.statements.iter().find(|(said, _)| said.id == source.id)?;
            Some(ShownRecord::Statement(Box::new(said.clone()), Box::new(person.clone())))
        }
        _ => page.records.get(&source).cloned(),
    }
}

/// Whether a record counts for the row, or was only linked or said.
pub fn counts(page: &StagePage, item: &Item<'_>, source: Source) -> bool {
    match (item, source.kind) {
        (Item::Benchmark(_, _, verdict), _) => verdict.records.contains(&source),
        (_, SourceKind::Statement) => page
            .statements
            .iter()
            .any(|(said, _)| said.id == source.id && said.state == StatementState::Confirmed),
        _ => true,
    }
}

/// The selected row of the ladder.
pub fn selected(model: &Model) -> Option<Item<'_>> {
    if model.stages.view != View::Ladder {
        return None;
    }
    let page = model.stages.chosen(&model.data)?;
    items(page).get(model.stages.walk.selected).copied()
}

/// The selected record of the selected row, where one went in to it or it is the only one.
pub fn selected_record(model: &Model) -> Option<Source> {
    let page = model.stages.chosen(&model.data)?;
    let item = selected(model)?;
    let all = records(page, &item);
    match (model.stages.record, all.as_slice()) {
        (Some(at), _) => all.get(at).copied(),
        (None, [only]) => Some(*only),
        _ => None,
    }
}

/// The skill of the journal that stands for a skill of the ladder of the chosen area.
pub fn skill_of(model: &Model, item: &str) -> Option<Id> {
    let page = model.stages.chosen(&model.data)?;
    let Subject::Area(area) = page.view.subject else { return None };
    let ladder = page.view.ladder.as_ref()?;
    let fits = |line: &&crate::journal::read::SkillLine| {
        line.areas.contains(&area)
            && line.skill.ladder.as_ref() == Some(&ladder.id)
            && line.skill.ladder_item.as_deref() == Some(item)
    };
    model.data.overview.skills.iter().find(fits).map(|line| line.skill.id)
}
