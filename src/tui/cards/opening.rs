//! What opens the cards: a start card filled in, a session shown whole.

use super::close::CloseCard;
use super::gap::{GapCard, Question as Doubted, stretches};
use super::start::StartState;
use crate::domain::id::Id;
use crate::journal::Result;
use crate::journal::read::SessionDetail;
use crate::journal::ritual::StartCard;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, ask};
use crate::tui::frame::question::{Answer, Question, Store};
use crate::tui::msg::Effect;
use crate::tui::theme::Role;

/// Asks for the start card of a skill, or of the one to practise next.
pub fn start_card(skill: Option<Id>) -> Effect {
    ask(Start { skill, plan: None })
}

/// Asks for the start card of a skill, filled in from one of today's plans.
pub fn start_plan(skill: Id, plan: Id) -> Effect {
    ask(Start { skill: Some(skill), plan: Some(plan) })
}

/// Asks for a session, whole: its close card opens, or the card about what is in doubt.
pub fn session(id: Id) -> Effect {
    ask(Session(id))
}

#[derive(Debug)]
struct Start {
    skill: Option<Id>,
    plan: Option<Id>,
}

#[derive(Debug)]
struct Filled(Option<StartCard>);

impl Question for Start {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        let skill = if self.plan.is_some() { self.skill } else { store.journal.next_skill(self.skill)? };
        let card = skill.map(|skill| store.journal.start_card_for(skill, self.plan)).transpose()?;
        Ok(Box::new(Filled(card)))
    }

    fn opens(&self) -> bool {
        true
    }
}

impl Answer for Filled {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        let Some(card) = self.0 else {
            cx.say(Role::Attention, "There is no skill to practise yet: add an area, then a skill.");
            return Effects::new();
        };
        let kept = cx.left_start.take().filter(|left| {
            let plan = card.session.plan;
            left.skill.id == card.skill.id && (plan.is_none() || plan == left.session.plan)
        });
        let card = match kept {
            Some(mut kept) => {
                kept.come_up_to(card);
                *kept
            }
            None => card,
        };
        let mut state = StartState::new(card);
        state.closes = cx.data.playing.as_ref().map(|playing| playing.skill.name.clone());
        cx.lay(state);
        Effects::new()
    }

    fn opens(&self) -> bool {
        true
    }
}

#[derive(Debug)]
struct Session(Id);

#[derive(Debug)]
struct Whole(SessionDetail);

impl Question for Session {
    fn read(self: Box<Self>, store: &mut Store<'_>) -> Result<Box<dyn Answer>> {
        Ok(Box::new(Whole(store.journal.session_detail(self.0)?)))
    }

    fn opens(&self) -> bool {
        true
    }
}

impl Answer for Whole {
    fn take(self: Box<Self>, cx: &mut Cx) -> Effects {
        let detail = self.0;
        cx.drafts.opening = None;
        if detail.row.unresolved > 0 {
            let stretches = stretches(&detail.segments);
            let session = detail.row.session.id;
            let question = Doubted::Doubt { session, stretches, closing: false };
            cx.lay(GapCard { skill: detail.row.skill_name.clone(), question });
        } else {
            cx.lay(CloseCard::new(detail));
        }
        Effects::new()
    }

    fn opens(&self) -> bool {
        true
    }
}
