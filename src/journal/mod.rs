//! Use cases: the only way to change anything, for the command line and the screen alike.

mod apply;
pub mod backup;
mod check;
pub mod demo;
pub mod desk;
mod dice;
pub mod doctor;
pub mod error;
mod feedback;
pub mod find;
mod gap;
pub mod history;
mod ladder;
mod open;
mod past;
pub mod read;
mod reading;
mod record;
mod rep;
pub mod ritual;
mod rules;
pub mod search;
mod session;
mod set_up;
mod stage;
pub mod status;
mod work;

#[cfg(test)]
mod plans_tests;

pub use error::{Error, Kind, Result};
pub use feedback::import::preview_first_import;
pub use open::{Journal, Options, Watch};
pub use rules::evidence::{FileState, look_again};
use rules::{entry, evidence, person, plan, skill};
pub use work::Outcome;
