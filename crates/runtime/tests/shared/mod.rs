//! What the tests share.
#![allow(dead_code)] // each test file uses its part

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use stepwell_history::{History, Options};
use stepwell_json::Value;
use stepwell_runtime::{
    Answer, Ended, MockConfig, Runtime, RuntimeError, Settled, Start, TaskSource, TimeMode, WaitingTask,
};

/// Longer than anything here takes: a test that waits so long has hung.
pub const HUNG: Duration = Duration::from_secs(60);

pub fn in_memory() -> Runtime {
    Runtime::new(History::open_in_memory().unwrap()).unwrap()
}

pub fn at(path: &Path) -> Runtime {
    Runtime::new(History::open(path, Options::owner(), 0).unwrap().history).unwrap()
}

pub fn skipping(definition: &str) -> Start {
    Start { time: TimeMode::Skip, ..Start::of(definition) }
}

/// A test case `c` of machine `m` whose states have responses of their own names.
pub fn mocks(responses: &str) -> TaskSource {
    let parsed: serde_json::Value = serde_json::from_str(responses).unwrap();
    let states: serde_json::Map<_, _> =
        parsed.as_object().unwrap().keys().map(|name| (name.clone(), name.clone().into())).collect();
    let config = serde_json::json!({
        "StateMachines": {"m": {"TestCases": {"c": states}}},
        "MockedResponses": parsed,
    });
    let case = MockConfig::parse(&config.to_string()).unwrap().case("m", "c").unwrap();
    TaskSource::Mocks { case, file: None }
}

pub async fn settled(runtime: &Runtime, arn: &str) -> Settled {
    tokio::time::timeout(HUNG, runtime.wait_end(arn)).await.expect("it hung").unwrap()
}

pub async fn ended(runtime: &Runtime, arn: &str) -> Ended {
    match settled(runtime, arn).await {
        Settled::Ended(ended) => ended,
        other => panic!("it did not end: {other:?}"),
    }
}

/// Runs to the end; gives the end and the types of the events.
pub async fn run(runtime: &Runtime, start: Start) -> (Ended, Vec<&'static str>) {
    let arn = runtime.start(start).await.unwrap();
    let end = ended(runtime, &arn).await;
    (end, types(runtime, &arn))
}

pub fn types(runtime: &Runtime, arn: &str) -> Vec<&'static str> {
    let events = runtime.archive().whole_events(arn, 1, usize::MAX).unwrap();
    events.iter().map(|event| event.kind.as_str()).collect()
}

/// The id of the first event of a type.
pub fn event(runtime: &Runtime, arn: &str, kind: &str) -> u64 {
    let found = types(runtime, arn).iter().position(|found| *found == kind);
    found.unwrap_or_else(|| panic!("no {kind}")) as u64 + 1
}

/// The tasks that wait, once there are that many.
pub async fn waiting(runtime: &Runtime, arn: &str, count: usize) -> Arc<Vec<WaitingTask>> {
    let begun = std::time::Instant::now();
    loop {
        let tasks = runtime.waiting_tasks(arn);
        if tasks.len() == count {
            return tasks;
        }
        assert!(begun.elapsed() < HUNG, "{} tasks wait, not {count}", tasks.len());
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

pub fn code<T: std::fmt::Debug>(result: Result<T, RuntimeError>) -> &'static str {
    result.unwrap_err().code()
}

/// A Task state between two Pass states, with fields of its own.
pub fn one_task(fields: &str) -> String {
    format!(
        r#"{{"StartAt": "Before", "States": {{
            "Before": {{"Type": "Pass", "Next": "Work"}},
            "Work": {{"Type": "Task", {fields}, "Next": "After"}},
            "After": {{"Type": "Pass", "End": true}}
        }}}}"#
    )
}

pub const INVOKE: &str =
    r#""Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"}"#;

/// A Map state `M` in DISTRIBUTED mode, whose children have `lines` in their ARNs and begin with the state `P`.
pub fn map(fields: &str, states: &str) -> String {
    format!(
        r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", "Label": "lines", {fields} "End": true, "ItemProcessor": {{
            "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "P", "States": {{{states}}}}}}}}}}}"#
    )
}

pub const ASK: &str =
    r#""P": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"in.$": "$"}, "End": true}"#;

/// The children that wait for an answer, in a fixed order, once there are that many.
pub async fn children(runtime: &Runtime, count: usize) -> Vec<Arc<str>> {
    let begun = std::time::Instant::now();
    loop {
        assert!(begun.elapsed() < HUNG, "there are {:?}, not {count}", runtime.driven());
        let waits = |arn: &Arc<str>| arn.contains("/lines:") && runtime.waiting_tasks(arn).len() == 1;
        let mut arns: Vec<_> = runtime.driven().into_iter().filter(waits).collect();
        if arns.len() == count {
            arns.sort();
            return arns;
        }
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
}

/// Answers the task of the child that was started with this input, once it waits.
pub async fn answer_child(runtime: &Runtime, input: &str, answer: Answer) {
    let begun = std::time::Instant::now();
    let input = Value::parse(input).unwrap();
    loop {
        assert!(begun.elapsed() < HUNG, "no child waits that was started with {input:?}");
        let children = runtime.driven().into_iter().filter(|arn| arn.contains("/lines:"));
        for arn in children {
            let tasks = runtime.waiting_tasks(&arn);
            if let Some(task) = tasks.iter().find(|task| task.parameters.get("in") == Some(&input)) {
                runtime.answer_task(&arn, task.task, answer).await.unwrap();
                ended(runtime, &arn).await;
                return;
            }
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

/// The end of an execution that hears of its last child a moment later.
pub async fn ended_soon(runtime: &Runtime, arn: &str) -> Ended {
    let begun = std::time::Instant::now();
    loop {
        match settled(runtime, arn).await {
            Settled::Ended(end) => return end,
            other => assert!(begun.elapsed() < HUNG, "{other:?}"),
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
