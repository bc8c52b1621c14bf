//! A failed, timed out or aborted execution goes on from where it stood
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html>).

use std::collections::BTreeMap;
use std::sync::Arc;

use stepwell_asl::MachineType;

use super::failure::{Failure, Halt};
use super::flow::{Activity, Flow, FlowId};
use super::turn::{Turn, after_seconds};
use super::{Execution, StartFacts, StepError, TimerUse, map_run};
use crate::program::StateKind;
use crate::{Details, EventKind, MapRunId, Status, TimerPurpose, Timestamp};

/// How long after its end an execution can be redriven: 14 days, in milliseconds.
const REDRIVABLE_MILLISECONDS: i64 = 14 * 24 * 60 * 60 * 1000;

/// An execution as it stood when it came to its end.
#[derive(Clone, Debug)]
pub(super) struct Remains {
    flows: BTreeMap<FlowId, Flow>,
    pub(super) ended: Timestamp,
}

impl Execution {
    /// Keeps what a redrive needs, once, before the end takes it apart.
    pub(super) fn keep_remains(&mut self) {
        if self.remains.is_none() && self.kind == MachineType::Standard {
            self.remains = Some(Box::new(Remains { flows: self.flows.clone(), ended: self.now }));
        }
    }

    /// The map runs that it waits for, or that it would go on with if it were redriven: what their children came to
    /// still matters.
    #[must_use]
    pub fn open_map_runs(&self) -> Vec<MapRunId> {
        let remaining = self.remains.iter().flat_map(|remains| remains.flows.values());
        let flows = self.flows.values().chain(remaining);
        flows
            .filter_map(|flow| match &flow.activity {
                Activity::MapRun(run) => Some(run.id()),
                _ => None,
            })
            .collect()
    }

    /// Whether AWS would redrive it at this time.
    pub(super) fn check_redrivable(&self, at: Timestamp) -> Result<(), StepError> {
        if self.kind == MachineType::Express {
            return Err(StepError::NotRedrivable("it is an EXPRESS execution"));
        }
        let Some(remains) = &self.remains else { return Err(StepError::NotRedrivable("it has not failed")) };
        if matches!(self.status, Status::Running | Status::Succeeded) {
            return Err(StepError::NotRedrivable("it has not failed"));
        }
        if at.0.saturating_sub(remains.ended.0) > REDRIVABLE_MILLISECONDS {
            return Err(StepError::NotRedrivable("it ended more than 14 days ago"));
        }
        if self.settings.max_events.is_some_and(|most| self.last_event_id + 2 >= most) {
            return Err(StepError::NotRedrivable("its history is full"));
        }
        Ok(())
    }
}

impl Turn<'_> {
    /// Whether a retrier or a catcher of this state or of one around it takes the failure.
    fn is_taken(&self, flow: FlowId, failure: &Failure) -> bool {
        let mut at = Some(flow);
        while let Some(flow) = at {
            if self.takes(flow, failure) {
                return true;
            }
            at = self.flow(flow).parent.map(|(parent, _)| parent);
        }
        false
    }

    /// Whether a retrier or a catcher of this state itself takes the failure.
    pub(super) fn takes(&self, flow: FlowId, failure: &Failure) -> bool {
        let mut catchers = self.state_of(flow).catchers.iter();
        self.retries(flow, failure)
            || catchers.any(|catcher| catcher.errors.hold(failure.error.as_deref(), failure.heartbeat))
    }

    /// Whether a retrier of this state itself takes the failure.
    pub(super) fn retries(&self, flow: FlowId, failure: &Failure) -> bool {
        let (state, running) = (self.state_of(flow), self.flow(flow));
        let holds = |errors: &crate::program::ErrorNames| errors.hold(failure.error.as_deref(), failure.heartbeat);
        // Only the first retrier that holds the error is asked.
        let first = state.retriers.iter().enumerate().find(|(_, retrier)| holds(&retrier.errors));
        first.is_some_and(|(index, it)| running.retries.get(index).copied().unwrap_or(0) < it.max_attempts)
    }

    /// Before a failure takes its way: if nobody takes it, it is the end.
    pub(super) fn keep_if_it_is_the_end(&mut self, flow: FlowId, failure: &Failure) {
        if self.execution.remains.is_none() && !self.is_taken(flow, failure) {
            self.execution.keep_remains();
        }
    }

    pub(super) fn redrive(&mut self) -> Result<(), Halt> {
        let Some(remains) = self.execution.remains.take() else { return Ok(()) };
        self.execution.status = Status::Running;
        self.execution.redrive_count += 1;
        let redrive_count = self.execution.redrive_count;
        if let Some(facts) = &self.execution.facts {
            self.execution.facts = Some(Arc::new(StartFacts::new(&facts.start, facts.started, redrive_count)));
        }
        let before = self.execution.last_event_id;
        let redriven =
            self.emit_last(before, EventKind::ExecutionRedriven, Details::ExecutionRedriven { redrive_count });
        let most = self.execution.settings.max_execution_seconds;
        let seconds = self.execution.timeout_seconds.map_or(most, |seconds| seconds.min(most));
        let due = after_seconds(self.execution.now, seconds);
        self.arm(due, TimerPurpose::ExecutionTimeout, TimerUse::Execution);
        self.execution.flows = remains.flows;
        self.execution.variable_bytes = self.execution.flows.values().map(|flow| flow.variables.own_bytes()).sum();
        let flows: Vec<FlowId> = self.execution.flows.keys().copied().collect();
        let mut map_runs = Vec::new();
        for flow in flows {
            let state = self.state_of(flow);
            let running = self.flow_mut(flow);
            match &running.activity {
                // What of a Parallel or Map succeeded stays; what did not is a flow of its own.
                Activity::Children(_) => continue,
                Activity::Enter | Activity::Answered(_) => {}
                Activity::MapRun(_) => map_runs.push(flow),
                Activity::Work | Activity::Wait { .. } | Activity::Task(_) | Activity::Backoff { .. } => {
                    running.activity = match state.kind {
                        StateKind::Fail { .. } => Activity::Enter,
                        _ => Activity::Work,
                    };
                }
            }
            // A branch goes on from where it stood; the execution itself from the redrive.
            if running.parent.is_none() {
                running.last_event = redriven;
            }
            running.retries.clear();
            running.retry_count = 0;
            if map_runs.last() != Some(&flow) {
                self.execution.ready.push_back(flow);
            }
        }
        for flow in map_runs {
            map_run::redrive(self, flow)?;
        }
        Ok(())
    }
}
