//! Changes of themes: tagged, renamed, merged, made into a drill.

use std::collections::HashMap;

use super::{called_all, distinct};
use crate::domain::change::With;
use crate::domain::drill::Drill;
use crate::domain::feedback::{Feedback, FeedbackTheme, Theme};
use crate::domain::id::Id;
use crate::domain::naming;
use crate::journal::error::{Error, Result};
use crate::journal::work::{Done, Work};
use crate::journal::{check, rules};
use crate::store::feedback as store;

pub(in crate::journal) fn tag(work: &mut Work<'_>, feedback: Vec<Id>, name: &str) -> Result<Done> {
    let ids = distinct(feedback)?;
    let theme = put(work, &ids, name)?;
    Ok(Done::to(theme.id, format!("tag {} with {}", called_all(work, &ids)?, theme.name)))
}

/// Tags some feedback with a theme of that name, made if there is none.
pub(super) fn put(work: &mut Work<'_>, ids: &[Id], name: &str) -> Result<Theme> {
    let mut known = Known::read(work)?;
    put_in(work, &mut known, ids, name)
}

/// As [`put`], among themes that are at hand.
pub(super) fn put_in(work: &mut Work<'_>, known: &mut Known, ids: &[Id], name: &str) -> Result<Theme> {
    let theme = known.named_or_new(work, name)?;
    for id in ids {
        let _: Feedback = work.get(*id)?;
        if store::theme_links_of(work.conn, *id)?.iter().all(|link| link.theme != theme.id) {
            let link = FeedbackTheme { id: work.fresh_id(), feedback: *id, theme: theme.id };
            work.insert(&link)?;
        }
    }
    Ok(theme)
}

/// After so many new themes in one operation nobody reads which older one each is like.
const MOST_ALIKE: usize = 8;

/// Every theme by its folded name, so that many are not looked for one by one.
pub(super) struct Known {
    by_name: HashMap<String, Theme>,
    new: usize,
}

impl Known {
    /// Every theme of the journal.
    pub(super) fn read(work: &Work<'_>) -> Result<Known> {
        let themes = store::themes(work.conn)?.into_iter();
        Ok(Known { by_name: themes.map(|theme| (naming::fold(&theme.name), theme)).collect(), new: 0 })
    }

    fn named_or_new(&mut self, work: &mut Work<'_>, name: &str) -> Result<Theme> {
        let name = check::name("theme", name)?;
        let wanted = naming::fold(&name);
        if let Some(known) = self.by_name.get(&wanted) {
            return Ok(known.clone());
        }
        self.new += 1;
        if self.new <= MOST_ALIKE {
            self.say_similar(work, &name);
        }
        let theme = Theme { id: work.fresh_id(), revision: 0, created: work.now.wall, name, drill: None };
        work.insert(&theme)?;
        self.by_name.insert(wanted, theme.clone());
        Ok(theme)
    }

    /// Says that a theme much like it is there already: a warning, never a hindrance.
    fn say_similar(&self, work: &mut Work<'_>, name: &str) {
        let mut names: Vec<&str> = self.by_name.values().map(|theme| theme.name.as_str()).collect();
        names.sort_unstable();
        if let Some(alike) = naming::did_you_mean(name, &names) {
            work.notice(format!(
                "the theme “{name}” is new; “{alike}” is much like it (themes can be merged)"
            ));
        }
    }
}

pub(in crate::journal) fn untag(work: &mut Work<'_>, feedback: Id, theme: Id) -> Result<Done> {
    let record: Theme = work.get(theme)?;
    let links = store::theme_links_of(work.conn, feedback)?;
    let Some(link) = links.into_iter().find(|link| link.theme == theme) else {
        return Err(Error::refused(format!("it is not tagged with {}", record.name)));
    };
    work.delete::<FeedbackTheme>(link.id)?;
    drop_unused(work, theme)?;
    Ok(Done::to(feedback, format!("take {} off {}", record.name, called_all(work, &[feedback])?)))
}

/// A theme that nothing is tagged with, and that is no drill, goes.
pub(super) fn drop_unused(work: &mut Work<'_>, id: Id) -> Result<()> {
    let theme: Theme = work.get(id)?;
    if theme.drill.is_none() && store::links_of_theme(work.conn, id)?.is_empty() {
        work.delete::<Theme>(id)?;
    }
    Ok(())
}

pub(in crate::journal) fn merge(work: &mut Work<'_>, from: Id, into: Id) -> Result<Done> {
    let (gone, mut kept): (Theme, Theme) = (work.get(from)?, work.get(into)?);
    for link in store::links_of_theme(work.conn, from)? {
        work.delete::<FeedbackTheme>(link.id)?;
        put(work, &[link.feedback], &kept.name)?;
    }
    kept.drill = kept.drill.or(gone.drill);
    work.update(&kept)?;
    work.delete::<Theme>(from)?;
    Ok(Done::to(into, format!("merge theme {} into {}", gone.name, kept.name)))
}

pub(in crate::journal) fn make_drill(work: &mut Work<'_>, id: Id, new: Drill) -> Result<Done> {
    let mut theme: Theme = work.get(id)?;
    if let Some(drill) = theme.drill {
        let known: Drill = work.get(drill)?;
        return Err(Error::refused(format!("{} is a drill already: {}", theme.name, known.name)));
    }
    let made = rules::add(work, new, &With::default())?;
    theme.drill = made.id;
    work.update(&theme)?;
    Ok(Done { label: format!("{} from the theme {}", made.label, theme.name), id: made.id })
}
