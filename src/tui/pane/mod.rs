//! What every screen of lists is made of: where its panes lie, the list, the tree of areas and skills, a long list read in
//! pages, and something that is being read.

pub mod list;
pub mod loading;
pub mod sections;
pub mod split;
pub mod tree;
