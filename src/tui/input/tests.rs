//! Bytes in, keys and pastes out.

use proptest::prelude::*;

use super::*;

fn decode(bytes: &[u8]) -> Vec<Decoded> {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(bytes, &mut out);
    decoder.flush(&mut out);
    out
}

fn paste(text: &str) -> Decoded {
    Decoded::Event(Event::Paste(text.to_owned()))
}

#[test]
fn keys_as_terminals_send_them() {
    let none = KeyModifiers::NONE;
    let cases: [(&[u8], KeyCode, KeyModifiers); 16] = [
        (b"j", KeyCode::Char('j'), none),
        (b"J", KeyCode::Char('J'), KeyModifiers::SHIFT),
        ("é".as_bytes(), KeyCode::Char('é'), none),
        ("漢".as_bytes(), KeyCode::Char('漢'), none),
        (b"\r", KeyCode::Enter, none),
        (b"\x1b", KeyCode::Esc, none),
        (b"\x7f", KeyCode::Backspace, none),
        (b"\x13", KeyCode::Char('s'), KeyModifiers::CONTROL),
        (b"\x1bx", KeyCode::Char('x'), KeyModifiers::ALT),
        (b"\x1b[A", KeyCode::Up, none),
        (b"\x1bOA", KeyCode::Up, none),
        (b"\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL),
        (b"\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT),
        (b"\x1b[6~", KeyCode::PageDown, none),
        (b"\x1b[15~", KeyCode::F(5), none),
        (b"\x1b[", KeyCode::Char('['), KeyModifiers::ALT),
    ];
    for (bytes, code, modifiers) in cases {
        assert_eq!(decode(bytes), [key(code, modifiers)], "{bytes:?}");
    }
}

#[test]
fn a_paste_is_one_event_even_in_pieces_and_keeps_escapes_as_text() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    for byte in b"a\x1b[200~one\rtwo \x1b[31mred\x1b[201~b" {
        decoder.feed(&[*byte], &mut out);
    }
    assert_eq!(
        out,
        [
            key(KeyCode::Char('a'), KeyModifiers::NONE),
            paste("one\ntwo \x1b[31mred"),
            key(KeyCode::Char('b'), KeyModifiers::NONE)
        ]
    );
}

#[test]
fn an_unterminated_paste_ends_with_the_pause() {
    assert_eq!(decode(b"\x1b[200~half"), [paste("half")]);
}

#[test]
fn text_that_comes_at_once_is_a_paste_until_a_pause_and_nothing_in_it_is_a_key() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(b"jj", &mut out);
    assert_eq!(out.len(), 2);
    out.clear();
    for piece in [&b"one\rtw"[..], b"o \x1b[31mred\x1b[A\x1b[<0;1;1M", b"q", b"\r"] {
        decoder.feed(piece, &mut out);
        assert_eq!(decoder.pending(), Pending::Burst);
    }
    assert!(matches!(out[..], [Decoded::Event(Event::Mouse(_))]), "{out:?}");
    out.clear();
    decoder.flush(&mut out);
    decoder.feed(b"q", &mut out);
    assert_eq!(out, [paste("one\ntwo red\x1b[Aq\n"), key(KeyCode::Char('q'), KeyModifiers::NONE)]);
}

#[test]
fn what_is_not_utf8_is_refused_not_altered() {
    assert_eq!(decode(b"\x1b[200~a\xffb\x1b[201~"), [Decoded::Refused(Refused::NotUtf8)]);
    assert_eq!(decode(b"\xff"), [Decoded::Refused(Refused::NotUtf8)]);
}

#[test]
fn a_huge_paste_is_read_to_its_end_and_refused() {
    let mut bytes = b"\x1b[200~".to_vec();
    bytes.resize(PASTE_MAX + 100, b'x');
    bytes.extend_from_slice(b"\x1b[201~j");
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    bytes.chunks(65_536).for_each(|chunk| decoder.feed(chunk, &mut out));
    assert_eq!(out, [Decoded::Refused(Refused::TooLong), key(KeyCode::Char('j'), KeyModifiers::NONE)]);
}

#[test]
fn a_control_key_after_text_that_came_at_once_is_a_key() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    decoder.feed(b"the left hand comes early", &mut out);
    decoder.feed(b"\x13", &mut out);
    let save = key(KeyCode::Char('s'), KeyModifiers::CONTROL);
    assert_eq!(out, [Decoded::Event(Event::Paste("the left hand comes early".to_owned())), save]);
    assert_eq!(decoder.pending(), Pending::None);
}

#[test]
fn an_answer_about_the_ground_is_taken_whole_even_in_pieces_and_types_nothing() {
    let mut decoder = Decoder::default();
    let mut out = Vec::new();
    for piece in [&b"j\x1b]1"[..], b"1;rgb:ffff/ff", b"ff/ffff\x1b", b"\\q"] {
        assert!(decoder.pending() != Pending::Sequence);
        decoder.feed(piece, &mut out);
    }
    let typed = |c| key(KeyCode::Char(c), KeyModifiers::NONE);
    assert_eq!(out, [typed('j'), Decoded::Ground(Ground::Light), typed('q')]);
    // One that never ends is let go of.
    assert_eq!(decode(b"\x1b]11;rgb:ff"), []);
}

#[test]
fn answers_and_junk_insert_nothing() {
    for junk in [
        &b"\x1b[?62;22c"[..],
        b"\x1b[12;40R",
        b"\x1b]11;?\x07",
        b"\x1b]10;rgb:1111/1111/1111\x07",
        b"\x1bP1+r\x1b\\",
        b"\x1b[I",
        b"\x1b[O",
        b"\x1b[?2026;2$y",
    ] {
        assert_eq!(decode(junk), [], "{junk:?}");
    }
}

proptest! {
    #[test]
    fn any_bytes_cut_anywhere_never_panic_and_never_stick(bytes in proptest::collection::vec(any::<u8>(), 0..200), cut in 0usize..200) {
        let mut decoder = Decoder::default();
        let mut out = Vec::new();
        let cut = cut.min(bytes.len());
        decoder.feed(&bytes[..cut], &mut out);
        decoder.feed(&bytes[cut..], &mut out);
        decoder.flush(&mut out);
        prop_assert_eq!(decoder.pending(), Pending::None);
    }

    #[test]
    fn typed_text_arrives_as_typed(text in "\\PC{0,40}") {
        let typed: String = decode(text.as_bytes()).iter().filter_map(|d| match d {
            Decoded::Event(Event::Key(KeyEvent { code: KeyCode::Char(c), .. })) => Some(c.to_string()),
            Decoded::Event(Event::Paste(text)) => Some(text.clone()),
            _ => None,
        }).collect();
        prop_assert_eq!(typed, text);
    }
}
