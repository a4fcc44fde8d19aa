//! Where things are kept: the journal, the settings, the state folder; and private files and folders there.
//! The environment is handed in as a value. What is in the files is none of this file's business.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// What the environment says about places.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// `--db` as typed.
    pub db: Option<OsString>,
    /// `ETUDE_DB`
    pub etude_db: Option<OsString>,
    /// `HOME`
    pub home: Option<OsString>,
    /// `XDG_DATA_HOME`
    pub data_home: Option<OsString>,
    /// `XDG_CONFIG_HOME`
    pub config_home: Option<OsString>,
    /// `XDG_STATE_HOME`
    pub state_home: Option<OsString>,
    /// The folder we were started in.
    pub folder: Option<PathBuf>,
}

impl Surroundings {
    /// What this process was given, and `--db` as typed.
    pub fn of_this_process(db: Option<OsString>) -> Surroundings {
        let var = std::env::var_os;
        Surroundings {
            db,
            etude_db: var("ETUDE_DB"),
            home: var("HOME"),
            data_home: var("XDG_DATA_HOME"),
            config_home: var("XDG_CONFIG_HOME"),
            state_home: var("XDG_STATE_HOME"),
            folder: std::env::current_dir().ok(),
        }
    }

    /// The home folder, where it is an absolute path.
    pub fn home(&self) -> Option<PathBuf> {
        absolute(self.home.as_ref())
    }
}

/// Every place, as absolute paths. None of them need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// The journal, an SQLite database.
    pub journal: PathBuf,
    /// The folder of backups, beside the journal.
    pub backups: PathBuf,
    /// The settings.
    pub config: PathBuf,
    /// The folder of the user's own themes.
    pub themes: PathBuf,
    /// The folder of the user's own ladders.
    pub ladders: PathBuf,
    /// The state folder.
    pub state: PathBuf,
    /// The folder of unsaved texts, in the state folder.
    pub drafts: PathBuf,
    /// The list of journals there have been, in the state folder.
    pub known_journals: PathBuf,
    /// The log, in the state folder.
    pub log: PathBuf,
}

impl Paths {
    /// The places for these surroundings. `--db` wins over `ETUDE_DB`, that over the XDG folders, those over the home
    /// folder; empty and relative XDG values do not count. A journal that is named needs no home folder: without one,
    /// settings and state are looked for beside it.
    pub fn find(around: &Surroundings) -> Result<Paths, NoPlace> {
        let named = named_journal(around)?;
        let beside = named.as_ref().and_then(|journal| journal.parent()).map(Path::to_path_buf);
        let base = |xdg: &Option<OsString>, under_home: &str, apart: &str| {
            absolute(xdg.as_ref())
                .map(|folder| folder.join("etude"))
                .or_else(|| around.home().map(|home| home.join(under_home).join("etude")))
                .or_else(|| beside.as_ref().map(|folder| folder.join(apart)))
                .ok_or(NoPlace::NoHome)
        };
        let config = base(&around.config_home, ".config", "etude-config")?;
        let state = base(&around.state_home, ".local/state", "etude-state")?;
        let journal = match named {
            Some(journal) => journal,
            None => base(&around.data_home, ".local/share", "etude")?.join("journal.db"),
        };
        Ok(Paths {
            backups: backups_of(&journal),
            journal,
            themes: config.join("themes"),
            ladders: config.join("ladders"),
            config: config.join("config.toml"),
            drafts: state.join("drafts"),
            known_journals: state.join("journals"),
            log: state.join("etude.log"),
            state,
        })
    }
}

/// The folder of a journal's backups. Two journals in one folder keep theirs apart: the backups of one would else say
/// of the other, while it is new, that it is gone.
fn backups_of(journal: &Path) -> PathBuf {
    match journal.file_name() {
        Some(name) if name != "journal.db" => {
            let mut name = name.to_owned();
            name.push(".backups");
            journal.with_file_name(name)
        }
        _ => journal.with_file_name("backups"),
    }
}

/// Why there is no place for the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPlace {
    /// Nothing says where the home folder is.
    NoHome,
    /// `--db` with nothing, or with a folder's name, after it.
    NoName,
    /// A relative path, and the folder we are in is gone.
    NoFolder,
}

impl fmt::Display for NoPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NoPlace::NoHome => "HOME is not set to an absolute path, so there is no place for the journal: set HOME, or name a file with --db",
            NoPlace::NoName => "--db needs the name of a file, such as --db ~/music.db",
            NoPlace::NoFolder => "the folder you are in is gone, so a relative path leads nowhere: name the journal with its whole path",
        })
    }
}

impl std::error::Error for NoPlace {}

/// The journal named by `--db` or `ETUDE_DB`, made absolute: `file:x?mode=memory` is a file of that name, no URI.
fn named_journal(around: &Surroundings) -> Result<Option<PathBuf>, NoPlace> {
    let from_env = around.etude_db.as_ref().filter(|value| !value.is_empty());
    let Some(named) = around.db.as_ref().or(from_env) else {
        return Ok(None);
    };
    let named = Path::new(named);
    if named.file_name().is_none() {
        return Err(NoPlace::NoName);
    }
    if named.is_absolute() {
        return Ok(Some(named.to_path_buf()));
    }
    match &around.folder {
        Some(folder) if folder.is_absolute() => Ok(Some(folder.join(named))),
        _ => Err(NoPlace::NoFolder),
    }
}

fn absolute(value: Option<&OsString>) -> Option<PathBuf> {
    value.map(PathBuf::from).filter(|path| path.is_absolute())
}

/// Whose home a path lies in, where that is not ours (`sudo` with the user's `HOME`): the owner's user id. What we made
/// there its owner could not open, so nothing is to be created.
pub fn foreign_home(path: &Path, home: &Path) -> Option<u32> {
    let owner = fs::metadata(home).ok()?.uid();
    foreign_owner(path, home, owner, rustix::process::geteuid().as_raw())
}

fn foreign_owner(path: &Path, home: &Path, owner: u32, us: u32) -> Option<u32> {
    // Containers set HOME=/, which is nobody's home.
    let real = home.parent().is_some();
    (real && owner != us && path.starts_with(home)).then_some(owner)
}

/// Makes a folder and those above it that are missing, each for us alone (0700, whatever the umask). What is there
/// already is left as it is: it may be `/tmp`.
pub fn make_private_dir(path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent() {
        make_private_dir(above)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        // A umask of 777 leaves no permission at all, and nothing could be made inside.
        Ok(()) => fs::set_permissions(path, Permissions::from_mode(0o700)),
        // Another process was faster.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(error),
    }
}

/// A text file that we read whole is no larger than this.
const LARGEST_TEXT: u64 = 1024 * 1024;

/// Why the text of a file cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The line that is no text, from 1; none where the whole file is meant.
    pub line: Option<usize>,
    what: String,
}

impl Unreadable {
    /// The sentence, without its full stop, of a file that is called `name`.
    pub fn said(&self, name: &str) -> String {
        format!("{} {}", if self.line.is_some() { "this" } else { name }, self.what)
    }
}

/// The text of an ordinary file; nothing where there is none.
pub fn read_text(path: &Path) -> Result<Option<String>, Unreadable> {
    let whole = |what: String| Unreadable { line: None, what };
    let failed = |error: io::Error| whole(format!("cannot be read: {error}"));
    // Looked at before it is opened: opening a pipe would wait for a writer.
    let kind = match fs::metadata(path) {
        Ok(found) => found.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    if !kind.is_file() {
        return Err(whole(if kind.is_dir() { "is a folder" } else { "is no ordinary file" }.to_owned()));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > LARGEST_TEXT {
        return Err(whole("is larger than 1 MiB".to_owned()));
    }
    String::from_utf8(bytes).map(Some).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
        Unreadable { line: Some(line), what: "is not UTF-8 text".to_owned() }
    })
}

/// Replaces a file by these bytes, for us alone (0600), so that after a crash or a power cut there is the old content
/// or the new one, never half of it. The folder must exist.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole(path, bytes, private, |file| file.persist(path).map_err(|failed| failed.error))
}

/// Writes a new file for us alone, whole or not at all. What is there already, a link that leads nowhere too, is left as
/// it is.
pub fn write_new_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole(path, bytes, private, |file| file.persist_noclobber(path).map_err(|failed| failed.error))
}

/// As `write_private`, for a file that is meant for others: whoever the system lets may read it.
pub fn write_shared(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole(path, bytes, shared, |file| file.persist(path).map_err(|failed| failed.error))
}

/// As `write_new_private`, for a file that is meant for others.
pub fn write_new_shared(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole(path, bytes, shared, |file| file.persist_noclobber(path).map_err(|failed| failed.error))
}

/// A file of our own, whatever the mask of the process takes away.
fn private(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let file = tempfile::Builder::new().prefix(".etude-").tempfile_in(folder)?;
    file.as_file().set_permissions(Permissions::from_mode(0o600))?;
    Ok(file)
}

/// A file with the mode of any new file: the mask of the process takes away what it always does.
fn shared(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mode = Permissions::from_mode(0o666);
    tempfile::Builder::new().prefix(".etude-").permissions(mode).tempfile_in(folder)
}

fn write_whole(
    path: &Path,
    bytes: &[u8],
    make: fn(&Path) -> io::Result<tempfile::NamedTempFile>,
    put_in_place: impl FnOnce(tempfile::NamedTempFile) -> io::Result<File>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = make(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    put_in_place(file)?;
    // Else a power cut may forget the new name.
    File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests;
