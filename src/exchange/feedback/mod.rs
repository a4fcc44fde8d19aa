//! Feedback as foreign programs keep it: what a piece of it is, and which format a file is in.
//! The formats have a file each. Text is kept as it came; nothing that came with it is opened, followed or run.

mod address;
mod charsets;
mod columns;
mod csv;
mod flowed;
mod github;
mod header;
mod html;
mod json;
pub mod letter;
mod mail;
mod mbox;
mod objects;
mod parts;
mod quotes;
mod recognise;
mod times;
mod transfer;

#[cfg(test)]
mod hostile;
#[cfg(test)]
mod samples;

use sha2::{Digest, Sha256};

use crate::domain::calendar::Calendar;
use crate::domain::feedback::Feedback;
use crate::domain::feedback::arrival::{Arrival, AttachedFile};
use crate::words;
pub use recognise::recognise;

/// A piece with more bytes than this is refused: no feedback is that long, attachments included.
pub const LARGEST_PIECE: usize = 64 << 20;
/// Of the words of a mail so many bytes are shown; the rest is in the original.
pub const LONGEST_TEXT: usize = 1 << 20;
/// So many remarks of a kind are kept; the rest is counted.
const MOST_REMARKS: usize = 1000;

words! {
    /// What a file of feedback is written in.
    Format, "format", {
        /// One mail, as `.eml` files and the files of a Maildir are.
        Eml = "eml",
        /// Many mails in one file.
        Mbox = "mbox",
        /// Comments and reviews as `gh api` prints them.
        GitHub = "github",
        /// Our own: an array of objects, or one object per line.
        Json = "json",
        /// Our own columns with a header row.
        Csv = "csv",
    }
}

/// One piece of feedback as a file tells it. Every word of it is a claim of the sender: nothing was verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// The line of the file it starts in, from 1.
    pub line: u64,
    /// The sender's login where the source has such.
    pub login: Option<String>,
    /// What arrives at the journal. The text is without what is quoted below it, its lines ended by `\n` (own files: as
    /// they came).
    pub arrival: Arrival,
}

/// Something to say about a place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The line it is about, from 1.
    pub line: u64,
    /// What there is to say, as a sentence without its full stop.
    pub what: String,
}

/// What was found in a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The pieces, in the order of the file.
    pub items: Vec<Incoming>,
    /// What could not be read, a thousand at most.
    pub invalid: Vec<Remark>,
    /// What was read and says nothing, a thousand at most.
    pub skipped: Vec<Remark>,
    /// What was left out of what was read, such as unknown columns; each once.
    pub notes: Vec<Remark>,
    /// How many more remarks there would be.
    pub unlisted: u64,
}

/// What became of one piece.
enum Outcome {
    Said(Box<Incoming>),
    Silent(String),
    Invalid(String),
}

impl Parsed {
    fn take(&mut self, line: u64, outcome: Outcome) {
        match outcome {
            Outcome::Said(item) => self.items.push(item.sealed(line)),
            Outcome::Silent(what) => remark(&mut self.skipped, &mut self.unlisted, line, what),
            Outcome::Invalid(what) => self.invalid(line, what),
        }
    }

    fn invalid(&mut self, line: u64, what: impl Into<String>) {
        remark(&mut self.invalid, &mut self.unlisted, line, what.into());
    }

    fn note(&mut self, line: u64, what: String) {
        if !self.notes.iter().any(|note| note.what == what) {
            remark(&mut self.notes, &mut self.unlisted, line, what);
        }
    }
}

fn remark(remarks: &mut Vec<Remark>, unlisted: &mut u64, line: u64, what: String) {
    if remarks.len() < MOST_REMARKS {
        remarks.push(Remark { line, what });
    } else {
        *unlisted += 1;
    }
}

impl Incoming {
    /// Whether it was written by somebody with this login (with or without `@`) or mail address, in whatever case.
    pub fn is_by(&self, me: &str) -> bool {
        let same = |known: &str, me: &str| known.trim().to_lowercase() == me.to_lowercase();
        let me = me.trim();
        let login = self.login.as_deref().unwrap_or_default();
        !me.is_empty()
            && (same(&self.arrival.feedback.address, me) || same(login, me.strip_prefix('@').unwrap_or(me)))
    }

    fn sealed(mut self, line: u64) -> Incoming {
        self.line = line;
        let Arrival { feedback, attachments, reply_to, .. } = &mut self.arrival;
        feedback.content_hash = Some(content_hash(feedback, attachments));
        let ids = [&mut feedback.external_id, &mut feedback.thread, reply_to];
        let files = attachments.iter_mut().flat_map(|file| [&mut file.name, &mut file.media_type]);
        for text in ids.into_iter().flatten().chain(files).filter(|text| text.contains('\0')) {
            *text = text.replace('\0', "\u{2400}");
        }
        self
    }
}

/// SHA-256 of what is said, by whom and when, the same in whichever file it comes; not of what became of it since, so that
/// a list printed later is the same piece.
fn content_hash(feedback: &Feedback, attachments: &[AttachedFile]) -> String {
    let mut hasher = Sha256::new();
    let mut add = |part: &str| {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    };
    add("etude feedback 1");
    for part in [
        &feedback.source,
        &feedback.sender,
        &feedback.title,
        &feedback.text,
        &feedback.quoted,
        &feedback.address,
        &feedback.link,
    ] {
        add(part);
    }
    add(&feedback.received.map(|moment| moment.at.to_string()).unwrap_or_default());
    for file in attachments {
        add(&file.name);
        add(&file.size.to_string());
    }
    add(&feedback.request);
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads a file. Whatever its bytes are, it ends soon (in time in proportion to their number) and never panics.
///
/// `calendar` gives times that are written without a zone theirs. What cannot be read is in `invalid` with its line;
/// everything else is read all the same.
pub fn parse(format: Format, bytes: &[u8], calendar: &Calendar) -> Parsed {
    let read = match format {
        Format::Eml => mail::file,
        Format::Mbox => mbox::file,
        Format::GitHub => github::file,
        Format::Json => json::file,
        Format::Csv => csv::file,
    };
    let mut parsed = read(bytes, calendar);
    for item in &mut parsed.items {
        item.arrival.format = format.word().to_owned();
    }
    parsed
}

/// How many lines end in so many bytes.
fn lines_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Text with every line ended by `\n`.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
