//! docs/schema.md names every table and column there is, with its type, and no other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod support;

use support::Bench;

/// The tables of the page as `table column TYPE`, in the order of the page.
fn documented() -> Vec<String> {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema.md")).unwrap();
    let mut table = String::new();
    let mut found = Vec::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            table = name.to_owned();
        } else if let Some(row) = line.strip_prefix("| `") {
            let (column, rest) = row.split_once("` | ").unwrap();
            let (kind, meaning) = rest.split_once(" | ").unwrap();
            assert!(meaning.len() > 3, "{table}.{column} has a meaning");
            found.push(format!("{table} {column} {kind}"));
        }
    }
    found
}

#[test]
fn the_page_and_the_schema_agree() {
    let bench = Bench::new();
    let conn = rusqlite::Connection::open(bench.folder.path().join("journal.db")).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT t.name || ' ' || c.name || ' ' || c.type FROM sqlite_schema t, pragma_table_xinfo(t.name) c
              WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' AND t.name NOT LIKE 'search!_index!_%' ESCAPE '!'
                AND c.hidden = 0",
        )
        .unwrap();
    let mut real: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut documented = documented();
    real.sort();
    documented.sort();
    let only = |a: &[String], b: &[String]| a.iter().filter(|x| !b.contains(x)).cloned().collect::<Vec<_>>();
    assert_eq!(only(&real, &documented), Vec::<String>::new(), "in the schema only");
    assert_eq!(only(&documented, &real), Vec::<String>::new(), "on the page only");
}
