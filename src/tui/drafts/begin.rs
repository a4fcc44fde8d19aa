//! Texts that were left unsaved, when the program opens: the newest is offered at once.

use super::update::stored;
use crate::domain::entry::EntryKind;
use crate::domain::id::Id;
use crate::domain::noun::{Noun, Ref};
use crate::domain::stage;
use crate::domain::when::hour_minute;
use crate::tui::cards::opening;
use crate::tui::editing::{Shown, Subject, update as editing};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::theme::Role;

/// What to do when the program opens and texts were left unsaved: a close card opens again by itself (the session is
/// over, nobody would look for it), and of the rest the newest is named.
pub fn at_start(cx: &mut Cx) -> Effects {
    let texts = cx.drafts.kept.iter().filter(|(key, _)| *key != super::SEEN);
    let newest = texts.max_by_key(|(_, draft)| draft.at.at);
    let Some((key, draft)) = newest else { return Vec::new() };
    let (key, at) = (key.clone(), hour_minute(draft.at));
    let text =
        format!("Unsaved text from {at} is kept: “{}”. It is there again where you wrote it.", draft.title);
    if !cx.layers.is_empty() {
        cx.say(Role::Attention, text);
        return Vec::new();
    }
    cx.drafts.opening = Some(key.clone());
    if let Some(session) = key.strip_prefix("close-").and_then(id) {
        // The session form shows both versions, should somebody have changed the session since.
        return vec![opening::session(session)];
    }
    cx.say(Role::Attention, text);
    match subject(&key) {
        Some(subject) => editing::open(subject),
        None => Vec::new(),
    }
}

/// What the newest draft belongs to is gone: so is the draft, and the next one is looked at.
pub fn gone(cx: &mut Cx) -> Effects {
    let mut effects = cx.drafts.opening.take().map_or_else(Vec::new, |key| stored(cx, key));
    cx.message = None;
    effects.extend(at_start(cx));
    effects
}

fn id(text: &str) -> Option<crate::domain::id::Id> {
    let tail: crate::domain::id::Tail = text.parse().ok()?;
    Some(crate::domain::id::Id(tail.value))
}

/// The form that a draft belongs to.
fn subject(key: &str) -> Option<Subject> {
    let (form, record) = key.rsplit_once('-')?;
    let record = id(record)?;
    // What a new one is about is no record it belongs to.
    let own = [Noun::Entry, Noun::Evidence, Noun::Statement];
    for noun in Noun::ALL.iter().copied() {
        if form == noun.form(true) && !own.contains(&noun) {
            return Some(Subject::New(noun, Some(record).filter(|of| *of != Id::default())));
        }
        if form == noun.form(false) {
            return Some(Subject::Of(Ref { noun, id: record }));
        }
    }
    Some(match form {
        "session" => Subject::Session(record),
        "past" => Subject::Past(None),
        "new-feedback" => Subject::NewFeedback(None),
        "feedback" => Subject::Feedback(record),
        "new-request" => Subject::Request(None, None),
        "new-application" => Subject::NewEntry(EntryKind::Use, None),
        "new-entry" => Subject::NewEntry(EntryKind::Note, None),
        "new-teaching" => Subject::NewEntry(EntryKind::Taught, None),
        "new-observation" => Subject::NewEntry(EntryKind::Watched, None),
        "new-evidence" | "new-statement" => about(form, stage::Subject::Skill(record)),
        "new-area-evidence" | "new-area-statement" => about(form, stage::Subject::Area(record)),
        _ => return None,
    })
}

fn about(form: &str, of: stage::Subject) -> Subject {
    let shown = Shown { of, benchmark: None, stage: None };
    if form.ends_with("statement") { Subject::NewStatement(shown) } else { Subject::NewEvidence(shown) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::areas::testing::lively;
    use crate::tui::drafts::Draft;
    use crate::tui::msg::Effect;

    #[test]
    fn a_draft_whose_record_is_gone_makes_way_for_the_next() {
        let mut bench = lively(80, 24);
        let skill = bench.model.data.overview.skills[0].skill.id;
        let mut at = bench.model.now.wall;
        for key in [format!("skill-{skill}"), format!("close-{}", Id(4711)), format!("drill-{}", Id(4712))] {
            at = at.plus(1000);
            let draft =
                Draft { revision: 0, at, title: key.clone(), values: serde_json::json!({ "why": "typed" }) };
            bench.model.drafts.kept.insert(key, draft);
        }
        let effects = at_start(&mut bench.model);
        bench.carry_out(effects);
        assert!(bench.model.top::<crate::tui::editing::FormState>().is_some(), "{}", bench.screen());
        assert!(bench.screen().contains("typed"), "{}", bench.screen());
        let dropped = bench.effects.iter().filter(|effect| matches!(effect, Effect::DropDraft(_))).count();
        assert_eq!((dropped, bench.model.drafts.kept.len()), (2, 1));
    }
}
