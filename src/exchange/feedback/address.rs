//! Who a `From:` line says it is. The structure is read before encoded words are decoded, so that a name cannot pass
//! for an address.

use super::header::words;

/// A mailbox: a display name and an address; each may be empty.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct Mailbox {
    pub(super) name: String,
    pub(super) address: String,
}

/// Where in a mailbox a letter stands.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    Open,
    Quoted,
    Angle,
    Comment(u32),
}

/// The first mailbox of an address line: `Dana <d@example.org>`, `"Okafor, Dana" <…>`, `d@example.org (Dana)`, the
/// first of a list or group.
pub(super) fn first(line: &str) -> Mailbox {
    let (mut name, mut angle, mut comment) = (String::new(), String::new(), String::new());
    let mut place = Place::Open;
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (place, letter) {
            (Place::Comment(depth), '(') => place = Place::Comment(depth + 1),
            (Place::Comment(depth), ')') if depth > 1 => place = Place::Comment(depth - 1),
            (Place::Comment(_), ')') | (Place::Quoted, '"') => place = Place::Open,
            (Place::Quoted, '\\') => name.extend(letters.next()),
            (Place::Angle, '>') => break,
            (Place::Open, '"') => place = Place::Quoted,
            (Place::Open, '<') => place = Place::Angle,
            (Place::Open, '(') => place = Place::Comment(1),
            // A comma ends an address alone; in front of one it belongs to a name that should have been quoted.
            (Place::Open, ',' | ';') if name.contains('@') => break,
            (Place::Open, ';') => {}
            (Place::Open, ':') if !name.contains('@') => name.clear(),
            (Place::Comment(_), _) => comment.push(letter),
            (Place::Angle, _) => angle.push(letter),
            (Place::Quoted | Place::Open, _) => name.push(letter),
        }
    }
    let alone = angle.trim().is_empty() && name.contains('@') && !name.trim().contains(char::is_whitespace);
    let (name, address) = if alone { (comment, name) } else { (name, angle) };
    Mailbox { name: words(name.trim()).trim().to_owned(), address: address.split_whitespace().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_has_a_name_and_an_address() {
        for (line, name, address) in [
            ("Dana Okafor <dana@example.org>", "Dana Okafor", "dana@example.org"),
            ("\"Okafor, Dana \\\"D\\\"\" <dana@example.org>", "Okafor, Dana \"D\"", "dana@example.org"),
            ("dana@example.org (Dana (the) Okafor)", "Dana the Okafor", "dana@example.org"),
            ("dana@example.org", "", "dana@example.org"),
            ("<dana@example.org>", "", "dana@example.org"),
            ("dana@example.org, ada@example.org", "", "dana@example.org"),
            ("Okafor, Dana <dana@example.org>", "Okafor, Dana", "dana@example.org"),
            ("Team: Dana <dana@example.org>, ada@example.org;", "Dana", "dana@example.org"),
            ("=?utf-8?Q?Jos=C3=A9?= <j@example.org>", "José", "j@example.org"),
            ("Dana Okafor", "Dana Okafor", ""),
            ("undisclosed:;", "", ""),
            ("", "", ""),
            ("Dana <dana@example.org", "Dana", "dana@example.org"),
        ] {
            assert_eq!(first(line), Mailbox { name: name.to_owned(), address: address.to_owned() }, "{line}");
        }
    }

    #[test]
    fn an_encoded_name_cannot_pass_for_an_address() {
        let sender = first("=?utf-8?Q?Dana_=3Cdana=40example.org=3E?= <mallory@example.net>");
        assert_eq!(sender.name, "Dana <dana@example.org>");
        assert_eq!(sender.address, "mallory@example.net");
    }
}
