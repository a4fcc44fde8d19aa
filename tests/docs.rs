//! docs/cli.md says what the program's own help says. `UPDATE_DOCS=1 cargo test --test docs` writes it anew.

use std::path::Path;

#[test]
fn the_command_line_is_described_as_it_is() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let described = etude::cli::reference();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &described).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == described, "docs/cli.md is out of date: UPDATE_DOCS=1 cargo test --test docs");
}
