//! `etude feedback import`: files and folders of mail read, and everything in them taken in as one step.

mod files;

use std::path::Path;

use serde::Serialize;

use crate::cli::args::FeedbackImportArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Done, named};
use crate::domain::calendar::Calendar;
use crate::domain::change::Change;
use crate::domain::feedback::arrival::{Arrival, Import, ImportCounts};
use crate::domain::id::Id;
use crate::exchange::feedback::{Incoming, Parsed, Remark, parse, recognise};
use crate::journal::{Journal, preview_first_import};

/// So many remarks are said one by one; JSON has them all.
const SAID: usize = 20;

/// What was read, before the journal is asked.
#[derive(Default)]
struct Read {
    arrivals: Vec<Arrival>,
    files: usize,
    /// Files that could not be read at all.
    unread: usize,
    silent: usize,
    own: usize,
    older: usize,
    invalid: Vec<At>,
    notes: Vec<At>,
    more: u64,
}

/// Something to say about a place in a file.
#[derive(Serialize)]
struct At {
    file: String,
    line: Option<u64>,
    what: String,
}

impl At {
    fn said(&self) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{}{line}: {}", self.file, self.what)
    }
}

#[derive(Serialize)]
struct ImportJson<'a> {
    dry_run: bool,
    files: usize,
    new: usize,
    answers: usize,
    same: usize,
    changed: usize,
    own: usize,
    older: usize,
    silent: usize,
    invalid: &'a [At],
    notes: &'a [At],
    unlisted: u64,
    done: Option<&'a str>,
    operation: Option<Id>,
    notices: &'a [String],
}

pub(super) fn import(cx: &mut Context, args: &FeedbackImportArgs) -> Done {
    let since = cx.day_if(args.since.as_deref())?.map(|day| cx.calendar().1.start_of(day));
    let read = read(args, since, &cx.calendar().1)?;
    if read.files == 0 && !read.invalid.is_empty() {
        read.invalid.iter().for_each(|at| cx.warn(&format!("etude: {}", at.said())));
        return Err(Failure::Said(1));
    }
    let unread = read.unread;
    if args.dry_run {
        preview(cx, args, read)?
    } else {
        take_in(cx, args, read)?
    }
    // The rest is in; whoever asked for all of it is told that it is not all.
    if unread > 0 { Err(Failure::Said(1)) } else { Ok(()) }
}

fn read(args: &FeedbackImportArgs, since: Option<i64>, calendar: &Calendar) -> Result<Read, Failure> {
    let mut read = Read::default();
    let mut room = files::MOST;
    for path in &args.files {
        files::each(path, &mut room, |name, bytes| match bytes {
            Ok(bytes) => read.file(args, since, calendar, name, &bytes),
            Err(what) => {
                read.unread += 1;
                read.invalid.push(At { file: shown(name), line: None, what });
            }
        });
    }
    Ok(read)
}

fn shown(path: &Path) -> String {
    if path == Path::new("-") { "standard input".to_owned() } else { path.display().to_string() }
}

impl Read {
    fn file(
        &mut self,
        args: &FeedbackImportArgs,
        since: Option<i64>,
        calendar: &Calendar,
        name: &Path,
        bytes: &[u8],
    ) {
        let file = shown(name);
        let Some(format) = args.format.or_else(|| recognise(bytes)) else {
            let what = if bytes.trim_ascii().is_empty() { "it is empty" } else { NO_FORMAT };
            self.invalid.push(At { file, line: None, what: what.to_owned() });
            return;
        };
        let Parsed { items, invalid, skipped, notes, unlisted } = parse(format, bytes, calendar);
        let at = |remark: Remark| At { file: file.clone(), line: Some(remark.line), what: remark.what };
        self.files += usize::from(!items.is_empty() || !skipped.is_empty() || invalid.is_empty());
        self.silent += skipped.len();
        self.more += unlisted;
        self.invalid.extend(invalid.into_iter().map(at));
        self.notes.extend(notes.into_iter().map(at));
        for item in items {
            self.item(args, since, item);
        }
    }

    fn item(&mut self, args: &FeedbackImportArgs, since: Option<i64>, item: Incoming) {
        if args.me.iter().any(|me| item.is_by(me)) {
            self.own += 1;
        } else if since
            .is_some_and(|since| item.arrival.feedback.received.is_some_and(|received| received.at < since))
        {
            self.older += 1;
        } else {
            self.arrivals.push(item.arrival);
        }
    }

    /// What the file does not say, where the command does.
    fn link(&mut self, journal: &Journal, args: &FeedbackImportArgs) -> Done {
        if let Some(name) = &args.skill {
            let skill = named::any_skill(journal, name)?.id;
            for arrival in self.arrivals.iter_mut().filter(|arrival| arrival.skill.is_none()) {
                arrival.feedback.skill = Some(skill);
            }
        }
        Ok(())
    }
}

const NO_FORMAT: &str =
    "this is no mail, no list of GitHub, no JSON and no CSV of feedback (--format says what it is)";

fn preview(cx: &mut Context, args: &FeedbackImportArgs, mut read: Read) -> Done {
    let journal = cx.open_to_read()?;
    let counts = match &journal {
        Some(journal) => {
            read.link(journal, args)?;
            journal.preview_import(&read.arrivals)?
        }
        None => preview_first_import(&read.arrivals)?,
    };
    say(cx, &read, counts, None, true)
}

fn take_in(cx: &mut Context, args: &FeedbackImportArgs, mut read: Read) -> Done {
    // Nothing is made where nothing would come in.
    let looked = match cx.open_to_read()? {
        Some(journal) => journal.preview_import(&read.arrivals)?,
        None => preview_first_import(&read.arrivals)?,
    };
    if looked.new + looked.answers + looked.changed == 0 {
        return say(cx, &read, looked, None, false);
    }
    let mut journal = if args.skill.is_some() { cx.open_existing()? } else { cx.open()? };
    read.link(&journal, args)?;
    let counts = journal.preview_import(&read.arrivals)?;
    let import = Import { arrivals: std::mem::take(&mut read.arrivals), noted: args.into == "noted" };
    let outcome = journal.apply(Change::ImportFeedback(Box::new(import)))?;
    let said = say(cx, &read, counts, Some(&outcome), false).and_then(|()| cx.out.flush());
    cx.settle(&mut journal);
    said
}

fn say(
    cx: &mut Context,
    read: &Read,
    counts: ImportCounts,
    outcome: Option<&crate::journal::Outcome>,
    dry_run: bool,
) -> Done {
    for at in read.invalid.iter().chain(&read.notes).take(SAID) {
        cx.warn(&at.said());
    }
    let unsaid = (read.invalid.len() + read.notes.len()).saturating_sub(SAID) as u64 + read.more;
    if unsaid > 0 {
        cx.warn(&format!("and {unsaid} more like that (--json lists them)"));
    }
    if cx.json {
        return cx.out.json(&ImportJson {
            dry_run,
            files: read.files,
            new: counts.new,
            answers: counts.answers,
            same: counts.same,
            changed: counts.changed,
            own: read.own,
            older: read.older,
            silent: read.silent,
            invalid: &read.invalid,
            notes: &read.notes,
            unlisted: read.more,
            done: outcome.map(|outcome| outcome.label.as_str()),
            operation: outcome.map(|outcome| outcome.operation),
            notices: outcome.map_or(&[], |outcome| &outcome.notices),
        });
    }
    if let Some(outcome) = outcome.filter(|_| !cx.quiet) {
        cx.out.line(&outcome.label)?;
    }
    for notice in outcome.iter().flat_map(|outcome| &outcome.notices) {
        cx.warn(notice);
    }
    let parts = [
        (counts.new, "new"),
        (counts.answers, "answers to requests"),
        (counts.changed, "changed"),
        (counts.same, "there already"),
        (read.own, "my own"),
        (read.older, "older"),
        (read.silent, "without words"),
        (read.invalid.len(), "not readable"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let parts = if parts.is_empty() { "nothing in it".to_owned() } else { parts.join(", ") };
    match (outcome, counts.new + counts.answers + counts.changed) {
        (Some(_), _) => cx.tell(&parts),
        (None, 0) => cx.tell(&format!("nothing to take in: {parts}")),
        (None, _) => cx.out.line(&format!("would take in: {parts}"))?,
    }
    Ok(())
}
