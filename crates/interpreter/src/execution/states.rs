//! Into a state, and the work of the types that need nobody else: Pass, Succeed, Fail, Wait.

use std::sync::Arc;

use stepwell_asl::StateType;

use super::evaluator::{Evaluator, shown};
use super::failure::{Failure, Fault, Halt, RUNTIME};
use super::flow::{Activity, FlowId};
use super::turn::{Turn, after_seconds};
use super::{TimerUse, choice, concurrent, task};
use crate::program::{DataStages, PathStages, State, StateKind, WaitState};
use crate::{Details, EventKind, TimerPurpose, Timestamp};

/// The longest a Wait state may wait, in seconds: a signed 32-bit number, as on AWS.
const LONGEST_WAIT_SECONDS: i64 = i32::MAX as i64;

pub(super) fn enter(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    let details = Details::StateEntered { name: Arc::clone(&state.name), input: turn.flow(flow).input.clone().into() };
    let event = turn.emit_in(flow, entered(state.state_type()), details)?;
    let now = turn.execution.now;
    let running = turn.flow_mut(flow);
    running.entered_event = event;
    running.entered_at = now;
    running.retries.clear();
    running.retry_count = 0;
    running.token = None;
    work(turn, flow)
}

/// Does a state's work, after it was entered or once more for a retry.
pub(super) fn work(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    turn.flow_mut(flow).activity = Activity::Work;
    let state = turn.state_of(flow);
    let stages = match &state.data {
        DataStages::JsonPath(stages) => stages,
        DataStages::Jsonata => {
            let fault = turn.evaluator(flow).runtime(
                "The state's QueryLanguage is JSONata, which this build of Stepwell does not support yet. Use JSONPath for this state, or run it with a later build.",
            );
            return turn.fault(flow, fault);
        }
    };
    let worked = match &state.kind {
        StateKind::Task(task) => task::schedule(turn, flow, stages, task),
        StateKind::Parallel { branches } => concurrent::start_parallel(turn, flow, stages, branches),
        StateKind::Map(map) => concurrent::start_map(turn, flow, stages, map),
        StateKind::Pass { .. }
        | StateKind::Choice(_)
        | StateKind::Wait(_)
        | StateKind::Succeed
        | StateKind::Fail { .. } => at_once(turn, flow, state, stages),
    };
    settle(turn, flow, worked)
}

/// Makes a fault of a state's work what it means for the execution.
pub(super) fn settle(turn: &mut Turn<'_>, flow: FlowId, worked: Result<(), Interrupt>) -> Result<(), Halt> {
    match worked {
        Ok(()) => Ok(()),
        Err(Interrupt::Halt(halt)) => Err(halt),
        Err(Interrupt::Fault(fault)) => turn.fault(flow, fault),
    }
}

/// Why a state's work stopped short.
#[derive(Debug)]
pub(super) enum Interrupt {
    Fault(Fault),
    Halt(Halt),
}

impl From<Fault> for Interrupt {
    fn from(fault: Fault) -> Interrupt {
        Interrupt::Fault(fault)
    }
}

impl From<Halt> for Interrupt {
    fn from(halt: Halt) -> Interrupt {
        Interrupt::Halt(halt)
    }
}

/// A fault or nothing, as an early way out.
pub(super) fn unless(fault: Option<Fault>) -> Result<(), Interrupt> {
    fault.map_or(Ok(()), |fault| Err(Interrupt::Fault(fault)))
}

fn at_once(turn: &mut Turn<'_>, flow: FlowId, state: &State, stages: &PathStages) -> Result<(), Interrupt> {
    let evaluator = turn.evaluator(flow);
    let raw = turn.flow(flow).input.clone();
    let effective = evaluator.select(&stages.input_path, raw.clone())?;
    let entropy = &mut turn.execution.entropy;
    match &state.kind {
        StateKind::Pass { result } => {
            let result = match result {
                Some(result) => result.clone(),
                None => evaluator.fill(entropy, stages.parameters.as_ref(), effective)?,
            };
            let (output, assigned) = evaluator.finish(entropy, stages, &raw, result)?;
            unless(turn.leave(flow, &evaluator, output, assigned, state.next)?)
        }
        StateKind::Succeed => {
            let output = evaluator.select(&stages.output_path, effective)?;
            unless(turn.leave(flow, &evaluator, output, Vec::new(), state.next)?)
        }
        StateKind::Fail { error, cause } => {
            let error = evaluator.text(entropy, error.as_ref(), "ErrorPath", &effective)?;
            let cause = evaluator.text(entropy, cause.as_ref(), "CausePath", &effective)?;
            Err(Fault::State(Failure { error, cause, heartbeat: false }).into())
        }
        StateKind::Choice(choice) => choice::decide(turn, flow, stages, choice, &evaluator, effective),
        StateKind::Wait(wait) => {
            let due = due(wait, turn.execution.now, &evaluator, &effective)?;
            if due <= turn.execution.now {
                return leave_wait(turn, flow, state, stages, &evaluator, effective);
            }
            let timer = turn.arm(due, TimerPurpose::Wait, TimerUse::Wait(flow));
            turn.flow_mut(flow).activity = Activity::Wait { timer, effective };
            Ok(())
        }
        StateKind::Task(_) | StateKind::Parallel { .. } | StateKind::Map(_) => Ok(()),
    }
}

/// A Wait state's time has come.
pub(super) fn waited(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    let running = turn.flow_mut(flow);
    let (Activity::Wait { effective, .. }, DataStages::JsonPath(stages)) =
        (std::mem::replace(&mut running.activity, Activity::Work), &state.data)
    else {
        return Ok(());
    };
    let evaluator = turn.evaluator(flow);
    let left = leave_wait(turn, flow, state, stages, &evaluator, effective);
    settle(turn, flow, left)
}

fn leave_wait(
    turn: &mut Turn<'_>,
    flow: FlowId,
    state: &State,
    stages: &PathStages,
    evaluator: &Evaluator,
    effective: stepwell_json::Value,
) -> Result<(), Interrupt> {
    let assigned = evaluator.assign(&mut turn.execution.entropy, stages.assign.as_ref(), &effective)?;
    let output = evaluator.select(&stages.output_path, effective)?;
    unless(turn.leave(flow, evaluator, output, assigned, state.next)?)
}

fn due(
    wait: &WaitState,
    now: Timestamp,
    evaluator: &Evaluator,
    effective: &stepwell_json::Value,
) -> Result<Timestamp, Fault> {
    let due = match wait {
        WaitState::Seconds(seconds) => after_seconds(now, *seconds),
        WaitState::SecondsPath(path) => {
            let value = evaluator.path(path, effective)?;
            let problem = match value.as_number().filter(|number| number.is_integer_literal()).and_then(|n| n.as_i64()) {
                Some(seconds) => match u64::try_from(seconds) {
                    Ok(seconds) => return check_delay(after_seconds(now, seconds), now, evaluator),
                    Err(_) => "must not be negative",
                },
                None => "cannot be parsed as a long value",
            };
            return Err(evaluator.runtime(format_args!(
                "The SecondsPath parameter {problem}: {} == {}",
                path.text(),
                shown(&value)
            )));
        }
        WaitState::Timestamp(text) => Timestamp::parse(text).ok_or_else(|| {
            evaluator.runtime(format_args!(
                "The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: {text}"
            ))
        })?,
        WaitState::TimestampPath(path) => {
            let value = evaluator.path(path, effective)?;
            value.as_str().and_then(Timestamp::parse).ok_or_else(|| {
                evaluator.runtime(format_args!(
                    "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {} == {}",
                    path.text(),
                    shown(&value)
                ))
            })?
        }
    };
    check_delay(due, now, evaluator)
}

fn check_delay(due: Timestamp, now: Timestamp, evaluator: &Evaluator) -> Result<Timestamp, Fault> {
    if due.0.saturating_sub(now.0) / 1000 > LONGEST_WAIT_SECONDS {
        return Err(evaluator.runtime("Wait state delay is too long."));
    }
    Ok(due)
}

fn entered(state_type: StateType) -> EventKind {
    match state_type {
        StateType::Pass => EventKind::PassStateEntered,
        StateType::Task => EventKind::TaskStateEntered,
        StateType::Choice => EventKind::ChoiceStateEntered,
        StateType::Wait => EventKind::WaitStateEntered,
        StateType::Succeed => EventKind::SucceedStateEntered,
        StateType::Fail => EventKind::FailStateEntered,
        StateType::Parallel => EventKind::ParallelStateEntered,
        StateType::Map => EventKind::MapStateEntered,
    }
}

/// The fault of something that this build cannot do yet; it says so.
pub(super) fn unsupported(evaluator: &Evaluator, what: &str) -> Fault {
    Fault::Execution(Failure::new(
        RUNTIME,
        evaluator.cause(format_args!("{what}, which this build of Stepwell does not support yet.")),
    ))
}
