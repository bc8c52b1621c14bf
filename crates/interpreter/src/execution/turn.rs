//! One step: an input taken, and everything that follows from it.

use std::sync::Arc;

use super::evaluator::Evaluator;
use super::failure::{Failure, Halt, RUNTIME};
use super::flow::{Activity, Flow, FlowId, Item};
use super::follow::Guide;
use super::variables::Variables;
use super::{Execution, StartFacts, TimerUse, concurrent, map_run, states, task};
use crate::inspection::Inspected;
use crate::program::{DataStages, Program, State, StateId};
use crate::{
    Details, Effect, EventKind, HistoryEvent, InputKind, Outcome, Start, Status, Step, TimerId, TimerPurpose,
    Timestamp, Verdict,
};

pub(super) struct Turn<'a> {
    pub(super) execution: &'a mut Execution,
    program: &'a Program,
    step: Step,
    /// The recorded history that is followed, if one is.
    pub(super) guide: Option<&'a mut Guide>,
    /// What is caught was worded by the interpreter.
    pub(super) has_own_words: bool,
}

impl<'a> Turn<'a> {
    pub(super) fn new(execution: &'a mut Execution, program: &'a Program) -> Turn<'a> {
        Turn { execution, program, step: Step::default(), guide: None, has_own_words: false }
    }

    pub(super) fn take(mut self, kind: &InputKind) -> Step {
        if let Err(halt) = self.dispatch(kind).and_then(|()| self.run()) {
            self.end_failed(halt);
        }
        self.step
    }

    pub(super) fn take_step(&mut self) -> Step {
        std::mem::take(&mut self.step)
    }

    pub(super) fn dispatch(&mut self, kind: &InputKind) -> Result<(), Halt> {
        match kind {
            InputKind::Start(start) => self.start(start),
            InputKind::Continue => Ok(()),
            InputKind::TaskStarted { task, worker_name } => task::started(self, *task, worker_name.clone()),
            InputKind::TaskSubmitted { task, output } => task::submitted(self, *task, output),
            InputKind::TaskSucceeded { task, output } => task::succeeded(self, *task, output),
            InputKind::TaskFailed { task, stage, error, cause } => {
                task::failed(self, *task, *stage, Failure::told(error.clone(), cause.clone()))
            }
            InputKind::TaskHeartbeat { task } => {
                task::heartbeat(self, *task);
                Ok(())
            }
            InputKind::TimerFired { timer } => self.fired(*timer),
            InputKind::ItemsRead { run, items, end } => map_run::items_read(self, *run, items, *end),
            InputKind::ItemsFailed { run, cause } => map_run::items_failed(self, *run, cause),
            InputKind::ChildEnded { run, child, status, output } => {
                map_run::child_ended(self, *run, *child, *status, output)
            }
            InputKind::ResultsWritten { run, output } => map_run::results_written(self, *run, output),
            InputKind::ResultsFailed { run, cause } => map_run::results_failed(self, *run, cause),
            InputKind::Redrive => self.redrive(),
            // The execution takes these before there is a turn.
            InputKind::Replace { .. } | InputKind::Forked { .. } | InputKind::Recorded(_) => Ok(()),
            InputKind::Stop { error, cause } => {
                self.stop(error.clone(), cause.clone());
                Ok(())
            }
        }
    }

    pub(super) fn start(&mut self, start: &Start) -> Result<(), Halt> {
        let at = self.execution.now;
        self.execution.entropy = stepwell_jsonpath::Entropy::new(start.seed);
        self.execution.facts = Some(Arc::new(StartFacts::new(start, at, 0)));
        let details = Details::ExecutionStarted {
            input: start.input.clone().into(),
            role_arn: Some(Arc::clone(&start.role_arn)),
            alias_arn: None,
            version_arn: None,
        };
        self.emit(0, EventKind::ExecutionStarted, details)?;
        let most = self.execution.settings.max_execution_seconds;
        let seconds = self.execution.timeout_seconds.map_or(most, |seconds| seconds.min(most));
        self.arm(after_seconds(at, seconds), TimerPurpose::ExecutionTimeout, TimerUse::Execution);
        let mut variables = Variables::default();
        for (name, value) in self.execution.inspected.iter().flat_map(|inspected| &inspected.test.variables) {
            variables.set(name, value.clone());
        }
        let flow = self.add_flow(None, self.execution.first, start.input.clone(), 0, None, variables);
        self.execution.ready.push_back(flow);
        Ok(())
    }

    /// Lets flows go on until each waits for something, or the step has done its share.
    fn run(&mut self) -> Result<(), Halt> {
        let mut left = self.execution.settings.transitions_per_step.max(1);
        while self.execution.status == Status::Running {
            let Some(flow) = self.execution.ready.pop_front() else { return Ok(()) };
            // A flow that was aborted meanwhile is no more.
            let Some(running) = self.execution.flows.get(&flow) else { continue };
            if left == 0 {
                self.execution.ready.push_front(flow);
                self.step.more = true;
                return Ok(());
            }
            left -= 1;
            self.execution.transitions += 1;
            match running.activity {
                Activity::Enter => states::enter(self, flow)?,
                // These are left by a recorded history that was followed so far.
                Activity::Answered(_) => task::go_on(self, flow)?,
                Activity::Children(_) => concurrent::go_on(self, flow)?,
                Activity::Work
                | Activity::Wait { .. }
                | Activity::Task(_)
                | Activity::Backoff { .. }
                | Activity::MapRun(_) => states::work(self, flow)?,
            }
        }
        Ok(())
    }

    fn fired(&mut self, timer: TimerId) -> Result<(), Halt> {
        match self.execution.timers.remove(&timer) {
            None => Ok(()),
            Some(TimerUse::Wait(flow)) => states::waited(self, flow),
            Some(TimerUse::Retry(flow)) => {
                self.flow_mut(flow).activity = Activity::Work;
                self.execution.ready.push_front(flow);
                Ok(())
            }
            Some(TimerUse::TaskTimeout(flow)) => task::timed_out(self, flow, timer, false),
            Some(TimerUse::Heartbeat(flow)) => task::timed_out(self, flow, timer, true),
            Some(TimerUse::Execution) => {
                let failure = Failure::timeout(false);
                self.emit_last(self.execution.last_event_id, EventKind::ExecutionTimedOut, failure.details());
                self.end(Outcome { status: Status::TimedOut, output: None, error: failure.error, cause: None });
                Ok(())
            }
        }
    }

    fn stop(&mut self, error: Option<Arc<str>>, cause: Option<Arc<str>>) {
        let details = Details::Failure { error: error.clone(), cause: cause.clone() };
        self.emit_last(self.execution.last_event_id, EventKind::ExecutionAborted, details);
        self.end(Outcome { status: Status::Aborted, output: None, error, cause });
    }

    pub(super) fn end_failed(&mut self, halt: Halt) {
        let failure = self.adopt_cause(halt.previous_event, EventKind::ExecutionFailed, halt.failure);
        self.emit_last(halt.previous_event, EventKind::ExecutionFailed, failure.details());
        if self.is_astray() {
            return;
        }
        if let Some(inspected) = &self.execution.inspected {
            inspected.seen().verdict.get_or_insert(Verdict::Failed);
        }
        let Failure { error, cause, .. } = failure;
        self.end(Outcome { status: Status::Failed, output: None, error, cause });
    }

    /// The execution is over: everything that was asked of the host is called off.
    pub(super) fn end(&mut self, outcome: Outcome) {
        if outcome.status != Status::Succeeded {
            self.execution.keep_remains();
        }
        self.execution.status = outcome.status;
        for task in std::mem::take(&mut self.execution.tasks).into_keys() {
            self.step.effects.push(Effect::CancelTask { task });
        }
        for timer in std::mem::take(&mut self.execution.timers).into_keys() {
            self.step.effects.push(Effect::CancelTimer { timer });
        }
        for run in std::mem::take(&mut self.execution.map_runs).into_keys() {
            self.step.effects.push(Effect::EndMapRun { run });
        }
        self.execution.flows.clear();
        self.execution.ready.clear();
        self.step.more = false;
        self.step.effects.push(Effect::Ended(outcome));
    }

    /// Writes an event, unless the history is full: then the execution fails with the last event
    /// that there is room for.
    pub(super) fn emit(&mut self, previous_event: u64, kind: EventKind, details: Details) -> Result<u64, Halt> {
        if self.is_guided() {
            return self.emit_recorded(previous_event, kind, details);
        }
        if let Some(most) = self.execution.settings.max_events
            && self.execution.last_event_id + 1 >= most
        {
            return Err(history_is_full(most, self.execution.last_event_id));
        }
        Ok(self.emit_last(previous_event, kind, details))
    }

    /// Writes an event even when the history is full: only for the one that ends it.
    pub(super) fn emit_last(&mut self, previous_event_id: u64, kind: EventKind, details: Details) -> u64 {
        if self.is_guided() {
            // Where it was not recorded, the turn is astray, and nothing more of it counts.
            return self.emit_recorded(previous_event_id, kind, details).unwrap_or(previous_event_id);
        }
        self.execution.last_event_id += 1;
        let id = self.execution.last_event_id;
        self.step.events.push(HistoryEvent { id, previous_event_id, timestamp: self.execution.now, kind, details });
        id
    }

    pub(super) fn write(&mut self, event: HistoryEvent) {
        self.step.events.push(event);
    }

    /// Writes the flow's next event.
    pub(super) fn emit_in(&mut self, flow: FlowId, kind: EventKind, details: Details) -> Result<u64, Halt> {
        let id = self.emit(self.flow(flow).last_event, kind, details)?;
        self.flow_mut(flow).last_event = id;
        Ok(id)
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.step.effects.push(effect);
    }

    pub(super) fn arm(&mut self, due: Timestamp, purpose: TimerPurpose, used_for: TimerUse) -> TimerId {
        let timer = TimerId(self.execution.next_timer);
        self.execution.next_timer += 1;
        self.execution.timers.insert(timer, used_for);
        if let Some(guide) = self.guide.as_deref_mut() {
            guide.due.insert(timer, due);
        }
        self.effect(Effect::ArmTimer { timer, due, purpose });
        timer
    }

    pub(super) fn cancel_timer(&mut self, timer: TimerId) {
        if self.execution.timers.remove(&timer).is_some() {
            self.effect(Effect::CancelTimer { timer });
        }
    }

    pub(super) fn add_flow(
        &mut self,
        parent: Option<(FlowId, usize)>,
        state: StateId,
        input: stepwell_json::Value,
        last_event: u64,
        item: Option<Arc<Item>>,
        variables: Variables,
    ) -> FlowId {
        let id = FlowId(self.execution.next_flow);
        self.execution.next_flow += 1;
        let flow = Flow {
            parent,
            state,
            input,
            last_event,
            entered_event: 0,
            entered_after: 0,
            entered_at: self.execution.now,
            retries: Vec::new(),
            retry_count: 0,
            token: None,
            item,
            variables,
            activity: Activity::Enter,
        };
        self.execution.flows.insert(id, flow);
        id
    }

    /// Takes a flow out that has ended or is aborted.
    pub(super) fn remove_flow(&mut self, flow: FlowId) -> Option<Flow> {
        let removed = self.execution.flows.remove(&flow)?;
        let bytes = removed.variables.own_bytes();
        self.execution.variable_bytes = self.execution.variable_bytes.saturating_sub(bytes);
        Some(removed)
    }

    /// A flow that is known to run: every id in `ready` and in the maps of tasks, timers and children
    /// is taken out together with its flow.
    pub(super) fn flow(&self, flow: FlowId) -> &Flow {
        &self.execution.flows[&flow]
    }

    pub(super) fn flow_mut(&mut self, flow: FlowId) -> &mut Flow {
        self.execution.flows.get_mut(&flow).expect("a running flow is in the map")
    }

    /// The state that a flow is in.
    pub(super) fn state_of(&self, flow: FlowId) -> &'a State {
        let program: &'a Program = self.program;
        program.state(self.flow(flow).state)
    }

    /// What the expressions of a Map state see of one of its items.
    pub(super) fn evaluator_of_item(&mut self, flow: FlowId, item: Arc<Item>) -> Evaluator {
        let outer = self.flow_mut(flow).item.replace(item);
        let evaluator = self.evaluator(flow);
        self.flow_mut(flow).item = outer;
        evaluator
    }

    /// What the expressions of the flow's state see now.
    pub(super) fn evaluator(&self, flow: FlowId) -> Evaluator {
        let state = self.state_of(flow);
        let running = self.flow(flow);
        let inspected = self.inspected(flow).cloned();
        let given = inspected.as_ref().and_then(|inspected| inspected.test.context.clone());
        let context = match (given, &self.execution.facts) {
            (Some(stepwell_json::Value::Object(given)), _) if running.item.is_some() => {
                let map = running.item.as_ref().map(|item| item.in_context());
                given.with("Map", map).into()
            }
            (Some(given), _) => given,
            (None, Some(facts)) if state.uses_context => facts.context(state, running),
            _ => stepwell_json::Value::Null,
        };
        Evaluator {
            context,
            variables: running.variables.clone(),
            input: running.input.clone(),
            now: self.execution.now.0,
            is_jsonata: matches!(state.data, DataStages::Jsonata(_)),
            state: Arc::clone(&state.name),
            entered_event: running.entered_event,
            inspected,
        }
    }

    /// The test of the flow's state, where that is tried by itself.
    pub(super) fn inspected(&self, flow: FlowId) -> Option<&Arc<Inspected>> {
        self.execution.inspected.as_ref().filter(|_| self.flow(flow).parent.is_none())
    }
}

pub(super) fn history_is_full(most: u64, previous_event: u64) -> Halt {
    let cause = format!("The execution reached the maximum number of history events ({most}).");
    Halt { failure: Failure::new(RUNTIME, cause), previous_event }
}

pub(super) fn after_seconds(at: Timestamp, seconds: u64) -> Timestamp {
    at.plus_milliseconds(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000))
}
