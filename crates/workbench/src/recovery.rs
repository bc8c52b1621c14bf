//! Unsaved work survives a crash: each process keeps it in a folder of its own, locked while it lives.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::save::{not_written, write_atomically};
use crate::schema::{Problem, Recovery};

/// What is kept of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// The document's file; none for one never saved.
    pub path: Option<String>,
    /// For people.
    pub name: String,
    /// When it was kept, milliseconds since the epoch.
    pub kept: u64,
    /// The document's text.
    pub text: String,
}

/// The recovery files of this process, and what dead ones left.
#[derive(Debug)]
pub(crate) struct RecoveryStore {
    root: PathBuf,
    own: PathBuf,
    /// Held, not used: the lock tells others that this process lives.
    _lock: Option<File>,
}

impl RecoveryStore {
    /// Makes this process's folder under `root`.
    ///
    /// # Errors
    /// `RECOVERY_NOT_KEPT` when the folder can't be made.
    pub fn open(root: &Path, id: &str) -> Result<Self, Problem> {
        let own = root.join(id);
        let problem = |error: std::io::Error| {
            Problem::new(
                "RECOVERY_NOT_KEPT",
                format!("Unsaved work would not survive a crash: {} can't be written ({error}).", own.display()),
            )
        };
        fs::create_dir_all(&own).map_err(problem)?;
        let lock = File::create(own.join("lock")).map_err(problem)?;
        // A file system without locks only means that another process may offer this one's work too.
        let lock = lock.try_lock().is_ok().then_some(lock);
        Ok(Self { root: root.to_path_buf(), own, _lock: lock })
    }

    fn file(&self, document: u32) -> PathBuf {
        self.own.join(format!("{document}.json"))
    }

    /// Keeps a document's text.
    ///
    /// # Errors
    /// `FILE_NOT_WRITTEN`.
    pub fn keep(&self, document: u32, kept: &Kept) -> Result<(), Problem> {
        let file = self.file(document);
        let text = serde_json::to_vec(kept).map_err(|error| not_written(&file, &error.into()))?;
        write_atomically(&file, &text)
    }

    /// Drops what was kept of a document: it was saved or closed.
    pub fn drop_document(&self, document: u32) {
        drop(fs::remove_file(self.file(document)));
    }

    /// What dead processes left, newest first, with its file.
    pub fn left_behind(&self) -> Vec<(PathBuf, Kept)> {
        let mut found = Vec::new();
        let Ok(folders) = fs::read_dir(&self.root) else { return found };
        for folder in folders.flatten().map(|entry| entry.path()).filter(|path| path.is_dir() && *path != self.own) {
            let alive = File::open(folder.join("lock")).is_ok_and(|lock| lock.try_lock().is_err());
            if alive {
                continue;
            }
            let before = found.len();
            for file in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
                if file.extension().is_some_and(|extension| extension == "json")
                    && let Ok(text) = fs::read_to_string(&file)
                    && let Ok(kept) = serde_json::from_str::<Kept>(&text)
                {
                    found.push((file, kept));
                }
            }
            if found.len() == before {
                // Nothing in it: the process ended well.
                drop(fs::remove_dir_all(&folder));
            }
        }
        found.sort_by_key(|(_, kept)| std::cmp::Reverse(kept.kept));
        found
    }

    /// The same, as the page lists it.
    pub fn recoveries(&self) -> Vec<Recovery> {
        self.left_behind()
            .into_iter()
            .map(|(file, kept)| Recovery {
                path: kept.path.unwrap_or_else(|| file.display().to_string()),
                name: kept.name,
                kept: kept.kept,
            })
            .collect()
    }

    /// What was left for a path: a document's file, or the recovery file itself.
    pub fn find(&self, path: &str) -> Option<(PathBuf, Kept)> {
        self.left_behind()
            .into_iter()
            .find(|(file, kept)| kept.path.as_deref() == Some(path) || file.display().to_string() == path)
    }

    /// Forgets what was left for a path.
    pub fn discard(&self, path: &str) {
        while let Some((file, _)) = self.find(path) {
            if fs::remove_file(file).is_err() {
                break;
            }
        }
    }
}

impl Drop for RecoveryStore {
    fn drop(&mut self) {
        // Nothing unsaved: leave no trace. A folder with work in it stays.
        let empty =
            fs::read_dir(&self.own).is_ok_and(|entries| entries.flatten().all(|entry| entry.file_name() == "lock"));
        if empty {
            drop(fs::remove_dir_all(&self.own));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(path: Option<&str>, at: u64) -> Kept {
        Kept { path: path.map(str::to_owned), name: "a".into(), kept: at, text: "{}".into() }
    }

    #[test]
    fn only_what_the_dead_left_is_offered() {
        let root = tempfile::tempdir().expect("folder");
        let crashed = RecoveryStore::open(root.path(), "crashed").expect("opened");
        crashed.keep(1, &kept(Some("/w/a.json"), 5)).expect("kept");
        crashed.keep(2, &kept(None, 6)).expect("kept");
        let second = RecoveryStore::open(root.path(), "second").expect("opened");
        assert!(second.recoveries().is_empty(), "the first still lives");
        drop(crashed);
        let left = second.recoveries();
        assert_eq!(left.len(), 2);
        assert_eq!(left[1].path, "/w/a.json");
        assert_eq!(second.find("/w/a.json").expect("found").1.text, "{}");
        second.discard("/w/a.json");
        assert!(second.find(&left[0].path).is_some(), "a document never saved goes by its recovery file");
        second.discard(&left[0].path);
        assert!(second.recoveries().is_empty());
    }

    #[test]
    fn a_clean_end_leaves_nothing() {
        let root = tempfile::tempdir().expect("folder");
        let store = RecoveryStore::open(root.path(), "one").expect("opened");
        store.keep(1, &kept(None, 1)).expect("kept");
        store.drop_document(1);
        drop(store);
        assert_eq!(fs::read_dir(root.path()).expect("listed").count(), 0);
    }
}
