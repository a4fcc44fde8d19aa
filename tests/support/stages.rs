//! What the generator of changes makes of stages.

use etude::domain::change::StageMove;
use etude::domain::evidence::{Evidence, EvidenceKind, Means, Statement, StatementState};
use etude::domain::field::KeptFile;
use etude::domain::id::Id;
use etude::domain::ladder::LadderText;
use etude::domain::stage::{Stage, StageEventKind, Subject};
use etude::domain::when::{Dated, Grain};

use super::world::{Dice, World};

/// A skill, or at times an area.
pub fn subject(world: &World, dice: &mut Dice<'_>) -> Subject {
    match dice.below(4) {
        0 => Subject::Area(dice.id(&world.areas, |a| a.id)),
        _ => Subject::Skill(dice.id(&world.skills, |s| s.id)),
    }
}

/// Benchmarks that a ladder may have.
pub fn benchmarks(dice: &mut Dice<'_>) -> Vec<String> {
    let known = ["time.j1", "form.j1", "orient.a1", "capstone.journeyman", "nothing.x1"];
    (0..dice.below(8).saturating_sub(5)).map(|_| dice.one(&known).to_owned()).collect()
}

/// Evidence with other words and facts.
pub fn evidence(old: Evidence, world: &World, dice: &mut Dice<'_>) -> Evidence {
    let subject = if old.id == Id::default() { Some(subject(world, dice)) } else { None };
    let file = dice.once_in(3);
    Evidence {
        skill: subject.map_or(old.skill, Subject::skill),
        area: subject.map_or(old.area, Subject::area),
        kind: dice.one(EvidenceKind::ALL),
        title: dice.name(),
        text: dice.text(),
        link: dice.one(&["", "https://example.org/take-3", "\u{202e}link"]).to_owned(),
        file: KeptFile {
            path: if file { "/music/take 3.flac".to_owned() } else { String::new() },
            sha256: file.then(|| "ab".repeat(32)),
            size: file.then_some(12_345),
        },
        recording: dice.once_in(3),
        items: if dice.once_in(2) { vec!["Solar".into(), "初段".into()] } else { Vec::new() },
        drawn: if dice.once_in(8) { vec!["Solar".into()] } else { Vec::new() },
        session: if dice.once_in(8) { Some(dice.id(&world.sessions, |s| s.id)) } else { None },
        feedback: if dice.once_in(8) { Some(dice.id(&world.feedback, |f| f.id)) } else { None },
        entry: if dice.once_in(8) { Some(dice.id(&world.entries, |e| e.id)) } else { None },
        when: Dated { at: dice.moment(world.now.wall).unwrap_or(old.when.at), ..old.when },
        private: dice.once_in(4),
        ..old
    }
}

/// A statement with other words and facts.
pub fn statement(old: Statement, world: &World, dice: &mut Dice<'_>) -> Statement {
    let subject = if old.id == Id::default() { Some(subject(world, dice)) } else { None };
    Statement {
        skill: subject.map_or(old.skill, Subject::skill),
        area: subject.map_or(old.area, Subject::area),
        benchmark: benchmarks(dice).pop(),
        stage: dice.one(&[None, Some(Stage::Journeyman), Some(Stage::Master)]),
        state: dice.one(StatementState::ALL),
        agrees: dice.one(&[None, Some(true), Some(true), Some(true), Some(false)]),
        external: dice.once_in(3),
        words: dice.one(&["He carried the time.", "初段", "no", ""]).to_owned(),
        means: dice.one(&[None, Some(Means::Live), Some(Means::Recording)]),
        private: dice.once_in(4),
        ..old
    }
}

/// A step of any kind, mostly a sensible one.
pub fn step(world: &World, dice: &mut Dice<'_>) -> StageMove {
    let subject = subject(world, dice);
    let kinds = [
        StageEventKind::Enter,
        StageEventKind::Promote,
        StageEventKind::Promote,
        StageEventKind::StepBack,
        StageEventKind::Import,
        StageEventKind::Restore,
        StageEventKind::Correct,
    ];
    let kind = dice.one(&kinds);
    let own: Vec<Id> = world.stage_events.iter().filter(|e| e.subject() == subject).map(|e| e.id).collect();
    let corrects = (kind == StageEventKind::Correct).then(|| dice.id(&own, |id| *id));
    StageMove {
        to: dice.one(&[None, None, Some(Stage::Apprentice), Some(Stage::Journeyman)]),
        at: dice.moment(world.now.wall).map(|at| Dated { at, day: world.today, grain: Grain::Minute }),
        sentence: dice.text(),
        self_declared: !dice.once_in(4),
        corrects,
        ..StageMove::of(subject, kind)
    }
}

/// A ladder of one's own, in some version.
pub fn ladder(dice: &mut Dice<'_>) -> LadderText {
    let version = dice.one(&["1.0.0", "1.1.0", "2.0.0"]);
    let text = include_str!("../../assets/ladders/music-jazz-improvisation.toml").replacen(
        "version  = \"1.0.0\"",
        &format!("version  = \"{version}\""),
        1,
    );
    LadderText {
        id: Id::default(),
        created: Default::default(),
        name: String::new(),
        version: String::new(),
        title: "mine.toml".into(),
        text: if dice.once_in(6) { "schema = 3".into() } else { text },
    }
}
