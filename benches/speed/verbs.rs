//! The verbs of the command line against the bare statements of `sq`, each on a journal of its own.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::pty::command;
use crate::{Plan, report};

/// Measures every verb; the two programs take turns.
pub fn measure(plan: &Plan, home: &Path, file: &Path) {
    let theirs = plan.folder.path().join("sq.db");
    std::fs::copy(file, &theirs).unwrap();
    crate::journal::to_disk(&theirs);
    let theirs = theirs.to_str().unwrap().to_owned();
    let etude = |args: &[&str]| run(&plan.etude, home, args);
    let sq = |verb: &str| run(&plan.sq, home, &[verb, theirs.as_str()]);

    std::fs::remove_dir_all(file.with_file_name("backups")).unwrap();
    let first = etude(&["start"]);
    println!("first change of the day (with its backup) {:.1} ms", first.as_secs_f64() * 1000.0);
    etude(&["cancel"]);

    let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
    for _ in 0..plan.verbs {
        ours.push(etude(&["--version"]));
        yardstick.push(run(&plan.sq, home, &[]));
    }
    report("--version (empty program)", &ours, &yardstick);

    // Beside a program that does nothing: what there is to find is on the first page, or only the index can say no.
    for (what, words) in [("search, a common word", "left"), ("search, a word not there", "xylophone")] {
        let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
        for _ in 0..plan.verbs {
            ours.push(etude(&["search", words, "--limit", "20"]));
            yardstick.push(run(&plan.sq, home, &[]));
        }
        report(what, &ours, &yardstick);
    }

    let mut times: [[Vec<Duration>; 2]; 3] = Default::default();
    for _ in 0..plan.verbs {
        let [start, stop, log] = &mut times;
        start[0].push(etude(&["start"]));
        stop[0].push(etude(&["stop"]));
        log[0].push(etude(&["log", SKILL, "25m", "--quiet"]));
        start[1].push(sq("start"));
        stop[1].push(sq("stop"));
        log[1].push(sq("log"));
    }
    for (verb, [ours, yardstick]) in ["start", "stop", "log"].iter().zip(&times) {
        report(verb, ours, yardstick);
    }

    etude(&["start"]);
    sq("start");
    for (verb, theirs, share) in [("status", "status", 1), ("today", "today", 1), ("sessions", "sessions", 4)]
    {
        let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
        for _ in 0..(plan.verbs / share).max(3) {
            ours.push(etude(&[verb, "--json"]));
            yardstick.push(sq(theirs));
        }
        report(&format!("{verb} --json"), &ours, &yardstick);
    }
    etude(&["cancel"]);
    std::fs::remove_file(&theirs).unwrap();
}

/// A skill the generated journal has.
const SKILL: &str = "skill 3";

fn run(program: &Path, home: &Path, args: &[&str]) -> Duration {
    let mut command = command(program, home);
    command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let began = Instant::now();
    let status = command.status().unwrap();
    let took = began.elapsed();
    assert!(status.success(), "{args:?} ended with {status}");
    took
}
