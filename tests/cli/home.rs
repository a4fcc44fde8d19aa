//! A home folder of its own for each test, and the program run in it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use etude::clock::FixedClock;
use etude::config::Config;
use etude::domain::change::{Change, NewReps, Start};
use etude::domain::rep::RepResult;
use etude::journal::find::Among;
use etude::journal::{Journal, Options};
use etude::paths::{Paths, Surroundings};
use serde_json::Value;

/// A temporary home folder.
pub struct Home {
    folder: tempfile::TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Ran {
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}

impl Home {
    pub fn new() -> Home {
        Home { folder: tempfile::tempdir().unwrap() }
    }

    /// A home with one area and one skill in it.
    pub fn with_skill() -> Home {
        let home = Home::new();
        home.ok(&["area", "add", "Jazz piano"]);
        home.ok(&["skill", "add", "Guide tones", "--area", "Jazz piano"]);
        home
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    pub fn journal(&self) -> PathBuf {
        self.path().join(".local/share/etude/journal.db")
    }

    /// The program, in this home and with nothing else around it.
    pub fn etude(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_etude"));
        command.env_clear().env("PATH", "/usr/bin:/bin").env("HOME", self.path()).env("TZ", "UTC");
        command.env("LC_ALL", "C").current_dir(self.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.etude().args(args).output().unwrap().into()
    }

    /// Runs what must succeed; its standard output.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(0), "{args:?}: {ran:?}");
        ran.out
    }

    /// Runs what must fail in a certain way; its standard error.
    pub fn fails(&self, code: i32, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, Some(code), "{args:?}: {ran:?}");
        assert!(ran.err.starts_with("etude: ") || code == 2, "{ran:?}");
        ran.err
    }

    pub fn json(&self, args: &[&str]) -> Value {
        let mut all = args.to_vec();
        all.push("--json");
        serde_json::from_str(&self.ok(&all)).unwrap()
    }

    pub fn config(&self, text: &str) {
        let folder = self.path().join(".config/etude");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.toml"), text).unwrap();
    }

    /// Starts a session half an hour ago on a machine that was started anew since: all of it is in doubt.
    #[allow(clippy::disallowed_methods, reason = "the program under test looks at the real clock too")]
    pub fn start_before_a_reboot(&self) {
        let around = Surroundings { home: Some(self.path().into()), ..Surroundings::default() };
        let options = Options::from(&Paths::find(&around).unwrap(), &Config::default(), "test");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let clock = FixedClock::at(i64::try_from(now.as_millis()).unwrap() - 30 * 60_000);
        let mut journal = Journal::open(options, Box::new(clock)).unwrap();
        let skill = journal.next_skill(None).unwrap().unwrap();
        journal.apply(Change::Start(Box::new(Start::of(skill)))).unwrap();
    }

    /// Practises a skill with five hits on its first drill, so many days ago: a cold probe.
    #[allow(clippy::disallowed_methods, reason = "the program under test looks at the real clock too")]
    pub fn probe(&self, skill: &str, days_ago: i64) {
        let around = Surroundings { home: Some(self.path().into()), ..Surroundings::default() };
        let options = Options::from(&Paths::find(&around).unwrap(), &Config::default(), "test");
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let clock = FixedClock::at(i64::try_from(now.as_millis()).unwrap() - days_ago * 86_400_000);
        let mut journal = Journal::open(options, Box::new(clock)).unwrap();
        let skill = journal.find_skill(skill, Among::InUse).unwrap().id;
        let mut start = Start::of(skill);
        start.session.drill = journal.drills(skill).unwrap().first().map(|drill| drill.id);
        journal.apply(Change::Start(Box::new(start))).unwrap();
        let hits = vec![(RepResult::Hit, 5)];
        let reps = NewReps { results: hits, ..NewReps::one(RepResult::Hit) };
        journal.apply(Change::AddReps(reps)).unwrap();
        journal.apply(Change::Stop(Box::default())).unwrap();
    }

    pub fn doctor_is_content(&self) {
        assert_eq!(self.json(&["doctor"])["ok"], true);
    }
}
