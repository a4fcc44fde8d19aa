//! What is set on the running session, as it is typed.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use crate::cli::completions::settings;

/// Set the dial, the plan, a tag and more of the running session
///
/// Several at once are one step: all are set, or none. Without anything, what can be set now is listed.
///
///   dial=harder, easier or a value   the dial of the drill
///   plan=+5m or -5m                  a longer or shorter session
///   predict=4                        the hits that are expected of the cold probe
///   probe=off                        no cold probe
///   variation=next                   the next variation of the drill
///   tag=rushed                       why the last miss missed; none takes it off
///   mark=moment, inner or outer      this moment; I interrupted myself; something did
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct SetArgs {
    /// What to set, and to what.
    #[arg(value_name = "NAME=VALUE", add = ArgValueCompleter::new(settings))]
    pub(crate) settings: Vec<String>,
}
