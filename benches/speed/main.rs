//! How fast etude is, as a ratio to the yardsticks beside it (`minitui`, `sq`) in the same run, on the same machine.
//!
//! `cargo bench` builds all three in release mode and runs this one, which drives the real binary: in a pseudo-terminal
//! and as a command. `cargo bench --bench speed -- --quick` takes fewer samples; `screen`,
//! `verbs`, `idle` or `stages` measure that alone. Not for CI: times on a shared machine
//! say little; what is stable there (statements, syncs, rows read) belongs into tests.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a measurement")]

mod journal;
mod pty;
mod stages;
mod verbs;

use std::path::{Path, PathBuf};
use std::time::Duration;

use pty::Pty;

/// What is measured, and how often.
struct Plan {
    etude: PathBuf,
    minitui: PathBuf,
    sq: PathBuf,
    folder: tempfile::TempDir,
    starts: usize,
    keys: usize,
    verbs: usize,
    idle: Duration,
}

fn main() {
    if !std::env::args().any(|arg| arg == "--bench") {
        println!("figures of a debug build mean nothing: run `cargo bench`");
        return;
    }
    let quick = std::env::args().any(|arg| arg == "--quick");
    let pick = |full, less| if quick { less } else { full };
    let plan = Plan {
        etude: PathBuf::from(env!("CARGO_BIN_EXE_etude")),
        minitui: beside("minitui"),
        sq: beside("sq"),
        folder: tempfile::tempdir().unwrap(),
        starts: pick(41, 9),
        keys: pick(600, 100),
        verbs: pick(41, 9),
        idle: Duration::from_secs(pick(20_usize, 4) as u64),
    };
    let size = std::fs::metadata(&plan.etude).unwrap().len() as f64 / 1024.0 / 1024.0;
    println!("binary {size:.1} MiB\n");
    let wanted = wanted();
    let is_wanted = |part: &str| wanted.iter().any(|name| name == part);
    if is_wanted("stages") {
        stages::measure(&plan);
    }
    let sizes = if PARTS[1..].iter().any(|part| is_wanted(part)) { vec![10, 100_000] } else { vec![] };
    for sessions in sizes {
        let home = plan.folder.path().join(format!("home-{sessions}"));
        let began = std::time::Instant::now();
        let file = journal::make(&plan.etude, &home, sessions);
        let mib = std::fs::metadata(&file).unwrap().len() as f64 / 1024.0 / 1024.0;
        println!("{sessions} sessions ({mib:.1} MiB, made in {:.1} s)\n", began.elapsed().as_secs_f64());
        if is_wanted("screen") {
            screen(&plan, &home);
        }
        if is_wanted("verbs") {
            verbs::measure(&plan, &home, &file);
        }
        if is_wanted("idle") {
            idle(&plan, &home);
        }
    }
}

/// What can be measured alone.
const PARTS: [&str; 4] = ["stages", "screen", "verbs", "idle"];

/// The parts to be measured: those that are named, or all.
fn wanted() -> Vec<String> {
    let named: Vec<String> = std::env::args().skip(1).filter(|arg| !arg.starts_with("--")).collect();
    if let Some(name) = named.iter().find(|name| !PARTS.contains(&name.as_str())) {
        eprintln!("{name} is no part of this: {}", PARTS.join(", "));
        std::process::exit(2);
    }
    if named.is_empty() { PARTS.map(str::to_owned).to_vec() } else { named }
}

/// A yardstick: built by the same `cargo bench`, lying beside this binary.
fn beside(name: &str) -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let ours = |path: &PathBuf| {
        let file = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        file.strip_prefix(name).is_some_and(|rest| rest.starts_with('-') && !rest.contains('.'))
    };
    let found =
        std::fs::read_dir(here.parent().unwrap()).unwrap().filter_map(|entry| Some(entry.ok()?.path()));
    found
        .filter(ours)
        .max_by_key(|path| std::fs::metadata(path).and_then(|data| data.modified()).ok())
        .unwrap_or_else(|| {
            eprintln!("{name} is not built yet: run `cargo bench`, which builds it");
            std::process::exit(2)
        })
}

/// Start to the first complete frame, and a key to the settled screen.
fn screen(plan: &Plan, home: &Path) {
    let mut first = [Vec::new(), Vec::new()];
    for _ in 0..plan.starts {
        for (times, program) in first.iter_mut().zip([&plan.minitui, &plan.etude]) {
            let (pty, took) = Pty::start(program, home);
            times.push(took);
            pty.end();
        }
    }
    report("start → first complete frame", &first[1], &first[0]);
    // In turn, as everything else here: what a key needs has to be fetched again after the other program ran, as on a desk where
    // more runs than one. Alone it is still in the processor's caches; that is told, too.
    let mut keys = [Vec::new(), Vec::new()];
    let mut both = [&plan.minitui, &plan.etude].map(|program| Pty::start(program, home).0);
    for n in 0..plan.keys {
        for (times, pty) in keys.iter_mut().zip(&mut both) {
            times.extend(pty.key(step(n)));
        }
    }
    both.into_iter().for_each(Pty::end);
    report("key → settled", &keys[1], &keys[0]);
    let alone = [&plan.minitui, &plan.etude].map(|program| {
        let (mut pty, _) = Pty::start(program, home);
        let times: Vec<Duration> = (0..plan.keys).filter_map(|n| pty.key(step(n))).collect();
        pty.end();
        times
    });
    report("key → settled, alone", &alone[1], &alone[0]);
    let mut hundred = [Vec::new(), Vec::new()];
    for _ in 0..plan.starts.min(11) {
        for (times, program) in hundred.iter_mut().zip([&plan.minitui, &plan.etude]) {
            let (mut pty, _) = Pty::start(program, home);
            times.extend(pty.key(&b"jjjjjkkkkk".repeat(10)).or_else(|| pty.key(b"j")));
            pty.end();
        }
    }
    report("100 queued keys", &hundred[1], &hundred[0]);
}

/// Six rows down, six rows up: at the end of a list nothing would change, which is no sample.
fn step(n: usize) -> &'static [u8] {
    if (n / 6).is_multiple_of(2) { b"j" } else { b"k" }
}

/// What it costs to stand there, without and with a running session.
fn idle(plan: &Plan, home: &Path) {
    for running in [false, true] {
        let etude = |args: &[&str]| {
            let done = pty::command(&plan.etude, home).args(args).output().unwrap();
            assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
        };
        if running {
            etude(&["start"]);
        }
        let (mut pty, _) = Pty::start(&plan.etude, home);
        let cost = pty.idle(plan.idle);
        pty.end();
        if running {
            etude(&["cancel"]);
        }
        println!(
            "idle {:.0} s, {}: {:.1} ms of CPU, {} wake-ups, {} bytes to the screen, {:.1} MiB resident ({:.1} private)",
            plan.idle.as_secs_f64(),
            if running { "session running" } else { "no session" },
            cost.cpu_ms,
            cost.wakeups,
            cost.bytes,
            cost.resident,
            cost.private,
        );
    }
    println!();
}

/// One line: our median and 99th percentile, the yardstick's median, the ratio of the medians.
fn report(what: &str, ours: &[Duration], yardstick: &[Duration]) {
    let ms = |times: &[Duration], part: f64| {
        let mut times: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1000.0).collect();
        times.sort_by(f64::total_cmp);
        let at = ((times.len() as f64 - 1.0) * part).round() as usize;
        times.get(at).copied().unwrap_or(f64::NAN)
    };
    println!(
        "{what:<30} p50 {:>8.2} ms  p99 {:>8.2} ms   yardstick p50 {:>8.2} ms  p99 {:>8.2} ms   ratio p50 {:>5.2}  p99 {:>5.2}  n {}",
        ms(ours, 0.5),
        ms(ours, 0.99),
        ms(yardstick, 0.5),
        ms(yardstick, 0.99),
        ms(ours, 0.5) / ms(yardstick, 0.5),
        ms(ours, 0.99) / ms(yardstick, 0.99),
        ours.len(),
    );
}
