//! Why a key of the Feedback screen cannot act now: on the selected piece, or on all that are marked.

use super::commands::recurring;
use super::pages::Shelf;
use super::state::FeedbackScreen;
use crate::domain::feedback::{Feedback, FeedbackState as S};
use crate::journal::read::feedback::FeedbackRow;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;

/// What is said of keys that act on one piece only.
const ONE_BY_ONE: &str = "that is done one by one: {back} takes the marks off";

/// Why a key cannot act; `None` where it can.
pub fn why_not(screen: &FeedbackScreen, _: &Cx, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    match id {
        C::NextUnread if !holds(screen, Shelf::State(S::Inbox)) => return Some("the inbox is empty"),
        C::FilterBy | C::Search if screen.shelves.total() == 0 && screen.narrow.is_all() => {
            return Some("there is no feedback yet");
        }
        _ => {}
    }
    if !screen.marked.is_empty() {
        return in_bulk(screen, id);
    }
    let Some(row) = screen.row() else {
        return (!alone(id)).then_some("no feedback is selected");
    };
    of_one(screen, row, id)
}

fn holds(screen: &FeedbackScreen, shelf: Shelf) -> bool {
    screen.shelves.total_of(shelf) > 0
}

/// Whether a key of the screen needs no piece.
fn alone(id: CommandId) -> bool {
    use CommandId as C;
    matches!(
        id,
        C::AddFeedback
            | C::AskFeedback
            | C::FilterBy
            | C::NextUnread
            | C::Wider
            | C::Narrower
            | C::UnfoldShelf
            | C::FoldShelf
            | C::NextPane
            | C::PreviousPane
            | C::Open
            | C::Back
            | C::Search
    )
}

fn of_one(screen: &FeedbackScreen, row: &FeedbackRow, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    let feedback = &row.feedback;
    let state = feedback.state;
    match id {
        C::Accept if state != S::Inbox => Some("only what is in the inbox is taken up; R reopens it"),
        C::NoteIt | C::Decline if state != S::Inbox => {
            Some("only what is in the inbox is noted or declined; R reopens it")
        }
        C::Snooze if !state.can_snooze() => Some("only what is in the inbox, waiting or acting is put off"),
        C::AddAction if !matches!(state, S::Accepted | S::Inbox) => {
            Some("only what is in the inbox or acting takes actions; R reopens it")
        }
        C::EditAction | C::DeleteAction if row.actions.is_empty() => Some("it has no action yet"),
        C::Prove if row.actions.is_empty() && matches!(state, S::Accepted | S::Acted) => {
            Some("it has no action yet")
        }
        C::Prove if !matches!(state, S::Accepted | S::Acted) => Some("only what is acting takes proof"),
        C::Reopen if !state.is_received() => Some("its answer has not come yet"),
        C::Reopen if state == S::Inbox => Some("it is in the inbox"),
        C::CloseIt if !matches!(state, S::Accepted | S::Acted) => {
            Some("only what is acting, or acted on, is closed; o notes it, d declines it")
        }
        C::Sent if state != S::Asked => Some("only a drafted request is sent"),
        C::WriteMail if feedback.request.is_empty() && feedback.asked.is_none() => {
            Some("only a request is written as a mail")
        }
        C::ThemeDrill if recurring(screen).is_none() => Some("no theme of it keeps coming back yet"),
        C::Quoted if !quotes(screen) => Some("it quotes nothing"),
        _ => None,
    }
}

fn quotes(screen: &FeedbackScreen) -> bool {
    screen.detail().is_some_and(|detail| !detail.row.feedback.quoted.is_empty())
}

/// With marks a key acts on all of them or on none; what is not here is for the journal to refuse.
fn in_bulk(screen: &FeedbackScreen, id: CommandId) -> Option<&'static str> {
    use CommandId as C;
    let rows = screen.chosen_rows();
    let all = |fits: fn(&Feedback) -> bool| rows.iter().all(|row| fits(&row.feedback));
    match id {
        C::Accept => Some("take pieces up one by one: each gets its own action"),
        C::AddAction
        | C::Respond
        | C::Prove
        | C::EditAction
        | C::DeleteAction
        | C::AskFeedback
        | C::WriteMail
        | C::ThemeDrill
        | C::Quoted
        | C::Edit
        | C::EditOutside
        | C::Copy => Some(ONE_BY_ONE),
        C::NoteIt | C::Decline if !all(|piece| piece.state == S::Inbox) => {
            Some("not all that are marked are in the inbox; only those are noted or declined")
        }
        C::Snooze if !all(|piece| piece.state.can_snooze()) => {
            Some("not all that are marked can be put off: only what is in the inbox, waiting or acting")
        }
        C::Reopen if !all(|piece| piece.state.is_received() && piece.state != S::Inbox) => {
            Some("not all that are marked can be reopened")
        }
        C::CloseIt if !all(|piece| matches!(piece.state, S::Accepted | S::Acted)) => {
            Some("not all that are marked are acting, or acted on; only those are closed")
        }
        C::Sent if !all(|piece| piece.state == S::Asked) => {
            Some("not all that are marked are drafted requests")
        }
        _ => None,
    }
}
