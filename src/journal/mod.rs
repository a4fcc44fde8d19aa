//! Use cases: the only way to change anything, for the command line and the screen alike.

pub mod apply;
pub mod area;
pub mod check;
pub mod doctor;
pub mod drill;
pub mod error;
pub mod gap;
pub mod history;
pub mod ladder;
pub mod measure;
pub mod open;
pub mod past;
pub mod person;
pub mod plan;
pub mod read;
pub mod rep;
pub mod ritual;
pub mod session;
pub mod skill;
pub mod status;
pub mod work;

pub use error::{Error, Kind, Result};
pub use open::{Journal, Options};
pub use work::Outcome;
