//! How a form looks: labels in one column, the focused one in accent, problems beneath their field. Takes `&Form` only.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::field::State;
use super::{Field, Form, Kind};
use crate::domain::display;
use crate::tui::theme::Role;
use crate::tui::widget::Skin;

/// The most lines a text shows before it scrolls within itself.
const TEXT_MAX: u16 = 8;

impl Form {
    /// The lines that the form takes in this width when there is room for all of it.
    pub fn height(&self, width: u16) -> u16 {
        self.rows(0..self.fields.len(), width) + u16::from(self.problem_of("").is_some())
    }

    /// How many lines are out of sight above, in a room of this size.
    pub fn scrolled(&self, width: u16, height: u16) -> u16 {
        self.rows(0..self.first_in_sight(width, height), width)
    }

    fn rows(&self, fields: std::ops::Range<usize>, width: u16) -> u16 {
        fields.map(|i| self.field_height(i, width)).sum()
    }

    /// Draws the fields; when there is no room for all, those around the focused one.
    pub fn view(&self, frame: &mut Frame<'_>, area: Rect, skin: &Skin) {
        let whole = area.intersection(frame.area());
        // What is wrong with the whole stands below its fields, wherever those end.
        let below = u16::from(self.problem_of("").is_some()).min(whole.height);
        let area = Rect { height: whole.height - below, ..whole };
        let label_cells = self.label_cells(area.width);
        let mut y = area.y;
        for i in self.first_in_sight(area.width, area.height)..self.fields.len() {
            let room = area.bottom().saturating_sub(y);
            if room == 0 {
                break;
            }
            let height = self.field_height(i, area.width).min(room);
            self.view_field(frame, Rect { y, height, ..area }, i, label_cells, skin);
            y += height;
        }
        if let (Some(problem), true) = (self.problem_of(""), y < whole.bottom()) {
            let line = Line::from(skin.span(Role::Bad, display::fit(problem, usize::from(area.width))));
            frame.render_widget(line, Rect { y, height: 1, ..area });
        }
    }

    fn label_cells(&self, width: u16) -> u16 {
        let widest = self
            .fields
            .iter()
            .map(|field| display::width(&display::safe_line(&field.label)))
            .max()
            .unwrap_or(0);
        (widest as u16).min(width / 3)
    }

    /// Where the values begin: behind the bar, the labels, and a mark.
    fn indent(&self, width: u16) -> u16 {
        (self.label_cells(width) + 3).min(width)
    }

    fn field_height(&self, i: usize, width: u16) -> u16 {
        let field = &self.fields[i];
        let lines = match &field.state {
            State::Editor(editor) if field.is_multiline() => {
                let rows = editor.rows(width - self.indent(width)) + 1;
                u16::try_from(rows).unwrap_or(TEXT_MAX).clamp(2, TEXT_MAX)
            }
            _ => 1,
        };
        let other = u16::from(self.other_version(field).is_some());
        lines + other + u16::from(self.problem_of(&field.key).is_some())
    }

    fn first_in_sight(&self, width: u16, height: u16) -> usize {
        let mut used = 0;
        let fits = |i: &usize| {
            used += self.field_height(*i, width);
            used <= height
        };
        let before = (0..=self.focus).rev().take_while(fits).count();
        (self.focus + 1).saturating_sub(before.max(1))
    }

    /// The problem of a field; of `""`, the first one that belongs to no field.
    fn problem_of(&self, key: &str) -> Option<&str> {
        let of = |problem: &&super::Problem| match key {
            "" => self.position(&problem.key).is_none(),
            key => problem.key == key,
        };
        self.problems.iter().find(of).map(|problem| problem.sentence.as_str())
    }

    fn view_field(&self, frame: &mut Frame<'_>, area: Rect, i: usize, label_cells: u16, skin: &Skin) {
        let field = &self.fields[i];
        let focused = i == self.focus;
        let problem = self.problem_of(&field.key);
        let bar = if focused { skin.glyphs.bar } else { " " };
        let label_role = if focused { Role::Accent } else { Role::Dim };
        let label = Line::from(vec![
            skin.span(Role::Accent, bar),
            skin.span(label_role, display::pad(&field.label, usize::from(label_cells))),
        ]);
        frame.render_widget(label, Rect { height: 1, ..area });
        let indent = self.indent(area.width);
        let other = self.other_version(field);
        let beneath = u16::from(problem.is_some()) + u16::from(other.is_some());
        let lines = area.height.saturating_sub(beneath).max(1);
        let value = Rect { x: area.x + indent, width: area.width - indent, height: lines, ..area };
        let (above, below) = view_value(frame, value, field, focused, skin);
        let marks = [(above, skin.glyphs.beyond.0, 0), (below, skin.glyphs.beyond.1, lines - 1)];
        for (_, mark, row) in marks.into_iter().filter(|(shown, ..)| *shown && indent > 1) {
            frame.buffer_mut().set_span(value.x - 2, area.y + row, &skin.span(Role::Dim, mark), 1);
        }
        let room = usize::from(value.width).saturating_sub(2);
        let problem = problem
            .map(|text| skin.span(Role::Bad, format!("{} {}", skin.glyphs.alarm, display::fit(text, room))));
        let other = other.map(|(label, text)| {
            let text = if text.is_empty() { "(nothing)" } else { text };
            skin.span(Role::Attention, display::fit(&format!("{label}: {text}"), room))
        });
        let below = area.height.saturating_sub(lines);
        for (row, span) in (0..below).zip([problem, other].into_iter().flatten()) {
            frame.render_widget(Line::from(span), Rect { y: area.y + lines + row, height: 1, ..value });
        }
    }
}

/// Draws a value; says whether there is more of it above and below.
fn view_value(frame: &mut Frame<'_>, area: Rect, field: &Field, focused: bool, skin: &Skin) -> (bool, bool) {
    let line = match (&field.state, field.kind) {
        (State::Editor(editor), _) => {
            let beyond = editor.view(frame, area, focused, skin);
            if editor.is_empty() && !area.is_empty() {
                // A cell to the right, so that the cursor stands before the hint and not in it.
                let hint = display::fit(&field.hint, usize::from(area.width.saturating_sub(1)));
                let at = Rect { x: area.x + 1, width: area.width - 1, height: 1, ..area };
                frame.render_widget(Line::from(skin.span(Role::Faint, hint)), at);
            }
            let offered = field.offer().zip(field.line_at_cursor()).filter(|_| focused && !editor.is_empty());
            if let Some((name, (row, line))) = offered {
                let used = u16::try_from(display::width(&line) + 2).unwrap_or(u16::MAX).min(area.width);
                let row = u16::try_from(row).unwrap_or(u16::MAX).min(area.height.saturating_sub(1));
                let height = 1.min(area.height);
                let at = Rect { x: area.x + used, y: area.y + row, width: area.width - used, height };
                let offer = Line::from(vec![
                    skin.span(Role::Key, "Right"),
                    skin.span(
                        Role::Dim,
                        format!(" {}", display::fit(name, usize::from(at.width.saturating_sub(6)))),
                    ),
                ]);
                // Half of it would tell nobody which one it is.
                if at.width >= 12 {
                    frame.render_widget(offer, at);
                } else if at.width >= 6 {
                    frame.render_widget(Line::from(skin.span(Role::Key, "Right")), at);
                }
            }
            return beyond;
        }
        (State::Choice(at), Kind::Choice(words)) => choice(words, *at, area.width, focused, skin),
        (State::Toggle(on), _) => {
            let role = if focused { Role::Strong } else { Role::Text };
            Line::from(vec![
                skin.span(role, if *on { "yes" } else { "no" }),
                skin.span(
                    Role::Dim,
                    if field.hint.is_empty() {
                        String::new()
                    } else {
                        format!("  {}", display::safe_line(&field.hint))
                    },
                ),
            ])
        }
        _ => return (false, false),
    };
    frame.render_widget(line, Rect { height: 1.min(area.height), ..area });
    (false, false)
}

/// All the words when there is room, else the chosen one between arrows.
fn choice(words: &[&str], at: usize, width: u16, focused: bool, skin: &Skin) -> Line<'static> {
    let chosen = if focused { skin.style(Role::Accent).bold() } else { skin.style(Role::Text) };
    let cells: usize = words.iter().map(|word| display::width(word) + 3).sum();
    let word = |i: usize, text: &str| match i == at {
        true => ratatui::text::Span::styled(text.to_owned(), chosen),
        false => skin.span(Role::Dim, text.to_owned()),
    };
    if focused && cells <= usize::from(width) {
        let spans = words.iter().enumerate().flat_map(|(i, text)| [word(i, text), "   ".into()]);
        return Line::from_iter(spans);
    }
    let current = words.get(at).copied().unwrap_or_default();
    match focused {
        true => Line::from(vec![skin.span(Role::Dim, "< "), word(at, current), skin.span(Role::Dim, " >")]),
        false => Line::from(word(at, current)),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::super::Problem;
    use super::*;
    use crate::tui::widget::testing::{lines, skin};

    fn form() -> Form {
        Form::new(
            "skill",
            "New skill",
            vec![
                Field::new("name", "Name", Kind::Line).with("Ear"),
                Field::new("mode", "Mode", Kind::Choice(&["observe", "repeat"])),
                Field::new("why", "Why it matters", Kind::Text).hint("in your own words"),
            ],
        )
    }

    fn draw(form: &Form, width: u16, height: u16) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| form.view(frame, frame.area(), &skin())).unwrap();
        lines(terminal.backend().buffer())
    }

    #[test]
    fn labels_line_up_and_problems_stand_beneath() {
        let mut form = form();
        form.refuse(vec![Problem { key: "name".into(), sentence: "there is one already".into() }]);
        let expected = [
            "▌Name            Ear",
            "                 ! there is one already",
            " Mode            observe",
            " Why it matters   in your own words",
        ];
        assert_eq!(draw(&form, 60, 4), expected);
    }

    #[test]
    fn a_text_that_goes_on_says_so() {
        let lines = (1..=12).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        let mut form = Form::new(
            "skill",
            "",
            vec![
                Field::new("name", "Name", Kind::Line),
                Field::new("contexts", "Contexts", Kind::List).with(&lines),
            ],
        );
        let shown = draw(&form, 30, 12);
        assert_eq!((shown[1].as_str(), shown[8].as_str()), (" Contexts  1", "         ↓ 8"));
        form.focus_on("contexts");
        let shown = draw(&form, 30, 12);
        assert_eq!((shown[1].as_str(), shown[8].as_str()), ("▌Contexts↑ 5", "           12"));
        assert_eq!((form.scrolled(30, 12), form.scrolled(30, 8), form.height(30)), (0, 1, 9));
    }

    #[test]
    fn the_focused_field_is_always_in_sight() {
        let mut form = form();
        form.focus_on("why");
        assert!(draw(&form, 40, 2)[0].contains("Why"));
        for width in 1..30 {
            for height in 1..6 {
                draw(&form, width, height);
            }
        }
    }
}
