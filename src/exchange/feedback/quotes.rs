//! The tail of a mail: what it quotes of the mail it answers, and the signature. Folded away, unless nothing else is
//! there; quotations with an answer below them are part of the words.

/// How a line above a quotation begins, and the word in it that says so.
const ATTRIBUTIONS: [(&str, &str); 12] = [
    ("On ", "wrote"),
    ("Am ", "schrieb"),
    ("Le ", "écrit"),
    ("El ", "escribió"),
    ("Il ", "scritto"),
    ("Op ", "schreef"),
    ("Em ", "escreveu"),
    ("Den ", "skrev"),
    ("På ", "skrev"),
    ("W dniu ", "pisze"),
    ("Dnia ", "napisał"),
    ("", "wrote"),
];
/// Words of the fields mailers put above a mail they quote without marks.
const FIELDS: [&[&str]; 4] = [
    &["from:", "von:", "de:", "de :", "da:", "van:"],
    &[
        "sent:",
        "date:",
        "gesendet:",
        "datum:",
        "envoyé:",
        "envoyé :",
        "enviado:",
        "fecha:",
        "inviato:",
        "verzonden:",
    ],
    &["to:", "an:", "à:", "à :", "para:", "a:", "aan:"],
    &["subject:", "betreff:", "objet:", "objet :", "asunto:", "assunto:", "oggetto:", "onderwerp:"],
];
/// What stands between dashes above such a mail.
const SEPARATORS: [&str; 6] = [
    "original message",
    "ursprüngliche nachricht",
    "message d'origine",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
];
/// A signature longer than this is none.
const SIGNATURE_LINES: usize = 15;

/// Parts the words from their tail. Both keep every letter but the blank lines between them; the words are never empty
/// where there are any.
pub(super) fn folded(text: &str) -> (String, String) {
    let lines: Vec<&str> = text.split('\n').collect();
    let mut end = lines.len();
    // A signature may stand below a quotation and above another: twice is what occurs.
    for _ in 0..2 {
        end = signature(&lines, separated(&lines, end));
        end = quotation(&lines, end);
    }
    let all = || (text.trim_matches('\n').trim_end().to_owned(), String::new());
    let (Some(words), Some(tail)) = (lines.get(..end), lines.get(end..)) else { return all() };
    if words.iter().all(|line| is_blank(line)) {
        return all();
    }
    let join = |lines: &[&str]| lines.join("\n").trim_matches('\n').trim_end().to_owned();
    (join(words), join(tail))
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// The end before a separator or a block of fields, below which all is somebody else's.
fn separated(lines: &[&str], end: usize) -> usize {
    let found = lines.iter().take(end).enumerate().position(|(at, line)| {
        let line = line.trim();
        if line.starts_with("--") {
            let inner = line.trim_matches('-').trim().to_lowercase();
            return line.ends_with("--") && SEPARATORS.contains(&inner.as_str());
        }
        fields(lines, at, end)
    });
    match found {
        // Nothing that can be read would stay above it.
        Some(at) if lines.iter().take(at).all(|line| is_blank(line)) => end,
        // Outlook draws a line above its fields.
        Some(at) => at - usize::from(at > 0 && lines.get(at - 1).is_some_and(|line| is_rule(line))),
        None => end,
    }
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.chars().all(|letter| letter == '_')
}

/// Whether a block of fields begins here: a sender, and two other fields in the next lines.
fn fields(lines: &[&str], at: usize, end: usize) -> bool {
    let kind = |line: &str| {
        let start: String =
            line.trim_start_matches(['*', ' ']).chars().take(14).flat_map(char::to_lowercase).collect();
        FIELDS.iter().position(|words| words.iter().any(|word| start.starts_with(word)))
    };
    if lines.get(at).and_then(|line| kind(line)) != Some(0) {
        return false;
    }
    let mut seen: Vec<usize> =
        lines.iter().take(end).skip(at + 1).take(4).filter_map(|line| kind(line)).collect();
    seen.sort_unstable();
    seen.dedup();
    seen.iter().filter(|kind| **kind > 0).count() >= 2
}

/// The end before a signature, which begins with a line `-- `.
fn signature(lines: &[&str], end: usize) -> usize {
    let from = end.saturating_sub(SIGNATURE_LINES + 1);
    let below = |at: usize| lines.get(at..end).unwrap_or_default();
    (from..end)
        .rev()
        .find(|at| lines.get(*at).is_some_and(|line| *line == "-- " || *line == "--"))
        // What is quoted below it is not its part.
        .filter(|at| !below(*at).iter().any(|line| line.starts_with('>')))
        .filter(|at| lines.iter().take(*at).any(|line| !is_blank(line)))
        .unwrap_or(end)
}

/// The end before the quoted lines at the end and the line that says whose they are.
fn quotation(lines: &[&str], end: usize) -> usize {
    let above = |end: usize, fits: fn(&str) -> bool| {
        lines.iter().take(end).rposition(|line| !fits(line)).map_or(0, |at| at + 1)
    };
    let text_end = above(end, is_blank);
    let quoted = above(text_end, |line| line.starts_with('>') || is_blank(line));
    let first = (quoted..text_end).find(|at| lines.get(*at).is_some_and(|line| !is_blank(line)));
    match first {
        Some(_) => attribution(lines, above(quoted, is_blank)).unwrap_or(quoted),
        None => end,
    }
}

/// Where the lines begin that end here and say who wrote what follows.
fn attribution(lines: &[&str], end: usize) -> Option<usize> {
    let says = |from: usize, start: &str, verb: &str| {
        let block = lines.get(from..end).unwrap_or_default();
        let short = block.iter().map(|line| line.len()).sum::<usize>() <= 1000;
        short
            && block.first().is_some_and(|line| line.starts_with(start))
            && block.last().is_some_and(|line| line.trim_end().ends_with(':'))
            && block.iter().any(|line| line.contains(verb))
            && block.iter().all(|line| !is_blank(line))
    };
    let wrapped = (1..=3).filter_map(|count| end.checked_sub(count));
    let (any, named) = ATTRIBUTIONS.split_last()?;
    let mut wrapped = wrapped.filter(|from| named.iter().any(|(start, verb)| says(*from, start, verb)));
    wrapped.next().or_else(|| {
        let line = end.checked_sub(1)?;
        named.iter().chain([any]).any(|(_, verb)| says(line, "", verb)).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (String, String) {
        folded(text)
    }

    #[test]
    fn what_is_answered_is_folded() {
        for tail in [
            "On Wed, 18 Nov 2026 at 09:30, Dana <d@example.org> wrote:\n> What next?\n> Ada",
            "On Wed, 18 Nov 2026 at 09:30, Dana Okafor\n<d@example.org> wrote:\n\n> What next?",
            "Am 18.11.26 um 09:30 schrieb Dana:\n> Was nun?",
            "Le mer. 18 nov. 2026, Dana a écrit\u{a0}:\n> Et ?",
            "Dana Okafor wrote:\n> What next?",
            "> What next?\n>\n> Ada\n\n",
            "-----Original Message-----\nFrom: Ada\nWhat next?",
            "-----Ursprüngliche Nachricht-----\nWas nun?",
            "________________________________\nFrom: Ada <ada@example.org>\nSent: Wednesday\nTo: Dana\nSubject: x\n\nWhat next?",
            "Von: Ada\nGesendet: Mittwoch\nAn: Dana\nBetreff: x\n\nWas nun?",
            "-- \nDana\n+49 000",
            "-- \nDana\n\nOn Wed Ada wrote:\n> What next?",
            "On Wed Ada wrote:\n> What next?\n\n-- \nDana",
        ] {
            let (words, quoted) = cut(&format!("Slow down.\n\nTwice.\n\n{tail}"));
            assert_eq!(
                (words.as_str(), quoted.as_str()),
                ("Slow down.\n\nTwice.", tail.trim_end()),
                "{tail}"
            );
        }
    }

    #[test]
    fn answers_between_quotations_stay_with_them() {
        let text = "On Wed Ada wrote:\n> Was it slow?\nYes.\n> And loud?\nNo.";
        assert_eq!(cut(text), (text.to_owned(), String::new()));
        let below = "> Was it slow?\n\nYes, at the end.";
        assert_eq!(cut(below), (below.to_owned(), String::new()));
        let (words, quoted) = cut("> Slow?\nYes.\n\n> Ada");
        assert_eq!((words.as_str(), quoted.as_str()), ("> Slow?\nYes.", "> Ada"));
    }

    #[test]
    fn something_always_stays() {
        for text in [
            "> only\n> quoted",
            "On Wed Ada wrote:\n> only quoted",
            "-- \nonly a signature",
            "-----Original Message-----\nall of it",
            "From: Ada\nSent: today\nTo: Dana\nSubject: x\n\nforwarded",
        ] {
            assert_eq!(cut(text), (text.to_owned(), String::new()), "{text}");
        }
        assert_eq!(cut(""), (String::new(), String::new()));
        assert_eq!(cut("\n\n  \n"), (String::new(), String::new()));
    }

    #[test]
    fn what_only_looks_alike_stays() {
        for text in [
            "On Monday you wrote: too fast\nand it was.",
            "I wrote:\nslower",
            "From: the top\nplay it again",
            "a -- b\n--- \nc",
        ] {
            assert_eq!(cut(text), (text.trim_end().to_owned(), String::new()), "{text}");
        }
    }
}
