//! The register: every noun there is, each in a file of its own. A new one is a `mod` line and a name in the list.

pub mod area;
pub mod drill;
pub mod entry;
pub mod evidence;
pub mod measure;
pub mod person;
pub mod plan;
pub mod skill;

pub use super::feedback::{Action, Theme};
pub use area::Area;
pub use drill::Drill;
pub use entry::Entry;
pub use evidence::{Evidence, Statement};
pub use measure::Measure;
pub use person::Person;
pub use plan::Plan;
pub use skill::Skill;

/// Makes the enums over all nouns, and the two ways from one of them to its type.
macro_rules! register {
    ($d:tt $($noun:ident),+ $(,)?) => {
        /// Every noun there is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Noun { $( #[doc = concat!("See [`", stringify!($noun), "`].")] $noun ),+ }

        impl Noun {
            /// Every noun.
            pub const ALL: &'static [Noun] = &[$(Noun::$noun),+];
        }

        /// A record of any noun.
        #[derive(Debug, Clone, PartialEq)]
        pub enum AnyRecord { $( #[doc = concat!("See [`", stringify!($noun), "`].")] $noun(Box<$noun>) ),+ }

        impl AnyRecord {
            /// Of which noun it is.
            pub const fn noun(&self) -> Noun {
                match self { $( AnyRecord::$noun(_) => Noun::$noun ),+ }
            }
        }

        $( impl From<$noun> for AnyRecord {
            fn from(record: $noun) -> AnyRecord { AnyRecord::$noun(Box::new(record)) }
        } )+

        /// `of_noun!(noun, N => …)`: the same for whichever noun it is, `N` being its type.
        macro_rules! of_noun {
            ($d noun:expr, $d n:ident => $d body:expr) => {
                match $d noun { $( $crate::domain::noun::Noun::$noun => {
                    type $d n = $crate::domain::nouns::$noun;
                    #[allow(unused_imports, reason = "not every body calls a method of it")]
                    use $crate::domain::noun::Declared as _;
                    $d body
                } )+ }
            };
        }

        /// `per_noun!(f)`: what a function makes of each noun's type, in their order.
        macro_rules! per_noun {
            ($d f:ident) => { [ $( $d f::<$crate::domain::nouns::$noun>() ),+ ] };
        }

        /// `of_record!(any, record => …)`: the same for a record of whichever noun it is.
        macro_rules! of_record {
            ($d any:expr, $d record:ident => $d body:expr) => {
                match $d any { $( $crate::domain::noun::AnyRecord::$noun($d record) => $d body ),+ }
            };
        }
    };
}

register! { $ Area, Skill, Drill, Measure, Person, Plan, Action, Theme, Entry, Evidence, Statement }

pub(crate) use {of_noun, of_record, per_noun};
