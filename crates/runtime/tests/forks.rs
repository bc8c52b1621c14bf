//! Executions that share the past of another: kept and resumed like any, with children and a clock of their own.

mod shared;

use shared::*;
use stepwell_asl::MachineType;
use stepwell_interpreter::{Recording, Status};
use stepwell_json::Value;
use stepwell_runtime::{Address, Answer, Change, Fork, Past, RecordedPast, Start, TaskSource, TimeMode};

fn returns(text: &str) -> Change {
    Change::Answer { state: None, answer: Answer::Return(Value::parse(text).unwrap()) }
}

#[tokio::test]
async fn a_fork_is_resumed_after_a_restart_and_answered_by_the_person_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let definition = one_task(INVOKE);
    let start = Start { tasks: TaskSource::Person, name: Some("first".into()), ..Start::of(definition.as_str()) };
    let arn = runtime.start(start).await.unwrap();
    let task = waiting(&runtime, &arn, 1).await[0].task;
    runtime.answer_task(&arn, task, Answer::Return(Value::from(1))).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.output.as_deref(), Some("1"));

    let scheduled = event(&runtime, &arn, "TaskScheduled");
    let fork = runtime.fork(Fork { name: Some("second".into()), ..Fork::of(&*arn, scheduled) }).await.unwrap();
    assert_eq!(waiting(&runtime, &fork, 1).await[0].scheduled_event, scheduled);
    runtime.shut_down().await;
    let runtime = at(&path);
    assert_eq!(runtime.resume(&fork).await.unwrap().waiting.len(), 1);
    let task = waiting(&runtime, &fork, 1).await[0].task;
    runtime.answer_task(&fork, task, Answer::Return(Value::from(2))).await.unwrap();
    assert_eq!(ended(&runtime, &fork).await.output.as_deref(), Some("2"));
    let shared = usize::try_from(scheduled).unwrap();
    let past = |arn: &str| runtime.archive().whole_events(arn, 1, shared).unwrap();
    assert_eq!(past(&fork), past(&arn));
    let stored = runtime.archive().execution(&fork).unwrap();
    assert_eq!(stored.fork_of.map(|of| (of.arn, of.event)), Some((Some(arn.to_string()), scheduled)));

    // At once, and with the same name there is none.
    let again = runtime.fork(Fork { change: returns("3"), ..Fork::of(&*arn, scheduled) }).await.unwrap();
    assert_eq!(ended(&runtime, &again).await.output.as_deref(), Some("3"));
    let twice = Fork { name: Some("second".into()), ..Fork::of(&*arn, scheduled) };
    assert_eq!(code(runtime.fork(twice).await), "HISTORY_EXECUTION_EXISTS");
}

#[tokio::test]
async fn a_map_run_after_the_fork_has_children_of_its_own() {
    let runtime = in_memory();
    let definition = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "M"}, "M": {"Type": "Map", "Label": "lines", "End": true,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "P",
        "States": {"P": {"Type": "Pass", "End": true}}}}}}"#;
    let start = Start { input: "[1, 2]".into(), ..skipping(definition) };
    let arn = runtime.start(start).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.output.as_deref(), Some("[1,2]"));
    let entered = event(&runtime, &arn, "MapStateEntered");
    let change = Change::Data { input: Some("[3, 4, 5]".into()), variables: None };
    let fork = runtime.fork(Fork { change, ..Fork::of(&*arn, entered) }).await.unwrap();
    assert_eq!(ended(&runtime, &fork).await.output.as_deref(), Some("[3,4,5]"));
    // Before it, with nothing changed: the same items, other children.
    let same = runtime.fork(Fork::of(&*arn, event(&runtime, &arn, "PassStateExited"))).await.unwrap();
    assert_eq!(ended(&runtime, &same).await.output.as_deref(), Some("[1,2]"));
    let parts = |arn: &str| runtime.archive().history().parts_of(arn).unwrap();
    assert_eq!((parts(&arn).len(), parts(&fork).len(), parts(&same).len()), (2, 3, 2));
    assert!(parts(&same).iter().all(|part| !parts(&arn).contains(part)));

    assert_eq!(code(runtime.fork(Fork::of(parts(&arn)[0].as_str(), 1)).await), "EXECUTION_NOT_FORKABLE");
}

#[tokio::test]
async fn a_recorded_history_goes_on_at_its_own_time_and_is_resumed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    // Waits for an hour, ten years ago.
    let definition = r#"{"StartAt": "W", "TimeoutSeconds": 7200, "States": {"W": {"Type": "Wait", "Seconds": 3600, "Next": "T"},
        "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}"#;
    let recording = Recording::parse(
        r#"{"events": [
            {"id": 1, "previousEventId": 0, "timestamp": "2016-01-01T00:00:00Z", "type": "ExecutionStarted", "executionStartedEventDetails": {"input": "{\"a\":  1}", "roleArn": "arn:r"}},
            {"id": 2, "previousEventId": 0, "timestamp": "2016-01-01T00:00:00Z", "type": "WaitStateEntered", "stateEnteredEventDetails": {"name": "W", "input": "{\"a\":  1}"}}]}"#,
    )
    .unwrap();
    let past = RecordedPast {
        recording,
        kind: MachineType::Standard,
        workflow: None,
        state_machine_name: "waits".into(),
        address: Address::default(),
        execution: None,
    };
    let fork = Fork {
        past: Past::Recording(Box::new(past)),
        definition: Some((definition.into(), stepwell_asl::Format::Json)),
        tasks: Some(TaskSource::Person),
        ..Fork::of("", 2)
    };
    let open = runtime.fork(fork.clone()).await.unwrap();
    let live = runtime.live(&open).expect("it is driven");
    assert_eq!((live.status, types(&runtime, &open).len()), (Status::Running, 2), "an hour has not passed for it");
    let skipped = runtime.fork(Fork { time: Some(TimeMode::Skip), ..fork.clone() }).await.unwrap();
    waiting(&runtime, &skipped, 1).await;
    let events = runtime.archive().whole_events(&skipped, 1, 10).unwrap();
    assert_eq!(events[2].timestamp.to_string(), "2016-01-01T01:00:00.000Z");
    runtime.shut_down().await;

    let runtime = at(&path);
    assert_eq!(runtime.resume_all().await.unwrap().len(), 2);
    let task = waiting(&runtime, &skipped, 1).await[0].task;
    runtime.answer_task(&skipped, task, Answer::Return(Value::from(1))).await.unwrap();
    assert_eq!(ended(&runtime, &skipped).await.output.as_deref(), Some("1"));
    assert_eq!(types(&runtime, &open).len(), 2);
    let stored = runtime.archive().execution(&skipped).unwrap();
    assert_eq!(runtime.archive().payload(&stored.input).unwrap().as_ref(), "{\"a\":  1}", "as written");

    // What it does not explain is said.
    let edited = definition.replace("\"W\"", "\"V\"");
    let misfit = Fork { definition: Some((edited.into(), stepwell_asl::Format::Json)), ..fork };
    let refused = runtime.fork(misfit).await.unwrap_err();
    assert_eq!(refused.code(), "DEFINITION_DOES_NOT_FIT_THE_PAST");
    assert!(refused.to_string().contains("name was W, and the definition gives V"), "{refused}");
}
