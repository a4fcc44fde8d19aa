//! What a change does with a record of any noun: added, edited, put away, brought back, removed, made one with another. What
//! is special about a noun stands in a file of its own.

mod action;
mod area;
mod drill;
pub(super) mod entry;
pub(super) mod evidence;
mod measure;
pub(super) mod person;
pub(super) mod plan;
pub(super) mod skill;
mod statement;
mod theme;

use super::check;
use super::error::{Error, Result};
use super::work::{Done, Work};
use crate::domain::change::With;
use crate::domain::field::Kind;
use crate::domain::id::Id;
use crate::domain::noun::{Declared, Noun, Ref};
use crate::domain::nouns::of_noun;
use crate::domain::person::Role;
use crate::domain::when::{DateOrder, Vantage};
use crate::store::record;

/// What is special about a noun; every part has a usual answer.
pub(super) trait Rules: Declared {
    /// Completes a record and says what is wrong with it, besides what its fields say themselves. `before` is what is stored; a
    /// new record was blank before.
    fn check(_work: &Work<'_>, _record: &mut Self, _before: &Self) -> Result<()> {
        Ok(())
    }

    /// Refuses a name that another record in use has: one beside it, that belongs to the same.
    fn refuse_twin(work: &Work<'_>, record: &Self, _with: &With) -> Result<()> {
        let name = record.called();
        let twin = |other: &Self| {
            Declared::id(other) != Declared::id(record)
                && other.archived().is_none()
                && check::same_name(&other.called(), &name)
        };
        if name.is_empty() || !record::siblings(work.conn, record)?.iter().any(twin) {
            return Ok(());
        }
        let place = record.parent().map(|parent| format!(" for that {}", parent.noun)).unwrap_or_default();
        Err(Error::refused(format!("there is {} {name}{place} already", check::one(Self::NAME))))
    }

    /// What somebody new is to me who is named with it.
    fn role(_record: &Self) -> Role {
        Role::Peer
    }

    /// Links what goes with a stored record.
    fn link(_work: &mut Work<'_>, _record: &Self, _with: &With) -> Result<()> {
        Ok(())
    }

    /// Refuses to put a record away.
    fn refuse_archive(_work: &Work<'_>, _record: &Self) -> Result<()> {
        Ok(())
    }

    /// Refuses to remove a record.
    fn refuse_delete(_work: &Work<'_>, _record: &Self) -> Result<()> {
        Ok(())
    }

    /// What a record is called in the words of undo.
    fn told(_work: &Work<'_>, record: &Self) -> Result<String> {
        Ok(format!("{} {}", Self::NAME, record.called()))
    }

    /// The words of undo for a new record.
    fn told_new(work: &Work<'_>, record: &Self) -> Result<String> {
        Ok(format!("add {}", Self::told(work, record)?))
    }

    /// The words of undo for an edited record.
    fn told_edit(work: &Work<'_>, before: &Self, record: &Self) -> Result<String> {
        match before.called() == record.called() {
            true => Ok(format!("edit {}", Self::told(work, record)?)),
            false => Ok(format!("rename {} to {}", Self::told(work, before)?, record.called())),
        }
    }

    /// Removes a record, with what belongs to it.
    fn delete(work: &mut Work<'_>, record: Self) -> Result<Done> {
        if Self::ARCHIVED {
            return Err(Error::usage(format!("{} is put away, not deleted", check::one(Self::NAME))));
        }
        Self::refuse_delete(work, &record)?;
        let label = format!("delete {}", Self::told(work, &record)?);
        work.delete::<Self>(Declared::id(&record))?;
        Ok(Done { label, id: None })
    }

    /// Makes one record of two.
    fn merge(_work: &mut Work<'_>, _from: Id, _into: Id) -> Result<Done> {
        Err(Error::usage(format!("{} cannot be merged", check::one(Self::NAME))))
    }
}

pub(super) fn add<N: Rules>(work: &mut Work<'_>, mut record: N, with: &With) -> Result<Done> {
    record.make_new(Id::default(), work.now.wall);
    name_person(work, &mut record, with)?;
    settle(work, &mut record, &N::blank(), with)?;
    record.make_new(work.fresh_id(), work.now.wall);
    work.insert(&record)?;
    N::link(work, &record, with)?;
    Ok(Done::to(Declared::id(&record), N::told_new(work, &record)?))
}

pub(super) fn edit<N: Rules>(work: &mut Work<'_>, mut record: N, with: &With) -> Result<Done> {
    let before: N = work.get(Declared::id(&record))?;
    name_person(work, &mut record, with)?;
    settle(work, &mut record, &before, with)?;
    work.update(&record)?;
    N::link(work, &record, with)?;
    Ok(Done::to(Declared::id(&record), N::told_edit(work, &before, &record)?))
}

/// Finds or makes whoever was typed with a record.
fn name_person<N: Rules>(work: &mut Work<'_>, record: &mut N, with: &With) -> Result<()> {
    let Some(field) = N::FIELDS.iter().find(|field| field.row.kind == Kind::Link(Noun::Person)) else {
        return Ok(());
    };
    let was = (field.typed)(record).parse().ok().map(Id).filter(|id| *id != Id::default());
    let person = person::typed(work, with.person.as_deref(), was, N::role(record))?;
    if person.is_none() && !field.row.optional {
        return Err(Error::usage(format!("{} needs a person: who is it?", check::one(N::NAME))));
    }
    let look = Vantage { now: work.now.wall, calendar: work.calendar, date_order: DateOrder::Ymd };
    let id = person.map(|id| id.0.to_string()).unwrap_or_default();
    Ok((field.read)(record, &id, &look)?)
}

/// Puts a record into the shape it is kept in, or says why it cannot be kept.
fn settle<N: Rules>(work: &Work<'_>, record: &mut N, before: &N, with: &With) -> Result<()> {
    for field in N::FIELDS {
        if let (Kind::Link(noun), Ok(id)) = (field.row.kind, (field.typed)(record).parse::<i64>()) {
            of_noun!(noun, M => work.get::<M>(Id(id)).map(drop))?;
        }
        (field.check)(record)?;
    }
    N::check(work, record, before)?;
    match record.archived() {
        None => N::refuse_twin(work, record, with),
        Some(_) => Ok(()),
    }
}

/// How a sentence begins that is about one record.
fn one<N: Declared>(record: &N) -> String {
    let name = record.called();
    if name.is_empty() { format!("that {}", N::NAME) } else { name }
}

pub(super) fn archive<N: Rules>(work: &mut Work<'_>, id: Id) -> Result<Done> {
    if !N::ARCHIVED {
        return Err(Error::usage(format!("{} is not put away", check::one(N::NAME))));
    }
    let mut record: N = work.get(id)?;
    N::refuse_archive(work, &record)?;
    if record.archived().is_some() {
        return Err(Error::refused(format!("{} is archived already", one(&record))));
    }
    record.set_archived(Some(work.now.wall.at));
    work.update(&record)?;
    Ok(Done::to(id, format!("archive {}", N::told(work, &record)?)))
}

/// Brings an archived record back, if it may stand among those in use again.
pub(super) fn restore<N: Rules>(work: &mut Work<'_>, id: Id) -> Result<Done> {
    let stored: N = work.get(id)?;
    if stored.archived().is_none() {
        return Err(Error::refused(format!("{} is not archived", one(&stored))));
    }
    let mut record = stored.clone();
    record.set_archived(None);
    settle(work, &mut record, &stored, &With::default())?;
    work.update(&record)?;
    Ok(Done::to(id, format!("restore {}", N::told(work, &record)?)))
}

pub(super) fn delete(work: &mut Work<'_>, of: Ref) -> Result<Done> {
    of_noun!(of.noun, N => {
        let record: N = work.get(of.id)?;
        N::delete(work, record)
    })
}

/// Whatever of the register is linked to one record is linked to another.
fn link_anew(work: &Work<'_>, from: Ref, into: Id) -> Result<()> {
    let look = Vantage { now: work.now.wall, calendar: work.calendar, date_order: DateOrder::Ymd };
    for noun in Noun::ALL {
        of_noun!(noun, N => for field in N::FIELDS.iter().filter(|field| field.row.kind == Kind::Link(from.noun)) {
            for mut record in record::linked::<N>(work.conn, &field.row, from.id)? {
                (field.read)(&mut record, &into.0.to_string(), &look)?;
                work.update(&record)?;
            }
        });
    }
    Ok(())
}

pub(super) fn merge<N: Rules>(work: &mut Work<'_>, from: Id, into: Id) -> Result<Done> {
    if from == into {
        return Err(Error::usage(format!("{} cannot be merged with itself", check::one(N::NAME))));
    }
    N::merge(work, from, into)
}
