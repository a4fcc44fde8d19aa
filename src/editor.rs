//! The user's editor: a text goes out in a private file and comes back. What is done with it is the business of whoever asked.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process, waitpid};

use crate::paths;

/// The most text that is taken back.
const LARGEST: u64 = 1024 * 1024;

/// Which editor: the setting, `$VISUAL`, `$EDITOR`, `vi`. The variables may carry arguments.
pub fn command(setting: &[String]) -> Vec<String> {
    if !setting.is_empty() {
        return setting.to_vec();
    }
    let named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let split = |value: String| value.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    named.map(split).find(|words| !words.is_empty()).unwrap_or_else(|| vec!["vi".to_owned()])
}

/// A text while it is out.
#[derive(Debug)]
pub struct Out {
    path: PathBuf,
    text: String,
}

impl Out {
    /// Writes a text where an editor can take it: a file for us alone, in the state folder. Its suffix tells the editor what
    /// it is.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(folder: &Path, text: &str, suffix: &str) -> io::Result<Out> {
        paths::make_private_dir(folder)?;
        let mut file = tempfile::Builder::new().prefix("text-").suffix(suffix).tempfile_in(folder)?;
        file.as_file().set_permissions(fs::Permissions::from_mode(0o600))?;
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        let (_, path) = file.keep().map_err(|failed| failed.error)?;
        Ok(Out { path, text: text.to_owned() })
    }

    /// Runs the editor and waits for it. Stopping it stops us too, so that the shell has the terminal.
    ///
    /// # Errors
    /// When it cannot be run.
    pub fn run(&self, argv: &[String]) -> io::Result<ExitStatus> {
        let Some((program, arguments)) = argv.split_first() else {
            return Err(io::Error::other("no editor is set"));
        };
        let child = Command::new(program).args(arguments).arg(&self.path).spawn()?;
        wait(child)
    }

    /// What came back: `None` where nothing changed. The file goes, unless something went wrong; then its name is told.
    ///
    /// # Errors
    /// The sentence for the message line.
    pub fn back(
        self,
        ended: io::Result<ExitStatus>,
        name: &str,
        took: Duration,
    ) -> Result<Option<String>, String> {
        let kept = format!("the text is unchanged here, and kept in {}", self.path.display());
        let status = match ended {
            Ok(status) => status,
            Err(error) => {
                self.remove();
                return Err(format!(
                    "{name} cannot be run ({error}): set `editor` in the settings, or $EDITOR"
                ));
            }
        };
        if let Some(signal) = status.signal() {
            return Err(format!("{name} was ended by signal {signal}: {kept}"));
        }
        if !status.success() {
            return Err(format!("{name} failed with code {}: {kept}", status.code().unwrap_or(1)));
        }
        let text = match self.read() {
            Ok(text) => text,
            Err(why) => return Err(format!("{why}: {kept}")),
        };
        if text == self.text {
            if took < Duration::from_millis(700) {
                // An editor with a window of its own has just begun: taking its file away would lose what is written.
                return Err(format!(
                    "{name} came back at once. If it has a window of its own, add `--wait`: {kept}"
                ));
            }
            self.remove();
            return Ok(None);
        }
        self.remove();
        Ok(Some(text))
    }

    /// The text as it is now, without the line break that editors add at the end.
    fn read(&self) -> Result<String, &'static str> {
        let size = match fs::metadata(&self.path) {
            Ok(meta) => meta.len(),
            // Deleted is as good as emptied.
            Err(_) => return Ok(String::new()),
        };
        if size > LARGEST {
            return Err("that is more than a field takes");
        }
        let bytes = fs::read(&self.path).map_err(|_| "the file cannot be read")?;
        let mut text = String::from_utf8(bytes).map_err(|_| "the file is not UTF-8")?;
        if text.ends_with('\n') && !self.text.ends_with('\n') {
            text.pop();
        }
        Ok(text)
    }

    fn remove(&self) {
        // What cannot be removed is private all the same.
        let _ = fs::remove_file(&self.path);
    }
}

fn wait(mut child: Child) -> io::Result<ExitStatus> {
    let Some(pid) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) else { return child.wait() };
    loop {
        match waitpid(Some(pid), WaitOptions::UNTRACED) {
            Ok(Some((_, status))) if status.stopped() => {
                // Ctrl-Z in the editor: stop as well, else the shell would never come back. `fg` wakes both.
                kill_process(getpid(), Signal::STOP)?;
                let _ = kill_process(pid, Signal::CONT);
            }
            Ok(Some((_, status))) => return Ok(ExitStatus::from_raw(status.as_raw())),
            Ok(None) | Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(5);

    fn edit(text: &str, script: &str, took: Duration) -> (Result<Option<String>, String>, usize) {
        let folder = tempfile::tempdir().unwrap();
        let out = Out::write(folder.path(), text, ".md").unwrap();
        let mode = fs::metadata(&out.path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        let argv = ["sh", "-c", script, "editor"].map(str::to_owned);
        let ended = out.run(&argv);
        let back = out.back(ended, "editor", took);
        (back, fs::read_dir(folder.path()).unwrap().count())
    }

    #[test]
    fn what_was_written_comes_back_and_the_file_goes() {
        assert_eq!(edit("one", "printf 'two\\n' > \"$1\"", LONG), (Ok(Some("two".into())), 0));
        assert_eq!(edit("one", "true", LONG), (Ok(None), 0));
        assert_eq!(edit("one\n", "printf 'two\\n' > \"$1\"", LONG), (Ok(Some("two\n".into())), 0));
    }

    #[test]
    fn emptied_and_deleted_are_told_apart_from_unchanged() {
        assert_eq!(edit("one", ": > \"$1\"", LONG), (Ok(Some(String::new())), 0));
        assert_eq!(edit("one", "rm \"$1\"", LONG).0, Ok(Some(String::new())));
    }

    #[test]
    fn a_failure_keeps_the_text_and_says_where() {
        let (back, files) = edit("one", "exit 3", LONG);
        assert!(back.unwrap_err().contains("code 3"));
        assert_eq!(files, 1);
        assert!(edit("one", "kill -9 $$", LONG).0.unwrap_err().contains("signal 9"));
        assert!(edit("one", "head -c 5000000 /dev/zero > \"$1\"", LONG).0.is_err());
        assert!(edit("one", "printf '\\377' > \"$1\"", LONG).0.unwrap_err().contains("UTF-8"));
        assert!(edit("one", "true", Duration::ZERO).0.unwrap_err().contains("--wait"));
    }

    #[test]
    fn an_editor_that_is_not_there_says_what_to_set() {
        let folder = tempfile::tempdir().unwrap();
        let out = Out::write(folder.path(), "x", ".md").unwrap();
        let ended = out.run(&["no-such-editor-here".to_owned()]);
        assert!(out.back(ended, "no-such-editor-here", LONG).unwrap_err().contains("$EDITOR"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
