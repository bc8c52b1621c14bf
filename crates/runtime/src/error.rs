use std::sync::Arc;

use stepwell_history::HistoryError;
use stepwell_interpreter::{CompileError, Misfit, RecordingError, TaskId};

use crate::mock::MockError;

/// Why something could not be run, answered or read. Each has a stable [`code`](RuntimeError::code) and says
/// what to do.
#[derive(Debug, Clone, thiserror::Error)]
#[non_exhaustive]
pub enum RuntimeError {
    /// The definition cannot be run.
    #[error("The definition cannot be run: {0}.")]
    Definition(Arc<CompileError>),
    /// The input is no JSON.
    #[error("The input is not JSON: {0}.")]
    Input(Arc<stepwell_json::ParseError>),
    /// The input is longer than its quota.
    #[error(
        "The input is {bytes} bytes long; at most {limit} are possible. Pass the place of large data on instead of the data."
    )]
    InputTooLong {
        /// Its length in bytes of UTF-8.
        bytes: usize,
        /// The quota.
        limit: usize,
    },
    /// A name that AWS would not take.
    #[error(
        "{what} {name:?} is not possible: 1 to 80 characters without blanks, control characters and ? * < > {{ }} [ ] \" # % \\ ^ | ~ ` $ & , ; : /."
    )]
    Name {
        /// Which name: "The execution name", "The state machine name".
        what: &'static str,
        /// The name.
        name: String,
    },
    /// Only EXPRESS executions are waited for.
    #[error(
        "A STANDARD execution cannot be run synchronously: StartSyncExecution is for EXPRESS only. Make it EXPRESS, or leave the synchronous call."
    )]
    SynchronousStandard,
    /// The mock configuration does not serve.
    #[error(transparent)]
    Mocks(Arc<MockError>),
    /// The history could not be read or written.
    #[error(transparent)]
    History(Arc<HistoryError>),
    /// No execution of this ARN is run by this process.
    #[error("The execution {arn} is not run by this process. If it is still RUNNING in the history, resume it first.")]
    NotRunning {
        /// The execution.
        arn: String,
    },
    /// The execution is run by this process already, or must not be deleted because it is.
    #[error("The execution {arn} is running. Stop it first.")]
    StillRunning {
        /// The execution.
        arn: String,
    },
    /// The execution cannot go on from where it ended.
    #[error("The execution {arn} cannot be redriven: {reason}.")]
    NotRedrivable {
        /// The execution.
        arn: String,
        /// Why not.
        reason: String,
    },
    /// The task waits for no answer: it has one, timed out, was aborted or never was.
    #[error("Task {} of {arn} waits for no answer: it was answered, timed out or was aborted meanwhile.", task.0)]
    TaskNotWaiting {
        /// The execution.
        arn: String,
        /// The task.
        task: TaskId,
    },
    /// An error name or cause is longer than AWS takes.
    #[error("The {what} is {length} characters long; at most {limit} are possible. Shorten it.")]
    TooLong {
        /// "error" or "cause".
        what: &'static str,
        /// Its length in characters.
        length: usize,
        /// The most there may be.
        limit: usize,
    },
    /// What is stored of an execution does not lead to the state it was in: it was written by another version,
    /// or changed.
    #[error(
        "The execution {arn} cannot be resumed: input {input} led to event {stored} when it ran and leads to event {found} now. It can still be looked at; start it anew to run it."
    )]
    Diverged {
        /// The execution.
        arn: String,
        /// The number of the input.
        input: u64,
        /// The event id that is stored.
        stored: u64,
        /// The event id it leads to now.
        found: u64,
    },
    /// The execution cannot be forked there.
    #[error("The execution cannot be forked at event {event}: {reason}.")]
    NotForkable {
        /// The event.
        event: u64,
        /// Why not, and what to do.
        reason: String,
    },
    /// A definition does not lead to what was recorded.
    #[error("The definition does not fit the past: {0}.")]
    Misfit(Box<Misfit>),
    /// A history that was recorded elsewhere cannot be read.
    #[error("The history cannot be replayed: {0}.")]
    Recording(RecordingError),
    /// A stored record cannot be understood.
    #[error(
        "A record of {arn} cannot be understood: {detail}. It was written by a newer Stepwell, or the history is damaged."
    )]
    Record {
        /// The execution.
        arn: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The interpreter refused an input.
    #[error(
        "The interpreter refused an input of {arn}: {detail}. This is a fault in Stepwell; the history up to here is kept."
    )]
    Interpreter {
        /// The execution.
        arn: String,
        /// Its words.
        detail: String,
    },
    /// The runtime was shut down.
    #[error("The runtime is shut down, so nothing more can be started or answered.")]
    ShutDown,
    /// There is no tokio runtime here.
    #[error("Executions run on tokio, and no tokio runtime is running here.")]
    NoTokio,
    /// The operating system gives no random numbers.
    #[error("The operating system gives no random numbers ({0}), which execution names and seeds are made of.")]
    Entropy(getrandom::Error),
}

impl RuntimeError {
    /// The stable code of this error, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Definition(error) => error.code,
            Self::Input(_) => "INVALID_EXECUTION_INPUT",
            Self::InputTooLong { .. } => "INPUT_TOO_LONG",
            Self::Name { .. } => "INVALID_NAME",
            Self::SynchronousStandard => "STANDARD_CANNOT_BE_SYNCHRONOUS",
            Self::Mocks(error) => error.code(),
            Self::History(error) => error.code(),
            Self::NotRunning { .. } => "EXECUTION_NOT_RUNNING",
            Self::StillRunning { .. } => "EXECUTION_STILL_RUNNING",
            Self::NotRedrivable { .. } => "EXECUTION_NOT_REDRIVABLE",
            Self::TaskNotWaiting { .. } => "TASK_NOT_WAITING",
            Self::TooLong { .. } => "ANSWER_TOO_LONG",
            Self::Diverged { .. } => "EXECUTION_DIVERGED",
            Self::NotForkable { .. } => "EXECUTION_NOT_FORKABLE",
            Self::Misfit(_) => "DEFINITION_DOES_NOT_FIT_THE_PAST",
            Self::Recording(_) => "RECORDING_NOT_REPLAYABLE",
            Self::Record { .. } => "RECORD_NOT_UNDERSTOOD",
            Self::Interpreter { .. } => "INTERPRETER_REFUSED",
            Self::ShutDown => "RUNTIME_SHUT_DOWN",
            Self::NoTokio => "NO_TOKIO",
            Self::Entropy(_) => "NO_ENTROPY",
        }
    }
}

impl From<HistoryError> for RuntimeError {
    fn from(error: HistoryError) -> Self {
        Self::History(Arc::new(error))
    }
}

impl From<MockError> for RuntimeError {
    fn from(error: MockError) -> Self {
        Self::Mocks(Arc::new(error))
    }
}

impl From<CompileError> for RuntimeError {
    fn from(error: CompileError) -> Self {
        Self::Definition(Arc::new(error))
    }
}
