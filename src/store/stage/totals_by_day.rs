//! How much a skill or an area had by the end of any day: sessions, practised time, feedback. Read once for a whole
//! history.

use rusqlite::Connection;

use super::whose;
use crate::domain::calendar::Day;
use crate::domain::stage::Subject;
use crate::store::error::Result;
use crate::store::statement::Prepare;

/// How much there was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Sittings.
    pub sessions: i64,
    /// Practised milliseconds.
    pub practised: i64,
    /// Pieces of feedback that people gave.
    pub feedback: i64,
}

/// The sums of a subject, each day on which they grew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TotalsByDay {
    days: Vec<(Day, Totals)>,
}

impl TotalsByDay {
    /// What there was by the end of a day.
    pub fn by(&self, day: Day) -> Totals {
        let after = self.days.partition_point(|(known, _)| *known <= day);
        after.checked_sub(1).and_then(|at| self.days.get(at)).map_or_else(Totals::default, |(_, sum)| *sum)
    }
}

/// What lay behind a subject; an area has all its skills'.
pub fn totals_by_day(conn: &Connection, subject: Subject) -> Result<TotalsByDay> {
    let (own, id) = whose(subject);
    let skills = super::skills_of(subject);
    let mut statement = conn.statement(&format!(
        "SELECT day, count(*), 0, 0 FROM session WHERE skill_id {skills} AND state <> 'discarded' GROUP BY day
         UNION ALL SELECT day, 0, sum(practised_ms), 0 FROM practice_day WHERE skill_id {skills} GROUP BY day
         UNION ALL SELECT (received_at + 1000 * received_offset) / 86400000 AS day, 0, 0, count(*) FROM feedback
          WHERE (skill_id {skills} OR {own} = ?1) AND given_by = 'human' AND received_at IS NOT NULL GROUP BY day
         ORDER BY day"
    ))?;
    let mut rows = statement.query([id.0])?;
    let (mut sum, mut days) = (Totals::default(), Vec::new());
    while let Some(row) = rows.next()? {
        sum.sessions += row.get::<_, i64>(1)?;
        sum.practised += row.get::<_, i64>(2)?;
        sum.feedback += row.get::<_, i64>(3)?;
        days.push((Day(row.get(0)?), sum));
    }
    Ok(TotalsByDay { days })
}
