use std::path::{Path, PathBuf};

use crate::payload::PayloadHash;

/// What can go wrong with a history database. Each has a stable [`code`](HistoryError::code), says what to
/// do about it and names the file it is about.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HistoryError {
    /// Another process owns the database's running executions.
    #[error(
        "The history {} is in use by another Stepwell{}. Close that one, or open this history for reading only, or choose another with --db.",
        path.display(), holder.map(|pid| format!(" (process {pid})")).unwrap_or_default()
    )]
    OwnedElsewhere {
        /// The database.
        path: PathBuf,
        /// The owner's process id, where it could be read from the lock file.
        holder: Option<u32>,
    },
    /// There is no database at this path, and a reader does not make one.
    #[error("There is no history at {}. Run an execution with this --db first, or check the path.", path.display())]
    NotFound {
        /// The database.
        path: PathBuf,
    },
    /// The file or its folder cannot be written.
    #[error("The history {} cannot be written: the file or its folder is read-only. Make the folder writable or choose another place with --db.", path.display())]
    ReadOnly {
        /// The database.
        path: PathBuf,
    },
    /// No space is left. Nothing of the refused commit was written; everything before it is kept.
    #[error("The disk is full: the history {} could not be written. Everything acknowledged before is kept; free some space and resume the execution.", path.display())]
    DiskFull {
        /// The database.
        path: PathBuf,
    },
    /// The database was found damaged while it was in use. Opening it again as owner sets it aside.
    #[error("The history {} is damaged ({detail}). Open it again: it is set aside and a new one is made.", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// SQLite's words.
        detail: String,
    },
    /// A newer Stepwell made the database; it is left alone.
    #[error("The history {} was made by a newer Stepwell (layout {found}, this one knows {known}). Update Stepwell or choose another --db.", path.display())]
    NewerLayout {
        /// The database.
        path: PathBuf,
        /// The layout's number in the file.
        found: i64,
        /// The newest layout this version knows.
        known: i64,
    },
    /// A SQLite database, but another program's; it is left alone.
    #[error("{} is a SQLite database of another program, not a history of Stepwell. Choose another --db.", path.display())]
    ForeignDatabase {
        /// The database.
        path: PathBuf,
    },
    /// An older Stepwell made the database; a reader does not change it.
    #[error("The history {} was made by an older Stepwell. Open it once as its owner (stepwell run or the app), which brings it up to date.", path.display())]
    OlderLayout {
        /// The database.
        path: PathBuf,
    },
    /// A reader tried to write.
    #[error("The history {} was opened for reading only, so nothing can be written to it.", path.display())]
    NotOwner {
        /// The database.
        path: PathBuf,
    },
    /// There is an execution of this ARN already.
    #[error("An execution {arn} is already in the history. Choose another execution name.")]
    ExecutionExists {
        /// The execution.
        arn: String,
    },
    /// The history holds no execution of this ARN.
    #[error("There is no execution {arn} in the history {}. `stepwell history list` shows those there are.", path.display())]
    UnknownExecution {
        /// The execution.
        arn: String,
        /// The database.
        path: PathBuf,
    },
    /// Records do not continue what is stored: an event id or an input number is not the next one.
    #[error("The history of {arn} goes on with {what} {expected}, not {found}. Nothing was written.")]
    OutOfOrder {
        /// The execution.
        arn: String,
        /// "event" or "input".
        what: &'static str,
        /// The number that comes next.
        expected: u64,
        /// The number that was given.
        found: u64,
    },
    /// A payload that nothing in the database has.
    #[error("The history {} holds no payload {hash}. The execution it belonged to may have been deleted.", path.display())]
    UnknownPayload {
        /// Its hash.
        hash: PayloadHash,
        /// The database.
        path: PathBuf,
    },
    /// The operating system refused something else.
    #[error("The history {} could not be used: {source}.", path.display())]
    Io {
        /// The file concerned.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
    /// SQLite refused something else.
    #[error("The history {} could not be used: {detail}.", path.display())]
    Database {
        /// The database.
        path: PathBuf,
        /// SQLite's words.
        detail: String,
    },
}

impl HistoryError {
    /// The stable code of this error, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::OwnedElsewhere { .. } => "HISTORY_OWNED_ELSEWHERE",
            Self::NotFound { .. } => "HISTORY_NOT_FOUND",
            Self::ReadOnly { .. } => "HISTORY_READ_ONLY",
            Self::DiskFull { .. } => "HISTORY_DISK_FULL",
            Self::Damaged { .. } => "HISTORY_DAMAGED",
            Self::NewerLayout { .. } => "HISTORY_NEWER_LAYOUT",
            Self::ForeignDatabase { .. } => "HISTORY_FOREIGN_DATABASE",
            Self::OlderLayout { .. } => "HISTORY_OLDER_LAYOUT",
            Self::NotOwner { .. } => "HISTORY_NOT_OWNER",
            Self::ExecutionExists { .. } => "HISTORY_EXECUTION_EXISTS",
            Self::UnknownExecution { .. } => "HISTORY_UNKNOWN_EXECUTION",
            Self::OutOfOrder { .. } => "HISTORY_OUT_OF_ORDER",
            Self::UnknownPayload { .. } => "HISTORY_UNKNOWN_PAYLOAD",
            Self::Io { .. } => "HISTORY_IO",
            Self::Database { .. } => "HISTORY_DATABASE",
        }
    }

    /// Names the file and the cause of what SQLite said.
    pub(crate) fn from_sqlite(path: &Path, error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_path_buf();
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::Database { path, detail: error.to_string() };
        };
        let detail = message.clone().unwrap_or_else(|| failure.to_string());
        match failure.code {
            ErrorCode::DiskFull => Self::DiskFull { path },
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly { path },
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged { path, detail },
            // SQLite could not make room for the index of its write-ahead log.
            ErrorCode::SystemIoFailure if failure.extended_code == rusqlite::ffi::SQLITE_IOERR_SHMSIZE => {
                Self::DiskFull { path }
            }
            ErrorCode::CannotOpen if folder_is_read_only(&path) => Self::ReadOnly { path },
            _ => Self::Database { path, detail },
        }
    }

    /// Names the file and the cause of what the operating system said.
    pub(crate) fn from_io(path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_path_buf();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { path },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path },
            _ => Self::Io { path, source },
        }
    }
}

fn folder_is_read_only(path: &Path) -> bool {
    path.parent().and_then(|folder| folder.metadata().ok()).is_some_and(|folder| folder.permissions().readonly())
}
