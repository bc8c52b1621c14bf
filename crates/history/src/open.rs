//! Opening a history: who may write, what is checked, and what happens to a file that is no good.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::damaged::{Notice, set_aside};
use crate::error::HistoryError;
use crate::lock::OwnerLock;
use crate::payload::PayloadHash;
use crate::schema::{MIGRATIONS, NEWEST};

/// "StWl" in the file's header: this SQLite database is a history of ours.
const APPLICATION_ID: i32 = 0x5374_576C;

/// Up to this size the whole file is checked on opening (some tenths of a second); beyond it, damage inside
/// is found when it is read.
const CHECKED_UP_TO: u64 = 64 * 1024 * 1024;

/// Who opens the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// The one process that runs its executions and writes.
    #[default]
    Owner,
    /// Anyone who only looks.
    Reader,
}

/// What an acknowledged commit survives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// The death of the process and of the machine: each commit is on the disk before it is acknowledged
    /// (SQLite's `synchronous=FULL`).
    #[default]
    Full,
    /// The death of the process. A power cut may take the last commits with it, never the database's
    /// consistency (`synchronous=NORMAL`).
    Process,
}

/// How a history is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// Owner or reader.
    pub access: Access,
    /// What a commit survives.
    pub durability: Durability,
    /// The most bytes the database may take (without its write-ahead log); none for no limit. Reaching it
    /// is answered like a full disk.
    pub max_bytes: Option<u64>,
}

impl Options {
    /// The owner, with the safe defaults.
    #[must_use]
    pub fn owner() -> Self {
        Self::default()
    }

    /// A reader.
    #[must_use]
    pub fn reader() -> Self {
        Self { access: Access::Reader, ..Self::default() }
    }
}

/// A history that was opened, with what the person should hear about it.
#[derive(Debug)]
pub struct Opened {
    /// The history.
    pub history: History,
    /// Present when something had to be done about the file.
    pub notice: Option<Notice>,
}

/// A history database. One value is one connection: it may move between threads, and is used by one at a time.
#[derive(Debug)]
pub struct History {
    pub(crate) connection: Connection,
    pub(crate) path: PathBuf,
    pub(crate) writable: bool,
    /// (execution, payload) pairs known to be stored, so that a text that passes through a hundred states
    /// costs one look-up. Forgotten whenever a transaction fails.
    pub(crate) mentioned: HashSet<(i64, PayloadHash)>,
    in_memory: bool,
    _lock: Option<OwnerLock>,
}

impl Drop for History {
    fn drop(&mut self) {
        // The log is brought into the database itself, so that a copy of that one file is the whole history, even
        // while a reader still has it open. Not managing it loses nothing: whoever opens it next reads the log.
        if self.writable && !self.in_memory {
            let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        }
    }
}

impl History {
    /// Opens the database at `path`. As owner it is made when missing (with its folder), brought up to date
    /// when older, and set aside when damaged, which the [`Opened::notice`] tells.
    ///
    /// `now` (milliseconds since 1970, UTC) names a file that is set aside.
    ///
    /// # Errors
    /// [`HistoryError::OwnedElsewhere`] when another process owns it, [`HistoryError::ReadOnly`],
    /// [`HistoryError::DiskFull`], [`HistoryError::NewerLayout`], [`HistoryError::ForeignDatabase`]; for a
    /// reader also [`HistoryError::NotFound`], [`HistoryError::OlderLayout`] and [`HistoryError::Damaged`].
    pub fn open(path: &Path, options: Options, now: i64) -> Result<Opened, HistoryError> {
        match options.access {
            Access::Owner => Self::open_as_owner(path, options, now),
            Access::Reader => Ok(Opened { history: Self::open_as_reader(path)?, notice: None }),
        }
    }

    /// A history that lives only as long as this value.
    ///
    /// # Errors
    /// Only when SQLite has no memory left.
    pub fn open_in_memory() -> Result<Self, HistoryError> {
        let path = PathBuf::from(":memory:");
        let named = |error| HistoryError::from_sqlite(&path, error);
        let mut connection = Connection::open_in_memory().map_err(named)?;
        connection.pragma_update(None, "foreign_keys", true).map_err(named)?;
        connection.set_prepared_statement_cache_capacity(64);
        MIGRATIONS.to_latest(&mut connection).map_err(|error| migration_error(&path, error))?;
        Ok(Self { connection, path, writable: true, mentioned: HashSet::new(), in_memory: true, _lock: None })
    }

    /// A second connection to the same database for reading while this one writes; none for a history in
    /// memory, which has only the one.
    ///
    /// # Errors
    /// As [`History::open`] for a reader.
    pub fn another_reader(&self) -> Result<Option<Self>, HistoryError> {
        if self.in_memory { Ok(None) } else { Self::open_as_reader(&self.path).map(Some) }
    }

    /// The database file; `:memory:` for a history in memory.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn sqlite_error(&self, error: rusqlite::Error) -> HistoryError {
        HistoryError::from_sqlite(&self.path, error)
    }

    fn open_as_owner(path: &Path, options: Options, now: i64) -> Result<Opened, HistoryError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::create_dir_all(folder).map_err(|error| HistoryError::from_io(path, error))?;
        }
        let lock = OwnerLock::take(path)?;
        let (connection, notice) = match prepare_for_owner(path, options) {
            Ok(connection) => (connection, None),
            Err(HistoryError::Damaged { detail, .. }) => {
                let notice = set_aside(path, now, detail)?;
                (prepare_for_owner(path, options)?, Some(notice))
            }
            Err(error) => return Err(error),
        };
        let history = Self {
            connection,
            path: path.to_path_buf(),
            writable: true,
            mentioned: HashSet::new(),
            in_memory: false,
            _lock: Some(lock),
        };
        Ok(Opened { history, notice })
    }

    fn open_as_reader(path: &Path) -> Result<Self, HistoryError> {
        if !path.exists() {
            return Err(HistoryError::NotFound { path: path.to_path_buf() });
        }
        let connection = match connect_to_read(path) {
            // A folder that nobody may write to has no place for SQLite's shared memory file. With no
            // write-ahead log there is nothing to share: the file alone is the database.
            Err(HistoryError::ReadOnly { .. } | HistoryError::Database { .. }) if !has_log(path) => {
                connect_to_unchanging(path)?
            }
            other => other?,
        };
        Ok(Self {
            connection,
            path: path.to_path_buf(),
            writable: false,
            mentioned: HashSet::new(),
            in_memory: false,
            _lock: None,
        })
    }
}

fn prepare_for_owner(path: &Path, options: Options) -> Result<Connection, HistoryError> {
    let named = |error| HistoryError::from_sqlite(path, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags).map_err(named)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(named)?;
    connection.set_prepared_statement_cache_capacity(64);

    let layout = layout_of(&connection, path)?;
    if layout == 0 {
        connection.pragma_update(None, "application_id", APPLICATION_ID).map_err(named)?;
        // Deleted executions give their room back; must be chosen before the first table is made.
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL").map_err(named)?;
    }
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(())).map_err(named)?;
    let synchronous = match options.durability {
        Durability::Full => "FULL",
        Durability::Process => "NORMAL",
    };
    connection.pragma_update(None, "synchronous", synchronous).map_err(named)?;
    connection.pragma_update(None, "foreign_keys", true).map_err(named)?;
    if let Some(bytes) = options.max_bytes {
        let page: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0)).map_err(named)?;
        let pages = (i64::try_from(bytes).unwrap_or(i64::MAX) / page.max(1)).max(1);
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).map_err(named)?;
    }
    if fs::metadata(path).is_ok_and(|file| file.len() <= CHECKED_UP_TO) {
        let verdict: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(named)?;
        if verdict != "ok" {
            return Err(HistoryError::Damaged { path: path.to_path_buf(), detail: verdict });
        }
    }
    MIGRATIONS.to_latest(&mut connection).map_err(|error| migration_error(path, error))?;
    Ok(connection)
}

fn connect_to_read(path: &Path) -> Result<Connection, HistoryError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    finish_reader(path, Connection::open_with_flags(path, flags))
}

fn connect_to_unchanging(path: &Path) -> Result<Connection, HistoryError> {
    let mut uri = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri.push_str("?immutable=1");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    finish_reader(path, Connection::open_with_flags(uri, flags))
}

fn finish_reader(path: &Path, connection: rusqlite::Result<Connection>) -> Result<Connection, HistoryError> {
    let named = |error| HistoryError::from_sqlite(path, error);
    let connection = connection.map_err(named)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(named)?;
    connection.set_prepared_statement_cache_capacity(64);
    if layout_of(&connection, path)? < NEWEST {
        return Err(HistoryError::OlderLayout { path: path.to_path_buf() });
    }
    Ok(connection)
}

/// The layout's number; 0 for a file without tables. A database that is not ours is left alone.
fn layout_of(connection: &Connection, path: &Path) -> Result<i64, HistoryError> {
    let named = |error| HistoryError::from_sqlite(path, error);
    let layout: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(named)?;
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).map_err(named)?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(named)?;
    if application != APPLICATION_ID && (application != 0 || tables > 0) {
        return Err(HistoryError::ForeignDatabase { path: path.to_path_buf() });
    }
    if layout > NEWEST {
        return Err(HistoryError::NewerLayout { path: path.to_path_buf(), found: layout, known: NEWEST });
    }
    Ok(layout)
}

fn migration_error(path: &Path, error: rusqlite_migration::Error) -> HistoryError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => HistoryError::from_sqlite(path, err),
        other => HistoryError::Database { path: path.to_path_buf(), detail: other.to_string() },
    }
}

fn has_log(path: &Path) -> bool {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    fs::metadata(PathBuf::from(name)).is_ok_and(|log| log.len() > 0)
}
