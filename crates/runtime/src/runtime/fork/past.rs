//! What a fork takes over: the past of a stored execution by its inputs, that of a recorded one by its events.

use std::sync::Arc;

use stepwell_asl::{Format, MachineType};
use stepwell_interpreter::{
    Details, Execution, HistoryEvent, Input, InputKind, Recorded, Settings as Quotas, StepError, Timestamp,
};
use stepwell_json::Value;

use super::super::{INPUTS_AT_A_TIME, TRANSITIONS_PER_STEP, compile};
use super::children::Original;
use super::{Change, Fork, RecordedPast};
use crate::address::is_child;
use crate::archive::Archive;
use crate::buckets::Buckets;
use crate::error::RuntimeError;
use crate::settings::{ForkOf, Settings};
use crate::task::TaskSource;

/// Everything that the fork takes over.
pub(super) struct Inheritance {
    /// The inputs that it begins with.
    pub(super) inputs: Vec<Input>,
    /// The events that they lead to.
    pub(super) events: Vec<HistoryEvent>,
    /// The execution after them.
    pub(super) execution: Execution,
    /// The same before them.
    pub(super) fresh: Execution,
    pub(super) definition: Arc<str>,
    pub(super) format: Format,
    pub(super) kind: MachineType,
    pub(super) workflow: Option<String>,
    pub(super) state_machine_arn: String,
    pub(super) state_machine_name: String,
    pub(super) started: Timestamp,
    pub(super) settings: Settings,
    pub(super) tasks: TaskSource,
    pub(super) buckets: Option<Buckets>,
    pub(super) mocks: Option<stepwell_history::Payload>,
    pub(super) fork_of: ForkOf,
    /// The stored execution that it is of.
    pub(super) original: Option<Original>,
}

/// What is shared of an execution.
pub(super) struct Followed {
    /// The inputs that the fork begins with.
    pub(super) inputs: Vec<Input>,
    /// The events that they lead to.
    pub(super) events: Vec<HistoryEvent>,
    /// The fork after them.
    pub(super) execution: Execution,
}

/// The past of a stored execution, by its inputs.
pub(super) fn of_execution(archive: &Archive, fork: &Fork, arn: &str) -> Result<Inheritance, RuntimeError> {
    let not_forkable = |reason: &str| RuntimeError::NotForkable { event: fork.event, reason: reason.to_owned() };
    if is_child(arn) {
        return Err(not_forkable("it belongs to a map run; fork the execution that the map run is in"));
    }
    let stored = archive.execution(arn)?;
    if fork.event == 0 || fork.event > stored.last_event_id {
        let last = stored.last_event_id;
        return Err(not_forkable(&format!("the execution has the events 1 to {last}")));
    }
    let settings_text = archive.history().execution(arn)?.map(|record| record.settings).unwrap_or_default();
    let mut settings = Settings::read(arn, &settings_text)?;
    let (tasks, mocks) = match &fork.tasks {
        Some(tasks) => {
            let (of_fork, mocks) = Settings::of(settings.time, tasks, settings.quotas.clone(), None);
            (settings.tasks, settings.mocks) = (of_fork.tasks, of_fork.mocks);
            (tasks.clone(), mocks)
        }
        None => {
            let source = settings.task_source(arn, &archive.history())?;
            let (_, mocks) = Settings::of(settings.time, &source, settings.quotas.clone(), None);
            (source, mocks)
        }
    };
    settings.time = fork.time.unwrap_or(settings.time);
    if let Some(buckets) = &fork.buckets {
        settings.buckets = Some(buckets.root().to_path_buf());
    }
    let before = archive.payload(&stored.definition)?;
    let original = compile(Arc::clone(&before), stored.format, stored.kind)?;
    let (definition, format, program) = match &fork.definition {
        Some((text, format)) => (Arc::clone(text), *format, compile(Arc::clone(text), *format, stored.kind)?),
        None => (before, stored.format, Arc::clone(&original)),
    };
    let quotas_before = settings.quotas.clone();
    settings.quotas.missing_activities = tasks.missing_activities(&program);
    let fresh = Execution::new(program, settings.quotas.clone());
    let forked = Original { arn: arn.to_owned(), program: Arc::clone(&original) };
    let original = Execution::new(original, quotas_before);

    let shares = match other_data(fork)? {
        Some(OtherData { input, variables }) => {
            let entry = archive.whole_events(arn, fork.event, 1)?;
            check_entry(entry.first(), fork.event)?;
            stepwell_interpreter::Fork::with_data(fork.event, input, variables, original, fresh.clone())
        }
        None => stepwell_interpreter::Fork::after(fork.event, original, fresh.clone()),
    };
    let Followed { inputs, events, execution } = follow(archive, arn, shares, None)?;
    Ok(Inheritance {
        inputs,
        events,
        execution,
        fresh,
        definition,
        format,
        kind: stored.kind,
        workflow: stored.workflow,
        state_machine_arn: stored.state_machine_arn,
        state_machine_name: stored.state_machine_name,
        started: stored.started,
        buckets: settings.buckets.clone().map(Buckets::new),
        settings,
        tasks,
        mocks,
        fork_of: ForkOf { arn: Some(arn.to_owned()), event: fork.event },
        original: Some(forked),
    })
}

/// Reads an execution's inputs until the past is over, which it is at the latest when the execution was redriven once
/// more than so often.
pub(super) fn follow(
    archive: &Archive,
    arn: &str,
    mut shares: stepwell_interpreter::Fork,
    mut redrives: Option<u64>,
) -> Result<Followed, RuntimeError> {
    let refused = |error: StepError| match error {
        StepError::Misfit(misfit) => RuntimeError::Misfit(misfit),
        error => RuntimeError::Interpreter { arn: arn.to_owned(), detail: error.to_string() },
    };
    let seed = getrandom::u64().map_err(RuntimeError::Entropy)?;
    let (mut inputs, mut events, mut number) = (Vec::new(), Vec::new(), 0);
    'past: while !shares.is_over() {
        let stored = archive.inputs(arn, number + 1, INPUTS_AT_A_TIME)?;
        if stored.is_empty() {
            break;
        }
        for (_, input) in stored {
            number += 1;
            if matches!(input.kind, InputKind::Redrive)
                && let Some(left) = &mut redrives
            {
                let Some(fewer) = left.checked_sub(1) else { break 'past };
                *left = fewer;
            }
            for shared in shares.take(&input).map_err(refused)? {
                if inputs.is_empty() {
                    // Before anything else: its children have names of their own.
                    inputs.push(Input { at: shared.input.at, kind: InputKind::Forked { seed } });
                }
                // Nor are they those of another fork, where that is what is forked.
                if !matches!(shared.input.kind, InputKind::Forked { .. }) {
                    inputs.push(shared.input);
                }
                events.extend(shared.step.events);
            }
        }
    }
    Ok(Followed { inputs, events, execution: shares.into_execution() })
}

/// The past of a history that was recorded elsewhere.
pub(super) fn of_recording(fork: &Fork, past: &RecordedPast, name: &str) -> Result<Inheritance, RuntimeError> {
    let not_forkable = |reason: String| RuntimeError::NotForkable { event: fork.event, reason };
    let last = past.recording.events().len() as u64;
    if fork.event == 0 || fork.event > last {
        return Err(not_forkable(format!("the history has the events 1 to {last}")));
    }
    let Some((definition, format)) = fork.definition.clone() else {
        return Err(not_forkable("a history does not tell its definition; give one".to_owned()));
    };
    let program = compile(Arc::clone(&definition), format, past.kind)?;
    let tasks = fork.tasks.clone().unwrap_or_default();
    let quotas = Quotas {
        transitions_per_step: TRANSITIONS_PER_STEP,
        missing_activities: tasks.missing_activities(&program),
        ..Quotas::for_type(past.kind)
    };
    let (settings, mocks) = Settings::of(fork.time.unwrap_or_default(), &tasks, quotas.clone(), fork.buckets.as_ref());
    let fresh = Execution::new(program, quotas);
    let state_machine_arn = past.address.state_machine_arn(&past.state_machine_name);
    let (of_name, of_arn) = past.execution.clone().unwrap_or_else(|| {
        let arn = past.address.execution_arn(past.kind, &past.state_machine_name, name, "fork");
        (name.to_owned(), arn)
    });
    let start = stepwell_interpreter::Start {
        input: Value::Null,
        execution_arn: of_arn.into(),
        name: of_name.into(),
        role_arn: past.address.role_arn.as_str().into(),
        state_machine_arn: state_machine_arn.as_str().into(),
        state_machine_name: past.state_machine_name.as_str().into(),
        seed: getrandom::u64().map_err(RuntimeError::Entropy)?,
        region: past.recording.region().unwrap_or_else(|| past.address.region.as_str().into()),
        synchronous: false,
    };
    let inputs = recorded_inputs(fork, past, start)?;
    let (mut execution, mut events) = (fresh.clone(), Vec::new());
    for input in &inputs {
        let step = execution.step(input).map_err(|error| match error {
            StepError::Misfit(misfit) => RuntimeError::Misfit(misfit),
            StepError::Recording(error) => RuntimeError::Recording(error),
            error => not_forkable(error.to_string()),
        })?;
        events.extend(step.events);
    }
    if let (Change::Data { .. }, Some(InputKind::Replace { event, .. })) =
        (&fork.change, inputs.last().map(|input| &input.kind))
        && execution.last_event_id() + 1 != *event
    {
        return Err(not_forkable(
            "its entry follows at once from what came before; fork at an earlier entry".to_owned(),
        ));
    }
    let started = past.recording.events().first().map_or(Timestamp(0), |event| event.timestamp);
    Ok(Inheritance {
        inputs,
        events,
        execution,
        fresh,
        definition,
        format,
        kind: past.kind,
        workflow: past.workflow.clone(),
        state_machine_arn,
        state_machine_name: past.state_machine_name.clone(),
        started,
        settings,
        tasks,
        buckets: fork.buckets.clone(),
        mocks,
        fork_of: ForkOf { arn: past.execution.as_ref().map(|(_, arn)| arn.clone()), event: fork.event },
        original: None,
    })
}

/// The inputs that a fork of a recorded history begins with.
fn recorded_inputs(
    fork: &Fork,
    past: &RecordedPast,
    start: stepwell_interpreter::Start,
) -> Result<Vec<Input>, RuntimeError> {
    let at = |event: u64| {
        let index = usize::try_from(event).unwrap_or(usize::MAX).saturating_sub(1);
        past.recording.events().get(index).map_or(Timestamp(0), |event| event.timestamp)
    };
    let recorded = |to: u64| {
        let recorded = Recorded::new(&past.recording, to, start.clone());
        Input { at: at(to), kind: InputKind::Recorded(Box::new(recorded)) }
    };
    let Some(OtherData { input, variables }) = other_data(fork)? else { return Ok(vec![recorded(fork.event)]) };
    let index = usize::try_from(fork.event).unwrap_or(usize::MAX).saturating_sub(1);
    match past.recording.events().get(index).map(|event| &event.details) {
        Some(Details::StateEntered { .. }) => {
            let replace = InputKind::Replace { event: fork.event, input, variables };
            Ok(vec![recorded(fork.event - 1), Input { at: at(fork.event - 1), kind: replace }])
        }
        Some(Details::ExecutionStarted { input: before, role_arn, .. }) => {
            let mut start = start.clone();
            start.role_arn = role_arn.clone().unwrap_or(start.role_arn);
            start.input = match input {
                Some(input) => input,
                None => parsed(Some(&before.text()), fork.event)?.unwrap_or_default(),
            };
            Ok(vec![Input { at: at(1), kind: InputKind::Start(Box::new(start)) }])
        }
        _ => Err(not_an_entry(fork.event)),
    }
}

/// What a state is entered with instead.
struct OtherData {
    input: Option<Value>,
    variables: Option<Value>,
}

fn other_data(fork: &Fork) -> Result<Option<OtherData>, RuntimeError> {
    let Change::Data { input, variables } = &fork.change else { return Ok(None) };
    let (input, variables) = (parsed(input.as_ref(), fork.event)?, parsed(variables.as_ref(), fork.event)?);
    if variables.as_ref().is_some_and(|variables| variables.as_object().is_none()) {
        let reason = "variables are given as a JSON object of their values by their names".to_owned();
        return Err(RuntimeError::NotForkable { event: fork.event, reason });
    }
    Ok(Some(OtherData { input, variables }))
}

fn check_entry(event: Option<&HistoryEvent>, number: u64) -> Result<(), RuntimeError> {
    match event.map(|event| &event.details) {
        Some(Details::StateEntered { .. } | Details::ExecutionStarted { .. }) => Ok(()),
        _ => Err(not_an_entry(number)),
    }
}

fn not_an_entry(event: u64) -> RuntimeError {
    let reason = "it is not the entry of a state, whose data alone can be replaced".to_owned();
    RuntimeError::NotForkable { event, reason }
}

fn parsed(text: Option<&Arc<str>>, event: u64) -> Result<Option<Value>, RuntimeError> {
    let limit = Quotas::default().max_payload_bytes;
    if let Some(text) = text.filter(|text| text.len() > limit) {
        return Err(RuntimeError::InputTooLong { bytes: text.len(), limit });
    }
    text.map(|text| Value::parse_shared(Arc::clone(text)))
        .transpose()
        .map_err(|error| RuntimeError::NotForkable { event, reason: format!("the data is not JSON: {error}") })
}
