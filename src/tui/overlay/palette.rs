//! The palette: type a few letters, find any command. Everything it lists comes from the command table; whether a
//! command can be done now is said by the caller when the palette opens.

use crossterm::event::Event;
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::sheet;
use crate::journal::Error;
use crate::tui::command::{Command, CommandId, Scope};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::{Layer, Typing, top_mut};
use crate::tui::keymap::{Found, Keymap};
use crate::tui::keys::{Chord, Key, Named};
use crate::tui::theme::Role;
use crate::tui::widget::Skin;
use crate::tui::widget::editor::{Edited, Editor};
use crate::tui::widget::list::{Cell, Column, List, Row, Window};
use crate::tui::widget::pane::Pane;

/// A command that can be chosen.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The command.
    pub command: &'static Command,
    /// What it does here.
    pub help: &'static str,
    /// Its first key, where it has one that works here.
    pub key: String,
    /// Why it cannot be done now.
    pub blocked: Option<String>,
}

/// What the caller has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaletteOutcome {
    /// Nothing; draw.
    Stay,
    /// Close it.
    Close,
    /// Close it and do this.
    Run(CommandId),
    /// It cannot be done now; the sentence says why.
    Blocked(String),
}

/// The palette while it is open.
#[derive(Debug, Clone)]
pub struct Palette {
    query: Editor,
    entries: Vec<Entry>,
    found: Vec<usize>,
    window: Window,
}

/// The rows of the list in the sheet.
const SHOWN: usize = 12;

impl Palette {
    /// Opens it over a scope with the commands whose keys work there, innermost first, and those that the user left without
    /// one; `now` says what each does there, and why it cannot.
    pub fn open(
        scope: Scope,
        keymap: &Keymap,
        now: impl Fn(&'static Command) -> Option<(&'static str, Option<String>)>,
    ) -> Self {
        let keyless = keymap.without_key_in(scope).into_iter().map(|command| (command, Vec::new()));
        let entries = keymap.working_in(scope).into_iter().chain(keyless);
        let entries = entries.filter(|(command, _)| command.id != CommandId::Palette);
        let entries: Vec<_> = entries
            .filter_map(|(command, keys)| {
                let (help, blocked) = now(command)?;
                let key = keys.into_iter().next().unwrap_or_default();
                Some(Entry { command, help, key, blocked })
            })
            .collect();
        let mut palette = Self {
            query: Editor::line("").limited(200),
            entries,
            found: Vec::new(),
            window: Window::default(),
        };
        palette.search();
        palette
    }

    /// Takes a key or a paste.
    pub fn handle(&mut self, event: &Event, keymap: &Keymap) -> PaletteOutcome {
        let chord = match event {
            Event::Key(key) => Chord::from_event(key),
            _ => None,
        };
        if let Some(chord) = chord {
            match keymap.find(Scope::Palette, &[], chord) {
                Found::Command(CommandId::PaletteClose) => return PaletteOutcome::Close,
                Found::Command(CommandId::PaletteRun) => return self.run(),
                _ => {}
            }
            let step = match (chord.key, chord.ctrl) {
                (Key::Named(Named::Down), _) | (Key::Char('n'), true) => 1,
                (Key::Named(Named::Up), _) | (Key::Char('p'), true) => -1,
                (Key::Named(Named::PageDown), _) => SHOWN as isize,
                (Key::Named(Named::PageUp), _) => -(SHOWN as isize),
                _ => 0,
            };
            if step != 0 {
                self.window.step(step, self.found.len());
                self.window.follow(SHOWN, self.found.len());
                return PaletteOutcome::Stay;
            }
        }
        if self.query.handle(event) == Edited::Changed {
            self.search();
        }
        PaletteOutcome::Stay
    }

    /// The commands found, best first.
    pub fn found(&self) -> impl Iterator<Item = &Entry> {
        self.found.iter().filter_map(|i| self.entries.get(*i))
    }

    fn run(&self) -> PaletteOutcome {
        match self.found().nth(self.window.selected) {
            None => PaletteOutcome::Stay,
            Some(Entry { blocked: Some(why), .. }) => PaletteOutcome::Blocked(why.clone()),
            Some(entry) => PaletteOutcome::Run(entry.command.id),
        }
    }

    fn search(&mut self) {
        let query = self.query.value();
        let pattern = Pattern::parse(&query, CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut score = |text: &str| pattern.score(Utf32Str::new(text, &mut buffer), &mut matcher);
        let mut scored: Vec<(u32, usize)> = Vec::new();
        for (i, entry) in self.entries.iter().enumerate() {
            let command = entry.command;
            // The short words count twice: a hit in a sentence is weaker.
            let best =
                [score(command.title).map(|s| s * 2), score(command.name).map(|s| s * 2), score(entry.help)];
            if let Some(best) = best.into_iter().flatten().max() {
                scored.push((best, i));
            }
        }
        scored.sort_by_key(|(score, i)| (std::cmp::Reverse(*score), *i));
        self.found = scored.into_iter().map(|(_, i)| i).collect();
        self.window = Window::default();
    }

    /// Draws it over the screen.
    pub fn draw(&self, frame: &mut Frame<'_>, skin: &Skin) {
        let note = self.found.len().to_string();
        let pane = Pane { title: "Commands", state: "", note: &note, focused: true };
        let inner = sheet(frame, pane, 76, SHOWN as u16 + 4, skin);
        if inner.is_empty() {
            return;
        }
        frame.render_widget(Line::from(skin.span(Role::Accent, " : ")), Rect { height: 1, ..inner });
        let query = Rect {
            x: inner.x + 3.min(inner.width),
            width: inner.width.saturating_sub(4),
            height: 1,
            ..inner
        };
        self.query.view(frame, query, true, skin);
        let list = Rect { y: inner.y + 2.min(inner.height), height: inner.height.saturating_sub(2), ..inner };
        if self.found.is_empty() && list.height > 0 {
            let line = Line::from(skin.span(Role::Dim, " No command is called that."));
            frame.render_widget(line, Rect { height: 1, ..list });
            return;
        }
        self.view_list(frame, list, skin);
    }

    fn view_list(&self, frame: &mut Frame<'_>, area: Rect, skin: &Skin) {
        let mut window = self.window;
        let range = window.follow(usize::from(area.height), self.found.len());
        let rows: Vec<Row<'_>> = self.found().skip(range.start).take(range.len()).map(row).collect();
        let columns = [Column::MAIN, Column::right(10, 1)];
        let selected = Some(window.selected - range.start);
        List { columns: &columns, rows: &rows, selected, focused: true }.render(
            area,
            skin,
            frame.buffer_mut(),
        );
    }
}

impl Layer for Palette {
    fn scope(&self) -> Scope {
        Scope::Palette
    }

    fn typing(&self) -> Option<Typing> {
        Some(typing)
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(frame, &cx.skin);
    }

    fn refuse(&mut self, _: &Error, _: String) -> Option<Effects> {
        None
    }
}

/// A key or a paste for the palette.
fn typing(cx: &mut Cx, event: &Event) -> Effects {
    let Some(palette) = top_mut::<Palette>(&mut cx.layers) else { return Effects::new() };
    match palette.handle(event, &cx.keymap) {
        PaletteOutcome::Stay => {}
        PaletteOutcome::Close => cx.close(),
        PaletteOutcome::Run(id) => {
            cx.close();
            cx.chosen = Some(id);
        }
        PaletteOutcome::Blocked(why) => cx.say(Role::Attention, why),
    }
    Effects::new()
}

fn row(entry: &Entry) -> Row<'_> {
    let (role, text) = match &entry.blocked {
        Some(why) => (Role::Dim, format!("{}: {why}", entry.help)),
        None => (Role::Text, entry.help.to_owned()),
    };
    Row { cells: vec![Cell::new(role, text), Cell::new(Role::Key, entry.key.as_str())], ..Row::default() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn feed(palette: &mut Palette, keys: &[&str]) -> PaletteOutcome {
        let keymap = Keymap::new(&BTreeMap::new()).unwrap();
        let mut last = PaletteOutcome::Stay;
        for key in keys {
            last = palette.handle(&key.parse::<Chord>().unwrap().to_event(), &keymap);
        }
        last
    }

    fn open(blocked: impl Fn(CommandId) -> Option<String>) -> Palette {
        Palette::open(Scope::Areas, &Keymap::new(&BTreeMap::new()).unwrap(), |command| {
            Some((command.help, blocked(command.id)))
        })
    }

    #[test]
    fn a_few_letters_find_it() {
        let mut palette = open(|_| None);
        assert_eq!(feed(&mut palette, &["q", "u", "i", "t", "Enter"]), PaletteOutcome::Run(CommandId::Quit));
        let mut palette = open(|_| None);
        assert_eq!(feed(&mut palette, &["r", "e", "d", "o", "Enter"]), PaletteOutcome::Run(CommandId::Redo));
    }

    #[test]
    fn undo_takes_the_rep_back_while_reps_are_counted() {
        let keymap = Keymap::new(&BTreeMap::new()).unwrap();
        let mut palette = Palette::open(Scope::Practice, &keymap, |command| Some((command.help, None)));
        let keys = ["u", "n", "d", "o", "Enter"];
        assert_eq!(feed(&mut palette, &keys), PaletteOutcome::Run(CommandId::TakeBack));
    }

    #[test]
    fn what_is_blocked_says_why() {
        let mut palette = open(|id| (id == CommandId::Redo).then(|| "nothing was undone".to_owned()));
        assert_eq!(
            feed(&mut palette, &["r", "e", "d", "o", "Enter"]),
            PaletteOutcome::Blocked("nothing was undone".into())
        );
    }

    #[test]
    fn nothing_found_runs_nothing() {
        let mut palette = open(|_| None);
        assert_eq!(feed(&mut palette, &["%", "%", "Down", "Enter"]), PaletteOutcome::Stay);
        assert_eq!(feed(&mut palette, &["Esc"]), PaletteOutcome::Close);
    }
}
