//! What the keys of the Feedback screen do to the chosen pieces. Why they cannot at times is `able`.

use super::actions::{self, Deed};
use super::pages::Narrow;
use super::update::narrow;
use crate::domain::change::{Change, NewAction};
use crate::domain::feedback::{Fact, FeedbackState, Focus, Verb, request};
use crate::domain::id::Id;
use crate::domain::naming;
use crate::domain::when::{date_near, hour_minute, spent};
use crate::journal::desk::Sitting;
use crate::tui::command::CommandId;
use crate::tui::editing::update::{self as editing, look};
use crate::tui::editing::{Subject, Wanted};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{self, Effects, apply};
use crate::tui::letter::{Request, to_file};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::prompt::Prompt;
use crate::tui::skill_names::skill_path;
use crate::tui::theme::Role;
use crate::tui::worker::After;

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
        C::Decline => decline(model, chosen),
        C::Snooze => snooze(model, chosen),
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
            let hint = "words, or their beginnings; an empty line shows all";
            let prompt = Prompt::new("Search feedback", hint).or_nothing().with(&model.feedback.narrow.words);
            model.lay(prompt.then(|cx, words| {
                let words = words.to_owned();
                cx.close();
                cx.afterwards(move |model: &mut Model| {
                    let to = Narrow { words, ..model.feedback.narrow.clone() };
                    narrow(model, to)
                });
                Ok(Effects::new())
            }));
            Vec::new()
        }
        C::AddFeedback => {
            editing::open(Subject::NewFeedback(model.feedback.feedback().and_then(|f| f.skill)))
        }
        C::AskFeedback => editing::open(ask_about(model)),
        C::Edit => form(model, None, false),
        C::Respond => form(model, Some(respond_field(model)), false),
        C::EditOutside => form(model, Some(respond_field(model)), true),
        C::Delete => change(model, Change::DeleteFeedback(chosen), After::Say),
        C::Private => private(model, chosen),
        C::Copy => copy(model),
        C::WriteMail => mail(model),
        _ => return None,
    })
}

/// Asks for a change of what is chosen. Where that is what is marked, the marks have served once it is done.
fn change(model: &mut Model, change: Change, after: After) -> Effects {
    let marked = !model.feedback.marked.is_empty();
    change_chosen(model, marked, change, after)
}

fn change_chosen(cx: &mut Cx, marked: bool, change: Change, after: After) -> Effects {
    let effects = apply(cx, change, after);
    if let Some(wait) = cx.waits.back_mut() {
        wait.marks = marked;
    }
    effects
}

/// Lays a question whose answer changes what is chosen.
fn ask(
    model: &mut Model,
    prompt: Prompt,
    change: impl Fn(&Cx, &str) -> Result<Change, String> + 'static,
) -> Effects {
    let marked = !model.feedback.marked.is_empty();
    model.lay(prompt.then(move |cx, answer| Ok(change_chosen(cx, marked, change(cx, answer)?, After::Form))));
    Vec::new()
}

/// What is said where one of the choices has to be taken.
pub(super) const CHOOSE: &str = "choose one";

fn decline(model: &mut Model, feedback: Vec<Id>) -> Effects {
    let prompt = Prompt::new("Why not?", "the reason, for the one who looks back")
        .needs("declining needs a reason, for the one who looks back");
    ask(model, prompt, move |_, reason| {
        Ok(Change::MoveFeedback {
            feedback: feedback.clone(),
            verb: Verb::Decline,
            reason: reason.to_owned(),
        })
    })
}

fn snooze(model: &mut Model, feedback: Vec<Id>) -> Effects {
    let prompt = Prompt::new("Until when?", "monday, in 2 weeks, 2026-12-01; - wakes it")
        .needs("a day, please: monday, in 2 weeks; - wakes it");
    ask(model, prompt, move |cx, day| {
        let until = match day {
            "-" => None,
            day => Some(look(cx).vantage.day(day).map_err(|error| error.to_string())?),
        };
        Ok(Change::SnoozeFeedback { feedback: feedback.clone(), until })
    })
}

fn advance(model: &mut Model, feedback: Vec<Id>, verb: Verb) -> Effects {
    change(model, Change::MoveFeedback { feedback, verb, reason: String::new() }, After::Say)
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
    // The same theme again takes it off, where one piece is meant.
    let detail = model.feedback.detail().filter(|detail| chosen == [detail.row.feedback.id]);
    let worn: Vec<(String, Id)> = detail.map_or_else(Vec::new, |detail| {
        detail.themes.iter().map(|line| (naming::fold(&line.theme.name), line.theme.id)).collect()
    });
    let prompt =
        Prompt::new("Which theme?", "a name; the same again takes it off").choosing(names).unchosen();
    ask(model, prompt.needs("type a theme, or choose one with the arrows"), move |_, theme| {
        let wanted = naming::fold(theme);
        Ok(match (worn.iter().find(|(name, _)| *name == wanted), chosen.as_slice()) {
            (Some((_, theme)), [one]) => Change::UntagTheme { feedback: *one, theme: *theme },
            _ => Change::TagTheme { feedback: chosen.clone(), theme: theme.to_owned() },
        })
    })
}

/// A session as choosers show it.
fn session_line(cx: &Cx, row: &Sitting) -> String {
    let day = date_near(row.day, cx.today(), cx.settings.date_order);
    format!("{day} {} {} {}", hour_minute(row.started), row.skill_name, spent(row.practised))
}

/// The sessions a chooser offers, those of the same skill first; only such as ended after a moment.
pub(super) fn sessions(cx: &Cx, skill: Option<Id>, since: i64) -> Vec<(String, Id)> {
    let mut rows: Vec<&Sitting> = cx
        .data
        .sittings
        .iter()
        .chain(&cx.data.recent)
        .filter(|row| row.ended.is_some_and(|ended| ended.at >= since))
        .collect();
    rows.sort_by_key(|row| Some(row.skill) != skill);
    rows.into_iter().map(|row| (session_line(cx, row), row.id)).collect()
}

fn link(model: &mut Model, chosen: Vec<Id>) -> Effects {
    let skill = model.feedback.feedback().and_then(|feedback| feedback.skill);
    let skills = model.data.overview.skills.iter().filter(|line| line.skill.archived.is_none());
    let mut choices: Vec<String> = skills.map(|line| skill_path(model, line)).collect();
    choices.extend(sessions(model, skill, i64::MIN).into_iter().map(|(line, _)| line));
    let prompt = Prompt::new("What is it about?", "a skill or a session; type to search");
    let prompt = prompt.choosing(choices).unchosen();
    ask(model, prompt.needs("type some of its name, or choose one with the arrows"), move |cx, answer| {
        let fact = match linked(cx, answer) {
            Some((Some(skill), _)) => Fact::Skill(skill),
            Some((None, Some(session))) => Fact::Session(session),
            _ => return Err(format!("no skill or session fits “{answer}”")),
        };
        Ok(Change::SetFeedback { feedback: chosen.clone(), fact })
    })
}

/// What a chooser's line stands for: a skill, or a session.
pub fn linked(cx: &Cx, answer: &str) -> Option<(Option<Id>, Option<Id>)> {
    let skill = cx.data.overview.skills.iter().find(|line| skill_path(cx, line) == answer);
    if let Some(line) = skill {
        return Some((Some(line.skill.id), None));
    }
    sessions(cx, None, i64::MIN).into_iter().find(|(line, _)| line == answer).map(|(_, id)| (None, Some(id)))
}

fn set(model: &mut Model, feedback: Vec<Id>, fact: Fact) -> Effects {
    change(model, Change::SetFeedback { feedback, fact }, After::Say)
}

/// All of them become private; where they are already, none is any longer.
fn private(model: &mut Model, chosen: Vec<Id>) -> Effects {
    let rows = model.feedback.chosen_rows();
    let all = rows.len() == chosen.len() && rows.iter().all(|row| row.feedback.private);
    set(model, chosen, Fact::Private(!all))
}

fn focus(model: &mut Model, chosen: Vec<Id>) -> Effects {
    let words = Focus::WORDS.iter().map(|word| word.replace('_', " ")).collect();
    let prompt = Prompt::new("What are the words about?", "about the person is kept, and not counted");
    ask(model, prompt.by_digit(words).needs(CHOOSE), move |_, answer| {
        let focus: Focus = answer.replace(' ', "_").parse().map_err(|error| format!("{error}"))?;
        Ok(Change::SetFeedback { feedback: chosen.clone(), fact: Fact::Focus(focus) })
    })
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
    let prompt = Prompt::new("Write the mail to which file?", hint).needs("a file needs a name");
    model.lay(prompt.with(&format!("request-{}.eml", request::tag(id))).then(move |cx, file| {
        cx.close();
        Ok(to_file(Request::Feedback(id), file))
    }));
    Vec::new()
}

/// By whom, about what, with which theme, in which state.
fn filter_by(model: &mut Model) -> Effects {
    let data = &model.data;
    let screen = &model.feedback;
    let now = || screen.narrow.clone();
    let from = |person: Id, name: &str| {
        (format!("from {name}"), Narrow { person: Some((person, name.to_owned())), ..now() })
    };
    let about = |skill: Id, name: &str| {
        (format!("about {name}"), Narrow { skill: Some((skill, name.to_owned())), ..now() })
    };
    let mut offered: Vec<(String, Narrow)> = Vec::new();
    if !screen.narrow.is_all() {
        offered.push(("everything".to_owned(), Narrow::default()));
    }
    if let Some(row) = screen.row() {
        let known = row.person_name.as_ref().and_then(|name| screen.people.iter().find(|(_, n)| n == name));
        offered.extend(known.map(|(id, name)| from(*id, name)));
        let skill = row.skill_name.as_ref().zip(row.feedback.skill);
        offered.extend(skill.map(|(name, id)| about(id, name)));
    }
    offered.extend(screen.themes.iter().map(|theme| {
        (format!("theme {}", theme.name), Narrow { theme: Some((theme.id, theme.name.clone())), ..now() })
    }));
    offered.extend(
        FeedbackState::SHELVES
            .iter()
            .map(|state| (format!("state {}", state.shown()), Narrow { state: Some(*state), ..now() })),
    );
    let skills = data.overview.skills.iter().filter(|line| line.skill.archived.is_none());
    offered.extend(skills.map(|line| about(line.skill.id, &line.skill.name)));
    offered.extend(screen.people.iter().map(|(id, name)| from(*id, name)));
    let mut seen = std::collections::HashSet::new();
    offered.retain(|(choice, _)| seen.insert(choice.clone()));
    let choices = offered.iter().map(|(choice, _)| choice.clone()).collect();
    let prompt = Prompt::new("Show only …", "type to search").choosing(choices).needs(CHOOSE);
    model.lay(prompt.then(move |cx, answer| {
        let found = offered.iter().find(|(choice, _)| choice == answer);
        let to = found.map(|(_, to)| to.clone()).ok_or_else(|| format!("nothing fits “{answer}”"))?;
        cx.close();
        cx.afterwards(move |model: &mut Model| narrow(model, to));
        Ok(Effects::new())
    }));
    Vec::new()
}

/// What came gets my response; what was asked gets its answer.
fn respond_field(model: &Model) -> &'static str {
    let received = model.feedback.feedback().is_some_and(|feedback| feedback.state.is_received());
    if received { "response" } else { "text" }
}

fn form(model: &Model, focus: Option<&'static str>, outside: bool) -> Effects {
    let Some(feedback) = model.feedback.feedback() else { return Vec::new() };
    let wanted = Wanted { subject: Subject::Feedback(feedback.id), focus, outside };
    vec![effects::ask(wanted)]
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
