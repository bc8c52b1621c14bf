//! What comes in: the external facts of an execution. Recorded, they are the execution.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use stepwell_json::Value;

use crate::{Recorded, Status, Timestamp};

/// Names a task within one execution; numbered from 1 in the order in which tasks were scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TaskId(pub u64);

/// Names a timer within one execution; numbered from 1 in the order in which timers were armed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TimerId(pub u64);

/// Names a map run (the work of a Map state in DISTRIBUTED mode) within one execution; numbered from 1 in
/// the order in which map runs were started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MapRunId(pub u64);

/// Names a child execution of a map run within the parent execution; numbered from 1 in the order in
/// which children were started, over all map runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChildId(pub u64);

/// One external fact, and when it happened.
///
/// The inputs of an execution in their order determine it: [`Execution`](crate::Execution) is a
/// function of them. A host records each before it acts on what the step answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// When the fact became known. Every event of the step carries this timestamp.
    pub at: Timestamp,
    /// What happened.
    #[serde(flatten)]
    pub kind: InputKind,
}

/// The kinds of external facts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InputKind {
    /// The execution starts. Always the first input, and only the first.
    Start(Box<Start>),
    /// The execution has a past that was recorded elsewhere, and goes on from there. Always the first input, in
    /// the place of `Start`.
    Recorded(Box<Recorded>),
    /// The execution is a fork of another: the children that its map runs start are none of the other's, and get
    /// names and seeds of their own. May come before `Start`.
    Forked {
        /// From which they follow.
        seed: u64,
    },
    /// The state whose entry will be this event is entered with other data than it would be. May come
    /// before `Start`.
    Replace {
        /// The number of the event.
        event: u64,
        /// Its input, if that is another.
        #[serde(default, with = "stepwell_json::as_text::option", skip_serializing_if = "Option::is_none")]
        input: Option<Value>,
        /// Variables, an object of their values by their names; those that are not in it stay as they are.
        #[serde(default, with = "stepwell_json::as_text::option", skip_serializing_if = "Option::is_none")]
        variables: Option<Value>,
    },
    /// Goes on after a step that answered [`Step::more`](crate::Step::more).
    Continue,
    /// Somebody began to work on a task. May be left out: the answer of a task that never started
    /// starts it first.
    TaskStarted {
        /// The task.
        task: TaskId,
        /// For activities: the worker's name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worker_name: Option<Arc<str>>,
    },
    /// A `.sync` or `.waitForTaskToken` task was handed over; its end is still to come.
    TaskSubmitted {
        /// The task.
        task: TaskId,
        /// What the called service answered to the submission.
        #[serde(with = "stepwell_json::as_text")]
        output: Value,
    },
    /// A task succeeded.
    TaskSucceeded {
        /// The task.
        task: TaskId,
        /// Its result.
        #[serde(with = "stepwell_json::as_text")]
        output: Value,
    },
    /// A task failed.
    TaskFailed {
        /// The task.
        task: TaskId,
        /// How far it had come, which decides the type of the history event.
        #[serde(default)]
        stage: FailureStage,
        /// The error's name; at most 256 characters on AWS.
        error: Option<Arc<str>>,
        /// What happened; at most 32,768 characters on AWS.
        cause: Option<Arc<str>>,
    },
    /// A task reported that it is still alive.
    TaskHeartbeat {
        /// The task.
        task: TaskId,
    },
    /// A timer's time has come.
    TimerFired {
        /// The timer.
        timer: TimerId,
    },
    /// Items of a map run were read.
    ItemsRead {
        /// The map run.
        run: MapRunId,
        /// The next items in their order, an array. At least one, unless there are no more.
        #[serde(with = "stepwell_json::as_text")]
        items: Value,
        /// Whether these were the last.
        end: bool,
    },
    /// The items of a map run cannot be read (`States.ItemReaderFailed`).
    ItemsFailed {
        /// The map run.
        run: MapRunId,
        /// Why not.
        cause: Arc<str>,
    },
    /// A child execution of a map run ended.
    ChildEnded {
        /// The map run.
        run: MapRunId,
        /// The child.
        child: ChildId,
        /// How it ended.
        status: Status,
        /// Its output when it succeeded and the map run's own output is made of it; null otherwise.
        #[serde(with = "stepwell_json::as_text")]
        output: Value,
    },
    /// The results of a map run were written.
    ResultsWritten {
        /// The map run.
        run: MapRunId,
        /// What the Map state has as its result.
        #[serde(with = "stepwell_json::as_text")]
        output: Value,
    },
    /// The results of a map run cannot be written (`States.ResultWriterFailed`).
    ResultsFailed {
        /// The map run.
        run: MapRunId,
        /// Why not.
        cause: Arc<str>,
    },
    /// Somebody lets an execution that failed, timed out or was aborted go on from there
    /// (`RedriveExecution`).
    Redrive,
    /// Somebody stops the execution (`StopExecution`).
    Stop {
        /// The error's name that the caller gave.
        error: Option<Arc<str>>,
        /// The cause that the caller gave.
        cause: Option<Arc<str>>,
    },
}

/// How far a failing task had come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureStage {
    /// It ran and failed: `TaskFailed`, `LambdaFunctionFailed`, `ActivityFailed`.
    #[default]
    Run,
    /// It could not be scheduled: `LambdaFunctionScheduleFailed`, `ActivityScheduleFailed`.
    Schedule,
    /// It could not be started: `TaskStartFailed`, `LambdaFunctionStartFailed`.
    Start,
    /// It could not be submitted: `TaskSubmitFailed`.
    Submit,
}

/// What is known when an execution starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The execution's input; its text is kept as written.
    #[serde(with = "stepwell_json::as_text")]
    pub input: Value,
    /// The ARN of the execution.
    pub execution_arn: Arc<str>,
    /// The name of the execution.
    pub name: Arc<str>,
    /// The role the execution runs under.
    pub role_arn: Arc<str>,
    /// The ARN of the state machine.
    pub state_machine_arn: Arc<str>,
    /// The name of the state machine.
    pub state_machine_name: Arc<str>,
    /// From which every random choice of the execution follows (jitter, `States.UUID`,
    /// `States.MathRandom`, task tokens).
    pub seed: u64,
    /// The region that `TaskScheduled` events name.
    pub region: Arc<str>,
    /// Whether the caller waits for its end (`StartSyncExecution`, which AWS has for EXPRESS only). The context object of
    /// such an execution has no `RedriveCount`.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub synchronous: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_survive_being_stored() {
        let inputs = [
            Input {
                at: Timestamp(1),
                kind: InputKind::Start(Box::new(Start {
                    input: Value::parse("{\"a\": 1.0}").expect("test JSON"),
                    execution_arn: "arn:e".into(),
                    name: "e".into(),
                    role_arn: "arn:r".into(),
                    state_machine_arn: "arn:m".into(),
                    state_machine_name: "m".into(),
                    seed: u64::MAX,
                    region: "us-east-1".into(),
                    synchronous: false,
                })),
            },
            Input { at: Timestamp(2), kind: InputKind::Continue },
            Input {
                at: Timestamp(3),
                kind: InputKind::TaskFailed {
                    task: TaskId(1),
                    stage: FailureStage::Submit,
                    error: Some("E".into()),
                    cause: None,
                },
            },
            Input { at: Timestamp(4), kind: InputKind::TimerFired { timer: TimerId(9) } },
        ];
        for input in inputs {
            let text = serde_json::to_string(&input).expect("writes");
            let read = serde_json::from_str::<Input>(&text).expect("reads");
            assert_eq!(read, input, "{text}");
            if let InputKind::Start(start) = read.kind {
                assert_eq!(start.input.to_text().as_ref(), "{\"a\": 1.0}", "kept as written");
            }
        }
    }
}
