//! What the nouns share when they are listed and edited.

use super::args::OrNone;
use super::facts;
use crate::domain::id::{Id, MIN_TAIL};

pub(super) use facts::put;

/// Replaces a number where one was given, or `none`.
pub(super) fn put_number(given: Option<OrNone<i64>>, number: &mut Option<i64>) {
    if let Some(OrNone(given)) = given {
        *number = given;
    }
}

/// The shortest tail that tells an id apart from these.
pub(super) fn tail_among(id: Id, ids: &[Id]) -> String {
    let shared = ids.iter().filter(|other| **other != id).map(|other| id.shared_tail(*other)).max();
    id.tail((shared.unwrap_or(0) + 1).max(MIN_TAIL))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_takes_a_number_away() {
        let mut number = Some(5);
        put_number(Some(OrNone(None)), &mut number);
        assert_eq!(number, None);
    }

    #[test]
    fn tails_tell_ids_apart() {
        assert_eq!(tail_among(Id(1), &[Id(1), Id(2)]), "0001");
        assert_eq!(tail_among(Id(1 | 1 << 22), &[Id(1), Id(1 | 1 << 22)]), "40001");
    }
}
