//! Stages: for every benchmark of the three ladders the records that meet it, made by the changes a user makes; the steps
//! of a history, and what of it can be undone.
//! Long because every kind of benchmark is met here by its own records.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use etude::domain::application::{Application, Setting};
use etude::domain::benchmark::Standing;
use etude::domain::change::{Change, NewReps, PastSession, StageMove, Start, Stop};
use etude::domain::evidence::{Evidence, EvidenceKind, Observation, Statement, StatementState};
use etude::domain::id::Id;
use etude::domain::ladder::{Benchmark, Form, Ladder, Need};
use etude::domain::measure::Measure;
use etude::domain::rep::RepResult;
use etude::domain::session::{Mode, Session};
use etude::domain::stage::{Rank, Stage, StageEventKind, Subject};
use etude::exchange::ladder::built_in;
use support::{Bench, MIN};

const DAY: i64 = 24 * 60 * MIN;

/// A journal with the skills of a ladder up to one of them, which is the one looked at.
struct On {
    bench: Bench,
    ladder: Ladder,
    area: Id,
    skill: Id,
    item: usize,
}

impl On {
    fn new(ladder: &Ladder, item: usize) -> On {
        let mut bench = Bench::new();
        let mut template = ladder.template();
        template.skills.truncate(item + 1);
        let area = bench.apply(Change::AdoptLadder(Box::new(template)));
        let wanted = &ladder.skills[item].id;
        let overview = bench.journal.overview().unwrap();
        let found = overview.skills.iter().find(|line| line.skill.ladder_item.as_ref() == Some(wanted));
        let skill = found.unwrap().skill.id;
        On { bench, ladder: ladder.clone(), area, skill, item }
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
        let application = Application { place: place.to_owned(), ..Application::of(self.skill) };
        self.bench.apply(Change::AddApplication {
            application: Box::new(application),
            seen_by: None,
            proves: Vec::new(),
        })
    }

    fn teach(&mut self, learner: &str, result: &str) -> Id {
        let application = Application {
            setting: Setting::Teaching,
            note: result.to_owned(),
            ..Application::of(self.skill)
        };
        self.bench.apply(Change::AddApplication {
            application: Box::new(application),
            seen_by: Some(learner.to_owned()),
            proves: Vec::new(),
        })
    }

    fn observe(&mut self, copy: &str) -> Id {
        let observation = Observation { will_copy: copy.to_owned(), ..Observation::of(self.skill) };
        self.bench.apply(Change::AddObservation {
            observation: Box::new(observation),
            whom: Some("Barry Harris".into()),
        })
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
        self.bench.apply(Change::AddEvidence {
            evidence: Box::new(evidence),
            benchmarks: vec![benchmark.to_owned()],
            person: None,
        })
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
        self.bench.apply(Change::AddStatement { statement: Box::new(statement), by: Some(who.to_owned()) })
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
            self.bench.apply(Change::AddEvidence {
                evidence: Box::new(evidence),
                benchmarks: vec![id.to_owned()],
                person: Some("Ada".into()),
            });
            return;
        }
        for _ in 0..count {
            self.evidence(id, |piece| match form {
                Form::File => {
                    (piece.file, piece.sha256, piece.size) = ("/a".into(), Some("ab".repeat(32)), Some(1))
                }
                Form::Link => piece.link = "https://example.org".into(),
                Form::Recording => (piece.recording, piece.link) = (true, "https://example.org/3".into()),
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
        let step = StageMove { sentence: sentence.to_owned(), ..StageMove::of(self.subject(), kind) };
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
    assert_eq!(taken.notices, ["self-declared, 0 of 2 benchmarks shown"]);
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
    for sql in ["UPDATE stage_event SET to_stage = 'master'", "DELETE FROM stage_event"] {
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
        sentence: sentence.to_owned(),
        ..StageMove::of(on.subject(), kind)
    };
    on.step(StageEventKind::Promote, "Begun.").unwrap();
    assert_eq!(on.held(), Some(Stage::Apprentice), "the first step up is to apprentice");
    let far = to(&on, StageEventKind::Promote, Stage::Master, "x");
    let refused = on.bench.journal.apply(Change::MoveStage(Box::new(far))).unwrap_err();
    assert!(refused.sentence.contains("the next stage is journeyman"), "{}", refused.sentence);
    let mut import = to(&on, StageEventKind::Import, Stage::Master, "Lead reviewer since 2019.");
    import.at = Some(on.bench.journal.now().wall.plus(-400 * DAY));
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
    let merged = Change::MergeSkills { from: on.skill, into: other.unwrap() };
    let outcome = on.bench.journal.apply(merged).unwrap();
    assert!(outcome.notices.iter().any(|notice| notice.contains("is archived")), "{:?}", outcome.notices);
    assert_eq!(on.bench.journal.stage_history().unwrap().len(), 1);
    assert!(on.area > Id::default());
}
