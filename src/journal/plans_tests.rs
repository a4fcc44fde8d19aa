//! No screen, list or change reads a whole table that grows with practice: the plan of every statement is looked at.

use jiff::tz::TimeZone;

use super::open::{Journal, Options};
use super::read::SessionFilter;
use super::read::entry::EntryFilter;
use super::read::feedback::FeedbackFilter;
use super::search::Search;
use super::{demo, error::Result};
use crate::clock::{Clock, FixedClock};
use crate::domain::change::{Change, NewReps, Start, Stop};
use crate::domain::feedback::FeedbackState;
use crate::domain::id::Id;
use crate::domain::rep::RepResult;
use crate::domain::session::{Mode, Session};
use crate::domain::stage::Subject;
use crate::store::statement::plans;

/// The tables that grow with every sitting; search calls each of its tables `t`.
const GROWING: &[&str] = &[
    "session",
    "segment",
    "rep",
    "note",
    "mark",
    "reading",
    "operation",
    "operation_row",
    "practice_day",
    "feedback",
    "feedback_move",
    "original",
    "attachment",
    "proof",
    "entry",
    "evidence",
    "statement",
    "f",
    "t",
];
const NOW: i64 = 1_795_186_800_000;

fn busy_journal(folder: &std::path::Path, sessions: usize) -> Journal {
    let path = folder.join("journal.db");
    demo::write(&path, sessions, 1, FixedClock::at(NOW).now(), TimeZone::UTC).expect("demo");
    let places = crate::store::connect::Places {
        journal: path,
        backups: folder.join("backups"),
        known: std::path::PathBuf::new(),
    };
    let week_start = jiff::civil::Weekday::Monday;
    let options = Options {
        places,
        day_start: 0,
        week_start,
        default_minutes: None,
        backups: 7,
        backup_every: crate::config::BackupEvery::Day,
        source: "test",
    };
    Journal::open(options, Box::new(FixedClock::at(NOW))).expect("journal")
}

/// Everything the screens and lists ask.
fn look_at_everything(journal: &Journal) -> Result<()> {
    journal.desk()?;
    let overview = journal.overview()?;
    let today = journal.today()?;
    let limit = Some(20);
    let newest = journal.sessions(&SessionFilter { limit, ..SessionFilter::default() })?;
    let last = &newest[newest.len() - 1].session;
    let skill = last.skill;
    for filter in [
        SessionFilter { before: Some((last.started.at, last.id)), limit, ..SessionFilter::default() },
        SessionFilter { skill: Some(skill), limit, ..SessionFilter::default() },
        SessionFilter { skill: Some(skill), ..SessionFilter::default() },
        SessionFilter { area: Some(overview.areas[0].id), limit, ..SessionFilter::default() },
        SessionFilter { from: Some(today.day.plus(-6)), to: Some(today.day), ..SessionFilter::default() },
        SessionFilter { from: Some(today.day.plus(-6)), ..SessionFilter::default() },
    ] {
        assert!(!journal.sessions(&filter)?.is_empty(), "{filter:?}");
    }
    look_at_feedback(journal)?;
    look_at_stages(journal, skill, overview.areas[0].id)?;
    journal.session_detail(last.id)?;
    journal.skill_detail(skill, 10)?;
    journal.start_card(skill)?;
    journal.next_skill(None)?;
    journal.short_id(last.id)?;
    journal.practised(today.day.plus(-365), today.day)?;
    journal.plans()?;
    journal.people()?;
    journal.history(20)?;
    journal.playing()?;
    journal.is_empty()?;
    let query = crate::domain::search::Query::parse("no such word");
    assert!(journal.search(&Search { query: query.clone(), limit: 20, ..Search::default() })?.is_empty());
    journal.sessions_matching(&query, 20)?;
    journal.feedback_matching(&query, 20)?;
    journal.search(&Search { limit: 200, ..Search::default() })?;
    journal.find_session("last")?;
    journal.find_session(&last.id.to_string())?;
    journal.find_skill(&overview.skills[0].skill.name, super::find::Among::InUse)?;
    Ok(())
}

/// Everything the Feedback screen asks.
fn look_at_feedback(journal: &Journal) -> Result<()> {
    let all = FeedbackFilter { limit: Some(20), ..FeedbackFilter::default() };
    let newest = journal.feedback(&all)?;
    let some = &newest[newest.len() - 1].feedback;
    let cursor = (some.when().at, some.id);
    let today = journal.local_today();
    for filter in [
        FeedbackFilter { states: vec![FeedbackState::Inbox], snoozed: Some((false, today)), ..all.clone() },
        FeedbackFilter { states: vec![FeedbackState::Noted], after: Some(cursor), ..all.clone() },
        FeedbackFilter { snoozed: Some((true, today)), ..all.clone() },
        FeedbackFilter { person: some.person, states: vec![some.state], ..all.clone() },
        FeedbackFilter { skill: some.skill, states: vec![some.state], ..all.clone() },
        FeedbackFilter { among: Some(vec![some.id]), ..all.clone() },
        FeedbackFilter { before: Some(cursor), ..all.clone() },
    ] {
        journal.feedback(&filter)?;
        journal.count_feedback(&filter, 100)?;
    }
    for row in &newest {
        journal.feedback_detail(row.feedback.id)?;
    }
    journal.feedback_tally()?;
    journal.theme_lines(None)?;
    journal.balance()?;
    journal.to_act_on(some.skill, 5)?;
    for skill in [some.skill, None] {
        journal.entries(&EntryFilter { skill, limit: Some(5), ..EntryFilter::default() })?;
    }
    Ok(())
}

/// Everything the Stages screen asks.
fn look_at_stages(journal: &Journal, skill: Id, area: Id) -> Result<()> {
    let today = journal.local_today();
    for subject in [Subject::Skill(skill), Subject::Area(area)] {
        journal.stage_view(subject, today)?;
        journal.stage_view(subject, today.plus(-100))?;
        journal.between_days(subject, today.plus(-100), today)?;
        journal.evidence(subject)?;
        journal.statements(subject)?;
    }
    journal.pips_on(today)?;
    journal.ladders_kept()?;
    Ok(())
}

fn practise(journal: &mut Journal) -> Result<()> {
    let card = journal.start_card(journal.next_skill(None)?.unwrap_or_default())?;
    let start = Start {
        session: card.session,
        at: None,
        switch: false,
        no_probe: false,
        new_skill: None,
        with: None,
    };
    journal.apply(Change::Start(Box::new(start)))?;
    journal.beat(1)?;
    journal.apply(Change::AddReps(NewReps::one(RepResult::Miss)))?;
    journal.apply(Change::TagMiss(Some("late".to_owned())))?;
    journal.apply(Change::AddNote { session: None, text: "a note".to_owned() })?;
    journal.playing()?;
    journal.apply(Change::Stop(Box::<Stop>::default()))?;
    for _ in 0..3 {
        journal.undo(None)?;
    }
    journal.redo()?;
    journal.settle()
}

#[test]
fn no_screen_and_no_change_reads_a_growing_table_whole() {
    let folder = tempfile::tempdir().expect("folder");
    let mut journal = busy_journal(folder.path(), 1000);
    plans::take();
    look_at_everything(&journal).expect("reading");
    practise(&mut journal).expect("writing");
    let statements = plans::take();
    let bare: Vec<&String> =
        statements.iter().filter(|sql| sql.contains("LIMIT ?") && !sql.contains(" + 0")).collect();
    assert!(bare.is_empty(), "prepared twice, for SQLite looks at the value of a bare limit: {bare:?}");
    assert!(statements.len() > 40, "only {} statements were seen", statements.len());
    let bad: Vec<String> = statements
        .iter()
        .map(|sql| (sql, plans::full_scans(journal.store.conn(), sql, GROWING)))
        .filter(|(_, scans)| !scans.is_empty())
        .map(|(sql, scans)| format!("{scans:?}: {sql}"))
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// How many statements the Desk, a start and a stop ask for.
fn daily_statements(sessions: usize) -> [usize; 3] {
    let folder = tempfile::tempdir().expect("folder");
    let mut journal = busy_journal(folder.path(), sessions);
    plans::asked();
    journal.desk().expect("desk");
    let desk = plans::asked();
    let skill = journal.next_skill(None).expect("next").expect("skill");
    let card = journal.start_card(skill).expect("card");
    // A session of real work writes its entry besides.
    let session = Session { mode: Mode::Repeat, ..card.session };
    let start = Start { session, ..Start::of(skill) };
    journal.apply(Change::Start(Box::new(start))).expect("start");
    let start = plans::asked();
    journal.apply(Change::Stop(Box::<Stop>::default())).expect("stop");
    [desk, start, plans::asked()]
}

#[test]
fn what_is_done_daily_asks_for_few_statements_however_long_one_has_practised() {
    let counts = daily_statements(1000);
    assert_eq!(daily_statements(100), counts);
    for ((what, most), count) in [("desk", 24), ("start", 46), ("stop", 24)].into_iter().zip(counts) {
        assert!(count <= most, "{what} asks for {count} statements");
    }
}
