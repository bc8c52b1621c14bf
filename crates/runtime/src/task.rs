//! Who answers tasks, and what they answer.

use std::sync::Arc;

use stepwell_asl::StatePath;
use stepwell_interpreter::{Program, TaskId, TaskPattern, TaskRequest, Timestamp};
use stepwell_json::Value;

use crate::mock::MockedCase;

/// Who answers the tasks of an execution.
#[derive(Debug, Clone, Default)]
pub enum TaskSource {
    /// Nobody: a task fails with States.TaskFailed and a cause that says how to have it answered.
    #[default]
    Nobody,
    /// A test case of a mock configuration.
    Mocks {
        /// The case.
        case: MockedCase,
        /// The file it came from, for people.
        file: Option<String>,
    },
    /// The person, in the window: tasks wait for [`Runtime::answer_task`](crate::Runtime::answer_task).
    Person,
}

impl TaskSource {
    /// The ARNs of the activities of a program that do not exist to executions with these answers.
    pub(crate) fn missing_activities(&self, program: &Program) -> Vec<Arc<str>> {
        match self {
            Self::Nobody | Self::Person => Vec::new(),
            Self::Mocks { case, .. } => case.missing_activities(program).into_iter().map(|(_, arn)| arn).collect(),
        }
    }
}

/// An answer to a task that waits.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It succeeded with this result; the result's text is kept as written.
    Return(Value),
    /// It failed.
    Throw {
        /// The error's name, at most 256 characters.
        error: Arc<str>,
        /// Its cause, at most 32,768 characters.
        cause: Arc<str>,
    },
}

/// A task that waits for a person's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct WaitingTask {
    /// Its name within the execution.
    pub task: TaskId,
    /// The Task state.
    pub state: StatePath,
    /// The index of the nearest inline Map iteration around it.
    pub map_index: Option<u64>,
    /// The `Resource`, as the definition has it.
    pub resource: Arc<str>,
    /// How the resource is worked with.
    pub pattern: TaskPattern,
    /// What is sent.
    pub parameters: Value,
    /// The task token, where one was handed out.
    pub token: Option<Arc<str>>,
    /// Which try, from 0.
    pub attempt: u32,
    /// The event that scheduled it.
    pub scheduled_event: u64,
    /// Since when it waits.
    pub since: Timestamp,
}

impl WaitingTask {
    pub(crate) fn of(request: &TaskRequest, since: Timestamp) -> Self {
        Self {
            task: request.task,
            state: request.state.clone(),
            map_index: request.map_index,
            resource: Arc::clone(&request.resource),
            pattern: request.pattern,
            parameters: request.parameters.clone(),
            token: request.token.clone(),
            attempt: request.attempt,
            scheduled_event: request.scheduled_event,
            since,
        }
    }
}

/// The longest error name AWS takes, in characters.
pub(crate) const LONGEST_ERROR: usize = 256;
/// The longest cause AWS takes, in characters.
pub(crate) const LONGEST_CAUSE: usize = 32_768;

/// The cause of a failure for want of anyone to answer.
pub(crate) fn cause_without_handler(request: &TaskRequest) -> String {
    format!(
        "Nothing answers the task of state '{}' ({}). Give it a mock (--mocks FILE --state-machine-name NAME --test-case CASE, \
         in the format of Step Functions Local), or run the workflow in the window, which asks for the result.",
        request.state.name(),
        request.resource
    )
}

/// The cause of a failure for want of a mock.
pub(crate) fn cause_without_mock(request: &TaskRequest, case: &MockedCase, file: Option<&str>) -> String {
    let name = request.state.name();
    format!(
        "The task of state '{name}' ({}) has no mock in test case '{}' of '{}'. Add {name:?}: \"{name}Answer\" to \
         StateMachines/{}/TestCases/{} and \"{name}Answer\": {{\"0\": {{\"Return\": {{}}}}}} to MockedResponses{}.",
        request.resource,
        case.case(),
        case.machine(),
        case.machine(),
        case.case(),
        file.map(|file| format!(" in {file}")).unwrap_or_default()
    )
}

/// The cause of a failure for want of an answer to this call.
pub(crate) fn cause_without_call(
    request: &TaskRequest,
    call: u64,
    missing: &crate::mock::NotAnswered,
    file: Option<&str>,
) -> String {
    let answered = if missing.answered.is_empty() { "none" } else { &missing.answered };
    format!(
        "The mocked response '{}' of state '{}' answers the calls {answered} (counted from 0) and this is call {call}. \
         Add \"{call}\": {{\"Return\": {{}}}} to MockedResponses/{}{}.",
        missing.response,
        request.state.name(),
        missing.response,
        file.map(|file| format!(" in {file}")).unwrap_or_default()
    )
}
