//! How values of the domain stand in columns: each type knows how many columns it fills and how to read them back.

use rusqlite::Row;
use rusqlite::types::{Type, Value};

use crate::domain::area::{Approach, Horizon};
use crate::domain::calendar::Day;
use crate::domain::drill::{Dial, Grading};
use crate::domain::entry::{EntryKind, Setting};
use crate::domain::evidence::{EvidenceKind, Means, StatementState};
use crate::domain::feedback::{FeedbackState, Focus, GivenBy};
use crate::domain::id::Id;
use crate::domain::measure::Better;
use crate::domain::moment::{Moment, Stamp};
use crate::domain::person::Role;
use crate::domain::plan::{PlanFate, Repeat};
use crate::domain::rep::RepResult;
use crate::domain::session::{AiUse, Doubt, MarkKind, Mode, SegmentKind, SessionState, Timer};
use crate::domain::stage::{Shown, Stage, StageEventKind, Sway};
use crate::domain::when::Grain;

/// A value that fills one or more neighbouring columns.
pub trait Field: Sized {
    /// Appends the column values.
    fn put(&self, out: &mut Vec<Value>);
    /// Reads the columns from `at` on and moves `at` behind them.
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self>;
}

fn next(at: &mut usize) -> usize {
    *at += 1;
    *at - 1
}

/// The error of a column whose text is not what the domain allows.
pub(super) fn misfit(at: usize, why: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(at, Type::Text, Box::new(why))
}

macro_rules! plain_fields {
    ($($ty:ty => $value:expr),+ $(,)?) => { $(
        impl Field for $ty {
            fn put(&self, out: &mut Vec<Value>) {
                let to_value: fn(&$ty) -> Value = $value;
                out.push(to_value(self));
            }
            fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
                row.get(next(at))
            }
        }
    )+ };
}

plain_fields! {
    i64 => |v| Value::Integer(*v),
    f64 => |v| Value::Real(*v),
    bool => |v| Value::Integer(i64::from(*v)),
    String => |v| Value::Text(v.clone()),
    Option<i64> => |v| v.map_or(Value::Null, Value::Integer),
    Option<f64> => |v| v.map_or(Value::Null, Value::Real),
    Option<bool> => |v| v.map_or(Value::Null, |v| Value::Integer(i64::from(v))),
    Option<String> => |v| v.clone().map_or(Value::Null, Value::Text),
    Vec<u8> => |v| Value::Blob(v.clone()),
}

macro_rules! word_fields {
    ($($ty:ty),+ $(,)?) => { $(
        impl Field for $ty {
            fn put(&self, out: &mut Vec<Value>) {
                out.push(Value::Text(self.word().to_owned()));
            }
            fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
                let column = next(at);
                row.get_ref(column)?.as_str()?.parse().map_err(|why| misfit(column, why))
            }
        }
    )+ };
}

word_fields!(
    Approach,
    Horizon,
    Grading,
    Better,
    Role,
    PlanFate,
    Repeat,
    RepResult,
    AiUse,
    MarkKind,
    Mode,
    SegmentKind,
    SessionState,
    Timer,
    FeedbackState,
    GivenBy,
    EntryKind,
    Setting,
    Grain,
    EvidenceKind,
    StatementState,
    StageEventKind,
    Sway,
);

macro_rules! optional_word_fields {
    ($($ty:ty),+ $(,)?) => { $(
        impl Field for Option<$ty> {
            fn put(&self, out: &mut Vec<Value>) {
                out.push(self.map_or(Value::Null, |value| Value::Text(value.word().to_owned())));
            }
            fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
                let column = next(at);
                let text: Option<String> = row.get(column)?;
                text.map(|t| t.parse().map_err(|why| misfit(column, why))).transpose()
            }
        }
    )+ };
}

optional_word_fields!(Doubt, FeedbackState, Focus, Means, Stage);

impl Field for Id {
    fn put(&self, out: &mut Vec<Value>) {
        out.push(Value::Integer(self.0));
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        row.get(next(at)).map(Id)
    }
}

impl Field for Option<Id> {
    fn put(&self, out: &mut Vec<Value>) {
        out.push(self.map_or(Value::Null, |id| Value::Integer(id.0)));
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        Ok(row.get::<_, Option<i64>>(next(at))?.map(Id))
    }
}

impl Field for Day {
    fn put(&self, out: &mut Vec<Value>) {
        out.push(Value::Integer(self.0.into()));
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        row.get(next(at)).map(Day)
    }
}

impl Field for Option<Day> {
    fn put(&self, out: &mut Vec<Value>) {
        out.push(self.map_or(Value::Null, |day| Value::Integer(day.0.into())));
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        Ok(row.get::<_, Option<i32>>(next(at))?.map(Day))
    }
}

impl Field for Moment {
    fn put(&self, out: &mut Vec<Value>) {
        out.extend([Value::Integer(self.at), Value::Integer(self.offset.into())]);
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        Ok(Moment { at: row.get(next(at))?, offset: row.get(next(at))? })
    }
}

impl Field for Option<Moment> {
    fn put(&self, out: &mut Vec<Value>) {
        match self {
            Some(moment) => moment.put(out),
            None => out.extend([Value::Null, Value::Null]),
        }
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        let found: Option<i64> = row.get(next(at))?;
        let offset: Option<i32> = row.get(next(at))?;
        Ok(found.map(|at| Moment { at, offset: offset.unwrap_or_default() }))
    }
}

impl Field for Stamp {
    fn put(&self, out: &mut Vec<Value>) {
        self.wall.put(out);
        out.extend([self.mono, self.boot, self.boot_id].map(Value::Integer));
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        let wall = Moment::take(row, at)?;
        Ok(Stamp { wall, mono: row.get(next(at))?, boot: row.get(next(at))?, boot_id: row.get(next(at))? })
    }
}

macro_rules! list_fields {
    ($($ty:ty),+ $(,)?) => { $(
        impl Field for Vec<$ty> {
            fn put(&self, out: &mut Vec<Value>) {
                out.push(Value::Text(serde_json::to_string(self).unwrap_or_else(|_| "[]".to_owned())));
            }
            fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
                let column = next(at);
                let text = row.get_ref(column)?.as_str()?;
                if text == "[]" {
                    Ok(Vec::new())
                } else {
                    serde_json::from_str(text).map_err(|why| misfit(column, why))
                }
            }
        }
    )+ };
}

list_fields!(String, Shown);

impl Field for Option<Dial> {
    fn put(&self, out: &mut Vec<Value>) {
        let text = self.as_ref().and_then(|dial| serde_json::to_string(dial).ok());
        out.push(text.map_or(Value::Null, Value::Text));
    }
    fn take(row: &Row<'_>, at: &mut usize) -> rusqlite::Result<Self> {
        let column = next(at);
        match row.get_ref(column)?.as_str_or_null() {
            Ok(None) => Ok(None),
            Ok(Some(text)) => serde_json::from_str(text).map(Some).map_err(|why| misfit(column, why)),
            Err(why) => Err(misfit(column, why)),
        }
    }
}
