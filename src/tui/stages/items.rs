//! What can be walked on the ladder: the stages, their benchmarks, of an area its skills and capstones; and the records
//! of each.

use super::pages::{MOST_RECORDS, StagePage};
use super::state::{StagesScreen, View};
use crate::domain::benchmark::{AreaCheck, CapstoneCheck, StageCheck, Standing, Verdict};
use crate::domain::evidence::{Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::ladder::{Benchmark, capstone_id};
use crate::domain::stage::{Source, SourceKind, Stage, Subject};
use crate::journal::read::proof_records::ShownRecord;
use crate::tui::frame::cx::Cx;
use crate::tui::pane::list::{self, ListPane};

/// A row of the ladder.
#[derive(Debug, Clone, Copy)]
pub enum Item<'a> {
    /// A stage of a skill.
    Stage(&'a StageCheck),
    /// A stage of an area.
    AreaStage(&'a AreaCheck),
    /// A benchmark.
    Benchmark(Stage, &'a Benchmark, &'a Verdict),
    /// A skill of an area's ladder, below a stage of the area: its id there, the stage it holds, the stage asked for.
    Skill(Stage, &'a str, Option<Stage>, Option<Stage>),
    /// A capstone.
    Capstone(&'a CapstoneCheck),
    /// Evidence that is shown for no benchmark.
    Other,
}

/// What is in a row: its stage, and what of it.
pub type Key = (Option<Stage>, String);

impl list::Item for Item<'_> {
    type Key = Key;

    fn key(&self) -> Option<Key> {
        let of = match self {
            Item::Stage(_) | Item::AreaStage(_) | Item::Other => String::new(),
            Item::Benchmark(_, benchmark, _) => benchmark.id.clone(),
            Item::Skill(_, id, ..) => (*id).to_owned(),
            Item::Capstone(check) => capstone_id(check.capstone.stage),
        };
        Some((self.stage(), of))
    }
}

impl Item<'_> {
    /// The stage the row belongs to.
    pub fn stage(&self) -> Option<Stage> {
        match self {
            Item::Stage(check) => Some(check.stage),
            Item::AreaStage(check) => Some(check.stage),
            Item::Benchmark(stage, ..) | Item::Skill(stage, ..) => Some(*stage),
            Item::Capstone(check) => Some(check.capstone.stage),
            Item::Other => None,
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

    /// Whether something that its stage asks for is not there.
    fn is_gap(&self) -> bool {
        match self {
            Item::Benchmark(_, _, verdict) => verdict.standing != Standing::Met,
            Item::Skill(_, _, held, asked) => held < asked,
            Item::Capstone(check) => !check.missing.is_empty(),
            Item::Stage(_) | Item::AreaStage(_) | Item::Other => false,
        }
    }

    /// Whether it begins a section.
    pub fn is_head(&self) -> bool {
        matches!(self, Item::Stage(_) | Item::AreaStage(_) | Item::Other)
    }
}

/// The rows of the ladder of a page; of a folded stage its heading alone.
pub fn items<'a>(page: &'a StagePage, folded: &[Stage]) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    for check in &page.view.checks {
        items.push(Item::Stage(check));
        items.extend(check.benchmarks.iter().map(|(b, v)| Item::Benchmark(check.stage, b, v)));
    }
    for check in &page.view.area_checks {
        let stage = check.stage;
        items.push(Item::AreaStage(check));
        // An area begins with its first skill: there is nothing to list.
        let asked = check.skills.iter().filter(|(.., asked)| asked.is_some());
        items.extend(asked.map(|(id, held, asked)| Item::Skill(stage, id, *held, *asked)));
        items.extend(check.capstones.iter().map(Item::Capstone));
    }
    items.retain(|item| item.is_head() || item.stage().is_none_or(|stage| !folded.contains(&stage)));
    if loose(page).next().is_some() {
        items.push(Item::Other);
    }
    items
}

/// The stages that are behind: folded to begin with. Of a master none is, or nothing would be left.
pub fn behind(page: &StagePage) -> Vec<Stage> {
    match page.view.held {
        Some(held) if held.next().is_some() => Stage::ALL.iter().copied().filter(|s| *s <= held).collect(),
        _ => Vec::new(),
    }
}

/// Where a page begins: at the first gap of the next stage, else at that stage.
pub fn first_gap(page: &StagePage, folded: &[Stage]) -> usize {
    let next = page.view.held.map_or(Some(Stage::Apprentice), Stage::next);
    let all = items(page, folded);
    let of_next = |item: &Item<'_>| next.is_some() && item.stage() == next;
    let gap = all.iter().position(|item| of_next(item) && item.is_gap());
    gap.or_else(|| all.iter().position(of_next)).unwrap_or(0)
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

/// What a record is to its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// It counts.
    Counts,
    /// It is no proof of the benchmark, and its witness counts for the stage.
    Witnesses,
    /// A witness who disagrees, and said so.
    Against,
    /// Said and confirmed, and the stage asks for a witness of another rank.
    OtherRank,
    /// Linked or said, and it does not count yet.
    NotYet,
}

/// What a record is to its row: just what its heading says of it.
pub fn weight(page: &StagePage, item: &Item<'_>, source: Source) -> Weight {
    if let Item::Benchmark(_, _, verdict) = item
        && verdict.records.contains(&source)
    {
        return Weight::Counts;
    }
    if source.kind != SourceKind::Statement {
        return if matches!(item, Item::Benchmark(..)) { Weight::NotYet } else { Weight::Counts };
    }
    let found = page.statements.iter().find(|(said, _)| said.id == source.id);
    let Some((said, person)) = found.filter(|(said, _)| said.state == StatementState::Confirmed) else {
        return Weight::NotYet;
    };
    if said.agrees == Some(false) {
        return Weight::Against;
    }
    let check = page.view.checks.iter().find(|check| Some(check.stage) == item.stage());
    match (item, check) {
        (Item::Capstone(check), _) if said.rank(person.role) < check.capstone.witness => Weight::OtherRank,
        (Item::Benchmark(..), Some(check)) if check.witnesses.contains(&person.name) => Weight::Witnesses,
        (Item::Benchmark(..), _) => Weight::NotYet,
        (_, Some(check)) if !check.witnesses.contains(&person.name) => Weight::OtherRank,
        _ => Weight::Counts,
    }
}

/// The rows of the ladder as it is folded now.
pub fn shown<'a>(stages: &StagesScreen, page: &'a StagePage) -> Vec<Item<'a>> {
    items(page, &stages.folded_stages)
}

/// The list of the ladder, with its rows as they are folded now; nothing before the page is here.
pub fn with_list<T>(
    stages: &mut StagesScreen,
    cx: &Cx,
    act: impl FnOnce(&mut ListPane<Key>, &[Item<'_>]) -> T,
) -> Option<T> {
    let mut list = std::mem::take(&mut stages.ladder);
    let page = stages.chosen(&cx.data);
    let done = page.map(|page| act(&mut list, &shown(stages, page)));
    stages.ladder = list;
    done
}

/// The selected row of the ladder.
pub fn selected<'a>(stages: &'a StagesScreen, cx: &Cx) -> Option<Item<'a>> {
    if stages.view != View::Ladder {
        return None;
    }
    let page = stages.chosen(&cx.data)?;
    shown(stages, page).get(stages.ladder.selected()).copied()
}

/// The selected record of the selected row: one that was gone into, never one that merely stands there.
pub fn selected_record(stages: &StagesScreen, cx: &Cx) -> Option<Source> {
    let at = stages.record?;
    let page = stages.chosen(&cx.data)?;
    records(page, &selected(stages, cx)?).get(at).copied()
}

/// The skill of the journal that stands for a skill of the ladder of the chosen area.
pub fn skill_of(stages: &StagesScreen, cx: &Cx, item: &str) -> Option<Id> {
    let page = stages.chosen(&cx.data)?;
    let Subject::Area(area) = page.view.subject else { return None };
    let ladder = page.view.ladder.as_ref()?;
    let fits = |line: &&crate::journal::read::SkillLine| {
        line.areas.contains(&area)
            && line.skill.ladder.as_ref() == Some(&ladder.id)
            && line.skill.ladder_item.as_deref() == Some(item)
    };
    cx.data.overview.skills.iter().find(fits).map(|line| line.skill.id)
}
