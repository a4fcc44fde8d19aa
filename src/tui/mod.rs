//! Keys and cells: event → command → message → update → effects, then view. Sees `journal` and `domain`, never `store`.

pub mod command;
pub mod depth;
pub mod form;
pub mod glyphs;
pub mod input;
pub mod keymap;
pub mod keys;
pub mod osc;
pub mod overlay;
pub mod screen;
mod sequence;
pub mod terminal;
pub mod theme;
pub mod wait;
pub mod widget;
