//! The strip of reps: `COLD ●○●●○ │ ●●○…`. The cold ones stand apart; of too many, the newest are shown.

use ratatui::text::{Line, Span};

use super::Skin;
use crate::domain::display;
use crate::tui::theme::Role;

/// One rep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It worked.
    Hit,
    /// It did not.
    Miss,
    /// Graded 0 to 9.
    Grade(u8),
}

/// A line of at most so many cells with the cold reps and the others, newest last.
pub fn strip(cold: &[Mark], warm: &[Mark], cells: usize, skin: &Skin) -> Line<'static> {
    let mut line = Line::default();
    let mut left = cells;
    if !cold.is_empty() {
        // When the room is short the others matter more: they are what changes.
        let needed = if warm.is_empty() { 0 } else { warm.len().min(8) + 3 };
        let label = if left >= needed + cold.len() + 5 { "COLD " } else { "" };
        push(&mut line, &mut left, skin.span(Role::Dim, label));
        let room = left.saturating_sub(needed).clamp(left.min(3), left);
        marks(&mut line, &mut left, cold, room, skin);
        if !warm.is_empty() && left > 4 {
            push(&mut line, &mut left, skin.span(Role::Faint, format!(" {} ", skin.glyphs.divider)));
        } else if !warm.is_empty() {
            return line;
        }
    }
    let room = left;
    marks(&mut line, &mut left, warm, room, skin);
    line
}

fn push(line: &mut Line<'static>, left: &mut usize, span: Span<'static>) {
    *left = left.saturating_sub(display::width(&span.content));
    line.push_span(span);
}

fn marks(line: &mut Line<'static>, left: &mut usize, marks: &[Mark], room: usize, skin: &Skin) {
    if room == 0 {
        return;
    }
    let newest = if marks.len() <= room {
        marks
    } else {
        push(line, left, skin.span(Role::Faint, skin.glyphs.more));
        &marks[marks.len() + 1 - room..]
    };
    // Reps alike and in a row are one span: one style change instead of many.
    for run in newest.chunk_by(|a, b| role(*a) == role(*b)) {
        let text: String = run.iter().map(|mark| sign(*mark, skin)).collect();
        push(line, left, skin.span(role(run[0]), text));
    }
}

fn role(mark: Mark) -> Role {
    match mark {
        Mark::Hit => Role::Good,
        Mark::Miss => Role::Dim,
        Mark::Grade(_) => Role::Text,
    }
}

fn sign(mark: Mark, skin: &Skin) -> String {
    match mark {
        Mark::Hit => skin.glyphs.hit.to_owned(),
        Mark::Miss => skin.glyphs.miss.to_owned(),
        Mark::Grade(grade) => grade.min(9).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::skin;
    use super::*;

    fn parse(text: &str) -> Vec<Mark> {
        text.chars()
            .map(|c| match c {
                'h' => Mark::Hit,
                'm' => Mark::Miss,
                digit => Mark::Grade(digit.to_digit(10).unwrap() as u8),
            })
            .collect()
    }

    fn shown(cold: &str, warm: &str, cells: usize) -> String {
        strip(&parse(cold), &parse(warm), cells, &skin()).to_string()
    }

    #[test]
    fn cold_stands_apart_and_the_newest_stay_in_sight() {
        assert_eq!(shown("hmhhm", "hhm", 40), "COLD ●○●●○ │ ●●○");
        assert_eq!(shown("", "hhm", 40), "●●○");
        assert_eq!(shown("hmhhm", "", 40), "COLD ●○●●○");
        assert_eq!(shown("", "hhhhhhhhhm", 5), "…●●●○");
        assert_eq!(shown("", "0395", 9), "0395");
        assert_eq!(shown("hmhhm", "hhhhhhhhhhhhhm", 20), "●○●●○ │ …●●●●●●●●●●○");
    }

    #[test]
    fn it_never_takes_more_than_its_cells() {
        for cells in 0..40 {
            assert!(display::width(&shown("hmhhm", "hmhmhmhmhmhmhmhm", cells)) <= cells, "{cells}");
        }
    }
}
