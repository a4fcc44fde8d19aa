//! The form of feedback: what came, from whom, about what, my response; and of a request, which has no words yet.

use super::reader::Reader;
use super::{Look, Opened};
use crate::domain::change::Change;
use crate::domain::feedback::{Feedback, Focus, GivenBy};
use crate::domain::id::Id;
use crate::domain::when::hour_minute;
use crate::tui::form::{Field, Form, Kind, Problem};
use crate::tui::worker::{After, Ask};

/// The words of *focus*, with one for *not said*.
const FOCUSES: &[&str] = &["not said", "task", "process", "self regulation", "person"];

pub(super) fn title(feedback: &Feedback, opened: &Opened) -> String {
    match (feedback.id == Id::default(), feedback.state.is_received()) {
        (true, true) => "What somebody said".to_owned(),
        (true, false) => "Ask for feedback".to_owned(),
        (false, received) => {
            let who = if opened.person_name.is_empty() { &feedback.sender } else { &opened.person_name };
            let what = if received { "Feedback" } else { "Request" };
            if who.is_empty() { what.to_owned() } else { format!("{what} · {who}") }
        }
    }
}

pub(super) fn fields(feedback: &Feedback, opened: &Opened, look: &Look<'_>) -> Vec<Field> {
    let new = feedback.id == Id::default();
    let who = if opened.person_name.is_empty() { &feedback.sender } else { &opened.person_name };
    let line =
        |key, label: &str, hint: &str, with: &str| Field::new(key, label, Kind::Line).hint(hint).with(with);
    let text =
        |key, label: &str, hint: &str, with: &str| Field::new(key, label, Kind::Text).hint(hint).with(with);
    let skill = line("skill", "About", "a skill: its name, or the beginning of it", &opened.skill_name);
    let mut fields = Vec::new();
    if !feedback.state.is_received() {
        let hint = "somebody’s name; new ones become people";
        fields.push(line("from", "Ask", hint, who));
        fields.push(text("request", "Words", "what should they watch?", &feedback.request));
        fields.push(skill);
        if !new {
            fields.push(text("text", "Answer", "what they said, once it came", ""));
        }
        return fields;
    }
    fields.push(line("from", "From", "somebody’s name; new ones become people", who));
    fields.push(text("text", "Words", "what they said, as they said it", &feedback.text));
    fields.push(skill);
    fields.push(line("source", "Through", "lesson, review, mail …", &feedback.source));
    fields.push(
        Field::new("when", "Came", Kind::Date).hint("now; or: yesterday 18:00").with(&came(feedback, look)),
    );
    if !new {
        fields.push(text("response", "Response", "what I answer", &feedback.response));
        fields.push(line("title", "Title", "none", &feedback.title));
        let focus = feedback.focus.map_or("not said".to_owned(), |focus| focus.word().replace('_', " "));
        fields.push(Field::new("focus", "Focus", Kind::Choice(FOCUSES)).with(&focus));
    }
    fields
        .push(Field::new("given_by", "Said by", Kind::Choice(GivenBy::WORDS)).with(feedback.given_by.word()));
    fields
}

/// When it came, as it can be typed.
fn came(feedback: &Feedback, look: &Look<'_>) -> String {
    feedback.received.map_or(String::new(), |at| {
        let day = look.vantage.calendar.day(at);
        format!("{day} {}", hour_minute(at))
    })
}

pub(super) fn ask(
    feedback: &Feedback,
    opened: &Opened,
    form: &Form,
    look: &Look<'_>,
) -> Result<Ask, Vec<Problem>> {
    let mut read = Reader::of(form);
    let typed = read.line("skill");
    let skill = if typed.is_empty() { None } else { read.skill("skill", &typed, look) };
    let from = read.line("from");
    let new = feedback.id == Id::default();
    let mut edited = Feedback { skill, ..feedback.clone() };
    if !feedback.state.is_received() {
        edited.request = read.text("request");
        if edited.request.trim().is_empty() {
            read.problem("request", "a request needs its words");
        }
        let answer = read.text("text");
        if !new && !answer.trim().is_empty() {
            let change = Change::ReceiveFeedback { request: feedback.id, text: answer, at: None };
            return read.done(Ask::Apply(Box::new(change), After::Form));
        }
        return read.done(saved(edited, from, &opened.person_name));
    }
    edited.text = read.text("text");
    if edited.text.trim().is_empty() {
        read.problem("text", "feedback needs its words");
    }
    edited.source = read.line("source");
    edited.given_by = read.word("given_by", feedback.given_by);
    let when = read.line("when");
    if when != came(feedback, look) {
        edited.received = if when.is_empty() { None } else { read.read("when", look.vantage.moment(&when)) };
    }
    if !new {
        edited.response = read.text("response");
        edited.title = read.line("title");
        let focus = form.text("focus").replace(' ', "_");
        edited.focus = focus.parse::<Focus>().ok();
    }
    read.done(saved(edited, from, &opened.person_name))
}

/// What stores it: of one that is there, the name counts where another one was typed.
fn saved(mut feedback: Feedback, from: String, was: &str) -> Ask {
    let change = match (feedback.id == Id::default(), feedback.state.is_received()) {
        (false, _) => {
            let from = Some(from).filter(|from| was.is_empty() || from != was);
            Change::EditFeedback { feedback: Box::new(feedback), from }
        }
        (true, received) => {
            feedback.sender = from;
            match received {
                true => Change::AddFeedback(Box::new(feedback), Vec::new()),
                false => Change::AskFeedback(Box::new(feedback)),
            }
        }
    };
    Ask::Apply(Box::new(change), After::Form)
}
