//! Writing a file so that either the old or the new content is there, whatever happens.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use crate::schema::Problem;

/// Writes a file atomically: a temporary file beside it, fsync, rename, fsync of the folder.
/// The mode of an existing file is kept, and a symbolic link keeps pointing at its file.
///
/// # Errors
/// `FILE_NOT_WRITTEN`, with what to do; the file's old content is untouched then.
pub fn write_atomically(path: &Path, content: &[u8]) -> Result<(), Problem> {
    // A link is followed, so that the link stays a link.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    write_with(&target, |file| file.write_all(content)).map_err(|error| not_written(path, &error))
}

/// Writes a file that is not there yet.
///
/// # Errors
/// `AlreadyExists` where there is one, which is left as it is; else what the system says, and nothing is left behind.
pub(crate) fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::options().write(true).create_new(true).open(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if written.is_err() {
        // What is left of the attempt is of no use; the first error is the one to tell.
        drop(fs::remove_file(path));
    }
    written
}

/// The steps of writing, with the writing itself passed in so that a failing disk can be tried.
fn write_with(target: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let old = fs::metadata(target).ok();
    if old.as_ref().is_some_and(|old| old.permissions().readonly()) {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is marked read-only"));
    }
    let temporary = temporary_name(target);
    let result = (|| {
        let mut file = File::options().write(true).create_new(true).open(&temporary)?;
        write(&mut file)?;
        if let Some(old) = &old {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&temporary, target)?;
        // The rename itself must survive a power cut too. Some file systems can't sync a folder.
        if let Some(folder) = target.parent()
            && let Ok(folder) = File::open(folder)
        {
            folder.sync_all().or_else(|error| match error.kind() {
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported => Ok(()),
                _ => Err(error),
            })?;
        }
        Ok(())
    })();
    if result.is_err() {
        // What is left of the attempt is of no use; the first error is the one to tell.
        drop(fs::remove_file(&temporary));
    }
    result
}

/// A name that nobody else has: not another save of this process, and not what a crash left behind, even where
/// every process has the same id, as in containers. Short whatever the file's own name is.
fn temporary_name(target: &Path) -> PathBuf {
    static SAVES: AtomicU64 = AtomicU64::new(0);
    let number = SAVES.fetch_add(1, Ordering::Relaxed);
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    target.with_file_name(format!(".stepwell-{}-{}-{number}.tmp", std::process::id(), since.as_nanos()))
}

/// Says why a file was not written and what to do.
pub(crate) fn not_written(path: &Path, error: &io::Error) -> Problem {
    let advice = match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            "It may not be written here; save it under another name or change its permissions."
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "The disk is full; free some space and save again, or save elsewhere."
        }
        io::ErrorKind::NotFound => "Its folder is gone; save it under another name.",
        _ => "Your work is still open; try again or save it under another name.",
    };
    Problem::new("FILE_NOT_WRITTEN", format!("{} was not saved: {error}. {advice}", path.display()))
        .at(path.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn the_mode_stays_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.asl.json");
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("mode");
        write_atomically(&path, b"new").expect("saved");
        assert_eq!(fs::read_to_string(&path).expect("read"), "new");
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o640);
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().expect("folder");
        let (file, link) = (folder.path().join("real.json"), folder.path().join("link.json"));
        fs::write(&file, "old").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        write_atomically(&link, b"new").expect("saved");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(fs::read_to_string(&file).expect("read"), "new");
    }

    #[test]
    fn a_full_disk_leaves_the_old_content() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.asl.json");
        fs::write(&path, "old").expect("written");
        let error = write_with(&path, |file| {
            file.write_all(b"ne")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        })
        .expect_err("refused");
        let problem = not_written(&path, &error);
        assert!(problem.message.contains("disk is full"), "{problem}");
        assert_eq!(fs::read_to_string(&path).expect("read"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn long_names_and_what_a_crash_left_do_not_hinder() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join(format!("{}.asl.json", "n".repeat(240)));
        for text in ["one", "two"] {
            write_atomically(&path, text.as_bytes()).expect("saved");
            assert_eq!(fs::read_to_string(&path).expect("read"), text);
        }
        assert_ne!(temporary_name(&path), temporary_name(&path));
    }

    #[test]
    fn a_missing_folder_is_said() {
        let folder = tempfile::tempdir().expect("folder");
        let problem = write_atomically(&folder.path().join("gone/a.json"), b"x").expect_err("refused");
        assert_eq!(problem.code, "FILE_NOT_WRITTEN");
        assert!(problem.message.contains("folder is gone"), "{problem}");
    }

    #[test]
    fn a_read_only_file_is_not_replaced() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.json");
        fs::write(&path, "old").expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("mode");
        let problem = write_atomically(&path, b"new").expect_err("refused");
        assert!(problem.message.contains("may not be written"), "{problem}");
        assert_eq!(fs::read_to_string(&path).expect("read"), "old");
    }
}
