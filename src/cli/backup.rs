//! `etude backup`: copies of the journal, made, listed, checked, and put in its place.

use std::path::Path;

use serde_json::Value as Json;

use super::args::BackupVerb;
use super::context::Context;
use super::output::Table;
use super::{Done, Failure, ask, json};
use crate::cli::json::object;
use crate::domain::calendar::Calendar;
use crate::domain::moment::Moment;
use crate::journal::backup::{self, Backup, Checked};

pub(super) fn run(cx: &mut Context, verb: BackupVerb) -> Done {
    match verb {
        BackupVerb::Create => create(cx),
        BackupVerb::List => list(cx),
        BackupVerb::Verify { file } => verify(cx, &file),
        BackupVerb::Restore { file, yes } => restore(cx, &file, yes),
    }
}

fn backup_json(backup: &Backup, calendar: &Calendar) -> Json {
    let made = backup.made.and_then(|made| made.to_zoned_datetime(calendar.zone.clone()).ok());
    let at =
        made.map(|made| Moment { at: made.timestamp().as_millisecond(), offset: made.offset().seconds() });
    object! {
        "path": &backup.path,
        "made_at": at.map(json::time),
        "bytes": backup.bytes,
        "schema": backup.schema,
        "kept": backup.made.is_none(),
    }
}

fn create(cx: &mut Context) -> Done {
    let mut journal = cx.open_existing()?;
    let made = backup::look(journal.back_up()?);
    if cx.json {
        let (_, calendar) = cx.calendar();
        return cx.out.json(&backup_json(&made, &calendar));
    }
    cx.out.line(&format!("backed up to {} · {}", made.path.display(), size(made.bytes)))
}

fn list(cx: &mut Context) -> Done {
    let backups = backup::list(&cx.options("cli"));
    if cx.json {
        let (_, calendar) = cx.calendar();
        return cx.out.json_all(backups.iter().map(|backup| backup_json(backup, &calendar)));
    }
    let mut table = Table::new(&["made", ">size", ">schema", "file"]);
    for backup in &backups {
        let made = backup.made.map(|made| made.strftime("%Y-%m-%d %H:%M").to_string());
        let cells = vec![
            made.unwrap_or_else(|| "kept by a restore".to_owned()),
            size(backup.bytes),
            backup.schema.map_or_else(|| "?".to_owned(), |schema| schema.to_string()),
            backup.path.display().to_string(),
        ];
        table.row(&mut cx.out, cells)?;
    }
    table.end(&mut cx.out)
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_048_576 => format!("{} KiB", bytes.div_ceil(1024)),
        _ => format!("{}.{} MiB", bytes >> 20, ((bytes & 0xf_ffff) * 10) >> 20),
    }
}

fn checked_json(checked: &Checked) -> Json {
    object! {
        "ok": checked.problems.is_empty(),
        "path": &checked.path,
        "schema": checked.schema,
        "counts": checked.counts.iter().copied().collect::<Json>(),
        "problems": &checked.problems,
    }
}

/// What a backup holds, in words: `2 areas, 14 skills, 1 session`.
fn holds(checked: &Checked) -> String {
    let counted = |(table, count): &(&str, i64)| match (*table, *count) {
        ("feedback", 1) => "1 piece of feedback".to_owned(),
        ("feedback", count) => format!("{count} pieces of feedback"),
        (table, 1) => format!("1 {table}"),
        (table, count) => format!("{count} {table}s"),
    };
    checked.counts.iter().map(counted).collect::<Vec<_>>().join(", ")
}

fn verify(cx: &mut Context, file: &Path) -> Done {
    let path = backup::find(&cx.options("cli"), file)?;
    let checked = backup::verify(&path)?;
    let name = path.display();
    if cx.json {
        cx.out.json(&checked_json(&checked))?;
    } else if checked.problems.is_empty() {
        cx.out.line(&format!("{name} is whole: schema {}, {}", checked.schema, holds(&checked)))?;
    } else {
        cx.out.line(&format!("{name} is not whole:"))?;
        for problem in &checked.problems {
            cx.out.line(&format!("  {problem}"))?;
        }
    }
    if checked.problems.is_empty() { Ok(()) } else { Err(Failure::Said(3)) }
}

fn restore(cx: &mut Context, file: &Path, yes: bool) -> Done {
    cx.refuse_foreign_home()?;
    let options = cx.options("cli");
    let path = backup::find(&options, file)?;
    if !yes && !agreed(cx, &path)? {
        return Err(Failure::refused("nothing was changed"));
    }
    let restored = backup::restore(&options, &path)?;
    let journal = &options.places.journal;
    let now = backup::verify(journal)?;
    if let Some(problem) = now.problems.first() {
        return Err(Failure::refused(format!("{} was put in place, but {problem}", path.display())));
    }
    if cx.json {
        let kept = restored.kept.as_ref();
        return cx
            .out
            .json(&object! { "restored": checked_json(&restored.from), "journal": journal, "kept": kept });
    }
    cx.out.line(&format!("{} is what it was in {}: {}", journal.display(), path.display(), holds(&now)))?;
    match &restored.kept {
        Some(kept) => {
            let name = kept.file_name().unwrap_or_default().display();
            cx.out.line(&format!("what was there is kept; to go back: `etude backup restore {name}`"))
        }
        None => Ok(()),
    }
}

/// Asks on a terminal; a script has to say `--yes`.
fn agreed(cx: &Context, path: &Path) -> Result<bool, Failure> {
    if !ask::somebody_there() {
        return Err(Failure::usage(
            "restoring takes the place of the journal: say --yes where nobody can be asked",
        ));
    }
    let journal = cx.paths.journal.display();
    let question =
        format!("Put {} in the place of {journal}, and keep what is there? (yes, no)", path.display());
    let answer = ask::ask(&question, |typed| match typed.to_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err("type yes or no".to_owned()),
    });
    Ok(answer.unwrap_or(false))
}
