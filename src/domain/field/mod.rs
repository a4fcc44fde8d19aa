//! Types of field: how a value is read from typed words, typed back, shown, put into JSON and stored. Written once for
//! each type; a noun only names the type.

mod stored;
#[cfg(test)]
mod tests;
mod types;

use std::fmt;

use serde_json::Value as Json;

use super::noun::Noun;
use super::when::{Misread, Vantage};
use super::words::UnknownWord;
pub use stored::{Cell, CellRef, Cells, Listed, Misfit, Stored};
pub use types::{
    Around, Date, Dialled, File, Flag, KeptFile, LONGEST_NAME, LONGEST_TEXT, LastDay, Line, Link, List,
    Maybe, Minutes, Name, Number, Rate, RecordId, Tabled, Text, TimeOfDay, Weekdays, When, Word, days,
    duration_minutes, is_none, name_fits, one, text_fits,
};

/// Typed words that a field cannot take, and what would help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong, in one sentence.
    pub sentence: String,
    /// What to do; may be empty.
    pub hint: &'static str,
}

impl Wrong {
    /// What is wrong, with nothing to add.
    pub fn said(sentence: impl Into<String>) -> Wrong {
        Wrong { sentence: sentence.into(), hint: "" }
    }

    /// The same with a hint.
    #[must_use]
    pub fn hint(self, hint: &'static str) -> Wrong {
        Wrong { hint, ..self }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl From<Misread> for Wrong {
    fn from(misread: Misread) -> Wrong {
        Wrong::said(misread.to_string())
    }
}

impl From<UnknownWord> for Wrong {
    fn from(unknown: UnknownWord) -> Wrong {
        Wrong::said(unknown.to_string())
    }
}

/// What a field holds, for whoever asks for it: a form, the command line, a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The name of the record: one line, not empty.
    Name,
    /// One line.
    Line,
    /// Many lines.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number in these bounds.
    Number {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// A length of time in whole minutes.
    Minutes,
    /// A part of a whole: `80%`.
    Rate,
    /// Yes or no.
    Flag,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A moment.
    Moment,
    /// A time, as exactly as it is known.
    Dated,
    /// A file.
    File,
    /// Days of the week.
    Weekdays,
    /// How hard a drill can be set.
    Dial,
    /// Several things, one a line.
    List,
    /// A record of another noun, by its name.
    Link(Noun),
    /// A record of this table, which is in no register.
    Record(&'static str),
}

/// How one type of field is read, typed back, shown, put into JSON and checked.
pub trait FieldType {
    /// The value in the record.
    type Value: Stored;
    /// What it holds.
    const KIND: Kind;
    /// Whether it can be without a value.
    const OPTIONAL: bool = false;

    /// Reads typed words. A link takes the id in figures: whoever knows the names finds it.
    ///
    /// # Errors
    /// The words are no such value.
    fn read(typed: &str, look: &Vantage<'_>) -> Result<Self::Value, Wrong>;

    /// The words that read back as this value.
    fn typed(value: &Self::Value) -> String;

    /// The value as people read it.
    fn shown(value: &Self::Value) -> String {
        Self::typed(value)
    }

    /// The value for programs.
    fn json(value: &Self::Value) -> Json;

    /// Puts a value into the shape it is kept in, or says why it cannot be kept; `what` is the field.
    ///
    /// # Errors
    /// It cannot be kept.
    fn check(what: &str, value: &mut Self::Value) -> Result<(), Wrong> {
        let _ = (what, value);
        Ok(())
    }
}

/// A field as it is described: whoever shows, asks for or stores it needs no more.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// Its name in forms, drafts and errors.
    pub key: &'static str,
    /// Its name on the screen.
    pub label: &'static str,
    /// One sentence: the same in `--help`, the docs and beside the struct.
    pub help: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it can be without a value.
    pub optional: bool,
    /// An example or a question, shown in a form while it is empty; the help where there is none.
    pub hint: &'static str,
    /// Its name in JSON.
    pub json: &'static str,
    /// Its columns.
    pub columns: &'static [&'static str],
    /// Its option on the command line, where that is not the key.
    pub option: &'static str,
    /// Its short option.
    pub short: Option<char>,
    /// What its option takes, in capitals.
    pub value: &'static str,
    /// Whether it has to be there.
    pub needed: bool,
    /// Whether its words are found by a search.
    pub searched: bool,
    /// Whether lists show it.
    pub listed: bool,
    /// Whether the program sets it: told, but never typed.
    pub fixed: bool,
    /// Whether `$EDITOR` opens on it first.
    pub editor: bool,
    /// Whether the record belongs to what it links to.
    pub parent: bool,
    /// Other names of its option.
    pub aliases: &'static [&'static str],
    /// The option that says no to a flag, and its help.
    pub off: Option<(&'static str, &'static str)>,
    /// What the words of a choice mean, where each is an option of its own.
    pub each: &'static [&'static str],
}

/// What a field does with a record of its noun.
pub struct Field<R: 'static> {
    /// Its description.
    pub row: Row,
    /// Reads typed words into the record.
    pub read: fn(&mut R, &str, &Vantage<'_>) -> Result<(), Wrong>,
    /// The words that read back as what the record holds.
    pub typed: fn(&R) -> String,
    /// What the record holds, for people.
    pub shown: fn(&R) -> String,
    /// What the record holds, for programs.
    pub json: fn(&R) -> Json,
    /// Puts what the record holds into the shape it is kept in, or says why not.
    pub check: fn(&mut R) -> Result<(), Wrong>,
}

impl<R> fmt::Debug for Field<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.row.fmt(f)
    }
}

impl Row {
    /// A row with nothing but what every row says.
    pub const fn of(
        key: &'static str,
        columns: &'static [&'static str],
        label: &'static str,
        help: &'static str,
        kind: Kind,
        optional: bool,
    ) -> Row {
        Row {
            key,
            label,
            help,
            kind,
            optional,
            hint: "",
            json: key,
            columns,
            option: key,
            short: None,
            value: "",
            needed: false,
            searched: false,
            listed: false,
            fixed: false,
            editor: false,
            parent: false,
            aliases: &[],
            off: None,
            each: &[],
        }
    }
}

/// The marks that a row of a `noun!` may carry.
macro_rules! marks {
    ($($(#[$doc:meta])* $name:ident $(($($arg:ident: $ty:ty => $field:ident = $value:expr),+))? ;)+) => {
        impl Row { $( marks!(@one $(#[$doc])* $name $(($($arg: $ty => $field = $value),+))?); )+ }
    };
    (@one $(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self) -> Row { self.$name = true; self }
    };
    (@one $(#[$doc:meta])* $name:ident ($($arg:ident: $ty:ty => $field:ident = $value:expr),+)) => {
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self, $($arg: $ty),+) -> Row { $(self.$field = $value;)+ self }
    };
}

marks! {
    /// It has to be there.
    needed;
    /// Its words are found by a search.
    searched;
    /// Lists show it.
    listed;
    /// The program sets it.
    fixed;
    /// `$EDITOR` opens on it first.
    editor;
    /// The record belongs to what it links to.
    parent;
    /// An example or a question for forms.
    hint(hint: &'static str => hint = hint);
    /// Its name in JSON, where that is not the key.
    json(name: &'static str => json = name);
    /// Its option, where that is not the key.
    option(name: &'static str => option = name);
    /// Its short option.
    short(letter: char => short = Some(letter));
    /// What its option takes.
    value(name: &'static str => value = name);
    /// Its columns, where that is not the key.
    columns(names: &'static [&'static str] => columns = names);
    /// The key of forms and drafts, where that is not the name in the struct.
    key(name: &'static str => key = name);
    /// Other names of its option.
    aliases(names: &'static [&'static str] => aliases = names);
    /// The option that says no to a flag, and its help.
    off(option_and_help: (&'static str, &'static str) => off = Some(option_and_help));
    /// What the words of a choice mean, where each is an option of its own.
    each(helps: &'static [&'static str] => each = helps);
}
