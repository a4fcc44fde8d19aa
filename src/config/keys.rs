//! Every key of the settings file: its name, its meaning, what it takes, how it is set and shown. The one table that
//! reading, `etude config show` and the test of `assets/config.toml` go by.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use toml::de::DeValue;

use super::{BackupEvery, Binding, Colour, Glyphs, Ground, WeekStart};
use crate::domain::when::{self, DateOrder};

/// One key of the settings file.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The key with its section, as in `backup.keep`.
    pub name: &'static str,
    /// What it is about, in one sentence.
    pub about: &'static str,
    /// What it takes, to follow "it takes".
    pub takes: &'static str,
    /// Sets it; false where the value does not suit, and then nothing is changed.
    pub(super) set: fn(&mut Config, &DeValue<'_>) -> bool,
    /// The value in force, as the file would have it.
    pub(super) show: fn(&Config) -> String,
}

/// The settings from a table: the name of a key, its field with its type and default, how it is read, what it takes and
/// what it is about.
macro_rules! settings {
    ($($name:literal $field:ident: $type:ty = $default:expr => $read:ident $(($least:literal, $most:literal))?, $takes:expr, $about:literal;)+) => {
        /// Every setting, with its value in force.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct Config {
            $(#[doc = $about] pub $field: $type,)+
            /// Command ids and the keys given to them. Whether the commands and keys exist, the command table says.
            pub keys: BTreeMap<String, Binding>,
            /// The lines of the keys that the file sets.
            pub(super) lines: BTreeMap<&'static str, usize>,
            /// The file that was read.
            pub(super) file: Option<PathBuf>,
        }

        impl Default for Config {
            fn default() -> Config {
                Config { $($field: $default,)+ keys: BTreeMap::new(), lines: BTreeMap::new(), file: None }
            }
        }

        /// Every key, in the order of the commented default. `[keys]` is open and therefore not in it.
        pub const KEYS: &[Key] = &[$(Key {
            name: $name,
            about: $about,
            takes: $takes,
            set: |config, value| put(&mut config.$field, $read(value $(, $least, $most)?)),
            show: |config| shown::$read(&config.$field),
        }),+];
    };
}

settings! {
    "theme" theme: String = "terminal".to_owned() => name, "the name of a theme, such as \"terminal\"",
        "The colours: terminal, dusk, or the name of a file in the themes folder without its .toml.";
    "ground" ground: Ground = Ground::Auto => word, "\"dark\", \"light\" or \"auto\"",
        "Whether the terminal is dark or light, for themes that come in both; auto asks it.";
    "glyphs" glyphs: Glyphs = Glyphs::Unicode => word, "\"unicode\" or \"ascii\"",
        "The characters that draw the screen.";
    "colour" colour: Colour = Colour::Auto => word, "\"auto\", \"none\", \"16\", \"256\" or \"true\"",
        "How many colours may be used; auto is what the terminal says it can.";
    "mouse" mouse: bool = true => flag, YES_NO,
        "Clicks and the wheel are for etude; selecting text then takes Shift.";
    "bell" bell: bool = true => flag, YES_NO,
        "A bell at the planned end of a session, once.";
    "notify" notify: bool = false => flag, YES_NO,
        "A desktop notification at the planned end of a session, once.";
    "seconds" seconds: bool = true => flag, YES_NO,
        "Seconds on the running time; without them the screen is drawn once a minute.";
    // In minutes after midnight.
    "day_start" day_start: i32 = 0 => time, "a time of day, such as \"04:00\"",
        "When a new day begins; practice before it belongs to the day before.";
    "week_start" week_start: WeekStart = WeekStart::Monday => word, "\"monday\", \"sunday\" or \"saturday\"",
        "The first day of a week.";
    "date_order" date_order: DateOrder = DateOrder::Dmy => word, "\"dmy\", \"mdy\" or \"ymd\"",
        "How dates are shown and read: 24 Nov, Nov 24 or 2026-11-24.";
    "default_minutes" default_minutes: i64 = 25 => whole(1, 1440), "a number of minutes from 1 to 1440",
        "The planned length of a session where neither plan, drill nor the last session says, on the screen and by command.";
    "editor" editor: Vec<String> = Vec::new() => arguments, ARGUMENTS,
        "The editor for long texts and its arguments; empty means $VISUAL, then $EDITOR.";
    "backup.keep" backup_keep: i64 = 7 => whole(1, 1000), "a number from 1 to 1000",
        "How many backups are kept.";
    "backup.every" backup_every: BackupEvery = BackupEvery::Day => word, "\"day\", \"week\" or \"never\"",
        "How often a backup is made of its own accord, if anything changed.";
    "hooks.on_start" on_start: Vec<String> = Vec::new() => arguments, ARGUMENTS,
        "A program run when a session starts, with its arguments and no shell; empty means none.";
    "hooks.on_stop" on_stop: Vec<String> = Vec::new() => arguments, ARGUMENTS,
        "A program run when a session ends, with its arguments and no shell; empty means none.";
}

const YES_NO: &str = "true or false";
const ARGUMENTS: &str = "a list of strings: the program, then its arguments";

fn put<T>(place: &mut T, value: Option<T>) -> bool {
    value.map(|value| *place = value).is_some()
}

fn name(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
}

/// A word of a vocabulary; `16` and `true` are words too, with or without quotes.
fn word<T: FromStr>(value: &DeValue<'_>) -> Option<T> {
    match value {
        DeValue::String(text) => text.parse().ok(),
        DeValue::Integer(number) => number.to_string().parse().ok(),
        DeValue::Boolean(yes) => yes.to_string().parse().ok(),
        _ => None,
    }
}

fn flag(value: &DeValue<'_>) -> Option<bool> {
    value.as_bool()
}

fn whole(value: &DeValue<'_>, least: i64, most: i64) -> Option<i64> {
    let number = value.as_integer()?;
    let number = i64::from_str_radix(number.as_str(), number.radix()).ok()?;
    (least..=most).contains(&number).then_some(number)
}

/// Minutes after midnight, from a string or from a TOML time.
fn time(value: &DeValue<'_>) -> Option<i32> {
    if let Some(text) = value.as_str() {
        return when::time_of_day(text).ok();
    }
    let found = value.as_datetime()?;
    let time = found.time.filter(|_| found.date.is_none())?;
    Some(i32::from(time.hour) * 60 + i32::from(time.minute))
}

/// A program and its arguments: a list, or a string without spaces in any argument.
fn arguments(value: &DeValue<'_>) -> Option<Vec<String>> {
    match value.as_str() {
        Some(line) => Some(line.split_whitespace().map(str::to_owned).collect()),
        None => strings(value),
    }
}

pub(super) fn strings(value: &DeValue<'_>) -> Option<Vec<String>> {
    let list = value.as_array()?;
    list.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect()
}

/// A value as the file would have it.
pub(super) mod shown {
    use crate::domain::words::Vocabulary;

    pub fn name(text: &str) -> String {
        toml::Value::String(text.to_owned()).to_string()
    }

    pub fn word<T: Vocabulary>(word: &T) -> String {
        name(word.word())
    }

    pub fn flag(yes: &bool) -> String {
        yes.to_string()
    }

    pub fn whole(number: &i64) -> String {
        number.to_string()
    }

    pub fn time(minutes: &i32) -> String {
        name(&format!("{:02}:{:02}", minutes / 60, minutes % 60))
    }

    pub fn arguments(list: &[String]) -> String {
        let items: Vec<String> = list.iter().map(|item| name(item)).collect();
        format!("[{}]", items.join(", "))
    }
}
