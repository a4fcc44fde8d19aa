//! The Areas screen: the tree of areas and skills, and everything that belongs to the chosen one, to be walked and
//! edited.

pub mod acts;
pub mod detail;
pub mod item;
pub mod layout;
mod lines;
pub mod people;
pub mod state;
pub mod target;
#[cfg(test)]
pub(crate) mod testing;
mod tree;
pub mod update;
pub mod view;

#[cfg(test)]
mod tests;
