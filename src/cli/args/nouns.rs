//! The verbs of every noun as they are typed, made from its declaration.

use std::fmt;
use std::marker::PhantomData;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, Subcommand, ValueHint};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::completions::{area_names, person_names, skill_names};
use crate::cli::nouns::told::Told;
use crate::domain::field::{Kind, Row, one};
use crate::domain::noun::Noun;
use crate::domain::nouns::of_noun;

/// A noun that has a verb, with what was typed behind it.
#[derive(Debug)]
pub(crate) struct NounVerb {
    pub(crate) noun: Noun,
    pub(crate) typed: ArgMatches,
}

/// The nouns that have a verb of their own.
fn with_a_verb() -> impl Iterator<Item = Noun> {
    Noun::ALL.iter().copied().filter(|noun| of_noun!(*noun, N => !N::ABOUT.is_empty()))
}

impl FromArgMatches for NounVerb {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let found = matches.subcommand().and_then(|(name, typed)| {
            let noun = with_a_verb().find(|noun| noun.verb() == name)?;
            Some(NounVerb { noun, typed: typed.clone() })
        });
        found.ok_or_else(|| clap::Error::new(clap::error::ErrorKind::MissingSubcommand))
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl Subcommand for NounVerb {
    fn augment_subcommands(command: Command) -> Command {
        command.subcommands(with_a_verb().map(|noun| of_noun!(noun, N => described::<N>())))
    }
    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }
    fn has_subcommand(name: &str) -> bool {
        with_a_verb().any(|noun| noun.verb() == name)
    }
}

/// The verb of a noun with those below it.
fn described<N: Told>() -> Command {
    let command = Command::new(N::NOUN.verb()).subcommand_required(true).arg_required_else_help(true);
    let command = VerbsOf::<N>::augment_subcommands(command).about(N::ABOUT);
    match N::ABOUT_MORE {
        "" => command.long_about(None),
        more => command.long_about(format!("{}.\n\n{more}", N::ABOUT)),
    }
}

/// The verbs of one noun, below another verb.
#[derive(Debug)]
pub(crate) struct VerbsOf<N> {
    pub(crate) verb: NounVerb,
    noun: PhantomData<N>,
}

impl<N: Told> FromArgMatches for VerbsOf<N> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let verb = NounVerb { noun: N::NOUN, typed: matches.clone() };
        Ok(VerbsOf { verb, noun: PhantomData })
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<N: Told> Subcommand for VerbsOf<N> {
    fn augment_subcommands(command: Command) -> Command {
        // Whoever adds in a way of its own begins with that.
        match N::Own::has_subcommand("add") {
            true => N::Own::augment_subcommands(command).subcommands(verbs::<N>()),
            false => N::Own::augment_subcommands(command.subcommands(verbs::<N>())),
        }
    }
    fn augment_subcommands_for_update(command: Command) -> Command {
        Self::augment_subcommands(command)
    }
    fn has_subcommand(name: &str) -> bool {
        verbs::<N>().iter().any(|verb| verb.get_name() == name) || N::Own::has_subcommand(name)
    }
}

/// No verb that only one noun has.
#[derive(Debug, Subcommand)]
pub(crate) enum NoVerb {}

/// What takes the fields of a noun as options.
pub(crate) trait Takes {
    /// The noun.
    type Noun: Told;
    /// The verb; a noun may keep fields from it.
    const VERB: &'static str = "add";
}

impl<N: Told> Takes for N {
    type Noun = N;
}

/// What is typed for the fields of a record, by their keys.
pub(crate) struct Fields<T> {
    pub(crate) given: Given,
    verb: PhantomData<T>,
}

/// Keys of fields, each with the words for it.
pub(crate) type Given = Vec<(&'static str, String)>;

impl<T> fmt::Debug for Fields<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.given.fmt(f)
    }
}

impl<T: Takes> FromArgMatches for Fields<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        Ok(Fields { given: given::<T::Noun>(T::VERB, matches), verb: PhantomData })
    }
    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl<T: Takes> Args for Fields<T> {
    fn augment_args(command: Command) -> Command {
        command.args(field_args::<T::Noun>(T::VERB))
    }
    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// The fields that are options of a verb: names and what a record belongs to have places of their own.
fn options<N: Told>(verb: &str) -> impl Iterator<Item = &'static Row> {
    let rows = N::FIELDS.iter().map(|field| &field.row);
    rows.filter(move |row| !row.fixed && !row.parent && row.kind != Kind::Name && N::takes(verb, row))
}

/// What was typed for the fields of a noun.
pub(crate) fn given<N: Told>(verb: &str, typed: &ArgMatches) -> Given {
    let mut given = Vec::new();
    for row in options::<N>(verb) {
        let words = match row.kind {
            Kind::Flag => {
                let off = row.off.is_some_and(|(off, _)| typed.get_flag(off));
                let said = if typed.get_flag(row.option) { Some("yes") } else { off.then_some("no") };
                said.map(str::to_owned)
            }
            Kind::Choice(words) if !row.each.is_empty() => {
                words.iter().find(|word| typed.get_flag(word)).map(|word| (*word).to_owned())
            }
            Kind::List => {
                let lines = typed.get_many::<String>(row.option);
                lines.map(|lines| lines.map(String::as_str).collect::<Vec<_>>().join("\n"))
            }
            _ => typed.get_one::<String>(row.option).cloned(),
        };
        given.extend(words.map(|words| (row.key, words)));
    }
    given
}

fn field_args<N: Told>(verb: &str) -> Vec<Arg> {
    options::<N>(verb).flat_map(field_arg).collect()
}

fn field_arg(row: &Row) -> Vec<Arg> {
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).help(help.trim_end_matches('.')).action(ArgAction::SetTrue)
    };
    let arg = Arg::new(row.option).long(row.option.replace('_', "-")).help(row.help.trim_end_matches('.'));
    let value = if row.value.is_empty() { row.option.to_uppercase() } else { row.value.to_owned() };
    let arg = match row.short {
        Some(letter) => arg.short(letter),
        None => arg,
    };
    let arg = arg.visible_aliases(row.aliases.iter().copied());
    match row.kind {
        Kind::Flag => {
            let off = row.off.map(|(off, help)| switch(off, help).conflicts_with(row.option));
            [arg.action(ArgAction::SetTrue)].into_iter().chain(off).collect()
        }
        Kind::Choice(words) if !row.each.is_empty() => {
            words.iter().zip(row.each).map(|(word, help)| switch(word, help).group(row.option)).collect()
        }
        Kind::Choice(words) => {
            vec![arg.value_name(value).ignore_case(true).value_parser(PossibleValuesParser::new(words))]
        }
        Kind::List => {
            let help = format!("{} Repeatable; an empty one clears the list", row.help);
            vec![arg.help(help).value_name(value).action(ArgAction::Append)]
        }
        Kind::File => vec![arg.value_name(value).value_hint(ValueHint::FilePath)],
        Kind::Link(noun) => vec![offered(arg.value_name(value), noun)],
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
pub(crate) fn offered(arg: Arg, noun: Noun) -> Arg {
    match noun {
        Noun::Area => arg.add(ArgValueCompleter::new(area_names)),
        Noun::Skill => arg.add(ArgValueCompleter::new(skill_names)),
        Noun::Person => arg.add(ArgValueCompleter::new(person_names)),
        _ => arg,
    }
}

/// The option that names what a record belongs to.
fn parent_option(row: &'static Row, help: String) -> Arg {
    let arg = Arg::new(row.key).long(row.key).value_name(row.key.to_uppercase()).help(help);
    match row.kind {
        Kind::Link(noun) => offered(arg, noun),
        _ => arg,
    }
}

/// The arguments that say which record is meant.
fn which(noun: Noun) -> Vec<Arg> {
    if name_row(noun).is_none() {
        return vec![
            Arg::new("which")
                .value_name("ID")
                .required(true)
                .help("The end of its id, or last: the one added last"),
        ];
    }
    let help = match noun {
        Noun::Skill => "`skill` or `area/skill`",
        _ => "Its name, or a clear beginning of it",
    };
    let name = offered(Arg::new("which").value_name("NAME").required(true).help(help), noun);
    let parent = parent_row(noun)
        .map(|row| parent_option(row, format!("Its {}, where the name alone is not clear", row.key)));
    [name].into_iter().chain(parent).collect()
}

/// The verbs of a noun that others have, too.
fn verbs<N: Told>() -> Vec<Command> {
    let (noun, name) = (N::NOUN, N::NAME);
    let a = if N::ONE.is_empty() { one(name) } else { N::ONE.to_owned() };
    let verb = |verb: &'static str, about: String| Command::new(verb).about(about);
    let named = name_row(noun).is_some();
    let mut add = verb("add", format!("Add {a}"));
    match (name_row(noun), parent_row(noun)) {
        (Some(row), parent) => {
            add = add
                .arg(Arg::new("name").value_name("NAME").required(true).help(row.help.trim_end_matches('.')));
            add = add.args(parent.map(|row| parent_option(row, format!("Its {}", row.key)).required(true)));
        }
        (None, Some(row)) => {
            let arg = Arg::new(row.key).value_name(row.key.to_uppercase()).required(true);
            add = add.arg(offered(arg.help(row.help.trim_end_matches('.')), Noun::Skill));
        }
        (None, None) => {}
    }
    let mut list = verb("list", format!("The {}", noun.plural()));
    if named {
        list = list.args(parent_row(noun).map(|row| parent_option(row, format!("Only of this {}", row.key))));
    }
    let mut show = verb("show", format!("Show {a} with what belongs to it")).args(which(noun));
    if !named {
        show = show.mut_arg("which", |id| id.required(false).default_value("last"));
    }
    let edit = verb("edit", format!("Change {a}; what is given is replaced, an empty text takes it away"));
    let mut verbs = vec![
        add.args(field_args::<N>("add")),
        list,
        show,
        edit.args(which(noun)).args(field_args::<N>("edit")),
    ];
    if named {
        let new = Arg::new("new").value_name("NEW").required(true).help("The new name");
        verbs.push(verb("rename", format!("Give {a} another name")).args(which(noun)).arg(new));
    }
    if noun.archives() {
        verbs.push(verb("archive", format!("Put {a} away")).args(which(noun)));
        verbs.push(verb("restore", format!("Bring an archived {name} back")).args(which(noun)));
        let all = Arg::new("all").long("all").action(ArgAction::SetTrue).help("Archived ones too");
        let archived = Arg::new("archived").long("archived").action(ArgAction::SetTrue).conflicts_with("all");
        verbs[1] = verbs[1].clone().arg(all).arg(archived.help("Only archived ones"));
    } else {
        let yes = Arg::new("yes").long("yes").short('y').action(ArgAction::SetTrue);
        let yes = yes.help("Accepted for scripts; nothing is asked, since undo brings it back");
        let about = format!("Delete {a}; `etude undo` brings it back");
        verbs.push(verb("delete", about).args(which(noun)).arg(yes));
    }
    if merges(noun) {
        let from = Arg::new("from").value_name("FROM").required(true).help(format!("The {name} that goes"));
        let into = Arg::new("into").long("into").value_name("INTO").required(true);
        let about = format!(
            "Move everything of one {name} to another; the emptied one goes. `etude undo` takes it apart again"
        );
        let into = offered(into.help(format!("The {name} that stays")), noun);
        verbs.push(verb("merge", about).arg(offered(from, noun)).arg(into));
    }
    verbs.retain(|verb| N::VERBS.is_none_or(|has| has.contains(&verb.get_name())));
    verbs.into_iter().map(|verb| N::args(verb.get_name().to_owned().as_str(), verb)).collect()
}
