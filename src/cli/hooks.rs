//! The programs of the settings that run when a session starts or ends. They never make a command fail.

use super::context::Context;
use crate::domain::id::Id;
use crate::hooks;

/// Runs the program for an event, if the settings name one, after the change is on disk.
pub(super) fn run(cx: &Context, event: &str, session: Option<Id>, skill: &str) {
    let command = if event == "start" { &cx.config.on_start } else { &cx.config.on_stop };
    let variables = [
        ("ETUDE_EVENT", event.to_owned()),
        ("ETUDE_SESSION_ID", session.map(|id| id.to_string()).unwrap_or_default()),
        ("ETUDE_SKILL", skill.to_owned()),
    ];
    if let Err(error) = hooks::run(command, &variables) {
        let program = command.first().map_or("", String::as_str);
        cx.warn(&format!("the program {program} of hooks.on_{} did not start: {error}", word(event)));
    }
}

fn word(event: &str) -> &str {
    if event == "start" { "start" } else { "stop" }
}
