//! Where the execution stands, for whoever looks at it.

use super::Execution;
use super::flow::{Activity, Flow};
use crate::replay::{Doing, Standing};

impl Execution {
    /// Every state that the execution is in or is about to enter: outer states first, branches and iterations
    /// in the order in which they began. Empty before the start and after the end.
    #[must_use]
    pub fn standing(&self) -> Vec<Standing> {
        self.flows.values().map(|flow| self.standing_of(flow)).collect()
    }

    fn standing_of(&self, flow: &Flow) -> Standing {
        let is_entered = !matches!(flow.activity, Activity::Enter);
        Standing {
            state: self.program.state(flow.state).path.clone(),
            map_index: flow.item.as_ref().map(|item| item.index as u64),
            entered_event: is_entered.then_some(flow.entered_event),
            input: flow.input.clone(),
            variables: flow.variables.seen(),
            retries: if is_entered { flow.retry_count } else { 0 },
            doing: match &flow.activity {
                Activity::Enter => Doing::Enters,
                Activity::Work => Doing::Works,
                Activity::Wait { .. } => Doing::Waits,
                Activity::Task(task) => {
                    Doing::Task { task: task.task, started: task.started, submitted: task.submitted }
                }
                Activity::Answered(_) => Doing::Answered,
                Activity::Backoff { .. } => Doing::Backoff,
                Activity::Children(children) => {
                    Doing::Inner { finished: children.finished, all: children.results.len() }
                }
                Activity::MapRun(run) => Doing::MapRun { run: run.id(), arn: run.arn() },
            },
        }
    }
}
