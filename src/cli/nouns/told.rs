//! What a noun tells and takes besides its fields, and what is read beside the records that are told.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use clap::{ArgMatches, Command, Subcommand};
use serde_json::Value as Json;

use crate::cli::Done;
use crate::cli::args::{name_row, parent_row};
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::Out;
use crate::domain::calendar::Day;
use crate::domain::change::With;
use crate::domain::field::{Kind, Row};
use crate::domain::id::Id;
use crate::domain::noun::{Declared, Noun, Ref};
use crate::domain::when::Vantage;
use crate::journal::find::Among;
use crate::journal::read::{Overview, PlanLine};
use crate::journal::{Error, Journal, Result};

/// What a noun tells and takes besides its fields.
pub(in crate::cli) trait Told: Declared {
    /// What its verb is about, in a line of the help; a noun without it has no verb of its own.
    const ABOUT: &'static str = "";
    /// What there is to say more.
    const ABOUT_MORE: &'static str = "";
    /// The columns of its list; where none are said, its name, what it belongs to, and the fields that lists show.
    const TITLES: &'static [&'static str] = &[];
    /// One of it, in the help; its word with an article unless said.
    const ONE: &'static str = "";
    /// The verbs that it has of those that every noun has; all unless said.
    const VERBS: Option<&'static [&'static str]> = None;
    /// The verbs that only this noun has.
    type Own: Subcommand;

    /// Adds what one of its verbs takes besides.
    fn args(_verb: &str, command: Command) -> Command {
        command
    }
    /// Whether a field is an option of a verb.
    fn takes(_verb: &str, _row: &Row) -> bool {
        true
    }
    /// What a record is linked to besides its fields, as typed; a name may say it, too.
    fn with(
        _cx: &Context,
        _journal: &mut Journal,
        _record: &mut Self,
        _typed: &ArgMatches,
    ) -> std::result::Result<With, Failure> {
        Ok(With::default())
    }
    /// What is said once it is stored.
    fn stored(_cx: &Context, _journal: &Journal, _record: &Self, _with: &With) -> Done {
        Ok(())
    }
    /// The records of a list in their order.
    fn pick(look: &Look<'_>, typed: &ArgMatches) -> std::result::Result<Vec<Self>, Failure> {
        Ok(listed(look, typed)?)
    }
    /// A row of its list.
    fn cells(look: &Look<'_>, record: &Self) -> Result<Vec<String>> {
        let mut cells = vec![record.called()];
        cells.extend(record.parent().map(|parent| look.name(parent)).transpose()?);
        let listed = Self::FIELDS.iter().filter(|field| field.row.listed && field.row.kind != Kind::Name);
        cells.extend(listed.map(|field| (field.shown)(record)));
        Ok(cells)
    }
    /// What programs are told besides; `whole` is for one record alone.
    fn more(_look: &Look<'_>, _record: &Self, _whole: bool) -> Result<Vec<(&'static str, Json)>> {
        Ok(Vec::new())
    }
    /// What a field is called where a record is shown; empty is not shown.
    fn label(_record: &Self, row: &Row) -> String {
        row.label.to_lowercase()
    }
    /// What people are told below the fields.
    fn below(_look: &Look<'_>, _record: &Self, _out: &mut Out) -> Done {
        Ok(())
    }
    /// How a record is headed.
    fn heading(look: &Look<'_>, record: &Self) -> Result<String> {
        let parent = record.parent().map(|parent| Ok::<_, Error>(format!(" · {}", look.name(parent)?)));
        Ok(format!("{}{}", record.called(), parent.transpose()?.unwrap_or_default()))
    }
    /// Does what a verb of its own says.
    fn own(_cx: &mut Context, _verb: Self::Own) -> Done {
        Ok(())
    }
}

/// What is read beside the records that are told.
pub(in crate::cli) struct Look<'a> {
    pub(in crate::cli) journal: &'a Journal,
    pub(in crate::cli) vantage: Vantage<'a>,
    names: RefCell<HashMap<Ref, String>>,
    overview: OnceCell<Overview>,
    plans: OnceCell<Vec<PlanLine>>,
}

impl<'a> Look<'a> {
    pub(in crate::cli) fn at(journal: &'a Journal, vantage: Vantage<'a>) -> Look<'a> {
        Look {
            journal,
            vantage,
            names: RefCell::default(),
            overview: OnceCell::new(),
            plans: OnceCell::new(),
        }
    }

    /// What a record is called, read once.
    pub(in crate::cli) fn name(&self, of: Ref) -> Result<String> {
        if let Some(known) = self.names.borrow().get(&of) {
            return Ok(known.clone());
        }
        let name = self.journal.any(of)?.called();
        self.names.borrow_mut().insert(of, name.clone());
        Ok(name)
    }

    /// The end of a record's id by which it is shown.
    pub(in crate::cli) fn short<N: Declared>(&self, record: &N) -> Result<String> {
        self.journal.short(N::NAME, Declared::id(record))
    }

    /// What a record is called that is linked, or nothing.
    pub(in crate::cli) fn name_of<N: Declared>(&self, id: Option<Id>) -> Result<String> {
        Ok(id.map(|id| self.name(Ref::to::<N>(id))).transpose()?.unwrap_or_default())
    }

    /// Areas and skills, read once.
    pub(in crate::cli) fn overview(&self) -> Result<&Overview> {
        once(&self.overview, || self.journal.overview())
    }

    /// Every plan, read once.
    pub(in crate::cli) fn plans(&self) -> Result<&[PlanLine]> {
        once(&self.plans, || self.journal.plans()).map(Vec::as_slice)
    }

    /// The day it is.
    pub(in crate::cli) fn today(&self) -> Day {
        self.vantage.today()
    }
}

fn once<T>(kept: &OnceCell<T>, read: impl FnOnce() -> Result<T>) -> Result<&T> {
    if let Some(known) = kept.get() {
        return Ok(known);
    }
    let new = read()?;
    Ok(kept.get_or_init(|| new))
}

pub(in crate::cli) fn word<'t>(typed: &'t ArgMatches, name: &str) -> Option<&'t str> {
    typed.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}

pub(in crate::cli) fn flag(typed: &ArgMatches, name: &str) -> bool {
    matches!(typed.try_get_one::<bool>(name), Ok(Some(true)))
}

pub(in crate::cli) fn many(typed: &ArgMatches, name: &str) -> Vec<String> {
    typed.try_get_many::<String>(name).ok().flatten().map(|all| all.cloned().collect()).unwrap_or_default()
}

/// The records a list shows, in its order: of what belongs to skills, by those in use or the one that is named.
pub(in crate::cli) fn listed<N: Told>(look: &Look<'_>, typed: &ArgMatches) -> Result<Vec<N>> {
    let (all, archived) = (flag(typed, "all"), flag(typed, "archived"));
    let mut found: Vec<N> = look.journal.every()?;
    found.retain(|record| all || record.archived().is_some() == archived);
    let Some(row) = parent_row(N::NOUN) else {
        found.sort_by_key(|record| (record.archived().is_some(), record.called().to_lowercase()));
        return Ok(found);
    };
    if name_row(N::NOUN).is_none() {
        return Ok(found);
    }
    // In the order of the overview, where they belong to an area or a skill of it.
    let parents: Vec<Id> = match (word(typed, row.key), row.kind) {
        (Some(name), Kind::Link(parent)) => {
            vec![look.journal.find(parent, name, Among::InUse, None)?.is().id]
        }
        (_, Kind::Link(Noun::Area)) => {
            let areas = look.overview()?.areas.iter();
            areas.filter(|area| area.archived.is_none()).map(|area| area.id).collect()
        }
        _ => {
            let skills = look.overview()?.skills.iter().map(|line| &line.skill);
            skills.filter(|skill| skill.archived.is_none()).map(|skill| skill.id).collect()
        }
    };
    let place = |record: &N| {
        let of = record.parent().map(|parent| parent.id);
        parents.iter().position(|parent| Some(*parent) == of)
    };
    found.retain(|record| place(record).is_some());
    found.sort_by_key(|record| (place(record), record.archived().is_some(), Declared::id(record)));
    Ok(found)
}
