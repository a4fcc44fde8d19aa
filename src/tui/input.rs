//! Bytes from the terminal to key, mouse and paste events. Pure: no terminal, no time; the caller says when a pause
//! means that no more will come ([`Decoder::flush`]).
//!
//! Our own because crossterm's reader blocks inside an unfinished sequence (deaf to signals and replies), spins on a
//! dead terminal, and replaces bytes of a paste that are not UTF-8 without a word. Its event types are kept.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{burst, sequence};
use crate::config::Ground;
use crate::osc;

/// The largest paste taken in; more is read to its end and refused.
pub const PASTE_MAX: usize = 2 * 1024 * 1024;

const PASTE_END: &[u8] = b"\x1b[201~";

/// What the terminal sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decoded {
    /// A key, a mouse event or a paste.
    Event(Event),
    /// The terminal said what its ground is like.
    Ground(Ground),
    /// Something that must not become text.
    Refused(Refused),
}

/// Input that was refused, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A paste larger than [`PASTE_MAX`].
    TooLong,
}

impl Refused {
    /// The sentence for the message line.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::NotUtf8 => "What came from the terminal is not UTF-8 text: nothing was inserted",
            Self::TooLong => "That paste is larger than 2 MiB: nothing was inserted",
        }
    }
}

/// What the bytes at the start of the input mean.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An event of so many bytes.
    Event(Event, usize),
    /// An answer of so many bytes about the ground.
    Ground(Ground, usize),
    /// So many bytes that mean nothing to us.
    Skip(usize),
    /// So many bytes that are not UTF-8.
    Bad(usize),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// More bytes are needed to tell.
    Need,
}

/// Collects bytes and gives events.
#[derive(Debug, Default)]
pub struct Decoder {
    pending: Vec<u8>,
    paste: Option<Paste>,
}

/// A paste that is coming in.
#[derive(Debug, Default)]
struct Paste {
    text: Vec<u8>,
    /// Without marks around it: a pause ends it.
    burst: bool,
}

/// What a decoder is in the middle of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pending {
    /// Nothing.
    None,
    /// A sequence, or a lone Esc.
    Sequence,
    /// An answer of the terminal whose end has not come: its rest must not be taken for keys.
    Answer,
    /// A paste whose end has not come.
    Paste,
    /// A paste without marks, which may go on.
    Burst,
}

impl Decoder {
    /// Takes bytes in and gives what is complete.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Decoded>) {
        if self.ends_burst(bytes)
            && let Some(paste) = self.paste.take()
        {
            out.push(pasted(paste.text));
        }
        self.pending.extend_from_slice(bytes);
        let mut at = 0;
        while at < self.pending.len() {
            if self.paste.is_none() && burst::begins(&self.pending[at..]) {
                self.paste = Some(Paste { burst: true, ..Paste::default() });
            }
            match &self.paste {
                Some(paste) if paste.burst => {
                    match self.feed_burst(at, out) {
                        0 => break,
                        used => at += used,
                    }
                    continue;
                }
                Some(_) => {
                    match self.feed_paste(at, out) {
                        Some(used) => at += used,
                        None => return,
                    }
                    continue;
                }
                None => {}
            }
            match step(&self.pending[at..]) {
                Step::Event(event, used) => {
                    out.push(Decoded::Event(event));
                    at += used;
                }
                Step::Ground(ground, used) => {
                    out.push(Decoded::Ground(ground));
                    at += used;
                }
                Step::Skip(used) => at += used,
                Step::Bad(used) => {
                    out.push(Decoded::Refused(Refused::NotUtf8));
                    at += used;
                }
                Step::Paste(used) => {
                    self.paste = Some(Paste::default());
                    at += used;
                }
                Step::Need => break,
            }
        }
        self.pending.drain(..at);
    }

    /// A control key that comes by itself after text without marks was pressed: what is pasted holds none.
    fn ends_burst(&self, bytes: &[u8]) -> bool {
        let burst = self.paste.as_ref().is_some_and(|paste| paste.burst);
        burst && self.pending.is_empty() && matches!(bytes, [0x01..=0x08 | 0x0b..=0x0c | 0x0e..=0x1a])
    }

    /// What is unfinished.
    pub fn pending(&self) -> Pending {
        match (&self.paste, self.pending.is_empty()) {
            (Some(paste), _) if paste.burst => Pending::Burst,
            (Some(_), _) => Pending::Paste,
            (None, false) if self.pending.starts_with(&osc::GROUND[..3]) => Pending::Answer,
            (None, false) => Pending::Sequence,
            (None, true) => Pending::None,
        }
    }

    /// Nothing more came for a while: a lone Esc is a key, Esc and a letter is Alt, an open paste ends here.
    pub fn flush(&mut self, out: &mut Vec<Decoded>) {
        if let Some(mut paste) = self.paste.take() {
            if !paste.burst {
                paste.text.append(&mut self.pending);
            }
            out.push(pasted(paste.text));
        }
        let pending = std::mem::take(&mut self.pending);
        match pending.as_slice() {
            [] => {}
            [0x1b] => out.push(key(KeyCode::Esc, KeyModifiers::NONE)),
            [0x1b, rest @ ..] => match plain(rest) {
                Step::Event(Event::Key(inner), 1) if rest.len() == 1 => {
                    out.push(key(inner.code, inner.modifiers | KeyModifiers::ALT));
                }
                _ => {}
            },
            _ => out.push(Decoded::Refused(Refused::NotUtf8)),
        }
    }

    /// In a paste: gives how many bytes were used up, or `None` when all were.
    fn feed_paste(&mut self, at: usize, out: &mut Vec<Decoded>) -> Option<usize> {
        let text = &mut self.paste.as_mut()?.text;
        let rest = &self.pending[at..];
        if let Some(end) = find(rest, PASTE_END) {
            if text.len() <= PASTE_MAX {
                text.extend_from_slice(&rest[..end]);
            }
            let paste = self.paste.take().unwrap_or_default();
            out.push(pasted(paste.text));
            return Some(end + PASTE_END.len());
        }
        // The end mark may be cut in two: keep as much back as could be its beginning.
        let keep = rest.len().min(PASTE_END.len() - 1);
        let take = rest.len() - keep;
        if text.len() <= PASTE_MAX {
            text.extend_from_slice(&rest[..take]);
        }
        self.pending.drain(..at + take);
        None
    }

    /// In a paste without marks: gives how many bytes were used up; nothing in it is a key.
    fn feed_burst(&mut self, at: usize, out: &mut Vec<Decoded>) -> usize {
        let Some(paste) = &mut self.paste else { return 0 };
        let rest = &self.pending[at..];
        let take = match burst::text_length(rest) {
            0 => match step(rest) {
                Step::Need => return 0,
                Step::Ground(ground, used) => {
                    out.push(Decoded::Ground(ground));
                    return used;
                }
                Step::Skip(used) => return used,
                Step::Event(event @ Event::Mouse(_), used) => {
                    out.push(Decoded::Event(event));
                    return used;
                }
                Step::Paste(used) => {
                    out.push(pasted(std::mem::take(paste).text));
                    return used;
                }
                Step::Event(_, used) | Step::Bad(used) => used,
            },
            text => text,
        };
        if paste.text.len() <= PASTE_MAX {
            paste.text.extend_from_slice(&rest[..take]);
        }
        take
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(escape) = bytes[from..].iter().position(|b| *b == what[0]) {
        if bytes[from + escape..].starts_with(what) {
            return Some(from + escape);
        }
        from += escape + 1;
    }
    None
}

fn pasted(bytes: Vec<u8>) -> Decoded {
    if bytes.len() > PASTE_MAX {
        return Decoded::Refused(Refused::TooLong);
    }
    match String::from_utf8(bytes) {
        // Terminals send the line ends of a paste as carriage returns.
        Ok(text) => Decoded::Event(Event::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Err(_) => Decoded::Refused(Refused::NotUtf8),
    }
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Decoded {
    Decoded::Event(key_event(code, modifiers))
}

pub(super) fn key_event(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new_with_kind(code, modifiers, KeyEventKind::Press))
}

/// What the first bytes mean; `bytes` is not empty.
fn step(bytes: &[u8]) -> Step {
    match bytes {
        [0x1b] => Step::Need,
        [0x1b, b'[', ..] => sequence::csi(bytes),
        [0x1b, b'O', ..] => sequence::ss3(bytes),
        [0x1b, b'P' | b']' | b'_' | b'^' | b'X', ..] => sequence::string(bytes),
        [0x1b, 0x1b, ..] => Step::Event(key_event(KeyCode::Esc, KeyModifiers::NONE), 1),
        [0x1b, rest @ ..] => match plain(rest) {
            Step::Event(Event::Key(inner), used) => {
                Step::Event(key_event(inner.code, inner.modifiers | KeyModifiers::ALT), used + 1)
            }
            Step::Bad(used) => Step::Bad(used + 1),
            other => other,
        },
        _ => plain(bytes),
    }
}

/// A character or a control key.
fn plain(bytes: &[u8]) -> Step {
    let none = KeyModifiers::NONE;
    let (code, modifiers) = match bytes[0] {
        b'\r' => (KeyCode::Enter, none),
        b'\t' => (KeyCode::Tab, none),
        0x7f => (KeyCode::Backspace, none),
        0 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
        c @ 0x01..=0x1a => (KeyCode::Char(char::from(c - 1 + b'a')), KeyModifiers::CONTROL),
        c @ 0x1c..=0x1f => (KeyCode::Char(char::from(c - 0x1c + b'4')), KeyModifiers::CONTROL),
        _ => return character(bytes),
    };
    Step::Event(key_event(code, modifiers), 1)
}

fn character(bytes: &[u8]) -> Step {
    let length = match bytes[0] {
        0x00..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Step::Bad(1),
    };
    let have = &bytes[..bytes.len().min(length)];
    match std::str::from_utf8(have) {
        Ok(text) => match text.chars().next() {
            Some(c) => {
                let shift = if c.is_uppercase() { KeyModifiers::SHIFT } else { KeyModifiers::NONE };
                Step::Event(key_event(KeyCode::Char(c), shift), length)
            }
            None => Step::Need,
        },
        Err(error) if error.error_len().is_none() && have.len() < length => Step::Need,
        Err(error) => Step::Bad(error.error_len().unwrap_or(1)),
    }
}

#[cfg(test)]
mod tests;
