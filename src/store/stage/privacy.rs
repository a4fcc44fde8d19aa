//! What may be shown to others: which records are private, and what lies before a day without them.

use std::collections::HashSet;

use rusqlite::types::Value;
use rusqlite::{Connection, params};

use super::{USES, whose};
use crate::domain::calendar::Day;
use crate::domain::feedback::Feedback;
use crate::domain::id::Id;
use crate::domain::portfolio::{Journey, LeftOut};
use crate::domain::stage::{Source, SourceKind, Subject};
use crate::store::error::Result;
use crate::store::record::all;
use crate::store::statement::Prepare;

/// The skills of a subject whose id is `?1`.
fn skills_of(subject: Subject) -> &'static str {
    match subject {
        Subject::Skill(_) => "= ?1",
        Subject::Area(_) => "IN (SELECT skill_id FROM skill_area WHERE area_id = ?1)",
    }
}

/// Feedback of people that may be counted: neither it nor the session it speaks of is private.
const SHOWN_FEEDBACK: &str = "given_by = 'human' AND received_at IS NOT NULL AND private = 0
    AND NOT EXISTS (SELECT 1 FROM session WHERE session.id = feedback.session_id AND session.private = 1)";

/// Every record that is private, or says something of one that is.
pub fn hidden(conn: &Connection) -> Result<HashSet<Source>> {
    let mut statement = conn.statement(
        "SELECT 'session', id FROM session WHERE private = 1
         UNION ALL SELECT 'entry', entry.id FROM entry LEFT JOIN session ON session.id = entry.session_id
                    WHERE entry.private = 1 OR session.private = 1
         UNION ALL SELECT 'statement', id FROM statement WHERE private = 1
         UNION ALL SELECT 'reading', reading.id FROM reading JOIN session ON session.id = reading.session_id
                    WHERE session.private = 1
         UNION ALL SELECT 'evidence', evidence.id FROM evidence
                     LEFT JOIN feedback ON feedback.id = evidence.feedback_id
                     LEFT JOIN session ON session.id = evidence.session_id
                     LEFT JOIN session AS about ON about.id = feedback.session_id
                     LEFT JOIN entry ON entry.id = evidence.entry_id
                    WHERE evidence.private = 1 OR feedback.private = 1 OR session.private = 1 OR about.private = 1
                       OR entry.private = 1",
    )?;
    let rows = statement.query_map([], |row| {
        let kind = match row.get_ref(0)?.as_str()? {
            "session" => SourceKind::Session,
            "entry" => SourceKind::Entry,
            "statement" => SourceKind::Statement,
            "reading" => SourceKind::Reading,
            _ => SourceKind::Evidence,
        };
        Ok(Source { kind, id: Id(row.get(1)?) })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What was practised and said for a subject up to a day, it included, that is not private; an area has all its skills'.
pub fn journey(conn: &Connection, subject: Subject, until: Day) -> Result<Journey> {
    let (own, id) = whose(subject);
    let skills = skills_of(subject);
    let sql = format!(
        "SELECT (SELECT min(day) FROM session WHERE skill_id {skills} AND state = 'closed' AND private = 0 AND day <= ?2),
                (SELECT count(*) FROM session WHERE skill_id {skills} AND state = 'closed' AND private = 0 AND day <= ?2),
                (SELECT coalesce(sum(segment.ended_at - segment.at), 0) FROM session
                   JOIN segment ON segment.session_id = session.id AND segment.kind = 'practice'
                    AND segment.ended_at > segment.at AND segment.day <= ?2
                  WHERE skill_id {skills} AND state = 'closed' AND private = 0),
                (SELECT count(*) FROM feedback WHERE (skill_id {skills} OR {own} = ?1) AND {SHOWN_FEEDBACK}
                    AND (received_at + 1000 * received_offset) / 86400000 <= ?2),
                (SELECT count(*) FROM entry WHERE {USES} AND skill_id {skills} AND private = 0 AND day <= ?2)"
    );
    Ok(conn.statement(&sql)?.query_row(params![id.0, until.0], |row| {
        Ok(Journey {
            since: row.get::<_, Option<i32>>(0)?.map(Day),
            sessions: row.get(1)?,
            practised: row.get(2)?,
            feedback: row.get(3)?,
            uses: row.get(4)?,
        })
    })?)
}

/// How many sessions, pieces of feedback and uses of an area are private.
pub fn left_out(conn: &Connection, area: Id) -> Result<LeftOut> {
    let skills = skills_of(Subject::Area(area));
    let sql = format!(
        "SELECT (SELECT count(*) FROM session WHERE skill_id {skills} AND state = 'closed' AND private = 1),
                (SELECT count(*) FROM feedback WHERE (skill_id {skills} OR area_id = ?1) AND received_at IS NOT NULL
                    AND given_by = 'human' AND NOT ({SHOWN_FEEDBACK})),
                (SELECT count(*) FROM entry WHERE {USES} AND skill_id {skills} AND private = 1)"
    );
    Ok(conn.statement(&sql)?.query_row([area.0], |row| {
        Ok(LeftOut { sessions: row.get(0)?, feedback: row.get(1)?, uses: row.get(2)?, ..LeftOut::default() })
    })?)
}

/// What people said of a session, oldest first, as far as it may be shown.
pub fn said_of(conn: &Connection, session: Id) -> Result<Vec<Feedback>> {
    let tail = format!(
        "WHERE session_id = ? AND {SHOWN_FEEDBACK} AND state <> 'declined' AND text <> '' ORDER BY received_at, id"
    );
    all(conn, &tail, [Value::Integer(session.0)])
}
