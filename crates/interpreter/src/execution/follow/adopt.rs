//! What a replay takes from the recording: the text as it was written, and values that nothing else tells.

use std::sync::Arc;

use stepwell_json::Value;

use super::super::evaluator::Assigned;
use super::super::failure::{Evaluation, Failure, Fault, Halt, RUNTIME};
use super::super::flow::FlowId;
use super::super::turn::Turn;
use super::guide::Found;
use crate::program::{Next, StateKind};
use crate::{Details, EventKind, HistoryEvent, Payload};

impl Turn<'_> {
    pub(in crate::execution) fn is_guided(&self) -> bool {
        self.guide.is_some()
    }

    /// Whether a replay has come to where nothing more was recorded of what would follow.
    pub(in crate::execution) fn is_astray(&self) -> bool {
        self.guide.as_ref().is_some_and(|guide| guide.is_astray)
    }

    /// Writes an event as it was recorded.
    pub(in crate::execution) fn emit_recorded(
        &mut self,
        previous: u64,
        kind: EventKind,
        details: Details,
    ) -> Result<u64, Halt> {
        let astray = || Halt { failure: Failure::told(None, None), previous_event: previous };
        let Some(guide) = self.guide.as_deref_mut() else { return Err(astray()) };
        if guide.is_astray {
            return Err(astray());
        }
        let to = guide.to;
        let event = match guide.find(previous, kind, &details) {
            Found::Recorded(event) => event,
            Found::Beyond => HistoryEvent {
                id: self.execution.last_event_id.max(to) + 1,
                previous_event_id: previous,
                timestamp: self.execution.now,
                kind,
                details,
            },
            Found::Full => {
                let most = self.execution.last_event_id + 1;
                return Err(super::super::turn::history_is_full(most, self.execution.last_event_id));
            }
            Found::Astray => return Err(astray()),
        };
        self.execution.now = event.timestamp;
        self.execution.last_event_id = self.execution.last_event_id.max(event.id);
        let id = event.id;
        self.write(event);
        Ok(id)
    }

    /// A payload as it was recorded: its text, where the values agree; the recorded value, where it may be
    /// another one.
    fn adopted(&mut self, event: u64, field: &str, ours: Value, recorded: &Payload, may_differ: bool) -> Value {
        let text = recorded.text();
        if ours.to_text() == text {
            return ours;
        }
        let Ok(value) = Value::parse_shared(text) else { return ours };
        if value == ours {
            return value;
        }
        let Some(guide) = self.guide.as_deref_mut().filter(|_| may_differ) else { return ours };
        guide.adopt(event, field);
        value
    }

    fn peeked(&self, previous: u64, kind: EventKind, name: Option<&str>) -> Option<HistoryEvent> {
        self.guide.as_ref()?.peek(previous, kind, name).cloned()
    }

    /// Whether the expressions of the flow's state read what no history tells.
    fn uses_unknown(&self, flow: FlowId) -> bool {
        self.state_of(flow).uses_unknown
    }

    /// The input of a state about to be entered: the first of a branch or an iteration gets what the expressions
    /// of the state around made of it.
    pub(in crate::execution) fn adopt_input(&mut self, flow: FlowId, kind: EventKind) {
        if self.guide.is_none() {
            return;
        }
        let name = Arc::clone(&self.state_of(flow).name);
        let running = self.flow(flow);
        let may_differ =
            running.entered_event == 0 && running.parent.is_some_and(|(parent, _)| self.uses_unknown(parent));
        let (previous, input) = (running.last_event, running.input.clone());
        let Some(event) = self.peeked(previous, kind, Some(&name)) else { return };
        if let Details::StateEntered { input: recorded, .. } = &event.details {
            let input = self.adopted(event.id, "input", input, recorded, may_differ);
            self.flow_mut(flow).input = input;
        }
    }

    /// What a state that is left gives on, and what it assigns; a choice that hangs on the clock or on chance
    /// goes the way it went.
    pub(in crate::execution) fn adopt_exit(
        &mut self,
        flow: FlowId,
        kind: EventKind,
        left: (Value, Assigned, Next),
    ) -> (Value, Assigned, Next) {
        let (mut output, mut assigned, mut next) = left;
        let state = self.state_of(flow);
        let may_differ = state.uses_unknown || std::mem::take(&mut self.has_own_words);
        let Some(event) = self.peeked(self.flow(flow).last_event, kind, Some(&state.name)) else {
            return (output, assigned, next);
        };
        let Details::StateExited { output: recorded, assigned_variables, .. } = &event.details else {
            return (output, assigned, next);
        };
        output = self.adopted(event.id, "output", output, recorded, may_differ);
        for (name, value) in &mut assigned {
            if let Some((_, recorded)) = assigned_variables.iter().find(|(other, _)| other == name) {
                let field = format!("assignedVariables.{name}");
                *value = self.adopted(event.id, &field, value.clone(), recorded, may_differ);
            }
        }
        if let StateKind::Choice(choice) = &state.kind
            && state.uses_unknown
        {
            let targets = choice.rules.iter().map(|rule| rule.next).chain(choice.default);
            for target in targets {
                let to = self.state_named_by(target);
                if self.peeked(event.id, to.1, Some(&to.0)).is_some() {
                    next = Next::State(target);
                    break;
                }
            }
            // Which rule held decides what was assigned.
            assigned = assigned_variables
                .iter()
                .filter_map(|(name, value)| Some((Arc::clone(name), Value::parse_shared(value.text()).ok()?)))
                .collect();
        }
        (output, assigned, next)
    }

    fn state_named_by(&self, id: crate::program::StateId) -> (Arc<str>, EventKind) {
        let state = self.execution.program.state(id);
        (Arc::clone(&state.name), super::super::states::entered(state.state_type()))
    }

    /// What a task is given.
    pub(in crate::execution) fn adopt_parameters(&mut self, flow: FlowId, kind: EventKind, parameters: Value) -> Value {
        if self.guide.is_none() {
            return parameters;
        }
        let (previous, may_differ) = (self.flow(flow).last_event, self.uses_unknown(flow));
        let Some(event) = self.peeked(previous, kind, None) else { return parameters };
        for field in ["parameters", "input"] {
            if let Some(recorded) = event.details.payload(field) {
                return self.adopted(event.id, field, parameters, recorded, may_differ);
            }
        }
        parameters
    }

    /// Why a task that the definition has was never scheduled: AWS ended the execution instead, because there was no
    /// such activity.
    pub(in crate::execution) fn recorded_refusal(&self, flow: FlowId, kind: EventKind) -> Option<Failure> {
        let previous = self.flow(flow).last_event;
        let guide = self.guide.as_deref().filter(|guide| guide.peek(previous, kind, None).is_none())?;
        match &guide.peek(previous, EventKind::ExecutionFailed, None)?.details {
            Details::Failure { error, cause } if error.as_deref() == Some(RUNTIME) => {
                Some(Failure::told(error.clone(), cause.clone()))
            }
            _ => None,
        }
    }

    /// The cause of a failure that the interpreter words itself, in AWS's words.
    pub(in crate::execution) fn adopt_cause(
        &mut self,
        previous: u64,
        kind: EventKind,
        mut failure: Failure,
    ) -> Failure {
        if self.guide.is_none() || !failure.has_own_words {
            return failure;
        }
        let Some(event) = self.peeked(previous, kind, None) else { return failure };
        if let Details::Failure { error, cause } | Details::EvaluationFailed { error, cause, .. } = &event.details
            && *error == failure.error
            && *cause != failure.cause
        {
            failure.cause.clone_from(cause);
            if let Some(guide) = self.guide.as_deref_mut() {
                guide.adopt(event.id, "cause");
            }
        }
        failure
    }

    /// The ARN of a map run, which is made by chance.
    pub(in crate::execution) fn adopt_map_run_arn(&mut self, flow: FlowId, arn: Arc<str>) -> Arc<str> {
        let Some(event) = self.peeked(self.flow(flow).last_event, EventKind::MapRunStarted, None) else { return arn };
        match (&event.details, self.guide.as_deref_mut()) {
            (Details::MapRunStarted { map_run_arn }, Some(guide)) if *map_run_arn != arn => {
                guide.adopt(event.id, "mapRunArn");
                Arc::clone(map_run_arn)
            }
            _ => arn,
        }
    }
}

/// What came of a state's result: the event that its exit follows from with what was given on and assigned, or
/// how the state failed.
type RecordedEnd = (u64, Result<(Value, Assigned), Fault>);

impl Turn<'_> {
    /// How a state ended after one of these events, in their order.
    pub(in crate::execution) fn recorded_end(&self, after: [u64; 3], name: &str) -> Option<RecordedEnd> {
        let guide = self.guide.as_deref()?;
        let value = |payload: &Payload| Value::parse_shared(payload.text()).ok();
        after.into_iter().find_map(|previous| {
            if let Some(event) = guide.peek_anywhere(previous, EventKind::MapStateExited, Some(name))
                && let Details::StateExited { output, assigned_variables, .. } = &event.details
            {
                let assigned =
                    assigned_variables.iter().filter_map(|(name, one)| Some((Arc::clone(name), value(one)?)));
                return Some((previous, Ok((value(output)?, assigned.collect()))));
            }
            let failed = [EventKind::EvaluationFailed, EventKind::ExecutionFailed];
            let event = failed.into_iter().find_map(|kind| guide.peek_anywhere(previous, kind, None))?;
            Some((previous, Err(Self::recorded_fault(event)?)))
        })
    }

    /// The fault that an event tells of.
    pub(in crate::execution) fn recorded_fault(event: &HistoryEvent) -> Option<Fault> {
        match &event.details {
            Details::EvaluationFailed { error, cause, location, .. } => Some(Fault::State(Failure {
                evaluation: Some(Evaluation { location: location.clone(), after_entry: false }),
                ..Failure::told(error.clone(), cause.clone())
            })),
            Details::Failure { error, cause } => Some(Fault::Execution(Failure::told(error.clone(), cause.clone()))),
            _ => None,
        }
    }

    /// The recording ends before it tells what came of a map run.
    pub(in crate::execution) fn miss_result(&mut self, event: &HistoryEvent) {
        let Some(guide) = self.guide.as_deref_mut() else { return };
        let index = usize::try_from(event.id).unwrap_or(usize::MAX).saturating_sub(1);
        let given = "a result that only the children's histories tell; go back to an earlier event";
        guide.misfit = Some(guide.misfit_at(index, "result", "not recorded", given));
        guide.is_astray = true;
    }
}
