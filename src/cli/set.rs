//! `etude set`: the dial, the plan, the probe, tags and marks of the running session.

use super::args::SetArgs;
use super::context::Context;
use super::failure::Failure;
use super::offers::offers;
use super::output::Table;
use super::{Done, named, stop};
use crate::domain::change::Change;
use crate::domain::drill::Turn;
use crate::domain::session::MarkKind;
use crate::domain::when::duration;
use crate::journal::Journal;

/// What can be set, by its name.
const NAMES: &str = "dial, plan, predict, probe, variation, tag, mark";

pub(super) fn set(cx: &mut Context, args: &SetArgs) -> Done {
    // What is typed wrong is said before anything is set.
    let changes = args.settings.iter().map(|typed| read(typed)).collect::<Result<Vec<_>, _>>()?;
    let mut journal = cx.open_existing()?;
    if changes.is_empty() {
        return list(cx, &journal);
    }
    let several = changes.len() > 1;
    let outcome = journal.apply_all(changes).map_err(Failure::from);
    let outcome = outcome.map_err(|error| if several { error.hint("nothing was set") } else { error })?;
    cx.did(&mut journal, &outcome, &outcome.label)
}

/// The change that `name=value` stands for.
fn read(typed: &str) -> Result<Change, Failure> {
    let Some((name, value)) = typed.split_once('=') else {
        return Err(Failure::usage(format!("{typed}: to what?"))
            .hint(format!("say it with =, as in dial=harder; known are {NAMES}")));
    };
    let (name, value) = (name.trim().to_lowercase(), value.trim());
    let lower = value.to_lowercase();
    let only = |known: &str| Failure::usage(format!("{name} can be set to {known}, not to “{value}”"));
    Ok(match (name.as_str(), lower.as_str()) {
        ("dial", "harder") => Change::TurnDial(Turn::Harder),
        ("dial", "easier") => Change::TurnDial(Turn::Easier),
        ("dial", "") => return Err(only("harder, easier or a value")),
        ("dial", _) => Change::SetDial(value.to_owned()),
        ("plan", _) => Change::ExtendPlan(by(value).ok_or_else(|| only("+5m or -5m"))??),
        ("predict", _) => Change::Predict(value.parse().map_err(|_| only("a number of hits"))?),
        ("probe", "off") => Change::SkipProbe,
        ("probe", _) => return Err(only("off")),
        ("variation", "next") => Change::NextVariation,
        ("variation", _) => return Err(only("next")),
        ("tag", _) => Change::TagMiss((!named::is_none(value)).then(|| value.to_owned())),
        ("mark", "moment") => Change::AddMark(MarkKind::Moment),
        ("mark", "inner") => Change::AddMark(MarkKind::Inner),
        ("mark", "outer") => Change::AddMark(MarkKind::Outer),
        ("mark", _) => return Err(only("moment, inner or outer")),
        _ => return Err(Failure::usage(format!("“{name}” cannot be set; known are {NAMES}"))),
    })
}

/// By how many seconds a plan grows; its sign has to be said.
fn by(value: &str) -> Option<Result<i64, Failure>> {
    let (sign, length) = match value.strip_prefix('+') {
        Some(more) => (1, more),
        None => (-1, value.strip_prefix(['-', '−'])?),
    };
    Some(duration(length).map(|ms| sign * ms / 1000).map_err(Failure::from))
}

fn list(cx: &mut Context, journal: &Journal) -> Done {
    let offers = offers(&stop::playing(journal)?);
    if cx.json {
        return cx.out.json_all(&offers);
    }
    let mut table = Table::new(&["set", "now", "to"]);
    for offer in offers {
        table.row(&mut cx.out, vec![offer.name.to_owned(), offer.now, offer.to.join(", ")])?;
    }
    table.end(&mut cx.out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_before_anything_is_set() {
        assert_eq!(read("plan=+5m").ok(), Some(Change::ExtendPlan(300)));
        assert_eq!(read("Plan = -1h").ok(), Some(Change::ExtendPlan(-3600)));
        assert_eq!(read("dial=Easier").ok(), Some(Change::TurnDial(Turn::Easier)));
        assert_eq!(read("tag=none").ok(), Some(Change::TagMiss(None)));
        for wrong in ["plan=5m", "plan=+x", "dial", "dial=", "predict=four", "probe=on", "mark=", "mood=good"]
        {
            let why = read(wrong).unwrap_err();
            assert!(matches!(why, Failure::Journal(_)), "{wrong}");
        }
    }
}
