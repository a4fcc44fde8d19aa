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

use crate::domain::calendar::{Calendar, Day};
use crate::domain::moment::Moment;
use crate::words;
pub use columns::{COLUMNS, FOCUS, STATES};
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

words! {
    /// Who speaks.
    GivenBy, "giver", {
        /// Somebody else.
        Human = "human",
        /// I myself.
        Myself = "self",
        /// A program.
        Ai = "ai",
    }
}

/// One piece of feedback as a file tells it. Every word of it is a claim of the sender: nothing was verified.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// The line of the file it starts in, from 1.
    pub line: u64,
    /// What the foreign program calls it: `<…>` of a mail, `github:comment:2987654321`, or as an own file says.
    pub external_id: Option<String>,
    /// The sender's name or login as it came (a mail without a name has its address here); may be empty.
    pub from: String,
    /// The sender's mail address as it came.
    pub address: Option<String>,
    /// The sender's login where the source has such.
    pub login: Option<String>,
    /// Through what it came: `mail`, `github`, or as an own file says (may be empty).
    pub source: String,
    /// Who speaks: a human, unless the file says otherwise.
    pub given_by: GivenBy,
    /// When it was sent.
    pub received: Option<Moment>,
    /// The subject of a mail, the place of a comment (`o/r #481 src/parse.rs:88`); may be empty.
    pub title: String,
    /// The words without what is quoted below them, lines ended by `\n` (own files: as they came). Empty where only
    /// the subject or an attachment speaks, and in own files while the answer has not come.
    pub text: String,
    /// The quoted tail and signature of a mail, the lines of code a comment is about; may be empty.
    pub quoted: String,
    /// Whether the words went on beyond [`LONGEST_TEXT`].
    pub cut: bool,
    /// Where it can be looked up.
    pub link: Option<String>,
    /// The external id of what it answers.
    pub reply_to: Option<String>,
    /// The external id of the first piece of its thread, its own where it is the first.
    pub thread: Option<String>,
    /// The tag in a subject: `01J9ZK3Q` of `Re: [practice 01J9ZK3Q] code review`.
    pub request: Option<String>,
    /// Files that came with it.
    pub attachments: Vec<Attachment>,
    /// What only files of our own shape say.
    pub placed: Option<Box<Placed>>,
    /// The bytes of this piece as they stand in the file (recoded to UTF-8 where the whole file was recoded).
    pub raw: Vec<u8>,
    /// SHA-256 in lower-case hexadecimal of what is said by whom and when; the same in whichever file it comes.
    pub hash: String,
}

/// A file that came with a piece: named, never opened. Its bytes are part of `raw`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Attachment {
    /// Its name as it came, which may be anything (`../../.profile`); may be empty. Never a place to write to.
    pub name: String,
    /// Its media type as it came, in lower case.
    pub media_type: String,
    /// Its size in bytes when decoded, as reckoned from what is there.
    pub size: u64,
}

/// Where an own file puts a piece in the journal. Names are as typed and need not exist.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Placed {
    /// The id it has in the journal it was listed from.
    pub id: Option<String>,
    /// Where it stands, one of [`STATES`].
    pub state: Option<String>,
    /// The name of an area.
    pub area: Option<String>,
    /// The name of a skill.
    pub skill: Option<String>,
    /// The id of a session.
    pub session_id: Option<String>,
    /// Its themes, without empty or doubled ones.
    pub themes: Vec<String>,
    /// How hard it is to hear, 1 to 3.
    pub tough: Option<i64>,
    /// What it is about, one of [`FOCUS`].
    pub focus: Option<String>,
    /// When it was asked for.
    pub asked: Option<Moment>,
    /// What was asked.
    pub asked_for: String,
    /// What was answered to it.
    pub response: String,
    /// Not to be shown before this day.
    pub snoozed_until: Option<Day>,
    /// Whether it is left out of what others see; `None` where the file does not say.
    pub private: Option<bool>,
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
    /// A piece of which nothing is known but where it came through and its bytes.
    fn through(source: &str, raw: &[u8]) -> Incoming {
        Incoming {
            line: 1,
            external_id: None,
            from: String::new(),
            address: None,
            login: None,
            source: source.to_owned(),
            given_by: GivenBy::Human,
            received: None,
            title: String::new(),
            text: String::new(),
            quoted: String::new(),
            cut: false,
            link: None,
            reply_to: None,
            thread: None,
            request: None,
            attachments: Vec::new(),
            placed: None,
            raw: raw.to_vec(),
            hash: String::new(),
        }
    }

    /// Whether it was written by somebody with this login (with or without `@`) or mail address, in whatever case.
    pub fn is_by(&self, me: &str) -> bool {
        let same = |known: &Option<String>, me: &str| {
            known.as_deref().is_some_and(|known| known.trim().to_lowercase() == me.to_lowercase())
        };
        let me = me.trim();
        !me.is_empty() && (same(&self.address, me) || same(&self.login, me.strip_prefix('@').unwrap_or(me)))
    }

    fn sealed(mut self, line: u64) -> Incoming {
        self.line = line;
        self.hash = self.content_hash();
        self
    }

    /// What is said, by whom and when; not what became of it since, so that a list printed later is the same piece.
    fn content_hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut add = |part: &str| {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        };
        add("etude feedback 1");
        for part in [&self.source, &self.from, &self.title, &self.text, &self.quoted] {
            add(part);
        }
        add(self.address.as_deref().unwrap_or_default());
        add(self.link.as_deref().unwrap_or_default());
        add(&self.received.map(|moment| moment.at.to_string()).unwrap_or_default());
        for file in &self.attachments {
            add(&file.name);
            add(&file.size.to_string());
        }
        add(self.placed.as_ref().map_or("", |placed| &placed.asked_for));
        hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Reads a file. Whatever its bytes are, it ends soon (in time in proportion to their number) and never panics.
///
/// `calendar` gives times that are written without a zone theirs. What cannot be read is in `invalid` with its line;
/// everything else is read all the same.
pub fn parse(format: Format, bytes: &[u8], calendar: &Calendar) -> Parsed {
    match format {
        Format::Eml => mail::file(bytes, calendar),
        Format::Mbox => mbox::file(bytes, calendar),
        Format::GitHub => github::file(bytes, calendar),
        Format::Json => json::file(bytes, calendar),
        Format::Csv => csv::file(bytes, calendar),
    }
}

/// How many lines end in so many bytes.
fn lines_in(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

/// Text with every line ended by `\n`.
fn unix_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
