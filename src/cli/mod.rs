//! The command line: typed words in, a change or an answer out. One file per noun; no rule about practice lives here.

mod args;
mod ask;
mod backup;
mod clock;
mod completions;
mod config;
mod context;
mod crash;
mod demo;
mod doctor;
mod edit;
mod evidence;
mod export;
mod facts;
mod failure;
mod feedback;
mod history;
mod hooks;
mod json;
mod keys;
mod ladder;
mod log;
mod manual;
mod named;
mod note;
mod nouns;
mod offers;
mod output;
mod reading;
mod rep;
mod request;
mod search;
mod session;
mod sessions;
mod set;
mod stage;
mod start;
mod status;
mod stop;
mod subject;
mod today;
mod typed;
mod witness;

pub use context::Context;
pub use crash::keep_crashes;
pub use failure::Failure;
pub use keys::keys_reference;
pub use manual::reference;

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use args::{Cli, Command};

/// The result of a verb.
type Done = Result<(), Failure>;

/// Runs one command line, the program's name first, and says how it ended. Without a verb, `screen` is opened.
pub fn run(args: Vec<OsString>, screen: impl FnOnce(&mut Context) -> Result<(), Failure>) -> ExitCode {
    // Prompts and scripts ask for it often; nothing else is worth looking at for that.
    if args.len() == 2 && (args[1] == "--version" || args[1] == "-V") {
        let said = writeln!(std::io::stdout(), "etude {}", env!("CARGO_PKG_VERSION"));
        return said.map_err(Failure::Output).err().map_or(ExitCode::SUCCESS, |failure| failure.say());
    }
    if completions::answered() {
        return ExitCode::SUCCESS;
    }
    let cli = match Cli::read(args) {
        Ok(cli) => cli,
        Err(error) => return failure::say_usage(&error),
    };
    let done = Context::new(cli.global).and_then(|mut context| {
        context.say_complaints(cli.command.as_ref());
        #[cfg(debug_assertions)]
        crash::crash_if_asked();
        let done = match cli.command {
            None => screen(&mut context),
            Some(Command::Demo(args)) if args.write.is_none() => {
                demo::prepare(&mut context).and_then(|()| screen(&mut context))
            }
            Some(command) => dispatch(&mut context, command),
        };
        done.and(context.out.flush())
    });
    done.err().map_or(ExitCode::SUCCESS, |failure| failure.say())
}

fn dispatch(cx: &mut Context, command: Command) -> Done {
    match command {
        Command::Start(args) => start::start(cx, *args),
        Command::Pause(args) => clock::pause(cx, &args),
        Command::Resume(args) => clock::resume(cx, &args),
        Command::Stop(args) => stop::stop(cx, *args),
        Command::Cancel => clock::cancel(cx),
        Command::Hit(args) => rep::hit(cx, &args),
        Command::Miss(args) => rep::miss(cx, args),
        Command::Grade(args) => rep::grade(cx, &args),
        Command::TakeBack => rep::take_back(cx),
        Command::Reading(args) => reading::add(cx, &args),
        Command::Note(args) => note::note(cx, *args),
        Command::Set(args) => set::set(cx, &args),
        Command::Status(args) => status::status(cx, &args),
        Command::Log(args) => log::log(cx, *args),
        Command::Today => today::today(cx),
        Command::Sessions(args) => sessions::list(cx, &args),
        Command::Search(args) => search::search(cx, &args),
        Command::Session(verb) => session::run(cx, verb),
        Command::Noun(verb) => nouns::run(cx, &verb),
        Command::Ladder(verb) => ladder::run(cx, verb),
        Command::Stage(verb) => stage::run(cx, verb),
        Command::Feedback(verb) => feedback::run(cx, verb),
        Command::Ask(args) => request::ask(cx, &args),
        Command::Apply(args) => note::apply(cx, *args),
        Command::Observe(args) => note::observe(cx, *args),
        Command::Teach(args) => note::teach(cx, *args),
        Command::Export(verb) => export::run(cx, verb),
        Command::Undo(args) => history::undo(cx, &args),
        Command::Redo => history::redo(cx),
        Command::History(args) => history::list(cx, &args),
        Command::Backup(verb) => backup::run(cx, verb),
        Command::Doctor => doctor::doctor(cx),
        Command::Config(verb) => config::run(cx, verb),
        Command::Keys => keys::keys(cx),
        Command::Demo(args) => demo::write(cx, &args),
        Command::Completions(args) => completions::script(cx, &args),
        Command::Man(args) => manual::man(cx, &args),
    }
}
