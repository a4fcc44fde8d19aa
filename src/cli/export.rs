//! `etude export`: what leaves the journal for others.

use std::io;
use std::path::Path;

use super::args::{ExportVerb, PortfolioArgs, PortfolioFormat};
use super::context::Context;
use super::{Done, Failure};
use crate::cli::json::object;
use crate::domain::portfolio::{Portfolio, counted};
use crate::exchange::portfolio;
use crate::journal::Error;
use crate::journal::find::Among;
use crate::paths;

pub(super) fn run(cx: &mut Context, verb: ExportVerb) -> Done {
    match verb {
        ExportVerb::Portfolio(args) => export_portfolio(cx, &args),
    }
}

fn export_portfolio(cx: &mut Context, args: &PortfolioArgs) -> Done {
    let file = args.out.as_deref().filter(|path| *path != Path::new("-"));
    if cx.json && file.is_none() {
        return Err(Failure::usage("a portfolio is Markdown or HTML, not JSON")
            .hint("with --out FILE, --json says what was written"));
    }
    let folio = gather(cx, args)?;
    let order = cx.config.date_order;
    let (text, format) = match args.format {
        PortfolioFormat::Md => (portfolio::markdown(&folio, order), "md"),
        PortfolioFormat::Html => (portfolio::html(&folio, order), "html"),
    };
    let Some(file) = file else { return cx.out.raw(text.as_bytes()) };
    write(file, text.as_bytes(), args.force)?;
    if cx.json {
        let (file, bytes) = (file.display().to_string(), text.len());
        return cx.out.json(&object! {
            "file": file,
            "format": format,
            "bytes": bytes,
            "left_out": folio.left_out,
        });
    }
    cx.tell(&wrote(&folio, file));
    folio.left_out.sentences().iter().for_each(|sentence| cx.tell(sentence));
    Ok(())
}

fn gather(cx: &Context, args: &PortfolioArgs) -> Result<Portfolio, Failure> {
    let Some(journal) = cx.open_to_read()? else {
        return Err(Failure::Journal(Error::not_found("there is no journal yet")));
    };
    let area = journal.find_area(&args.area, Among::InUse)?;
    let folio = journal.portfolio(area.id, &args.maker)?;
    Ok(if args.initials { folio.with_initials(&journal.names()?) } else { folio })
}

fn wrote(folio: &Portfolio, file: &Path) -> String {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let pieces = counted(count(folio.cards.len()), "piece", "pieces");
    let words = counted(count(folio.words.len()), "word of others", "words of others");
    format!("wrote the portfolio of {} to {}: {pieces}, {words}", folio.area, file.display())
}

/// Writes the file whole or not at all; what is there stays unless that is meant.
fn write(file: &Path, bytes: &[u8], force: bool) -> Done {
    let name = file.display();
    match std::fs::metadata(file) {
        Ok(found) if found.is_dir() => {
            return Err(Failure::refused(format!("{name} is a folder")).hint("name a file in it"));
        }
        Ok(found) if !found.is_file() => {
            return Err(Failure::refused(format!("{name} is no plain file, and is left as it is"))
                .hint("without --out it goes to standard output"));
        }
        _ => {}
    }
    // What a link leads to is written over, not the link.
    let written = match file.canonicalize() {
        Ok(whole) if force => paths::write_shared(&whole, bytes),
        _ if force => paths::write_shared(file, bytes),
        _ => paths::write_new_shared(file, bytes),
    };
    written.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Failure::refused(format!("{name} is there already")).hint("--force writes over it")
        }
        io::ErrorKind::NotFound => {
            Failure::refused(format!("{name} cannot be written: there is no such folder"))
        }
        _ => Failure::refused(format!("{name} cannot be written: {error}")),
    })
}
