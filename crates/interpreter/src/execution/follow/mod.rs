//! A recorded history followed event by event: who wrote each, and what must have come in from outside for it.

mod adopt;
mod guide;
mod outside;

use std::collections::VecDeque;
use std::sync::Arc;

pub(super) use self::guide::Guide;
use super::failure::Failure;
use super::flow::{Activity, FlowId};
use super::turn::Turn;
use super::{Execution, StepError, concurrent, map_run, states, task};
use crate::program::{StateKind, Text};
use crate::replay::{Adopted, Misfit, Recorded};
use crate::{Details, Effect, EventKind, HistoryEvent, Start, Status, Step};

/// What a flow or the execution does next, by the recording.
enum Action {
    Enter(FlowId),
    Work(FlowId),
    Answered(FlowId),
    Fire(FlowId),
    Task(FlowId),
    Iterate(FlowId),
    MapRun(FlowId),
    Outside,
}

impl Execution {
    /// Takes the past of an execution from its recorded events; [`Execution::step`] does the same with
    /// [`InputKind::Recorded`], and tells less.
    ///
    /// The step that comes back has the events that were followed, and those that follow from the last of them
    /// by necessity. Its effects are what is open then: tasks without an answer, timers that have not fired,
    /// map runs, whose children begin again.
    ///
    /// # Errors
    /// [`StepError`] when the recording cannot be read, or does not follow from the program.
    pub fn follow(&mut self, recorded: &Recorded) -> Result<(Step, Vec<Adopted>), StepError> {
        if self.facts.is_some() {
            return Err(StepError::AlreadyStarted);
        }
        let recording = recorded.recording()?;
        let mut guide = Guide::new(recording.shared(), recorded.to);
        guide.most_events = self.settings.max_events;
        let mut followed = self.clone();
        let program = Arc::clone(&followed.program);
        let mut turn = Turn::new(&mut followed, &program);
        turn.guide = Some(&mut guide);
        let step = match turn.follow(&recorded.start) {
            Ok(step) => step,
            Err(misfit) => return Err(StepError::Misfit(Box::new(misfit))),
        };
        *self = followed;
        Ok((step, guide.adopted))
    }
}

impl Turn<'_> {
    fn follow(mut self, start: &Start) -> Result<Step, Misfit> {
        self.start_recorded(start);
        // A flow is asked for each event a few times at most, and each retry without an event is one more.
        let mut left = self.guide().map_or(0, |guide| guide.to).saturating_mul(8).saturating_add(10_000);
        while let Some(first) = self.guide_mut().and_then(Guide::first_open) {
            let Some((event, action)) = self.next_action(first) else { return Err(self.unexplained(first)) };
            left = left.saturating_sub(1);
            if left == 0 {
                return Err(self.unexplained(first));
            }
            let entered = match action {
                Action::Enter(flow) => Some(flow),
                _ => None,
            };
            self.act(event, action)?;
            if let Some(flow) = entered.filter(|flow| self.fails_without_event(*flow)) {
                // Its branches' failure is retried by the state around, of which there is no event.
                self.act(event, Action::Work(flow))?;
            }
            self.execution.ready.clear();
            if let Some(misfit) = self.guide_mut().and_then(|guide| guide.misfit.take()) {
                return Err(misfit);
            }
        }
        Ok(self.followed())
    }

    fn guide(&self) -> Option<&Guide> {
        self.guide.as_deref()
    }

    fn guide_mut(&mut self) -> Option<&mut Guide> {
        self.guide.as_deref_mut()
    }

    fn start_recorded(&mut self, start: &Start) {
        let Some(event) = self.guide().and_then(|guide| guide.event(0)).cloned() else { return };
        let mut start = start.clone();
        if let Details::ExecutionStarted { input, role_arn, .. } = &event.details {
            start.input = stepwell_json::Value::parse_shared(input.text()).unwrap_or_default();
            start.role_arn = role_arn.clone().unwrap_or(start.role_arn);
        }
        self.execution.now = event.timestamp;
        self.execution.entropy = stepwell_jsonpath::Entropy::new(start.seed);
        if let Some(guide) = self.guide_mut() {
            guide.forced = Some(0);
        }
        // The start cannot fail: its one event is the recorded one.
        let _ = self.start(&start);
        self.execution.ready.clear();
    }

    /// Who writes the first open event; where that comes only of something that happens later, the one who
    /// writes that.
    fn next_action(&self, first: usize) -> Option<(usize, Action)> {
        let guide = self.guide()?;
        let found = guide.open_from(first).find_map(|index| {
            let event = guide.event(index)?;
            Some((index, self.action_for(event, index == first)?))
        });
        found.or_else(|| Some((first, self.action_that_aborts(guide.event(first)?)?)))
    }

    /// Whether the flow is in a Fail state of which nothing follows, because a retrier of the state around takes it.
    fn fails_without_event(&self, flow: FlowId) -> bool {
        let Some(running) = self.execution.flows.get(&flow) else { return false };
        let StateKind::Fail { error, .. } = &self.state_of(flow).kind else { return false };
        let error = match error {
            None => None,
            Some(Text::Literal(error)) => Some(Arc::clone(error)),
            Some(Text::Path(_) | Text::Query(_)) => return false,
        };
        let is_last = self.guide().is_some_and(|guide| guide.next_after(running.last_event).is_none());
        let failure = Failure::told(error, None);
        is_last && running.parent.is_some_and(|(parent, _)| self.retries(parent, &failure))
    }

    /// What is aborted, is so because something failed: where the recording ends before it tells what, that is
    /// what is about to fail.
    fn action_that_aborts(&self, event: &HistoryEvent) -> Option<Action> {
        let is_aborted = is_aborted(event.kind);
        let fails = |flow: &FlowId| match &self.flow(*flow).activity {
            Activity::Answered(answer) => answer.is_err(),
            Activity::Work => matches!(self.state_of(*flow).kind, StateKind::Fail { .. }),
            _ => false,
        };
        let works = |flow: &FlowId| matches!(self.flow(*flow).activity, Activity::Work | Activity::Answered(_));
        let flows = || self.execution.flows.keys().copied();
        let flow = flows().filter(|_| is_aborted).find(fails).or_else(|| flows().filter(|_| is_aborted).find(works))?;
        match self.flow(flow).activity {
            Activity::Answered(_) => Some(Action::Answered(flow)),
            _ => Some(Action::Work(flow)),
        }
    }

    fn action_for(&self, event: &HistoryEvent, is_first: bool) -> Option<Action> {
        use EventKind as K;
        match event.kind {
            // The history is full.
            K::ExecutionFailed if is_first && self.execution.settings.max_events == Some(event.id) => {
                Some(Action::Outside)
            }
            K::ExecutionAborted | K::ExecutionTimedOut | K::ExecutionRedriven => is_first.then_some(Action::Outside),
            K::MapIterationStarted => {
                let found = self.execution.flows.iter().find(|(_, flow)| match &flow.activity {
                    Activity::Children(children) => children.slots.contains(&event.previous_event_id),
                    _ => false,
                });
                found.map(|(id, _)| Action::Iterate(*id))
            }
            // A task that failed in a branch is aborted itself, when neither retrier nor catcher of it takes the
            // failure. All other aborts come of what follows from the failure of another.
            K::TaskStateAborted => {
                let mut flows = self.execution.flows.iter();
                let found = flows.find(|(id, flow)| match &flow.activity {
                    Activity::Answered(answer) if flow.last_event == event.previous_event_id => {
                        answer.as_ref().as_ref().is_err_and(|failure| !self.takes(**id, failure))
                    }
                    _ => false,
                });
                found.map(|(id, _)| Action::Answered(*id))
            }
            // One in the pause before a retry follows from the event that its branch failed with.
            K::ParallelStateAborted | K::MapStateAborted => {
                let mut flows =
                    self.execution.flows.iter().filter(|(_, flow)| flow.last_event == event.previous_event_id);
                flows.find_map(|(id, flow)| match flow.activity {
                    Activity::Work => Some(Action::Work(*id)),
                    Activity::Answered(_) => Some(Action::Answered(*id)),
                    _ => None,
                })
            }
            kind if is_aborted(kind) => None,
            _ => {
                let flows = self.execution.flows.iter();
                let follows = flows.filter(|(_, flow)| {
                    flow.last_event == event.previous_event_id
                        || event.kind == K::EvaluationFailed
                            && flow.last_event == flow.entered_event
                            && flow.entered_after == event.previous_event_id
                });
                let mut actions: Vec<Action> = follows.filter_map(|(id, _)| self.action_of(*id, event)).collect();
                // Who is about to work rather than who waits for time.
                let first = actions.iter().position(|action| !matches!(action, Action::Fire(_))).unwrap_or(0);
                (first < actions.len()).then(|| actions.swap_remove(first))
            }
        }
    }

    fn action_of(&self, flow: FlowId, event: &HistoryEvent) -> Option<Action> {
        let state = self.state_of(flow);
        let is_named = event.details.subject().is_none_or(|(name, _)| name == state.name.as_ref());
        let is_entry = matches!(event.details, Details::StateEntered { .. });
        match &self.flow(flow).activity {
            Activity::Enter => (is_entry && is_named).then_some(Action::Enter(flow)),
            _ if is_entry => None,
            _ if event.kind == EventKind::EvaluationFailed && !is_named => None,
            Activity::Work => Some(Action::Work(flow)),
            Activity::Answered(_) => Some(Action::Answered(flow)),
            Activity::Wait { .. } | Activity::Backoff { .. } => Some(Action::Fire(flow)),
            Activity::Task(_) => is_of_task(event.kind).then_some(Action::Task(flow)),
            Activity::MapRun(_) => {
                let is_end = matches!(
                    event.kind,
                    EventKind::MapRunSucceeded
                        | EventKind::MapRunFailed
                        | EventKind::EvaluationFailed
                        | EventKind::ExecutionFailed
                );
                is_end.then_some(Action::MapRun(flow))
            }
            // An iteration whose input cannot be made.
            Activity::Children(children) => (!children.slots.is_empty()
                && matches!(event.kind, EventKind::EvaluationFailed | EventKind::ExecutionFailed))
            .then_some(Action::Iterate(flow)),
        }
    }

    fn act(&mut self, index: usize, action: Action) -> Result<(), Misfit> {
        let Some(event) = self.guide().and_then(|guide| guide.event(index)).cloned() else { return Ok(()) };
        if let Some(guide) = self.guide_mut() {
            (guide.is_beyond, guide.is_astray) = (false, false);
        }
        // A state works as soon as it is entered, and goes on as soon as its task has ended.
        self.execution.now = match action {
            Action::Work(flow) | Action::Answered(flow) => {
                let last = usize::try_from(self.flow(flow).last_event).unwrap_or(usize::MAX);
                let before = self.guide().and_then(|guide| guide.event(last.wrapping_sub(1)));
                before.map_or(event.timestamp, |before| before.timestamp)
            }
            _ => event.timestamp,
        };
        let done = match action {
            Action::Enter(flow) => {
                self.execution.transitions += 1;
                states::enter(self, flow)
            }
            Action::Work(flow) => states::work(self, flow),
            Action::Answered(flow) => task::go_on(self, flow),
            Action::Fire(flow) => self.fire(flow, index)?,
            Action::Task(flow) => self.tell_task(flow, &event, index)?,
            Action::Iterate(flow) => concurrent::start_recorded(self, flow, event.previous_event_id),
            Action::MapRun(flow) => map_run::recorded(self, flow, &event),
            Action::Outside => self.tell_execution(&event, index)?,
        };
        if let Err(halt) = done
            && !self.is_astray()
        {
            self.end_failed(halt);
        }
        Ok(())
    }

    /// Nobody writes the event: what the definition would have there.
    fn unexplained(&self, index: usize) -> Misfit {
        let Some(guide) = self.guide() else {
            return Misfit {
                child: None,
                event: 0,
                kind: EventKind::ExecutionStarted,
                state: None,
                field: String::new(),
                recorded: String::new(),
                given: String::new(),
            };
        };
        let (previous, kind) =
            guide.event(index).map_or((0, EventKind::ExecutionStarted), |event| (event.previous_event_id, event.kind));
        let at = self.execution.flows.iter().find(|(_, flow)| flow.last_event == previous);
        let recorded = guide.event(index).and_then(|event| Some(event.details.subject()?.0.to_owned()));
        match (at, recorded) {
            (Some((id, flow)), Some(recorded)) if matches!(flow.activity, Activity::Enter) => {
                guide.misfit_at(index, "name", &recorded, &self.state_of(*id).name)
            }
            (Some((id, flow)), _) => {
                let state = &self.state_of(*id).name;
                let given = match &flow.activity {
                    Activity::Enter => format!("the entry of state {state}"),
                    Activity::Work | Activity::Answered(_) => format!("another event of state {state}"),
                    Activity::Wait { .. } => format!("a wait in state {state}"),
                    Activity::Task(_) => format!("the end of the task of state {state}"),
                    Activity::Backoff { .. } => format!("a retry of state {state}"),
                    Activity::Children(_) => format!("events inside state {state}"),
                    Activity::MapRun(_) => format!("the end of the map run of state {state}"),
                };
                guide.misfit_at(index, "type", kind.as_str(), &given)
            }
            (None, _) if self.execution.status != Status::Running => guide.misfit_at(
                index,
                "type",
                kind.as_str(),
                &format!("nothing more: the execution has {}", self.execution.status),
            ),
            (None, _) => {
                guide.misfit_at(index, "previousEventId", &previous.to_string(), "nothing that follows from that event")
            }
        }
    }

    /// Everything is explained: the step, as if one input had led to it.
    fn followed(mut self) -> Step {
        let mut ready: Vec<(u64, FlowId)> = Vec::new();
        for (id, flow) in &self.execution.flows {
            let goes_on = match &flow.activity {
                Activity::Enter | Activity::Work | Activity::Answered(_) => true,
                Activity::Children(children) => !children.slots.is_empty(),
                Activity::Wait { .. } | Activity::Task(_) | Activity::Backoff { .. } | Activity::MapRun(_) => false,
            };
            if goes_on {
                // First who went on first.
                let next = self.guide().and_then(|guide| guide.next_after(flow.last_event));
                ready.push((next.unwrap_or(u64::MAX), *id));
            }
        }
        ready.sort_unstable();
        self.execution.ready = ready.into_iter().map(|(_, id)| id).collect::<VecDeque<_>>();
        let mut step = self.take_step();
        step.events.sort_by_key(|event| event.id);
        self.execution.now = step.events.iter().map(|event| event.timestamp).max().unwrap_or(self.execution.now);
        let execution = &*self.execution;
        step.effects.retain(|effect| match effect {
            Effect::StartTask(request) => execution.tasks.contains_key(&request.task),
            Effect::ArmTimer { timer, .. } => execution.timers.contains_key(timer),
            Effect::ReadItems(request) => execution.map_runs.contains_key(&request.run),
            Effect::StartChild(request) => execution.map_runs.contains_key(&request.run),
            Effect::WriteResults(request) => execution.map_runs.contains_key(&request.run),
            Effect::RedriveChild { run, .. } => execution.map_runs.contains_key(run),
            Effect::CancelTask { .. } | Effect::CancelTimer { .. } | Effect::EndMapRun { .. } => false,
            Effect::Ended(_) => execution.status != Status::Running,
        });
        // Only the newest end counts: before a redrive there was another.
        if let Some(last) = step.effects.iter().rposition(|effect| matches!(effect, Effect::Ended(_))) {
            let mut index = 0;
            step.effects.retain(|effect| {
                index += 1;
                !matches!(effect, Effect::Ended(_)) || index == last + 1
            });
        }
        step.more = execution.status == Status::Running && !execution.ready.is_empty();
        step
    }
}

fn is_aborted(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(
        kind,
        K::TaskStateAborted
            | K::WaitStateAborted
            | K::ParallelStateAborted
            | K::MapStateAborted
            | K::MapIterationAborted
            | K::MapRunAborted
    )
}

fn is_of_task(kind: EventKind) -> bool {
    use EventKind as K;
    matches!(
        kind,
        K::TaskStarted
            | K::TaskSubmitted
            | K::TaskSucceeded
            | K::TaskFailed
            | K::TaskStartFailed
            | K::TaskSubmitFailed
            | K::TaskTimedOut
            | K::LambdaFunctionStarted
            | K::LambdaFunctionSucceeded
            | K::LambdaFunctionFailed
            | K::LambdaFunctionScheduleFailed
            | K::LambdaFunctionStartFailed
            | K::LambdaFunctionTimedOut
            | K::ActivityStarted
            | K::ActivitySucceeded
            | K::ActivityFailed
            | K::ActivityScheduleFailed
            | K::ActivityTimedOut
    )
}
