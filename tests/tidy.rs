//! The rules of the house: who may import whom, SQL in one place, files that say what they are and stay small.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

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

/// What is public in the domain says what it means, in which unit and range; elsewhere the name is enough.
#[test]
fn only_the_domain_must_document_everything() {
    let domain = fs::read_to_string(Path::new(ROOT).join("src/domain/mod.rs")).unwrap();
    assert!(domain.contains("#![warn(missing_docs)]"));
    assert!(!fs::read_to_string(Path::new(ROOT).join("Cargo.toml")).unwrap().contains("missing_docs"));
}

/// The most files of a folder that may import each other in one circle. A number may only be lowered: whoever makes a
/// circle smaller writes the new number here. In the domain the register knows every noun and every noun the register.
const LARGEST_CIRCLES: &[(&str, usize)] =
    &[("domain", 17), ("store", 5), ("journal", 4), ("exchange", 10), ("cli", 20), ("tui", 19)];

#[test]
fn import_circles_only_shrink() {
    let imports = circles::imports();
    let mut grown = Vec::new();
    for (folder, most) in LARGEST_CIRCLES {
        let circle = circles::largest(&imports, folder);
        assert!(
            circle.len() > 1,
            "nothing is found in {folder} any more: does the reading of imports still work?"
        );
        if circle.len() > *most {
            grown.push(format!(
                "{folder}: {} files import each other in a circle, {most} were: {circle:?}",
                circle.len()
            ));
        }
    }
    assert!(grown.is_empty(), "{}", grown.join("\n"));
}

/// Which file of `src` imports which, read as text and without tests.
mod circles {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{ROOT, files, name};

    /// Each module with those it names.
    pub type Imports = BTreeMap<String, BTreeSet<String>>;

    pub fn imports() -> Imports {
        let of_file = |path: &std::path::Path| {
            let inner = name(path).trim_start_matches("src/").trim_end_matches(".rs").replace('/', "::");
            inner.strip_suffix("::mod").map_or(inner.clone(), str::to_owned)
        };
        let modules: BTreeMap<String, std::path::PathBuf> =
            files("src").into_iter().map(|path| (of_file(&path), path)).collect();
        let known: BTreeSet<&str> = modules.keys().map(String::as_str).collect();
        let mut imports = Imports::new();
        for (module, path) in modules.iter().filter(|(module, _)| !module.contains("test")) {
            let text = without_tests(&std::fs::read_to_string(path).unwrap());
            let mut named: BTreeSet<String> = BTreeSet::new();
            for (at, _) in text.match_indices("use ") {
                let word = !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
                if let Some((tree, _)) = text[at + 4..].split_once(';').filter(|_| word) {
                    named.extend(spread(&tree.replace([' ', '\n'], "")));
                }
            }
            for start in ["crate::", "super::"] {
                let whole =
                    |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
                for (at, _) in text.match_indices(start).filter(|(at, _)| whole(*at)) {
                    let end = text[at..].find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
                    named.insert(text[at..end.map_or(text.len(), |end| at + end)].to_owned());
                }
            }
            let found =
                named.iter().filter_map(|path| resolve(path, module, &known)).filter(|to| to != module);
            imports.insert(module.clone(), found.collect());
        }
        imports
    }

    /// The lines of code without comments and without what is compiled for tests only.
    fn without_tests(text: &str) -> String {
        let mut kept = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with("#[cfg(test)]") {
                let indent = &line[..line.len() - line.trim_start().len()];
                let closing = format!("{indent}}}");
                let one_line = lines.next().is_some_and(|item| item.trim_end().ends_with(';'));
                if !one_line {
                    lines.by_ref().find(|line| line.starts_with(&closing));
                }
                continue;
            }
            kept.push_str(line.split("//").next().unwrap_or_default());
            kept.push('\n');
        }
        kept
    }

    /// `a::{b, c::{d}}` as `a::b` and `a::c::d`.
    fn spread(tree: &str) -> Vec<String> {
        let Some((before, rest)) = tree.split_once('{') else { return vec![tree.to_owned()] };
        let (mut found, mut depth, mut part) = (Vec::new(), 0, String::new());
        for c in rest.strip_suffix('}').unwrap_or(rest).chars().chain([',']) {
            depth += i32::from(c == '{') - i32::from(c == '}');
            if c == ',' && depth == 0 {
                found.extend(spread(&part).iter().map(|one| format!("{before}{one}")));
                part.clear();
            } else {
                part.push(c);
            }
        }
        found
    }

    /// The module a path written in another module leads to.
    fn resolve(path: &str, within: &str, known: &BTreeSet<&str>) -> Option<String> {
        let mut parts: Vec<&str> = path.split("::").filter(|part| !part.is_empty()).collect();
        let mut base: Vec<&str> = within.split("::").collect();
        while parts.first() == Some(&"super") {
            parts.remove(0);
            base.pop();
        }
        match parts.first() {
            Some(&"crate") => (base, parts) = (Vec::new(), parts.split_off(1)),
            Some(&"self") => parts = parts.split_off(1),
            _ => {}
        }
        base.extend(parts);
        (1..=base.len()).rev().map(|n| base[..n].join("::")).find(|module| known.contains(module.as_str()))
    }

    /// The files of a folder that can all be reached from each other, where they are most.
    pub fn largest(imports: &Imports, folder: &str) -> Vec<String> {
        let within = format!("{folder}::");
        let reached = |from: &str| {
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut open = vec![from];
            while let Some(next) = open.pop() {
                for to in imports.get(next).into_iter().flatten().filter(|to| to.starts_with(&within)) {
                    if seen.insert(to) {
                        open.push(to);
                    }
                }
            }
            seen
        };
        let modules: Vec<&String> = imports.keys().filter(|module| module.starts_with(&within)).collect();
        let all: BTreeMap<&str, BTreeSet<&str>> =
            modules.iter().map(|module| (module.as_str(), reached(module))).collect();
        let circle = |one: &str| -> Vec<String> {
            let back = |other: &&&str| all.get(**other).is_some_and(|reached| reached.contains(one));
            all[one].iter().filter(back).map(|module| (*module).to_owned()).collect()
        };
        all.keys().map(|one| circle(one)).max_by_key(Vec::len).unwrap_or_default()
    }

    #[test]
    fn circles_are_found() {
        let to = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let imports = Imports::from([
            ("a::b".to_owned(), to(&["a::c"])),
            ("a::c".to_owned(), to(&["a::d", "x::y"])),
            ("a::d".to_owned(), to(&["a::b", "a::e"])),
            ("a::e".to_owned(), to(&[])),
            ("x::y".to_owned(), to(&["a::e"])),
        ]);
        assert_eq!(largest(&imports, "a"), ["a::b", "a::c", "a::d"]);
        assert!(largest(&imports, "x").is_empty());
        assert_eq!(spread("a::{b,c::{d,e}}"), ["a::b", "a::c::d", "a::c::e"]);
        let known = BTreeSet::from(["a", "a::b", "a::c"]);
        assert_eq!(resolve("super::c::Thing", "a::b", &known).as_deref(), Some("a::c"));
        assert_eq!(resolve("crate::a::b::Thing", "x", &known).as_deref(), Some("a::b"));
        assert!(ROOT.len() > 1 && without_tests("a\n#[cfg(test)]\nmod t {\n  b\n}\nc").contains("a\nc"));
    }
}
