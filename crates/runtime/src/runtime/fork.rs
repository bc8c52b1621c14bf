//! Forks: another execution that shares the past of one, stored or recorded elsewhere, up to an event.

mod children;
mod past;

use std::sync::Arc;

use stepwell_asl::{Format, MachineType};
use stepwell_history::{Commit, NewExecution};
use stepwell_interpreter::{Details, FailureStage, HistoryEvent, InputKind, Recording, Status, TaskRequest, Timestamp};

use self::children::Children;
use self::past::{Inheritance, of_execution, of_recording};
use super::{Runtime, check_lengths};
use crate::address::{Address, check_name, fresh_name};
use crate::archive::{Archive, format_text, kind_text};
use crate::buckets::Buckets;
use crate::clock::{TimeMode, wall};
use crate::driver::{Calls, Cast, Driver, Ends, House};
use crate::error::RuntimeError;
use crate::map_run::Origin;
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
    /// Where a map run is open at the event, what its children had come to is part of the past: the fork gets each of
    /// those that had ended, with its history, and asks for nothing of it again. Children that were still at work
    /// begin again; those that a redrive had brought back go on from where they had ended before it, EXPRESS ones
    /// from their first state. Of a history that was recorded elsewhere, which does not tell of the children, all
    /// begin again.
    ///
    /// # Errors
    /// [`RuntimeError::Misfit`] when the edited definition does not lead to the same past, by event, state and
    /// field, also where it is that of a child that had ended; [`RuntimeError::NotForkable`] with the reason;
    /// [`RuntimeError::Definition`], or why the past could not be read or the fork not be stored.
    pub async fn fork(&self, fork: Fork) -> Result<Arc<str>, RuntimeError> {
        let name = fork.name.clone().map_or_else(fresh_name, Ok)?;
        check_name("The execution name", &name)?;
        if let Change::Answer { answer: Answer::Throw { error, cause }, .. } = &fork.change {
            check_lengths(Some(error), Some(cause))?;
        }
        let (archive, house) = (self.inner.archive.clone(), self.inner.house.clone());
        let begun = self.blocking(move || begin(&archive, house, fork, name)).await?;
        let arn: Arc<str> = begun.new.arn.as_str().into();
        self.inner.house.journal.write_whole(begun.new, begun.commit, begun.parts).await?;
        self.drive(&arn, begun.driver, begun.ends)?;
        Ok(arn)
    }
}

/// A fork on its way, not yet stored.
struct Begun {
    new: NewExecution,
    commit: Commit,
    /// Children of map runs that are open: what they have come to is shared.
    parts: Vec<(NewExecution, Commit)>,
    driver: Driver,
    ends: Ends,
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
        house.clone(),
    );
    let mut commit = driver.begin_with(&past.inputs, |open| answer_of(&fork, &past.events, open))?;
    commit.payloads.extend(past.mocks);
    let mut children = Children { archive, house: &house, event: fork.event, at: last, parts: Vec::new() };
    if let Some(original) = &past.original {
        children.take_over(&driver, original)?;
        past.settings.calls = children.calls_before(&driver, original)?.all();
        driver.calls().add(&past.settings.calls);
    }
    let parts = children.parts;
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
    Ok(Begun { new, commit, parts, driver, ends })
}

/// An execution that has ended with the event goes on nowhere.
fn refuse_what_cannot_go_on(past: &Inheritance, fork: &Fork) -> Result<(), RuntimeError> {
    let has_ended = past.execution.status() != Status::Running;
    if has_ended && past.events.last().is_some_and(|event| event.id <= fork.event) {
        let reason = "the execution ends with it; fork at an earlier event".to_owned();
        return Err(RuntimeError::NotForkable { event: fork.event, reason });
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
