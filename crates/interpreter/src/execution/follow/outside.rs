//! What must have come in from outside for a recorded event: answers, timers, heartbeats, stops.

use stepwell_json::Value;

use super::super::TimerUse;
use super::super::failure::{Failure, Halt};
use super::super::flow::{Activity, FlowId, TaskActivity};
use super::super::task;
use super::super::turn::Turn;
use crate::replay::Misfit;
use crate::{Details, EventKind, FailureStage, HistoryEvent, InputKind, Status, TaskId, TimerId};

/// How much earlier than it is due a timer may have fired on AWS, in milliseconds.
const TOLERANCE: i64 = 1_000;

type Done = Result<Result<(), Halt>, Misfit>;

impl Turn<'_> {
    /// The timer of a wait or of a pause before a retry fires.
    pub(super) fn fire(&mut self, flow: FlowId, index: usize) -> Done {
        let timer = match &self.flow(flow).activity {
            Activity::Wait { timer, .. } => {
                let timer = *timer;
                self.check_due(timer, index)?;
                timer
            }
            // AWS does not tell by how much a retry was late, nor what chance made of its pause.
            Activity::Backoff { timer } => *timer,
            _ => return Ok(Ok(())),
        };
        Ok(self.dispatch(&InputKind::TimerFired { timer }))
    }

    /// Refuses what a timer led to before it was due.
    fn check_due(&self, timer: TimerId, index: usize) -> Result<(), Misfit> {
        let Some((guide, event)) = self.guide.as_deref().and_then(|guide| Some((guide, guide.event(index)?))) else {
            return Ok(());
        };
        match guide.due.get(&timer) {
            Some(due) if event.timestamp.0 < due.0.saturating_sub(TOLERANCE) => {
                let given = format!("not before {due}");
                Err(guide.misfit_at(index, "timestamp", &event.timestamp.to_string(), &given))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn tell_task(&mut self, flow: FlowId, event: &HistoryEvent, index: usize) -> Done {
        use EventKind as K;
        let Activity::Task(activity) = &self.flow(flow).activity else { return Ok(Ok(())) };
        let activity = activity.clone();
        let task = activity.task;
        self.note_heartbeat(&activity, event);
        let kind = match event.kind {
            K::TaskStarted | K::LambdaFunctionStarted | K::ActivityStarted => {
                let worker_name = match &event.details {
                    Details::ActivityStarted { worker_name } => worker_name.clone(),
                    _ => None,
                };
                InputKind::TaskStarted { task, worker_name }
            }
            K::TaskSubmitted => InputKind::TaskSubmitted { task, output: output(event) },
            K::TaskSucceeded | K::LambdaFunctionSucceeded | K::ActivitySucceeded => {
                InputKind::TaskSucceeded { task, output: output(event) }
            }
            K::TaskTimedOut | K::LambdaFunctionTimedOut | K::ActivityTimedOut => {
                return self.time_out(flow, &activity, event, index);
            }
            K::TaskStartFailed | K::LambdaFunctionStartFailed => failed(task, FailureStage::Start, event),
            K::TaskSubmitFailed => failed(task, FailureStage::Submit, event),
            K::LambdaFunctionScheduleFailed | K::ActivityScheduleFailed => failed(task, FailureStage::Schedule, event),
            _ => failed(task, FailureStage::Run, event),
        };
        Ok(self.dispatch(&kind))
    }

    /// A task that was heard of later than its heartbeat allowed has sent one meanwhile, of which there is no
    /// event: the latest moment it can have been is now.
    fn note_heartbeat(&mut self, activity: &TaskActivity, event: &HistoryEvent) {
        let due = activity.heartbeat.and_then(|timer| self.guide.as_deref()?.due.get(&timer).copied());
        let is_timeout = matches!(
            event.kind,
            EventKind::TaskTimedOut | EventKind::ActivityTimedOut | EventKind::LambdaFunctionTimedOut
        );
        if due.is_some_and(|due| due <= event.timestamp) && !is_timeout {
            task::heartbeat(self, activity.task);
        }
    }

    /// The timer that the task ran into: the one that was due.
    fn time_out(&mut self, flow: FlowId, activity: &TaskActivity, event: &HistoryEvent, index: usize) -> Done {
        let due = |timer: TimerId| self.guide.as_deref().and_then(|guide| guide.due.get(&timer).copied());
        let is_due =
            |timer: TimerId| due(timer).is_some_and(|due| due.0 <= event.timestamp.0.saturating_add(TOLERANCE));
        let names_heartbeat = error_of(&event.details).is_some_and(|error| error == "States.HeartbeatTimeout");
        let (timer, is_heartbeat) = match (activity.timeout, activity.heartbeat) {
            (Some(timer), None) => (timer, false),
            (None, Some(timer)) => (timer, true),
            (Some(_), Some(heartbeat)) if names_heartbeat => (heartbeat, true),
            (Some(timeout), Some(heartbeat)) => match is_due(timeout) && due(timeout) >= due(heartbeat) {
                true => (timeout, false),
                false => (heartbeat, true),
            },
            (None, None) => {
                let misfit = self.guide.as_deref().map(|guide| {
                    let given = "no TimeoutSeconds or HeartbeatSeconds that the task could run into";
                    guide.misfit_at(index, "type", event.kind.as_str(), given)
                });
                return misfit.map_or(Ok(Ok(())), Err);
            }
        };
        if !is_heartbeat {
            self.check_due(timer, index)?;
        }
        self.execution.timers.remove(&timer);
        Ok(task::timed_out(self, flow, timer, is_heartbeat))
    }

    /// What happens to the execution itself.
    pub(super) fn tell_execution(&mut self, event: &HistoryEvent, index: usize) -> Done {
        let unexplained = |turn: &Self| Err(turn.unexplained(index));
        let kind = match event.kind {
            EventKind::ExecutionAborted => {
                let Details::Failure { error, cause } = &event.details else { return unexplained(self) };
                InputKind::Stop { error: error.clone(), cause: cause.clone() }
            }
            EventKind::ExecutionTimedOut => {
                let timers = &self.execution.timers;
                let timer = timers.iter().find(|(_, used_for)| matches!(used_for, TimerUse::Execution));
                let Some((timer, _)) = timer else { return unexplained(self) };
                InputKind::TimerFired { timer: *timer }
            }
            EventKind::ExecutionFailed => {
                let Details::Failure { error, cause } = &event.details else { return unexplained(self) };
                if let Some(guide) = self.guide.as_deref_mut() {
                    guide.forced = Some(index);
                }
                let failure = Failure::told(error.clone(), cause.clone());
                return Ok(Err(Halt { failure, previous_event: event.previous_event_id }));
            }
            _ => InputKind::Redrive,
        };
        let redrives = matches!(kind, InputKind::Redrive);
        let may = match redrives {
            true => self.execution.check_redrivable(event.timestamp).is_ok(),
            false => self.execution.status == Status::Running,
        };
        if !may {
            return unexplained(self);
        }
        if let Some(guide) = self.guide.as_deref_mut() {
            guide.forced = Some(index);
        }
        Ok(self.dispatch(&kind))
    }
}

fn output(event: &HistoryEvent) -> Value {
    let payload = event.details.payload("output").map(crate::Payload::text);
    payload.and_then(|text| Value::parse_shared(text).ok()).unwrap_or_default()
}

fn error_of(details: &Details) -> Option<&str> {
    match details {
        Details::Failure { error, .. } | Details::TaskFailure { error, .. } => error.as_deref(),
        _ => None,
    }
}

fn failed(task: TaskId, stage: FailureStage, event: &HistoryEvent) -> InputKind {
    let (error, cause) = match &event.details {
        Details::Failure { error, cause } | Details::TaskFailure { error, cause, .. } => (error.clone(), cause.clone()),
        _ => (None, None),
    };
    InputKind::TaskFailed { task, stage, error, cause }
}
