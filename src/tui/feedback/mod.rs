//! The Feedback screen: the list by state at the left, one piece whole at the right, and what its keys do.

pub mod actions;
pub mod commands;
mod deeds;
pub mod layout;
pub mod list;
mod markup;
pub mod pages;
mod piece;
pub mod reading;
mod reasons;
pub mod state;
#[cfg(test)]
mod tests;
pub mod triage;
pub mod view;
mod walk;
