//! What was asked of the store thread and is not answered yet, and what on the screen waits for it: a prompt, card or form
//! that asked takes no second answer and no text until then, and only it is closed by the answer.

use crossterm::event::Event;

use super::command::{CommandId, Scope};
use super::drafts::update as drafts;
use super::frame::cx::Cx;
use super::frame::effects::{Effects, of_scope};
use super::frame::layer::Layer;
use super::worker::{After, Ask};

/// A change that was asked for. The store thread answers in the order it was asked, so the first is the next answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Which overlay asked, from below; `None` where none did, or where it was left meanwhile.
    depth: Option<usize>,
    /// The key of its draft.
    draft: Option<String>,
    /// Whether it acts on all that is marked: then the marks have served once it is done.
    pub marks: bool,
}

/// Remembers that something was asked for, and that what lies on top waits for the answer where it is its own.
pub fn begin(cx: &mut Cx, ask: &Ask) {
    let own = match ask {
        Ask::Apply(_, after) | Ask::Write(_, after) => {
            matches!(after, After::Form | After::Letter | After::Play | After::CloseCard)
        }
        Ask::SetUp(_) => true,
        _ => false,
    };
    let depth = cx.layers.len().checked_sub(1).filter(|_| own);
    let draft = depth.and_then(|_| drafts::on_top(cx));
    cx.waits.push_back(Wait { depth, draft, marks: false });
}

/// Whether what lies on top waits for an answer.
pub fn on_top(cx: &Cx) -> bool {
    let top = cx.layers.len().checked_sub(1);
    top.is_some() && cx.waits.iter().any(|wait| wait.depth == top)
}

/// Whether the draft of this key is on its way to the journal: then it is not offered again.
pub fn is_on_its_way(cx: &Cx, key: &str) -> bool {
    cx.waits.iter().any(|wait| wait.draft.as_deref() == Some(key))
}

/// What lies on top waits: it can be left, and nothing else.
pub fn typed(cx: &mut Cx, scope: Scope, event: &Event) -> Effects {
    if of_scope(&cx.keymap, scope, event).is_some_and(leaves) {
        cx.close();
    }
    Vec::new()
}

/// Whether a command leaves something that was typed in.
pub fn leaves(id: CommandId) -> bool {
    use CommandId as C;
    matches!(
        id,
        C::FormLeave | C::PromptLeave | C::CardLeave | C::CloseDone | C::CloseNext | C::GapLater | C::Quit
    )
}

/// Whether a command may close something that was typed in: what it holds is kept first.
pub fn may_close(id: CommandId) -> bool {
    use CommandId as C;
    leaves(id) || matches!(id, C::CloseUsed | C::CloseAsk | C::ClosePlan)
}

/// What has gone from the screen waits no more.
pub fn forget_what_was_left(cx: &mut Cx) {
    let open = cx.layers.len();
    for wait in &mut cx.waits {
        wait.depth = wait.depth.filter(|depth| *depth < open);
    }
}

/// The oldest change was answered.
pub fn answered(cx: &mut Cx) -> Option<Wait> {
    cx.waits.pop_front()
}

/// It is stored: what waited for it is closed and handed back, and its draft is let go.
pub fn close(cx: &mut Cx, wait: Option<Wait>) -> (Option<Box<dyn Layer>>, Effects) {
    let Some(Wait { depth, draft, .. }) = wait else { return (None, Vec::new()) };
    let closed = depth.filter(|depth| *depth < cx.layers.len()).map(|depth| cx.layers.remove(depth));
    if let (Some(_), Some(gone)) = (&closed, depth) {
        for other in &mut cx.waits {
            other.depth = other.depth.map(|depth| if depth > gone { depth - 1 } else { depth });
        }
    }
    let effects = draft.map_or_else(Vec::new, |key| drafts::stored(cx, key));
    // What is typed now under the same key is on its own.
    drafts::touched(cx);
    (closed, effects)
}

/// It was refused: what waited for it is there to be mended, unless it was left.
pub fn layer(cx: &mut Cx, wait: Option<Wait>) -> Option<&mut Box<dyn Layer>> {
    cx.layers.get_mut(wait?.depth?)
}

#[cfg(test)]
mod tests {
    use crate::journal::read::SessionFilter;
    use crate::tui::areas::testing::lively;
    use crate::tui::cards::start::StartState;
    use crate::tui::msg::{Effect, Hook};
    use crate::tui::prompt::Prompt;
    use crate::tui::testing::Bench;

    fn prompt(bench: &Bench) -> Option<String> {
        bench.model.top::<Prompt>().map(|prompt| prompt.editor.value())
    }

    fn notes(bench: &Bench) -> Vec<String> {
        bench.model.data.playing.as_ref().unwrap().notes.iter().map(|note| note.text.clone()).collect()
    }

    fn playing() -> Bench {
        let mut bench = lively(80, 24);
        bench.keys("s Enter");
        assert!(bench.model.is_playing_in_focus());
        bench.slow();
        bench
    }

    #[test]
    fn an_answer_closes_what_asked_and_nothing_else() {
        let mut bench = playing();
        bench.keys("n \"first Enter Esc n \"sec");
        assert_eq!(
            prompt(&bench).as_deref(),
            Some("sec"),
            "the first note, on its way, is not offered again"
        );
        bench.answer().keys("\"ond");
        assert_eq!(prompt(&bench).as_deref(), Some("second"));
        bench.keys("Enter").answer();
        assert_eq!((prompt(&bench), notes(&bench)), (None, vec!["first".to_owned(), "second".to_owned()]));
        assert!(bench.model.drafts.kept.is_empty(), "{:?}", bench.model.drafts.kept);
    }

    #[test]
    fn a_second_enter_asks_for_nothing_and_what_waits_takes_no_text() {
        let mut bench = playing();
        bench.keys("n \"once Enter Enter \"more Enter");
        assert_eq!(prompt(&bench).as_deref(), Some("once"));
        bench.answer().answer();
        assert_eq!((prompt(&bench), notes(&bench)), (None, vec!["once".to_owned()]));
    }

    #[test]
    fn a_refusal_is_said_where_it_was_asked_and_asking_works_again() {
        let mut bench = playing();
        bench.keys("n \"late Enter");
        bench.elsewhere(crate::domain::change::Change::Stop(Box::default()));
        bench.answer();
        assert!(bench.model.top::<Prompt>().is_some_and(|prompt| prompt.refusal.is_some()));
        bench.keys("\"r");
        assert_eq!(prompt(&bench).as_deref(), Some("later"));
        bench.keys("Enter Esc").answer();
        assert_eq!(bench.model.drafts.kept.len(), 1, "what was refused after it was left is kept");
    }

    #[test]
    fn a_start_card_starts_once_and_ends_what_ran() {
        let mut bench = playing();
        bench.keys("Tab s").answer().keys("Enter Enter");
        bench.answer().answer().answer();
        let filter = SessionFilter::default();
        let began = bench.journal().sessions(&filter).unwrap().iter().filter(|row| !row.session.late).count();
        assert_eq!(began, 2);
        let hooks: Vec<_> = bench
            .effects
            .iter()
            .filter_map(|e| if let Effect::Hook(h) = e { Some(h) } else { None })
            .collect();
        assert!(matches!(hooks[..], [Hook::Start(..), Hook::Stop(..), Hook::Start(..)]), "{hooks:?}");
    }

    #[test]
    fn the_first_questions_are_asked_again_where_an_answer_cannot_be() {
        let mut bench = Bench::new(80, 24, |_| ());
        bench.model.lay(crate::tui::first_run::FirstRun::new(Vec::new()));
        bench.keys("\"C/C++ Enter \"Pointers Enter \"40 Enter");
        assert!(bench.screen().contains("cannot hold"), "{}", bench.screen());
        bench.keys("C-u \"Cplus Enter Enter \"40 Enter");
        assert_eq!(bench.model.data.overview.skills[0].skill.name, "Pointers");
        let Some(card) = bench.model.top::<StartState>() else { panic!("the start card") };
        assert_eq!(card.card.session.planned_seconds, Some(40 * 60));
    }

    #[test]
    fn a_draft_is_kept_by_whatever_key_leaves() {
        let mut bench = playing();
        let user = [("prompt-leave".to_owned(), vec!["C-g".to_owned()])].into();
        bench.model.keymap = crate::tui::keymap::Keymap::new(&user).unwrap();
        bench.keys("n \"half C-g");
        assert_eq!(prompt(&bench), None);
        assert!(
            bench
                .effects
                .iter()
                .any(|effect| matches!(effect, Effect::KeepDraft(_, text) if text.contains("half")))
        );
    }
}
