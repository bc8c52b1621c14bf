//! A flow: one running sequence of states. The execution itself is one, and so is every branch of a
//! Parallel state and every iteration of a Map state.

use std::sync::Arc;

use stepwell_json::Value;

use super::failure::Failure;
use super::map_run::MapRun;
use super::variables::Variables;
use crate::program::StateId;
use crate::{TaskId, TimerId, Timestamp};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FlowId(pub(super) u64);

#[derive(Clone, Debug)]
pub(super) struct Flow {
    /// The flow that waits for this one, and which of its children this one is.
    pub(super) parent: Option<(FlowId, usize)>,
    /// The state it is in or about to enter.
    pub(super) state: StateId,
    /// The raw input of that state.
    pub(super) input: Value,
    /// The event that the flow's next event has as its previous one.
    pub(super) last_event: u64,
    pub(super) entered_event: u64,
    /// The event before the entry.
    pub(super) entered_after: u64,
    pub(super) entered_at: Timestamp,
    /// Tries of each retrier in this visit of the state; empty until the first retry.
    pub(super) retries: Vec<u64>,
    /// Tries of all retriers: `$$.State.RetryCount`.
    pub(super) retry_count: u32,
    /// The task token of the current try.
    pub(super) token: Option<Arc<str>>,
    /// The item of the nearest Map iteration around this flow.
    pub(super) item: Option<Arc<Item>>,
    pub(super) variables: Variables,
    pub(super) activity: Activity,
}

/// `$$.Map.Item`.
#[derive(Debug)]
pub(super) struct Item {
    pub(super) index: usize,
    pub(super) value: Value,
    /// Where it came from, in a map run.
    pub(super) source: Option<Arc<str>>,
}

/// What a flow is doing.
#[derive(Clone, Debug)]
pub(super) enum Activity {
    /// About to enter its state.
    Enter,
    /// About to do its state's work, for the first time or again.
    Work,
    /// In a Wait state; the effective input with it.
    Wait { timer: TimerId, effective: Value },
    /// Waiting for a task.
    Task(TaskActivity),
    /// Its task has ended and nothing is done with that yet: where a recorded history is followed, both are
    /// steps of their own.
    Answered(Box<Result<Value, Failure>>),
    /// In the pause before a retry.
    Backoff { timer: TimerId },
    /// Waiting for branches or iterations.
    Children(Box<Children>),
    /// Waiting for a map run.
    MapRun(Box<MapRun>),
}

#[derive(Clone, Debug)]
pub(super) struct TaskActivity {
    pub(super) task: TaskId,
    pub(super) started: bool,
    pub(super) submitted: bool,
    pub(super) timeout: Option<TimerId>,
    pub(super) heartbeat: Option<TimerId>,
    pub(super) heartbeat_seconds: Option<u64>,
}

/// What a Parallel or Map state knows of its children.
#[derive(Clone, Debug)]
pub(super) struct Children {
    /// By branch or iteration.
    pub(super) flows: Vec<Option<FlowId>>,
    pub(super) results: Vec<Value>,
    pub(super) finished: usize,
    /// The effective input, which `ItemSelector` reads.
    pub(super) effective: Value,
    /// The items of a Map.
    pub(super) items: Option<Value>,
    /// The next iteration of a Map to start.
    pub(super) next: usize,
    /// Where a recorded history is followed: after which events iterations of a Map may start that have not.
    pub(super) slots: Vec<u64>,
}
