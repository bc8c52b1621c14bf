//! Out of a state: variables are assigned, the exit is written, and the flow goes on or ends.

use std::sync::Arc;

use stepwell_asl::StateType;
use stepwell_json::Value;

use super::concurrent;
use super::evaluator::{Assigned, Evaluator};
use super::failure::{DATA_LIMIT, Failure, Fault, Halt};
use super::flow::{Activity, FlowId};
use super::turn::Turn;
use crate::inspection::Inspected;
use crate::program::Next;
use crate::{Details, EventKind, Outcome, Payload, Status, Verdict};

impl Turn<'_> {
    /// Leaves the state that the flow is in. Answers a fault when the output or the variables are
    /// larger than they may be; then nothing has happened.
    pub(super) fn leave(
        &mut self,
        flow: FlowId,
        evaluator: &Evaluator,
        output: Value,
        assigned: Assigned,
        next: Next,
    ) -> Result<Option<Fault>, Halt> {
        let state = self.state_of(flow);
        let (output, assigned, next) = match exited(state.state_type()) {
            Some(kind) if self.is_guided() => self.adopt_exit(flow, kind, (output, assigned, next)),
            _ => (output, assigned, next),
        };
        if let Err(fault) = evaluator
            .check_size(&self.execution.settings, &state.name, &output)
            .and_then(|()| self.assign(flow, evaluator, &assigned))
        {
            return Ok(Some(fault));
        }
        evaluator.note(|seen| seen.variables.clone_from(&assigned));
        if let Some(kind) = exited(state.state_type()) {
            let details = Details::StateExited {
                name: Arc::clone(&state.name),
                output: output.clone().into(),
                assigned_variables: assigned.into_iter().map(|(name, value)| (name, Payload::from(value))).collect(),
            };
            self.emit_in(flow, kind, details)?;
        }
        if let Some(inspected) = self.inspected(flow).cloned() {
            self.note_leaving(&inspected, next);
            self.finish(flow, output)?;
            return Ok(None);
        }
        match next {
            Next::State(id) => {
                let running = self.flow_mut(flow);
                running.state = id;
                running.input = output;
                running.activity = Activity::Enter;
                self.execution.ready.push_front(flow);
            }
            Next::End | Next::Nowhere => self.finish(flow, output)?,
        }
        Ok(None)
    }

    /// The one state that is tried has been left.
    fn note_leaving(&self, inspected: &Inspected, next: Next) {
        let mut seen = inspected.seen();
        seen.verdict = Some(if seen.catch_index.is_some() { Verdict::CaughtError } else { Verdict::Succeeded });
        seen.next_state = match next {
            Next::State(id) => Some(Arc::clone(&self.execution.program.state(id).name)),
            Next::End | Next::Nowhere => None,
        };
    }

    fn finish(&mut self, flow: FlowId, output: Value) -> Result<(), Halt> {
        if let Some((parent, index)) = self.flow(flow).parent {
            return concurrent::child_finished(self, parent, index, flow, output);
        }
        let previous = self.flow(flow).last_event;
        self.emit_last(previous, EventKind::ExecutionSucceeded, Details::Output { output: output.clone().into() });
        if self.is_astray() {
            return Err(Halt { failure: Failure::told(None, None), previous_event: previous });
        }
        self.end(Outcome { status: Status::Succeeded, output: Some(output), error: None, cause: None });
        Ok(())
    }

    fn assign(&mut self, flow: FlowId, evaluator: &Evaluator, assigned: &Assigned) -> Result<(), Fault> {
        if assigned.is_empty() {
            return Ok(());
        }
        let settings = &self.execution.settings;
        let (most, most_in_all) = (settings.max_assign_bytes, settings.max_variable_bytes);
        let limit = |what: String| Fault::Execution(Failure::new(DATA_LIMIT, evaluator.cause(what)));
        let bytes: usize = assigned.iter().map(|(_, value)| value.byte_len()).sum();
        if bytes > most {
            return Err(limit(format!("The size of the variables in Assign exceeds the limit of {most} bytes.")));
        }
        if self.execution.variable_bytes.saturating_add(bytes) > most_in_all {
            return Err(limit(format!(
                "The size of all variables of the execution exceeds the limit of {most_in_all} bytes."
            )));
        }
        for (name, value) in assigned {
            let grown = self.flow_mut(flow).variables.set(name, value.clone());
            self.execution.variable_bytes = self.execution.variable_bytes.saturating_add_signed(grown);
        }
        Ok(())
    }
}

fn exited(state_type: StateType) -> Option<EventKind> {
    Some(match state_type {
        StateType::Pass => EventKind::PassStateExited,
        StateType::Task => EventKind::TaskStateExited,
        StateType::Choice => EventKind::ChoiceStateExited,
        StateType::Wait => EventKind::WaitStateExited,
        StateType::Succeed => EventKind::SucceedStateExited,
        StateType::Parallel => EventKind::ParallelStateExited,
        StateType::Map => EventKind::MapStateExited,
        StateType::Fail => return None,
    })
}
