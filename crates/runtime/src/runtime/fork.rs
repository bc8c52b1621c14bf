//! Forks: another execution that shares the past of one, stored or recorded elsewhere, up to an event.

use std::sync::Arc;

use stepwell_asl::{Format, MachineType};
use stepwell_history::{Commit, NewExecution};
use stepwell_interpreter::{
    Details, Doing, Execution, FailureStage, HistoryEvent, Input, InputKind, Recorded, Recording, Settings as Quotas,
    Status, StepError, TaskRequest, Timestamp,
};
use stepwell_json::Value;

use super::{INPUTS_AT_A_TIME, Runtime, TRANSITIONS_PER_STEP, check_lengths, compile};
use crate::address::{Address, check_name, fresh_name, is_child};
use crate::archive::{Archive, format_text, kind_text};
use crate::buckets::Buckets;
use crate::clock::{TimeMode, wall};
use crate::driver::{Calls, Cast, Driver, Ends, House};
use crate::error::RuntimeError;
use crate::map_run::Origin;
use crate::settings::{ForkOf, Settings};
use crate::task::{Answer, TaskSource};

/// Which past a fork goes on from.
#[derive(Debug, Clone)]
pub enum Past {
    /// That of a stored execution, by its ARN.
    Execution(String),
    /// That of an execution whose history was recorded elsewhere.
    Recording(Box<RecordedPast>),
}

/// A history that AWS made, with what it does not tell.
#[derive(Debug, Clone)]
pub struct RecordedPast {
    /// The events.
    pub recording: Recording,
    /// STANDARD or EXPRESS.
    pub kind: MachineType,
    /// The workflow (file) that it belongs to.
    pub workflow: Option<String>,
    /// The state machine's name.
    pub state_machine_name: String,
    /// Account, region and role.
    pub address: Address,
    /// The name and the ARN that the execution had, which its context object tells; none for the fork's own.
    pub execution: Option<(String, String)>,
}

/// What happens otherwise than it did.
#[derive(Debug, Clone, Default)]
pub enum Change {
    /// Nothing but what the definition says.
    #[default]
    Nothing,
    /// A task that is open after the event gets this answer.
    Answer {
        /// The name of the Task state; none where the event or the only open task tells it.
        state: Option<String>,
        /// The answer.
        answer: Answer,
    },
    /// The state that is entered with the event gets other data. What is shared ends before the event.
    Data {
        /// Its input; JSON text, kept as written.
        input: Option<Arc<str>>,
        /// Values of variables, an object; JSON text.
        variables: Option<Arc<str>>,
    },
}

/// An execution to be forked, and how.
#[derive(Debug, Clone)]
pub struct Fork {
    /// Whose past it shares.
    pub past: Past,
    /// The last event that it shares; the entry that gets other data.
    pub event: u64,
    /// What happens otherwise.
    pub change: Change,
    /// An edited definition; none for that of the past, which a recording does not have.
    pub definition: Option<(Arc<str>, Format)>,
    /// The fork's name; none for a random UUID.
    pub name: Option<String>,
    /// Who answers its tasks; none for who did, or nobody.
    pub tasks: Option<TaskSource>,
    /// Whether its time is real; none for as it was.
    pub time: Option<TimeMode>,
    /// The folder that serves S3; none for the one that did.
    pub buckets: Option<Buckets>,
}

impl Fork {
    /// A fork of a stored execution after an event, in which nothing is changed yet.
    #[must_use]
    pub fn of(arn: impl Into<String>, event: u64) -> Self {
        Self {
            past: Past::Execution(arn.into()),
            event,
            change: Change::Nothing,
            definition: None,
            name: None,
            tasks: None,
            time: None,
            buckets: None,
        }
    }
}

impl Runtime {
    /// Starts an execution that shares the past of another up to an event and goes on from there with what is
    /// changed: another answer, other data, an edited definition. Its clock goes on at the moment of the fork, and
    /// its context object keeps the names of the execution it was forked from.
    ///
    /// # Errors
    /// [`RuntimeError::Misfit`] when the edited definition does not lead to the same past, by event, state and
    /// field; [`RuntimeError::NotForkable`] with the reason; [`RuntimeError::Definition`], or why the past could
    /// not be read or the fork not be stored.
    pub async fn fork(&self, fork: Fork) -> Result<Arc<str>, RuntimeError> {
        let name = fork.name.clone().map_or_else(fresh_name, Ok)?;
        check_name("The execution name", &name)?;
        if let Change::Answer { answer: Answer::Throw { error, cause }, .. } = &fork.change {
            check_lengths(Some(error), Some(cause))?;
        }
        let (archive, house) = (self.inner.archive.clone(), self.inner.house.clone());
        let begun = self.blocking(move || begin(&archive, house, fork, name)).await?;
        let arn: Arc<str> = begun.new.arn.as_str().into();
        self.inner.house.journal.write(Some(begun.new), Arc::clone(&arn), begun.commit).await?;
        self.drive(&arn, begun.driver, begun.ends)?;
        Ok(arn)
    }
}

/// A fork on its way, not yet stored.
struct Begun {
    new: NewExecution,
    commit: Commit,
    driver: Driver,
    ends: Ends,
}

/// Everything that the fork takes over.
struct Inheritance {
    /// The inputs that it begins with.
    inputs: Vec<Input>,
    /// The events that they lead to.
    events: Vec<HistoryEvent>,
    /// The execution after them.
    execution: Execution,
    /// The same before them.
    fresh: Execution,
    definition: Arc<str>,
    format: Format,
    kind: MachineType,
    workflow: Option<String>,
    state_machine_arn: String,
    state_machine_name: String,
    started: Timestamp,
    settings: Settings,
    tasks: TaskSource,
    buckets: Option<Buckets>,
    mocks: Option<stepwell_history::Payload>,
    fork_of: ForkOf,
}

fn begin(archive: &Archive, house: House, fork: Fork, name: String) -> Result<Begun, RuntimeError> {
    let mut past = match &fork.past {
        Past::Execution(arn) => of_execution(archive, &fork, arn)?,
        Past::Recording(recorded) => of_recording(&fork, recorded, &name)?,
    };
    refuse_what_cannot_go_on(&past, &fork)?;
    let last = past.inputs.last().map_or(past.started, |input| input.at);
    let last = past.events.iter().map(|event| event.timestamp).fold(last, Timestamp::max);
    past.settings.behind = wall().0.saturating_sub(last.0).max(0);
    past.settings.fork_of = Some(past.fork_of.clone());

    let marker = match past.kind {
        MachineType::Standard => ":execution:",
        MachineType::Express => ":express:",
    };
    let mut arn = format!("{}:{name}", past.state_machine_arn.replacen(":stateMachine:", marker, 1));
    if past.kind == MachineType::Express {
        arn = format!("{arn}:{}", fresh_name()?);
    }
    let arn: Arc<str> = arn.into();
    let (mut driver, ends) = Driver::new(
        Arc::clone(&arn),
        past.fresh,
        past.started,
        Cast {
            time: past.settings.time,
            source: past.tasks,
            calls: Calls::default(),
            origin: Arc::new(Origin {
                definition: Arc::clone(&past.definition),
                format: past.format,
                settings: past.settings.clone(),
                buckets: past.buckets,
                archive: archive.clone(),
            }),
        },
        house,
    );
    let mut commit = driver.begin_with(&past.inputs, |open| answer_of(&fork, &past.events, open))?;
    commit.payloads.extend(past.mocks);
    let input = past.inputs.iter().find_map(|input| match &input.kind {
        InputKind::Start(start) => Some(start.input.to_text()),
        _ => None,
    });
    let recorded = || match past.events.first().map(|event| &event.details) {
        Some(Details::ExecutionStarted { input, .. }) => input.text(),
        _ => "{}".into(),
    };
    let new = NewExecution {
        arn: arn.to_string(),
        name,
        workflow: past.workflow,
        state_machine_arn: past.state_machine_arn,
        state_machine_name: past.state_machine_name,
        kind: kind_text(past.kind).to_owned(),
        format: format_text(past.format).to_owned(),
        definition: past.definition,
        input: input.unwrap_or_else(recorded),
        status: Status::Running.as_str().to_owned(),
        started_at: past.started.0,
        // The settings are numbers and texts: writing them into memory cannot fail.
        settings: serde_json::to_string(&past.settings).unwrap_or_default(),
        parent: None,
    };
    Ok(Begun { new, commit, driver, ends })
}

/// The past of a stored execution, by its inputs.
fn of_execution(archive: &Archive, fork: &Fork, arn: &str) -> Result<Inheritance, RuntimeError> {
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
    let fresh = Execution::new(program, settings.quotas.clone());
    let original = Execution::new(original, settings.quotas.clone());

    let shares = match &fork.change {
        Change::Data { input, variables } => {
            let entry = archive.whole_events(arn, fork.event, 1)?;
            check_entry(entry.first(), fork.event)?;
            let (input, variables) = (parsed(input.as_ref(), fork.event)?, parsed(variables.as_ref(), fork.event)?);
            check_variables(variables.as_ref(), fork.event)?;
            stepwell_interpreter::Fork::with_data(fork.event, input, variables, original, fresh.clone())
        }
        Change::Nothing | Change::Answer { .. } => {
            stepwell_interpreter::Fork::after(fork.event, original, fresh.clone())
        }
    };
    let (inputs, events, execution) = follow(archive, arn, shares)?;
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
    })
}

/// Reads an execution's inputs until the past is over.
fn follow(
    archive: &Archive,
    arn: &str,
    mut shares: stepwell_interpreter::Fork,
) -> Result<(Vec<Input>, Vec<HistoryEvent>, Execution), RuntimeError> {
    let refused = |error: StepError| match error {
        StepError::Misfit(misfit) => RuntimeError::Misfit(misfit),
        error => RuntimeError::Interpreter { arn: arn.to_owned(), detail: error.to_string() },
    };
    let seed = getrandom::u64().map_err(RuntimeError::Entropy)?;
    let (mut inputs, mut events, mut number) = (Vec::new(), Vec::new(), 0);
    while !shares.is_over() {
        let stored = archive.inputs(arn, number + 1, INPUTS_AT_A_TIME)?;
        if stored.is_empty() {
            break;
        }
        for (_, input) in stored {
            number += 1;
            for shared in shares.take(&input).map_err(refused)? {
                if inputs.is_empty() {
                    // Before anything else: its children have names of their own.
                    inputs.push(Input { at: shared.input.at, kind: InputKind::Forked { seed } });
                }
                inputs.push(shared.input);
                events.extend(shared.step.events);
            }
        }
    }
    Ok((inputs, events, shares.into_execution()))
}

/// The past of a history that was recorded elsewhere.
fn of_recording(fork: &Fork, past: &RecordedPast, name: &str) -> Result<Inheritance, RuntimeError> {
    let not_forkable = |reason: String| RuntimeError::NotForkable { event: fork.event, reason };
    let last = past.recording.events().len() as u64;
    if fork.event == 0 || fork.event > last {
        return Err(not_forkable(format!("the history has the events 1 to {last}")));
    }
    let Some((definition, format)) = fork.definition.clone() else {
        return Err(not_forkable("a history does not tell its definition; give one".to_owned()));
    };
    let program = compile(Arc::clone(&definition), format, past.kind)?;
    let quotas = Quotas { transitions_per_step: TRANSITIONS_PER_STEP, ..Quotas::for_type(past.kind) };
    let tasks = fork.tasks.clone().unwrap_or_default();
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
    let Change::Data { input, variables } = &fork.change else { return Ok(vec![recorded(fork.event)]) };
    let (input, variables) = (parsed(input.as_ref(), fork.event)?, parsed(variables.as_ref(), fork.event)?);
    check_variables(variables.as_ref(), fork.event)?;
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

fn check_variables(variables: Option<&Value>, event: u64) -> Result<(), RuntimeError> {
    match variables {
        Some(value) if value.as_object().is_none() => {
            let reason = "variables are given as a JSON object of their values by their names".to_owned();
            Err(RuntimeError::NotForkable { event, reason })
        }
        _ => Ok(()),
    }
}

/// An execution that has ended with the event goes on nowhere, and what the children of an open map run have done
/// so far belongs to the other execution.
fn refuse_what_cannot_go_on(past: &Inheritance, fork: &Fork) -> Result<(), RuntimeError> {
    let not_forkable = |reason: String| Err(RuntimeError::NotForkable { event: fork.event, reason });
    let has_ended = past.execution.status() != Status::Running;
    if has_ended && past.events.last().is_some_and(|event| event.id <= fork.event) {
        return not_forkable("the execution ends with it; fork at an earlier event".to_owned());
    }
    for standing in past.execution.standing() {
        let Doing::MapRun { arn, .. } = &standing.doing else { continue };
        let is_shared = past.events.iter().any(|event| {
            event.id <= fork.event
                && matches!(&event.details, Details::MapRunStarted { map_run_arn } if map_run_arn == arn)
        });
        if is_shared && matches!(fork.past, Past::Execution(_)) {
            let entered = standing.entered_event.unwrap_or_default();
            return not_forkable(format!(
                "the map run of state '{}' is open there; fork at event {entered} or earlier, or after its end",
                standing.state.name()
            ));
        }
    }
    Ok(())
}

/// The other answer, as the input that brings it.
fn answer_of(fork: &Fork, events: &[HistoryEvent], open: &[&TaskRequest]) -> Result<Option<InputKind>, RuntimeError> {
    let Change::Answer { state, answer } = &fork.change else { return Ok(None) };
    let names = || {
        let names: Vec<&str> = open.iter().map(|request| request.state.name()).collect();
        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
    };
    let not_forkable = |reason: String| RuntimeError::NotForkable { event: fork.event, reason };
    let of_state: Vec<&&TaskRequest> = match state {
        Some(name) => open.iter().filter(|request| request.state.name() == name).collect(),
        None => open.iter().collect(),
    };
    let scheduled = scheduled_by(events, fork.event);
    let request = match of_state.as_slice() {
        [only] => only,
        several => several.iter().find(|request| Some(request.scheduled_event) == scheduled).ok_or_else(|| {
            not_forkable(format!(
                "which task is answered is not clear (open there: {}); name its state, or fork at the event that scheduled it",
                names()
            ))
        })?,
    };
    let task = request.task;
    Ok(Some(match answer {
        Answer::Return(output) => InputKind::TaskSucceeded { task, output: output.clone() },
        Answer::Throw { error, cause } => InputKind::TaskFailed {
            task,
            stage: FailureStage::Run,
            error: Some(Arc::clone(error)),
            cause: Some(Arc::clone(cause)),
        },
    }))
}

/// The event that scheduled the task that an event belongs to, back along its causes.
fn scheduled_by(events: &[HistoryEvent], event: u64) -> Option<u64> {
    let mut at = event;
    loop {
        let found = events.iter().find(|event| event.id == at)?;
        match &found.details {
            Details::TaskScheduled { .. }
            | Details::ActivityScheduled { .. }
            | Details::LambdaFunctionScheduled { .. } => return Some(found.id),
            // What follows from nothing has come to the beginning.
            _ if found.previous_event_id == 0 || found.previous_event_id >= at => return None,
            _ => at = found.previous_event_id,
        }
    }
}
