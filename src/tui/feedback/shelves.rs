//! The list as the screen holds it: shelves, each with the rows around the selection and no others.

use std::collections::HashSet;
use std::ops::Range;

use super::pages::{From, PAGE, Page, Pages, Shelf};
use crate::domain::id::Id;
use crate::journal::read::feedback::FeedbackRow;

/// The most rows a shelf keeps; farther ones are read again when they come into sight.
const KEPT: usize = 1_000;

/// A shelf.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelved {
    /// Which.
    pub shelf: Shelf,
    /// How many pieces it holds.
    pub total: usize,
    /// Which of them the first row here is.
    pub first: usize,
    /// The rows that are here, newest first.
    pub rows: Vec<FeedbackRow>,
}

impl Shelved {
    fn end(&self) -> usize {
        self.first + self.rows.len()
    }

    /// The row at a place of the shelf, if it is here.
    pub fn row(&self, at: usize) -> Option<&FeedbackRow> {
        at.checked_sub(self.first).and_then(|at| self.rows.get(at))
    }

    /// The page that brings a stretch of the shelf here, if any of it is missing.
    fn missing(&self, wanted: Range<usize>) -> Option<From> {
        let wanted = wanted.start..wanted.end.min(self.total);
        if wanted.is_empty() || (wanted.start >= self.first && wanted.end <= self.end()) {
            return None;
        }
        let cursor = |row: &FeedbackRow| (row.feedback.when().at, row.feedback.id);
        let (first, last) = (self.rows.first().map(cursor), self.rows.last().map(cursor));
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        Some(match (first, last) {
            (_, Some((when, id))) if wanted.start < self.end() + page && wanted.end > self.end() => {
                From::OlderThan(when, id)
            }
            (Some((when, id)), _) if wanted.start < self.first && wanted.end + page > self.first => {
                From::NewerThan(when, id)
            }
            _ if wanted.end + page > self.total => From::Oldest,
            _ => From::Newest,
        })
    }

    /// Takes the rows of a page in.
    fn take(&mut self, page: Page, mut rows: Vec<FeedbackRow>) {
        match page.from {
            From::Newest => (self.first, self.rows) = (0, rows),
            From::Oldest => {
                self.first = self.total.saturating_sub(rows.len());
                self.rows = rows;
            }
            From::At(..) => self.rows = rows,
            From::OlderThan(when, id) => {
                if self.rows.last().map(|row| (row.feedback.when().at, row.feedback.id)) != Some((when, id)) {
                    return;
                }
                self.rows.append(&mut rows);
                let drop = self.rows.len().saturating_sub(KEPT);
                self.rows.drain(..drop);
                self.first += drop;
            }
            From::NewerThan(when, id) => {
                if self.rows.first().map(|row| (row.feedback.when().at, row.feedback.id)) != Some((when, id))
                {
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
pub enum Line<'a> {
    /// The head of a shelf, whether it is folded, and how many pieces it holds.
    Head(Shelf, bool, usize),
    /// A piece; `None` while it is on its way here.
    Piece(Shelf, Option<&'a FeedbackRow>),
}

/// All shelves that hold something.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shelves {
    /// In the order of the list.
    pub all: Vec<Shelved>,
    folded: HashSet<Shelf>,
    unfolded: HashSet<Shelf>,
}

impl Shelves {
    /// Whether a shelf shows its head only.
    pub fn is_folded(&self, shelf: Shelf) -> bool {
        if shelf.begins_open() { self.folded.contains(&shelf) } else { !self.unfolded.contains(&shelf) }
    }

    /// Folds a shelf, or unfolds it.
    pub fn fold(&mut self, shelf: Shelf, fold: bool) {
        let (to, from) = match fold {
            true => (&mut self.folded, &mut self.unfolded),
            false => (&mut self.unfolded, &mut self.folded),
        };
        to.insert(shelf);
        from.remove(&shelf);
    }

    /// How many lines the list has.
    pub fn lines(&self) -> usize {
        self.all.iter().map(|shelved| self.lines_of(shelved)).sum()
    }

    fn lines_of(&self, shelved: &Shelved) -> usize {
        1 + if self.is_folded(shelved.shelf) { 0 } else { shelved.total }
    }

    /// How many pieces there are in all.
    pub fn pieces(&self) -> usize {
        self.all.iter().map(|shelved| shelved.total).sum()
    }

    /// The shelf of a line, and which of its pieces it is; the head is `None`.
    pub fn place(&self, line: usize) -> Option<(&Shelved, Option<usize>)> {
        let mut left = line;
        for shelved in &self.all {
            let lines = self.lines_of(shelved);
            if left < lines {
                return Some((shelved, left.checked_sub(1)));
            }
            left -= lines;
        }
        None
    }

    /// A line of the list.
    pub fn line(&self, line: usize) -> Option<Line<'_>> {
        let (shelved, at) = self.place(line)?;
        Some(match at {
            None => Line::Head(shelved.shelf, self.is_folded(shelved.shelf), shelved.total),
            Some(at) => Line::Piece(shelved.shelf, shelved.row(at)),
        })
    }

    /// Whether a line can be selected: pieces, and heads of folded shelves.
    pub fn selectable(&self, line: usize) -> bool {
        !matches!(self.line(line), Some(Line::Head(_, false, _)) | None)
    }

    /// The line of a piece that is here.
    pub fn line_of(&self, id: Id) -> Option<usize> {
        let mut before = 0;
        for shelved in &self.all {
            let at = shelved.rows.iter().position(|row| row.feedback.id == id);
            if let Some(at) = at.filter(|_| !self.is_folded(shelved.shelf)) {
                return Some(before + 1 + shelved.first + at);
            }
            before += self.lines_of(shelved);
        }
        None
    }

    /// The line of a shelf's head.
    pub fn line_of_head(&self, shelf: Shelf) -> Option<usize> {
        let at = self.all.iter().position(|shelved| shelved.shelf == shelf)?;
        Some(self.all[..at].iter().map(|shelved| self.lines_of(shelved)).sum())
    }

    /// The pages that bring these lines here.
    pub fn missing(&self, lines: Range<usize>) -> Vec<Page> {
        let mut pages = Vec::new();
        let mut begin = 0;
        for shelved in &self.all {
            let end = begin + self.lines_of(shelved);
            let from = lines.start.clamp(begin + 1, end.max(begin + 1)) - begin - 1;
            let to = lines.end.clamp(begin + 1, end.max(begin + 1)) - begin - 1;
            if let Some(from) = shelved.missing(from..to) {
                pages.push(Page { shelf: shelved.shelf, from, limit: PAGE });
            }
            begin = end;
        }
        pages
    }

    /// The pages that read again what is here, after a change: the same rows, and at least a page of each open shelf.
    pub fn again(&self) -> Vec<Page> {
        let open = Shelf::all().filter(|shelf| !self.is_folded(*shelf));
        let page = |shelf| {
            let shelved = self.all.iter().find(|shelved| shelved.shelf == shelf && shelved.first > 0);
            match shelved.and_then(|shelved| Some((shelved, shelved.rows.first()?))) {
                Some((shelved, row)) => Page {
                    shelf,
                    from: From::At(row.feedback.when().at, row.feedback.id),
                    limit: i64::try_from(shelved.rows.len()).unwrap_or(PAGE).max(PAGE),
                },
                None => Page { shelf, from: From::Newest, limit: PAGE },
            }
        };
        open.map(page).collect()
    }

    /// Takes in what was read.
    pub fn take(&mut self, pages: Pages) {
        if let Some(totals) = pages.totals {
            let mut old = std::mem::take(&mut self.all);
            for (shelf, total) in totals.into_iter().filter(|(_, total)| *total > 0) {
                let total = usize::try_from(total).unwrap_or(0);
                let known = old.iter().position(|shelved| shelved.shelf == shelf).map(|at| old.remove(at));
                let known = known.unwrap_or(Shelved { shelf, total, first: 0, rows: Vec::new() });
                self.all.push(Shelved { total, ..known });
            }
        }
        for (page, rows) in pages.pages {
            if let Some(shelved) = self.all.iter_mut().find(|shelved| shelved.shelf == page.shelf) {
                shelved.take(page, rows);
            }
        }
        for shelved in &mut self.all {
            shelved.rows.truncate(shelved.total.saturating_sub(shelved.first));
        }
    }
}
