//! Reads the text of a piece of evidence: the parts of a case study and the facts of a certificate, where a line
//! names them (`Asked: …`, `Body: …`). And says how what is left out is told.

use super::LeftOut;
use crate::domain::calendar::Day;

/// The words of a case study, part by part.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseText {
    /// What was asked.
    pub asked: String,
    /// What I did; and whatever no line says otherwise of.
    pub did: String,
    /// What came of it.
    pub came: String,
    /// What I learned.
    pub learned: String,
}

/// How a line begins each part of a case study, in their order.
const PARTS: [&[&str]; 4] = [
    &["asked", "what was asked"],
    &["did", "what i did"],
    &["result", "came of it", "what came of it"],
    &["learned", "what i learned"],
];

impl CaseText {
    /// Reads the parts: each begins with a line `Asked:`, `Did:`, `Result:` or `Learned:` and goes on to the next.
    pub fn of(text: &str) -> CaseText {
        let mut case = CaseText::default();
        let mut part = 1;
        for line in text.lines() {
            let begun = label(line).and_then(|(label, rest)| {
                Some((PARTS.iter().position(|names| names.contains(&label.as_str()))?, rest))
            });
            part = begun.map_or(part, |(begun, _)| begun);
            let into = [&mut case.asked, &mut case.did, &mut case.came, &mut case.learned];
            if let Some(into) = into.into_iter().nth(part) {
                into.push('\n');
                into.push_str(begun.map_or(line, |(_, rest)| rest));
            }
        }
        for text in [&mut case.asked, &mut case.did, &mut case.came, &mut case.learned] {
            *text = text.trim().to_owned();
        }
        case
    }
}

/// What a credential says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Certificate {
    /// Who gave it.
    pub body: String,
    /// Its number.
    pub number: String,
    /// Until when it is valid.
    pub valid_until: Option<Day>,
    /// The other words.
    pub words: String,
}

impl Certificate {
    /// Reads the words of a credential: a line `Body: …` says who gave it, a line `Number: …` under which number.
    pub fn of(text: &str, valid_until: Option<Day>) -> Certificate {
        let mut found = Certificate { valid_until, ..Certificate::default() };
        let mut others: Vec<&str> = Vec::new();
        for line in text.lines() {
            match label(line) {
                Some((label, rest)) if label == "body" => found.body = rest.to_owned(),
                Some((label, rest)) if label == "number" => found.number = rest.to_owned(),
                _ => others.push(line),
            }
        }
        found.words = others.join("\n").trim().to_owned();
        found
    }
}

/// A label at the beginning of a line, in lower case, and what follows it.
fn label(line: &str) -> Option<(String, &str)> {
    let (label, rest) = line.split_once(':')?;
    Some((label.trim().to_lowercase(), rest.trim()))
}

/// The name of a file without its folders.
pub fn file_name(path: &str) -> String {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned()
}

/// So many of something.
pub fn counted(count: i64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// `3 of 5 benchmarks shown`.
pub fn benchmarks_shown(met: i64, total: i64) -> String {
    format!("{met} of {} shown", counted(total, "benchmark", "benchmarks"))
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

impl LeftOut {
    /// What was left out, a sentence for each reason.
    pub fn sentences(&self) -> Vec<String> {
        let were = |count: i64| if count == 1 { "was" } else { "were" };
        let mut private: Vec<(i64, String)> = [
            (self.evidence, "piece of evidence", "pieces of evidence"),
            (self.statements, "statement", "statements"),
            (self.sessions, "session", "sessions"),
            (self.feedback, "piece of feedback", "pieces of feedback"),
            (self.uses, "use", "uses"),
        ]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| (count, counted(count, one, many)))
        .collect();
        let mut said = Vec::new();
        let all: i64 = private.iter().map(|(count, _)| count).sum();
        if let Some((_, first)) = private.first_mut() {
            *first = first.replacen(' ', " private ", 1);
            let parts: Vec<String> = private.into_iter().map(|(_, part)| part).collect();
            said.push(format!("{} {} left out.", listed(&parts), were(all)));
        }
        if self.unconfirmed > 0 {
            let what = counted(self.unconfirmed, "statement that is", "statements that are");
            said.push(format!("{what} not confirmed yet {} left out.", were(self.unconfirmed)));
        }
        if self.archived > 0 {
            let what = counted(self.archived, "archived skill", "archived skills");
            said.push(format!("{what} {} left out.", were(self.archived)));
        }
        for (count, why) in [(self.withdrawn, "withdrawn"), (self.corrected, "corrected later")] {
            if count > 0 {
                let what = counted(count, "stage event that was", "stage events that were");
                said.push(format!("{what} {why} {} left out.", were(count)));
            }
        }
        if said.is_empty() {
            said.push("Nothing was left out.".to_owned());
        }
        said
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_study_is_read_part_by_part() {
        let case = CaseText::of(
            "Asked: a set for a wedding.\n\nDid: six tunes,\nlearned by ear.\n\nTwo rehearsals.\nResult: we were asked back\nlearned:\nless is more",
        );
        assert_eq!(case.asked, "a set for a wedding.");
        assert_eq!(case.did, "six tunes,\nlearned by ear.\n\nTwo rehearsals.");
        assert_eq!((case.came.as_str(), case.learned.as_str()), ("we were asked back", "less is more"));
        let plain = CaseText::of("We played: it went well.");
        assert_eq!(plain, CaseText { did: "We played: it went well.".into(), ..CaseText::default() });
        assert_eq!(CaseText::of(""), CaseText::default());
    }

    #[test]
    fn a_credential_says_who_gave_it() {
        let told = Certificate::of("Body: ABRSM\nwith merit\nnumber: 12-7\n", Some(Day(9)));
        assert_eq!((told.body.as_str(), told.number.as_str()), ("ABRSM", "12-7"));
        assert_eq!((told.words.as_str(), told.valid_until), ("with merit", Some(Day(9))));
    }

    #[test]
    fn of_a_file_only_the_name_is_told() {
        assert_eq!(file_name("/music/take 3.flac"), "take 3.flac");
        assert_eq!(file_name("take.flac"), "take.flac");
        assert_eq!(file_name("/"), "");
    }

    #[test]
    fn what_is_left_out_is_said_in_numbers() {
        let said = |left: LeftOut| left.sentences().join(" ");
        assert_eq!(said(LeftOut::default()), "Nothing was left out.");
        assert_eq!(
            said(LeftOut { evidence: 2, statements: 1, ..LeftOut::default() }),
            "2 private pieces of evidence and 1 statement were left out."
        );
        assert_eq!(
            said(LeftOut { sessions: 1, unconfirmed: 1, withdrawn: 2, corrected: 1, ..LeftOut::default() }),
            "1 private session was left out. 1 statement that is not confirmed yet was left out. \
             2 stage events that were withdrawn were left out. 1 stage event that was corrected later was left out."
        );
    }
}
