//! What the keys of the Feedback screen do to the chosen pieces. Why they cannot at times is `able`.

use super::actions::{self, Deed};
use super::answers::Question;
use crate::domain::change::{Change, NewAction};
use crate::domain::feedback::{Fact, FeedbackState, Focus, Verb, request};
use crate::domain::id::Id;
use crate::domain::when::{date_near, hour_minute, spent};
use crate::journal::desk::Sitting;
use crate::tui::command::CommandId;
use crate::tui::editing::{Subject, Wanted, update as editing};
use crate::tui::frame::effects::{self, Effects};
use crate::tui::model::{Model, Overlay};
use crate::tui::msg::Effect;
use crate::tui::practice::skill_path;
use crate::tui::prompt::{Prompt, Purpose};
use crate::tui::theme::Role;
use crate::tui::worker::{After, Ask};

/// Does what a key says; `None` where it is not one of these keys.
pub fn run(model: &mut Model, id: CommandId) -> Option<Effects> {
    use CommandId as C;
    let chosen = model.feedback.chosen();
    Some(match id {
        C::Accept | C::AddAction => actions::ask_new(model),
        C::NoteIt => advance(model, chosen, Verb::Note),
        C::CloseIt => advance(model, chosen, Verb::Close),
        C::Reopen => advance(model, chosen, Verb::Reopen),
        C::Sent => advance(model, chosen, Verb::Send),
        C::Decline => {
            ask(model, Question::Decline(chosen), "Why not?", "the reason, for the one who looks back")
        }
        C::Snooze => {
            ask(model, Question::Snooze(chosen), "Until when?", "monday, in 2 weeks, 2026-12-01; - wakes it")
        }
        C::Tag => tag(model, chosen),
        C::Link => link(model, chosen),
        C::Prove => actions::which(model, Deed::Prove),
        C::EditAction => actions::which(model, Deed::Edit),
        C::DeleteAction => actions::which(model, Deed::Delete),
        C::Tough0 => set(model, chosen, Fact::Tough(None)),
        C::Tough1 => set(model, chosen, Fact::Tough(Some(1))),
        C::Tough2 => set(model, chosen, Fact::Tough(Some(2))),
        C::Tough3 => set(model, chosen, Fact::Tough(Some(3))),
        C::FocusOf => focus(model, chosen),
        C::ThemeDrill => drill(model),
        C::FilterBy => filter_by(model),
        C::Search => {
            let words = model.feedback.narrow.words.clone();
            let prompt = Prompt::new(
                Purpose::Feedback(Question::Words),
                "Search feedback",
                "words, or their beginnings; an empty line shows all",
            );
            model.lay(Overlay::Prompt(prompt.with(&words)));
            Vec::new()
        }
        C::AddFeedback => {
            editing::open(Subject::NewFeedback(model.feedback.feedback().and_then(|f| f.skill)))
        }
        C::AskFeedback => editing::open(ask_about(model)),
        C::Edit => form(model, None, false),
        C::Respond => form(model, Some(respond_field(model)), false),
        C::EditOutside => form(model, Some(respond_field(model)), true),
        C::Delete => apply(model, Change::DeleteFeedback(chosen), After::Say),
        C::Private => private(model, chosen),
        C::Copy => copy(model),
        C::WriteMail => mail(model),
        _ => return None,
    })
}

/// Asks for a change. One that acts on all that is marked takes the marks off once it is done.
pub(super) fn apply(model: &mut Model, change: Change, after: After) -> Effects {
    let marked = &model.feedback.marked;
    let served = match &change {
        Change::MoveFeedback { feedback, .. }
        | Change::SetFeedback { feedback, .. }
        | Change::SnoozeFeedback { feedback, .. }
        | Change::TagTheme { feedback, .. }
        | Change::DeleteFeedback(feedback) => {
            !marked.is_empty() && feedback.iter().all(|id| marked.contains(id))
        }
        _ => false,
    };
    let effects = effects::apply(model, change, after);
    if let Some(wait) = model.waits.back_mut() {
        wait.marks = served;
    }
    effects
}

fn ask(model: &mut Model, question: Question, title: &str, hint: &str) -> Effects {
    model.lay(Overlay::Prompt(Prompt::new(Purpose::Feedback(question), title, hint)));
    Vec::new()
}

fn advance(model: &mut Model, feedback: Vec<Id>, verb: Verb) -> Effects {
    apply(model, Change::MoveFeedback { feedback, verb, reason: String::new() }, After::Say)
}

/// The change that an action makes, with the day it is due.
pub fn act(feedback: Id, accepts: bool, action: NewAction) -> Change {
    match accepts {
        true => Change::AcceptFeedback { feedback, actions: vec![action] },
        false => Change::add(action.of(feedback)),
    }
}

fn tag(model: &mut Model, chosen: Vec<Id>) -> Effects {
    let own = model.feedback.detail().map(|detail| detail.row.themes.clone()).unwrap_or_default();
    let others = model.feedback.themes.iter().map(|theme| theme.name.clone());
    let names = own.iter().cloned().chain(others.filter(|name| !own.contains(name))).collect();
    let prompt = Prompt::new(
        Purpose::Feedback(Question::Theme(chosen)),
        "Which theme?",
        "a name; the same again takes it off",
    )
    .choosing(names)
    .unchosen();
    model.lay(Overlay::Prompt(prompt));
    Vec::new()
}

/// A session as choosers show it.
fn session_line(model: &Model, row: &Sitting) -> String {
    let day = date_near(row.day, model.today(), model.settings.date_order);
    format!("{day} {} {} {}", hour_minute(row.started), row.skill_name, spent(row.practised))
}

/// The sessions a chooser offers, those of the same skill first; only such as ended after a moment.
pub(super) fn sessions(model: &Model, skill: Option<Id>, since: i64) -> Vec<(String, Id)> {
    let mut rows: Vec<&Sitting> = model
        .data
        .sittings
        .iter()
        .chain(&model.data.recent)
        .filter(|row| row.ended.is_some_and(|ended| ended.at >= since))
        .collect();
    rows.sort_by_key(|row| Some(row.skill) != skill);
    rows.into_iter().map(|row| (session_line(model, row), row.id)).collect()
}

fn link(model: &mut Model, chosen: Vec<Id>) -> Effects {
    let skill = model.feedback.feedback().and_then(|feedback| feedback.skill);
    let skills = model.data.overview.skills.iter().filter(|line| line.skill.archived.is_none());
    let mut choices: Vec<String> = skills.map(|line| skill_path(model, line)).collect();
    choices.extend(sessions(model, skill, i64::MIN).into_iter().map(|(line, _)| line));
    let prompt = Prompt::new(
        Purpose::Feedback(Question::Link(chosen)),
        "What is it about?",
        "a skill or a session; type to search",
    )
    .choosing(choices)
    .unchosen();
    model.lay(Overlay::Prompt(prompt));
    Vec::new()
}

/// What a chooser's line stands for: a skill, or a session.
pub fn linked(model: &Model, answer: &str) -> Option<(Option<Id>, Option<Id>)> {
    let skill = model.data.overview.skills.iter().find(|line| skill_path(model, line) == answer);
    if let Some(line) = skill {
        return Some((Some(line.skill.id), None));
    }
    sessions(model, None, i64::MIN)
        .into_iter()
        .find(|(line, _)| line == answer)
        .map(|(_, id)| (None, Some(id)))
}

fn set(model: &mut Model, feedback: Vec<Id>, fact: Fact) -> Effects {
    apply(model, Change::SetFeedback { feedback, fact }, After::Say)
}

/// All of them become private; where they are already, none is any longer.
fn private(model: &mut Model, chosen: Vec<Id>) -> Effects {
    let rows = model.feedback.chosen_rows();
    let all = rows.len() == chosen.len() && rows.iter().all(|row| row.feedback.private);
    set(model, chosen, Fact::Private(!all))
}

fn focus(model: &mut Model, chosen: Vec<Id>) -> Effects {
    let words = Focus::WORDS.iter().map(|word| word.replace('_', " ")).collect();
    let hint = "about the person is kept, and not counted";
    let question = Purpose::Feedback(Question::Focus(chosen));
    model.lay(Overlay::Prompt(Prompt::new(question, "What are the words about?", hint).by_digit(words)));
    Vec::new()
}

/// The theme of the selected piece that keeps coming back and is no drill yet.
pub(super) fn recurring(model: &Model) -> Option<(Id, String)> {
    let lines = &model.feedback.detail()?.themes;
    let found = lines.iter().find(|line| line.keeps_coming_back() && line.theme.drill.is_none())?;
    Some((found.theme.id, found.theme.name.clone()))
}

/// A drill of the skill, named after the theme; the words that led to it are its instructions.
fn drill(model: &mut Model) -> Effects {
    let Some((theme, name)) = recurring(model) else { return Vec::new() };
    let Some(detail) = model.feedback.detail() else { return Vec::new() };
    let Some(skill) = detail.row.feedback.skill else {
        model.say(Role::Attention, "A drill belongs to a skill: l links the feedback to one first.");
        return Vec::new();
    };
    let mut drill = crate::domain::drill::Drill::named(skill, name);
    drill.instructions = detail.row.feedback.text.trim().to_owned();
    apply(model, Change::DrillFromTheme { theme, drill: Box::new(drill) }, After::Say)
}

/// Asks where the mail is to be written.
fn mail(model: &mut Model) -> Effects {
    let Some(id) = model.feedback.feedback().map(|feedback| feedback.id) else { return Vec::new() };
    let hint = "a new file that your mail program opens as a draft";
    let prompt = Prompt::new(Purpose::Feedback(Question::Mail(id)), "Write the mail to which file?", hint);
    model.lay(Overlay::Prompt(prompt.with(&format!("request-{}.eml", request::tag(id)))));
    Vec::new()
}

/// By whom, about what, with which theme, in which state.
fn filter_by(model: &mut Model) -> Effects {
    let data = &model.data;
    let screen = &model.feedback;
    let mut choices: Vec<String> = Vec::new();
    if !screen.narrow.is_all() {
        choices.push(ALL.to_owned());
    }
    if let Some(row) = screen.row() {
        choices.extend(row.person_name.as_ref().map(|name| format!("{FROM}{name}")));
        choices.extend(row.skill_name.as_ref().map(|name| format!("{ABOUT}{name}")));
    }
    choices.extend(screen.themes.iter().map(|theme| format!("{THEME}{}", theme.name)));
    choices.extend(FeedbackState::SHELVES.iter().map(|state| format!("{STATE}{}", state.shown())));
    let skills = data.overview.skills.iter().filter(|line| line.skill.archived.is_none());
    choices.extend(skills.map(|line| format!("{ABOUT}{}", line.skill.name)));
    choices.extend(screen.people.iter().map(|(_, name)| format!("{FROM}{name}")));
    let mut seen = std::collections::HashSet::new();
    choices.retain(|choice| seen.insert(choice.clone()));
    let prompt =
        Prompt::new(Purpose::Feedback(Question::Filter), "Show only …", "type to search").choosing(choices);
    model.lay(Overlay::Prompt(prompt));
    Vec::new()
}

/// How the choices of the filter begin.
pub const FROM: &str = "from ";
/// About a skill.
pub const ABOUT: &str = "about ";
/// With a theme.
pub const THEME: &str = "theme ";
/// In a state.
pub const STATE: &str = "state ";
/// Everything.
pub const ALL: &str = "everything";

/// What came gets my response; what was asked gets its answer.
fn respond_field(model: &Model) -> &'static str {
    let received = model.feedback.feedback().is_some_and(|feedback| feedback.state.is_received());
    if received { "response" } else { "text" }
}

fn form(model: &Model, focus: Option<&'static str>, outside: bool) -> Effects {
    let Some(feedback) = model.feedback.feedback() else { return Vec::new() };
    let wanted = Wanted { subject: Subject::Feedback(feedback.id), focus, outside };
    vec![Effect::Ask(Ask::Form(wanted))]
}

/// What a request is about: the selected piece's skill and session, else the last session.
fn ask_about(model: &Model) -> Subject {
    match model.feedback.feedback() {
        Some(feedback) if feedback.skill.is_some() => Subject::Request(feedback.skill, feedback.session),
        _ => {
            let last = model.data.sittings.iter().chain(&model.data.recent).find(|row| !row.is_open());
            Subject::Request(last.map(|row| row.skill), last.map(|row| row.id))
        }
    }
}

/// The words, or the request as it is to be sent.
fn copy(model: &mut Model) -> Effects {
    let Some(detail) = model.feedback.detail() else { return Vec::new() };
    let feedback = &detail.row.feedback;
    let text = match feedback.state.is_received() {
        true => feedback.text.clone(),
        false => feedback.request.clone(),
    };
    if text.is_empty() {
        return Vec::new();
    }
    let said =
        if feedback.state == FeedbackState::Asked { "Copied. S says that it is sent." } else { "Copied." };
    model.say(Role::Good, said);
    vec![Effect::Copy(text)]
}
