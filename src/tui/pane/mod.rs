//! What every screen of lists is made of: something that is being read.

pub mod loading;
