//! The bytes of an import: files, standard input, and folders of mail (a Maildir, or any folder of `.eml` files).

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// So many bytes are read at once, all files together: they are held in memory until they are in the journal.
pub(super) const MOST: u64 = 512 << 20;

/// A file's bytes, or why there are none.
type Bytes = Result<Vec<u8>, String>;

/// Hands every file that a path stands for to `each`, in the order of their names.
pub(super) fn each(path: &Path, room: &mut u64, mut each: impl FnMut(&Path, Bytes)) {
    if path == Path::new("-") {
        return each(path, bytes(io::stdin().lock(), room));
    }
    if !path.is_dir() {
        return each(path, file(path, room));
    }
    match mails(path) {
        Ok(mails) if mails.is_empty() && !is_maildir(path) => {
            each(path, Err("it is no Maildir, and no .eml file lies in it".to_owned()));
        }
        Ok(mails) => mails.iter().for_each(|mail| each(mail, file(mail, room))),
        Err(error) => each(path, Err(format!("it cannot be read: {error}"))),
    }
}

fn is_maildir(folder: &Path) -> bool {
    folder.join("cur").is_dir() || folder.join("new").is_dir()
}

/// The mails of a Maildir (what is still being delivered lies in `tmp`, and is left), or the `.eml` files of a folder.
fn mails(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if is_maildir(folder) {
        for part in ["cur", "new"].map(|name| folder.join(name)).iter().filter(|part| part.is_dir()) {
            found.extend(plain_files(part)?);
        }
    } else {
        found = plain_files(folder)?;
        found.retain(|path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("eml")));
    }
    found.sort();
    Ok(found)
}

/// Files and nothing else: a pipe or a device in a folder is not waited for. Hidden ones are a mail program's own.
fn plain_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !hidden && entry.path().is_file() {
            found.push(entry.path());
        }
    }
    Ok(found)
}

fn file(path: &Path, room: &mut u64) -> Bytes {
    let file = File::open(path).map_err(|error| format!("it cannot be read: {error}"))?;
    bytes(file, room)
}

fn bytes(from: impl Read, room: &mut u64) -> Bytes {
    let mut bytes = Vec::new();
    from.take(*room + 1).read_to_end(&mut bytes).map_err(|error| format!("it cannot be read: {error}"))?;
    match room.checked_sub(bytes.len() as u64) {
        Some(left) => *room = left,
        None => return Err(format!("it is too much for one import: {} MiB at most, split it", MOST >> 20)),
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_in_is_refused_and_the_rest_is_read() {
        let mut room = 4;
        assert_eq!(bytes(&b"abc"[..], &mut room), Ok(b"abc".to_vec()));
        assert!(bytes(&b"de"[..], &mut room).is_err());
        assert_eq!(bytes(&b"f"[..], &mut room), Ok(b"f".to_vec()));
    }

    #[test]
    fn a_maildir_is_its_two_folders() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["cur", "new", "tmp"] {
            fs::create_dir(folder.path().join(name)).unwrap();
            fs::write(folder.path().join(name).join("1"), name).unwrap();
            fs::write(folder.path().join(name).join(".2"), "hidden").unwrap();
        }
        let mut names = Vec::new();
        each(folder.path(), &mut 100, |_, bytes| names.push(String::from_utf8(bytes.unwrap()).unwrap()));
        assert_eq!(names, ["cur", "new"]);
        let plain = tempfile::tempdir().unwrap();
        let mut told = Vec::new();
        each(plain.path(), &mut 100, |_, bytes| told.push(bytes));
        assert!(told[0].is_err());
        fs::write(plain.path().join("a.EML"), "mail").unwrap();
        fs::write(plain.path().join("b.txt"), "text").unwrap();
        told.clear();
        each(plain.path(), &mut 100, |_, bytes| told.push(bytes));
        assert_eq!(told, [Ok(b"mail".to_vec())]);
    }
}
