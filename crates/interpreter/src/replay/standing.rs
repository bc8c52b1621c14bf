//! Where an execution stands: every state that it is in.

use std::sync::Arc;

use stepwell_asl::StatePath;
use stepwell_json::Value;

use crate::{MapRunId, TaskId};

/// A state that an execution is in, or is about to enter.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The state, by its path of names from the top level.
    pub state: StatePath,
    /// The index of the nearest Map iteration around it.
    pub map_index: Option<u64>,
    /// The event that entered it; none before that.
    pub entered_event: Option<u64>,
    /// Its raw input.
    pub input: Value,
    /// The variables that it sees, those of inner scopes first.
    pub variables: Vec<(Arc<str>, Value)>,
    /// How often it was retried in this visit.
    pub retries: u32,
    /// What it does.
    pub doing: Doing,
}

/// What a state that an execution is in does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doing {
    /// It is about to be entered.
    Enters,
    /// It is entered and does its work next.
    Works,
    /// It waits for its time.
    Waits,
    /// It waits for its task.
    Task {
        /// The task.
        task: TaskId,
        /// Somebody began to work on it.
        started: bool,
        /// It was handed over (`.sync`, `.waitForTaskToken`).
        submitted: bool,
    },
    /// Its task has ended.
    Answered,
    /// It pauses before a retry.
    Backoff,
    /// It waits for its branches or iterations.
    Inner {
        /// How many have ended.
        finished: usize,
        /// How many there are.
        all: usize,
    },
    /// It waits for its map run.
    MapRun {
        /// The map run.
        run: MapRunId,
        /// Its ARN.
        arn: Arc<str>,
    },
}

impl Doing {
    /// A word for it that does not change.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Doing::Enters => "enters",
            Doing::Works => "works",
            Doing::Waits => "waits",
            Doing::Task { .. } => "task",
            Doing::Answered => "answered",
            Doing::Backoff => "backoff",
            Doing::Inner { .. } => "inner",
            Doing::MapRun { .. } => "map_run",
        }
    }
}
