//! The whole command line as clap is told of it: the verbs in groups by what one does with them.

use clap::builder::styling::Style;
use clap::{Command, CommandFactory};

use super::Cli;

/// Cells of a line of help.
pub(crate) const COLUMNS: usize = 80;

/// Cells before what a verb does is said.
const INDENT: usize = 16;

/// The groups and their verbs, in the order of `etude --help`.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "Practise",
        &[
            "start",
            "pause",
            "resume",
            "stop",
            "cancel",
            "hit",
            "miss",
            "grade",
            "reading",
            "take-back",
            "note",
            "set",
            "status",
        ],
    ),
    ("Write down", &["log", "apply", "teach", "observe"]),
    ("Look back", &["today", "sessions", "session", "search"]),
    ("Areas and skills", &["area", "skill", "drill", "measure", "person", "plan"]),
    ("Feedback", &["feedback", "ask"]),
    ("Stages", &["stage", "ladder", "evidence", "witness"]),
    ("In and out", &["export", "backup"]),
    (
        "The program",
        &["undo", "redo", "history", "doctor", "config", "keys", "completions", "man", "demo", "help"],
    ),
];

impl Cli {
    /// The command line with its help.
    pub(crate) fn whole() -> Command {
        let command = as_typed(Cli::command());
        let heading = Style::new().bold().underline();
        let mut verbs = String::new();
        for (title, names) in GROUPS {
            verbs.push_str(&format!("\n{heading}{title}:{heading:#}\n"));
            for name in *names {
                verbs.push_str(&line(&command, name));
            }
        }
        let template = format!(
            "{{about-with-newline}}\n{{usage-heading}} {{usage}}\n{verbs}\n{heading}Everywhere:{heading:#}\n{{options}}"
        );
        command.help_template(template)
    }
}

/// What holds for every verb: of an option given twice the last one counts, so that an alias can be overridden.
pub(crate) fn as_typed(command: Command) -> Command {
    command.args_override_self(true).max_term_width(COLUMNS)
}

/// A verb and what it does, as a line of the help.
fn line(command: &Command, name: &str) -> String {
    let about = match command.find_subcommand(name).and_then(Command::get_about) {
        Some(about) => about.to_string(),
        None if name == "help" => "Print the help of a verb".to_owned(),
        None => return String::new(),
    };
    format!("  {name:<width$}{about}\n", width = INDENT - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_stands_in_one_group_and_is_one_sentence() {
        let command = Cli::command();
        for verb in command.get_subcommands() {
            let name = verb.get_name();
            let times = GROUPS.iter().flat_map(|(_, names)| *names).filter(|known| **known == name).count();
            assert_eq!(times, 1, "{name} stands in {times} groups");
            let about = verb.get_about().unwrap().to_string();
            assert!(about.len() <= COLUMNS - INDENT, "{name}: {} cells: {about}", about.len());
            assert!(!about.contains(". "), "{name}: one sentence: {about}");
        }
        for name in GROUPS.iter().flat_map(|(_, names)| *names).filter(|name| **name != "help") {
            assert!(command.find_subcommand(name).is_some(), "there is no {name}");
        }
    }

    #[test]
    fn the_help_fits_a_terminal_of_80_columns() {
        let help = Cli::whole().term_width(COLUMNS).render_long_help().to_string();
        assert!(help.contains("\nPractise:\n  start ") && help.contains("\nThe program:\n"), "{help}");
        for line in help.lines() {
            assert!(line.chars().count() <= COLUMNS, "{line}");
        }
    }
}
