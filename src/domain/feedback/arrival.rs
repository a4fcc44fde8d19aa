//! What arrives from a file, ready to be stored: pieces of feedback with their originals.

use super::Feedback;

/// One piece of feedback as it arrives. Names are as the file says them; the journal looks them up.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The feedback, without its person; `received` and `content_hash` are known.
    pub feedback: Feedback,
    /// The format of the original.
    pub format: String,
    /// The original, byte for byte.
    pub original: Vec<u8>,
    /// Files that came with it: name, media type, size in bytes.
    pub attachments: Vec<(String, String, i64)>,
    /// Names of themes.
    pub themes: Vec<String>,
    /// The tail of the request it answers, as the subject carries it.
    pub request: Option<String>,
    /// What the foreign program calls the piece it answers.
    pub reply_to: Option<String>,
    /// The skill's name, where the file says one.
    pub skill: Option<String>,
    /// The area's name, where the file says one.
    pub area: Option<String>,
}

/// A whole import: one operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The pieces in the order of the file.
    pub arrivals: Vec<Arrival>,
    /// Whether they go straight to *noted*.
    pub noted: bool,
}

/// What became (or would become) of the pieces of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ImportCounts {
    /// Added.
    pub new: usize,
    /// Added as the answer to a request that waited.
    pub answers: usize,
    /// In the journal already, word for word.
    pub same: usize,
    /// In the journal with other words; taken over.
    pub changed: usize,
}
