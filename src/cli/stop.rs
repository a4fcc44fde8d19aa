//! `etude stop`: ends the session, and asks about doubted time only where somebody is there to answer.

use super::args::{Reflection, StopArgs};
use super::context::Context;
use super::failure::Failure;
use super::{Done, ask, hooks, named};
use crate::domain::change::{Change, Stop};
use crate::domain::display::fit;
use crate::domain::moment::Stamp;
use crate::domain::rep::Tally;
use crate::domain::session::{Doubt, Segment, SegmentKind};
use crate::domain::timer::{ForgottenStop, GapAnswer};
use crate::domain::when::{duration, spent};
use crate::journal::status::Playing;
use crate::journal::{Journal, Outcome};

pub(super) fn stop(cx: &mut Context, args: StopArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let mut stop = plain(cx, &args)?;
    let playing = journal.playing()?;
    // A time or a length that was typed leaves nothing to doubt.
    let open = playing.as_ref().filter(|_| args.at.is_none() && args.length.is_none());
    let doubted = open.map_or(0, |open| open.elapsed(journal.now()).unresolved);
    let forgotten = open.filter(|_| doubted == 0).and_then(|open| open.forgotten(journal.now()));
    let answered = match (&args.gap, forgotten) {
        (Some(gap), _) => by_flag(gap, forgotten, &mut stop)?,
        (None, Some(forgotten)) if may_ask(cx) => ask_about_forgotten(forgotten, &mut stop),
        (None, None) if doubted > 0 && may_ask(cx) => ask_about_doubt(doubted, &mut stop),
        _ => false,
    };
    let outcome = journal.apply(Change::Stop(Box::new(stop)))?;
    let said = say(cx, &mut journal, &outcome, forgotten.filter(|_| !answered));
    // The session is over whether or not anybody reads of it.
    if let Some(playing) = playing {
        hooks::run(cx, "stop", outcome.id, &playing.skill.name);
    }
    said
}

fn may_ask(cx: &Context) -> bool {
    !cx.json && ask::somebody_there()
}

fn plain(cx: &Context, args: &StopArgs) -> Result<Stop, Failure> {
    let Reflection { worked, didnt, next, challenge, skill_level } = &args.reflection;
    Ok(Stop {
        at: cx.moment_if(args.at.as_deref())?,
        gap: None,
        length: args.length,
        challenge: *challenge,
        skill_level: *skill_level,
        worked: worked.clone(),
        didnt: didnt.clone(),
        next_focus: next.clone(),
        context: args.place.clone(),
        with: args.with.as_deref().map(named::person_name),
        saw: args.short.saw.clone(),
        will_copy: args.short.copy.clone(),
        their_question: args.short.question.clone(),
        their_result: args.short.result.clone(),
    })
}

/// `--gap`: on a forgotten stop, trimming goes back to the last sign of life.
fn by_flag(gap: &str, forgotten: Option<ForgottenStop>, stop: &mut Stop) -> Result<bool, Failure> {
    stop.gap = answer(gap).ok();
    if let (Some(GapAnswer::Trim), Some(forgotten)) = (stop.gap, forgotten) {
        let length = forgotten.until_last_sign.ok_or_else(|| {
            Failure::refused("there is no rep, note or mark to trim to")
                .hint("say how long it was: `etude stop --length 25m`")
        })?;
        stop.length = Some(length);
    }
    Ok(true)
}

/// Reads what to do with doubted time.
pub(super) fn answer(typed: &str) -> Result<GapAnswer, Failure> {
    match typed.trim().to_lowercase().as_str() {
        "k" | "keep" => Ok(GapAnswer::Keep),
        "t" | "trim" => Ok(GapAnswer::Trim),
        "d" | "discard" => Ok(GapAnswer::Discard),
        other => duration(other).map(GapAnswer::Length).map_err(|_| {
            Failure::usage(format!("“{}”: type keep, trim, discard or a length such as 25m", fit(typed, 60)))
        }),
    }
}

fn ask_about_doubt(doubted: i64, stop: &mut Stop) -> bool {
    let question = format!(
        "{} are in doubt. [k]eep, [t]rim before it, [d]iscard, or how much of it counts; Enter decides later:",
        spent(doubted)
    );
    stop.gap = ask::ask(&question, |typed| match answer(typed) {
        Ok(GapAnswer::Length(ms)) if ms > doubted => Err(format!("only {} are in doubt", spent(doubted))),
        Ok(answer) => Ok(answer),
        Err(_) => Err("type k, t, d, or a length such as 25m".to_owned()),
    });
    stop.gap.is_some()
}

fn ask_about_forgotten(forgotten: ForgottenStop, stop: &mut Stop) -> bool {
    let ForgottenStop { elapsed, until_last_sign, planned } = forgotten;
    let mut choices = Vec::new();
    choices.extend(until_last_sign.map(|ms| format!("[t]rim to the last mark ({})", spent(ms))));
    choices.extend(planned.map(|ms| format!("to the [p]lan ({})", spent(ms))));
    let question = format!(
        "The clock shows {}. {}{}[k]eep, or type a length:",
        spent(elapsed),
        choices.join(", "),
        if choices.is_empty() { "" } else { ", " }
    );
    let chosen =
        ask::ask(&question, |typed| match (typed.to_lowercase().as_str(), until_last_sign, planned) {
            ("k" | "keep", ..) => Ok(None),
            ("t" | "trim", Some(ms), _) | ("p" | "plan", _, Some(ms)) => Ok(Some(ms)),
            (typed, ..) => match duration(typed) {
                Ok(ms) if ms > 0 => Ok(Some(ms)),
                _ => Err("type one of the letters, or a length such as 25m".to_owned()),
            },
        });
    stop.length = chosen.flatten();
    chosen.is_some()
}

fn say(cx: &mut Context, journal: &mut Journal, outcome: &Outcome, forgotten: Option<ForgottenStop>) -> Done {
    let played = journal.played(outcome.id.unwrap_or_default())?;
    let id = journal.short_id(played.session.id)?;
    let done = cx.did(journal, outcome, &line(&played, journal.now()));
    say_doubt(cx, &played.segments, played.elapsed(journal.now()).unresolved, &id);
    if let Some(forgotten) = forgotten {
        let trim = forgotten.until_last_sign.or(forgotten.planned).unwrap_or(25 * 60_000);
        let since = forgotten
            .until_last_sign
            .map_or(String::new(), |ms| format!(", the last sign of life was at {}", spent(ms)));
        cx.warn(&format!("was the stop forgotten? All {} count{since}", spent(forgotten.elapsed)));
        cx.warn(&format!("hint: to trim it: `etude session edit {id} --length {}m`", (trim / 60_000).max(1)));
    }
    done
}

fn line(played: &Playing, now: Stamp) -> String {
    let mut line = format!("stopped {} · {}", played.skill.name, spent(played.elapsed(now).practised));
    let tally = Tally::of(&played.reps);
    if tally.total() > 0 {
        line.push_str(&format!(" · {}", tally.shown()));
    }
    if !played.session.next_focus.is_empty() {
        line.push_str(&format!(" · next: {}", fit(&played.session.next_focus, 200)));
    }
    line
}

/// Says what is in doubt, why, and what decides on it.
pub(super) fn say_doubt(cx: &Context, segments: &[Segment], unresolved: i64, id: &str) {
    let doubted: Vec<&Segment> =
        segments.iter().filter(|segment| segment.kind == SegmentKind::Unresolved).collect();
    if doubted.is_empty() {
        return;
    }
    let mut why: Vec<&str> = doubted.iter().filter_map(|segment| segment.doubt).map(reason).collect();
    why.dedup();
    cx.warn(&format!("{} are in doubt and not counted: {}", spent(unresolved), why.join(", ")));
    cx.warn(&format!("hint: decide on it: `etude session resolve {id} keep|trim|discard|25m`"));
}

/// Why time is doubted, in words.
pub(super) fn reason(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Suspend => "the machine slept",
        Doubt::Reboot => "the machine was started anew",
        Doubt::ClockStep => "the wall clock was set",
        Doubt::Froze => "the screen that showed it froze or died",
        Doubt::Undone => "a stop was undone",
    }
}

/// The session that is open, or the sentence that none is.
pub(super) fn playing(journal: &Journal) -> Result<Playing, Failure> {
    journal.playing()?.ok_or_else(no_session)
}

/// Nothing is open.
pub(super) fn no_session() -> Failure {
    Failure::refused("no session is running")
        .hint("start one: `etude start SKILL`, or write one down: `etude log`")
}
