//! The Stages screen: the tree of areas and skills at the left, at the right the ladder of the chosen one with what shows
//! each benchmark, or its history as a timeline that can be walked.

mod above;
pub mod acts;
pub mod adopting;
mod area_lines;
mod event_lines;
pub mod footer;
pub mod history;
pub mod items;
mod ladder;
pub mod layout;
pub mod mouse;
pub mod pages;
pub mod promote;
mod reading;
mod record_lines;
mod scale;
pub mod sheet;
pub mod state;
mod stretch;
#[cfg(test)]
pub(super) mod tests;
mod timeline;
mod tree;
pub mod update;
pub mod view;
mod wording;
