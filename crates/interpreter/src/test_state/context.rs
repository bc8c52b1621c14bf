//! The context object of a test
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>).

use std::sync::Arc;

use stepwell_asl::StateType;
use stepwell_json::{Object, Value};
use stepwell_jsonpath::Entropy;

use super::definition::NAMELESS;
use super::{Refusal, TestFacts, TestRequest};
use crate::TaskPattern;
use crate::program::{State, StateKind};

/// What a field of the context object holds.
#[derive(Clone, Copy)]
enum Holds {
    Text,
    Number,
    Anything,
}

const FIELDS: [(&str, &[(&str, Holds)]); 4] = [
    (
        "Execution",
        &[
            ("Id", Holds::Text),
            ("Input", Holds::Anything),
            ("Name", Holds::Text),
            ("RedriveCount", Holds::Number),
            ("RedriveTime", Holds::Text),
            ("RoleArn", Holds::Text),
            ("StartTime", Holds::Text),
        ],
    ),
    ("State", &[("EnteredTime", Holds::Text), ("Name", Holds::Text), ("RetryCount", Holds::Number)]),
    ("StateMachine", &[("Id", Holds::Text), ("Name", Holds::Text)]),
    ("Task", &[("Token", Holds::Text)]),
];

/// Refuses a context object that a state could not have.
pub(super) fn check(context: &Value, state: &State) -> Result<(), Refusal> {
    let wrong = |what: String| Refusal::validation(format!("Invalid Context object provided: {what}"));
    let Some(context) = context.as_object() else { return Err(wrong("must be a valid JSON object".to_owned())) };
    for (name, value) in context.iter() {
        if name == "Map" {
            return Err(wrong("'Map' field is not supported when mocking a Context object".to_owned()));
        }
        let Some((_, fields)) = FIELDS.iter().find(|(known, _)| *known == name) else {
            return Err(wrong(format!("Field '{name}' is not allowed")));
        };
        let Some(object) = value.as_object() else { return Err(wrong(format!("{name} must be an object"))) };
        for (field, value) in object.iter() {
            let Some((_, holds)) = fields.iter().find(|(known, _)| *known == field) else {
                return Err(wrong(format!("Field '{field}' is not allowed")));
            };
            let problem = match holds {
                Holds::Text if value.as_str().is_none() => "a string",
                Holds::Number if value.as_number().is_none() => "a number",
                Holds::Text | Holds::Number | Holds::Anything => continue,
            };
            return Err(wrong(format!("{name}.{field} must be {problem}")));
        }
    }
    if context.contains_key("Task") && !waits(state) {
        return Err(wrong(
            "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' \
             service integration pattern"
                .to_owned(),
        ));
    }
    Ok(())
}

fn waits(state: &State) -> bool {
    matches!(&state.kind, StateKind::Task(task)
        if matches!(task.resource.pattern, TaskPattern::Sync | TaskPattern::WaitForTaskToken))
}

/// The context object where the request gives none: AWS runs the state as an Express execution of a machine that it makes
/// for the test.
pub(super) fn made_up(request: &TestRequest, facts: &TestFacts, state: &State, entropy: &mut Entropy) -> Value {
    let (machine, name) = (entropy.uuid(), entropy.uuid());
    let role = request.role_arn.as_deref();
    let part = |at: usize| role.and_then(|role| role.split(':').nth(at));
    let (partition, account) = (part(1).unwrap_or("aws"), part(4).unwrap_or(&facts.account));
    let arn = |rest: String| format!("arn:{partition}:states:{}:{account}:{rest}", facts.region);
    let mut of_state = Object::builder().with("Name", NAMELESS).with("EnteredTime", facts.at.to_string());
    match state.state_type() {
        StateType::Task | StateType::Parallel | StateType::Map => of_state.insert("RetryCount", 0),
        StateType::Pass | StateType::Choice | StateType::Wait | StateType::Succeed | StateType::Fail => {}
    }
    let mut context = Object::builder()
        .with(
            "Execution",
            Object::builder()
                .with("Id", arn(format!("express:{machine}:{name}")))
                .with("Input", request.input.clone())
                .with("Name", &name)
                .with("RoleArn", request.role_arn.as_ref().map(Arc::clone))
                .with("StartTime", facts.at.to_string()),
        )
        .with(
            "StateMachine",
            Object::builder().with("Id", arn(format!("stateMachine:{machine}"))).with("Name", &machine),
        )
        .with("State", of_state);
    if matches!(&state.kind, StateKind::Task(task) if task.resource.pattern == TaskPattern::WaitForTaskToken) {
        context.insert("Task", Object::builder().with("Token", entropy.uuid()));
    }
    context.into()
}
