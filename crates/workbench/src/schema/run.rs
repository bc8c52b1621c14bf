//! Executions: starting them, watching them, and what each frame shows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DocumentId, MachineKind, OutlineEntry, Picture, PictureView, TextFormat};

/// Where an execution stands, in AWS's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RunStatus {
    /// Not ended.
    Running,
    /// Ended well.
    Succeeded,
    /// Ended with an error.
    Failed,
    /// Took longer than it may.
    TimedOut,
    /// Was stopped.
    Aborted,
    /// Will be redriven.
    PendingRedrive,
}

/// Whether waits take their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum TimeMode {
    /// They do.
    Real,
    /// They take none, and timestamps advance as if they had.
    Skip,
}

/// Who answers tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum TaskAnswers {
    /// The person is asked.
    Person,
    /// A test case of a mock configuration.
    Mocks {
        /// The mock configuration's file.
        path: String,
        /// Key under `StateMachines`.
        machine: String,
        /// Key under `TestCases`.
        case: String,
    },
}

/// What to run.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StartRunArgs {
    /// The document, as it stands.
    pub document: DocumentId,
    /// The input, JSON text.
    pub input: String,
    /// The execution's name; none for one made up.
    #[ts(optional)]
    pub name: Option<String>,
    /// Whether waits take their time.
    pub time: TimeMode,
    /// Who answers tasks.
    pub tasks: TaskAnswers,
}

/// How to stop.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StopRunArgs {
    /// Which execution.
    pub arn: String,
    /// Error name, as StopExecution takes it.
    #[ts(optional)]
    pub error: Option<String>,
    /// Cause, as StopExecution takes it.
    #[ts(optional)]
    pub cause: Option<String>,
}

/// Names an execution.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ArnArgs {
    /// Which execution.
    pub arn: String,
}

/// Names executions.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ArnsArgs {
    /// Which executions.
    pub arns: Vec<String>,
}

/// Which executions to list.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RunsArgs {
    /// Only those of this workflow file.
    #[ts(optional)]
    pub workflow: Option<String>,
    /// How many are wanted, at most 500.
    pub limit: u32,
    /// How many to pass over.
    pub offset: u32,
}

/// Executions.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RunList {
    /// Newest first.
    pub runs: Vec<Run>,
    /// How many there are.
    pub total: u64,
}

/// An execution.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Run {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// The workflow's file; none when it had none.
    pub workflow: Option<String>,
    /// The workflow's name.
    pub workflow_name: String,
    /// STANDARD or EXPRESS.
    pub kind: MachineKind,
    /// Where it stands.
    pub status: RunStatus,
    /// When it started.
    pub started: u64,
    /// When it ended.
    pub stopped: Option<u64>,
    /// How many events it has.
    pub events: u64,
    /// Error name, where it failed.
    pub error: Option<String>,
    /// Cause, where it failed, at most 2,000 characters.
    pub cause: Option<String>,
    /// How many tasks wait for the person's answer.
    pub waiting: u32,
    /// Whether this process drives it.
    pub live: bool,
    /// Who answers its tasks.
    pub tasks: Option<TaskAnswers>,
    /// Whether waits take their time.
    pub time: TimeMode,
}

/// An execution with what it ran.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RunDetail {
    /// The execution.
    pub run: Run,
    /// The definition it ran.
    pub definition: String,
    /// How the definition is written.
    pub format: TextFormat,
    /// The definition's diagram.
    pub picture: Picture,
    /// Its states with their places in the definition.
    pub outline: Vec<OutlineEntry>,
    /// What it was given.
    pub input: Option<PayloadRef>,
    /// What it gave.
    pub output: Option<PayloadRef>,
}

/// How much of an execution's definition to draw.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RunPictureArgs {
    /// Which execution.
    pub arn: String,
    /// What is drawn; what the definition does not have is left out of it.
    pub view: PictureView,
}

/// As much of an execution's definition as a view shows.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct RunPicture {
    /// The picture. Its states and edges are named as in the whole one, so that frames fit both.
    pub picture: Picture,
    /// What of the view there was.
    pub view: PictureView,
}

/// A payload: by reference, with a look at its start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PayloadRef {
    /// Names its content.
    pub hash: String,
    /// Size of its text.
    pub bytes: u64,
    /// The first 2,000 characters.
    pub preview: String,
    /// Whether the preview is all of it.
    pub whole: bool,
}

/// What a state, or an event, stands for in a frame. Each has its own colour and shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// At work.
    Running,
    /// Left with a result.
    Succeeded,
    /// Failed.
    Failed,
    /// Failed, and a catcher took it on.
    Caught,
    /// Failed, and will be tried again.
    Retrying,
    /// Waits: for time, or for an answer.
    Waiting,
    /// Was stopped from outside.
    Aborted,
}

/// Which frames.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FramesArgs {
    /// Which execution.
    pub arn: String,
    /// The frame to start at: the view after this event, 0 for before all.
    pub from: u64,
    /// How many further events are wanted, at most 500.
    pub count: u32,
}

/// A window of frames.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Frames {
    /// The view after event `from`.
    pub base: Frame,
    /// What each further event changes, in order.
    pub steps: Vec<FrameStep>,
    /// The newest event there is.
    pub last_event: u64,
    /// Where the execution stands now.
    pub status: RunStatus,
}

/// The view of an execution after one event.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Frame {
    /// After which event; 0 before all.
    pub at: u64,
    /// That event's time.
    pub time: u64,
    /// Where the execution stood.
    pub status: RunStatus,
    /// States visited by then.
    pub states: Vec<StateFrame>,
    /// Edges taken by then.
    pub edges: Vec<EdgeFrame>,
}

/// A state in a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StateFrame {
    /// The state's key.
    pub state: String,
    /// What it stands for.
    pub mark: Mark,
    /// How often it was entered.
    pub entered: u32,
    /// How often it was left with a result.
    pub exited: u32,
    /// How many are inside now.
    pub inside: u32,
    /// How many tries failed.
    pub failures: u32,
    /// How many tries were tries again.
    pub retries: u32,
    /// For Map: how many iterations there are.
    pub iterations: Option<u32>,
    /// For Map: how many iterations ended well.
    pub iterations_done: Option<u32>,
    /// The last event that was about it.
    pub last_event: u64,
}

/// An edge in a frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EdgeFrame {
    /// The edge's id.
    pub edge: String,
    /// How often it was taken.
    pub count: u32,
    /// What it was last taken as.
    pub mark: Mark,
}

/// What one event changes.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FrameStep {
    /// The event.
    pub event: EventRow,
    /// Where the execution stands after it.
    pub status: RunStatus,
    /// States as they are after it; only those that changed.
    pub states: Vec<StateFrame>,
    /// Edges as they are after it; only those that changed. A token moves along each.
    pub edges: Vec<EdgeFrame>,
}

/// An event, as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EventRow {
    /// From 1.
    pub id: u64,
    /// The event that led to it; 0 for none.
    pub previous: u64,
    /// When.
    pub time: u64,
    /// AWS's event type.
    pub event_type: String,
    /// The state it is about.
    pub state: Option<String>,
    /// Which iterations of the Maps around it, outermost first.
    pub iteration: Vec<u32>,
    /// What it stands for.
    pub mark: Option<Mark>,
    /// Size of its largest payload.
    pub bytes: Option<u64>,
    /// A few words: an error name, a resource.
    pub note: Option<String>,
}

/// Which events.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EventsArgs {
    /// Which execution.
    pub arn: String,
    /// The first id wanted.
    pub from: u64,
    /// How many, at most 1,000.
    pub count: u32,
}

/// A window of events.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct EventRows {
    /// In order.
    pub rows: Vec<EventRow>,
    /// The newest event there is.
    pub last_event: u64,
}

/// Names an event.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct EventArgs {
    /// Which execution.
    pub arn: String,
    /// Which event.
    pub id: u64,
}

/// An event, whole.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct EventDetail {
    /// As a row.
    pub row: EventRow,
    /// As GetExecutionHistory gives it, indented; payloads over 2,000 characters are cut and stand in `payloads`.
    pub json: String,
    /// Its payloads.
    pub payloads: Vec<NamedPayload>,
}

/// A payload with the field it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NamedPayload {
    /// `input`, `output`, `parameters`, `cause`, …
    pub field: String,
    /// The payload.
    pub payload: PayloadRef,
}

/// Which state's data.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct StateDataArgs {
    /// Which execution.
    pub arn: String,
    /// The state's key.
    pub state: String,
    /// As of which event.
    pub at: u64,
    /// Which visit, from 0; none for the last one.
    #[ts(optional)]
    pub visit: Option<u32>,
}

/// A state's data in one of its visits.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct StateData {
    /// The state's key.
    pub state: String,
    /// How many visits there were.
    pub visits: u32,
    /// Which visit this is, from 0.
    pub visit: u32,
    /// Which iterations of the Maps around it, outermost first.
    pub iteration: Vec<u32>,
    /// What it stood for.
    pub mark: Option<Mark>,
    /// The event that entered it.
    pub entered: Option<EventRow>,
    /// The event that left it.
    pub exited: Option<EventRow>,
    /// What it was given.
    pub input: Option<PayloadRef>,
    /// What it gave.
    pub output: Option<PayloadRef>,
    /// Variables that it assigned.
    pub assigned: Vec<NamedPayload>,
    /// Its last error.
    pub error: Option<String>,
    /// That error's cause.
    pub cause: Option<String>,
    /// Each call of its resource.
    pub tries: Vec<Try>,
}

/// One call of a task's resource.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Try {
    /// The event that scheduled it.
    pub scheduled: u64,
    /// When.
    pub started: u64,
    /// When it was answered.
    pub ended: Option<u64>,
    /// What it became.
    pub mark: Mark,
    /// What was sent.
    pub parameters: Option<PayloadRef>,
    /// What came back.
    pub result: Option<PayloadRef>,
    /// Error name.
    pub error: Option<String>,
    /// Cause.
    pub cause: Option<String>,
}

/// Which timeline.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TimelineArgs {
    /// Which execution.
    pub arn: String,
}

/// What ran when.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Timeline {
    /// When the execution started.
    pub from: u64,
    /// When it ended, or its newest event.
    pub to: u64,
    /// By time of entry; at most 2,000.
    pub bars: Vec<Bar>,
    /// Whether there were more.
    pub truncated: bool,
}

/// One visit of a state.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Bar {
    /// The state's key.
    pub state: String,
    /// Its name.
    pub name: String,
    /// How deep it is nested.
    pub depth: u32,
    /// Which iterations of the Maps around it.
    pub iteration: Vec<u32>,
    /// Which of the state's visits, from 0.
    pub visit: u32,
    /// The event that entered it.
    pub entered: u64,
    /// The event that left it.
    pub exited: Option<u64>,
    /// When it was entered.
    pub from: u64,
    /// When it was left, or the newest event.
    pub to: u64,
    /// What it became.
    pub mark: Mark,
    /// Pieces within it: tries and the back-off between them.
    pub parts: Vec<BarPart>,
}

/// A piece of a bar.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BarPart {
    /// When it began.
    pub from: u64,
    /// When it ended.
    pub to: u64,
    /// What it became; `retrying` for the back-off between tries.
    pub mark: Mark,
}

/// Of which execution the edges are asked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum EdgeBytesArgs {
    /// Of this one.
    Run {
        /// Which.
        arn: String,
        /// As of which event.
        at: u64,
    },
    /// Of the last one of a document's workflow.
    LastRun {
        /// Which document.
        document: DocumentId,
    },
}

/// What passed over the edges of an execution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EdgeBytesList {
    /// The execution's name; none where the workflow never ran.
    pub run: Option<String>,
    /// Edges that were taken, in that order.
    pub edges: Vec<EdgeBytes>,
}

/// What passed over an edge: the JSON text that the state before gave and the state after was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EdgeBytes {
    /// The edge's id.
    pub edge: String,
    /// Size of the text in UTF-8.
    pub bytes: u64,
    /// How often it was taken.
    pub count: u32,
    /// Whether `bytes` is the most of many times, as inside of a Map; else it is what passed last.
    pub most: bool,
    /// Whether it is over 80 % of 256 KiB, more than which no state may give.
    pub near: bool,
}

/// Which part of a payload.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PayloadArgs {
    /// Names its content.
    pub hash: String,
    /// First byte wanted; moved back to the start of a character.
    pub from: u64,
    /// How many bytes, at most 1 MiB.
    pub count: u64,
}

/// A part of a payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PayloadSlice {
    /// The text.
    pub text: String,
    /// Its first byte.
    pub from: u64,
    /// Size of the whole.
    pub total: u64,
}

/// Tasks that wait for the person.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WaitingTaskList {
    /// Longest waiting first.
    pub tasks: Vec<WaitingTask>,
}

/// A task that waits for the person's answer.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct WaitingTask {
    /// Names it within the execution.
    pub task: u64,
    /// The state's key.
    pub state: String,
    /// The state's name.
    pub name: String,
    /// Which iterations of the Maps around it.
    pub iteration: Vec<u32>,
    /// What it calls.
    pub resource: String,
    /// What it sends.
    pub parameters: PayloadRef,
    /// Its task token, where it waits for one.
    pub token: Option<String>,
    /// Which try, from 0.
    pub attempt: u32,
}

/// An answer to a task.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct AnswerTaskArgs {
    /// Which execution.
    pub arn: String,
    /// Which task.
    pub task: u64,
    /// The answer.
    pub answer: TaskAnswer,
}

/// What a task gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "as", rename_all = "snake_case")]
pub enum TaskAnswer {
    /// A result.
    Result {
        /// JSON text.
        result: String,
    },
    /// An error.
    Error {
        /// Error name, at most 256 characters.
        error: String,
        /// Cause, at most 32,768 characters.
        cause: String,
    },
}

/// An execution moved on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Advanced {
    /// Which execution.
    pub arn: String,
    /// Its newest event.
    pub last_event: u64,
    /// Where it stands.
    pub status: RunStatus,
    /// How many tasks wait for the person's answer.
    pub waiting: u32,
}
