//! Into a state, and the work of the types that need nobody else: Pass, Succeed, Fail, Wait.

use std::sync::Arc;

use stepwell_asl::StateType;
use stepwell_json::Value;

use super::evaluator::Evaluator;
use super::failure::{Failure, Fault, Halt};
use super::flow::{Activity, FlowId};
use super::turn::Turn;
use super::{TimerUse, choice, concurrent, task};
use crate::program::{DataStages, State, StateKind};
use crate::{Details, EventKind, TimerPurpose};

pub(super) fn enter(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    turn.adopt_input(flow, entered(state.state_type()));
    if turn.execution.replacement.is_some() {
        turn.replace(flow);
    }
    let details = Details::StateEntered { name: Arc::clone(&state.name), input: turn.flow(flow).input.clone().into() };
    let before = turn.flow(flow).last_event;
    let event = turn.emit_in(flow, entered(state.state_type()), details)?;
    let now = turn.execution.now;
    let running = turn.flow_mut(flow);
    running.entered_event = event;
    running.entered_after = before;
    running.entered_at = now;
    running.retries.clear();
    running.retry_count = 0;
    running.token = None;
    if let Some(inspected) = turn.inspected(flow) {
        let input = turn.flow(flow).input.clone();
        inspected.seen().input = Some(input);
    }
    if turn.is_guided() {
        // What the state does next may have come later, or never.
        turn.flow_mut(flow).activity = Activity::Work;
        return Ok(());
    }
    work(turn, flow)
}

/// Does a state's work, after it was entered or once more for a retry.
pub(super) fn work(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    turn.flow_mut(flow).activity = Activity::Work;
    let state = turn.state_of(flow);
    let worked = match &state.kind {
        StateKind::Task(task) => task::schedule(turn, flow, task),
        StateKind::Parallel { branches } => concurrent::start_parallel(turn, flow, branches),
        StateKind::Map(map) => concurrent::start_map(turn, flow, map),
        StateKind::Pass { .. }
        | StateKind::Choice(_)
        | StateKind::Wait(_)
        | StateKind::Succeed
        | StateKind::Fail { .. } => at_once(turn, flow, state),
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

fn at_once(turn: &mut Turn<'_>, flow: FlowId, state: &State) -> Result<(), Interrupt> {
    let evaluator = turn.evaluator(flow);
    let effective = evaluator.effective(state)?;
    let now = turn.execution.now;
    let entropy = &mut turn.execution.entropy;
    match &state.kind {
        StateKind::Pass { result } => {
            let done = match (&state.data, result) {
                (DataStages::Jsonata(_), _) => evaluator.pass_on(entropy, state, effective),
                (DataStages::JsonPath(_), Some(result)) => evaluator.finish(entropy, state, result.clone()),
                (DataStages::JsonPath(_), None) => {
                    let result = evaluator.arguments(entropy, state, effective)?;
                    evaluator.finish(entropy, state, result)
                }
            };
            let (output, assigned) = done?;
            unless(turn.leave(flow, &evaluator, output, assigned, state.next)?)
        }
        StateKind::Succeed => {
            let (output, _) = evaluator.pass_on(entropy, state, effective)?;
            unless(turn.leave(flow, &evaluator, output, Vec::new(), state.next)?)
        }
        StateKind::Fail { error, cause } => {
            let error = evaluator.text(entropy, error.as_ref(), "ErrorPath", &effective)?;
            let cause = evaluator.text(entropy, cause.as_ref(), "CausePath", &effective)?;
            let failure = Failure { has_own_words: state.uses_unknown, ..Failure::told(error, cause) };
            Err(Fault::State(failure).into())
        }
        StateKind::Choice(choice) => choice::decide(turn, flow, state, choice, &evaluator, effective),
        StateKind::Wait(wait) => {
            let due = evaluator.due(entropy, wait, now, &effective)?;
            if due <= now {
                return leave_wait(turn, flow, state, &evaluator, effective);
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
    let Activity::Wait { effective, .. } = std::mem::replace(&mut running.activity, Activity::Work) else {
        return Ok(());
    };
    let evaluator = turn.evaluator(flow);
    let left = leave_wait(turn, flow, state, &evaluator, effective);
    settle(turn, flow, left)
}

fn leave_wait(
    turn: &mut Turn<'_>,
    flow: FlowId,
    state: &State,
    evaluator: &Evaluator,
    effective: Value,
) -> Result<(), Interrupt> {
    let (output, assigned) = evaluator.pass_on(&mut turn.execution.entropy, state, effective)?;
    unless(turn.leave(flow, evaluator, output, assigned, state.next)?)
}

pub(super) fn entered(state_type: StateType) -> EventKind {
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
