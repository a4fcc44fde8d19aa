//! A portfolio as a file for others: Markdown to go on writing in, or one HTML page that needs nothing else.

mod address;
mod html;
mod markdown;
#[cfg(test)]
mod sample;
mod told;

pub use html::html;
pub use markdown::markdown;
