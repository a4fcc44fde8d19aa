//! Finding, newest first: the newest records by looking at them, older ones by asking the index which to look at.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, params};

use super::searched::{self, SEARCHED, Searched};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::search::{Kind, Query, Wanted};
use crate::store::error::{Result, Trouble};
use crate::store::statement::Prepare;

/// So many of the newest records are looked at before the index is asked: what is typed first is common, and found there.
const NEWEST: usize = 1000;
/// The index is asked for so many words; the texts must have all of them.
const ASKED: usize = 32;

/// What is looked for, and how much of it.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The words.
    pub query: Query,
    /// Only these kinds; empty is all.
    pub kinds: Vec<Kind>,
    /// Only records older than this one.
    pub before: Option<Id>,
    /// At most so many.
    pub limit: usize,
    /// Somebody sets it when nobody waits for the answer any more; then what was found so far is the answer.
    pub given_up: Option<Arc<AtomicBool>>,
}

impl Search {
    /// Looks for the words of a query among some kinds of records.
    pub fn of(query: &Query, kinds: &[Kind], limit: usize) -> Search {
        Search { query: query.clone(), kinds: kinds.to_vec(), limit, ..Search::default() }
    }

    fn is_given_up(&self) -> bool {
        self.given_up.as_ref().is_some_and(|given_up| given_up.load(Ordering::Relaxed))
    }
}

/// A record that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// What was written in it, one text for each field; the same text twice is there once.
    pub texts: Vec<String>,
}

/// The records with all words, newest first.
pub fn find(conn: &Connection, search: &Search) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    let Some(oldest) = look(conn, search, NEWEST, &mut found)? else { return Ok(found) };
    match ask(conn, search, oldest, &mut found) {
        // Without its index a search takes longer, that is all.
        Err(error) if error.trouble == Trouble::Damaged => {
            found.clear();
            look(conn, search, usize::MAX, &mut found)?;
        }
        asked => asked?,
    }
    Ok(found)
}

/// Asks the index which records older than `oldest` to look at.
fn ask(conn: &Connection, search: &Search, oldest: Id, found: &mut Vec<Found>) -> Result<()> {
    let one = each_kind(search, "t.id = ?1");
    let mut one = conn.statement(&one)?;
    let mut asked = conn.statement(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid < ? ORDER BY rowid DESC",
    )?;
    let mut rows = asked.query(params![question(&search.query.wanted(), true), oldest.0])?;
    while let Some(row) = rows.next()? {
        if search.is_given_up() || found.len() >= search.limit {
            break;
        }
        let mut records = one.query([row.get::<_, i64>(0)?])?;
        while let Some(record) = records.next()? {
            found.extend(taken(record, search)?);
        }
    }
    Ok(())
}

/// Looks at so many of the newest records one by one. Hands back where the index must go on, if it must.
fn look(conn: &Connection, search: &Search, most: usize, found: &mut Vec<Found>) -> Result<Option<Id>> {
    let sql = format!("{} ORDER BY id DESC", each_kind(search, "t.id < ?1"));
    let mut statement = conn.statement(&sql)?;
    let mut rows = statement.query([search.before.map_or(i64::MAX, |before| before.0)])?;
    let mut looked_at = 0;
    while found.len() < search.limit && !search.is_given_up() {
        let Some(row) = rows.next()? else { return Ok(None) };
        found.extend(taken(row, search)?);
        looked_at += 1;
        if looked_at >= most && !search.query.is_empty() {
            return Ok(Some(Id(row.get(0)?)));
        }
    }
    Ok(None)
}

/// The record of a row, if it has the words.
fn taken(row: &rusqlite::Row<'_>, search: &Search) -> Result<Option<Found>> {
    let text = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
    if text.is_empty() || !search.query.matches(text) {
        return Ok(None);
    }
    let place = usize::try_from(row.get::<_, i64>(1)?).unwrap_or(usize::MAX);
    let Some(searched) = SEARCHED.get(place) else { return Ok(None) };
    Ok(Some(Found { id: Id(row.get(0)?), kind: searched.kind, texts: searched::texts(text) }))
}

/// The records of all kinds looked for, as `id, place in the list, text`.
fn each_kind(search: &Search, which: &str) -> String {
    let looked_for = |searched: &Searched| search.kinds.is_empty() || search.kinds.contains(&searched.kind);
    let each: Vec<String> = SEARCHED
        .iter()
        .enumerate()
        .filter(|(_, searched)| looked_for(searched))
        .map(|(place, searched)| {
            let Searched { table, shown, .. } = searched;
            format!(
                "SELECT t.id AS id, {place}, {} FROM {table} t WHERE {which} AND {shown}",
                searched.text()
            )
        })
        .collect();
    each.join(" UNION ALL ")
}

/// Words as the index is asked for them. They are quoted, and hold letters and digits only.
fn question(wanted: &[Wanted<'_>], beginnings: bool) -> String {
    let each = wanted.iter().take(ASKED).map(|Wanted { word, may_go_on }| {
        let star = if *may_go_on && beginnings { "*" } else { "" };
        format!("\"{}\"{star}", word.replace('"', "\"\""))
    });
    each.collect::<Vec<_>>().join(" ")
}

/// What else is to be said of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// When it was.
    pub at: Moment,
    /// The name of the skill it is about.
    pub skill_name: Option<String>,
    /// The session it is or belongs to.
    pub session: Option<Id>,
    /// The feedback it is or belongs to.
    pub feedback: Option<Id>,
}

/// What else is to be said of a record that was found.
pub fn facts(conn: &Connection, found: &Found) -> Result<Facts> {
    let Some(Searched { table, at, skill, session, feedback, .. }) = Searched::of(found.kind) else {
        return Err(rusqlite::Error::QueryReturnedNoRows.into());
    };
    let sql = format!(
        "SELECT {at}, (SELECT name FROM skill WHERE skill.id = {skill}), {session}, {feedback} FROM {table} t WHERE t.id = ?"
    );
    Ok(conn.statement(&sql)?.query_row([found.id.0], |row| {
        Ok(Facts {
            at: Moment { at: row.get(0)?, offset: row.get(1)? },
            skill_name: row.get(2)?,
            session: row.get::<_, Option<i64>>(3)?.map(Id),
            feedback: row.get::<_, Option<i64>>(4)?.map(Id),
        })
    })?)
}

/// How many of the newest records the index does not find by their own words.
pub fn newest_not_found(conn: &Connection, sample: usize) -> Result<i64> {
    let all = Search { limit: sample, ..Search::default() };
    let mut missing = 0;
    for found in find(conn, &all)? {
        let query = Query::parse(&found.texts.join("\n"));
        let asked = question(&query.wanted(), false);
        let sql = "SELECT EXISTS (SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ?)";
        let known: bool = query.is_empty()
            || conn.statement(sql)?.query_row(params![asked, found.id.0], |row| row.get(0))?;
        missing += i64::from(!known);
    }
    Ok(missing)
}
