//! What comes in (messages) and what goes out (effects): plain data on both sides of `update`.

use crossterm::event::Event;

use super::worker::{Ask, Reply};

/// What comes in.
#[derive(Debug)]
pub enum Msg {
    /// A key, a click, a paste, a new size.
    Input(Event),
    /// Input that could not be taken, with the sentence that says so.
    Refused(&'static str),
    /// An answer of the store thread.
    Reply(Reply),
    /// The time the loop waited for has come.
    Deadline,
    /// The editor handed a text back (`None`: it is as it was), or why it did not.
    Edited(Result<Option<String>, String>),
    /// A signal asks to leave, or the terminal is gone: leave with this exit code.
    Leave(u8),
}

/// What goes out.
#[derive(Debug)]
pub enum Effect {
    /// Ask the store thread.
    Ask(Ask),
    /// Ring the bell.
    Bell,
    /// A desktop notification.
    Notify(String),
    /// Put text on the clipboard.
    Copy(String),
    /// Hand a text to `$EDITOR`.
    Edit(String),
    /// To the shell for a while.
    Suspend,
    /// Draw the screen anew.
    Repaint,
    /// Keep what is being typed, under a key.
    KeepDraft(String, String),
    /// What was typed is saved, or was let go.
    DropDraft(String),
    /// Run the user's hook for this event.
    Hook(Hook),
}

/// The events a user can hang a program on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hook {
    /// A session was started: its id and the name of its skill.
    Start(String, String),
    /// A session was stopped: its id and the name of its skill.
    Stop(String, String),
}
