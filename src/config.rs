//! The settings: what they are, and how a settings file is read. A file that is wrong never stops the program: what
//! cannot be understood keeps its default and is complained about with its line. Never written here; the words of each
//! key are in `config/keys.rs`. What the environment says (`NO_COLOR`, `EDITOR`) is weighed by those who use a setting.

mod keys;
mod read;

pub use keys::{Config, KEYS, Key};
pub use read::read;

use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::domain::calendar::Calendar;
use crate::domain::display;
use crate::paths;

crate::words! {
    /// Whether the terminal is dark or light.
    Ground, "ground", {
        /// Light letters on a dark ground.
        Dark = "dark",
        /// Dark letters on a light ground.
        Light = "light",
        /// Ask the terminal.
        Auto = "auto",
    }
}

crate::words! {
    /// Which characters draw the screen.
    Glyphs, "set of glyphs", {
        /// Lines, pips and marks of Unicode.
        Unicode = "unicode",
        /// ASCII only.
        Ascii = "ascii",
    }
}

crate::words! {
    /// How many colours may be used.
    Colour, "number of colours", {
        /// What the terminal says it can.
        Auto = "auto",
        /// No colour.
        None = "none",
        /// The terminal's own sixteen.
        Sixteen = "16",
        /// The palette of 256.
        Palette = "256",
        /// Any (24 bits).
        True = "true",
    }
}

crate::words! {
    /// The first day of a week.
    WeekStart, "first day of the week", {
        /// Weeks from Monday.
        Monday = "monday",
        /// Weeks from Sunday.
        Sunday = "sunday",
        /// Weeks from Saturday.
        Saturday = "saturday",
    }
}

crate::words! {
    /// How often a backup is made of its own accord.
    BackupEvery, "time between backups", {
        /// Once a day, if anything changed.
        Day = "day",
        /// Once a week, if anything changed.
        Week = "week",
        /// Only when asked for.
        Never = "never",
    }
}

/// Keys bound to a command by the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// The keys as written; none means that the command has no key.
    pub keys: Vec<String>,
    /// The line in the settings file, from 1.
    pub line: usize,
}

impl Config {
    /// The calendar of these settings in a zone.
    pub fn calendar(&self, zone: TimeZone) -> Calendar {
        let week_start = match self.week_start {
            WeekStart::Monday => Weekday::Monday,
            WeekStart::Sunday => Weekday::Sunday,
            WeekStart::Saturday => Weekday::Saturday,
        };
        Calendar { zone, day_start: self.day_start, week_start }
    }

    /// Every key with its value and where that comes from, in the order of the settings file; bound keys last.
    pub fn rows(&self) -> Vec<Row> {
        let settings = KEYS.iter().map(|key| Row {
            key: key.name.to_owned(),
            value: (key.show)(self),
            origin: self.lines.get(key.name).map_or(Origin::Default, |line| self.origin(*line)),
            about: key.about,
        });
        let bindings = self.keys.iter().map(|(command, binding)| Row {
            key: format!("keys.{command}"),
            value: keys::shown::arguments(&binding.keys),
            origin: self.origin(binding.line),
            about: "The keys of this command.",
        });
        settings.chain(bindings).collect()
    }

    fn origin(&self, line: usize) -> Origin {
        Origin::File { path: self.file.clone(), line }
    }
}

/// One setting as `etude config show` prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The key, with its section: `backup.keep`.
    pub key: String,
    /// The value as the file would have it.
    pub value: String,
    /// Where the value comes from.
    pub origin: Origin,
    /// What the key is about, in one sentence.
    pub about: &'static str,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// Nobody set it.
    Default,
    /// A line of a settings file.
    File {
        /// The file; none where the text came from elsewhere.
        path: Option<PathBuf>,
        /// The line, from 1.
        line: usize,
    },
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File { path: None, line } => write!(f, "line {line}"),
            Origin::File { path: Some(path), line } => {
                write!(f, "{}:{line}", display::safe_line(&path.to_string_lossy()))
            }
        }
    }
}

/// What is wrong with a settings file. The rest of it is in force all the same, unless it is no TOML at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The line, from 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong, as a sentence without its full stop.
    pub what: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        f.write_str(&display::safe_line(&self.what))?;
        match &self.hint {
            Some(hint) => write!(f, " ({})", display::safe_line(hint)),
            None => Ok(()),
        }
    }
}

/// What is said beside a file that cannot be read.
const DEFAULTS: &str = "every setting has its default until this is mended";

/// The settings in a file. A file that is not there is no fault; one that cannot be used is a complaint.
pub fn load(path: &Path) -> (Config, Vec<Complaint>) {
    match paths::read_text(path) {
        Ok(None) => (Config::default(), Vec::new()),
        Ok(Some(text)) => {
            let (mut config, complaints) = read(&text);
            config.file = Some(path.to_path_buf());
            (config, complaints)
        }
        Err(error) => {
            let what = error.said("the settings file");
            (Config::default(), vec![Complaint { line: error.line, what, hint: Some(DEFAULTS.to_owned()) }])
        }
    }
}

#[cfg(test)]
mod tests;
