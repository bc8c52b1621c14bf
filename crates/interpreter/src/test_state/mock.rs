//! The mock, and which states take one.

use stepwell_asl::StateType;

use super::definition::{self, Definition};
use super::{Refusal, TestRequest, result_shape};
use crate::program::{State, StateKind};
use crate::{StateMock, TaskPattern};

/// What stands for the work of a state
/// (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_MockInput.html>).
#[derive(Clone, Debug, PartialEq)]
pub struct Mock {
    /// What the work gives.
    pub answer: StateMock,
    /// How closely a result is held against the API's model.
    pub validation: FieldValidation,
}

/// How closely a mocked result is held against the API's model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldValidation {
    /// Required fields must be there, and every field that is there must be of its type.
    #[default]
    Strict,
    /// Every field that is there must be of its type.
    Present,
    /// Anything goes.
    None,
}

/// What AWS refuses about the mock, or about its absence, once it knows the state.
pub(super) fn check(request: &TestRequest, definition: &Definition, state: &State) -> Result<(), Refusal> {
    let state_type = state.state_type();
    let Some(mock) = &request.mock else { return without_mock(request, state) };
    match &state.kind {
        StateKind::Pass { .. }
        | StateKind::Choice(_)
        | StateKind::Wait(_)
        | StateKind::Succeed
        | StateKind::Fail { .. } => {
            return Err(Refusal::validation(format!(
                "State type '{}' is not supported when a mock is specified",
                state_type.name()
            )));
        }
        StateKind::Task(_) | StateKind::Parallel { .. } | StateKind::Map(_) => {}
    }
    configuration(request, definition, state_type)?;
    let StateMock::Result(result) = &mock.answer else { return Ok(()) };
    match &state.kind {
        StateKind::Task(task) => result_shape::check(&task.resource.arn, result, mock.validation)
            .map_err(|problem| Refusal::validation(format!("Mock result schema validation error: {problem}"))),
        StateKind::Parallel { branches } => match result.as_array() {
            None => Err(Refusal::validation("Mocked result must be an array.")),
            Some(results) if results.len() != branches.len() => Err(Refusal::validation(
                "Mocked result must contain the same number of items as number of Parallel branches.",
            )),
            Some(_) => Ok(()),
        },
        // A ResultWriter leaves only the place of the results.
        StateKind::Map(_)
            if definition.object().get("ResultWriter").is_some_and(|writer| writer.get("Resource").is_some()) =>
        {
            match result.as_object() {
                None => Err(Refusal::validation("Mocked result must be a JSON object.")),
                Some(_) => Ok(()),
            }
        }
        StateKind::Map(_) => match result.as_array() {
            None => Err(Refusal::validation("Mocked result must be an array.")),
            Some(_) => Ok(()),
        },
        _ => Ok(()),
    }
}

fn without_mock(request: &TestRequest, state: &State) -> Result<(), Refusal> {
    match &state.kind {
        StateKind::Parallel { .. } | StateKind::Map(_) => Err(Refusal::definition(
            "TestState API does not support Map or Parallel states. \
             Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
        )),
        StateKind::Task(task) => match task.resource.pattern {
            TaskPattern::Sync | TaskPattern::WaitForTaskToken => Err(Refusal::definition(format!(
                "TestState API does not support {} service integrations when a mock is not specified.",
                if task.resource.pattern == TaskPattern::Sync { "'.sync'" } else { "'.waitForTaskToken'" }
            ))),
            TaskPattern::Activity => {
                Err(Refusal::definition("TestState API does not support Activity tasks when a mock is not specified."))
            }
            TaskPattern::Lambda | TaskPattern::RequestResponse if request.role_arn.is_none() => {
                Err(Refusal::validation("RoleArn must be specified when testing a Task state"))
            }
            TaskPattern::Lambda | TaskPattern::RequestResponse => Ok(()),
        },
        _ => Ok(()),
    }
}

/// What belongs to Map and Parallel states only.
fn configuration(request: &TestRequest, definition: &Definition, state_type: StateType) -> Result<(), Refusal> {
    let configuration = &request.configuration;
    let is_map = state_type == StateType::Map;
    if configuration.map_iteration_failure_count.is_some() && !is_map {
        return Err(Refusal::validation("MapIterationFailureCount is only supported for Map states."));
    }
    if configuration.map_item_reader_data.is_some() && !(is_map && definition.object().contains_key("ItemReader")) {
        return Err(Refusal::validation("MapItemReaderData is only supported for Map states with an ItemReader."));
    }
    let Some(name) = &configuration.error_caused_by_state else { return Ok(()) };
    if !is_map && state_type != StateType::Parallel {
        return Err(Refusal::validation("ErrorCausedByState is only supported for Map and Parallel states."));
    }
    if definition::within(definition.object(), name).is_none() {
        return Err(Refusal::validation(format!(
            "ErrorCausedByState '{name}' is not a state within the tested state."
        )));
    }
    Ok(())
}
