//! The words and rules of practice as pure values: no clock, no I/O, no SQL, no terminal.

pub mod calendar;
pub mod display;
pub mod id;
pub mod moment;
pub mod words;
