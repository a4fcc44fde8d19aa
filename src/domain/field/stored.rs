//! How values stand in columns: each type knows how many it fills and how to read them back. What a column is made of is
//! the store's business.

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::KeptFile;
use crate::domain::calendar::Day;
use crate::domain::drill::Dial;
use crate::domain::id::Id;
use crate::domain::moment::{Moment, Stamp};
use crate::domain::stage::Shown;
use crate::domain::when::Dated;

/// The value of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

/// The value of one column, as it is read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CellRef<'a> {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// A text.
    Text(&'a str),
    /// Bytes.
    Blob(&'a [u8]),
}

/// The columns of a row, one after the other.
pub trait Cells {
    /// The next column.
    fn next(&mut self) -> CellRef<'_>;
    /// Whether the next column holds nothing.
    fn is_null(&self) -> bool;
}

/// A column that does not hold what the domain allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misfit(pub String);

impl Misfit {
    fn of(wanted: &str, found: CellRef<'_>) -> Misfit {
        Misfit(format!("{wanted} was expected, not {found:?}"))
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Misfit {}

/// A value that fills one or more neighbouring columns.
pub trait Stored: Sized {
    /// How many columns it fills.
    const WIDTH: usize = 1;
    /// Appends the column values.
    fn put(&self, out: &mut Vec<Cell>);
    /// Reads the next columns.
    ///
    /// # Errors
    /// They do not hold such a value.
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit>;
}

impl Stored for i64 {
    fn put(&self, out: &mut Vec<Cell>) {
        out.push(Cell::Integer(*self));
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        match cells.next() {
            CellRef::Integer(number) => Ok(number),
            other => Err(Misfit::of("a whole number", other)),
        }
    }
}

impl Stored for f64 {
    fn put(&self, out: &mut Vec<Cell>) {
        out.push(Cell::Real(*self));
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a column of numbers holds whole ones where they were typed so"
    )]
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        match cells.next() {
            CellRef::Real(number) => Ok(number),
            CellRef::Integer(number) => Ok(number as f64),
            other => Err(Misfit::of("a number", other)),
        }
    }
}

impl Stored for String {
    fn put(&self, out: &mut Vec<Cell>) {
        out.push(Cell::Text(self.clone()));
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        text(cells).map(str::to_owned)
    }
}

impl Stored for Vec<u8> {
    fn put(&self, out: &mut Vec<Cell>) {
        out.push(Cell::Blob(self.clone()));
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        match cells.next() {
            CellRef::Blob(bytes) => Ok(bytes.to_owned()),
            other => Err(Misfit::of("bytes", other)),
        }
    }
}

/// The text of the next column.
pub(crate) fn text(cells: &mut impl Cells) -> Result<&str, Misfit> {
    match cells.next() {
        CellRef::Text(text) => Ok(text),
        other => Err(Misfit::of("a text", other)),
    }
}

/// Types that stand in a whole number.
macro_rules! whole {
    ($($ty:ty: $to:expr, $from:expr;)+) => { $(
        impl Stored for $ty {
            fn put(&self, out: &mut Vec<Cell>) {
                let to: fn(&$ty) -> i64 = $to;
                out.push(Cell::Integer(to(self)));
            }
            fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
                let from: fn(i64) -> Option<$ty> = $from;
                let number = i64::take(cells)?;
                from(number).ok_or_else(|| Misfit::of(stringify!($ty), CellRef::Integer(number)))
            }
        }
    )+ };
}

whole! {
    bool: |yes| i64::from(*yes), |number| Some(number != 0);
    Id: |id| id.0, |number| Some(Id(number));
    Day: |day| day.0.into(), |number| i32::try_from(number).ok().map(Day);
}

impl<T: Stored> Stored for Option<T> {
    const WIDTH: usize = T::WIDTH;
    fn put(&self, out: &mut Vec<Cell>) {
        match self {
            Some(value) => value.put(out),
            None => out.extend(std::iter::repeat_n(Cell::Null, T::WIDTH)),
        }
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        if cells.is_null() {
            (0..T::WIDTH).for_each(|_| {
                cells.next();
            });
            return Ok(None);
        }
        T::take(cells).map(Some)
    }
}

impl Stored for Moment {
    const WIDTH: usize = 2;
    fn put(&self, out: &mut Vec<Cell>) {
        out.extend([Cell::Integer(self.at), Cell::Integer(self.offset.into())]);
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        let at = i64::take(cells)?;
        let offset = i64::take(cells)?;
        let offset = i32::try_from(offset).map_err(|_| Misfit::of("an offset", CellRef::Integer(offset)))?;
        Ok(Moment { at, offset })
    }
}

impl Stored for Dated {
    const WIDTH: usize = 4;
    fn put(&self, out: &mut Vec<Cell>) {
        self.at.put(out);
        self.day.put(out);
        self.grain.put(out);
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        Ok(Dated { at: Stored::take(cells)?, day: Stored::take(cells)?, grain: Stored::take(cells)? })
    }
}

impl Stored for KeptFile {
    const WIDTH: usize = 3;
    fn put(&self, out: &mut Vec<Cell>) {
        self.path.put(out);
        self.sha256.put(out);
        self.size.put(out);
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        Ok(KeptFile { path: Stored::take(cells)?, sha256: Stored::take(cells)?, size: Stored::take(cells)? })
    }
}

impl Stored for Stamp {
    const WIDTH: usize = 5;
    fn put(&self, out: &mut Vec<Cell>) {
        self.wall.put(out);
        out.extend([self.mono, self.boot, self.boot_id].map(Cell::Integer));
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        let wall = Moment::take(cells)?;
        Ok(Stamp { wall, mono: i64::take(cells)?, boot: i64::take(cells)?, boot_id: i64::take(cells)? })
    }
}

/// What can stand in a list, kept as JSON.
pub trait Listed: Serialize + DeserializeOwned {}

impl Listed for String {}
impl Listed for Shown {}

impl<T: Listed> Stored for Vec<T> {
    fn put(&self, out: &mut Vec<Cell>) {
        out.push(Cell::Text(serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned())));
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        match text(cells)? {
            "[]" => Ok(Vec::new()),
            list => serde_json::from_str(list).map_err(|why| Misfit(why.to_string())),
        }
    }
}

impl Stored for Dial {
    fn put(&self, out: &mut Vec<Cell>) {
        out.push(serde_json::to_string(self).map_or(Cell::Null, Cell::Text));
    }
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit> {
        serde_json::from_str(text(cells)?).map_err(|why| Misfit(why.to_string()))
    }
}
