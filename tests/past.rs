//! Sessions that are over: what is written down late, moved, trimmed or corrected in another zone keeps its own time.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::change::{
    Change, EditedNote, EditedSession, NewReps, NewSkill, PastSession, Start, Stop, With,
};
use etude::domain::drill::Drill;
use etude::domain::entry::{Entry, EntryKind};
use etude::domain::feedback::Feedback;
use etude::domain::id::Id;
use etude::domain::measure::Measure;
use etude::domain::moment::Moment;
use etude::domain::person::{Person, Role};
use etude::domain::rep::RepResult;
use etude::domain::session::Session;
use etude::domain::timer::GapAnswer;
use etude::journal::read::SessionDetail;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use support::{Bench, MIN, MORNING};

const HOUR: i64 = 60 * MIN;
const DAY: i64 = 24 * HOUR;

fn hits(n: i64) -> NewReps {
    NewReps { results: vec![(RepResult::Hit, n)], bulk: true, ..NewReps::one(RepResult::Hit) }
}

/// Written down late: a session that began at a moment.
fn log(bench: &mut Bench, mut session: Session, started: Moment, length: i64) -> Id {
    session.started = started;
    let past = PastSession {
        session,
        length,
        reps: Some(hits(3)),
        notes: vec!["calm".to_owned()],
        new_skill: None,
        with: None,
    };
    bench.apply(Change::LogSession(Box::new(past)))
}

fn utc(at: i64) -> Moment {
    Moment { at, offset: 0 }
}

fn detail(bench: &Bench, id: Id) -> SessionDetail {
    let bad: Vec<_> = bench.journal.doctor().unwrap().into_iter().filter(|check| !check.ok).collect();
    assert!(bad.is_empty(), "{bad:?}");
    bench.journal.session_detail(id).unwrap()
}

/// When everything in a session happened.
fn facts(detail: &SessionDetail) -> Vec<Moment> {
    let reps = detail.reps.iter().map(|rep| rep.stamp.wall);
    let notes = detail.notes.iter().map(|note| note.stamp.wall);
    let marks = detail.marks.iter().map(|mark| mark.stamp.wall);
    reps.chain(notes).chain(marks).chain(detail.readings.iter().map(|(r, _)| r.stamp.wall)).collect()
}

#[test]
fn reps_and_notes_written_down_late_belong_to_the_time_of_the_session() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let drill = Drill { probe: true, ..Drill::named(skill, "Slow") };
    let drill = bench.apply(Change::add(drill));
    let session = Session { drill: Some(drill), ..Session::on(skill) };
    let id = log(&mut bench, session.clone(), utc(MORNING - DAY), HOUR);
    assert_eq!(facts(&detail(&bench, id)), vec![utc(MORNING - DAY + HOUR); 4]);
    bench.apply(Change::Start(Box::new(Start { session, ..Start::of(skill) })));
    assert!(
        bench.journal.playing().unwrap().unwrap().session.probe_reps > 0,
        "the drill is cold since yesterday"
    );
}

#[test]
fn what_happened_in_a_session_moves_with_it() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let measure = bench.apply(Change::add(Measure::named(skill, "share")));
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(10 * MIN);
    bench.apply(Change::AddReps(NewReps::one(RepResult::Hit)));
    bench.apply(Change::AddNote { session: None, text: "calm".to_owned() });
    bench.apply(Change::AddMark(etude::domain::session::MarkKind::Moment));
    bench.apply(Change::AddReading { measure, value: 0.5, sample: 1, at: None });
    bench.clock.advance(10 * MIN);
    let id = bench.apply(Change::Stop(Box::default()));
    let before = bench.journal.dump().unwrap();
    bench.apply(Change::MoveSession { session: id, skill: None, at: Some(utc(MORNING - 3 * DAY)) });
    assert_eq!(facts(&detail(&bench, id)), vec![utc(MORNING - 3 * DAY + 10 * MIN); 4]);
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before);
}

fn at(text: &str) -> i64 {
    text.parse::<Timestamp>().unwrap().as_millisecond()
}

/// A session of an hour in Tokyo, 21 November 02:00, corrected from Berlin.
fn from_tokyo_to_berlin() -> (Bench, Id) {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.clock.set_zone(TimeZone::posix("JST-9").unwrap());
    bench.clock.set_wall(at("2026-11-20T17:00:00Z"));
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.advance(HOUR);
    let id = bench.apply(Change::Stop(Box::default()));
    bench.clock.set_zone(TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap());
    bench.clock.advance(10 * HOUR);
    (bench, id)
}

/// Every moment of a session reads as the wall in Tokyo did, and every day is the one it was there.
fn still_in_tokyo(bench: &Bench, id: Id) {
    let detail = detail(bench, id);
    let session = &detail.row.session;
    let mut moments = vec![session.started, session.ended.unwrap()];
    for segment in &detail.segments {
        moments.extend([segment.start.wall, segment.ended.unwrap()]);
        assert_eq!(segment.day.to_string(), "2026-11-21");
    }
    assert!(moments.iter().all(|moment| moment.offset == 9 * 3600), "{moments:?}");
    assert_eq!(session.day.to_string(), "2026-11-21");
}

#[test]
fn a_correction_made_in_another_zone_leaves_the_day_as_it_was() {
    for length in [40 * MIN, 90 * MIN] {
        let (mut bench, id) = from_tokyo_to_berlin();
        bench.apply(Change::SetLength { session: id, length });
        still_in_tokyo(&bench, id);
    }
    let (mut bench, id) = from_tokyo_to_berlin();
    let second = bench.apply(Change::SplitSession { session: id, at: utc(at("2026-11-20T17:20:00Z")) });
    still_in_tokyo(&bench, id);
    still_in_tokyo(&bench, second);
}

#[test]
fn a_stop_in_another_zone_leaves_the_days_before_as_they_were() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    bench.clock.set_zone(TimeZone::posix("JST-9").unwrap());
    bench.clock.set_wall(at("2026-11-20T17:00:00Z"));
    bench.apply(Change::Start(Box::new(Start::of(skill))));
    bench.clock.set_zone(TimeZone::posix("CET-1").unwrap());
    bench.clock.advance(HOUR);
    let id = bench.apply(Change::Stop(Box::default()));
    let detail = detail(&bench, id);
    assert_eq!(detail.segments.iter().map(|s| s.day.to_string()).collect::<Vec<_>>(), ["2026-11-21"]);
    assert_eq!(detail.segments[0].start.wall.offset, 9 * 3600);
    assert_eq!(detail.row.session.ended.unwrap().offset, 3600, "the end is read from the wall that is there");
}

#[test]
fn an_offset_that_was_typed_is_kept() {
    let tokyo = Moment { at: at("2026-11-19T17:00:00Z"), offset: 9 * 3600 };
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let id = log(&mut bench, Session::on(skill), tokyo, HOUR);
    let logged = detail(&bench, id);
    assert_eq!((logged.row.session.started, logged.row.session.ended), (tokyo, Some(tokyo.plus(HOUR))));
    assert_eq!(
        (logged.row.session.day, logged.segments[0].day),
        (logged.segments[0].day, logged.row.session.day)
    );
    assert_eq!(logged.row.session.day.to_string(), "2026-11-20");
    bench.apply(Change::MoveSession { session: id, skill: None, at: Some(tokyo.plus(-DAY)) });
    assert_eq!(detail(&bench, id).row.session.started, tokyo.plus(-DAY));
    bench.apply(Change::Start(Box::new(Start { at: Some(tokyo.plus(2 * HOUR)), ..Start::of(skill) })));
    assert_eq!(bench.journal.playing().unwrap().unwrap().session.started, tokyo.plus(2 * HOUR));
}

#[test]
fn a_session_ends_where_its_practice_was_trimmed() {
    for answer in [GapAnswer::Trim, GapAnswer::Length(0)] {
        let mut bench = Bench::new();
        let (_, skill) = bench.area_and_skill();
        bench.apply(Change::Start(Box::new(Start::of(skill))));
        bench.clock.advance(20 * MIN);
        bench.clock.suspend(10 * HOUR);
        let id = bench.apply(Change::Stop(Box::<Stop>::default()));
        bench.apply(Change::ResolveGap { session: id, answer });
        assert_eq!(detail(&bench, id).row.session.ended, Some(utc(MORNING + 20 * MIN)), "{answer:?}");
    }
}

fn edit(bench: &mut Bench, id: Id, with: Option<&str>, length: Option<i64>) -> Id {
    let session = detail(bench, id).row.session;
    let with = with.map(str::to_owned);
    bench.apply(Change::EditSession(Box::new(EditedSession { with, length, ..EditedSession::of(session) })))
}

#[test]
fn whom_a_session_was_with_is_never_guessed() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let add = |bench: &mut Bench, name: &str| bench.apply(Change::add(Person::named(name, Role::Master)));
    let mira = add(&mut bench, "Mira");
    let zoe = add(&mut bench, "Zoë");
    let plain = add(&mut bench, "Zoe");
    let session = Session { person: Some(mira), ..Session::on(skill) };
    let id = log(&mut bench, session, utc(MORNING - DAY), HOUR);
    bench.apply(Change::archive::<Person>(mira));
    for (typed, person) in [
        (None, Some(mira)),
        (Some("Mira"), Some(mira)),
        (Some("Zoë"), Some(zoe)),
        (Some("Zoe"), Some(plain)),
        (Some("zoe"), Some(plain)),
        (Some(""), None),
    ] {
        edit(&mut bench, id, typed, None);
        assert_eq!(detail(&bench, id).row.session.person, person, "{typed:?}");
    }
    let session = detail(&bench, id).row.session;
    let again = EditedSession { with: Some("mira".to_owned()), ..EditedSession::of(session) };
    let refused = bench.journal.apply(Change::EditSession(Box::new(again))).unwrap_err();
    assert!(refused.sentence.contains("“Mira” is archived"), "{}", refused.sentence);
    assert_eq!(bench.journal.people().unwrap().len(), 3);
    edit(&mut bench, id, Some("Zo"), None);
    let people = bench.journal.people().unwrap();
    let new = people.iter().find(|person| person.name == "Zo").expect("a beginning is a new name");
    assert_eq!((Some(new.id), new.role), (detail(&bench, id).row.session.person, Role::Peer));
}

#[test]
fn a_session_is_edited_whole_or_not_at_all() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let id = log(&mut bench, Session::on(skill), utc(MORNING - DAY), HOUR);
    let before = bench.journal.dump().unwrap();
    let mut session = detail(&bench, id).row.session;
    session.challenge = Some(9);
    let with = Some("Zed".to_owned());
    let edited = EditedSession { with, length: Some(5 * MIN), ..EditedSession::of(session) };
    bench.journal.apply(Change::EditSession(Box::new(edited))).unwrap_err();
    assert_eq!(bench.journal.dump().unwrap(), before, "refused, and nothing is left of it");
    edit(&mut bench, id, Some("Zed"), Some(5 * MIN));
    assert_eq!(detail(&bench, id).row.practised, 5 * MIN);
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before, "one undo takes all of it back");

    let mut past = PastSession {
        session: Session { started: utc(MORNING + DAY), ..Session::on(skill) },
        length: HOUR,
        reps: None,
        notes: Vec::new(),
        new_skill: None,
        with: Some("Zed".to_owned()),
    };
    bench.journal.apply(Change::LogSession(Box::new(past.clone()))).unwrap_err();
    assert!(bench.journal.people().unwrap().is_empty());
    past.session.started = utc(MORNING - DAY);
    bench.apply(Change::LogSession(Box::new(past)));
    assert_eq!(bench.journal.people().unwrap().len(), 1);
}

#[test]
fn a_session_and_the_skill_it_makes_are_one_change() {
    let mut bench = Bench::new();
    let before = bench.journal.dump().unwrap();
    let new_skill = Some(NewSkill { name: "Brand new".to_owned(), areas: vec!["Fresh".to_owned()] });
    let session = Session { started: utc(MORNING + DAY), ..Session::on(Id::default()) };
    let with = Some("Zed".to_owned());
    let mut past = PastSession { session, length: HOUR, reps: None, notes: Vec::new(), new_skill, with };
    bench.journal.apply(Change::LogSession(Box::new(past.clone()))).unwrap_err();
    assert_eq!(bench.journal.dump().unwrap(), before, "refused, and neither area, skill nor person stays");
    past.session.started = utc(MORNING - DAY);
    let id = bench.apply(Change::LogSession(Box::new(past.clone())));
    assert_eq!(detail(&bench, id).areas, ["Fresh"]);
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before, "one undo takes all of it back");
    bench.apply(Change::Start(Box::new(Start { new_skill: past.new_skill, ..Start::of(Id::default()) })));
    assert_eq!(bench.journal.playing().unwrap().unwrap().skill.name, "Brand new");
}

#[test]
fn notes_are_edited_with_their_session_and_alone() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let id = log(&mut bench, Session::on(skill), utc(MORNING - DAY), HOUR);
    let before = bench.journal.dump().unwrap();
    let found = detail(&bench, id);
    let (session, note) = (found.row.session, found.notes[0].clone());
    let other = EditedNote { stored: Some((note.id, note.revision)), text: "other words".to_owned() };
    let more = EditedNote { stored: None, text: "one more".to_owned() };
    let edited = EditedSession {
        notes: vec![other.clone(), more],
        length: Some(5 * MIN),
        ..EditedSession::of(session.clone())
    };
    bench.apply(Change::EditSession(Box::new(edited)));
    let texts: Vec<String> = detail(&bench, id).notes.iter().map(|note| note.text.clone()).collect();
    assert_eq!(texts, ["other words", "one more"]);
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before, "one undo takes all of it back");
    // Putting rows back is a change of them, too.
    let found = detail(&bench, id);
    let stored = Some((note.id, found.notes[0].revision));
    let revision = found.row.session.revision;
    let edited =
        EditedSession { notes: vec![EditedNote { stored, ..other }], ..EditedSession::of(found.row.session) };
    let outcome = bench.journal.apply(Change::EditSession(Box::new(edited))).unwrap();
    assert_eq!((outcome.label.as_str(), outcome.id), ("edit note", Some(id)));
    assert_eq!(detail(&bench, id).row.session.revision, revision, "nothing else was said");
}

#[test]
fn whom_feedback_is_from_and_who_saw_a_use_are_said_in_one_change() {
    let mut bench = Bench::new();
    let (_, skill) = bench.area_and_skill();
    let mira = bench.apply(Change::add(Person::named("Mira", Role::Mentor)));
    let said = Feedback { sender: "mira".to_owned(), ..Feedback::saying("count in") };
    let id = bench.apply(Change::AddFeedback(Box::new(said), Vec::new()));
    let piece = |bench: &Bench| bench.journal.feedback_detail(id).unwrap().row.feedback;
    assert_eq!(piece(&bench).person, Some(mira));
    let before = bench.journal.dump().unwrap();
    let edit = |bench: &mut Bench, from: Option<&str>, tough: Option<i64>| {
        let feedback = Box::new(Feedback { tough, ..piece(bench) });
        bench.journal.apply(Change::EditFeedback { feedback, from: from.map(str::to_owned) })
    };
    edit(&mut bench, Some("Zed"), Some(9)).unwrap_err();
    assert_eq!(bench.journal.dump().unwrap(), before, "refused, and nobody was made");
    edit(&mut bench, Some("Zed"), Some(2)).unwrap();
    let found = piece(&bench);
    assert!(found.person.is_some_and(|zed| zed != mira) && found.sender == "Zed", "{found:?}");
    bench.journal.undo(None).unwrap();
    assert_eq!(bench.journal.dump().unwrap(), before, "one undo takes all of it back");
    bench.apply(Change::archive::<Person>(mira));
    edit(&mut bench, Some("Mira"), Some(1)).unwrap();
    assert_eq!(piece(&bench).person, Some(mira), "whoever it was already");
    edit(&mut bench, Some(""), None).unwrap();
    assert_eq!(piece(&bench).person, None);
    let refused = edit(&mut bench, Some("Mira"), None).unwrap_err();
    assert!(refused.sentence.contains("archived"), "{}", refused.sentence);

    let entry = |kind| Entry::about(kind, skill);
    let learner = Some("Tom".to_owned());
    bench.apply(Change::add_with(entry(EntryKind::Taught), With::person(learner)));
    let before = bench.journal.dump().unwrap();
    let (person, proves) = (Some("Ida".to_owned()), vec![Id(7)]);
    bench
        .journal
        .apply(Change::add_with(entry(EntryKind::Use), With { person, proves, ..With::default() }))
        .unwrap_err();
    assert_eq!(bench.journal.dump().unwrap(), before, "refused, and nobody was made");
    let tom = bench.journal.people().unwrap().into_iter().find(|person| person.name == "Tom").unwrap();
    assert_eq!(tom.role, Role::Learner);
}
