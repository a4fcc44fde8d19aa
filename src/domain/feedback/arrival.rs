//! What arrives from a file, ready to be stored: pieces of feedback with their originals.

use super::Feedback;
use crate::domain::id::Id;

/// One piece of feedback as it arrives. Names are as the file says them; the journal looks them up.
#[derive(Debug, Clone, PartialEq)]
pub struct Arrival {
    /// The feedback, without its person; its state is where it begins (the inbox, noted, or a request).
    pub feedback: Feedback,
    /// The format of the original.
    pub format: String,
    /// The original, byte for byte.
    pub original: Vec<u8>,
    /// Files that came with it.
    pub attachments: Vec<AttachedFile>,
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
    /// The id it has in the journal it was listed from: in that journal it is there already.
    pub listed_as: Option<Id>,
}

/// A file that came with a piece: named, never opened. Its bytes are part of the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachedFile {
    /// Its name as it came, which may be anything (`../../.profile`); may be empty. Never a place to write to.
    pub name: String,
    /// Its media type as it came, in lower case.
    pub media_type: String,
    /// Its size in bytes when decoded, as reckoned from what is there.
    pub size: i64,
}

impl Arrival {
    /// A piece of which nothing else is known.
    pub fn of(feedback: Feedback, original: &[u8]) -> Arrival {
        Arrival {
            feedback,
            format: String::new(),
            original: original.to_vec(),
            attachments: Vec::new(),
            themes: Vec::new(),
            request: None,
            reply_to: None,
            skill: None,
            area: None,
            listed_as: None,
        }
    }
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
