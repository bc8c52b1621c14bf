//! The loop that drives one execution: take inputs, store them with their events, then act.

mod again;
mod ask;
mod calls;
mod family;
mod past;
mod standing;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Weak};
use std::time::Duration;

use stepwell_asl::StatePath;
use stepwell_history::{Commit, PayloadHash};
use stepwell_interpreter::{
    ChildId, Effect, Execution, FailureStage, Input, InputKind, MapRunId, Outcome, Status, Step, TaskId, TaskRequest,
    TimerId, TimerPurpose, Timestamp,
};
use stepwell_json::Value;
use tokio::sync::{mpsc, oneshot, watch};

pub(crate) use self::calls::Calls;
use self::calls::PastCall;
use crate::clock::{Clock, TimeMode};
use crate::error::RuntimeError;
use crate::journal::Journal;
use crate::live::{Lines, Live, Settled};
use crate::map_run::{News, Origin, Parent, Runs};
use crate::notify::Notifier;
use crate::record::Writer;
use crate::task::{Answer, TaskSource, WaitingTask};

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
    past_calls: Vec<(Timestamp, TaskId, StatePath)>,
    calls_of_children: Vec<PastCall>,
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
            clock: Clock::from(cast.time, started_at).behind(cast.origin.settings.behind),
            source: cast.source,
            writer: Writer::default(),
            calls: cast.calls,
            past_calls: Vec::new(),
            calls_of_children: Vec::new(),
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
        Ok(self.begun(turn))
    }

    /// What is stored with the execution itself.
    fn begun(&mut self, mut turn: Turn) -> Commit {
        if let Some(outcome) = turn.outcome.take() {
            // It ended within its first step: nothing is left to be done but to say so.
            turn.commit.status = Some(self.status_change(&outcome));
            self.held = None;
            self.settle_as(Settled::Ended(self.ended(&outcome)));
        }
        turn.commit
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
        self.forget_past_calls();
        self.publish();
        self.act().await?;
        self.runs.forget_requests();
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
        for task in self.take_input(&input, turn)? {
            self.ask(task);
        }
        Ok(())
    }

    /// The same for an input with its time; answers with the tasks that are to be asked for.
    fn take_input(&mut self, input: &Input, turn: &mut Turn) -> Result<Vec<TaskId>, RuntimeError> {
        let step = self.step(input)?;
        self.last_input += 1;
        self.more = step.more;
        self.note(&input.kind);

        let mut asked = Vec::new();
        let commit = &mut turn.commit;
        let before = commit.payloads.len();
        commit.inputs.push(self.writer.input(
            self.last_input,
            input,
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
                    asked.push(request.task);
                    self.open_task(*request);
                }
                Effect::Ended(outcome) => turn.outcome = Some(outcome),
                other => self.carry_out(other),
            }
        }
        Ok(asked)
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
            | InputKind::Recorded(_)
            | InputKind::Replace { .. }
            | InputKind::Forked { .. }
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
        | InputKind::Recorded(_)
        | InputKind::Replace { .. }
        | InputKind::Forked { .. }
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
