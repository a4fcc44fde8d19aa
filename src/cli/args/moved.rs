//! Verbs that have another name now: who types the old one is told the new one.

use std::ffi::OsString;

/// The old verb and what it is now. What was typed after it stands in `{WORD}`; WORD itself if nothing was.
const MOVED: &[(&str, &str)] = &[
    ("dial", "set dial={harder}"),
    ("variation", "set variation=next"),
    ("extend", "set plan={+5m}"),
    ("predict", "set predict={HITS}"),
    ("skip-probe", "set probe=off"),
    ("tag", "set tag={WORD}"),
    ("mark", "set mark=moment"),
    ("applications", "note list -k use"),
    ("application show", "note show {ID}"),
    ("application edit", "note edit {ID}"),
    ("application delete", "note delete {ID}"),
    ("observations", "note list -k watched"),
    ("observation show", "note show {ID}"),
    ("observation edit", "note edit {ID}"),
    ("observation delete", "note delete {ID}"),
    ("feedback ask", "ask {PERSON} --for feedback"),
    ("witness ask", "ask WHO --for witness --skill {SKILL}"),
    ("feedback note", "feedback close {ID}"),
    ("feedback drop", "feedback close {ID}"),
    ("feedback sent", "feedback edit {ID} --sent"),
    ("feedback receive", "feedback add --answers {ID} TEXT"),
    ("feedback respond", "feedback edit {ID} --respond TEXT"),
    ("feedback link", "feedback edit {ID} --skill SKILL"),
    ("feedback unlink", "feedback edit ID --unlink {PROOF}"),
    ("feedback tag", "feedback edit {ID} --theme THEME"),
    ("feedback untag", "feedback edit {ID} --no-theme THEME"),
    ("feedback tough", "feedback edit {ID} --tough 2"),
    ("feedback focus", "feedback edit {ID} --focus task"),
    ("feedback action", "feedback action add {ID} TEXT"),
    ("feedback edit-action", "feedback action edit {ACTION} TEXT"),
    ("feedback delete-action", "feedback action delete {ACTION}"),
];

/// The sentence for a command line whose verb has another name now.
pub(super) fn sentence(args: &[OsString]) -> Option<String> {
    let mut words = Vec::new();
    let mut rest = args.iter().skip(1).map(|arg| arg.to_string_lossy());
    while let Some(word) = rest.next() {
        match word.as_ref() {
            "--db" => drop(rest.next()),
            word if word.starts_with("--") || word == "-q" => {}
            word => words.push(word.to_owned()),
        }
    }
    let (old, new) = MOVED.iter().find(|(old, _)| {
        let mut typed = words.iter();
        old.split(' ').all(|part| typed.next().is_some_and(|word| word == part))
    })?;
    let typed = words.get(old.split(' ').count()).map(|word| word.replace(['\'', '`'], " "));
    let filled = match (new.split_once('{'), typed) {
        (Some((before, after)), typed) => {
            let (usual, end) = after.split_once('}').unwrap_or((after, ""));
            let typed = typed.unwrap_or_else(|| usual.to_owned());
            let quoted = if typed.contains(' ') { format!("'{typed}'") } else { typed };
            format!("{before}{quoted}{end}")
        }
        (None, _) => (*new).to_owned(),
    };
    Some(format!("`etude {old}` is now `etude {filled}`"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Cli;

    fn said(line: &str) -> String {
        let args: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        Cli::read(args).unwrap_err().to_string()
    }

    #[test]
    fn an_old_verb_is_answered_with_the_new_one() {
        assert_eq!(said("etude dial harder"), "error: `etude dial` is now `etude set dial=harder`\n");
        assert_eq!(said("etude dial"), "error: `etude dial` is now `etude set dial=harder`\n");
        assert_eq!(said("etude extend -5m"), "error: `etude extend` is now `etude set plan=-5m`\n");
        let drop = said("etude --db x -q feedback drop K3");
        assert_eq!(drop, "error: `etude feedback drop` is now `etude feedback close K3`\n");
        let add = said("etude feedback action K3 words");
        assert_eq!(add, "error: `etude feedback action` is now `etude feedback action add K3 TEXT`\n");
    }

    #[test]
    fn every_new_name_is_a_verb_and_no_old_one_is() {
        let command = Cli::whole();
        let known = |words: &str| {
            let mut words = words.split(' ');
            let top = command.find_subcommand(words.next()?)?;
            if top.has_subcommands() { top.find_subcommand(words.next()?) } else { Some(top) }
        };
        for (old, new) in MOVED {
            assert!(known(new).is_some(), "there is no `etude {new}`");
            assert!(known(old).is_none_or(clap::Command::has_subcommands), "`etude {old}` is there still");
        }
    }

    #[test]
    fn other_mistakes_are_said_as_ever() {
        assert!(said("etude dail").contains("unrecognized subcommand"), "{}", said("etude dail"));
    }
}
