//! `etude status`: the open session for eyes, prompts and programs.

use serde::Serialize;

use super::args::StatusArgs;
use super::context::Context;
use super::failure::Failure;
use super::json::{seconds, text, time};
use super::{Done, stop};
use crate::domain::display::safe_line;
use crate::domain::id::Id;
use crate::domain::rep::Tally;
use crate::domain::session::{AiUse, Mode, SessionState};
use crate::domain::when::{clock_face, spent};
use crate::journal::Journal;
use crate::journal::status::Playing;

/// The open session as programs read it; without one, everything but `running` is null.
#[derive(Debug, Serialize, Default)]
struct StatusJson {
    running: bool,
    state: Option<SessionState>,
    skill: Option<String>,
    areas: Option<Vec<String>>,
    drill: Option<String>,
    mode: Option<Mode>,
    intention: Option<String>,
    criterion: Option<String>,
    elapsed_seconds: Option<i64>,
    remaining_seconds: Option<i64>,
    planned_seconds: Option<i64>,
    unresolved_seconds: Option<i64>,
    hits: Option<i64>,
    misses: Option<i64>,
    started_at: Option<String>,
    session_id: Option<Id>,
    dial: Option<String>,
    variation: Option<String>,
    context: Option<String>,
    ai_use: Option<AiUse>,
    private: Option<bool>,
    person: Option<String>,
}

/// The open session with what the clock shows now.
struct Standing {
    playing: Playing,
    areas: Vec<String>,
    elapsed: i64,
    unresolved: i64,
    tally: Tally,
}

impl Standing {
    fn of(journal: &Journal) -> Result<Option<Standing>, Failure> {
        let Some(playing) = journal.playing()? else { return Ok(None) };
        let elapsed = playing.elapsed(journal.now());
        Ok(Some(Standing {
            areas: journal.areas_of_skill(playing.skill.id)?,
            tally: Tally::of(&playing.reps),
            elapsed: elapsed.practised,
            unresolved: elapsed.unresolved,
            playing,
        }))
    }

    fn planned(&self) -> Option<i64> {
        self.playing.session.planned_seconds
    }

    fn remaining(&self) -> Option<i64> {
        self.planned().map(|planned| planned - seconds(self.elapsed))
    }

    fn json(&self) -> StatusJson {
        let session = &self.playing.session;
        let owned = |words: &str| text(words).map(str::to_owned);
        StatusJson {
            running: true,
            state: Some(session.state),
            skill: Some(self.playing.skill.name.clone()),
            areas: Some(self.areas.clone()),
            drill: self.playing.drill.as_ref().map(|drill| drill.name.clone()),
            mode: Some(session.mode),
            intention: owned(&session.intention),
            criterion: owned(&session.criterion),
            elapsed_seconds: Some(seconds(self.elapsed)),
            remaining_seconds: self.remaining(),
            planned_seconds: self.planned(),
            unresolved_seconds: Some(seconds(self.unresolved)),
            hits: Some(self.tally.hits),
            misses: Some(self.tally.misses),
            started_at: Some(time(session.started)),
            session_id: Some(session.id),
            dial: session.dial.clone(),
            variation: session.variation.clone(),
            context: owned(&session.context),
            ai_use: Some(session.ai_use),
            private: Some(session.private),
            person: self.playing.person.as_ref().map(|person| person.name.clone()),
        }
    }

    /// The value of a placeholder, or none where there is no such placeholder.
    fn placeholder(&self, name: &str) -> Option<String> {
        let session = &self.playing.session;
        Some(match name {
            "skill" => self.playing.skill.name.clone(),
            "drill" => self.playing.drill.as_ref().map(|drill| drill.name.clone()).unwrap_or_default(),
            "areas" => self.areas.join(", "),
            "mode" => session.mode.to_string(),
            "state" => session.state.to_string(),
            "intention" => session.intention.clone(),
            "criterion" => session.criterion.clone(),
            "elapsed" => clock_face(self.elapsed),
            "remaining" => self.remaining().map(|left| clock_face(left * 1000)).unwrap_or_default(),
            "planned" => self.planned().map(|planned| clock_face(planned * 1000)).unwrap_or_default(),
            "hits" => self.tally.hits.to_string(),
            "misses" => self.tally.misses.to_string(),
            _ => return None,
        })
    }

    fn line(&self) -> String {
        let session = &self.playing.session;
        let mut line = format!("{} · {}", self.playing.skill.name, clock_face(self.elapsed));
        if let Some(planned) = self.planned() {
            line.push_str(&format!(" of {}", clock_face(planned * 1000)));
        }
        if session.state == SessionState::Paused {
            line.push_str(" · paused");
        }
        if let Some(drill) = &self.playing.drill {
            line.push_str(&format!(" · {}", drill.name));
        }
        if self.tally.total() > 0 {
            line.push_str(&format!(" · {}", self.tally.shown()));
        }
        if !session.intention.is_empty() {
            line.push_str(&format!(" · “{}”", session.intention));
        }
        line
    }
}

pub(super) fn status(cx: &mut Context, args: &StatusArgs) -> Done {
    if let Some(format) = &args.format {
        filled(format, &|name| KNOWN.contains(&name).then(String::new))?;
    }
    let journal = cx.open_to_read()?;
    let standing = journal.as_ref().map(Standing::of).transpose()?.flatten();
    match (standing, &args.format) {
        (Some(standing), Some(format)) => {
            let line = filled(format, &|name| standing.placeholder(name))?;
            cx.out.line(&line)
        }
        (None, Some(_)) => Ok(()),
        (standing, None) if cx.json => {
            let json = standing.map(|standing| standing.json()).unwrap_or_default();
            cx.out.json(&json)
        }
        (Some(standing), None) => {
            cx.out.line(&standing.line())?;
            say_doubt(cx, &standing);
            Ok(())
        }
        (None, None) => cx.out.line("no session is running"),
    }
}

fn say_doubt(cx: &Context, standing: &Standing) {
    if standing.unresolved > 0 {
        let mut why: Vec<&str> =
            standing.playing.segments.iter().filter_map(|segment| segment.doubt).map(stop::reason).collect();
        why.dedup();
        let why = if why.is_empty() { String::new() } else { format!(": {}", why.join(", ")) };
        cx.tell(&format!("{} are in doubt and not counted{why}", spent(standing.unresolved)));
    }
}

const KNOWN: [&str; 12] = [
    "skill",
    "drill",
    "areas",
    "mode",
    "state",
    "intention",
    "criterion",
    "elapsed",
    "remaining",
    "planned",
    "hits",
    "misses",
];

/// A line with its placeholders filled in; `{{` and `}}` are braces.
fn filled(format: &str, value: &dyn Fn(&str) -> Option<String>) -> Result<String, Failure> {
    let mut line = String::new();
    let mut rest = format;
    while let Some(at) = rest.find(['{', '}']) {
        line.push_str(&rest[..at]);
        let (brace, after) = (&rest[at..=at], &rest[at + 1..]);
        if let Some(after) = after.strip_prefix(brace) {
            line.push_str(brace);
            rest = after;
        } else if let (true, Some((name, after))) = (brace == "{", after.split_once('}')) {
            let value = value(name).ok_or_else(|| unknown(name))?;
            line.push_str(&safe_line(&value));
            rest = after;
        } else {
            return Err(Failure::usage(format!("a lone {brace} in the format: write it twice, or close it")));
        }
    }
    line.push_str(rest);
    Ok(line)
}

fn unknown(name: &str) -> Failure {
    Failure::usage(format!("the format knows no {{{name}}}")).hint(format!("it knows {}", KNOWN.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_and_others_refused() {
        let value = |name: &str| (name == "skill").then(|| "Ear\u{1b}[2J".to_owned());
        assert_eq!(filled("♪ {skill}!", &value).ok().as_deref(), Some("♪ Ear␛[2J!"));
        assert_eq!(filled("{{skill}}", &value).ok().as_deref(), Some("{skill}"));
        for wrong in ["{", "}", "{nothing}", "{skill", "a } b"] {
            assert!(filled(wrong, &value).is_err(), "{wrong}");
        }
    }
}
