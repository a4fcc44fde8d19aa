//! What the footer says on the Stages screen: which keys have something to do, which of them lead, what each does just now.

use super::items::{self, Item};
use super::state::{Focus, StagesScreen, View};
use super::view::laid;
use crate::tui::command::CommandId;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::screen::Footer;

/// Whether a key has something to do just now, beyond not being blocked.
fn makes_sense(stages: &StagesScreen, cx: &Cx, id: CommandId) -> bool {
    use CommandId as C;
    let events = || stages.chosen(&cx.data).map_or(0, |page| page.events.len());
    let history = in_history(stages);
    match id {
        C::Earlier => history && events() > 1,
        C::Later => (history && events() > 1) || (!history && has_statements(stages, cx)),
        C::OtherView => events() > 0 || stages.view == View::History,
        C::Open => match (history, stages.focus) {
            (true, _) => events() > 0,
            (_, Focus::Page) => enters(stages, cx).is_some(),
            (_, Focus::Tree) => false,
        },
        C::AsOf => events() > 0 || stages.as_of.is_some(),
        C::Search => stages.focus == Focus::Tree,
        C::Start => stages.subject(&cx.data).is_some_and(|subject| subject.skill().is_some()),
        _ => true,
    }
}

/// Whether a key stands before the others: those of what is selected.
fn leads(stages: &StagesScreen, cx: &Cx, id: CommandId) -> bool {
    use CommandId as C;
    if in_history(stages) {
        return matches!(id, C::OtherView | C::Earlier | C::Later | C::MarkPoint | C::AsOf | C::Open);
    }
    match items::selected_record(stages, cx) {
        Some(_) => matches!(id, C::Confirm | C::Open | C::Edit | C::Delete | C::Private),
        None if stages.tree.rows(&cx.data).is_empty() => id == C::UseLadder,
        None => stages.focus == Focus::Page && matches!(id, C::Open | C::Later),
    }
}

/// The place of a key, where it can be done.
pub fn place(stages: &StagesScreen, cx: &Cx, id: CommandId) -> Footer {
    match makes_sense(stages, cx, id) {
        true if leads(stages, cx, id) => Footer::Leads,
        sense => Footer::if_so(sense),
    }
}

/// What `Enter` does.
pub fn opens(stages: &StagesScreen, cx: &Cx) -> Option<&'static str> {
    if in_history(stages) { Some("all of it") } else { enters(stages, cx) }
}

/// What the way back does, where that is worth a word.
pub fn way_back(stages: &StagesScreen, cx: &Cx) -> Option<&'static str> {
    match stages.focus {
        _ if stages.record.is_some() => Some("out of it"),
        _ if stages.as_of.is_some() => Some("today"),
        Focus::Page if !laid(stages, cx).is_split() => Some("back"),
        Focus::Page => None,
        Focus::Tree if !stages.tree.filter.is_empty() => Some("shows all"),
        Focus::Tree => None,
    }
}

/// Whether the history has the focus.
pub fn in_history(stages: &StagesScreen) -> bool {
    stages.view == View::History && stages.focus == Focus::Page
}

/// What `Enter` does on the selected row of the ladder; `None` where there is nothing to go into.
fn enters(stages: &StagesScreen, cx: &Cx) -> Option<&'static str> {
    let page = stages.chosen(&cx.data)?;
    if stages.focus != Focus::Page {
        return None;
    }
    let item = items::selected(stages, cx)?;
    let any = !items::records(page, &item).is_empty();
    match item {
        _ if stages.record.is_some() => Some("all of it"),
        Item::Stage(_) | Item::AreaStage(_) => {
            let folded = item.stage().is_some_and(|stage| stages.folded_stages.contains(&stage));
            Some(if folded { "unfold" } else { "fold" })
        }
        Item::Skill(..) => Some("to the skill"),
        Item::Benchmark(..) | Item::Capstone(_) | Item::Other => any.then_some("its records"),
    }
}

/// Whether a heading is selected that statements stand below: there `Enter` folds, and the way in is another.
fn has_statements(stages: &StagesScreen, cx: &Cx) -> bool {
    let page = stages.chosen(&cx.data);
    let item = items::selected(stages, cx).filter(Item::is_head);
    let any = page.zip(item).is_some_and(|(page, item)| !items::records(page, &item).is_empty());
    any && stages.record.is_none() && stages.focus == Focus::Page
}
