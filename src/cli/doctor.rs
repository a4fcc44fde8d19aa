//! `etude doctor`: the checks of the journal and their verdicts.

use serde_json::Value as Json;

use super::context::Context;
use super::{Done, Failure};
use crate::cli::json::object;
use crate::journal::doctor::Check;

pub(super) fn doctor(cx: &mut Context) -> Done {
    let checks = match cx.open_to_read().and_then(|journal| Ok(journal.map(|j| j.doctor()).transpose()?)) {
        Ok(checks) => checks.unwrap_or_default(),
        Err(Failure::Journal(error)) if cx.json => {
            // A file that cannot even be opened is a finding as well, in the shape that was asked for.
            let finding = Check { name: "open", ok: false, detail: error.sentence.clone() };
            say(cx, &[finding])?;
            return Err(Failure::Said(error.exit_code()));
        }
        Err(failure) => return Err(failure),
    };
    if checks.is_empty() && !cx.json {
        return cx.out.line("there is no journal yet; nothing is wrong with it");
    }
    say(cx, &checks)?;
    if checks.iter().all(|check| check.ok) { Ok(()) } else { Err(Failure::Said(3)) }
}

fn say(cx: &mut Context, checks: &[Check]) -> Done {
    if cx.json {
        let ok = checks.iter().all(|check| check.ok);
        cx.out.json(&object! { "ok": ok, "checks": checks.iter().map(shape).collect::<Json>() })?;
    } else {
        for check in checks {
            let verdict = if check.ok { "ok   " } else { "WRONG" };
            cx.out.line(&format!("{verdict}  {:<16} {}", check.name, check.detail))?;
        }
    }
    cx.out.flush()
}

fn shape(check: &Check) -> Json {
    object! { "name": check.name, "ok": check.ok, "detail": &check.detail }
}
