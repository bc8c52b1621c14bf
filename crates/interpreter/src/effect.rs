//! What goes out: what the host is to do after it has stored the step.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use stepwell_asl::{MachineType, StatePath};
use stepwell_json::Value;

use crate::{ChildId, HistoryEvent, MapRunId, Start, TaskId, TimerId, Timestamp};

/// What one input led to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// The history events, in their order. Store them, with the input, before acting on the effects.
    pub events: Vec<HistoryEvent>,
    /// What is to be done now, in this order.
    pub effects: Vec<Effect>,
    /// The step stopped at its bound of transitions although it could go on: feed
    /// [`InputKind::Continue`](crate::InputKind::Continue), after other inputs that wait if you like.
    pub more: bool,
}

/// Something the host is to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Have this task done and answer with `TaskSucceeded` or `TaskFailed`.
    StartTask(Box<TaskRequest>),
    /// Nobody waits for this task's answer any more; an answer that comes nevertheless is ignored.
    CancelTask {
        /// The task.
        task: TaskId,
    },
    /// Answer with `TimerFired` at `due` (or at once when that has passed).
    ArmTimer {
        /// The timer.
        timer: TimerId,
        /// When it is to fire.
        due: Timestamp,
        /// What it is for.
        purpose: TimerPurpose,
    },
    /// The timer is needed no longer; a firing that comes nevertheless is ignored.
    CancelTimer {
        /// The timer.
        timer: TimerId,
    },
    /// Read the next items of a map run and answer with `ItemsRead` or `ItemsFailed`.
    ReadItems(Box<ReadItems>),
    /// Start a child execution of a map run ([`Execution::of_map_run`](crate::Execution::of_map_run)) and
    /// answer with `ChildEnded` when it has ended.
    StartChild(Box<ChildRequest>),
    /// Redrive a child execution that did not succeed (or start it, if it never was), and answer with
    /// `ChildEnded` when it has ended.
    RedriveChild {
        /// The map run.
        run: MapRunId,
        /// The child.
        child: ChildId,
    },
    /// Write what the children of a map run came to, and answer with `ResultsWritten` or `ResultsFailed`.
    WriteResults(Box<WriteResults>),
    /// Nobody waits for this map run any more: stop what still runs of it.
    EndMapRun {
        /// The map run.
        run: MapRunId,
    },
    /// The execution has ended. Always the last effect of an execution.
    Ended(Outcome),
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerPurpose {
    /// A Wait state.
    Wait,
    /// The pause before a retry.
    Retry,
    /// `TimeoutSeconds` of a task.
    TaskTimeout,
    /// `HeartbeatSeconds` of a task.
    Heartbeat,
    /// `TimeoutSeconds` of the machine, or the longest time an execution may take.
    ExecutionTimeout,
}

/// How a Task state works with its resource
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html>).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskPattern {
    /// Call and take the answer.
    RequestResponse,
    /// Submit a job and wait for its end (`.sync`, `.sync:2`).
    Sync,
    /// Hand out a token and wait for it to come back (`.waitForTaskToken`).
    WaitForTaskToken,
    /// Wait for a worker of an activity to take the task and answer.
    Activity,
    /// A Lambda function named by its own ARN.
    Lambda,
}

/// A task to be done.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRequest {
    /// Its name within the execution.
    pub task: TaskId,
    /// The Task state, by its path of names from the top level.
    pub state: StatePath,
    /// The index of the nearest enclosing inline Map iteration.
    pub map_index: Option<u64>,
    /// The `Resource` as the definition has it.
    pub resource: Arc<str>,
    /// How the resource is to be worked with.
    pub pattern: TaskPattern,
    /// The effective parameters (or the input, for Lambda ARNs and activities).
    pub parameters: Value,
    /// The task token, for patterns that hand one out.
    pub token: Option<Arc<str>>,
    /// How often this state was retried before, within this visit: 0 for the first try.
    pub attempt: u32,
    /// The event that scheduled it.
    pub scheduled_event: u64,
    /// The role of the state's `Credentials`, when it has any.
    pub credentials_role_arn: Option<Arc<str>>,
}

/// Items of a map run to be read by its `ItemReader`
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>).
#[derive(Clone, Debug, PartialEq)]
pub struct ReadItems {
    /// The map run.
    pub run: MapRunId,
    /// `Resource`: `arn:aws:states:::s3:getObject`.
    pub resource: Arc<str>,
    /// The effective `Parameters` or `Arguments`: `Bucket`, `Key`, …
    pub parameters: Value,
    /// `ReaderConfig` as written; an empty object where there is none.
    pub config: Value,
    /// How many items were read before.
    pub from: u64,
    /// How many to read at most.
    pub most: u64,
}

/// A child execution of a map run to be started.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildRequest {
    /// The map run.
    pub run: MapRunId,
    /// The child.
    pub child: ChildId,
    /// The ARN of the map run.
    pub map_run_arn: Arc<str>,
    /// The Map state, by its path of names from the top level.
    pub state: StatePath,
    /// The type of the child.
    pub kind: MachineType,
    /// Its first input.
    pub start: Start,
    /// Whether `ChildEnded` is to bring the child's output.
    pub wants_output: bool,
}

/// The results of a map run to be written by its `ResultWriter`
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html>).
#[derive(Clone, Debug, PartialEq)]
pub struct WriteResults {
    /// The map run.
    pub run: MapRunId,
    /// The ARN of the map run.
    pub map_run_arn: Arc<str>,
    /// `Resource`; none where the results are to become the state's result as `config` says.
    pub resource: Option<Arc<str>>,
    /// The effective `Parameters` or `Arguments`: `Bucket`, `Prefix`.
    pub parameters: Value,
    /// `WriterConfig` as written; an empty object where there is none.
    pub config: Value,
}

/// How an execution ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its final status.
    pub status: Status,
    /// The output, of an execution that succeeded.
    pub output: Option<Value>,
    /// The name of the error, of one that did not.
    pub error: Option<Arc<str>>,
    /// What happened, of one that did not succeed.
    pub cause: Option<Arc<str>>,
}

/// The status of an execution, spelt as AWS spells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// It runs, or waits for something from outside.
    Running,
    /// It reached its end.
    Succeeded,
    /// An error was not caught, or a Fail state was entered.
    Failed,
    /// It took longer than it may.
    TimedOut,
    /// Somebody stopped it.
    Aborted,
}

impl Status {
    /// AWS's spelling (`TIMED_OUT`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Running => "RUNNING",
            Status::Succeeded => "SUCCEEDED",
            Status::Failed => "FAILED",
            Status::TimedOut => "TIMED_OUT",
            Status::Aborted => "ABORTED",
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.as_str())
    }
}
