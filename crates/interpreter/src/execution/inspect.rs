//! Parallel and Map states that are tried by themselves: their data goes through its stages, their work is
//! given.

use std::sync::Arc;

use stepwell_json::Value;

use super::concurrent;
use super::evaluator::{Evaluator, Seen};
use super::failure::Failure;
use super::flow::{FlowId, Item};
use super::map_run::{self, Tolerated};
use super::states::Interrupt;
use super::turn::Turn;
use crate::program::MapState;
use crate::{Details, EventKind, StateMock};

/// The work comes to what the test says.
pub(super) fn mocked(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Interrupt> {
    match turn.inspected(flow).and_then(|inspected| inspected.test.mock.clone()) {
        Some(StateMock::Result(result)) => {
            let join = turn.flow(flow).last_event;
            Ok(concurrent::succeed(turn, flow, result, join)?)
        }
        Some(StateMock::Error { error, cause }) => Ok(turn.fail_state(flow, Failure::told(error, cause))?),
        None => {
            let evaluator = turn.evaluator(flow);
            Err(evaluator.runtime("A Parallel or Map state that is tried by itself needs a mock.").into())
        }
    }
}

pub(super) fn map(
    turn: &mut Turn<'_>,
    flow: FlowId,
    map: &MapState,
    evaluator: &Evaluator,
    effective: Value,
) -> Result<(), Interrupt> {
    let Some(inspected) = turn.inspected(flow).cloned() else { return Ok(()) };
    let entropy = &mut turn.execution.entropy;
    let reader = map.distributed.as_ref().and_then(|distributed| distributed.reader.as_ref());
    let items = match (reader, &inspected.test.items, &map.distributed) {
        (Some(_), Some(items), _) => items.clone(),
        (Some(_), None, _) => Value::from(Vec::new()),
        (None, _, Some(_)) => evaluator.items_or_entries(entropy, &map.items, &effective)?,
        (None, _, None) => evaluator.items(entropy, &map.items, &effective)?,
    };
    if reader.is_none() {
        evaluator.note(|seen| seen.after_items_path = Some(items.clone()));
    }
    let concurrency = evaluator.count(entropy, map.max_concurrency.as_ref(), "MaxConcurrencyPath", &effective)?;
    evaluator.note(|seen| seen.max_concurrency = Some(concurrency.unwrap_or(0)));
    let length = items.as_array().map_or(0, <[Value]>::len);
    turn.emit_in(flow, EventKind::MapStateStarted, Details::MapStateStarted { length: length as u64 })?;
    let entropy = &mut turn.execution.entropy;
    let tolerated = Tolerated::of(map, evaluator, entropy, &effective)?;
    evaluator.note(|seen| {
        seen.tolerated_failure_count = tolerated.count;
        seen.tolerated_failure_percentage = tolerated.percentage;
    });
    let mut selected = Vec::with_capacity(length);
    for (index, item) in items.as_array().unwrap_or_default().iter().enumerate() {
        selected.push(match &map.item_selector {
            None => item.clone(),
            Some(selector) => {
                let item = Arc::new(Item { index, value: item.clone(), source: None });
                let evaluator = turn.evaluator_of_item(flow, item);
                evaluator.fill(&mut turn.execution.entropy, selector, Seen::Input(&effective))?
            }
        });
    }
    if map.item_selector.is_some() {
        evaluator.note(|seen| seen.after_item_selector = Some(Value::from(selected.clone())));
    }
    if let Some(distributed) = &map.distributed
        && distributed.batcher.is_some()
    {
        let batches = map_run::batches(&mut turn.execution.entropy, distributed, evaluator, &effective, selected)?;
        evaluator.note(|seen| seen.after_item_batcher = Some(batches));
    }
    if let Some(failed) = inspected.test.map_iteration_failure_count
        && let Some(exceeded) = tolerated.exceeded_by(failed, Some(length as u64))
    {
        return Ok(turn.fail_state(flow, exceeded)?);
    }
    mocked(turn, flow)
}
