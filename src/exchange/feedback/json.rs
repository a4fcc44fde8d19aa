//! Our own JSON: an array of flat objects, or one object per line (docs/formats.md).

use super::columns::{COLUMNS, Row, piece};
use super::{Parsed, objects};
use crate::domain::calendar::Calendar;

/// A file of our own JSON.
pub(super) fn file(bytes: &[u8], calendar: &Calendar) -> Parsed {
    objects::read(bytes, |parsed, line, object| {
        let Ok(row) = serde_json::from_str::<Row>(&String::from_utf8_lossy(object)) else {
            return parsed.invalid(line, "this is no JSON");
        };
        for key in row.keys().filter(|key| !COLUMNS.contains(&key.as_str())).take(50) {
            parsed.note(line, format!("“{}” is not known and was left out", short(key)));
        }
        parsed.take(line, piece(&row, object, calendar));
    })
}

/// A name as it can be said in a sentence.
pub(super) fn short(name: &str) -> String {
    name.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::rfc3339;
    use crate::domain::feedback::Focus;
    use crate::exchange::feedback::{Incoming, samples};
    use proptest::prelude::*;
    use serde_json::json;

    fn json(text: &str) -> Parsed {
        file(text.as_bytes(), &Calendar::utc())
    }

    #[test]
    fn the_example_of_the_documentation_is_read_whole() {
        let parsed = json(samples::documented("json"));
        assert_eq!((&parsed.invalid, &parsed.notes), (&vec![], &vec![]));
        let [first, second] = parsed.items.as_slice() else { panic!("two: {parsed:?}") };
        assert_eq!(
            (first.arrival.feedback.sender.as_str(), first.arrival.skill.as_deref()),
            ("Dana Okafor", Some("Guide tones"))
        );
        assert_eq!(first.arrival.themes, ["time", "left hand"]);
        assert_eq!(
            (first.arrival.feedback.tough, first.arrival.feedback.focus),
            (Some(2), Some(Focus::Process))
        );
        assert_eq!(
            first.arrival.feedback.received.map(rfc3339).as_deref(),
            Some("2026-11-18T09:30:00+01:00")
        );
        assert_eq!((second.arrival.feedback.text.as_str(), second.line), ("", 16));
        let request = &second.arrival.feedback;
        assert!(request.asked.is_some() && !request.request.is_empty());
    }

    #[test]
    fn lines_arrays_and_encodings() {
        let expected = ["é", "b"];
        let texts = |parsed: &Parsed| {
            parsed.items.iter().map(|item| item.arrival.feedback.text.clone()).collect::<Vec<_>>()
        };
        let array = "\u{feff}[{\"text\":\"é\"},\n {\"text\":\"b\"}]";
        assert_eq!(texts(&json(array)), expected);
        assert_eq!(texts(&json("{\"text\":\"é\"}\n\n{\"text\":\"b\"}\n")), expected);
        let wide: Vec<u8> = array.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&file(&wide, &Calendar::utc())), expected);
        assert_eq!(texts(&file(b"{\"text\":\"a\xff\"}", &Calendar::utc())), ["a\u{fffd}"]);
    }

    #[test]
    fn what_is_not_known_is_said_once() {
        let parsed =
            json("{\"text\":\"a\",\"mood\":1}\n{\"text\":\"b\",\"mood\":2}\n{\"mood\":3}\n{\"text\" \"c\"}");
        assert_eq!((parsed.items.len(), parsed.notes.len(), parsed.notes[0].line), (2, 1, 1));
        assert_eq!(parsed.notes[0].what, "“mood” is not known and was left out");
        assert_eq!(parsed.invalid.iter().map(|remark| remark.line).collect::<Vec<_>>(), [3, 4]);
    }

    fn printed(item: &Incoming) -> serde_json::Value {
        let (said, themes) = (&item.arrival.feedback, &item.arrival.themes);
        json!({"from": said.sender, "text": said.text, "title": said.title, "themes": themes, "tough": said.tough,
            "request": said.request, "received_at": said.received.map(rfc3339), "private": said.private})
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn what_is_printed_reads_back(text in "\\PC{1,20}|[\\x00-\\x20\"\\\\{}\\[\\]]{0,9}x", themes in proptest::collection::vec("[a-z]{1,6}", 0..4), tough in proptest::option::of(1i64..=3), at in 0i64..4_000_000_000, pretty: bool) {
            prop_assume!(!text.trim().is_empty());
            let row = json!({"from": "Dana", "text": text, "title": text, "themes": themes, "tough": tough, "request": "",
                "received_at": rfc3339(crate::domain::moment::Moment { at: at * 1000, offset: 3600 }), "private": true});
            let file_text = if pretty { serde_json::to_string_pretty(&json!([row])) } else { serde_json::to_string(&row) };
            let parsed = json(&file_text.expect("json"));
            prop_assert_eq!(&parsed.invalid, &vec![]);
            prop_assert_eq!(parsed.items.len(), 1);
            let again = json(&serde_json::to_string(&printed(&parsed.items[0])).expect("json"));
            prop_assert_eq!(&parsed.items[0].arrival.feedback.text, &text);
            prop_assert_eq!(&again.items[0].arrival.feedback, &parsed.items[0].arrival.feedback);
            prop_assert_eq!(&again.items[0].arrival.themes, &parsed.items[0].arrival.themes);
        }
    }
}
