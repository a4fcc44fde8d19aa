//! The Stages screen with years of practice behind it: opened, another skill looked at, the history walked. The journal is the
//! sample that `etude demo` makes, with as many stage events as somebody who lapses and comes back for ten years.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::pty::{Pty, command};
use crate::{Plan, journal, report};

/// What is read after the first paint comes within this, however many years there are.
const PATIENCE: Duration = Duration::from_millis(80);

/// Journals from a few weeks of practice to more than a life of it: sessions, and stage events added to those of the sample.
const SIZES: [(i64, i64); 3] = [(100, 0), (7_300, 1_800), (100_000, 2_640)];

pub fn measure(plan: &Plan) {
    for (sessions, events) in SIZES {
        let home = plan.folder.path().join(format!("stages-{sessions}"));
        make(&plan.etude, &home, sessions, events);
        println!("stages: {sessions} sessions, {events} events\n");
        // Another page: that is what each of these keys shows.
        let yardstick = steps(plan, &plan.minitui, &home, &[], ["d", "u"]);
        report("stages: another skill", &steps(plan, &plan.etude, &home, &["gs"], ["j", "k"]), &yardstick);
        let deep = ["gs", "j", "\t", "t", "t"];
        report(
            "stages: the history, or the ladder",
            &steps(plan, &plan.etude, &home, &deep, ["t", "t"]),
            &yardstick,
        );
        let deep = ["gs", "j", "\t", "t"];
        let walked = steps(plan, &plan.etude, &home, &deep, ["h", "l"]);
        // A few weeks have no history to walk.
        if !walked.is_empty() {
            report("stages: a step of the history", &walked, &yardstick);
        }
        let mut opened = Vec::new();
        for _ in 0..plan.starts {
            let (mut pty, _) = Pty::start(&plan.etude, &home);
            pty.rest(Duration::from_millis(600));
            // Two keys, as one types them: what the second may lead to is read after the first.
            pty.key_within(b"g", PATIENCE);
            opened.extend(pty.key_within(b"s", PATIENCE));
            pty.end();
        }
        report("stages: opened", &opened, &yardstick);
        println!();
    }
}

/// Types its way to a place and then a key again and again, six times there and six times back.
fn steps(plan: &Plan, program: &Path, home: &Path, way: &[&str], keys: [&str; 2]) -> Vec<Duration> {
    let (mut pty, _) = Pty::start(program, home);
    // Pips are judged after the first frame.
    pty.rest(Duration::from_millis(600));
    for key in way {
        pty.key_within(key.as_bytes(), PATIENCE);
    }
    let mut times = Vec::new();
    for n in 0..plan.keys {
        // At the end of a list nothing changes: that is no sample.
        times.extend(pty.key_within(keys[n / 6 % 2].as_bytes(), PATIENCE));
    }
    pty.end();
    times
}

fn make(etude: &Path, home: &Path, sessions: i64, events: i64) {
    let folder = home.join(".local/share/etude");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("journal.db");
    let made = command(etude, home)
        .args(["demo", "--seed", "1", "--sessions", &sessions.to_string(), "--write"])
        .arg(&file)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    if events == 0 {
        return;
    }
    let conn = Connection::open(&file).unwrap();
    // Lapsed and restored in turn, evenly over the time since the stage was taken.
    conn.execute(
        "WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ?1 - 1),
              held AS (SELECT skill_id, max(to_stage) AS stage, min(at) AS since, row_number() OVER (ORDER BY skill_id) - 1 AS place,
                              count(*) OVER () AS skills
                         FROM stage_event WHERE skill_id IS NOT NULL AND to_stage IS NOT NULL GROUP BY skill_id)
         INSERT INTO stage_event (id, created_at, created_offset, skill_id, kind, from_stage, to_stage, at, utc_offset, day,
                                  own_thresholds, benchmarks_met, benchmarks_total, evidence, witnesses, missing, sentence)
         SELECT (since << 21) + 7000 + n, since, 0, skill_id, CASE n / skills % 2 WHEN 0 THEN 'lapse' ELSE 'restore' END, stage, stage,
                since + n * ((unixepoch() * 1000 - since) / ?1), 0, (since + n * ((unixepoch() * 1000 - since) / ?1)) / 86400000,
                0, 3, 5, '[]', '[]', '[]', ''
           FROM n JOIN held ON held.place = n % skills",
        [events],
    )
    .unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(conn);
    journal::to_disk(&file);
}
