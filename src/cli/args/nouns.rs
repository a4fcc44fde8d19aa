//! The verbs of every noun as they are typed, made from its declaration.

use std::fmt;
use std::marker::PhantomData;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, Subcommand};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::completions::{area_names, person_names, skill_names};
use crate::domain::field::{Kind, Row, one};
use crate::domain::noun::{Declared, Noun};

/// A verb of a noun with what was typed behind it.
pub(crate) struct NounVerb<N> {
    pub(crate) verb: String,
    pub(crate) typed: ArgMatches,
    noun: PhantomData<N>,
}

impl<N> fmt::Debug for NounVerb<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.verb)
    }
}

impl<N: Declared> FromArgMatches for NounVerb<N> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Self::from_arg_matches_mut(&mut matches.clone())
    }
    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, clap::Error> {
        let (verb, typed) = matches
            .remove_subcommand()
            .ok_or_else(|| clap::Error::new(clap::error::ErrorKind::MissingSubcommand))?;
        Ok(NounVerb { verb, typed, noun: PhantomData })
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<N: Declared> Subcommand for NounVerb<N> {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommand_required(true).arg_required_else_help(true).subcommands(verbs(N::NOUN))
    }
    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }
    fn has_subcommand(name: &str) -> bool {
        verbs(N::NOUN).iter().any(|verb| verb.get_name() == name)
    }
}

/// What is typed for the fields of a record, by their keys.
pub(crate) struct Fields<N> {
    pub(crate) given: Given,
    noun: PhantomData<N>,
}

/// Keys of fields, each with the words for it.
pub(crate) type Given = Vec<(&'static str, String)>;

impl<N> fmt::Debug for Fields<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.given.fmt(f)
    }
}

impl<N: Declared> FromArgMatches for Fields<N> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Fields { given: given(N::NOUN, matches), noun: PhantomData })
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<N: Declared> Args for Fields<N> {
    fn augment_args(command: Command) -> Command {
        command.args(field_args(N::NOUN))
    }
    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// Whether a field is an option: names and what a record belongs to have places of their own.
fn is_option(row: &Row) -> bool {
    !row.fixed && !row.parent && row.kind != Kind::Name
}

/// What was typed for the fields of a noun.
pub(crate) fn given(noun: Noun, typed: &ArgMatches) -> Given {
    let mut given = Vec::new();
    for row in noun.rows().into_iter().filter(|row| is_option(row)) {
        match row.kind {
            Kind::Flag if typed.get_flag(row.option) => given.push((row.key, "yes".to_owned())),
            Kind::Flag if !row.off.is_empty() && typed.get_flag(row.off) => {
                given.push((row.key, "no".to_owned()));
            }
            Kind::Flag => {}
            Kind::List => {
                let lines = typed.get_many::<String>(row.option).into_iter().flatten();
                let lines: Vec<&str> = lines.map(String::as_str).collect();
                if !lines.is_empty() {
                    given.push((row.key, lines.join("\n")));
                }
            }
            _ => given.extend(typed.get_one::<String>(row.option).map(|words| (row.key, words.clone()))),
        }
    }
    given
}

fn field_args(noun: Noun) -> Vec<Arg> {
    noun.rows().into_iter().filter(|row| is_option(row)).flat_map(field_arg).collect()
}

fn field_arg(row: &Row) -> Vec<Arg> {
    let arg = Arg::new(row.option).long(row.option.replace('_', "-")).help(row.help.trim_end_matches('.'));
    let value = if row.value.is_empty() { row.option.to_uppercase() } else { row.value.to_owned() };
    let arg = match row.short {
        Some(letter) => arg.short(letter),
        None => arg,
    };
    match row.kind {
        Kind::Flag if row.off.is_empty() => vec![arg.action(ArgAction::SetTrue)],
        Kind::Flag => vec![
            arg.action(ArgAction::SetTrue),
            Arg::new(row.off)
                .long(format!("no-{}", row.option.replace('_', "-")))
                .help(row.off.trim_end_matches('.'))
                .action(ArgAction::SetTrue)
                .conflicts_with(row.option),
        ],
        Kind::List => {
            let help = format!("{} Repeatable; an empty one clears the list", row.help);
            vec![arg.help(help).value_name(value).action(ArgAction::Append)]
        }
        Kind::Choice(words) => {
            vec![arg.value_name(value).ignore_case(true).value_parser(PossibleValuesParser::new(words))]
        }
        _ => vec![arg.value_name(value)],
    }
}

/// Whether two records of a noun can be made one.
fn merges(noun: Noun) -> bool {
    matches!(noun, Noun::Skill | Noun::Person)
}

/// The field that names the record of a noun, if one does.
pub(crate) fn name_row(noun: Noun) -> Option<&'static Row> {
    noun.rows().into_iter().find(|row| row.kind == Kind::Name)
}

/// What the records of a noun belong to, if to something.
pub(crate) fn parent_row(noun: Noun) -> Option<&'static Row> {
    noun.rows().into_iter().find(|row| row.parent)
}

/// Names that a shell offers for a record.
fn offered(arg: Arg, noun: Noun) -> Arg {
    match noun {
        Noun::Area => arg.add(ArgValueCompleter::new(area_names)),
        Noun::Skill => arg.add(ArgValueCompleter::new(skill_names)),
        Noun::Person => arg.add(ArgValueCompleter::new(person_names)),
        _ => arg,
    }
}

/// The option that names what a record belongs to.
fn parent_option(row: &'static Row, help: &'static str) -> Arg {
    let arg = Arg::new(row.key).long(row.key).value_name(row.key.to_uppercase()).help(help);
    match row.kind {
        Kind::Link(noun) => offered(arg, noun),
        _ => arg,
    }
}

/// The arguments that say which record is meant.
fn which(noun: Noun) -> Vec<Arg> {
    if name_row(noun).is_none() {
        return vec![Arg::new("which").value_name("ID").required(true).help("The end of its id")];
    }
    let help = match noun {
        Noun::Skill => "`skill` or `area/skill`",
        _ => "Its name, or a clear beginning of it",
    };
    let name = offered(Arg::new("which").value_name("NAME").required(true).help(help), noun);
    let parent =
        parent_row(noun).map(|row| parent_option(row, "Its skill, where the name alone is not clear"));
    [name].into_iter().chain(parent).collect()
}

/// The verbs of a noun.
fn verbs(noun: Noun) -> Vec<Command> {
    let (name, a) = (noun.name(), one(noun.name()));
    let verb = |verb: &'static str, about: String| Command::new(verb).about(about);
    let mut add = verb("add", format!("Add {a}"));
    match (name_row(noun), parent_row(noun)) {
        (Some(row), parent) => {
            add = add
                .arg(Arg::new("name").value_name("NAME").required(true).help(row.help.trim_end_matches('.')));
            add = add.args(parent.map(|row| parent_option(row, "Its skill").required(true)));
        }
        (None, Some(row)) => {
            let arg = Arg::new(row.key).value_name(row.key.to_uppercase()).required(true);
            add = add.arg(offered(arg.help(row.help.trim_end_matches('.')), Noun::Skill));
        }
        (None, None) => {}
    }
    let all = Arg::new("all").long("all").action(ArgAction::SetTrue).help("Archived ones too");
    let archived = Arg::new("archived").long("archived").action(ArgAction::SetTrue).conflicts_with("all");
    let mut list = verb("list", format!("The {}", noun.plural()));
    if noun == Noun::Skill {
        list = list.arg(
            offered(Arg::new("area").long("area").value_name("AREA"), Noun::Area).help("Only of this area"),
        );
    }
    if name_row(noun).is_some() {
        list = list.args(parent_row(noun).map(|row| parent_option(row, "Only of this skill")));
    }
    let edit = verb("edit", format!("Change {a}; what is given is replaced, an empty text takes it away"));
    let mut verbs = vec![
        add.args(field_args(noun)).args(links(noun, false)),
        list.arg(all).arg(archived.help("Only archived ones")),
        verb("show", format!("Show {a} with what belongs to it")).args(which(noun)),
        edit.args(which(noun)).args(field_args(noun)).args(links(noun, true)),
    ];
    if name_row(noun).is_some() {
        let new = Arg::new("new").value_name("NEW").required(true).help("The new name");
        verbs.push(verb("rename", format!("Give {a} another name")).args(which(noun)).arg(new));
    }
    if noun.archives() {
        verbs.push(verb("archive", format!("Put {a} away")).args(which(noun)));
        verbs.push(verb("restore", format!("Bring an archived {name} back")).args(which(noun)));
    } else {
        verbs.push(verb("delete", format!("Delete {a}")).args(which(noun)));
    }
    if merges(noun) {
        let from = Arg::new("from").value_name("FROM").required(true).help(format!("The {name} that goes"));
        let into = Arg::new("into").long("into").value_name("INTO").required(true);
        verbs.push(
            verb(
                "merge",
                format!("Move everything of one {name} to another; the emptied one goes. `etude undo` takes it apart again"),
            )
            .arg(offered(from, noun))
            .arg(offered(into.help(format!("The {name} that stays")), noun)),
        );
    }
    verbs.extend(own(noun));
    verbs
}

/// What a record is linked to besides its fields.
fn links(noun: Noun, edit: bool) -> Vec<Arg> {
    if noun != Noun::Skill {
        return Vec::new();
    }
    let area = Arg::new("area").long("area").value_name("AREA").action(ArgAction::Append);
    let base = Arg::new("builds_on").long("builds-on").value_name("SKILL").action(ArgAction::Append);
    let create = Arg::new("create").long("create").action(ArgAction::SetTrue);
    let mut links = vec![
        offered(area, Noun::Area).help("An area it serves; repeatable. On edit, exactly these"),
        create.help("Make the areas of which none has exactly that name"),
    ];
    if edit {
        let help = "A skill it builds on; repeatable, exactly these; an empty one clears the list";
        links.push(offered(base, Noun::Skill).help(help));
    }
    links
}

/// The verbs that only one noun has.
fn own(noun: Noun) -> Vec<Command> {
    let id = |help: &'static str| Arg::new("which").value_name("ID").required(true).help(help);
    let day = |name: &'static str, help: &'static str| Arg::new(name).long(name).value_name("DAY").help(help);
    let on = || day("on", "Which of its days; the next open one unless said");
    match noun {
        Noun::Measure => {
            let id = id("The end of its id, as `measure show` lists it");
            vec![Command::new("delete-reading").about("Delete one reading").arg(id)]
        }
        Noun::Plan => vec![
            Command::new("drop").about("Let a plan go on one day").arg(id("The end of its id")).arg(on()),
            Command::new("move")
                .about("Put a plan off to another day")
                .arg(id("The end of its id"))
                .arg(day("to", "Where to").required(true))
                .arg(on()),
        ],
        _ => Vec::new(),
    }
}
