//! The program: arguments in, exit code out. Everything it does is in the library.

use std::process::ExitCode;

use etude::cli::{self, Context, Failure};

fn main() -> ExitCode {
    cli::say_panics_shortly();
    cli::run(std::env::args_os().collect(), open_the_screen)
}

/// What `etude` alone does.
fn open_the_screen(_context: &mut Context) -> Result<(), Failure> {
    Err(Failure::refused("this etude was built without its screen")
        .hint("everything works from the command line: `etude --help`"))
}
