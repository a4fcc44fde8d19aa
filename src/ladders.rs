//! The ladders at hand: the user's own files in the ladders folder, those that the journal keeps, and those that come with
//! the program; of several with one id the first of these. What a file means is the affair of `exchange/ladder.rs`.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::domain::id::Id;
use crate::domain::ladder::{Ladder, LadderTemplate, LadderText};
use crate::domain::moment::Moment;
use crate::exchange::ladder::{BUILT_IN, LadderError, parse};
use crate::paths::{self, Unreadable};

/// Where a ladder comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It comes with the program.
    BuiltIn,
    /// A file of the user's.
    File(PathBuf),
    /// The journal keeps it: something is on it.
    Kept,
}

/// A ladder that can be used, with its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Known {
    /// Where it comes from.
    pub origin: Origin,
    /// The file, as it is.
    pub text: Cow<'static, str>,
    /// What it says.
    pub ladder: Arc<Ladder>,
}

impl Known {
    /// What is adopted of it: all of it, with its text where it is one of the user's own.
    pub fn template(&self) -> LadderTemplate {
        let text = match self.origin {
            Origin::BuiltIn => None,
            _ => Some(LadderText {
                id: Id::default(),
                created: Moment::default(),
                name: self.ladder.id.clone(),
                version: self.ladder.version.clone(),
                title: self.ladder.title.clone(),
                text: self.text.to_string(),
            }),
        };
        LadderTemplate { text, ..self.ladder.template() }
    }
}

/// A file, or a text in the journal, that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The file; none where the journal keeps it.
    pub path: Option<PathBuf>,
    /// The line that is wrong, from 1; none where the whole file is meant.
    pub line: Option<usize>,
    /// What is wrong, as a sentence without its full stop.
    pub what: String,
}

impl Broken {
    fn whole(path: &Path, what: impl Into<String>) -> Broken {
        Broken { path: Some(path.to_path_buf()), line: None, what: what.into() }
    }

    fn at(path: &Path, error: &LadderError) -> Broken {
        Broken { path: Some(path.to_path_buf()), line: Some(error.line), what: error.sentence.clone() }
    }

    fn kept(text: &LadderText, error: &LadderError) -> Broken {
        let what = format!("{} {} in the journal cannot be read: {error}", text.name, text.version);
        Broken { path: None, line: Some(error.line), what }
    }
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Some(path) = &self.path else { return f.write_str(&self.what) };
        write!(f, "{}:", path.display())?;
        if let Some(line) = self.line {
            write!(f, "{line}:")?;
        }
        write!(f, " {}", self.what)
    }
}

/// Every ladder at hand: the user's own by the names of their files, then those that the journal keeps, then those of the
/// program; and what is no ladder.
pub fn at_hand(folder: &Path, kept: &[LadderText]) -> (Vec<Known>, Vec<Broken>) {
    let (mut known, mut broken) = (Vec::new(), Vec::new());
    match files(folder) {
        Err(error) => broken.push(Broken::whole(folder, format!("the folder cannot be read: {error}"))),
        Ok(files) => {
            files.iter().for_each(|path| match read(path).and_then(|found| once(path, found, &known)) {
                Ok(found) => known.push(found),
                Err(trouble) => broken.push(trouble),
            })
        }
    }
    let taken = |known: &[Known], id: &str| known.iter().any(|other| other.ladder.id == id);
    for text in kept {
        if taken(&known, &text.name) {
            continue;
        }
        match parse(&text.text) {
            Ok(ladder) => known.push(Known {
                origin: Origin::Kept,
                text: Cow::Owned(text.text.clone()),
                ladder: Arc::new(ladder),
            }),
            Err(error) => broken.push(Broken::kept(text, &error)),
        }
    }
    for ours in &BUILT_IN {
        if !taken(&known, ours.id)
            && let Some(ladder) = ours.ladder()
        {
            known.push(Known { origin: Origin::BuiltIn, text: Cow::Borrowed(ours.text), ladder });
        }
    }
    (known, broken)
}

/// The ladder in a file.
///
/// # Errors
/// The file cannot be read, or is no ladder: the first thing that is wrong.
pub fn read(path: &Path) -> Result<Known, Broken> {
    let unread = |error: Unreadable| Broken { line: error.line, ..Broken::whole(path, error.said("it")) };
    let text = paths::read_text(path).map_err(unread)?;
    let text = text.ok_or_else(|| Broken::whole(path, "there is no such file"))?;
    let ladder = parse(&text).map_err(|error| Broken::at(path, &error))?;
    Ok(Known { origin: Origin::File(path.to_path_buf()), text: Cow::Owned(text), ladder: Arc::new(ladder) })
}

/// Of two files with one id the second is none of use.
fn once(path: &Path, found: Known, known: &[Known]) -> Result<Known, Broken> {
    match known.iter().find(|other| other.ladder.id == found.ladder.id) {
        Some(Known { origin: Origin::File(other), .. }) => {
            let what = format!("its id {} is that of {}", found.ladder.id, other.display());
            Err(Broken::whole(path, what))
        }
        _ => Ok(found),
    }
}

/// The `.toml` files of a folder, by name; hidden ones are an editor's own. No folder, no files.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !hidden && path.extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::id::Id;
    use crate::domain::moment::Moment;

    fn ids(folder: &Path) -> (Vec<String>, Vec<String>) {
        let (known, broken) = at_hand(folder, &[]);
        let ids = known.into_iter().map(|known| known.ladder.id.clone()).collect();
        let name = |broken: &Broken| {
            let path = broken.path.as_deref().and_then(Path::file_name);
            path.unwrap_or_default().to_string_lossy().into_owned()
        };
        (ids, broken.iter().map(|broken| format!("{} {}", name(broken), broken.what)).collect())
    }

    #[test]
    fn ones_own_stand_first_and_in_the_place_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let ours = BUILT_IN.each_ref().map(|known| known.id.to_owned());
        assert_eq!(ids(&folder.path().join("none")), (ours.to_vec(), Vec::new()));
        let own = BUILT_IN[1].text.replacen("\"1.0.0\"", "\"1.0.0-ours\"", 1);
        fs::write(folder.path().join("b.toml"), &own).unwrap();
        fs::write(folder.path().join("c.TOML"), &own).unwrap();
        fs::write(folder.path().join("d.toml"), own.replacen(BUILT_IN[1].id, "own.review", 1)).unwrap();
        fs::write(folder.path().join(".e.toml"), "an editor's").unwrap();
        fs::write(folder.path().join("f.txt"), "a note").unwrap();
        fs::create_dir(folder.path().join("g.toml")).unwrap();
        fs::write(folder.path().join("h.toml"), b"schema = \"ladder/1\"\n# \xff").unwrap();
        let (known, broken) = ids(folder.path());
        assert_eq!(known, ["software.code-review", "own.review", ours[0].as_str(), ours[2].as_str()]);
        let twice =
            format!("c.TOML its id {} is that of {}", ours[1], folder.path().join("b.toml").display());
        assert_eq!(broken, [twice.as_str(), "g.toml it is a folder", "h.toml this is not UTF-8 text"]);
        assert_eq!(at_hand(folder.path(), &[]).0[0].ladder.version, "1.0.0-ours");
    }

    #[test]
    fn what_the_journal_keeps_is_at_hand_where_no_file_is() {
        let folder = tempfile::tempdir().unwrap();
        let kept = |id: &str, text: &str| LadderText {
            id: Id::default(),
            created: Moment::default(),
            name: id.to_owned(),
            version: "2".to_owned(),
            title: String::new(),
            text: text.replacen(BUILT_IN[1].id, id, 1),
        };
        let text = BUILT_IN[1].text.replacen("\"1.0.0\"", "\"2\"", 1);
        let all = [kept("own.a", &text), kept("own.b", "schema = 1"), kept(BUILT_IN[1].id, &text)];
        fs::write(folder.path().join("a.toml"), text.replacen(BUILT_IN[1].id, "own.a", 1)).unwrap();
        let (known, broken) = at_hand(folder.path(), &all);
        let told: Vec<_> = known.iter().map(|known| (known.ladder.id.as_str(), &known.origin)).collect();
        let file = Origin::File(folder.path().join("a.toml"));
        let (kept, ours) = (Origin::Kept, Origin::BuiltIn);
        let wanted =
            [("own.a", &file), (BUILT_IN[1].id, &kept), (BUILT_IN[0].id, &ours), (BUILT_IN[2].id, &ours)];
        assert_eq!(told, wanted);
        assert!(broken[0].to_string().starts_with("own.b 2 in the journal cannot be read: line 1: "));
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said_with_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        let shown = path.display();
        let said = || read(&path).unwrap_err().to_string();
        assert_eq!(said(), format!("{shown}: there is no such file"));
        fs::write(&path, "\nschema = 'ladder/9'").unwrap();
        assert_eq!(said(), format!("{shown}:2: the schema is “ladder/9”; expected schema = \"ladder/1\""));
        fs::write(&path, vec![b'#'; 1024 * 1024 + 1]).unwrap();
        assert_eq!(said(), format!("{shown}: it is larger than 1 MiB"));
    }
}
