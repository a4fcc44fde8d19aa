//! `etude feedback balance`: per area, how long ago a human last spoke of the work.

use crate::cli::context::Context;
use crate::cli::json::object;
use crate::cli::output::Table;
use crate::cli::{Done, json};

pub(super) fn balance(cx: &mut Context) -> Done {
    let journal = cx.open_to_read()?;
    let lines = journal.map(|journal| journal.balance()).transpose()?.unwrap_or_default();
    if cx.json {
        return cx.out.json_all(lines.into_iter().map(|line| {
            object! {
                "area": line.name,
                "area_id": line.area,
                "last_human_at": line.last_human.map(json::time),
                "days_since_human": line.days,
                "human_90_days": line.human,
                "ai_90_days": line.ai,
            }
        }));
    }
    let mut table = Table::new(&["area", "a human last spoke", ">human", ">AI"]);
    for line in lines {
        let last = match line.days {
            None => "not yet".to_owned(),
            Some(..=0) => "today".to_owned(),
            Some(1) => "yesterday".to_owned(),
            Some(days) => format!("{days} days ago"),
        };
        table.row(&mut cx.out, vec![line.name, last, line.human.to_string(), line.ai.to_string()])?;
    }
    table.end(&mut cx.out)?;
    cx.tell("counted: pieces of the last 90 days that are about the work");
    Ok(())
}
