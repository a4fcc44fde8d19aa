//! What the footer says on the Stages screen: which keys have something to do, which of them lead, what each does just now.

use super::items::{self, Item};
use super::state::{Focus, View};
use super::view::laid;
use crate::tui::command::{Command, CommandId};
use crate::tui::model::Model;

/// Whether a key has something to do just now, beyond not being blocked.
pub fn makes_sense(model: &Model, id: CommandId) -> bool {
    use CommandId as C;
    let events = || model.stages.chosen(&model.data).map_or(0, |page| page.events.len());
    let history = in_history(model);
    match id {
        C::Earlier => history && events() > 1,
        C::Later => (history && events() > 1) || (!history && has_statements(model)),
        C::OtherView => events() > 0 || model.stages.view == View::History,
        C::Open => match (history, model.stages.focus) {
            (true, _) => events() > 0,
            (_, Focus::Page) => enters(model).is_some(),
            (_, Focus::Tree) => false,
        },
        C::AsOf => events() > 0 || model.stages.as_of.is_some(),
        C::Search => model.stages.focus == Focus::Tree,
        C::Start => model.stages.subject(&model.data).is_some_and(|subject| subject.skill().is_some()),
        _ => true,
    }
}

/// Whether a key stands before the others: those of what is selected.
pub fn leads(model: &Model, id: CommandId) -> bool {
    use CommandId as C;
    if in_history(model) {
        return matches!(id, C::OtherView | C::Earlier | C::Later | C::MarkPoint | C::AsOf | C::Open);
    }
    match items::selected_record(model) {
        Some(_) => matches!(id, C::Confirm | C::Open | C::Edit | C::Delete | C::Private),
        None if model.stages.tree.rows(&model.data).is_empty() => id == C::UseLadder,
        None => model.stages.focus == Focus::Page && matches!(id, C::Open | C::Later),
    }
}

/// What a key does just now, in a word or two.
pub fn title(model: &Model, command: &Command) -> &'static str {
    use CommandId as C;
    match command.id {
        C::OtherView if model.stages.view == View::History => "ladder",
        C::MarkPoint if model.stages.mark.is_some() => "end comparing",
        C::Open if in_history(model) => "all of it",
        C::Open => enters(model).unwrap_or(command.title),
        C::Later if !in_history(model) => "statements",
        _ => command.title,
    }
}

/// What the way back does, where that is worth a word.
pub fn way_back(model: &Model) -> Option<&'static str> {
    match model.stages.focus {
        _ if model.stages.record.is_some() => Some("out of it"),
        _ if model.stages.as_of.is_some() => Some("today"),
        Focus::Page if !laid(model).is_split() => Some("back"),
        Focus::Page => None,
        Focus::Tree if !model.stages.tree.filter.is_empty() => Some("shows all"),
        Focus::Tree => None,
    }
}

fn in_history(model: &Model) -> bool {
    model.stages.view == View::History && model.stages.focus == Focus::Page
}

/// What `Enter` does on the selected row of the ladder; `None` where there is nothing to go into.
fn enters(model: &Model) -> Option<&'static str> {
    let page = model.stages.chosen(&model.data)?;
    if model.stages.focus != Focus::Page {
        return None;
    }
    let item = items::selected(model)?;
    let any = !items::records(page, &item).is_empty();
    match item {
        _ if model.stages.record.is_some() => Some("all of it"),
        Item::Stage(_) | Item::AreaStage(_) => {
            let folded = item.stage().is_some_and(|stage| model.stages.folded_stages.contains(&stage));
            Some(if folded { "unfold" } else { "fold" })
        }
        Item::Skill(..) => Some("to the skill"),
        Item::Benchmark(..) | Item::Capstone(_) | Item::Other => any.then_some("its records"),
    }
}

/// Whether a heading is selected that statements stand below: there `Enter` folds, and the way in is another.
fn has_statements(model: &Model) -> bool {
    let page = model.stages.chosen(&model.data);
    let item = items::selected(model).filter(Item::is_head);
    let any = page.zip(item).is_some_and(|(page, item)| !items::records(page, &item).is_empty());
    any && model.stages.record.is_none() && model.stages.focus == Focus::Page
}
