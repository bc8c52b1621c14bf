//! A database that cannot be trusted is set aside, never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::HistoryError;

/// Something the person should be told about how their history was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The database was damaged. It was renamed and a new, empty one made.
    SetAside {
        /// Where the database was, and where the new one is.
        path: PathBuf,
        /// Where the old one is now.
        kept_as: PathBuf,
        /// What was wrong, in SQLite's words.
        reason: String,
    },
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::SetAside { path, kept_as, reason } => write!(
                f,
                "The history {} was damaged ({reason}). It is kept as {}, and a new, empty history was begun.",
                path.display(),
                kept_as.display()
            ),
        }
    }
}

/// Renames the database and what SQLite keeps beside it to `<name>.damaged-<time>`.
pub(crate) fn set_aside(path: &Path, now: i64, reason: String) -> Result<Notice, HistoryError> {
    let kept_as = free_name(path, now);
    // The write-ahead log first: were it to stay behind, SQLite would play it into the new database.
    for suffix in ["-wal", "-shm", "-journal", ""] {
        let (from, to) = (beside(path, suffix), beside(&kept_as, suffix));
        match fs::rename(&from, &to) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(HistoryError::from_io(path, error)),
        }
    }
    Ok(Notice::SetAside { path: path.to_path_buf(), kept_as, reason })
}

fn free_name(path: &Path, now: i64) -> PathBuf {
    let time = jiff::Timestamp::from_millisecond(now)
        .map_or_else(|_| now.to_string(), |time| time.strftime("%Y%m%dT%H%M%SZ").to_string());
    let mut name = beside(path, &format!(".damaged-{time}"));
    let mut number = 2;
    while name.exists() {
        name = beside(path, &format!(".damaged-{time}-{number}"));
        number += 1;
    }
    name
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_set_aside_before_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history.db");
        let mut kept = Vec::new();
        for content in ["one", "two"] {
            fs::write(&path, content).unwrap();
            fs::write(beside(&path, "-wal"), content).unwrap();
            let Notice::SetAside { kept_as, .. } = set_aside(&path, 1_700_000_000_000, "reason".into()).unwrap();
            assert_eq!(fs::read_to_string(&kept_as).unwrap(), content);
            assert_eq!(fs::read_to_string(beside(&kept_as, "-wal")).unwrap(), content);
            assert!(!path.exists());
            kept.push(kept_as);
        }
        assert_eq!(kept[0], beside(&path, ".damaged-20231114T221320Z"));
        assert_eq!(kept[1], beside(&path, ".damaged-20231114T221320Z-2"));
    }
}
