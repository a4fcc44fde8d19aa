//! The program: the command line, or the screen.

use std::process::ExitCode;

fn main() -> ExitCode {
    let paths = match etude::paths::Paths::find(&etude::paths::Surroundings::of_this_process(None)) {
        Ok(paths) => paths,
        Err(e) => {
            eprintln!("{e}");
            return ExitCode::from(3);
        }
    };
    let (config, complaints) = etude::config::load(&paths.config);
    let options = etude::journal::Options {
        places: etude::store::connect::Places {
            journal: paths.journal,
            backups: paths.backups,
            known: paths.known_journals,
        },
        day_start: config.day_start,
        week_start: jiff::civil::Weekday::Monday,
        backups: 7,
        source: "tui",
    };
    match etude::tui::run::run(etude::tui::run::Opening { config, complaints, options, demo: false }) {
        Ok(code) => code,
        Err(e) => {
            eprintln!("{e}");
            ExitCode::from(e.exit_code())
        }
    }
}
