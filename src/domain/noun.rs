//! A noun is declared once: a struct with a line a field. Everything that only shows, types, stores, finds or moves a record
//! goes through that declaration.

use std::fmt;

use serde_json::Value as Json;

use super::field::{Cell, Cells, Field, Kind, Misfit, Row, Wrong};
use super::id::Id;
use super::moment::Moment;
pub use super::nouns::{AnyRecord, Noun};
use super::nouns::{of_noun, of_record};
use super::when::Vantage;

/// A struct that a `noun!` declares.
pub trait Declared: Sized + Clone + PartialEq + fmt::Debug + Into<AnyRecord> + 'static {
    /// Which noun it is.
    const NOUN: Noun;
    /// Its word, which is the name of its table, too.
    const NAME: &'static str;
    /// What several of it are called.
    const PLURAL: &'static str;
    /// What it is, in a sentence.
    const HELP: &'static str;
    /// Its fields, in the order people meet them.
    const FIELDS: &'static [Field<Self>];
    /// The columns of its table, field by field; id and revision come first.
    const COLUMNS: &'static [&'static [&'static str]];
    /// Whether it can be put away and brought back.
    const ARCHIVED: bool;
    /// The name of the form for a new one: drafts are kept under it.
    const NEW: &'static str;

    /// A record with nothing said.
    fn blank() -> Self;
    /// Its id; 0 until it is stored.
    fn id(&self) -> Id;
    /// The revision it was read at.
    fn revision(&self) -> i64;
    /// When it was made.
    fn created(&self) -> Moment;
    /// When it was put away; `None` while in use.
    fn archived(&self) -> Option<i64>;
    /// Puts it away, or brings it back.
    fn set_archived(&mut self, at: Option<i64>);
    /// Makes it a new record.
    fn make_new(&mut self, id: Id, created: Moment);
    /// The values of its columns in order.
    fn put(&self, out: &mut Vec<Cell>);
    /// Reads its columns.
    ///
    /// # Errors
    /// A column does not hold what its field allows.
    fn take(cells: &mut impl Cells) -> Result<Self, Misfit>;

    /// Which record it is.
    fn is(&self) -> Ref {
        Ref { noun: Self::NOUN, id: self.id() }
    }

    /// What it is called; empty where it has no name.
    fn called(&self) -> String {
        let name = Self::FIELDS.iter().find(|field| field.row.kind == Kind::Name);
        name.map(|field| (field.typed)(self)).unwrap_or_default()
    }

    /// The record it belongs to.
    fn parent(&self) -> Option<Ref> {
        let field = Self::FIELDS.iter().find(|field| field.row.parent)?;
        link(&field.row, &(field.typed)(self))
    }
}

/// What a link leads to, as a field types it back.
pub fn link(row: &Row, typed: &str) -> Option<Ref> {
    let Kind::Link(noun) = row.kind else { return None };
    Some(Ref { noun, id: Id(typed.parse().ok()?) })
}

/// One record of any noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Ref {
    /// Which noun.
    pub noun: Noun,
    /// Which record.
    pub id: Id,
}

impl Ref {
    /// A record of a noun.
    pub const fn to<N: Declared>(id: Id) -> Ref {
        Ref { noun: N::NOUN, id }
    }
}

impl fmt::Display for Noun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Noun {
    /// Its word, which is the name of its table, too.
    pub fn name(self) -> &'static str {
        of_noun!(self, N => N::NAME)
    }

    /// The verb of the command line that is about it.
    pub fn verb(self) -> &'static str {
        match self {
            Noun::Entry => "note",
            Noun::Statement => "witness",
            noun => noun.name(),
        }
    }

    /// What several of it are called.
    pub fn plural(self) -> &'static str {
        of_noun!(self, N => N::PLURAL)
    }

    /// The nouns whose records belong to one of it.
    pub fn children(self) -> impl Iterator<Item = Noun> {
        let belongs = move |row: &&Row| row.parent && row.kind == Kind::Link(self);
        Noun::ALL.iter().copied().filter(move |noun| noun.rows().iter().any(belongs))
    }

    /// What it is, in a sentence.
    pub fn help(self) -> &'static str {
        of_noun!(self, N => N::HELP.trim())
    }

    /// Whether its records can be put away and brought back.
    pub fn archives(self) -> bool {
        of_noun!(self, N => N::ARCHIVED)
    }

    /// The name of its form, of a new record or a stored one: drafts are kept under it.
    pub fn form(self, new: bool) -> &'static str {
        match (self, new) {
            (Noun::Action, false) => "action-form",
            (noun, true) => of_noun!(noun, N => N::NEW),
            (noun, false) => noun.name(),
        }
    }

    /// The descriptions of its fields.
    pub fn rows(self) -> Vec<&'static Row> {
        of_noun!(self, N => N::FIELDS.iter().map(|field| &field.row).collect())
    }

    /// The field that people set, by its key.
    pub fn row(self, key: &str) -> Option<&'static Row> {
        self.rows().into_iter().find(|row| row.key == key)
    }

    /// A record with nothing said.
    pub fn blank(self) -> AnyRecord {
        of_noun!(self, N => N::blank().into())
    }
}

impl AnyRecord {
    /// Makes it look as if it had been read at another revision: for tests of conflicts.
    pub fn age(&mut self) {
        of_record!(self, record => record.revision += 1);
    }

    /// Which record it is.
    pub fn is(&self) -> Ref {
        Ref { noun: self.noun(), id: of_record!(self, record => record.id()) }
    }

    /// Whether it is not stored yet.
    pub fn is_new(&self) -> bool {
        self.is().id == Id::default()
    }

    /// The revision it was read at.
    pub fn revision(&self) -> i64 {
        of_record!(self, record => record.revision())
    }

    /// When it was made.
    pub fn created(&self) -> Moment {
        of_record!(self, record => record.created())
    }

    /// When it was put away; `None` while in use.
    pub fn archived(&self) -> Option<i64> {
        of_record!(self, record => record.archived())
    }

    /// What it is called; empty where it has no name.
    pub fn called(&self) -> String {
        of_record!(self, record => record.called())
    }

    /// The record it belongs to.
    pub fn parent(&self) -> Option<Ref> {
        of_record!(self, record => record.parent())
    }

    /// Reads typed words into a field; `look` is where the user stands in time.
    ///
    /// # Errors
    /// They are not what the field holds.
    pub fn read(&mut self, key: &str, typed: &str, look: &Vantage<'_>) -> Result<(), Wrong> {
        of_record!(self, record => {
            match fields(&**record).iter().find(|field| field.row.key == key) {
                Some(field) => (field.read)(record, typed, look),
                None => Err(Wrong::said(format!("there is no field {key}"))),
            }
        })
    }

    /// What of it cannot be kept, by the keys of its fields; what can is put into the shape it is kept in.
    pub fn problems(&mut self) -> Vec<(&'static str, Wrong)> {
        of_record!(self, record => {
            let checked = fields(&**record).iter().map(|field| (field.row.key, (field.check)(record)));
            checked.filter_map(|(key, checked)| Some((key, checked.err()?))).collect()
        })
    }

    /// The words that read back as what a field holds.
    pub fn typed(&self, key: &str) -> String {
        of_record!(self, record => {
            let field = fields(&**record).iter().find(|field| field.row.key == key);
            field.map(|field| (field.typed)(record)).unwrap_or_default()
        })
    }

    /// What a field holds, for people.
    pub fn shown(&self, key: &str) -> String {
        of_record!(self, record => {
            let field = fields(&**record).iter().find(|field| field.row.key == key);
            field.map(|field| (field.shown)(record)).unwrap_or_default()
        })
    }

    /// What a field holds, for programs.
    pub fn json(&self, key: &str) -> Json {
        of_record!(self, record => {
            let field = fields(&**record).iter().find(|field| field.row.key == key);
            field.map_or(Json::Null, |field| (field.json)(record))
        })
    }

    /// What a field links to, if it does.
    pub fn linked(&self, key: &str) -> Option<Ref> {
        link(self.noun().row(key)?, &self.typed(key))
    }
}

/// The fields of a record's noun.
fn fields<N: Declared>(_: &N) -> &'static [Field<N>] {
    N::FIELDS
}

/// Declares a noun:
///
/// ```ignore
/// noun! {
///     /// Something with an end.
///     Goal "goal" archived {
///         skill: Link<Skill>, "Skill", "What it trains.", parent, columns(&["skill_id"]);
///         title: Name, "Title", "What it is called.", needed, searched, listed;
///         times: Number<1, 99> = 1, "How often", "How often it is to be done.", listed;
///     }
/// }
/// ```
///
/// Each line is a field: name, type (and what a new record begins with, unless that is the default), label, one sentence, marks.
/// The marks are the methods of [`Row`]. Id, revision and the time it was made come with it; `archived` adds that it can be put
/// away. A mark or a type that there is not is said by the compiler at its place:
///
/// ```compile_fail
/// use etude::domain::field::{Kind, Row};
/// let row = Row::of("title", &["title"], "Title", "What it is called.", Kind::Name, false).neded();
/// ```
#[macro_export]
macro_rules! noun {
    (
        $(#[doc = $help:literal])*
        $noun:ident $name:literal $(/ $plural:literal)? $($archived:ident)? {
            $( $key:ident : $ty:ty $(= $default:expr)?, $label:literal, $sentence:literal $(, $mark:ident $(( $($arg:expr),* ))? )* ; )+
        }
    ) => {
        $(#[doc = $help])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $noun {
            /// Its id; 0 until it is stored.
            pub id: $crate::domain::id::Id,
            /// Grows with every change.
            pub revision: i64,
            /// When the record was made.
            pub created: $crate::domain::moment::Moment,
            $( #[doc = $sentence] pub $key: <$ty as $crate::domain::field::FieldType>::Value, )+
            $( /// When it was archived; `None` while in use.
               pub $archived: Option<i64>, )?
        }

        impl $crate::domain::noun::Declared for $noun {
            const NOUN: $crate::domain::noun::Noun = $crate::domain::noun::Noun::$noun;
            const NAME: &'static str = $name;
            const PLURAL: &'static str = noun!(@plural $name $($plural)?);
            const HELP: &'static str = concat!($($help),*);
            const NEW: &'static str = concat!("new-", $name);
            const ARCHIVED: bool = false $( | noun!(@yes $archived) )?;
            const FIELDS: &'static [$crate::domain::field::Field<Self>] = &[ $( $crate::domain::field::Field {
                row: noun!(@row $key: $ty, $label, $sentence $(, $mark $(( $($arg),* ))? )*),
                read: |record, typed, look| {
                    record.$key = <$ty as $crate::domain::field::FieldType>::read(typed, look)?;
                    Ok(())
                },
                typed: |record| <$ty as $crate::domain::field::FieldType>::typed(&record.$key),
                shown: |record| <$ty as $crate::domain::field::FieldType>::shown(&record.$key),
                json: |record| <$ty as $crate::domain::field::FieldType>::json(&record.$key),
                check: |record| {
                    let what = $crate::domain::noun::subject(<$ty as $crate::domain::field::FieldType>::KIND, $name, $label);
                    <$ty as $crate::domain::field::FieldType>::check(&what, &mut record.$key)
                },
            } ),+ ];
            const COLUMNS: &'static [&'static [&'static str]] = &[
                &["id"], &["revision"], &["created_at", "created_offset"],
                $( noun!(@row $key: $ty, $label, $sentence $(, $mark $(( $($arg),* ))? )*).columns, )+
                $( noun!(@at $archived), )?
            ];

            fn blank() -> Self {
                $noun {
                    id: Default::default(),
                    revision: 0,
                    created: Default::default(),
                    $( $key: noun!(@first $ty $(, $default)?), )+
                    $( $archived: None, )?
                }
            }
            fn id(&self) -> $crate::domain::id::Id { self.id }
            fn revision(&self) -> i64 { self.revision }
            fn created(&self) -> $crate::domain::moment::Moment { self.created }
            fn archived(&self) -> Option<i64> { None $( .or(self.$archived) )? }
            fn set_archived(&mut self, at: Option<i64>) { let _ = at; $( self.$archived = at; )? }
            fn make_new(&mut self, id: $crate::domain::id::Id, created: $crate::domain::moment::Moment) {
                (self.id, self.revision, self.created) = (id, 0, created);
                $( self.$archived = None; )?
            }
            fn put(&self, out: &mut Vec<$crate::domain::field::Cell>) {
                use $crate::domain::field::Stored;
                self.id.put(out);
                self.revision.put(out);
                self.created.put(out);
                $( self.$key.put(out); )+
                $( self.$archived.put(out); )?
            }
            fn take(cells: &mut impl $crate::domain::field::Cells) -> Result<Self, $crate::domain::field::Misfit> {
                use $crate::domain::field::Stored;
                Ok($noun {
                    id: Stored::take(cells)?,
                    revision: Stored::take(cells)?,
                    created: Stored::take(cells)?,
                    $( $key: Stored::take(cells)?, )+
                    $( $archived: Stored::take(cells)?, )?
                })
            }
        }
    };
    (@row $key:ident: $ty:ty, $label:literal, $sentence:literal $(, $mark:ident $(( $($arg:expr),* ))? )*) => {
        $crate::domain::field::Row::of(
            stringify!($key), &[stringify!($key)], $label, $sentence,
            <$ty as $crate::domain::field::FieldType>::KIND,
            <$ty as $crate::domain::field::FieldType>::OPTIONAL,
        ) $( .$mark( $($($arg),*)? ) )*
    };
    (@plural $name:literal) => { concat!($name, "s") };
    (@plural $name:literal $plural:literal) => { $plural };
    (@yes archived) => { true };
    (@at archived) => { &["archived_at"] };
    (@first $ty:ty) => { <<$ty as $crate::domain::field::FieldType>::Value as Default>::default() };
    (@first $ty:ty, $default:expr) => { $default };
}

/// What a check calls a field: a name is that of its noun, anything else goes by its label.
pub fn subject(kind: Kind, noun: &str, label: &str) -> String {
    if kind == Kind::Name { noun.to_owned() } else { label.to_lowercase() }
}
