//! What the commands do on the Feedback screen: to the selected piece, or to all that are marked. Why they cannot at times is
//! `reasons`.

use super::actions::{self, Deed};
use super::pages::Narrow;
use super::reading::narrow;
use super::state::FeedbackScreen;
use super::{reasons, walk};
use crate::domain::change::{Change, NewAction};
use crate::domain::feedback::{Fact, FeedbackState, Focus, Verb, request};
use crate::domain::id::Id;
use crate::domain::naming;
use crate::domain::when::{date_near, hour_minute, spent};
use crate::journal::desk::Sitting;
use crate::tui::command::CommandId as C;
use crate::tui::editing::update::{self as editing, look};
use crate::tui::editing::{Subject, Wanted};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{self, Effects, apply, copied};
use crate::tui::frame::screen::{Act, Footer, Run};
use crate::tui::letter::{Request, to_file};
use crate::tui::prompt::Prompt;
use crate::tui::skill_names::skill_path;
use crate::tui::theme::Role;
use crate::tui::worker::After;

/// What the commands do on the Feedback screen.
pub const ACTS: &[Act<FeedbackScreen>] = &[
    act(&[C::Accept, C::AddAction], |screen, cx, _| actions::ask_new(screen, cx)),
    act(&[C::NoteIt], |screen, cx, _| advance(screen, cx, Verb::Note)),
    act(&[C::CloseIt], |screen, cx, _| advance(screen, cx, Verb::Close))
        .title(|screen, _| screen.would_drop().then_some("drop")),
    act(&[C::Reopen], |screen, cx, _| advance(screen, cx, Verb::Reopen)),
    act(&[C::Sent], |screen, cx, _| advance(screen, cx, Verb::Send)),
    act(&[C::Decline], |screen, cx, _| decline(screen, cx)),
    act(&[C::Snooze], |screen, cx, _| snooze(screen, cx)),
    act(&[C::Tag], |screen, cx, _| tag(screen, cx)),
    act(&[C::Link], |screen, cx, _| link(screen, cx)),
    act(&[C::Prove], |screen, cx, _| actions::which(screen, cx, Deed::Prove)),
    act(&[C::EditAction], |screen, cx, _| actions::which(screen, cx, Deed::Edit)),
    act(&[C::DeleteAction], |screen, cx, _| actions::which(screen, cx, Deed::Delete)),
    act(TOUGH, |screen, cx, id| {
        let tough = TOUGH.iter().zip(0..).find(|(known, _)| **known == id).map(|(_, tough)| tough);
        set(screen, cx, Fact::Tough(tough.filter(|tough| *tough > 0)))
    }),
    act(&[C::FocusOf], |screen, cx, _| focus(screen, cx)),
    act(&[C::ThemeDrill], |screen, cx, _| drill(screen, cx)),
    act(&[C::FilterBy], |screen, cx, _| filter_by(screen, cx)),
    act(&[C::Search], |screen, cx, _| search(screen, cx)),
    act(&[C::AddFeedback], |screen, _, _| {
        editing::open(Subject::NewFeedback(screen.feedback().and_then(|feedback| feedback.skill)))
    })
    .footer(|screen, _, _| Footer::if_so(screen.marked.is_empty())),
    act(&[C::AskFeedback], |screen, cx, _| editing::open(ask_about(screen, cx))),
    act(&[C::Edit], |screen, _, _| form(screen, None, false))
        .help(|_, _| Some("Edit the piece: its words, from whom, about what")),
    act(&[C::Respond], |screen, _, _| form(screen, Some(respond_field(screen)), false)),
    act(&[C::EditOutside], |screen, _, _| form(screen, Some(respond_field(screen)), true))
        .help(|_, _| Some("Write what you answer in your editor")),
    act(&[C::Delete], |screen, cx, _| {
        change(screen, cx, Change::DeleteFeedback(screen.chosen()), After::Say)
    })
    .help(|_, _| Some("Delete the piece, or all that are marked")),
    act(&[C::Private], |screen, cx, _| private(screen, cx))
        .help(|_, _| Some("Keep the piece, or all that are marked, out of every export, or no longer")),
    act(&[C::Copy], |screen, cx, _| copy(screen, cx)),
    act(&[C::WriteMail], |screen, cx, _| mail(screen, cx)),
    act(&[C::NextPane, C::PreviousPane], |screen, cx, _| walk::other_pane(screen, cx)),
    act(&[C::FoldShelf, C::UnfoldShelf], |screen, cx, id| walk::fold(screen, cx, id == C::FoldShelf)),
    act(&[C::Open], |screen, cx, _| walk::open(screen, cx))
        .help(|_, _| Some("Unfold the shelf, or go to the piece")),
    act(&[C::Back], |screen, cx, _| walk::back(screen, cx)).title(walk::way_back).footer(|screen, cx, _| {
        if walk::way_back(screen, cx).is_some() { Footer::Leads } else { Footer::Hidden }
    }),
    act(&[C::Quoted], |screen, cx, _| walk::turn_quoted(screen, cx)),
    act(&[C::Wider, C::Narrower], |screen, cx, id| {
        walk::widen(screen, cx, if id == C::Wider { 4 } else { -4 })
    }),
    act(&[C::MarkRow], |screen, cx, _| walk::mark(screen, cx)),
    act(&[C::MarkAll], |screen, cx, _| walk::mark_all(screen, cx)),
    act(&[C::NextUnread], |screen, cx, _| walk::next_unread(screen, cx)),
    Act::never(&[C::Archive], |_, _, _| {
        Some("feedback is not put away: note it, decline it, or delete it (x d)")
    }),
    Act::never(&[C::ShowArchived], |_, _, _| Some("feedback is not archived: fold and unfold")),
];

const TOUGH: &[C] = &[C::Tough0, C::Tough1, C::Tough2, C::Tough3];

/// An act on the selected piece, or on all that are marked.
const fn act(commands: &'static [C], run: Run<FeedbackScreen>) -> Act<FeedbackScreen> {
    Act::of(commands, run).when(reasons::why_not)
}

fn search(screen: &FeedbackScreen, cx: &mut Cx) -> Effects {
    let hint = "words, or their beginnings; an empty line shows all";
    let prompt = Prompt::new("Search feedback", hint).or_nothing().with(&screen.narrow.words);
    cx.lay(prompt.then(|cx, words| {
        let words = words.to_owned();
        cx.close();
        cx.on_screen(move |screen: &mut FeedbackScreen, cx| {
            let to = Narrow { words, ..screen.narrow.clone() };
            narrow(screen, cx, to)
        });
        Ok(Effects::new())
    }));
    Vec::new()
}

/// Asks for a change of what is chosen. Where that is what is marked, the marks have served once it is done.
fn change(screen: &mut FeedbackScreen, cx: &mut Cx, change: Change, after: After) -> Effects {
    let marked = !screen.marked.is_empty();
    change_chosen(cx, marked, change, after)
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
    screen: &mut FeedbackScreen,
    cx: &mut Cx,
    prompt: Prompt,
    change: impl Fn(&Cx, &str) -> Result<Change, String> + 'static,
) -> Effects {
    let marked = !screen.marked.is_empty();
    cx.lay(prompt.then(move |cx, answer| Ok(change_chosen(cx, marked, change(cx, answer)?, After::Form))));
    Vec::new()
}

/// What is said where one of the choices has to be taken.
pub(super) const CHOOSE: &str = "choose one";

fn decline(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let feedback = screen.chosen();
    let prompt = Prompt::new("Why not?", "the reason, for the one who looks back")
        .needs("declining needs a reason, for the one who looks back");
    ask(screen, cx, prompt, move |_, reason| {
        Ok(Change::MoveFeedback {
            feedback: feedback.clone(),
            verb: Verb::Decline,
            reason: reason.to_owned(),
        })
    })
}

fn snooze(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let feedback = screen.chosen();
    let prompt = Prompt::new("Until when?", "monday, in 2 weeks, 2026-12-01; - wakes it")
        .needs("a day, please: monday, in 2 weeks; - wakes it");
    ask(screen, cx, prompt, move |cx, day| {
        let until = match day {
            "-" => None,
            day => Some(look(cx).vantage.day(day).map_err(|error| error.to_string())?),
        };
        Ok(Change::SnoozeFeedback { feedback: feedback.clone(), until })
    })
}

fn advance(screen: &mut FeedbackScreen, cx: &mut Cx, verb: Verb) -> Effects {
    let feedback = screen.chosen();
    change(screen, cx, Change::MoveFeedback { feedback, verb, reason: String::new() }, After::Say)
}

/// The change that an action makes, with the day it is due.
pub fn new_action(feedback: Id, accepts: bool, action: NewAction) -> Change {
    match accepts {
        true => Change::AcceptFeedback { feedback, actions: vec![action] },
        false => Change::add(action.of(feedback)),
    }
}

fn tag(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let chosen = screen.chosen();
    let own = screen.detail().map(|detail| detail.row.themes.clone()).unwrap_or_default();
    let others = screen.themes.iter().map(|theme| theme.name.clone());
    let names = own.iter().cloned().chain(others.filter(|name| !own.contains(name))).collect();
    // The same theme again takes it off, where one piece is meant.
    let detail = screen.detail().filter(|detail| chosen == [detail.row.feedback.id]);
    let worn: Vec<(String, Id)> = detail.map_or_else(Vec::new, |detail| {
        detail.themes.iter().map(|line| (naming::fold(&line.theme.name), line.theme.id)).collect()
    });
    let prompt =
        Prompt::new("Which theme?", "a name; the same again takes it off").choosing(names).unchosen();
    ask(screen, cx, prompt.needs("type a theme, or choose one with the arrows"), move |_, theme| {
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

fn link(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let chosen = screen.chosen();
    let skill = screen.feedback().and_then(|feedback| feedback.skill);
    let skills = cx.data.overview.skills.iter().filter(|line| line.skill.archived.is_none());
    let mut choices: Vec<String> = skills.map(|line| skill_path(cx, line)).collect();
    choices.extend(sessions(cx, skill, i64::MIN).into_iter().map(|(line, _)| line));
    let prompt = Prompt::new("What is it about?", "a skill or a session; type to search");
    let prompt = prompt.choosing(choices).unchosen();
    ask(
        screen,
        cx,
        prompt.needs("type some of its name, or choose one with the arrows"),
        move |cx, answer| {
            let fact = match linked(cx, answer) {
                Some((Some(skill), _)) => Fact::Skill(skill),
                Some((None, Some(session))) => Fact::Session(session),
                _ => return Err(format!("no skill or session fits “{answer}”")),
            };
            Ok(Change::SetFeedback { feedback: chosen.clone(), fact })
        },
    )
}

/// What a chooser's line stands for: a skill, or a session.
pub fn linked(cx: &Cx, answer: &str) -> Option<(Option<Id>, Option<Id>)> {
    let skill = cx.data.overview.skills.iter().find(|line| skill_path(cx, line) == answer);
    if let Some(line) = skill {
        return Some((Some(line.skill.id), None));
    }
    sessions(cx, None, i64::MIN).into_iter().find(|(line, _)| line == answer).map(|(_, id)| (None, Some(id)))
}

fn set(screen: &mut FeedbackScreen, cx: &mut Cx, fact: Fact) -> Effects {
    let feedback = screen.chosen();
    change(screen, cx, Change::SetFeedback { feedback, fact }, After::Say)
}

/// All of them become private; where they are already, none is any longer.
fn private(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let chosen = screen.chosen();
    let rows = screen.chosen_rows();
    let all = rows.len() == chosen.len() && rows.iter().all(|row| row.feedback.private);
    set(screen, cx, Fact::Private(!all))
}

fn focus(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let chosen = screen.chosen();
    let words = Focus::WORDS.iter().map(|word| word.replace('_', " ")).collect();
    let prompt = Prompt::new("What are the words about?", "about the person is kept, and not counted");
    ask(screen, cx, prompt.by_digit(words).needs(CHOOSE), move |_, answer| {
        let focus: Focus = answer.replace(' ', "_").parse().map_err(|error| format!("{error}"))?;
        Ok(Change::SetFeedback { feedback: chosen.clone(), fact: Fact::Focus(focus) })
    })
}

/// The theme of the selected piece that keeps coming back and is no drill yet.
pub(super) fn recurring(screen: &FeedbackScreen) -> Option<(Id, String)> {
    let lines = &screen.detail()?.themes;
    let found = lines.iter().find(|line| line.keeps_coming_back() && line.theme.drill.is_none())?;
    Some((found.theme.id, found.theme.name.clone()))
}

/// A drill of the skill, named after the theme; the words that led to it are its instructions.
fn drill(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let Some((theme, name)) = recurring(screen) else { return Vec::new() };
    let Some(detail) = screen.detail() else { return Vec::new() };
    let Some(skill) = detail.row.feedback.skill else {
        cx.say(Role::Attention, "A drill belongs to a skill: l links the feedback to one first.");
        return Vec::new();
    };
    let mut drill = crate::domain::drill::Drill::named(skill, name);
    drill.instructions = detail.row.feedback.text.trim().to_owned();
    apply(cx, Change::DrillFromTheme { theme, drill: Box::new(drill) }, After::Say)
}

/// Asks where the mail is to be written.
fn mail(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let Some(id) = screen.feedback().map(|feedback| feedback.id) else { return Vec::new() };
    let hint = "a new file that your mail program opens as a draft";
    let prompt = Prompt::new("Write the mail to which file?", hint).needs("a file needs a name");
    cx.lay(prompt.with(&format!("request-{}.eml", request::tag(id))).then(move |cx, file| {
        cx.close();
        Ok(to_file(Request::Feedback(id), file))
    }));
    Vec::new()
}

/// By whom, about what, with which theme, in which state.
fn filter_by(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let data = &cx.data;
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
    cx.lay(prompt.then(move |cx, answer| {
        let found = offered.iter().find(|(choice, _)| choice == answer);
        let to = found.map(|(_, to)| to.clone()).ok_or_else(|| format!("nothing fits “{answer}”"))?;
        cx.close();
        cx.on_screen(move |screen: &mut FeedbackScreen, cx| narrow(screen, cx, to));
        Ok(Effects::new())
    }));
    Vec::new()
}

/// What came gets my response; what was asked gets its answer.
fn respond_field(screen: &FeedbackScreen) -> &'static str {
    let received = screen.feedback().is_some_and(|feedback| feedback.state.is_received());
    if received { "response" } else { "text" }
}

fn form(screen: &FeedbackScreen, focus: Option<&'static str>, outside: bool) -> Effects {
    let Some(feedback) = screen.feedback() else { return Vec::new() };
    let wanted = Wanted { subject: Subject::Feedback(feedback.id), focus, outside };
    vec![effects::ask(wanted)]
}

/// What a request is about: the selected piece's skill and session, else the last session.
fn ask_about(screen: &FeedbackScreen, cx: &Cx) -> Subject {
    match screen.feedback() {
        Some(feedback) if feedback.skill.is_some() => Subject::Request(feedback.skill, feedback.session),
        _ => {
            let last = cx.data.sittings.iter().chain(&cx.data.recent).find(|row| !row.is_open());
            Subject::Request(last.map(|row| row.skill), last.map(|row| row.id))
        }
    }
}

/// The words, or the request as it is to be sent.
fn copy(screen: &mut FeedbackScreen, cx: &mut Cx) -> Effects {
    let Some(detail) = screen.detail() else { return Vec::new() };
    let feedback = &detail.row.feedback;
    let text = match feedback.state.is_received() {
        true => feedback.text.clone(),
        false => feedback.request.clone(),
    };
    let asked = feedback.state == FeedbackState::Asked;
    let effects = copied(cx, text);
    if asked && !effects.is_empty() {
        cx.say(Role::Good, "Copied. S says that it is sent.");
    }
    effects
}
