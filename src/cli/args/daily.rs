//! The verbs of every day, each described by itself: prompts and scripts call them often, and to describe all verbs
//! takes clap longer than to open the journal. What is not read this way, help and mistakes too, is read the long way.

use std::ffi::OsString;

use clap::error::ErrorKind;
use clap::{Args, FromArgMatches};

use super::{
    AtArgs, Cli, Global, LogArgs, MissArgs, NoteArgs, RepArgs, SessionsArgs, SetArgs, StartArgs, StatusArgs,
    StopArgs, as_typed, moved,
};

impl Cli {
    /// Reads a command line, the program's name first.
    ///
    /// # Errors
    /// What clap has to say: help, or wrong usage.
    pub(crate) fn read(args: Vec<OsString>) -> Result<Cli, clap::Error> {
        if args.len() < 2 {
            return Ok(Cli { global: Global::default(), command: None });
        }
        let first = args.get(1).and_then(|arg| arg.to_str());
        let short = match first {
            // The screen, on another journal.
            Some("--db") if args.len() == 3 => {
                Some(as_typed(Global::augment_args(clap::Command::new("etude"))))
            }
            first => first.and_then(only),
        };
        if let Some(Ok(cli)) = short.map(|command| parse(command, args.clone())) {
            return Ok(cli);
        }
        parse(Cli::whole(), args.clone()).map_err(|error| match error.kind() {
            ErrorKind::InvalidSubcommand => moved::sentence(&args)
                .map_or(error, |said| clap::Error::raw(ErrorKind::InvalidSubcommand, said + "\n")),
            _ => error,
        })
    }
}

fn parse(command: clap::Command, args: Vec<OsString>) -> Result<Cli, clap::Error> {
    command.try_get_matches_from(args).and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches))
}

/// Describes a verb to clap.
type Describe = fn(clap::Command) -> clap::Command;

/// The verbs of every day, and how each is described.
const DAILY: &[(&str, Describe)] = &[
    ("start", StartArgs::augment_args),
    ("stop", StopArgs::augment_args),
    ("pause", AtArgs::augment_args),
    ("resume", AtArgs::augment_args),
    ("hit", RepArgs::augment_args),
    ("miss", MissArgs::augment_args),
    ("note", NoteArgs::augment_args),
    ("set", SetArgs::augment_args),
    ("status", StatusArgs::augment_args),
    ("log", LogArgs::augment_args),
    ("sessions", SessionsArgs::augment_args),
    ("today", |command| command),
];

/// The command line as if it had only this verb.
fn only(verb: &str) -> Option<clap::Command> {
    let (name, describe) = DAILY.iter().find(|(name, _)| *name == verb)?;
    let alone = describe(clap::Command::new(*name));
    Some(as_typed(Global::augment_args(clap::Command::new("etude"))).subcommand(alone))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<OsString> {
        line.split('·').map(OsString::from).collect()
    }

    #[test]
    fn read_alone_a_verb_is_what_it_is_among_all() {
        for line in [
            "etude·start·guide tones·-m·25·--mode·observe·--with·Tomas·--switch·--db·a b.db",
            "etude·start·--intervals·12/1·--create·--area·one·--area·two",
            "etude·stop·--at·20 min ago·--gap·keep·--worked·-·--json",
            "etude·pause",
            "etude·resume·--at·18:00",
            "etude·hit·3·-q",
            "etude·miss·--tag·rushed",
            "etude·note·a·word",
            "etude·set·dial=harder·plan=-5m",
            "etude·set",
            "etude·status·--format·{skill}",
            "etude·log·ear 12/15 20m·--at·yesterday 18:00",
            "etude·sessions·--limit·3·--json",
            "etude·today",
        ] {
            let args = words(line);
            let alone = only(args[1].to_str().unwrap()).unwrap();
            let alone = parse(alone, args.clone()).map_err(|error| error.to_string());
            let among_all = parse(Cli::whole(), args).map_err(|error| error.to_string());
            assert_eq!(format!("{:?}", alone.unwrap()), format!("{:?}", among_all.unwrap()), "{line}");
        }
    }

    #[test]
    fn mistakes_are_answered_the_long_way() {
        let said = Cli::read(words("etude·start·--minuts·3")).unwrap_err().to_string();
        assert!(said.contains("--minutes") && said.contains("etude start"), "{said}");
        let help = Cli::read(words("etude·status·--help")).unwrap_err().to_string();
        assert!(help.contains("Everywhere:"), "{help}");
    }
}
