//! What the keys of the Stages screen change, and why they cannot at times.

use super::adopting::AtHand;
use super::items;
use super::pages::StagePage;
use super::promote::PromoteCard;
use super::sheet;
use super::state::{Focus, View};
use super::wording;
use crate::domain::calendar::Day;
use crate::domain::change::{Change, StageMove};
use crate::domain::evidence::{Evidence, Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::noun::{Noun, Ref};
use crate::domain::stage::{self, Source, SourceKind, Stage, StageEventKind};
use crate::journal::read::proof_records::ShownRecord;
use crate::tui::command::CommandId;
use crate::tui::editing::update::{self as editing, look};
use crate::tui::editing::{Shown, Subject, Wanted, text_key};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply, ask, ask_to_write};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::prompt::Prompt;
use crate::tui::records::KeepPrivate;
use crate::tui::theme::Role;
use crate::tui::worker::{After, Ask};

/// The selected record, whole.
fn record(model: &Model) -> Option<ShownRecord> {
    if model.stages.focus != Focus::Page {
        return None;
    }
    items::record(model.stages.chosen(&model.data)?, items::selected_record(model)?)
}

/// The selected statement.
fn statement(model: &Model) -> Option<Statement> {
    match record(model)? {
        ShownRecord::Statement(said, _) => Some(*said),
        _ => None,
    }
}

/// Why a record that shows something is not deleted here: it is more than what it shows, and lives elsewhere.
fn kept(record: &ShownRecord) -> Option<&'static str> {
    match record {
        ShownRecord::Session(..) => {
            Some("a session is deleted on the Areas screen, among those of its skill")
        }
        ShownRecord::Reading(..) => Some("a reading is deleted on the Areas screen, under its measure"),
        ShownRecord::Entry(..) => Some("an entry is more than proof: `etude note delete` deletes it"),
        ShownRecord::Evidence(..) | ShownRecord::Statement(..) => None,
    }
}

/// Why a key cannot act now.
pub fn blocked(model: &Model, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    let acts = matches!(
        id,
        C::Promote | C::StepBack | C::RestoreStage | C::AddEvidence | C::Witness | C::UseLadder | C::Confirm
    );
    // What is chosen is looked up for these alone: it is not free, and asked for every key of the footer.
    if acts || matches!(id, C::AsOf | C::MarkPoint | C::OtherView) {
        let Some(page) = model.stages.chosen(&model.data) else {
            let nothing = model.stages.tree.rows(&model.data).is_empty();
            if id == C::OtherView && !nothing {
                return None;
            }
            if nothing && id == C::UseLadder && model.stages.tree.filter.is_empty() {
                return None;
            }
            let filtered = !model.stages.tree.filter.is_empty();
            return Some(match nothing {
                true if filtered => "nothing fits the filter: {back} shows all",
                true => "there is no area yet",
                false => "it is being read",
            });
        };
        if acts && page.day.is_some() {
            return Some("the page shows a past day: {back} comes back to today");
        }
        return blocked_on(model, page, id);
    }
    match id {
        C::Archive => Some("stages are not put away: their history stays"),
        C::ShowArchived => Some("what is archived is shown on the Areas screen"),
        C::Edit | C::EditOutside | C::Delete | C::Private | C::Copy => {
            let Some(record) = record(model) else {
                return (id != C::Copy || items::selected(model).is_none())
                    .then_some("no record is selected: Enter goes into the records of a row");
            };
            match (id, record) {
                (C::Delete, record) => kept(&record),
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
        C::Confirm => match statement(model) {
            None => Some("no statement is selected: Enter goes into the records of a row"),
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

/// Does what a key says; `None` where it is not one of these keys.
pub fn run(model: &mut Model, id: CommandId) -> Option<Effects> {
    use CommandId as C;
    Some(match id {
        C::Promote => {
            let card = model.stages.chosen(&model.data).and_then(PromoteCard::of);
            if let Some(card) = card {
                model.lay(card);
            }
            Vec::new()
        }
        C::StepBack => step_back(model),
        C::RestoreStage => step(model, StageEventKind::Restore, String::new(), After::Say),
        C::AddEvidence => {
            about(model).map_or_else(Vec::new, |about| editing::open(Subject::NewEvidence(about)))
        }
        C::Witness => about(model).map_or_else(Vec::new, |about| editing::open(Subject::NewStatement(about))),
        C::Confirm => statement(model).map_or_else(Vec::new, |said| confirm(model, said.id)),
        C::AsOf => {
            let hint = "2025-03-01, last friday, 3 months ago; an empty line is today";
            model.lay(Prompt::new("As of which day?", hint).or_nothing().then(|cx, answer| {
                let day = as_of(cx, answer)?;
                cx.close();
                cx.afterwards(move |model: &mut Model| {
                    model.stages.begins |= day != model.stages.as_of;
                    model.stages.as_of = day;
                    super::update::load(model)
                });
                Ok(Effects::new())
            }));
            Vec::new()
        }
        C::UseLadder => vec![ask(AtHand(model.stages.subject(&model.data)))],
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
    let (subject, from) = (page.view.subject, page.view.held);
    let (stage::Subject::Skill(id) | stage::Subject::Area(id)) = subject;
    let prompt = Prompt::new(title, "the reason, for the one who looks back; nothing is deleted")
        .kept_as(format!("step-back-{id}"))
        .needs("a step back has a reason: there is none yet");
    model.lay(prompt.then(move |cx, sentence| {
        let sentence = sentence.to_owned();
        let to = from.and_then(Stage::below);
        let step = StageMove { sentence, to, ..StageMove::of(subject, StageEventKind::StepBack) };
        cx.afterwards(move |model: &mut Model| {
            let held = held_now(model, subject);
            if held != from {
                let name = held.map_or("no stage", Stage::word);
                let why = format!("it was changed meanwhile: it holds {name} now; Esc, and look again");
                if let Some(prompt) = model.top_mut::<Prompt>() {
                    prompt.refusal = Some(why);
                }
                return Effects::new();
            }
            apply(model, Change::MoveStage(Box::new(step)), After::Form)
        });
        Ok(Effects::new())
    }));
    Vec::new()
}

/// The stage that a subject holds as the screen has it.
fn held_now(model: &Model, subject: stage::Subject) -> Option<Stage> {
    let page = model.stages.chosen(&model.data).filter(|page| page.view.subject == subject);
    page.and_then(|page| page.view.held)
}

fn as_of(cx: &Cx, answer: &str) -> Result<Option<Day>, String> {
    if answer.is_empty() {
        return Ok(None);
    }
    // Whatever else a day can be typed as lies ahead.
    let expected = "a day that is past: 2025-03-01, yesterday, last friday, 3 months ago";
    let day = look(cx).vantage.day(answer).map_err(|_| format!("“{answer}” is not {expected}"))?;
    if day > cx.today() {
        return Err("that day is still to come".to_owned());
    }
    Ok((day < cx.today()).then_some(day))
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

/// Confirms a statement of the page: from then on it counts.
pub fn confirm(model: &mut Model, id: Id) -> Effects {
    let Some(page) = model.stages.chosen(&model.data) else { return Vec::new() };
    let Some((said, _)) = page.statements.iter().find(|(said, _)| said.id == id) else { return Vec::new() };
    let said = said.clone();
    if said.agrees.is_none() {
        model.say(Role::Attention, "Whether they agree is not said yet: e says it.");
        return Vec::new();
    }
    apply(model, Change::edit(Statement { state: StatementState::Confirmed, ..said }), After::Say)
}

/// The form that edits a record.
fn form(source: Source) -> Option<Subject> {
    Some(match source.kind {
        SourceKind::Session => Subject::Session(source.id),
        SourceKind::Entry => Subject::Of(Ref { noun: Noun::Entry, id: source.id }),
        SourceKind::Evidence => Subject::Of(Ref { noun: Noun::Evidence, id: source.id }),
        SourceKind::Statement => Subject::Of(Ref { noun: Noun::Statement, id: source.id }),
        SourceKind::Reading => return None,
    })
}

fn edit(model: &Model, outside: bool) -> Effects {
    let Some(source) = items::selected_record(model) else { return Vec::new() };
    let Some(subject) = form(source) else { return Vec::new() };
    let focus = match (outside, source.kind) {
        (false, _) => None,
        (true, SourceKind::Session) => Some("worked"),
        (true, SourceKind::Entry) => record(model).and_then(|record| match record {
            ShownRecord::Entry(entry, _) => Some(text_key(entry.kind)),
            _ => None,
        }),
        (true, SourceKind::Statement) => Some("words"),
        (true, _) => Some("text"),
    };
    vec![ask(Wanted { subject, focus, outside })]
}

fn delete(model: &mut Model) -> Effects {
    let Some(source) = items::selected_record(model) else { return Vec::new() };
    match source.kind {
        SourceKind::Evidence => apply(model, Change::delete::<Evidence>(source.id), After::Say),
        SourceKind::Statement => apply(model, Change::delete::<Statement>(source.id), After::Say),
        // What it shows is the least of it.
        SourceKind::Session | SourceKind::Reading | SourceKind::Entry => Vec::new(),
    }
}

/// Turns the mark that keeps a record out of every export.
fn private(model: &mut Model) -> Effects {
    let Some(record) = record(model) else { return Vec::new() };
    let change = match record {
        ShownRecord::Session(row, _) => {
            let keep = Ask::Write(
                Box::new(KeepPrivate { session: row.session.id, private: !row.session.private }),
                After::Say,
            );
            return ask_to_write(model, keep);
        }
        ShownRecord::Entry(mut entry, _) => {
            entry.private = !entry.private;
            Change::edit(*entry)
        }
        ShownRecord::Evidence(piece, _) => Change::edit(Evidence { private: !piece.private, ..*piece }),
        ShownRecord::Statement(said, _) => Change::edit(Statement { private: !said.private, ..*said }),
        ShownRecord::Reading(..) => return Vec::new(),
    };
    apply(model, change, After::Say)
}

fn copy(model: &mut Model) -> Effects {
    let text = match (record(model), items::selected(model)) {
        (Some(ShownRecord::Evidence(piece, _)), _) if !piece.link.is_empty() => piece.link.clone(),
        (Some(ShownRecord::Statement(said, _)), _) if said.words.is_empty() => {
            model.stages.chosen(&model.data).map(|page| sheet::letter(page, &said)).unwrap_or_default()
        }
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
