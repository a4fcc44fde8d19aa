//! Opening the program: settings, theme, journal, the first frame.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bell::Rung;
use super::depth::ColorDepth;
use super::desk::state::DeskState;
use super::drafts::file::Keeper;
use super::first_run::{FirstRun, Offer};
use super::glyphs::{self, Glyphs};
use super::keymap::Keymap;
use super::model::{Cx, Model, Place, Settings};
use super::runtime::Runtime;
use super::stages::adopting::title;
use super::terminal::Terminal;
use super::theme::{Role, Theme, ThemeError};
use super::wait::Waiter;
use super::widget::Skin;
use super::worker::Worker;
use crate::clock::{Clock, SystemClock};
use crate::config::{Colour, Complaint, Config, Ground};
use crate::domain::moment::Stamp;
use crate::journal::{Error, Journal, Options};
use crate::ladders;

/// What the screen opens with.
pub struct Opening {
    /// The settings.
    pub config: Config,
    /// What was wrong with them.
    pub complaints: Vec<Complaint>,
    /// The folder of the user's own themes.
    pub themes: PathBuf,
    /// The folder of the user's own ladders.
    pub ladders: PathBuf,
    /// Where the journal lies and how it is written.
    pub options: Options,
    /// A sample journal that will be thrown away.
    pub demo: bool,
}

/// Opens the screen and runs until it is left; hands back the exit code.
///
/// # Errors
/// When the terminal cannot be used (kind usage) or the journal cannot be opened.
pub fn run(opening: Opening) -> Result<u8, Error> {
    let term = std::env::var("TERM").ok();
    super::terminal::check(term.as_deref()).map_err(|error| {
        Error::usage(error.to_string()).hint("`etude --help` lists what works without a screen")
    })?;
    let clock = Arc::new(SystemClock::new());
    let journal = open(&opening, &clock)?;
    let mut model = model(&opening, &journal, &clock)?;
    let broken = |error: std::io::Error| Error::usage(format!("the terminal cannot be used: {error}"));
    let mut waiter = Waiter::new().map_err(broken)?;
    let mut terminal = Terminal::enter(term.as_deref(), opening.config.mouse)
        .map_err(|error| Error::usage(error.to_string()))?;
    if asks_ground(&opening.config) {
        terminal.ask_ground().map_err(broken)?;
        if let Some(ground) = waiter.ground(GROUND_MS).map_err(broken)? {
            model.skin = skin(&opening.config, &opening.themes, ground).0;
        }
    }
    // The first frame stands before anything that is not on it: threads, the watch on the files.
    model.size = terminal.size();
    greet(&mut model, &journal, &opening.ladders);
    terminal.draw(|frame| super::view::view(&model, frame)).map_err(broken)?;
    let drafts = drafts(&opening, &journal).map(|(keeper, folder, kept)| {
        model.drafts.kept = kept;
        (keeper, folder)
    });
    if !model.drafts.kept.is_empty() {
        // What waits to be finished is named.
        terminal.draw(|frame| super::view::view(&model, frame)).map_err(broken)?;
    }
    let worker = Worker::start(journal, opening.ladders.clone(), waiter.waker());
    let zone_read = clock.now().mono;
    let runtime = Runtime {
        model,
        terminal,
        waiter,
        worker,
        clock,
        config: &opening.config,
        themes: &opening.themes,
        zone_read,
        drafts,
    };
    runtime.run().map_err(broken)
}

/// How long the first frame waits for a terminal to say whether it is light or dark: most answer within 2 ms.
const GROUND_MS: u64 = 40;

/// Whether the ground of the terminal decides how we look: a theme that has a dark and a light form, and nothing said.
pub(super) fn asks_ground(config: &Config) -> bool {
    // The Linux console has no answer, and writes the question on the screen.
    let answers = std::env::var("TERM").is_ok_and(|term| !term.starts_with("linux"));
    config.theme == "dusk" && config.ground == Ground::Auto && config.colour != Colour::None && answers
}

/// Opens the journal to write, or to read where it cannot be written.
fn open(opening: &Opening, clock: &Arc<SystemClock>) -> Result<Journal, Error> {
    let clock = || Box::new(Arc::clone(clock));
    match Journal::open(opening.options.clone(), clock()) {
        Err(error) if error.is_read_only() => {
            Journal::open_to_read(opening.options.clone(), clock()).map_err(|_| error)
        }
        other => other,
    }
}

/// The drafts of this journal, and the thread that writes them: beside the list of journals, in the state folder.
fn drafts(
    opening: &Opening,
    journal: &Journal,
) -> Option<(Keeper, PathBuf, BTreeMap<String, super::drafts::Draft>)> {
    let folder = opening.options.places.known.parent()?.to_path_buf();
    let (keeper, kept) = Keeper::start(folder.join("drafts"), journal.id().ok()?);
    Some((keeper, folder, kept))
}

fn model(opening: &Opening, journal: &Journal, clock: &SystemClock) -> Result<Model, Error> {
    let config = &opening.config;
    let calendar = config.calendar(clock.zone());
    let now = clock.now();
    let now = Stamp { wall: calendar.moment(now.wall.at), ..now };
    let (skin, theme_trouble) = skin(config, &opening.themes, config.ground);
    let (keymap, key_trouble) = keymap(config);
    let mut model = Model {
        cx: Cx {
            now,
            day: calendar.day(now.wall),
            calendar,
            settings: Settings::of(config),
            skin,
            keymap,
            size: Default::default(),
            place: Place::Desk,
            data: journal.desk()?,
            drafts: Default::default(),
            layers: Vec::new(),
            for_screens: Vec::new(),
            going: None,
            chosen: None,
            message: None,
            banner: journal.banner().map(str::to_owned),
            lost: None,
            pending: Vec::new(),
            ahead: Default::default(),
            waits: Default::default(),
            saving_since: 0,
            rung: Default::default(),
            ask_doubt: false,
            undoing: false,
            pips: Default::default(),
            beaten: now.mono,
            left_start: None,
            demo: opening.demo,
            leaving: None,
        },
        desk: DeskState::default(),
        areas: Default::default(),
        feedback: Default::default(),
        stages: Default::default(),
    };
    if !journal.writable() && model.banner.is_none() {
        model.banner = Some("The journal cannot be written: reading only.".to_owned());
    }
    let troubles = opening.complaints.iter().map(ToString::to_string).chain(theme_trouble).chain(key_trouble);
    if let Some(trouble) = troubles.into_iter().next() {
        model.say(Role::Attention, format!("Settings: {trouble}"));
    }
    Ok(model)
}

/// The first questions of an empty journal, or what is in doubt, or simply the skill that waits.
fn greet(model: &mut Model, journal: &Journal, ladders: &Path) {
    super::desk::commands::propose(&mut model.desk, &model.cx);
    super::desk::commands::keep(&mut model.desk, &model.cx);
    if model.cx.data.overview.areas.is_empty() && journal.writable() {
        model.layers.push(Box::new(FirstRun::new(offers(ladders))));
        return;
    }
    if let Some(playing) = &model.cx.data.playing {
        model.cx.rung = Rung::so_far(playing, model.now);
        model.desk.tree.select_skill(&model.cx.data, playing.session.skill);
        model.desk.focus = super::desk::state::Pane::Practice;
        if playing.elapsed(model.now).unresolved > 0 {
            super::practice::ask_doubt(model, false);
        }
    }
}

/// The ladders at hand where there is no journal yet that could keep one.
fn offers(folder: &Path) -> Vec<Offer> {
    let known = ladders::at_hand(folder, &[]).0;
    known.into_iter().map(|known| Offer { title: title(&known), id: known.ladder.id.clone() }).collect()
}

pub(super) fn skin(config: &Config, themes: &Path, ground: Ground) -> (Skin, Option<String>) {
    let env = |name: &str| std::env::var(name).ok();
    let depth = match config.colour {
        Colour::None => ColorDepth::None,
        Colour::Sixteen => ColorDepth::Sixteen,
        Colour::Palette => ColorDepth::Indexed,
        Colour::True => ColorDepth::True,
        Colour::Auto => ColorDepth::detect(
            env("NO_COLOR").as_deref(),
            env("COLORTERM").as_deref(),
            env("TERM").as_deref(),
        ),
    };
    let (theme, trouble) = match theme(config, themes, ground, depth) {
        Ok(theme) => (theme, None),
        Err(error) => (Theme::built_in("terminal", depth).unwrap_or_default(), Some(error.to_string())),
    };
    let glyphs: &'static Glyphs = match config.glyphs {
        crate::config::Glyphs::Ascii => &glyphs::ASCII,
        crate::config::Glyphs::Unicode => {
            Glyphs::for_locale(env("LC_ALL").as_deref(), env("LC_CTYPE").as_deref(), env("LANG").as_deref())
        }
    };
    (Skin { theme, glyphs }, trouble)
}

/// The theme of the settings: a file of the user's before one that comes with the program.
fn theme(config: &Config, themes: &Path, ground: Ground, depth: ColorDepth) -> Result<Theme, ThemeError> {
    let name = match (config.theme.as_str(), ground) {
        ("dusk", Ground::Light) => "dusk-light",
        ("dusk", _) => "dusk-dark",
        (name, _) => name,
    };
    match std::fs::read_to_string(themes.join(format!("{}.toml", name.replace('/', "")))) {
        Ok(text) => Theme::parse(&text, depth),
        Err(_) => Theme::built_in(name, depth),
    }
}

/// The keys as the user wants them; a keymap that clashes is not used at all, and its first clash is named.
fn keymap(config: &Config) -> (Keymap, Option<String>) {
    if config.keys.is_empty() {
        return (Keymap::as_shipped(), None);
    }
    let user = config.keys.iter().map(|(name, binding)| (name.clone(), binding.keys.clone())).collect();
    match Keymap::new(&user) {
        Ok(keymap) => (keymap, None),
        Err(errors) => (Keymap::as_shipped(), errors.first().map(ToString::to_string)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_may_be_a_file_of_ones_own() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("mine.toml"), "accent = 'bold red'").unwrap();
        std::fs::write(folder.path().join("wrong.toml"), "accent = 'loud'").unwrap();
        let named = |name: &str| {
            let mut config = Config::default();
            config.theme = name.to_owned();
            theme(&config, folder.path(), Ground::Auto, ColorDepth::True)
        };
        let style = named("mine").unwrap().style(Role::Accent);
        assert_eq!(style, ratatui::style::Style::new().bold().fg(ratatui::style::Color::Red));
        assert!(named("wrong").unwrap_err().to_string().contains("loud"));
        assert!(named("none").unwrap_err().to_string().contains("themes folder"));
        assert!(named("dusk").is_ok() && named("terminal").is_ok());
    }
}
