//! The recent list: a small JSON file in the configuration folder.

use std::fs;
use std::path::{Path, PathBuf};

use crate::save::write_atomically;
use crate::schema::Recent;

/// How many entries are kept.
const MOST: usize = 20;

/// What was opened before, newest first.
#[derive(Debug)]
pub(crate) struct RecentList {
    file: Option<PathBuf>,
    entries: Vec<Recent>,
}

impl RecentList {
    /// Reads the list; one that can't be read is empty, since nothing of worth is lost with it.
    pub fn read(file: Option<PathBuf>) -> Self {
        let entries = file
            .as_deref()
            .and_then(|file| fs::read_to_string(file).ok())
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        Self { file, entries }
    }

    /// The entries whose files still exist.
    pub fn entries(&self) -> Vec<Recent> {
        self.entries.iter().filter(|entry| Path::new(&entry.path).exists()).cloned().collect()
    }

    /// Puts a path first.
    pub fn add(&mut self, path: &Path, folder: bool, now: u64) {
        let path_text = path.display().to_string();
        self.entries.retain(|entry| entry.path != path_text);
        let name = path.file_name().map_or_else(|| path_text.clone(), |name| name.to_string_lossy().into_owned());
        self.entries.insert(0, Recent { path: path_text, name, folder, opened: now });
        self.entries.truncate(MOST);
        self.write();
    }

    /// Takes a path out.
    pub fn forget(&mut self, path: &str) {
        self.entries.retain(|entry| entry.path != path);
        self.write();
    }

    /// A list that can't be kept is not worth a message: it holds until the app is closed.
    fn write(&self) {
        if let Some(file) = &self.file
            && let Ok(text) = serde_json::to_string_pretty(&self.entries)
            && file.parent().is_some_and(|folder| fs::create_dir_all(folder).is_ok())
        {
            drop(write_atomically(file, text.as_bytes()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn newest_first_without_repeats_and_kept() {
        let folder = tempfile::tempdir().expect("folder");
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        fs::create_dir(&a).expect("a");
        fs::write(&b, "").expect("b");
        let file = folder.path().join("config/recent.json");
        let mut list = RecentList::read(Some(file.clone()));
        list.add(&a, true, 1);
        list.add(&b, false, 2);
        list.add(&a, true, 3);
        let names = |list: &RecentList| list.entries().into_iter().map(|entry| entry.name).collect::<Vec<_>>();
        assert_eq!(names(&RecentList::read(Some(file.clone()))), ["a", "b"]);
        list.forget(&a.display().to_string());
        fs::remove_file(&b).expect("removed");
        assert!(names(&RecentList::read(Some(file))).is_empty());
    }

    #[test]
    fn a_damaged_list_is_empty() {
        let folder = tempfile::tempdir().expect("folder");
        let file = folder.path().join("recent.json");
        fs::write(&file, "not json").expect("written");
        assert!(RecentList::read(Some(file)).entries().is_empty());
    }
}
