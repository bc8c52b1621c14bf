//! What goes wrong: retried, caught, handed to the state around, or the end of the execution.

use std::sync::Arc;

use stepwell_json::{Object, Value};

use super::flow::{Activity, FlowId};
use super::turn::Turn;
use super::{TimerUse, concurrent};
use crate::program::{Next, StateKind};
use crate::{Details, EventKind, TimerPurpose};

pub(super) const RUNTIME: &str = "States.Runtime";
pub(super) const TIMEOUT: &str = "States.Timeout";
pub(super) const DATA_LIMIT: &str = "States.DataLimitExceeded";

/// An error with its cause, as states hand it on.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) error: Option<Arc<str>>,
    pub(super) cause: Option<Arc<str>>,
    /// A task that was not heard of in time. AWS calls it `States.Timeout` in events, and catchers
    /// may name it `States.HeartbeatTimeout` too.
    pub(super) heartbeat: bool,
}

impl Failure {
    pub(super) fn new(error: &str, cause: impl Into<Arc<str>>) -> Failure {
        Failure { error: Some(error.into()), cause: Some(cause.into()), heartbeat: false }
    }

    pub(super) fn timeout(heartbeat: bool) -> Failure {
        Failure { error: Some(TIMEOUT.into()), cause: None, heartbeat }
    }

    pub(super) fn details(&self) -> Details {
        Details::Failure { error: self.error.clone(), cause: self.cause.clone() }
    }

    /// The Error Output that a catcher gets. A timeout has an empty cause there, although its events
    /// have none; any other missing field is null.
    fn error_output(&self) -> Value {
        let text = |text: &Option<Arc<str>>| text.clone().map_or(Value::Null, Value::from);
        let cause = if self.cause.is_none() && self.error.as_deref() == Some(TIMEOUT) {
            Value::from("")
        } else {
            text(&self.cause)
        };
        Object::builder().with("Error", text(&self.error)).with("Cause", cause).into()
    }
}

/// What a state's work can fail with.
#[derive(Clone, Debug)]
pub(super) enum Fault {
    /// The state fails: its retriers and catchers are asked.
    State(Failure),
    /// The execution fails at once: nothing retries or catches it (`States.Runtime`).
    Execution(Failure),
}

/// The execution fails, now.
#[derive(Debug)]
pub(super) struct Halt {
    pub(super) failure: Failure,
    pub(super) previous_event: u64,
}

impl Turn<'_> {
    /// What comes of a fault in the state that the flow is in.
    pub(super) fn fault(&mut self, flow: FlowId, fault: Fault) -> Result<(), Halt> {
        match fault {
            Fault::State(failure) => self.fail_state(flow, failure),
            Fault::Execution(failure) => Err(Halt { failure, previous_event: self.flow(flow).last_event }),
        }
    }

    /// The state that the flow is in has failed: retry it, catch the error, or hand it on.
    pub(super) fn fail_state(&mut self, flow: FlowId, failure: Failure) -> Result<(), Halt> {
        let mut failure = failure;
        let mut flow = flow;
        // A loop over the states around instead of a call for each, however deep they nest.
        loop {
            if self.retry(flow, &failure) {
                return Ok(());
            }
            let state = self.state_of(flow);
            let failed = match &state.kind {
                StateKind::Parallel { .. } => Some(EventKind::ParallelStateFailed),
                StateKind::Map(_) => Some(EventKind::MapStateFailed),
                StateKind::Pass { .. }
                | StateKind::Task(_)
                | StateKind::Choice(_)
                | StateKind::Wait(_)
                | StateKind::Succeed
                | StateKind::Fail { .. } => None,
            };
            if let Some(kind) = failed {
                self.emit_in(flow, kind, Details::None)?;
            }
            match self.catch(flow, &failure)? {
                Caught::Yes => return Ok(()),
                Caught::No => {}
                // The catcher itself failed, which ends the execution or fails the state again.
                Caught::Failed(Fault::Execution(failure)) => {
                    return Err(Halt { failure, previous_event: self.flow(flow).last_event });
                }
                Caught::Failed(Fault::State(again)) => failure = again,
            }
            let Some((parent, index)) = self.flow(flow).parent else {
                return Err(Halt { failure, previous_event: self.flow(flow).last_event });
            };
            concurrent::child_failed(self, parent, index, flow)?;
            flow = parent;
        }
    }

    /// Asks the retriers in their order; the first that holds the error decides.
    fn retry(&mut self, flow: FlowId, failure: &Failure) -> bool {
        let state = self.state_of(flow);
        let Some((index, retrier)) = state
            .retriers
            .iter()
            .enumerate()
            .find(|(_, retrier)| retrier.errors.hold(failure.error.as_deref(), failure.heartbeat))
        else {
            return false;
        };
        let now = self.execution.now;
        let chance = if retrier.full_jitter { self.execution.entropy.next_f64() } else { 1.0 };
        let running = self.flow_mut(flow);
        running.retries.resize(state.retriers.len(), 0);
        if running.retries[index] >= retrier.max_attempts {
            return false;
        }
        running.retries[index] += 1;
        running.retry_count = running.retry_count.saturating_add(1);
        let delay = retrier.delay_milliseconds(running.retries[index], chance);
        let timer = self.arm(now.plus_milliseconds(delay), TimerPurpose::Retry, TimerUse::Retry(flow));
        self.flow_mut(flow).activity = Activity::Backoff { timer };
        true
    }

    fn catch(&mut self, flow: FlowId, failure: &Failure) -> Result<Caught, Halt> {
        let state = self.state_of(flow);
        let Some(catcher) =
            state.catchers.iter().find(|catcher| catcher.errors.hold(failure.error.as_deref(), failure.heartbeat))
        else {
            return Ok(Caught::No);
        };
        let error_output = failure.error_output();
        let evaluator = self.evaluator(flow);
        let raw = self.flow(flow).input.clone();
        let done = evaluator.merge(&catcher.result_path, &raw, error_output.clone()).and_then(|output| {
            let assigned = evaluator.assign(&mut self.execution.entropy, catcher.assign.as_ref(), &error_output)?;
            Ok((output, assigned))
        });
        match done {
            Ok((output, assigned)) => {
                match self.leave(flow, &evaluator, output, assigned, Next::State(catcher.next))? {
                    None => Ok(Caught::Yes),
                    Some(fault) => Ok(Caught::Failed(fault)),
                }
            }
            Err(fault) => Ok(Caught::Failed(fault)),
        }
    }
}

enum Caught {
    Yes,
    No,
    Failed(Fault),
}
