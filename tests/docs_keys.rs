//! docs/keys.md says what the command table says. `UPDATE_DOCS=1 cargo test --test docs_keys` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::path::Path;

#[test]
fn the_keys_are_described_as_they_are() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/keys.md");
    let described = etude::cli::keys_reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &described).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == described, "docs/keys.md is out of date: UPDATE_DOCS=1 cargo test --test docs_keys");
}
