//! The command line as it is typed. The doc comments here are the help, the manual page and docs/cli.md.

mod ask;
mod backup;
mod clock;
mod daily;
mod evidence;
mod export;
mod feedback;
mod groups;
mod ladder;
mod moved;
mod note;
mod nouns;
mod past;
mod set;
mod stage;
mod witness;

pub(crate) use ask::*;
pub(crate) use backup::*;
pub(crate) use clock::*;
pub(crate) use evidence::*;
pub(crate) use export::*;
pub(crate) use feedback::*;
pub(crate) use groups::*;
pub(crate) use ladder::*;
pub(crate) use note::*;
pub(crate) use nouns::*;
pub(crate) use past::*;
pub(crate) use set::*;
pub(crate) use stage::*;
pub(crate) use witness::*;

use std::ffi::OsString;
use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};

use crate::domain::when;
use crate::domain::words::UnknownWord;

/// A practice journal for the terminal.
///
/// `etude` alone opens the screen; every verb below works without it. Times are typed as people say them: 45m, 1h30,
/// 18:00, "yesterday 18:00", "20 min ago". Skills are named `skill` or `area/skill`, by any clear beginning.
///
/// Exit codes: 0 done, 1 refused or not found, 2 wrong usage, 3 trouble with the journal or its file.
#[derive(Debug, Parser)]
#[command(name = "etude", bin_name = "etude", version)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What every verb takes.
#[derive(Debug, Default, Args)]
pub(crate) struct Global {
    /// The journal to use, instead of $ETUDE_DB or the one in the data folder.
    #[arg(long, global = true, value_name = "FILE", help_heading = "Everywhere", value_hint = clap::ValueHint::FilePath)]
    pub(crate) db: Option<OsString>,
    /// Answer in JSON: flat objects in snake_case, times in RFC 3339, durations in seconds.
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) json: bool,
    /// Say nothing of what was done, only what went wrong.
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    pub(crate) quiet: bool,
    /// Say of an error also what it came from.
    #[arg(long, global = true, help_heading = "Everywhere")]
    pub(crate) verbose: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(Box<StartArgs>),
    /// Stop the clock for a while.
    Pause(AtArgs),
    /// Let the clock run again.
    Resume(AtArgs),
    Stop(Box<StopArgs>),
    /// Throw the open session away; `etude undo` brings it back.
    ///
    /// It counts nowhere.
    Cancel,
    Hit(RepArgs),
    Miss(MissArgs),
    Grade(GradeArgs),
    /// Take the last rep of the open session back.
    TakeBack,
    Reading(ReadingArgs),
    Note(Box<NoteArgs>),
    Set(SetArgs),
    Status(StatusArgs),
    Log(Box<LogArgs>),
    /// What is planned today, what was done, and what is to act on.
    Today,
    Sessions(SessionsArgs),
    Search(SearchArgs),
    /// One session: show, edit, split, move, delete it.
    ///
    /// And decide on doubted time.
    #[command(subcommand)]
    Session(SessionVerb),
    #[command(flatten)]
    Noun(NounVerb),
    /// Ladders: what each stage of an area asks for.
    ///
    /// The skills of an area worked out, with drills and with benchmarks that tell each stage.
    ///
    /// Your own are .toml files in the folder that `etude config path ladders` names. One with the id of a ladder that comes
    /// with etude stands in its place.
    #[command(subcommand)]
    Ladder(LadderVerb),
    /// Stages: how far you are, since when, and what proves it.
    ///
    /// Of a skill or an area: a history that is only added to.
    #[command(subcommand)]
    Stage(StageVerb),
    /// Feedback: asked for, received, acted on, proved.
    #[command(subcommand)]
    Feedback(FeedbackVerb),
    Ask(Box<AskArgs>),
    Apply(Box<ApplyArgs>),
    Observe(Box<ObserveArgs>),
    Teach(Box<TeachArgs>),
    /// What leaves the journal for others: a portfolio.
    #[command(subcommand)]
    Export(ExportVerb),
    Undo(UndoArgs),
    /// Take the last undo back.
    Redo,
    History(HistoryArgs),
    /// Backups: whole copies of the journal.
    ///
    /// One is made with the first change of a day.
    #[command(subcommand)]
    Backup(BackupVerb),
    /// Check the journal: the file, the facts, whether they agree.
    ///
    /// Exit code 3 where they do not.
    Doctor,
    /// The settings and where everything lies.
    #[command(subcommand)]
    Config(ConfigVerb),
    /// Every command of the screen with its keys.
    ///
    /// Your own changes applied.
    Keys,
    Demo(DemoArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

/// Open the screen on a sample journal, or write one to a file.
///
/// The sample is lively, and thrown away afterwards.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Write the sample to this new file instead of opening the screen.
    #[arg(long, value_name = "FILE")]
    pub(crate) write: Option<PathBuf>,
    /// How many sessions it holds.
    #[arg(long, value_name = "N", default_value_t = 300, requires = "write")]
    pub(crate) sessions: usize,
    /// The same seed makes the same sample.
    #[arg(long, value_name = "S", default_value_t = 1, requires = "write")]
    pub(crate) seed: u64,
}

/// Take the last operation back, or the one named.
///
/// From the screen or the command line, today or last week.
#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// The end of the operation's id, as `etude history` shows it.
    pub(crate) op: Option<String>,
}

/// What was changed, by whom and when, newest first.
#[derive(Debug, Args)]
pub(crate) struct HistoryArgs {
    /// At most so many; 20 unless --json, which gives all.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigVerb {
    /// Where everything lies; with a name, only that path.
    Path {
        /// Which place.
        #[arg(value_parser = ["config", "journal", "backups", "themes", "ladders", "state"])]
        place: Option<String>,
    },
    /// Every setting with its value and where that comes from.
    Show,
    /// What is wrong with the settings file, line by line. Exit code 1 if anything is.
    Check,
}

/// A completion script for a shell.
///
/// It is read when the shell starts. It asks etude itself at every Tab, and so knows your skills. For bash: source <(etude completions bash)
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell.
    #[arg(value_parser = ["bash", "elvish", "fish", "powershell", "zsh"])]
    pub(crate) shell: String,
}

/// The manual page.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write it here, and a page for every verb beside it.
    #[arg(long, value_name = "FOLDER", value_hint = clap::ValueHint::DirPath)]
    pub(crate) dir: Option<std::path::PathBuf>,
}

/// A word of a closed vocabulary, whatever its case.
pub(crate) fn word<T>(known: &'static [&'static str]) -> impl TypedValueParser<Value = T>
where
    T: FromStr<Err = UnknownWord> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(known).try_map(|word| word.parse::<T>())
}

/// A length of time, milliseconds.
pub(crate) fn length(text: &str) -> Result<i64, when::Misread> {
    when::duration(text)
}

/// A value that can be taken away with `none`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct OrNone<T>(pub(crate) Option<T>);

/// A number, or `none`.
pub(crate) fn number_or_none(text: &str) -> Result<OrNone<i64>, String> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(OrNone(None));
    }
    text.trim().parse().map(|n| OrNone(Some(n))).map_err(|_| "type a number, or none".to_owned())
}

/// A word of a closed vocabulary, or `none`.
pub(crate) fn word_or_none<T: FromStr<Err = UnknownWord>>(text: &str) -> Result<OrNone<T>, UnknownWord> {
    if text.is_empty() || text.eq_ignore_ascii_case("none") {
        return Ok(OrNone(None));
    }
    text.parse().map(|word| OrNone(Some(word)))
}

/// A length of time in milliseconds, or `none`.
pub(crate) fn length_or_none(text: &str) -> Result<OrNone<i64>, when::Misread> {
    if text.eq_ignore_ascii_case("none") {
        return Ok(OrNone(None));
    }
    when::duration(text).map(|ms| OrNone((ms > 0).then_some(ms)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn none_takes_a_value_away() {
        assert_eq!(number_or_none("None"), Ok(OrNone(None)));
        assert_eq!(number_or_none(" 4"), Ok(OrNone(Some(4))));
        assert_eq!(length_or_none("0"), Ok(OrNone(None)));
        assert!(number_or_none("four").is_err());
    }
}
