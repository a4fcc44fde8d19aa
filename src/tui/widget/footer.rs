//! The last lines of the screen: the keys that work here and now, and above them what just happened.

use ratatui::text::Line;

use super::Skin;
use crate::domain::display;
use crate::tui::theme::Role;

/// Keys and their titles, as many as fit, the most useful first; `last` (help) always.
pub fn hints(hints: &[(String, &str)], last: (&str, &str), cells: usize, skin: &Skin) -> Line<'static> {
    let cost = |key: &str, title: &str| display::width(key) + 1 + display::width(title) + 2;
    let mut left = (cells + 1).saturating_sub(cost(last.0, last.1));
    let mut line = Line::from(" ");
    for (key, title) in hints {
        let cost = cost(key, title);
        if cost > left {
            break;
        }
        left -= cost;
        push(&mut line, key, title, skin);
        line.push_span("  ");
    }
    push(&mut line, last.0, last.1, skin);
    line
}

fn push(line: &mut Line<'static>, key: &str, title: &str, skin: &Skin) {
    line.push_span(skin.span(Role::Key, key.to_owned()));
    line.push_span(" ");
    line.push_span(skin.span(Role::Dim, title.to_owned()));
}

/// What just happened, and how to undo it.
pub fn message(role: Role, text: &str, undo: Option<&str>, cells: usize, skin: &Skin) -> Line<'static> {
    let sign = match role {
        Role::Bad => skin.glyphs.alarm,
        Role::Attention => skin.glyphs.attention,
        Role::Good => skin.glyphs.done,
        _ => skin.glyphs.dot,
    };
    let tail = undo.map(|key| format!("  {key} undoes it")).unwrap_or_default();
    let room = cells.saturating_sub(3 + display::width(&tail));
    let mut line = Line::from(vec![
        " ".into(),
        skin.span(role, sign),
        " ".into(),
        skin.span(if role == Role::Bad { Role::Bad } else { Role::Text }, display::fit(text, room)),
    ]);
    if room > 0 {
        line.push_span(skin.span(Role::Dim, tail));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::testing::skin;
    use super::*;

    #[test]
    fn as_many_as_fit_and_help_always() {
        let all = [("j".to_owned(), "hit"), ("f".to_owned(), "miss"), ("Space".to_owned(), "pause")];
        let shown = |cells| hints(&all, ("?", "help"), cells, &skin()).to_string();
        assert_eq!(shown(60), " j hit  f miss  Space pause  ? help");
        assert_eq!(shown(22), " j hit  f miss  ? help");
        assert_eq!(shown(21), " j hit  ? help");
        assert_eq!(shown(3), " ? help");
        for cells in 8..60 {
            assert!(display::width(&shown(cells)) <= cells);
        }
    }

    #[test]
    fn a_message_says_how_to_undo() {
        let line = message(Role::Good, "Deleted Ear", Some("u"), 40, &skin());
        assert_eq!(line.to_string(), " ✓ Deleted Ear  u undoes it");
    }
}
