//! The Feedback screen: the list by state at the left, one piece whole at the right, and what its keys do.

pub mod able;
pub mod actions;
pub mod acts;
mod deeds;
pub mod layout;
pub mod list;
mod markup;
pub mod pages;
mod piece;
pub mod state;
#[cfg(test)]
mod tests;
pub mod triage;
pub mod update;
pub mod view;
