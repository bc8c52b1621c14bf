//! A map run: the work of a Map state in DISTRIBUTED mode
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html>).
//!
//! It keeps counts, what is read and not yet handed out, and the outputs that the state's result is made
//! of; items come in pages, children are executions of their own.

mod batch;
mod source;
mod tolerated;

use std::collections::BTreeMap;
use std::sync::Arc;

use stepwell_json::{Object, Value};

use self::batch::Batch;
pub(super) use self::batch::batches;
use self::source::Source;
pub(super) use self::tolerated::Tolerated;
use super::concurrent;
use super::evaluator::{Evaluator, Seen};
use super::failure::{DATA_LIMIT, Failure, Fault, Halt};
use super::flow::{Activity, FlowId, Item};
use super::states::{Interrupt, settle};
use super::turn::Turn;
use crate::program::{Distributed, MapState, Reader, StateKind};
use crate::{
    ChildId, ChildRequest, Details, Effect, EventKind, HistoryEvent, MapRunId, ReadItems, Start, Status, Timestamp,
    WriteResults,
};

const READER: &str = "States.ItemReaderFailed";
const WRITER: &str = "States.ResultWriterFailed";

/// How many items are read at a time.
const ITEMS_PER_PAGE: u64 = 1_000;

/// The most items a map run may have.
const MOST_ITEMS: u64 = 100_000_000;

#[derive(Clone, Debug)]
pub(super) struct MapRun {
    id: MapRunId,
    arn: Arc<str>,
    label: Arc<str>,
    /// When it began.
    began: Timestamp,
    /// The effective input, which `ItemSelector` reads.
    effective: Value,
    source: Source,
    batch: Batch,
    concurrency: usize,
    tolerated: Tolerated,
    /// The children that run: which one of the run each is, and how many items it has.
    running: BTreeMap<ChildId, (usize, u64)>,
    children: usize,
    failed_items: u64,
    /// The children that did not succeed, as in `running`.
    unsuccessful: Vec<(ChildId, (usize, u64))>,
    redrive_count: u64,
    results: Results,
    is_writing: bool,
}

impl MapRun {
    pub(super) fn id(&self) -> MapRunId {
        self.id
    }

    pub(super) fn arn(&self) -> Arc<str> {
        Arc::clone(&self.arn)
    }
}

/// The outputs of the children that succeeded.
#[derive(Clone, Debug, Default)]
struct Results {
    /// The host collects them.
    are_written: bool,
    by_child: Vec<Option<Value>>,
    bytes: usize,
}

pub(super) fn start(
    turn: &mut Turn<'_>,
    flow: FlowId,
    map: &MapState,
    distributed: &Distributed,
    evaluator: &Evaluator,
    effective: Value,
) -> Result<(), Interrupt> {
    let entropy = &mut turn.execution.entropy;
    let items = match &distributed.reader {
        Some(_) => None,
        None => Some(evaluator.items_or_entries(entropy, &map.items, &effective)?),
    };
    let concurrency = evaluator.count(entropy, map.max_concurrency.as_ref(), "MaxConcurrencyPath", &effective)?;
    let length = items.as_ref().and_then(Value::as_array).map_or(0, <[Value]>::len) as u64;
    turn.emit_in(flow, EventKind::MapStateStarted, Details::MapStateStarted { length })?;

    let entropy = &mut turn.execution.entropy;
    let tolerated = Tolerated::of(map, evaluator, entropy, &effective)?;
    let batch = Batch::of(distributed, evaluator, entropy, &effective)?;
    let parameters = match &distributed.reader {
        Some(Reader { parameters: Some(template), .. }) => {
            evaluator.fill(entropy, template, Seen::Input(&effective))?
        }
        _ => Object::new().into(),
    };
    let max_items = distributed.reader.as_ref().and_then(|reader| reader.max_items.as_ref());
    let max_items = evaluator.signed(entropy, max_items, "MaxItemsPath", &effective)?;

    let id = MapRunId(turn.execution.next_map_run);
    turn.execution.next_map_run += 1;
    turn.execution.map_runs.insert(id, flow);
    let label = distributed.label.clone().unwrap_or_else(|| turn.execution.entropy.uuid().into());
    let arn = map_run_arn(turn, &label);
    let arn = turn.adopt_map_run_arn(flow, arn);
    turn.emit_in(flow, EventKind::MapRunStarted, Details::MapRunStarted { map_run_arn: Arc::clone(&arn) })?;
    let most = match max_items {
        Some(0) | None => MOST_ITEMS,
        Some(number) => u64::try_from(number).unwrap_or(0).min(MOST_ITEMS),
    };
    let most_at_once = turn.execution.settings.max_map_run_concurrency.max(1);
    let run = MapRun {
        id,
        arn,
        label,
        began: turn.execution.now,
        effective,
        source: Source {
            name: source_name(distributed, &parameters),
            has_ended: items.is_some(),
            read: length,
            pages: items.into_iter().collect(),
            at: 0,
            taken: 0,
            most,
            parameters,
            is_reading: false,
        },
        batch,
        concurrency: match concurrency.and_then(|number| usize::try_from(number).ok()) {
            None | Some(0) => most_at_once,
            Some(number) => number.min(most_at_once),
        },
        tolerated,
        running: BTreeMap::new(),
        children: 0,
        failed_items: 0,
        unsuccessful: Vec::new(),
        redrive_count: 0,
        results: Results { are_written: host_writes(distributed), ..Results::default() },
        is_writing: false,
    };
    turn.flow_mut(flow).activity = Activity::MapRun(Box::new(run));
    if max_items.is_some_and(|number| number < 0) {
        return Ok(fail(turn, flow, Failure::new(READER, "field MaxItems must be positive"))?);
    }
    let gone_on = go_on(turn, flow, distributed);
    Ok(settle_run(turn, flow, gone_on)?)
}

fn map_run_arn(turn: &mut Turn<'_>, label: &str) -> Arc<str> {
    let uuid = turn.execution.entropy.uuid();
    let machine = turn.execution.facts.as_ref().map_or("", |facts| &facts.start.state_machine_arn);
    format!("{}/{label}:{uuid}", machine.replacen(":stateMachine:", ":mapRun:", 1)).into()
}

/// `$$.Map.Item.Source`.
fn source_name(distributed: &Distributed, parameters: &Value) -> Arc<str> {
    let Some(reader) = &distributed.reader else { return "STATE_DATA".into() };
    let text = |name: &str| parameters.get(name).and_then(Value::as_str).unwrap_or_default();
    match reader.resource.ends_with(":listObjectsV2") {
        true => format!("S3://{}", text("Bucket")).into(),
        false => format!("S3://{}/{}", text("Bucket"), text("Key")).into(),
    }
}

/// Whether somebody outside makes the state's result of what the children came to.
fn host_writes(distributed: &Distributed) -> bool {
    distributed.writer.as_ref().is_some_and(|writer| {
        writer.resource.is_some() || writer.config.get("Transformation").and_then(Value::as_str) == Some("NONE")
    })
}

fn run_of<'a>(turn: &'a mut Turn<'_>, flow: FlowId) -> Option<&'a mut MapRun> {
    match &mut turn.flow_mut(flow).activity {
        Activity::MapRun(run) => Some(run),
        _ => None,
    }
}

/// The flow of a map run that is still waited for.
fn waiting<'a>(turn: &Turn<'a>, run: MapRunId) -> Option<(FlowId, &'a Distributed)> {
    let flow = *turn.execution.map_runs.get(&run)?;
    match &turn.state_of(flow).kind {
        StateKind::Map(map) => Some((flow, map.distributed.as_deref()?)),
        _ => None,
    }
}

/// Starts children and asks for items until it has to wait, or ends the run.
fn go_on(turn: &mut Turn<'_>, flow: FlowId, distributed: &Distributed) -> Result<(), Interrupt> {
    loop {
        let Some(run) = run_of(turn, flow) else { return Ok(()) };
        if run.running.len() >= run.concurrency {
            return Ok(());
        }
        let complete = match run.source.next() {
            Some(item) => {
                let index = usize::try_from(run.source.taken - 1).unwrap_or(usize::MAX);
                let item = select(turn, flow, index, item)?;
                let Some(run) = run_of(turn, flow) else { return Ok(()) };
                run.batch.add(item)
            }
            None if run.source.is_dry() => match run.batch.close() {
                Some(last) => Some(last),
                None if run.running.is_empty() => return finish(turn, flow, distributed),
                None => return Ok(()),
            },
            None => {
                ask_for_items(turn, flow, distributed);
                return Ok(());
            }
        };
        if let Some((input, items)) = complete {
            start_child(turn, flow, distributed, input, items)?;
        }
        // A batch that one item more than filled.
        if let Some(run) = run_of(turn, flow)
            && run.batch.is_full()
            && let Some((input, items)) = run.batch.close()
        {
            start_child(turn, flow, distributed, input, items)?;
        }
    }
}

fn ask_for_items(turn: &mut Turn<'_>, flow: FlowId, distributed: &Distributed) {
    let (Some(run), Some(reader)) = (run_of(turn, flow), &distributed.reader) else { return };
    if std::mem::replace(&mut run.source.is_reading, true) {
        return;
    }
    let request = ReadItems {
        run: run.id,
        resource: Arc::clone(&reader.resource),
        parameters: run.source.parameters.clone(),
        config: reader.config.clone(),
        from: run.source.read,
        most: ITEMS_PER_PAGE.min(run.source.most - run.source.read),
    };
    turn.effect(Effect::ReadItems(Box::new(request)));
}

/// The item as `ItemSelector` makes it.
fn select(turn: &mut Turn<'_>, flow: FlowId, index: usize, value: Value) -> Result<Value, Fault> {
    let state = turn.state_of(flow);
    let StateKind::Map(map) = &state.kind else { return Ok(value) };
    let Some(selector) = &map.item_selector else { return Ok(value) };
    let Some(run) = run_of(turn, flow) else { return Ok(value) };
    let (effective, source) = (run.effective.clone(), Arc::clone(&run.source.name));
    let evaluator = turn.evaluator_of_item(flow, Arc::new(Item { index, value, source: Some(source) }));
    evaluator.fill(&mut turn.execution.entropy, selector, Seen::Input(&effective))
}

fn start_child(
    turn: &mut Turn<'_>,
    flow: FlowId,
    distributed: &Distributed,
    input: Value,
    items: u64,
) -> Result<(), Interrupt> {
    let state = turn.state_of(flow);
    let evaluator = turn.evaluator(flow);
    evaluator.check_size(&turn.execution.settings, &state.name, &input)?;
    let child = ChildId(turn.execution.next_child);
    turn.execution.next_child += 1;
    let named = |entropy: &mut stepwell_jsonpath::Entropy| {
        let (name, seed) = (entropy.uuid(), entropy.next_u64());
        let is_express = distributed.children == stepwell_asl::MachineType::Express;
        (name, seed, is_express.then(|| entropy.uuid()))
    };
    // A fork draws the same as the other did, so that what follows is the same, and names its children anew.
    let drawn = named(&mut turn.execution.entropy);
    let (name, seed, unique) = turn.execution.fork_entropy.as_mut().map_or(drawn, named);
    let Some(facts) = turn.execution.facts.clone() else { return Ok(()) };
    let Some(run) = run_of(turn, flow) else { return Ok(()) };
    let index = run.children;
    run.children += 1;
    run.running.insert(child, (index, items));
    let machine_arn = format!("{}/{}", facts.start.state_machine_arn, run.label);
    let execution_arn = match unique {
        None => format!("{}:{name}", machine_arn.replacen(":stateMachine:", ":execution:", 1)),
        Some(unique) => format!("{}:{name}:{unique}", machine_arn.replacen(":stateMachine:", ":express:", 1)),
    };
    let request = ChildRequest {
        run: run.id,
        child,
        map_run_arn: Arc::clone(&run.arn),
        state: state.path.clone(),
        kind: distributed.children,
        start: Start {
            input,
            execution_arn: execution_arn.into(),
            name: name.into(),
            role_arn: Arc::clone(&facts.start.role_arn),
            state_machine_arn: machine_arn.into(),
            state_machine_name: format!("{}/{}", facts.start.state_machine_name, run.label).into(),
            seed,
            region: Arc::clone(&facts.start.region),
            synchronous: false,
        },
        wants_output: !run.results.are_written,
    };
    turn.effect(Effect::StartChild(Box::new(request)));
    Ok(())
}

/// Items were read.
pub(super) fn items_read(turn: &mut Turn<'_>, run: MapRunId, items: &Value, end: bool) -> Result<(), Halt> {
    let Some((flow, distributed)) = waiting(turn, run) else { return Ok(()) };
    let Some(run) = run_of(turn, flow) else { return Ok(()) };
    if !std::mem::replace(&mut run.source.is_reading, false) {
        return Ok(());
    }
    let count = items.as_array().map_or(0, <[Value]>::len) as u64;
    run.source.read += count;
    run.source.has_ended = end || count == 0;
    run.source.pages.push_back(items.clone());
    if let Some(exceeded) = exceeded(run) {
        return fail(turn, flow, exceeded);
    }
    let gone_on = go_on(turn, flow, distributed);
    settle_run(turn, flow, gone_on)
}

pub(super) fn items_failed(turn: &mut Turn<'_>, run: MapRunId, cause: &Arc<str>) -> Result<(), Halt> {
    match waiting(turn, run) {
        Some((flow, _)) => fail(turn, flow, Failure::new(READER, Arc::clone(cause))),
        None => Ok(()),
    }
}

pub(super) fn child_ended(
    turn: &mut Turn<'_>,
    run: MapRunId,
    child: ChildId,
    status: Status,
    output: &Value,
) -> Result<(), Halt> {
    let Some((flow, distributed)) = waiting(turn, run) else { return Ok(()) };
    let most_bytes = turn.execution.settings.max_payload_bytes;
    let Some(run) = run_of(turn, flow) else { return Ok(()) };
    let Some((index, items)) = run.running.remove(&child) else { return Ok(()) };
    match status {
        Status::Succeeded if run.results.are_written => {}
        Status::Succeeded => {
            run.results.bytes = run.results.bytes.saturating_add(output.byte_len() + 1);
            if run.results.by_child.len() <= index {
                run.results.by_child.resize(index + 1, None);
            }
            // What is too long to be a result is not kept until the end.
            run.results.by_child[index] = (run.results.bytes <= most_bytes + 2).then(|| output.clone());
        }
        Status::Failed | Status::TimedOut | Status::Aborted | Status::Running => {
            run.failed_items += items;
            run.unsuccessful.push((child, (index, items)));
            if let Some(exceeded) = exceeded(run) {
                return fail(turn, flow, exceeded);
            }
        }
    }
    let gone_on = go_on(turn, flow, distributed);
    settle_run(turn, flow, gone_on)
}

fn exceeded(run: &MapRun) -> Option<Failure> {
    run.tolerated.exceeded_by(run.failed_items, run.source.total())
}

/// All children have ended.
fn finish(turn: &mut Turn<'_>, flow: FlowId, distributed: &Distributed) -> Result<(), Interrupt> {
    let Some(run) = run_of(turn, flow) else { return Ok(()) };
    if let Some(exceeded) = exceeded(run) {
        return Ok(fail(turn, flow, exceeded)?);
    }
    if !run.results.are_written {
        let results: Vec<Value> = std::mem::take(&mut run.results.by_child).into_iter().flatten().collect();
        let writer = distributed.writer.as_ref();
        let transformation = writer.and_then(|writer| writer.config.get("Transformation")).and_then(Value::as_str);
        let results = if transformation == Some("FLATTEN") { flattened(results) } else { Value::from(results) };
        let bytes = run.results.bytes;
        return Ok(succeed(turn, flow, results, bytes)?);
    }
    if std::mem::replace(&mut run.is_writing, true) {
        return Ok(());
    }
    let (id, arn, effective) = (run.id, Arc::clone(&run.arn), run.effective.clone());
    let Some(writer) = &distributed.writer else { return Ok(()) };
    let evaluator = turn.evaluator(flow);
    let parameters = match &writer.parameters {
        Some(template) => evaluator.fill(&mut turn.execution.entropy, template, Seen::Input(&effective))?,
        None => Object::new().into(),
    };
    turn.effect(Effect::WriteResults(Box::new(WriteResults {
        run: id,
        map_run_arn: arn,
        resource: writer.resource.clone(),
        parameters,
        config: writer.config.clone(),
    })));
    Ok(())
}

fn flattened(results: Vec<Value>) -> Value {
    let mut flat = Vec::with_capacity(results.len());
    for result in results {
        match result.as_array() {
            Some(items) => flat.extend_from_slice(items),
            None => flat.push(result),
        }
    }
    Value::from(flat)
}

pub(super) fn results_written(turn: &mut Turn<'_>, run: MapRunId, output: &Value) -> Result<(), Halt> {
    let Some((flow, _)) = waiting(turn, run) else { return Ok(()) };
    match run_of(turn, flow) {
        Some(run) if run.is_writing => succeed(turn, flow, output.clone(), output.byte_len()),
        _ => Ok(()),
    }
}

pub(super) fn results_failed(turn: &mut Turn<'_>, run: MapRunId, cause: &Arc<str>) -> Result<(), Halt> {
    match waiting(turn, run) {
        Some((flow, _)) => fail(turn, flow, Failure::new(WRITER, Arc::clone(cause))),
        None => Ok(()),
    }
}

/// `bytes` are those of the results that were there, also of those that were not kept.
fn succeed(turn: &mut Turn<'_>, flow: FlowId, results: Value, bytes: usize) -> Result<(), Halt> {
    let state = turn.state_of(flow);
    if bytes > turn.execution.settings.max_payload_bytes + 2 {
        let cause = super::evaluator::too_large(&state.name).cause.unwrap_or_default();
        return fail(turn, flow, Failure::new(DATA_LIMIT, cause));
    }
    let Activity::MapRun(run) = std::mem::replace(&mut turn.flow_mut(flow).activity, Activity::Work) else {
        return Ok(());
    };
    turn.execution.map_runs.remove(&run.id);
    let started = turn.flow(flow).last_event;
    let succeeded = turn.emit_in(flow, EventKind::MapRunSucceeded, Details::None)?;
    // In AWS's histories the exit follows from the end of the run, but from its beginning where the run
    // took no time and the Map is not the first state.
    let at_once = turn.execution.now == run.began && turn.flow(flow).entered_after != 0;
    concurrent::succeed(turn, flow, results, if at_once { started } else { succeeded })
}

/// The run fails, and the state with it.
fn fail(turn: &mut Turn<'_>, flow: FlowId, failure: Failure) -> Result<(), Halt> {
    // A redrive goes on with the run where only children failed; otherwise the state begins again.
    if failure.error.as_deref() == Some(tolerated::THRESHOLD) {
        turn.keep_if_it_is_the_end(flow, &failure);
    }
    end(turn, flow);
    turn.emit_in(flow, EventKind::MapRunFailed, failure.details())?;
    turn.fail_state(flow, failure)
}

/// Makes a fault within a run a failure of the run.
fn settle_run(turn: &mut Turn<'_>, flow: FlowId, gone_on: Result<(), Interrupt>) -> Result<(), Halt> {
    match gone_on {
        Err(Interrupt::Fault(Fault::State(failure))) if failure.evaluation.is_none() => fail(turn, flow, failure),
        other => {
            // A failure that ends the execution may have taken the flow with its branch already.
            if other.is_err() && turn.execution.flows.contains_key(&flow) {
                end(turn, flow);
            }
            settle(turn, flow, other)
        }
    }
}

/// The run goes on after its execution's end: what did not succeed is redriven.
pub(super) fn redrive(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    let StateKind::Map(map) = &turn.state_of(flow).kind else { return Ok(()) };
    let (Some(distributed), Some(run)) = (map.distributed.as_deref(), run_of(turn, flow)) else { return Ok(()) };
    run.redrive_count += 1;
    run.failed_items = 0;
    run.running.extend(std::mem::take(&mut run.unsuccessful));
    (run.source.is_reading, run.is_writing) = (false, false);
    let (id, children): (MapRunId, Vec<ChildId>) = (run.id, run.running.keys().copied().collect());
    let details = Details::MapRunRedriven { map_run_arn: Arc::clone(&run.arn), redrive_count: run.redrive_count };
    turn.execution.map_runs.insert(id, flow);
    turn.emit_in(flow, EventKind::MapRunRedriven, details)?;
    for child in children {
        turn.effect(Effect::RedriveChild { run: id, child });
    }
    let gone_on = go_on(turn, flow, distributed);
    settle_run(turn, flow, gone_on)
}

/// The run ended as it was recorded. What its children came to is not in the history, only what the state made
/// of it.
pub(super) fn recorded(turn: &mut Turn<'_>, flow: FlowId, event: &HistoryEvent) -> Result<(), Halt> {
    match &event.details {
        Details::Failure { error, cause } if event.kind == EventKind::MapRunFailed => {
            return fail(turn, flow, Failure::told(error.clone(), cause.clone()));
        }
        // What was made of an item or of a batch failed, which is no failure of the run.
        Details::Failure { .. } | Details::EvaluationFailed { .. } => {
            end(turn, flow);
            return match Turn::recorded_fault(event) {
                Some(fault) => turn.fault(flow, fault),
                None => Ok(()),
            };
        }
        _ => {}
    }
    let state = turn.state_of(flow);
    let started = turn.flow(flow).last_event;
    end(turn, flow);
    let succeeded = turn.emit_in(flow, EventKind::MapRunSucceeded, Details::None)?;
    let map_succeeded = turn.emit_in(flow, EventKind::MapStateSucceeded, Details::None)?;
    match turn.recorded_end([succeeded, started, map_succeeded], &state.name) {
        Some((join, Ok((output, assigned)))) => {
            turn.flow_mut(flow).last_event = join;
            let evaluator = turn.evaluator(flow);
            let left = match turn.leave(flow, &evaluator, output, assigned, state.next) {
                Ok(fault) => super::states::unless(fault),
                Err(halt) => Err(Interrupt::Halt(halt)),
            };
            settle(turn, flow, left)
        }
        Some((_, Err(fault))) => turn.fault(flow, fault),
        None => {
            turn.miss_result(event);
            Ok(())
        }
    }
}

/// Nobody waits for the run any more.
fn end(turn: &mut Turn<'_>, flow: FlowId) {
    let Activity::MapRun(run) = std::mem::replace(&mut turn.flow_mut(flow).activity, Activity::Work) else { return };
    turn.execution.map_runs.remove(&run.id);
    turn.effect(Effect::EndMapRun { run: run.id });
}

/// The run is aborted with its flow.
pub(super) fn abort(turn: &mut Turn<'_>, flow: FlowId) -> Result<(), Halt> {
    end(turn, flow);
    turn.emit_in(flow, EventKind::MapRunAborted, Details::None)?;
    Ok(())
}
