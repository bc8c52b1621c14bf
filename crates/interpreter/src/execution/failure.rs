//! What goes wrong: retried, caught, handed to the state around, or the end of the execution.

use std::sync::Arc;

use stepwell_json::{Object, Value};

use super::evaluator::Seen;
use super::flow::{Activity, FlowId};
use super::turn::Turn;
use super::{TimerUse, concurrent};
use crate::program::{Catcher, DataStages, Next, StateKind};
use crate::{Details, EventKind, TimerPurpose, Verdict};

pub(super) const RUNTIME: &str = "States.Runtime";
pub(super) const TIMEOUT: &str = "States.Timeout";
pub(super) const QUERY_EVALUATION: &str = "States.QueryEvaluationError";
pub(super) const DATA_LIMIT: &str = "States.DataLimitExceeded";

/// An error with its cause, as states hand it on.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) error: Option<Arc<str>>,
    pub(super) cause: Option<Arc<str>>,
    /// A task that was not heard of in time. AWS calls it `States.Timeout` in events, and catchers
    /// may name it `States.HeartbeatTimeout` too.
    pub(super) heartbeat: bool,
    /// Its cause is the interpreter's own or came of chance, not one that a task or the definition gave: AWS may
    /// have put it otherwise.
    pub(super) has_own_words: bool,
    /// For an expression that failed: an event of its own tells of it.
    pub(super) evaluation: Option<Evaluation>,
}

/// Where an expression failed.
#[derive(Clone, Debug)]
pub(super) struct Evaluation {
    /// The field, as AWS writes it: `Choices[1]/Output/total`.
    pub(super) location: Option<Arc<str>>,
    /// The value came out well and the state could not use it; its event then follows from the
    /// state's entry. Where the expression itself fails, AWS has it follow from what came before.
    pub(super) after_entry: bool,
}

impl Failure {
    pub(super) fn new(error: &str, cause: impl Into<Arc<str>>) -> Failure {
        Failure {
            error: Some(error.into()),
            cause: Some(cause.into()),
            heartbeat: false,
            has_own_words: true,
            evaluation: None,
        }
    }

    /// The failure that somebody else tells of.
    pub(super) fn told(error: Option<Arc<str>>, cause: Option<Arc<str>>) -> Failure {
        Failure { error, cause, heartbeat: false, has_own_words: false, evaluation: None }
    }

    pub(super) fn timeout(heartbeat: bool) -> Failure {
        Failure { error: Some(TIMEOUT.into()), cause: None, heartbeat, has_own_words: false, evaluation: None }
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
            Fault::State(failure) => {
                let failure = self.tell_of_evaluation(flow, failure)?;
                self.fail_state(flow, failure)
            }
            Fault::Execution(failure) => Err(Halt { failure, previous_event: self.flow(flow).last_event }),
        }
    }

    /// Writes `EvaluationFailed` for what failed in an expression.
    fn tell_of_evaluation(&mut self, flow: FlowId, failure: Failure) -> Result<Failure, Halt> {
        let Some(evaluation) = failure.evaluation.clone() else { return Ok(failure) };
        let running = self.flow(flow);
        let just_entered = running.last_event == running.entered_event;
        let previous = if just_entered && !evaluation.after_entry { running.entered_after } else { running.last_event };
        let failure = self.adopt_cause(previous, EventKind::EvaluationFailed, failure);
        let details = Details::EvaluationFailed {
            error: failure.error.clone(),
            cause: failure.cause.clone(),
            location: evaluation.location.clone(),
            state: Arc::clone(&self.state_of(flow).name),
        };
        let event = self.emit(previous, EventKind::EvaluationFailed, details)?;
        self.flow_mut(flow).last_event = event;
        Ok(failure)
    }

    /// The state that the flow is in has failed: retry it, catch the error, or hand it on.
    pub(super) fn fail_state(&mut self, flow: FlowId, failure: Failure) -> Result<(), Halt> {
        let mut failure = failure;
        let mut flow = flow;
        // A loop over the states around instead of a call for each, however deep they nest.
        loop {
            self.keep_if_it_is_the_end(flow, &failure);
            if self.retry(flow, &failure) {
                return match self.inspected(flow) {
                    None => Ok(()),
                    // Where one state is tried, that is the end of it.
                    Some(inspected) => {
                        inspected.seen().verdict = Some(Verdict::Retriable);
                        Err(Halt { failure, previous_event: self.flow(flow).last_event })
                    }
                };
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
                Caught::Failed(Fault::State(again)) => {
                    failure = self.tell_of_evaluation(flow, again)?;
                }
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
        let before = self.inspected(flow).map_or(0, |inspected| inspected.test.retrier_retry_count);
        let running = self.flow_mut(flow);
        running.retries.resize(state.retriers.len(), before);
        let may = running.retries[index] < retrier.max_attempts;
        if let Some(inspected) = self.inspected(flow) {
            inspected.seen().retry_index = Some(index);
        }
        if !may {
            return false;
        }
        let running = self.flow_mut(flow);
        running.retries[index] += 1;
        running.retry_count = running.retry_count.saturating_add(1);
        let delay = retrier.delay_milliseconds(running.retries[index], chance);
        if let Some(inspected) = self.inspected(flow) {
            #[allow(clippy::cast_precision_loss)] // delays are far below 2^53 milliseconds
            let seconds = delay as f64 / 1000.0;
            inspected.seen().retry_backoff_interval_seconds = Some(seconds);
        }
        let timer = self.arm(now.plus_milliseconds(delay), TimerPurpose::Retry, TimerUse::Retry(flow));
        self.flow_mut(flow).activity = Activity::Backoff { timer };
        true
    }

    fn catch(&mut self, flow: FlowId, failure: &Failure) -> Result<Caught, Halt> {
        let state = self.state_of(flow);
        let holds = |catcher: &Catcher| catcher.errors.hold(failure.error.as_deref(), failure.heartbeat);
        let Some((index, catcher)) = state.catchers.iter().enumerate().find(|(_, catcher)| holds(catcher)) else {
            return Ok(Caught::No);
        };
        if let Some(inspected) = self.inspected(flow) {
            let mut seen = inspected.seen();
            seen.catch_index = Some(index);
            seen.caught_error.clone_from(&failure.error);
            seen.caught_cause.clone_from(&failure.cause);
        }
        let error_output = failure.error_output();
        let evaluator = self.evaluator(flow);
        let entropy = &mut self.execution.entropy;
        let seen = Seen::Error(&error_output);
        let done = match &state.data {
            DataStages::JsonPath(_) => {
                evaluator.merge(&catcher.result_path, &evaluator.input, error_output.clone()).and_then(|output| {
                    let assigned = evaluator.assign(entropy, catcher.assign.as_ref(), seen)?;
                    Ok((output, assigned))
                })
            }
            DataStages::Jsonata(_) => evaluator.assign(entropy, catcher.assign.as_ref(), seen).and_then(|assigned| {
                let output = match &catcher.output {
                    Some(output) => evaluator.fill(entropy, output, seen)?,
                    None => error_output.clone(),
                };
                Ok((output, assigned))
            }),
        };
        match done {
            Ok((output, assigned)) => {
                self.has_own_words = failure.has_own_words;
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
