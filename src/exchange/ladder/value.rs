//! The values a ladder file holds: each type says what it takes when a value does not suit.

use std::fmt::Debug;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::domain::display::fit;

/// The most days anything lasts: a hundred years.
pub(super) const MOST_DAYS: i64 = 36_500;
/// More of anything is a slip of the finger.
const MOST: i64 = 10_000;
/// The longest name, in characters, as the journal takes it.
const LONGEST_NAME: usize = 200;

/// How many of something.
pub(super) type Many = Whole<1, MOST>;
/// How many days.
pub(super) type Days = Whole<1, MOST_DAYS>;
/// How many reps a cold test has.
pub(super) type Reps = Whole<1, 50>;

/// A text of the file in a sentence.
pub(super) fn short(text: &str) -> String {
    fit(text, 40)
}

/// Reads a value and takes it as `suits` makes it, or says what it is and what is expected.
fn checked<'de, D, Raw, T>(from: D, takes: &str, suits: impl FnOnce(&Raw) -> Option<T>) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    Raw: Deserialize<'de> + Debug,
{
    let raw = Raw::deserialize(from).map_err(|wrong| {
        let wrong = wrong.to_string();
        Error::custom(format!("{}; expected {takes}", wrong.split(", expected").next().unwrap_or(&wrong)))
    })?;
    suits(&raw).ok_or_else(|| {
        Error::custom(format!("{} does not suit; expected {takes}", short(&format!("{raw:?}"))))
    })
}

macro_rules! value {
    ($(#[$doc:meta])* $name:ident $([$($const:ident: $of:ty),+])? ($own:ty) of $raw:ty, $takes:expr, $suits:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub(super) struct $name $(<$(const $const: $of),+>)? (pub(super) $own);

        impl<'de $($(, const $const: $of)+)?> Deserialize<'de> for $name $(<$($const),+>)? {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                checked(from, &$takes, $suits).map(Self)
            }
        }
    };
}

value!(
    /// A text that may be empty.
    Free(String) of String, "a text in quotes", |text: &String| (!text.contains('\0')).then(|| text.clone())
);
value!(
    /// A text with something in it.
    Text(String) of String, "a text in quotes that is not empty",
    |text: &String| (!text.trim().is_empty() && !text.contains('\0')).then(|| text.clone())
);
value!(
    /// A name: one line, not endless; as a part of `area/skill` it has no “/”.
    Title[SLASH: bool](String) of String,
    format!("one line of at most {LONGEST_NAME} characters{}", if SLASH { "" } else { " without “/”" }),
    |text: &String| {
        let name = text.trim();
        let fits = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(['\0', '\n', '\r']);
        (fits && (SLASH || !name.contains('/'))).then(|| name.to_owned())
    }
);
value!(
    /// An id.
    Ident(String) of String, "a text of letters, figures, “.”, “-” and “_”", |text: &String| {
        let part_of_it = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let fits = !text.is_empty() && text.chars().count() <= LONGEST_NAME && text.chars().all(part_of_it);
        fits.then(|| text.clone())
    }
);
value!(
    /// A whole number in a range.
    Whole[LEAST: i64, MOST: i64](i64) of i64, format!("a whole number from {LEAST} to {MOST}"),
    |number: &i64| (LEAST..=MOST).contains(number).then_some(*number)
);
value!(
    /// Any number but infinity and what is no number.
    Number(f64) of f64, "a number", |number: &f64| number.is_finite().then_some(*number)
);
value!(
    /// A share above 0, up to 1.
    Share(f64) of f64, "a share above 0, at most 1 (80 % is 0.8)",
    |share: &f64| (*share > 0.0 && *share <= 1.0).then_some(*share)
);
value!(
    /// A share from 0 to 1.
    ShareFrom0(f64) of f64, "a share from 0 to 1 (20 % is 0.2)",
    |share: &f64| (0.0..=1.0).contains(share).then_some(*share)
);
