//! The Stages screen: the tree of areas and skills at the left, at the right the ladder of the chosen one with what shows
//! each benchmark, or its history as a timeline that can be walked.

mod above;
pub mod adopting;
mod area_lines;
pub mod commands;
mod event_lines;
pub mod footer;
pub mod history;
pub mod items;
mod ladder;
pub mod layout;
pub mod pages;
pub mod promote;
mod reading;
mod record_lines;
mod row_notes;
mod scale;
pub mod sheet;
pub mod state;
mod stretch;
#[cfg(test)]
pub(super) mod tests;
mod timeline;
mod tree;
pub mod view;
mod walk;
mod wording;
