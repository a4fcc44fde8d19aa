//! What lies over a screen for a moment: the palette, the help.

pub mod help;
pub mod palette;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Clear;

use super::widget::Skin;
use super::widget::pane::Pane;

/// Clears a place in the middle of the screen, frames it and gives the room inside.
pub fn sheet(frame: &mut Frame<'_>, pane: Pane<'_>, width: u16, height: u16, skin: &Skin) -> Rect {
    let screen = frame.area();
    // The last row stays: it says how to get out again.
    let (width, height) = (width.min(screen.width), height.min(screen.height.saturating_sub(1)));
    // A little above the middle: there the eye is.
    let x = screen.x + (screen.width - width) / 2;
    let y = screen.y + (screen.height - height) / 3;
    let area = Rect { x, y, width, height };
    frame.render_widget(Clear, area);
    frame.buffer_mut().set_style(area, skin.style(super::theme::Role::Ground));
    pane.render(area, skin, frame.buffer_mut())
}
