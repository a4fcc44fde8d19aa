//! Notices that another process has written, without polling: the kernel tells when the files change.

use std::path::Path;

/// Watches the folder of a journal.
#[derive(Debug)]
pub struct Watch {
    #[cfg(target_os = "linux")]
    file: rustix::fd::OwnedFd,
}

#[cfg(target_os = "linux")]
impl Watch {
    /// Begins to watch the folder a journal lies in; `None` where the kernel has no more watches to give.
    pub fn of(journal: &Path) -> Option<Watch> {
        use rustix::fs::inotify;
        let file = inotify::init(inotify::CreateFlags::CLOEXEC).ok()?;
        let kinds = inotify::WatchFlags::MODIFY | inotify::WatchFlags::MOVED_TO | inotify::WatchFlags::CREATE;
        inotify::add_watch(&file, journal.parent()?, kinds).ok()?;
        Some(Watch { file })
    }

    /// Waits until something in the folder has changed; `false` when watching is over.
    pub fn wait(&self) -> bool {
        let mut buffer = [0_u8; 4096];
        loop {
            match rustix::io::read(&self.file, &mut buffer) {
                Ok(0) => return false,
                Ok(_) => return true,
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
