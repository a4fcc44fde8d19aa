//! How many colours the terminal has, told from the environment, and the nearest one it can show. Pure.

use ratatui::style::Color;

/// How many colours can be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColorDepth {
    /// None: bold, dim, underlined and reversed only.
    None,
    /// The terminal's sixteen.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

impl ColorDepth {
    /// Reads the depth from the values of `NO_COLOR`, `COLORTERM` and `TERM`.
    pub fn detect(no_color: Option<&str>, colorterm: Option<&str>, term: Option<&str>) -> Self {
        if no_color.is_some_and(|value| !value.is_empty()) {
            return Self::None;
        }
        let term = term.unwrap_or_default();
        let has = |words: &[&str]| words.iter().any(|word| term.contains(word));
        match colorterm.unwrap_or_default() {
            "truecolor" | "24bit" => Self::True,
            _ if has(&["direct", "truecolor", "kitty", "ghostty", "alacritty", "wezterm", "foot"]) => {
                Self::True
            }
            _ if has(&["256color"]) => Self::Indexed,
            _ if term.is_empty() || term.starts_with("vt") || has(&["dumb", "mono", "-m"]) => Self::None,
            _ => Self::Sixteen,
        }
    }

    /// The nearest colour that can be shown, if any can.
    pub fn nearest(self, color: Color) -> Option<Color> {
        match (self, color) {
            (Self::None, _) => None,
            (Self::Indexed, Color::Rgb(r, g, b)) => Some(Color::Indexed(indexed(r, g, b))),
            (Self::Sixteen, Color::Rgb(r, g, b)) => Some(sixteen(r, g, b)),
            (Self::Sixteen, Color::Indexed(index)) => {
                let (r, g, b) = rgb(index);
                Some(sixteen(r, g, b))
            }
            _ => Some(color),
        }
    }
}

const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// xterm's sixteen, in the order of `NAMES`.
const XTERM: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

const NAMES: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> u32 {
    let part = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    part(a.0, b.0) + part(a.1, b.1) + part(a.2, b.2)
}

/// The nearest of the colour cube and the ramp of greys.
fn indexed(r: u8, g: u8, b: u8) -> u8 {
    let distance_to = |index: &u8| distance(rgb(*index), (r, g, b));
    (16..=255).min_by_key(distance_to).unwrap_or(16)
}

fn rgb(index: u8) -> (u8, u8, u8) {
    match index {
        0..=15 => XTERM[usize::from(index)],
        16..=231 => {
            let cube = index - 16;
            let step = |n: u8| STEPS[usize::from(n % 6)];
            (step(cube / 36), step(cube / 6), step(cube))
        }
        232..=255 => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

/// By hue, not by distance: pastel themes would all come out grey. What has little hue is the terminal's own ink.
fn sixteen(r: u8, g: u8, b: u8) -> Color {
    let (most, least) = (r.max(g).max(b), r.min(g).min(b));
    if most - least < 40 {
        return match most {
            0..=80 => Color::DarkGray,
            _ => Color::Reset,
        };
    }
    let stretch = |c: u8| (u32::from(c - least) * 205 / u32::from(most - least)) as u8;
    let vivid = (stretch(r), stretch(g), stretch(b));
    let nearest = (1..7).min_by_key(|i| distance(XTERM[*i], vivid)).unwrap_or(7);
    NAMES[nearest]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_tells_the_depth() {
        let cases = [
            (None, None, Some("xterm"), ColorDepth::Sixteen),
            (None, None, Some("xterm-256color"), ColorDepth::Indexed),
            (None, Some("truecolor"), Some("xterm"), ColorDepth::True),
            (None, Some("24bit"), Some("tmux-256color"), ColorDepth::True),
            (None, Some("yes"), Some("linux"), ColorDepth::Sixteen),
            (None, None, Some("xterm-kitty"), ColorDepth::True),
            (None, None, Some("vt100"), ColorDepth::None),
            (Some(""), None, Some("xterm"), ColorDepth::Sixteen),
            (Some("1"), Some("truecolor"), Some("xterm-256color"), ColorDepth::None),
            (None, None, None, ColorDepth::None),
        ];
        for (no_color, colorterm, term, depth) in cases {
            assert_eq!(
                ColorDepth::detect(no_color, colorterm, term),
                depth,
                "{no_color:?} {colorterm:?} {term:?}"
            );
        }
    }

    #[test]
    fn the_nearest_colour_is_the_colour_itself_where_it_exists() {
        for index in 16..=255 {
            let (r, g, b) = rgb(index);
            assert_eq!(rgb(indexed(r, g, b)), (r, g, b));
        }
        assert_eq!(sixteen(0xe0, 0xab, 0x6a), Color::Yellow);
        assert_eq!(sixteen(0x8f, 0xbf, 0x9f), Color::Green);
    }
}
