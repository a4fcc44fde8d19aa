//! `etude ladder use`: an area on a ladder, its skills new or mapped onto those there are.

use std::path::Path;

use crate::cli::args::UseLadderArgs;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::{Done, named};
use crate::domain::area::Area;
use crate::domain::change::Change;
use crate::domain::id::Id;
use crate::domain::ladder::{Ladder, LadderTemplate};
use crate::domain::naming::{self, Match, fold};
use crate::domain::skill::Skill;
use crate::journal::error::Kind;
use crate::journal::find::Among;
use crate::journal::{Error, Journal};
use crate::ladders::{self, Known};

pub(super) fn adopt(cx: &mut Context, args: &UseLadderArgs) -> Done {
    let known = meant(cx, &args.ladder)?;
    if args.dry_run {
        let journal = cx.open_to_read()?;
        let template = compose(journal.as_ref(), args, &known)?;
        return cx.out.line(&will_do(journal.as_ref(), &known, &template)?);
    }
    // Without a journal yet, one is made; what names something in it finds nothing then.
    let mut journal = match args.map.is_empty() && (args.area.is_none() || args.create) {
        true => cx.open()?,
        false => cx.open_existing()?,
    };
    let template = compose(Some(&journal), args, &known)?;
    let told = will_do(Some(&journal), &known, &template)?;
    let outcome = journal.apply(Change::AdoptLadder(Box::new(template)))?;
    cx.tell(&told);
    let line = outcome.label.clone();
    cx.did(&mut journal, &outcome, &line)
}

/// A file, where one is named as files are; else a ladder at hand.
fn meant(cx: &Context, typed: &str) -> Result<Known, Failure> {
    let path = Path::new(typed);
    if !super::is_file(path) {
        return super::find(cx, typed);
    }
    ladders::read(path).map_err(|broken| {
        let missing = !path.exists();
        let error =
            if missing { Error::not_found(broken.to_string()) } else { Error::refused(broken.to_string()) };
        Failure::Journal(error)
    })
}

/// What is adopted: the items that are meant, on the area that is meant, mapped as was said and as it is already.
fn compose(
    journal: Option<&Journal>,
    args: &UseLadderArgs,
    known: &Known,
) -> Result<LadderTemplate, Failure> {
    let mut template = known.template();
    let items: Vec<String> =
        args.skills.iter().map(|typed| item(&known.ladder, typed)).collect::<Result<_, _>>()?;
    if !items.is_empty() {
        template.skills.retain(|new| new.skill.ladder_item.as_ref().is_some_and(|id| items.contains(id)));
    }
    let area = place(journal, args, &mut template)?;
    template.mapping.area = area.as_ref().map(|area| area.id);
    let Some(journal) = journal else { return Ok(template) };
    template.mapping.skills = mapped(journal, args, known, &items)?;
    if let Some(area) = &area {
        stay_on(journal, &mut template, area)?;
    }
    Ok(template)
}

/// The area that is there; or none, and the template names the new one.
fn place(
    journal: Option<&Journal>,
    args: &UseLadderArgs,
    template: &mut LadderTemplate,
) -> Result<Option<Area>, Failure> {
    let typed = args.area.as_deref();
    let found = match (journal, typed) {
        (None, _) => Err(Error::not_found("there is no journal yet")),
        (Some(journal), Some(typed)) => journal.find_area(typed, Among::InUse),
        // The very name only: a ladder is put on what is there where that is said, or cannot be otherwise.
        (Some(journal), None) => {
            let same = journal.find_area(&template.area.name, Among::InUse);
            same.and_then(|area| match fold(&area.name) == fold(&template.area.name) {
                true if area.ladder == template.area.ladder => Ok(area),
                true => Err(Error::refused(format!("there is an area {} already", area.name))
                    .hint(format!("--area '{}' puts it on the ladder", area.name))),
                false => Err(Error::not_found("another")),
            })
        }
    };
    let may_be_new = typed.is_none() || args.create;
    match found {
        Ok(area) if !args.create || typed.is_some_and(|typed| fold(&area.name) == fold(typed)) => {
            Ok(Some(area))
        }
        Ok(_) => new_area(typed, template),
        Err(error) if may_be_new && matches!(error.kind, Kind::NotFound | Kind::Usage) => {
            new_area(typed, template)
        }
        Err(error) if error.kind == Kind::NotFound => Err(error.hint("--create makes it").into()),
        Err(error) => Err(error.into()),
    }
}

fn new_area(typed: Option<&str>, template: &mut LadderTemplate) -> Result<Option<Area>, Failure> {
    if let Some(name) = typed {
        name.clone_into(&mut template.area.name);
    }
    Ok(None)
}

/// The item of the ladder that its id or title, or a clear beginning of one, stands for.
fn item(ladder: &Ladder, typed: &str) -> Result<String, Failure> {
    let by = |name: fn(&crate::domain::ladder::LadderSkill) -> &str| {
        let all: Vec<(&str, &str)> = ladder.skills.iter().map(|it| (it.id.as_str(), name(it))).collect();
        naming::pick(typed, &all)
    };
    let found = match by(|skill| &skill.id) {
        Match::None { .. } => by(|skill| &skill.title),
        found => found,
    };
    match found {
        Match::One(id) => Ok(id.to_owned()),
        Match::Many(several) => {
            Err(Failure::usage(format!("“{typed}” could be several items of the ladder"))
                .hint(format!("which one? {}", several.join(", "))))
        }
        Match::None { .. } => {
            let all: Vec<&str> = ladder.skills.iter().map(|skill| skill.id.as_str()).collect();
            let error = Error::not_found(format!("{} has no item “{typed}”", ladder.title));
            Err(Failure::Journal(error.hint(format!("there are {}", all.join(", ")))))
        }
    }
}

/// What was said with `--map`.
fn mapped(
    journal: &Journal,
    args: &UseLadderArgs,
    known: &Known,
    items: &[String],
) -> Result<Vec<(String, Id)>, Failure> {
    let mut mapped: Vec<(String, Id)> = Vec::new();
    for pair in &args.map {
        let (typed, skill) = pair.split_once('=').ok_or_else(|| {
            Failure::usage(format!("“{pair}” maps nothing"))
                .hint("type an item and a skill: --map pitch='Hit the note'")
        })?;
        let item = item(&known.ladder, typed.trim())?;
        let skill = journal.find_skill(skill.trim(), Among::InUse)?;
        if !items.is_empty() && !items.contains(&item) {
            return Err(Failure::usage(format!("{item} is mapped and not among --skills")));
        }
        if mapped.iter().any(|(known, id)| *known == item || *id == skill.id) {
            return Err(Failure::usage(format!("{item}={} is mapped twice", skill.name))
                .hint("an item is one skill, and a skill is one item"));
        }
        mapped.push((item, skill.id));
    }
    Ok(mapped)
}

/// What of the area is on the ladder already stays; a skill that only has the name of an item has to be mapped.
fn stay_on(journal: &Journal, template: &mut LadderTemplate, area: &Area) -> Result<(), Failure> {
    let overview = journal.overview()?;
    let own: Vec<&Skill> = overview.of_area(area.id).map(|line| &line.skill).collect();
    for new in &template.skills {
        let item = new.skill.ladder_item.clone().unwrap_or_default();
        if template.mapping.skills.iter().any(|(known, _)| *known == item) {
            continue;
        }
        let on =
            |skill: &&&Skill| skill.ladder == new.skill.ladder && skill.ladder_item == new.skill.ladder_item;
        if let Some(there) = own.iter().find(on) {
            template.mapping.skills.push((item, there.id));
        } else if own
            .iter()
            .any(|skill| skill.archived.is_none() && fold(&skill.name) == fold(&new.skill.name))
        {
            return Err(Failure::refused(format!("{} has a skill {} already", area.name, new.skill.name))
                .hint(format!("--map {item}='{}' puts it on the ladder", new.skill.name)));
        }
    }
    Ok(())
}

/// What will be done, in one line.
fn will_do(journal: Option<&Journal>, known: &Known, template: &LadderTemplate) -> Result<String, Failure> {
    let Ladder { id, version, .. } = &*known.ladder;
    let place = match template.mapping.area {
        Some(area) => {
            let areas = journal.map(Journal::overview).transpose()?.unwrap_or_default().areas;
            areas.into_iter().find(|known| known.id == area).map(|area| area.name).unwrap_or_default()
        }
        None => format!("new area {}", template.area.name),
    };
    let mapped: Vec<&str> = template.mapping.skills.iter().map(|(item, _)| item.as_str()).collect();
    let made = template.skills.len().saturating_sub(mapped.len());
    let new = template
        .skills
        .iter()
        .filter(|it| it.skill.ladder_item.as_deref().is_none_or(|item| !mapped.contains(&item)));
    let drills: usize = new.map(|skill| skill.drills.len()).sum();
    let beside = match mapped.as_slice() {
        [] => String::new(),
        mapped => format!(", mapped {}", mapped.join(", ")),
    };
    Ok(format!(
        "{id} {version} on {place}: {} and {} to make{beside}",
        named::counted(made, "skill"),
        named::counted(drills, "drill")
    ))
}
