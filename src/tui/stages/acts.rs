//! What the keys of the Stages screen change, and why they cannot at times.

use super::answers::Question;
use super::items;
use super::pages::StagePage;
use super::promote::PromoteCard;
use super::state::{Focus, View};
use super::wording;
use crate::domain::change::{Change, EditedSession, StageMove};
use crate::domain::evidence::{Evidence, Observation, Statement, StatementState};
use crate::domain::session::Session;
use crate::domain::stage::{Source, SourceKind, Stage, StageEventKind, Subject as Held};
use crate::exchange::ladder::{BUILT_IN, built_in};
use crate::journal::read::shown::ShownRecord;
use crate::tui::command::CommandId;
use crate::tui::editing::{Shown, Subject, Wanted, update as editing};
use crate::tui::model::{Model, Overlay};
use crate::tui::msg::Effect;
use crate::tui::prompt::{Prompt, Purpose};
use crate::tui::theme::Role;
use crate::tui::update::{Effects, apply};
use crate::tui::worker::{After, Ask};

/// The selected record, whole.
fn record(model: &Model) -> Option<ShownRecord> {
    if model.stages.focus != Focus::Page {
        return None;
    }
    items::record(model.stages.chosen(&model.data)?, items::selected_record(model)?)
}

/// The statement a key confirms: the selected one, or the first of the row that waits for it.
fn to_confirm(model: &Model) -> Option<Statement> {
    if let Some(ShownRecord::Statement(said, _)) = record(model) {
        return Some(*said);
    }
    let page = model.stages.chosen(&model.data)?;
    let all = items::records(page, &items::selected(model)?);
    let said = all.into_iter().filter_map(|source| match items::record(page, source)? {
        ShownRecord::Statement(said, _) => Some(*said),
        _ => None,
    });
    // One that waits for it comes before one that has no answer yet, and that before a confirmed one.
    said.min_by_key(|said| match said.state {
        StatementState::Answered => 0,
        StatementState::Asked => 1,
        StatementState::Confirmed => 2,
    })
}

/// Why a key cannot act now.
pub fn blocked(model: &Model, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    let page = model.stages.chosen(&model.data);
    let acts = matches!(
        id,
        C::Promote | C::StepBack | C::RestoreStage | C::AddEvidence | C::Witness | C::UseLadder | C::Confirm
    );
    if acts || matches!(id, C::AsOf | C::MarkPoint) {
        let Some(page) = page else {
            let none = model.stages.rows(&model.data).is_empty();
            return Some(if none { "there is no area yet" } else { "it is being read" });
        };
        if acts && page.day.is_some() {
            return Some("the page shows a past day: Esc comes back to today");
        }
        return blocked_on(model, page, id);
    }
    match id {
        C::Archive => Some("stages are not put away: their history stays"),
        C::ShowArchived => Some("what is archived is shown on the Areas screen"),
        C::Edit | C::EditOutside | C::Delete | C::Private | C::Copy => {
            let Some(record) = record(model) else {
                return (id != C::Copy || items::selected(model).is_none())
                    .then_some("no record is selected");
            };
            match (id, record) {
                (C::Edit | C::EditOutside, ShownRecord::Reading(..)) => {
                    Some("a reading is not edited: delete it and enter it again")
                }
                (C::Private, ShownRecord::Reading(..)) => Some("a reading goes with its skill"),
                _ => None,
            }
        }
        C::Merge | C::Split | C::MoveSession => Some("that is done on the Areas screen"),
        _ => None,
    }
}

fn blocked_on(model: &Model, page: &StagePage, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    match id {
        C::Promote if page.view.held == Some(Stage::Master) => Some("master is the last stage"),
        C::StepBack if page.view.held.is_none() => Some("there is no stage to step back from"),
        C::RestoreStage if page.view.held.is_none() => Some("there is no stage to restore"),
        C::RestoreStage if page.view.freshness.lapsed.is_none() => {
            Some("it has not lapsed: there is nothing to restore")
        }
        C::RestoreStage if !page.view.freshness.fresh => {
            Some("it was not shown again yet: one passing cold probe restores it")
        }
        C::UseLadder if page.view.ladder.is_some() => Some("it is on a ladder already"),
        C::Confirm => match to_confirm(model) {
            None => Some("no statement is selected"),
            Some(said) if said.state == StatementState::Confirmed => Some("it is confirmed already"),
            Some(said) if said.state == StatementState::Asked => {
                Some("there is no answer yet: e writes it down")
            }
            Some(_) => None,
        },
        C::MarkPoint if model.stages.view != View::History => Some("points are marked in the history: t"),
        C::MarkPoint if page.events.is_empty() => Some("nothing has happened yet"),
        _ => None,
    }
}

/// Whether a key has something to do just now, beyond not being blocked.
pub fn makes_sense(model: &Model, id: CommandId) -> bool {
    use CommandId as C;
    let walks = model.stages.chosen(&model.data).is_some_and(|page| page.events.len() > 1);
    let history = walks && model.stages.view == View::History && model.stages.focus == Focus::Page;
    match id {
        C::Earlier | C::Later => history,
        C::Open => model.stages.focus == Focus::Page,
        C::Search => model.stages.focus == Focus::Tree,
        C::Start => model.stages.subject(&model.data).is_some_and(|subject| subject.skill().is_some()),
        _ => true,
    }
}

/// Does what a key says; `None` where it is not one of these keys.
pub fn run(model: &mut Model, id: CommandId) -> Option<Effects> {
    use CommandId as C;
    Some(match id {
        C::Promote => {
            let card = model.stages.chosen(&model.data).and_then(PromoteCard::of);
            if let Some(card) = card {
                model.lay(Overlay::Promote(Box::new(card)));
            }
            Vec::new()
        }
        C::StepBack => step_back(model),
        C::RestoreStage => step(model, StageEventKind::Restore, String::new(), After::Say),
        C::AddEvidence => {
            about(model).map_or_else(Vec::new, |about| editing::open(Subject::NewEvidence(about)))
        }
        C::Witness => about(model).map_or_else(Vec::new, |about| editing::open(Subject::NewStatement(about))),
        C::Confirm => confirm(model),
        C::AsOf => {
            let hint = "2025-03-01, last friday, 3 months ago; an empty line is today";
            let prompt = Prompt::new(Purpose::Stages(Question::AsOf), "As of which day?", hint);
            model.lay(Overlay::Prompt(prompt));
            Vec::new()
        }
        C::UseLadder => choose_ladder(model),
        C::Edit => edit(model, false),
        C::EditOutside => edit(model, true),
        C::Delete => delete(model),
        C::Private => private(model),
        C::Copy => copy(model),
        _ => return None,
    })
}

/// A step of the chosen subject.
pub fn step(model: &mut Model, kind: StageEventKind, sentence: String, after: After) -> Effects {
    let Some(subject) = model.stages.subject(&model.data) else { return Vec::new() };
    apply(model, Change::MoveStage(Box::new(StageMove { sentence, ..StageMove::of(subject, kind) })), after)
}

fn step_back(model: &mut Model) -> Effects {
    let Some(page) = model.stages.chosen(&model.data) else { return Vec::new() };
    let to = wording::stage_name(page.view.held.and_then(Stage::below));
    let title = format!("{} steps back to {to}: why?", page.view.name);
    let question = Question::StepBack(page.view.subject);
    let hint = "the reason, for the one who looks back; nothing is deleted";
    model.lay(Overlay::Prompt(Prompt::new(Purpose::Stages(question), title, hint)));
    Vec::new()
}

/// What a new record is about: the chosen subject, the selected benchmark, and its stage.
fn about(model: &Model) -> Option<Shown> {
    let page = model.stages.chosen(&model.data)?;
    let item = if model.stages.focus == Focus::Page { items::selected(model) } else { None };
    let id = item.and_then(|item| item.benchmark());
    let benchmark = id.and_then(|id| page.benchmarks.iter().position(|(known, _)| *known == id));
    let next = page.view.held.map_or(Some(Stage::Apprentice), Stage::next);
    Some(Shown { of: page.view.subject, benchmark, stage: item.and_then(|item| item.stage()).or(next) })
}

fn confirm(model: &mut Model) -> Effects {
    let Some(said) = to_confirm(model) else { return Vec::new() };
    if said.agrees.is_none() {
        model.say(Role::Attention, "Whether they agree is not said yet: e says it.");
        return Vec::new();
    }
    let statement = Box::new(Statement { state: StatementState::Confirmed, ..said });
    apply(model, Change::EditStatement { statement, by: None }, After::Say)
}

/// The ladders that come with the program, for an area; for a skill, each of their skills.
fn choose_ladder(model: &mut Model) -> Effects {
    let Some(subject) = model.stages.subject(&model.data) else { return Vec::new() };
    let (title, hint, choices) = match subject {
        Held::Area(_) => {
            let titles = BUILT_IN.iter().map(|ladder| ladder.title.to_owned()).collect();
            let hint = "its skills are made where there are none of that name; one undo takes it back";
            ("Which ladder?", hint, titles)
        }
        Held::Skill(_) => {
            let items = built_in().into_iter().flat_map(|ladder| {
                let title = ladder.title.clone();
                ladder.skills.into_iter().map(move |skill| format!("{} · {title}", skill.title))
            });
            ("Which skill of which ladder is it?", "type to search", items.collect())
        }
    };
    let question = Question::Ladder(subject);
    let prompt = Prompt::new(Purpose::Stages(question), title, hint).choosing(choices).unchosen();
    model.lay(Overlay::Prompt(prompt));
    Vec::new()
}

/// The form that edits a record.
fn form(source: Source) -> Option<Subject> {
    Some(match source.kind {
        SourceKind::Session => Subject::Session(source.id),
        SourceKind::Application => Subject::Application(source.id),
        SourceKind::Observation => Subject::Observation(source.id),
        SourceKind::Evidence => Subject::Evidence(source.id),
        SourceKind::Statement => Subject::Statement(source.id),
        SourceKind::Reading => return None,
    })
}

fn edit(model: &Model, outside: bool) -> Effects {
    let Some(source) = items::selected_record(model) else { return Vec::new() };
    let Some(subject) = form(source) else { return Vec::new() };
    let focus = match (outside, source.kind) {
        (false, _) => None,
        (true, SourceKind::Session) => Some("worked"),
        (true, SourceKind::Application) => Some("note"),
        (true, SourceKind::Observation) => Some("saw"),
        (true, SourceKind::Statement) => Some("words"),
        (true, _) => Some("text"),
    };
    vec![Effect::Ask(Ask::Form(Wanted { subject, focus, outside }))]
}

fn delete(model: &mut Model) -> Effects {
    let Some(source) = items::selected_record(model) else { return Vec::new() };
    let change = match source.kind {
        SourceKind::Session => Change::DeleteSession(source.id),
        SourceKind::Reading => Change::DeleteReading(source.id),
        SourceKind::Application => Change::DeleteApplication(source.id),
        SourceKind::Observation => Change::DeleteObservation(source.id),
        SourceKind::Evidence => Change::DeleteEvidence(source.id),
        SourceKind::Statement => Change::DeleteStatement(source.id),
    };
    apply(model, change, After::Say)
}

/// Turns the mark that keeps a record out of every export.
fn private(model: &mut Model) -> Effects {
    let Some(record) = record(model) else { return Vec::new() };
    let change = match record {
        ShownRecord::Session(row, _) => {
            let turned = Session { private: !row.session.private, ..row.session.clone() };
            Change::EditSession(Box::new(EditedSession::of(turned)))
        }
        ShownRecord::Application(mut used, _) => {
            used.private = !used.private;
            Change::EditApplication { application: used, seen_by: None }
        }
        ShownRecord::Observation(seen, _) => {
            let turned = Observation { private: !seen.private, ..*seen };
            Change::EditObservation { observation: Box::new(turned), whom: None }
        }
        ShownRecord::Evidence(piece, _) => {
            let benchmarks = links(model, &piece);
            let turned = Evidence { private: !piece.private, ..*piece };
            Change::EditEvidence { evidence: Box::new(turned), benchmarks, person: None }
        }
        ShownRecord::Statement(said, _) => {
            let turned = Statement { private: !said.private, ..*said };
            Change::EditStatement { statement: Box::new(turned), by: None }
        }
        ShownRecord::Reading(..) => return Vec::new(),
    };
    apply(model, change, After::Say)
}

fn links(model: &Model, piece: &Evidence) -> Vec<String> {
    let page = model.stages.chosen(&model.data);
    let found = page.and_then(|page| page.evidence.iter().find(|(known, _)| known.id == piece.id));
    found.map(|(_, links)| links.iter().map(|l| l.benchmark.clone()).collect()).unwrap_or_default()
}

fn copy(model: &mut Model) -> Effects {
    let text = match (record(model), items::selected(model)) {
        (Some(ShownRecord::Evidence(piece, _)), _) if !piece.link.is_empty() => piece.link.clone(),
        (Some(ShownRecord::Statement(said, _)), _) if said.words.is_empty() => said.request.clone(),
        (Some(ShownRecord::Statement(said, _)), _) => said.words.clone(),
        (Some(record), _) => wording::record(model, &record),
        (None, Some(items::Item::Benchmark(_, benchmark, _))) => benchmark.text.clone(),
        (None, Some(items::Item::Capstone(check))) => check.capstone.text.clone(),
        _ => String::new(),
    };
    if text.is_empty() {
        return Vec::new();
    }
    model.say(Role::Good, "Copied.");
    vec![Effect::Copy(text)]
}
