//! How an execution stands: stored, shown, told.

use std::sync::Arc;

use stepwell_history::StatusChange;
use stepwell_interpreter::Outcome;
use stepwell_json::Value;

use super::{Driver, Turn};
use crate::clock::TimeMode;
use crate::error::RuntimeError;
use crate::live::{Ended, Settled};
use crate::map_run::News;
use crate::notify::RuntimeEvent;

impl Driver {
    pub(super) async fn store(&mut self, mut turn: Turn) -> Result<(), RuntimeError> {
        if let Some(outcome) = &turn.outcome {
            turn.commit.status = Some(self.status_change(outcome));
        }
        let stored = self.house.journal.write(None, Arc::clone(&self.arn), turn.commit).await;
        // Shown before it is acknowledged: whoever was answered sees what came of it.
        if stored.is_ok() {
            if let Some(outcome) = &turn.outcome {
                let ended = self.ended(outcome);
                self.tell_parent_of_end(&ended);
                self.settle_as(Settled::Ended(ended));
            } else if matches!(self.settled(), Some(Settled::Waiting { .. })) {
                self.tell_parent(News::Works);
            }
            self.publish();
        }
        for reply in turn.replies {
            // Whoever asked may have left.
            let _ = reply.send(stored.clone());
        }
        stored
    }

    pub(super) fn status_change(&mut self, outcome: &Outcome) -> StatusChange {
        let ended = self.ended(outcome);
        StatusChange {
            status: ended.status.as_str().to_owned(),
            stopped_at: Some(ended.at.0),
            output: ended.output,
            error: ended.error.map(|text| text.to_string()),
            cause: ended.cause.map(|text| text.to_string()),
        }
    }

    pub(super) fn ended(&self, outcome: &Outcome) -> Ended {
        Ended {
            status: outcome.status,
            at: self.clock.last(),
            output: outcome.output.as_ref().map(Value::to_text),
            error: outcome.error.clone(),
            cause: outcome.cause.clone(),
        }
    }

    /// Shows what is stored now.
    pub(super) fn publish(&mut self) {
        let waiting = Arc::new(self.waiting());
        self.live.send_modify(|live| {
            live.last_event_id = self.execution.last_event_id();
            live.status = self.execution.status();
            live.waiting = waiting;
            if !matches!(live.settled, Some(Settled::Ended(_))) {
                live.settled = None;
            }
        });
        self.tell(None);
    }

    pub(super) fn tell(&self, problem: Option<Arc<str>>) {
        let live = self.live.borrow();
        self.house.notifier.tell(RuntimeEvent {
            arn: Arc::clone(&self.arn),
            last_event_id: live.last_event_id,
            status: live.status,
            waiting: live.waiting.len(),
            problem,
        });
    }

    /// Nothing is to be done now: says so, unless a timer will bring something.
    pub(super) fn settle(&mut self) {
        let timer_to_come = match self.clock.mode() {
            TimeMode::Real => self.timers_that_count().next().is_some(),
            TimeMode::Skip => false,
        };
        if !timer_to_come && !self.runs.is_at_work() {
            let (asked, hanging) = self.runs.waits_for();
            let (asked, hanging) = (self.asked.len() + asked, self.hanging.len() + hanging);
            let said =
                matches!(self.settled(), Some(Settled::Waiting { asked: a, hanging: h }) if (a, h) == (asked, hanging));
            if !said {
                self.settle_as(Settled::Waiting { asked, hanging });
                self.tell_parent(News::Waits { asked, hanging });
            }
        }
    }

    pub(super) fn settled(&self) -> Option<Settled> {
        self.live.borrow().settled.clone()
    }

    pub(super) fn settle_as(&self, settled: Settled) {
        self.live.send_modify(|live| live.settled = Some(settled));
    }
}
