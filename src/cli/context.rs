//! What every verb works with: the places, the settings, the output, and the way to the journal.

use std::sync::Arc;

use super::Done;
use super::args::{Command, Global};
use super::crash;
use super::failure::{Failure, to_stderr};
use super::json;
use super::output::Out;
use crate::clock::{Clock, SystemClock};
use crate::config::{self, Colour, Complaint, Config};
use crate::domain::calendar::{Calendar, Day};
use crate::domain::change::Change;
use crate::domain::moment::Moment;
use crate::domain::when::{Dated, Vantage};
use crate::journal::demo::Sample;
use crate::journal::{Error, Journal, Options, Outcome};
use crate::paths::{self, Paths, Surroundings};

/// What a verb works with.
#[derive(Debug)]
pub struct Context {
    /// Where everything lies.
    pub paths: Paths,
    /// The settings in force.
    pub config: Config,
    /// What is wrong with the settings file.
    pub complaints: Vec<Complaint>,
    /// A sample journal to open instead of the user's own.
    pub sample: Option<Sample>,
    pub(super) out: Out,
    pub(super) json: bool,
    pub(super) quiet: bool,
    around: Surroundings,
    clock: Arc<SystemClock>,
}

impl Context {
    pub(super) fn new(global: Global) -> Result<Context, Failure> {
        let around = Surroundings::of_this_process(global.db);
        let paths = Paths::find(&around)?;
        crash::set_up(&paths.state, global.verbose);
        let (config, complaints) = config::load(&paths.config);
        let out = Out::new(config.colour != Colour::None);
        let (json, quiet) = (global.json, global.quiet);
        Ok(Context {
            paths,
            config,
            complaints,
            sample: None,
            out,
            json,
            quiet,
            around,
            clock: Arc::new(SystemClock::new()),
        })
    }

    /// Says once what is wrong with the settings; `config check` and the screen say it in their own way.
    pub(super) fn say_complaints(&self, command: Option<&Command>) {
        if matches!(command, None | Some(Command::Config(_))) {
            return;
        }
        let file = self.paths.config.display();
        for complaint in &self.complaints {
            to_stderr(&format!("{file}: {complaint}"));
        }
    }

    /// Says something besides the answer, unless it was asked to be quiet.
    pub(super) fn tell(&self, text: &str) {
        if !self.quiet {
            to_stderr(text);
        }
    }

    /// Says something that must not go unheard.
    pub(super) fn warn(&self, text: &str) {
        to_stderr(text);
    }

    /// How the journal is opened, and who writes: `cli` or `tui`.
    pub fn options(&self, source: &'static str) -> Options {
        match &self.sample {
            Some(sample) => sample.options(&self.config, source),
            None => Options::from(&self.paths, &self.config, source),
        }
    }

    /// Refuses to write into a home folder that belongs to somebody else (`sudo` keeps HOME).
    ///
    /// # Errors
    /// The home folder of the journal is another user's.
    pub fn refuse_foreign_home(&self) -> Result<(), Failure> {
        let foreign = self.around.home().and_then(|home| paths::foreign_home(&self.paths.journal, &home));
        match foreign {
            None => Ok(()),
            Some(owner) => Err(Failure::refused(format!(
                "the home folder of this journal belongs to another user (id {owner}), who could not open what is written now"
            ))
            .hint("run it without sudo, or name a journal of your own with --db")),
        }
    }

    /// Opens the journal to write, and makes it where there never was one.
    pub(super) fn open(&self) -> Result<Journal, Failure> {
        self.refuse_foreign_home()?;
        let journal = Journal::open(self.options("cli"), Box::new(Arc::clone(&self.clock)))?;
        journal.banner().into_iter().for_each(|banner| self.warn(banner));
        Ok(journal)
    }

    /// Opens the journal for a verb that makes what it names if asked to (`create`, in these areas).
    pub(super) fn open_or_make(
        &self,
        create: bool,
        skill: Option<&str>,
        areas: &[String],
    ) -> Result<Journal, Failure> {
        let says_where = !areas.is_empty() || skill.is_some_and(|typed| typed.contains('/'));
        if create && skill.is_some() && (says_where || self.paths.journal.exists()) {
            return self.open();
        }
        if create && !says_where && self.open_to_read()?.is_none() {
            return Err(Failure::usage("a new skill belongs to an area")
                .hint("name it: `--area 'Jazz piano'`, or with the skill: 'Jazz piano/Guide tones'"));
        }
        self.open_existing()
    }

    /// Opens the journal to write where there is one; where there is none, none is made for a change that would be
    /// refused anyway.
    pub(super) fn open_existing(&self) -> Result<Journal, Failure> {
        if !self.paths.journal.exists() && self.open_to_read()?.is_none() {
            return Err(Failure::Journal(
                Error::not_found("there is no journal yet")
                    .hint("begin one: `etude start 'Guide tones' --create --area 'Jazz piano'`"),
            ));
        }
        self.open()
    }

    /// Opens the journal to read only; none where there is none yet.
    pub(super) fn open_to_read(&self) -> Result<Option<Journal>, Failure> {
        match Journal::open_to_read(self.options("cli"), Box::new(Arc::clone(&self.clock))) {
            Ok(journal) => {
                journal.banner().into_iter().for_each(|banner| self.warn(banner));
                Ok(Some(journal))
            }
            Err(error) if error.is_absent() => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The present moment and the user's days.
    pub(super) fn calendar(&self) -> (Moment, Calendar) {
        let calendar = self.config.calendar(self.clock.zone());
        (calendar.moment(self.clock.now().wall.at), calendar)
    }

    /// A moment as typed.
    pub(super) fn moment(&self, text: &str) -> Result<Moment, Failure> {
        let (now, calendar) = self.calendar();
        Ok(Vantage { now, calendar: &calendar, date_order: self.config.date_order }.moment(text)?)
    }

    /// A moment as typed, if one was.
    pub(super) fn moment_if(&self, text: Option<&str>) -> Result<Option<Moment>, Failure> {
        text.map(|text| self.moment(text)).transpose()
    }

    /// A time as typed, as exactly as it was said.
    pub(super) fn dated(&self, text: &str) -> Result<Dated, Failure> {
        let (now, calendar) = self.calendar();
        Ok(Vantage { now, calendar: &calendar, date_order: self.config.date_order }.dated(text)?)
    }

    /// A time as typed, if one was.
    pub(super) fn dated_if(&self, text: Option<&str>) -> Result<Option<Dated>, Failure> {
        text.map(|text| self.dated(text)).transpose()
    }

    /// A day as typed.
    pub(super) fn day(&self, text: &str) -> Result<Day, Failure> {
        let (now, calendar) = self.calendar();
        Ok(Vantage { now, calendar: &calendar, date_order: self.config.date_order }.day(text)?)
    }

    /// A day as typed, if one was.
    pub(super) fn day_if(&self, text: Option<&str>) -> Result<Option<Day>, Failure> {
        text.map(|text| self.day(text)).transpose()
    }

    /// The clocks, and the zone they are read in.
    pub(super) fn clock(&self) -> &SystemClock {
        &self.clock
    }

    /// The day it is.
    pub(super) fn today(&self) -> Day {
        let (now, calendar) = self.calendar();
        calendar.day(now)
    }

    /// Applies a change and says it in the words that undo will use.
    pub(super) fn change(&mut self, journal: &mut Journal, change: Change) -> Done {
        let outcome = journal.apply(change)?;
        let line = outcome.label.clone();
        self.did(journal, &outcome, &line)
    }

    /// Says what was done, then does what can wait: the backup of the day and the checkpoint.
    pub(super) fn did(&mut self, journal: &mut Journal, outcome: &Outcome, line: &str) -> Done {
        let said = self.say_done(outcome, line).and_then(|()| self.out.flush());
        for notice in &outcome.notices {
            self.warn(notice);
        }
        self.settle(journal);
        said
    }

    /// Does what can wait until after the answer: the backup of the day and the checkpoint.
    pub(super) fn settle(&self, journal: &mut Journal) {
        if let Err(error) = journal.settle() {
            // The change is on disk; only its copy is not.
            self.warn(&format!("the backup of today failed: {error}"));
            error.hints.iter().for_each(|hint| self.warn(&format!("hint: {hint}")));
        }
    }

    fn say_done(&mut self, outcome: &Outcome, line: &str) -> Done {
        if self.json {
            return self.out.json(&json::did(outcome));
        }
        if self.quiet { Ok(()) } else { self.out.line(line) }
    }
}
