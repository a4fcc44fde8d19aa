//! The thin repository: the only SQL in the program. It knows tables and rows, never rules.

pub mod backup;
pub mod beat;
pub mod connect;
pub mod doctor;
pub mod doubt;
pub mod entry;
pub mod error;
pub mod feedback;
pub mod log;
mod look;
pub mod migrate;
pub mod query;
mod read_only;
pub mod record;
pub mod restore;
pub mod search;
pub mod sitting;
pub mod snapshot_read;
pub mod sql_types;
pub mod stage;
pub mod stale_log;
pub mod statement;
pub mod tables;
pub mod undo;
pub mod watch;
pub mod writer;

pub use connect::Store;
pub use error::{Result, StoreError};
