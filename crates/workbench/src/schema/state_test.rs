//! Testing one state by itself, with what executions have recorded of it, and keeping what came of it as a mock.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, Mark, Problem, TaskAnswer};

/// How much a test tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InspectionLevel {
    /// What became of it.
    Info,
    /// Also the data between its stages.
    Debug,
    /// Also what an HTTP Task sends and gets; here the same as `DEBUG`, since nothing is called.
    Trace,
}

/// How closely a mocked result is held against what the action gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum MockCheck {
    /// Required fields must be there, and those that are there must be of their type.
    Strict,
    /// Fields that are there must be of their type.
    Present,
    /// Anything goes.
    None,
}

/// A field as it is being written, not yet in the document.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftField {
    /// JSON pointer from the state.
    pub pointer: String,
    /// JSON text; none for the field taken away.
    #[ts(optional)]
    pub json: Option<String>,
}

/// A state to test, by the request of AWS's TestState
/// (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html>). Data is JSON text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TestStateArgs {
    /// Which document, as it stands.
    pub document: DocumentId,
    /// The state's key.
    pub state: String,
    /// What it is given.
    pub input: String,
    /// The variables that it sees, an object.
    #[ts(optional)]
    pub variables: Option<String>,
    /// The context object; one is made up where there is none. AWS takes one only with a mock.
    #[ts(optional)]
    pub context: Option<String>,
    /// What stands for its work: for Task, Parallel and Map.
    #[ts(optional)]
    pub mock: Option<TaskAnswer>,
    /// How closely the mock is looked at; `STRICT` where nothing is said.
    #[ts(optional)]
    pub check: Option<MockCheck>,
    /// How often the retrier that takes the mocked error has retried.
    #[ts(optional)]
    pub retries: Option<u32>,
    /// The state within a Parallel or Map that the mocked error comes from.
    #[ts(optional)]
    pub error_from: Option<String>,
    /// How many iterations of a Map have failed.
    #[ts(optional)]
    pub failed_iterations: Option<u32>,
    /// What a Map's `ItemReader` reads, as it stands in its source.
    #[ts(optional)]
    pub item_reader_data: Option<String>,
    /// How much is told.
    pub level: InspectionLevel,
    /// Fields of the state as they are being written; tested in the place of the document's.
    #[ts(optional)]
    pub draft: Option<DraftField>,
}

/// What became of a tested state, as AWS names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TestVerdict {
    /// It was left for the next state, or ended the machine.
    Succeeded,
    /// It failed for good.
    Failed,
    /// It failed, and a retrier takes the error.
    Retriable,
    /// It failed, and a catcher takes the error.
    CaughtError,
}

/// What came of a test.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StateTest {
    /// What became of the state.
    pub status: TestVerdict,
    /// Its output, JSON text.
    pub output: Option<String>,
    /// The error's name.
    pub error: Option<String>,
    /// Its cause.
    pub cause: Option<String>,
    /// The state that comes next; none where the machine ends, or fails.
    pub next_state: Option<String>,
    /// The data between its stages, in the order in which it passes them; empty at the level `INFO`.
    pub stages: Vec<TestStage>,
    /// Which catcher takes the error, from 0.
    pub catch_index: Option<u32>,
    /// Which retrier takes the error, from 0.
    pub retry_index: Option<u32>,
    /// The pause before it is tried again, in seconds.
    pub retry_seconds: Option<f64>,
    /// A Map's `MaxConcurrency`, evaluated.
    pub max_concurrency: Option<f64>,
    /// A Map's `ToleratedFailureCount`, evaluated.
    pub tolerated_failure_count: Option<f64>,
    /// A Map's `ToleratedFailurePercentage`, evaluated.
    pub tolerated_failure_percentage: Option<f64>,
}

/// What a state with fields that are being written does, where it can be tested.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StatePreview {
    /// What came of the test.
    pub test: Option<StateTest>,
    /// Why it could not be made: what is half written is not always right yet.
    pub refused: Option<Problem>,
}

/// Data at a stage of a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TestStage {
    /// As AWS names it: `afterInputPath`.
    pub name: String,
    /// JSON text.
    pub text: String,
}

/// Which visits of a state to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RecordedVisitsArgs {
    /// The document whose executions are looked through.
    pub document: DocumentId,
    /// The state's key.
    pub state: String,
    /// How many at most; at most 50.
    pub limit: u32,
}

/// Visits of a state that executions have recorded.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordedVisits {
    /// Newest execution first, and of one execution the last visit first.
    pub visits: Vec<RecordedVisit>,
}

/// A visit of a state that an execution has recorded.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RecordedVisit {
    /// Which execution.
    pub arn: String,
    /// Its name.
    pub run: String,
    /// The event that entered the state: names the visit within the execution.
    pub entered: u64,
    /// When.
    pub time: u64,
    /// Which visit, from 0.
    pub visit: u32,
    /// Which iterations of the Maps around it, outermost first.
    pub iteration: Vec<u32>,
    /// What became of it.
    pub mark: Mark,
}

/// Which visit.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RecordedVisitArgs {
    /// Which execution.
    pub arn: String,
    /// The state's key.
    pub state: String,
    /// The event that entered it.
    pub entered: u64,
}

/// What a state met in a visit; all of it JSON text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordedData {
    /// What it was given.
    pub input: String,
    /// The variables that it could read, an object; none where there were none.
    pub variables: Option<String>,
    /// The context object, as far as TestState takes it.
    pub context: String,
    /// How its work was answered; none where it was not, or has none.
    pub answer: Option<TaskAnswer>,
}

/// An answer to keep as a mock, in a file of Step Functions Local's format
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html>).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct KeepMockArgs {
    /// The file; made where there is none.
    pub path: String,
    /// Key under `StateMachines`.
    pub machine: String,
    /// Key under `TestCases`.
    pub case: String,
    /// The state's name.
    pub state: String,
    /// What the state is answered, whenever it asks.
    pub answer: TaskAnswer,
}

/// A mock that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeptMock {
    /// The file.
    pub path: String,
    /// The mocked response's name.
    pub response: String,
}
