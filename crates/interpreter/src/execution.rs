//! The step function.

use std::sync::Arc;

use crate::{Input, Program, Settings, Status, Step};

/// One execution: the whole state, and the function that takes it from input to input.
#[derive(Clone, Debug)]
pub struct Execution {
    program: Arc<Program>,
    settings: Settings,
    status: Status,
    last_event_id: u64,
}

impl Execution {
    /// An execution that has not started: feed [`InputKind::Start`](crate::InputKind::Start).
    #[must_use]
    pub fn new(program: Arc<Program>, settings: Settings) -> Execution {
        Execution { program, settings, status: Status::Running, last_event_id: 0 }
    }

    /// Takes one input.
    ///
    /// # Errors
    /// [`StepError`] when the input does not belong here; the execution is unchanged then.
    pub fn step(&mut self, input: &Input) -> Result<Step, StepError> {
        let _ = (input, &self.program, &self.settings);
        Err(StepError::NotStarted)
    }

    /// Whether it still runs, or how it ended.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// The id of the newest event; 0 before the start.
    #[must_use]
    pub fn last_event_id(&self) -> u64 {
        self.last_event_id
    }
}

/// An input does not belong here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StepError {
    /// Something else than `Start` came first.
    #[error("the execution has not started: its first input must be `start`")]
    NotStarted,
    /// `Start` came a second time.
    #[error("the execution has already started: `start` can only be its first input")]
    AlreadyStarted,
}
