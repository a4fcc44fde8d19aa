//! `etude start`: the start card filled in from last time, then what was typed, then the clock runs.

use super::args::StartArgs;
use super::context::Context;
use super::failure::Failure;
use super::named::Meant;
use super::today::action_words;
use super::{Done, facts, hooks, named};
use crate::domain::change::{Change, Start};
use crate::domain::display::fit;
use crate::domain::id::Id;
use crate::domain::session::{Session, Timer};
use crate::domain::when::{duration, hour_minute, spent};
use crate::journal::status::Open;
use crate::journal::{Journal, Outcome};

/// So many actions of the skill are named at its start.
const TO_ACT_ON: i64 = 3;

pub(super) fn start(cx: &mut Context, args: StartArgs) -> Done {
    let mut journal = cx.open_or_make(args.create, args.skill.as_deref(), &args.area)?;
    let at = cx.moment_if(args.at.as_deref())?;
    let open = journal.open_session()?;
    refuse_second(open.as_ref(), args.switch)?;
    let (skill, new_skill) = match skill_of(&journal, &args)? {
        Meant::Known(skill) => (Some(skill), None),
        Meant::New(new) => (None, Some(new)),
    };
    let (session, with) = session(&journal, skill, &args)?;
    let start = Start { session, at, switch: args.switch, no_probe: args.no_probe, new_skill, with };
    let outcome = journal.apply(Change::Start(Box::new(start)))?;
    say(cx, &mut journal, &outcome, open)
}

/// Refused before anything is made for it; a start that is beaten to it is refused by the journal with the same words.
fn refuse_second(open: Option<&Open>, switch: bool) -> Done {
    match open {
        Some(open) if !switch => {
            Err(Failure::refused(format!("{} is {} already", open.skill.name, open.session.state))
                .hint("`etude stop` ends it; `--switch` ends it and starts the new one"))
        }
        _ => Ok(()),
    }
}

fn skill_of(journal: &Journal, args: &StartArgs) -> Result<Meant, Failure> {
    if let Some(typed) = &args.skill {
        return named::skill(journal, typed, args.create, &args.area);
    }
    journal.next_skill(None)?.map(Meant::Known).ok_or_else(|| {
        Failure::refused("there is no skill to practise yet")
            .hint("make one: `etude start 'Guide tones' --create --area 'Jazz piano'`")
    })
}

/// The session as it would start, and whom it is with.
fn session(
    journal: &Journal,
    skill: Option<Id>,
    args: &StartArgs,
) -> Result<(Session, Option<String>), Failure> {
    let mut card = match skill {
        Some(skill) => journal.start_card(skill)?,
        None => journal.start_card_for_new(),
    };
    if let Some(typed) = &args.facts.drill {
        let drill = named::drill_of(journal, card.skill.id, typed)?;
        card.choose_drill(drill);
    }
    let mut session = card.session;
    let with = facts::take(&args.facts, &mut session);
    if let Some(planned) = args.minutes {
        session.planned_seconds = (planned > 0).then_some(planned / 1000);
    }
    take_timer(args, &mut session)?;
    Ok((session, with))
}

fn take_timer(args: &StartArgs, session: &mut Session) -> Done {
    if args.count_up {
        session.timer = Timer::CountUp;
    }
    if args.countdown {
        session.timer = Timer::Countdown;
        if session.planned_seconds.is_none() {
            return Err(Failure::usage("a countdown needs a planned length").hint("say how long: -m 25"));
        }
    }
    if let Some(typed) = &args.intervals {
        let (work, pause) = intervals(typed)?;
        session.timer = Timer::Intervals;
        (session.work_seconds, session.pause_seconds) = (Some(work), Some(pause));
    }
    Ok(())
}

/// Seconds of work and pause from `12/1`.
fn intervals(typed: &str) -> Result<(i64, i64), Failure> {
    let wrong = || Failure::usage("intervals are work and pause, such as 12/1 or 50m/10m");
    let (work, pause) = typed.split_once('/').ok_or_else(wrong)?;
    let (work, pause) = (duration(work)? / 1000, duration(pause)? / 1000);
    if work > 0 { Ok((work, pause)) } else { Err(wrong()) }
}

fn say(cx: &mut Context, journal: &mut Journal, outcome: &Outcome, before: Option<Open>) -> Done {
    let Some(playing) = journal.open_session()?.filter(|playing| Some(playing.session.id) == outcome.id)
    else {
        // Another process was quick to end it; what was done was done.
        return cx.did(journal, outcome, &outcome.label);
    };
    let line = line(&playing, cx.calendar().0.at);
    let done = cx.did(journal, outcome, &line);
    if let Some(closed) = before {
        cx.tell(&format!("{} was ended", closed.skill.name));
        hooks::run(cx, "stop", Some(closed.session.id), &closed.skill.name);
    }
    if playing.session.probe_reps > 0 {
        cx.tell(&format!(
            "the first {} reps are the cold probe: no warm-up, no advice (`etude set probe=off` leaves it out)",
            playing.session.probe_reps
        ));
    }
    for open in journal.to_act_on(Some(playing.skill.id), TO_ACT_ON)? {
        cx.tell(&format!("to act on: {}", action_words(&open, cx.today())));
    }
    hooks::run(cx, "start", outcome.id, &playing.skill.name);
    done
}

fn line(playing: &Open, now: i64) -> String {
    let session = &playing.session;
    let mut line = format!("started {}", playing.skill.name);
    if now - session.started.at >= 60_000 {
        line.push_str(&format!(" at {}", hour_minute(session.started)));
    }
    if let Some(drill) = &playing.drill {
        line.push_str(&format!(" · {}", drill.name));
    }
    if let Some(planned) = session.planned_seconds {
        line.push_str(&format!(" · {} planned", spent(planned * 1000)));
    }
    if !session.intention.is_empty() {
        line.push_str(&format!(" · “{}”", fit(&session.intention, 200)));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_work_and_pause() {
        assert_eq!(intervals("12/1").ok(), Some((720, 60)));
        assert_eq!(intervals("50m/0").ok(), Some((3000, 0)));
        for wrong in ["12", "0/1", "a/b", "12/1/1", ""] {
            assert!(intervals(wrong).is_err(), "{wrong}");
        }
    }
}
