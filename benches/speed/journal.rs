//! A journal of any size, by plain INSERTs: three areas, 24 skills, sessions of 25 minutes every two hours until now,
//! each with reps, every fifth with a note. The program itself makes the file, so that the schema is the real one.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, params};

use crate::pty::command;

const DAY: i64 = 86_400_000;
const EVERY: i64 = 2 * 3_600_000;
const LENGTH: i64 = 25 * 60_000;
const SKILLS: i64 = 24;

/// Makes the journal of a home folder, and says where it lies.
pub fn make(etude: &Path, home: &Path, sessions: i64) -> PathBuf {
    std::fs::create_dir_all(home).unwrap();
    let made = command(etude, home).args(["area", "add", "area 0"]).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let file = home.join(".local/share/etude/journal.db");
    let mut conn = Connection::open(&file).unwrap();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
    let id = |at: i64, n: i64| ((at - EVERY) << 21) | n;
    let work = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let long_ago = now - (sessions + 2) * EVERY;
    for area in 1..3 {
        work.execute(
            "INSERT INTO area (id, created_at, created_offset, name, horizon, why, vision, reality, approach)
             VALUES (?1, ?2, 0, 'area ' || ?3, 'current', '', '', '', 'structured')",
            params![id(long_ago, area), long_ago, area],
        )
        .unwrap();
    }
    let areas: Vec<i64> = {
        let mut statement = work.prepare("SELECT id FROM area ORDER BY name").unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    for skill in 0..SKILLS {
        let own = id(long_ago, 100 + skill);
        work.execute(
            "INSERT INTO skill (id, created_at, created_offset, name, why, importance, miss_tags, contexts, watch_for)
             VALUES (?1, ?2, 0, 'skill ' || ?3, '', 2, '[]', '[]', '[]')",
            params![own, long_ago, skill],
        )
        .unwrap();
        work.execute(
            "INSERT INTO skill_area (id, skill_id, area_id) VALUES (?1, ?1, ?2)",
            params![own, areas[(skill % 3) as usize]],
        )
        .unwrap();
    }
    {
        let mut session = work
            .prepare(
                "INSERT INTO session (id, created_at, created_offset, skill_id, mode, state, started_at, started_offset,
                   ended_at, ended_offset, day, intention, criterion, planned_seconds, timer, context, ai_use, private,
                   late, probe_reps, challenge, skill_level, worked, didnt, next_focus, saw, will_copy,
                   their_question, their_result)
                 VALUES (?1, ?2, 0, ?3, ?4, 'closed', ?2, 0, ?5, 0, ?6, 'land the third on the barline',
                   'third or seventh on one', 1500, 'countdown', '', 'none', 0, 0, 0, 3, 3, 'slow and even',
                   'rushed the turn', 'count in before the turn', '', '', '', '')",
            )
            .unwrap();
        let mut segment = work
            .prepare(
                "INSERT INTO segment (id, session_id, seq, kind, at, utc_offset, mono, boot, boot_id, ended_at,
                   ended_offset, day) VALUES (?1, ?1, 1, 'practice', ?2, 0, 1, 1, 1, ?3, 0, ?4)",
            )
            .unwrap();
        let mut rep = work
            .prepare(
                "INSERT INTO rep (id, session_id, seq, at, utc_offset, mono, boot, boot_id, result, cold, mental, bulk)
                 VALUES (?1 + ?2, ?1, ?2, ?3, 0, 1, 1, 1, ?4, 0, 0, 0)",
            )
            .unwrap();
        let mut note = work
            .prepare(
                "INSERT INTO note (id, session_id, at, utc_offset, mono, boot, boot_id, text)
                 VALUES (?1 + 7, ?1, ?2, 0, 1, 1, 1, 'the left hand comes early when the melody climbs')",
            )
            .unwrap();
        for n in 0..sessions {
            let at = now - (sessions - n) * EVERY;
            // Well apart in the low digits, as random ids are.
            let own = id(at, (n * 7_919) % 2_000_000);
            let skill = id(long_ago, 100 + n % SKILLS);
            let mode = ["repeat", "repeat", "repeat", "apply", "study"][(n % 5) as usize];
            session.execute(params![own, at, skill, mode, at + LENGTH, at / DAY]).unwrap();
            // A stretch is cut at midnight by the program; here it counts for its first day.
            segment.execute(params![own, at, at + LENGTH, at / DAY]).unwrap();
            for seq in 1..=6 {
                let result = if (n + seq) % 4 == 0 { "miss" } else { "hit" };
                rep.execute(params![own, seq, at + seq * 60_000, result]).unwrap();
            }
            if n % 5 == 0 {
                note.execute(params![own, at + 300_000]).unwrap();
            }
        }
    }
    etude::store::search::index_all(&work).unwrap();
    work.commit().unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(conn);
    to_disk(&file);
    file
}

/// Else the first program that syncs the file pays for all of it.
pub fn to_disk(file: &Path) {
    std::fs::File::open(file).unwrap().sync_all().unwrap();
}
