//! The card about time in doubt: what happened, and the ways to decide. Nothing is decided silently.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::display::safe_line;
use crate::domain::id::Id;
use crate::domain::session::{Doubt, Segment, SegmentKind};
use crate::domain::timer::ForgottenStop;
use crate::domain::when::{hour_minute, spent};
use crate::journal::Error;
use crate::tui::command::{CommandId, Scope, command};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::{Acting, Layer};
use crate::tui::overlay::sheet;
use crate::tui::ritual;
use crate::tui::theme::Role;
use crate::tui::widget::pane::Pane;
use crate::tui::widget::put;

/// What is in doubt.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Stretches of a session that the clocks disagree about. `closing` ends the session with the answer.
    Doubt {
        /// The session.
        session: Id,
        /// The stretches: how they came about, from, to, milliseconds.
        stretches: Vec<(String, i64)>,
        /// Whether the session is about to end.
        closing: bool,
    },
    /// The clock ran on for longer than anybody can have practised.
    Forgotten(ForgottenStop),
}

/// The card.
#[derive(Debug, Clone, PartialEq)]
pub struct GapCard {
    /// The name of the skill.
    pub skill: String,
    /// What is asked.
    pub question: Question,
}

impl GapCard {
    /// Whether an answer makes sense here.
    pub fn suits(&self, id: CommandId) -> bool {
        match (&self.question, id) {
            (Question::Doubt { .. }, CommandId::GapPlan) => false,
            (Question::Forgotten(_), CommandId::GapDiscard) => false,
            (Question::Forgotten(stop), CommandId::GapTrim) => {
                stop.until_last_sign.is_some_and(|length| spent(length) != spent(stop.elapsed))
            }
            // What comes to the same length is no other choice.
            (Question::Forgotten(stop), CommandId::GapPlan) => stop.planned.is_some_and(|length| {
                let others = [Some(stop.elapsed), stop.until_last_sign];
                others.into_iter().flatten().all(|other| spent(other) != spent(length))
            }),
            _ => true,
        }
    }

    fn answer(&self, id: CommandId) -> String {
        match (&self.question, id) {
            (Question::Forgotten(stop), CommandId::GapTrim) => {
                format!("trim to the last sign ({})", spent(stop.until_last_sign.unwrap_or(0)))
            }
            (Question::Forgotten(stop), CommandId::GapPlan) => {
                format!("cut at the plan ({})", spent(stop.planned.unwrap_or(0)))
            }
            (Question::Forgotten(stop), CommandId::GapKeep) => format!("keep all {}", spent(stop.elapsed)),
            (Question::Forgotten(_), CommandId::GapLength) => "type how long it was".to_owned(),
            (Question::Doubt { .. }, CommandId::GapKeep) => "keep: it counts as practice".to_owned(),
            (Question::Doubt { .. }, CommandId::GapTrim) => "trim: cut the session where it began".to_owned(),
            (Question::Doubt { .. }, CommandId::GapDiscard) => {
                "discard: not counted, what followed is".to_owned()
            }
            (Question::Doubt { .. }, CommandId::GapLength) => "type how much of it counts".to_owned(),
            _ => command(id).title.to_owned(),
        }
    }

    fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let skin = &cx.skin;
        let told: Vec<String> = match &self.question {
            Question::Doubt { stretches, .. } => {
                stretches.iter().map(|(how, length)| format!("{}: {how}", spent(*length))).collect()
            }
            Question::Forgotten(stop) => {
                vec![format!("The clock shows {}. Was the stop forgotten?", spent(stop.elapsed))]
            }
        };
        let answers: Vec<CommandId> = [
            CommandId::GapTrim,
            CommandId::GapPlan,
            CommandId::GapKeep,
            CommandId::GapDiscard,
            CommandId::GapLength,
            CommandId::GapLater,
        ]
        .into_iter()
        .filter(|id| self.suits(*id))
        .collect();
        let height = u16::try_from(told.len() + answers.len()).unwrap_or(10) + 5;
        let title = format!("Time in doubt {} {}", skin.glyphs.dot, safe_line(&self.skill));
        let pane = Pane { title: &title, state: "", note: "", focused: true };
        let inner = sheet(frame, pane, 66, height, skin);
        let inside = Rect { x: inner.x + 2, width: inner.width.saturating_sub(3), ..inner };
        let mut row = 1;
        for text in told {
            put(&Line::from(skin.span(Role::Attention, text)), inside, row, frame.buffer_mut());
            row += 1;
        }
        row += 1;
        for id in answers {
            let key = cx.keymap.key(id).unwrap_or_default();
            let line = Line::from(vec![
                skin.span(Role::Key, format!("{key:>4}  ")),
                skin.span(if id == CommandId::GapLater { Role::Dim } else { Role::Text }, self.answer(id)),
            ]);
            put(&line, inside, row, frame.buffer_mut());
            row += 1;
        }
    }
}

impl Layer for GapCard {
    fn scope(&self) -> Scope {
        Scope::Gap
    }

    fn acting(&self) -> Acting {
        ritual::gap
    }

    fn offers(&self, _: &Cx, id: CommandId) -> bool {
        self.suits(id)
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    fn refuse(&mut self, _: &Error, _: String) -> Option<Effects> {
        None
    }
}

/// The doubted stretches among segments, told in words.
pub fn stretches(segments: &[Segment]) -> Vec<(String, i64)> {
    let doubted = segments.iter().filter(|s| s.kind == SegmentKind::Unresolved);
    doubted
        .map(|s| (told(s.doubt, &hour_minute(s.start.wall), s.ended.map(hour_minute).as_deref()), s.length()))
        .collect()
}

/// How a stretch came to be in doubt.
pub fn told(doubt: Option<Doubt>, from: &str, to: Option<&str>) -> String {
    let to = to.unwrap_or("now");
    match doubt {
        Some(Doubt::Suspend) => format!("the machine slept, about {from} to {to}"),
        Some(Doubt::Reboot) => format!("the machine was started anew between {from} and {to}"),
        Some(Doubt::ClockStep) => format!("the wall clock was set; from {from} on its time is doubtful"),
        Some(Doubt::Froze) => format!("the screen was gone or frozen from {from} to {to}"),
        Some(Doubt::Undone) => format!("the clock stood from {from} to {to}, until that was undone"),
        None => format!("from {from} to {to}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_that_come_to_the_same_are_offered_once() {
        const MIN: i64 = 60_000;
        let offers = |elapsed, until_last_sign, planned| {
            let stop = ForgottenStop { elapsed, until_last_sign, planned };
            let card = GapCard { skill: String::new(), question: Question::Forgotten(stop) };
            [CommandId::GapTrim, CommandId::GapPlan].map(|id| card.suits(id))
        };
        assert_eq!(offers(60 * MIN, Some(31 * MIN), Some(25 * MIN)), [true, true]);
        assert_eq!(offers(60 * MIN + 9_000, Some(60 * MIN), Some(25 * MIN)), [false, true]);
        assert_eq!(offers(60 * MIN, Some(25 * MIN), Some(25 * MIN)), [true, false]);
        assert_eq!(offers(60 * MIN + 9_000, None, Some(60 * MIN)), [false, false]);
    }
}
