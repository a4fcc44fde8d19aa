//! The program: arguments in, exit code out. Everything it does is in the library.

use std::process::ExitCode;

use etude::cli::{self, Context, Failure};
use etude::tui::run::{Opening, run};

fn main() -> ExitCode {
    // A file-size limit must be an error of that write, not the end of the program: the handler does nothing.
    // Where it cannot be set, the limit kills as it does every program.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    cli::keep_crashes();
    cli::run(std::env::args_os().collect(), open_the_screen)
}

/// What `etude` alone does, and `etude demo` on its sample.
fn open_the_screen(context: &mut Context) -> Result<(), Failure> {
    if context.sample.is_none() {
        context.refuse_foreign_home()?;
    }
    let opening = Opening {
        config: context.config.clone(),
        complaints: context.complaints.clone(),
        themes: context.paths.themes.clone(),
        ladders: context.paths.ladders.clone(),
        options: context.options("tui"),
        demo: context.sample.is_some(),
    };
    match run(opening).map_err(Failure::Journal)? {
        0 => Ok(()),
        code => Err(Failure::Said(code)),
    }
}
