//! What the doctor checks: the file, the facts, and whether they agree.

use std::os::unix::fs::PermissionsExt;

use super::error::Result;
use super::open::Journal;
use crate::domain::ladder::LadderText;
use crate::exchange::ladder::parse;
use crate::store::{backup, connect, doctor, search, stale_log};

/// So many of the newest records are looked up in the index of words.
const SAMPLE: usize = 100;

pub use crate::store::doctor::sqlite_version;

/// One check and its verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: &'static str,
    /// Whether all is well; a warning is still well.
    pub ok: bool,
    /// What was found.
    pub detail: String,
}

fn check(name: &'static str, ok: bool, detail: impl Into<String>) -> Check {
    Check { name, ok, detail: detail.into() }
}

impl Journal {
    /// Checks the journal.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn doctor(&self) -> Result<Vec<Check>> {
        let conn = self.store.conn();
        let damage = doctor::integrity(conn)?;
        let orphans = doctor::orphans(conn)?;
        let open = doctor::open_sessions(conn)?;
        let disordered = doctor::disordered_segments(conn)?;
        let differences = doctor::rollup_differences(conn)?;
        let overlaps = doctor::overlaps(conn)?;
        let doubted = doctor::unresolved(conn)?;
        let moves = doctor::feedback_differences(conn)? + doctor::acted_without_proof(conn)?;
        let unsearched = search::differences(conn)? + search::newest_not_found(conn, SAMPLE)?;
        let fine =
            |list: &[String], fine: &str| if list.is_empty() { fine.to_owned() } else { list.join("; ") };
        Ok(vec![
            check("integrity", damage.is_empty(), fine(&damage, "the file is whole")),
            check(
                "foreign keys",
                orphans.is_empty(),
                fine(&orphans, "every entry points at one that is there"),
            ),
            check("running session", open <= 1, format!("{open} open")),
            check("segments", disordered == 0, counted(disordered, "in order", "out of order")),
            check(
                "rollups",
                differences == 0,
                counted(differences, "equal the facts", "differ from the facts"),
            ),
            check(
                "overlaps",
                true,
                counted(overlaps, "no sessions overlap", "sessions overlap another (allowed)"),
            ),
            check(
                "time in doubt",
                true,
                counted(doubted, "none", "sessions hold time nobody has decided on"),
            ),
            check(
                "feedback",
                moves == 0,
                counted(moves, "states, moves and proofs agree", "disagree with their moves"),
            ),
            check(
                "search",
                unsearched == 0,
                counted(unsearched, "the index knows what was written", "entries differ from their index"),
            ),
            self.check_ladders()?,
            check(
                "evidence",
                true,
                counted(
                    self.files_not_as_they_were()?,
                    "its files are where they were",
                    "files are missing or changed: `etude evidence check` names them",
                ),
            ),
            self.check_modes(),
            check(
                "sqlite",
                connect::sqlite_is_new_enough(),
                format!("{} linked, at least 3.51.3 needed", doctor::sqlite_version()),
            ),
            self.check_log()?,
            self.check_backup(),
            self.check_set_aside(),
        ])
    }

    fn check_ladders(&self) -> Result<Check> {
        let unread = |text: &LadderText| {
            parse(&text.text).err().map(|why| format!("{} {}: {why}", text.name, text.version))
        };
        let broken: Vec<String> = self.ladders_kept()?.iter().filter_map(unread).collect();
        let fine = "those kept here can be read".to_owned();
        let said = if broken.is_empty() { fine } else { broken.join("; ") };
        Ok(check("ladders", broken.is_empty(), said))
    }

    fn check_modes(&self) -> Check {
        let places = &self.options.places;
        let mode =
            |path: &std::path::Path| std::fs::metadata(path).map(|m| m.permissions().mode() & 0o777).ok();
        let mut loose = Vec::new();
        let files = std::iter::once(places.journal.clone()).chain(backup::list(&places.backups));
        for path in files.chain([places.backups.clone()]) {
            if mode(&path).is_some_and(|mode| mode & 0o077 != 0) {
                loose.push(format!("{} can be read by others", path.display()));
            }
        }
        if loose.is_empty() {
            check("file modes", true, "only you can read the journal and its backups")
        } else {
            check("file modes", false, loose.join("; "))
        }
    }

    fn check_log(&self) -> Result<Check> {
        let conn = self.store.conn();
        let mode = doctor::journal_mode(conn)?;
        let synchronous = doctor::pragma(conn, "synchronous")?;
        let fine = !self.writable() || (mode == "wal" && synchronous == 2);
        let detail = if self.writable() {
            format!("journal mode {mode}, synchronous {synchronous} (2 is FULL)")
        } else {
            format!("journal mode {mode}; writers use synchronous FULL")
        };
        Ok(check("durability", fine, detail))
    }

    fn check_set_aside(&self) -> Check {
        let logs = stale_log::set_aside_before(&self.options.places.journal);
        let named: Vec<String> = logs.iter().map(|log| log.display().to_string()).collect();
        let said = match named.as_slice() {
            [] => "none".to_owned(),
            named => format!("not part of this journal, and not read: {}", named.join(", ")),
        };
        check("logs set aside", true, said)
    }

    fn check_backup(&self) -> Check {
        match self.newest_backup() {
            Some(path) => check("last backup", true, path.display().to_string()),
            None => check("last backup", true, "none yet: the first is made with the first change of a day"),
        }
    }
}

fn counted(n: i64, none: &str, some: &str) -> String {
    if n == 0 { none.to_owned() } else { format!("{n} {some}") }
}
