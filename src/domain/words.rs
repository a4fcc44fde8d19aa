//! Closed vocabularies: an enum whose every value has one word, the same in schema, CLI, JSON and screens.
//! The macro lives here; the vocabularies live beside their nouns.

use std::fmt;
use std::str::FromStr;

use super::field::{CellRef, Misfit};

/// A word that is not in a closed vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownWord {
    /// What the vocabulary is about, e.g. `mode`.
    pub what: &'static str,
    /// The word as typed.
    pub got: String,
    /// Every word that would have been understood.
    pub known: &'static [&'static str],
}

impl fmt::Display for UnknownWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not a {}: use {}", self.got, self.what, self.known.join(", "))
    }
}

impl std::error::Error for UnknownWord {}

/// A closed vocabulary, for whoever takes any of them.
pub trait Vocabulary: FromStr<Err = UnknownWord> + fmt::Display + Copy {
    /// Every word, in the order people see them.
    const WORDS: &'static [&'static str];
    /// The one word for this value.
    fn word(self) -> &'static str;
}

/// A value as it stands in a column: by its word.
pub(crate) fn stored<T: FromStr<Err = UnknownWord>>(cell: CellRef<'_>) -> Result<T, Misfit> {
    match cell {
        CellRef::Text(word) => word.parse().map_err(|unknown: UnknownWord| Misfit(unknown.to_string())),
        other => Err(Misfit(format!("a word was expected, not {other:?}"))),
    }
}

/// Defines an enum with one word per value: `ALL`, `WORDS`, `word()`, `FromStr`, `Display`, serde and columns as the word; the
/// first value is the default.
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $what:literal, { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* $variant),+ }

        impl $name {
            /// Every value, in the order people see them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            /// Every word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The one word for this value.
            pub const fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::words::UnknownWord;
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                match text.trim().to_lowercase().replace('-', "_").as_str() {
                    $($word => ::std::result::Result::Ok($name::$variant),)+
                    _ => ::std::result::Result::Err($crate::domain::words::UnknownWord { what: $what, got: text.to_owned(), known: $name::WORDS }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.word())
            }
        }

        impl Default for $name {
            fn default() -> Self {
                Self::ALL[0]
            }
        }

        impl $crate::domain::words::Vocabulary for $name {
            const WORDS: &'static [&'static str] = $name::WORDS;
            fn word(self) -> &'static str {
                $name::word(self)
            }
        }

        impl $crate::domain::field::Stored for $name {
            fn put(&self, out: &mut Vec<$crate::domain::field::Cell>) {
                out.push($crate::domain::field::Cell::Text($name::word(*self).to_owned()));
            }
            fn take(cells: &mut impl $crate::domain::field::Cells) -> ::std::result::Result<Self, $crate::domain::field::Misfit> {
                $crate::domain::words::stored(cells.next())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
