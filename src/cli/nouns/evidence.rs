//! What is told of evidence besides: the benchmarks it is shown for, and its file.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use serde_json::Value as Json;

use super::{Look, Told, many, statement};
use crate::cli::args::{EvidenceVerb, OfSubject, word};
use crate::cli::context::Context;
use crate::cli::output::Out;
use crate::cli::{Done, Failure, evidence, subject};
use crate::domain::change::With;
use crate::domain::evidence::{Evidence, EvidenceKind};
use crate::domain::field::Row;
use crate::journal::read::evidence::EvidenceFilter;
use crate::journal::{Journal, Result};

/// The evidence, newest first.
#[derive(Debug, Args)]
struct Wanted {
    #[command(flatten)]
    of: OfSubject,
    /// Only of this kind.
    #[arg(long, value_name = "KIND", ignore_case = true, value_parser = word::<EvidenceKind>(EvidenceKind::WORDS))]
    kind: Option<EvidenceKind>,
    /// Only what is shown for this benchmark.
    #[arg(long = "for", value_name = "BENCHMARK")]
    benchmark: Option<String>,
    /// At most so many.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

impl Told for Evidence {
    const ABOUT: &'static str = "Evidence: what shows that a benchmark of a ladder is met";
    const ONE: &'static str = "a piece of evidence";
    const TITLES: &'static [&'static str] = &["id", "day", "of", "kind", "for", "title"];
    const VERBS: Option<&'static [&'static str]> = Some(&["list", "show", "edit", "delete"]);
    type Own = EvidenceVerb;

    fn args(verb: &str, command: Command) -> Command {
        let shown_for = Arg::new("for").long("for").value_name("BENCHMARK").action(ArgAction::Append);
        let help = "The benchmark it is shown for, by its id on the ladder; twice at most";
        match verb {
            "list" => Wanted::augment_args(command),
            "edit" => command.arg(shown_for.help(help)),
            _ => command,
        }
    }

    fn takes(verb: &str, row: &Row) -> bool {
        verb != "add" || row.key != "title"
    }

    fn with(
        _: &Context,
        journal: &mut Journal,
        piece: &mut Evidence,
        typed: &ArgMatches,
    ) -> std::result::Result<With, Failure> {
        let typed = many(typed, "for");
        let benchmarks = match typed.is_empty() {
            true => None,
            false => Some(evidence::benchmarks(journal, piece.subject(), &typed)?),
        };
        Ok(With { benchmarks, ..With::default() })
    }

    fn stored(cx: &Context, journal: &Journal, piece: &Evidence, with: &With) -> Done {
        let shown_for = with.benchmarks.iter().flatten();
        shown_for.into_iter().try_for_each(|id| evidence::say_what_for(cx, journal, piece, id))
    }

    fn pick(look: &Look<'_>, typed: &ArgMatches) -> std::result::Result<Vec<Evidence>, Failure> {
        let wanted = Wanted::from_arg_matches(typed).map_err(|error| Failure::usage(error.to_string()))?;
        let of = subject::any(look.journal, &wanted.of)?;
        let Wanted { kind, benchmark, limit, .. } = wanted;
        let found = look.journal.evidence_list(&EvidenceFilter { of, kind, benchmark, limit })?;
        Ok(found.into_iter().map(|(piece, _)| piece).collect())
    }

    fn cells(look: &Look<'_>, piece: &Evidence) -> Result<Vec<String>> {
        Ok(vec![
            look.short(piece)?,
            piece.when.iso(),
            subject::name_in(look.overview()?, piece.subject()).unwrap_or_default().to_owned(),
            piece.kind.word().replace('_', " "),
            look.journal.shown_for(piece.id)?.join(", "),
            subject::marked(piece.private, &piece.title),
        ])
    }

    fn more(look: &Look<'_>, piece: &Evidence, _: bool) -> Result<Vec<(&'static str, Json)>> {
        let mut more = statement::of(look, piece.subject())?;
        more.push(("benchmarks", look.journal.shown_for(piece.id)?.into()));
        Ok(more)
    }

    fn label(_: &Evidence, row: &Row) -> String {
        match row.key {
            "title" | "when" => String::new(),
            "items" => "items".to_owned(),
            _ => row.label.to_lowercase(),
        }
    }

    fn heading(look: &Look<'_>, piece: &Evidence) -> Result<String> {
        let of = subject::name_in(look.overview()?, piece.subject()).unwrap_or_default();
        let id = look.short(piece)?;
        Ok(format!("{} · {of} · {} · {id}", piece.title, piece.when.iso()))
    }

    fn below(look: &Look<'_>, piece: &Evidence, out: &mut Out) -> Done {
        look.journal.shown_for(piece.id)?.iter().try_for_each(|id| out.pair("shown for", id))?;
        out.pair("drawn", &piece.drawn.join(", "))?;
        out.pair("SHA-256", piece.file.sha256.as_deref().unwrap_or_default())?;
        out.pair("size", &piece.file.size.map(|size| format!("{size} bytes")).unwrap_or_default())
    }

    fn own(cx: &mut Context, verb: EvidenceVerb) -> Done {
        evidence::run(cx, verb)
    }
}
