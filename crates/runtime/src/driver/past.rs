//! An execution that begins with a past: a fork.

use stepwell_history::Commit;
use stepwell_interpreter::{Input, InputKind, Status, TaskId, TaskRequest};

use super::{Driver, Turn};
use crate::error::RuntimeError;

impl Driver {
    /// Takes the inputs of the past with the times they came at, then what `next` makes of the tasks that are open
    /// after it; gives what is to be stored with the execution itself.
    pub(crate) fn begin_with(
        &mut self,
        past: &[Input],
        next: impl FnOnce(&[&TaskRequest]) -> Result<Option<InputKind>, RuntimeError>,
    ) -> Result<Commit, RuntimeError> {
        let mut turn = Turn::default();
        for input in past {
            self.clock.advance_to(input.at);
            self.take_input(input, &mut turn)?;
            // Before a redrive there was another end.
            if self.execution.status() == Status::Running {
                turn.outcome = None;
            }
        }
        let open: Vec<&TaskRequest> = self.open.values().map(|open| &open.request).collect();
        if let Some(kind) = next(&open)? {
            self.take(kind, &mut turn)?;
        }
        let open: Vec<TaskId> = self.open.keys().copied().collect();
        for task in open {
            // What the last input has opened is asked for already.
            if !self.asked.contains_key(&task) && !self.hanging.contains(&task) && !self.is_answered(task) {
                self.ask(task);
            }
        }
        Ok(self.begun(turn))
    }

    fn is_answered(&self, task: TaskId) -> bool {
        self.ready.iter().any(|input| super::is_about(input, task))
    }
}
