//! Escape sequences a terminal sends: cursor and function keys, kitty's `u` keys, SGR mouse, answers to queries.
//! Only what begins with Esc; characters and the collecting of bytes are `input`.

use crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::input::{Step, key_event};
use super::osc;

/// No sequence we know is longer: more means junk.
const CSI_MAX: usize = 64;
/// The longest answer (a clipboard, a colour) waited for.
const STRING_MAX: usize = 4096;

/// `ESC [ …`
pub(super) fn csi(bytes: &[u8]) -> Step {
    match bytes.get(2) {
        None => return Step::Need,
        // The Linux console's F1-F5, and the mouse as it was before SGR.
        Some(b'[') => return bytes.get(3).map_or(Step::Need, |c| linux_function(*c)),
        Some(b'M') => {
            return if bytes.len() < 6 { Step::Need } else { Step::Skip(6) };
        }
        Some(_) => {}
    }
    let body = &bytes[2..];
    let Some(length) = body.iter().position(|b| !(0x20..=0x3f).contains(b)) else {
        return if body.len() > CSI_MAX { Step::Skip(bytes.len()) } else { Step::Need };
    };
    let (params, last, used) = (&body[..length], body[length], length + 3);
    if !(0x40..=0x7e).contains(&last) {
        // Cut short by something else, which is then read for itself.
        return Step::Skip(used - 1);
    }
    if let Some(mouse) = params.strip_prefix(b"<") {
        return self::mouse(mouse, last).map_or(Step::Skip(used), |event| Step::Event(event, used));
    }
    if params == b"200" && last == b'~' {
        return Step::Paste(used);
    }
    match key(params, last) {
        Some((code, modifiers)) => Step::Event(key_event(code, modifiers), used),
        None => Step::Skip(used),
    }
}

/// `ESC O …`: keys of the application keypad.
pub(super) fn ss3(bytes: &[u8]) -> Step {
    let Some(last) = bytes.get(2) else {
        return Step::Need;
    };
    match letter(*last) {
        Some(code) => Step::Event(key_event(code, KeyModifiers::NONE), 3),
        None if *last == b'M' => Step::Event(key_event(KeyCode::Enter, KeyModifiers::NONE), 3),
        None => Step::Skip(3),
    }
}

/// `ESC ] …` and its kin: an answer to a question, up to its end mark.
pub(super) fn string(bytes: &[u8]) -> Step {
    for (i, byte) in bytes.iter().enumerate().skip(2) {
        match byte {
            0x07 => return answer(&bytes[..i], i + 1),
            0x1b if bytes.get(i + 1) == Some(&b'\\') => return answer(&bytes[..i], i + 2),
            0x1b if i + 1 < bytes.len() => return Step::Skip(i),
            _ => {}
        }
    }
    if bytes.len() > STRING_MAX { Step::Skip(bytes.len()) } else { Step::Need }
}

fn answer(bytes: &[u8], used: usize) -> Step {
    let ground = bytes.strip_prefix(osc::GROUND).and_then(osc::ground);
    ground.map_or(Step::Skip(used), |ground| Step::Ground(ground, used))
}

fn linux_function(last: u8) -> Step {
    match last {
        b'A'..=b'E' => Step::Event(key_event(KeyCode::F(last - b'A' + 1), KeyModifiers::NONE), 4),
        _ => Step::Skip(4),
    }
}

fn letter(last: u8) -> Option<KeyCode> {
    Some(match last {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'H' => KeyCode::Home,
        b'F' => KeyCode::End,
        b'P'..=b'S' => KeyCode::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The numbers of `a;b:c;d`: each parameter with the first of its sub-parameters and the second.
fn numbers(params: &[u8]) -> Option<Vec<(u32, Option<u32>)>> {
    let text = std::str::from_utf8(params).ok()?;
    text.split(';')
        .map(|part| {
            let mut sub = part.split(':');
            let first = sub.next().filter(|s| !s.is_empty()).map_or(Some(0), |s| s.parse().ok())?;
            Some((first, sub.next().and_then(|s| s.parse().ok())))
        })
        .collect()
}

fn key(params: &[u8], last: u8) -> Option<(KeyCode, KeyModifiers)> {
    let numbers = numbers(params)?;
    let first = numbers.first().map_or(0, |n| n.0);
    let (mask, kind) = numbers.get(1).map_or((1, None), |n| (n.0.max(1), n.1));
    if kind == Some(3) {
        // The key was let go.
        return None;
    }
    let modifiers = modifiers(mask - 1);
    let code = match last {
        b'Z' => return Some((KeyCode::BackTab, modifiers | KeyModifiers::SHIFT)),
        // A cursor report looks like F3 with a modifier; only the latter has 1 in front.
        b'R' if first > 1 || numbers.len() != 2 && !params.is_empty() => return None,
        b'~' => tilde(first)?,
        b'u' => return kitty(first, modifiers),
        _ => letter(last)?,
    };
    Some((code, modifiers))
}

fn tilde(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(u8::try_from(number - 10).ok()?),
        17..=21 => KeyCode::F(u8::try_from(number - 11).ok()?),
        23..=24 => KeyCode::F(u8::try_from(number - 12).ok()?),
        _ => return None,
    })
}

fn kitty(code: u32, modifiers: KeyModifiers) -> Option<(KeyCode, KeyModifiers)> {
    let code = match code {
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        9 if modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        9 => KeyCode::Tab,
        57_344..=63_743 => return None,
        _ => {
            let c = char::from_u32(code).filter(|c| !c.is_control())?;
            let shifted = modifiers.contains(KeyModifiers::SHIFT) && c.is_ascii_lowercase();
            KeyCode::Char(if shifted { c.to_ascii_uppercase() } else { c })
        }
    };
    Some((code, modifiers))
}

fn modifiers(mask: u32) -> KeyModifiers {
    let mut out = KeyModifiers::NONE;
    for (bit, modifier) in [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)] {
        if mask & bit != 0 {
            out |= modifier;
        }
    }
    out
}

fn mouse(params: &[u8], last: u8) -> Option<Event> {
    let numbers = numbers(params)?;
    let [(button, _), (column, _), (row, _)] = numbers[..] else {
        return None;
    };
    let place = |n: u32| u16::try_from(n).ok().and_then(|n| n.checked_sub(1));
    let which = match button & 0b11 {
        0 => MouseButton::Left,
        1 => MouseButton::Middle,
        _ => MouseButton::Right,
    };
    let kind = match (button & 0b1110_0000, last) {
        (64, b'M') if button & 0b11 == 0 => MouseEventKind::ScrollUp,
        (64, b'M') if button & 0b11 == 1 => MouseEventKind::ScrollDown,
        (0, b'M') if button & 0b11 < 3 => MouseEventKind::Down(which),
        (0, b'm') if button & 0b11 < 3 => MouseEventKind::Up(which),
        _ => return None,
    };
    let held = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let modifiers =
        held.iter().filter(|(bit, _)| button & bit != 0).fold(KeyModifiers::NONE, |all, (_, m)| all | *m);
    Some(Event::Mouse(MouseEvent { kind, column: place(column)?, row: place(row)?, modifiers }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_click_and_the_wheel_are_read_and_nonsense_is_not() {
        let click = csi(b"\x1b[<0;10;5M");
        let Step::Event(Event::Mouse(event), 10) = click else { panic!("{click:?}") };
        assert_eq!((event.kind, event.column, event.row), (MouseEventKind::Down(MouseButton::Left), 9, 4));
        assert!(matches!(
            csi(b"\x1b[<65;1;1M"),
            Step::Event(Event::Mouse(MouseEvent { kind: MouseEventKind::ScrollDown, .. }), _)
        ));
        assert_eq!(csi(b"\x1b[<0;999999;1M"), Step::Skip(14));
        assert_eq!(csi(b"\x1b[<0;0;0M"), Step::Skip(9));
    }

    #[test]
    fn a_key_let_go_is_no_key() {
        assert_eq!(csi(b"\x1b[106;1:3u"), Step::Skip(10));
        assert_eq!(csi(b"\x1b[106;1:1u"), Step::Event(key_event(KeyCode::Char('j'), KeyModifiers::NONE), 10));
        assert_eq!(csi(b"\x1b[115;5u"), Step::Event(key_event(KeyCode::Char('s'), KeyModifiers::CONTROL), 8));
    }

    #[test]
    fn an_endless_sequence_is_given_up() {
        let junk = [&b"\x1b["[..], &[b'1'; 100]].concat();
        assert_eq!(csi(&junk), Step::Skip(102));
    }
}
