//! The words and rules of practice as pure values: no clock, no I/O, no SQL, no terminal.

pub mod area;
pub mod benchmark;
pub mod calendar;
pub mod change;
pub mod display;
pub mod drill;
pub mod entry;
pub mod evidence;
pub mod feedback;
pub mod folding;
pub mod id;
pub mod ladder;
pub mod measure;
pub mod moment;
pub mod naming;
pub mod person;
pub mod plan;
pub mod portfolio;
pub mod rep;
pub mod search;
pub mod session;
pub mod skill;
pub mod stage;
pub mod timer;
pub mod when;
pub mod words;
