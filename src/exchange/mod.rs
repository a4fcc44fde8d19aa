//! Foreign formats as pure functions: bytes to records and records to bytes. No I/O, no journal.

pub mod feedback;
pub mod ladder;
pub mod portfolio;
pub mod witness;
