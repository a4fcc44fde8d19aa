//! Type-ahead: keys that come before what they are meant for is on the screen. Cards and forms open, and the list of
//! feedback moves on, when the store thread has answered; keys typed until then wait here, in their order.

use std::collections::VecDeque;

use crossterm::event::{Event, KeyEventKind};

use super::command::{CommandId, Scope};
use super::frame::cx::Cx;
use super::frame::cx::Place;
use super::frame::effects::of_scope;
use super::keys::Chord;
use super::msg::{Effect, Msg};
use super::waiting;
use super::worker::{After, Ask, Reply};

/// How long keys wait at most, milliseconds: whoever types on after that means what is shown.
const PATIENCE_MS: i64 = 2_000;
/// How many keys wait at most.
const MOST: usize = 1_000;

/// How far the list of feedback is behind what was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Behind {
    /// Not at all.
    #[default]
    No,
    /// A change was asked for.
    Asked,
    /// It is stored; the list is still to be read.
    Stored,
}

/// Keys that wait, and for what.
#[derive(Debug, Default)]
pub struct Ahead {
    /// How many cards and forms are on their way.
    opening: usize,
    list: Behind,
    since: i64,
    events: VecDeque<Event>,
}

/// Takes a key or a paste that has to wait; says whether it had to.
pub fn holds(cx: &mut Cx, event: &Event) -> bool {
    let types = match event {
        Event::Key(key) => key.kind != KeyEventKind::Release,
        Event::Paste(_) => true,
        _ => false,
    };
    if !types || !waits(cx) || waiting::on_top(cx) || is_urgent(cx, event) {
        return false;
    }
    if cx.now.mono - cx.ahead.since > PATIENCE_MS {
        cx.ahead = Ahead::default();
        return false;
    }
    if cx.ahead.events.len() < MOST {
        cx.ahead.events.push_back(event.clone());
    }
    true
}

fn waits(cx: &Cx) -> bool {
    let moves = cx.ahead.list != Behind::No && cx.place == Place::Feedback;
    cx.ahead.opening > 0 || (moves && cx.layers.is_empty())
}

/// What must work even while the store thread says nothing: leaving, going to the shell, drawing anew.
fn is_urgent(cx: &Cx, event: &Event) -> bool {
    let Event::Key(key) = event else { return false };
    let types = Chord::from_event(key).is_none_or(|chord| chord.typed().is_some());
    let urgent = |id| matches!(id, CommandId::Quit | CommandId::Suspend | CommandId::Redraw);
    !types && of_scope(&cx.keymap, Scope::Everywhere, event).is_some_and(urgent)
}

/// The next key that waits no longer.
pub fn next(cx: &mut Cx) -> Option<Event> {
    if waits(cx) { None } else { cx.ahead.events.pop_front() }
}

/// Remembers what was asked for: what will open, and what will move the list.
pub fn asked(cx: &mut Cx, effects: &[Effect]) {
    for effect in effects {
        let Effect::Ask(ask) = effect else { continue };
        if !waits(cx) {
            cx.ahead.since = cx.now.mono;
        }
        match ask {
            Ask::Read(question) if question.opens() => cx.ahead.opening += 1,
            Ask::Apply(_, After::CloseCard) => cx.ahead.opening += 1,
            Ask::Apply(..) if cx.place == Place::Feedback => cx.ahead.list = Behind::Asked,
            // Another list is on its way, or the same anew: what is typed is meant for that.
            Ask::Read(question) if question.lists() && cx.ahead.list == Behind::No => {
                cx.ahead.list = Behind::Stored;
            }
            _ => {}
        }
    }
}

/// Remembers what was answered; to be called before the answer is looked at.
pub fn answered(cx: &mut Cx, msg: &Msg) {
    let Msg::Reply(reply) = msg else { return };
    match reply {
        Reply::Answer(answer) if answer.opens() => {
            cx.ahead.opening = cx.ahead.opening.saturating_sub(1);
        }
        Reply::Applied(Ok(_), After::CloseCard) => {
            cx.ahead.opening = cx.ahead.opening.saturating_sub(1);
        }
        // Nothing opens, and what was typed for it is for nothing.
        Reply::Applied(Err(_), _) | Reply::Trouble(_) => cx.ahead = Ahead::default(),
        Reply::Applied(Ok(_), _) if cx.ahead.list == Behind::Asked => cx.ahead.list = Behind::Stored,
        _ => {}
    }
}

/// The list of feedback is as it was asked for last.
pub fn listed(cx: &mut Cx) {
    if cx.ahead.list == Behind::Stored {
        cx.ahead.list = Behind::No;
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::change::Change;
    use crate::domain::feedback::Feedback;
    use crate::tui::areas::testing::lively;
    use crate::tui::cards::start::StartState;
    use crate::tui::editing::FormState;
    use crate::tui::testing::Bench;

    #[test]
    fn keys_typed_ahead_wait_for_the_card_they_are_meant_for() {
        let mut bench = lively(120, 40);
        bench.keys("g d").slow().keys("s i \"slow");
        assert!(bench.model.layers.is_empty());
        bench.answer();
        let Some(card) = bench.model.top::<StartState>() else { panic!("{}", bench.screen()) };
        assert!(card.editor.as_ref().is_some_and(|editor| editor.value().ends_with("slow")));
    }

    #[test]
    fn two_quick_starts_open_one_card() {
        let mut bench = lively(120, 40);
        bench.keys("g d").slow().keys("s s").answer().answer();
        let cards = bench.model.layers.iter().filter(|layer| layer.is::<StartState>().is_some()).count();
        assert_eq!(cards, 1, "{}", bench.screen());
    }

    #[test]
    fn text_typed_ahead_is_in_the_form() {
        let mut bench = lively(120, 40);
        bench.keys("g f").slow();
        bench.answer().answer().keys("a \"Maria");
        bench.answer();
        let Some(state) = bench.model.top::<FormState>() else { panic!("{}", bench.screen()) };
        assert_eq!(state.form.text("from"), "Maria");
    }

    #[test]
    fn keys_wait_for_the_list_that_is_being_read() {
        let mut bench = Bench::new(120, 40, |apply| {
            apply(Change::AddFeedback(Box::new(Feedback::saying("early")), Vec::new()));
        });
        bench.slow().keys("g f o");
        assert!(bench.model.message.is_none());
        for _ in 0..8 {
            bench.answer();
        }
        let said = bench.model.message.as_ref().map(|message| message.text.as_str());
        assert_eq!(said, Some("Note feedback"), "{}", bench.screen());
    }

    #[test]
    fn a_store_that_says_nothing_holds_nobody_up() {
        let mut bench = lively(120, 40);
        bench.keys("g d").slow().keys("s");
        bench.clock.advance(3_000);
        bench.keys("g f");
        assert_eq!(bench.model.place, crate::tui::model::Place::Feedback);
        bench.keys("s C-c");
        assert_eq!(bench.model.leaving, Some(0));
    }
}
