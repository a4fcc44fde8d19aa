//! The facts on record about a subject, as benchmarks are judged by them.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, Row, params_from_iter};

use crate::domain::benchmark::{Facts, Observed, Piece, Probe, Taught, Use, Value, Word};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::drill::{Drill, NORMAL};
use crate::domain::entry::EntryKind;
use crate::domain::evidence::{EvidenceKind, rank_of, tries};
use crate::domain::field::Stored;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::person::Role;
use crate::domain::stage::{Rank, Source, SourceKind, Subject};
use crate::domain::when::{Grain, last_day};
use crate::store::error::Result;
use crate::store::record::all;
use crate::store::sql_types::take;
use crate::store::statement::Prepare;

/// Everything on record about a subject that may count, oldest first; of an area only its own evidence and witnesses. How long
/// a skill rested is read only where it is asked for: that is every session there was.
pub fn facts(conn: &Connection, subject: Subject, calendar: &Calendar, rest: bool) -> Result<Facts> {
    let mut facts =
        Facts { pieces: pieces(conn, subject)?, words: words(conn, subject, calendar)?, ..Facts::default() };
    let Subject::Skill(skill) = subject else { return Ok(facts) };
    facts.probes = probes(conn, skill)?;
    facts.values = values(conn, skill, calendar)?;
    if rest {
        facts.worked = worked(conn, skill)?;
    }
    sessions(conn, skill, &mut facts)?;
    entries(conn, skill, &mut facts)?;
    Ok(facts)
}

fn read<T>(
    conn: &Connection,
    sql: &str,
    id: Id,
    row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = conn.statement(sql)?;
    let rows = statement.query_map(params_from_iter([Sql::Integer(id.0)]), row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn source(kind: SourceKind, row: &Row<'_>) -> rusqlite::Result<Source> {
    Ok(Source { kind, id: Id(row.get("id")?) })
}

fn day(row: &Row<'_>) -> rusqlite::Result<Day> {
    row.get("day").map(Day)
}

/// Words that many rows have in common, each kept once.
#[derive(Default)]
struct Shared(HashSet<Arc<str>>);

impl Shared {
    fn take(&mut self, row: &Row<'_>, column: usize) -> rusqlite::Result<Arc<str>> {
        let text = row.get_ref(column)?.as_str()?;
        if let Some(known) = self.0.get(text) {
            return Ok(Arc::clone(known));
        }
        let new: Arc<str> = text.into();
        self.0.insert(Arc::clone(&new));
        Ok(new)
    }
}

/// Of each session its cold reps summed up; the variation and the dial are those of the first of them, which `min(seq)` picks.
/// Read by the places of the columns: a name is looked for among all of them, and years have thousands of rows.
fn probes(conn: &Connection, skill: Id) -> Result<Vec<Probe>> {
    let mut dials =
        Dials { drills: all(conn, "WHERE skill_id = ?", [Sql::Integer(skill.0)])?, first: HashMap::new() };
    let mut words = Shared::default();
    read(
        conn,
        "SELECT s.id, s.started_at, s.day,
                sum(rep.result = 'hit'), sum(rep.result = 'miss'),
                sum(rep.result = 'miss' AND coalesce(rep.miss_tag, '') LIKE 'false alarm%'),
                s.ai_use = 'answers', s.context, coalesce(s.variation, rep.variation, ''), s.drill_id, rep.dial, min(rep.seq)
           FROM session s JOIN rep ON rep.session_id = s.id AND rep.cold = 1 AND rep.mental = 0
          WHERE s.skill_id = ? AND s.state = 'closed' AND s.probe_reps > 0 GROUP BY s.started_at, s.id ORDER BY s.started_at, s.id",
        skill,
        |row| {
            Ok(Probe {
                source: Source { kind: SourceKind::Session, id: Id(row.get(0)?) },
                at: row.get(1)?,
                day: Day(row.get(2)?),
                hits: row.get(3)?,
                misses: row.get(4)?,
                false_alarms: row.get(5)?,
                answers: row.get(6)?,
                context: words.take(row, 7)?,
                item: words.take(row, 8)?,
                eased: dials.eased(row.get::<_, Option<i64>>(9)?.map(Id), row.get_ref(10)?.as_str_or_null()?),
            })
        },
    )
}

/// What the dial of a probe is compared with: the drill's normal, or where there is none its first probe.
struct Dials {
    drills: Vec<Drill>,
    first: HashMap<Id, f64>,
}

impl Dials {
    /// Whether a dial was set easier than that; probes are told in their order.
    fn eased(&mut self, drill: Option<Id>, dial: Option<&str>) -> bool {
        let of = drill.and_then(|id| self.drills.iter().find(|drill| drill.id == id));
        let rank = of.and_then(|drill| drill.dial.as_ref()?.rank(dial?));
        // A setting that its drill no longer knows cannot be compared: it is not as hard as asked for.
        let (Some(drill), Some(rank)) = (of, rank) else { return dial.is_some() };
        let normal = drill.dial.as_ref().and_then(|dial| dial.rank(NORMAL));
        rank < normal.unwrap_or_else(|| *self.first.entry(drill.id).or_insert(rank))
    }
}

/// When a skill was worked on. Of a vague time it is as late as it may have been: nobody rested longer than is known.
fn worked(conn: &Connection, skill: Id) -> Result<Vec<(i64, Day)>> {
    let mut all = read(
        conn,
        "SELECT started_at AS at, day, 'minute' AS grain FROM session WHERE skill_id = ?1 AND state <> 'discarded'
         UNION ALL SELECT at, day, grain FROM entry WHERE skill_id = ?1 AND kind IN ('use', 'taught') AND session_id IS NULL
         ORDER BY at",
        skill,
        |row| Ok((row.get(0)?, last_day(Day(row.get(1)?), field(row, "grain")?))),
    )?;
    let mut latest = Day(i32::MIN);
    for (_, day) in &mut all {
        latest = latest.max(*day);
        *day = latest;
    }
    Ok(all)
}

/// Sessions of before entries that watched, applied or taught count where their short form was filled; any other has its entry.
fn sessions(conn: &Connection, skill: Id, facts: &mut Facts) -> Result<()> {
    let mut statement = conn.statement(
        "SELECT id, day, mode, context, trim(will_copy) <> '' AS copied, worked || char(10) || didnt AS said, person_id,
                their_result,
                CASE mode WHEN 'teach' THEN
                  (SELECT count(*) FROM rep WHERE session_id = session.id AND result = 'hit' AND mental = 0) END AS hits,
                CASE mode WHEN 'teach' THEN
                  (SELECT count(*) FROM rep WHERE session_id = session.id AND result <> 'graded' AND mental = 0) END AS reps
           FROM session WHERE skill_id = ? AND state = 'closed' AND ai_use <> 'answers'
            AND mode IN ('observe', 'apply', 'teach') AND NOT EXISTS (SELECT 1 FROM entry WHERE session_id = session.id)
          ORDER BY started_at, id",
    )?;
    let mut rows = statement.query([skill.0])?;
    while let Some(row) = rows.next()? {
        let (source, day) = (source(SourceKind::Session, row)?, day(row)?);
        let (mode, context, said): (String, String, String) =
            (row.get("mode")?, row.get("context")?, row.get("said")?);
        let learner = row.get::<_, Option<i64>>("person_id")?.map(Id);
        let result: String = row.get("their_result")?;
        match (mode.as_str(), learner) {
            ("observe", _) if row.get("copied")? => {
                facts.observed.push(Observed { source, day, vague: false })
            }
            ("apply", _) if !context.trim().is_empty() && !said.trim().is_empty() => {
                facts.uses.push(Use { source, day, vague: false, words: format!("{context}\n{said}") });
            }
            ("teach", Some(learner)) if !result.trim().is_empty() => {
                let tries = tries_of(row, &result)?;
                facts.taught.push(Taught { source, day, vague: false, learner, tries });
            }
            _ => {}
        }
    }
    Ok(())
}

/// The reps of a lesson are the learner's; else the result says how many tries there were.
fn tries_of(row: &Row<'_>, result: &str) -> rusqlite::Result<Option<(i64, i64)>> {
    let (hits, reps): (i64, i64) = (row.get("hits")?, row.get("reps")?);
    Ok(if reps > 0 { Some((hits, reps)) } else { tries(result) })
}

/// Uses that are somewhere, lessons with a learner and a result, watching with what is copied; whether a session wrote them or
/// a hand. Not those of a session whose answers came from a machine.
fn entries(conn: &Connection, skill: Id, facts: &mut Facts) -> Result<()> {
    let mut statement = conn.statement(
        "SELECT entry.id, entry.day, grain, kind, place, text, more, entry.person_id,
                (SELECT count(*) FROM rep WHERE session_id = session.id AND result = 'hit' AND mental = 0) AS hits,
                (SELECT count(*) FROM rep WHERE session_id = session.id AND result <> 'graded' AND mental = 0) AS reps
           FROM entry LEFT JOIN session ON session.id = entry.session_id
          WHERE entry.skill_id = ? AND kind IN ('use', 'taught', 'watched') AND coalesce(ai_use, '') <> 'answers'
          ORDER BY entry.at, entry.id",
    )?;
    let mut rows = statement.query([skill.0])?;
    while let Some(row) = rows.next()? {
        let (source, day, grain): (_, _, Grain) =
            (source(SourceKind::Entry, row)?, day(row)?, field(row, "grain")?);
        let vague = grain.is_vague();
        let (place, text, more): (String, String, String) =
            (row.get("place")?, row.get("text")?, row.get("more")?);
        let person = row.get::<_, Option<i64>>("person_id")?.map(Id);
        match (field(row, "kind")?, person) {
            (EntryKind::Use, _) if !place.trim().is_empty() => {
                facts.uses.push(Use { source, day, vague, words: format!("{place}\n{text}") });
            }
            (EntryKind::Taught, Some(learner)) if !more.trim().is_empty() => {
                let tries = tries_of(row, &more)?;
                facts.taught.push(Taught { source, day, vague, learner, tries });
            }
            (EntryKind::Watched, _) if !more.trim().is_empty() => {
                facts.observed.push(Observed { source, day, vague })
            }
            _ => {}
        }
    }
    Ok(())
}

fn values(conn: &Connection, skill: Id, calendar: &Calendar) -> Result<Vec<Value>> {
    let mut words = Shared::default();
    read(
        conn,
        "SELECT reading.id, reading.at, reading.utc_offset, measure.name, value, sample,
                measure.unit = 'share' AND measure.better = 'higher', coalesce(session.context, ''), session_id
           FROM measure JOIN reading ON reading.measure_id = measure.id
           LEFT JOIN session ON session.id = reading.session_id
          WHERE measure.skill_id = ?
            AND (session.id IS NULL OR (session.state = 'closed' AND session.ai_use <> 'answers'))
          ORDER BY reading.at, reading.id",
        skill,
        |row| {
            let at = Moment { at: row.get(1)?, offset: row.get(2)? };
            Ok(Value {
                source: Source { kind: SourceKind::Reading, id: Id(row.get(0)?) },
                at: at.at,
                day: calendar.day(at),
                metric: words.take(row, 3)?,
                value: row.get(4)?,
                sample: row.get(5)?,
                share: row.get(6)?,
                context: words.take(row, 7)?,
                session: row.get::<_, Option<i64>>(8)?.map(Id),
            })
        },
    )
}

/// Certificates, the opinion of a machine, and sessions that were cancelled or had their answers from one never count.
fn pieces(conn: &Connection, subject: Subject) -> Result<Vec<Piece>> {
    let (column, id) = super::whose(subject);
    let sql = format!(
        "SELECT id, day, grain, kind, CASE WHEN size > 0 THEN sha256 END AS file, nullif(link, '') AS link, recording,
                trim(text) <> '' AS note, items, drawn, person_id IS NOT NULL AS seen, session_id,
                (SELECT json_group_array(benchmark) FROM evidence_benchmark WHERE evidence_id = evidence.id) AS benchmarks
           FROM evidence WHERE {column} = ? AND kind <> 'credential'
            AND NOT EXISTS (SELECT 1 FROM feedback WHERE id = evidence.feedback_id AND given_by = 'ai')
            AND NOT EXISTS (SELECT 1 FROM session WHERE id = evidence.session_id
                             AND (state = 'discarded' OR ai_use = 'answers'))
          ORDER BY at, id"
    );
    read(conn, &sql, id, |row| {
        let (kind, grain): (EvidenceKind, Grain) = (field(row, "kind")?, field(row, "grain")?);
        let seen: bool = row.get("seen")?;
        Ok(Piece {
            source: source(SourceKind::Evidence, row)?,
            day: day(row)?,
            latest: last_day(day(row)?, grain),
            benchmarks: field(row, "benchmarks")?,
            file: row.get("file")?,
            link: row.get("link")?,
            recording: row.get("recording")?,
            note: row.get("note")?,
            testimonial: kind == EvidenceKind::Testimonial && seen,
            items: different(field(row, "items")?),
            drawn: if seen { different(field(row, "drawn")?) } else { 0 },
            session: row.get::<_, Option<i64>>("session_id")?.map(Id),
            work: matches!(
                kind,
                EvidenceKind::Artefact
                    | EvidenceKind::CaseStudy
                    | EvidenceKind::Performance
                    | EvidenceKind::Use
            ),
        })
    })
}

/// How many different names a list has.
fn different(mut names: Vec<String>) -> i64 {
    names.sort();
    names.dedup();
    i64::try_from(names.len()).unwrap_or(i64::MAX)
}

fn words(conn: &Connection, subject: Subject, calendar: &Calendar) -> Result<Vec<Word>> {
    let (column, id) = super::whose(subject);
    let sql = format!(
        "SELECT statement.id, answered_at, answered_offset, person_id, person.name, person.role, external, agrees,
                benchmark, stage
           FROM statement JOIN person ON person.id = statement.person_id
          WHERE {column} = ? AND state = 'confirmed' AND agrees IS NOT NULL ORDER BY answered_at, statement.id"
    );
    read(conn, &sql, id, |row| {
        let role: Role = field(row, "role")?;
        let at = Moment { at: row.get("answered_at")?, offset: row.get("answered_offset")? };
        let stage: Option<String> = row.get("stage")?;
        Ok(Word {
            source: source(SourceKind::Statement, row)?,
            day: calendar.day(at),
            person: Id(row.get("person_id")?),
            name: row.get("name")?,
            rank: if row.get("external")? { Rank::External } else { rank_of(role) },
            agrees: row.get("agrees")?,
            benchmark: row.get("benchmark")?,
            stage: stage.and_then(|stage| stage.parse().ok()),
        })
    })
}

/// A column by its name, read as the domain has it.
fn field<T: Stored>(row: &Row<'_>, name: &str) -> rusqlite::Result<T> {
    take(row, &mut row.as_ref().column_index(name)?)
}
