//! Every key of the settings file: its name, its meaning, what it takes, how it is set and shown. The one table that
//! reading, `etude config show` and the test of `assets/config.toml` go by.

use std::str::FromStr;

use toml::de::DeValue;

use super::Config;
use crate::domain::when;

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

/// Every key, in the order of the commented default. `[keys]` is open and therefore not in it.
pub const KEYS: &[Key] = &[
    Key {
        name: "theme",
        about: "The colours: terminal, dusk, or the name of a file in the themes folder without its .toml.",
        takes: "the name of a theme, such as \"terminal\"",
        set: |config, value| put(&mut config.theme, name(value)),
        show: |config| quoted(&config.theme),
    },
    Key {
        name: "ground",
        about: "Whether the terminal is dark or light, for themes that come in both; auto asks it.",
        takes: "\"dark\", \"light\" or \"auto\"",
        set: |config, value| put(&mut config.ground, word(value)),
        show: |config| quoted(config.ground.word()),
    },
    Key {
        name: "glyphs",
        about: "The characters that draw the screen.",
        takes: "\"unicode\" or \"ascii\"",
        set: |config, value| put(&mut config.glyphs, word(value)),
        show: |config| quoted(config.glyphs.word()),
    },
    Key {
        name: "colour",
        about: "How many colours may be used; auto is what the terminal says it can.",
        takes: "\"auto\", \"none\", \"16\", \"256\" or \"true\"",
        set: |config, value| put(&mut config.colour, word(value)),
        show: |config| quoted(config.colour.word()),
    },
    Key {
        name: "mouse",
        about: "Clicks and the wheel are for etude; selecting text then takes Shift.",
        takes: YES_NO,
        set: |config, value| put(&mut config.mouse, value.as_bool()),
        show: |config| config.mouse.to_string(),
    },
    Key {
        name: "bell",
        about: "A bell at the planned end of a session, once.",
        takes: YES_NO,
        set: |config, value| put(&mut config.bell, value.as_bool()),
        show: |config| config.bell.to_string(),
    },
    Key {
        name: "notify",
        about: "A desktop notification at the planned end of a session, once.",
        takes: YES_NO,
        set: |config, value| put(&mut config.notify, value.as_bool()),
        show: |config| config.notify.to_string(),
    },
    Key {
        name: "seconds",
        about: "Seconds on the running time; without them the screen is drawn once a minute.",
        takes: YES_NO,
        set: |config, value| put(&mut config.seconds, value.as_bool()),
        show: |config| config.seconds.to_string(),
    },
    Key {
        name: "day_start",
        about: "When a new day begins; practice before it belongs to the day before.",
        takes: "a time of day, such as \"04:00\"",
        set: |config, value| put(&mut config.day_start, time(value)),
        show: |config| quoted(&format!("{:02}:{:02}", config.day_start / 60, config.day_start % 60)),
    },
    Key {
        name: "week_start",
        about: "The first day of a week.",
        takes: "\"monday\", \"sunday\" or \"saturday\"",
        set: |config, value| put(&mut config.week_start, word(value)),
        show: |config| quoted(config.week_start.word()),
    },
    Key {
        name: "date_order",
        about: "How dates are shown and read: 24 Nov, Nov 24 or 2026-11-24.",
        takes: "\"dmy\", \"mdy\" or \"ymd\"",
        set: |config, value| put(&mut config.date_order, word(value)),
        show: |config| quoted(config.date_order.word()),
    },
    Key {
        name: "default_minutes",
        about: "The planned length of a session where neither plan, drill nor the last session says, on the screen and by command.",
        takes: "a number of minutes from 1 to 1440",
        set: |config, value| put(&mut config.default_minutes, whole(value, 1, 1440)),
        show: |config| config.default_minutes.to_string(),
    },
    Key {
        name: "editor",
        about: "The editor for long texts and its arguments; empty means $VISUAL, then $EDITOR.",
        takes: ARGUMENTS,
        set: |config, value| put(&mut config.editor, arguments(value)),
        show: |config| shown_list(&config.editor),
    },
    Key {
        name: "backup.keep",
        about: "How many backups are kept.",
        takes: "a number from 1 to 1000",
        set: |config, value| put(&mut config.backup_keep, whole(value, 1, 1000)),
        show: |config| config.backup_keep.to_string(),
    },
    Key {
        name: "backup.every",
        about: "How often a backup is made of its own accord, if anything changed.",
        takes: "\"day\", \"week\" or \"never\"",
        set: |config, value| put(&mut config.backup_every, word(value)),
        show: |config| quoted(config.backup_every.word()),
    },
    Key {
        name: "hooks.on_start",
        about: "A program run when a session starts, with its arguments and no shell; empty means none.",
        takes: ARGUMENTS,
        set: |config, value| put(&mut config.on_start, arguments(value)),
        show: |config| shown_list(&config.on_start),
    },
    Key {
        name: "hooks.on_stop",
        about: "A program run when a session ends, with its arguments and no shell; empty means none.",
        takes: ARGUMENTS,
        set: |config, value| put(&mut config.on_stop, arguments(value)),
        show: |config| shown_list(&config.on_stop),
    },
];

const YES_NO: &str = "true or false";
const ARGUMENTS: &str = "a list of strings: the program, then its arguments";

fn put<T>(place: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
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

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

pub(super) fn shown_list(list: &[String]) -> String {
    let items: Vec<String> = list.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}
