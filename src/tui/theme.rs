//! Roles and their styles: the only place that knows colours. Widgets ask for a role, never for a colour.
//! Meaning never hangs on colour alone: the marks for that are `glyphs`.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};

use super::depth::ColorDepth;
use crate::words;

words! {
    /// What a piece of the screen is for.
    Role, "role of a theme", {
        /// The whole screen behind everything (only themes with a ground of their own).
        Ground = "ground",
        /// Plain text.
        Text = "text",
        /// Headings and what one looks at first.
        Strong = "strong",
        /// Units, ages, explanations.
        Dim = "dim",
        /// Frames and lines.
        Faint = "faint",
        /// Focus, and what runs.
        Accent = "accent",
        /// What asks for you.
        Attention = "attention",
        /// Done, hit, met.
        Good = "good",
        /// Loss and errors, nothing else.
        Bad = "bad",
        /// A key in the footer and in the help.
        Key = "key",
        /// The selected row of the focused list.
        Selected = "selected",
        /// The selected row of a list without focus.
        SelectedDim = "selected_dim",
        /// Stage pip: not begun.
        NotYet = "not_yet",
        /// Stage pip.
        Apprentice = "apprentice",
        /// Stage pip.
        Journeyman = "journeyman",
        /// Stage pip.
        Master = "master",
    }
}

/// The themes that come with the program: name and text.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
    ("dusk-dark", include_str!("../../assets/themes/dusk-dark.toml")),
    ("dusk-light", include_str!("../../assets/themes/dusk-light.toml")),
];

/// Why a theme cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeError(String);

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ThemeError {}

/// A style for every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; Role::ALL.len()],
}

impl Theme {
    /// One of the built-in themes, as far as the terminal can show it.
    pub fn built_in(name: &str, depth: ColorDepth) -> Result<Self, ThemeError> {
        let Some((_, text)) = BUILT_IN.iter().find(|(known, _)| *known == name) else {
            let known = BUILT_IN.map(|(name, _)| name).join(", ");
            return Err(ThemeError(format!(
                "there is no theme “{name}”: use {known}, or the name of a file in the themes folder"
            )));
        };
        Self::parse(text, depth)
    }

    /// A theme from its text (a built-in one or a file of the user).
    pub fn parse(text: &str, depth: ColorDepth) -> Result<Self, ThemeError> {
        let table: BTreeMap<String, String> =
            toml::from_str(text).map_err(|error| ThemeError(error.to_string()))?;
        let mut styles = [Style::new(); Role::ALL.len()];
        for (word, value) in &table {
            let role = Role::from_str(word).map_err(|error| ThemeError(error.to_string()))?;
            styles[role as usize] = degrade(style(word, value)?, depth);
        }
        Ok(Self { styles })
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

impl Default for Theme {
    /// The terminal's own colours, as bold and dim only: what is left when nothing can be read.
    fn default() -> Self {
        let mut styles = [Style::new(); Role::ALL.len()];
        for role in [Role::Strong, Role::Key, Role::Selected, Role::Master] {
            styles[role as usize] = Style::new().bold();
        }
        for role in [Role::Dim, Role::Faint, Role::NotYet] {
            styles[role as usize] = Style::new().dim();
        }
        Self { styles }
    }
}

fn style(role: &str, value: &str) -> Result<Style, ThemeError> {
    let mut style = Style::new();
    let mut ground = false;
    for word in value.split_whitespace() {
        let modifier = match word {
            "on" => {
                ground = true;
                continue;
            }
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            color => {
                let color = Color::from_str(color).map_err(|_| {
                    ThemeError(format!("{role}: “{color}” is neither a colour nor an attribute"))
                })?;
                style = if ground { style.bg(color) } else { style.fg(color) };
                ground = false;
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

fn degrade(style: Style, depth: ColorDepth) -> Style {
    Style {
        fg: style.fg.and_then(|color| depth.nearest(color)),
        // A subtle ground has no neighbour among sixteen colours: rather none than a wrong one.
        bg: style
            .bg
            .filter(|color| {
                depth >= ColorDepth::Indexed || !matches!(color, Color::Rgb(..) | Color::Indexed(_))
            })
            .and_then(|color| depth.nearest(color)),
        ..style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_theme_says_a_style_for_every_role() {
        for (name, text) in BUILT_IN {
            Theme::built_in(name, ColorDepth::True).unwrap();
            for word in Role::WORDS.iter().filter(|word| **word != "ground") {
                assert!(text.lines().any(|line| line.starts_with(&format!("{word} ="))), "{name}: {word}");
            }
        }
    }

    #[test]
    fn without_colour_only_attributes_are_left() {
        for (name, _) in BUILT_IN {
            let theme = Theme::built_in(name, ColorDepth::None).unwrap();
            for role in Role::ALL {
                let style = theme.style(*role);
                assert_eq!((style.fg, style.bg), (None, None), "{name} {role}");
            }
            assert!(theme.style(Role::Selected).add_modifier.contains(Modifier::BOLD));
        }
    }

    #[test]
    fn true_colours_come_down_to_what_the_terminal_has() {
        let of = |depth| Theme::parse("accent = \"#5f87d7\"\nselected = \"on #262a36 bold\"", depth).unwrap();
        assert_eq!(of(ColorDepth::True).style(Role::Accent).fg, Some(Color::Rgb(0x5f, 0x87, 0xd7)));
        assert_eq!(of(ColorDepth::Indexed).style(Role::Accent).fg, Some(Color::Indexed(68)));
        assert!(of(ColorDepth::Indexed).style(Role::Selected).bg.is_some());
        assert!(matches!(
            of(ColorDepth::Sixteen).style(Role::Accent).fg,
            Some(Color::Blue | Color::LightBlue)
        ));
        assert_eq!(of(ColorDepth::Sixteen).style(Role::Selected).bg, None);
    }

    #[test]
    fn a_wrong_theme_says_what_is_wrong() {
        let error = |text| Theme::parse(text, ColorDepth::True).unwrap_err().to_string();
        assert!(error("accent = \"blurple\"").contains("blurple"));
        assert!(error("acent = \"red\"").contains("acent"));
        assert!(Theme::built_in("dusk", ColorDepth::True).unwrap_err().to_string().contains("dusk-dark"));
    }
}
