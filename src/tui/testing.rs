//! What the tests of screens share: a whole model over a journal in a temporary folder, whose clock stands until it is
//! told to move, and whose answers come at once, or never.

use std::collections::VecDeque;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

use super::editing::Subject;
use super::keymap::Keymap;
use super::keys::Chord;
use super::model::{Cx, Model, Place, Settings};
use super::msg::{Effect, Msg};
use super::update::update;
use super::view::view;
use super::wait::Waiter;
use super::widget::testing::{lines, skin};
use super::worker::{Ask, Worker};
use crate::clock::{Clock, FixedClock};
use crate::config::Config;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::moment::Stamp;
use crate::journal::{Journal, Options};

/// 2026-11-20 08:00 UTC, a Friday.
pub const MORNING: i64 = 1_795_161_600_000;

/// A screen with its journal.
pub struct Bench {
    /// What is shown.
    pub model: Model,
    /// The clock of both.
    pub clock: FixedClock,
    /// Effects that are not the store's: drafts, bells, the editor.
    pub effects: Vec<Effect>,
    worker: Option<Worker>,
    held: Option<VecDeque<Ask>>,
    _waiter: Waiter,
    folder: tempfile::TempDir,
}

impl Bench {
    /// A screen over a journal made by these changes; each may use the ids of those before it.
    pub fn new(width: u16, height: u16, fill: impl FnOnce(&mut dyn FnMut(Change) -> Id)) -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let clock = FixedClock::at(MORNING);
        let mut journal =
            Journal::open(Options::in_folder(folder.path(), "test"), Box::new(clock.clone())).unwrap();
        fill(&mut |change| journal.apply(change).unwrap().id.unwrap_or_default());
        let config = Config::default();
        let calendar = journal.calendar();
        let today = calendar.day(journal.now().wall);
        let model = Model {
            cx: Cx {
                now: journal.now(),
                calendar,
                settings: Settings::of(&config),
                skin: skin(),
                keymap: Keymap::as_shipped(),
                size: Size { width, height },
                place: Place::Areas,
                day: today,
                data: journal.desk().unwrap(),
                drafts: Default::default(),
                layers: Vec::new(),
                for_screens: Vec::new(),
                going: None,
                chosen: None,
                message: None,
                banner: None,
                lost: None,
                pending: Vec::new(),
                ahead: Default::default(),
                waits: Default::default(),
                saving_since: 0,
                rung: Default::default(),
                ask_doubt: false,
                undoing: false,
                pips: Default::default(),
                beaten: 0,
                left_start: None,
                demo: false,
                leaving: None,
            },
            desk: Default::default(),
            areas: Default::default(),
            feedback: Default::default(),
            stages: Default::default(),
        };
        let waiter = Waiter::new().unwrap();
        let worker = Worker::start(journal, folder.path().join("ladders"), waiter.waker());
        Bench { model, clock, effects: Vec::new(), worker: Some(worker), held: None, _waiter: waiter, folder }
    }

    /// The store answers nothing from now on.
    pub fn deaf(mut self) -> Bench {
        if let Some(worker) = self.worker.take() {
            worker.leave(std::time::Duration::from_secs(10));
        }
        self
    }

    /// The store is slow: it answers only when it is told to.
    pub fn slow(&mut self) -> &mut Bench {
        self.held = Some(VecDeque::new());
        self
    }

    /// The slow store answers the oldest question.
    pub fn answer(&mut self) -> &mut Bench {
        if let (Some(ask), Some(worker)) = (self.held.as_mut().and_then(VecDeque::pop_front), &self.worker) {
            worker.ask(ask);
            for reply in worker.answers_until_idle() {
                self.take(Msg::Reply(reply));
            }
        }
        self
    }

    /// The folder of the user's own ladders.
    pub fn ladders(&self) -> std::path::PathBuf {
        self.folder.path().join("ladders")
    }

    /// The journal, opened once more.
    pub fn journal(&self) -> Journal {
        Journal::open(Options::in_folder(self.folder.path(), "test"), Box::new(self.clock.clone())).unwrap()
    }

    /// A second hand on the same journal: another process.
    pub fn elsewhere(&self, change: Change) -> Id {
        self.journal().apply(change).unwrap().id.unwrap_or_default()
    }

    /// Opens the form of a record; hands back the screen.
    pub fn edit(&mut self, subject: Subject) -> String {
        self.carry_out(super::editing::update::open(subject));
        self.screen()
    }

    /// Takes one message in, and everything that comes of it.
    pub fn take(&mut self, msg: Msg) {
        let now = self.clock.now();
        self.model.now = Stamp { wall: self.model.calendar.moment(now.wall.at), ..now };
        let effects = update(&mut self.model, msg);
        self.carry_out(effects);
    }

    /// Carries effects out: what is for the store is answered before this returns.
    pub fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let (Effect::Ask(_), Some(held)) = (&effect, &mut self.held) {
                let Effect::Ask(ask) = effect else { continue };
                held.push_back(ask);
                continue;
            }
            match (effect, &self.worker) {
                (Effect::Ask(ask), Some(worker)) => {
                    worker.ask(ask);
                    for reply in worker.answers_until_idle() {
                        self.take(Msg::Reply(reply));
                    }
                }
                (Effect::Ask(_), None) => {}
                (other, _) => self.effects.push(other),
            }
        }
    }

    /// Types keys: chords apart by blanks, `"words"` letter by letter.
    pub fn keys(&mut self, keys: &str) -> &mut Bench {
        for word in keys.split(' ').filter(|word| !word.is_empty()) {
            match word.strip_prefix('"') {
                Some(text) => text.trim_end_matches('"').chars().for_each(|c| self.key(&letter(c))),
                None => self.key(word),
            }
        }
        self
    }

    fn key(&mut self, chord: &str) {
        self.take(Msg::Input(chord.parse::<Chord>().unwrap().to_event()));
    }

    /// Another window size.
    pub fn resize(&mut self, width: u16, height: u16) -> &mut Bench {
        self.take(Msg::Input(crossterm::event::Event::Resize(width, height)));
        self
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        let Size { width, height } = self.model.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| view(&self.model, frame)).unwrap();
        lines(terminal.backend().buffer()).join("\n")
    }
}

fn letter(c: char) -> String {
    if c == '_' { "Space".to_owned() } else { c.to_string() }
}

#[cfg(test)]
mod tests {
    use super::super::areas::testing::lively;
    use super::super::command::COMMANDS;
    use super::*;
    use proptest::prelude::*;

    /// Every key of the table, letters, and what input methods type.
    fn any_key() -> impl Strategy<Value = String> {
        let table: Vec<String> = COMMANDS
            .iter()
            .filter(|command| command.name != "quit" && command.name != "suspend")
            .flat_map(|command| command.keys.iter().flat_map(|keys| keys.split(' ')))
            .map(str::to_owned)
            .collect();
        prop_oneof![
            6 => prop::sample::select(table),
            2 => prop::char::range('a', 'z').prop_map(|c| c.to_string()),
            1 => prop::sample::select(vec!["é", "漢", "0", "9", "Backspace", "Enter", "Esc", "Tab"]).prop_map(str::to_owned),
        ]
    }

    fn any_size() -> impl Strategy<Value = (u16, u16)> {
        prop_oneof![Just((80, 24)), Just((120, 40)), Just((200, 60)), Just((40, 12)), (1u16..220, 1u16..70),]
    }

    fn monkey(mut bench: Bench, steps: &[(String, Option<(u16, u16)>)]) {
        for (key, size) in steps {
            if let Some((width, height)) = size {
                bench.resize(*width, *height);
            }
            bench.key(key);
            // Keys typed ahead wait for a while, and no longer.
            bench.clock.advance(900);
            bench.screen();
        }
    }

    fn any_steps(most: usize) -> impl Strategy<Value = Vec<(String, Option<(u16, u16)>)>> {
        prop::collection::vec((any_key(), prop::option::weighted(0.1, any_size())), 1..most)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_keys_at_any_size_never_panic(steps in any_steps(60)) {
            monkey(lively(80, 24), &steps);
        }

        #[test]
        fn nor_on_the_stages(steps in any_steps(60)) {
            monkey(crate::tui::stages::tests::screen(80, 24), &steps);
        }

        #[test]
        fn neither_do_they_when_the_store_says_nothing(steps in any_steps(120)) {
            monkey(lively(80, 24).deaf(), &steps);
        }
    }
}
