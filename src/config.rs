//! The settings: what they are, and how a settings file is read. A file that is wrong never stops the program: what
//! cannot be understood keeps its default and is complained about with its line. Never written here; the words of each
//! key are in `config/keys.rs`. What the environment says (`NO_COLOR`, `EDITOR`) is weighed by those who use a setting.

mod keys;
mod read;

pub use keys::{KEYS, Key};
pub use read::read;

use std::collections::BTreeMap;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use jiff::civil::Weekday;
use jiff::tz::TimeZone;

use crate::domain::calendar::Calendar;
use crate::domain::display;
use crate::domain::when::DateOrder;

/// The default settings file, with every key commented out and explained.
pub const COMMENTED: &str = include_str!("../assets/config.toml");

/// A settings file larger than this is none.
const LARGEST: u64 = 1024 * 1024;

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

/// Every setting, with its value in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The name of the theme.
    pub theme: String,
    /// Whether the terminal is dark or light.
    pub ground: Ground,
    /// Which characters draw the screen.
    pub glyphs: Glyphs,
    /// How many colours may be used.
    pub colour: Colour,
    /// The mouse is listened to.
    pub mouse: bool,
    /// A bell at the planned end.
    pub bell: bool,
    /// A desktop notification at the planned end.
    pub notify: bool,
    /// Seconds are shown on the running time.
    pub seconds: bool,
    /// When a new day begins, minutes after midnight, 0 to 1,439.
    pub day_start: i32,
    /// The first day of a week.
    pub week_start: WeekStart,
    /// How dates are shown and read.
    pub date_order: DateOrder,
    /// The planned length of a sitting that nothing else is known about, minutes, 1 to 1,440.
    pub default_minutes: i64,
    /// The editor for long texts with its arguments; empty means `$VISUAL`, `$EDITOR`.
    pub editor: Vec<String>,
    /// How many backups are kept, 1 to 1,000.
    pub backup_keep: i64,
    /// How often a backup is made.
    pub backup_every: BackupEvery,
    /// The program run when a session starts, with its arguments; empty means none.
    pub on_start: Vec<String>,
    /// The program run when a session ends, with its arguments; empty means none.
    pub on_stop: Vec<String>,
    /// Command ids and the keys given to them. Whether the commands and keys exist, the command table says.
    pub keys: BTreeMap<String, Binding>,
    /// The lines of the keys that the file sets.
    lines: BTreeMap<&'static str, usize>,
    /// The file that was read.
    file: Option<PathBuf>,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            theme: "terminal".to_owned(),
            ground: Ground::Auto,
            glyphs: Glyphs::Unicode,
            colour: Colour::Auto,
            mouse: true,
            bell: true,
            notify: false,
            seconds: true,
            day_start: 0,
            week_start: WeekStart::Monday,
            date_order: DateOrder::Dmy,
            default_minutes: 25,
            editor: Vec::new(),
            backup_keep: 7,
            backup_every: BackupEvery::Day,
            on_start: Vec::new(),
            on_stop: Vec::new(),
            keys: BTreeMap::new(),
            lines: BTreeMap::new(),
            file: None,
        }
    }
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

impl Complaint {
    fn of_file(what: String, hint: &str) -> Complaint {
        Complaint { line: None, what, hint: Some(hint.to_owned()) }
    }
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

/// The settings in a file. A file that is not there is no fault; one that cannot be used is a complaint.
pub fn load(path: &Path) -> (Config, Vec<Complaint>) {
    match text_of(path) {
        Ok(None) => (Config::default(), Vec::new()),
        Ok(Some(text)) => {
            let (mut config, complaints) = read(&text);
            config.file = Some(path.to_path_buf());
            (config, complaints)
        }
        Err(complaint) => (Config::default(), vec![complaint]),
    }
}

/// The text of a settings file; nothing where there is none.
fn text_of(path: &Path) -> Result<Option<String>, Complaint> {
    const DEFAULTS: &str = "every setting has its default until this is mended";
    let failed =
        |error: io::Error| Complaint::of_file(format!("the settings cannot be read: {error}"), DEFAULTS);
    // Looked at before it is opened: opening a pipe would wait for a writer.
    let kind = match fs::metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    if !kind.is_file() {
        let what = if kind.is_dir() { "a folder" } else { "no ordinary file" };
        return Err(Complaint::of_file(format!("the settings file is {what}"), DEFAULTS));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Complaint::of_file("the settings file is larger than 1 MiB".to_owned(), DEFAULTS));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            let what = "this is not UTF-8 text".to_owned();
            Err(Complaint { line: Some(line), what, hint: Some(DEFAULTS.to_owned()) })
        }
    }
}

#[cfg(test)]
mod tests;
