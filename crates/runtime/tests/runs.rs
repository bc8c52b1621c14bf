//! Executions from start to end.

mod shared;

use std::time::{Duration, Instant};

use shared::*;
use stepwell_asl::MachineType;
use stepwell_interpreter::Status;
use stepwell_runtime::{Fork, Settled, Start, TaskSource, TimeMode};

#[tokio::test]
async fn the_input_passes_through_as_it_was_written() {
    let runtime = in_memory();
    let start = Start {
        input: "{ \"b\": 1.0,\n \"a\": [] }".into(),
        ..skipping(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#)
    };
    let (end, types) = run(&runtime, start).await;
    assert_eq!(end.status, Status::Succeeded);
    assert_eq!(end.output.as_deref(), Some("{ \"b\": 1.0,\n \"a\": [] }"));
    assert_eq!(types, ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]);
}

#[tokio::test]
async fn what_cannot_be_started_is_refused_and_not_stored() {
    let runtime = in_memory();
    let pass = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#;
    let start = |definition: &str, input: &str, name: &str| Start {
        input: input.into(),
        name: Some(name.into()),
        ..skipping(definition)
    };
    assert_eq!(code(runtime.start(start(pass, "{", "n")).await), "INVALID_EXECUTION_INPUT");
    assert_eq!(code(runtime.start(start(pass, "{}", "no blanks")).await), "INVALID_NAME");
    let long = format!("\"{}\"", "x".repeat(262_143));
    assert_eq!(code(runtime.start(start(pass, &long, "n")).await), "INPUT_TOO_LONG");
    for broken in ["", "{", "[]", "{}", r#"{"StartAt": "B", "States": {"A": {"Type": "Pass", "End": true}}}"#] {
        let error = runtime.start(start(broken, "{}", "n")).await.unwrap_err();
        assert!(error.to_string().starts_with("The definition cannot be run"), "{error}");
    }
    assert_eq!(runtime.archive().count(&Default::default()).unwrap(), 0);

    let arn = runtime.start(start(pass, "{}", "n")).await.unwrap();
    ended(&runtime, &arn).await;
    assert_eq!(&*arn, "arn:aws:states:us-east-1:123456789012:execution:Workflow:n");
    assert_eq!(code(runtime.start(start(pass, "{}", "n")).await), "HISTORY_EXECUTION_EXISTS");
}

#[tokio::test]
async fn skipped_waits_take_no_time_and_happen_in_order() {
    let runtime = in_memory();
    // One branch rests 3 times 1000 s, the other 2 times 1400 s: they take turns.
    let definition = r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "A1", "States": {
            "A1": {"Type": "Wait", "Seconds": 1000, "Next": "A2"},
            "A2": {"Type": "Wait", "Seconds": 1000, "Next": "A3"},
            "A3": {"Type": "Wait", "Seconds": 1000, "End": true}}},
        {"StartAt": "B1", "States": {
            "B1": {"Type": "Wait", "Seconds": 1400, "Next": "B2"},
            "B2": {"Type": "Wait", "Seconds": 1400, "End": true}}}
    ]}}}"#;
    let begun = Instant::now();
    let arn = runtime.start(skipping(definition)).await.unwrap();
    let end = ended(&runtime, &arn).await;
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(end.status, Status::Succeeded);
    let events = runtime.archive().whole_events(&arn, 1, 999).unwrap();
    let first = events[0].timestamp.0;
    let exits: Vec<(String, i64)> = events
        .iter()
        .map(|event| (event.to_json(), event.timestamp.0 - first))
        .filter(|(json, _)| json["type"] == "WaitStateExited")
        .map(|(json, at)| (json["stateExitedEventDetails"]["name"].as_str().unwrap().to_owned(), at))
        .collect();
    let expected = [("A1", 1_000_000), ("B1", 1_400_000), ("A2", 2_000_000), ("B2", 2_800_000), ("A3", 3_000_000)];
    assert_eq!(exits, expected.map(|(name, at)| (name.to_owned(), at)));
}

#[tokio::test]
async fn real_waits_take_their_time() {
    let runtime = in_memory();
    let definition = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}}"#;
    let arn = runtime.start(Start { time: TimeMode::Real, ..Start::of(definition) }).await.unwrap();
    let begun = Instant::now();
    ended(&runtime, &arn).await;
    assert!(begun.elapsed() >= Duration::from_millis(900), "{:?}", begun.elapsed());
    let events = runtime.archive().whole_events(&arn, 1, 99).unwrap();
    let took = events.last().unwrap().timestamp.0 - events[0].timestamp.0;
    assert!((1000..5000).contains(&took), "{took} ms");
}

#[tokio::test]
async fn mocks_answer_each_call_and_retries_count() {
    let runtime = in_memory();
    let retried = format!(
        r#"{INVOKE}, "Retry": [{{"ErrorEquals": ["Busy"], "IntervalSeconds": 100, "BackoffRate": 2, "MaxAttempts": 3}}]"#
    );
    let tasks =
        mocks(r#"{"Work": {"0-1": {"Throw": {"Error": "Busy", "Cause": "later"}}, "2": {"Return": {"ok":  true}}}}"#);
    let arn = runtime.start(Start { tasks, ..skipping(&one_task(&retried)) }).await.unwrap();
    let end = ended(&runtime, &arn).await;
    assert_eq!((end.status, end.output.as_deref()), (Status::Succeeded, Some(r#"{"ok":true}"#)));
    let events = runtime.archive().whole_events(&arn, 1, 999).unwrap();
    let types: Vec<_> = events.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(types.iter().filter(|kind| **kind == "TaskFailed").count(), 2);
    assert_eq!(types.iter().filter(|kind| **kind == "TaskStarted").count(), 3);
    assert_eq!(events.last().unwrap().timestamp.0 - events[0].timestamp.0, 300_000, "100 s and 200 s of back-off");
}

#[tokio::test]
async fn submitted_tasks_are_answered_after_their_submission() {
    let runtime = in_memory();
    for (resource, extra) in [
        ("arn:aws:states:::states:startExecution.sync:2", r#"{"StateMachineArn": "arn:x"}"#),
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", r#"{"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}"#),
    ] {
        let fields = format!(r#""Resource": "{resource}", "Parameters": {extra}"#);
        let tasks = mocks(r#"{"Work": {"0": {"Throw": {"Error": "E", "Cause": "C"}}}}"#);
        let (end, types) = run(&runtime, Start { tasks, ..skipping(&one_task(&fields)) }).await;
        assert_eq!((end.error.as_deref(), end.cause.as_deref()), (Some("E"), Some("C")));
        let task: Vec<_> = types.iter().filter(|kind| kind.starts_with("Task")).collect();
        assert_eq!(task, [&"TaskStateEntered", &"TaskScheduled", &"TaskStarted", &"TaskSubmitted", &"TaskFailed"]);
    }
}

#[tokio::test]
async fn a_hanging_task_times_out_and_without_timeout_the_execution_stays_running() {
    let runtime = in_memory();
    let tasks = mocks(r#"{"Work": {"0": {"Hang": true}}}"#);
    let timed = format!(r#"{INVOKE}, "TimeoutSeconds": 86400"#);
    let (end, types) = run(&runtime, Start { tasks: tasks.clone(), ..skipping(&one_task(&timed)) }).await;
    assert_eq!((end.status, end.error.as_deref()), (Status::Failed, Some("States.Timeout")));
    assert!(types.contains(&"TaskTimedOut"), "{types:?}");

    let arn = runtime.start(Start { tasks, ..skipping(&one_task(INVOKE)) }).await.unwrap();
    let settled = settled(&runtime, &arn).await;
    assert!(matches!(settled, Settled::Waiting { asked: 0, hanging: 1 }), "{settled:?}");
    assert_eq!(runtime.archive().execution(&arn).unwrap().status, Status::Running);
    assert_eq!(types_end(&runtime, &arn), "TaskStarted");

    assert_eq!(code(runtime.delete(&[arn.to_string()]).await), "EXECUTION_STILL_RUNNING");
    runtime.stop(&arn, Some("Enough".into()), Some("of this".into())).await.unwrap();
    assert_eq!(runtime.archive().execution(&arn).unwrap().status, Status::Aborted, "stored when it returns");
    let end = ended(&runtime, &arn).await;
    assert_eq!(
        (end.status, end.error.as_deref(), end.cause.as_deref()),
        (Status::Aborted, Some("Enough"), Some("of this"))
    );
    assert_eq!(types_end(&runtime, &arn), "ExecutionAborted");
}

fn types_end(runtime: &stepwell_runtime::Runtime, arn: &str) -> &'static str {
    types(runtime, arn).last().copied().unwrap_or_default()
}

#[tokio::test]
async fn a_task_that_nobody_answers_fails_and_says_how_to_have_it_answered() {
    let runtime = in_memory();
    let failed = |tasks| run(&runtime, Start { tasks, ..skipping(&one_task(INVOKE)) });
    let (end, _) = failed(TaskSource::Nobody).await;
    assert_eq!((end.status, end.error.as_deref()), (Status::Failed, Some("States.TaskFailed")));
    let cause = end.cause.unwrap();
    assert!(cause.contains("'Work'") && cause.contains("--mocks") && cause.contains("lambda:invoke"), "{cause}");

    let (end, _) = failed(mocks("{}")).await;
    let cause = end.cause.unwrap();
    assert!(cause.contains("has no mock in test case 'c' of 'm'"), "{cause}");
    assert!(cause.contains("StateMachines/m/TestCases/c"), "{cause}");

    let (end, _) = failed(mocks(r#"{"Work": {"1-2": {"Return": 1}}}"#)).await;
    let cause = end.cause.unwrap();
    assert!(cause.contains("answers the calls 1-2") && cause.contains("this is call 0"), "{cause}");
}

const ACTIVITY: &str = r#""Resource": "arn:aws:states:us-east-1:123456789012:activity:clerk""#;

#[tokio::test]
async fn an_activity_of_which_a_test_case_has_no_mock_does_not_exist_to_its_executions() {
    let runtime = in_memory();
    // Nothing catches or retries it, as on AWS.
    let fields = format!(r#"{ACTIVITY}, "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "After"}}]"#);
    let failed = |tasks| run(&runtime, Start { tasks, ..skipping(&one_task(&fields)) });
    let (end, types) = failed(mocks("{}")).await;
    assert_eq!((end.status, end.error.as_deref()), (Status::Failed, Some("States.Runtime")));
    assert_eq!(
        end.cause.as_deref(),
        Some(
            "An error occurred while executing the state 'Work' (entered at the event id #4). \
             The activity arn:aws:states:us-east-1:123456789012:activity:clerk does not exist."
        )
    );
    assert_eq!(types.last(), Some(&"ExecutionFailed"));
    assert!(!types.contains(&"ActivityScheduled"), "{types:?}");

    // A mock of a state stands for its activity wherever it is named, and that one has no answer for a call is another matter.
    let two = format!(
        r#"{{"StartAt": "One", "States": {{"One": {{"Type": "Task", {ACTIVITY}, "Next": "Two"}}, "Two": {{"Type": "Task", {ACTIVITY}, "End": true}}}}}}"#
    );
    let (end, _) = run(&runtime, Start { tasks: mocks(r#"{"One": {"0": {"Return": 1}}}"#), ..skipping(&two) }).await;
    assert_eq!(end.error.as_deref(), Some("States.TaskFailed"));
    assert!(end.cause.unwrap().contains("The task of state 'Two'"));

    // With no test case, nothing is told of what there is.
    let (end, _) = run(&runtime, Start { tasks: TaskSource::Nobody, ..skipping(&one_task(ACTIVITY)) }).await;
    assert_eq!(end.error.as_deref(), Some("States.TaskFailed"));
}

#[tokio::test]
async fn an_activity_that_did_not_exist_is_there_in_a_fork_with_a_mock_of_it() {
    let runtime = in_memory();
    let arn = runtime.start(Start { tasks: mocks("{}"), ..skipping(&one_task(ACTIVITY)) }).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.error.as_deref(), Some("States.Runtime"));
    let entered = event(&runtime, &arn, "TaskStateEntered");
    let as_before = runtime.fork(Fork::of(&*arn, entered)).await.unwrap();
    assert_eq!(ended(&runtime, &as_before).await.error.as_deref(), Some("States.Runtime"));
    let tasks = Some(mocks(r#"{"Work": {"0": {"Return": "done"}}}"#));
    let fork = runtime.fork(Fork { tasks, ..Fork::of(&*arn, entered) }).await.unwrap();
    assert_eq!(ended(&runtime, &fork).await.output.as_deref(), Some("\"done\""));
}

#[tokio::test]
async fn the_context_object_of_a_synchronous_execution_has_no_redrive_count() {
    let runtime = in_memory();
    let definition = r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true,
        "Output": "{% $exists($states.context.Execution.RedriveCount) %}"}}}"#;
    let start = |kind, synchronous| Start { kind, synchronous, ..skipping(definition) };
    for (synchronous, has_it) in [(false, "true"), (true, "false")] {
        let (end, _) = run(&runtime, start(MachineType::Express, synchronous)).await;
        assert_eq!(end.output.as_deref(), Some(has_it));
    }
    assert_eq!(code(runtime.start(start(MachineType::Standard, true)).await), "STANDARD_CANNOT_BE_SYNCHRONOUS");
}

#[tokio::test]
async fn ended_executions_can_be_deleted_and_listed() {
    let runtime = in_memory();
    let mut arns = Vec::new();
    for name in ["one", "two"] {
        let start = Start {
            name: Some(name.into()),
            workflow: Some("/w/orders.asl.json".into()),
            ..skipping(r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#)
        };
        let arn = runtime.start(start).await.unwrap();
        ended(&runtime, &arn).await;
        arns.push(arn.to_string());
    }
    let archive = runtime.archive();
    let listed = archive.executions(&Default::default(), 0, 10).unwrap();
    assert_eq!(listed.len(), 2);
    assert_eq!(listed[0].state_machine_name, "orders");
    assert_eq!(&*archive.definition(&arns[0]).unwrap().0, r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#);
    // The driver leaves its line just after it has said that it ended.
    while !runtime.driven().is_empty() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    runtime.delete(&arns[..1]).await.unwrap();
    assert_eq!(archive.count(&Default::default()).unwrap(), 1);
    assert_eq!(code(archive.execution(&arns[0])), "HISTORY_UNKNOWN_EXECUTION");
}

#[tokio::test]
async fn events_are_read_with_their_payloads_by_reference() {
    let runtime = in_memory();
    let input = format!("{{\"pad\":\"{}\"}}", "ä".repeat(3000));
    let start = Start {
        input: input.as_str().into(),
        ..skipping(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#)
    };
    let arn = runtime.start(start).await.unwrap();
    ended(&runtime, &arn).await;
    let archive = runtime.archive();
    let views = archive.events(&arn, 2, 2, 20).unwrap();
    assert_eq!(views.iter().map(|view| view.event.id).collect::<Vec<_>>(), [2, 3]);
    let payload = &views[0].payloads[0];
    assert_eq!((payload.field.as_str(), payload.payload.bytes), ("input", input.len() as u64));
    assert_eq!(payload.payload.preview.chars().count(), 20);
    assert!(!payload.payload.whole);
    assert_eq!(payload.payload.hash, views[1].payloads[0].payload.hash, "one text, one payload");
    assert_eq!(&*archive.payload(&payload.payload.hash).unwrap(), input);
    assert!(archive.payload_view(&payload.payload.hash, 5000).unwrap().whole);
    let bare = archive.events(&arn, 2, 1, 0).unwrap();
    assert_eq!(bare[0].event.to_json()["stateEnteredEventDetails"]["name"], "A");
    assert_eq!(&*bare[0].payloads[0].payload.preview, "");
}
