//! One state by itself: what it does with its data, stage by stage
//! (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html>).

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stepwell_json::Value;

/// How a state is tried by itself ([`Execution::of_state`](crate::Execution::of_state)).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateTest {
    /// The variables that are assigned before the state is entered.
    pub variables: Vec<(Arc<str>, Value)>,
    /// The context object, whole; none for the one that a real execution would have.
    pub context: Option<Value>,
    /// What the work of a Parallel or Map state comes to. A Task asks for its answer as always, by
    /// [`Effect::StartTask`](crate::Effect::StartTask).
    pub mock: Option<StateMock>,
    /// How often each retrier has retried before.
    pub retrier_retry_count: u64,
    /// How many iterations of a Map have failed.
    pub map_iteration_failure_count: Option<u64>,
    /// The items that an `ItemReader` has read.
    pub items: Option<Value>,
}

/// What the work of a state comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum StateMock {
    /// It succeeds with this result.
    Result(Value),
    /// It fails.
    Error {
        /// The error's name.
        error: Option<Arc<str>>,
        /// What happened.
        cause: Option<Arc<str>>,
    },
}

/// What became of the state, as TestState calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It was left for the next state, or ended the machine.
    Succeeded,
    /// It failed for good.
    Failed,
    /// It failed, and a retrier takes the error.
    Retriable,
    /// It failed, and a catcher takes the error.
    CaughtError,
}

impl Verdict {
    /// AWS's spelling (`CAUGHT_ERROR`).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Succeeded => "SUCCEEDED",
            Verdict::Failed => "FAILED",
            Verdict::Retriable => "RETRIABLE",
            Verdict::CaughtError => "CAUGHT_ERROR",
        }
    }
}

/// What the state did with its data: each stage that it has and that was come to, as `inspectionData` names
/// them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    /// The raw input.
    pub input: Option<Value>,
    /// After `InputPath` (JSONPath).
    pub after_input_path: Option<Value>,
    /// After `Parameters` (JSONPath).
    pub after_parameters: Option<Value>,
    /// After `Arguments` (JSONata).
    pub after_arguments: Option<Value>,
    /// The items of a Map after `ItemsPath` or `Items`.
    pub after_items_path: Option<Value>,
    /// All items of a Map after `ItemSelector`, an array.
    pub after_item_selector: Option<Value>,
    /// The inputs of a Map's children after `ItemBatcher`, an array.
    pub after_item_batcher: Option<Value>,
    /// What the state's work gave.
    pub result: Option<Value>,
    /// After `ResultSelector` (JSONPath).
    pub after_result_selector: Option<Value>,
    /// After `ResultPath` (JSONPath).
    pub after_result_path: Option<Value>,
    /// The variables that the state assigned, in the order of its `Assign`.
    pub variables: Vec<(Arc<str>, Value)>,
    /// `MaxConcurrency` of a Map.
    pub max_concurrency: Option<u64>,
    /// `ToleratedFailureCount` of a Map.
    pub tolerated_failure_count: Option<u64>,
    /// `ToleratedFailurePercentage` of a Map.
    pub tolerated_failure_percentage: Option<f64>,
    /// Which retrier holds the error, also when it has retried often enough.
    pub retry_index: Option<usize>,
    /// The pause before the retry.
    pub retry_backoff_interval_seconds: Option<f64>,
    /// Which catcher takes the error.
    pub catch_index: Option<usize>,
    /// The name of the error that the catcher takes.
    pub caught_error: Option<Arc<str>>,
    /// The cause of the error that the catcher takes.
    pub caught_cause: Option<Arc<str>>,
    /// The state that follows; none where the machine ends.
    pub next_state: Option<Arc<str>>,
    /// What became of the state; none while it waits for something.
    pub verdict: Option<Verdict>,
}

/// A test and what was seen so far.
#[derive(Debug)]
pub(crate) struct Inspected {
    pub(crate) test: StateTest,
    seen: Mutex<Inspection>,
}

impl Inspected {
    pub(crate) fn new(test: StateTest) -> Inspected {
        Inspected { test, seen: Mutex::new(Inspection::default()) }
    }

    pub(crate) fn seen(&self) -> MutexGuard<'_, Inspection> {
        // Notes are single assignments: a panic elsewhere leaves them whole.
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
