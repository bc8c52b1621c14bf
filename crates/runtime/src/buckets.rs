//! S3 as a folder: `DIR/<bucket>/<key>`.

use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

/// A folder that stands for S3. What is outside of it is not reached through keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Buckets {
    root: PathBuf,
}

/// An object in a listing.
pub(crate) struct Listed {
    pub(crate) key: String,
    pub(crate) bytes: u64,
    pub(crate) modified_seconds: u64,
}

impl Buckets {
    /// The buckets in this folder.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// An object's bytes.
    pub(crate) fn read(&self, bucket: &str, key: &str) -> Result<Vec<u8>, String> {
        let path = self.path(bucket, key)?;
        std::fs::read(&path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound if !self.root.join(bucket).is_dir() => {
                format!("The specified bucket does not exist: {bucket} ({})", self.root.join(bucket).display())
            }
            std::io::ErrorKind::NotFound => format!("The specified key does not exist: {key} ({})", path.display()),
            _ => format!("{}: {error}", path.display()),
        })
    }

    /// Writes an object, with the folders it needs.
    pub(crate) fn write(&self, bucket: &str, key: &str, bytes: &[u8]) -> Result<(), String> {
        let path = self.path(bucket, key)?;
        let folder = path.parent().unwrap_or(&self.root);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&path, bytes))
            .map_err(|error| format!("{}: {error}", path.display()))
    }

    /// The objects whose keys begin so, in the order of keys.
    pub(crate) fn list(&self, bucket: &str, prefix: &str) -> Result<Vec<Listed>, String> {
        let top = self.path(bucket, "")?;
        if !top.is_dir() {
            return Err(format!("The specified bucket does not exist: {bucket} ({})", top.display()));
        }
        let mut found = Vec::new();
        let mut folders = vec![(top, String::new())];
        while let Some((folder, before)) = folders.pop() {
            let entries = std::fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            for entry in entries.flatten() {
                let key = format!("{before}{}", entry.file_name().to_string_lossy());
                let Ok(about) = entry.metadata() else { continue };
                if about.is_dir() {
                    folders.push((entry.path(), format!("{key}/")));
                } else if key.starts_with(prefix) {
                    let modified = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
                    found.push(Listed {
                        key,
                        bytes: about.len(),
                        modified_seconds: modified.map_or(0, |since| since.as_secs()),
                    });
                }
            }
        }
        found.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(found)
    }

    fn path(&self, bucket: &str, key: &str) -> Result<PathBuf, String> {
        let names_only = |text: &str| Path::new(text).components().all(|part| matches!(part, Component::Normal(_)));
        if bucket.is_empty() || bucket.contains('/') || !names_only(bucket) || !names_only(key) {
            return Err(format!("{bucket}/{key} is no bucket and key that a folder can hold."));
        }
        Ok(self.root.join(bucket).join(key))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_within_their_bucket() {
        let folder = tempfile::tempdir().unwrap();
        let buckets = Buckets::new(folder.path());
        buckets.write("b", "a/2.txt", b"two").unwrap();
        buckets.write("b", "a/1.txt", b"one").unwrap();
        buckets.write("b", "c", b"").unwrap();
        assert_eq!(buckets.read("b", "a/1.txt").unwrap(), b"one");
        let keys: Vec<String> = buckets.list("b", "a/").unwrap().into_iter().map(|object| object.key).collect();
        assert_eq!(keys, ["a/1.txt", "a/2.txt"]);
        for (bucket, key) in [("b", "../x"), ("..", "x"), ("b/a", "x"), ("", "x"), ("b", "/etc/passwd")] {
            assert!(buckets.read(bucket, key).unwrap_err().contains("is no bucket and key"), "{bucket} {key}");
        }
        assert!(buckets.read("b", "x").unwrap_err().contains("key does not exist"));
        assert!(buckets.read("z", "x").unwrap_err().contains("bucket does not exist"));
    }
}
