//! The card that takes the next stage: what is shown and what is missing, one sentence in one's own words. With benchmarks
//! unmet one may still take it, and the card says before Enter what the history will say for ever after.

use crossterm::event::Event;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use serde_json::Value;

use super::area_lines;
use super::ladder::mark;
use super::pages::StagePage;
use super::wording::{stage_title, standing};
use crate::domain::benchmark::Standing;
use crate::domain::change::{Change, StageMove};
use crate::domain::display::{fit, pad, pad_left, safe_line, width};
use crate::domain::stage::{Stage, StageEventKind, Subject, declared};
use crate::journal::Error;
use crate::tui::command::{CommandId, Scope};
use crate::tui::drafts::Draft;
use crate::tui::frame::cx::Cx;
use crate::tui::frame::effects::{Effects, apply, of_scope};
use crate::tui::frame::layer::{Layer, Restored, Typed, Typing};
use crate::tui::overlay::sheet;
use crate::tui::theme::Role;
use crate::tui::widget::editor::{Edited, Editor};
use crate::tui::widget::pane::{Pane, scroll_thumb};
use crate::tui::widget::put;
use crate::tui::widget::wrap::wrap;
use crate::tui::worker::After;

/// The widest the card gets.
const WIDTH: u16 = 84;

/// Something the stage asks for.
#[derive(Debug)]
pub struct Asked {
    /// How it stands.
    pub standing: Standing,
    /// What it is.
    pub text: String,
    /// How it stands, in words.
    pub stands: String,
}

/// The card.
#[derive(Debug)]
pub struct PromoteCard {
    /// What takes the stage.
    pub subject: Subject,
    /// Its name.
    pub name: String,
    /// The stage it takes.
    pub to: Stage,
    /// The sentence.
    pub editor: Editor,
    /// Why it was refused.
    pub refusal: Option<String>,
    first: bool,
    benchmarks: Vec<Asked>,
    missing: Vec<String>,
    witnesses: Vec<String>,
    own: bool,
    ladder: bool,
    top: usize,
}

impl PromoteCard {
    /// The card for the next stage of a page; none for a master.
    pub fn of(page: &StagePage) -> Option<PromoteCard> {
        let to = page.view.held.map_or(Some(Stage::Apprentice), Stage::next)?;
        let mut card = PromoteCard {
            subject: page.view.subject,
            name: page.view.name.clone(),
            to,
            editor: Editor::line(""),
            refusal: None,
            first: page.view.held.is_none(),
            benchmarks: Vec::new(),
            missing: Vec::new(),
            witnesses: Vec::new(),
            own: page.view.ladder.as_ref().is_some_and(|ladder| ladder.own),
            ladder: page.view.ladder.is_some(),
            top: 0,
        };
        if let Some(check) = page.view.checks.iter().find(|check| check.stage == to) {
            let stands = |verdict| standing(verdict, page.today, true);
            let asked = check.benchmarks.iter().map(|(b, verdict)| Asked {
                standing: verdict.standing,
                text: b.text.clone(),
                stands: stands(verdict),
            });
            card.benchmarks = asked.collect();
            card.missing.clone_from(&check.missing);
            card.witnesses.clone_from(&check.witnesses);
        }
        if let Some(check) = page.view.area_checks.iter().find(|check| check.stage == to) {
            card.benchmarks = area_lines::asked(page, check);
            // The skills stand above, each with the stage that is asked for.
            card.missing = check.missing_besides_skills().to_vec();
        }
        Some(card)
    }

    fn met(&self) -> usize {
        self.benchmarks.iter().filter(|asked| asked.standing == Standing::Met).count()
    }

    /// What the history will say of it.
    fn declared(&self) -> Option<String> {
        let (met, total) = (self.met(), self.benchmarks.len());
        if !self.ladder {
            return Some("On no ladder: it stands by your word alone.".to_owned());
        }
        (met < total || !self.missing.is_empty()).then(|| {
            let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
            let said = declared(count(met), count(total), &self.missing);
            format!("Enter takes it all the same; the history says: {said}.")
        })
    }

    fn lines(&self, cx: &Cx, cells: usize) -> Vec<Line<'static>> {
        let skin = &cx.skin;
        let mut out = Vec::new();
        let tail = self.benchmarks.iter().map(|asked| width(&asked.stands)).max().unwrap_or(0);
        let room = cells.saturating_sub(tail + 7).max(16);
        for asked in &self.benchmarks {
            let (sign, role) = mark(cx, asked.standing);
            let ink = if asked.standing == Standing::Met { Role::Text } else { Role::Dim };
            for (at, line) in wrap(&safe_line(&asked.text), room, 4).into_iter().enumerate() {
                let (sign, stands) = if at == 0 { (sign, asked.stands.as_str()) } else { (" ", "") };
                out.push(Line::from(vec![
                    skin.span(role, format!(" {sign} ")),
                    skin.span(ink, pad(&line, room)),
                    skin.span(Role::Dim, format!("  {}", pad_left(stands, tail))),
                ]));
            }
        }
        for missing in &self.missing {
            signed(cx, Role::Attention, skin.glyphs.attention, missing, cells, &mut out);
        }
        if !self.witnesses.is_empty() {
            let text = format!(" witnessed by {}", self.witnesses.join(", "));
            out.push(Line::from(skin.span(Role::Text, fit(&safe_line(&text), cells))));
        }
        if self.own {
            out.push(Line::from(skin.span(Role::Dim, " by thresholds of your own")));
        }
        out
    }

    fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let skin = &cx.skin;
        let screen = frame.area();
        let cells = usize::from(WIDTH.min(screen.width).saturating_sub(4));
        let lines = self.lines(cx, cells);
        let mut foot = self.foot(cx, cells);
        // Where there is hardly room, the line one types into comes first.
        let most = usize::from(screen.height.saturating_sub(5));
        foot.drain(..foot.len().saturating_sub(most));
        let foot_rows = u16::try_from(foot.len()).unwrap_or(2) + 1;
        let wanted = u16::try_from(lines.len()).unwrap_or(20) + foot_rows + 4;
        let title = format!("{} {} {}", safe_line(&self.name), skin.glyphs.dot, stage_title(self.to));
        let verb = if self.first { "the first stage" } else { "the next stage" };
        let note = match self.benchmarks.len() {
            0 => String::new(),
            total => format!("{} of {total} met", self.met()),
        };
        let pane = Pane { title: &title, state: verb, note: &note, focused: true };
        let inner = sheet(frame, pane, WIDTH, wanted, skin);
        let inside = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
        let room = inside.height.saturating_sub(foot_rows);
        let air = u16::from(usize::from(room) > lines.len() + 1);
        let shown = usize::from(room - air.min(room));
        let top = self.top.min(lines.len().saturating_sub(shown));
        for (row, line) in (air..room).zip(lines.iter().skip(top)) {
            put(line, inside, row, frame.buffer_mut());
        }
        let edge = Rect {
            x: inner.x.saturating_sub(1),
            y: inner.y.saturating_sub(1),
            width: inner.width + 2,
            height: room + 2,
        };
        scroll_thumb(edge.intersection(screen), top, shown, lines.len(), skin, frame.buffer_mut());
        for (row, line) in (room..).zip(&foot) {
            put(line, inside, row, frame.buffer_mut());
        }
        let row = room + u16::try_from(foot.len()).unwrap_or(0);
        if row < inside.height {
            put(&Line::from(skin.span(Role::Accent, skin.glyphs.bar)), inside, row, frame.buffer_mut());
            let field =
                Rect { x: inside.x + 2, y: inside.y + row, width: inside.width.saturating_sub(3), height: 1 };
            self.editor.view(frame, field, true, skin);
        }
    }

    fn foot(&self, cx: &Cx, cells: usize) -> Vec<Line<'static>> {
        let skin = &cx.skin;
        let mut out = Vec::new();
        if let Some(text) = self.declared() {
            signed(cx, Role::Attention, skin.glyphs.doubt, &text, cells, &mut out);
        }
        if let Some(refusal) = &self.refusal {
            let lines = wrap(&safe_line(refusal), cells.saturating_sub(2), 3);
            out.extend(lines.into_iter().map(|text| Line::from(skin.span(Role::Bad, format!(" {text}")))));
        }
        let ask = if self.first {
            "In one sentence, if you like: why now?"
        } else {
            "In one sentence of your own: why now?"
        };
        let lines = wrap(ask, cells.saturating_sub(2), 2);
        out.extend(lines.into_iter().map(|line| Line::from(skin.span(Role::Strong, format!(" {line}")))));
        out
    }
}

/// A sentence behind a sign.
fn signed(cx: &Cx, role: Role, sign: &str, text: &str, cells: usize, out: &mut Vec<Line<'static>>) {
    for (at, line) in wrap(&safe_line(text), cells.saturating_sub(4), 3).into_iter().enumerate() {
        let sign = if at == 0 { sign } else { " " };
        out.push(Line::from(cx.skin.span(role, format!(" {sign} {line}"))));
    }
}

impl Layer for PromoteCard {
    fn scope(&self) -> Scope {
        Scope::Prompt
    }

    fn typing(&self) -> Option<Typing> {
        Some(handle)
    }

    fn offers(&self, _: &Cx, id: CommandId) -> bool {
        id != CommandId::PromptDown
    }

    fn title(&self, id: CommandId) -> Option<&'static str> {
        (id == CommandId::PromptAnswer).then_some("take it")
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    fn draft_key(&self) -> Option<String> {
        let (Subject::Skill(id) | Subject::Area(id)) = self.subject;
        Some(format!("promote-{id}"))
    }

    fn typed(&self) -> Option<Typed> {
        Some(Typed {
            revision: 0,
            title: self.name.clone(),
            values: Value::String(self.editor.value()),
            changed: Some(!self.editor.is_empty()),
        })
    }

    fn restore(&mut self, draft: &Draft, _: &str) -> Restored {
        if !self.editor.is_empty() {
            return Restored::Nothing;
        }
        self.editor.set(draft.values.as_str().unwrap_or_default());
        Restored::Again
    }

    fn refuse(&mut self, _: &Error, sentence: String) -> Option<Effects> {
        self.refusal = Some(sentence);
        Some(Effects::new())
    }
}

/// A key or a paste for the card.
fn handle(cx: &mut Cx, event: &Event) -> Effects {
    let command = of_scope(&cx.keymap, Scope::Prompt, event);
    let Some(card) = cx.top_mut::<PromoteCard>() else { return Vec::new() };
    match command {
        Some(CommandId::PromptAnswer) => return take(cx),
        Some(CommandId::PromptLeave) => {
            cx.close();
        }
        Some(CommandId::PromptDown) => {
            card.top = (card.top + 1).min(card.benchmarks.len() * 4 + card.missing.len())
        }
        Some(CommandId::PromptUp) => card.top = card.top.saturating_sub(1),
        Some(_) => {}
        None => match card.editor.handle(event) {
            Edited::Refused(why) => card.refusal = Some(why.to_owned()),
            Edited::Changed => card.refusal = None,
            Edited::Moved | Edited::Ignored => {}
        },
    }
    Vec::new()
}

/// Takes the stage.
fn take(cx: &mut Cx) -> Effects {
    let Some(card) = cx.top_mut::<PromoteCard>() else { return Vec::new() };
    let sentence = card.editor.value().trim().to_owned();
    if sentence.is_empty() && !card.first {
        card.refusal = Some("a promotion is one sentence of your own: there is none yet".to_owned());
        return Vec::new();
    }
    let kind = if card.first { StageEventKind::Enter } else { StageEventKind::Promote };
    // What the card said is what is meant.
    let (to, self_declared) = (Some(card.to), card.declared().is_some());
    let step = StageMove { to, self_declared, sentence, ..StageMove::of(card.subject, kind) };
    apply(cx, Change::MoveStage(Box::new(step)), After::Form)
}
