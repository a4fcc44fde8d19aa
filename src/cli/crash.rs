//! What nobody foresaw: one sentence for the person, and a file for whoever mends it, with no word of the journal in it
//! (docs/decisions/0003-errors.md).

use std::backtrace::Backtrace;
use std::fs;
use std::panic::{Location, PanicHookInfo};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use color_eyre::config::{HookBuilder, Theme};
use color_eyre::eyre::Report;

use super::failure::to_stderr;
use crate::domain::display::safe_text;
use crate::journal::Error;
use crate::paths;

/// So many crash files are kept.
const KEPT: usize = 5;

/// The folder of crash files, once the places are known.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();
/// Whether the chain of causes was asked for.
static VERBOSE: AtomicBool = AtomicBool::new(false);

/// From now on a panic is one sentence and a file. The terminal is given back first, by a hook that the screen adds.
pub fn keep_crashes() {
    let hooks = HookBuilder::blank().theme(Theme::new()).display_env_section(false).try_into_hooks();
    let report = hooks.ok().and_then(|(panics, errors)| errors.install().ok().map(|()| panics));
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!(" ({at})")).unwrap_or_default();
        let kept = keep(&told(panic), Backtrace::force_capture());
        to_stderr(&format!(
            "etude: this is a bug in etude{place}; what was saved is safe{}",
            where_kept(kept)
        ));
        if let Some(report) = report.as_ref().filter(|_| verbose()) {
            to_stderr_whole(&report.panic_report(panic).to_string());
        }
    }));
}

/// Where crash files go, and whether the chain of causes is to be shown.
pub(super) fn set_up(state: &Path, verbose: bool) {
    let folder = FOLDER.set(state.join("crashes"));
    drop(folder);
    VERBOSE.store(verbose, Ordering::Relaxed);
}

fn verbose() -> bool {
    let wanted = std::env::var_os("RUST_BACKTRACE").is_some_and(|value| !value.is_empty() && value != "0");
    VERBOSE.load(Ordering::Relaxed) || wanted
}

/// What a panic says, without what it may quote: only words that stand in the program are kept.
fn told(panic: &PanicHookInfo<'_>) -> String {
    let what = match panic.payload().downcast_ref::<&'static str>() {
        Some(words) => format!("“{words}”"),
        None => {
            "with a message that was made then, and is left out, since it may quote the journal".to_owned()
        }
    };
    let thread = std::thread::current();
    let place = panic.location().map(Location::to_string).unwrap_or_default();
    format!("a panic in the thread {} at {place}, {what}", thread.name().unwrap_or("without a name"))
}

/// Says more about an error, where it was asked for; keeps one that nobody foresaw, and says where.
pub(super) fn look_into(error: &Error) {
    if error.is_a_bug() {
        let cause = error.cause.as_ref().map_or_else(|| "of unknown cause".to_owned(), ToString::to_string);
        let kept = keep(&format!("an error: {cause}"), Backtrace::force_capture());
        to_stderr(&format!("hint: this is a bug in etude; what was saved is safe{}", where_kept(kept)));
    }
    if verbose() {
        to_stderr_whole(&format!("{:?}", Report::new(error.clone())));
    }
}

fn to_stderr_whole(text: &str) {
    safe_text(text).lines().for_each(to_stderr);
}

fn where_kept(kept: Option<PathBuf>) -> String {
    match kept {
        Some(path) => {
            format!("; please report it with {}, which holds no word of your journal", path.display())
        }
        None => "; please report it".to_owned(),
    }
}

/// Keeps a crash in a file of its own, for us alone; the oldest beyond a handful go.
fn keep(what: &str, trace: Backtrace) -> Option<PathBuf> {
    let folder = FOLDER.get()?;
    paths::make_private_dir(folder).ok()?;
    let text = format!(
        "etude {} on {} {}, SQLite {}\n{what}\n\n{trace}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        crate::journal::doctor::sqlite_version(),
    );
    let mut numbers: Vec<u64> =
        fs::read_dir(folder).ok()?.filter_map(|entry| number(entry.ok()?.file_name().to_str()?)).collect();
    numbers.sort_unstable();
    let name = |number: u64| folder.join(format!("crash-{number}.txt"));
    let next = numbers.last().map_or(1, |last| last.saturating_add(1));
    // Another process may be keeping one as well.
    let path =
        (next..next + 10).map(name).find(|path| paths::write_new_private(path, text.as_bytes()).is_ok())?;
    for old in numbers.iter().rev().skip(KEPT - 1) {
        let gone = fs::remove_file(name(*old));
        drop(gone);
    }
    Some(path)
}

fn number(name: &str) -> Option<u64> {
    name.strip_prefix("crash-")?.strip_suffix(".txt")?.parse().ok()
}

/// For the test of all this, in builds with debug assertions only: a panic whose message quotes a text.
#[cfg(debug_assertions)]
pub(super) fn crash_if_asked() {
    if let Some(text) = std::env::var("ETUDE_TEST_PANIC").ok().filter(|text| !text.is_empty()) {
        to_stderr(&text[..1]);
    }
}
