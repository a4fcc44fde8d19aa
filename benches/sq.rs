//! Yardstick: the least a program can do that keeps its data in SQLite. It opens a journal, runs the bare statements of
//! one verb (with a durable commit where it writes), prints, closes. No undo, no rule, no backup, no check.
//! `sq VERB FILE`; `sq nothing` is the empty program. `benches/speed` runs it beside etude.

#![allow(clippy::disallowed_methods, reason = "it stands for a program that knows no rules of the house")]

use std::error::Error;
use std::io::{BufWriter, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, OpenFlags, TransactionBehavior, params};

const DAY: i64 = 86_400_000;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let (verb, file) = match args.get(1..) {
        Some([verb, file]) => (verb.as_str(), file.as_str()),
        // `cargo bench` runs every bench by itself; this one is only run by the other.
        _ => return Ok(()),
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    match verb {
        "start" | "stop" | "log" => {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let mut conn = Connection::open_with_flags(file, flags)?;
            conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
            conn.pragma_update(None, "synchronous", "FULL")?;
            conn.pragma_update(None, "foreign_keys", true)?;
            let work = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
            match verb {
                "start" => begin(&work, now(), "running", None)?,
                "stop" => end(&work, now())?,
                _ => begin(&work, now() - 3_600_000, "closed", Some(now()))?,
            }
            work.commit()?;
            writeln!(out, "{verb}: done")?;
            out.flush()?;
            conn.close().map_err(|(_, error)| error)?;
        }
        _ => {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let conn = Connection::open_with_flags(file, flags)?;
            match verb {
                "status" => status(&conn, &mut out)?,
                "today" => today(&conn, &mut out)?,
                "sessions" => sessions(&conn, &mut out)?,
                other => return Err(format!("no verb {other}").into()),
            }
            out.flush()?;
        }
    }
    Ok(())
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}

/// A session with its first segment, open or ended.
fn begin(conn: &Connection, at: i64, state: &str, ended: Option<i64>) -> rusqlite::Result<()> {
    let id = now() << 21;
    let skill: i64 = conn.query_row("SELECT id FROM skill ORDER BY id LIMIT 1", [], |row| row.get(0))?;
    conn.execute(
        "INSERT INTO session (id, created_at, created_offset, skill_id, mode, state, started_at, started_offset, ended_at,
           ended_offset, day, intention, criterion, planned_seconds, timer, context, ai_use, private, late, probe_reps,
           worked, didnt, next_focus, saw, will_copy, their_question, their_result)
         VALUES (?1, ?2, 0, ?3, 'repeat', ?4, ?2, 0, ?5, CASE WHEN ?5 IS NULL THEN NULL ELSE 0 END, ?6, '', '', 1500,
           'countdown', '', 'none', 0, 0, 0, '', '', '', '', '', '', '')",
        params![id, at, skill, state, ended, at / DAY],
    )?;
    conn.execute(
        "INSERT INTO segment (id, session_id, seq, kind, at, utc_offset, mono, boot, boot_id, ended_at, ended_offset, day)
         VALUES (?1, ?1, 1, 'practice', ?2, 0, 1, 1, 1, ?3, CASE WHEN ?3 IS NULL THEN NULL ELSE 0 END, ?4)",
        params![id, at, ended, at / DAY],
    )?;
    Ok(())
}

fn end(conn: &Connection, at: i64) -> rusqlite::Result<()> {
    conn.execute(
        "UPDATE segment SET ended_at = ?1, ended_offset = 0, revision = revision + 1 WHERE ended_at IS NULL
           AND session_id = (SELECT id FROM session WHERE state IN ('running', 'paused'))",
        [at],
    )?;
    conn.execute(
        "UPDATE session SET state = 'closed', ended_at = ?1, ended_offset = 0, revision = revision + 1
          WHERE state IN ('running', 'paused')",
        [at],
    )?;
    Ok(())
}

fn status(conn: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut statement = conn.prepare(
        "SELECT s.id, skill.name, s.state, s.planned_seconds,
                (SELECT sum(coalesce(ended_at, ?1) - at) FROM segment WHERE session_id = s.id AND kind = 'practice')
           FROM session s JOIN skill ON skill.id = s.skill_id WHERE s.state IN ('running', 'paused')",
    )?;
    let mut rows = statement.query([now()])?;
    match rows.next()? {
        None => writeln!(out, "{{\"running\":false}}")?,
        Some(row) => writeln!(
            out,
            "{{\"running\":true,\"session_id\":\"{}\",\"skill\":\"{}\",\"state\":\"{}\",\"elapsed_seconds\":{}}}",
            row.get::<_, i64>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, i64>(4)? / 1000,
        )?,
    }
    Ok(())
}

fn today(conn: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let day = now() / DAY;
    let total: i64 = conn.query_row(
        "SELECT coalesce(sum(practised_ms), 0) FROM practice_day WHERE day = ?",
        [day],
        |row| row.get(0),
    )?;
    writeln!(out, "{} min", total / 60_000)?;
    list(conn, "WHERE s.started_at >= ?1", day * DAY, out)
}

fn sessions(conn: &Connection, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "[")?;
    list(conn, "WHERE s.started_at >= ?1", 0, out)?;
    writeln!(out, "]")?;
    Ok(())
}

/// Sessions newest first with the same columns and sums that etude prints.
fn list(conn: &Connection, tail: &str, from: i64, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let mut statement = conn.prepare(&format!(
        "SELECT s.id, skill.name, drill.name, s.mode, s.state, s.intention, s.criterion, s.started_at, s.ended_at,
                s.planned_seconds, s.challenge, s.skill_level, s.worked, s.didnt, s.next_focus,
           (SELECT coalesce(sum(ended_at - at), 0) FROM segment WHERE session_id = s.id AND kind = 'practice'),
           (SELECT coalesce(sum(ended_at - at), 0) FROM segment WHERE session_id = s.id AND kind = 'unresolved'),
           (SELECT count(*) FROM rep WHERE session_id = s.id AND result = 'hit' AND mental = 0),
           (SELECT count(*) FROM rep WHERE session_id = s.id AND result = 'miss' AND mental = 0),
           (SELECT json_group_array(text) FROM note WHERE session_id = s.id),
           (SELECT json_group_array(area.name) FROM skill_area JOIN area ON area.id = area_id WHERE skill_id = skill.id)
           FROM session s JOIN skill ON skill.id = s.skill_id LEFT JOIN drill ON drill.id = s.drill_id
           {tail} ORDER BY s.started_at DESC, s.id DESC"
    ))?;
    let mut rows = statement.query([from])?;
    while let Some(row) = rows.next()? {
        let text =
            |at: usize| row.get_ref(at).and_then(|value| Ok(value.as_str_or_null()?.unwrap_or_default()));
        let number = |at: usize| row.get::<_, Option<i64>>(at).map(Option::unwrap_or_default);
        writeln!(
            out,
            "{{\"id\":\"{}\",\"skill\":\"{}\",\"areas\":{},\"drill\":\"{}\",\"mode\":\"{}\",\"state\":\"{}\",\"intention\":\"{}\",\
             \"criterion\":\"{}\",\"started_at\":{},\"ended_at\":{},\"practised_seconds\":{},\"unresolved_seconds\":{},\
             \"planned_seconds\":{},\"hits\":{},\"misses\":{},\"challenge\":{},\"skill_level\":{},\"worked\":\"{}\",\
             \"didnt\":\"{}\",\"next_focus\":\"{}\",\"notes\":{}}},",
            number(0)?,
            text(1)?,
            text(20)?,
            text(2)?,
            text(3)?,
            text(4)?,
            text(5)?,
            text(6)?,
            number(7)?,
            number(8)?,
            number(15)? / 1000,
            number(16)? / 1000,
            number(9)?,
            number(17)?,
            number(18)?,
            number(10)?,
            number(11)?,
            text(12)?,
            text(13)?,
            text(14)?,
            text(19)?,
        )?;
    }
    Ok(())
}
