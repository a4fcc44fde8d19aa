//! `etude config`: where everything lies, what is in force and why, what is wrong.

use std::path::Path;

use super::args::ConfigVerb;
use super::context::Context;
use super::output::Table;
use super::{Done, Failure};
use crate::cli::json::object;
use crate::paths::Paths;

pub(super) fn run(cx: &mut Context, verb: ConfigVerb) -> Done {
    match verb {
        ConfigVerb::Path { place } => path(cx, place.as_deref()),
        ConfigVerb::Show => show(cx),
        ConfigVerb::Check => check(cx),
    }
}

fn path(cx: &mut Context, place: Option<&str>) -> Done {
    let Paths { config, journal, backups, themes, ladders, state, .. } = cx.paths.clone();
    let places = [
        ("config", config),
        ("journal", journal),
        ("backups", backups),
        ("themes", themes),
        ("ladders", ladders),
        ("state", state),
    ];
    if let Some(place) = place {
        let only = places.iter().find(|(name, _)| *name == place).map(|(_, path)| shown(path));
        return cx.out.line(&only.unwrap_or_default());
    }
    if cx.json {
        let [config, journal, backups, themes, ladders, state] = places.map(|(_, path)| shown(&path));
        return cx.out.json(&object! {
            "config": &config,
            "journal": &journal,
            "backups": &backups,
            "themes": &themes,
            "ladders": &ladders,
            "state": &state,
        });
    }
    places.iter().try_for_each(|(name, path)| cx.out.line(&format!("{name:<8} {}", shown(path))))
}

/// A path as text: bytes that are no UTF-8 are shown as what they are not.
fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn show(cx: &mut Context) -> Done {
    let rows = cx.config.rows();
    if cx.json {
        return cx.out.json_all(rows.iter().map(|row| {
            object! {
                "key": &row.key,
                "value": &row.value,
                "origin": row.origin.to_string(),
                "about": row.about,
            }
        }));
    }
    let mut table = Table::new(&["setting", "value", "from"]);
    for row in rows {
        table.row(&mut cx.out, vec![row.key, row.value, row.origin.to_string()])?;
    }
    table.end(&mut cx.out)
}

fn check(cx: &mut Context) -> Done {
    let mut complaints = std::mem::take(&mut cx.complaints);
    complaints.extend(super::keys::complaints(&cx.config));
    complaints.sort_by_key(|complaint| complaint.line);
    if cx.json {
        cx.out.json_all(complaints.iter().map(|complaint| {
            object! {
                "line": complaint.line,
                "what": &complaint.what,
                "hint": complaint.hint.as_deref(),
            }
        }))?;
    } else {
        let file = shown(&cx.paths.config);
        for complaint in &complaints {
            cx.out.line(&format!("{file}: {complaint}"))?;
        }
        if complaints.is_empty() {
            let none = if cx.paths.config.exists() { "nothing is wrong with" } else { "there is no file" };
            cx.tell(&format!("{none} {file}"));
        }
    }
    cx.out.flush()?;
    if complaints.is_empty() { Ok(()) } else { Err(Failure::Said(1)) }
}
