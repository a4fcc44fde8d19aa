//! The samples the tests read: invented people, real shapes. Some are hostile.

use super::Format;

/// Mails of three mailers in one file.
pub(super) const MBOX: &[u8] = include_bytes!("../../../tests/fixtures/feedback/feedback.mbox");
/// Parts within parts, encoded names, a recording.
pub(super) const MULTIPART: &[u8] = include_bytes!("../../../tests/fixtures/feedback/multipart.eml");
/// A mail that is only a page.
pub(super) const HTML: &[u8] = include_bytes!("../../../tests/fixtures/feedback/page.eml");
/// Escape sequences, bidi, forged names and boundaries.
pub(super) const HOSTILE: &[u8] = include_bytes!("../../../tests/fixtures/feedback/hostile.eml");
/// Answers between flowed quotations.
pub(super) const FLOWED: &[u8] = include_bytes!("../../../tests/fixtures/feedback/flowed.eml");
/// Two pages of review comments, one after the other.
pub(super) const GITHUB: &[u8] = include_bytes!("../../../tests/fixtures/feedback/github-comments.json");
/// Pages within pages: reviews, and comments on an issue and a commit.
pub(super) const GITHUB_REVIEWS: &[u8] =
    include_bytes!("../../../tests/fixtures/feedback/github-reviews.json");

/// All of them with their formats.
pub(super) const ALL: &[(&[u8], Format)] = &[
    (MBOX, Format::Mbox),
    (MULTIPART, Format::Eml),
    (HTML, Format::Eml),
    (HOSTILE, Format::Eml),
    (FLOWED, Format::Eml),
    (GITHUB, Format::GitHub),
    (GITHUB_REVIEWS, Format::GitHub),
];

/// The example docs/formats.md gives of one of our own formats.
pub(super) fn documented(language: &str) -> &'static str {
    let page = include_str!("../../../docs/formats.md");
    let (_, from) = page.split_once(&format!("```{language}\n")).expect("an example");
    from.split_once("```").expect("its end").0
}
