//! The step function.

mod choice;
mod concurrent;
mod context;
mod evaluator;
mod failure;
mod field;
mod flow;
mod follow;
mod inspect;
mod leave;
mod map_run;
mod redrive;
mod replace;
mod standing;
mod states;
mod task;
mod turn;
mod variables;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use stepwell_asl::{MachineType, StatePath};
use stepwell_json::Value;
use stepwell_jsonpath::Entropy;

use crate::inspection::Inspected;
use crate::program::StateId;
use crate::{
    Input, InputKind, Inspection, MapRunId, Misfit, Program, RecordingError, Settings, Start, StateTest, Status, Step,
    TaskId, TimerId, Timestamp,
};
use flow::{Flow, FlowId};
use redrive::Remains;
use replace::Replacement;
use turn::Turn;

/// One execution: the whole state, and the function that takes it from input to input.
///
/// It is a value: a clone goes its own way, which is how a past moment is looked at or forked.
#[derive(Clone, Debug)]
pub struct Execution {
    program: Arc<Program>,
    /// STANDARD or EXPRESS: a child of a map run has a type of its own.
    kind: MachineType,
    /// Its first state, and its `TimeoutSeconds`.
    first: StateId,
    timeout_seconds: Option<u64>,
    /// Where only its first state is tried.
    inspected: Option<Arc<Inspected>>,
    settings: Settings,
    status: Status,
    facts: Option<Arc<StartFacts>>,
    last_event_id: u64,
    /// When the newest input came; time never goes back, whatever a host says.
    now: Timestamp,
    flows: BTreeMap<FlowId, Flow>,
    /// Flows that can go on, the next one first.
    ready: VecDeque<FlowId>,
    tasks: BTreeMap<TaskId, FlowId>,
    timers: BTreeMap<TimerId, TimerUse>,
    next_flow: u64,
    next_task: u64,
    next_timer: u64,
    /// The map runs that are waited for.
    map_runs: BTreeMap<MapRunId, FlowId>,
    next_map_run: u64,
    next_child: u64,
    entropy: Entropy,
    /// In a fork: what the names and seeds of children come from.
    fork_entropy: Option<Entropy>,
    transitions: u64,
    /// What is left of an execution that ended other than well.
    remains: Option<Box<Remains>>,
    redrive_count: u64,
    /// Other data for a state that is about to be entered.
    replacement: Option<Box<Replacement>>,
    /// Bytes of all variables, for their quota.
    variable_bytes: usize,
}

/// What stays the same from the start on.
#[derive(Debug)]
struct StartFacts {
    start: Start,
    started: Timestamp,
    /// `$$.Execution` and `$$.StateMachine`.
    context_execution: Value,
    context_machine: Value,
}

/// What happens when a timer fires.
#[derive(Clone, Copy, Debug)]
enum TimerUse {
    /// A Wait state goes on.
    Wait(FlowId),
    /// A retry begins.
    Retry(FlowId),
    /// A task takes too long.
    TaskTimeout(FlowId),
    /// A task has not been heard of for too long.
    Heartbeat(FlowId),
    /// The execution takes too long.
    Execution,
}

impl Execution {
    /// An execution that has not started: feed [`InputKind::Start`].
    #[must_use]
    pub fn new(program: Arc<Program>, settings: Settings) -> Execution {
        let (first, timeout_seconds) = (program.start(), program.timeout_seconds());
        Execution::beginning_at(program, first, timeout_seconds, settings)
    }

    /// A child execution of a map run that has not started: it runs the `ItemProcessor` of the Map state
    /// in DISTRIBUTED mode at this path. `None` when there is no such state.
    #[must_use]
    pub fn of_map_run(program: Arc<Program>, state: &StatePath, settings: Settings) -> Option<Execution> {
        let (map, distributed) = program.distributed_map(state)?;
        let (first, kind) = (map.processor, distributed.children);
        Some(Execution { kind, ..Execution::beginning_at(program, first, None, settings) })
    }

    /// One state by itself, that has not started: it is entered with the `Start`'s input, does its work,
    /// and ends the execution when it is left, fails, or would be retried. [`Execution::inspection`] tells
    /// what happened on the way. `None` when there is no such state.
    #[must_use]
    pub fn of_state(
        program: Arc<Program>,
        state: &StatePath,
        settings: Settings,
        test: StateTest,
    ) -> Option<Execution> {
        let first = program.state_at(state)?;
        let mut execution = Execution::beginning_at(program, first, None, settings);
        execution.inspected = Some(Arc::new(Inspected::new(test)));
        Some(execution)
    }

    /// What a state that is tried by itself has done so far; `None` for any other execution.
    #[must_use]
    pub fn inspection(&self) -> Option<Inspection> {
        self.inspected.as_ref().map(|inspected| inspected.seen().clone())
    }

    fn beginning_at(
        program: Arc<Program>,
        first: StateId,
        timeout_seconds: Option<u64>,
        settings: Settings,
    ) -> Execution {
        Execution {
            kind: program.kind(),
            program,
            first,
            timeout_seconds,
            inspected: None,
            settings,
            status: Status::Running,
            facts: None,
            last_event_id: 0,
            now: Timestamp(i64::MIN),
            flows: BTreeMap::new(),
            ready: VecDeque::new(),
            tasks: BTreeMap::new(),
            timers: BTreeMap::new(),
            next_flow: 0,
            next_task: 1,
            next_timer: 1,
            map_runs: BTreeMap::new(),
            next_map_run: 1,
            next_child: 1,
            entropy: Entropy::new(0),
            fork_entropy: None,
            transitions: 0,
            remains: None,
            redrive_count: 0,
            replacement: None,
            variable_bytes: 0,
        }
    }

    /// Takes one input and answers with what it led to.
    ///
    /// What comes too late (a cancelled timer, the answer of a task nobody waits for, anything after
    /// the end) leads to nothing and is no error.
    ///
    /// # Errors
    /// [`StepError`] when the input cannot belong to this execution; nothing has changed then.
    pub fn step(&mut self, input: &Input) -> Result<Step, StepError> {
        match (&input.kind, self.facts.is_some()) {
            (InputKind::Start(_) | InputKind::Recorded(_), true) => return Err(StepError::AlreadyStarted),
            (InputKind::Start(_), false) => {}
            (InputKind::Recorded(recorded), false) => {
                return self.follow(recorded).map(|(step, _)| step);
            }
            (InputKind::Replace { .. } | InputKind::Forked { .. }, false) => {}
            (_, false) => return Err(StepError::NotStarted),
            (kind, true) => self.check_belongs(kind)?,
        }
        if matches!(input.kind, InputKind::Redrive) {
            self.check_redrivable(input.at)?;
        } else if self.status != Status::Running {
            return Ok(Step::default());
        }
        self.now = self.now.max(input.at);
        // Nothing happens at these, also where something could.
        let nothing = Step { more: !self.ready.is_empty(), ..Step::default() };
        match &input.kind {
            InputKind::Replace { event, input, variables } => {
                let replacement = Replacement { event: *event, input: input.clone(), variables: variables.clone() };
                self.replacement = Some(Box::new(replacement));
                return Ok(nothing);
            }
            InputKind::Forked { seed } => {
                self.fork_entropy = Some(Entropy::new(*seed));
                return Ok(nothing);
            }
            _ => {}
        }
        let program = Arc::clone(&self.program);
        Ok(Turn::new(self, &program).take(&input.kind))
    }

    fn check_belongs(&self, kind: &InputKind) -> Result<(), StepError> {
        match kind {
            InputKind::TaskStarted { task, .. }
            | InputKind::TaskSubmitted { task, .. }
            | InputKind::TaskSucceeded { task, .. }
            | InputKind::TaskFailed { task, .. }
            | InputKind::TaskHeartbeat { task } => {
                if task.0 == 0 || task.0 >= self.next_task {
                    return Err(StepError::UnknownTask(task.0));
                }
            }
            InputKind::TimerFired { timer } => {
                if timer.0 == 0 || timer.0 >= self.next_timer {
                    return Err(StepError::UnknownTimer(timer.0));
                }
            }
            InputKind::ItemsRead { run, .. }
            | InputKind::ItemsFailed { run, .. }
            | InputKind::ChildEnded { run, .. }
            | InputKind::ResultsWritten { run, .. }
            | InputKind::ResultsFailed { run, .. } => {
                if run.0 == 0 || run.0 >= self.next_map_run {
                    return Err(StepError::UnknownMapRun(run.0));
                }
            }
            InputKind::Start(_)
            | InputKind::Recorded(_)
            | InputKind::Replace { .. }
            | InputKind::Forked { .. }
            | InputKind::Continue
            | InputKind::Stop { .. }
            | InputKind::Redrive => {}
        }
        Ok(())
    }

    /// Whether it still runs, or how it ended.
    #[must_use]
    pub fn status(&self) -> Status {
        self.status
    }

    /// The id of the newest event; 0 before the start.
    #[must_use]
    pub fn last_event_id(&self) -> u64 {
        self.last_event_id
    }

    /// How many states were entered, each retry counted as AWS's price list counts it.
    #[must_use]
    pub fn transitions(&self) -> u64 {
        self.transitions
    }

    /// The program it runs.
    #[must_use]
    pub fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// The quotas it runs under.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }
}

/// An input cannot belong to this execution.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StepError {
    /// Something else than `Start` came first.
    #[error("the execution has not started: its first input must be `start`")]
    NotStarted,
    /// `Start` came a second time.
    #[error("the execution has already started: `start` can only be its first input")]
    AlreadyStarted,
    /// The execution never asked for this task.
    #[error("the execution has no task {0}: the input belongs to another execution or was recorded by another program")]
    UnknownTask(u64),
    /// The execution never armed this timer.
    #[error(
        "the execution has no timer {0}: the input belongs to another execution or was recorded by another program"
    )]
    UnknownTimer(u64),
    /// The execution never started this map run.
    #[error(
        "the execution has no map run {0}: the input belongs to another execution or was recorded by another program"
    )]
    UnknownMapRun(u64),
    /// The execution cannot be redriven.
    #[error("{0}, so it cannot be redriven: start a new execution instead")]
    NotRedrivable(&'static str),
    /// The recorded history cannot be read.
    #[error(transparent)]
    Recording(#[from] RecordingError),
    /// The recorded history does not follow from the program.
    #[error(transparent)]
    Misfit(Box<Misfit>),
}

impl StepError {
    /// A name that does not change.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            StepError::NotStarted => "step.not-started",
            StepError::AlreadyStarted => "step.already-started",
            StepError::UnknownTask(_) => "step.unknown-task",
            StepError::UnknownTimer(_) => "step.unknown-timer",
            StepError::UnknownMapRun(_) => "step.unknown-map-run",
            StepError::NotRedrivable(_) => "step.not-redrivable",
            StepError::Recording(error) => error.code(),
            StepError::Misfit(_) => Misfit::CODE,
        }
    }
}
