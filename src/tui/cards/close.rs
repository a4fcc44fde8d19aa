//! The close card: the strip first, then two digits, then three lines. The session is stopped and safe already; `Esc`
//! keeps what is there.

use crossterm::event::{Event, KeyCode};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::domain::change::EditedSession;
use crate::domain::display::{pad, safe_line};
use crate::domain::rep::Tally;
use crate::domain::session::{MarkKind, Mode, Session};
use crate::domain::when::spent;
use crate::journal::read::SessionDetail;
use crate::journal::ritual::question;
use crate::tui::command::CommandId;
use crate::tui::desk::practice::{marks, plural};
use crate::tui::model::Model;
use crate::tui::overlay::sheet;
use crate::tui::theme::Role;
use crate::tui::widget::editor::{Edited, Editor};
use crate::tui::widget::pane::Pane;
use crate::tui::widget::{put, strip};

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
    const fn label(self) -> &'static str {
        match self {
            Slot::Challenge => "challenge",
            Slot::SkillLevel => "skill",
            Slot::Worked => "worked",
            Slot::Didnt => "didn't",
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
    editor: Option<Editor>,
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

    fn slots(&self) -> &'static [Slot] {
        slots(self.session().mode)
    }

    fn slot(&self) -> Slot {
        self.slots()[self.at.min(self.slots().len() - 1)]
    }

    /// Whether anything was said that the journal does not have yet.
    pub fn is_changed(&self) -> bool {
        *self.session() != self.as_stored || self.new_with().is_some()
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

    fn text(&self, slot: Slot) -> String {
        let session = self.session();
        match slot {
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

    fn hint(&self, slot: Slot) -> String {
        match slot {
            Slot::Challenge => "1 easy … 5 at my limit".to_owned(),
            Slot::SkillLevel => "1 lost … 5 in command".to_owned(),
            Slot::Worked => "one line, Enter skips".to_owned(),
            Slot::Didnt => question(self.session()).to_owned(),
            Slot::NextFocus => "the next intention".to_owned(),
            Slot::With => "a name".to_owned(),
            Slot::Saw => "what did you see?".to_owned(),
            Slot::WillCopy => "what will you do the same way?".to_owned(),
            Slot::TheirQuestion => "what did they ask?".to_owned(),
            Slot::TheirResult => "what can they do now?".to_owned(),
        }
    }

    /// Draws the card.
    pub fn view(&self, model: &Model, frame: &mut Frame<'_>) {
        let skin = &model.skin;
        let record = self.record(model);
        let height = u16::try_from(record.len() + self.slots().len()).unwrap_or(12) + 5;
        let title = safe_line(&self.detail.row.skill_name).into_owned();
        let note = spent(self.detail.row.practised);
        let pane = Pane { title: &title, state: "closed", note: &note, focused: true };
        let inner = sheet(frame, pane, 76, height, skin);
        let inside = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        // On a low window the record gives way before the lines do.
        let need = u16::try_from(self.slots().len()).unwrap_or(5) + 1;
        let mut row = u16::from(inside.height > need + 3);
        let room_for_record = inside.height.saturating_sub(need + row);
        for line in record.into_iter().take(usize::from(room_for_record)) {
            put(&line, inside, row, frame.buffer_mut());
            row += 1;
        }
        row += u16::from(inside.height > row + need);
        for (i, slot) in self.slots().iter().enumerate() {
            self.view_slot(model, frame, inside, row, *slot, i == self.at);
            row += 1;
        }
        if let Some(refusal) = &self.refusal {
            let line = Line::from(skin.span(Role::Bad, safe_line(refusal).into_owned()));
            put(&line, inside, row, frame.buffer_mut());
        }
    }

    /// The objective record, shown before anything is asked.
    fn record(&self, model: &Model) -> Vec<Line<'static>> {
        let skin = &model.skin;
        let detail = &self.detail;
        let mut lines = Vec::new();
        let (cold, warm) = marks(&detail.reps);
        if !cold.is_empty() || !warm.is_empty() {
            lines.push(strip::strip(&cold, &warm, 70, skin));
            let mut parts = Vec::new();
            let cold = Tally::of(detail.reps.iter().filter(|rep| rep.cold));
            if cold.total() > 0 {
                let said = self.session().prediction.map_or(String::new(), |n| format!(" (you said {n})"));
                parts.push(format!("cold {}{said}", cold.shown()));
            }
            let warm = Tally::of(detail.reps.iter().filter(|rep| !rep.cold));
            if warm.total() > 0 {
                parts.push(warm.shown());
            }
            let interruptions = detail.marks.iter().filter(|mark| mark.kind != MarkKind::Moment).count();
            if interruptions > 0 {
                parts.push(plural(interruptions, "interruption"));
            }
            lines.push(Line::from(skin.span(Role::Dim, parts.join(&format!("  {}  ", skin.glyphs.dot)))));
        }
        if detail.row.unresolved > 0 {
            let text =
                format!("{} {} in doubt, not counted", skin.glyphs.attention, spent(detail.row.unresolved));
            lines.push(Line::from(skin.span(Role::Attention, text)));
        }
        if !self.session().intention.is_empty() {
            lines.push(Line::from(vec![
                skin.span(Role::Dim, "you meant to  "),
                skin.span(Role::Text, safe_line(&self.session().intention).into_owned()),
            ]));
        }
        lines
    }

    fn view_slot(&self, model: &Model, frame: &mut Frame<'_>, area: Rect, row: u16, slot: Slot, now: bool) {
        if row >= area.height {
            return;
        }
        let skin = &model.skin;
        let text = self.text(slot);
        let (role, shown) = match (text.is_empty(), now) {
            (false, _) => (Role::Text, safe_line(&text).into_owned()),
            (true, true) => (Role::Faint, self.hint(slot)),
            (true, false) => (Role::Faint, String::new()),
        };
        let line = Line::from(vec![
            skin.span(Role::Accent, if now { skin.glyphs.bar } else { " " }),
            skin.span(if now { Role::Strong } else { Role::Dim }, pad(slot.label(), 12)),
            skin.span(role, shown),
        ]);
        put(&line, area, row, frame.buffer_mut());
        if !now {
            return;
        }
        let field = Rect { x: area.x + 13, y: area.y + row, width: area.width.saturating_sub(14), height: 1 };
        match &self.editor {
            Some(editor) if !editor.is_empty() => {
                super::super::widget::clear(field, frame.buffer_mut());
                editor.view(frame, field, true, skin);
            }
            Some(_) => frame.set_cursor_position((field.x, field.y)),
            None => {}
        }
    }
}
