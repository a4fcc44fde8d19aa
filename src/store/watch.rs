//! Notices that another process has written, or that the journal is gone, without polling: the kernel tells when the files change.

use std::path::Path;

/// Watches the folder of a journal.
#[derive(Debug)]
pub struct Watch {
    #[cfg(target_os = "linux")]
    file: rustix::fd::OwnedFd,
    #[cfg(target_os = "linux")]
    name: Vec<u8>,
}

#[cfg(target_os = "linux")]
impl Watch {
    /// Begins to watch the folder a journal lies in; `None` where the kernel has no more watches to give.
    pub fn of(journal: &Path) -> Option<Watch> {
        use rustix::fs::inotify;
        use std::os::unix::ffi::OsStrExt;
        let file = inotify::init(inotify::CreateFlags::CLOEXEC).ok()?;
        let kinds = inotify::WatchFlags::MODIFY
            | inotify::WatchFlags::CREATE
            | inotify::WatchFlags::DELETE
            | inotify::WatchFlags::MOVE
            | inotify::WatchFlags::DELETE_SELF
            | inotify::WatchFlags::MOVE_SELF;
        inotify::add_watch(&file, journal.parent()?, kinds).ok()?;
        Some(Watch { file, name: journal.file_name()?.as_bytes().to_vec() })
    }

    /// Waits until the journal or one of its files has changed; `false` when watching is over. What else changes in
    /// that folder is nobody's business.
    pub fn wait(&self) -> bool {
        let mut buffer = [std::mem::MaybeUninit::uninit(); 4096];
        let mut events = rustix::fs::inotify::Reader::new(&self.file, &mut buffer);
        loop {
            match events.next() {
                Ok(event) => {
                    if event.file_name().is_none_or(|name| name.to_bytes().starts_with(&self.name)) {
                        return true;
                    }
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return false,
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
impl Watch {
    /// Begins to watch; where the kernel cannot tell, looking every two seconds has to do.
    pub fn of(_journal: &Path) -> Option<Watch> {
        Some(Watch {})
    }

    /// Waits for the next look.
    pub fn wait(&self) -> bool {
        std::thread::sleep(std::time::Duration::from_millis(1_900));
        true
    }
}
