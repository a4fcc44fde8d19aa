//! `etude observe`, `observations`, `observation`: masters watched outside a session.

use serde::Serialize;

use super::args::{ObservationFacts, ObservationVerb, ObservationsArgs, ObserveArgs};
use super::context::Context;
use super::edit::put;
use super::failure::Failure;
use super::output::Table;
use super::{Done, json, named, subject};
use crate::domain::calendar::Day;
use crate::domain::change::Change;
use crate::domain::evidence::Observation;
use crate::domain::id::Id;
use crate::domain::person::Person;
use crate::domain::stage::Subject;
use crate::domain::when::hour_minute;
use crate::journal::find::Among;
use crate::journal::read::Overview;
use crate::journal::{Error, Journal};

pub(super) fn observe(cx: &mut Context, args: &ObserveArgs) -> Done {
    let mut journal = cx.open_existing()?;
    let mut observation = Observation::of(journal.find_skill(&args.skill, Among::InUse)?.id);
    take(cx, &args.facts, &mut observation)?;
    let whom = args.facts.whom.as_deref().map(named::person_name);
    let copies = !observation.will_copy.trim().is_empty();
    cx.change(&mut journal, Change::AddObservation { observation: Box::new(observation), whom })?;
    if !copies {
        cx.tell("it counts on a ladder once it says what you will copy: --copy");
    }
    Ok(())
}

pub(super) fn run(cx: &mut Context, verb: ObservationVerb) -> Done {
    match verb {
        ObservationVerb::Show { id } => show(cx, &id),
        ObservationVerb::Edit { id, facts, public } => {
            let mut journal = cx.open_existing()?;
            let before = journal.observation(journal.find_observation(&id)?)?;
            let mut observation = before.clone();
            take(cx, &facts, &mut observation)?;
            observation.private &= !public;
            let whom = facts.whom.as_deref().map(named::person_name);
            if observation == before && whom.is_none() {
                return Err(Failure::usage("nothing to change")
                    .hint("`etude observation edit --help` lists what can be said"));
            }
            cx.change(&mut journal, Change::EditObservation { observation: Box::new(observation), whom })
        }
        ObservationVerb::Delete { id, .. } => {
            let mut journal = cx.open_existing()?;
            let id = journal.find_observation(&id)?;
            cx.change(&mut journal, Change::DeleteObservation(id))?;
            cx.tell("`etude undo` brings it back");
            Ok(())
        }
    }
}

fn take(cx: &Context, facts: &ObservationFacts, observation: &mut Observation) -> Done {
    put(facts.saw.as_ref(), &mut observation.saw);
    put(facts.copy.as_ref(), &mut observation.will_copy);
    observation.private |= facts.private;
    observation.at = cx.moment_if(facts.at.as_deref())?.unwrap_or(observation.at);
    Ok(())
}

#[derive(Debug, Serialize)]
struct ObservationJson<'a> {
    id: Id,
    skill: Option<&'a str>,
    skill_id: Id,
    at: String,
    day: Day,
    whom: Option<&'a str>,
    person_id: Option<Id>,
    saw: Option<&'a str>,
    will_copy: Option<&'a str>,
    private: bool,
    created_at: String,
}

fn observation_json<'a>(
    observation: &'a Observation,
    overview: &'a Overview,
    people: &'a [Person],
) -> ObservationJson<'a> {
    ObservationJson {
        id: observation.id,
        skill: subject::name_in(overview, Subject::Skill(observation.skill)),
        skill_id: observation.skill,
        at: json::time(observation.at),
        day: observation.day,
        whom: whom(observation, people),
        person_id: observation.person,
        saw: json::text(&observation.saw),
        will_copy: json::text(&observation.will_copy),
        private: observation.private,
        created_at: json::time(observation.created),
    }
}

fn whom<'a>(observation: &Observation, people: &'a [Person]) -> Option<&'a str> {
    let person = people.iter().find(|person| Some(person.id) == observation.person);
    person.map(|person| person.name.as_str())
}

pub(super) fn list(cx: &mut Context, args: &ObservationsArgs) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let mut all = match &args.skill {
        Some(name) => journal.observations(named::any_skill(&journal, name)?.id)?,
        None => journal.all_observations()?,
    };
    all.truncate(args.limit.unwrap_or(usize::MAX));
    let (overview, people) = (journal.overview()?, journal.people()?);
    if cx.json {
        return cx.out.json_all(all.iter().map(|one| observation_json(one, &overview, &people)));
    }
    let mut table = Table::new(&["id", "day", "skill", "whom", "saw", "will copy"]);
    for one in all {
        let skill = subject::name_in(&overview, Subject::Skill(one.skill)).unwrap_or_default().to_owned();
        let whom = whom(&one, &people).unwrap_or_default().to_owned();
        let id = short(&journal, &one)?;
        table.row(&mut cx.out, vec![id, one.day.to_string(), skill, whom, one.saw, one.will_copy])?;
    }
    table.end(&mut cx.out)
}

fn short(journal: &Journal, observation: &Observation) -> Result<String, Error> {
    journal.short_observation_id(observation.id)
}

fn show(cx: &mut Context, typed: &str) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Error::not_found("there is no observation yet").into());
    };
    let observation = journal.observation(journal.find_observation(typed)?)?;
    let (overview, people) = (journal.overview()?, journal.people()?);
    if cx.json {
        return cx.out.json(&observation_json(&observation, &overview, &people));
    }
    let skill = subject::name_in(&overview, Subject::Skill(observation.skill)).unwrap_or_default();
    let (id, at) = (short(&journal, &observation)?, hour_minute(observation.at));
    cx.out.heading(&format!("{skill} · {} {at} · {id}", observation.day))?;
    cx.out.pair("whom", whom(&observation, &people).unwrap_or_default())?;
    cx.out.pair("saw", &observation.saw)?;
    cx.out.pair("will copy", &observation.will_copy)?;
    cx.out.pair("private", if observation.private { "yes" } else { "" })
}
