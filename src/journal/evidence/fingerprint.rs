//! The fingerprint of a file that is evidence: its hash and size. The file itself stays where it is and is never copied.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fs::OFlags;
use sha2::{Digest, Sha256};

use crate::journal::error::{Error, Result};

/// Read at once; large enough that the disk is what one waits for.
const CHUNK: usize = 256 * 1024;

/// The SHA-256 of a file in hexadecimal, and its size in bytes. What is no file (a folder, a pipe, a device) is refused, and
/// nothing is waited for there.
///
/// # Errors
/// When there is no such file, it cannot be read, or it is something else.
pub fn fingerprint(path: &Path) -> Result<(String, i64)> {
    let unread = |error: std::io::Error| {
        Error::refused(format!("the file {} cannot be read: {error}", path.display()))
            .hint("evidence names a file that is there: its hash is kept, the file stays where it is")
    };
    // Opening a pipe without a writer would wait for one.
    let flags = i32::try_from(OFlags::NONBLOCK.bits()).unwrap_or_default();
    let what = |meta: &std::fs::Metadata| if meta.is_dir() { "a folder" } else { "not a file" };
    let looked = path.metadata().map_err(unread)?;
    if !looked.is_file() {
        return Err(no_file(path, what(&looked)));
    }
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(unread)?;
    // It may have been replaced between the two.
    let opened = file.metadata().map_err(unread)?;
    if !opened.is_file() {
        return Err(no_file(path, what(&opened)));
    }
    hashed(file).map_err(unread)
}

fn no_file(path: &Path, what: &str) -> Error {
    Error::refused(format!("{} is {what}", path.display()))
        .hint("name one file; of several, pack them into one or add a piece for each")
}

fn hashed(mut file: File) -> std::io::Result<(String, i64)> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0_u8; CHUNK];
    let mut size = 0_i64;
    loop {
        let read = match file.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&chunk[..read]);
        size = size.saturating_add(i64::try_from(read).unwrap_or(i64::MAX));
    }
    let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((hash, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_hash_and_size() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take 3.flac");
        std::fs::write(&path, "abc").unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(fingerprint(&path).unwrap(), (expected.to_owned(), 3));
        std::fs::write(&path, vec![7_u8; CHUNK * 2 + 1]).unwrap();
        assert_eq!(fingerprint(&path).unwrap().1, i64::try_from(CHUNK * 2 + 1).unwrap());
    }

    #[test]
    fn what_is_no_file_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR,
            0,
        )
        .unwrap();
        for (path, what) in
            [(folder.path(), "a folder"), (&pipe, "not a file"), (Path::new("/dev/zero"), "not a file")]
        {
            let refused = fingerprint(path).unwrap_err();
            assert!(refused.sentence.contains(what), "{}", refused.sentence);
        }
        assert!(fingerprint(&folder.path().join("none")).unwrap_err().sentence.contains("cannot be read"));
    }
}
