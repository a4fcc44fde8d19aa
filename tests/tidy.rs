//! The rules of the house: who may import whom, SQL in one place, files that say what they are and stay small.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What a folder must not name, as it would stand in the code. Test modules are held to it, too.
const WALLS: &[(&str, &[&str])] = &[
    (
        "src/domain",
        &[
            "std::fs",
            "std::env",
            "std::net",
            "rusqlite",
            "ratatui",
            "crossterm",
            "crate::store",
            "crate::journal",
            "crate::cli",
            "crate::tui",
            "crate::exchange",
            "crate::clock",
        ],
    ),
    (
        "src/exchange",
        &[
            "std::fs",
            "std::env",
            "std::net",
            "rusqlite",
            "ratatui",
            "crossterm",
            "crate::store",
            "crate::journal",
            "crate::cli",
            "crate::tui",
        ],
    ),
    ("src/store", &["crate::journal", "crate::cli", "crate::tui", "ratatui", "crossterm"]),
    ("src/journal", &["crate::cli", "crate::tui", "ratatui", "crossterm"]),
    ("src/cli", &["crate::store", "rusqlite"]),
    ("src/tui", &["crate::store", "rusqlite"]),
];

/// Openings of SQL, as a string of a program would begin with them or carry them.
const SQL: &[&str] =
    &["SELECT ", "INSERT INTO", "UPDATE ", "DELETE FROM", "CREATE TABLE", "PRAGMA ", "BEGIN IMMEDIATE"];

/// Words that name no subject.
const NAMELESS: &[&str] = &["util", "utils", "helper", "helpers", "manager", "managers", "common", "misc"];

fn files(under: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        let Ok(entries) = fs::read_dir(folder) else { return };
        for path in entries.map(|entry| entry.unwrap().path()) {
            match path.is_dir() {
                true => walk(&path, found),
                false if path.extension().is_some_and(|e| e == "rs") => found.push(path),
                false => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(ROOT).join(under), &mut found);
    found.sort();
    found
}

fn everything() -> Vec<PathBuf> {
    ["src", "tests", "benches"].into_iter().flat_map(files).collect()
}

fn name(path: &Path) -> String {
    path.strip_prefix(ROOT).unwrap().display().to_string()
}

/// The lines of code with their numbers; comments are left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, l)| !l.trim_start().starts_with("//"))
}

/// Whether a line names a path or crate, and not merely a word that ends like it.
fn names(line: &str, what: &str) -> bool {
    line.match_indices(what).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + what.len()..].chars().next();
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !part(before) && !part(after)
    })
}

/// `use crate::{store, journal}` and `use super::super::store` are imports as well.
fn spelled_out(text: &str) -> String {
    let mut out = text.to_owned();
    for layer in ["store", "journal", "cli", "tui", "exchange", "clock"] {
        for group in text.lines().filter(|line| line.trim_start().starts_with("use crate::{")) {
            if names(group, layer) {
                out.push_str(&format!("\nuse crate::{layer};"));
            }
        }
    }
    out
}

#[test]
fn the_layers_know_only_what_lies_below_them() {
    let mut broken = Vec::new();
    for (folder, forbidden) in WALLS {
        for path in files(folder) {
            let text = spelled_out(&fs::read_to_string(&path).unwrap());
            for (number, line) in code(&text) {
                for what in forbidden.iter().filter(|what| names(line, what)) {
                    broken.push(format!("{}:{number} names {what}", name(&path)));
                }
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn sql_lives_in_the_store() {
    let mut broken = Vec::new();
    for path in files("src").into_iter().filter(|path| !name(path).starts_with("src/store/")) {
        let text = fs::read_to_string(&path).unwrap();
        for (number, line) in code(&text) {
            for what in SQL.iter().filter(|what| line.contains(**what)) {
                broken.push(format!("{}:{number} holds SQL ({what})", name(&path)));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_lives_in_it() {
    let silent: Vec<_> = everything()
        .into_iter()
        .filter(|path| !fs::read_to_string(path).unwrap().starts_with("//! "))
        .map(|path| name(&path))
        .collect();
    assert!(silent.is_empty(), "no //! at the head of {silent:?}");
}

#[test]
fn no_file_is_long_without_a_reason() {
    let mut long = Vec::new();
    for path in everything() {
        let text = fs::read_to_string(&path).unwrap();
        let reason = text.lines().take_while(|l| l.starts_with("//!")).any(|l| l.contains("Long because"));
        if text.lines().count() > 400 && !reason {
            long.push(format!("{} ({} lines)", name(&path), text.lines().count()));
        }
    }
    assert!(long.is_empty(), "over 400 lines and no “Long because …” in the head: {long:?}");
}

#[test]
fn no_file_is_named_after_nothing() {
    let parts = |path: &Path| name(path).replace(".rs", "").split('/').map(str::to_owned).collect::<Vec<_>>();
    let nameless: Vec<_> = everything()
        .into_iter()
        .filter(|path| parts(path).iter().any(|part| NAMELESS.contains(&part.as_str())))
        .map(|path| name(&path))
        .collect();
    assert!(nameless.is_empty(), "{nameless:?}");
}

#[test]
fn whatever_is_allowed_has_a_reason() {
    let mut bare = Vec::new();
    for path in everything() {
        let text = fs::read_to_string(&path).unwrap();
        for (at, _) in text.match_indices("[allow(") {
            let rest = &text[at..];
            let end = rest.find(")]").unwrap_or(rest.len());
            if !rest[..end].contains("reason") {
                bare.push(format!("{}:{}", name(&path), text[..at].lines().count()));
            }
        }
    }
    let own = name(Path::new(&format!("{ROOT}/{}", file!())));
    bare.retain(|place| !place.starts_with(&own));
    assert!(bare.is_empty(), "no reason given at {bare:?}");
}

#[test]
fn no_place_of_a_machine_is_in_the_project() {
    let mut found = Vec::new();
    for path in everything() {
        let text = fs::read_to_string(&path).unwrap();
        let homes = [["/ho", "me/"].concat(), ["/ro", "ot/"].concat(), ["/wo", "rk/"].concat()];
        for (number, line) in code(&text) {
            // Invented homes of tests end in a name no machine has.
            let invented =
                line.contains("/home/ada") || line.contains("/home/me") || line.contains("/home/u");
            if homes.iter().any(|home| line.contains(home.as_str())) && !invented {
                found.push(format!("{}:{number}: {}", name(&path), line.trim()));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
