//! Keys and cells: event → command → message → update → effects, then view. Sees `journal` and `domain`, never `store`.

pub mod answers;
pub mod areas;
pub mod availability;
pub mod bell;
pub mod cards;
pub mod command;
pub mod deadline;
pub mod depth;
pub mod desk;
pub mod drafts;
pub mod editing;
pub mod external;
pub mod first_run;
pub mod form;
pub mod glyphs;
pub mod input;
pub mod keymap;
pub mod keys;
pub mod model;
pub mod msg;
pub mod overlay;
pub mod practice;
pub mod prompt;
pub mod run;
pub mod runtime;
pub mod screen;
mod sequence;
pub mod terminal;
#[cfg(test)]
pub(crate) mod testing;
pub mod theme;
pub mod update;
pub mod view;
pub mod wait;
pub mod widget;
pub mod worker;
