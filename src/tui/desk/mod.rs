//! The Desk: areas and skills, the practice pane, the day. Opens first.

pub mod areas;
pub mod commands;
pub mod day;
pub mod face;
pub mod idle;
pub mod inbox;
pub mod layout;
pub mod practice;
pub mod state;
pub mod view;

#[cfg(test)]
mod tests;
