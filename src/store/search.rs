//! What is searched, and the index of its words: kept in step within the transaction of each operation, made anew where a
//! schema is new. The index holds no text, only which record has which words; it can be made from the records any time.

mod find;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::{Result, Trouble};
use super::statement::Prepare;
use super::undo;
use crate::domain::id::Id;
use crate::domain::search::{Kind, indexed};
pub use find::{Facts, Found, Search, facts, find, newest_not_found};

/// A table that is searched. Its expressions call a row of it `t`.
struct Searched {
    kind: Kind,
    table: &'static str,
    /// The columns with words.
    columns: &'static [&'static str],
    /// More words, from other tables.
    more: &'static [&'static str],
    /// Which rows may be found.
    shown: &'static str,
    /// When it was: two columns.
    at: &'static str,
    /// The skill it is about.
    skill: &'static str,
    /// The session it belongs to.
    session: &'static str,
    /// The feedback it belongs to.
    feedback: &'static str,
}

const NOTHING: Searched = Searched {
    kind: Kind::Area,
    table: "",
    columns: &[],
    more: &[],
    shown: "true",
    at: "t.created_at, t.created_offset",
    skill: "NULL",
    session: "NULL",
    feedback: "NULL",
};

/// Everything that is searched: one line for each kind of record.
const SEARCHED: &[Searched] = &[
    Searched {
        kind: Kind::Session,
        table: "session",
        columns: &[
            "intention",
            "criterion",
            "context",
            "worked",
            "didnt",
            "next_focus",
            "saw",
            "will_copy",
            "their_question",
            "their_result",
        ],
        shown: "t.state <> 'discarded'",
        at: "t.started_at, t.started_offset",
        skill: "t.skill_id",
        session: "t.id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Note,
        table: "note",
        columns: &["text"],
        shown: "(SELECT state FROM session WHERE id = t.session_id) <> 'discarded'",
        at: "t.at, t.utc_offset",
        skill: "(SELECT skill_id FROM session WHERE id = t.session_id)",
        session: "t.session_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Feedback,
        table: "feedback",
        columns: &["title", "text", "sender", "request", "response", "quoted"],
        more: &[
            "(SELECT name FROM person WHERE id = t.person_id)",
            "(SELECT group_concat(name, char(10)) FROM feedback_theme f JOIN theme ON theme.id = f.theme_id
               WHERE f.feedback_id = t.id)",
            "(SELECT group_concat(reason, char(10)) FROM feedback_move WHERE feedback_id = t.id AND reason <> '')",
        ],
        at: "coalesce(t.received_at, t.asked_at), coalesce(t.received_offset, t.asked_offset)",
        skill: "t.skill_id",
        session: "t.session_id",
        feedback: "t.id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Action,
        table: "action",
        columns: &["text"],
        skill: "(SELECT skill_id FROM feedback WHERE id = t.feedback_id)",
        feedback: "t.feedback_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Application,
        table: "application",
        columns: &["place", "note"],
        at: "t.at, t.utc_offset",
        skill: "t.skill_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Plan,
        table: "plan",
        columns: &["intention", "if_text", "then_text"],
        skill: "t.skill_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Drill,
        table: "drill",
        columns: &["name", "instructions", "feedback"],
        skill: "t.skill_id",
        ..NOTHING
    },
    Searched {
        kind: Kind::Measure,
        table: "measure",
        columns: &["name", "unit"],
        skill: "t.skill_id",
        ..NOTHING
    },
    Searched { kind: Kind::Skill, table: "skill", columns: &["name", "why"], skill: "t.id", ..NOTHING },
    Searched { kind: Kind::Area, table: "area", columns: &["name", "why", "vision", "reality"], ..NOTHING },
    Searched { kind: Kind::Person, table: "person", columns: &["name", "contact"], ..NOTHING },
];

/// Feedback whose words changed because others of these rows did.
const FEEDBACK_AROUND: &[(&str, &str)] = &[
    ("feedback_theme", "SELECT feedback_id FROM feedback_theme WHERE id = ?1"),
    ("feedback_move", "SELECT feedback_id FROM feedback_move WHERE id = ?1"),
    ("theme", "SELECT feedback_id FROM feedback_theme WHERE theme_id = ?1"),
    ("person", "SELECT id FROM feedback WHERE person_id = ?1"),
];

impl Searched {
    /// All words of a row, one text under the other; empty where nothing was written.
    fn text(&self) -> String {
        let columns = self.columns.iter().map(|column| format!("nullif(t.{column}, '')"));
        let all: Vec<String> = columns.chain(self.more.iter().map(|more| (*more).to_owned())).collect();
        format!("concat_ws(char(10), {})", all.join(", "))
    }

    fn of(kind: Kind) -> Option<&'static Searched> {
        SEARCHED.iter().find(|searched| searched.kind == kind)
    }
}

/// Brings the index up to what an operation has made of its rows, within the same transaction. An index that is damaged
/// is made anew: it is no reason to refuse a change.
pub fn refresh(conn: &Connection, operation: Id) -> Result<()> {
    match refresh_rows(conn, operation) {
        Err(error) if matches!(error.trouble, Trouble::Damaged | Trouble::Rule) => index_all(conn),
        done => done,
    }
}

fn refresh_rows(conn: &Connection, operation: Id) -> Result<()> {
    let before = conn.total_changes();
    let touched = undo::tables_of(conn, operation)?;
    for searched in SEARCHED.iter().filter(|searched| touched.contains(&searched.table)) {
        for (id, was_there) in changed(conn, operation, searched)? {
            refresh_row(conn, searched, id, was_there)?;
        }
    }
    let around = FEEDBACK_AROUND.iter().filter(|(table, _)| touched.contains(table));
    let mut pieces = Vec::new();
    for (table, sql) in around {
        pieces.extend(feedback_around(conn, operation, table, sql)?);
    }
    pieces.sort_unstable();
    pieces.dedup();
    let Some(feedback) = Searched::of(Kind::Feedback) else { return Ok(()) };
    for id in pieces {
        refresh_row(conn, feedback, id, true)?;
    }
    if conn.total_changes() > before { flush(conn) } else { Ok(()) }
}

/// Writes what FTS5 keeps back until the commit: where the index is damaged it must say so while it can be mended.
fn flush(conn: &Connection) -> Result<()> {
    conn.statement("INSERT INTO search_index (search_index) VALUES ('flush')")?.execute([])?;
    Ok(())
}

/// The rows of a table whose words an operation changed, and whether they were there before it.
fn changed(conn: &Connection, operation: Id, searched: &Searched) -> Result<Vec<(Id, bool)>> {
    let differs: Vec<String> =
        searched.columns.iter().map(|c| format!("json_extract(o.before, '$.{c}') IS NOT t.{c}")).collect();
    let sql = format!(
        "SELECT o.row_id, count(o.before) > 0 FROM operation_row o LEFT JOIN {table} t ON t.id = o.row_id
          WHERE o.operation_id = ?1 AND o.name = '{table}' AND (o.before IS NULL OR t.id IS NULL OR {differs})
          GROUP BY o.row_id",
        table = searched.table,
        differs = differs.join(" OR "),
    );
    let mut statement = conn.statement(&sql)?;
    let rows = statement.query_map([operation.0], |row| Ok((Id(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The feedback that has words from rows of another table that an operation changed.
fn feedback_around(conn: &Connection, operation: Id, table: &str, sql: &str) -> Result<Vec<Id>> {
    let mut found = Vec::new();
    for row in undo::rows_in(conn, operation, table)? {
        let mut statement = conn.statement(sql)?;
        let rows = statement.query_map([row.0], |row| row.get(0).map(Id))?;
        found.extend(rows.collect::<rusqlite::Result<Vec<Id>>>()?);
    }
    // Links and moves that are gone: their images tell whose they were.
    let mut statement = conn.statement(
        "SELECT DISTINCT json_extract(before, '$.feedback_id') FROM operation_row
          WHERE operation_id = ? AND name = ? AND json_extract(before, '$.feedback_id') IS NOT NULL",
    )?;
    let rows = statement.query_map(params![operation.0, table], |row| row.get(0).map(Id))?;
    found.extend(rows.collect::<rusqlite::Result<Vec<Id>>>()?);
    Ok(found)
}

fn refresh_row(conn: &Connection, searched: &Searched, id: Id, was_there: bool) -> Result<()> {
    if was_there {
        conn.statement("DELETE FROM search_index WHERE rowid = ?")?.execute([id.0])?;
    }
    let sql = format!("SELECT {} FROM {} t WHERE t.id = ?", searched.text(), searched.table);
    let text: Option<String> = conn.statement(&sql)?.query_row([id.0], |row| row.get(0)).optional()?;
    text.filter(|text| !text.is_empty()).map_or(Ok(()), |text| insert(conn, id, &text))
}

fn insert(conn: &Connection, id: Id, text: &str) -> Result<()> {
    conn.statement("INSERT INTO search_index (rowid, words) VALUES (?, ?)")?
        .execute(params![id.0, indexed(text)])?;
    Ok(())
}

/// Makes the index anew from all records.
pub fn index_all(conn: &Connection) -> Result<()> {
    conn.execute("INSERT INTO search_index (search_index) VALUES ('delete-all')", [])?;
    for searched in SEARCHED {
        let sql = format!("SELECT t.id, {} FROM {} t ORDER BY t.id", searched.text(), searched.table);
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            if !text.is_empty() {
                insert(conn, Id(row.get(0)?), text)?;
            }
        }
    }
    Ok(())
}

/// How many records with words are not in the index, or are in it and should not be.
pub fn differences(conn: &Connection) -> Result<i64> {
    let each: Vec<String> = SEARCHED
        .iter()
        .map(|searched| format!("SELECT t.id FROM {} t WHERE {} <> ''", searched.table, searched.text()))
        .collect();
    let sql = format!(
        "WITH written AS ({})
         SELECT (SELECT count(*) FROM (SELECT id FROM written EXCEPT SELECT rowid FROM search_index))
              + (SELECT count(*) FROM (SELECT rowid FROM search_index EXCEPT SELECT id FROM written))",
        each.join(" UNION ALL ")
    );
    Ok(conn.query_row(&sql, [], |row| row.get(0))?)
}
