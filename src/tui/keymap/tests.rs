//! Which key does what where: as they come, and as users may move them.

use super::*;

fn user(pairs: &[(&str, &[&str])]) -> BTreeMap<String, Vec<String>> {
    pairs
        .iter()
        .map(|(name, keys)| ((*name).to_owned(), keys.iter().map(|k| (*k).to_owned()).collect()))
        .collect()
}

fn chord(text: &str) -> Chord {
    text.parse().unwrap()
}

#[test]
fn the_keys_as_they_come_do_not_clash() {
    Keymap::new(&BTreeMap::new()).unwrap();
}

#[test]
fn the_inner_scope_wins_and_sequences_wait() {
    let map = Keymap::new(&BTreeMap::new()).unwrap();
    assert_eq!(map.find(Scope::Practice, &[], chord("j")), Found::Command(CommandId::Hit));
    assert_eq!(map.find(Scope::Practice, &[], chord("u")), Found::Command(CommandId::TakeBack));
    assert_eq!(map.find(Scope::Areas, &[], chord("u")), Found::Command(CommandId::Undo));
    assert_eq!(map.find(Scope::Areas, &[], chord("a")), Found::Command(CommandId::AddSkill));
    assert_eq!(map.find(Scope::Areas, &[], chord("g")), Found::Prefix);
    assert_eq!(map.find(Scope::Areas, &[chord("g")], chord("d")), Found::Command(CommandId::GoDesk));
    assert_eq!(map.find(Scope::Areas, &[chord("g")], chord("j")), Found::Nothing);
    assert_eq!(map.find(Scope::Form, &[], chord("q")), Found::Nothing);
    assert_eq!(map.continuations(Scope::Desk, &[chord("g")]).len(), 5);
}

#[test]
fn every_key_is_found_that_stands_anywhere_also_among_the_users_own() {
    let user = user(&[("undo", &[]), ("copy", &["C-y", "g y"]), ("start", &["S"])]);
    let map = Keymap::new(&user).unwrap();
    for command in COMMANDS {
        let plain: Vec<KeySeq> =
            map.bindings.iter().filter(|binding| binding.id == command.id).map(|own| own.seq).collect();
        assert_eq!(map.keys(command.id).copied().collect::<Vec<_>>(), plain, "{}", command.name);
        for seq in plain {
            let (last, before) = seq.chords().split_last().unwrap();
            let first = map.bindings.iter().find(|other| {
                other.scope() == command.scope && other.seq.chords().starts_with(before) && other.seq == seq
            });
            let found = map.find(command.scope, before, *last);
            assert_eq!(found, Found::Command(first.unwrap().id), "{}", command.name);
        }
    }
}

#[test]
fn the_user_may_move_keys_about() {
    let map = Keymap::new(&user(&[("quit", &["C-q"]), ("undo", &["q"])])).unwrap();
    assert_eq!(map.find(Scope::Desk, &[], chord("q")), Found::Command(CommandId::Undo));
    assert_eq!(map.key(CommandId::Quit).as_deref(), Some("C-q"));
}

#[test]
fn a_clash_is_refused_by_name() {
    let said = |pairs: &[(&str, &[&str])]| {
        Keymap::new(&user(pairs)).unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        said(&[("copy", &["u"])]),
        ["copy: u is the key of undo (everywhere); give that another one first"]
    );
    assert_eq!(
        said(&[("open", &["q"])]),
        ["open: q is the key of quit (everywhere); give that another one first"]
    );
    assert_eq!(said(&[("copy", &["g"])]).len(), 5, "g begins five sequences");
    assert_eq!(said(&[("undoo", &["z"])]), ["there is no command “undoo”: did you mean undo?"]);
    assert!(said(&[("copy", &["C-i"])])[0].contains("Tab"));
    assert!(said(&[("form-save", &["s"])])[0].contains("types text"));
    assert_eq!(said(&[("quit", &[])]), ["quit needs at least one key"]);
}

#[test]
fn nothing_that_lies_over_the_screen_loses_its_way_out() {
    for name in
        ["quit", "card-leave", "prompt-leave", "prompt-answer", "gap-later", "close-done", "form-leave"]
    {
        assert!(Keymap::new(&user(&[(name, &[])])).is_err(), "{name}");
    }
}

#[test]
fn the_way_out_is_not_lost_on_any_screen() {
    let said = |pairs: &[(&str, &[&str])]| Keymap::new(&user(pairs)).map_err(|errors| errors[0].to_string());
    assert_eq!(
        said(&[("quit", &["j"])]).unwrap_err(),
        "quit: j is the key of hit (practice); give that another one first"
    );
    said(&[("quit", &["j", "C-q"])]).unwrap();
    // Elsewhere a screen's own key wins, and the other works where it is free.
    let map = Keymap::new(&user(&[("search", &["f"])])).unwrap();
    assert_eq!(map.find(Scope::Areas, &[], chord("f")), Found::Command(CommandId::Search));
    assert_eq!(map.find(Scope::Practice, &[], chord("f")), Found::Command(CommandId::Miss));
    assert_eq!(map.without_key_in(Scope::Practice).first().map(|search| search.id), Some(CommandId::Search));
}

#[test]
fn what_the_user_took_the_keys_from_is_known() {
    let map = Keymap::new(&user(&[("copy", &[]), ("mark", &[])])).unwrap();
    let ids = |scope| map.without_key_in(scope).iter().map(|command| command.id).collect::<Vec<_>>();
    assert_eq!(ids(Scope::Desk), [CommandId::Copy]);
    assert_eq!(ids(Scope::Practice), [CommandId::Mark, CommandId::Copy]);
    assert_eq!(Keymap::as_shipped().without_key_in(Scope::Practice).len(), 0);
}

#[test]
fn the_help_leaves_out_what_is_shadowed() {
    let map = Keymap::new(&BTreeMap::new()).unwrap();
    let practice = map.working_in(Scope::Practice);
    assert_eq!(practice[0].0.id, CommandId::Hit);
    assert!(!practice.iter().any(|(command, _)| command.id == CommandId::Undo));
    let start = practice.iter().find(|(command, _)| command.id == CommandId::Start).unwrap();
    assert_eq!(start.1, ["s"]);
}
