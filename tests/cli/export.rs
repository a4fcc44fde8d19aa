//! What leaves the journal for others.

use std::os::unix::fs::PermissionsExt;

use etude::clock::FixedClock;
use etude::config::Config;
use etude::journal::{Journal, Options};
use etude::paths::{Paths, Surroundings};

use crate::folio::fill;
use crate::home::Home;

const AREA: &str = "Jazz improvisation";

/// A home whose journal has something to show.
#[allow(clippy::disallowed_methods, reason = "the program under test looks at the real clock too")]
fn home() -> Home {
    let home = Home::new();
    let around = Surroundings { home: Some(home.path().into()), ..Surroundings::default() };
    let options = Options::from(&Paths::find(&around).unwrap(), &Config::default(), "test");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let clock = FixedClock::at(i64::try_from(now.as_millis()).unwrap());
    fill(&mut Journal::open(options, Box::new(clock)).unwrap());
    home
}

fn export(more: &[&str]) -> Vec<String> {
    let args = ["export", "portfolio", "--area", AREA, "--format"];
    args.iter().chain(more).map(|arg| (*arg).to_owned()).collect()
}

#[test]
fn a_portfolio_goes_to_standard_output() {
    let home = home();
    let before = std::fs::read(home.journal()).unwrap();
    let run = |more: &[&str]| home.ok(&export(more).iter().map(String::as_str).collect::<Vec<_>>());
    let page = run(&["html", "--maker", "Ada <Field>"]);
    assert!(page.starts_with("<!doctype html>") && page.contains("Ada &lt;Field&gt;"));
    let text = run(&["md"]);
    assert!(text.starts_with("# Jazz improvisation\n") && text.contains("Mira Sand"), "{text}");
    assert!(text.contains("witnessed by Mira Sand and 1 more not named here"), "{text}");
    assert!(!run(&["md", "--initials"]).contains("Mira"));
    assert!(!page.contains("PRIVATE") && !text.contains("PRIVATE"));
    assert_eq!(before, std::fs::read(home.journal()).unwrap(), "reading writes nothing");
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let home = home();
    let run = |more: &[&str]| home.run(&export(more).iter().map(String::as_str).collect::<Vec<_>>());
    let first = run(&["html", "--out", "folio.html"]);
    assert_eq!((first.code, first.out.as_str()), (Some(0), ""));
    assert!(
        first.err.contains("3 pieces, 2 words of others") && first.err.contains("1 statement"),
        "{first:?}"
    );
    let file = home.path().join("folio.html");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o400, 0o400);
    assert_eq!(mode & 0o111, 0);
    std::fs::write(&file, "mine").unwrap();
    let refused = run(&["html", "--out", "folio.html"]);
    assert_eq!(refused.code, Some(1));
    assert!(refused.err.contains("is there already") && refused.err.contains("--force"), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    let forced = run(&["md", "--out", "folio.html", "--force", "--json"]);
    assert!(forced.out.contains("\"left_out\":{\"evidence\":3"), "{forced:?}");
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("# Jazz"));
    assert!(run(&["md", "--out", "no/such/folder.md"]).err.contains("no such folder"));
    assert!(run(&["md", "--out", "."]).err.contains("is a folder"));
    // A socket of the test's own stands for devices: no test may point at a real one.
    let _socket = std::os::unix::net::UnixListener::bind(home.path().join("socket")).unwrap();
    assert!(run(&["md", "--out", "socket", "--force"]).err.contains("is no plain file"));
    std::os::unix::fs::symlink("folio.html", home.path().join("link.html")).unwrap();
    assert_eq!(run(&["html", "--out", "link.html"]).code, Some(1));
    assert_eq!(run(&["html", "--out", "link.html", "--force"]).code, Some(0));
    assert!(
        std::fs::read_to_string(&file).unwrap().starts_with("<!doctype html>"),
        "the link leads there still"
    );
    let left: Vec<_> =
        std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!left.iter().any(|name| name.to_string_lossy().starts_with(".etude-")), "{left:?}");
}

#[test]
fn what_cannot_be_exported_says_why() {
    let home = Home::new();
    let args = |more: &[&'static str]| [&["export", "portfolio", "--area", "jazz"], more].concat();
    assert!(home.fails(1, &args(&["--format", "md"])).contains("there is no journal yet"));
    assert!(!home.journal().exists());
    home.fails(2, &args(&[]));
    home.fails(2, &args(&["--format", "pdf"]));
    home.fails(2, &args(&["--format", "md", "--force"]));
    home.ok(&["area", "add", "Spanish"]);
    assert!(home.fails(1, &args(&["--format", "md"])).contains("jazz"));
    assert!(home.fails(2, &args(&["--format", "md", "--json"])).contains("not JSON"));
    let empty = home.ok(&["export", "portfolio", "--area", "spanish", "--format", "md"]);
    assert!(empty.contains("No stage yet") && empty.contains("Nothing was left out."), "{empty}");
}
