//! The close card: the strip first, then two digits, then three lines. The session is stopped and safe already; `Esc`
//! keeps what is there.

use crate::domain::change::EditedSession;
use crate::domain::id::Id;
use crate::domain::session::{Mode, Session};
use crate::journal::Error;
use crate::journal::read::SessionDetail;
use crate::tui::command::{CommandId, Scope};
use crate::tui::drafts::{Draft, object};
use crate::tui::editing::{Subject, update as editing};
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::{Layer, Restored, Typed, Typing};
use crate::tui::ritual;
use crate::tui::widget::editor::{Edited, Editor};
use crossterm::event::{Event, KeyCode};
use ratatui::Frame;
use serde_json::Value;

/// A line of the card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// How hard it was, 1 to 5.
    Challenge,
    /// How able I felt, 1 to 5.
    SkillLevel,
    /// What worked.
    Worked,
    /// What did not.
    Didnt,
    /// Where it was: what makes it a use in real work.
    Where,
    /// Whom it was with.
    With,
    /// What I saw.
    Saw,
    /// What I will copy.
    WillCopy,
    /// The learner's question.
    TheirQuestion,
    /// The learner's result.
    TheirResult,
    /// What to change next time.
    NextFocus,
}

impl Slot {
    pub(super) const fn label(self) -> &'static str {
        match self {
            Slot::Challenge => "challenge",
            Slot::SkillLevel => "skill",
            Slot::Worked => "worked",
            Slot::Didnt => "didn't",
            Slot::Where => "where",
            Slot::With => "with whom",
            Slot::Saw => "saw",
            Slot::WillCopy => "will copy",
            Slot::TheirQuestion => "they asked",
            Slot::TheirResult => "they can",
            Slot::NextFocus => "next focus",
        }
    }

    const fn is_digit(self) -> bool {
        matches!(self, Slot::Challenge | Slot::SkillLevel)
    }
}

/// The lines for a mode: two digits and three lines, or the short form of observing and teaching.
fn slots(mode: Mode) -> &'static [Slot] {
    match mode {
        Mode::Observe => &[Slot::With, Slot::Saw, Slot::WillCopy, Slot::NextFocus],
        Mode::Teach => &[Slot::With, Slot::TheirQuestion, Slot::TheirResult, Slot::NextFocus],
        Mode::Apply => {
            &[Slot::Challenge, Slot::SkillLevel, Slot::Where, Slot::Worked, Slot::Didnt, Slot::NextFocus]
        }
        _ => &[Slot::Challenge, Slot::SkillLevel, Slot::Worked, Slot::Didnt, Slot::NextFocus],
    }
}

/// The card while it is open.
#[derive(Debug)]
pub struct CloseCard {
    /// The session, whole, as it was stopped.
    pub detail: SessionDetail,
    /// The name typed into *with whom*.
    pub with: String,
    /// The line that is asked now.
    pub at: usize,
    pub(super) editor: Option<Editor>,
    as_stored: Session,
    /// Why it was refused.
    pub refusal: Option<String>,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// Go on.
    Stay,
    /// Keep what is there, and close.
    Done,
}

impl CloseCard {
    /// A card for a session that was just stopped.
    pub fn new(detail: SessionDetail) -> CloseCard {
        let with = detail.row.person_name.clone().unwrap_or_default();
        let as_stored = detail.row.session.clone();
        let mut card = CloseCard { detail, with, at: 0, editor: None, as_stored, refusal: None };
        card.open_editor();
        card
    }

    /// Takes a draft up: what it says is not in the journal yet.
    pub fn take_up(&mut self, session: Session, with: String) {
        self.detail.row.session = session;
        self.with = with;
        self.open_editor();
    }

    /// The session as the card has it.
    pub fn session(&self) -> &Session {
        &self.detail.row.session
    }

    pub(super) fn slots(&self) -> &'static [Slot] {
        slots(self.session().mode)
    }

    fn slot(&self) -> Slot {
        self.slots()[self.at.min(self.slots().len() - 1)]
    }

    /// Whether anything was said that the journal does not have yet.
    pub fn is_changed(&self) -> bool {
        let slot = self.slot();
        let writes = self.editor.as_ref().is_some_and(|editor| editor.value() != self.text(slot));
        writes || *self.session() != self.as_stored || self.new_with().is_some()
    }

    /// The name of somebody else than it opened with.
    fn new_with(&self) -> Option<String> {
        let known = self.detail.row.person_name.as_deref().unwrap_or_default();
        Some(self.with.trim().to_owned()).filter(|with| with != known.trim())
    }

    /// What it holds, to be stored.
    pub fn edited(&self) -> EditedSession {
        EditedSession { with: self.new_with(), ..EditedSession::of(self.session().clone()) }
    }

    /// Lets go of what was typed: the card says again what is stored.
    pub fn begin_anew(&mut self) {
        self.detail.row.session = self.as_stored.clone();
        self.with = self.detail.row.person_name.clone().unwrap_or_default();
        self.refusal = None;
        self.open_editor();
    }

    /// An action that this session is said to prove; it is shown as proved from now on.
    pub fn take_action(&mut self, action: Id) {
        if let Some(at) = self.detail.to_act_on.iter().position(|open| open.action.id == action) {
            let action = self.detail.to_act_on.remove(at).action;
            self.detail.proves.push(action);
        }
    }

    /// Does what a key of the card says.
    pub fn command(&mut self, id: CommandId) -> Closed {
        match id {
            CommandId::CloseDone => {
                self.keep_text();
                return Closed::Done;
            }
            CommandId::CloseNext => return self.next(),
            CommandId::FormNext if self.at + 1 < self.slots().len() => return self.next(),
            CommandId::FormPrevious => {
                self.keep_text();
                self.at = self.at.saturating_sub(1);
                self.open_editor();
            }
            _ => {}
        }
        Closed::Stay
    }

    /// Takes what is typed or pasted; a digit rates and goes on.
    pub fn handle(&mut self, event: &Event) {
        self.refusal = None;
        let code = if let Event::Key(key) = event { key.code } else { KeyCode::Null };
        match code {
            KeyCode::Char(digit @ '1'..='5') if self.slot().is_digit() => {
                self.rate(Some(i64::from(digit as u8 - b'0')));
                self.next();
            }
            KeyCode::Backspace | KeyCode::Delete if self.slot().is_digit() => self.rate(None),
            _ if self.slot().is_digit() && matches!(event, Event::Paste(_)) => {
                self.refusal = Some("a digit from 1 to 5, please: nothing was pasted".to_owned());
            }
            _ => self.edit(event),
        }
    }

    fn edit(&mut self, event: &Event) {
        if let Some(Edited::Refused(why)) = self.editor.as_mut().map(|editor| editor.handle(event)) {
            self.refusal = Some(why.to_owned());
        }
    }

    fn rate(&mut self, rating: Option<i64>) {
        let slot = self.slot();
        let session = &mut self.detail.row.session;
        match slot {
            Slot::Challenge => session.challenge = rating,
            _ => session.skill_level = rating,
        }
    }

    fn next(&mut self) -> Closed {
        self.keep_text();
        if self.at + 1 >= self.slots().len() {
            return Closed::Done;
        }
        self.at += 1;
        self.open_editor();
        Closed::Stay
    }

    fn open_editor(&mut self) {
        let slot = self.slot();
        self.editor = (!slot.is_digit()).then(|| Editor::line(&self.text(slot)));
    }

    /// Takes over what is being written.
    pub fn keep_text(&mut self) {
        let Some(text) = self.editor.as_ref().map(Editor::value) else { return };
        let slot = self.slot();
        let session = &mut self.detail.row.session;
        match slot {
            Slot::Where => session.context = text,
            Slot::Worked => session.worked = text,
            Slot::Didnt => session.didnt = text,
            Slot::Saw => session.saw = text,
            Slot::WillCopy => session.will_copy = text,
            Slot::TheirQuestion => session.their_question = text,
            Slot::TheirResult => session.their_result = text,
            Slot::NextFocus => session.next_focus = text,
            Slot::With => self.with = text,
            Slot::Challenge | Slot::SkillLevel => {}
        }
    }

    pub(super) fn text(&self, slot: Slot) -> String {
        let session = self.session();
        match slot {
            Slot::Where => session.context.clone(),
            Slot::Worked => session.worked.clone(),
            Slot::Didnt => session.didnt.clone(),
            Slot::With => self.with.clone(),
            Slot::Saw => session.saw.clone(),
            Slot::WillCopy => session.will_copy.clone(),
            Slot::TheirQuestion => session.their_question.clone(),
            Slot::TheirResult => session.their_result.clone(),
            Slot::NextFocus => session.next_focus.clone(),
            Slot::Challenge => session.challenge.map_or(String::new(), |n| n.to_string()),
            Slot::SkillLevel => session.skill_level.map_or(String::new(), |n| n.to_string()),
        }
    }
}

/// What is typed into the card, and what becomes of it.
impl CloseCard {
    fn values(&self) -> Value {
        let session = self.session();
        let digit = |rating: Option<i64>| rating.map_or(String::new(), |n| n.to_string());
        object([
            ("challenge", &digit(session.challenge)),
            ("skill_level", &digit(session.skill_level)),
            ("worked", &session.worked),
            ("didnt", &session.didnt),
            ("saw", &session.saw),
            ("will_copy", &session.will_copy),
            ("their_question", &session.their_question),
            ("their_result", &session.their_result),
            ("next_focus", &session.next_focus),
            ("with", &self.with),
        ])
    }

    fn take_draft(&mut self, values: &Value) {
        let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let session = Session {
            challenge: text("challenge").parse().ok(),
            skill_level: text("skill_level").parse().ok(),
            worked: text("worked"),
            didnt: text("didnt"),
            saw: text("saw"),
            will_copy: text("will_copy"),
            their_question: text("their_question"),
            their_result: text("their_result"),
            next_focus: text("next_focus"),
            ..self.session().clone()
        };
        self.take_up(session, text("with"));
    }
}

impl Layer for CloseCard {
    fn scope(&self) -> Scope {
        Scope::CloseCard
    }

    fn typing(&self) -> Option<Typing> {
        Some(ritual::close_card)
    }

    fn offers(&self, _: &Cx, id: CommandId) -> bool {
        match id {
            // The keys of its own say that already.
            CommandId::FormNext | CommandId::FormLeave => false,
            CommandId::FormAnew => self.is_changed(),
            CommandId::CloseProof => !self.detail.to_act_on.is_empty(),
            CommandId::FormSave | CommandId::FormEditor | CommandId::FormSwap => false,
            _ => true,
        }
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    fn draft_key(&self) -> Option<String> {
        Some(format!("close-{}", self.session().id))
    }

    fn typed(&self) -> Option<Typed> {
        Some(Typed {
            revision: self.session().revision,
            title: self.detail.row.skill_name.clone(),
            values: self.values(),
            changed: None,
        })
    }

    fn keep_text(&mut self) {
        CloseCard::keep_text(self);
    }

    fn restore(&mut self, draft: &Draft, _: &str) -> Restored {
        if self.values() == draft.values {
            return Restored::Nothing;
        }
        self.take_draft(&draft.values);
        Restored::Again
    }

    fn gives_way(&self, draft: &Draft) -> Option<(String, Effects)> {
        let session = self.session();
        let differs = draft.revision != session.revision && draft.values != self.values();
        differs.then(|| (format!("session-{}", session.id), editing::open(Subject::Session(session.id))))
    }

    fn refuse(&mut self, _: &Error, sentence: String) -> Option<Effects> {
        self.refusal = Some(sentence);
        Some(Effects::new())
    }

    fn leaving(&self) -> Option<fn(&mut Cx) -> Effects> {
        Some(ritual::finish)
    }
}
