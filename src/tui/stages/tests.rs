//! The Stages screen through its keys: the ladder with what shows it, the history, the steps, evidence and witnesses.

mod reading;
mod records;

use super::state::{Focus, View};
use crate::domain::area::Area;
use crate::domain::calendar::Calendar;
use crate::domain::change::{Change, StageMove, With};
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::evidence::{Evidence, EvidenceKind, Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::domain::skill::Skill;
use crate::domain::stage::{Stage, StageEventKind, Subject};
use crate::domain::when::Dated;
use crate::exchange::ladder::built_in;
use crate::journal::read::entry::EntryFilter;
use crate::tui::editing::FormState;
use crate::tui::model::Place;
use crate::tui::testing::{Bench, MORNING};

const DAY: i64 = 86_400_000;

fn days_ago(days: i64) -> Moment {
    Moment { at: MORNING - days * DAY, offset: 0 }
}

fn step(subject: Subject, kind: StageEventKind, days: i64, sentence: &str) -> Change {
    let to = (kind == StageEventKind::Import).then_some(Stage::Journeyman);
    let sentence = sentence.to_owned();
    let at = Some(days_ago(days));
    Change::MoveStage(Box::new(StageMove {
        at: at.map(|at| Dated::exactly(at, &Calendar::utc())),
        to,
        self_declared: true,
        sentence,
        ..StageMove::of(subject, kind)
    }))
}

/// An area on a ladder with history and evidence, and one on none with wide and long names.
pub fn screen(width: u16, height: u16) -> Bench {
    let mut bench = Bench::new(width, height, |apply| {
        let ladder = built_in().into_iter().find(|ladder| ladder.id == "software.code-review").unwrap();
        let area = apply(Change::AdoptLadder(Box::new(ladder.template())));
        apply(Change::add_skill(Skill::named("移動ド唱法 and a name that goes on and on 👩‍👩‍👧"), vec![area]));
        let other = apply(Change::add(Area::named("聴音とソルフェージュ with a name that goes on and on")));
        apply(Change::add_skill(Skill::named("Ohr 👂🏽 und 👩‍👩‍👧 with e\u{301}"), vec![other]));
    });
    let overview = bench.journal().overview().unwrap();
    let skill = overview.skills.iter().find(|line| line.skill.ladder_item.as_deref() == Some("orient"));
    let area = overview.areas.iter().find(|area| area.ladder.is_some()).unwrap().id;
    fill(&bench, skill.unwrap().skill.id, area);
    let desk = bench.journal().desk().unwrap();
    bench.take(crate::tui::msg::Msg::Reply(crate::tui::worker::Reply::Desk(Box::new(desk))));
    bench.keys("g s Home");
    bench
}

fn fill(bench: &Bench, skill: Id, area: Id) {
    let orient = Subject::Skill(skill);
    bench.elsewhere(step(orient, StageEventKind::Import, 900, "Reviewed for two years elsewhere."));
    bench.elsewhere(step(Subject::Area(area), StageEventKind::Enter, 700, ""));
    for (days, copy) in [(300, "tests, then names"), (10, "the sentence before the lines")] {
        let seen = Entry {
            when: Dated::moment(days_ago(days)),
            text: "reads the tests first".into(),
            more: copy.into(),
            ..Entry::about(EntryKind::Watched, skill)
        };
        let person = Some("Maria Lind".into());
        bench.elsewhere(Change::add_with(seen, With::person(person)));
    }
    let piece = Evidence {
        skill: Some(skill),
        title: "Pull request 481 \u{202e}".into(),
        text: "Purpose and risk in two lines \u{1b}]52;c;ZXZpbA==\u{7}".into(),
        link: "https://example.org/pull/481".into(),
        when: Dated::moment(days_ago(20)),
        ..Evidence::of(EvidenceKind::Artefact)
    };
    bench.elsewhere(Change::add_with(
        piece,
        With { benchmarks: Some(vec!["orient.j2".into()]), person: None, ..With::default() },
    ));
    let said = Statement {
        skill: Some(skill),
        stage: Some(Stage::Journeyman),
        agrees: Some(true),
        state: StatementState::Answered,
        words: "Their two lines tell me more than the description.".into(),
        ..Statement::by(Id::default())
    };
    bench.elsewhere(Change::add_with(said, With::person(Some("Jonas".into()))));
    bench.elsewhere(step(orient, StageEventKind::StepBack, 40, "Two outages."));
}

/// On the skill with the history.
fn on_skill(width: u16, height: u16) -> Bench {
    let mut bench = screen(width, height);
    let wanted = |bench: &Bench| {
        let page = bench.model.stages.chosen(&bench.model.data);
        page.is_some_and(|page| page.view.name.starts_with("Read the intent"))
    };
    for _ in 0..12 {
        if wanted(&bench) {
            break;
        }
        bench.keys("j");
    }
    assert!(wanted(&bench), "{}", bench.screen());
    bench.keys("Enter");
    bench
}

fn subject(bench: &Bench) -> Subject {
    bench.model.stages.subject(&bench.model.data).unwrap()
}

fn held(bench: &Bench) -> Option<Stage> {
    bench.model.stages.chosen(&bench.model.data).unwrap().view.held
}

fn watched(bench: &Bench, skill: Id) -> Vec<Entry> {
    let filter = EntryFilter { kind: Some(EntryKind::Watched), skill: Some(skill), ..EntryFilter::default() };
    bench.journal().entries(&filter).unwrap().into_iter().map(|row| row.entry).collect()
}

#[test]
fn it_looks_right_at_every_size() {
    for (width, height) in [(80, 24), (120, 40), (200, 60), (40, 12)] {
        let mut bench = on_skill(width, height);
        bench.keys("j");
        insta::assert_snapshot!(format!("ladder_{width}x{height}"), bench.screen());
        bench.keys("t");
        insta::assert_snapshot!(format!("history_{width}x{height}"), bench.screen());
        bench.keys("P");
        insta::assert_snapshot!(format!("promote_{width}x{height}"), bench.screen());
    }
    let mut bench = screen(120, 40);
    insta::assert_snapshot!("area_120x40", bench.screen());
    bench.keys("t");
    insta::assert_snapshot!("area_history_120x40", bench.screen());
}

#[test]
fn a_benchmark_is_opened_down_to_its_records() {
    let mut bench = on_skill(120, 40);
    bench.keys("Home Enter j");
    let shown = bench.screen();
    assert!(shown.contains("shown 10 d ago") && shown.contains("Maria Lind: tests, then names"), "{shown}");
    bench.keys("Enter");
    assert_eq!(bench.model.stages.record, Some(0));
    bench.keys("j Enter");
    assert!(bench.screen().contains("Will copy"), "the form of the observation: {}", bench.screen());
    bench.keys("Esc Esc");
    assert_eq!((bench.model.stages.record, bench.model.stages.focus), (None, Focus::Page));
    bench.keys("Esc");
    assert_eq!(bench.model.stages.focus, Focus::Tree);
}

#[test]
fn evidence_is_shown_whole_and_safely_and_turned_private() {
    let mut bench = on_skill(120, 40);
    for _ in 0..12 {
        if bench.screen().contains("Pull request 481") {
            break;
        }
        bench.keys("j");
    }
    bench.keys("x d");
    assert_eq!(bench.journal().evidence(subject(&bench)).unwrap().len(), 1, "nothing was gone into");
    bench.keys("Enter Enter");
    let shown = bench.screen();
    assert!(shown.contains("https://example.org/pull/481") && shown.contains("orient.j2"), "{shown}");
    assert!(!shown.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{shown}");
    bench.keys("Esc x p");
    assert!(bench.journal().evidence(subject(&bench)).unwrap()[0].0.private);
    let shown = bench.screen();
    assert!(shown.contains("does not count yet · private") && shown.contains("x p private"), "{shown}");
    bench.keys("x d");
    assert!(bench.journal().evidence(subject(&bench)).unwrap().is_empty());
    bench.keys("u");
    assert_eq!(bench.journal().evidence(subject(&bench)).unwrap().len(), 1);
}

#[test]
fn evidence_is_kept_for_the_selected_benchmark_with_the_hash_of_its_file() {
    let mut bench = on_skill(120, 40);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.txt");
    std::fs::write(&path, "abc").unwrap();
    let name_file = |bench: &mut Bench, path: &std::path::Path| {
        let Some(state) = bench.model.top_mut::<FormState>() else { panic!("no form") };
        state.form.set_text("file", path.to_str().unwrap());
    };
    bench.keys("Home Enter j a \"Observed_twice");
    name_file(&mut bench, &path);
    bench.keys("C-s");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    let all = bench.journal().evidence(subject(&bench)).unwrap();
    let (piece, links) = all.iter().find(|(piece, _)| piece.title == "Observed twice").unwrap();
    assert_eq!((links[0].benchmark.as_str(), piece.file.size), ("orient.a1", Some(3)));
    assert!(piece.file.sha256.as_ref().unwrap().starts_with("ba7816bf"));
    bench.keys("a \"A_folder");
    name_file(&mut bench, folder.path());
    bench.keys("C-s");
    assert!(bench.screen().contains("is a folder"), "{}", bench.screen());
}

#[test]
fn the_next_stage_is_taken_with_a_sentence_and_says_what_it_lacks_for_ever() {
    let mut bench = on_skill(120, 40);
    bench.keys("P");
    assert!(bench.screen().contains("self-declared"), "said before Enter: {}", bench.screen());
    bench.keys("Enter");
    assert!(bench.screen().contains("there is none yet"), "{}", bench.screen());
    bench.keys("\"Half Esc P");
    assert!(bench.screen().contains("Half"), "a sentence is kept: {}", bench.screen());
    bench.keys("\"_a_year_of_it. Enter");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    assert_eq!(held(&bench), Some(Stage::Journeyman));
    assert!(bench.screen().contains("self-declared, 0 of 2 shown"), "{}", bench.screen());
    bench.keys("P \"Too_much. Enter u t");
    let shown = bench.screen();
    assert!(
        shown.contains("A year of it.") || shown.contains("a year of it."),
        "the one that counts: {shown}"
    );
    let track =
        |bench: &Bench| bench.screen().lines().find(|line| line.contains("│ Read the in")).map(str::to_owned);
    assert!(
        !track(&bench).unwrap_or_default().contains('×'),
        "what counts is not hidden: {}",
        bench.screen()
    );
    bench.keys("u End");
    assert!(bench.screen().contains("withdrawn"), "undone, it stays: {}", bench.screen());
    assert_eq!(held(&bench), Some(Stage::Apprentice));
}

#[test]
fn a_step_back_has_its_reason() {
    let mut bench = on_skill(120, 40);
    bench.keys("B Enter");
    assert_eq!(held(&bench), Some(Stage::Apprentice));
    bench.keys("B \"Too_early Enter t End");
    assert!(bench.screen().contains("Too early"), "{}", bench.screen());
    assert_eq!(held(&bench), None);
}

#[test]
fn the_history_is_walked_and_two_points_are_compared() {
    let mut bench = on_skill(120, 40);
    bench.keys("t");
    assert!(bench.screen().contains("Two outages."), "the newest first: {}", bench.screen());
    bench.keys("Left");
    let shown = bench.screen();
    assert!(shown.contains("Reviewed for two years elsewhere."), "{shown}");
    assert!(shown.contains("declared"), "{shown}");
    bench.keys("m Right");
    let shown = bench.screen();
    assert!(shown.contains("practised") && shown.contains("sessions"), "{shown}");
    insta::assert_snapshot!("compared_120x40", shown);
    bench.keys("m");
    assert_eq!(bench.model.stages.mark, None);
    bench.resize(80, 24);
    let footer = bench.screen().lines().last().unwrap_or_default().to_owned();
    assert!(footer.contains("m compare") && footer.contains("D as of"), "{footer}");
}

#[test]
fn a_past_day_is_seen_under_its_banner() {
    let mut bench = on_skill(120, 40);
    bench.keys("D \"2025-03-01 Enter");
    let shown = bench.screen();
    assert!(shown.contains("as of 2025-03-01") && shown.contains("journeyman since"), "{shown}");
    let pip = |bench: &Bench| {
        let screen = bench.screen();
        let row = screen.lines().find(|line| line.contains("▌  Read the intent")).unwrap_or_default();
        row.split("││").next().unwrap_or_default().contains('◐')
    };
    assert!(pip(&bench), "the list shows that day, too: {shown}");
    bench.keys("P");
    assert!(bench.screen().contains("the page shows a past day"), "{}", bench.screen());
    bench.keys("Esc");
    assert!(!pip(&bench), "{}", bench.screen());
    assert!(!bench.screen().contains("as of 2025-03-01"), "{}", bench.screen());
    bench.keys("D \"tomorrow Enter");
    assert!(bench.screen().contains("still to come"), "{}", bench.screen());
    bench.resize(80, 24).keys("Esc D \"next_week Enter");
    let shown = bench.screen();
    assert!(
        shown.contains("“next week” is not a day that is past") && shown.contains("3 months ago"),
        "{shown}"
    );
}

#[test]
fn what_is_on_no_ladder_is_put_on_one() {
    let mut bench = screen(120, 40);
    bench.keys("End");
    assert!(bench.screen().contains("is on no ladder"), "{}", bench.screen());
    bench.keys("+ \"Play Enter Down Enter");
    assert!(bench.screen().contains("Jazz improvisation 1.0.0"), "{}", bench.screen());
    bench.keys("u k");
    assert!(bench.screen().contains("is on no ladder"), "{}", bench.screen());
    bench.keys("+ \"Nego Down Enter");
    let page = bench.model.stages.chosen(&bench.model.data).unwrap();
    assert_eq!(page.view.ladder.as_ref().map(|on| on.id.as_str()), Some("professional.negotiation"));
}

#[test]
fn pips_stand_beside_names_everywhere() {
    let mut bench = on_skill(120, 40);
    let pip = |bench: &Bench| {
        let screen = bench.screen();
        screen.lines().any(|line| line.contains("Read the intent") && line.contains('○'))
    };
    for screen in ["g s", "g a", "g d"] {
        bench.keys(screen);
        assert!(pip(&bench), "{}", bench.screen());
    }
    // The list counts as the ladder does.
    assert!(bench.screen().contains("○ 0/8"), "{}", bench.screen());
    bench.keys("g s Esc Esc Home");
    assert!(bench.screen().contains("Journeyman  0/8"), "{}", bench.screen());
}

#[test]
fn watching_and_teaching_are_logged_from_anywhere() {
    let mut bench = on_skill(120, 40);
    let skill = subject(&bench).skill().unwrap();
    bench.keys("L o Tab \"Ada Tab \"slowly Tab \"wait C-s");
    assert!(bench.model.layers.is_empty(), "{}", bench.screen());
    assert_eq!(watched(&bench, skill)[0].more, "wait");
    bench.keys("g d L t");
    assert!(bench.screen().contains("Somebody was taught"), "{}", bench.screen());
    bench.keys("C-s");
    assert!(bench.screen().contains("who learned?"), "{}", bench.screen());
}

#[test]
fn the_screen_waits_for_nothing() {
    let mut bench = screen(80, 24).deaf();
    bench.keys("j j Enter j t Left P m D Esc t a w Enter Home");
    assert_eq!(bench.model.place, Place::Stages);
    assert!(matches!(bench.model.stages.view, View::Ladder | View::History));
    bench.screen();
}

#[test]
fn an_empty_journal_says_where_to_begin() {
    let mut bench = Bench::new(80, 24, |_| ());
    let own = built_in().remove(2);
    let text = crate::exchange::ladder::BUILT_IN[2].text.replacen(&own.id, "own.negotiation", 1);
    std::fs::create_dir(bench.ladders()).unwrap();
    std::fs::write(bench.ladders().join("own.toml"), text).unwrap();
    bench.keys("g s");
    let shown = bench.screen();
    assert!(shown.contains("g a") && shown.contains("+ takes a ladder"), "{shown}");
    assert!(!shown.lines().last().unwrap().contains("history"), "{shown}");
    bench.keys("+ \"own Down Enter");
    let page = bench.model.stages.chosen(&bench.model.data).unwrap();
    assert_eq!(
        page.view.ladder.as_ref().map(|on| on.id.as_str()),
        Some("own.negotiation"),
        "{}",
        bench.screen()
    );
    // The first questions offer it, too.
    bench.keys("u");
    let offer = crate::tui::first_run::Offer { id: "own.negotiation".into(), title: "Negotiation".into() };
    bench.model.lay(crate::tui::first_run::FirstRun::new(vec![offer]));
    bench.keys("Down Enter");
    bench.keys("Enter");
    assert_eq!(bench.journal().overview().unwrap().areas[0].ladder.as_deref(), Some("own.negotiation"));
}
