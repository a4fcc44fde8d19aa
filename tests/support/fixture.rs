//! The journal that is kept as a fixture of each schema: a little of everything, written as SQL text.

use std::path::Path;

use etude::domain::area::Area;
use etude::domain::change::{Change, NewAction, NewReps, PastSession, Start, Stop, With};
use etude::domain::drill::{Dial, Drill};
use etude::domain::entry::{Entry, EntryKind, Setting};
use etude::domain::feedback::Feedback;
use etude::domain::id::Id;
use etude::domain::measure::Measure;
use etude::domain::person::{Person, Role};
use etude::domain::plan::{Plan, Repeat};
use etude::domain::rep::RepResult;
use etude::domain::session::{MarkKind, Session};
use etude::domain::skill::Skill;
use etude::domain::when::Dated;
use rusqlite::Connection;

use super::{Bench, MIN};

/// Writes the journal of the fixture: 18 operations, two sessions, two pieces of feedback.
pub fn journal() -> tempfile::TempDir {
    let mut bench = Bench::new();
    let area =
        bench.apply(Change::add(Area { why: "I want to hear it".into(), ..Area::named("Jazz piano") }));
    let skill =
        Skill { miss_tags: vec!["late".into()], weekly_minutes: Some(90), ..Skill::named("Guide tones") };
    let skill = bench.apply(Change::add_skill(skill, vec![area]));
    let drill = Drill {
        probe: true,
        target_rate: Some(0.8),
        dial: Dial::parse("bpm up 2"),
        dial_now: Some("80".into()),
        ..Drill::named(skill, "Thirds on one")
    };
    let drill = bench.apply(Change::add(drill));
    let measure = bench.apply(Change::add(Measure::named(skill, "tempo")));
    bench.apply(Change::add(Person::named("Ada", Role::Coach)));
    let today = bench.journal.calendar().day(bench.journal.now().wall);
    let plan = bench.apply(Change::add(Plan { repeat: Repeat::Daily, ..Plan::on(skill, today) }));
    let mut start = Start::of(skill);
    (start.session.drill, start.session.plan) = (Some(drill), Some(plan));
    bench.apply(Change::Start(Box::new(start)));
    bench.clock.advance(12 * MIN);
    let reps =
        NewReps { results: vec![(RepResult::Hit, 2), (RepResult::Miss, 1)], ..NewReps::one(RepResult::Hit) };
    bench.apply(Change::AddReps(reps));
    bench.apply(Change::AddReading { measure, value: 0.1, sample: 1, at: None });
    bench.apply(Change::AddNote { session: None, text: "zwei\nZeilen 👩‍🎤".into() });
    bench.apply(Change::AddMark(MarkKind::Moment));
    bench.clock.advance(8 * MIN);
    bench.clock.suspend(30 * MIN);
    bench.apply(Change::Stop(Box::new(Stop { next_focus: Some("slower".into()), ..Stop::default() })));
    bench.clock.advance(24 * 60 * MIN);
    let session = Session { started: bench.journal.now().wall.plus(-60 * MIN), ..Session::on(skill) };
    let past =
        PastSession { session, length: 45 * MIN, reps: None, notes: Vec::new(), new_skill: None, with: None };
    bench.apply(Change::LogSession(Box::new(past)));
    feedback(&mut bench, skill);
    real_work(&mut bench, skill);
    bench.apply(Change::archive::<Area>(area));
    bench.folder
}

/// One piece asked for, one that came and is acted on, one with a theme.
fn feedback(bench: &mut Bench, skill: Id) {
    let asked = Feedback { skill: Some(skill), ..Feedback::asking("What should I do differently?") };
    bench.apply(Change::AskFeedback(Box::new(asked)));
    let said = Feedback { skill: Some(skill), sender: "Ada".into(), ..Feedback::saying("The thirds drag.") };
    let said = bench.apply(Change::AddFeedback(Box::new(said), vec!["time".into()]));
    let action = NewAction { text: "Thirds with the click".into(), due: None };
    bench.apply(Change::AcceptFeedback { feedback: said, actions: vec![action] });
    let used = Entry { place: "Café session".into(), ..Entry::about(EntryKind::Use, skill) };
    let actions = bench.journal.feedback_detail(said).unwrap().row.actions;
    let proves = actions.iter().map(|line| line.id).collect();
    bench.apply(Change::add_with(used, With { proves, ..With::default() }));
}

/// Uses, lessons and people who were watched, in sessions and outside of them, and what stands on them.
fn real_work(bench: &mut Bench, skill: Id) {
    use etude::domain::change::StageMove;
    use etude::domain::evidence::{Evidence, EvidenceKind};
    use etude::domain::session::Mode;
    use etude::domain::stage::{Stage, StageEventKind, Subject};

    let earlier = |bench: &Bench, days: i64| bench.journal.now().wall.plus(-days * 24 * 60 * MIN);
    let add = |bench: &mut Bench, entry: Entry, who: &str| {
        let person = Some(who.to_owned());
        bench.apply(Change::add_with(entry, With::person(person)))
    };
    let used = Entry {
        when: Dated::moment(earlier(bench, 9)),
        place: "Probe im Keller\n\u{1f3b9}".into(),
        setting: Setting::New,
        worked: Some(false),
        text: "lost the form — twice".into(),
        private: true,
        ..Entry::about(EntryKind::Use, skill)
    };
    let used = add(bench, used, "Mira");
    let taught = Entry {
        place: "lesson".into(),
        more: "4/5 after a week".into(),
        worked: Some(true),
        ..Entry::about(EntryKind::Taught, skill)
    };
    let taught = add(bench, taught, "Sam");
    let seen = Entry {
        text: "she waits".into(),
        more: "wait twice as long".into(),
        when: Dated::moment(earlier(bench, 3)),
        ..Entry::about(EntryKind::Watched, skill)
    };
    let seen = add(bench, seen, "Mira");
    for (kind, id, title) in
        [(EvidenceKind::Use, used, "The cellar"), (EvidenceKind::Taught, taught, "Sam can do it")]
    {
        let piece =
            Evidence { skill: Some(skill), title: title.into(), entry: Some(id), ..Evidence::of(kind) };
        let evidence = piece;
        bench.apply(Change::add_with(evidence, With { benchmarks: Some(Vec::new()), ..With::default() }));
    }
    let step = StageMove {
        to: Some(Stage::Apprentice),
        self_declared: true,
        sentence: "I begin".into(),
        ..StageMove::of(Subject::Skill(skill), StageEventKind::Enter)
    };
    bench.apply(Change::MoveStage(Box::new(step)));
    for (mode, days) in [(Mode::Apply, 4), (Mode::Teach, 5), (Mode::Observe, 6)] {
        let session = Session {
            mode,
            started: earlier(bench, days),
            context: "the trio".into(),
            worked: "slower".into(),
            saw: "his left hand".into(),
            will_copy: "rest it".into(),
            their_result: "9/10".into(),
            ..Session::on(skill)
        };
        let past = PastSession {
            session,
            length: 20 * MIN,
            reps: None,
            notes: Vec::new(),
            new_skill: None,
            with: Some("Sam".into()),
        };
        bench.apply(Change::LogSession(Box::new(past)));
    }
    // A step that stood on all of it, with the records as a history of stages names them.
    let shown = format!(
        r#"[{{"benchmark":"time.j1","text":"says \"kind\":\"entry\" itself","records":[{{"kind":"entry","id":"{used}"}},{{"kind":"entry","id":"{seen}"}}]}}]"#
    );
    let conn = Connection::open(bench.folder.path().join("journal.db")).unwrap();
    conn.execute("INSERT INTO evidence_benchmark SELECT id + 1, id, 'time.j1' FROM evidence", []).unwrap();
    conn.execute(
        "INSERT INTO stage_event SELECT id + 1, created_at, created_offset, skill_id, area_id, 'promote', 'apprentice',
           'journeyman', at + 1, utc_offset, day, ladder, ladder_version, own_thresholds, 1, 1, ?, witnesses, '[]',
           'It holds', NULL, grain FROM stage_event ORDER BY id DESC LIMIT 1",
        [shown],
    )
    .unwrap();
}

/// A whole database as SQL text: tables, rows, then indexes and triggers, so that no trigger sees the rows.
pub fn as_sql(path: &Path) -> String {
    let conn = Connection::open(path).unwrap();
    let pragma = |name: &str| conn.pragma_query_value(None, name, |row| row.get::<_, i64>(0)).unwrap();
    let mut out = format!(
        "PRAGMA foreign_keys = OFF;\nPRAGMA application_id = {};\nPRAGMA user_version = {};\n",
        pragma("application_id"),
        pragma("user_version")
    );
    let texts = |sql: &str| -> Vec<String> {
        let mut statement = conn.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    let tables = "type = 'table' AND name NOT LIKE 'search_index_%'";
    for sql in texts(&format!("SELECT sql FROM sqlite_schema WHERE {tables} ORDER BY rowid")) {
        out.push_str(&format!("{sql};\n"));
    }
    for table in texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY rowid") {
        // The index is made anew by every migration; what FTS5 keeps it in is not ours.
        if table.starts_with("search_index") {
            continue;
        }
        let columns = texts(&format!("SELECT name FROM pragma_table_info('{table}')"));
        let quoted: Vec<String> = columns.iter().map(|c| format!("quote({c})")).collect();
        let sql = format!("SELECT {} FROM {table}", quoted.join(" || ', ' || "));
        for row in texts(&sql) {
            out.push_str(&format!("INSERT INTO {table} VALUES ({row});\n"));
        }
    }
    for sql in texts("SELECT sql FROM sqlite_schema WHERE type <> 'table' AND sql IS NOT NULL ORDER BY rowid")
    {
        out.push_str(&format!("{sql};\n"));
    }
    out
}
