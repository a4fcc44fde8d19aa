//! The help: the keys that work where one is, from the command table and the keymap in force. Nothing is written twice.

use ratatui::Frame;
use ratatui::text::Line;

use super::sheet;
use crate::domain::display;
use crate::tui::command::Scope;
use crate::tui::keymap::Keymap;
use crate::tui::theme::Role;
use crate::tui::widget::Skin;
use crate::tui::widget::pane::{Pane, scroll_thumb};

/// The help while it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Help {
    scope: Scope,
    top: usize,
}

impl Help {
    /// Opens it over a scope.
    pub const fn open(scope: Scope) -> Self {
        Self { scope, top: 0 }
    }

    /// Scrolls it, no further than to its end in a window so high.
    pub fn scroll(&mut self, by: isize, keymap: &Keymap, height: u16) {
        let last = self.entries(keymap).len().saturating_sub(usize::from(height.saturating_sub(3)));
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// Headings (no keys) and entries (keys, what they do).
    fn entries(&self, keymap: &Keymap) -> Vec<(String, &'static str)> {
        let mut out = Vec::new();
        let mut last = None;
        for (command, keys) in keymap.working_in(self.scope) {
            if last.replace(command.scope) != Some(command.scope) {
                if !out.is_empty() {
                    out.push((String::new(), ""));
                }
                out.push((String::new(), command.scope.title()));
            }
            out.push((keys.join("  "), command.help));
        }
        out
    }

    /// Draws it over the screen.
    pub fn view(&self, frame: &mut Frame<'_>, keymap: &Keymap, skin: &Skin) {
        let entries = self.entries(keymap);
        let widest = entries.iter().map(|(keys, _)| display::width(keys)).max().unwrap_or(0).min(16);
        let note =
            format!("{} closes", keymap.key(crate::tui::command::CommandId::HelpClose).unwrap_or_default());
        let pane = Pane { title: "Keys", state: self.scope.title(), note: &note, focused: true };
        let height = (entries.len() as u16).saturating_add(2);
        let inner = sheet(frame, pane, 72, height.min(frame.area().height), skin);
        let shown = usize::from(inner.height);
        let top = self.top.min(entries.len().saturating_sub(shown));
        for (i, (keys, text)) in entries.iter().skip(top).take(shown).enumerate() {
            let line = match (keys.is_empty(), text.is_empty()) {
                (true, true) => continue,
                (true, false) => Line::from(vec![" ".into(), skin.span(Role::Accent, *text)]),
                (false, _) => Line::from(vec![
                    "  ".into(),
                    skin.span(Role::Key, display::pad(keys, widest)),
                    "  ".into(),
                    skin.span(
                        Role::Text,
                        display::fit(text, usize::from(inner.width).saturating_sub(widest + 5)),
                    ),
                ]),
            };
            frame.buffer_mut().set_line(inner.x, inner.y + i as u16, &line, inner.width);
        }
        let edge = ratatui::layout::Rect {
            x: inner.x.saturating_sub(1),
            y: inner.y.saturating_sub(1),
            width: inner.width + 2,
            height: inner.height + 2,
        };
        if inner.y > 0 {
            scroll_thumb(
                edge.intersection(frame.area()),
                top,
                shown,
                entries.len(),
                skin,
                frame.buffer_mut(),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::tui::widget::testing::{lines, skin};

    #[test]
    fn it_shows_the_keys_of_here_at_any_size() {
        let keymap = Keymap::new(&BTreeMap::new()).unwrap();
        let mut help = Help::open(Scope::Practice);
        help.scroll(-3, &keymap, 24);
        for (width, height) in [(0, 0), (1, 1), (5, 3), (40, 12), (80, 24), (200, 60)] {
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            terminal.draw(|frame| help.view(frame, &keymap, &skin())).unwrap();
            let shown = lines(terminal.backend().buffer()).join("\n");
            assert!(width < 40 || shown.contains("Count a rep that hit"), "{shown}");
        }
    }
}
