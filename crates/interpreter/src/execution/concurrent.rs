//! The work of Parallel states and inline Map states: children started, joined, aborted.

use std::sync::Arc;

use stepwell_asl::StateType;
use stepwell_json::Value;

use super::evaluator::Seen;
use super::failure::Halt;
use super::flow::{Activity, Children, FlowId, Item};
use super::states::{Interrupt, settle, unless};
use super::turn::Turn;
use super::{inspect, map_run, task};
use crate::program::{MapState, StateId, StateKind};
use crate::{Details, EventKind};

pub(super) fn start_parallel(turn: &mut Turn<'_>, flow: FlowId, branches: &[StateId]) -> Result<(), Interrupt> {
    let evaluator = turn.evaluator(flow);
    let state = turn.state_of(flow);
    let effective = evaluator.effective(state)?;
    let input = evaluator.arguments(&mut turn.execution.entropy, state, effective)?;
    evaluator.check_size(&turn.execution.settings, &state.name, &input)?;
    let started = turn.emit_in(flow, EventKind::ParallelStateStarted, Details::None)?;
    if turn.inspected(flow).is_some() {
        return inspect::mocked(turn, flow);
    }
    let running = turn.flow(flow);
    let (item, variables) = (running.item.clone(), running.variables.inner());
    let mut flows = Vec::with_capacity(branches.len());
    for (index, start) in branches.iter().enumerate() {
        let parent = Some((flow, index));
        flows.push(Some(turn.add_flow(parent, *start, input.clone(), started, item.clone(), variables.clone())));
    }
    // The first branch goes first: each runs until it waits.
    for child in flows.iter().rev().flatten() {
        turn.execution.ready.push_front(*child);
    }
    turn.flow_mut(flow).activity = Activity::Children(Box::new(Children {
        results: vec![Value::Null; flows.len()],
        flows,
        finished: 0,
        effective: Value::Null,
        items: None,
        next: 0,
        slots: Vec::new(),
    }));
    if branches.is_empty() { Ok(complete(turn, flow)?) } else { Ok(()) }
}

pub(super) fn start_map(turn: &mut Turn<'_>, flow: FlowId, map: &MapState) -> Result<(), Interrupt> {
    let evaluator = turn.evaluator(flow);
    let effective = evaluator.effective(turn.state_of(flow))?;
    if turn.inspected(flow).is_some() {
        return inspect::map(turn, flow, map, &evaluator, effective);
    }
    if let Some(distributed) = &map.distributed {
        return map_run::start(turn, flow, map, distributed, &evaluator, effective);
    }
    let entropy = &mut turn.execution.entropy;
    let items = evaluator.items(entropy, &map.items, &effective)?;
    let length = items.as_array().map_or(0, <[Value]>::len);
    let concurrency = evaluator.count(entropy, map.max_concurrency.as_ref(), "MaxConcurrencyPath", &effective)?;
    turn.emit_in(flow, EventKind::MapStateStarted, Details::MapStateStarted { length: length as u64 })?;
    // An inline Map tolerates no failure, but what it is told must make sense.
    let entropy = &mut turn.execution.entropy;
    evaluator.count(entropy, map.tolerated_count.as_ref(), "ToleratedFailureCountPath", &effective)?;
    let percentage = map.tolerated_percentage.as_ref();
    evaluator.percentage(entropy, percentage, "ToleratedFailurePercentagePath", &effective)?;
    turn.flow_mut(flow).activity = Activity::Children(Box::new(Children {
        flows: vec![None; length],
        results: vec![Value::Null; length],
        finished: 0,
        effective,
        items: Some(items),
        next: 0,
        slots: Vec::new(),
    }));
    if length == 0 {
        return Ok(complete(turn, flow)?);
    }
    let most = turn.execution.settings.max_map_concurrency.max(1);
    let concurrency = match concurrency.and_then(|number| usize::try_from(number).ok()) {
        None | Some(0) => most,
        Some(number) => number.min(most),
    };
    let started = turn.flow(flow).last_event;
    if turn.is_guided() {
        if let Activity::Children(children) = &mut turn.flow_mut(flow).activity {
            children.slots = vec![started; concurrency.min(length)];
        }
        return Ok(());
    }
    let mut first = Vec::with_capacity(concurrency.min(length));
    for _ in 0..concurrency.min(length) {
        first.extend(start_iteration(turn, flow, started)?);
    }
    for child in first.into_iter().rev() {
        turn.execution.ready.push_front(child);
    }
    Ok(())
}

/// Starts the next iteration of a Map, if there is one left.
fn start_iteration(turn: &mut Turn<'_>, flow: FlowId, previous: u64) -> Result<Option<FlowId>, Interrupt> {
    let state = turn.state_of(flow);
    let (StateKind::Map(map), Activity::Children(children)) = (&state.kind, &mut turn.flow_mut(flow).activity) else {
        return Ok(None);
    };
    let index = children.next;
    let Some(value) = children.items.as_ref().and_then(|items| items.at(index)).cloned() else { return Ok(None) };
    children.next += 1;
    let effective = children.effective.clone();
    let item = Arc::new(Item { index, value: value.clone(), source: None });
    // The selector sees the item of the iteration it makes the input for.
    let evaluator = turn.evaluator_of_item(flow, Arc::clone(&item));
    let input = match &map.item_selector {
        None => value,
        Some(selector) => evaluator.fill(&mut turn.execution.entropy, selector, Seen::Input(&effective))?,
    };
    evaluator.check_size(&turn.execution.settings, &state.name, &input)?;
    let details = Details::MapIteration { name: Arc::clone(&state.name), index: index as u64 };
    let started = turn.emit(previous, EventKind::MapIterationStarted, details)?;
    let variables = turn.flow(flow).variables.inner();
    let child = turn.add_flow(Some((flow, index)), map.processor, input, started, Some(item), variables);
    if let Activity::Children(children) = &mut turn.flow_mut(flow).activity {
        children.flows[index] = Some(child);
    }
    Ok(Some(child))
}

/// A branch or iteration has come to its end.
pub(super) fn child_finished(
    turn: &mut Turn<'_>,
    flow: FlowId,
    index: usize,
    child: FlowId,
    output: Value,
) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    let last_event = turn.flow(child).last_event;
    turn.remove_flow(child);
    let Activity::Children(children) = &mut turn.flow_mut(flow).activity else { return Ok(()) };
    children.flows[index] = None;
    children.results[index] = output;
    children.finished += 1;
    let all = children.finished == children.results.len();
    let mut join = last_event;
    if state.state_type() == StateType::Map {
        let details = Details::MapIteration { name: Arc::clone(&state.name), index: index as u64 };
        join = turn.emit(last_event, EventKind::MapIterationSucceeded, details)?;
    }
    turn.flow_mut(flow).last_event = join;
    if all {
        return complete(turn, flow);
    }
    if state.state_type() == StateType::Map {
        if turn.is_guided() {
            if let Activity::Children(children) = &mut turn.flow_mut(flow).activity {
                children.slots.push(last_event);
                children.slots.truncate(children.results.len() - children.next);
            }
            return Ok(());
        }
        return start_next(turn, flow, last_event);
    }
    Ok(())
}

/// Starts the next iteration of a Map in the place of one that has ended.
fn start_next(turn: &mut Turn<'_>, flow: FlowId, previous: u64) -> Result<(), Halt> {
    match start_iteration(turn, flow, previous) {
        Ok(Some(next)) => turn.execution.ready.push_front(next),
        Ok(None) => {}
        Err(Interrupt::Halt(halt)) => return Err(halt),
        Err(Interrupt::Fault(fault)) => {
            abort_children(turn, flow)?;
            return turn.fault(flow, fault);
        }
    }
    Ok(())
}

/// Starts the iteration of a Map that was recorded after an event.
pub(super) fn start_recorded(turn: &mut Turn<'_>, flow: FlowId, previous: u64) -> Result<(), Halt> {
    let Activity::Children(children) = &mut turn.flow_mut(flow).activity else { return Ok(()) };
    match children.slots.iter().position(|slot| *slot == previous) {
        Some(slot) => children.slots.remove(slot),
        // An iteration whose input could not be made has no event of its own.
        None => children.slots.pop().unwrap_or(previous),
    };
    start_next(turn, flow, previous)
}

/// Starts the iterations that a followed history had not started.
pub(super) fn go_on(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let Activity::Children(children) = &mut turn.flow_mut(flow).activity else { return Ok(()) };
    for previous in std::mem::take(&mut children.slots).into_iter().rev() {
        if !matches!(turn.execution.flows.get(&flow).map(|flow| &flow.activity), Some(Activity::Children(_))) {
            break;
        }
        start_next(turn, flow, previous)?;
    }
    Ok(())
}

/// All branches or iterations have come to their ends.
fn complete(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let running = turn.flow_mut(flow);
    let join = running.last_event;
    let Activity::Children(children) = std::mem::replace(&mut running.activity, Activity::Work) else { return Ok(()) };
    succeed(turn, flow, Value::from(children.results), join)
}

/// The work of a Parallel or Map state is done: its result goes on. The exit follows from `join`.
pub(super) fn succeed(turn: &mut Turn<'_>, flow: FlowId, result: Value, join: u64) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    let kind = match state.state_type() {
        StateType::Map => EventKind::MapStateSucceeded,
        _ => EventKind::ParallelStateSucceeded,
    };
    // What fails from here on follows from this event; the exit does not.
    turn.emit_in(flow, kind, Details::None)?;
    let evaluator = turn.evaluator(flow);
    let done = evaluator
        .check_size(&turn.execution.settings, &state.name, &result)
        .and_then(|()| evaluator.finish(&mut turn.execution.entropy, state, result));
    let left = match done {
        Err(fault) => Err(Interrupt::Fault(fault)),
        Ok((output, assigned)) => {
            turn.flow_mut(flow).last_event = join;
            match turn.leave(flow, &evaluator, output, assigned, state.next) {
                Ok(fault) => unless(fault),
                Err(halt) => Err(Interrupt::Halt(halt)),
            }
        }
    };
    settle(turn, flow, left)
}

/// A branch or iteration has failed: the others are aborted, and the events of it are written. What
/// the state around makes of it (retry, catch, fail) is the caller's next question.
pub(super) fn child_failed(turn: &mut Turn<'_>, flow: FlowId, index: usize, child: FlowId) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    let failed_in = turn.state_of(child).state_type();
    let last_event = turn.flow(child).last_event;
    match state.state_type() {
        StateType::Map => {
            let details = Details::MapIteration { name: Arc::clone(&state.name), index: index as u64 };
            turn.emit(last_event, EventKind::MapIterationFailed, details)?;
        }
        // A branch has no event of its own that says it failed, nor has a Task state: AWS writes
        // that the state was aborted.
        _ if failed_in == StateType::Task => {
            turn.emit(last_event, EventKind::TaskStateAborted, Details::None)?;
        }
        _ => {}
    }
    turn.remove_flow(child);
    if let Activity::Children(children) = &mut turn.flow_mut(flow).activity {
        children.flows[index] = None;
    }
    abort_children(turn, flow)?;
    let running = turn.flow_mut(flow);
    running.last_event = last_event;
    running.activity = Activity::Work;
    Ok(())
}

/// Aborts what still runs of a Parallel or Map state. As deep as the definition nests.
fn abort_children(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    let is_map = state.state_type() == StateType::Map;
    let Activity::Children(children) = &mut turn.flow_mut(flow).activity else { return Ok(()) };
    let running: Vec<(usize, FlowId)> =
        children.flows.iter_mut().enumerate().filter_map(|(index, flow)| Some((index, flow.take()?))).collect();
    for (index, child) in running {
        abort(turn, child)?;
        let last_event = turn.flow(child).last_event;
        turn.remove_flow(child);
        if is_map {
            let details = Details::MapIteration { name: Arc::clone(&state.name), index: index as u64 };
            turn.emit(last_event, EventKind::MapIterationAborted, details)?;
        }
    }
    Ok(())
}

fn abort(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    match &turn.flow(flow).activity {
        // It has not entered its state.
        Activity::Enter => return Ok(()),
        Activity::Work | Activity::Answered(_) => {}
        Activity::Wait { timer, .. } | Activity::Backoff { timer } => {
            let timer = *timer;
            turn.cancel_timer(timer);
        }
        Activity::Task(_) => task::abort(turn, flow),
        Activity::Children(_) => abort_children(turn, flow)?,
        Activity::MapRun(_) => map_run::abort(turn, flow)?,
    }
    let kind = match turn.state_of(flow).state_type() {
        StateType::Task => EventKind::TaskStateAborted,
        StateType::Wait => EventKind::WaitStateAborted,
        StateType::Parallel => EventKind::ParallelStateAborted,
        StateType::Map => EventKind::MapStateAborted,
        // These never wait, and there is no such event for them.
        StateType::Pass | StateType::Choice | StateType::Succeed | StateType::Fail => return Ok(()),
    };
    turn.emit_in(flow, kind, Details::None)?;
    Ok(())
}
