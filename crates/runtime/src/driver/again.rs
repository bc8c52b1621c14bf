//! An execution taken up where it was: resumed from its stored inputs, or redriven after its end.

use stepwell_history::{Commit, StatusChange};
use stepwell_interpreter::{Effect, Input, InputKind, Status, TaskId};

use super::{Driver, Turn};
use crate::error::RuntimeError;
use crate::live::Settled;

impl Driver {
    /// Takes an input that is stored, on the way to where the execution was; says which event it led to.
    pub(crate) fn replay(&mut self, input: &Input) -> Result<u64, RuntimeError> {
        self.clock.advance_to(input.at);
        let step = self.step(input)?;
        self.last_input += 1;
        self.more = step.more;
        self.note(&input.kind);
        for effect in step.effects {
            match effect {
                Effect::StartTask(request) => {
                    self.note_past_call(request.task, request.state.clone());
                    self.open_task(*request);
                }
                other => self.carry_out(other),
            }
        }
        Ok(self.execution.last_event_id())
    }

    /// After the last [`Driver::replay`] of an execution that has ended: lets it go on; gives what is to be
    /// stored of that.
    pub(crate) fn redrive(&mut self) -> Result<Commit, RuntimeError> {
        let at = self.clock.now();
        let mut turn = Turn::default();
        if let Err(error) = self.execution.clone().step(&Input { at, kind: InputKind::Redrive }) {
            return Err(RuntimeError::NotRedrivable { arn: self.arn.to_string(), reason: error.to_string() });
        }
        // What was open when it ended is nobody's any more.
        self.forget_all();
        self.is_resumed = true;
        self.take(InputKind::Redrive, &mut turn)?;
        turn.commit.status = Some(match turn.outcome {
            Some(outcome) => {
                let change = self.status_change(&outcome);
                self.settle_as(Settled::Ended(self.ended(&outcome)));
                change
            }
            None => StatusChange {
                status: Status::Running.as_str().to_owned(),
                stopped_at: None,
                output: None,
                error: None,
                cause: None,
            },
        });
        Ok(turn.commit)
    }

    pub(super) fn forget_all(&mut self) {
        self.open.clear();
        self.asked.clear();
        self.hanging.clear();
        self.ready.clear();
        self.timers.clear();
        self.due.clear();
        self.more = false;
        self.runs.begin_again();
    }

    /// After the last [`Driver::replay`]: asks again for what has no answer. Gives how many tasks were asked of
    /// mocks and how many of a person.
    pub(crate) fn ask_again(&mut self) -> (usize, usize) {
        self.is_resumed = true;
        let open: Vec<TaskId> = self.open.keys().copied().collect();
        for task in &open {
            self.ask(*task);
        }
        (open.len() - self.asked.len(), self.asked.len())
    }
}
