//! The real program, from the command line: every verb, its answers, its exit codes, its manners.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod backup;
mod crash;
mod evidence;
mod export;
mod feedback;
mod feedback_import;
mod feedback_manners;
#[path = "../support/folio.rs"]
mod folio;
mod home;
mod ladder_use;
mod ladders;
mod manners;
mod notes;
mod nouns;
mod past;
mod places;
mod prompts;
#[path = "../support/pty.rs"]
mod pty;
mod running;
mod shapes;
mod stages;
mod whistling;
mod witnesses;
