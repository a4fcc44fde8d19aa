//! Text entry, of one line or of many with soft wrap. The text comes back exactly as it was typed; the cursor moves by
//! what is seen as one character; a paste is one edit and one undo. Which key leaves the field is the form's business.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use tui_textarea::{CursorMove, TextArea, WrapMode};
use unicode_segmentation::UnicodeSegmentation;

use super::Skin;
use crate::domain::display;
use crate::tui::theme::Role;

/// The most text a field takes.
pub const LIMIT: usize = 1024 * 1024;

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edited {
    /// The text changed.
    Changed,
    /// Only the cursor moved.
    Moved,
    /// It means nothing here: the form may have it.
    Ignored,
    /// It would have been too much, and nothing changed; the sentence says so.
    Refused(&'static str),
}

/// A text being written.
#[derive(Debug, Clone)]
pub struct Editor {
    area: TextArea<'static>,
    lines: bool,
    limit: usize,
}

impl Editor {
    /// A field of one line.
    pub fn line(text: &str) -> Self {
        Self::new(text, false)
    }

    /// A field of many lines, wrapped at words.
    pub fn text(text: &str) -> Self {
        Self::new(text, true)
    }

    fn new(text: &str, lines: bool) -> Self {
        let mut area = TextArea::new(text.split('\n').map(str::to_owned).collect());
        area.set_cursor_line_style(Style::new());
        // The terminal's own cursor is shown instead.
        area.set_cursor_style(Style::new());
        area.set_max_histories(1_000);
        area.set_wrap_mode(if lines { WrapMode::WordOrGlyph } else { WrapMode::None });
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, lines, limit: LIMIT }
    }

    /// A smaller limit, in bytes.
    pub fn limited(mut self, bytes: usize) -> Self {
        self.limit = bytes.min(LIMIT);
        self
    }

    /// The text as typed.
    pub fn value(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Is there nothing?
    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// How many rows the text takes in so many cells, more or less: words that wrap may need another one.
    pub fn rows(&self, cells: u16) -> usize {
        let cells = usize::from(cells.max(1));
        self.area.lines().iter().map(|line| display::width(line) / cells + 1).sum()
    }

    /// Is it a field of many lines?
    pub fn is_multiline(&self) -> bool {
        self.lines
    }

    /// Where the cursor is: line and character, counted from 0 (for drafts).
    pub fn cursor(&self) -> (usize, usize) {
        let at = self.area.cursor();
        (at.0, at.1)
    }

    /// Replaces everything, as one edit that can be undone.
    pub fn set(&mut self, text: &str) -> Edited {
        self.area.select_all();
        self.insert(text)
    }

    /// Takes a key or a paste.
    pub fn handle(&mut self, event: &Event) -> Edited {
        match event {
            Event::Paste(text) => self.insert(text),
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(*key),
            _ => Edited::Ignored,
        }
    }

    fn insert(&mut self, text: &str) -> Edited {
        let size: usize = self.area.lines().iter().map(|line| line.len() + 1).sum();
        // While all is selected the old text goes: then only the new one counts.
        let kept = if self.area.is_selecting() { 0 } else { size };
        if kept + text.len() > self.limit {
            self.area.cancel_selection();
            return Edited::Refused("That is more than this field takes: nothing was inserted");
        }
        let changed = match self.lines {
            true => self.area.insert_str(text),
            // A line that was copied whole brings its end along.
            false => {
                let line = text.trim_end_matches(['\n', '\r']);
                self.area.insert_str(line.replace("\r\n", " ").replace(['\n', '\r'], " "))
            }
        };
        if changed { Edited::Changed } else { Edited::Moved }
    }

    fn key(&mut self, key: KeyEvent) -> Edited {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match (key.code, ctrl, alt) {
            (KeyCode::Char(c), false, false) if !c.is_control() => self.insert(c.encode_utf8(&mut [0; 4])),
            (KeyCode::Enter, false, false) if self.lines => self.insert("\n"),
            (KeyCode::Char('a'), true, false) | (KeyCode::Home, false, false) => {
                self.move_by(CursorMove::Head)
            }
            (KeyCode::Char('e'), true, false) | (KeyCode::End, false, false) => self.move_by(CursorMove::End),
            (KeyCode::Home, true, false) => self.move_by(CursorMove::Top),
            (KeyCode::End, true, false) => self.move_by(CursorMove::Bottom),
            (KeyCode::Left, true, _) | (KeyCode::Char('b'), false, true) => {
                self.move_by(CursorMove::WordBack)
            }
            (KeyCode::Right, true, _) | (KeyCode::Char('f'), false, true) => {
                self.move_by(CursorMove::WordForward)
            }
            (KeyCode::Left, ..) => self.left(),
            (KeyCode::Right, ..) => self.right(),
            (KeyCode::Up, false, false) if self.lines => self.move_by(CursorMove::Up),
            (KeyCode::Down, false, false) if self.lines => self.move_by(CursorMove::Down),
            (KeyCode::Char('k'), true, false) => changed(self.area.delete_line_by_end()),
            (KeyCode::Char('u'), true, false) => changed(self.area.delete_line_by_head()),
            (KeyCode::Char('w'), true, false) | (KeyCode::Backspace, _, true) => {
                changed(self.area.delete_word())
            }
            (KeyCode::Char('d'), false, true) => changed(self.area.delete_next_word()),
            (KeyCode::Char('y'), true, false) => changed(self.area.paste()),
            // What terminals send for C-/ and C-_.
            (KeyCode::Char('7'), true, false) => changed(self.area.undo()),
            (KeyCode::Char('r'), false, true) => changed(self.area.redo()),
            (KeyCode::Backspace, ..) | (KeyCode::Char('h'), true, false) => self.delete_back(),
            (KeyCode::Delete, ..) | (KeyCode::Char('d'), true, false) => self.delete_forward(),
            _ => Edited::Ignored,
        }
    }

    fn move_by(&mut self, how: CursorMove) -> Edited {
        let before = self.area.cursor();
        self.area.move_cursor(how);
        if self.area.cursor() == before { Edited::Ignored } else { Edited::Moved }
    }

    /// How many characters the thing before the cursor has; 0 at the beginning of a line.
    fn before(&self) -> usize {
        let (row, column) = self.cursor();
        let line = self.area.lines().get(row).map_or("", String::as_str);
        // No need to walk through a long line: what is seen as one character is short.
        let near: String = line.chars().take(column).skip(column.saturating_sub(64)).collect();
        near.graphemes(true).next_back().map_or(0, |grapheme| grapheme.chars().count())
    }

    fn after(&self) -> usize {
        let (row, column) = self.cursor();
        let line = self.area.lines().get(row).map_or("", String::as_str);
        let near: String = line.chars().skip(column).take(64).collect();
        near.graphemes(true).next().map_or(0, |grapheme| grapheme.chars().count())
    }

    fn left(&mut self) -> Edited {
        self.repeat(CursorMove::Back, self.before())
    }

    fn right(&mut self) -> Edited {
        self.repeat(CursorMove::Forward, self.after())
    }

    fn repeat(&mut self, how: CursorMove, times: usize) -> Edited {
        let before = self.area.cursor();
        for _ in 0..times.max(1) {
            self.area.move_cursor(how);
        }
        if self.area.cursor() == before { Edited::Ignored } else { Edited::Moved }
    }

    fn delete_back(&mut self) -> Edited {
        match self.before() {
            0 | 1 => changed(self.area.delete_char()),
            more => {
                self.left();
                changed(self.area.delete_str(more))
            }
        }
    }

    fn delete_forward(&mut self) -> Edited {
        match self.after() {
            0 | 1 => changed(self.area.delete_next_char()),
            more => changed(self.area.delete_str(more)),
        }
    }

    /// Draws the text, and the terminal's cursor in it when it has the focus. Says whether there is more of it above
    /// and below; without the focus it is read from its beginning.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, skin: &Skin) -> (bool, bool) {
        let area = area.intersection(frame.area());
        if area.is_empty() {
            return (false, !self.is_empty());
        }
        if !focused {
            return (false, self.view_beginning(frame, area, skin));
        }
        frame.render_widget(&self.area, area);
        frame.buffer_mut().set_style(area, skin.style(Role::Text));
        let (top, left) = self.area.scroll_offset();
        let at = self.area.screen_cursor();
        let x = (at.col as u16).saturating_sub(left).min(area.width - 1);
        let y = (at.row as u16).saturating_sub(top).min(area.height - 1);
        frame.set_cursor_position((area.x + x, area.y + y));
        // Where the terminal's cursor cannot be seen (a picture, a recording), an underline marks the field.
        frame.buffer_mut().set_style(
            Rect::new(area.x + x, area.y + y, 1, 1),
            Style::new().add_modifier(Modifier::UNDERLINED),
        );
        (self.lines && top > 0, self.lines && goes_on(&self.area, usize::from(top), area.height))
    }

    fn view_beginning(&self, frame: &mut Frame<'_>, area: Rect, skin: &Skin) -> bool {
        let rows = usize::from(area.height);
        let all = self.area.lines();
        // No more than can be seen: a text may be long, and this is done for every field in every frame.
        let most = (rows + 1) * usize::from(area.width);
        let begin = all.iter().take(rows + 1).map(|line| line.chars().take(most).collect()).collect();
        let mut shown = TextArea::<'static>::new(begin);
        shown.set_cursor_line_style(Style::new());
        shown.set_cursor_style(Style::new());
        shown.set_wrap_mode(self.area.wrap_mode());
        frame.render_widget(&shown, area);
        frame.buffer_mut().set_style(area, skin.style(Role::Text));
        self.lines && goes_on(&shown, 0, area.height)
    }
}

/// Whether there are rows below those in sight; known once it was drawn.
fn goes_on(area: &TextArea<'_>, top: usize, height: u16) -> bool {
    let last = top + usize::from(height.max(1)) - 1;
    // A row past the last one is taken for the last one.
    area.screen_to_data(last, 0) != area.screen_to_data(last + 1, 0)
}

fn changed(it_did: bool) -> Edited {
    if it_did { Edited::Changed } else { Edited::Moved }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::super::testing::{lines, skin};
    use super::*;
    use crate::tui::keys::Chord;

    fn press(editor: &mut Editor, code: KeyCode, modifiers: KeyModifiers) -> Edited {
        editor.handle(&Event::Key(KeyEvent::new(code, modifiers)))
    }

    fn type_in(editor: &mut Editor, text: &str) {
        for c in text.chars() {
            press(editor, KeyCode::Char(c), KeyModifiers::NONE);
        }
    }

    #[test]
    fn text_comes_back_as_it_was() {
        for text in ["", "a", "a\n", "\n\n", "tab\there", "  spaces  ", "漢字 e\u{301} 👩‍👩‍👧\nzwei", "cr\r\nlf"]
        {
            assert_eq!(Editor::text(text).value(), text);
        }
        let mut editor = Editor::text("");
        editor.handle(&Event::Paste("one\n\ttwo".into()));
        assert_eq!(editor.value(), "one\n\ttwo");
    }

    #[test]
    fn the_cursor_moves_and_deletes_by_what_is_seen() {
        let mut editor = Editor::line("a👩‍👩‍👧e\u{301}");
        press(&mut editor, KeyCode::Backspace, KeyModifiers::NONE);
        assert_eq!(editor.value(), "a👩‍👩‍👧");
        press(&mut editor, KeyCode::Left, KeyModifiers::NONE);
        assert_eq!(editor.cursor(), (0, 1));
        press(&mut editor, KeyCode::Delete, KeyModifiers::NONE);
        assert_eq!(editor.value(), "a");
    }

    #[test]
    fn a_paste_is_one_undo() {
        let mut editor = Editor::text("before ");
        editor.handle(&Event::Paste("many\nlines\nof text".into()));
        press(&mut editor, KeyCode::Char('7'), KeyModifiers::CONTROL);
        assert_eq!(editor.value(), "before ");
    }

    #[test]
    fn too_much_is_refused_whole() {
        let mut editor = Editor::text("x").limited(10);
        assert!(matches!(editor.handle(&Event::Paste("0123456789".into())), Edited::Refused(_)));
        assert_eq!(editor.value(), "x");
        let mut editor = Editor::text("");
        assert!(matches!(editor.handle(&Event::Paste("x".repeat(LIMIT + 1))), Edited::Refused(_)));
    }

    #[test]
    fn one_line_stays_one_line() {
        let mut editor = Editor::line("");
        editor.handle(&Event::Paste("a\nb\r\nc\n".into()));
        assert_eq!(editor.value(), "a b c");
        assert_eq!(press(&mut editor, KeyCode::Enter, KeyModifiers::NONE), Edited::Ignored);
    }

    #[test]
    fn keys_of_the_house_are_left_alone() {
        let mut editor = Editor::text("text");
        for key in ["C-z", "C-s", "C-o", "Esc", "Tab", "S-Tab", "C-c", "C-l", "F1"] {
            let chord: Chord = key.parse().unwrap();
            let event = chord.to_event();
            assert_eq!(editor.handle(&event), Edited::Ignored, "{key}");
        }
        assert_eq!(press(&mut editor, KeyCode::Up, KeyModifiers::NONE), Edited::Ignored);
    }

    #[test]
    fn it_says_whether_there_is_more_and_is_read_from_its_beginning_without_focus() {
        let mut terminal = Terminal::new(TestBackend::new(12, 2)).unwrap();
        let editor = Editor::text("one two three four five\nsix");
        let mut beyond = (false, false);
        terminal.draw(|frame| beyond = editor.view(frame, frame.area(), true, &skin())).unwrap();
        assert_eq!((beyond, lines(terminal.backend().buffer())[1].as_str()), ((true, false), "six"));
        terminal.draw(|frame| beyond = editor.view(frame, frame.area(), false, &skin())).unwrap();
        assert_eq!((beyond, lines(terminal.backend().buffer())[0].as_str()), ((false, true), "one two"));
        let short = Editor::text("one\ntwo");
        terminal.draw(|frame| beyond = short.view(frame, frame.area(), true, &skin())).unwrap();
        assert_eq!(beyond, (false, false));
    }

    #[test]
    fn long_text_wraps_and_the_cursor_is_where_one_writes() {
        let mut terminal = Terminal::new(TestBackend::new(12, 4)).unwrap();
        let mut editor = Editor::text("");
        type_in(&mut editor, "the left hand comes 漢字");
        terminal
            .draw(|frame| {
                editor.view(frame, frame.area(), true, &skin());
            })
            .unwrap();
        assert_eq!(lines(terminal.backend().buffer())[..2], ["the left", "hand comes"]);
        terminal.backend_mut().assert_cursor_position((4, 2));
    }
}
