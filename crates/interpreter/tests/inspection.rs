//! One state by itself: every stage of its data, and what would become of it.

mod driver;

use std::sync::Arc;

use driver::value;
use stepwell_asl::{MachineType, StatePath};
use stepwell_interpreter::{
    Effect, Execution, Input, InputKind, Inspection, Settings, StateMock, StateTest, TaskId, Verdict,
};
use stepwell_json::Value;

fn machine(state: &str) -> String {
    format!(
        r#"{{"StartAt": "A", "States": {{"A": {{{state}}}, "B": {{"Type": "Fail"}}, "C": {{"Type": "Succeed"}}}}}}"#
    )
}

/// Tries the state A; a task gets the answer.
fn tried(state: &str, input: &str, test: StateTest, answer: Option<InputKind>) -> (Inspection, Option<Value>) {
    let program = driver::compile(&machine(state), MachineType::Standard).unwrap_or_else(|error| panic!("{error}"));
    let mut execution =
        Execution::of_state(program, &StatePath::top("A"), Settings::default(), test).expect("the state is there");
    let first = driver::start(value(input), "r");
    let mut effects = execution.step(&first).expect("starts").effects;
    if let Some(kind) = answer {
        effects.extend(execution.step(&Input { at: first.at, kind }).expect("goes on").effects);
    }
    let output = effects.into_iter().find_map(|effect| match effect {
        Effect::Ended(outcome) => outcome.output,
        _ => None,
    });
    (execution.inspection().expect("it is a test"), output)
}

fn shown(stage: &Option<Value>) -> Option<String> {
    stage.as_ref().map(Value::to_compact)
}

#[test]
fn the_stages_of_a_jsonpath_task() {
    let state = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "InputPath": "$.a", "Parameters": {"p.$": "$.b"},
        "ResultSelector": {"s.$": "$.r"}, "ResultPath": "$.out", "OutputPath": "$.out", "Assign": {"v.$": "$.r"}, "Next": "C""#;
    let answer = InputKind::TaskSucceeded { task: TaskId(1), output: value(r#"{"r": 7}"#) };
    let (seen, output) = tried(state, r#"{"a": {"b": 1}}"#, StateTest::default(), Some(answer));
    let stages = [
        &seen.input,
        &seen.after_input_path,
        &seen.after_parameters,
        &seen.result,
        &seen.after_result_selector,
        &seen.after_result_path,
        &output,
    ];
    assert_eq!(
        stages.map(|stage| shown(stage).unwrap_or_default()),
        [
            r#"{"a":{"b":1}}"#,
            r#"{"b":1}"#,
            r#"{"p":1}"#,
            r#"{"r":7}"#,
            r#"{"s":7}"#,
            r#"{"a":{"b":1},"out":{"s":7}}"#,
            r#"{"s":7}"#
        ]
    );
    assert_eq!(seen.variables, [("v".into(), Value::from(7))]);
    assert_eq!((seen.verdict, seen.next_state.as_deref()), (Some(Verdict::Succeeded), Some("C")));
}

#[test]
fn errors_are_retriable_caught_or_final() {
    let state = r#""Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke", "Arguments": {"x": "{% $v %}"},
        "Retry": [{"ErrorEquals": ["Other"]}, {"ErrorEquals": ["E"], "IntervalSeconds": 3, "MaxAttempts": 2}],
        "Catch": [{"ErrorEquals": ["Other"], "Next": "B"}, {"ErrorEquals": ["Caught", "E"], "Next": "B"}], "End": true"#;
    let fails = |error: &str, before: u64| {
        let test = StateTest {
            variables: vec![("v".into(), Value::from(1))],
            retrier_retry_count: before,
            ..StateTest::default()
        };
        let error = Some(Arc::from(error));
        let answer = InputKind::TaskFailed { task: TaskId(1), stage: Default::default(), error, cause: None };
        tried(state, "{}", test, Some(answer)).0
    };
    let first = fails("E", 1);
    assert_eq!(shown(&first.after_arguments).as_deref(), Some(r#"{"x":1}"#));
    assert_eq!(
        (first.verdict, first.retry_index, first.retry_backoff_interval_seconds),
        (Some(Verdict::Retriable), Some(1), Some(6.0))
    );
    let often = fails("E", 2);
    assert_eq!(
        (often.verdict, often.retry_index, often.catch_index, often.next_state.as_deref()),
        (Some(Verdict::CaughtError), Some(1), Some(1), Some("B"))
    );
    assert_eq!(fails("Nobody's", 0).verdict, Some(Verdict::Failed));
}

#[test]
fn maps_and_parallels_take_their_work_from_a_mock() {
    let state = r#""Type": "Map", "ItemsPath": "$.list", "ItemSelector": {"i.$": "$$.Map.Item.Value"}, "ItemBatcher": {"MaxItemsPerBatch": 2},
        "MaxConcurrency": 3, "ToleratedFailurePercentage": 50, "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}"#;
    let test = |failed| StateTest {
        mock: Some(StateMock::Result(value("[1,2]"))),
        map_iteration_failure_count: Some(failed),
        ..StateTest::default()
    };
    let (seen, output) = tried(state, r#"{"list": [1, 2, 3]}"#, test(1), None);
    assert_eq!(shown(&seen.after_items_path).as_deref(), Some("[1,2,3]"));
    assert_eq!(shown(&seen.after_item_selector).as_deref(), Some(r#"[{"i":1},{"i":2},{"i":3}]"#));
    assert_eq!(
        shown(&seen.after_item_batcher).as_deref(),
        Some(r#"[{"Items":[{"i":1},{"i":2}]},{"Items":[{"i":3}]}]"#)
    );
    assert_eq!((seen.max_concurrency, seen.tolerated_failure_percentage), (Some(3), Some(50.0)));
    assert_eq!(shown(&output).as_deref(), Some("[1,2]"));
    assert_eq!(tried(state, r#"{"list": [1, 2, 3]}"#, test(2), None).0.verdict, Some(Verdict::Failed));
}
