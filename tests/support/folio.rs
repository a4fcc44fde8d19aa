//! A journal with stages, evidence, witnesses and some of it private, made through the changes a user makes.

use etude::domain::area::Area;
use etude::domain::calendar::{Calendar, Day};
use etude::domain::change::{Change, PastSession, StageMove, With};
use etude::domain::entry::{Entry, EntryKind, Setting};
use etude::domain::evidence::{Evidence, EvidenceKind, Means, Statement, StatementState};
use etude::domain::feedback::Feedback;
use etude::domain::id::Id;
use etude::domain::moment::Moment;
use etude::domain::session::Session;
use etude::domain::stage::{Stage, StageEventKind, Subject};
use etude::domain::when::Dated;
use etude::exchange::ladder::built_in;
use etude::journal::Journal;

const DAY: i64 = 86_400_000;

/// What is being made.
struct Folio<'a> {
    journal: &'a mut Journal,
    now: Moment,
    area: Id,
    /// The skill most of it is about.
    time: Id,
}

impl Folio<'_> {
    fn apply(&mut self, change: Change) -> Id {
        self.journal.apply(change).unwrap().id.unwrap_or_default()
    }

    fn days_ago(&self, days: i64) -> Moment {
        self.now.plus(-days * DAY)
    }

    fn session(&mut self, days: i64, private: bool) -> Id {
        let session = Session {
            started: self.days_ago(days),
            private,
            intention: "land after the silence".into(),
            worked: "breathing with the drums".into(),
            ..Session::on(self.time)
        };
        let length = 45 * 60_000;
        let past =
            PastSession { session, length, reps: None, notes: Vec::new(), new_skill: None, with: None };
        self.apply(Change::LogSession(Box::new(past)))
    }

    fn evidence(
        &mut self,
        kind: EvidenceKind,
        days: i64,
        what: &str,
        change: impl FnOnce(&mut Evidence),
    ) -> Id {
        let mut evidence = Evidence {
            skill: Some(self.time),
            title: what.to_owned(),
            when: Dated::moment(self.days_ago(days)),
            ..Evidence::of(kind)
        };
        change(&mut evidence);
        let benchmarks = if kind == EvidenceKind::Artefact { vec!["time.j2".to_owned()] } else { Vec::new() };
        self.apply(Change::add_with(evidence, With { benchmarks: Some(benchmarks), ..With::default() }))
    }

    fn statement(&mut self, by: &str, days: i64, words: &str, change: impl FnOnce(&mut Statement)) -> Id {
        let mut statement = Statement {
            skill: Some(self.time),
            words: words.to_owned(),
            state: StatementState::Confirmed,
            agrees: Some(true),
            answered: Some(self.days_ago(days)),
            ..Statement::by(Id::default())
        };
        change(&mut statement);
        self.apply(Change::add_with(statement, With::person(Some(by.to_owned()))))
    }

    fn step(&mut self, subject: Subject, kind: StageEventKind, days: i64, sentence: &str) -> Id {
        let at = self.days_ago(days);
        let step = StageMove {
            at: Some(Dated::exactly(at, &Calendar::utc())),
            self_declared: true,
            sentence: sentence.to_owned(),
            ..StageMove::of(subject, kind)
        };
        self.apply(Change::MoveStage(Box::new(step)))
    }
}

/// Fills a journal and hands back the area and the skill.
pub fn fill(journal: &mut Journal) -> (Id, Id) {
    let ladder = built_in().into_iter().find(|ladder| ladder.id == "music.jazz-improvisation").unwrap();
    let mut template = ladder.template();
    template.skills.truncate(3);
    template.area = Area { reality: "I still lose the bridge".into(), ..template.area };
    let area = journal.apply(Change::AdoptLadder(Box::new(template))).unwrap().id.unwrap();
    let overview = journal.overview().unwrap();
    let time =
        overview.skills.iter().find(|l| l.skill.ladder_item.as_deref() == Some("time")).unwrap().skill.id;
    let now = journal.now().wall;
    let mut folio = Folio { journal, now, area, time };
    let open = folio.session(200, false);
    folio.session(190, false);
    let secret = folio.session(150, true);
    said(&mut folio, open);
    pieces(&mut folio, open, secret);
    folio.statement("Mira Sand", 40, "I never had to carry her. Mira Sand says so.", |statement| {
        statement.external = true;
        statement.means = Some(Means::Live);
        statement.relation = "bandleader".into();
        statement.saw = "two sets in the cellar".into();
        statement.benchmark = Some("time.j2".into());
    });
    folio.statement("Hidden Person", 39, "PRIVATE words", |statement| {
        (statement.private, statement.stage) = (true, Some(Stage::Journeyman));
    });
    folio.statement("Late Person", 38, "UNCONFIRMED words", |s| {
        (s.state, s.agrees) = (StatementState::Answered, None);
    });
    stages(&mut folio);
    (area, time)
}

fn said(folio: &mut Folio<'_>, session: Id) {
    for (text, private) in [("You left room for the drums.", false), ("PRIVATE remark", true)] {
        let mut feedback = Feedback::saying(text);
        feedback.skill = Some(folio.time);
        feedback.session = Some(session);
        feedback.received = Some(folio.days_ago(199));
        feedback.sender = "Tomas Berg".into();
        feedback.private = private;
        folio.apply(Change::AddFeedback(Box::new(feedback), Vec::new()));
    }
}

fn pieces(folio: &mut Folio<'_>, open: Id, secret: Id) {
    let mut uses = Vec::new();
    for (place, private, days) in
        [("The wedding", false, 100), ("PRIVATE gig", true, 90), ("The cellar", false, 20)]
    {
        let entry = Entry {
            when: Dated::moment(folio.days_ago(days)),
            place: place.into(),
            setting: Setting::New,
            worked: Some(true),
            text: "They danced.".into(),
            private,
            ..Entry::about(EntryKind::Use, folio.time)
        };
        let proves = Vec::new();
        uses.push(folio.apply(Change::add_with(entry, With { proves, ..With::default() })));
    }
    folio.evidence(EvidenceKind::Artefact, 60, "Solar, third take", |e| {
        e.text = "One microphone, no second take.".into();
        e.link = "https://example.org/solar".into();
        e.file.path = "/srv/music/take 3.flac".into();
        (e.file.sha256, e.file.size, e.recording) =
            (Some("0123456789abcdef".repeat(4)), Some(1_234_567), true);
    });
    folio.evidence(EvidenceKind::CaseStudy, 99, "The wedding set", |e| {
        e.text =
            "Asked: a set without a singer.\nDid: six tunes by ear, with Mira Sand.\nLearned: less is more."
                .into();
        (e.session, e.entry) = (Some(open), Some(uses[0]));
    });
    folio.evidence(EvidenceKind::Credential, 300, "Grade 5", |e| {
        e.text = "Body: ABRSM\nNumber: 12-7".into();
        e.valid_until = Some(Day(30_000));
    });
    folio.evidence(EvidenceKind::Testimonial, 50, "A note", |e| e.text = "She listens.".into());
    folio.evidence(EvidenceKind::Performance, 30, "PRIVATE night", |e| {
        e.text = "x".into();
        e.private = true;
    });
    folio.evidence(EvidenceKind::Session, 149, "PRIVATE sitting", |e| e.session = Some(secret));
    folio.evidence(EvidenceKind::Use, 89, "PRIVATE use", |e| e.entry = Some(uses[1]));
}

fn stages(folio: &mut Folio<'_>) {
    let (skill, area) = (Subject::Skill(folio.time), Subject::Area(folio.area));
    folio.step(skill, StageEventKind::Enter, 180, "");
    folio.step(skill, StageEventKind::Promote, 30, "I hold the chair.");
    folio.step(area, StageEventKind::Enter, 170, "");
    folio.step(skill, StageEventKind::StepBack, 5, "PRIVATE reason");
    folio.journal.undo(None).unwrap();
}
