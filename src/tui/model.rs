//! The whole screen: what every room sees, and the rooms. `update` changes it, `view` reads it; neither sees a clock, a
//! terminal or a file.

use std::ops::{Deref, DerefMut};

use super::areas::state::AreasState;
use super::command::Scope;
use super::desk::state::DeskState;
use super::feedback::state::FeedbackScreen;
pub use super::frame::cx::{Cx, Message, Place, Settings};
use super::frame::screen::Screen;
use super::stages::state::StagesScreen;

/// Does something with the screen that is shown and with what every room sees: the one place that knows all screens.
macro_rules! on_screen {
    ($model:expr, |$screen:ident, $cx:ident| $body:expr) => {{
        let Model { cx: $cx, desk, areas, feedback, stages } = $model;
        match $cx.place {
            $crate::tui::model::Place::Desk => {
                let $screen = desk;
                $body
            }
            $crate::tui::model::Place::Areas => {
                let $screen = areas;
                $body
            }
            $crate::tui::model::Place::Feedback => {
                let $screen = feedback;
                $body
            }
            $crate::tui::model::Place::Stages => {
                let $screen = stages;
                $body
            }
        }
    }};
}
pub(super) use on_screen;

/// Everything.
#[derive(Debug)]
pub struct Model {
    /// What every room sees.
    pub cx: Cx,
    /// What the Desk's panes remember.
    pub desk: DeskState,
    /// What the Areas screen remembers.
    pub areas: AreasState,
    /// What the Feedback screen remembers.
    pub feedback: FeedbackScreen,
    /// What the Stages screen remembers.
    pub stages: StagesScreen,
}

impl Deref for Model {
    type Target = Cx;

    fn deref(&self) -> &Cx {
        &self.cx
    }
}

impl DerefMut for Model {
    fn deref_mut(&mut self) -> &mut Cx {
        &mut self.cx
    }
}

impl Model {
    /// Where keys mean something now.
    pub fn scope(&self) -> Scope {
        match self.layers.last() {
            Some(layer) => layer.scope(),
            None => on_screen!(self, |screen, cx| screen.scope(cx)),
        }
    }

    /// Whether reps are counted: a session is open and shown.
    pub fn counts_reps(&self) -> bool {
        self.place == Place::Desk && self.desk.counts_reps(&self.cx)
    }

    /// Whether the practice pane has the keys and a session is open.
    pub fn is_playing_in_focus(&self) -> bool {
        self.counts_reps() && self.layers.is_empty()
    }
}
