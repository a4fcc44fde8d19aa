//! The help: the keys that work where one is, from the command table and the keymap in force. Nothing is written twice.

use ratatui::Frame;
use ratatui::layout::Size;
use ratatui::text::Line;

use super::sheet;
use crate::domain::display;
use crate::journal::Error;
use crate::tui::command::{Command, CommandId, Scope};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::{Acting, Layer, top_mut};
use crate::tui::keymap::Keymap;
use crate::tui::theme::Role;
use crate::tui::widget::Skin;
use crate::tui::widget::pane::{Pane, scroll_thumb};
use crate::tui::widget::wrap::wrap;

/// The widest it gets.
const WIDTH: u16 = 72;

/// The help while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    scope: Scope,
    entries: Vec<(&'static Command, String, &'static str)>,
    top: usize,
}

impl Help {
    /// Opens it over a scope; `help` says what a command does there, if it does anything.
    pub fn open(
        scope: Scope,
        keymap: &Keymap,
        help: impl Fn(&'static Command) -> Option<&'static str>,
    ) -> Self {
        let found = keymap.working_in(scope).into_iter();
        let entries = found.filter_map(|(command, keys)| Some((command, keys.join("  "), help(command)?)));
        Self { scope, entries: entries.collect(), top: 0 }
    }

    /// Scrolls it, no further than to its end in a window of this size.
    pub fn scroll(&mut self, by: isize, window: Size) {
        let shown = usize::from(window.height.saturating_sub(3));
        let last = self.rows(window.width).1.len().saturating_sub(shown);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// How wide the keys are, and the rows: headings (no keys) and entries, whose words go on below where it is narrow.
    fn rows(&self, window: u16) -> (usize, Vec<(String, String)>) {
        let widest = self.entries.iter().map(|(_, keys, _)| display::width(keys)).max().unwrap_or(0).min(16);
        let cells = usize::from(window.min(WIDTH)).saturating_sub(widest + 7);
        let mut rows = Vec::new();
        let mut last = None;
        for (command, keys, help) in &self.entries {
            if last.replace(command.scope) != Some(command.scope) {
                if !rows.is_empty() {
                    rows.push(Default::default());
                }
                rows.push((String::new(), command.scope.title().to_owned()));
            }
            let mut keys = keys.clone();
            for line in wrap(help, cells, usize::MAX) {
                rows.push((format!("{:1}", std::mem::take(&mut keys)), line));
            }
        }
        (widest, rows)
    }

    /// Draws it over the screen.
    pub fn draw(&self, frame: &mut Frame<'_>, keymap: &Keymap, skin: &Skin) {
        let (widest, entries) = self.rows(frame.area().width);
        let note = format!("{} closes", keymap.key(CommandId::HelpClose).unwrap_or_default());
        let pane = Pane { title: "Keys", state: self.scope.title(), note: &note, focused: true };
        let height = u16::try_from(entries.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inner = sheet(frame, pane, WIDTH, height.min(frame.area().height), skin);
        let shown = usize::from(inner.height);
        let top = self.top.min(entries.len().saturating_sub(shown));
        for (i, (keys, text)) in entries.iter().skip(top).take(shown).enumerate() {
            let line = match keys.is_empty() {
                true => Line::from(vec![" ".into(), skin.span(Role::Accent, text.clone())]),
                false => Line::from(vec![
                    "  ".into(),
                    skin.span(Role::Key, display::pad(keys, widest)),
                    "  ".into(),
                    skin.span(Role::Text, text.clone()),
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

/// How far a key of a window scrolls it.
pub fn scrolled(id: CommandId) -> Option<isize> {
    Some(match id {
        CommandId::HelpDown => 1,
        CommandId::HelpUp => -1,
        CommandId::HelpPageDown => 10,
        CommandId::HelpPageUp => -10,
        _ => return None,
    })
}

impl Layer for Help {
    fn scope(&self) -> Scope {
        Scope::Help
    }

    fn acting(&self) -> Acting {
        |cx, id| {
            match scrolled(id) {
                Some(by) => {
                    if let Some(help) = top_mut::<Help>(&mut cx.layers) {
                        help.scroll(by, cx.size);
                    }
                }
                None => cx.close(),
            }
            Effects::new()
        }
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(frame, &cx.keymap, &cx.skin);
    }

    fn refuse(&mut self, _: &Error, _: String) -> Option<Effects> {
        None
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
        let mut help = Help::open(Scope::Practice, &keymap, |command| Some(command.help));
        help.scroll(-3, Size::new(40, 24));
        for (width, height) in [(0, 0), (1, 1), (5, 3), (40, 12), (80, 24), (200, 60)] {
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            terminal.draw(|frame| help.draw(frame, &keymap, &skin())).unwrap();
            let shown = lines(terminal.backend().buffer()).join("\n");
            assert!(width < 40 || shown.contains("Count a rep that hit"), "{shown}");
            // Nothing is cut: what has no room in one line goes on in the next.
            assert!(width < 40 || !shown.contains('…') && shown.contains("on"), "{shown}");
        }
    }

    #[test]
    fn the_help_is_read_to_its_end() {
        let mut bench = crate::tui::areas::testing::lively(80, 24);
        bench.keys("g d ?");
        assert!(!bench.screen().contains("Leave; a running clock runs on"), "{}", bench.screen());
        bench.keys("PageDown PageDown PageDown PageDown PageDown");
        assert!(bench.screen().contains("Leave; a running clock runs on"), "{}", bench.screen());
        let end = bench.screen();
        bench.keys("Up Down");
        assert_eq!(bench.screen(), end, "it stops at its end");
        bench.keys("Esc");
        assert!(bench.model.layers.is_empty());
    }
}
