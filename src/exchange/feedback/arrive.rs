//! Turns a piece of feedback from a file into what the journal stores.

use super::{Format, Incoming, Placed};
use crate::domain::feedback::arrival::Arrival;
use crate::domain::feedback::{Feedback, FeedbackState};
use crate::domain::id::{Id, Tail};

impl Incoming {
    /// The piece as it arrives at a journal.
    pub fn arrive(self, format: Format) -> Arrival {
        let placed = self.placed.map_or_else(Placed::default, |placed| *placed);
        let listed_as = placed.id.as_deref().and_then(whole_id);
        let own = listed_as.map(|id| format!("etude:{id}"));
        let mut text = self.text;
        if self.cut {
            text.push_str("\n…");
        }
        let feedback = Feedback {
            state: state(placed.state.as_deref(), &text),
            sender: self.from,
            address: self.address.unwrap_or_default(),
            given_by: self.given_by,
            source: self.source,
            title: self.title,
            quoted: self.quoted,
            request: placed.asked_for,
            response: placed.response,
            link: self.link.unwrap_or_default(),
            asked: placed.asked,
            received: self.received,
            session: placed.session_id.as_deref().and_then(whole_id),
            tough: placed.tough,
            focus: placed.focus.and_then(|word| word.parse().ok()),
            private: placed.private.unwrap_or_default(),
            external_id: self.external_id.map(without_nul).or(own),
            thread: self.thread.map(without_nul),
            content_hash: Some(self.hash),
            ..Feedback::saying(text)
        };
        Arrival {
            feedback,
            format: format.word().to_owned(),
            original: self.raw,
            attachments: self
                .attachments
                .into_iter()
                .map(|file| {
                    (
                        without_nul(file.name),
                        without_nul(file.media_type),
                        file.size.try_into().unwrap_or(i64::MAX),
                    )
                })
                .collect(),
            themes: placed.themes,
            request: self.request,
            reply_to: self.reply_to.map(without_nul),
            skill: placed.skill,
            area: placed.area,
            listed_as,
        }
    }
}

/// Where a piece begins in the journal. A file tells of no actions and no proofs, so what is taken up begins in the inbox,
/// and what is over is noted; words that have not come are a request.
fn state(word: Option<&str>, text: &str) -> FeedbackState {
    let told = word.and_then(|word| word.parse::<FeedbackState>().ok());
    match told {
        Some(FeedbackState::Waiting) if text.trim().is_empty() => FeedbackState::Waiting,
        _ if text.trim().is_empty() && told.is_some_and(|state| !state.is_received()) => FeedbackState::Asked,
        Some(state) if state.is_received() && !state.is_open() => FeedbackState::Noted,
        Some(FeedbackState::Acted) => FeedbackState::Noted,
        _ => FeedbackState::Inbox,
    }
}

fn whole_id(text: &str) -> Option<Id> {
    let tail: Tail = text.parse().ok()?;
    (tail.bits >= 63).then_some(Id(tail.value))
}

fn without_nul(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{2400}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::Calendar;
    use crate::exchange::feedback::{parse, samples};

    fn arrivals(format: Format, bytes: &[u8]) -> Vec<Arrival> {
        parse(format, bytes, &Calendar::utc()).items.into_iter().map(|item| item.arrive(format)).collect()
    }

    #[test]
    fn own_files_say_where_a_piece_belongs() {
        let [first, second] = &arrivals(Format::Json, samples::documented("json").as_bytes())[..] else {
            panic!("two")
        };
        assert_eq!((first.skill.as_deref(), first.feedback.tough), (Some("Guide tones"), Some(2)));
        assert_eq!(
            (first.feedback.state, second.feedback.state),
            (FeedbackState::Inbox, FeedbackState::Waiting)
        );
        assert!(first.feedback.content_hash.is_some() && !first.original.is_empty());
        let listed = br#"{"id":"01J9ZK3QABCDE","text":"a","state":"declined","session_id":"01J9ZK3QABCDF"}"#;
        let [piece] = &arrivals(Format::Json, listed)[..] else { panic!("one") };
        assert_eq!(piece.feedback.external_id.as_deref(), Some("etude:01J9ZK3QABCDE"));
        assert_eq!(piece.feedback.state, FeedbackState::Noted);
        assert!(piece.listed_as.is_some() && piece.feedback.session.is_some());
        let [other] = &arrivals(Format::Json, br#"{"id":"17","text":"a"}"#)[..] else { panic!("one") };
        assert_eq!((other.listed_as, other.feedback.external_id.as_deref()), (None, None));
    }

    #[test]
    fn a_mail_brings_its_tag_and_its_thread() {
        let pieces = arrivals(Format::Mbox, samples::MBOX);
        assert_eq!(pieces[0].request.as_deref(), Some("01J9ZK3Q"));
        assert_eq!((pieces[0].format.as_str(), pieces[0].feedback.source.as_str()), ("mbox", "mail"));
    }
}
