//! Every sign that is not text, in Unicode and in ASCII, each one cell wide. What it means is said in both alike.

use ratatui::symbols::border;

/// A set of signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glyphs {
    /// Stage pips: not begun, apprentice, journeyman, master.
    pub pips: [&'static str; 4],
    /// Behind a pip: the stage is held and was not shown for too long.
    pub stale: &'static str,
    /// Asks for you.
    pub attention: &'static str,
    /// Loss or error.
    pub alarm: &'static str,
    /// Done, met.
    pub done: &'static str,
    /// Doubtful, self-declared.
    pub doubt: &'static str,
    /// The bar before the selected row.
    pub bar: &'static str,
    /// What was cut off.
    pub more: &'static str,
    /// Between things of one line.
    pub dot: &'static str,
    /// A rep that hit.
    pub hit: &'static str,
    /// A rep that missed.
    pub miss: &'static str,
    /// Between the cold reps and the others.
    pub divider: &'static str,
    /// A filled and an empty part of a gauge.
    pub gauge: (&'static str, &'static str),
    /// A folded and an unfolded branch.
    pub fold: (&'static str, &'static str),
    /// The thumb of a scroll indicator.
    pub thumb: &'static str,
    /// There is more above, and below.
    pub beyond: (&'static str, &'static str),
    /// The marked row of a selection of several.
    pub marked: &'static str,
    /// Frames.
    pub border: border::Set<'static>,
    /// Are these blocks and lines, or ASCII only?
    pub unicode: bool,
}

/// For terminals that speak UTF-8.
pub const UNICODE: Glyphs = Glyphs {
    pips: ["◇", "○", "◐", "●"],
    stale: "┄",
    attention: "▲",
    alarm: "!",
    done: "✓",
    doubt: "~",
    bar: "▌",
    more: "…",
    dot: "·",
    hit: "●",
    miss: "○",
    divider: "│",
    gauge: ("━", "─"),
    fold: ("▸", "▾"),
    thumb: "┃",
    beyond: ("↑", "↓"),
    marked: "•",
    border: border::ROUNDED,
    unicode: true,
};

/// For all others.
pub const ASCII: Glyphs = Glyphs {
    pips: [".", "o", "O", "@"],
    stale: ".",
    attention: "^",
    alarm: "!",
    done: "x",
    doubt: "~",
    bar: ">",
    more: "~",
    dot: "-",
    hit: "*",
    miss: "o",
    divider: "|",
    gauge: ("=", "-"),
    fold: ("+", "-"),
    thumb: "#",
    beyond: ("^", "v"),
    marked: "*",
    border: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
    unicode: false,
};

impl Glyphs {
    /// The set for a locale: the first that is set of `LC_ALL`, `LC_CTYPE`, `LANG`. Nothing set means UTF-8, as most
    /// terminals are; a plain `C` or `POSIX` means ASCII.
    pub fn for_locale(lc_all: Option<&str>, lc_ctype: Option<&str>, lang: Option<&str>) -> &'static Self {
        let set = |value: Option<&'_ str>| value.filter(|v| !v.is_empty()).map(str::to_ascii_lowercase);
        match set(lc_all).or(set(lc_ctype)).or(set(lang)) {
            None => &UNICODE,
            Some(locale) if locale.contains("utf-8") || locale.contains("utf8") => &UNICODE,
            Some(_) => &ASCII,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::display::width;

    #[test]
    fn every_sign_takes_one_cell() {
        for set in [&UNICODE, &ASCII] {
            let signs = [
                set.stale,
                set.attention,
                set.alarm,
                set.done,
                set.doubt,
                set.bar,
                set.more,
                set.dot,
                set.hit,
                set.miss,
                set.divider,
                set.thumb,
                set.marked,
                set.gauge.0,
                set.gauge.1,
                set.fold.0,
                set.fold.1,
                set.beyond.0,
                set.beyond.1,
            ];
            assert!(signs.iter().chain(&set.pips).all(|sign| width(sign) == 1));
        }
    }

    #[test]
    fn the_locale_decides() {
        assert!(Glyphs::for_locale(None, None, Some("de_DE.UTF-8")).unicode);
        assert!(Glyphs::for_locale(None, None, None).unicode);
        assert!(!Glyphs::for_locale(Some("C"), None, Some("de_DE.UTF-8")).unicode);
        assert!(Glyphs::for_locale(Some(""), Some("C.utf8"), None).unicode);
    }
}
