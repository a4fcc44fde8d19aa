//! Drafts as files: one each, private, replaced as a whole, written and removed by a thread of their own, so that the
//! screen never waits for the disk. Outside the journal: they are needed most when it is locked or full.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use serde_json::{Value, json};

use super::Draft;
use crate::domain::id::Id;
use crate::domain::moment::Moment;
use crate::paths;

/// The most drafts that are read at the start.
const MOST: usize = 500;
/// A larger file is none of ours.
const LARGEST: u64 = 64 * 1024 * 1024;

impl Draft {
    /// As it is written.
    pub fn print(&self) -> String {
        json!({
            "revision": self.revision,
            "at": self.at.at,
            "offset": self.at.offset,
            "title": self.title,
            "values": self.values,
        })
        .to_string()
    }

    /// As it was written; `None` where it is no draft.
    pub fn parse(text: &str) -> Option<Draft> {
        let mut found: Value = serde_json::from_str(text).ok()?;
        let values = found.get_mut("values").map(Value::take)?;
        Some(Draft {
            revision: found.get("revision")?.as_i64()?,
            at: Moment {
                at: found.get("at")?.as_i64()?,
                offset: i32::try_from(found.get("offset")?.as_i64()?).ok()?,
            },
            title: found.get("title")?.as_str()?.to_owned(),
            values,
        })
    }
}

/// The thread that writes drafts.
#[derive(Debug)]
pub struct Keeper {
    orders: Option<Sender<(String, Option<String>)>>,
    thread: Option<JoinHandle<()>>,
    prefix: String,
}

impl Keeper {
    /// A keeper of the drafts of one journal in a folder; hands back those that are there.
    pub fn start(folder: PathBuf, journal: Id) -> (Keeper, BTreeMap<String, Draft>) {
        let prefix = format!("{journal}-");
        let kept = read(&folder, &prefix);
        let (orders, incoming) = channel::<(String, Option<String>)>();
        let thread = std::thread::spawn(move || {
            for (name, text) in incoming {
                // A draft that cannot be kept is still on the screen; saving says what is wrong with the disk.
                let _ = match text {
                    Some(text) => keep(&folder, &name, &text),
                    None => fs::remove_file(folder.join(name)),
                };
            }
        });
        (Keeper { orders: Some(orders), thread: Some(thread), prefix }, kept)
    }

    /// Keeps a draft.
    pub fn keep(&self, key: &str, text: String) {
        self.order(key, Some(text));
    }

    /// Lets a draft go.
    pub fn drop_draft(&self, key: &str) {
        self.order(key, None);
    }

    fn order(&self, key: &str, text: Option<String>) {
        if let Some(orders) = &self.orders {
            let _ = orders.send((format!("{}{key}.json", self.prefix), text));
        }
    }
}

impl Drop for Keeper {
    /// Waits until everything is on disk.
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn keep(folder: &Path, name: &str, text: &str) -> std::io::Result<()> {
    paths::make_private_dir(folder)?;
    paths::write_private(&folder.join(name), text.as_bytes())
}

fn read(folder: &Path, prefix: &str) -> BTreeMap<String, Draft> {
    let Ok(entries) = fs::read_dir(folder) else { return BTreeMap::new() };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let ours = names.filter_map(|name| {
        let key = name.strip_prefix(prefix)?.strip_suffix(".json")?.to_owned();
        Some((key, folder.join(&name)))
    });
    ours.take(MOST)
        .filter(|(_, path)| fs::metadata(path).is_ok_and(|meta| meta.len() <= LARGEST))
        .filter_map(|(key, path)| Some((key, Draft::parse(&fs::read_to_string(path).ok()?)?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn kept_privately_and_found_again() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/drafts");
        let draft = Draft {
            revision: 3,
            at: Moment { at: 1_795_161_600_000, offset: 3600 },
            title: "Ear\u{202e}".into(),
            values: json!({"why": "zwei\nZeilen 日本"}),
        };
        let (keeper, none) = Keeper::start(folder.clone(), Id(7));
        assert!(none.is_empty());
        keeper.keep("skill-1", draft.print());
        keeper.keep("skill-2", draft.print());
        keeper.drop_draft("skill-2");
        drop(keeper);
        let (_other, others) = Keeper::start(folder.clone(), Id(8));
        assert!(others.is_empty(), "drafts belong to their journal");
        let (_again, kept) = Keeper::start(folder.clone(), Id(7));
        assert_eq!(kept.into_iter().collect::<Vec<_>>(), [("skill-1".to_owned(), draft)]);
        for entry in fs::read_dir(&folder).unwrap() {
            assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
        }
        assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn what_is_no_draft_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        fs::write(home.path().join(format!("{}-x.json", Id(7))), "[1,").unwrap();
        assert!(Keeper::start(home.path().to_path_buf(), Id(7)).1.is_empty());
        assert_eq!(Draft::parse("{}"), None);
    }
}
