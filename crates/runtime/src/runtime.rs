//! The runtime: starts, resumes, answers and stops executions.

mod fork;

use std::path::Path;
use std::sync::{Arc, Mutex};

use stepwell_asl::{Document, Format, MachineType};
use stepwell_history::{Commit, Deleted, Filter, History, NewExecution};
use stepwell_interpreter::{Execution, InputKind, Program, Settings as Quotas, Status, TaskId, Timestamp};
use stepwell_json::Value;
use tokio::runtime::Handle;
use tokio::sync::{broadcast, oneshot};
use tokio::task::JoinHandle;

pub use self::fork::{Change, Fork, Past, RecordedPast};
use crate::address::{Address, check_name, fresh_name, is_child, name_of_workflow};
use crate::archive::{Archive, StoredExecution, format_text, kind_text};
use crate::buckets::Buckets;
use crate::clock::{TimeMode, wall};
use crate::driver::{Calls, Cast, Driver, Ends, House, Message};
use crate::error::RuntimeError;
use crate::journal::Journal;
use crate::live::{Ended, Line, Lines, Live, Settled};
use crate::map_run::{Origin, Parent};
use crate::notify::{Notifier, RuntimeEvent};
use crate::settings::Settings;
use crate::task::{Answer, LONGEST_CAUSE, LONGEST_ERROR, TaskSource, WaitingTask};

/// Of AWS's quotas, how many transitions the interpreter makes before others have their turn.
const TRANSITIONS_PER_STEP: u32 = 200;

/// How many stored inputs are read at a time when an execution is resumed.
const INPUTS_AT_A_TIME: usize = 500;

/// What to run, and how.
#[derive(Debug, Clone)]
pub struct Start {
    /// The definition's text.
    pub definition: Arc<str>,
    /// How it is written.
    pub format: Format,
    /// STANDARD or EXPRESS.
    pub kind: MachineType,
    /// The workflow (file) it comes from: what lists are filtered by.
    pub workflow: Option<String>,
    /// The state machine's name; none for the workflow's file name.
    pub state_machine_name: Option<String>,
    /// The execution's name; none for a random UUID.
    pub name: Option<String>,
    /// The input, JSON text; it is passed on as written.
    pub input: Arc<str>,
    /// Who answers its tasks.
    pub tasks: TaskSource,
    /// Whether time is real.
    pub time: TimeMode,
    /// Account, region and role.
    pub address: Address,
    /// Whether the caller waits for its end, as with `StartSyncExecution`; for EXPRESS only.
    pub synchronous: bool,
    /// Its quotas; none for AWS's.
    pub quotas: Option<Quotas>,
    /// The folder that serves S3 to its map runs.
    pub buckets: Option<Buckets>,
}

impl Start {
    /// A STANDARD execution of this JSON definition on the input `{}` in real time, with nobody to answer tasks.
    #[must_use]
    pub fn of(definition: impl Into<Arc<str>>) -> Self {
        Self {
            definition: definition.into(),
            format: Format::Json,
            kind: MachineType::Standard,
            workflow: None,
            state_machine_name: None,
            name: None,
            input: "{}".into(),
            tasks: TaskSource::Nobody,
            time: TimeMode::Real,
            address: Address::default(),
            synchronous: false,
            quotas: None,
            buckets: None,
        }
    }
}

/// What resuming an execution meant for tasks whose outcome nobody knows any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Resumed {
    /// The execution.
    pub arn: Arc<str>,
    /// How many tasks were put to their mocks again.
    pub mocks_asked_again: usize,
    /// The tasks that wait for a person again.
    pub waiting: Vec<WaitingTask>,
}

impl std::fmt::Display for Resumed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Resumed {}.", self.arn)?;
        if self.mocks_asked_again > 0 {
            write!(f, " {} unanswered task(s) were put to their mocks again.", self.mocks_asked_again)?;
        }
        if !self.waiting.is_empty() {
            write!(f, " {} task(s) wait for your answer again; nothing was run twice.", self.waiting.len())?;
        }
        Ok(())
    }
}

/// Drives executions on tokio and keeps them in a history. Cheap to clone; when the last clone is dropped, its
/// executions are left where they are, RUNNING in the history, to be resumed another time.
#[derive(Debug, Clone)]
pub struct Runtime {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    house: House,
    lines: Arc<Lines>,
    archive: Archive,
    handle: Handle,
    passing_on: JoinHandle<()>,
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.passing_on.abort();
        for line in self.lines.take_all() {
            // A driver that ended by itself meanwhile is as good.
            let _ = line.inbox.send(Message::Leave);
        }
    }
}

impl Runtime {
    /// A runtime that keeps its executions in this history, which must have been opened as owner (or in
    /// memory). It drives them on the tokio runtime it is called in, and writes on a thread of its own.
    ///
    /// # Errors
    /// [`RuntimeError::NoTokio`] outside tokio; why the history cannot be read.
    pub fn new(history: History) -> Result<Self, RuntimeError> {
        let handle = Handle::try_current().map_err(|_| RuntimeError::NoTokio)?;
        let reader = history.another_reader()?;
        let history = Arc::new(Mutex::new(history));
        let archive = reader.map_or_else(|| Archive::shared(Arc::clone(&history)), Archive::new);
        let journal = Journal::start(history)?;
        let notifier = Arc::new(Notifier::new());
        let lines = Arc::new(Lines::default());
        let passing_on = handle.spawn(Arc::clone(&notifier).run());
        let house = House { journal, notifier, lines: Arc::downgrade(&lines) };
        Ok(Self { inner: Arc::new(Inner { house, lines, archive, handle, passing_on }) })
    }

    /// The stored executions, for reading.
    #[must_use]
    pub fn archive(&self) -> &Archive {
        &self.inner.archive
    }

    /// What happens from now on: each execution's newest event, at most 60 times a second.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<RuntimeEvent> {
        self.inner.house.notifier.subscribe()
    }

    /// Starts an execution. When this returns its ARN, it is in the history and on its way.
    ///
    /// # Errors
    /// [`RuntimeError::Definition`], [`RuntimeError::Input`], [`RuntimeError::InputTooLong`],
    /// [`RuntimeError::Name`], [`RuntimeError::SynchronousStandard`], or why it could not be stored; then nothing was.
    pub async fn start(&self, start: Start) -> Result<Arc<str>, RuntimeError> {
        if start.synchronous && start.kind != MachineType::Express {
            return Err(RuntimeError::SynchronousStandard);
        }
        let name = start.name.clone().map_or_else(fresh_name, Ok)?;
        check_name("The execution name", &name)?;
        let machine = match (&start.state_machine_name, &start.workflow) {
            (Some(name), _) => name.clone(),
            (None, Some(workflow)) => name_of_workflow(Path::new(workflow)),
            (None, None) => "Workflow".to_owned(),
        };
        check_name("The state machine name", &machine)?;
        let mut quotas = start
            .quotas
            .clone()
            .unwrap_or_else(|| Quotas { transitions_per_step: TRANSITIONS_PER_STEP, ..Quotas::for_type(start.kind) });
        if start.input.len() > quotas.max_payload_bytes {
            return Err(RuntimeError::InputTooLong { bytes: start.input.len(), limit: quotas.max_payload_bytes });
        }
        let text = Arc::clone(&start.definition);
        let (program, input) = {
            let input = Arc::clone(&start.input);
            let (format, kind) = (start.format, start.kind);
            self.blocking(move || Ok((compile(text, format, kind)?, parse_input(input)?))).await?
        };
        quotas.missing_activities.extend(start.tasks.missing_activities(&program));

        let (settings, mocks) = Settings::of(start.time, &start.tasks, quotas.clone(), start.buckets.as_ref());
        let arn: Arc<str> = start.address.execution_arn(start.kind, &machine, &name, &fresh_name()?).into();
        let state_machine_arn = start.address.state_machine_arn(&machine);
        let started_at = wall();
        let (mut driver, ends) = Driver::new(
            Arc::clone(&arn),
            Execution::new(program, quotas),
            started_at,
            Cast {
                time: start.time,
                source: start.tasks,
                calls: Calls::default(),
                origin: Arc::new(Origin {
                    definition: Arc::clone(&start.definition),
                    format: start.format,
                    settings: settings.clone(),
                    buckets: start.buckets,
                    archive: self.inner.archive.clone(),
                }),
            },
            self.inner.house.clone(),
        );
        let mut commit = driver.begin(InputKind::Start(Box::new(stepwell_interpreter::Start {
            input,
            execution_arn: Arc::clone(&arn),
            name: name.as_str().into(),
            role_arn: start.address.role_arn.as_str().into(),
            state_machine_arn: state_machine_arn.as_str().into(),
            state_machine_name: machine.as_str().into(),
            seed: getrandom::u64().map_err(RuntimeError::Entropy)?,
            region: start.address.region.as_str().into(),
            synchronous: start.synchronous,
        })))?;
        commit.payloads.extend(mocks);
        let new = NewExecution {
            arn: arn.to_string(),
            name,
            workflow: start.workflow,
            state_machine_arn,
            state_machine_name: machine,
            kind: kind_text(start.kind).to_owned(),
            format: format_text(start.format).to_owned(),
            definition: start.definition,
            input: start.input,
            status: Status::Running.as_str().to_owned(),
            started_at: started_at.0,
            // The settings are numbers and texts: writing them into memory cannot fail.
            settings: serde_json::to_string(&settings).unwrap_or_default(),
            parent: None,
        };
        self.inner.house.journal.write(Some(new), Arc::clone(&arn), commit).await?;
        self.drive(&arn, driver, ends)?;
        Ok(arn)
    }

    /// Carries an execution on that is RUNNING in the history and not driven by this process: after a restart,
    /// a crash, or when it had stalled. Its state is rebuilt from its stored inputs; nothing that was answered
    /// is run again.
    ///
    /// # Errors
    /// [`RuntimeError::StillRunning`] when it is driven already, [`RuntimeError::NotRunning`] when it has ended,
    /// [`RuntimeError::Diverged`] when its inputs no longer lead to its events, or why it could not be read.
    pub async fn resume(&self, arn: &str) -> Result<Resumed, RuntimeError> {
        if self.inner.lines.get(arn).is_some() {
            return Err(RuntimeError::StillRunning { arn: arn.to_owned() });
        }
        let (archive, house) = (self.inner.archive.clone(), self.inner.house.clone());
        let arn: Arc<str> = arn.into();
        let (driver, ends, resumed) = {
            let arn = Arc::clone(&arn);
            self.blocking(move || rebuild(&archive, house, arn, None)).await?
        };
        self.drive(&arn, driver, ends)?;
        Ok(resumed)
    }

    /// Lets an execution that failed, timed out or was stopped go on from there (RedriveExecution). When this
    /// returns, it is RUNNING in the history again.
    ///
    /// # Errors
    /// [`RuntimeError::NotRedrivable`] with the reason, [`RuntimeError::StillRunning`], or why it could not be
    /// read or stored.
    pub async fn redrive(&self, arn: &str) -> Result<(), RuntimeError> {
        if let Some(line) = self.inner.lines.get(arn) {
            if !matches!(line.live.borrow().settled, Some(Settled::Ended(_))) {
                return Err(RuntimeError::StillRunning { arn: arn.to_owned() });
            }
            // It has ended; its driver is just leaving.
            line.inbox.closed().await;
        }
        if is_child(arn) {
            let reason = "it belongs to a map run; redrive the execution that the map run is in".to_owned();
            return Err(RuntimeError::NotRedrivable { arn: arn.to_owned(), reason });
        }
        let (archive, house) = (self.inner.archive.clone(), self.inner.house.clone());
        let arn: Arc<str> = arn.into();
        let (driver, ends, commit) = {
            let arn = Arc::clone(&arn);
            self.blocking(move || redriven(&archive, house, &arn, None)).await?
        };
        self.inner.house.journal.write(None, Arc::clone(&arn), commit).await?;
        self.drive(&arn, driver, ends)
    }

    /// Resumes everything that is RUNNING in the history, oldest first, and says of each how it went.
    ///
    /// # Errors
    /// Why the list of executions could not be read.
    #[allow(clippy::type_complexity)]
    pub async fn resume_all(&self) -> Result<Vec<(Arc<str>, Result<Resumed, RuntimeError>)>, RuntimeError> {
        let archive = self.inner.archive.clone();
        let arns = self
            .blocking(move || {
                let filter = Filter { status: Some(Status::Running.as_str().to_owned()), ..Filter::default() };
                let (mut arns, mut after) = (Vec::new(), None);
                loop {
                    let page = archive.history().executions(&filter, after, 500)?;
                    arns.extend(page.executions.into_iter().map(|execution| execution.arn));
                    after = page.next;
                    if after.is_none() {
                        return Ok(arns);
                    }
                }
            })
            .await?;
        let mut all = Vec::new();
        for arn in arns.into_iter().rev() {
            // A child of a map run is carried on with by its parent.
            if self.inner.lines.get(&arn).is_none() && !is_child(&arn) {
                let resumed = self.resume(&arn).await;
                all.push((arn.into(), resumed));
            }
        }
        Ok(all)
    }

    /// Stops an execution (StopExecution). When this returns, it is ABORTED in the history.
    ///
    /// # Errors
    /// [`RuntimeError::NotRunning`], [`RuntimeError::TooLong`], or why it could not be stored.
    pub async fn stop(&self, arn: &str, error: Option<Arc<str>>, cause: Option<Arc<str>>) -> Result<(), RuntimeError> {
        check_lengths(error.as_deref(), cause.as_deref())?;
        self.send(arn, |reply| Message::Stop { error, cause, reply }).await
    }

    /// Answers a task that waits for a person. When this returns, the answer is in the history.
    ///
    /// # Errors
    /// [`RuntimeError::NotRunning`], [`RuntimeError::TaskNotWaiting`], [`RuntimeError::TooLong`], or why it could
    /// not be stored.
    pub async fn answer_task(&self, arn: &str, task: TaskId, answer: Answer) -> Result<(), RuntimeError> {
        if let Answer::Throw { error, cause } = &answer {
            check_lengths(Some(error), Some(cause))?;
        }
        self.send(arn, |reply| Message::Answer { task, answer, reply }).await
    }

    /// The tasks of an execution that wait for a person, longest waiting first; none for one that is not
    /// driven here.
    #[must_use]
    pub fn waiting_tasks(&self, arn: &str) -> Arc<Vec<WaitingTask>> {
        self.live(arn).map(|live| live.waiting).unwrap_or_default()
    }

    /// An execution as it stands; none if this process does not drive it (any more).
    #[must_use]
    pub fn live(&self, arn: &str) -> Option<Live> {
        self.inner.lines.get(arn).map(|line| line.live.borrow().clone())
    }

    /// The executions that this process drives.
    #[must_use]
    pub fn driven(&self) -> Vec<Arc<str>> {
        self.inner.lines.arns()
    }

    /// Waits until an execution ends, or only an answer from outside could move it on, or it cannot go on.
    ///
    /// # Errors
    /// [`RuntimeError::NotRunning`] for one that is RUNNING in the history but not driven here; why the history
    /// could not be read.
    pub async fn wait_end(&self, arn: &str) -> Result<Settled, RuntimeError> {
        if let Some(line) = self.inner.lines.get(arn) {
            let mut live = line.live;
            let settled = live.wait_for(|live| live.settled.is_some()).await.ok().and_then(|live| live.settled.clone());
            if let Some(settled) = settled {
                return Ok(settled);
            }
        }
        let archive = self.inner.archive.clone();
        let arn = arn.to_owned();
        self.blocking(move || {
            let stored = archive.execution(&arn)?;
            if stored.status == Status::Running {
                return Err(RuntimeError::NotRunning { arn });
            }
            let output = stored.output.map(|hash| archive.payload(&hash)).transpose()?;
            Ok(Settled::Ended(Ended {
                status: stored.status,
                at: stored.stopped.unwrap_or(stored.started),
                output,
                error: stored.error.map(Into::into),
                cause: stored.cause.map(Into::into),
            }))
        })
        .await
    }

    /// Deletes executions that are not driven here, with the children of their map runs and everything only they
    /// refer to; all or none.
    ///
    /// # Errors
    /// [`RuntimeError::StillRunning`], or why the history could not be written.
    pub async fn delete(&self, arns: &[String]) -> Result<Deleted, RuntimeError> {
        let archive = self.inner.archive.clone();
        let mut whole = arns.to_vec();
        let parts = self.blocking(move || {
            // With an execution go the children of its map runs, and theirs.
            let mut at = 0;
            while let Some(arn) = whole.get(at) {
                let parts = archive.history().parts_of(arn)?;
                whole.extend(parts);
                at += 1;
            }
            Ok(whole)
        });
        if let Some(arn) = parts.await?.iter().find(|arn| self.inner.lines.get(arn).is_some()) {
            return Err(RuntimeError::StillRunning { arn: arn.clone() });
        }
        self.inner.house.journal.delete(arns.to_vec()).await
    }

    /// Leaves all executions where they are, RUNNING in the history, and waits until everything is written and
    /// the history's lock is free. From then on this runtime and its clones answer [`RuntimeError::ShutDown`] or
    /// [`RuntimeError::NotRunning`]; what is stored can still be read.
    pub async fn shut_down(&self) {
        self.inner.lines.close();
        for line in self.inner.lines.take_all() {
            // One that ended by itself meanwhile is as good.
            let _ = line.inbox.send(Message::Leave);
            line.inbox.closed().await;
        }
        self.inner.house.journal.end().await;
        self.inner.house.notifier.pass_on();
    }

    /// Lets a driver run, unless another drives the execution already.
    fn drive(&self, arn: &Arc<str>, driver: Driver, ends: Ends) -> Result<(), RuntimeError> {
        self.inner.lines.add(arn, Line { inbox: ends.inbox, live: ends.live })?;
        self.inner.handle.spawn(driver.run());
        Ok(())
    }

    async fn send(&self, arn: &str, message: impl FnOnce(crate::driver::Reply) -> Message) -> Result<(), RuntimeError> {
        let gone = || RuntimeError::NotRunning { arn: arn.to_owned() };
        let line = self.inner.lines.get(arn).ok_or_else(gone)?;
        let (reply, answer) = oneshot::channel();
        line.inbox.send(message(reply)).map_err(|_| gone())?;
        answer.await.unwrap_or_else(|_| Err(gone()))
    }

    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, RuntimeError> + Send + 'static,
    ) -> Result<T, RuntimeError> {
        match self.inner.handle.spawn_blocking(work).await {
            Ok(done) => done,
            Err(failure) => match failure.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => Err(RuntimeError::ShutDown),
            },
        }
    }
}

fn compile(text: Arc<str>, format: Format, kind: MachineType) -> Result<Arc<Program>, RuntimeError> {
    Ok(Arc::new(Program::compile(&Document::parse(text, format), kind)?))
}

fn parse_input(text: Arc<str>) -> Result<Value, RuntimeError> {
    Value::parse_shared(text).map_err(|error| RuntimeError::Input(Arc::new(error)))
}

fn check_lengths(error: Option<&str>, cause: Option<&str>) -> Result<(), RuntimeError> {
    for (what, text, limit) in [("error", error, LONGEST_ERROR), ("cause", cause, LONGEST_CAUSE)] {
        let length = text.map_or(0, |text| text.chars().count());
        if length > limit {
            return Err(RuntimeError::TooLong { what, length, limit });
        }
    }
    Ok(())
}

/// Rebuilds an execution from its stored inputs, checking that each still leads to the event it led to.
pub(crate) fn rebuild(
    archive: &Archive,
    house: House,
    arn: Arc<str>,
    child_of: Option<(Parent, Calls)>,
) -> Result<(Driver, Ends, Resumed), RuntimeError> {
    let stored = archive.execution(&arn)?;
    if stored.status != Status::Running {
        return Err(RuntimeError::NotRunning { arn: arn.to_string() });
    }
    let (mut driver, ends) = replayed(archive, house, &arn, &stored)?;
    if driver.has_ended() {
        let detail = "its inputs lead to its end, but it is RUNNING".to_owned();
        return Err(RuntimeError::Record { arn: arn.to_string(), detail });
    }
    if let Some((parent, calls)) = child_of {
        driver.is_child_of(parent, &calls);
    }
    let (mocks_asked_again, _) = driver.ask_again();
    let resumed = Resumed { arn, mocks_asked_again, waiting: driver.waiting() };
    Ok((driver, ends, resumed))
}

/// An execution that ended other than well, taken up where it stood; with it what is to be stored of that.
pub(crate) fn redriven(
    archive: &Archive,
    house: House,
    arn: &Arc<str>,
    child_of: Option<(Parent, Calls)>,
) -> Result<(Driver, Ends, Commit), RuntimeError> {
    let stored = archive.execution(arn)?;
    match stored.status {
        Status::Running => return Err(RuntimeError::StillRunning { arn: arn.to_string() }),
        Status::Succeeded => {
            return Err(RuntimeError::NotRedrivable { arn: arn.to_string(), reason: "it succeeded".to_owned() });
        }
        Status::Failed | Status::TimedOut | Status::Aborted => {}
    }
    let (mut driver, ends) = replayed(archive, house, arn, &stored)?;
    if let Some((parent, calls)) = child_of {
        driver.is_child_of(parent, &calls);
    }
    let commit = driver.redrive()?;
    Ok((driver, ends, commit))
}

/// A driver for a stored execution that begins again, when it ended at the earliest; and what it starts with.
pub(crate) fn anew(
    archive: &Archive,
    house: House,
    arn: &Arc<str>,
    stored: &StoredExecution,
) -> Result<(Driver, Ends, InputKind), RuntimeError> {
    let ended = StoredExecution { started: stored.stopped.unwrap_or(stored.started), ..stored.clone() };
    let (driver, ends) = driver_of(archive, house, arn, &ended)?;
    // In a fork another input comes first.
    let mut inputs = archive.inputs(arn, 1, 2)?.into_iter().map(|(_, input)| input.kind);
    match inputs.find(|kind| matches!(kind, InputKind::Start(_))) {
        Some(start) => Ok((driver, ends, start)),
        None => Err(RuntimeError::Record { arn: arn.to_string(), detail: "it has no start".to_owned() }),
    }
}

/// A driver for a stored execution, of which nothing has happened yet.
fn driver_of(
    archive: &Archive,
    house: House,
    arn: &Arc<str>,
    stored: &StoredExecution,
) -> Result<(Driver, Ends), RuntimeError> {
    let record = |detail: &str| RuntimeError::Record { arn: arn.to_string(), detail: detail.to_owned() };
    let settings_text = archive.history().execution(arn)?.map(|record| record.settings).unwrap_or_default();
    let settings = Settings::read(arn, &settings_text)?;
    let source = settings.task_source(arn, &archive.history())?;
    let definition = archive.payload(&stored.definition)?;
    let program = compile(Arc::clone(&definition), stored.format, stored.kind)?;
    let execution = match &settings.child {
        None => Execution::new(program, settings.quotas.clone()),
        Some(child) => Execution::of_map_run(program, &child.state, settings.quotas.clone())
            .ok_or_else(|| record("its definition has no such map run"))?,
    };
    Ok(Driver::new(
        Arc::clone(arn),
        execution,
        Timestamp(stored.started.0),
        Cast {
            time: settings.time,
            source,
            calls: Calls::after(&settings.calls),
            origin: Arc::new(Origin {
                definition,
                format: stored.format,
                buckets: settings.buckets.clone().map(Buckets::new),
                settings,
                archive: archive.clone(),
            }),
        },
        house,
    ))
}

/// A driver whose execution stands where its stored inputs lead it.
pub(crate) fn replayed(
    archive: &Archive,
    house: House,
    arn: &Arc<str>,
    stored: &StoredExecution,
) -> Result<(Driver, Ends), RuntimeError> {
    let record = |detail: &str| RuntimeError::Record { arn: arn.to_string(), detail: detail.to_owned() };
    let (mut driver, ends) = driver_of(archive, house.clone(), arn, stored)?;
    let mut number = 0;
    loop {
        let inputs = archive.inputs(arn, number + 1, INPUTS_AT_A_TIME)?;
        if inputs.is_empty() {
            break;
        }
        for (led_to, input) in inputs {
            number += 1;
            let found = driver.replay(&input)?;
            if found != led_to {
                return Err(RuntimeError::Diverged { arn: arn.to_string(), input: number, stored: led_to, found });
            }
        }
    }
    if number == 0 {
        return Err(record("it has no inputs"));
    }
    if driver.has_mocks() {
        // The calls of its children count with its own.
        for child in driver.runs.known() {
            if archive.history().execution(&child)?.is_some() {
                let stored = archive.execution(&child)?;
                let (child, _) = replayed(archive, house.clone(), &child, &stored)?;
                driver.add_calls_of(child);
            }
        }
        driver.count_calls_of_children();
    }
    Ok((driver, ends))
}
