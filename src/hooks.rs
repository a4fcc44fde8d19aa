//! The user's own programs, run when a session starts or ends. No shell, nothing waited for, no power over the journal.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

/// Runs a program with its arguments and these variables besides the environment, in a group of its own and with no
/// terminal, and does not wait for it. An empty list is no program.
///
/// # Errors
/// When the program cannot be started.
pub fn run(command: &[String], variables: &[(&str, String)]) -> io::Result<()> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    let mut child = Command::new(program)
        .args(arguments)
        .envs(variables.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C in our terminal is not meant for it.
        .process_group(0)
        .spawn()?;
    // A screen that runs for days must not gather dead children; a command line is gone before this matters.
    std::thread::Builder::new().name("hook".to_owned()).spawn(move || child.wait())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_program_is_no_error_and_a_missing_one_is() {
        assert!(run(&[], &[]).is_ok());
        assert!(run(&["/nowhere/at/all".to_owned()], &[]).is_err());
    }
}
