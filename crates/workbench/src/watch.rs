//! Changes made outside come in live.

use std::path::{Path, PathBuf};
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use crate::schema::Problem;

/// How long changes are gathered before they are told.
const QUIET: Duration = Duration::from_millis(150);

/// Watches folders and tells which paths changed.
pub(crate) struct Watch {
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    watched: Vec<(PathBuf, RecursiveMode)>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Watch").field("watched", &self.watched).finish_non_exhaustive()
    }
}

impl Watch {
    /// Starts watching nothing yet; `changed` is called on a thread of its own.
    ///
    /// # Errors
    /// `NOT_WATCHED` when the operating system gives no watch.
    pub fn new(changed: impl Fn(Vec<PathBuf>) + Send + 'static) -> Result<Self, Problem> {
        let tell = move |result: DebounceEventResult| {
            let Ok(events) = result else { return };
            let mut paths: Vec<PathBuf> = events
                .into_iter()
                .filter(|event| !matches!(event.kind, EventKind::Access(_)))
                .flat_map(|event| event.event.paths)
                .collect();
            paths.sort();
            paths.dedup();
            if !paths.is_empty() {
                changed(paths);
            }
        };
        let debouncer = new_debouncer(QUIET, None, tell).map_err(|error| not_watched(&error))?;
        Ok(Self { debouncer, watched: Vec::new() })
    }

    /// Watches these folders, and no others: the opened one with all below it, and the folders of
    /// documents that lie elsewhere.
    ///
    /// # Errors
    /// `NOT_WATCHED` for the first that can't be; the others are watched.
    pub fn set(&mut self, folder: Option<&Path>, files: &[PathBuf]) -> Result<(), Problem> {
        let mut wanted: Vec<(PathBuf, RecursiveMode)> = Vec::new();
        wanted.extend(folder.map(|folder| (folder.to_path_buf(), RecursiveMode::Recursive)));
        for file in files {
            // A file that is replaced by a rename is only noticed through its folder.
            let Some(parent) = file.parent() else { continue };
            let covered = folder.is_some_and(|folder| parent.starts_with(folder));
            if !covered && !wanted.iter().any(|(path, _)| path == parent) {
                wanted.push((parent.to_path_buf(), RecursiveMode::NonRecursive));
            }
        }
        for (path, _) in self.watched.iter().filter(|old| !wanted.contains(old)) {
            // It may be gone already, and its watch with it.
            drop(self.debouncer.unwatch(path));
        }
        let mut problem = Ok(());
        let mut watched = Vec::new();
        for new in wanted {
            if self.watched.contains(&new) {
                watched.push(new);
                continue;
            }
            match self.debouncer.watch(&new.0, new.1) {
                Ok(()) => watched.push(new),
                Err(error) => problem = problem.and_then(|()| Err(not_watched(&error).at(new.0.display().to_string()))),
            }
        }
        self.watched = watched;
        problem
    }
}

fn not_watched(error: &notify_debouncer_full::notify::Error) -> Problem {
    Problem::new(
        "NOT_WATCHED",
        format!("Changes made outside will not be noticed ({error}); open the file again to see them."),
    )
}
