//! Reading a history event by event.

use std::collections::HashMap;
use std::sync::Arc;

use stepwell_asl::StatePath;
use stepwell_interpreter::EventKind as Kind;

use super::fact::Fact;
use super::map::DiagramMap;
use super::visit::{Attempt, Container, Scope, Visit};
use crate::schema::{EventRow, Mark, RunStatus};

/// Where a thread of execution is after an event.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    scope: usize,
    visit: Option<usize>,
}

/// What an event changes in the view.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Change {
    /// A state was entered.
    Enter(Arc<str>, Mark),
    /// A state was left with a result.
    Exit(Arc<str>, Mark),
    /// A state was ended from outside or by its failure.
    Close(Arc<str>, Mark),
    /// A state that was ended goes on, in a redrive.
    Reopen(Arc<str>, Mark),
    /// A state stands for something else now.
    Mark(Arc<str>, Mark),
    /// A try failed.
    Failure(Arc<str>, Mark),
    /// Another try began.
    Retry(Arc<str>, Mark),
    /// A Map has this many iterations.
    Iterations(Arc<str>, u32),
    /// An iteration of a Map ended well.
    IterationDone(Arc<str>),
    /// An edge was taken.
    Take(Arc<str>, Mark),
    /// The execution stands elsewhere.
    Status(RunStatus),
}

/// An event with its meaning.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub fact: Fact,
    place: Place,
    pub state: Option<Arc<str>>,
    pub iteration: Vec<u32>,
    pub mark: Option<Mark>,
    pub changes: Vec<Change>,
}

/// A history as far as it was read. Events are added in order; nothing is ever read twice.
#[derive(Debug)]
pub(crate) struct Story {
    map: DiagramMap,
    pub(super) entries: Vec<Entry>,
    pub(super) visits: Vec<Visit>,
    scopes: Vec<Scope>,
    /// Names and keys are shared by all who mention them.
    keys: HashMap<(String, Arc<str>), Arc<str>>,
    /// For each state its visits in order.
    by_state: HashMap<Arc<str>, Vec<usize>>,
    open: Vec<usize>,
    /// Whether the execution went on after an end.
    redriven: bool,
}

impl Story {
    /// A story with no events yet, told on this diagram.
    pub fn new(map: DiagramMap) -> Self {
        Self {
            map,
            entries: Vec::new(),
            visits: Vec::new(),
            scopes: vec![Scope { parent: None, prefix: String::new(), iteration: Vec::new() }],
            keys: HashMap::new(),
            by_state: HashMap::new(),
            open: Vec::new(),
            redriven: false,
        }
    }

    /// The id of the last event read.
    pub fn last_event(&self) -> u64 {
        self.entries.len() as u64
    }

    /// An event as a row.
    pub fn row(&self, id: u64) -> Option<EventRow> {
        let entry = self.entries.get(usize::try_from(id).ok()?.checked_sub(1)?)?;
        Some(EventRow {
            id: entry.fact.id,
            previous: entry.fact.previous,
            time: entry.fact.time,
            event_type: entry.fact.kind.as_str().to_owned(),
            state: entry.state.as_deref().map(str::to_owned),
            iteration: entry.iteration.clone(),
            mark: entry.mark,
            bytes: entry.fact.bytes,
            note: entry.fact.error.as_deref().or(entry.fact.resource.as_deref()).map(str::to_owned),
        })
    }

    /// Whether an event was in a machine inside of a Parallel or Map.
    pub(super) fn is_inside_machine(&self, entry: &Entry) -> bool {
        self.scopes[entry.place.scope].parent.is_some()
    }

    /// A state's visits that began by an event, in order.
    pub fn visits_of(&self, state: &str, at: u64) -> Vec<&Visit> {
        let indices = self.by_state.get(state).map(Vec::as_slice).unwrap_or_default();
        indices.iter().map(|index| &self.visits[*index]).filter(|visit| visit.entered <= at).collect()
    }

    /// What a visit stood for after an event, while it lasted.
    pub fn mark_within(&self, visit: &Visit, at: u64) -> Mark {
        let index = |id: u64| usize::try_from(id).unwrap_or(usize::MAX).min(self.entries.len());
        let lasted = self.entries.get(index(visit.entered.saturating_sub(1))..index(at)).unwrap_or_default();
        let own = |entry: &&Entry| {
            entry.place.visit.and_then(|place| self.visits.get(place)).is_some_and(|own| own.entered == visit.entered)
        };
        match lasted.iter().rev().filter(own).find_map(|entry| entry.mark) {
            // Its task or an iteration did; it goes on.
            Some(Mark::Succeeded) | None => Mark::Running,
            Some(mark) => mark,
        }
    }

    /// Adds the next event. One out of order is passed over: histories are stored in order.
    pub fn add(&mut self, fact: Fact) {
        if fact.id != self.last_event() + 1 {
            return;
        }
        let before = self.place_after(fact.previous);
        let mut entry =
            Entry { place: before, state: None, iteration: Vec::new(), mark: None, changes: Vec::new(), fact };
        self.read(&mut entry, before);
        if entry.state.is_none()
            && let Some(visit) = entry.place.visit
        {
            entry.state = Some(Arc::clone(&self.visits[visit].state));
        }
        if entry.iteration.is_empty() {
            entry.iteration = match entry.place.visit {
                Some(visit) => self.visits[visit].iteration.clone(),
                None => self.scopes[entry.place.scope].iteration.clone(),
            };
        }
        self.entries.push(entry);
    }

    fn place_after(&self, id: u64) -> Place {
        let index = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        index.and_then(|index| self.entries.get(index)).map(|entry| entry.place).unwrap_or_default()
    }

    fn kind_of(&self, id: u64) -> Option<Kind> {
        let index = usize::try_from(id).ok()?.checked_sub(1)?;
        self.entries.get(index).map(|entry| entry.fact.kind)
    }

    fn read(&mut self, entry: &mut Entry, before: Place) {
        self.reopen(entry, before);
        match entry.fact.kind {
            Kind::ExecutionStarted => {
                entry.place = Place::default();
                entry.mark = Some(Mark::Running);
                entry.changes.push(Change::Status(RunStatus::Running));
            }
            Kind::ExecutionRedriven => {
                // It goes on from what came before its end.
                entry.place = self.place_before(entry.fact.previous);
                self.redriven = true;
                entry.state = None;
                entry.mark = Some(Mark::Running);
                entry.changes.push(Change::Status(RunStatus::Running));
            }
            Kind::ExecutionSucceeded => self.end(entry, RunStatus::Succeeded, Mark::Succeeded),
            Kind::ExecutionFailed => self.end(entry, RunStatus::Failed, Mark::Failed),
            Kind::ExecutionTimedOut => self.end(entry, RunStatus::TimedOut, Mark::Aborted),
            Kind::ExecutionAborted => self.end(entry, RunStatus::Aborted, Mark::Aborted),

            Kind::ChoiceStateEntered | Kind::PassStateEntered | Kind::SucceedStateEntered | Kind::TaskStateEntered => {
                self.enter(entry, before, Container::None, Mark::Running);
            }
            Kind::WaitStateEntered => self.enter(entry, before, Container::None, Mark::Waiting),
            Kind::FailStateEntered => {
                self.enter(entry, before, Container::None, Mark::Failed);
                if let Some(visit) = entry.place.visit {
                    self.visits[visit].failure = Some(entry.fact.id);
                }
            }
            Kind::ParallelStateEntered => self.enter(entry, before, Container::Parallel, Mark::Running),
            Kind::MapStateEntered => self.enter(entry, before, Container::Map, Mark::Running),

            Kind::ChoiceStateExited
            | Kind::PassStateExited
            | Kind::SucceedStateExited
            | Kind::TaskStateExited
            | Kind::WaitStateExited
            | Kind::ParallelStateExited
            | Kind::MapStateExited => self.exit(entry, before),

            Kind::TaskStateAborted | Kind::WaitStateAborted => self.abort(entry, before, Container::None),
            Kind::ParallelStateAborted => self.abort(entry, before, Container::Parallel),
            Kind::MapStateAborted => self.abort(entry, before, Container::Map),

            Kind::ParallelStateStarted => self.start_machines(entry, before, Container::Parallel),
            Kind::MapStateStarted => self.start_machines(entry, before, Container::Map),
            Kind::ParallelStateSucceeded => self.machines_done(entry, before, Container::Parallel),
            Kind::MapStateSucceeded => self.machines_done(entry, before, Container::Map),
            Kind::ParallelStateFailed => self.machines_failed(entry, before, Container::Parallel),
            Kind::MapStateFailed => self.machines_failed(entry, before, Container::Map),

            Kind::MapIterationStarted
            | Kind::MapIterationSucceeded
            | Kind::MapIterationFailed
            | Kind::MapIterationAborted => self.iteration(entry, before),

            Kind::TaskScheduled | Kind::LambdaFunctionScheduled | Kind::ActivityScheduled => {
                self.schedule(entry, before);
            }
            Kind::TaskStarted
            | Kind::LambdaFunctionStarted
            | Kind::ActivityStarted
            | Kind::MapRunStarted
            | Kind::MapRunRedriven => self.mark_visit(entry, before, Mark::Running),
            Kind::TaskSubmitted => self.mark_visit(entry, before, Mark::Waiting),
            Kind::TaskSucceeded | Kind::LambdaFunctionSucceeded | Kind::ActivitySucceeded | Kind::MapRunSucceeded => {
                self.succeed(entry, before)
            }
            Kind::TaskFailed
            | Kind::TaskTimedOut
            | Kind::TaskStartFailed
            | Kind::TaskSubmitFailed
            | Kind::LambdaFunctionFailed
            | Kind::LambdaFunctionTimedOut
            | Kind::LambdaFunctionStartFailed
            | Kind::LambdaFunctionScheduleFailed
            | Kind::ActivityFailed
            | Kind::ActivityTimedOut
            | Kind::ActivityScheduleFailed
            | Kind::MapRunFailed
            | Kind::EvaluationFailed => self.fail(entry, before),
            Kind::MapRunAborted => self.mark_visit(entry, before, Mark::Aborted),
        }
    }

    /// The place of the event that an event follows from.
    fn place_before(&self, id: u64) -> Place {
        let index = usize::try_from(id).ok().and_then(|id| id.checked_sub(1));
        let previous = index.and_then(|index| self.entries.get(index)).map(|entry| entry.fact.previous);
        previous.map(|previous| self.place_after(previous)).unwrap_or_default()
    }

    /// After a redrive, states that had been ended go on when something happens in them.
    fn reopen(&mut self, entry: &mut Entry, before: Place) {
        let enters = matches!(
            entry.fact.kind,
            Kind::ChoiceStateEntered
                | Kind::FailStateEntered
                | Kind::MapStateEntered
                | Kind::ParallelStateEntered
                | Kind::PassStateEntered
                | Kind::SucceedStateEntered
                | Kind::TaskStateEntered
                | Kind::WaitStateEntered
        );
        let ends = entry.fact.kind.as_str().starts_with("Execution");
        if !self.redriven || ends {
            return;
        }
        let mut next = before.visit.filter(|_| !enters).or(self.scopes[before.scope].parent);
        while let Some(index) = next {
            let visit = &mut self.visits[index];
            if visit.exited.take().is_some() {
                visit.to = None;
                visit.mark = Mark::Running;
                let state = Arc::clone(&visit.state);
                if let Some(failure) = visit.failure.take() {
                    self.resolve(failure, Mark::Retrying);
                }
                entry.changes.push(Change::Reopen(state, Mark::Running));
                self.open.push(index);
            }
            next = self.scopes[self.visits[index].scope].parent;
        }
    }

    /// The nearest visit around a place that fits, itself first.
    fn around(&self, place: Place, fits: impl Fn(&Visit) -> bool) -> Option<usize> {
        let mut scope = place.scope;
        if let Some(visit) = place.visit
            && fits(&self.visits[visit])
        {
            return Some(visit);
        }
        loop {
            let visit = self.scopes[scope].parent?;
            if fits(&self.visits[visit]) {
                return Some(visit);
            }
            scope = self.visits[visit].scope;
        }
    }

    fn key(&mut self, prefix: &str, name: &Arc<str>) -> Arc<str> {
        let keys = &mut self.keys;
        let key = keys.entry((prefix.to_owned(), Arc::clone(name))).or_insert_with(|| {
            let last = StatePath(vec![name.to_string()]).key();
            format!("{prefix}{last}").into()
        });
        Arc::clone(key)
    }

    fn enter(&mut self, entry: &mut Entry, before: Place, container: Container, mark: Mark) {
        let name = entry.fact.name.clone().unwrap_or_else(|| "".into());
        let mut scope = before.scope;
        let mut came_from = None;
        match (self.kind_of(entry.fact.previous), before.visit) {
            // The first state of a branch or an iteration.
            (Some(Kind::ParallelStateStarted), Some(visit)) => scope = self.inside(visit, None),
            // An iteration's place is its own scope already.
            (Some(Kind::MapIterationStarted), _) => {}
            (_, Some(visit)) => came_from = Some(visit),
            (_, None) => {}
        }
        let key = self.key(&self.scopes[scope].prefix.clone(), &name);
        let exited = self.exited_before(entry.fact.previous);
        let edge = match exited.or(came_from) {
            Some(from) => {
                let from = &self.visits[from];
                let caught = from.mark == Mark::Caught;
                let mark = if caught { Mark::Caught } else { Mark::Succeeded };
                self.map.between(&from.state, &key, caught).map(|edge| (edge, mark))
            }
            None => self.map.start(&key).map(|edge| (edge, Mark::Succeeded)),
        };
        if let Some((edge, mark)) = edge {
            entry.changes.push(Change::Take(edge, mark));
        }
        let visit = self.visits.len();
        self.visits.push(Visit {
            state: Arc::clone(&key),
            name,
            scope,
            iteration: self.scopes[scope].iteration.clone(),
            entered: entry.fact.id,
            from: entry.fact.time,
            exited: None,
            to: None,
            mark,
            container,
            started: false,
            failure: None,
            error_event: None,
            attempts: Vec::new(),
        });
        self.by_state.entry(Arc::clone(&key)).or_default().push(visit);
        self.open.push(visit);
        entry.place = Place { scope, visit: Some(visit) };
        entry.mark = Some(mark);
        entry.changes.push(Change::Enter(Arc::clone(&key), mark));
        entry.state = Some(key);
    }

    /// The visit that the previous event left, when it left one.
    fn exited_before(&self, previous: u64) -> Option<usize> {
        let index = usize::try_from(previous).ok()?.checked_sub(1)?;
        let entry = self.entries.get(index)?;
        let state = entry.state.as_ref()?;
        let visits = self.by_state.get(state)?;
        visits.iter().rev().copied().find(|visit| self.visits[*visit].exited == Some(previous))
    }

    /// A scope inside a visit.
    fn inside(&mut self, visit: usize, iteration: Option<u32>) -> usize {
        let mut iterations = self.visits[visit].iteration.clone();
        iterations.extend(iteration);
        let prefix = format!("{}/", self.visits[visit].state);
        self.scopes.push(Scope { parent: Some(visit), prefix, iteration: iterations });
        self.scopes.len() - 1
    }

    fn exit(&mut self, entry: &mut Entry, before: Place) {
        let name = entry.fact.name.clone();
        let Some(index) = self.around(before, |visit| visit.exited.is_none() && Some(&visit.name) == name.as_ref())
        else {
            return;
        };
        let caught = self.visits[index].failure.take();
        let mark = if caught.is_some() { Mark::Caught } else { Mark::Succeeded };
        if let Some(failure) = caught {
            self.resolve(failure, Mark::Caught);
        }
        let visit = &mut self.visits[index];
        visit.exited = Some(entry.fact.id);
        visit.to = Some(entry.fact.time);
        visit.mark = mark;
        let (state, scope) = (Arc::clone(&visit.state), visit.scope);
        self.open.retain(|open| *open != index);
        entry.changes.push(Change::Exit(Arc::clone(&state), mark));
        if caught.is_none()
            && let Some(edge) = self.map.end(&state)
        {
            entry.changes.push(Change::Take(edge, Mark::Succeeded));
        }
        entry.mark = Some(mark);
        entry.state = Some(state);
        entry.iteration = self.visits[index].iteration.clone();
        entry.place = Place { scope, visit: None };
    }

    fn close(&mut self, index: usize, entry: &mut Entry, mark: Mark) {
        let visit = &mut self.visits[index];
        visit.exited = Some(entry.fact.id);
        visit.to = Some(entry.fact.time);
        visit.mark = mark;
        for attempt in visit.attempts.iter_mut().filter(|attempt| attempt.ended.is_none()) {
            attempt.ended = Some(entry.fact.id);
            attempt.to = Some(entry.fact.time);
            attempt.mark = mark;
        }
        entry.changes.push(Change::Close(Arc::clone(&visit.state), mark));
        self.open.retain(|open| *open != index);
    }

    fn abort(&mut self, entry: &mut Entry, before: Place, container: Container) {
        let Some(index) = self.around(before, |visit| visit.exited.is_none() && visit.container == container) else {
            return;
        };
        // A task that failed is said to be aborted after that, when its failure ends the machine it is in.
        let mark = if self.visits[index].failure.is_some() { Mark::Failed } else { Mark::Aborted };
        self.close(index, entry, mark);
        entry.mark = Some(Mark::Aborted);
        entry.state = Some(Arc::clone(&self.visits[index].state));
        entry.place = Place { scope: self.visits[index].scope, visit: None };
    }

    fn start_machines(&mut self, entry: &mut Entry, before: Place, container: Container) {
        // One that was said to have failed is not tried again; what is, is around it.
        let fits = |visit: &Visit| visit.exited.is_none() && visit.container == container && visit.failure.is_none();
        let Some(index) = self.around(before, fits) else { return };
        let state = Arc::clone(&self.visits[index].state);
        if self.visits[index].started {
            // Tried again: no event tells that the earlier try failed and what it brought down.
            self.close_inside(index, entry);
            entry.changes.push(Change::Failure(Arc::clone(&state), Mark::Retrying));
            entry.changes.push(Change::Retry(Arc::clone(&state), Mark::Running));
        }
        self.visits[index].started = true;
        if container == Container::Map
            && let Some(length) = entry.fact.length
        {
            entry.changes.push(Change::Iterations(Arc::clone(&state), length));
        }
        entry.mark = Some(Mark::Running);
        entry.place = Place { scope: self.visits[index].scope, visit: Some(index) };
    }

    fn machines_done(&mut self, entry: &mut Entry, before: Place, container: Container) {
        let Some(index) = self.around(before, |visit| visit.exited.is_none() && visit.container == container) else {
            return;
        };
        entry.mark = Some(Mark::Succeeded);
        entry.place = Place { scope: self.visits[index].scope, visit: Some(index) };
    }

    fn machines_failed(&mut self, entry: &mut Entry, before: Place, container: Container) {
        let fits = |visit: &Visit| visit.exited.is_none() && visit.container == container && visit.failure.is_none();
        let Some(index) = self.around(before, fits) else { return };
        self.close_inside(index, entry);
        self.failed(index, entry);
        entry.place = Place { scope: self.visits[index].scope, visit: Some(index) };
    }

    /// What was still at work inside a Parallel or Map was brought down with it.
    fn close_inside(&mut self, index: usize, entry: &mut Entry) {
        let inner: Vec<usize> = self.open.iter().copied().filter(|open| self.is_inside(*open, index)).collect();
        for visit in inner {
            let mark = if self.visits[visit].failure.is_some() { Mark::Failed } else { Mark::Aborted };
            self.close(visit, entry, mark);
        }
    }

    fn is_inside(&self, visit: usize, container: usize) -> bool {
        let mut scope = self.visits[visit].scope;
        while let Some(parent) = self.scopes[scope].parent {
            if parent == container {
                return true;
            }
            scope = self.visits[parent].scope;
        }
        false
    }

    fn iteration(&mut self, entry: &mut Entry, before: Place) {
        let name = entry.fact.name.clone();
        let fits = |visit: &Visit| visit.container == Container::Map && Some(&visit.name) == name.as_ref();
        let Some(index) = self.around(before, fits) else { return };
        let state = Arc::clone(&self.visits[index].state);
        entry.state = Some(Arc::clone(&state));
        let mut iteration = self.visits[index].iteration.clone();
        iteration.extend(entry.fact.index);
        entry.iteration = iteration;
        let here = Place { scope: self.visits[index].scope, visit: Some(index) };
        match entry.fact.kind {
            Kind::MapIterationStarted => {
                entry.mark = Some(Mark::Running);
                entry.place = Place { scope: self.inside(index, entry.fact.index), visit: None };
            }
            Kind::MapIterationSucceeded => {
                entry.mark = Some(Mark::Succeeded);
                entry.changes.push(Change::IterationDone(state));
                entry.place = here;
            }
            Kind::MapIterationFailed => {
                // The place stays inside, so that the state that failed is still around it.
                entry.mark = Some(Mark::Failed);
                entry.place = Place { scope: before.scope, visit: before.visit };
            }
            _ => {
                entry.mark = Some(Mark::Aborted);
                entry.place = here;
            }
        }
    }

    /// A retry, when the visit had failed before.
    fn try_again(&mut self, index: usize, entry: &mut Entry) {
        if let Some(failure) = self.visits[index].failure.take() {
            self.resolve(failure, Mark::Retrying);
            let state = Arc::clone(&self.visits[index].state);
            entry.changes.push(Change::Retry(state, Mark::Running));
        }
        self.visits[index].mark = Mark::Running;
    }

    fn schedule(&mut self, entry: &mut Entry, before: Place) {
        let Some(index) = before.visit else { return };
        self.try_again(index, entry);
        let token = entry.fact.resource.as_deref().is_some_and(|resource| resource.ends_with(".waitForTaskToken"));
        let mark = if token || entry.fact.kind == Kind::ActivityScheduled { Mark::Waiting } else { Mark::Running };
        let visit = &mut self.visits[index];
        visit.mark = mark;
        visit.attempts.push(Attempt {
            scheduled: entry.fact.id,
            from: entry.fact.time,
            ended: None,
            to: None,
            mark: Mark::Running,
        });
        entry.mark = Some(mark);
        entry.changes.push(Change::Mark(Arc::clone(&visit.state), mark));
    }

    fn mark_visit(&mut self, entry: &mut Entry, before: Place, mark: Mark) {
        entry.mark = Some(mark);
        if let Some(index) = before.visit {
            self.visits[index].mark = mark;
            entry.changes.push(Change::Mark(Arc::clone(&self.visits[index].state), mark));
        }
    }

    fn succeed(&mut self, entry: &mut Entry, before: Place) {
        self.mark_visit(entry, before, Mark::Running);
        entry.mark = Some(Mark::Succeeded);
        if let Some(index) = before.visit {
            self.end_attempt(index, entry, Mark::Succeeded);
        }
    }

    fn end_attempt(&mut self, index: usize, entry: &Entry, mark: Mark) {
        // What fails after an answer came, such as the evaluation of an output, is no failure of the call.
        if let Some(attempt) = self.visits[index].attempts.last_mut()
            && attempt.ended.is_none()
        {
            attempt.ended = Some(entry.fact.id);
            attempt.to = Some(entry.fact.time);
            attempt.mark = mark;
        }
    }

    fn fail(&mut self, entry: &mut Entry, before: Place) {
        let visit = match entry.fact.kind {
            Kind::EvaluationFailed => self.evaluated(entry, before),
            _ => before.visit,
        };
        let Some(index) = visit else {
            entry.mark = Some(Mark::Failed);
            return;
        };
        entry.place = Place { scope: self.visits[index].scope, visit: Some(index) };
        self.end_attempt(index, entry, Mark::Failed);
        self.failed(index, entry);
    }

    /// The visit whose evaluation failed. The event names its state; its previous event may be the one before
    /// the state was entered.
    fn evaluated(&self, entry: &Entry, before: Place) -> Option<usize> {
        let name = entry.fact.name.as_ref()?;
        if let Some(visit) = before.visit
            && self.visits[visit].exited.is_none()
            && self.visits[visit].name == *name
        {
            return Some(visit);
        }
        let open = || self.open.iter().rev().copied().filter(|visit| self.visits[*visit].name == *name);
        let beside = |visit: &usize| {
            let entered = usize::try_from(self.visits[*visit].entered).ok().and_then(|id| id.checked_sub(1));
            entered.and_then(|at| self.entries.get(at)).is_some_and(|at| at.fact.previous == entry.fact.previous)
        };
        open().find(beside).or_else(|| open().next())
    }

    /// A failure in a visit. Whether it will be tried again or caught only a later event tells; until
    /// then it counts as failed.
    fn failed(&mut self, index: usize, entry: &mut Entry) {
        let visit = &mut self.visits[index];
        visit.failure = Some(entry.fact.id);
        visit.error_event = Some(entry.fact.id);
        visit.mark = Mark::Failed;
        entry.mark = Some(Mark::Failed);
        entry.changes.push(Change::Failure(Arc::clone(&visit.state), Mark::Failed));
    }

    /// Says afterwards what became of a failure.
    fn resolve(&mut self, failure: u64, mark: Mark) {
        let Some(entry) = usize::try_from(failure).ok().and_then(|id| self.entries.get_mut(id.checked_sub(1)?)) else {
            return;
        };
        entry.mark = Some(mark);
        for change in &mut entry.changes {
            if let Change::Failure(_, was) = change {
                *was = mark;
            }
        }
    }

    fn end(&mut self, entry: &mut Entry, status: RunStatus, mark: Mark) {
        // Whatever the failure was in, and all that is around it, failed; the rest was cut off.
        let mut failed = Vec::new();
        if mark == Mark::Failed {
            let place = self.place_after(entry.fact.previous);
            let mut next = place.visit.or(self.scopes[place.scope].parent);
            while let Some(visit) = next {
                failed.push(visit);
                next = self.scopes[self.visits[visit].scope].parent;
            }
        }
        for index in self.open.clone() {
            let lost = failed.contains(&index) || self.visits[index].failure.is_some();
            let was = if mark == Mark::Succeeded {
                Mark::Succeeded
            } else if lost {
                Mark::Failed
            } else {
                Mark::Aborted
            };
            if was == Mark::Failed && self.visits[index].error_event.is_none() {
                self.visits[index].error_event = Some(entry.fact.id);
            }
            self.close(index, entry, was);
        }
        entry.state = None;
        entry.mark = Some(mark);
        entry.place = Place::default();
        entry.changes.push(Change::Status(status));
    }
}
