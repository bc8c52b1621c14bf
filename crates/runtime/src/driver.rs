//! The loop that drives one execution: take inputs, store them with their events, then act.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use stepwell_asl::StatePath;
use stepwell_history::{Commit, PayloadHash, StatusChange};
use stepwell_interpreter::{
    ChildId, Effect, Execution, FailureStage, Input, InputKind, MapRunId, Outcome, Status, Step, TaskId, TaskPattern,
    TaskRequest, TimerId, TimerPurpose, Timestamp,
};
use stepwell_json::{Object, Value};
use tokio::sync::{mpsc, oneshot, watch};

use crate::clock::{Clock, TimeMode};
use crate::error::RuntimeError;
use crate::journal::Journal;
use crate::live::{Ended, Lines, Live, Settled};
use crate::map_run::{News, Origin, Parent, Runs};
use crate::mock::MockAnswer;
use crate::notify::{Notifier, RuntimeEvent};
use crate::record::Writer;
use crate::task::{self, Answer, TaskSource, WaitingTask};

/// One turn ends with a commit; these bound it, so that an endless loop lets others work and a crash has
/// little to hide.
const TURN_EVENTS: usize = 1_000;
const TURN_INPUTS: usize = 256;
const TURN_BYTES: usize = 4 * 1024 * 1024;

/// The longest sleep towards a timer: the machine's clock may be set, and laptops sleep too.
const LONGEST_SLEEP: Duration = Duration::from_secs(30);

/// From here on a timeout of the execution is AWS's quota of a year, not something the workflow waits for:
/// skipped time does not run into it.
const A_YEAR: i64 = 365 * 24 * 60 * 60 * 1000;

pub(crate) type Reply = oneshot::Sender<Result<(), RuntimeError>>;

/// What an execution is told from outside.
#[derive(Debug)]
pub(crate) enum Message {
    Answer {
        task: TaskId,
        answer: Answer,
        reply: Reply,
    },
    Stop {
        error: Option<Arc<str>>,
        cause: Option<Arc<str>>,
        reply: Reply,
    },
    /// What was read or written outside has come; with it all items that were read.
    Known {
        input: InputKind,
        items: Option<(MapRunId, Arc<Vec<Value>>)>,
    },
    /// A child execution says how it is.
    Child {
        run: MapRunId,
        child: ChildId,
        news: News,
    },
    /// Stop driving it, and leave it RUNNING in the history.
    Leave,
}

/// What the driver needs of the house around it.
#[derive(Debug, Clone)]
pub(crate) struct House {
    pub(crate) journal: Journal,
    pub(crate) notifier: Arc<Notifier>,
    pub(crate) lines: Weak<Lines>,
}

/// Whom and what an execution has to do with.
#[derive(Debug)]
pub(crate) struct Cast {
    pub(crate) time: TimeMode,
    pub(crate) source: TaskSource,
    /// How often each state's task was asked for; in a map run all children count together.
    pub(crate) calls: Calls,
    pub(crate) origin: Arc<Origin>,
}

pub(crate) type Calls = Arc<Mutex<HashMap<StatePath, u64>>>;

/// A task without an answer yet.
#[derive(Debug)]
struct Open {
    request: TaskRequest,
    /// Which call of its state it is, from 0.
    call: u64,
    started: bool,
    submitted: bool,
}

/// One turn: everything that is stored in one commit.
#[derive(Debug, Default)]
struct Turn {
    commit: Commit,
    texts: HashSet<PayloadHash>,
    bytes: usize,
    replies: Vec<Reply>,
    outcome: Option<Outcome>,
}

impl Turn {
    fn has_room(&self) -> bool {
        self.outcome.is_none()
            && self.commit.events.len() < TURN_EVENTS
            && self.commit.inputs.len() < TURN_INPUTS
            && self.bytes < TURN_BYTES
    }
}

/// Drives one execution.
#[derive(Debug)]
pub(crate) struct Driver {
    arn: Arc<str>,
    execution: Execution,
    started_at: Timestamp,
    last_input: u64,
    clock: Clock,
    source: TaskSource,
    writer: Writer,
    calls: Calls,
    origin: Arc<Origin>,
    pub(crate) runs: Runs,
    parent: Option<Parent>,
    is_resumed: bool,
    own_inbox: mpsc::WeakUnboundedSender<Message>,
    open: BTreeMap<TaskId, Open>,
    asked: BTreeMap<TaskId, WaitingTask>,
    hanging: BTreeSet<TaskId>,
    /// Inputs that are known already, in their order.
    ready: VecDeque<InputKind>,
    more: bool,
    timers: BTreeMap<(Timestamp, TimerId), TimerPurpose>,
    due: HashMap<TimerId, Timestamp>,
    inbox: mpsc::UnboundedReceiver<Message>,
    held: Option<Message>,
    live: watch::Sender<Live>,
    house: House,
}

/// The ends that the rest of the house holds of a driver.
pub(crate) struct Ends {
    pub(crate) inbox: mpsc::UnboundedSender<Message>,
    pub(crate) live: watch::Receiver<Live>,
}

impl Driver {
    pub(crate) fn new(
        arn: Arc<str>,
        execution: Execution,
        started_at: Timestamp,
        cast: Cast,
        house: House,
    ) -> (Self, Ends) {
        let (inbox, messages) = mpsc::unbounded_channel();
        let (sender, live) = watch::channel(Live {
            last_event_id: 0,
            status: execution.status(),
            waiting: Arc::default(),
            settled: None,
        });
        let driver = Self {
            arn,
            execution,
            started_at,
            last_input: 0,
            clock: Clock::from(cast.time, started_at),
            source: cast.source,
            writer: Writer::default(),
            calls: cast.calls,
            origin: cast.origin,
            runs: Runs::default(),
            parent: None,
            is_resumed: false,
            own_inbox: inbox.downgrade(),
            open: BTreeMap::new(),
            asked: BTreeMap::new(),
            hanging: BTreeSet::new(),
            ready: VecDeque::new(),
            more: false,
            timers: BTreeMap::new(),
            due: HashMap::new(),
            inbox: messages,
            held: None,
            live: sender,
            house,
        };
        (driver, Ends { inbox, live })
    }

    /// Takes the first input of a new execution; gives what is to be stored with the execution itself.
    pub(crate) fn begin(&mut self, start: InputKind) -> Result<Commit, RuntimeError> {
        let mut turn = Turn::default();
        self.take(start, &mut turn)?;
        if let Some(outcome) = turn.outcome {
            // It ended within its first step: nothing is left to be done but to say so.
            turn.commit.status = Some(self.status_change(&outcome));
            self.held = None;
            self.settle_as(Settled::Ended(self.ended(&outcome)));
        }
        Ok(turn.commit)
    }

    /// Takes an input that is stored, on the way to where the execution was; says which event it led to.
    pub(crate) fn replay(&mut self, input: &Input) -> Result<u64, RuntimeError> {
        self.clock.advance_to(input.at);
        let step = self.step(input)?;
        self.last_input += 1;
        self.more = step.more;
        self.note(&input.kind);
        for effect in step.effects {
            match effect {
                Effect::StartTask(request) => self.open_task(*request),
                other => self.carry_out(other),
            }
        }
        Ok(self.execution.last_event_id())
    }

    /// After the last [`Driver::replay`] of an execution that has ended: lets it go on; gives what is to be
    /// stored of that.
    pub(crate) fn redrive(&mut self) -> Result<Commit, RuntimeError> {
        let at = self.clock.now();
        let mut turn = Turn::default();
        if let Err(error) = self.execution.clone().step(&Input { at, kind: InputKind::Redrive }) {
            return Err(RuntimeError::NotRedrivable { arn: self.arn.to_string(), reason: error.to_string() });
        }
        // What was open when it ended is nobody's any more.
        self.forget_all();
        self.is_resumed = true;
        self.take(InputKind::Redrive, &mut turn)?;
        turn.commit.status = Some(match turn.outcome {
            Some(outcome) => {
                let change = self.status_change(&outcome);
                self.settle_as(Settled::Ended(self.ended(&outcome)));
                change
            }
            None => StatusChange {
                status: Status::Running.as_str().to_owned(),
                stopped_at: None,
                output: None,
                error: None,
                cause: None,
            },
        });
        Ok(turn.commit)
    }

    fn forget_all(&mut self) {
        self.open.clear();
        self.asked.clear();
        self.hanging.clear();
        self.ready.clear();
        self.timers.clear();
        self.due.clear();
        self.more = false;
        self.runs.begin_again();
    }

    /// After the last [`Driver::replay`]: asks again for what has no answer. Gives how many tasks were asked of
    /// mocks and how many of a person.
    pub(crate) fn ask_again(&mut self) -> (usize, usize) {
        self.is_resumed = true;
        let open: Vec<TaskId> = self.open.keys().copied().collect();
        for task in &open {
            self.ask(*task);
        }
        (open.len() - self.asked.len(), self.asked.len())
    }

    /// From now on it tells its parent how it is, and their calls count together.
    pub(crate) fn is_child_of(&mut self, parent: Parent, calls: &Calls) {
        self.parent = Some(parent);
        self.calls = Arc::clone(calls);
    }

    pub(crate) fn calls(&self) -> &Calls {
        &self.calls
    }

    pub(crate) fn has_mocks(&self) -> bool {
        matches!(self.source, TaskSource::Mocks { .. })
    }

    /// Adds the calls of another driver.
    pub(crate) fn count_calls_of(&self, other: &Driver) {
        let theirs = other.calls.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
        for (state, count) in theirs {
            *calls.entry(state).or_default() += count;
        }
    }

    pub(crate) fn arn(&self) -> &str {
        &self.arn
    }

    pub(crate) fn execution(&self) -> &Execution {
        &self.execution
    }

    pub(crate) fn origin(&self) -> &Arc<Origin> {
        &self.origin
    }

    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    pub(crate) fn was_resumed(&self) -> bool {
        self.is_resumed
    }

    pub(crate) fn last_moment(&self) -> Timestamp {
        self.clock.last()
    }

    pub(crate) fn inbox_of_own(&self) -> mpsc::WeakUnboundedSender<Message> {
        self.own_inbox.clone()
    }

    /// Where time is skipped, it is at least as late as this: where it is real, the clock knows.
    pub(crate) fn advance_to(&mut self, at: Timestamp) {
        if self.clock.mode() == TimeMode::Skip {
            self.clock.advance_to(at);
        }
    }

    /// The same for a child.
    pub(crate) fn cast_of_child(&self, origin: Origin) -> Cast {
        Cast {
            time: self.clock.mode(),
            source: self.source.clone(),
            calls: Arc::clone(&self.calls),
            origin: Arc::new(origin),
        }
    }

    pub(crate) fn has_ended(&self) -> bool {
        self.execution.status() != Status::Running
    }

    pub(crate) fn waiting(&self) -> Vec<WaitingTask> {
        self.asked.values().cloned().collect()
    }

    /// Drives the execution until it ends or is left.
    pub(crate) async fn run(mut self) {
        if let Err(problem) = self.drive().await {
            let text: Arc<str> = problem.to_string().into();
            self.tell_parent(News::Stalled(problem.clone()));
            self.live.send_modify(|live| live.settled = Some(Settled::Stalled(problem)));
            self.tell(Some(text));
        }
        if let Some(lines) = self.house.lines.upgrade() {
            lines.remove(&self.arn);
        }
    }

    async fn drive(&mut self) -> Result<(), RuntimeError> {
        self.publish();
        self.act().await?;
        if let Some(Settled::Ended(ended)) = self.settled() {
            self.tell_parent_of_end(&ended);
        }
        while !matches!(self.live.borrow().settled, Some(Settled::Ended(_))) {
            let mut turn = Turn::default();
            let mut left = false;
            while turn.has_room() {
                let message = match self.held.take() {
                    Some(message) => message,
                    None => match self.inbox.try_recv() {
                        Ok(message) => message,
                        Err(mpsc::error::TryRecvError::Empty) => break,
                        // Nobody is left who could ask for anything: the runtime is gone.
                        Err(mpsc::error::TryRecvError::Disconnected) => Message::Leave,
                    },
                };
                if self.take_message(message, &mut turn)? {
                    left = true;
                    break;
                }
            }
            while !left && turn.has_room() {
                let Some(input) = self.next_inside() else { break };
                self.take(input, &mut turn)?;
            }
            let idle = turn.commit.inputs.is_empty();
            if !idle {
                self.store(turn).await?;
                self.act().await?;
            }
            if left {
                return Ok(());
            }
            if idle {
                self.settle();
                self.wait().await;
            } else {
                tokio::task::yield_now().await;
            }
        }
        Ok(())
    }

    /// Takes a message; true if the execution is to be left.
    fn take_message(&mut self, message: Message, turn: &mut Turn) -> Result<bool, RuntimeError> {
        let (input, reply) = match message {
            Message::Leave => return Ok(true),
            Message::Known { input, items } => {
                self.done_outside(items);
                self.take(input, turn)?;
                return Ok(false);
            }
            Message::Child { run, child, news } => {
                if let Some(input) = self.hear(run, child, news)? {
                    self.take(input, turn)?;
                }
                return Ok(false);
            }
            Message::Stop { error, cause, reply } => (InputKind::Stop { error, cause }, reply),
            Message::Answer { task, answer, reply } => {
                if !self.asked.contains_key(&task) {
                    let refusal = RuntimeError::TaskNotWaiting { arn: self.arn.to_string(), task };
                    let _ = reply.send(Err(refusal));
                    return Ok(false);
                }
                let input = match answer {
                    Answer::Return(output) => InputKind::TaskSucceeded { task, output },
                    Answer::Throw { error, cause } => {
                        InputKind::TaskFailed { task, stage: FailureStage::Run, error: Some(error), cause: Some(cause) }
                    }
                };
                (input, reply)
            }
        };
        turn.replies.push(reply);
        self.take(input, turn)?;
        Ok(false)
    }

    /// The next input that needs nobody from outside.
    fn next_inside(&mut self) -> Option<InputKind> {
        if let Some(input) = self.ready.pop_front() {
            return Some(input);
        }
        if self.more {
            return Some(InputKind::Continue);
        }
        let (due, timer) = match self.clock.mode() {
            TimeMode::Real => {
                let key = *self.timers.first_key_value()?.0;
                (key.0 <= self.clock.now()).then_some(key)?
            }
            // Time stands still for what others do, and for whom they ask.
            TimeMode::Skip if self.runs.is_at_work() || self.runs.waits_for().0 > 0 => return None,
            TimeMode::Skip if self.asked.is_empty() => *self.timers_that_count().next()?,
            TimeMode::Skip => return None,
        };
        self.clock.advance_to(due);
        Some(InputKind::TimerFired { timer })
    }

    /// The timers that the workflow itself asked for, the earliest first.
    fn timers_that_count(&self) -> impl Iterator<Item = &(Timestamp, TimerId)> {
        self.timers.iter().filter_map(|(key, purpose)| {
            let quota = *purpose == TimerPurpose::ExecutionTimeout && key.0.0 - self.started_at.0 >= A_YEAR;
            (!quota).then_some(key)
        })
    }

    /// Takes an input: the interpreter's answer goes into the turn, its effects are noted. What they ask of
    /// somebody outside becomes visible only when the turn is stored.
    fn take(&mut self, kind: InputKind, turn: &mut Turn) -> Result<(), RuntimeError> {
        let input = Input { at: self.clock.now(), kind };
        let step = self.step(&input)?;
        self.last_input += 1;
        self.more = step.more;
        self.note(&input.kind);

        let commit = &mut turn.commit;
        let before = commit.payloads.len();
        commit.inputs.push(self.writer.input(
            self.last_input,
            &input,
            self.execution.last_event_id(),
            &mut commit.payloads,
        ));
        for event in &step.events {
            commit.events.push(self.writer.event(event, &mut commit.payloads));
        }
        for payload in &commit.payloads[before..] {
            if turn.texts.insert(payload.hash()) {
                turn.bytes += payload.text().len();
            }
        }
        for effect in step.effects {
            match effect {
                Effect::StartTask(request) => {
                    let task = request.task;
                    self.open_task(*request);
                    self.ask(task);
                }
                Effect::Ended(outcome) => turn.outcome = Some(outcome),
                other => self.carry_out(other),
            }
        }
        Ok(())
    }

    fn step(&mut self, input: &Input) -> Result<Step, RuntimeError> {
        self.execution
            .step(input)
            .map_err(|error| RuntimeError::Interpreter { arn: self.arn.to_string(), detail: error.to_string() })
    }

    /// Notes what an input settles.
    fn note(&mut self, kind: &InputKind) {
        self.runs.note(kind);
        match kind {
            InputKind::TaskSucceeded { task, .. } | InputKind::TaskFailed { task, .. } => self.close_task(*task),
            InputKind::TimerFired { timer } => self.disarm(*timer),
            InputKind::TaskStarted { task, .. } => {
                if let Some(open) = self.open.get_mut(task) {
                    open.started = true;
                }
            }
            InputKind::TaskSubmitted { task, .. } => {
                if let Some(open) = self.open.get_mut(task) {
                    (open.started, open.submitted) = (true, true);
                }
            }
            InputKind::Start(_)
            | InputKind::Continue
            | InputKind::TaskHeartbeat { .. }
            | InputKind::Redrive
            | InputKind::Stop { .. }
            | InputKind::ItemsRead { .. }
            | InputKind::ItemsFailed { .. }
            | InputKind::ChildEnded { .. }
            | InputKind::ResultsWritten { .. }
            | InputKind::ResultsFailed { .. } => {}
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::CancelTask { task } => {
                self.close_task(task);
                self.ready.retain(|input| !is_about(input, task));
            }
            Effect::ArmTimer { timer, due, purpose } => {
                self.disarm(timer);
                self.timers.insert((due, timer), purpose);
                self.due.insert(timer, due);
            }
            Effect::CancelTimer { timer } => self.disarm(timer),
            effect @ (Effect::ReadItems(_)
            | Effect::StartChild(_)
            | Effect::RedriveChild { .. }
            | Effect::WriteResults(_)
            | Effect::EndMapRun { .. }) => self.runs.asked(effect),
            Effect::StartTask(_) | Effect::Ended(_) => {}
        }
    }

    fn disarm(&mut self, timer: TimerId) {
        if let Some(due) = self.due.remove(&timer) {
            self.timers.remove(&(due, timer));
        }
    }

    fn open_task(&mut self, request: TaskRequest) {
        let call = {
            // Every change is one addition: a panic elsewhere leaves the counts as they are.
            let mut calls = self.calls.lock().unwrap_or_else(PoisonError::into_inner);
            let count = calls.entry(request.state.clone()).or_default();
            *count += 1;
            *count - 1
        };
        self.open.insert(request.task, Open { request, call, started: false, submitted: false });
    }

    fn close_task(&mut self, task: TaskId) {
        self.open.remove(&task);
        self.asked.remove(&task);
        self.hanging.remove(&task);
    }

    /// Asks for an open task's answer.
    fn ask(&mut self, task: TaskId) {
        let Some(open) = self.open.get(&task) else { return };
        let request = &open.request;
        let failed = |cause: String| InputKind::TaskFailed {
            task,
            stage: FailureStage::Run,
            error: Some("States.TaskFailed".into()),
            cause: Some(cause.into()),
        };
        let answer = match &self.source {
            TaskSource::Person => None,
            TaskSource::Nobody => Some(failed(task::cause_without_handler(request))),
            TaskSource::Mocks { case, file } => match case.answer(&request.state, open.call) {
                Some(Ok(MockAnswer::Return(output))) => Some(InputKind::TaskSucceeded { task, output: output.clone() }),
                Some(Ok(MockAnswer::Throw { error, cause })) => Some(InputKind::TaskFailed {
                    task,
                    stage: FailureStage::Run,
                    error: error.clone(),
                    cause: cause.clone(),
                }),
                Some(Ok(MockAnswer::Hang)) => None,
                Some(Err(missing)) => {
                    Some(failed(task::cause_without_call(request, open.call, &missing, file.as_deref())))
                }
                None => Some(failed(task::cause_without_mock(request, case, file.as_deref()))),
            },
        };
        let person = matches!(self.source, TaskSource::Person);
        // An activity's task is started by the worker that takes it: the person, by answering.
        let starts_later = person && request.pattern == TaskPattern::Activity;
        if !open.started && !starts_later {
            self.ready.push_back(InputKind::TaskStarted { task, worker_name: None });
        }
        if !open.submitted && matches!(request.pattern, TaskPattern::Sync | TaskPattern::WaitForTaskToken) {
            // Whatever the called service said to the submission is nobody's to know here.
            self.ready.push_back(InputKind::TaskSubmitted { task, output: Value::from(Object::new()) });
        }
        match answer {
            Some(answer) => self.ready.push_back(answer),
            None if person => {
                let waiting = WaitingTask::of(request, self.clock.now());
                self.asked.insert(task, waiting);
            }
            None => {
                self.hanging.insert(task);
            }
        }
    }

    async fn store(&mut self, mut turn: Turn) -> Result<(), RuntimeError> {
        if let Some(outcome) = &turn.outcome {
            turn.commit.status = Some(self.status_change(outcome));
        }
        let stored = self.house.journal.write(None, Arc::clone(&self.arn), turn.commit).await;
        // Shown before it is acknowledged: whoever was answered sees what came of it.
        if stored.is_ok() {
            if let Some(outcome) = &turn.outcome {
                let ended = self.ended(outcome);
                self.tell_parent_of_end(&ended);
                self.settle_as(Settled::Ended(ended));
            } else if matches!(self.settled(), Some(Settled::Waiting { .. })) {
                self.tell_parent(News::Works);
            }
            self.publish();
        }
        for reply in turn.replies {
            // Whoever asked may have left.
            let _ = reply.send(stored.clone());
        }
        stored
    }

    fn status_change(&mut self, outcome: &Outcome) -> StatusChange {
        let ended = self.ended(outcome);
        StatusChange {
            status: ended.status.as_str().to_owned(),
            stopped_at: Some(ended.at.0),
            output: ended.output,
            error: ended.error.map(|text| text.to_string()),
            cause: ended.cause.map(|text| text.to_string()),
        }
    }

    fn ended(&self, outcome: &Outcome) -> Ended {
        Ended {
            status: outcome.status,
            at: self.clock.last(),
            output: outcome.output.as_ref().map(Value::to_text),
            error: outcome.error.clone(),
            cause: outcome.cause.clone(),
        }
    }

    /// Shows what is stored now.
    fn publish(&mut self) {
        let waiting = Arc::new(self.waiting());
        self.live.send_modify(|live| {
            live.last_event_id = self.execution.last_event_id();
            live.status = self.execution.status();
            live.waiting = waiting;
            if !matches!(live.settled, Some(Settled::Ended(_))) {
                live.settled = None;
            }
        });
        self.tell(None);
    }

    fn tell(&self, problem: Option<Arc<str>>) {
        let live = self.live.borrow();
        self.house.notifier.tell(RuntimeEvent {
            arn: Arc::clone(&self.arn),
            last_event_id: live.last_event_id,
            status: live.status,
            waiting: live.waiting.len(),
            problem,
        });
    }

    /// Nothing is to be done now: says so, unless a timer will bring something.
    fn settle(&mut self) {
        let timer_to_come = match self.clock.mode() {
            TimeMode::Real => self.timers_that_count().next().is_some(),
            TimeMode::Skip => false,
        };
        if !timer_to_come && !self.runs.is_at_work() {
            let (asked, hanging) = self.runs.waits_for();
            let (asked, hanging) = (self.asked.len() + asked, self.hanging.len() + hanging);
            let said =
                matches!(self.settled(), Some(Settled::Waiting { asked: a, hanging: h }) if (a, h) == (asked, hanging));
            if !said {
                self.settle_as(Settled::Waiting { asked, hanging });
                self.tell_parent(News::Waits { asked, hanging });
            }
        }
    }

    fn settled(&self) -> Option<Settled> {
        self.live.borrow().settled.clone()
    }

    fn tell_parent(&self, news: News) {
        if let Some(parent) = &self.parent {
            parent.tell(news);
        }
    }

    fn tell_parent_of_end(&self, ended: &Ended) {
        let output = ended.output.as_ref().and_then(|text| Value::parse_shared(Arc::clone(text)).ok());
        self.tell_parent(News::Ended { status: ended.status, output: output.unwrap_or(Value::Null), at: ended.at });
    }

    fn settle_as(&self, settled: Settled) {
        self.live.send_modify(|live| live.settled = Some(settled));
    }

    /// Waits for a message, or for the next timer where time is real.
    async fn wait(&mut self) {
        let first = self.timers.first_key_value().map(|((due, _), _)| *due);
        let pause = match (self.clock.mode(), first) {
            (TimeMode::Real, Some(due)) => {
                let left = u64::try_from(due.0.saturating_sub(self.clock.now().0)).unwrap_or(0);
                Some(Duration::from_millis(left).min(LONGEST_SLEEP))
            }
            (TimeMode::Real, None) | (TimeMode::Skip, _) => None,
        };
        let message = match pause {
            Some(pause) => tokio::select! {
                message = self.inbox.recv() => message,
                () = tokio::time::sleep(pause) => return,
            },
            None => self.inbox.recv().await,
        };
        self.held = Some(message.unwrap_or(Message::Leave));
    }
}

fn is_about(input: &InputKind, wanted: TaskId) -> bool {
    match input {
        InputKind::TaskStarted { task, .. }
        | InputKind::TaskSubmitted { task, .. }
        | InputKind::TaskSucceeded { task, .. }
        | InputKind::TaskFailed { task, .. }
        | InputKind::TaskHeartbeat { task } => *task == wanted,
        InputKind::Start(_)
        | InputKind::Continue
        | InputKind::TimerFired { .. }
        | InputKind::Redrive
        | InputKind::Stop { .. }
        | InputKind::ItemsRead { .. }
        | InputKind::ItemsFailed { .. }
        | InputKind::ChildEnded { .. }
        | InputKind::ResultsWritten { .. }
        | InputKind::ResultsFailed { .. } => false,
    }
}
