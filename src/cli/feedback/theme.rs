//! `etude feedback themes` and `theme`: what feedback keeps coming back to.

use crate::cli::args::ThemeVerb;
use crate::cli::context::Context;
use crate::cli::json::object;
use crate::cli::output::Table;
use crate::cli::{Done, json, nouns};
use crate::domain::change::Change;
use crate::domain::drill::Drill;
use crate::domain::feedback::Theme;
use crate::journal::find::Among;

pub(super) fn run(cx: &mut Context, verb: ThemeVerb) -> Done {
    let mut journal = cx.open_existing()?;
    let change = match verb {
        ThemeVerb::Rename { theme, new } => Change::edit(Theme { name: new, ..journal.find_theme(&theme)? }),
        ThemeVerb::Merge { from, into } => {
            Change::merge::<Theme>(journal.find_theme(&from)?.id, journal.find_theme(&into)?.id)
        }
        ThemeVerb::Drill(args) => {
            let theme = journal.find_theme(&args.theme)?;
            let skill = journal.find_skill(&args.skill, Among::InUse)?.id;
            let mut made = Drill::named(skill, args.name.unwrap_or(theme.name));
            nouns::take(cx, &journal, &mut made, args.facts.given)?;
            Change::DrillFromTheme { theme: theme.id, drill: Box::new(made) }
        }
    };
    cx.change(&mut journal, change)
}

pub(super) fn list(cx: &mut Context) -> Done {
    let Some(journal) = cx.open_to_read()? else {
        return if cx.json { cx.out.json_all::<()>([]) } else { Ok(()) };
    };
    let mut lines = Vec::new();
    for line in journal.theme_lines(None)? {
        let drill = line.theme.drill.map(|id| journal.drill(id)).transpose()?.map(|drill| drill.name);
        lines.push((line, drill));
    }
    if cx.json {
        return cx.out.json_all(lines.iter().map(|(line, drill)| {
            object! {
                "id": line.theme.id,
                "name": &line.theme.name,
                "pieces": line.pieces,
                "keeps_coming_back": line.keeps_coming_back(),
                "drill": drill.clone(),
                "drill_id": line.theme.drill,
                "created_at": json::time(line.theme.created),
            }
        }));
    }
    let mut table = Table::new(&["theme", ">pieces", ""]);
    for (line, drill) in lines {
        let beside = match drill {
            Some(drill) => format!("drill: {drill}"),
            None if line.keeps_coming_back() => "keeps coming back".to_owned(),
            None => String::new(),
        };
        table.row(&mut cx.out, vec![line.theme.name, line.pieces.to_string(), beside])?;
    }
    table.end(&mut cx.out)
}
