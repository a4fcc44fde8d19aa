//! What the generator of changes makes of feedback.

use etude::domain::change::NewAction;
use etude::domain::entry::{Entry, Setting};
use etude::domain::feedback::arrival::{Arrival, AttachedFile, Import};
use etude::domain::feedback::{Fact, Feedback, FeedbackState, Focus, GivenBy};
use etude::domain::id::Id;
use etude::domain::when::{Dated, Grain};

use super::world::{Dice, World};

/// A piece with other words and facts; its state stays.
pub fn piece(old: Feedback, world: &World, dice: &mut Dice<'_>) -> Feedback {
    let text = dice.text();
    Feedback {
        sender: if dice.once_in(2) { dice.name() } else { String::new() },
        address: dice
            .one(&["", "", "ada@example.org", "ADA@example.org", "\u{202e}x@example.org"])
            .to_owned(),
        given_by: dice.one(GivenBy::ALL),
        source: dice.text(),
        text: if text.is_empty() { old.text.clone() } else { text },
        response: dice.text(),
        skill: if dice.once_in(2) { None } else { Some(dice.id(&world.skills, |s| s.id)) },
        area: if dice.once_in(2) { Some(dice.id(&world.areas, |a| a.id)) } else { None },
        session: if dice.once_in(3) { Some(dice.id(&world.sessions, |s| s.id)) } else { None },
        tough: dice.number(&[1, 3, 2]),
        focus: dice.one(&[None, Some(Focus::Task), Some(Focus::Person)]),
        received: dice.moment(world.now.wall),
        private: dice.once_in(4),
        ..old
    }
}

/// Some pieces of the journal, one for the most part.
pub fn some(world: &World, dice: &mut Dice<'_>) -> Vec<Id> {
    (0..dice.below(6).div_ceil(3)).map(|_| dice.id(&world.feedback, |f| f.id)).collect()
}

/// A piece that stands in a state for the most part.
pub fn in_state(world: &World, dice: &mut Dice<'_>, state: FeedbackState) -> Id {
    let such: Vec<Feedback> = world.feedback.iter().filter(|f| f.state == state).cloned().collect();
    if such.is_empty() || dice.once_in(6) {
        dice.id(&world.feedback, |f| f.id)
    } else {
        dice.id(&such, |f| f.id)
    }
}

/// A fact of feedback.
pub fn fact(world: &World, dice: &mut Dice<'_>) -> Fact {
    match dice.below(5) {
        0 => Fact::Tough(dice.number(&[1, 3, 2])),
        1 => Fact::Focus(dice.one(&[Focus::Task, Focus::Person])),
        2 => Fact::Skill(dice.id(&world.skills, |s| s.id)),
        3 => Fact::Session(dice.id(&world.sessions, |s| s.id)),
        _ => Fact::Private(dice.once_in(2)),
    }
}

/// Names of themes.
pub fn themes(dice: &mut Dice<'_>) -> Vec<String> {
    (0..dice.below(3)).map(|_| dice.name()).collect()
}

/// An action as typed.
pub fn action(world: &World, dice: &mut Dice<'_>) -> NewAction {
    let text = dice.text();
    let text = if text.is_empty() { "count in".to_owned() } else { text };
    NewAction { text, due: if dice.once_in(2) { Some(dice.day(world.today)) } else { None } }
}

/// An entry with other words and facts.
pub fn entry(old: Entry, world: &World, dice: &mut Dice<'_>) -> Entry {
    let grain = dice.one(Grain::ALL);
    Entry {
        when: Dated {
            at: dice.moment(world.now.wall).unwrap_or(old.when.at),
            grain: if dice.once_in(3) { grain } else { Grain::Minute },
            ..old.when
        },
        until: if dice.once_in(8) { Some(dice.day(world.today)) } else { None },
        text: dice.text(),
        more: dice.text(),
        place: dice.text(),
        setting: dice.one(Setting::ALL),
        worked: dice.one(&[None, Some(true), Some(false)]),
        person: if dice.once_in(3) { Some(dice.id(&world.people, |p| p.id)) } else { None },
        area: if dice.once_in(3) { Some(dice.id(&world.areas, |a| a.id)) } else { None },
        private: dice.once_in(4),
        ..old
    }
}

/// What a file holds: pieces that are new, known, changed, answers, and some that are not right.
pub fn import(world: &World, dice: &mut Dice<'_>) -> Import {
    let arrivals = (0..dice.below(4)).map(|_| arrival(world, dice)).collect();
    Import { arrivals, noted: dice.once_in(3) }
}

fn arrival(world: &World, dice: &mut Dice<'_>) -> Arrival {
    let hash = dice.one(&["aa", "bb", "cc"]).to_owned();
    let feedback = Feedback {
        external_id: dice.one(&[None, Some("m1"), Some("m2"), Some("m3")]).map(str::to_owned),
        content_hash: Some(hash),
        session: None,
        skill: None,
        area: None,
        ..piece(Feedback::saying("x"), world, dice)
    };
    Arrival {
        feedback,
        format: "eml".to_owned(),
        original: vec![0, 255, b'x', u8::try_from(dice.below(256)).unwrap()],
        attachments: if dice.once_in(3) {
            vec![AttachedFile { name: dice.text(), media_type: "text/plain".to_owned(), size: 12 }]
        } else {
            Vec::new()
        },
        themes: themes(dice),
        request: if dice.once_in(2) {
            None
        } else {
            Some(in_state(world, dice, FeedbackState::Waiting).tail(8))
        },
        reply_to: dice.one(&[None, Some("m1")]).map(str::to_owned),
        skill: dice.one(&[None, Some("Time"), Some("no such")]).map(str::to_owned),
        area: None,
        listed_as: None,
    }
}
