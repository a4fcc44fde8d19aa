//! What leaves the journal for others, as it is typed.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use clap_complete::engine::ArgValueCompleter;

use crate::cli::completions::area_names;

#[derive(Debug, Subcommand)]
pub(crate) enum ExportVerb {
    Portfolio(Box<PortfolioArgs>),
}

/// The formats of a portfolio.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PortfolioFormat {
    /// Markdown, to go on writing in.
    Md,
    /// One page that needs nothing else, for a browser or the printer.
    Html,
}

/// An area's stages with what they rest on, as a page for others: pieces with where they come from, what others say, how
/// the stages changed.
///
/// What is marked private stays in the journal; the page ends with how much that is. In the words of a case study, lines
/// that begin with Asked:, Did:, Result: or Learned: begin its parts; of a credential, Body: and Number: are read.
#[derive(Debug, Args)]
pub(crate) struct PortfolioArgs {
    /// The area.
    #[arg(long, value_name = "AREA", add = ArgValueCompleter::new(area_names))]
    pub(crate) area: String,
    /// The format.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) format: PortfolioFormat,
    /// Write it to this new file instead of standard output.
    #[arg(long, short, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// Write over the file if it is there.
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Whose portfolio it is; stands below the title.
    #[arg(long, value_name = "NAME", default_value = "")]
    pub(crate) maker: String,
    /// People as initials, in sentences too where their whole name stands there. Addresses and names of files stay.
    #[arg(long)]
    pub(crate) initials: bool,
}
