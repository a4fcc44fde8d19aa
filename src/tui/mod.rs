//! Keys and cells: event → command → message → update → effects, then view. Sees `journal` and `domain`, never `store`.

pub mod input;
pub mod osc;
pub mod screen;
mod sequence;
pub mod terminal;
pub mod wait;
