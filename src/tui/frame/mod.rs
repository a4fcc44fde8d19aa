//! What every room of the screen stands on, and what calls the rooms.

pub mod cx;
pub mod effects;
pub mod layer;
pub mod question;
pub mod screen;
