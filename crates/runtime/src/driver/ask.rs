//! Tasks: asked of mocks, of a person, or of nobody.

use stepwell_interpreter::{FailureStage, InputKind, TaskId, TaskPattern, TaskRequest};
use stepwell_json::{Object, Value};

use super::{Driver, Open};
use crate::mock::MockAnswer;
use crate::task::{self, TaskSource, WaitingTask};

impl Driver {
    pub(super) fn open_task(&mut self, request: TaskRequest) {
        let call = self.calls.count(&request.state);
        self.open.insert(request.task, Open { request, call, started: false, submitted: false });
    }

    pub(super) fn close_task(&mut self, task: TaskId) {
        self.open.remove(&task);
        self.asked.remove(&task);
        self.hanging.remove(&task);
    }

    /// Asks for an open task's answer.
    pub(super) fn ask(&mut self, task: TaskId) {
        let Some(open) = self.open.get(&task) else { return };
        let request = &open.request;
        let failed = |cause: String| InputKind::TaskFailed {
            task,
            stage: FailureStage::Run,
            error: Some("States.TaskFailed".into()),
            cause: Some(cause.into()),
        };
        let answer = match &self.source {
            TaskSource::Person => None,
            TaskSource::Nobody => Some(failed(task::cause_without_handler(request))),
            TaskSource::Mocks { case, file } => match case.answer(&request.state, open.call) {
                Some(Ok(MockAnswer::Return(output))) => Some(InputKind::TaskSucceeded { task, output: output.clone() }),
                Some(Ok(MockAnswer::Throw { error, cause })) => Some(InputKind::TaskFailed {
                    task,
                    stage: FailureStage::Run,
                    error: error.clone(),
                    cause: cause.clone(),
                }),
                Some(Ok(MockAnswer::Hang)) => None,
                Some(Err(missing)) => {
                    Some(failed(task::cause_without_call(request, open.call, &missing, file.as_deref())))
                }
                None => Some(failed(task::cause_without_mock(request, case, file.as_deref()))),
            },
        };
        let person = matches!(self.source, TaskSource::Person);
        // An activity's task is started by the worker that takes it: the person, by answering.
        let starts_later = person && request.pattern == TaskPattern::Activity;
        if !open.started && !starts_later {
            self.ready.push_back(InputKind::TaskStarted { task, worker_name: None });
        }
        if !open.submitted && matches!(request.pattern, TaskPattern::Sync | TaskPattern::WaitForTaskToken) {
            // Whatever the called service said to the submission is nobody's to know here.
            self.ready.push_back(InputKind::TaskSubmitted { task, output: Value::from(Object::new()) });
        }
        match answer {
            Some(answer) => self.ready.push_back(answer),
            None if person => {
                let waiting = WaitingTask::of(request, self.clock.now());
                self.asked.insert(task, waiting);
            }
            None => {
                self.hanging.insert(task);
            }
        }
    }
}
