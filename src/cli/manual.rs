//! The manual page and docs/cli.md, both made from the command line's own description.

use clap::Command;

use super::args::{COLUMNS, Cli, ManArgs};
use super::context::Context;
use super::{Done, Failure};

/// Prints the manual page, or writes one for every verb into a folder.
pub(super) fn man(cx: &mut Context, args: &ManArgs) -> Done {
    match &args.dir {
        None => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Cli::whole()).render(&mut page)?;
            cx.out.raw(&page)
        }
        Some(folder) => {
            let written =
                std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(described(), folder));
            written.map_err(|error| {
                Failure::refused(format!("the pages cannot be written to {}: {error}", folder.display()))
            })
        }
    }
}

/// Every verb with its help, as docs/cli.md has it.
pub fn reference() -> String {
    let mut text = String::from(
        "# The command line\n\nMade from the program's own help by `UPDATE_DOCS=1 cargo test --test docs`; do not edit it here.\n\n\
         Every verb takes what stands under *Everywhere*, and `-h` or `--help`; it is not said again below.\n",
    );
    describe(&described(), "etude", 2, &mut text);
    text
}

/// The command line with what every verb takes said once, of the program itself.
fn described() -> Command {
    let mut command = Cli::whole().term_width(COLUMNS);
    command.build();
    command.mut_subcommands(without_globals)
}

fn without_globals(verb: Command) -> Command {
    let everywhere =
        |arg: &clap::Arg| arg.is_global_set() || matches!(arg.get_id().as_str(), "help" | "version");
    verb.mut_args(|arg| if everywhere(&arg) { arg.hide(true) } else { arg }).mut_subcommands(without_globals)
}

fn describe(command: &Command, name: &str, level: usize, text: &mut String) {
    let help = command.clone().render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    text.push_str(&format!(
        "\n{} {name}\n\n```text\n{}\n```\n",
        "#".repeat(level),
        help.join("\n").trim_end()
    ));
    for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
        describe(verb, &format!("{name} {}", verb.get_name()), (level + 1).min(4), text);
    }
}
