//! Yardstick: the least a ratatui program can do. One frame of the size of ours, then it waits; `j` and `k` move a bar,
//! `d` and `u` turn a page, `q` leaves. `benches/speed` runs it beside etude; it uses nothing of etude, not even the crate.

#![allow(clippy::disallowed_methods, reason = "it stands for a program that knows no rules of the house")]

use std::io;

use ratatui::crossterm::event::{self, Event, KeyCode, KeyEventKind};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, List, ListState};

/// The rows of a page.
const PAGE: u16 = 38;

fn main() -> io::Result<()> {
    if std::env::args().nth(1).as_deref() != Some("screen") {
        // `cargo bench` runs every bench by itself; this one is only run by the other.
        return Ok(());
    }
    let rows: Vec<String> = (0..200)
        .map(|n| format!("  skill {n:<12} ○ {:>3} d    {:>3} m this week", n % 31, n * 7 % 90))
        .collect();
    let mut terminal = ratatui::init();
    let mut state = ListState::default().with_selected(Some(0));
    let ended = loop {
        let drawn = terminal.draw(|frame| {
            let lines = rows.iter().map(|row| Line::from(row.as_str()));
            let block = Block::bordered().border_type(BorderType::Rounded).title("Today");
            let list = List::new(lines)
                .block(block)
                .highlight_style(Style::new().add_modifier(Modifier::BOLD))
                .highlight_symbol("▌");
            frame.render_stateful_widget(list, frame.area(), &mut state);
        });
        if let Err(error) = drawn {
            break Err(error);
        }
        match event::read() {
            Ok(Event::Key(key)) if key.kind != KeyEventKind::Release => match key.code {
                KeyCode::Char('j') => state.select_next(),
                KeyCode::Char('k') => state.select_previous(),
                KeyCode::Char('d') => state.scroll_down_by(PAGE),
                KeyCode::Char('u') => state.scroll_up_by(PAGE),
                KeyCode::Char('q') => break Ok(()),
                _ => {}
            },
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    ratatui::restore();
    ended
}
