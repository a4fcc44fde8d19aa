//! What the Feedback screen remembers: focus, the list, what is marked, the piece that is read.

use std::collections::BTreeSet;

use super::pages::{Narrow, Shelf};
use crate::domain::feedback::{Feedback, Theme};
use crate::domain::id::Id;
use crate::journal::read::feedback::{FeedbackDetail, FeedbackRow};
use crate::tui::pane::list::ListPane;
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
}
