//! The map runs of an execution, as its driver knows them: which children there are, and what is to be done outside.

use std::collections::BTreeMap;
use std::sync::Arc;

use stepwell_interpreter::{ChildId, ChildRequest, Effect, InputKind, MapRunId, ReadItems, Status, WriteResults};
use stepwell_json::Value;

/// The map runs of an execution.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    pub(super) runs: BTreeMap<MapRunId, Run>,
    /// What is to be done once the turn is stored.
    pub(super) todo: Vec<Outside>,
    /// How much is read or written at the moment.
    pub(super) busy: usize,
}

#[derive(Debug)]
pub(super) struct Run {
    pub(super) children: BTreeMap<ChildId, Child>,
    /// What was read, of which the execution gets a page at a time.
    pub(super) items: Option<Arc<Vec<Value>>>,
}

#[derive(Debug)]
pub(super) struct Child {
    pub(super) arn: Arc<str>,
    pub(super) wants_output: bool,
    pub(super) state: ChildState,
    /// Until it is started; where inputs were taken that are stored already, until it is known not to be needed.
    pub(super) request: Option<Box<ChildRequest>>,
    /// How often it was to be redriven.
    redrives: u64,
    /// How it has ended, since then.
    ended: Option<Status>,
}

/// A child of which the execution has heard something already.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChildPast<'a> {
    pub(crate) request: &'a ChildRequest,
    /// How it ended; none for one that is to go on since.
    pub(crate) ended: Option<Status>,
    /// How often it was to go on.
    pub(crate) redrives: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChildState {
    Works,
    Waits { asked: usize, hanging: usize },
    Ended,
}

/// Something to be done outside of the execution.
#[derive(Debug)]
pub(super) enum Outside {
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
                        redrives: 0,
                        ended: None,
                    },
                );
                self.todo.push(Outside::Start(request.run, request.child));
                let (run, child) = (request.run, request.child);
                if let Some(child) = self.child(run, child) {
                    child.request = Some(request);
                }
            }
            Effect::RedriveChild { run, child } => {
                if let Some(child) = self.child(run, child) {
                    (child.state, child.ended) = (ChildState::Works, None);
                    child.redrives += 1;
                }
                self.todo.push(Outside::Redrive(run, child));
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
            InputKind::ChildEnded { run, child, status, .. } => {
                let is_about = |outside: &Outside| match outside {
                    Outside::Start(_, other) | Outside::Redrive(_, other) => other == child,
                    Outside::Read(_) | Outside::Write(_) | Outside::Stop(_) => false,
                };
                self.todo.retain(|outside| !is_about(outside));
                if let Some(child) = self.child(*run, *child) {
                    (child.state, child.ended) = (ChildState::Ended, Some(*status));
                }
            }
            InputKind::ResultsWritten { run, .. } | InputKind::ResultsFailed { run, .. } => {
                self.todo.retain(|outside| !matches!(outside, Outside::Write(request) if request.run == *run));
            }
            InputKind::Redrive => self.begin_again(),
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
            | InputKind::Stop { .. } => {}
        }
    }

    /// The ARNs of all children that were begun.
    pub(crate) fn known(&self) -> Vec<Arc<str>> {
        self.children().map(|child| Arc::clone(&child.arn)).collect()
    }

    /// From these map runs, the requests for the children that have ended or are to go on in a redrive: what they did
    /// matters to whoever goes on with the execution.
    pub(crate) fn with_a_past(&self, open: &[MapRunId]) -> impl Iterator<Item = ChildPast<'_>> {
        let runs = open.iter().filter_map(|run| self.runs.get(run));
        runs.flat_map(|run| run.children.values()).filter_map(|child| {
            let request = child.request.as_deref()?;
            let has_past = child.ended.is_some() || child.redrives > 0;
            has_past.then_some(ChildPast { request, ended: child.ended, redrives: child.redrives })
        })
    }

    /// The children of the other map runs.
    pub(crate) fn of_ended(&self, open: &[MapRunId]) -> impl Iterator<Item = ChildId> {
        let runs = self.runs.iter().filter(|(run, _)| !open.contains(run));
        runs.flat_map(|(_, run)| run.children.keys().copied())
    }

    /// The inputs that were stored already are all taken: what has ended is in the history.
    pub(crate) fn forget_requests(&mut self) {
        for child in self.runs.values_mut().flat_map(|run| run.children.values_mut()) {
            if child.ended.is_some() {
                child.request = None;
            }
        }
    }

    pub(super) fn child(&mut self, run: MapRunId, child: ChildId) -> Option<&mut Child> {
        self.runs.get_mut(&run)?.children.get_mut(&child)
    }

    pub(super) fn set(&mut self, run: MapRunId, child: ChildId, state: ChildState) {
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
