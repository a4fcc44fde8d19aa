//! The parts of a mail (MIME): which of them are words, which are files. Boundaries are lines of their own; a part
//! whose end is missing goes on to the end of what holds it.

use super::header::{Header, Structured};
use super::{AttachedFile, LONGEST_TEXT, charsets, flowed, html, transfer, unix_lines};

/// Parts within parts beyond this are not looked into; they count as one file.
const DEEPEST: u32 = 12;
/// So many parts of a mail are looked at.
const MOST: usize = 500;

/// What was found in the parts of a mail.
#[derive(Default)]
pub(super) struct Body {
    plain: Vec<String>,
    pages: Vec<String>,
    /// The files, in their order.
    pub(super) attachments: Vec<AttachedFile>,
    /// Whether words were left out because there are too many.
    pub(super) cut: bool,
}

impl Body {
    /// The words and files of a mail.
    pub(super) fn of(header: &Header<'_>, body: &[u8]) -> Body {
        let mut found = Body::default();
        found.add(header, body, DEEPEST, &mut MOST.clone());
        found
    }

    /// The words: what is plain text, else what a page says.
    pub(super) fn text(&self) -> String {
        let plain: Vec<&str> =
            self.plain.iter().map(String::as_str).filter(|text| !text.trim().is_empty()).collect();
        if !plain.is_empty() {
            return plain.join("\n");
        }
        let pages: Vec<String> = self.pages.iter().map(|page| html::plain(page)).collect();
        pages.join("\n\n")
    }

    fn add(&mut self, header: &Header<'_>, body: &[u8], deeper: u32, left: &mut usize) {
        let kind = header.structured("Content-Type");
        let parts = match kind.parameter("boundary") {
            Some(boundary) if kind.value.starts_with("multipart/") && deeper > 0 => {
                split(body, boundary.trim_end())
            }
            _ => Vec::new(),
        };
        if parts.is_empty() {
            return self.leaf(header, &kind, body);
        }
        let mut inside = Body::default();
        for part in parts {
            let Some(rest) = left.checked_sub(1) else { break };
            *left = rest;
            let (header, body) = Header::split(part);
            inside.add(&header, body, deeper - 1, left);
        }
        let said = |texts: &[String]| texts.iter().any(|text| !text.trim().is_empty());
        if kind.value == "multipart/alternative" && said(&inside.plain) {
            // The same words again, in other clothes.
            inside.pages.clear();
            inside.plain.retain(|text| !text.trim().is_empty());
            inside.plain.truncate(1);
        }
        self.plain.append(&mut inside.plain);
        self.pages.append(&mut inside.pages);
        self.attachments.append(&mut inside.attachments);
        self.cut |= inside.cut;
    }

    fn leaf(&mut self, header: &Header<'_>, kind: &Structured, body: &[u8]) {
        let disposition = header.structured("Content-Disposition");
        let encoding = header.raw("Content-Transfer-Encoding").unwrap_or_default();
        let name = disposition.parameter("filename").or_else(|| kind.parameter("name")).unwrap_or_default();
        let media_type = kind.value.as_str();
        let is_file = disposition.value == "attachment" || !name.is_empty();
        // A multipart without parts is what its sender could not write properly: words.
        let is_text = matches!(media_type, "" | "text" | "text/plain" | "text/markdown" | "text/enriched")
            || (media_type.starts_with("multipart/") && body.len() <= LONGEST_TEXT);
        if is_file || !(is_text || media_type == "text/html") {
            let size = transfer::decoded(body, &encoding).len() as i64;
            let media_type = if media_type.is_empty() { "text/plain" } else { media_type }.to_owned();
            self.attachments.push(AttachedFile { name, media_type, size });
            return;
        }
        // Three bytes of quoted-printable may stand for one.
        let within = body.get(..LONGEST_TEXT * 4).unwrap_or(body);
        let label = kind.parameter("charset");
        let text = unix_lines(&charsets::text(&transfer::decoded(within, &encoding), label.as_deref()));
        let end = text.floor_char_boundary(LONGEST_TEXT.min(text.len()));
        self.cut |= within.len() < body.len() || end < text.len();
        let text = text.get(..end).unwrap_or_default();
        let says =
            |key: &str, word: &str| kind.parameter(key).is_some_and(|value| value.eq_ignore_ascii_case(word));
        if media_type == "text/html" {
            self.pages.push(text.to_owned());
        } else if says("format", "flowed") {
            self.plain.push(flowed::unflowed(text, says("delsp", "yes")));
        } else {
            self.plain.push(text.to_owned());
        }
    }
}

/// The parts between the boundaries.
fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    if boundary.is_empty() || boundary.len() > 300 {
        return parts;
    }
    let mut at = 0;
    let mut open: Option<usize> = None;
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        let start = at;
        at += line.len();
        let Some(behind) = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()))
        else {
            continue;
        };
        let behind = behind.trim_ascii();
        if !(behind.is_empty() || behind == b"--") {
            continue;
        }
        if let Some(part) = open.and_then(|open| body.get(open..start)) {
            // The line break before a boundary belongs to the boundary.
            let part = part.strip_suffix(b"\n").unwrap_or(part);
            parts.push(part.strip_suffix(b"\r").unwrap_or(part));
        }
        open = behind.is_empty().then_some(at);
        if open.is_none() {
            return parts;
        }
    }
    parts.extend(open.and_then(|open| body.get(open..)));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(mail: &str) -> Body {
        let (header, body) = Header::split(mail.as_bytes());
        Body::of(&header, body)
    }

    const MIXED: &str = "Content-Type: multipart/mixed; boundary=ab\n\npreamble\n--ab\nContent-Type: multipart/alternative; boundary=\"abc\"\n\n\
        --abc\nContent-Type: text/plain\n\nplain\n--abc\nContent-Type: text/html\n\n<p>page</p>\n--abc--\n\n--ab\n\
        Content-Type: application/pdf; name=\"../../x.pdf\"\nContent-Disposition: attachment\n\
        Content-Transfer-Encoding: base64\n\naGVsbG8=\n--ab\n\nmore\n--ab--\nepilogue\n";

    #[test]
    fn words_and_files_are_told_apart() {
        let found = body(MIXED);
        assert_eq!(found.text(), "plain\nmore");
        let file = AttachedFile { name: "../../x.pdf".into(), media_type: "application/pdf".into(), size: 5 };
        assert_eq!(found.attachments, [file]);
    }

    #[test]
    fn a_page_is_read_where_there_is_no_plain_text() {
        let found = body(&MIXED.replace("\nplain\n", "\n \n").replace("\nmore\n", "\n\n"));
        assert_eq!(found.text(), "page");
    }

    #[test]
    fn forged_and_missing_boundaries() {
        let found = body(&MIXED.replace("--abc--", "").replace("--ab--", "--abx"));
        assert!(found.text().starts_with("plain\n") && found.text().contains("more\n--abx\nepilogue"));
        assert_eq!(body("Content-Type: multipart/mixed; boundary=\"\"\n\n--\nwords\n").text(), "--\nwords\n");
        assert_eq!(body("Content-Type: multipart/mixed; boundary=q\n\nwords\n").text(), "words\n");
        assert_eq!(body("Content-Type: multipart/mixed\n\nwords\n").text(), "words\n");
    }

    #[test]
    fn parts_within_parts_have_an_end() {
        let mut mail = String::new();
        for depth in 0..2000 {
            mail.push_str(&format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n"));
        }
        mail.push_str("\nwords");
        let found = body(&mail);
        assert_eq!(found.plain.len() + found.attachments.len(), 1);
        let many = format!("Content-Type: multipart/mixed; boundary=b\n\n{}", "--b\n\nx\n".repeat(2000));
        assert_eq!(body(&many).plain.len(), MOST);
    }

    #[test]
    fn very_long_words_are_cut_between_letters() {
        let found =
            body(&format!("Content-Type: text/plain; charset=utf-8\n\nx{}", "é".repeat(LONGEST_TEXT)));
        assert!(found.cut && found.text().len() == LONGEST_TEXT - 1 + LONGEST_TEXT % 2);
    }
}
