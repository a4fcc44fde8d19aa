//! What the nouns share when they are listed and edited.

use super::args::{ListArgs, OrNone};
use super::facts;
use super::failure::Failure;
use crate::domain::id::{Id, MIN_TAIL};

pub(super) use facts::put;

/// Whether a list shows a record.
pub(super) fn shows(list: &ListArgs, archived: Option<i64>) -> bool {
    match (list.all, list.archived) {
        (true, _) => true,
        (_, only) => archived.is_some() == only,
    }
}

/// Replaces a list where one was given; a single empty text clears it.
pub(super) fn put_list(given: &[String], list: &mut Vec<String>) {
    if !given.is_empty() {
        *list = given.iter().filter(|text| !text.is_empty()).cloned().collect();
    }
}

/// Replaces a number where one was given, or `none`.
pub(super) fn put_number(given: Option<OrNone<i64>>, number: &mut Option<i64>) {
    if let Some(OrNone(given)) = given {
        *number = given;
    }
}

/// Replaces minutes where a length was given, or `none`. Minutes are kept whole.
pub(super) fn put_minutes(given: Option<OrNone<i64>>, minutes: &mut Option<i64>) -> Result<(), Failure> {
    if let Some(OrNone(length)) = given {
        if length.is_some_and(|ms| ms % 60_000 != 0) {
            return Err(Failure::usage("that length is kept in whole minutes"));
        }
        *minutes = length.map(|ms| ms / 60_000);
    }
    Ok(())
}

/// The shortest tails that tell these ids apart.
pub(super) fn tails(ids: &[Id]) -> Vec<String> {
    ids.iter()
        .map(|id| {
            let shared = ids.iter().filter(|other| *other != id).map(|other| id.shared_tail(*other)).max();
            id.tail((shared.unwrap_or(0) + 1).max(MIN_TAIL))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_show_what_is_in_use_unless_asked() {
        let list = |all, archived| ListArgs { all, archived };
        assert!(shows(&list(false, false), None) && !shows(&list(false, false), Some(1)));
        assert!(!shows(&list(false, true), None) && shows(&list(false, true), Some(1)));
        assert!(shows(&list(true, false), None) && shows(&list(true, false), Some(1)));
    }

    #[test]
    fn an_empty_text_clears_a_list_and_none_a_number() {
        let mut list = vec!["a".to_owned()];
        put_list(&[], &mut list);
        assert_eq!(list, ["a"]);
        put_list(&[String::new()], &mut list);
        assert!(list.is_empty());
        let mut minutes = Some(5);
        assert!(put_minutes(Some(OrNone(Some(90_000))), &mut minutes).is_err());
        assert!(put_minutes(Some(OrNone(None)), &mut minutes).is_ok());
        assert_eq!(minutes, None);
    }

    #[test]
    fn tails_tell_ids_apart() {
        assert_eq!(tails(&[Id(1), Id(2)]), ["0001", "0002"]);
        assert_eq!(tails(&[Id(1), Id(1 | 1 << 22)]), ["00001", "40001"]);
    }
}
