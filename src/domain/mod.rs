//! The words and rules of practice as pure values: no clock, no I/O, no SQL, no terminal.

#![warn(missing_docs)]

pub mod benchmark;
pub mod calendar;
pub mod change;
pub mod display;
pub mod feedback;
pub mod field;
pub mod folding;
pub mod id;
pub mod ladder;
pub mod moment;
pub mod naming;
pub mod noun;
pub mod nouns;
pub mod portfolio;
pub mod rep;
pub mod search;
pub mod session;
pub mod stage;
pub mod timer;
pub mod when;
pub mod words;

pub use nouns::{area, drill, entry, evidence, measure, person, plan, skill};
