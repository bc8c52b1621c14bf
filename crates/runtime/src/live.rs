//! What can be seen of an execution while it is driven.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stepwell_interpreter::{Status, Timestamp};
use tokio::sync::{mpsc, watch};

use crate::driver::Message;
use crate::error::RuntimeError;
use crate::task::WaitingTask;

/// An execution as it stands, by what is stored.
#[derive(Debug, Clone)]
pub struct Live {
    /// The newest stored event.
    pub last_event_id: u64,
    /// Its status.
    pub status: Status,
    /// The tasks that wait for a person, longest waiting first.
    pub waiting: Arc<Vec<WaitingTask>>,
    /// How it came to rest; none while it works or waits for a timer.
    pub settled: Option<Settled>,
}

/// How an execution came to rest.
#[derive(Debug, Clone)]
pub enum Settled {
    /// It ended.
    Ended(Ended),
    /// It is RUNNING and will stay so until an answer comes from outside.
    Waiting {
        /// How many tasks wait for a person.
        asked: usize,
        /// How many tasks have a mock that never answers.
        hanging: usize,
    },
    /// It could not go on, for example because the disk is full. It is RUNNING in the history, with
    /// everything that was acknowledged, and can be resumed.
    Stalled(RuntimeError),
}

/// How an execution ended.
#[derive(Debug, Clone, PartialEq)]
pub struct Ended {
    /// Its final status.
    pub status: Status,
    /// When.
    pub at: Timestamp,
    /// Its output's text, if it succeeded.
    pub output: Option<Arc<str>>,
    /// The error's name, if it did not.
    pub error: Option<Arc<str>>,
    /// The error's cause, if it did not.
    pub cause: Option<Arc<str>>,
}

/// How to reach an execution that is driven.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) inbox: mpsc::UnboundedSender<Message>,
    pub(crate) live: watch::Receiver<Live>,
}

/// The executions that this process drives.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    lines: Mutex<HashMap<Arc<str>, Line>>,
    closed: AtomicBool,
}

impl Lines {
    pub(crate) fn get(&self, arn: &str) -> Option<Line> {
        let mut lines = self.locked();
        let line = lines.get(arn)?;
        if line.inbox.is_closed() && line.live.borrow().settled.is_none() {
            // Its driver is gone without a word: a fault, but none that may keep it from being resumed.
            lines.remove(arn);
            return None;
        }
        Some(line.clone())
    }

    /// From now on nothing is added.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::SeqCst);
    }

    pub(crate) fn arns(&self) -> Vec<Arc<str>> {
        self.locked().keys().cloned().collect()
    }

    /// Adds a line.
    ///
    /// # Errors
    /// [`RuntimeError::StillRunning`] if there is one already, [`RuntimeError::ShutDown`] after
    /// [`Lines::close`].
    pub(crate) fn add(&self, arn: &Arc<str>, line: Line) -> Result<(), RuntimeError> {
        let mut lines = self.locked();
        if self.closed.load(Ordering::SeqCst) {
            return Err(RuntimeError::ShutDown);
        }
        match lines.entry(Arc::clone(arn)) {
            Entry::Vacant(free) => {
                free.insert(line);
                Ok(())
            }
            Entry::Occupied(_) => Err(RuntimeError::StillRunning { arn: arn.to_string() }),
        }
    }

    pub(crate) fn remove(&self, arn: &str) {
        self.locked().remove(arn);
    }

    pub(crate) fn take_all(&self) -> Vec<Line> {
        self.locked().drain().map(|(_, line)| line).collect()
    }

    fn locked(&self) -> MutexGuard<'_, HashMap<Arc<str>, Line>> {
        // Every change is a single insertion or removal: a panic elsewhere cannot leave the map half-changed.
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
