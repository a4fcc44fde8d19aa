//! The list: steps, headings, what is kept, rows of several lines.

use super::*;

/// A row: its key, or a heading.
impl Item for Option<u8> {
    type Key = u8;

    fn key(&self) -> Option<u8> {
        *self
    }

    fn selectable(&self) -> bool {
        self.is_some()
    }
}

fn numbers(count: u8) -> Vec<Option<u8>> {
    (0..count).map(Some).collect()
}

#[test]
fn steps_pages_and_ends_keep_the_selection_in_sight() {
    let rows = numbers(100);
    let mut list = ListPane::default();
    let mut walk = |step, room| {
        list.step(step, rows.as_slice(), room);
        list.follow(rows.as_slice(), room);
        (list.selected(), list.in_sight(100, room))
    };
    assert_eq!(walk(Step::Rows(30), 10), (30, 21..31));
    assert_eq!(walk(Step::Rows(-5), 10), (25, 21..31));
    assert_eq!(walk(Step::Pages(1), 10), (34, 25..35));
    assert_eq!(walk(Step::LAST, 10), (99, 90..100));
    assert_eq!(walk(Step::FIRST, 10), (0, 0..10));
    assert_eq!(walk(Step::Rows(1), 0), (1, 1..2));
    let none: &[Option<u8>] = &[];
    let mut list = ListPane::default();
    assert!(!list.step(Step::LAST, none, 5) && list.in_sight(0, 10).is_empty());
}

#[test]
fn headings_are_stepped_over_and_stay_in_sight() {
    let rows = [None, Some(1), Some(2), None, Some(3), Some(4)];
    let mut list = ListPane::default();
    assert!(list.keep(&rows[..]) && list.key() == Some(&1));
    list.step(Step::Rows(2), &rows[..], 3);
    assert_eq!(list.key(), Some(&3));
    list.step(Step::Rows(-1), &rows[..], 3);
    assert_eq!(list.key(), Some(&2));
    list.step(Step::LAST, &rows[..], 3);
    list.follow(&rows[..], 3);
    list.step(Step::Rows(-1), &rows[..], 3);
    list.follow(&rows[..], 3);
    assert_eq!(list.in_sight(6, 3), 3..6);
    list.step(Step::FIRST, &rows[..], 3);
    list.follow(&rows[..], 3);
    assert_eq!((list.selected(), list.top()), (1, 0), "the heading above it is seen");
    assert!(!list.click(0, &rows[..]) && list.click(2, &rows[..]) && !list.click(9, &rows[..]));
    assert_eq!(list.key(), Some(&2));
}

#[test]
fn what_comes_above_moves_the_rows_and_not_the_selection() {
    let mut list = ListPane::default();
    list.choose(1, &[Some(5), Some(6), Some(7)][..]);
    assert!(!list.keep(&[Some(3), Some(4), Some(5), Some(6), Some(7)][..]));
    assert_eq!((list.selected(), list.key()), (3, Some(&6)));
    assert!(list.keep(&[Some(3), Some(4)][..]), "it is gone: where it was");
    assert_eq!((list.selected(), list.key()), (1, Some(&4)));
    assert!(list.select(&3, &[Some(3), Some(4)][..]) && !list.select(&9, &[Some(3), Some(4)][..]));
    assert_eq!(list.selected(), 0);
}

#[test]
fn rows_of_several_lines_are_seen_whole() {
    let items = numbers(4);
    let rows = Tall { items: &items, heights: &[1, 3, 2, 9] };
    let mut list = ListPane::default();
    list.choose(2, &rows);
    list.follow(&rows, 4);
    assert_eq!((list.top(), rows.row_on(4), rows.row_on(15)), (2, Some(2), None));
    list.choose(3, &rows);
    list.follow(&rows, 4);
    assert_eq!(list.top(), 6, "of what has more lines than there is room the first");
    assert!(list.click(0, &rows) && list.selected() == 3);
}
