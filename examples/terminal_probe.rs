//! A program with nothing in it but the terminal: what tests/terminal.rs drives, and a place to look at the widgets.
//! It knows no journal. Modes: `probe` (default), `desk`, `form`, `palette`, `help`; `panic` panics on `p`.

use std::collections::BTreeMap;
use std::io::Write;
use std::process::ExitCode;

use crossterm::event::{Event, KeyCode};
use etude::tui::command::Scope;
use etude::tui::depth::ColorDepth;
use etude::tui::form::{Field, Form, FormOutcome, Kind};
use etude::tui::glyphs::Glyphs;
use etude::tui::keymap::Keymap;
use etude::tui::keys::Chord;
use etude::tui::overlay::{help::Help, palette::Palette};
use etude::tui::terminal::{Terminal, in_foreground};
use etude::tui::theme::{Role, Theme};
use etude::tui::wait::{Signal, Waiter, Wake};
use etude::tui::widget::list::{Cell, Column, List, Row};
use etude::tui::widget::pane::{Pane, scroll_thumb};
use etude::tui::widget::strip::{Mark, strip};
use etude::tui::widget::{Skin, put};
use etude::tui::widget::{digits, footer, gauge};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

type Failure = Box<dyn std::error::Error>;

struct Probe {
    mode: String,
    keys: Vec<String>,
    form: Form,
    palette: Palette,
    keymap: Keymap,
    skin: Skin,
}

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            eprintln!("probe: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<u8, Failure> {
    let mut waiter = Waiter::new()?;
    let mut terminal = Terminal::enter(env("TERM").as_deref(), true)?;
    let mut probe = Probe::new()?;
    loop {
        terminal.draw(|frame| probe.view(frame))?;
        for wake in waiter.wait(None)? {
            if let Some(code) = probe.handle(wake, &mut terminal)? {
                drop(terminal);
                // After a hang-up there is nobody to tell, and `println!` would panic.
                let _ = writeln!(std::io::stdout(), "left with {code}");
                return Ok(code);
            }
        }
    }
}

impl Probe {
    fn new() -> Result<Self, Failure> {
        let depth = ColorDepth::detect(
            env("NO_COLOR").as_deref(),
            env("COLORTERM").as_deref(),
            env("TERM").as_deref(),
        );
        let name = env("PROBE_THEME").unwrap_or_else(|| "terminal".to_owned());
        let glyphs = Glyphs::for_locale(env("LC_ALL").as_deref(), None, None);
        let keymap = Keymap::new(&BTreeMap::new()).map_err(|errors| errors[0].clone())?;
        Ok(Self {
            mode: std::env::args().nth(1).unwrap_or_else(|| "probe".to_owned()),
            keys: Vec::new(),
            form: form(),
            palette: Palette::open(Scope::Areas, &keymap, |_| None),
            keymap,
            skin: Skin { theme: Theme::built_in(&name, depth)?, glyphs },
        })
    }

    fn handle(&mut self, wake: Wake, terminal: &mut Terminal) -> Result<Option<u8>, Failure> {
        match wake {
            Wake::Hangup => return Ok(Some(129)),
            Wake::Signal(signal) if signal.ends() => {
                return Ok(Some(128 + u8::try_from(signal.number())?));
            }
            Wake::Signal(Signal::Suspend) => drop(terminal.suspend()?),
            Wake::Signal(_) => terminal.resume()?,
            Wake::Refused(why) => self.keys.push(why.sentence().to_owned()),
            Wake::Input(Event::Paste(text)) => match self.mode.as_str() {
                "form" => drop(self.form.handle(&Event::Paste(text), &self.keymap)),
                _ => self.keys.push(format!("paste[{}]", text.replace('\n', "|"))),
            },
            Wake::Input(event @ Event::Key(_)) => return self.key(&event, terminal),
            _ => {}
        }
        Ok(None)
    }

    fn key(&mut self, event: &Event, terminal: &mut Terminal) -> Result<Option<u8>, Failure> {
        let Event::Key(key) = event else {
            return Ok(None);
        };
        match self.mode.as_str() {
            "form" => {
                return Ok((self.form.handle(event, &self.keymap) == FormOutcome::Cancel).then_some(0));
            }
            "palette" => drop(self.palette.handle(event, &self.keymap)),
            "panic" if key.code == KeyCode::Char('p') => drop(Vec::<u8>::new()[self.keys.len()]),
            _ => {}
        }
        let chord = Chord::from_event(key).map(|chord| chord.to_string()).unwrap_or_default();
        match chord.as_str() {
            "C-z" => drop(terminal.suspend()?),
            "q" if self.mode != "palette" => return Ok(Some(0)),
            _ => self.keys.push(chord),
        }
        Ok(None)
    }

    fn view(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        frame.buffer_mut().set_style(area, self.skin.style(Role::Ground));
        match self.mode.as_str() {
            "desk" => self.desk(frame),
            "form" => {
                let pane = Pane { title: "New skill", state: "", note: "draft kept", focused: true };
                let inner = pane.render(area, &self.skin, frame.buffer_mut());
                self.form.view(frame, inner, &self.skin);
            }
            "palette" => self.palette.draw(frame, &self.skin),
            "help" => Help::open(Scope::Practice, &self.keymap, |command| Some(command.help)).draw(
                frame,
                &self.keymap,
                &self.skin,
            ),
            _ => self.echo(frame, area),
        }
    }

    fn echo(&self, frame: &mut Frame<'_>, area: Rect) {
        let note = format!("{}x{}", area.width, area.height);
        let state = if in_foreground() { "foreground" } else { "background" };
        let pane = Pane { title: "Probe", state, note: &note, focused: true };
        let inner = pane.render(area, &self.skin, frame.buffer_mut());
        let keys: Vec<_> = self.keys.iter().rev().take(12).rev().cloned().collect();
        frame.render_widget(Line::from(format!("keys: {}", keys.join(" "))), inner);
    }

    fn desk(&self, frame: &mut Frame<'_>) {
        let skin = &self.skin;
        let rows = Layout::vertical([Constraint::Min(0), Constraint::Length(2)]).split(frame.area());
        let panes = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).split(rows[0]);
        let areas = Pane { title: "Areas", state: "", note: "3", focused: false };
        let inner = areas.render(panes[0], skin, frame.buffer_mut());
        let columns = [Column::MAIN, Column::left(1, 1), Column::right(8, 2), Column::right(5, 3)];
        let list = list();
        List { columns: &columns, rows: &list, selected: Some(1), focused: false }.render(
            inner,
            skin,
            frame.buffer_mut(),
        );
        scroll_thumb(panes[0], 3, 5, 20, skin, frame.buffer_mut());
        let practice = Pane { title: "Practice", state: "playing", note: "of 25 min", focused: true };
        let inner = practice.render(panes[1], skin, frame.buffer_mut());
        self.practice(frame, inner);
        let cells = usize::from(frame.area().width);
        let keys = [("j", "hit"), ("f", "miss"), ("Space", "pause"), ("n", "note"), ("e", "end")]
            .map(|(k, t)| (k.to_owned(), t));
        let foot = [
            footer::message(Role::Good, "Took the last rep back", Some("u"), cells, skin),
            footer::hints(&keys, ("?", "help"), cells, skin),
        ];
        frame.render_widget(ratatui::text::Text::from_iter(foot), rows[1]);
    }

    fn practice(&self, frame: &mut Frame<'_>, inner: Rect) {
        let skin = &self.skin;
        let scale = digits::scale_for(
            "12:41",
            ratatui::layout::Size::new(inner.width, inner.height.saturating_sub(6)),
            skin,
        );
        let size = digits::size("12:41", scale);
        let at = Rect {
            x: inner.x + inner.width.saturating_sub(size.width) / 2,
            y: inner.y + 1,
            width: size.width,
            height: size.height,
        };
        digits::render("12:41", scale, skin.style(Role::Accent), at, frame.buffer_mut());
        let hits = |text: &str| {
            text.chars().map(|c| if c == 'h' { Mark::Hit } else { Mark::Miss }).collect::<Vec<_>>()
        };
        let lines = [
            strip(&hits("hmhhm"), &hits("hhmhhhhmhhhmhh"), usize::from(inner.width.saturating_sub(2)), skin),
            Line::default(),
            gauge::bar(42, 90, inner.width.saturating_sub(2), skin),
        ];
        for (i, line) in lines.iter().enumerate() {
            let room = Rect { x: inner.x + 1, width: inner.width.saturating_sub(2), ..inner };
            put(line, room, size.height + 2 + i as u16, frame.buffer_mut());
        }
    }
}

fn form() -> Form {
    let field = |key, label: &str, kind| Field::new(key, label, kind);
    Form::new(
        "skill",
        "New skill",
        vec![
            field("name", "Name", Kind::Line).hint("a micro-skill: small enough to practise on purpose"),
            field("importance", "Importance", Kind::Choice(&["low", "normal", "high"])).with("normal"),
            field("minutes", "Minutes a week", Kind::Number { min: 1, max: 10_000 })
                .hint("no target, no bar"),
            field("private", "Private", Kind::Toggle).hint("kept out of exports"),
            field("why", "Why it matters", Kind::Text).hint("in your own words"),
        ],
    )
}

fn list() -> Vec<Row<'static>> {
    let row = |name, pip: (Role, &'static str), age, indent, due: (Role, &'static str)| Row {
        cells: vec![
            Cell::new(if indent == 0 { Role::Strong } else { Role::Text }, name),
            Cell::new(pip.0, pip.1),
            Cell::new(Role::Dim, age),
            Cell::new(due.0, due.1),
        ],
        indent,
        marked: false,
        heading: false,
    };
    vec![
        row("Jazz piano", (Role::Journeyman, "◐"), "4/7", 0, (Role::Dim, "")),
        row("Guide tones", (Role::Journeyman, "◐"), "today", 1, (Role::Dim, "")),
        row("Ear 聴音", (Role::Apprentice, "○"), "24 d", 1, (Role::Attention, "▲ due")),
        row("Phrasing", (Role::NotYet, "◇"), "–", 1, (Role::Dim, "")),
        row("Teaching", (Role::Master, "●"), "3 d", 1, (Role::Dim, "")),
    ]
}
