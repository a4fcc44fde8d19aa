//! A settings text read key by key, with a complaint and its line for everything that does not suit. No files.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::strings;
use super::{Binding, Complaint, Config, DEFAULTS, KEYS};
use crate::domain::{display, naming};

/// More complaints than this are counted, not told.
const MOST_TOLD: usize = 20;
const SECTIONS: [&str; 3] = ["backup", "hooks", "keys"];

/// The settings of a text. Text that is no TOML leaves every default; one bad key leaves its own.
pub fn read(text: &str) -> (Config, Vec<Complaint>) {
    let lines = Lines::of(text);
    let table = match DeTable::parse(text) {
        Ok(table) => table,
        Err(error) => {
            let line = error.span().map(|span| lines.at(span.start));
            let what = format!("this is not TOML: {}", error.message());
            return (Config::default(), vec![Complaint { line, what, hint: Some(DEFAULTS.to_owned()) }]);
        }
    };
    let mut reader = Reader { config: Config::default(), lines, complaints: Vec::new() };
    reader.top(table.get_ref());
    reader.complaints.sort_by_key(|complaint| complaint.line);
    let untold = reader.complaints.len().saturating_sub(MOST_TOLD);
    if untold > 0 {
        reader.complaints.truncate(MOST_TOLD);
        reader.complaints.push(Complaint {
            line: None,
            what: format!("and {untold} more like these"),
            hint: None,
        });
    }
    (reader.config, reader.complaints)
}

struct Reader {
    config: Config,
    lines: Lines,
    complaints: Vec<Complaint>,
}

impl Reader {
    fn top(&mut self, table: &DeTable<'_>) {
        for (key, value) in table {
            let (name, line) = (key.get_ref().as_ref(), self.lines.at(key.span().start));
            match (SECTIONS.contains(&name), value.get_ref().as_table()) {
                (true, Some(section)) if name == "keys" => self.bindings(section),
                (true, Some(section)) => self.section(name, section),
                (true, None) => {
                    let hint = format!("write [{name}] on a line of its own and its keys below it");
                    self.complain(line, format!("{name} is a section, not a key"), Some(hint));
                }
                (false, Some(_)) if KEYS.iter().all(|key| key.name != name) => {
                    let hint = suggestion(name, &SECTIONS);
                    self.complain(line, format!("there is no section [{}]", short(name)), hint);
                }
                (false, _) => self.one(name, line, value),
            }
        }
    }

    fn section(&mut self, section: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let line = self.lines.at(key.span().start);
            self.one(&format!("{section}.{}", key.get_ref()), line, value);
        }
    }

    fn one(&mut self, name: &str, line: usize, value: &Spanned<DeValue<'_>>) {
        let Some(key) = KEYS.iter().find(|key| key.name == name) else {
            let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
            let hint = elsewhere(name).or_else(|| suggestion(name, &names));
            return self.complain(line, format!("there is no setting {}", short(name)), hint);
        };
        if (key.set)(&mut self.config, value.get_ref()) {
            self.config.lines.insert(key.name, line);
        } else {
            let what = format!("{name} cannot be {}", said(value.get_ref()));
            self.complain(line, what, Some(format!("it takes {}", key.takes)));
        }
    }

    fn bindings(&mut self, table: &DeTable<'_>) {
        for (command, value) in table {
            let (name, line) = (command.get_ref().as_ref(), self.lines.at(command.span().start));
            let keys = match value.get_ref().as_str() {
                Some(key) => Some(vec![key.to_owned()]),
                None => strings(value.get_ref()),
            };
            match keys {
                Some(keys) => {
                    self.config.keys.insert(name.to_owned(), Binding { keys, line });
                }
                None => {
                    let what = format!("keys.{} cannot be {}", short(name), said(value.get_ref()));
                    self.complain(
                        line,
                        what,
                        Some("it takes a list of keys, such as [\"x\", \"C-x\"]".to_owned()),
                    );
                }
            }
        }
    }

    fn complain(&mut self, line: usize, what: String, hint: Option<String>) {
        self.complaints.push(Complaint { line: Some(line), what, hint });
    }
}

/// The same name in another section: `keep` below the wrong heading.
fn elsewhere(name: &str) -> Option<String> {
    let bare = name.rsplit('.').next()?;
    let key = KEYS.iter().find(|key| key.name.rsplit('.').next() == Some(bare))?;
    Some(match key.name.split_once('.') {
        Some((section, _)) => format!("{bare} belongs below [{section}]"),
        None => format!("{bare} belongs at the top, above every [section]"),
    })
}

fn suggestion(name: &str, known: &[&str]) -> Option<String> {
    naming::did_you_mean(name, known).map(|known| format!("did you mean {known}?"))
}

/// A value in a complaint: what it is, or the text it is.
fn said(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("“{}”", short(text)),
        DeValue::Integer(number) => short(&number.to_string()),
        DeValue::Float(number) => short(&number.to_string()),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(_) => "a date or time".to_owned(),
        DeValue::Array(_) => "this list".to_owned(),
        DeValue::Table(_) => "a section".to_owned(),
    }
}

fn short(text: &str) -> String {
    display::fit(text, 40)
}

/// Where the lines of a text begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        Lines(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line, from 1, of a byte of the text.
    fn at(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte) + 1
    }
}
