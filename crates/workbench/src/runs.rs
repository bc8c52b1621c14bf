//! Executions for the page: starting them, listing them, and what each frame shows.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use stepwell_asl::{Document, Format, MachineType};
use stepwell_history::{Filter, History, HistoryError, Notice as HistoryNotice, Options, PayloadHash};
use stepwell_interpreter::{Details, HistoryEvent, Status, TaskId};
use stepwell_json::Value;
use stepwell_runtime::{
    Answer, AnsweredBy, Archive, EventView, MockConfig, PayloadView, Runtime, RuntimeError, Start, StoredExecution,
    TaskSource, name_of_workflow,
};

use crate::document::read_file;
use crate::page_text::PageText;
use crate::reading;
use crate::schema::{
    EventDetail, EventRows, FlowDirection, Frames, HistoryInfo, MachineKind, Mark, NamedPayload, Notice, PayloadRef,
    PayloadSlice, PictureView, Problem, Run, RunDetail, RunList, RunPicture, RunStatus, Severity, StartRunArgs,
    StateData, StateDataArgs, TaskAnswer, TaskAnswers, TextFormat, TimeMode, Timeline, Try, WaitingTask,
};
use crate::story::{Attempt, DiagramMap, Fact, Story, Visit};

/// How much of a payload is given unasked, in bytes.
const PREVIEW: usize = 2_000;
/// How many events are read from the history at a time.
const WINDOW: usize = 1_000;
/// How many executions are kept as stories.
const MOST_STORIES: usize = 8;
/// How many tasks' answers are asked of the person in one list.
const MOST_WAITING: usize = 200;

/// Where the history is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryPlace {
    /// In the user's data folder.
    Default,
    /// In this file.
    File(PathBuf),
    /// Nowhere: lost when the process ends.
    Memory,
}

/// A story with the state of its reading.
#[derive(Debug)]
struct Told {
    arn: String,
    story: Arc<Mutex<Story>>,
}

/// The executions of one history.
#[derive(Debug)]
pub(crate) struct Runs {
    archive: Archive,
    /// None when another process owns the history.
    runtime: Option<Runtime>,
    path: Option<PathBuf>,
    stories: Mutex<VecDeque<Told>>,
}

impl From<RuntimeError> for Problem {
    fn from(error: RuntimeError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<HistoryError> for Problem {
    fn from(error: HistoryError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl Runs {
    /// Opens the history, as its owner when it has none, else as a reader; in memory when it can't be opened
    /// at all. What the person should know of it comes with it.
    ///
    /// # Errors
    /// When not even a history in memory can be made.
    pub fn open(path: Option<PathBuf>, now: u64) -> Result<(Self, Vec<Notice>), Problem> {
        let mut notices = Vec::new();
        let warn = |code: &str, message: String| Notice { severity: Severity::Warning, code: code.to_owned(), message };
        if let Some(path) = path {
            match History::open(&path, Options::owner(), i64::try_from(now).unwrap_or(i64::MAX)) {
                Ok(opened) => {
                    if let Some(notice @ HistoryNotice::SetAside { .. }) = &opened.notice {
                        notices.push(warn("HISTORY_SET_ASIDE", notice.to_string()));
                    }
                    match Runtime::new(opened.history) {
                        Ok(runtime) => {
                            let archive = runtime.archive().clone();
                            return Ok((Self::of(archive, Some(runtime), Some(path)), notices));
                        }
                        Err(error) => notices.push(warn(error.code(), error.to_string())),
                    }
                }
                Err(HistoryError::OwnedElsewhere { .. }) => match History::open(&path, Options::reader(), 0) {
                    Ok(opened) => {
                        notices.push(warn(
                            "HISTORY_OWNED",
                            format!(
                                "Another Stepwell runs executions in {}; here they can be looked at. Close it to run them here.",
                                path.display()
                            ),
                        ));
                        return Ok((Self::of(Archive::new(opened.history), None, Some(path)), notices));
                    }
                    Err(error) => notices.push(warn(error.code(), error.to_string())),
                },
                Err(error) => notices.push(warn(error.code(), error.to_string())),
            }
            notices.push(warn(
                "HISTORY_IN_MEMORY",
                "Executions are kept in memory only and are gone when Stepwell is closed.".to_owned(),
            ));
        }
        let runtime = Runtime::new(History::open_in_memory()?)?;
        Ok((Self::of(runtime.archive().clone(), Some(runtime), None), notices))
    }

    fn of(archive: Archive, runtime: Option<Runtime>, path: Option<PathBuf>) -> Self {
        Self { archive, runtime, path, stories: Mutex::default() }
    }

    /// For the page.
    pub fn info(&self) -> HistoryInfo {
        let path = self.path.as_ref().map(|path| path.display().to_string());
        HistoryInfo { path, owner: self.runtime.is_some() }
    }

    /// What drives executions.
    ///
    /// # Errors
    /// `HISTORY_OWNED_ELSEWHERE` when another process does.
    pub fn runtime(&self) -> Result<&Runtime, Problem> {
        self.runtime.as_ref().ok_or_else(|| {
            Problem::new(
                "HISTORY_OWNED_ELSEWHERE",
                "Another Stepwell runs executions in this history. Close it, or start this one with another --db.",
            )
        })
    }

    /// What must be given to the runtime to start a document.
    ///
    /// # Errors
    /// When the mocks can't be read or there is no such test case.
    pub fn start_of(
        arguments: &StartRunArgs,
        document: &Document,
        kind: MachineKind,
        name: &str,
        path: Option<&std::path::Path>,
    ) -> Result<Start, Problem> {
        let tasks = match &arguments.tasks {
            TaskAnswers::Person => TaskSource::Person,
            TaskAnswers::Mocks { path, machine, case } => {
                let (text, _) = read_file(std::path::Path::new(path))?;
                let config = MockConfig::parse(&text)
                    .map_err(|error| Problem::new(error.code(), error.to_string()).at(path.clone()))?;
                let case = config
                    .case(machine, case)
                    .map_err(|error| Problem::new(error.code(), error.to_string()).at(path.clone()))?;
                TaskSource::Mocks { case, file: Some(path.clone()) }
            }
        };
        Ok(Start {
            format: document.format(),
            kind: reading::machine_type(kind),
            workflow: path.map(|path| path.display().to_string()),
            state_machine_name: path.is_none().then(|| name_of_workflow(std::path::Path::new(name))),
            name: arguments.name.clone().filter(|name| !name.is_empty()),
            input: arguments.input.as_str().into(),
            tasks,
            time: match arguments.time {
                TimeMode::Real => stepwell_runtime::TimeMode::Real,
                TimeMode::Skip => stepwell_runtime::TimeMode::Skip,
            },
            ..Start::of(Arc::clone(document.text()))
        })
    }

    /// One execution, as stored.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn find(&self, arn: &str) -> Result<Run, Problem> {
        Ok(self.run_of(self.archive.execution(arn)?))
    }

    fn run_of(&self, stored: StoredExecution) -> Run {
        let live = self.runtime.as_ref().and_then(|runtime| runtime.live(&stored.arn));
        let milliseconds = |time: stepwell_interpreter::Timestamp| u64::try_from(time.0).unwrap_or(0);
        let cause = stored.cause.map(|cause| cause.chars().take(PREVIEW).collect());
        Run {
            workflow_name: stored
                .workflow
                .as_deref()
                .map_or(stored.state_machine_name, |path| reading::workflow_name(std::path::Path::new(path))),
            arn: stored.arn,
            name: stored.name,
            workflow: stored.workflow,
            kind: match stored.kind {
                MachineType::Standard => MachineKind::Standard,
                MachineType::Express => MachineKind::Express,
            },
            status: run_status(stored.status),
            started: milliseconds(stored.started),
            stopped: stored.stopped.map(milliseconds),
            events: stored.last_event_id,
            error: stored.error,
            cause,
            waiting: live.as_ref().map_or(0, |live| u32::try_from(live.waiting.len()).unwrap_or(u32::MAX)),
            live: live.is_some(),
            tasks: match stored.tasks {
                AnsweredBy::Nobody => None,
                AnsweredBy::Person => Some(TaskAnswers::Person),
                AnsweredBy::Mocks { file, machine, case } => {
                    file.map(|path| TaskAnswers::Mocks { path, machine, case })
                }
            },
            time: match stored.time {
                stepwell_runtime::TimeMode::Real => TimeMode::Real,
                stepwell_runtime::TimeMode::Skip => TimeMode::Skip,
            },
        }
    }

    /// Executions, newest first.
    ///
    /// # Errors
    /// Why the history could not be read.
    pub fn list(&self, workflow: Option<String>, offset: u32, limit: u32) -> Result<RunList, Problem> {
        let filter = Filter { workflow, ..Filter::default() };
        let stored = self.archive.executions(&filter, offset as usize, limit.min(500) as usize)?;
        let total = self.archive.count(&filter)?;
        Ok(RunList { runs: stored.into_iter().map(|stored| self.run_of(stored)).collect(), total })
    }

    /// One execution with the definition it ran, drawn in a direction.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn detail(&self, arn: &str, direction: FlowDirection) -> Result<RunDetail, Problem> {
        let stored = self.archive.execution(arn)?;
        let (text, format) = self.archive.definition(arn)?;
        let document = Document::parse(text, format);
        let text = PageText::new(Arc::clone(document.text()));
        let input = self.archive.payload_view(&stored.input, PREVIEW).map(payload_ref).ok();
        let output =
            stored.output.as_ref().and_then(|hash| self.archive.payload_view(hash, PREVIEW).map(payload_ref).ok());
        Ok(RunDetail {
            run: self.run_of(stored),
            definition: text.for_page(),
            format: match format {
                Format::Json => TextFormat::Json,
                Format::Yaml => TextFormat::Yaml,
            },
            picture: reading::picture(&document, &PictureView::default(), direction),
            outline: reading::outline(&document, &text),
            input,
            output,
        })
    }

    /// As much of an execution's definition as a view shows.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn picture(&self, arn: &str, view: PictureView, direction: FlowDirection) -> Result<RunPicture, Problem> {
        let (text, format) = self.archive.definition(arn)?;
        let document = Document::parse(text, format);
        let view = reading::known(&document, view);
        Ok(RunPicture { picture: reading::picture(&document, &view, direction), view })
    }

    /// The story of an execution, read up to its newest stored event.
    fn story(&self, arn: &str) -> Result<Arc<Mutex<Story>>, Problem> {
        let known = {
            let mut stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
            let at = stories.iter().position(|told| told.arn == arn);
            let told = at.and_then(|at| stories.remove(at));
            told.map(|told| {
                let story = Arc::clone(&told.story);
                stories.push_back(told);
                story
            })
        };
        let story = match known {
            Some(story) => story,
            None => {
                let (text, format) = self.archive.definition(arn)?;
                let document = Document::parse(text, format);
                let picture = reading::picture(&document, &PictureView::default(), FlowDirection::Down);
                let story = Arc::new(Mutex::new(Story::new(DiagramMap::new(&picture))));
                let mut stories = self.stories.lock().unwrap_or_else(PoisonError::into_inner);
                stories.push_back(Told { arn: arn.to_owned(), story: Arc::clone(&story) });
                if stories.len() > MOST_STORIES {
                    stories.pop_front();
                }
                story
            }
        };
        read_on(&self.archive, arn, &mut story.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(story)
    }

    /// Reads an execution's story, up to its newest stored event.
    ///
    /// # Errors
    /// Why the history could not be read.
    pub(crate) fn with_story<T>(&self, arn: &str, read: impl FnOnce(&Story) -> T) -> Result<T, Problem> {
        let story = self.story(arn)?;
        let story = story.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(read(&story))
    }

    /// The newest executions, of one workflow or of all.
    pub(crate) fn newest(&self, workflow: Option<&str>, limit: usize) -> Result<Vec<StoredExecution>, Problem> {
        let filter = Filter { workflow: workflow.map(str::to_owned), ..Filter::default() };
        Ok(self.archive.executions(&filter, 0, limit)?)
    }

    /// An execution as it is stored.
    pub(crate) fn stored(&self, arn: &str) -> Result<StoredExecution, Problem> {
        Ok(self.archive.execution(arn)?)
    }

    /// The definition that an execution ran.
    pub(crate) fn definition(&self, arn: &str) -> Result<(Arc<str>, Format), Problem> {
        Ok(self.archive.definition(arn)?)
    }

    /// An event with its payloads whole.
    pub(crate) fn whole_event(&self, arn: &str, id: u64) -> Result<Option<HistoryEvent>, Problem> {
        Ok(self.archive.whole_events(arn, id, 1)?.into_iter().find(|event| event.id == id))
    }

    /// A payload's whole text.
    pub(crate) fn payload_text(&self, hash: &PayloadHash) -> Result<Arc<str>, Problem> {
        Ok(self.archive.payload(hash)?)
    }

    /// The whole text of an event's payload.
    pub(crate) fn payload_of(&self, arn: &str, id: u64, field: &str) -> Result<Option<Arc<str>>, Problem> {
        let view = self.event_view(arn, id)?;
        let found = view.payloads.iter().find(|one| one.field == field);
        found.map(|one| self.payload_text(&one.payload.hash)).transpose()
    }

    /// The variables that an event of leaving a state assigned, and their values' whole texts.
    pub(crate) fn assigned_by(&self, arn: &str, id: u64) -> Result<Vec<(String, Arc<str>)>, Problem> {
        let view = self.event_view(arn, id)?;
        let mut found = Vec::new();
        for one in &view.payloads {
            if let Some(name) = one.field.strip_prefix("assignedVariables.") {
                found.push((name.to_owned(), self.payload_text(&one.payload.hash)?));
            }
        }
        Ok(found)
    }

    /// Forgets the stories of executions that were deleted.
    pub fn forget(&self, arns: &[String]) {
        self.stories.lock().unwrap_or_else(PoisonError::into_inner).retain(|told| !arns.contains(&told.arn));
    }

    /// A window of frames.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn frames(&self, arn: &str, from: u64, count: u32) -> Result<Frames, Problem> {
        let status = run_status(self.archive.execution(arn)?.status);
        self.with_story(arn, |story| {
            let (base, steps) = story.frames(from, count.min(500) as usize);
            Frames { base, steps, last_event: story.last_event(), status }
        })
    }

    /// A window of events.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn events(&self, arn: &str, from: u64, count: u32) -> Result<EventRows, Problem> {
        self.with_story(arn, |story| EventRows {
            rows: (from.max(1)..).take(count.min(1_000) as usize).map_while(|id| story.row(id)).collect(),
            last_event: story.last_event(),
        })
    }

    /// What ran when.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn timeline(&self, arn: &str) -> Result<Timeline, Problem> {
        self.with_story(arn, Story::timeline)
    }

    fn event_view(&self, arn: &str, id: u64) -> Result<EventView, Problem> {
        self.archive
            .events(arn, id, 1, PREVIEW)?
            .into_iter()
            .next()
            .filter(|view| view.event.id == id)
            .ok_or_else(|| Problem::new("NO_SUCH_EVENT", format!("There is no event {id} in this execution.")).at(arn))
    }

    /// One event, whole.
    ///
    /// # Errors
    /// `NO_SUCH_EVENT`, `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn event(&self, arn: &str, id: u64) -> Result<EventDetail, Problem> {
        let view = self.event_view(arn, id)?;
        let row = self.with_story(arn, |story| story.row(id))?.ok_or_else(|| {
            Problem::new("NO_SUCH_EVENT", format!("There is no event {id} in this execution.")).at(arn)
        })?;
        let json = serde_json::to_string_pretty(&view.event.to_json())
            .map_err(|error| Problem::new("EVENT_NOT_WRITTEN", format!("Event {id} could not be shown: {error}")))?;
        Ok(EventDetail { row, json, payloads: named(&view) })
    }

    /// A state's data as of a frame.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn state_data(&self, arguments: &StateDataArgs) -> Result<StateData, Problem> {
        let StateDataArgs { arn, state, at, visit } = arguments;
        struct Found {
            visits: usize,
            number: usize,
            visit: Visit,
            mark: Mark,
            entered: Option<crate::schema::EventRow>,
            exited: Option<crate::schema::EventRow>,
        }
        let found = self.with_story(arn, |story| {
            let visits = story.visits_of(state, *at);
            let last = visits.len().checked_sub(1)?;
            let number = visit.map_or(last, |visit| (visit as usize).min(last));
            let visit = visits[number].clone();
            let exited = visit.exited.filter(|exited| exited <= at).and_then(|id| story.row(id));
            let mark = if exited.is_some() { visit.mark } else { story.mark_within(&visit, *at) };
            Some(Found { visits: visits.len(), number, mark, entered: story.row(visit.entered), exited, visit })
        })?;
        let Some(Found { visits, number, visit, mark, entered, exited }) = found else {
            return Ok(StateData {
                state: state.clone(),
                visits: 0,
                visit: 0,
                iteration: Vec::new(),
                mark: None,
                entered: None,
                exited: None,
                input: None,
                output: None,
                assigned: Vec::new(),
                error: None,
                cause: None,
                tries: Vec::new(),
            });
        };
        let payload = |id: u64, field: &str| -> Result<Option<PayloadRef>, Problem> {
            Ok(named(&self.event_view(arn, id)?).into_iter().find(|one| one.field == field).map(|one| one.payload))
        };
        let input = payload(visit.entered, "input")?;
        let (mut output, mut assigned) = (None, Vec::new());
        if exited.is_some()
            && let Some(id) = visit.exited
        {
            for one in named(&self.event_view(arn, id)?) {
                match one.field.strip_prefix("assignedVariables.") {
                    Some(name) => assigned.push(NamedPayload { field: name.to_owned(), payload: one.payload }),
                    None if one.field == "output" => output = Some(one.payload),
                    None => {}
                }
            }
        }
        let (mut error, mut cause) = (None, None);
        if let Some(id) = visit.error_event.filter(|id| id <= at) {
            (error, cause) = failure(&self.event_view(arn, id)?.event);
        }
        let mut tries = Vec::new();
        for attempt in visit.attempts.iter().filter(|attempt| attempt.scheduled <= *at) {
            tries.push(self.one_try(arn, attempt, *at)?);
        }
        Ok(StateData {
            state: state.clone(),
            visits: count(visits),
            visit: count(number),
            iteration: visit.iteration,
            mark: Some(mark),
            entered,
            exited,
            input,
            output,
            assigned,
            error,
            cause,
            tries,
        })
    }

    fn one_try(&self, arn: &str, attempt: &Attempt, at: u64) -> Result<Try, Problem> {
        let scheduled = self.event_view(arn, attempt.scheduled)?;
        let sent = named(&scheduled).into_iter().find(|one| one.field == "parameters" || one.field == "input");
        let mut one = Try {
            scheduled: attempt.scheduled,
            started: attempt.from,
            ended: None,
            mark: Mark::Running,
            parameters: sent.map(|one| one.payload),
            result: None,
            error: None,
            cause: None,
        };
        if let Some(id) = attempt.ended.filter(|id| *id <= at) {
            let ended = self.event_view(arn, id)?;
            one.ended = attempt.to;
            one.mark = attempt.mark;
            one.result = named(&ended).into_iter().find(|one| one.field == "output").map(|one| one.payload);
            (one.error, one.cause) = failure(&ended.event);
        }
        Ok(one)
    }

    /// A part of a payload.
    ///
    /// # Errors
    /// `NO_SUCH_PAYLOAD`.
    pub fn payload(&self, hash: &str, from: u64, count: u64) -> Result<PayloadSlice, Problem> {
        let hash: PayloadHash = hash.parse().map_err(|_| {
            Problem::new("NO_SUCH_PAYLOAD", format!("{hash:?} names no payload; open the execution again."))
        })?;
        let slice = self.archive.payload_slice(&hash, from, count.min(1 << 20))?;
        Ok(PayloadSlice { text: slice.text, from: slice.offset, total: slice.total })
    }

    /// Tasks that wait for the person.
    pub fn waiting_tasks(&self, arn: &str) -> Vec<WaitingTask> {
        let Some(runtime) = &self.runtime else { return Vec::new() };
        let waiting = runtime.waiting_tasks(arn);
        waiting
            .iter()
            .take(MOST_WAITING)
            .map(|task| WaitingTask {
                task: task.task.0,
                state: task.state.key(),
                name: task.state.name().to_owned(),
                iteration: task.map_index.map(|index| u32::try_from(index).unwrap_or(u32::MAX)).into_iter().collect(),
                resource: task.resource.to_string(),
                parameters: unstored(&task.parameters),
                token: task.token.as_deref().map(str::to_owned),
                attempt: task.attempt,
            })
            .collect()
    }

    /// Answers a waiting task.
    ///
    /// # Errors
    /// `NOT_JSON` for a result that is none; the runtime's own.
    pub async fn answer(&self, arn: &str, task: u64, answer: &TaskAnswer) -> Result<(), Problem> {
        let answer = match answer {
            TaskAnswer::Result { result } => Answer::Return(
                Value::parse(result)
                    .map_err(|error| Problem::new("NOT_JSON", format!("The result is not JSON: {error}")))?,
            ),
            TaskAnswer::Error { error, cause } => {
                Answer::Throw { error: error.as_str().into(), cause: cause.as_str().into() }
            }
        };
        Ok(self.runtime()?.answer_task(arn, TaskId(task), answer).await?)
    }
}

/// As the page names it.
pub(crate) fn run_status(status: Status) -> RunStatus {
    match status {
        Status::Running => RunStatus::Running,
        Status::Succeeded => RunStatus::Succeeded,
        Status::Failed => RunStatus::Failed,
        Status::TimedOut => RunStatus::TimedOut,
        Status::Aborted => RunStatus::Aborted,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn payload_ref(view: PayloadView) -> PayloadRef {
    PayloadRef { hash: view.hash.to_string(), bytes: view.bytes, preview: view.preview.to_string(), whole: view.whole }
}

/// A value that is not in the history yet: shown whole up to the preview's size, by no reference.
fn unstored(value: &Value) -> PayloadRef {
    let text = value.to_text();
    let mut end = text.len().min(16 * PREVIEW);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    PayloadRef {
        hash: PayloadHash::of(&text).to_string(),
        bytes: text.len() as u64,
        preview: text[..end].to_owned(),
        whole: end == text.len(),
    }
}

fn named(view: &EventView) -> Vec<NamedPayload> {
    view.payloads
        .iter()
        .map(|one| NamedPayload { field: one.field.clone(), payload: payload_ref(one.payload.clone()) })
        .collect()
}

/// Error and cause of an event that has them.
fn failure(event: &HistoryEvent) -> (Option<String>, Option<String>) {
    let text = |text: &Option<Arc<str>>| text.as_deref().map(str::to_owned);
    match &event.details {
        Details::Failure { error, cause }
        | Details::TaskFailure { error, cause, .. }
        | Details::EvaluationFailed { error, cause, .. } => (text(error), text(cause)),
        _ => (None, None),
    }
}

/// Adds to a story what its execution's history has beyond it.
pub(crate) fn read_on(archive: &Archive, arn: &str, story: &mut Story) -> Result<(), Problem> {
    loop {
        let before = story.last_event();
        let window = archive.events(arn, before + 1, WINDOW, 0)?;
        let full = window.len() == WINDOW;
        for event in window {
            story.add(fact(&event));
        }
        // A damaged history may lack events: what cannot be told further ends here.
        if !full || story.last_event() == before {
            return Ok(());
        }
    }
}

fn bytes_of(view: &EventView, field: &str) -> Option<u64> {
    view.payloads.iter().find(|one| one.field == field).map(|one| one.payload.bytes)
}

/// What the story needs of an event.
pub(crate) fn fact(view: &EventView) -> Fact {
    let event = &view.event;
    let mut fact = Fact {
        id: event.id,
        previous: event.previous_event_id,
        time: u64::try_from(event.timestamp.0).unwrap_or(0),
        kind: event.kind,
        name: None,
        index: None,
        length: None,
        resource: None,
        error: None,
        bytes: view.payloads.iter().map(|one| one.payload.bytes).max(),
        passed: match &event.details {
            Details::StateEntered { .. } => bytes_of(view, "input"),
            Details::StateExited { .. } => bytes_of(view, "output"),
            _ => None,
        },
    };
    match &event.details {
        Details::StateEntered { name, .. } | Details::StateExited { name, .. } => fact.name = Some(Arc::clone(name)),
        Details::MapIteration { name, index } => {
            fact.name = Some(Arc::clone(name));
            fact.index = u32::try_from(*index).ok();
        }
        Details::MapStateStarted { length } => fact.length = u32::try_from(*length).ok(),
        Details::TaskScheduled { resource, resource_type, .. } => {
            fact.resource = Some(format!("{resource_type}:{resource}").into());
        }
        Details::ActivityScheduled { resource, .. } | Details::LambdaFunctionScheduled { resource, .. } => {
            fact.resource = Some(Arc::clone(resource));
        }
        Details::Failure { error, .. } | Details::TaskFailure { error, .. } => fact.error = error.clone(),
        Details::EvaluationFailed { error, state, .. } => {
            fact.name = Some(Arc::clone(state));
            fact.error = error.clone();
        }
        Details::None
        | Details::ExecutionStarted { .. }
        | Details::ExecutionRedriven { .. }
        | Details::Output { .. }
        | Details::TaskStarted { .. }
        | Details::TaskOutput { .. }
        | Details::ActivityStarted { .. }
        | Details::MapRunStarted { .. }
        | Details::MapRunRedriven { .. } => {}
    }
    fact
}
