//! What the commands do on the Stages screen, and why they cannot at times.

use super::adopting::AtHand;
use super::items;
use super::pages::StagePage;
use super::promote::PromoteCard;
use super::reading::load;
use super::sheet;
use super::state::{Focus, StagesScreen, View};
use super::wording;
use super::{footer, walk};
use crate::domain::calendar::Day;
use crate::domain::change::{Change, StageMove};
use crate::domain::evidence::{Evidence, Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::noun::{Noun, Ref};
use crate::domain::stage::{self, Source, SourceKind, Stage, StageEventKind};
use crate::journal::read::proof_records::ShownRecord;
use crate::tui::command::CommandId as C;
use crate::tui::editing::update::{self as editing, look};
use crate::tui::editing::{Shown, Subject, Wanted, text_key};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply, ask, ask_to_write};
use crate::tui::frame::screen::{Act, Footer, Run};
use crate::tui::msg::Effect;
use crate::tui::pane::tree;
use crate::tui::prompt::Prompt;
use crate::tui::records::KeepPrivate;
use crate::tui::theme::Role;
use crate::tui::worker::{After, Ask};

/// The selected record, whole.
fn record(stages: &StagesScreen, cx: &Cx) -> Option<ShownRecord> {
    if stages.focus != Focus::Page {
        return None;
    }
    items::record(stages.chosen(&cx.data)?, items::selected_record(stages, cx)?)
}

/// The selected statement.
fn statement(stages: &StagesScreen, cx: &Cx) -> Option<Statement> {
    match record(stages, cx)? {
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
fn why_not(stages: &StagesScreen, cx: &Cx, id: C) -> Option<&'static str> {
    let acts = matches!(
        id,
        C::Promote | C::StepBack | C::RestoreStage | C::AddEvidence | C::Witness | C::UseLadder | C::Confirm
    );
    // What is chosen is looked up for these alone: it is not free, and asked for every key of the footer.
    if acts || matches!(id, C::AsOf | C::MarkPoint | C::OtherView) {
        let Some(page) = stages.chosen(&cx.data) else {
            let nothing = stages.tree.rows(&cx.data).is_empty();
            if id == C::OtherView && !nothing {
                return None;
            }
            if nothing && id == C::UseLadder && stages.tree.filter.is_empty() {
                return None;
            }
            let filtered = !stages.tree.filter.is_empty();
            return Some(match nothing {
                true if filtered => "nothing fits the filter: {back} shows all",
                true => "there is no area yet",
                false => "it is being read",
            });
        };
        if acts && page.day.is_some() {
            return Some("the page shows a past day: {back} comes back to today");
        }
        return why_not_on(stages, cx, page, id);
    }
    match id {
        C::Edit | C::EditOutside | C::Delete | C::Private | C::Copy => {
            let Some(record) = record(stages, cx) else {
                return (id != C::Copy || items::selected(stages, cx).is_none())
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
        _ => None,
    }
}

fn why_not_on(stages: &StagesScreen, cx: &Cx, page: &StagePage, id: C) -> Option<&'static str> {
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
        C::Confirm => match statement(stages, cx) {
            None => Some("no statement is selected: Enter goes into the records of a row"),
            Some(said) if said.state == StatementState::Confirmed => Some("it is confirmed already"),
            Some(said) if said.state == StatementState::Asked => {
                Some("there is no answer yet: e writes it down")
            }
            Some(_) => None,
        },
        C::MarkPoint if stages.view != View::History => Some("points are marked in the history: t"),
        C::MarkPoint if page.events.is_empty() => Some("nothing has happened yet"),
        _ => None,
    }
}

/// What the commands do on the Stages screen.
pub const ACTS: &[Act<StagesScreen>] = &[
    act(&[C::Promote], |stages, cx, _| {
        if let Some(card) = stages.chosen(&cx.data).and_then(PromoteCard::of) {
            cx.lay(card);
        }
        Vec::new()
    }),
    act(&[C::StepBack], |stages, cx, _| step_back(stages, cx)),
    act(&[C::RestoreStage], |stages, cx, _| {
        step(stages, cx, StageEventKind::Restore, String::new(), After::Say)
    }),
    act(&[C::AddEvidence], |stages, cx, _| {
        about(stages, cx).map_or_else(Vec::new, |about| editing::open(Subject::NewEvidence(about)))
    }),
    act(&[C::Witness], |stages, cx, _| {
        about(stages, cx).map_or_else(Vec::new, |about| editing::open(Subject::NewStatement(about)))
    }),
    act(&[C::Confirm], |stages, cx, _| {
        statement(stages, cx).map_or_else(Vec::new, |said| confirm(stages, cx, said.id))
    }),
    act(&[C::AsOf], |_, cx, _| ask_day(cx)),
    act(&[C::UseLadder], |stages, cx, _| vec![ask(AtHand(stages.subject(&cx.data)))]),
    act(&[C::OtherView], |stages, cx, _| walk::other_view(stages, cx))
        .title(|stages, _| (stages.view == View::History).then_some("ladder")),
    act(&[C::Earlier], |stages, cx, _| walk::sideways(stages, cx, -1)),
    act(&[C::Later], |stages, cx, _| walk::sideways(stages, cx, 1))
        .title(|stages, _| (!footer::in_history(stages)).then_some("statements")),
    act(&[C::MarkPoint], |stages, cx, _| walk::mark(stages, cx))
        .title(|stages, _| stages.mark.is_some().then_some("end comparing")),
    act(&[C::Open], |stages, cx, _| walk::open(stages, cx)).title(footer::opens).help(|_, _| {
        Some("Into the records of a benchmark, then the whole of one; folds a stage; to a skill")
    }),
    act(&[C::Edit], |stages, cx, _| edit(stages, cx, false)).help(|_, _| Some("Edit the selected record")),
    act(&[C::EditOutside], |stages, cx, _| edit(stages, cx, true))
        .help(|_, _| Some("Write the text of the selected record in your editor")),
    act(&[C::Delete], |stages, cx, _| delete(stages, cx)).help(|_, _| Some(DELETES)),
    act(&[C::Private], |stages, cx, _| private(stages, cx))
        .help(|_, _| Some("Keep the selected record out of every export, or no longer")),
    act(&[C::Copy], |stages, cx, _| copy(stages, cx))
        .help(|_, _| Some("Copy the selected record, the letter to a witness, or the text of the benchmark")),
    act(&[C::NextPane, C::PreviousPane], |stages, cx, _| {
        let other = if stages.focus == Focus::Tree { Focus::Page } else { Focus::Tree };
        walk::focus(stages, cx, other)
    }),
    act(&[C::Search], |stages, cx, _| tree::ask_filter(&stages.tree, cx, walk::set_filter)),
    act(&[C::Back], |stages, cx, _| walk::back(stages, cx)).title(footer::way_back).footer(
        |stages, cx, _| {
            if footer::way_back(stages, cx).is_some() { Footer::Leads } else { Footer::Hidden }
        },
    ),
    Act::never(&[C::Archive], |_, _, _| Some("stages are not put away: their history stays")),
    Act::never(&[C::ShowArchived], |_, _, _| Some("what is archived is shown on the Areas screen")),
];

/// What deleting does here.
const DELETES: &str = "Delete the selected piece of evidence or statement; sessions and readings are deleted on the Areas screen";

const fn act(commands: &'static [C], run: Run<StagesScreen>) -> Act<StagesScreen> {
    Act::of(commands, run).when(why_not).footer(footer::place)
}

fn ask_day(cx: &mut Cx) -> Effects {
    let hint = "2025-03-01, last friday, 3 months ago; an empty line is today";
    cx.lay(Prompt::new("As of which day?", hint).or_nothing().then(|cx, answer| {
        let day = as_of(cx, answer)?;
        cx.close();
        cx.on_screen(move |stages: &mut StagesScreen, cx| {
            stages.begins |= day != stages.as_of;
            stages.as_of = day;
            load(stages, cx)
        });
        Ok(Effects::new())
    }));
    Vec::new()
}

/// A step of the chosen subject.
pub fn step(
    stages: &mut StagesScreen,
    cx: &mut Cx,
    kind: StageEventKind,
    sentence: String,
    after: After,
) -> Effects {
    let Some(subject) = stages.subject(&cx.data) else { return Vec::new() };
    apply(cx, Change::MoveStage(Box::new(StageMove { sentence, ..StageMove::of(subject, kind) })), after)
}

fn step_back(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    let Some(page) = stages.chosen(&cx.data) else { return Vec::new() };
    let to = wording::stage_name(page.view.held.and_then(Stage::below));
    let title = format!("{} steps back to {to}: why?", page.view.name);
    let (subject, from) = (page.view.subject, page.view.held);
    let (stage::Subject::Skill(id) | stage::Subject::Area(id)) = subject;
    let prompt = Prompt::new(title, "the reason, for the one who looks back; nothing is deleted")
        .kept_as(format!("step-back-{id}"))
        .needs("a step back has a reason: there is none yet");
    cx.lay(prompt.then(move |cx, sentence| {
        let sentence = sentence.to_owned();
        let to = from.and_then(Stage::below);
        let step = StageMove { sentence, to, ..StageMove::of(subject, StageEventKind::StepBack) };
        cx.on_screen(move |stages: &mut StagesScreen, cx| {
            let held = held_now(stages, cx, subject);
            if held != from {
                let name = held.map_or("no stage", Stage::word);
                let why = format!("it was changed meanwhile: it holds {name} now; Esc, and look again");
                if let Some(prompt) = cx.top_mut::<Prompt>() {
                    prompt.refusal = Some(why);
                }
                return Effects::new();
            }
            apply(cx, Change::MoveStage(Box::new(step)), After::Form)
        });
        Ok(Effects::new())
    }));
    Vec::new()
}

/// The stage that a subject holds as the screen has it.
fn held_now(stages: &StagesScreen, cx: &Cx, subject: stage::Subject) -> Option<Stage> {
    let page = stages.chosen(&cx.data).filter(|page| page.view.subject == subject);
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
fn about(stages: &StagesScreen, cx: &Cx) -> Option<Shown> {
    let page = stages.chosen(&cx.data)?;
    let item = if stages.focus == Focus::Page { items::selected(stages, cx) } else { None };
    let id = item.and_then(|item| item.benchmark());
    let benchmark = id.and_then(|id| page.benchmarks.iter().position(|(known, _)| *known == id));
    let next = page.view.held.map_or(Some(Stage::Apprentice), Stage::next);
    Some(Shown { of: page.view.subject, benchmark, stage: item.and_then(|item| item.stage()).or(next) })
}

/// Confirms a statement of the page: from then on it counts.
pub fn confirm(stages: &mut StagesScreen, cx: &mut Cx, id: Id) -> Effects {
    let Some(page) = stages.chosen(&cx.data) else { return Vec::new() };
    let Some((said, _)) = page.statements.iter().find(|(said, _)| said.id == id) else { return Vec::new() };
    let said = said.clone();
    if said.agrees.is_none() {
        cx.say(Role::Attention, "Whether they agree is not said yet: e says it.");
        return Vec::new();
    }
    apply(cx, Change::edit(Statement { state: StatementState::Confirmed, ..said }), After::Say)
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

fn edit(stages: &StagesScreen, cx: &Cx, outside: bool) -> Effects {
    let Some(source) = items::selected_record(stages, cx) else { return Vec::new() };
    let Some(subject) = form(source) else { return Vec::new() };
    let focus = match (outside, source.kind) {
        (false, _) => None,
        (true, SourceKind::Session) => Some("worked"),
        (true, SourceKind::Entry) => record(stages, cx).and_then(|record| match record {
            ShownRecord::Entry(entry, _) => Some(text_key(entry.kind)),
            _ => None,
        }),
        (true, SourceKind::Statement) => Some("words"),
        (true, _) => Some("text"),
    };
    vec![ask(Wanted { subject, focus, outside })]
}

fn delete(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    let Some(source) = items::selected_record(stages, cx) else { return Vec::new() };
    match source.kind {
        SourceKind::Evidence => apply(cx, Change::delete::<Evidence>(source.id), After::Say),
        SourceKind::Statement => apply(cx, Change::delete::<Statement>(source.id), After::Say),
        // What it shows is the least of it.
        SourceKind::Session | SourceKind::Reading | SourceKind::Entry => Vec::new(),
    }
}

/// Turns the mark that keeps a record out of every export.
fn private(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    let Some(record) = record(stages, cx) else { return Vec::new() };
    let change = match record {
        ShownRecord::Session(row, _) => {
            let keep = Ask::Write(
                Box::new(KeepPrivate { session: row.session.id, private: !row.session.private }),
                After::Say,
            );
            return ask_to_write(cx, keep);
        }
        ShownRecord::Entry(mut entry, _) => {
            entry.private = !entry.private;
            Change::edit(*entry)
        }
        ShownRecord::Evidence(piece, _) => Change::edit(Evidence { private: !piece.private, ..*piece }),
        ShownRecord::Statement(said, _) => Change::edit(Statement { private: !said.private, ..*said }),
        ShownRecord::Reading(..) => return Vec::new(),
    };
    apply(cx, change, After::Say)
}

fn copy(stages: &mut StagesScreen, cx: &mut Cx) -> Effects {
    let text = match (record(stages, cx), items::selected(stages, cx)) {
        (Some(ShownRecord::Evidence(piece, _)), _) if !piece.link.is_empty() => piece.link.clone(),
        (Some(ShownRecord::Statement(said, _)), _) if said.words.is_empty() => {
            stages.chosen(&cx.data).map(|page| sheet::letter(page, &said)).unwrap_or_default()
        }
        (Some(ShownRecord::Statement(said, _)), _) => said.words.clone(),
        (Some(record), _) => wording::record(cx, &record),
        (None, Some(items::Item::Benchmark(_, benchmark, _))) => benchmark.text.clone(),
        (None, Some(items::Item::Capstone(check))) => check.capstone.text.clone(),
        _ => String::new(),
    };
    if text.is_empty() {
        return Vec::new();
    }
    cx.say(Role::Good, "Copied.");
    vec![Effect::Copy(text)]
}
