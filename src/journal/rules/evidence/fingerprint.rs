//! The fingerprint of a file that is evidence: by it a file that was changed since is known.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;

use rustix::fs::{Mode, OFlags};
use sha2::{Digest, Sha256};

use crate::journal::error::{Error, Result};

/// So many bytes are read at a time.
const AT_A_TIME: usize = 64 * 1024;

/// The SHA-256 of a file, in hexadecimal, and its size in bytes.
///
/// # Errors
/// There is no such file, it cannot be read, or it is something else: a folder, a pipe, a device.
pub fn fingerprint(path: &Path) -> Result<(String, i64)> {
    let failed = |error: io::Error| refused(path, &error);
    // Looked at before it is opened: opening alone rewinds some devices. And after: it may be another by then.
    is_file(path, &fs::metadata(path).map_err(failed)?)?;
    let mut file = open(path).map_err(failed)?;
    is_file(path, &file.metadata().map_err(failed)?)?;
    let (mut hash, mut size) = (Sha256::new(), 0_i64);
    let mut bytes = vec![0; AT_A_TIME];
    loop {
        let read = match file.read(&mut bytes) {
            Ok(0) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read.map_err(failed)?,
        };
        hash.update(&bytes[..read]);
        size = size.saturating_add(i64::try_from(read).unwrap_or(i64::MAX));
    }
    let hex = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((hex, size))
}

/// Opens a file for reading without ever waiting: a pipe would wait for its writer, a device for its carrier.
fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

fn refused(path: &Path, error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::NotFound => Error::not_found(format!("there is no file {}", path.display())),
        _ => Error::refused(format!("{} cannot be read: {error}", path.display())),
    }
}

fn is_file(path: &Path, found: &Metadata) -> Result<()> {
    if found.is_file() {
        return Ok(());
    }
    let what = if found.is_dir() { "a folder" } else { "no ordinary file" };
    Err(Error::refused(format!("{} is {what}", path.display())).hint("evidence is one file: name it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_told_by_its_bytes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take 3");
        fs::write(&path, b"abc").unwrap();
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(fingerprint(&path), Ok((known.to_owned(), 3)));
        fs::write(&path, vec![0; 3 * AT_A_TIME + 1]).unwrap();
        assert_eq!(fingerprint(&path).map(|(_, size)| size), Ok(3 * 65_536 + 1));
        fs::write(&path, b"").unwrap();
        assert_eq!(fingerprint(&path).map(|(_, size)| size), Ok(0));
    }

    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, Mode::RUSR | Mode::WUSR, 0)
            .unwrap();
        let said = |path: &Path| fingerprint(path).unwrap_err().sentence;
        assert!(said(&pipe).ends_with(" is no ordinary file"));
        assert!(said(folder.path()).ends_with(" is a folder"));
        assert_eq!(said(Path::new("/dev/null")), "/dev/null is no ordinary file");
        let none = folder.path().join("none");
        assert_eq!(said(&none), format!("there is no file {}", none.display()));
    }
}
