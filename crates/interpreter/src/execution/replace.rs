//! Other data for a state about to be entered: what a fork changes.

use std::sync::Arc;

use stepwell_json::Value;

use super::flow::FlowId;
use super::turn::Turn;

/// What the state whose entry will be an event is entered with.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    pub(super) event: u64,
    pub(super) input: Option<Value>,
    pub(super) variables: Option<Value>,
}

impl Turn<'_> {
    /// Gives a flow that is about to enter its state the other data, if its entry is the event.
    pub(super) fn replace(&mut self, flow: FlowId) {
        let next = self.execution.last_event_id + 1;
        let Some(replacement) = self.execution.replacement.take_if(|replacement| replacement.event <= next) else {
            return;
        };
        if replacement.event < next {
            // The entry came to be another event, or none: nothing is replaced.
            return;
        }
        let running = self.flow_mut(flow);
        if let Some(input) = replacement.input {
            running.input = input;
        }
        let mut grown = 0;
        let variables = replacement.variables.as_ref().and_then(Value::as_object);
        for (name, value) in variables.into_iter().flat_map(|object| object.iter()) {
            grown += running.variables.set(&Arc::from(name), value.clone());
        }
        self.execution.variable_bytes = self.execution.variable_bytes.saturating_add_signed(grown);
    }
}
