//! Stages: for every benchmark of the three ladders the records that meet it, made by the changes a user makes; the steps
//! of a history, and what of it can be undone.
//! Long because every kind of benchmark is met here by its own records.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::benchmark::Standing;
use etude::domain::calendar::Calendar;
use etude::domain::change::{Change, NewReps, PastSession, StageMove, Start, Stop, With};
use etude::domain::entry::{Entry, EntryKind};
use etude::domain::evidence::{Evidence, EvidenceKind, Statement, StatementState};
use etude::domain::id::Id;
use etude::domain::ladder::{Benchmark, Form, Ladder, Need};
use etude::domain::measure::Measure;
use etude::domain::moment::Moment;
use etude::domain::rep::RepResult;
use etude::domain::session::{AiUse, Mode, Session};
use etude::domain::skill::Skill;
use etude::domain::stage::{Rank, Stage, StageEventKind, Subject};
use etude::domain::when::Dated;
use etude::exchange::ladder::built_in;
use support::{Bench, MIN};

const DAY: i64 = 24 * 60 * MIN;

fn exactly(at: Moment) -> Option<Dated> {
    Some(Dated::exactly(at, &Calendar::utc()))
}

/// A journal with the skills of a ladder up to one of them, which is the one looked at.
struct On {
    bench: Bench,
    ladder: Ladder,
    skill: Id,
    item: usize,
}

impl On {
    fn new(ladder: &Ladder, item: usize) -> On {
        let mut bench = Bench::new();
        let mut template = ladder.template();
        template.skills.truncate(item + 1);
        bench.apply(Change::AdoptLadder(Box::new(template)));
        let wanted = &ladder.skills[item].id;
        let overview = bench.journal.overview().unwrap();
        let found = overview.skills.iter().find(|line| line.skill.ladder_item.as_ref() == Some(wanted));
        let skill = found.unwrap().skill.id;
        On { bench, ladder: ladder.clone(), skill, item }
    }

    /// The skill of a ladder, by its id there.
    fn at(ladder: &str, item: &str) -> On {
        let ladder = built_in().into_iter().find(|known| known.id == ladder).unwrap();
        let at = ladder.skills.iter().position(|skill| skill.id == item).unwrap();
        On::new(&ladder, at)
    }

    fn subject(&self) -> Subject {
        Subject::Skill(self.skill)
    }

    fn standing(&self, benchmark: &str) -> Standing {
        self.verdict(benchmark).0
    }

    /// How a benchmark stands, what is missing, and how many records say so.
    fn verdict(&self, benchmark: &str) -> (Standing, String, usize) {
        let today = self.bench.journal.calendar().day(self.bench.journal.now().wall);
        let view = self.bench.journal.stage_view(self.subject(), today).unwrap();
        let all = view.checks.iter().flat_map(|check| &check.benchmarks);
        let (_, verdict) = all.into_iter().find(|(known, _)| known.id == benchmark).expect(benchmark);
        (verdict.standing, verdict.missing.clone(), verdict.records.len())
    }

    fn drill(&self) -> Option<Id> {
        self.bench.journal.drills(self.skill).unwrap().into_iter().find(|drill| drill.probe).map(|d| d.id)
    }

    /// A cold probe a day after whatever was before.
    fn probe(&mut self, hits: i64, misses: i64, context: &str) -> Id {
        self.probe_with(hits, misses, |session| context.clone_into(&mut session.context))
    }

    fn probe_with(&mut self, hits: i64, misses: i64, say: impl FnOnce(&mut Session)) -> Id {
        self.bench.clock.advance(DAY);
        let mut start = Start::of(self.skill);
        start.session.drill = self.drill();
        say(&mut start.session);
        let session = self.bench.apply(Change::Start(Box::new(start)));
        let mut results = vec![(RepResult::Hit, hits), (RepResult::Miss, misses)];
        results.retain(|(_, count)| *count > 0);
        self.bench.apply(Change::AddReps(NewReps { results, ..NewReps::one(RepResult::Hit) }));
        self.bench.clock.advance(5 * MIN);
        self.bench.apply(Change::Stop(Box::default()));
        session
    }

    fn past(&mut self, mode: Mode, say: impl FnOnce(&mut Session)) -> Id {
        self.bench.clock.advance(DAY);
        let started = self.bench.journal.now().wall.plus(-30 * MIN);
        let mut session = Session { started, mode, ..Session::on(self.skill) };
        say(&mut session);
        let past = PastSession {
            session,
            length: 20 * MIN,
            reps: None,
            notes: Vec::new(),
            new_skill: None,
            with: None,
        };
        self.bench.apply(Change::LogSession(Box::new(past)))
    }

    fn apply_at(&mut self, place: &str) -> Id {
        self.bench.clock.advance(DAY);
        self.write(Entry { place: place.to_owned(), ..Entry::about(EntryKind::Use, self.skill) }, None)
    }

    fn teach(&mut self, learner: &str, result: &str) -> Id {
        let about = Entry::about(EntryKind::Taught, self.skill);
        self.write(Entry { more: result.to_owned(), ..about }, Some(learner))
    }

    fn observe(&mut self, copy: &str) -> Id {
        let about = Entry::about(EntryKind::Watched, self.skill);
        self.write(Entry { more: copy.to_owned(), ..about }, Some("Barry Harris"))
    }

    fn write(&mut self, entry: Entry, person: Option<&str>) -> Id {
        let person = person.map(str::to_owned);
        self.bench.apply(Change::add_with(entry, With::person(person)))
    }

    fn read(&mut self, metric: &str, value: f64, sample: i64) {
        self.bench.clock.advance(MIN);
        let measures: Vec<Measure> = self.bench.journal.measures(self.skill).unwrap();
        let measure = measures.iter().find(|measure| measure.name == metric).expect(metric).id;
        self.bench.apply(Change::AddReading { measure, value, sample, at: None });
    }

    fn evidence(&mut self, benchmark: &str, fill: impl FnOnce(&mut Evidence)) -> Id {
        let mut evidence = Evidence {
            skill: Some(self.skill),
            title: "take 3".into(),
            ..Evidence::of(EvidenceKind::Artefact)
        };
        fill(&mut evidence);
        self.bench.apply(Change::add_with(
            evidence,
            With { benchmarks: Some(vec![benchmark.to_owned()]), person: None, ..With::default() },
        ))
    }

    fn witness(&mut self, who: &str, benchmark: Option<&str>, agrees: bool) -> Id {
        self.bench.clock.advance(MIN);
        let statement = Statement {
            skill: Some(self.skill),
            benchmark: benchmark.map(str::to_owned),
            state: StatementState::Confirmed,
            agrees: Some(agrees),
            external: true,
            words: "I did not have to carry them.".into(),
            ..Statement::by(Id::default())
        };
        self.bench.apply(Change::add_with(statement, With::person(Some(who.to_owned()))))
    }

    /// Makes the records that meet a benchmark.
    fn meet(&mut self, benchmark: &Benchmark) {
        let id = benchmark.id.as_str();
        match benchmark.need.clone() {
            Need::Observe { count } => {
                for _ in 0..count {
                    self.observe("the left hand waits");
                }
            }
            Need::Probe { probes, reps, .. } => {
                for _ in 0..probes {
                    self.probe(reps, 0, "");
                }
            }
            Need::Measure { metric, value, count, sample, during, .. } => {
                for _ in 0..count {
                    match &during {
                        None => self.read(&metric, value, sample),
                        Some(_) => self.read_during(id, &metric, value, sample),
                    }
                }
            }
            Need::Artefact { count, form, gap_days, draw } => {
                self.artefacts(id, count, form, draw);
                self.bench.clock.advance(gap_days.unwrap_or(0) * DAY);
            }
            Need::Apply { count, per_item: false, .. } => {
                for n in 0..count {
                    self.apply_at(&format!("gig {n}"));
                }
            }
            Need::Apply { count, per_item: true, .. } => {
                for n in 0..count {
                    let reps = 10;
                    self.probe_with(reps, 0, |session| session.variation = Some(format!("phrase {n:02}")));
                    self.apply_at(&format!("Café, phrase {n:02} over the bridge"));
                }
            }
            Need::Transfer { contexts, rate } => {
                for n in 0..contexts {
                    let context = format!("context {n}");
                    match self.drill() {
                        Some(_) => {
                            self.probe(40, 0, &context);
                        }
                        None => self.read_in(&context, rate),
                    }
                }
            }
            Need::Teach { learners, .. } => {
                for n in 0..learners {
                    self.teach(&format!("Learner {n}"), "5/5");
                }
            }
            Need::Witness { count, role } => {
                assert!(role <= Rank::External);
                for n in 0..count {
                    self.witness(&format!("Witness {n}"), Some(id), true);
                }
            }
            Need::Retain { gap_days, reps, .. } => {
                self.probe(reps, 0, "");
                self.bench.clock.advance(gap_days * DAY);
                self.probe(reps, 0, "");
            }
        }
    }

    fn artefacts(&mut self, id: &str, count: i64, form: Form, draw: Option<i64>) {
        if form == Form::List {
            let items: Vec<String> = (0..count).map(|n| format!("tune {n}")).collect();
            let drawn = items.iter().take(usize::try_from(draw.unwrap_or(0)).unwrap()).cloned().collect();
            let evidence = Evidence {
                skill: Some(self.skill),
                title: "the book".into(),
                items,
                drawn,
                ..Evidence::of(EvidenceKind::Artefact)
            };
            self.bench.apply(Change::add_with(
                evidence,
                With { benchmarks: Some(vec![id.to_owned()]), person: Some("Ada".into()), ..With::default() },
            ));
            return;
        }
        for at in 0..count {
            let address = format!("https://example.org/{at}");
            self.evidence(id, |piece| match form {
                Form::File => {
                    (piece.file.path, piece.file.sha256, piece.file.size) =
                        (format!("/{at}"), Some(format!("{at:064}")), Some(1))
                }
                Form::Link => piece.link = address,
                Form::Recording => (piece.recording, piece.link) = (true, address),
                Form::Note | Form::List => piece.text = "What I did, in a sentence.".into(),
            });
        }
    }

    /// A session with a reading in it.
    fn reading_session(&mut self, metric: &str, value: f64, sample: i64, context: &str) -> Id {
        self.bench.clock.advance(DAY);
        let mut start = Start::of(self.skill);
        context.clone_into(&mut start.session.context);
        let session = self.bench.apply(Change::Start(Box::new(start)));
        self.read(metric, value, sample);
        self.bench.apply(Change::Stop(Box::<Stop>::default()));
        session
    }

    fn read_in(&mut self, context: &str, rate: f64) {
        let metric = self.ladder.skills[self.item].metric.name.clone();
        self.reading_session(&metric, rate, 10, context);
    }

    /// A reading under circumstances that the user confirms by linking its session.
    fn read_during(&mut self, id: &str, metric: &str, value: f64, sample: i64) {
        let session = self.reading_session(metric, value, sample, "release week");
        self.evidence(id, |piece| (piece.kind, piece.session) = (EvidenceKind::Session, Some(session)));
    }

    fn step(
        &mut self,
        kind: StageEventKind,
        sentence: &str,
    ) -> Result<etude::journal::Outcome, etude::journal::Error> {
        let step = StageMove {
            self_declared: true,
            sentence: sentence.to_owned(),
            ..StageMove::of(self.subject(), kind)
        };
        self.bench.journal.apply(Change::MoveStage(Box::new(step)))
    }

    fn held(&self) -> Option<Stage> {
        let today = self.bench.journal.calendar().day(self.bench.journal.now().wall);
        self.bench.journal.stage_view(self.subject(), today).unwrap().held
    }
}

#[test]
fn every_benchmark_of_the_three_ladders_can_be_met_and_is_not_before() {
    for ladder in built_in() {
        for item in 0..ladder.skills.len() {
            for benchmark in &ladder.skills[item].benchmarks {
                let mut on = On::new(&ladder, item);
                let (before, missing, _) = on.verdict(&benchmark.id);
                assert_eq!(before, Standing::NotMet, "{}", benchmark.id);
                assert!(!missing.is_empty(), "{} says what is missing", benchmark.id);
                on.meet(benchmark);
                let (after, missing, records) = on.verdict(&benchmark.id);
                assert_eq!((after, missing.as_str()), (Standing::Met, ""), "{}", benchmark.id);
                assert!(records > 0, "{} names its records", benchmark.id);
            }
        }
    }
}

#[test]
fn sessions_count_as_use_and_teaching_only_with_their_short_form() {
    let mut on = On::at("software.code-review", "dialogue");
    for _ in 0..4 {
        on.past(Mode::Apply, |_| ());
    }
    assert_eq!(on.standing("dialogue.j2"), Standing::NotMet, "nothing was said of them");
    for _ in 0..4 {
        on.past(Mode::Apply, |session| {
            session.context = "the storage change".into();
            session.worked = "they answered".into();
        });
    }
    assert_eq!(on.standing("dialogue.j2"), Standing::Met);
}

#[test]
fn a_promotion_says_what_was_shown_and_undoing_it_withdraws_it_for_all_to_see() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.observe("the left hand waits");
    on.step(StageEventKind::Enter, "").unwrap();
    assert_eq!(on.held(), Some(Stage::Apprentice));
    let refused = on.step(StageEventKind::Promote, " ").unwrap_err();
    assert!(refused.sentence.contains("one sentence of your own"), "{}", refused.sentence);
    let taken = on.step(StageEventKind::Promote, "I carry my own time now.").unwrap();
    assert_eq!(taken.notices, ["self-declared, 0 of 2 shown"]);
    assert_eq!(on.held(), Some(Stage::Journeyman));
    on.bench.journal.undo(None).unwrap();
    assert_eq!(on.held(), Some(Stage::Apprentice));
    let history = on.bench.journal.stage_history().unwrap();
    assert_eq!((history.len(), history[1].withdrawn.is_some()), (2, true));
    assert!(history[1].event.self_declared());
    on.bench.journal.redo().unwrap();
    assert_eq!(on.held(), Some(Stage::Journeyman));
    on.bench.journal.undo(None).unwrap();
    assert_eq!(on.held(), Some(Stage::Apprentice));
    assert_eq!(on.bench.journal.stage_history().unwrap().len(), 2);
}

#[test]
fn the_history_cannot_be_altered_behind_its_back() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.step(StageEventKind::Enter, "").unwrap();
    let conn = rusqlite::Connection::open(on.bench.folder.path().join("journal.db")).unwrap();
    on.bench.journal.undo(None).unwrap();
    for sql in [
        "UPDATE stage_event SET to_stage = 'master'",
        "DELETE FROM stage_event",
        "REPLACE INTO stage_event SELECT * FROM stage_event",
        "REPLACE INTO stage_sway SELECT * FROM stage_sway",
    ] {
        let refused = conn.execute(sql, []).unwrap_err().to_string();
        assert!(refused.contains("only added to"), "{refused}");
    }
}

#[test]
fn a_witness_who_disagrees_blocks_until_a_second_opinion() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.step(StageEventKind::Enter, "").unwrap();
    on.witness("Max", None, false);
    let refused = on.step(StageEventKind::Promote, "I am ready.").unwrap_err();
    assert!(refused.sentence.contains("Max disagrees"), "{}", refused.sentence);
    on.witness("Ada", None, true);
    on.step(StageEventKind::Promote, "I am ready.").unwrap();
    assert_eq!(on.bench.journal.statements(on.subject()).unwrap().len(), 2, "both are kept");
}

#[test]
fn a_stage_lapses_and_one_passing_cold_probe_restores_it() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.step(StageEventKind::Enter, "").unwrap();
    for _ in 0..3 {
        on.probe(10, 0, "");
    }
    on.step(StageEventKind::Promote, "Three evenings in a row.").unwrap();
    let refused = on.step(StageEventKind::Restore, "").unwrap_err();
    assert!(refused.sentence.contains("has not lapsed"), "{}", refused.sentence);
    on.bench.clock.advance(181 * DAY);
    let refused = on.step(StageEventKind::Restore, "").unwrap_err();
    assert!(refused.sentence.contains("not shown again"), "{}", refused.sentence);
    assert_eq!(on.held(), Some(Stage::Journeyman), "the stage stays, freshness fades");
    on.probe(10, 0, "");
    on.step(StageEventKind::Restore, "").unwrap();
    let kinds: Vec<_> =
        on.bench.journal.stage_history().unwrap().iter().map(|told| told.event.kind).collect();
    use StageEventKind::{Enter, Lapse, Promote, Restore};
    assert_eq!(kinds, [Enter, Promote, Lapse, Restore]);
    assert!(on.step(StageEventKind::Restore, "").is_err(), "once is enough");
}

#[test]
fn steps_are_taken_one_at_a_time_and_back_with_a_reason() {
    let mut on = On::at("software.code-review", "orient");
    let to = |on: &On, kind, to, sentence: &str| StageMove {
        to: Some(to),
        self_declared: true,
        sentence: sentence.to_owned(),
        ..StageMove::of(on.subject(), kind)
    };
    on.step(StageEventKind::Promote, "Begun.").unwrap();
    assert_eq!(on.held(), Some(Stage::Apprentice), "the first step up is to apprentice");
    let far = to(&on, StageEventKind::Promote, Stage::Master, "x");
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(far))).unwrap_err();
    assert!(refused.sentence.contains("the next stage is journeyman"), "{}", refused.sentence);
    let mut import = to(&on, StageEventKind::Import, Stage::Master, "Lead reviewer since 2019.");
    import.at = exactly(on.bench.journal.now().wall.plus(-400 * DAY));
    on.bench.apply(Change::MoveStage(Box::new(import)));
    assert_eq!(on.held(), Some(Stage::Apprentice), "what came later still counts");
    on.step(StageEventKind::Promote, "Again.").unwrap();
    assert!(on.step(StageEventKind::StepBack, "").is_err());
    on.step(StageEventKind::StepBack, "A year away from it.").unwrap();
    on.step(StageEventKind::StepBack, "And again.").unwrap();
    assert_eq!(on.held(), None);
}

#[test]
fn merging_a_skill_keeps_the_history_it_had() {
    let mut on = On::at("software.code-review", "defects");
    on.step(StageEventKind::Enter, "").unwrap();
    let other =
        on.bench.journal.overview().unwrap().skills.iter().map(|l| l.skill.id).find(|id| *id != on.skill);
    let merged = Change::merge::<Skill>(on.skill, other.unwrap());
    let outcome = on.bench.journal.apply(merged).unwrap();
    assert!(outcome.notices.iter().any(|notice| notice.contains("is archived")), "{:?}", outcome.notices);
    let history = on.bench.journal.stage_history().unwrap();
    let heir = &history[1].event;
    assert_eq!((heir.skill, heir.kind, heir.to), (other, StageEventKind::Import, Some(Stage::Apprentice)));
    assert!(heir.sentence.contains("was merged into this"), "{}", heir.sentence);
}

/// A step that says what it was told and no more.
fn plain(on: &On, kind: StageEventKind, sentence: &str) -> StageMove {
    StageMove { sentence: sentence.to_owned(), ..StageMove::of(on.subject(), kind) }
}

#[test]
fn a_probe_that_only_missed_can_be_read() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.probe(0, 10, "");
    assert_eq!(on.standing("time.j1"), Standing::NotMet);
}

#[test]
fn a_lapse_lies_after_the_stage_was_taken() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.probe(10, 0, "");
    on.bench.clock.advance(300 * DAY);
    on.step(StageEventKind::Enter, "").unwrap();
    for _ in 0..3 {
        on.probe(10, 0, "");
    }
    on.step(StageEventKind::Promote, "After a long break.").unwrap();
    let refused = on.step(StageEventKind::Restore, "").unwrap_err();
    assert!(refused.sentence.contains("has not lapsed"), "{}", refused.sentence);
}

#[test]
fn a_stage_that_fell_below_is_restored_by_a_passing_probe() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.step(StageEventKind::Enter, "").unwrap();
    for _ in 0..3 {
        on.probe(10, 0, "");
    }
    on.step(StageEventKind::Promote, "Three evenings in a row.").unwrap();
    on.probe(1, 9, "");
    on.probe(1, 9, "");
    on.apply_at("a gig that went well");
    let refused = on.step(StageEventKind::Restore, "").unwrap_err();
    assert!(refused.sentence.contains("not shown again"), "a use mends nothing: {}", refused.sentence);
    on.probe(10, 0, "");
    on.step(StageEventKind::Restore, "").unwrap();
    let last = on.bench.journal.stage_history().unwrap();
    assert_eq!(last[last.len() - 2].event.kind, StageEventKind::Lapse);
}

#[test]
fn what_is_unmet_has_to_be_meant() {
    let mut on = On::at("software.code-review", "orient");
    on.step(StageEventKind::Enter, "").unwrap();
    let refused = on
        .bench
        .journal
        .apply(Change::MoveStage(Box::new(plain(&on, StageEventKind::Promote, "x"))))
        .unwrap_err();
    assert!(refused.sentence.contains("0 of 2 shown; nothing was changed"), "{}", refused.sentence);
    assert_eq!(on.held(), Some(Stage::Apprentice));
}

#[test]
fn a_missing_witness_is_said_for_ever() {
    let mut on = On::at("software.code-review", "orient");
    on.step(StageEventKind::Enter, "").unwrap();
    for benchmark in on.ladder.skills[on.item].benchmarks.clone() {
        if benchmark.stage == Stage::Journeyman {
            on.meet(&benchmark);
        }
    }
    on.step(StageEventKind::Promote, "All of it.").unwrap();
    let history = on.bench.journal.stage_history().unwrap();
    let event = &history.last().unwrap().event;
    assert_eq!(event.benchmarks_met, event.benchmarks_total);
    assert!(event.declared().is_some_and(|said| said.contains("missing")), "{:?}", event.missing);
}

#[test]
fn a_correction_keeps_what_was_shown_and_goes_no_further() {
    let mut on = On::at("software.code-review", "orient");
    on.step(StageEventKind::Enter, "").unwrap();
    let taken = on.step(StageEventKind::Promote, "Early.").unwrap().id;
    let wrong = on.bench.journal.stage_history().unwrap().last().unwrap().event.clone();
    assert_eq!(taken, Some(wrong.id));
    let step = |to| StageMove { to, corrects: taken, ..plain(&on, StageEventKind::Correct, "a typo") };
    let (far, same) = (step(Some(Stage::Master)), step(None));
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(far))).unwrap_err();
    assert!(refused.sentence.contains("goes no further"), "{}", refused.sentence);
    on.bench.journal.apply(Change::MoveStage(Box::new(same))).unwrap();
    let right = on.bench.journal.stage_history().unwrap().last().unwrap().event.clone();
    assert_eq!((right.from, right.to), (Some(Stage::Apprentice), Some(Stage::Journeyman)));
    assert_eq!(right.declared(), wrong.declared());
}

#[test]
fn a_step_in_the_past_is_judged_by_what_was_on_record_then() {
    let mut on = On::at("music.jazz-improvisation", "time");
    let long_ago = on.bench.journal.now().wall;
    on.bench.clock.advance(30 * DAY);
    on.observe("the left hand waits");
    on.probe(10, 0, "");
    let enter = StageMove { at: exactly(long_ago), ..plain(&on, StageEventKind::Enter, "") };
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(enter))).unwrap_err();
    assert!(refused.sentence.contains("0 of 2 shown"), "{}", refused.sentence);
}

#[test]
fn an_import_is_what_was_held_before_there_was_a_history() {
    let mut on = On::at("music.jazz-improvisation", "time");
    on.step(StageEventKind::Enter, "").unwrap();
    on.bench.clock.advance(DAY);
    let late = StageMove { to: Some(Stage::Master), ..plain(&on, StageEventKind::Import, "since 2010") };
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(late))).unwrap_err();
    assert!(refused.sentence.contains("history of its own"), "{}", refused.sentence);
}

#[test]
fn certificates_cancelled_sessions_and_given_answers_never_count() {
    let mut on = On::at("music.jazz-improvisation", "form");
    let kind = |on: &On, wanted: fn(&Need) -> bool| {
        let all = &on.ladder.skills[on.item].benchmarks;
        all.iter().find(|benchmark| wanted(&benchmark.need)).unwrap().id.clone()
    };
    let recorded = kind(&on, |need| matches!(need, Need::Artefact { form: Form::Recording, .. }));
    for (made, counted) in [(EvidenceKind::Credential, 0), (EvidenceKind::Performance, 1)] {
        on.evidence(&recorded, |piece| {
            (piece.kind, piece.recording) = (made, true);
            piece.link = format!("https://example.org/{made}");
        });
        assert_eq!(on.verdict(&recorded).2, counted, "{made}");
    }
    let id = kind(&on, |need| matches!(need, Need::Apply { .. }));
    on.past(Mode::Apply, |s| {
        (s.context, s.worked, s.ai_use) = ("gig".into(), "the form".into(), AiUse::Answers);
    });
    assert_eq!(on.verdict(&id).2, 0, "the answers were given");
    on.past(Mode::Apply, |s| (s.context, s.worked) = ("gig".into(), "the form".into()));
    assert_eq!(on.verdict(&id).2, 1);
}

#[test]
fn of_two_who_link_at_once_nobody_loses() {
    let mut on = On::at("music.jazz-improvisation", "time");
    let ids: Vec<String> =
        on.ladder.skills[on.item].benchmarks.iter().map(|b| b.id.clone()).take(2).collect();
    on.evidence(&ids[0], |piece| piece.text = "one take".into());
    let (piece, _) = on.bench.journal.evidence(on.subject()).unwrap().remove(0);
    let edit = |benchmarks: &[String]| {
        Change::edit_with(piece.clone(), With { benchmarks: Some(benchmarks.to_vec()), ..With::default() })
    };
    on.bench.journal.apply(edit(&ids)).unwrap();
    let refused = on.bench.journal.apply(edit(&ids[..1])).unwrap_err();
    assert!(refused.is_conflict(), "{}", refused.sentence);
}

#[test]
fn a_correction_moves_nothing_past_another_step_and_no_proof_into_the_past() {
    let mut on = On::at("music.jazz-improvisation", "time");
    let start = on.bench.journal.now().wall;
    on.bench.clock.advance(10 * DAY);
    on.step(StageEventKind::Enter, "").unwrap();
    on.bench.clock.advance(10 * DAY);
    for benchmark in on.ladder.skills[on.item].benchmarks.clone() {
        if benchmark.stage == Stage::Journeyman {
            on.meet(&benchmark);
        }
    }
    let taken = on.step(StageEventKind::Promote, "All of it.").unwrap().id;
    let shown = on.bench.journal.stage_history().unwrap().last().unwrap().event.benchmarks_met;
    assert!(shown > 0);
    let moved =
        |at| StageMove { at: exactly(at), corrects: taken, ..plain(&on, StageEventKind::Correct, "earlier") };
    let (before_all, sooner) = (moved(start), moved(start.plus(11 * DAY)));
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(before_all))).unwrap_err();
    assert!(refused.sentence.contains("that this one would pass"), "{}", refused.sentence);
    on.bench.journal.apply(Change::MoveStage(Box::new(sooner))).unwrap();
    let history = on.bench.journal.stage_history().unwrap();
    let right = &history.iter().find(|told| told.event.kind == StageEventKind::Correct).unwrap().event;
    assert_eq!(right.benchmarks_met, 0, "nothing was on record then");
    assert!(right.declared().is_some());
}

#[test]
fn imports_lead_up_and_one_that_was_mistyped_is_put_right() {
    let mut on = On::at("music.jazz-improvisation", "time");
    let now = on.bench.journal.now().wall;
    let import = |on: &On, to, years: i64| StageMove {
        to: Some(to),
        at: exactly(now.plus(-years * 365 * DAY)),
        ..plain(on, StageEventKind::Import, "as it was")
    };
    let (first, above) = (import(&on, Stage::Apprentice, 5), import(&on, Stage::Master, 6));
    let wrong = on.bench.journal.apply(Change::MoveStage(Box::new(first))).unwrap().id;
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(above))).unwrap_err();
    assert!(refused.sentence.contains("it was below that before"), "{}", refused.sentence);
    let right = StageMove {
        to: Some(Stage::Master),
        at: exactly(now.plus(-5 * 365 * DAY)),
        corrects: wrong,
        ..plain(&on, StageEventKind::Correct, "mistyped")
    };
    on.bench.journal.apply(Change::MoveStage(Box::new(right))).unwrap();
    assert_eq!(on.held(), Some(Stage::Master));
    let event = on.bench.journal.stage_history().unwrap().last().unwrap().event.clone();
    assert_eq!((event.benchmarks_total, event.declared().is_some()), (0, true), "nothing was judged");
}

#[test]
fn an_area_shows_no_more_than_its_skills() {
    let mut on = On::at("music.jazz-improvisation", "time");
    let import =
        StageMove { to: Some(Stage::Master), ..plain(&on, StageEventKind::Import, "since 2001, by my word") };
    on.bench.journal.apply(Change::MoveStage(Box::new(import))).unwrap();
    let area = on.bench.journal.overview().unwrap().areas[0].id;
    let today = on.bench.journal.calendar().day(on.bench.journal.now().wall);
    let view = on.bench.journal.stage_view(Subject::Area(area), today).unwrap();
    let declared = |missing: &[String]| missing.iter().any(|what| what.contains("by your word alone"));
    assert!(view.area_checks.iter().all(|check| declared(&check.missing)));
    let enter = StageMove { subject: Subject::Area(area), ..plain(&on, StageEventKind::Enter, "") };
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(enter))).unwrap_err();
    assert!(refused.sentence.contains("by your word alone"), "{}", refused.sentence);
}

#[test]
fn an_import_is_declared_until_a_fresh_probe_and_a_witness_bear_it_out() {
    let mut on = On::at("music.jazz-improvisation", "time");
    let import = StageMove {
        to: Some(Stage::Journeyman),
        ..plain(&on, StageEventKind::Import, "House pianist since 2015.")
    };
    on.bench.journal.apply(Change::MoveStage(Box::new(import))).unwrap();
    let declared = |on: &On| {
        let today = on.bench.journal.calendar().day(on.bench.journal.now().wall);
        on.bench.journal.stage_view(on.subject(), today).unwrap().declared
    };
    assert_eq!(declared(&on).as_deref(), Some("declared"));
    on.probe(10, 0, "");
    assert_eq!(declared(&on).as_deref(), Some("declared"), "nobody else says so yet");
    on.witness("Ada", None, true);
    assert_eq!(declared(&on), None);
}
