//! The list, once for every screen: which row is selected, kept by what is in it however the rows change; stepped, paged, clicked,
//! scrolled into sight, drawn.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::tui::command::CommandId;
use crate::tui::widget::Skin;
use crate::tui::widget::list::{Column, List, Row};
use crate::tui::widget::pane::scroll_thumb;

/// What stands in a row.
pub trait Item {
    /// By what it is found again when the rows change.
    type Key: Clone + PartialEq;

    /// What is in the row; none where it is nothing to come back to.
    fn key(&self) -> Option<Self::Key>;

    /// Whether it can be selected: headings are stepped over.
    fn selectable(&self) -> bool {
        true
    }

    /// Whether it is the next best where what is looked for is gone.
    fn resembles(&self, _key: &Self::Key) -> bool {
        false
    }
}

/// The rows of a list. Those of a long one are not all here, and are asked for by their place.
pub trait Rows {
    /// By what a row is found again.
    type Key: Clone + PartialEq;

    /// How many there are.
    fn count(&self) -> usize;

    /// What is in a row.
    fn key(&self, at: usize) -> Option<Self::Key>;

    /// Where something stands.
    fn place(&self, key: &Self::Key) -> Option<usize>;

    /// Whether a row can be selected.
    fn selectable(&self, at: usize) -> bool;

    /// The line a row begins on; of the place behind the last row, how many lines there are.
    fn line_of(&self, at: usize) -> usize {
        at
    }

    /// The row on a line.
    fn row_on(&self, line: usize) -> Option<usize> {
        Some(line).filter(|line| *line < self.count())
    }

    /// How many rows a page steps over.
    fn page(&self, room: usize) -> usize {
        room.saturating_sub(1).max(1)
    }
}

impl<T: Item> Rows for [T] {
    type Key = T::Key;

    fn count(&self) -> usize {
        self.len()
    }

    fn key(&self, at: usize) -> Option<T::Key> {
        self.get(at)?.key()
    }

    fn place(&self, key: &T::Key) -> Option<usize> {
        let same = self.iter().position(|row| row.key().as_ref() == Some(key));
        same.or_else(|| self.iter().position(|row| row.resembles(key)))
    }

    fn selectable(&self, at: usize) -> bool {
        self.get(at).is_some_and(Item::selectable)
    }
}

/// Rows of several lines each.
#[derive(Debug, Clone, Copy)]
pub struct Tall<'a, T> {
    /// The rows.
    pub items: &'a [T],
    /// How many lines each of them takes.
    pub heights: &'a [usize],
}

impl<T: Item> Rows for Tall<'_, T> {
    type Key = T::Key;

    fn count(&self) -> usize {
        self.items.len()
    }

    fn key(&self, at: usize) -> Option<T::Key> {
        self.items.key(at)
    }

    fn place(&self, key: &T::Key) -> Option<usize> {
        self.items.place(key)
    }

    fn selectable(&self, at: usize) -> bool {
        self.items.selectable(at)
    }

    fn line_of(&self, at: usize) -> usize {
        self.heights.iter().take(at).sum()
    }

    fn row_on(&self, line: usize) -> Option<usize> {
        let mut end = 0;
        self.heights.iter().position(|height| {
            end += height;
            line < end
        })
    }
}

/// A way through a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many rows on, back if negative.
    Rows(isize),
    /// So many pages on.
    Pages(isize),
}

impl Step {
    /// To the first row.
    pub const FIRST: Step = Step::Rows(isize::MIN / 2);
    /// To the last row.
    pub const LAST: Step = Step::Rows(isize::MAX / 2);

    /// What a key says of the way through a list, if it is one of these.
    pub const fn of(id: CommandId) -> Option<Step> {
        Some(match id {
            CommandId::Down => Step::Rows(1),
            CommandId::Up => Step::Rows(-1),
            CommandId::PageDown => Step::Pages(1),
            CommandId::PageUp => Step::Pages(-1),
            CommandId::First => Step::FIRST,
            CommandId::Last => Step::LAST,
            _ => return None,
        })
    }

    /// How many rows that is, where a page steps over so many.
    pub const fn rows(self, page: isize) -> isize {
        match self {
            Step::Rows(by) => by,
            Step::Pages(by) => by * page,
        }
    }
}

/// Where one is in a list.
#[derive(Debug, Clone)]
pub struct ListPane<K> {
    selected: usize,
    /// The first line in sight.
    top: usize,
    key: Option<K>,
}

impl<K> Default for ListPane<K> {
    fn default() -> ListPane<K> {
        ListPane { selected: 0, top: 0, key: None }
    }
}

impl<K: Clone + PartialEq> ListPane<K> {
    /// The selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// What was in it when it was selected.
    pub fn key(&self) -> Option<&K> {
        self.key.as_ref()
    }

    /// The first line in sight.
    pub fn top(&self) -> usize {
        self.top
    }

    /// The rows with this are not here yet: it is selected once they are kept.
    pub fn expect(&mut self, key: K) {
        self.key = Some(key);
    }

    /// Shows the list from another line on, where it is drawn by somebody who knows better.
    pub fn scroll_to(&mut self, top: usize) {
        self.top = top;
    }

    /// Selects a row, or the next one that can be; says whether something else is selected then.
    pub fn choose<R: Rows<Key = K> + ?Sized>(&mut self, at: usize, rows: &R) -> bool {
        self.land(at, 1, rows)
    }

    /// Selects what is found by this; says whether it is there.
    pub fn select<R: Rows<Key = K> + ?Sized>(&mut self, key: &K, rows: &R) -> bool {
        let place = rows.place(key);
        self.land(place.unwrap_or(self.selected), 1, rows);
        place.is_some()
    }

    /// Moves the selection, stopping at the ends; says whether something else is selected then.
    pub fn step<R: Rows<Key = K> + ?Sized>(&mut self, step: Step, rows: &R, room: usize) -> bool {
        let by = step.rows(rows.page(room).cast_signed());
        self.land(self.selected.saturating_add_signed(by), by, rows)
    }

    /// Selects what lies on a line of the room, if it can be; says whether it does.
    pub fn click<R: Rows<Key = K> + ?Sized>(&mut self, line: usize, rows: &R) -> bool {
        let at = rows.row_on(self.top + line).filter(|at| rows.selectable(*at));
        at.is_some_and(|at| {
            self.land(at, 1, rows);
            true
        })
    }

    /// The rows have changed: the selection stays on what it was on, or where it was if that is gone; says whether something
    /// else is selected then.
    pub fn keep<R: Rows<Key = K> + ?Sized>(&mut self, rows: &R) -> bool {
        let place = self.key.as_ref().and_then(|key| rows.place(key));
        self.land(place.unwrap_or(self.selected), 1, rows)
    }

    /// To a row, or on from there to one that can be selected; back where there is none.
    fn land<R: Rows<Key = K> + ?Sized>(&mut self, at: usize, direction: isize, rows: &R) -> bool {
        let count = rows.count();
        let at = at.min(count.saturating_sub(1));
        let forward = || (at..count).find(|at| rows.selectable(*at));
        let back = || (0..=at).rev().find(|at| rows.selectable(*at));
        let found = if direction >= 0 { forward().or_else(back) } else { back().or_else(forward) };
        self.selected = found.unwrap_or(at);
        let key = rows.key(self.selected);
        let moved = key != self.key;
        self.key = key;
        moved
    }

    /// Brings the selected row into sight, with the heading right above it.
    pub fn follow<R: Rows<Key = K> + ?Sized>(&mut self, rows: &R, room: usize) {
        let room = room.max(1);
        self.selected = self.selected.min(rows.count().saturating_sub(1));
        let (begin, end) = (rows.line_of(self.selected), rows.line_of(self.selected + 1));
        self.top = scrolled(self.top, begin..end, room);
        let above = self.selected.checked_sub(1).filter(|above| !rows.selectable(*above));
        if let Some(head) = above.map(|above| rows.line_of(above))
            && self.top == begin
            && end <= head + room
        {
            self.top = head;
        }
        // No empty rows below while there are rows above.
        self.top = self.top.min(rows.line_of(rows.count()).saturating_sub(room));
    }

    /// The rows in sight, of a list whose rows take a line each.
    pub fn in_sight(&self, count: usize, room: usize) -> Range<usize> {
        let room = room.max(1);
        let selected = self.selected.min(count.saturating_sub(1));
        let top = scrolled(self.top, selected..selected + 1, room).min(count.saturating_sub(room));
        top..(top + room).min(count)
    }

    /// Draws the rows in sight, and only those.
    pub fn view<'a>(&self, look: Look<'_>, count: usize, row: impl Fn(usize) -> Row<'a>, buf: &mut Buffer) {
        let room = usize::from(look.inner.height);
        let range = self.in_sight(count, room);
        let rows: Vec<Row<'_>> = range.clone().map(row).collect();
        let selected = self.selected.min(count.saturating_sub(1)).checked_sub(range.start);
        let selected = selected.filter(|_| look.focused || look.selects);
        List { columns: look.columns, rows: &rows, selected, focused: look.focused }
            .render(look.inner, look.skin, buf);
        scroll_thumb(look.frame, range.start, room, count, look.skin, buf);
    }
}

/// The first line in sight, so that these lines are.
fn scrolled(top: usize, lines: Range<usize>, room: usize) -> usize {
    let top = if lines.end > top + room { lines.end - room } else { top };
    top.min(lines.start)
}

/// How a list is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// The frame around it, in whose edge it shows where one is.
    pub frame: Rect,
    /// The room inside.
    pub inner: Rect,
    /// The columns.
    pub columns: &'a [Column],
    /// Whether it has the focus.
    pub focused: bool,
    /// Whether it shows what is selected without the focus, too: something beside it depends on that.
    pub selects: bool,
    /// How everything looks.
    pub skin: &'a Skin,
}

#[cfg(test)]
mod tests;
