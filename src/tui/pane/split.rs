//! Where the panes of a screen lie: side by side and above each other where there is room, the one in focus alone where there is
//! not; and what the mouse points at.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

/// How much room a part of a row or column takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// A share (so many of so many parts), at least and at most so many cells.
    Share((u32, u32), u16, u16),
    /// So many cells.
    Cells(u16),
    /// What the others leave.
    Rest,
}

/// A pane, or several beside or above each other.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a, P> {
    /// A pane.
    Pane(P),
    /// Side by side.
    Columns(&'a [(Takes, Part<'a, P>)]),
    /// Above each other.
    Rows(&'a [(Takes, Part<'a, P>)]),
}

/// What the mouse says, and of which pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pointed<P> {
    /// A click: on a line inside the frame, or on the frame.
    Click(P, Option<usize>),
    /// The wheel: so many rows on.
    Wheel(P, isize),
    /// The button is held and moved, to this column.
    Drag(u16),
}

/// Where the panes lie; one that is folded away has no room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split<P> {
    laid: Vec<(P, Rect)>,
}

impl<P: Copy + PartialEq> Split<P> {
    /// One pane has all of the room.
    pub fn alone(pane: P, body: Rect) -> Split<P> {
        Split { laid: vec![(pane, body)] }
    }

    /// Shares the room out.
    pub fn of(part: Part<'_, P>, body: Rect) -> Split<P> {
        let mut laid = Vec::new();
        lay(part, body, &mut laid);
        Split { laid }
    }

    /// Where a pane lies.
    pub fn area(&self, pane: P) -> Rect {
        self.laid.iter().find(|(of, _)| *of == pane).map_or(Rect::ZERO, |(_, area)| *area)
    }

    /// How many lines a pane has inside its frame.
    pub fn room(&self, pane: P) -> usize {
        usize::from(self.area(pane).height.saturating_sub(2))
    }

    /// Whether there is room for more than one pane.
    pub fn is_split(&self) -> bool {
        self.laid.len() > 1
    }

    /// What a click, the wheel or a drag means.
    pub fn pointed(&self, mouse: &MouseEvent) -> Option<Pointed<P>> {
        let at = (mouse.column, mouse.row);
        let under = || self.laid.iter().find(|(_, area)| area.contains(at.into())).copied();
        Some(match mouse.kind {
            MouseEventKind::Drag(MouseButton::Left) => Pointed::Drag(mouse.column),
            MouseEventKind::Down(MouseButton::Left) => {
                let (pane, area) = under()?;
                let line = mouse.row.checked_sub(area.y + 1).filter(|_| mouse.row + 1 < area.bottom());
                Pointed::Click(pane, line.map(usize::from))
            }
            MouseEventKind::ScrollDown => Pointed::Wheel(under()?.0, 3),
            MouseEventKind::ScrollUp => Pointed::Wheel(under()?.0, -3),
            _ => return None,
        })
    }
}

fn lay<P: Copy>(part: Part<'_, P>, area: Rect, laid: &mut Vec<(P, Rect)>) {
    let (parts, across) = match part {
        Part::Pane(pane) => return laid.push((pane, area)),
        Part::Columns(parts) => (parts, true),
        Part::Rows(parts) => (parts, false),
    };
    let whole = if across { area.width } else { area.height };
    let taken: Vec<Option<u16>> = parts.iter().map(|(takes, _)| cells(*takes, whole)).collect();
    let rest = taken.iter().flatten().fold(whole, |rest, cells| rest.saturating_sub(*cells));
    let mut from = 0;
    for ((_, part), cells) in parts.iter().zip(taken) {
        let cells = cells.unwrap_or(rest).min(whole - from);
        let area = match across {
            true => Rect { x: area.x + from, width: cells, ..area },
            false => Rect { y: area.y + from, height: cells, ..area },
        };
        lay(*part, area, laid);
        from += cells;
    }
}

fn cells(takes: Takes, whole: u16) -> Option<u16> {
    match takes {
        Takes::Share((some, of), least, most) => {
            let share = u32::from(whole) * some / of.max(1);
            Some(u16::try_from(share).unwrap_or(whole).clamp(least.min(whole), most.max(least.min(whole))))
        }
        Takes::Cells(cells) => Some(cells.min(whole)),
        Takes::Rest => None,
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use super::*;
    use ratatui::layout::Size;

    /// At no size do panes overlap or leave the window.
    pub fn assert_apart<P: Copy + PartialEq>(lay: impl Fn(Size) -> Split<P>) {
        for width in 1..220 {
            for height in 1..70 {
                let split = lay(Size { width, height });
                let whole = Rect::new(0, 0, width, height);
                for (at, (_, pane)) in split.laid.iter().enumerate() {
                    let inside = |pane: &Rect| whole.contains((pane.right() - 1, pane.bottom() - 1).into());
                    assert!(pane.is_empty() || inside(pane), "{width}x{height}: {pane}");
                    for (_, other) in &split.laid[at + 1..] {
                        let apart = pane.is_empty() || other.is_empty() || !pane.intersects(*other);
                        assert!(apart, "{width}x{height}: {pane} {other}");
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::KeyModifiers;
    use ratatui::layout::Size;

    const PARTS: Part<'_, char> = Part::Columns(&[
        (Takes::Share((31, 100), 26, 48), Part::Pane('a')),
        (Takes::Rest, Part::Pane('b')),
        (
            Takes::Cells(20),
            Part::Rows(&[(Takes::Share((1, 2), 5, 8), Part::Pane('c')), (Takes::Rest, Part::Pane('d'))]),
        ),
    ]);

    #[test]
    fn shares_keep_their_bounds_and_the_rest_is_shared_out() {
        let split = Split::of(PARTS, Rect::new(0, 1, 100, 30));
        let areas = ['a', 'b', 'c', 'd', 'e'].map(|pane| split.area(pane));
        let expected = [
            Rect::new(0, 1, 31, 30),
            Rect::new(31, 1, 49, 30),
            Rect::new(80, 1, 20, 8),
            Rect::new(80, 9, 20, 22),
            Rect::ZERO,
        ];
        assert_eq!((areas, split.room('c'), split.is_split()), (expected, 6, true));
        assert!(!Split::alone('a', Rect::new(0, 0, 9, 9)).is_split());
        testing::assert_apart(|size: Size| Split::of(PARTS, Rect::new(0, 0, size.width, size.height)));
    }

    #[test]
    fn the_mouse_points_at_panes_and_their_lines() {
        let split = Split::of(PARTS, Rect::new(0, 1, 100, 30));
        let pointed = |kind, column, row| {
            split.pointed(&MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
        };
        let down = MouseEventKind::Down(MouseButton::Left);
        assert_eq!(pointed(down, 85, 9), Some(Pointed::Click('d', None)));
        assert_eq!(pointed(down, 85, 12), Some(Pointed::Click('d', Some(2))));
        assert_eq!(pointed(down, 85, 30), Some(Pointed::Click('d', None)));
        assert_eq!(pointed(down, 85, 31), None);
        assert_eq!(pointed(MouseEventKind::ScrollUp, 0, 1), Some(Pointed::Wheel('a', -3)));
        assert_eq!(pointed(MouseEventKind::Drag(MouseButton::Left), 40, 50), Some(Pointed::Drag(40)));
        assert_eq!(pointed(MouseEventKind::Moved, 40, 5), None);
    }
}
