//! A slim bar for a weekly target. No target, no bar: then this is not called.

use ratatui::text::Line;

use super::Skin;
use crate::tui::theme::Role;

/// A bar of so many cells for `done` of `target`; full means reached, and never more than full.
pub fn bar(done: u64, target: u64, cells: u16, skin: &Skin) -> Line<'static> {
    let target = target.max(1);
    let cells = u64::from(cells);
    let share = done.min(target) * cells / target;
    // Something done shows, and only what is reached looks reached.
    let filled = if done > 0 { share.max(1) } else { 0 }.min(cells) as usize;
    let role = if done >= target { Role::Good } else { Role::Accent };
    Line::from(vec![
        skin.span(role, skin.glyphs.gauge.0.repeat(filled)),
        skin.span(Role::Faint, skin.glyphs.gauge.1.repeat(cells as usize - filled)),
    ])
}

#[cfg(test)]
mod tests {
    use super::super::testing::skin;
    use super::*;

    #[test]
    fn only_the_reached_target_is_full() {
        let shown = |done| bar(done, 90, 10, &skin()).to_string();
        assert_eq!(
            [shown(0), shown(1), shown(45), shown(89), shown(90), shown(500)],
            ["──────────", "━─────────", "━━━━━─────", "━━━━━━━━━─", "━━━━━━━━━━", "━━━━━━━━━━"]
        );
        assert_eq!(bar(5, 0, 0, &skin()).to_string(), "");
    }
}
