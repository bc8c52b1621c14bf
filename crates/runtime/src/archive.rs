//! Reading what is stored: executions, windows of events, payloads.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stepwell_asl::{Format, MachineType};
use stepwell_history::{EventRecord, ExecutionRecord, Filter, History, PayloadHash, PayloadSlice};
use stepwell_interpreter::{HistoryEvent, Input, Status, Timestamp};

use crate::clock::TimeMode;
use crate::error::RuntimeError;
use crate::record::{self, Mention};
use crate::settings::{AnsweredBy, ForkOf, Settings};

/// The stored executions, for reading. Cheap to clone. Every call waits for the disk (micro- to milliseconds):
/// from asynchronous code call it on a blocking thread.
///
/// A database that another process owns is read with
/// `Archive::new(History::open(path, Options::reader(), now)?.history)`.
#[derive(Debug, Clone)]
pub struct Archive {
    history: Arc<Mutex<History>>,
}

/// An execution as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredExecution {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// The workflow it was started from.
    pub workflow: Option<String>,
    /// The state machine's ARN.
    pub state_machine_arn: String,
    /// The state machine's name.
    pub state_machine_name: String,
    /// STANDARD or EXPRESS.
    pub kind: MachineType,
    /// How the definition is written.
    pub format: Format,
    /// Its status.
    pub status: Status,
    /// When it began.
    pub started: Timestamp,
    /// When it ended.
    pub stopped: Option<Timestamp>,
    /// Its newest event.
    pub last_event_id: u64,
    /// The definition's text.
    pub definition: PayloadHash,
    /// The input's text.
    pub input: PayloadHash,
    /// The output's text, if it succeeded.
    pub output: Option<PayloadHash>,
    /// The error's name, if it did not.
    pub error: Option<String>,
    /// The error's cause, if it did not.
    pub cause: Option<String>,
    /// Whether its time was real.
    pub time: TimeMode,
    /// Who answers its tasks.
    pub tasks: AnsweredBy,
    /// What it was forked from, if it was.
    pub fork_of: Option<ForkOf>,
}

impl StoredExecution {
    /// Whether it is a child of a map run; lists of executions leave these out, as ListExecutions does.
    #[must_use]
    pub fn is_child(&self) -> bool {
        crate::address::is_child(&self.arn)
    }
}

/// An event with its payloads by reference.
#[derive(Debug, Clone, PartialEq)]
pub struct EventView {
    /// The event; the texts of its payloads are no longer than the preview that was asked for.
    pub event: HistoryEvent,
    /// Its payloads, in the order of AWS's fields.
    pub payloads: Vec<NamedPayload>,
}

/// A payload of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPayload {
    /// The field it stands in: `input`, `output`, `parameters`, `cause`, `assignedVariables.<name>`.
    pub field: String,
    /// The payload.
    pub payload: PayloadView,
}

/// A payload by reference, with a look at its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadView {
    /// Names its content.
    pub hash: PayloadHash,
    /// The size of its text in bytes of UTF-8.
    pub bytes: u64,
    /// Its beginning, cut at a character.
    pub preview: Arc<str>,
    /// Whether that is all of it.
    pub whole: bool,
}

impl Archive {
    /// The archive of a history.
    #[must_use]
    pub fn new(history: History) -> Self {
        Self { history: Arc::new(Mutex::new(history)) }
    }

    pub(crate) fn shared(history: Arc<Mutex<History>>) -> Self {
        Self { history }
    }

    /// The history itself, for what is not here. Held as long as the guard lives.
    pub fn history(&self) -> MutexGuard<'_, History> {
        // Reads change nothing, and a write that panics leaves its transaction to be rolled back.
        self.history.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Up to `limit` executions that pass the filter, newest first, passing over the first `skip`.
    ///
    /// # Errors
    /// Why the history could not be read.
    pub fn executions(&self, filter: &Filter, skip: usize, limit: usize) -> Result<Vec<StoredExecution>, RuntimeError> {
        let records = self.history().executions_at(filter, skip, limit)?;
        records.into_iter().map(execution_of).collect()
    }

    /// How many executions pass the filter.
    ///
    /// # Errors
    /// Why the history could not be read.
    pub fn count(&self, filter: &Filter) -> Result<u64, RuntimeError> {
        Ok(self.history().count(filter)?)
    }

    /// One execution.
    ///
    /// # Errors
    /// [`stepwell_history::HistoryError::UnknownExecution`], or why the history could not be read.
    pub fn execution(&self, arn: &str) -> Result<StoredExecution, RuntimeError> {
        let history = self.history();
        let found = history.execution(arn)?;
        execution_of(found.ok_or_else(|| stepwell_history::HistoryError::UnknownExecution {
            arn: arn.to_owned(),
            path: history.path().to_path_buf(),
        })?)
    }

    /// The definition that an execution runs, as it was when it began.
    ///
    /// # Errors
    /// As [`Archive::execution`].
    pub fn definition(&self, arn: &str) -> Result<(Arc<str>, Format), RuntimeError> {
        let execution = self.execution(arn)?;
        Ok((self.payload(&execution.definition)?, execution.format))
    }

    /// Up to `limit` events from `from` on (1 is the first), each with at most `preview` characters of each
    /// payload. With a preview of 0 no payload is read at all, which is the fastest.
    ///
    /// # Errors
    /// As [`Archive::execution`], and [`RuntimeError::Record`].
    pub fn events(&self, arn: &str, from: u64, limit: usize, preview: usize) -> Result<Vec<EventView>, RuntimeError> {
        let history = self.history();
        let records = history.events(arn, from, limit)?;
        records.iter().map(|record| view_of(&history, arn, record, preview)).collect()
    }

    /// Up to `limit` events from `from` on, whole, as GetExecutionHistory gives them.
    ///
    /// # Errors
    /// As [`Archive::events`].
    pub fn whole_events(&self, arn: &str, from: u64, limit: usize) -> Result<Vec<HistoryEvent>, RuntimeError> {
        let history = self.history();
        let records = history.events(arn, from, limit)?;
        let whole = |record| {
            let (event, _) = record::read_event(record, |mention| text_of(&history, mention))?;
            Ok(event)
        };
        records.iter().map(|record| whole(record).map_err(|detail| not_understood(arn, detail))).collect()
    }

    /// Up to `limit` of the interpreter's inputs from number `from` on (1 is the first), each with the id of the
    /// last event it led to.
    ///
    /// # Errors
    /// As [`Archive::events`].
    pub fn inputs(&self, arn: &str, from: u64, limit: usize) -> Result<Vec<(u64, Input)>, RuntimeError> {
        let history = self.history();
        let records = history.inputs(arn, from, limit)?;
        records
            .iter()
            .map(|record| {
                let input = record::read_input(record, |mention| text_of(&history, mention));
                input.map(|input| (record.last_event_id, input)).map_err(|detail| not_understood(arn, detail))
            })
            .collect()
    }

    /// A payload's whole text.
    ///
    /// # Errors
    /// [`stepwell_history::HistoryError::UnknownPayload`], or why the history could not be read.
    pub fn payload(&self, hash: &PayloadHash) -> Result<Arc<str>, RuntimeError> {
        Ok(self.history().payload(hash)?)
    }

    /// A part of a payload's text, cut at characters.
    ///
    /// # Errors
    /// As [`Archive::payload`].
    pub fn payload_slice(&self, hash: &PayloadHash, offset: u64, limit: u64) -> Result<PayloadSlice, RuntimeError> {
        Ok(self.history().payload_slice(hash, offset, limit)?)
    }

    /// A payload by reference, with its first `preview` characters.
    ///
    /// # Errors
    /// As [`Archive::payload`].
    pub fn payload_view(&self, hash: &PayloadHash, preview: usize) -> Result<PayloadView, RuntimeError> {
        Ok(preview_of(&self.history(), hash, preview)?)
    }
}

fn view_of(history: &History, arn: &str, record: &EventRecord, preview: usize) -> Result<EventView, RuntimeError> {
    let mut views = Vec::new();
    let read = record::read_event(record, |mention| {
        let view = if preview == 0 {
            let whole = mention.bytes == 0;
            PayloadView { hash: mention.hash, bytes: mention.bytes, preview: "".into(), whole }
        } else {
            preview_of(history, &mention.hash, preview).map_err(|error| error.to_string())?
        };
        let text = Arc::clone(&view.preview);
        views.push(NamedPayload { field: mention.field.clone(), payload: view });
        Ok(text)
    });
    let (event, _) = read.map_err(|detail| not_understood(arn, detail))?;
    Ok(EventView { event, payloads: views })
}

fn preview_of(
    history: &History,
    hash: &PayloadHash,
    characters: usize,
) -> Result<PayloadView, stepwell_history::HistoryError> {
    // A character has at most four bytes.
    let slice = history.payload_slice(hash, 0, (characters as u64).saturating_mul(4))?;
    let end = slice.text.char_indices().nth(characters).map_or(slice.text.len(), |(index, _)| index);
    let whole = end as u64 == slice.total;
    Ok(PayloadView { hash: *hash, bytes: slice.total, preview: slice.text[..end].into(), whole })
}

fn text_of(history: &History, mention: &Mention) -> Result<Arc<str>, String> {
    history.payload(&mention.hash).map_err(|error| error.to_string())
}

fn not_understood(arn: &str, detail: String) -> RuntimeError {
    RuntimeError::Record { arn: arn.to_owned(), detail }
}

fn execution_of(record: ExecutionRecord) -> Result<StoredExecution, RuntimeError> {
    let arn = record.arn.clone();
    let unknown = |what: &str, text: &str| not_understood(&arn, format!("its {what} is {text:?}"));
    // Settings are needed to carry an execution on, not to look at it.
    let (time, tasks, fork_of) = Settings::read(&arn, &record.settings)
        .map_or((TimeMode::Real, AnsweredBy::Nobody, None), |settings| {
            (settings.time, settings.tasks, settings.fork_of)
        });
    Ok(StoredExecution {
        kind: kind_of(&record.kind).ok_or_else(|| unknown("type", &record.kind))?,
        format: format_of(&record.format).ok_or_else(|| unknown("format", &record.format))?,
        status: status_of(&record.status).ok_or_else(|| unknown("status", &record.status))?,
        arn: record.arn,
        name: record.name,
        workflow: record.workflow,
        state_machine_arn: record.state_machine_arn,
        state_machine_name: record.state_machine_name,
        started: Timestamp(record.started_at),
        stopped: record.stopped_at.map(Timestamp),
        last_event_id: record.last_event_id,
        definition: record.definition,
        input: record.input,
        output: record.output,
        error: record.error,
        cause: record.cause,
        time,
        tasks,
        fork_of,
    })
}

pub(crate) fn kind_text(kind: MachineType) -> &'static str {
    match kind {
        MachineType::Standard => "STANDARD",
        MachineType::Express => "EXPRESS",
    }
}

pub(crate) fn format_text(format: Format) -> &'static str {
    match format {
        Format::Json => "JSON",
        Format::Yaml => "YAML",
    }
}

fn kind_of(text: &str) -> Option<MachineType> {
    [MachineType::Standard, MachineType::Express].into_iter().find(|kind| kind_text(*kind) == text)
}

fn format_of(text: &str) -> Option<Format> {
    [Format::Json, Format::Yaml].into_iter().find(|format| format_text(*format) == text)
}

fn status_of(text: &str) -> Option<Status> {
    [Status::Running, Status::Succeeded, Status::Failed, Status::TimedOut, Status::Aborted]
        .into_iter()
        .find(|status| status.as_str() == text)
}
