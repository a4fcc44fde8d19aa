//! When many pieces came at once, they are asked about once: keep them all before me, or note what is old, or all. Which
//! pieces were there when I last looked is kept beside the drafts, outside the journal.

use serde_json::json;

use crate::domain::change::Change;
use crate::domain::feedback::{FeedbackState, Verb};
use crate::domain::id::Id;
use crate::journal::read::feedback::FeedbackFilter;
use crate::journal::{Error, Journal, Outcome, Result};
use crate::tui::drafts::{Draft, SEEN};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, ask_to_write};
use crate::tui::frame::question::{Store, Write};
use crate::tui::msg::Effect;
use crate::tui::prompt::Prompt;
use crate::tui::worker::After;
use crate::tui::worker::Ask;

/// More than so many new pieces are asked about.
const MANY: usize = 50;
/// What is older than so many days is old.
const OLD_DAYS: i64 = 30;
/// New pieces are counted as far as this.
const COUNTED: i64 = 1_000;

/// The choices.
const KEEP: &str = "keep them all in the inbox";
const OLD: &str = "note those older than 30 days";
const ALL: &str = "note them all";

/// What has come since the list was last looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Arrived {
    /// The newest piece there is.
    pub newest: Id,
    /// How many came to the inbox since; counting stops soon after it is many.
    pub new: usize,
}

/// Which of the new pieces are noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Triage {
    /// Those that came after this one.
    pub after: Id,
    /// Only old ones.
    pub old: bool,
}

/// The newest piece that was there when the list was last looked at.
pub fn seen(cx: &Cx) -> Id {
    let kept = cx.drafts.kept.get(SEEN).and_then(|draft| draft.values.get("newest")?.as_i64());
    Id(kept.unwrap_or(0))
}

/// What came after a piece.
///
/// # Errors
/// When the file cannot be read.
pub fn arrived(journal: &Journal, seen: Id) -> Result<Arrived> {
    let newest = journal.newest_feedback()?.unwrap_or_default();
    if newest <= seen {
        return Ok(Arrived { newest, new: 0 });
    }
    let new = usize::try_from(journal.count_feedback(&inbox_after(seen), COUNTED)?).unwrap_or(0);
    Ok(Arrived { newest, new })
}

fn inbox_after(seen: Id) -> FeedbackFilter {
    FeedbackFilter { states: vec![FeedbackState::Inbox], made_after: Some(seen), ..FeedbackFilter::default() }
}

/// Asks once about what came, if it is many; what is there now has been seen.
pub fn ask(cx: &mut Cx, arrived: Arrived) -> Effects {
    let after = seen(cx);
    if arrived.newest <= after {
        return Vec::new();
    }
    let draft = Draft {
        revision: 0,
        at: cx.now.wall,
        title: String::new(),
        values: json!({ "newest": arrived.newest.0 }),
    };
    let effects = vec![Effect::KeepDraft(SEEN.to_owned(), draft.print())];
    cx.drafts.kept.insert(SEEN.to_owned(), draft);
    if arrived.new > MANY && cx.layers.is_empty() {
        let more = if i64::try_from(arrived.new) == Ok(COUNTED) { " and more" } else { "" };
        let title = format!("{}{more} new pieces came. What becomes of them?", arrived.new);
        let prompt = Prompt::new(title, "one undo takes it back")
            .by_digit([KEEP, OLD, ALL].map(str::to_owned).to_vec())
            .needs("choose one");
        cx.lay(prompt.then(move |cx, answer| {
            let old = match answer {
                KEEP => {
                    cx.close();
                    return Ok(Effects::new());
                }
                OLD => true,
                ALL => false,
                _ => return Err("choose one of the three".to_owned()),
            };
            Ok(ask_to_write(cx, Ask::Write(Box::new(Triage { after, old }), After::Form)))
        }));
    }
    effects
}

/// Notes what came, or what is old of it, in one operation.
impl Write for Triage {
    fn write(self: Box<Self>, store: &mut Store<'_>) -> Result<Outcome> {
        let (triage, journal) = (*self, &mut *store.journal);
        let mut filter = inbox_after(triage.after);
        if triage.old {
            filter.to = Some(journal.now().wall.at - OLD_DAYS * 86_400_000);
        }
        let feedback = journal.feedback_ids(&filter, i64::MAX)?;
        if feedback.is_empty() {
            return Err(Error::refused("none of them is that old; all stay in the inbox"));
        }
        journal.apply(Change::MoveFeedback { feedback, verb: Verb::Note, reason: String::new() })
    }
}
