//! `etude feedback list`: by where it stands, what asks for something first; in JSON newest first, streamed.

use super::shape::{self, name};
use crate::cli::args::FeedbackListArgs;
use crate::cli::context::Context;
use crate::cli::output::{JsonArray, Out, Table, each_row};
use crate::cli::{Done, named};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::display::fit;
use crate::domain::feedback::{Feedback, FeedbackState, GivenBy};
use crate::domain::id::Id;
use crate::domain::search::Query;
use crate::domain::when::ago;
use crate::journal::find::Among;
use crate::journal::read::feedback::{FeedbackFilter, FeedbackRow};
use crate::journal::{Error, Journal};

pub(super) fn list(cx: &mut Context, args: &FeedbackListArgs) -> Done {
    let (from, to) = (cx.day_if(args.from.as_deref())?, cx.day_if(args.to.as_deref())?);
    let (today, calendar) = (cx.today(), cx.calendar().1);
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let filter = FeedbackFilter {
        states: args.state.clone(),
        snoozed: args.snoozed.then_some((true, today)),
        person: args.person.as_deref().map(|name| any_person(&journal, name)).transpose()?,
        theme: args.theme.as_deref().map(|name| journal.find_theme(name)).transpose()?.map(|theme| theme.id),
        skill: args.skill.as_deref().map(|name| named::any_skill(&journal, name)).transpose()?.map(|s| s.id),
        area: args
            .area
            .as_deref()
            .map(|name| journal.find_area(name, Among::InUse))
            .transpose()?
            .map(|a| a.id),
        session: args.session.as_deref().map(|typed| journal.find_session(typed)).transpose()?,
        from: from.map(|day| calendar.start_of(day)),
        to: to.map(|day| calendar.start_of(day.plus(1))),
        among: match args.search.as_deref().map(Query::parse) {
            Some(query) => Some(journal.feedback_matching(&query, usize::MAX)?),
            None => None,
        },
        limit: args.limit,
        ..FeedbackFilter::default()
    };
    if cx.json {
        return stream(&mut cx.out, &journal, FeedbackFilter { whole: true, ..filter });
    }
    let everything = args.all || filter != FeedbackFilter::default();
    shelves(cx, &journal, filter, everything)
}

/// Feedback from people whose record is put away can be asked for as well.
fn any_person(journal: &Journal, name: &str) -> Result<Id, Error> {
    let in_use = journal.find_person(name, Among::InUse);
    let found = in_use.or_else(|error| journal.find_person(name, Among::Archived).map_err(|_| error))?;
    Ok(found.id)
}

fn stream(out: &mut Out, journal: &Journal, filter: FeedbackFilter) -> Done {
    let mut array = JsonArray::default();
    each_row(
        |hand| journal.each_feedback(&filter, hand),
        |row| {
            let moves = journal.feedback_moves(row.feedback.id)?;
            array.push(out, &shape::piece(row, &moves))
        },
    )?;
    array.end(out)
}

/// One table for each state that holds something. What is over or put off is only counted, unless something was asked for.
fn shelves(cx: &mut Context, journal: &Journal, mut filter: FeedbackFilter, everything: bool) -> Done {
    let (today, calendar) = (cx.today(), cx.calendar().1);
    if filter.limit.is_some() {
        let newest = journal.feedback(&filter)?;
        filter.among = Some(newest.iter().map(|row| row.feedback.id).collect());
        filter.limit = None;
    }
    if !everything {
        filter.snoozed = Some((false, today));
    }
    let mut first = true;
    let named = std::mem::take(&mut filter.states);
    for state in FeedbackState::SHELVES.iter().filter(|state| named.is_empty() || named.contains(state)) {
        if !everything && !state.is_open() {
            continue;
        }
        let shelf = FeedbackFilter { states: vec![*state], ..filter.clone() };
        let count = journal.count_feedback(&shelf, i64::MAX)?;
        if count == 0 {
            continue;
        }
        if !std::mem::take(&mut first) {
            cx.out.line("")?;
        }
        cx.out.heading(&format!("{} · {count}", state.shown()))?;
        let mut table = Table::new(&["id", "when", "from", "unverified address", "about", "words"]);
        each_row(
            |hand| journal.each_feedback(&shelf, hand),
            |row| {
                let row = cells(journal, row, &calendar, today)?;
                table.row(&mut cx.out, row)
            },
        )?;
        table.end(&mut cx.out)?;
    }
    if everything { Ok(()) } else { the_rest(cx, journal) }
}

/// How much there is besides, in one line.
fn the_rest(cx: &mut Context, journal: &Journal) -> Done {
    let tally = journal.feedback_tally()?;
    let over = tally.states.iter().filter(|(state, n)| !state.is_open() && *n > 0);
    let mut words: Vec<String> = over.map(|(state, n)| format!("{} {n}", state.shown())).collect();
    if tally.snoozed > 0 {
        words.insert(0, format!("snoozed {}", tally.snoozed));
    }
    if !words.is_empty() {
        cx.tell(&format!("besides: {} (--all shows them)", words.join(" · ")));
    }
    Ok(())
}

fn cells(
    journal: &Journal,
    row: &FeedbackRow,
    calendar: &Calendar,
    today: Day,
) -> Result<Vec<String>, Error> {
    let feedback = &row.feedback;
    let about = row.skill_name.as_deref().or(row.area_name.as_deref()).unwrap_or_default();
    let snoozed = feedback.snoozed_until.filter(|_| feedback.is_snoozed(today));
    let snoozed = snoozed.map(|until| format!("[until {until}] ")).unwrap_or_default();
    Ok(vec![
        journal.short_feedback_id(feedback.id)?,
        when(feedback, calendar, today),
        fit(&from(row), 24),
        fit(&feedback.address, 32),
        about.to_owned(),
        format!("{snoozed}{}", words(row)),
    ])
}

/// The day it came; of what is not answered yet the day it was asked for, and its age.
fn when(feedback: &Feedback, calendar: &Calendar, today: Day) -> String {
    let day = calendar.day(feedback.when());
    if feedback.state.is_received() { day.to_string() } else { format!("{day} ({})", ago(today.0 - day.0)) }
}

/// Who speaks, and that it is a program where it is one. An address is no name.
pub(super) fn from(row: &FeedbackRow) -> String {
    match (row.feedback.given_by, name(row)) {
        (GivenBy::Human, name) => name.to_owned(),
        (GivenBy::Myself, _) => "myself".to_owned(),
        (GivenBy::Ai, "") => "AI".to_owned(),
        (GivenBy::Ai, name) => format!("{name} (AI)"),
    }
}

/// What a line says of a piece: the next action where it is acted on, else its first words, else its title; its themes.
fn words(row: &FeedbackRow) -> String {
    let feedback = &row.feedback;
    let next = row.actions.iter().find(|action| action.proofs.is_empty());
    let mut words = match next.filter(|_| feedback.state == FeedbackState::Accepted) {
        Some(action) => {
            let due = action.due.map(|due| format!(" (due {due})")).unwrap_or_default();
            format!("→ {}{due}", fit(&action.text, 100))
        }
        None => {
            let said = [&feedback.text, &feedback.title];
            let mut lines = said.into_iter().flat_map(|text| text.lines());
            fit(lines.find(|line| !line.trim().is_empty()).unwrap_or_default().trim(), 100)
        }
    };
    for theme in &row.themes {
        words.push_str(&format!(" #{theme}"));
    }
    words.trim_start().to_owned()
}

/// A piece in one line, where it is named beside something else.
pub(in crate::cli) fn line(row: &FeedbackRow) -> String {
    let parts = [from(row), row.feedback.state.shown().to_owned(), words(row)];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" · ")
}
