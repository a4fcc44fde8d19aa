//! What the Feedback screen remembers: focus, the list, what is marked, the piece that is read.

use std::collections::BTreeSet;

use crossterm::event::MouseEvent;
use ratatui::buffer::Buffer;

use super::pages::{Narrow, Shelf};
use super::{commands, reading, view, walk};
use crate::domain::feedback::{Feedback, FeedbackState, Theme};
use crate::domain::id::Id;
use crate::journal::read::feedback::{FeedbackDetail, FeedbackRow};
use crate::tui::command::{CommandId, Scope};
use crate::tui::frame::cx::{Cx, Going};
use crate::tui::frame::effects::Effects;
use crate::tui::frame::screen::{Act, Footer, Screen};
use crate::tui::pane::list::{ListPane, Step};
use crate::tui::pane::loading::Loading;
use crate::tui::pane::sections::{Line, Sections};

/// The panes of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// The list.
    #[default]
    List,
    /// The chosen piece.
    Piece,
}

/// What the screen remembers.
#[derive(Debug, Default)]
pub struct FeedbackScreen {
    /// The pane with the focus.
    pub focus: Focus,
    /// The pieces that are here, by state.
    pub shelves: Sections<Shelf, FeedbackRow>,
    /// The selection among them.
    pub list: ListPane<Id>,
    /// Marked pieces: what bulk keys act on.
    pub marked: BTreeSet<Id>,
    /// What the list is narrowed down to.
    pub narrow: Narrow,
    /// Every theme, by name.
    pub themes: Vec<Theme>,
    /// Everybody by name.
    pub people: Vec<(Id, String)>,
    /// How it stands with people, where there is something to say.
    pub balance: Option<String>,
    /// The selected piece.
    pub piece: Loading<Id, Box<FeedbackDetail>>,
    /// The first line of the piece in sight.
    pub scroll: usize,
    /// Whether quoted parts are unfolded.
    pub quoted: bool,
    /// Cells that the border was moved, to the right if positive.
    pub split: i16,
    /// The newest asking; older answers are let go.
    pub turn: u64,
    /// Whether pages are on their way.
    pub loading: bool,
    /// Whether the list was read at all.
    pub loaded: bool,
}

impl FeedbackScreen {
    /// The selected row of the list.
    pub fn row(&self) -> Option<&FeedbackRow> {
        match self.shelves.line(self.list.selected()) {
            Some(Line::Row(_, row)) => row,
            _ => None,
        }
    }

    /// The selected piece, whole, once it is read.
    pub fn detail(&self) -> Option<&FeedbackDetail> {
        self.piece.answer(&self.row()?.feedback.id).map(|piece| &**piece)
    }

    /// The selected piece as the list knows it.
    pub fn feedback(&self) -> Option<&Feedback> {
        self.row().map(|row| &row.feedback)
    }

    /// What a key acts on: what is marked, else what is selected.
    pub fn chosen(&self) -> Vec<Id> {
        if self.marked.is_empty() {
            return self.row().map(|row| row.feedback.id).into_iter().collect();
        }
        self.marked.iter().copied().collect()
    }

    /// The rows of what a key acts on, as far as they are here.
    pub fn chosen_rows(&self) -> Vec<&FeedbackRow> {
        if self.marked.is_empty() {
            return self.row().into_iter().collect();
        }
        self.shelves.rows().filter(|row| self.marked.contains(&row.feedback.id)).collect()
    }

    /// Whether closing what is chosen would drop it: nothing proves that anything was done.
    pub fn would_drop(&self) -> bool {
        let rows = self.chosen_rows();
        let unproved = |row: &&FeedbackRow| {
            row.feedback.state == FeedbackState::Accepted
                && row.actions.iter().all(|action| action.proofs.is_empty())
        };
        !rows.is_empty() && rows.iter().all(unproved)
    }
}

impl Screen for FeedbackScreen {
    const SCOPES: &'static [Scope] = &[Scope::Feedback];
    const ACTS: &'static [Act<FeedbackScreen>] = commands::ACTS;

    fn scope(&self, _: &Cx) -> Scope {
        Scope::Feedback
    }

    fn step(&mut self, cx: &mut Cx, by: Step) -> Effects {
        walk::step(self, cx, self.focus, by)
    }

    fn mouse(&mut self, cx: &mut Cx, mouse: MouseEvent) -> Effects {
        walk::mouse(self, cx, mouse)
    }

    fn skill(&self, _: &Cx) -> Option<Id> {
        self.feedback().and_then(|feedback| feedback.skill)
    }

    fn footer(&self, _: &Cx, id: CommandId) -> Footer {
        Footer::if_so(id != CommandId::Start || self.marked.is_empty())
    }

    fn enter(&mut self, cx: &mut Cx, going: Going, _: Option<Id>) -> Effects {
        match going {
            Going::ToFeedback(piece) => reading::show(self, cx, piece),
            _ => reading::reload(self, cx),
        }
    }

    fn changed(&mut self, cx: &mut Cx) -> Effects {
        reading::reload(self, cx)
    }

    fn not_read(&mut self) {
        reading::not_read(self);
    }

    fn view(&self, cx: &Cx, buf: &mut Buffer) {
        view::view(self, cx, buf);
    }
}
