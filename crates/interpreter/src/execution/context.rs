//! The context object
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>).

use stepwell_asl::StateType;
use stepwell_json::{Object, Value};

use super::StartFacts;
use super::flow::{Flow, Item};
use crate::program::State;
use crate::{Start, Timestamp};

impl StartFacts {
    pub(super) fn new(start: &Start, at: Timestamp, redrive_count: u64) -> StartFacts {
        let text = |text: &std::sync::Arc<str>| Value::from(std::sync::Arc::clone(text));
        let mut execution = Object::builder()
            .with("Id", text(&start.execution_arn))
            .with("Input", start.input.clone())
            .with("StartTime", at.to_string())
            .with("Name", text(&start.name))
            .with("RoleArn", text(&start.role_arn));
        // Who waits for an answer cannot redrive what gave it.
        if !start.synchronous {
            execution.insert("RedriveCount", redrive_count);
        }
        StartFacts {
            context_execution: execution.into(),
            context_machine: Object::builder()
                .with("Id", text(&start.state_machine_arn))
                .with("Name", text(&start.state_machine_name))
                .into(),
            start: start.clone(),
            started: at,
        }
    }

    /// `$$` as a state of the flow sees it.
    pub(super) fn context(&self, state: &State, flow: &Flow) -> Value {
        let mut of_state = Object::builder()
            .with("Name", Value::from(std::sync::Arc::clone(&state.name)))
            .with("EnteredTime", flow.entered_at.to_string());
        match state.state_type() {
            StateType::Task | StateType::Parallel | StateType::Map => {
                of_state.insert("RetryCount", flow.retry_count);
            }
            StateType::Pass | StateType::Choice | StateType::Wait | StateType::Succeed | StateType::Fail => {}
        }
        let mut context = Object::builder()
            .with("Execution", self.context_execution.clone())
            .with("StateMachine", self.context_machine.clone())
            .with("State", of_state);
        if let Some(token) = &flow.token {
            context.insert("Task", Object::builder().with("Token", Value::from(std::sync::Arc::clone(token))));
        }
        if let Some(item) = &flow.item {
            context.insert("Map", item.in_context());
        }
        context.into()
    }
}

impl Item {
    /// `$$.Map`.
    pub(super) fn in_context(&self) -> Value {
        let mut item = Object::builder().with("Index", self.index).with("Value", self.value.clone());
        if let Some(source) = &self.source {
            item.insert("Source", Value::from(std::sync::Arc::clone(source)));
        }
        Object::builder().with("Item", item).into()
    }
}
