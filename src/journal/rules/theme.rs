//! Rules of themes: one name, whatever its case and accents; two can be made one.

use super::Rules;
use crate::domain::change::With;
use crate::domain::feedback::Theme;
use crate::domain::id::Id;
use crate::domain::naming::fold;
use crate::journal::error::{Error, Result};
use crate::journal::feedback::theme;
use crate::journal::work::{Done, Work};
use crate::store::feedback as store;

impl Rules for Theme {
    fn check(_: &Work<'_>, _: &mut Theme, before: &Theme) -> Result<()> {
        match before.id == Id::default() {
            true => Err(Error::usage("a theme is made by tagging feedback with it")),
            false => Ok(()),
        }
    }

    fn refuse_twin(work: &Work<'_>, theme: &Theme, _: &With) -> Result<()> {
        let twin = |other: &Theme| other.id != theme.id && fold(&other.name) == fold(&theme.name);
        match store::themes(work.conn)?.iter().any(twin) {
            true => {
                Err(Error::refused(format!("there is a theme {} already", theme.name)).hint("merge the two"))
            }
            false => Ok(()),
        }
    }

    fn delete(_: &mut Work<'_>, theme: Theme) -> Result<Done> {
        Err(Error::usage(format!("{} goes when nothing is tagged with it", theme.name)))
    }

    fn merge(work: &mut Work<'_>, from: Id, into: Id) -> Result<Done> {
        theme::merge(work, from, into)
    }
}
