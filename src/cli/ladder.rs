//! `etude ladder`: which ladders there are, what they ask for, whether a file is one; used, and edited.

mod adopt;
mod edit;
mod shape;
mod show;

use std::path::Path;

use super::args::LadderVerb;
use super::context::Context;
use super::named::counted;
use super::output::Table;
use super::{Done, Failure};
use crate::domain::ladder::Ladder;
use crate::domain::naming::{self, Match};
use crate::journal::Error;
use crate::ladders::{self, Broken, Known, Origin};

pub(super) fn run(cx: &mut Context, verb: LadderVerb) -> Done {
    match verb {
        LadderVerb::List => list(cx),
        LadderVerb::Show { ladder } => {
            let known = find(cx, &ladder)?;
            if cx.json { cx.out.json(&shape::whole(&known)) } else { show::text(&mut cx.out, &known) }
        }
        LadderVerb::Check { ladder } => check(cx, &ladder),
        LadderVerb::Use(args) => adopt::adopt(cx, &args),
        LadderVerb::Edit { ladder } => edit::edit(cx, &ladder),
    }
}

/// How many there are of what a ladder holds.
struct Counts {
    skills: usize,
    benchmarks: usize,
    drills: usize,
}

impl Counts {
    fn of(ladder: &Ladder) -> Counts {
        Counts {
            skills: ladder.skills.len(),
            benchmarks: ladder.skills.iter().map(|skill| skill.benchmarks.len()).sum(),
            drills: ladder.skills.iter().map(|skill| skill.drills.len()).sum(),
        }
    }
}

/// A path as text: bytes that are no UTF-8 are shown as what they are not.
fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Where a ladder comes from, for people.
fn from(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn => "comes with etude".to_owned(),
        Origin::File(path) => shown(path),
        Origin::Kept => "kept in the journal".to_owned(),
    }
}

/// Every ladder at hand, also those that the journal keeps.
fn at_hand(cx: &Context) -> Result<(Vec<Known>, Vec<Broken>), Failure> {
    let kept = match cx.open_to_read()? {
        Some(journal) => journal.ladders_kept()?,
        None => Vec::new(),
    };
    Ok(ladders::at_hand(&cx.paths.ladders, &kept))
}

fn list(cx: &mut Context) -> Done {
    let (known, broken) = at_hand(cx)?;
    if cx.json {
        let rows = known.iter().map(shape::row);
        return cx.out.json_all(rows.chain(broken.iter().map(shape::broken)));
    }
    let mut table = Table::new(&["ladder", "version", "title", ">skills", "from"]);
    for Known { origin, ladder, .. } in known {
        let skills = ladder.skills.len().to_string();
        let cells =
            vec![ladder.id.clone(), ladder.version.clone(), ladder.title.clone(), skills, from(&origin)];
        table.row(&mut cx.out, cells)?;
    }
    table.end(&mut cx.out)?;
    broken.iter().try_for_each(|broken| cx.out.line(&broken.to_string()))
}

/// Whether what is typed names a file: it looks like one, or is there.
fn is_file(typed: &Path) -> bool {
    let toml = typed.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    toml || typed.components().count() > 1 || typed.exists()
}

fn check(cx: &mut Context, typed: &Path) -> Done {
    let found = match typed.to_str() {
        Some(name) if !is_file(typed) => Ok(find(cx, name)?),
        _ => ladders::read(typed),
    };
    if cx.json {
        cx.out.json(&match &found {
            Ok(known) => shape::row(known),
            Err(trouble) => shape::broken(trouble),
        })?;
    }
    match found {
        Ok(_) if cx.json => Ok(()),
        Ok(Known { ladder, .. }) => {
            let Counts { skills, benchmarks, drills } = Counts::of(&ladder);
            cx.out.line(&format!(
                "{} {}: {}, {}, {}",
                ladder.id,
                ladder.version,
                counted(skills, "skill"),
                counted(benchmarks, "benchmark"),
                counted(drills, "drill")
            ))
        }
        Err(trouble) => {
            cx.out.flush()?;
            if !cx.json {
                cx.warn(&trouble.to_string());
            }
            Err(Failure::Said(1))
        }
    }
}

/// The ladder that an id, a title, or a clear beginning of one stands for.
fn find(cx: &Context, typed: &str) -> Result<Known, Failure> {
    let (mut known, broken) = at_hand(cx)?;
    match meant(typed, &known) {
        Match::One(at) => Ok(known.swap_remove(at)),
        Match::Many(several) => {
            let ids: Vec<&str> = several.iter().map(|at| known[*at].ladder.id.as_str()).collect();
            Err(Failure::usage(format!("“{typed}” could be several ladders"))
                .hint(format!("which one? {}", ids.join(", "))))
        }
        Match::None { did_you_mean } => Err(missing(typed, &did_you_mean, &broken)),
    }
}

/// By id before by title: an id is there once.
fn meant(typed: &str, known: &[Known]) -> Match<usize> {
    let by = |name: fn(&Ladder) -> &str| {
        let named: Vec<(usize, &str)> =
            known.iter().enumerate().map(|(at, known)| (at, name(&known.ladder))).collect();
        naming::pick(typed, &named)
    };
    match by(|ladder| &ladder.id) {
        Match::None { did_you_mean: ids } => match by(|ladder| &ladder.title) {
            Match::None { did_you_mean } if did_you_mean.is_empty() => Match::None { did_you_mean: ids },
            found => found,
        },
        found => found,
    }
}

fn missing(typed: &str, did_you_mean: &[String], broken: &[Broken]) -> Failure {
    let error = Failure::Journal(Error::not_found(format!("there is no ladder “{typed}”")));
    let error = match did_you_mean {
        [] => error.hint("`etude ladder list` names them"),
        names => error.hint(format!("did you mean {}?", names.join(" or "))),
    };
    broken.iter().fold(error, |error, broken| error.hint(format!("not usable yet: {broken}")))
}
