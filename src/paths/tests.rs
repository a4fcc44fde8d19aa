//! Tests of places: surroundings made up, files in a temporary folder.

use super::*;

fn around(pairs: &[(&str, &str)]) -> Surroundings {
    let mut found = Surroundings { folder: Some(PathBuf::from("/somewhere")), ..Surroundings::default() };
    for (name, value) in pairs {
        let value = Some(OsString::from(value));
        match *name {
            "--db" => found.db = value,
            "ETUDE_DB" => found.etude_db = value,
            "HOME" => found.home = value,
            "DATA" => found.data_home = value,
            "CONFIG" => found.config_home = value,
            _ => found.state_home = value,
        }
    }
    found
}

fn journal(pairs: &[(&str, &str)]) -> Result<String, NoPlace> {
    Paths::find(&around(pairs)).map(|paths| paths.journal.display().to_string())
}

#[test]
fn places_in_the_home_folder() {
    let paths = Paths::find(&around(&[("HOME", "/home/ada")])).expect("places");
    assert_eq!(paths.journal, Path::new("/home/ada/.local/share/etude/journal.db"));
    assert_eq!(paths.backups, Path::new("/home/ada/.local/share/etude/backups"));
    assert_eq!(paths.config, Path::new("/home/ada/.config/etude/config.toml"));
    assert_eq!(paths.state, Path::new("/home/ada/.local/state/etude"));
    assert_eq!(paths.drafts, Path::new("/home/ada/.local/state/etude/drafts"));
}

#[test]
fn what_wins_over_what() {
    let home = ("HOME", "/home/ada");
    for (pairs, expected) in [
        (vec![home, ("DATA", "/data")], "/data/etude/journal.db"),
        (vec![home, ("DATA", "data")], "/home/ada/.local/share/etude/journal.db"),
        (vec![home, ("DATA", "")], "/home/ada/.local/share/etude/journal.db"),
        (vec![home, ("DATA", "/a\nb/../c")], "/a\nb/../c/etude/journal.db"),
        (vec![home, ("ETUDE_DB", "")], "/home/ada/.local/share/etude/journal.db"),
        (vec![home, ("ETUDE_DB", "/x.db"), ("DATA", "/data")], "/x.db"),
        (vec![home, ("ETUDE_DB", "/x.db"), ("--db", "/y.db")], "/y.db"),
        (vec![home, ("--db", "y.db")], "/somewhere/y.db"),
        (vec![home, ("--db", "file:x?mode=memory")], "/somewhere/file:x?mode=memory"),
        (vec![home, ("--db", ":memory:")], "/somewhere/:memory:"),
        (vec![("--db", "/y.db")], "/y.db"),
    ] {
        assert_eq!(journal(&pairs).as_deref(), Ok(expected), "{pairs:?}");
    }
}

#[test]
fn without_a_place_there_is_a_sentence() {
    for (pairs, expected) in [
        (vec![], NoPlace::NoHome),
        (vec![("HOME", "")], NoPlace::NoHome),
        (vec![("HOME", "home")], NoPlace::NoHome),
        (vec![("HOME", "/home/ada"), ("--db", "")], NoPlace::NoName),
        (vec![("HOME", "/home/ada"), ("--db", "..")], NoPlace::NoName),
    ] {
        assert_eq!(journal(&pairs), Err(expected), "{pairs:?}");
    }
    let gone = Surroundings { folder: None, ..around(&[("--db", "x.db")]) };
    assert_eq!(Paths::find(&gone), Err(NoPlace::NoFolder));
    assert!(NoPlace::NoHome.to_string().contains("set HOME"));
}

#[test]
fn a_named_journal_needs_no_home() {
    let paths = Paths::find(&around(&[("--db", "/srv/music.db")])).expect("places");
    assert_eq!(paths.config, Path::new("/srv/etude-config/config.toml"));
    assert_eq!(paths.state, Path::new("/srv/etude-state"));
}

#[test]
fn a_home_of_somebody_else_is_foreign() {
    let ada = Path::new("/home/ada");
    assert_eq!(foreign_owner(Path::new("/home/ada/.local"), ada, 1000, 0), Some(1000));
    assert_eq!(foreign_owner(Path::new("/home/ada/.local"), ada, 1000, 1000), None);
    assert_eq!(foreign_owner(Path::new("/srv/x.db"), ada, 1000, 0), None);
    assert_eq!(foreign_owner(Path::new("/srv/x.db"), Path::new("/"), 0, 1000), None);
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o7777
}

#[test]
fn new_folders_are_ours_alone_and_old_ones_untouched() {
    let root = tempfile::tempdir().expect("folder");
    let old = root.path().join("old");
    fs::create_dir(&old).expect("old");
    fs::set_permissions(&old, Permissions::from_mode(0o755)).expect("mode");
    let new = old.join("a/b");
    make_private_dir(&new).expect("made");
    make_private_dir(&new).expect("made twice");
    assert_eq!((mode(&old), mode(&old.join("a")), mode(&new)), (0o755, 0o700, 0o700));
    fs::write(new.join("file"), "").expect("file");
    assert!(make_private_dir(&new.join("file/c")).is_err(), "a file is no folder");
}

#[test]
fn a_file_is_replaced_whole_and_private() {
    let root = tempfile::tempdir().expect("folder");
    let path = root.path().join("draft");
    fs::write(&path, "old and longer").expect("old");
    write_private(&path, b"new").expect("written");
    assert_eq!((fs::read(&path).expect("read"), mode(&path)), (b"new".to_vec(), 0o600));
    assert_eq!(fs::read_dir(root.path()).expect("list").count(), 1, "nothing is left behind");
    assert!(write_private(&root.path().join("missing/draft"), b"").is_err());
}
