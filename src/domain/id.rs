//! Ids: 63-bit, time-sorted, unique across devices; typed by people as a short tail in Crockford base32.

use std::fmt;
use std::str::FromStr;

/// Crockford's base32 alphabet: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Digits of a whole id: 63 bits in groups of five.
const DIGITS: usize = 13;
/// Random bits below the millisecond; 42 bits of milliseconds reach the year 2109.
const RANDOM_BITS: u32 = 21;

/// The shortest tail people see or type.
pub const MIN_TAIL: usize = 4;

/// One record's id: milliseconds since 1970 in the upper 42 bits, random bits below, never negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Id(pub i64);

impl Id {
    /// The id made of a wall-clock millisecond and random bits, and greater than `last`.
    pub fn after(last: Id, wall_ms: i64, random: u32) -> Id {
        let ms = wall_ms.clamp(0, (1 << 42) - 1);
        let fresh = (ms << RANDOM_BITS) | i64::from(random & ((1 << RANDOM_BITS) - 1));
        Id(if fresh > last.0 { fresh } else { last.0.saturating_add(1) })
    }

    /// The smallest id of a wall-clock millisecond.
    pub fn first_of(wall_ms: i64) -> Id {
        Id(wall_ms.clamp(0, (1 << 42) - 1) << RANDOM_BITS)
    }

    /// The wall-clock millisecond it was made of.
    pub fn wall_ms(self) -> i64 {
        self.0 >> RANDOM_BITS
    }

    /// The last `len` digits in Crockford base32 (4 to 13).
    pub fn tail(self, len: usize) -> String {
        let whole = self.to_string();
        let len = len.clamp(MIN_TAIL, DIGITS);
        whole[whole.len() - len..].to_owned()
    }

    /// How many of the last digits two ids share.
    pub fn shared_tail(self, other: Id) -> usize {
        (((self.0 ^ other.0).trailing_zeros() as usize) / 5).min(DIGITS)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = [b'0'; DIGITS];
        let mut rest = self.0.max(0).unsigned_abs();
        for digit in digits.iter_mut().rev() {
            *digit = ALPHABET[(rest & 31) as usize];
            rest >>= 5;
        }
        f.pad(std::str::from_utf8(&digits).unwrap_or_default())
    }
}

impl serde::Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
        let tail: Tail = text.parse().map_err(serde::de::Error::custom)?;
        Ok(Id(tail.value))
    }
}

/// The end of an id as somebody typed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tail {
    /// The low bits of the id.
    pub value: i64,
    /// How many of the low bits are known: five a digit, 63 at most.
    pub bits: u32,
}

impl Tail {
    /// The mask of the known bits.
    pub fn mask(self) -> i64 {
        if self.bits >= 63 { i64::MAX } else { (1 << self.bits) - 1 }
    }

    /// Whether an id ends like this.
    pub fn fits(self, id: Id) -> bool {
        id.0 & self.mask() == self.value
    }
}

/// Text that cannot be the end of an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnId(pub String);

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "“{}” is not an id: type at least its last {MIN_TAIL} letters or digits", self.0)
    }
}

impl std::error::Error for NotAnId {}

impl FromStr for Tail {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Tail, NotAnId> {
        let typed = text.trim();
        let wrong = || NotAnId(text.to_owned());
        if !(MIN_TAIL..=DIGITS).contains(&typed.chars().count()) {
            return Err(wrong());
        }
        let mut value: i64 = 0;
        for letter in typed.chars() {
            let digit = match letter.to_ascii_uppercase() {
                'O' => 0,
                'I' | 'L' => 1,
                plain => ALPHABET.iter().position(|known| char::from(*known) == plain).ok_or_else(wrong)?,
            };
            value = ((value << 5) & i64::MAX) | i64::try_from(digit).map_err(|_| wrong())?;
        }
        let bits = u32::try_from(typed.chars().count() * 5).unwrap_or(63).min(63);
        Ok(Tail { value, bits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_even_when_the_clock_goes_back() {
        let first = Id::after(Id(0), 1_800_000_000_000, 5);
        let second = Id::after(first, 1_700_000_000_000, 9);
        assert!(second > first);
    }

    #[test]
    fn a_whole_id_reads_back_from_its_letters() {
        for raw in [0, 1, 31, 32, i64::MAX, 0x1234_5678_9abc_def0] {
            let id = Id(raw);
            let tail: Tail = id.to_string().parse().expect("own letters");
            assert_eq!((tail.value, tail.bits), (raw, 63));
        }
    }

    #[test]
    fn tails_forgive_case_and_look_alikes() {
        let tail: Tail = "ilo0".parse().expect("look-alikes");
        assert!(tail.fits(Id(0b00001_00001_00000_00000)));
        assert!("abc".parse::<Tail>().is_err(), "three letters are too short");
        assert!("ab-c".parse::<Tail>().is_err());
    }

    #[test]
    fn shared_tails_are_counted_in_digits() {
        assert_eq!(Id(0b1_00000_00001).shared_tail(Id(0b0_00000_00001)), 2);
        assert_eq!(Id(7).shared_tail(Id(7)), 12);
    }
}
