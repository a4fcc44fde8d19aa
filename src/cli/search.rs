//! `etude search`: everything written, found by its words, newest first.

use serde_json::Value as Json;

use super::args::SearchArgs;
use super::args::name_row;
use super::context::Context;
use super::output::JsonArray;
use super::{Done, json};
use crate::cli::json::object;
use crate::domain::calendar::civil;
use crate::domain::display::{pad, width};
use crate::domain::noun::Noun;
use crate::domain::search::{Kind, Query};
use crate::journal::search::{Hit, Search};
use crate::journal::{Journal, Result};

/// Lines for people, where no number was asked for.
const LINES: usize = 20;
/// Records that are found at a time.
const PAGE: usize = 200;
/// Cells of a snippet where no terminal tells how many there are.
const CELLS: usize = 100;
/// A snippet narrower than this shows nothing.
const NARROWEST: usize = 20;

pub(super) fn search(cx: &mut Context, args: &SearchArgs) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        if cx.json {
            return cx.out.json_all::<()>([]);
        }
        cx.tell("nothing found");
        return Ok(());
    };
    let query = Query::parse(&args.words.join(" "));
    let all = if cx.json { usize::MAX } else { LINES };
    let mut left = args.limit.unwrap_or(all);
    let mut page = Search::of(&query, &args.kind, PAGE);
    let mut array = JsonArray::default();
    let mut found = false;
    while left > 0 {
        page.limit = left.min(PAGE);
        let hits = journal.search(&page)?;
        found |= !hits.is_empty();
        for hit in &hits {
            if cx.json {
                let snippet = query.snippet(&hit.line, CELLS).text;
                array.push(&mut cx.out, &hit_json(hit, &snippet))?;
            } else {
                line(cx, &journal, &query, hit)?;
            }
        }
        left -= hits.len();
        let Some(last) = hits.last().filter(|_| hits.len() == page.limit) else { break };
        page.before = Some(last.id);
    }
    match (cx.json, found) {
        (true, _) => array.end(&mut cx.out),
        (false, true) => Ok(()),
        (false, false) => {
            cx.tell("nothing found");
            Ok(())
        }
    }
}

fn hit_json<'a>(hit: &'a Hit, snippet: &'a str) -> Json {
    object! {
        "kind": hit.kind,
        "id": hit.id,
        "at": json::time(hit.at),
        "skill": hit.skill_name.as_deref(),
        "session_id": hit.session,
        "feedback_id": hit.feedback,
        "text": &hit.text,
        "snippet": snippet,
    }
}

/// When, what, the id by which it is shown, the skill; then the words.
fn line(cx: &mut Context, journal: &Journal, query: &Query, hit: &Hit) -> Done {
    let day = civil(hit.at).date().to_string();
    let skill = hit.skill_name.as_deref().unwrap_or_default();
    let id = shown_by(journal, hit)?;
    let before =
        format!("{}  {}  {}  {}  ", pad(&day, 10), pad(hit.kind.word(), 11), pad(&id, 5), pad(skill, 16));
    let room = cx.out.cells().map_or(CELLS, |cells| cells.saturating_sub(width(&before)));
    let snippet = query.snippet(&hit.line, room.max(NARROWEST));
    cx.out.line_with_places(&before, &snippet.text, &snippet.places)
}

fn shown_by(journal: &Journal, hit: &Hit) -> Result<String> {
    match (hit.kind, hit.session, hit.feedback) {
        (Kind::Stage, ..) => journal.short("stage_event", hit.id),
        (Kind::Session | Kind::Note, Some(session), _) => journal.short_id(session),
        (Kind::Feedback | Kind::Of(Noun::Action), _, Some(feedback)) => journal.short_feedback_id(feedback),
        (Kind::Of(noun), ..) if name_row(noun).is_none() => journal.short(noun.name(), hit.id),
        _ => Ok(String::new()),
    }
}
