//! When drafts are kept, offered again and let go. No clock, no file: effects only.

use super::Draft;
use crate::domain::when::hour_minute;
use crate::tui::frame::cx::{Cx, Message};
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::Restored;
use crate::tui::msg::Effect;
use crate::tui::theme::Role;

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
