//! A long list of the journal, of which only the rows around the selection are here: in sections that can be folded, newest first,
//! read a page at a time.

use std::collections::HashSet;
use std::hash::Hash;
use std::ops::Range;

use super::list::Rows;
use crate::domain::id::Id;

/// How many rows a page has.
pub const PAGE: i64 = 100;

/// The most rows a section keeps; farther ones are read again when they come into sight.
const KEPT: usize = 1_000;

/// Where a row stands: when it was, and its id.
pub type Cursor = (i64, Id);

/// A row of the journal.
pub trait Placed {
    /// Where it stands.
    fn cursor(&self) -> Cursor;
}

/// What a section is of.
pub trait Sort: Copy + Eq + Hash {
    /// Whether its rows are shown without being asked for.
    fn begins_open(self) -> bool;
}

/// Which rows of a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// The newest.
    Newest,
    /// The oldest.
    Oldest,
    /// Those older than this.
    OlderThan(Cursor),
    /// Those newer than this.
    NewerThan(Cursor),
    /// This one, and older ones.
    At(Cursor),
}

/// A page that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page<S> {
    /// Of which section.
    pub of: S,
    /// Which rows.
    pub from: From,
    /// How many at most.
    pub limit: i64,
}

/// A section.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<S, R> {
    /// Of what.
    pub of: S,
    /// How many rows it has.
    pub total: usize,
    /// Which of them the first row here is.
    pub first: usize,
    /// The rows that are here.
    pub rows: Vec<R>,
}

impl<S, R: Placed> Section<S, R> {
    fn end(&self) -> usize {
        self.first + self.rows.len()
    }

    fn row(&self, at: usize) -> Option<&R> {
        at.checked_sub(self.first).and_then(|at| self.rows.get(at))
    }

    /// The page that brings a stretch here, if any of it is missing.
    fn missing(&self, wanted: Range<usize>) -> Option<From> {
        let wanted = wanted.start..wanted.end.min(self.total);
        if wanted.is_empty() || (wanted.start >= self.first && wanted.end <= self.end()) {
            return None;
        }
        let (first, last) = (self.rows.first().map(Placed::cursor), self.rows.last().map(Placed::cursor));
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        Some(match (first, last) {
            (_, Some(last)) if wanted.start < self.end() + page && wanted.end > self.end() => {
                From::OlderThan(last)
            }
            (Some(first), _) if wanted.start < self.first && wanted.end + page > self.first => {
                From::NewerThan(first)
            }
            _ if wanted.end + page > self.total => From::Oldest,
            _ => From::Newest,
        })
    }

    /// Takes the rows of a page in.
    fn take(&mut self, from: From, mut rows: Vec<R>) {
        match from {
            From::Newest => (self.first, self.rows) = (0, rows),
            From::Oldest => {
                self.first = self.total.saturating_sub(rows.len());
                self.rows = rows;
            }
            From::At(_) => self.rows = rows,
            From::OlderThan(last) => {
                if self.rows.last().map(Placed::cursor) != Some(last) {
                    return;
                }
                self.rows.append(&mut rows);
                let drop = self.rows.len().saturating_sub(KEPT);
                self.rows.drain(..drop);
                self.first += drop;
            }
            From::NewerThan(first) => {
                if self.rows.first().map(Placed::cursor) != Some(first) {
                    return;
                }
                self.first = self.first.saturating_sub(rows.len());
                rows.append(&mut self.rows);
                rows.truncate(KEPT);
                self.rows = rows;
            }
        }
        self.first = self.first.min(self.total.saturating_sub(self.rows.len()));
        self.total = self.total.max(self.end());
    }
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Line<'a, S, R> {
    /// The head of a section, whether it is folded, and how many rows it has.
    Head(S, bool, usize),
    /// A row; `None` while it is on its way here.
    Row(S, Option<&'a R>),
}

/// All sections that hold something.
#[derive(Debug, Clone, PartialEq)]
pub struct Sections<S: Eq + Hash, R> {
    /// In the order of the list.
    pub all: Vec<Section<S, R>>,
    /// Those that are not as they begin: folded, or open.
    turned: HashSet<S>,
}

impl<S: Eq + Hash, R> Default for Sections<S, R> {
    fn default() -> Sections<S, R> {
        Sections { all: Vec::new(), turned: HashSet::new() }
    }
}

impl<S: Sort, R: Placed> Sections<S, R> {
    /// Whether a section shows its head only.
    pub fn is_folded(&self, of: S) -> bool {
        of.begins_open() == self.turned.contains(&of)
    }

    /// Folds a section, or unfolds it.
    pub fn fold(&mut self, of: S, fold: bool) {
        if fold == of.begins_open() {
            self.turned.insert(of);
        } else {
            self.turned.remove(&of);
        }
    }

    fn lines_of(&self, section: &Section<S, R>) -> usize {
        1 + if self.is_folded(section.of) { 0 } else { section.total }
    }

    /// How many rows there are in all, folded or not.
    pub fn total(&self) -> usize {
        self.all.iter().map(|section| section.total).sum()
    }

    /// How many rows a section has.
    pub fn total_of(&self, of: S) -> usize {
        self.all.iter().find(|section| section.of == of).map_or(0, |section| section.total)
    }

    /// The rows that are here.
    pub fn rows(&self) -> impl Iterator<Item = &R> {
        self.all.iter().flat_map(|section| &section.rows)
    }

    /// The section of a line, and which of its rows it is; the head is `None`.
    fn place_of(&self, line: usize) -> Option<(&Section<S, R>, Option<usize>)> {
        let mut left = line;
        for section in &self.all {
            let lines = self.lines_of(section);
            if left < lines {
                return Some((section, left.checked_sub(1)));
            }
            left -= lines;
        }
        None
    }

    /// A line of the list.
    pub fn line(&self, line: usize) -> Option<Line<'_, S, R>> {
        let (section, at) = self.place_of(line)?;
        Some(match at {
            None => Line::Head(section.of, self.is_folded(section.of), section.total),
            Some(at) => Line::Row(section.of, section.row(at)),
        })
    }

    /// The line of a section's head.
    pub fn head(&self, of: S) -> Option<usize> {
        let at = self.all.iter().position(|section| section.of == of)?;
        Some(self.all[..at].iter().map(|section| self.lines_of(section)).sum())
    }

    /// The pages that bring these lines here.
    pub fn missing(&self, lines: Range<usize>) -> Vec<Page<S>> {
        let mut pages = Vec::new();
        let mut begin = 0;
        for section in &self.all {
            let end = begin + self.lines_of(section);
            let inside = |line: usize| line.clamp(begin + 1, end.max(begin + 1)) - begin - 1;
            if let Some(from) = section.missing(inside(lines.start)..inside(lines.end)) {
                pages.push(Page { of: section.of, from, limit: PAGE });
            }
            begin = end;
        }
        pages
    }

    /// The pages that read again what is here of these, after a change: the same rows, and at least a page of each that is open.
    pub fn again(&self, all: impl Iterator<Item = S>) -> Vec<Page<S>> {
        let page = |of| {
            let section = self.all.iter().find(|section| section.of == of && section.first > 0);
            match section.and_then(|section| Some((section, section.rows.first()?))) {
                Some((section, row)) => Page {
                    of,
                    from: From::At(row.cursor()),
                    limit: i64::try_from(section.rows.len()).unwrap_or(PAGE).max(PAGE),
                },
                None => Page { of, from: From::Newest, limit: PAGE },
            }
        };
        all.filter(|of| !self.is_folded(*of)).map(page).collect()
    }

    /// Takes in how many rows each section has, where that was counted, and pages.
    pub fn take(&mut self, totals: Option<Vec<(S, i64)>>, pages: Vec<(Page<S>, Vec<R>)>) {
        if let Some(totals) = totals {
            let mut old = std::mem::take(&mut self.all);
            for (of, total) in totals.into_iter().filter(|(_, total)| *total > 0) {
                let total = usize::try_from(total).unwrap_or(0);
                let known = old.iter().position(|section| section.of == of).map(|at| old.remove(at));
                let known = known.unwrap_or(Section { of, total, first: 0, rows: Vec::new() });
                self.all.push(Section { total, ..known });
            }
        }
        for (page, rows) in pages {
            if let Some(section) = self.all.iter_mut().find(|section| section.of == page.of) {
                section.take(page.from, rows);
            }
        }
        for section in &mut self.all {
            section.rows.truncate(section.total.saturating_sub(section.first));
        }
    }
}

impl<S: Sort, R: Placed> Rows for Sections<S, R> {
    type Key = Id;

    fn count(&self) -> usize {
        self.all.iter().map(|section| self.lines_of(section)).sum()
    }

    fn key(&self, at: usize) -> Option<Id> {
        match self.line(at)? {
            Line::Row(_, row) => row.map(|row| row.cursor().1),
            Line::Head(..) => None,
        }
    }

    fn place(&self, key: &Id) -> Option<usize> {
        let mut before = 0;
        for section in &self.all {
            let at = section.rows.iter().position(|row| row.cursor().1 == *key);
            if let Some(at) = at.filter(|_| !self.is_folded(section.of)) {
                return Some(before + 1 + section.first + at);
            }
            before += self.lines_of(section);
        }
        None
    }

    /// Rows can, and heads of folded sections.
    fn selectable(&self, at: usize) -> bool {
        !matches!(self.line(at), Some(Line::Head(_, false, _)) | None)
    }
}

#[cfg(test)]
mod tests {
    use super::super::list::{ListPane, Step};
    use super::*;

    impl Placed for i64 {
        fn cursor(&self) -> Cursor {
            (*self, Id(*self))
        }
    }

    impl Sort for bool {
        fn begins_open(self) -> bool {
            self
        }
    }

    /// Reads pages of the numbers below `total`, the greatest first, as the journal would.
    fn read(total: i64, page: Page<bool>) -> (Page<bool>, Vec<i64>) {
        let limit = usize::try_from(page.limit).unwrap();
        let all = (0..total).rev();
        let rows: Vec<i64> = match page.from {
            From::Newest => all.take(limit).collect(),
            From::Oldest => (0..total.min(page.limit)).rev().collect(),
            From::OlderThan((at, _)) => all.filter(|row| *row < at).take(limit).collect(),
            From::At((at, _)) => all.filter(|row| *row <= at).take(limit).collect(),
            From::NewerThan((at, _)) => {
                let mut rows: Vec<i64> = (at + 1..total).take(limit).collect();
                rows.reverse();
                rows
            }
        };
        (page, rows)
    }

    #[test]
    fn any_way_through_a_long_list_finds_its_rows() {
        let mut list: Sections<bool, i64> = Sections::default();
        list.take(Some(vec![(true, 5_000), (false, 3)]), Vec::new());
        assert_eq!((list.count(), list.total(), list.head(false)), (5_002, 5_003, Some(5_001)));
        let mut pane = ListPane::default();
        let up = std::iter::repeat_n(Step::Pages(-1), 90);
        let down = std::iter::repeat_n(Step::Pages(1), 90);
        let first = [Step::Rows(40), Step::LAST, Step::Rows(-1)].into_iter();
        for step in first.chain(up).chain([Step::FIRST]).chain(down) {
            pane.step(step, &list, 20);
            pane.follow(&list, 20);
            for _ in 0..60 {
                let pages = list.missing(pane.in_sight(list.count(), 20));
                let Some(page) = pages.into_iter().next() else { break };
                let read = read(5_000, page);
                list.take(None, vec![read]);
            }
            for at in pane.in_sight(list.count(), 20).filter(|at| (1..=5_000).contains(at)) {
                let expected = 5_000 - i64::try_from(at).unwrap();
                assert_eq!(list.line(at), Some(Line::Row(true, Some(&expected))), "{step:?}");
            }
            assert!(list.rows().count() <= KEPT);
        }
    }

    #[test]
    fn what_is_read_again_is_what_is_here_and_folds_stay() {
        let mut list: Sections<bool, i64> = Sections::default();
        list.take(Some(vec![(true, 500), (false, 3)]), Vec::new());
        assert_eq!(list.line(501), Some(Line::Head(false, true, 3)));
        list.fold(false, false);
        list.fold(true, true);
        assert_eq!((list.count(), list.selectable(0), list.selectable(1)), (5, true, false));
        list.fold(true, false);
        let pages: Vec<_> = list.again([true, false].into_iter()).iter().map(|page| page.from).collect();
        assert_eq!(pages, [From::Newest, From::Newest]);
        let oldest = read(500, Page { of: true, from: From::Oldest, limit: PAGE });
        list.take(None, vec![oldest]);
        assert_eq!(list.again([true].into_iter())[0].from, From::At((99, Id(99))));
        assert_eq!(list.place(&Id(0)), Some(500));
        list.take(Some(vec![(true, 450)]), Vec::new());
        assert_eq!((list.rows().count(), list.total_of(false), list.total_of(true)), (50, 0, 450));
    }
}
