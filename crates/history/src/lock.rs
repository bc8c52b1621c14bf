//! The lock that makes one process the owner of a database's running executions.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use crate::error::HistoryError;

/// Held for as long as this process owns the database. The operating system lets go of it when the process
/// ends, however it ends; the file stays, since removing it would let two processes hold "the" lock.
#[derive(Debug)]
pub(crate) struct OwnerLock {
    _file: File,
}

impl OwnerLock {
    pub(crate) fn take(database: &Path) -> Result<Self, HistoryError> {
        let path = lock_path(database);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| HistoryError::from_io(database, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Who holds it is a courtesy; an unreadable note changes nothing.
                let holder = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(HistoryError::OwnedElsewhere { path: database.to_path_buf(), holder });
            }
            Err(TryLockError::Error(error)) => return Err(HistoryError::from_io(database, error)),
        }
        // A full disk must not keep people from their history: the note may fail, the lock is held.
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(std::process::id().to_string().as_bytes()));
        Ok(Self { _file: file })
    }
}

fn lock_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_owner_is_told_who_holds_it_until_the_first_lets_go() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("history.db");
        let first = OwnerLock::take(&database).unwrap();
        match OwnerLock::take(&database) {
            Err(HistoryError::OwnedElsewhere { path, holder }) => {
                assert_eq!(path, database);
                assert_eq!(holder, Some(std::process::id()));
            }
            other => panic!("expected a refusal, got {other:?}"),
        }
        drop(first);
        OwnerLock::take(&database).unwrap();
    }
}
