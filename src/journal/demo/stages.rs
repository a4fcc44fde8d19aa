//! The stages of the sample: how far somebody came in a year, with the evidence, the witnesses, a step back, and a stage
//! that was held before. Played in between the sittings, so that each step stands on what was there by then.

use super::super::apply::run;
use super::super::error::Result;
use super::super::work::Work;
use super::set_up::{Cast, stamp_at};
use crate::domain::change::{Change, StageMove};
use crate::domain::entry::{Entry, EntryKind};
use crate::domain::evidence::{Evidence, EvidenceKind, Means, Statement, StatementState};
use crate::domain::id::Id;
use crate::domain::stage::{Stage, StageEventKind, Subject};
use crate::domain::when::Dated;
use crate::store::query;

const MUSIC: &str = "music.jazz-improvisation";
const REVIEW: &str = "software.code-review";
const TALKS: &str = "professional.negotiation";
const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;

/// What is done.
enum Deed {
    /// Watched somebody: whom, what was seen, what to copy.
    Watched(&'static str, &'static str, &'static str),
    /// Used it in real work: where, what came of it.
    Used(&'static str, &'static str),
    /// Taught somebody: whom, their result.
    Taught(&'static str, &'static str),
    /// Kept a piece of evidence for a benchmark: kind, title, text, link.
    Kept(EvidenceKind, &'static str, &'static str, &'static str, &'static str),
    /// Kept a list for a benchmark.
    Listed(&'static str, &'static str, &'static [&'static str]),
    /// A witness spoke (or not yet): whom, about which benchmark, for which stage, the words, agreeing or not.
    Said(&'static str, Option<&'static str>, Stage, &'static str, Option<bool>, StatementState),
    /// A step: what kind, the sentence.
    Step(StageEventKind, &'static str),
    /// A stage held for so many days before the sample begins.
    Before(Stage, i64, &'static str),
}

/// One scene: how many days ago, on which ladder, on which of its items (none: the area itself), what.
type Scene = (i64, &'static str, Option<&'static str>, Deed);

/// What is still to be played, oldest first.
pub struct Story {
    scenes: std::iter::Peekable<std::vec::IntoIter<(i64, Scene)>>,
}

impl Story {
    /// The scenes between the beginning of the sample and now.
    pub fn new(first: i64, now: i64) -> Story {
        let all = music().into_iter().chain(review()).chain(talks());
        let mut dated: Vec<(i64, Scene)> = all.map(|scene| (now - scene.0 * DAY - 2 * HOUR, scene)).collect();
        dated.retain(|(at, _)| *at > first + DAY);
        dated.sort_by_key(|(at, _)| *at);
        Story { scenes: dated.into_iter().peekable() }
    }

    /// Plays what happened until a moment.
    pub fn play(&mut self, work: &mut Work<'_>, cast: &Cast, until: i64) -> Result<()> {
        let last = work.now;
        while let Some((at, (_, ladder, skill, deed))) = self.scenes.next_if(|(at, _)| *at <= until) {
            work.now = stamp_at(work, at);
            let subject = match skill {
                Some(item) => skill_of(cast, ladder, item).map(Subject::Skill),
                None => area_of(work, ladder)?.map(Subject::Area),
            };
            if let Some(subject) = subject {
                act(work, subject, deed, at)?;
            }
        }
        work.now = last;
        Ok(())
    }
}

fn skill_of(cast: &Cast, ladder: &str, item: &str) -> Option<Id> {
    let is = |part: &&super::set_up::Part| {
        part.skill.ladder.as_deref() == Some(ladder) && part.skill.ladder_item.as_deref() == Some(item)
    };
    cast.parts.iter().find(is).map(|part| part.skill.id)
}

fn area_of(work: &Work<'_>, ladder: &str) -> Result<Option<Id>> {
    let areas = query::areas(work.conn)?;
    Ok(areas.into_iter().find(|area| area.ladder.as_deref() == Some(ladder)).map(|area| area.id))
}

fn act(work: &mut Work<'_>, subject: Subject, deed: Deed, at: i64) -> Result<()> {
    let own = |text: &str| text.to_owned();
    let skill = subject.skill().unwrap_or_default();
    let written = |entry, person| Change::AddEntry { entry: Box::new(entry), person, proves: Vec::new() };
    let piece = |kind, title: &str| Evidence {
        skill: subject.skill(),
        area: subject.area(),
        title: own(title),
        ..Evidence::of(kind)
    };
    let change = match deed {
        Deed::Watched(whom, saw, copy) => {
            let seen = Entry { text: own(saw), more: own(copy), ..Entry::about(EntryKind::Watched, skill) };
            written(seen, Some(own(whom)))
        }
        Deed::Used(place, note) => {
            let about = Entry::about(EntryKind::Use, skill);
            written(Entry { place: own(place), text: own(note), worked: Some(true), ..about }, None)
        }
        Deed::Taught(whom, result) => {
            written(Entry { more: own(result), ..Entry::about(EntryKind::Taught, skill) }, Some(own(whom)))
        }
        Deed::Kept(kind, benchmark, title, text, link) => Change::AddEvidence {
            evidence: Box::new(Evidence {
                text: own(text),
                link: own(link),
                recording: !link.is_empty() && kind != EvidenceKind::CaseStudy,
                ..piece(kind, title)
            }),
            benchmarks: vec![own(benchmark)],
            person: None,
        },
        Deed::Listed(benchmark, title, items) => Change::AddEvidence {
            evidence: Box::new(Evidence {
                items: items.iter().map(|item| own(item)).collect(),
                ..piece(EvidenceKind::Artefact, title)
            }),
            benchmarks: vec![own(benchmark)],
            person: None,
        },
        Deed::Said(whom, benchmark, stage, words, agrees, state) => {
            let said = Statement {
                skill: subject.skill(),
                area: subject.area(),
                benchmark: benchmark.map(own),
                stage: Some(stage),
                agrees,
                state,
                words: own(words),
                means: agrees.map(|_| Means::Live),
                request: own("Please say in your own words what you saw, good or bad."),
                ..Statement::by(Id::default())
            };
            Change::AddStatement { statement: Box::new(said), by: Some(own(whom)) }
        }
        Deed::Step(kind, sentence) => Change::MoveStage(Box::new(StageMove {
            sentence: own(sentence),
            self_declared: true,
            ..StageMove::of(subject, kind)
        })),
        Deed::Before(stage, days, sentence) => Change::MoveStage(Box::new(StageMove {
            to: Some(stage),
            at: Some(Dated::exactly(work.calendar.moment(at - days * DAY), work.calendar)),
            sentence: own(sentence),
            ..StageMove::of(subject, StageEventKind::Import)
        })),
    };
    run(work, change).map(drop)
}

use Deed::{Before, Kept, Listed, Said, Step, Taught, Used, Watched};
use EvidenceKind::{Artefact, CaseStudy, Performance};
use Stage::{Journeyman, Master};
use StageEventKind::{Enter, Promote, StepBack};
use StatementState::{Answered, Asked, Confirmed};

fn music() -> Vec<Scene> {
    let time = |ago, deed| (ago, MUSIC, Some("time"), deed);
    let form = |ago, deed| (ago, MUSIC, Some("form"), deed);
    let changes = |ago, deed| (ago, MUSIC, Some("changes"), deed);
    vec![
        (351, MUSIC, None, Step(Enter, "")),
        time(352, Step(Enter, "The click and I do not agree yet.")),
        time(338, Watched("Mira", "she waits twice as long as I do", "tap 2 and 4 only, nothing else")),
        time(331, Watched("Mira", "the left hand breathes before the bridge", "breathe at the turn")),
        time(
            320,
            Watched("Jonas", "he never hurries into the last bar", "sing the last bar while playing it"),
        ),
        time(
            92,
            Said(
                "Jonas",
                Some("time.j2"),
                Journeyman,
                "I stopped counting for you in the second set, and noticed only at the end.",
                Some(true),
                Confirmed,
            ),
        ),
        time(
            71,
            Said(
                "Mira",
                Some("time.j2"),
                Journeyman,
                "The bridge stands. I did not have to carry it once.",
                Some(true),
                Confirmed,
            ),
        ),
        time(64, Used("Friday session at the Kontra", "two sets without a drummer")),
        time(
            58,
            Kept(
                Performance,
                "time.j2",
                "Two sets without a drummer",
                "Nobody counted for me.",
                "https://example.org/takes/kontra",
            ),
        ),
        time(55, Step(Promote, "A whole evening without a drummer, and nobody counted for me.")),
        time(12, Said("Ada", None, Master, "", None, Asked)),
        form(344, Step(Enter, "Blues yes, thirty-two bars no.")),
        form(
            210,
            Kept(
                Artefact,
                "form.j1",
                "Solar, no chart",
                "Lost once, in the second chorus.",
                "https://example.org/takes/1",
            ),
        ),
        form(
            160,
            Kept(
                Artefact,
                "form.j1",
                "There will never be another you",
                "Kept, barely.",
                "https://example.org/takes/2",
            ),
        ),
        form(
            118,
            Kept(
                Artefact,
                "form.j1",
                "All the things you are",
                "The bridge came by itself.",
                "https://example.org/takes/3",
            ),
        ),
        form(61, Kept(Artefact, "form.j1", "Stella by starlight", "Clean.", "https://example.org/takes/4")),
        form(
            24,
            Kept(
                Artefact,
                "form.j1",
                "Body and soul",
                "At 60, sung roots throughout.",
                "https://example.org/takes/5",
            ),
        ),
        form(
            20,
            Listed(
                "form.m1",
                "Tunes I can play tonight",
                &["Solar", "Stella by starlight", "Body and soul", "Autumn leaves", "Blue bossa"],
            ),
        ),
        changes(300, Step(Enter, "")),
        changes(96, Used("duo with Jonas, library cellar", "he named the bridge each time")),
        changes(84, Used("open stage", "a stranger sang the third back to me")),
        changes(70, Used("lesson, unaccompanied", "Mira named the section")),
        changes(44, Used("wedding, trio", "the bassist named the tune from the solo")),
        changes(30, Used("duo with Jonas, library cellar", "all three sections named")),
    ]
}

fn review() -> Vec<Scene> {
    let orient = |ago, deed| (ago, REVIEW, Some("orient"), deed);
    let defects = |ago, deed| (ago, REVIEW, Some("defects"), deed);
    let tests = |ago, deed| (ago, REVIEW, Some("tests"), deed);
    let uses = [
        (168, "parser rewrite, #311"),
        (162, "retry loop, #318"),
        (157, "the importer, #322"),
        (151, "schema change, #330"),
        (146, "log rotation, #341"),
        (140, "the cache, #347"),
        (136, "error texts, #352"),
        (131, "payment rounding, #360"),
        (26, "time zones, #455"),
    ];
    let mut all = vec![
        (346, REVIEW, None, Step(Enter, "")),
        orient(349, Watched("Jonas", "reads the tests before the diff", "tests, then names, then code")),
        orient(345, Watched("Sam", "writes one sentence of intent first", "the sentence before the lines")),
        orient(340, Step(Enter, "I read top to bottom and get lost at file nine.")),
        orient(
            129,
            Said(
                "Jonas",
                None,
                Journeyman,
                "Their two lines at the top tell me more than my own description did.",
                Some(true),
                Confirmed,
            ),
        ),
        orient(124, Step(Promote, "I say what a change is for before I read it, and the authors nod.")),
        orient(40, Taught("Sam", "4/5 purposes right after two weeks")),
        (
            110,
            REVIEW,
            None,
            Kept(
                CaseStudy,
                "capstone.journeyman",
                "The payment rounding change",
                "What I missed: the refund path. How I learned it: the author asked.",
                "https://example.org/pull/360",
            ),
        ),
        defects(347, Step(Enter, "")),
        defects(214, Step(Promote, "Three real faults in one week; I trust my eye.")),
        defects(156, Step(StepBack, "Two outages came from changes I had waved through.")),
        defects(33, Used("retry without limit, #440", "fixed before merge because of the comment")),
        defects(21, Used("race in the cache, #449", "the author wrote the test")),
        tests(250, Step(Enter, "I count tests; I do not read them.")),
        tests(
            8,
            Said(
                "Jonas",
                Some("tests.j2"),
                Journeyman,
                "Every missing case you named got its test.",
                Some(true),
                Answered,
            ),
        ),
    ];
    all.extend(uses.map(|(ago, place)| orient(ago, Used(place, "opened with intent and risk"))));
    all
}

fn talks() -> Vec<Scene> {
    let prepare = |ago, deed| (ago, TALKS, Some("prepare"), deed);
    let listen = |ago, deed| (ago, TALKS, Some("listen"), deed);
    let question = |ago, deed| (ago, TALKS, Some("question"), deed);
    vec![
        prepare(
            351,
            Before(Journeyman, 1_120, "Led the supplier talks at my last job; the sheets are in the folder."),
        ),
        prepare(330, Used("salary talk", "one page, their three interests right")),
        prepare(298, Used("office lease", "knew my alternative, did not need it")),
        listen(336, Watched("Ada", "counts to five before she answers", "the silence is theirs")),
        listen(332, Step(Enter, "I answer my own questions.")),
        listen(75, Used("the difficult handover", "heard about the deadline nobody had named")),
        listen(50, Used("budget round", "they said: exactly")),
        question(240, Step(Enter, "")),
        question(
            35,
            Said(
                "Jonas",
                None,
                Journeyman,
                "Good questions, but two of the four were answers with a question mark.",
                Some(false),
                Confirmed,
            ),
        ),
        (300, TALKS, None, Step(Enter, "")),
    ]
}
