//! No screen, list or change reads a whole table that grows with practice: the plan of every statement is looked at.

use jiff::tz::TimeZone;

use super::open::{Journal, Options};
use super::read::SessionFilter;
use super::{demo, error::Result};
use crate::clock::{Clock, FixedClock};
use crate::domain::change::{Change, NewReps, Start, Stop};
use crate::domain::rep::RepResult;
use crate::store::statement::plans;

/// The tables that grow with every sitting.
const GROWING: &[&str] =
    &["session", "segment", "rep", "note", "mark", "reading", "operation", "operation_row", "practice_day"];
const NOW: i64 = 1_795_186_800_000;

fn busy_journal(folder: &std::path::Path) -> Journal {
    let path = folder.join("journal.db");
    demo::write(&path, 1000, 1, FixedClock::at(NOW).now(), TimeZone::UTC).expect("demo");
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
    journal.session_detail(last.id)?;
    journal.skill_detail(skill, 10)?;
    journal.start_card(skill)?;
    journal.next_skill(None)?;
    journal.in_doubt(10)?;
    journal.short_id(last.id)?;
    journal.practised(today.day.plus(-365), today.day)?;
    journal.plans()?;
    journal.people()?;
    journal.history(20)?;
    journal.playing()?;
    journal.is_empty()?;
    journal.find_session("last")?;
    journal.find_session(&last.id.to_string())?;
    journal.find_skill(&overview.skills[0].skill.name, super::find::Among::InUse)?;
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
    let mut journal = busy_journal(folder.path());
    plans::take();
    look_at_everything(&journal).expect("reading");
    practise(&mut journal).expect("writing");
    let statements = plans::take();
    assert!(statements.len() > 40, "only {} statements were seen", statements.len());
    let bad: Vec<String> = statements
        .iter()
        .map(|sql| (sql, plans::full_scans(journal.store.conn(), sql, GROWING)))
        .filter(|(_, scans)| !scans.is_empty())
        .map(|(sql, scans)| format!("{scans:?}: {sql}"))
        .collect();
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}
