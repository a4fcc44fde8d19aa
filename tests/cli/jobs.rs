//! Nothing that could be done from the command line before is lost: every verb and option of its old description
//! (old_verbs.txt, frozen) has a row in old_and_new.txt whose line is run on a small journal and does the job.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::home::{Home, Ran};
use crate::whistling::whistler;

const OLD: &str = include_str!("old_verbs.txt");
const ROWS: &str = include_str!("old_and_new.txt");

/// The words of a line; single quotes hold several together.
fn words(line: &str, kept: &BTreeMap<String, String>) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    for letter in line.chars() {
        match letter {
            '\'' => (quoted, any) = (!quoted, true),
            ' ' if !quoted => {
                if any || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            _ => word.push(letter),
        }
    }
    if any || !word.is_empty() {
        words.push(word);
    }
    let put = |word: String| word.strip_prefix('$').and_then(|name| kept.get(name).cloned()).unwrap_or(word);
    words.into_iter().map(put).collect()
}

fn run(home: &Home, line: &str, kept: &BTreeMap<String, String>, json: bool) -> Ran {
    let mut args = words(line, kept);
    args.extend(json.then(|| "--json".to_owned()));
    // An editor that does nothing.
    home.etude().env("EDITOR", "true").args(args).output().unwrap().into()
}

fn answer(home: &Home, line: &str, kept: &BTreeMap<String, String>) -> Result<Value, String> {
    let ran = run(home, line, kept, true);
    serde_json::from_str(&ran.out).map_err(|_| format!("`{line}` gives no JSON: {ran:?}"))
}

/// Runs a row; what is wrong with it.
fn row(home: &Home, parts: &[&str], kept: &mut BTreeMap<String, String>) -> Result<(), String> {
    if let Some(file) = parts[0].strip_prefix("file ") {
        let text = kept
            .iter()
            .fold(parts[1].to_owned(), |text, (name, value)| text.replace(&format!("${name}"), value));
        return std::fs::write(home.path().join(file), text).map_err(|error| error.to_string());
    }
    if let Some((name, line)) = parts[0].strip_prefix("let ").and_then(|rest| rest.split_once(" = ")) {
        let said = answer(home, line, kept)?;
        let value = said.pointer(parts[1]).ok_or_else(|| format!("`{line}` has no {}: {said}", parts[1]))?;
        kept.insert(name.to_owned(), value.as_str().map_or(value.to_string(), str::to_owned));
        return Ok(());
    }
    let (line, code) = parts[1].strip_prefix("! ").map_or((parts[1], 0), |line| (line, 1));
    let ran = run(home, line, kept, false);
    if ran.code != Some(code) {
        return Err(format!("`{}`: {ran:?}", parts[1]));
    }
    let looked = match parts.get(2).filter(|look| **look != "-") {
        Some(look) => answer(home, look, kept)?.to_string(),
        None => format!("{}{}", ran.out, ran.err),
    };
    let missing = parts.get(3).unwrap_or(&"").split(';').find(|want| !looked.contains(want.trim()));
    missing.map_or(Ok(()), |want| Err(format!("`{}`: no {want} in {looked}", parts[1])))
}

#[test]
fn every_old_verb_and_option_has_its_job_done_now() {
    let mut home = Home::new();
    let mut kept = BTreeMap::new();
    let mut done: BTreeSet<String> = BTreeSet::new();
    let mut wrong = Vec::new();
    let rows = ROWS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for line in rows {
        if let Some(kind) = line.strip_prefix("== ") {
            home = home_of(kind);
            kept.clear();
            continue;
        }
        let parts: Vec<&str> = line.split(" | ").map(str::trim).collect();
        if let Err(why) = row(&home, &parts, &mut kept) {
            wrong.push(why);
            continue;
        }
        for item in parts[0].split(" ; ") {
            let is_verb = |word: &&str| !word.starts_with("--") && *word != "<>";
            let verb = item.split(' ').take_while(is_verb).collect::<Vec<_>>().join(" ");
            done.extend(item.split(' ').skip_while(is_verb).map(|option| format!("{verb} {option}")));
            done.insert(verb);
        }
    }
    assert!(wrong.is_empty(), "{} rows do not do their job:\n{}", wrong.len(), wrong.join("\n"));
    let missing: Vec<&str> = OLD.lines().filter(|old| !is_done(old, &done)).collect();
    assert!(missing.is_empty(), "{} have no row:\n{}", missing.len(), missing.join("\n"));
}

/// The journal that rows begin with.
fn home_of(kind: &str) -> Home {
    let home = if ["whistler", "lapsed"].contains(&kind) { whistler() } else { Home::with_skill() };
    match kind {
        "lapsed" => {
            home.ok(&["stage", "import", "note", "journeyman", "--at", "2019", "-s", "x"]);
            home.probe("Hit the note", 200);
            home.probe("Hit the note", 1);
        }
        "doubt" => home.start_before_a_reboot(),
        _ => {}
    }
    home
}

/// Whether a row tells of an old verb or option; a verb with verbs of its own is told of by them.
fn is_done(old: &str, done: &BTreeSet<String>) -> bool {
    let old = old.strip_prefix("etude").unwrap_or(old).trim();
    match old.find(['[', '<']) {
        Some(at) => done.contains(&format!("{}<>", &old[..at])),
        None if old.contains("--") => done.contains(old),
        None => {
            old.is_empty() || done.iter().any(|known| known == old || known.starts_with(&format!("{old} ")))
        }
    }
}
