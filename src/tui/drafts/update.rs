//! When drafts are kept, offered again and let go. No clock, no file: effects only.

use super::Draft;
use crate::domain::stage;
use crate::domain::when::hour_minute;
use crate::tui::editing::{Shown, Subject, Wanted};
use crate::tui::frame::cx::{Cx, Message};
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::Restored;
use crate::tui::msg::Effect;
use crate::tui::theme::Role;
use crate::tui::worker::Ask;

/// How long typed text may be nowhere but on the screen, milliseconds; half a second is left for the disk.
const DUE_MS: i64 = 1_500;

/// Something may have been typed: it is due on disk soon.
pub fn touched(cx: &mut Cx) {
    if cx.drafts.due.is_none() && on_top(cx).is_some() {
        cx.drafts.due = Some(cx.now.mono + DUE_MS);
    }
}

/// Keeps what is typed, when the time has come.
pub fn keep_due(cx: &mut Cx) -> Effects {
    match cx.drafts.due {
        Some(due) if due <= cx.now.mono => keep_all(cx),
        _ => Vec::new(),
    }
}

/// Keeps everything that is typed and not on disk yet.
pub fn keep_all(cx: &mut Cx) -> Effects {
    cx.drafts.due = None;
    for layer in &mut cx.layers {
        layer.keep_text();
    }
    let found: Vec<_> =
        cx.layers.iter().filter_map(|layer| Some((layer.draft_key()?, layer.typed()?))).collect();
    let mut effects = Vec::new();
    for (key, typed) in found {
        let changed = typed
            .changed
            .unwrap_or_else(|| cx.drafts.opened.get(&key).is_none_or(|opened| *opened != typed.values));
        if !changed {
            // What was typed was taken back by hand: then there is nothing to offer.
            let by_hand = typed.changed == Some(false);
            if by_hand && cx.drafts.kept.remove(&key).is_some() {
                effects.push(Effect::DropDraft(key));
            }
            continue;
        }
        if cx.drafts.kept.get(&key).is_some_and(|kept| kept.values == typed.values) {
            continue;
        }
        let draft =
            Draft { revision: typed.revision, at: cx.now.wall, title: typed.title, values: typed.values };
        effects.push(Effect::KeepDraft(key.clone(), draft.print()));
        cx.drafts.kept.insert(key, draft);
    }
    effects
}

/// The key of what lies on top, to be let go when it is stored.
pub fn on_top(cx: &Cx) -> Option<String> {
    cx.layers.last()?.draft_key()
}

/// It is stored: the draft goes.
pub fn stored(cx: &mut Cx, key: String) -> Effects {
    match cx.drafts.kept.remove(&key) {
        Some(_) => vec![Effect::DropDraft(key)],
        None => Vec::new(),
    }
}

/// The draft of what lies on top is thrown away by hand.
pub fn let_go(cx: &mut Cx) -> Effects {
    on_top(cx).map_or_else(Vec::new, |key| stored(cx, key))
}

/// Looks at what is open: what was opened just now gets its draft back. A close card whose session was changed since
/// gives way to the form of that session, which shows both.
pub fn notice(cx: &mut Cx) -> Effects {
    let open: Vec<String> = cx.layers.iter().filter_map(|layer| layer.draft_key()).collect();
    if open.is_empty() {
        cx.drafts.opened.clear();
        cx.drafts.due = None;
        return Vec::new();
    }
    let on_their_way: Vec<String> =
        open.iter().filter(|key| crate::tui::waiting::is_on_its_way(cx, key)).cloned().collect();
    let mut effects = changed_since(cx);
    cx.drafts.opened.retain(|key, _| open.contains(key));
    for layer in &mut cx.layers {
        let known = |key: &String| cx.drafts.opened.contains_key(key);
        let Some(key) = layer.draft_key().filter(|key| !known(key)) else { continue };
        let begun = layer.typed().filter(|typed| typed.changed.is_none()).map(|typed| typed.values);
        cx.drafts.opened.insert(key.clone(), begun.unwrap_or_default());
        if on_their_way.contains(&key) {
            continue;
        }
        let Some(draft) = cx.drafts.kept.get(&key) else { continue };
        let when = hour_minute(draft.at);
        match layer.restore(draft, &when) {
            Restored::Said => {}
            Restored::Again => {
                let (role, text) = (Role::Attention, format!("Your unsaved text from {when} is here again."));
                let until = cx.now.mono + 6_000;
                cx.message = Some(Message { role, text, undoable: false, until });
            }
            Restored::Nothing => {
                // It was stored after all: the answer came when nobody was there to hear it.
                if cx.drafts.kept.remove(&key).is_some() {
                    effects.push(Effect::DropDraft(key));
                }
            }
        }
    }
    effects
}

fn changed_since(cx: &mut Cx) -> Effects {
    let Some(layer) = cx.layers.last() else { return Vec::new() };
    let Some(key) = layer.draft_key().filter(|key| !cx.drafts.opened.contains_key(key)) else {
        return Vec::new();
    };
    let Some(draft) = cx.drafts.kept.get(&key).cloned() else { return Vec::new() };
    let Some((form, opens)) = layer.gives_way(&draft) else { return Vec::new() };
    cx.close();
    cx.drafts.kept.remove(&key);
    let mut effects = vec![Effect::KeepDraft(form.clone(), draft.print()), Effect::DropDraft(key)];
    cx.drafts.kept.insert(form, draft);
    effects.extend(opens);
    effects
}

/// What to do when the program opens and texts were left unsaved: a close card opens again by itself (the session is
/// over, nobody would look for it), and of the rest the newest is named.
pub fn at_start(cx: &mut Cx) -> Effects {
    let texts = cx.drafts.kept.iter().filter(|(key, _)| *key != crate::tui::feedback::triage::SEEN);
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
        return vec![Effect::Ask(Ask::Session(session))];
    }
    cx.say(Role::Attention, text);
    match subject(&key) {
        Some(subject) => vec![Effect::Ask(Ask::Form(Wanted::of(subject)))],
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
    Some(match form {
        "area" => Subject::Area(record),
        "skill" => Subject::Skill(record),
        "new-skill" => Subject::NewSkill(record),
        "drill" => Subject::Drill(record),
        "new-drill" => Subject::NewDrill(record),
        "measure" => Subject::Measure(record),
        "new-measure" => Subject::NewMeasure(record),
        "person" => Subject::Person(record),
        "plan" => Subject::Plan(record),
        "new-plan" => Subject::NewPlan(record),
        "session" => Subject::Session(record),
        "new-area" => Subject::NewArea,
        "new-person" => Subject::NewPerson,
        "past" => Subject::Past(None),
        "new-feedback" => Subject::NewFeedback(None),
        "feedback" => Subject::Feedback(record),
        "new-request" => Subject::Request(None, None),
        "new-application" => Subject::NewApplication(None),
        "action-form" => Subject::Action(record),
        "application" => Subject::Application(record),
        "new-teaching" => Subject::NewTeaching(None),
        "new-observation" => Subject::NewObservation(None),
        "observation" => Subject::Observation(record),
        "evidence" => Subject::Evidence(record),
        "statement" => Subject::Statement(record),
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
    use crate::domain::id::Id;
    use crate::tui::areas::testing::lively;

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
