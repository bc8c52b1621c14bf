//! What AWS shows of the stages that a state went through
//! (<https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html>).

use stepwell_asl::StateType;
use stepwell_json::{Object, Value};

use crate::Inspection;
use crate::program::{DataStages, State, StateKind};

/// `inspectionData`: the stages as AWS shows them, data being JSON text.
pub(super) fn inspection_data(
    seen: &Inspection,
    state: &State,
    given: Option<&Object>,
    after_items_pointer: Option<&Value>,
) -> Value {
    let state_type = state.state_type();
    let is_pass = state_type == StateType::Pass;
    let is_map = state_type == StateType::Map;
    let is_jsonpath = matches!(state.data, DataStages::JsonPath(_));
    // AWS shows neither what the branches of a Parallel state get, nor the input of a Pass state with a Result.
    let has_result = matches!(&state.kind, StateKind::Pass { result: Some(_) });
    let shows_input = state_type != StateType::Parallel && !has_result;
    let shows_result = has_result || state_type == StateType::Task;
    let variables = variables(seen, given);
    let mut fields = Object::builder();
    for (name, stage, shown) in [
        ("input", seen.input.as_ref(), true),
        ("afterInputPath", seen.after_input_path.as_ref(), shows_input),
        ("afterParameters", seen.after_parameters.as_ref(), shows_input),
        ("afterArguments", seen.after_arguments.as_ref(), shows_input && !is_pass),
        ("afterItemsPath", seen.after_items_path.as_ref(), is_map && is_jsonpath),
        ("afterItemsPointer", after_items_pointer, is_map),
        ("afterItemSelector", seen.after_item_selector.as_ref(), is_map),
        ("afterItemBatcher", seen.after_item_batcher.as_ref(), is_map),
        ("result", seen.result.as_ref(), shows_result),
        ("afterResultSelector", seen.after_result_selector.as_ref(), true),
        ("afterResultPath", seen.after_result_path.as_ref(), true),
        ("variables", variables.as_ref(), true),
    ] {
        if let Some(stage) = stage.filter(|_| shown) {
            fields.insert(name, Value::from(stage.to_text()));
        }
    }
    if let Some(details) = error_details(seen) {
        fields.insert("errorDetails", details);
    }
    for (name, count) in
        [("maxConcurrency", seen.max_concurrency), ("toleratedFailureCount", seen.tolerated_failure_count)]
    {
        if let Some(count) = count {
            fields.insert(name, count);
        }
    }
    if let Some(percentage) = seen.tolerated_failure_percentage {
        fields.insert("toleratedFailurePercentage", percentage);
    }
    fields.into()
}

/// The variables after the state: those of the request and those that the state assigned.
fn variables(seen: &Inspection, given: Option<&Object>) -> Option<Value> {
    let mut all = given.cloned().unwrap_or_default();
    for (name, value) in &seen.variables {
        all = all.with(name.as_ref(), value.clone());
    }
    (!all.is_empty()).then(|| all.into())
}

/// Which retrier and which catcher dealt with the error.
fn error_details(seen: &Inspection) -> Option<Object> {
    let mut details = Object::builder();
    for (name, index) in [("catchIndex", seen.catch_index), ("retryIndex", seen.retry_index)] {
        if let Some(index) = index {
            details.insert(name, index);
        }
    }
    if let Some(seconds) = seen.retry_backoff_interval_seconds {
        // Whole seconds; the cast saturates, which is what a pause beyond all ages should do.
        #[allow(clippy::cast_possible_truncation)]
        details.insert("retryBackoffIntervalSeconds", seconds as i64);
    }
    let details = details.build();
    (!details.is_empty()).then_some(details)
}
