//! All of one record, over the screen: a piece of evidence, a statement, an event of the history. Sessions, uses and
//! feedback open where they are opened elsewhere, too.

use super::state::StagesScreen;
use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::commands;
use super::history::events;
use super::items;
use super::pages::StagePage;
use super::wording::{self, date, dated, event, remarks, statement};
use crate::domain::display::safe_text;
use crate::domain::evidence::request;
use crate::domain::evidence::{Evidence, Statement, StatementState};
use crate::domain::feedback::request::tag;
use crate::domain::id::Id;
use crate::domain::noun::{Noun, Ref};
use crate::domain::person::Person;
use crate::domain::stage::{Source, SourceKind, Told};
use crate::domain::when::{Grain, hour_minute};
use crate::exchange::feedback::letter::is_address;
use crate::journal::Error;
use crate::journal::read::proof_records::ShownRecord;
use crate::tui::command::{CommandId, Scope};
use crate::tui::editing::{Subject, update as editing};
use crate::tui::frame::cx::{Cx, Going};
use crate::tui::frame::effects::Effects;
use crate::tui::frame::layer::{Acting, Layer};
use crate::tui::letter::{Request, to_file};
use crate::tui::msg::Effect;
use crate::tui::overlay::help::scrolled;
use crate::tui::overlay::sheet;
use crate::tui::prompt::Prompt;
use crate::tui::theme::Role;
use crate::tui::widget::pane::{Pane, scroll_thumb};
use crate::tui::widget::put;
use crate::tui::widget::wrap::wrap;

/// The widest it gets.
const WIDTH: u16 = 84;
/// Labels stand in a column of this width.
const LABEL: usize = 11;

/// A record while it is shown whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    title: String,
    note: String,
    parts: Vec<(String, String)>,
    top: usize,
    /// What is copied.
    copies: String,
    /// The statement that waits to be confirmed.
    confirms: Option<Id>,
    /// The request whose letter is shown.
    mails: Option<Id>,
}

impl Sheet {
    fn of(title: impl Into<String>, note: impl Into<String>) -> Sheet {
        let (title, note) = (title.into(), note.into());
        Sheet { title, note, parts: Vec::new(), top: 0, copies: String::new(), confirms: None, mails: None }
    }

    fn part(&mut self, label: &str, text: impl Into<String>) {
        let text = text.into();
        if !text.trim().is_empty() {
            self.parts.push((label.to_owned(), text));
        }
    }

    /// Scrolls it, no further than to its end in a window of this size.
    pub fn scroll(&mut self, by: isize, window: Size) {
        let cells = usize::from(WIDTH.min(window.width).saturating_sub(4));
        let shown = usize::from(window.height.saturating_sub(3));
        let last = self.rows(cells).len().saturating_sub(shown);
        self.top = self.top.saturating_add_signed(by).min(last);
    }

    /// Whether there is more of it than a window of this size shows.
    pub fn is_long(&self, window: Size) -> bool {
        let cells = usize::from(WIDTH.min(window.width).saturating_sub(4));
        self.rows(cells).len() > usize::from(window.height.saturating_sub(3))
    }

    /// Label and text of every line.
    fn rows(&self, cells: usize) -> Vec<(String, String)> {
        let room = cells.saturating_sub(LABEL + 1).max(8);
        let mut out = Vec::new();
        for (label, text) in &self.parts {
            let mut label = label.clone();
            for line in wrap(&safe_text(text), room, usize::MAX) {
                out.push((std::mem::take(&mut label), line));
            }
        }
        out
    }

    fn draw(&self, cx: &Cx, frame: &mut Frame<'_>) {
        let skin = &cx.skin;
        let cells = usize::from(WIDTH.min(frame.area().width).saturating_sub(4));
        let rows = self.rows(cells);
        let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
        let pane = Pane { title: &self.title, state: "", note: &self.note, focused: true };
        let inner = sheet(frame, pane, WIDTH, height.min(frame.area().height), skin);
        let shown = usize::from(inner.height);
        let top = self.top.min(rows.len().saturating_sub(shown));
        for (row, (label, text)) in (0..inner.height).zip(rows.iter().skip(top)) {
            let line = Line::from(vec![
                skin.span(Role::Dim, format!(" {label:<LABEL$}")),
                skin.span(Role::Text, text.clone()),
            ]);
            put(&line, inner, row, frame.buffer_mut());
        }
        let edge = Rect {
            x: inner.x.saturating_sub(1),
            y: inner.y.saturating_sub(1),
            width: inner.width + 2,
            height: inner.height + 2,
        };
        scroll_thumb(edge.intersection(frame.area()), top, shown, rows.len(), skin, frame.buffer_mut());
    }
}

/// Opens a record: its form, the Feedback screen, or a sheet with all of it.
pub fn open(stages: &mut StagesScreen, cx: &mut Cx, source: Source) -> Effects {
    match source.kind {
        SourceKind::Session => return editing::open(Subject::Session(source.id)),
        SourceKind::Entry => return editing::open(Subject::Of(Ref { noun: Noun::Entry, id: source.id })),
        SourceKind::Reading | SourceKind::Evidence | SourceKind::Statement => {}
    }
    let Some(page) = stages.chosen(&cx.data) else { return Vec::new() };
    let Some(record) = items::record(page, source) else { return Vec::new() };
    let sheet = match &record {
        ShownRecord::Evidence(piece, _) => {
            if let Some(id) = piece.feedback {
                cx.go(Going::ToFeedback(id));
                return Effects::new();
            }
            let links = page.evidence.iter().find(|(known, _)| known.id == piece.id).map(|(_, links)| links);
            let texts = links.into_iter().flatten().map(|link| {
                let text = page.benchmarks.iter().find(|(id, _)| *id == link.benchmark);
                text.map_or_else(|| link.benchmark.clone(), |(id, text)| format!("{id}: {text}"))
            });
            evidence(cx, piece, &texts.collect::<Vec<_>>())
        }
        ShownRecord::Statement(said, person) => {
            let about = said.benchmark.as_ref().and_then(|id| {
                page.benchmarks.iter().find(|(known, _)| known == id).map(|(_, text)| text.clone())
            });
            let mut sheet = words(cx, said, person, about);
            match said.state {
                StatementState::Asked => {
                    sheet.copies = letter(page, said);
                    sheet.mails = Some(said.id);
                }
                StatementState::Answered => sheet.confirms = said.agrees.and(Some(said.id)),
                StatementState::Confirmed => {}
            }
            sheet
        }
        other => {
            let mut sheet = Sheet::of("Reading", wording::day_of(cx, other));
            sheet.part("", wording::record(cx, other));
            sheet
        }
    };
    cx.lay(sheet);
    Vec::new()
}

fn evidence(cx: &Cx, piece: &Evidence, benchmarks: &[String]) -> Sheet {
    let mut sheet = Sheet::of(piece.title.clone(), piece.kind.word().replace('_', " "));
    sheet.copies = if piece.link.is_empty() { piece.text.clone() } else { piece.link.clone() };
    sheet.part(
        "when",
        match piece.when.grain {
            Grain::Minute => format!("{} {}", date(cx, piece.when.day), hour_minute(piece.when.at)),
            _ => dated(cx, piece.when),
        },
    );
    sheet.part("text", piece.text.clone());
    sheet.part("link", piece.link.clone());
    sheet.part("file", piece.file.path.clone());
    if let (Some(hash), Some(size)) = (&piece.file.sha256, piece.file.size) {
        sheet.part("", format!("{size} bytes, SHA-256 {hash}"));
    }
    sheet.part("recording", if piece.recording { "yes" } else { "" });
    for (at, item) in piece.items.iter().enumerate() {
        let drawn = if piece.drawn.contains(item) { "  (drawn, shown to a witness)" } else { "" };
        sheet.part(if at == 0 { "list" } else { "" }, format!("{}. {item}{drawn}", at + 1));
    }
    sheet.part("context", piece.context.clone());
    sheet.part("valid until", piece.valid_until.map(|day| day.to_string()).unwrap_or_default());
    for (at, benchmark) in benchmarks.iter().enumerate() {
        sheet.part(if at == 0 { "shown for" } else { "" }, benchmark.clone());
    }
    sheet.part("private", if piece.private { "in no export" } else { "" });
    sheet
}

fn words(cx: &Cx, said: &Statement, person: &Person, about: Option<String>) -> Sheet {
    let mut sheet = Sheet::of(format!("{}’s word", person.name), said.state.word());
    let day = |at: Option<crate::domain::moment::Moment>| {
        at.map(|at| date(cx, cx.calendar.day(at))).unwrap_or_default()
    };
    let bare = Statement { words: String::new(), ..said.clone() };
    sheet.part("who", statement(cx, &bare, person));
    sheet.part("relation", said.relation.clone());
    sheet.part("about", about.unwrap_or_default());
    sheet.part("stage", said.stage.map(|stage| stage.to_string()).unwrap_or_default());
    sheet.part("words", said.words.clone());
    sheet.part("saw", said.saw.clone());
    sheet.part("by way of", said.means.map(|means| means.to_string()).unwrap_or_default());
    sheet.copies.clone_from(&said.words);
    sheet.part("I asked", said.request.clone());
    sheet.part("asked", day(said.asked));
    sheet.part("answered", day(said.answered));
    sheet.part("confirmed", day(said.confirmed));
    sheet.part("private", if said.private { "in no export" } else { "" });
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    match (said.state, said.agrees) {
        (StatementState::Answered, None) => {
            sheet.part("", "Whether they agree is not said yet: e, on the statement, says it.");
        }
        (StatementState::Answered, Some(_)) => {
            let confirm = key(CommandId::RecordConfirm);
            sheet.part(
                "",
                format!("{confirm} confirms that it is theirs and says this: from then on it counts."),
            );
        }
        _ => {}
    }
    sheet
}

/// The letter of a request, as it is copied: its subject, and what is asked.
pub fn letter(page: &StagePage, said: &Statement) -> String {
    format!("{}\n\n{}", request::subject(said.id, &page.view.name), said.request)
}

/// The letter of a request that was written down just now, once it is read.
pub fn show_letter(stages: &mut StagesScreen, cx: &mut Cx) {
    let Some(id) = stages.letter else { return };
    let Some(page) = stages.chosen(&cx.data) else { return };
    let Some((said, person)) = page.statements.iter().find(|(said, _)| said.id == id) else { return };
    let (said, person) = (said.clone(), person.clone());
    stages.letter = None;
    let Some(page) = stages.chosen(&cx.data) else { return };
    let mut sheet = Sheet::of(format!("The letter to {}", person.name), "not sent by etude");
    let contact = person.contact.trim();
    sheet.part("To", if is_address(contact) { contact.to_owned() } else { person.name.clone() });
    sheet.part("Subject", request::subject(id, &page.view.name));
    sheet.part("", format!("\u{a0}\n{}", said.request));
    let key = |id| cx.keymap.key(id).unwrap_or_default();
    let (copy, mail) = (key(CommandId::RecordCopy), key(CommandId::RecordMail));
    let how = format!(
        "{copy} copies it, {mail} writes it as a mail. Enter on the request shows it again; once they answer, {} there writes it down.",
        key(CommandId::Edit)
    );
    sheet.part("", format!("\u{a0}\n{how}"));
    sheet.copies = letter(page, &said);
    sheet.mails = Some(id);
    if cx.layers.is_empty() {
        cx.lay(sheet);
    }
}

impl Layer for Sheet {
    fn scope(&self) -> Scope {
        Scope::Record
    }

    fn acting(&self) -> Acting {
        run
    }

    fn why_not(&self, id: CommandId) -> Option<&'static str> {
        match id {
            CommandId::RecordConfirm if self.confirms.is_none() => Some("there is nothing to confirm"),
            CommandId::RecordCopy if self.copies.is_empty() => Some("there is nothing to copy"),
            CommandId::RecordMail if self.mails.is_none() => Some("it is no letter"),
            _ => None,
        }
    }

    fn offers(&self, cx: &Cx, id: CommandId) -> bool {
        !matches!(id, CommandId::HelpDown | CommandId::HelpPageDown) || self.is_long(cx.size)
    }

    fn help(&self, id: CommandId) -> Option<&'static str> {
        (id == CommandId::HelpClose).then_some("Close the window")
    }

    fn view(&self, cx: &Cx, frame: &mut Frame<'_>) {
        self.draw(cx, frame);
    }

    fn refuse(&mut self, _: &Error, _: String) -> Option<Effects> {
        None
    }
}

/// Does what a key of the window says.
fn run(cx: &mut Cx, id: CommandId) -> Effects {
    if let Some(by) = scrolled(id) {
        let size = cx.size;
        if let Some(sheet) = cx.top_mut::<Sheet>() {
            sheet.scroll(by, size);
        }
        return Vec::new();
    }
    let Some(sheet) = cx.top::<Sheet>() else { return Vec::new() };
    match (id, sheet.confirms, sheet.mails) {
        (CommandId::HelpClose, ..) => {
            cx.close();
            Vec::new()
        }
        (CommandId::RecordConfirm, Some(said), _) => {
            cx.close();
            cx.on_screen(move |stages: &mut StagesScreen, cx| commands::confirm(stages, cx, said));
            Vec::new()
        }
        (CommandId::RecordMail, _, Some(request)) => {
            let hint = "a new file that your mail program opens as a draft";
            let prompt = Prompt::new("Write the mail to which file?", hint).needs("a file needs a name");
            let prompt = prompt.with(&format!("witness-{}.eml", tag(request)));
            cx.lay(prompt.then(move |cx, file| {
                cx.close();
                Ok(to_file(Request::Witness(request), file))
            }));
            Vec::new()
        }
        (CommandId::RecordCopy, ..) => {
            let text = sheet.copies.clone();
            cx.say(Role::Good, "Copied.");
            vec![Effect::Copy(text)]
        }
        _ => Vec::new(),
    }
}

/// Opens all of the selected event.
pub fn open_event(stages: &mut StagesScreen, cx: &mut Cx) {
    let Some(page) = stages.chosen(&cx.data) else { return };
    let Some(told) = events(page).get(stages.history.selected()).copied() else { return };
    let sheet = of_event(cx, told);
    cx.lay(sheet);
}

fn of_event(cx: &Cx, told: &Told) -> Sheet {
    let told_event = &told.event;
    let mut sheet = Sheet::of(event(told_event), dated(cx, told_event.dated()));
    sheet.copies.clone_from(&told_event.sentence);
    sheet.part("sentence", told_event.sentence.clone());
    sheet.part("noted", remarks(told).join(", "));
    sheet.part("witnesses", told_event.witnesses.join(", "));
    if let (Some(ladder), Some(version)) = (&told_event.ladder, &told_event.ladder_version) {
        sheet.part("ladder", format!("{ladder} {version}"));
    }
    if told_event.benchmarks_total > 0 && (told_event.benchmarks_met > 0 || told_event.self_declared()) {
        let (met, total) = (told_event.benchmarks_met, told_event.benchmarks_total);
        sheet.part("shown", format!("{met} of {total}"));
    }
    for shown in &told_event.evidence {
        sheet.part("", format!("{}  ({} on record)", shown.text, shown.records.len()));
    }
    let written = cx.calendar.day(told_event.created);
    sheet.part("written", date(cx, written));
    if let Some(at) = told.withdrawn {
        let day = date(cx, cx.calendar.day(at));
        sheet.part("withdrawn", format!("on {day}: it stays here and counts no longer"));
    }
    sheet
}
