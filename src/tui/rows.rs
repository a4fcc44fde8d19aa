//! The rows of a screen: tabs above its panes, the message line and the footer below. Low windows give up the tabs first.

use ratatui::layout::{Rect, Size};

/// Where the rows lie; what there is no room for has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// The tabs.
    pub tabs: Rect,
    /// What the panes share.
    pub body: Rect,
    /// The message line.
    pub message: Rect,
    /// The keys that work here.
    pub footer: Rect,
}

impl Rows {
    /// The rows of a window, with a message of so many lines.
    pub fn of(size: Size, message_rows: u16) -> Rows {
        let whole = Rect::new(0, 0, size.width, size.height);
        let tabs = Rect { height: u16::from(size.height >= 16), ..whole };
        let most = if size.height >= 12 { message_rows } else { u16::from(size.height >= 8) };
        let height = message_rows.min(most);
        let footer = Rect { y: whole.bottom().saturating_sub(1), height: 1.min(size.height), ..whole };
        let message = Rect { y: footer.y.saturating_sub(height), height, ..whole };
        let body = Rect { y: tabs.height, height: message.y.saturating_sub(tabs.height), ..whole };
        Rows { tabs, body, message, footer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn low_windows_give_up_the_tabs_and_then_the_message() {
        let heights = |height| {
            let rows = Rows::of(Size { width: 80, height }, 2);
            [rows.tabs, rows.body, rows.message, rows.footer].map(|row| row.height)
        };
        assert_eq!(heights(24), [1, 20, 2, 1]);
        assert_eq!(heights(12), [0, 9, 2, 1]);
        assert_eq!(heights(8), [0, 6, 1, 1]);
        assert_eq!(heights(6), [0, 5, 0, 1]);
        assert_eq!(heights(0), [0, 0, 0, 0]);
    }
}
