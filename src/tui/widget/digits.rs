//! The running time in big digits: ten glyphs of our own and a colon, in two sizes, and plain text where there is no
//! room. One second more changes only the cells that differ.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::Span;

use super::Skin;

/// Three dots wide, five high; a row is the low three bits.
const FONT: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b001, 0b001, 0b001],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];
const COLON: [u8; 5] = [0, 1, 0, 1, 0];

/// How big the digits are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// One row of plain text.
    Text,
    /// Three rows, two dots to a cell.
    Small,
    /// Five rows, two cells to a dot.
    Large,
}

/// The biggest scale at which this time fits.
pub fn scale_for(time: &str, room: Size, skin: &Skin) -> Scale {
    let fits = |scale| {
        let size = size(time, scale);
        size.width <= room.width && size.height <= room.height
    };
    let drawable = time.bytes().all(|b| b.is_ascii_digit() || b == b':');
    match skin.glyphs.unicode && drawable {
        true if fits(Scale::Large) => Scale::Large,
        true if fits(Scale::Small) => Scale::Small,
        _ => Scale::Text,
    }
}

/// The room that this time takes.
pub fn size(time: &str, scale: Scale) -> Size {
    let dots: u16 = time.chars().map(|c| dots(c).0 + 1).sum::<u16>().saturating_sub(1);
    match scale {
        Scale::Text => Size::new(time.chars().count() as u16, 1),
        Scale::Small => Size::new(dots, 3),
        Scale::Large => Size::new(dots * 2, 5),
    }
}

/// Draws the time at the top left of the area.
pub fn render(time: &str, scale: Scale, style: Style, area: Rect, buf: &mut Buffer) {
    let area = area.intersection(buf.area);
    for (y, row) in rows(time, scale).into_iter().enumerate().take(usize::from(area.height)) {
        buf.set_span(area.x, area.y + y as u16, &Span::styled(row, style), area.width);
    }
}

fn rows(time: &str, scale: Scale) -> Vec<String> {
    match scale {
        Scale::Text => vec![time.to_owned()],
        Scale::Small => (0..3).map(|row| compose(time, |bits, x| half(bits, row, x))).collect(),
        Scale::Large => (0..5)
            .map(|row| compose(time, |bits, x| if lit(bits, row, x) { "██" } else { "  " }.to_owned()))
            .collect(),
    }
}

fn compose(time: &str, cell: impl Fn(&[u8; 5], u16) -> String) -> String {
    let blank = cell(&[0; 5], 0);
    let glyphs = time.chars().map(|c| {
        let (width, bits) = dots(c);
        (0..width).map(|x| cell(bits, width - 1 - x)).collect::<String>()
    });
    glyphs.collect::<Vec<_>>().join(&blank)
}

fn dots(c: char) -> (u16, &'static [u8; 5]) {
    match c.to_digit(10) {
        Some(digit) => (3, &FONT[digit as usize]),
        None => (1, &COLON),
    }
}

fn lit(bits: &[u8; 5], row: usize, x: u16) -> bool {
    bits.get(row).is_some_and(|bits| bits >> x & 1 == 1)
}

fn half(bits: &[u8; 5], row: usize, x: u16) -> String {
    match (lit(bits, 2 * row, x), lit(bits, 2 * row + 1, x)) {
        (true, true) => "█",
        (true, false) => "▀",
        (false, true) => "▄",
        (false, false) => " ",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{ascii, skin};
    use super::*;

    #[test]
    fn digits_are_readable() {
        assert_eq!(
            rows("12:40", Scale::Small),
            ["▄█  ▀▀█ ▄ █ █ █▀█", " █  █▀▀ ▄ ▀▀█ █ █", "▀▀▀ ▀▀▀     ▀ ▀▀▀"]
        );
        assert_eq!(size("12:40", Scale::Small), Size::new(17, 3));
        assert_eq!(rows("7", Scale::Large), ["██████", "    ██", "    ██", "    ██", "    ██"]);
    }

    #[test]
    fn the_scale_goes_with_the_room() {
        let of = |width, height| scale_for("12:41", Size::new(width, height), &skin());
        assert_eq!(
            [of(60, 9), of(30, 9), of(30, 2), of(3, 1)],
            [Scale::Large, Scale::Small, Scale::Text, Scale::Text]
        );
        assert_eq!(scale_for("12:41", Size::new(60, 9), &ascii()), Scale::Text);
    }

    #[test]
    fn a_second_changes_one_digit() {
        let (a, b) = (rows("12:41", Scale::Small), rows("12:42", Scale::Small));
        for (a, b) in a.iter().zip(&b) {
            assert!(a.chars().take(14).eq(b.chars().take(14)));
        }
    }
}
