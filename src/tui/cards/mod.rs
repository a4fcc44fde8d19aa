//! The ritual's cards: before a session, after it, and when time is in doubt.

pub mod close;
mod close_view;
pub mod gap;
pub mod opening;
pub mod start;
mod start_view;
