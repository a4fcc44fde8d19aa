//! The Areas screen: the tree of areas and skills, and everything that belongs to the chosen one, to be walked and
//! edited.

pub mod commands;
pub mod detail;
pub mod item;
pub mod layout;
mod lines;
pub mod people;
pub mod reading;
pub mod selected;
pub mod state;
#[cfg(test)]
pub(crate) mod testing;
mod tree;
pub mod view;

#[cfg(test)]
mod tests;
