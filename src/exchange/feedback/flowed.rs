//! `format=flowed` (RFC 3676): lines that a mailer broke are put together again, so that they wrap where they are read.

/// The paragraphs of a flowed text. With `delsp` the blank at which a line was broken is not part of the text.
pub(super) fn unflowed(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // How deep the open paragraph is quoted; none is open after a line that is fixed.
    let mut open: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let (line, end) = line.strip_suffix('\n').map_or((line, ""), |line| (line, "\n"));
        let content = line.trim_start_matches('>');
        let depth = line.len() - content.len();
        let content = content.strip_prefix(' ').unwrap_or(content);
        let signature = content == "-- ";
        if let Some(before) = open.filter(|before| *before != depth || signature) {
            // A paragraph cannot go on in another quotation or in a signature.
            open = None;
            if before != depth || signature {
                out.push('\n');
            }
        }
        if open.is_none() && depth > 0 {
            out.extend(std::iter::repeat_n('>', depth));
            out.push(' ');
        }
        let flows = content.ends_with(' ') && !signature && !end.is_empty();
        out.push_str(if flows && delsp { &content[..content.len() - 1] } else { content });
        open = flows.then_some(depth);
        if !flows {
            out.push_str(end);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined_and_fixed_ones_kept() {
        assert_eq!(unflowed("one \ntwo \nthree\nfour\n", false), "one two three\nfour\n");
        assert_eq!(unflowed("zwei \nteile\n", true), "zweiteile\n");
        assert_eq!(unflowed(" >stuffed\n From here\n", false), ">stuffed\nFrom here\n");
        assert_eq!(unflowed("end \n", false), "end ");
        assert_eq!(unflowed("", false), "");
    }

    #[test]
    fn quotations_and_signatures_stay_apart() {
        assert_eq!(unflowed("> one \n> two\n>> three \nmine\n", false), "> one two\n>> three \nmine\n");
        assert_eq!(unflowed("words \n-- \nDana\n", false), "words \n-- \nDana\n");
    }
}
