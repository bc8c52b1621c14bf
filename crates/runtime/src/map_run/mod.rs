//! What a driver does for the map runs of its execution: reads items, starts and watches children, writes
//! results.

mod children;

use std::collections::BTreeMap;
use std::sync::Arc;

use stepwell_asl::{Format, MachineType};
use stepwell_interpreter::{
    ChildId, ChildRequest, Effect, Execution, InputKind, MapRunId, ReadItems, Settings as Quotas, Status, Timestamp,
    WriteResults,
};
use stepwell_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use self::children::{ChildStart, bring_back};
use crate::archive::Archive;
use crate::buckets::Buckets;
use crate::driver::{Driver, Message};
use crate::error::RuntimeError;
use crate::items;
use crate::results;
use crate::settings::{ChildOf, Settings};

/// How many children are started at a time: their first commits share transactions.
const STARTED_TOGETHER: usize = 64;

/// Where an execution comes from: what its children have in common with it.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) definition: Arc<str>,
    pub(crate) format: Format,
    pub(crate) settings: Settings,
    pub(crate) buckets: Option<Buckets>,
    pub(crate) archive: Archive,
}

/// The map run that a driver's execution is a child of.
#[derive(Debug, Clone)]
pub(crate) struct Parent {
    pub(crate) inbox: mpsc::WeakUnboundedSender<Message>,
    pub(crate) run: MapRunId,
    pub(crate) child: ChildId,
}

impl Parent {
    pub(crate) fn tell(&self, news: News) {
        // A parent that is gone needs no news.
        if let Some(inbox) = self.inbox.upgrade() {
            let _ = inbox.send(Message::Child { run: self.run, child: self.child, news });
        }
    }
}

/// What a child says to its parent.
#[derive(Debug)]
pub(crate) enum News {
    /// It works, or waits for time to pass.
    Works,
    /// Only an answer from outside can move it on.
    Waits {
        asked: usize,
        hanging: usize,
    },
    Ended {
        status: Status,
        output: Value,
        at: Timestamp,
    },
    Stalled(RuntimeError),
}

/// The map runs of an execution.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    runs: BTreeMap<MapRunId, Run>,
    /// What is to be done once the turn is stored.
    todo: Vec<Outside>,
    /// How much is read or written at the moment.
    busy: usize,
}

#[derive(Debug)]
struct Run {
    children: BTreeMap<ChildId, Child>,
    /// What was read, of which the execution gets a page at a time.
    items: Option<Arc<Vec<Value>>>,
}

#[derive(Debug)]
struct Child {
    arn: Arc<str>,
    wants_output: bool,
    state: ChildState,
    /// Until it is started.
    request: Option<Box<ChildRequest>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChildState {
    Works,
    Waits { asked: usize, hanging: usize },
    Ended,
}

/// Something to be done outside of the execution.
#[derive(Debug)]
enum Outside {
    Read(Box<ReadItems>),
    Start(MapRunId, ChildId),
    Redrive(MapRunId, ChildId),
    Write(Box<WriteResults>),
    Stop(MapRunId),
}

impl Runs {
    /// Notes what a step asks for.
    pub(crate) fn asked(&mut self, effect: Effect) {
        match effect {
            Effect::ReadItems(request) => self.todo.push(Outside::Read(request)),
            Effect::StartChild(request) => {
                let run =
                    self.runs.entry(request.run).or_insert_with(|| Run { children: BTreeMap::new(), items: None });
                run.children.insert(
                    request.child,
                    Child {
                        arn: Arc::clone(&request.start.execution_arn),
                        wants_output: request.wants_output,
                        state: ChildState::Works,
                        request: None,
                    },
                );
                self.todo.push(Outside::Start(request.run, request.child));
                let (run, child) = (request.run, request.child);
                if let Some(child) = self.child(run, child) {
                    child.request = Some(request);
                }
            }
            Effect::RedriveChild { run, child } => {
                let was_begun = self.child(run, child).is_some_and(|child| child.request.is_none());
                self.set(run, child, ChildState::Works);
                self.todo.push(if was_begun { Outside::Redrive(run, child) } else { Outside::Start(run, child) });
            }
            Effect::WriteResults(request) => self.todo.push(Outside::Write(request)),
            Effect::EndMapRun { run } => {
                self.todo.retain(|outside| outside.run() != run);
                self.todo.push(Outside::Stop(run));
            }
            Effect::StartTask(_)
            | Effect::CancelTask { .. }
            | Effect::ArmTimer { .. }
            | Effect::CancelTimer { .. }
            | Effect::Ended(_) => {}
        }
    }

    /// Notes what an input settles.
    pub(crate) fn note(&mut self, kind: &InputKind) {
        match kind {
            InputKind::ItemsRead { run, .. } | InputKind::ItemsFailed { run, .. } => {
                self.todo.retain(|outside| !matches!(outside, Outside::Read(request) if request.run == *run));
            }
            InputKind::ChildEnded { run, child, .. } => {
                let is_about = |outside: &Outside| match outside {
                    Outside::Start(_, other) | Outside::Redrive(_, other) => other == child,
                    Outside::Read(_) | Outside::Write(_) | Outside::Stop(_) => false,
                };
                self.todo.retain(|outside| !is_about(outside));
                if let Some(child) = self.child(*run, *child) {
                    (child.state, child.request) = (ChildState::Ended, None);
                }
            }
            InputKind::ResultsWritten { run, .. } | InputKind::ResultsFailed { run, .. } => {
                self.todo.retain(|outside| !matches!(outside, Outside::Write(request) if request.run == *run));
            }
            InputKind::Start(_)
            | InputKind::Recorded(_)
            | InputKind::Replace { .. }
            | InputKind::Forked { .. }
            | InputKind::Continue
            | InputKind::TaskStarted { .. }
            | InputKind::TaskSubmitted { .. }
            | InputKind::TaskSucceeded { .. }
            | InputKind::TaskFailed { .. }
            | InputKind::TaskHeartbeat { .. }
            | InputKind::TimerFired { .. }
            | InputKind::Redrive
            | InputKind::Stop { .. } => {}
        }
    }

    /// The ARNs of all children that were begun.
    pub(crate) fn known(&self) -> Vec<Arc<str>> {
        self.children().map(|child| Arc::clone(&child.arn)).collect()
    }

    fn child(&mut self, run: MapRunId, child: ChildId) -> Option<&mut Child> {
        self.runs.get_mut(&run)?.children.get_mut(&child)
    }

    fn set(&mut self, run: MapRunId, child: ChildId, state: ChildState) {
        if let Some(child) = self.child(run, child) {
            child.state = state;
        }
    }

    /// The execution has ended, and goes on in a redrive: what its children are is known, what was to be done
    /// is not any more.
    pub(crate) fn begin_again(&mut self) {
        self.todo.clear();
        self.busy = 0;
        for run in self.runs.values_mut() {
            run.items = None;
            for child in run.children.values_mut() {
                child.state = ChildState::Ended;
            }
        }
    }

    fn children(&self) -> impl Iterator<Item = &Child> {
        self.runs.values().flat_map(|run| run.children.values())
    }

    /// Whether something goes on that will bring an input.
    pub(crate) fn is_at_work(&self) -> bool {
        self.busy > 0 || !self.todo.is_empty() || self.children().any(|child| child.state == ChildState::Works)
    }

    /// For how many answers from outside the children wait.
    pub(crate) fn waits_for(&self) -> (usize, usize) {
        self.children().fold((0, 0), |(all_asked, all_hanging), child| match child.state {
            ChildState::Waits { asked, hanging } => (all_asked + asked, all_hanging + hanging),
            ChildState::Works | ChildState::Ended => (all_asked, all_hanging),
        })
    }
}

impl Outside {
    fn run(&self) -> MapRunId {
        match self {
            Outside::Read(request) => request.run,
            Outside::Start(run, _) | Outside::Redrive(run, _) => *run,
            Outside::Write(request) => request.run,
            Outside::Stop(run) => *run,
        }
    }
}

impl Driver {
    /// What a child says, as an input if it is one.
    pub(crate) fn hear(
        &mut self,
        run: MapRunId,
        child: ChildId,
        news: News,
    ) -> Result<Option<InputKind>, RuntimeError> {
        let state = match news {
            News::Works => ChildState::Works,
            News::Waits { asked, hanging } => ChildState::Waits { asked, hanging },
            News::Stalled(problem) => return Err(problem),
            News::Ended { status, output, at } => {
                self.advance_to(at);
                let known = self.runs.runs.get(&run).and_then(|run| run.children.get(&child));
                let wants_output = known.is_some_and(|child| child.wants_output);
                let output = if wants_output { output } else { Value::Null };
                return Ok(Some(InputKind::ChildEnded { run, child, status, output }));
            }
        };
        self.runs.set(run, child, state);
        Ok(None)
    }

    /// Something that was read or written outside has come.
    pub(crate) fn done_outside(&mut self, items: Option<(MapRunId, Arc<Vec<Value>>)>) {
        self.runs.busy = self.runs.busy.saturating_sub(1);
        if let Some((run, items)) = items {
            self.runs.runs.entry(run).or_insert_with(|| Run { children: BTreeMap::new(), items: None }).items =
                Some(items);
        }
    }

    /// Does what the stored steps asked for.
    pub(crate) async fn act(&mut self) -> Result<(), RuntimeError> {
        let mut starts = Vec::new();
        for outside in std::mem::take(&mut self.runs.todo) {
            match outside {
                Outside::Read(request) => self.read(*request),
                Outside::Write(request) => self.write_results(*request),
                Outside::Start(run, child) => {
                    if let Some(request) = self.runs.child(run, child).and_then(|child| child.request.take()) {
                        starts.push(self.child(*request)?);
                    }
                }
                Outside::Redrive(run, child) => self.redrive_child(run, child),
                Outside::Stop(run) => self.stop_children(run),
            }
        }
        let mut starts = starts.into_iter().peekable();
        while starts.peek().is_some() {
            let mut together = JoinSet::new();
            for start in starts.by_ref().take(STARTED_TOGETHER) {
                together.spawn(start.go(self.inbox_of_own()));
            }
            while let Some(started) = together.join_next().await {
                match started {
                    Ok(started) => started?,
                    Err(_) => return Err(RuntimeError::ShutDown),
                }
            }
        }
        Ok(())
    }

    fn read(&mut self, request: ReadItems) {
        let known = self.runs.runs.get(&request.run).and_then(|run| run.items.clone());
        let (origin, inbox) = (Arc::clone(self.origin()), self.inbox_of_own());
        self.runs.busy += 1;
        tokio::task::spawn_blocking(move || {
            let run = request.run;
            let all = match known {
                Some(items) => Ok(items),
                None => items::read(origin.buckets.as_ref(), &request).map(Arc::new),
            };
            let (input, items) = match all {
                Ok(all) => {
                    let from = usize::try_from(request.from).unwrap_or(usize::MAX).min(all.len());
                    let most = usize::try_from(request.most).unwrap_or(usize::MAX);
                    let to = from.saturating_add(most).min(all.len());
                    let items = Value::from(all[from..to].to_vec());
                    (InputKind::ItemsRead { run, items, end: to == all.len() }, Some((run, all)))
                }
                Err(cause) => (InputKind::ItemsFailed { run, cause: cause.into() }, None),
            };
            if let Some(inbox) = inbox.upgrade() {
                let _ = inbox.send(Message::Known { input, items });
            }
        });
    }

    fn write_results(&mut self, request: WriteResults) {
        let children: Vec<Arc<str>> = self
            .runs
            .runs
            .get(&request.run)
            .map(|run| run.children.values().map(|child| Arc::clone(&child.arn)).collect())
            .unwrap_or_default();
        let (origin, inbox) = (Arc::clone(self.origin()), self.inbox_of_own());
        self.runs.busy += 1;
        tokio::task::spawn_blocking(move || {
            let run = request.run;
            let input = match results::write(&origin.archive, origin.buckets.as_ref(), &request, &children) {
                Ok(output) => InputKind::ResultsWritten { run, output },
                Err(cause) => InputKind::ResultsFailed { run, cause: cause.into() },
            };
            if let Some(inbox) = inbox.upgrade() {
                let _ = inbox.send(Message::Known { input, items: None });
            }
        });
    }

    fn stop_children(&mut self, run: MapRunId) {
        let lines = self.house().lines.upgrade();
        let Some(run) = self.runs.runs.get_mut(&run) else { return };
        for child in run.children.values_mut().filter(|child| child.state != ChildState::Ended) {
            child.state = ChildState::Ended;
            if let Some(line) = lines.as_ref().and_then(|lines| lines.get(&child.arn)) {
                let (reply, _) = oneshot::channel();
                let _ = line.inbox.send(Message::Stop { error: None, cause: None, reply });
            }
        }
    }

    /// Lets a child go on that did not succeed; what it is now is found in the history.
    fn redrive_child(&mut self, run: MapRunId, child: ChildId) {
        let Some(known) = self.runs.child(run, child) else { return };
        let (arn, parent) = (Arc::clone(&known.arn), Parent { inbox: self.inbox_of_own(), run, child });
        let (house, origin, calls) = (self.house().clone(), Arc::clone(self.origin()), Arc::clone(self.calls()));
        tokio::spawn(async move {
            if let Err(problem) = bring_back(&house, &origin.archive, &arn, &parent, &calls).await {
                parent.tell(News::Stalled(problem));
            }
        });
    }

    /// A child that is to be started, or carried on with where it is in the history already.
    fn child(&mut self, request: ChildRequest) -> Result<ChildStart, RuntimeError> {
        let quotas = match request.kind {
            MachineType::Standard => self.execution().settings().clone(),
            MachineType::Express => Quotas {
                transitions_per_step: self.execution().settings().transitions_per_step,
                ..Quotas::for_type(MachineType::Express)
            },
        };
        let program = Arc::clone(self.execution().program());
        let Some(execution) = Execution::of_map_run(program, &request.state, quotas.clone()) else {
            return Err(RuntimeError::Interpreter {
                arn: request.start.execution_arn.to_string(),
                detail: format!("there is no map run in {}", request.state.key()),
            });
        };
        let origin = self.origin();
        let child_of = ChildOf {
            parent: self.arn().to_string(),
            state: request.state.clone(),
            run: request.run,
            child: request.child,
        };
        let settings = origin.settings.of_child(child_of, quotas);
        Ok(ChildStart {
            cast: self.cast_of_child(Origin {
                definition: Arc::clone(&origin.definition),
                format: origin.format,
                settings,
                buckets: origin.buckets.clone(),
                archive: origin.archive.clone(),
            }),
            house: self.house().clone(),
            execution,
            request,
            at: self.last_moment(),
            may_be_there: self.was_resumed(),
        })
    }
}
