//! etude, a practice journal for the terminal.
//!
//! The layers, one direction of dependence (ARCHITECTURE.md has the whole picture):
//! `domain` ← `store` ← `journal` ← `cli`, `tui`.

pub mod domain;
pub mod tui;
