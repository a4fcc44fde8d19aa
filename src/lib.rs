//! etude, a practice journal for the terminal.
//!
//! The layers, one direction of dependence (ARCHITECTURE.md has the whole picture):
//! `domain` ← `store` ← `journal` ← `cli`, `tui`.

pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod editor;
pub mod exchange;
pub mod hooks;
pub mod journal;
pub mod ladders;
pub mod osc;
pub mod paths;
pub mod store;
pub mod tui;
