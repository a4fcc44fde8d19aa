//! Reads the journal as it is at one moment: nothing that is written meanwhile is seen.

use rusqlite::Connection;

use super::connect::Store;
use super::error::Result;

/// The journal as it is at one moment; dropping it lets it go on.
#[derive(Debug)]
pub struct SnapshotRead<'a>(Option<&'a Connection>);

impl Store {
    /// While it is held, everything read is of one moment, and the locks are taken once. Nothing is written meanwhile.
    pub fn snapshot_read(&self) -> Result<SnapshotRead<'_>> {
        let begun = self.conn.is_autocommit();
        if begun {
            self.conn.execute_batch("BEGIN")?;
        }
        Ok(SnapshotRead(Some(&self.conn).filter(|_| begun)))
    }
}

impl Drop for SnapshotRead<'_> {
    fn drop(&mut self) {
        // It only read: there is nothing to keep, and nothing to lose.
        let ended = self.0.map(|conn| conn.execute_batch("ROLLBACK"));
        drop(ended);
    }
}
