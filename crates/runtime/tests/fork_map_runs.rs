//! Forks at events where a map run is open: what its children came to is shared, what they were at begins again.

mod shared;

use std::sync::Arc;

use shared::*;
use stepwell_asl::{Format, MachineType};
use stepwell_interpreter::{Recording, Status};
use stepwell_json::Value;
use stepwell_runtime::{
    Address, Answer, Buckets, Change, Fork, Past, RecordedPast, Runtime, Start, StoredExecution, TaskSource,
};

/// A map run beside two tasks, whose events are where it can be forked while the run is open.
fn beside(fields: &str, states: &str) -> String {
    format!(
        r#"{{"StartAt": "Both", "States": {{"Both": {{"Type": "Parallel", "End": true, "Branches": [{},
            {{"StartAt": "First", "States": {{
                "First": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Second"}},
                "Second": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}}}}]}}}}}}"#,
        map(fields, states)
    )
}

fn returned(value: i64) -> Answer {
    Answer::Return(Value::from(value))
}

/// Answers the one task that waits in the execution itself.
async fn answer_own(runtime: &Runtime, arn: &str, value: i64) {
    let task = waiting(runtime, arn, 1).await[0].task;
    runtime.answer_task(arn, task, returned(value)).await.unwrap();
}

/// Starts it on three items, two at a time, answered by a person. The first item is answered before the first of the
/// tasks beside; gives the execution and the last event before the second is.
async fn half_done(runtime: &Runtime, definition: &str) -> (Arc<str>, u64) {
    let start = Start { tasks: TaskSource::Person, input: "[1, 2, 3]".into(), ..skipping(definition) };
    let arn = runtime.start(start).await.unwrap();
    children(runtime, 2).await;
    answer_child(runtime, "1", returned(10)).await;
    // The third has begun: the run knows that the first has ended.
    children(runtime, 2).await;
    answer_own(runtime, &arn, 1).await;
    waiting(runtime, &arn, 1).await;
    let scheduled = types(runtime, &arn).iter().rposition(|kind| *kind == "TaskScheduled").unwrap() as u64 + 1;
    (arn, scheduled)
}

/// Answers what is left of it.
async fn finish(runtime: &Runtime, arn: &str, answers: [i64; 3]) -> String {
    children(runtime, 2).await;
    answer_child(runtime, "2", returned(answers[0])).await;
    answer_child(runtime, "3", returned(answers[1])).await;
    answer_own(runtime, arn, answers[2]).await;
    ended_soon(runtime, arn).await.output.unwrap().to_string()
}

/// The children of an execution by their inputs.
fn parts(runtime: &Runtime, arn: &str) -> Vec<(String, StoredExecution)> {
    let archive = runtime.archive();
    let arns = archive.history().parts_of(arn).unwrap();
    let with_input = |arn: &String| {
        let stored = archive.execution(arn).unwrap();
        (archive.payload(&stored.input).unwrap().to_string(), stored)
    };
    let mut parts: Vec<_> = arns.iter().map(with_input).collect();
    parts.sort_by(|one, other| one.0.cmp(&other.0));
    parts
}

#[tokio::test]
async fn children_that_had_ended_are_shared_and_the_others_begin_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let (arn, event) = half_done(&runtime, &beside("\"MaxConcurrency\": 2,", ASK)).await;
    assert_eq!(finish(&runtime, &arn, [20, 30, 2]).await, "[[10,20,30],2]");

    let fork = runtime.fork(Fork { name: Some("second".into()), ..Fork::of(&*arn, event) }).await.unwrap();
    let begun = children(&runtime, 2).await;
    // A restart, and everything is where it was.
    runtime.shut_down().await;
    let runtime = at(&path);
    assert_eq!(runtime.resume_all().await.unwrap().len(), 1);
    assert_eq!(children(&runtime, 2).await, begun);
    assert_eq!(finish(&runtime, &fork, [21, 31, 3]).await, "[[10,21,31],3]");
    let whole = |arn: &str| runtime.archive().whole_events(arn, 1, usize::MAX).unwrap();
    let shared = usize::try_from(event).unwrap();
    assert_eq!(whole(&fork)[..shared], whole(&arn)[..shared]);
    let (of_arn, of_fork) = (parts(&runtime, &arn), parts(&runtime, &fork));
    assert_eq!((of_arn.len(), of_fork.len()), (3, 3));
    for ((input, one), (_, other)) in of_arn.iter().zip(&of_fork) {
        assert_ne!(one.arn, other.arn, "each has its own");
        let (before, after) = (whole(&one.arn), whole(&other.arn));
        assert_eq!((before == after, other.fork_of.is_some()), (input == "1", input == "1"), "{input}");
        assert_eq!((other.status, one.stopped == other.stopped), (Status::Succeeded, true), "{input}");
    }

    // A fork of the fork, with other data for the second task.
    let change = Change::Answer { state: Some("Second".into()), answer: returned(4) };
    let again = runtime.fork(Fork { change, ..Fork::of(&*fork, event) }).await.unwrap();
    children(&runtime, 2).await;
    answer_child(&runtime, "3", returned(32)).await;
    answer_child(&runtime, "2", returned(22)).await;
    assert_eq!(ended_soon(&runtime, &again).await.output.as_deref(), Some("[[10,22,32],4]"));
    let of_again = parts(&runtime, &again);
    assert_eq!(of_again.len(), 3);
    assert_eq!(of_again[0].1.fork_of.clone().unwrap().arn.as_ref(), Some(&of_fork[0].1.arn));
    // None of it hangs on what it was forked from.
    while [&arn, &fork].iter().any(|arn| runtime.live(arn).is_some()) {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    assert_eq!(runtime.delete(&[arn.to_string(), fork.to_string()]).await.unwrap().executions, 8);
    assert_eq!(parts(&runtime, &again), of_again);
}

#[tokio::test]
async fn an_edited_definition_must_lead_to_what_the_children_did() {
    let runtime = in_memory();
    let definition = beside("\"MaxConcurrency\": 2,", ASK);
    let (arn, event) = half_done(&runtime, &definition).await;
    finish(&runtime, &arn, [20, 30, 2]).await;
    let first = parts(&runtime, &arn)[0].1.arn.clone();
    let edited = |from: &str, to: &str| {
        assert!(definition.contains(from));
        let definition = definition.replace(from, to);
        runtime.fork(Fork { definition: Some((definition.into(), Format::Json)), ..Fork::of(&*arn, event) })
    };
    for (from, to, misfit) in [
        ("\"in.$\": \"$\"", "\"other.$\": \"$\"", "(TaskScheduled of state P)"),
        (
            "\"MaxConcurrency\": 2",
            "\"MaxConcurrency\": 2, \"ItemSelector\": {\"x\": 1}",
            "input was 1, and the definition gives {\"x\": 1}",
        ),
        ("\"STANDARD\"", "\"EXPRESS\"", "ExecutionType was STANDARD"),
    ] {
        let refused = edited(from, to).await.unwrap_err();
        assert_eq!(refused.code(), "DEFINITION_DOES_NOT_FIT_THE_PAST");
        assert!(refused.to_string().contains(misfit) && refused.to_string().contains(&first), "{refused}");
    }
    assert!(runtime.driven().is_empty(), "{:?}", runtime.driven());
    // What the child that ended never came to may be edited.
    let caught = r#""Catch": [{"ErrorEquals": ["E"], "Next": "Q"}], "End": true}, "Q": {"Type": "Pass", "Result": 0, "End": true}"#;
    let at_the_end = r#""Parameters": {"in.$": "$"}, "#;
    let fork = edited(&format!("{at_the_end}\"End\": true}}"), &format!("{at_the_end}{caught}")).await.unwrap();
    children(&runtime, 2).await;
    answer_child(&runtime, "2", Answer::Throw { error: "E".into(), cause: "".into() }).await;
    answer_child(&runtime, "3", returned(33)).await;
    answer_own(&runtime, &fork, 2).await;
    assert_eq!(ended_soon(&runtime, &fork).await.output.as_deref(), Some("[[10,0,33],2]"));
}

#[tokio::test]
async fn at_its_beginning_a_map_run_begins_again_and_keeps_its_results_apart() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = in_memory();
    let writer = r#""ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out", "Prefix": "p"}},"#;
    let tasks = mocks(r#"{"P": {"0": {"Return": "a"}, "1": {"Return": "b"}}}"#);
    let start = Start {
        tasks,
        input: "[1, 2]".into(),
        buckets: Some(Buckets::new(folder.path())),
        ..skipping(&map(&format!("\"MaxConcurrency\": 1, {writer}"), ASK))
    };
    let arn = runtime.start(start).await.unwrap();
    let output = |text: Option<Arc<str>>| Value::parse(&text.unwrap()).unwrap();
    let before = output(ended(&runtime, &arn).await.output);
    let file = |output: &Value| {
        let key = output.pointer("/ResultWriterDetails/Key").and_then(Value::as_str).unwrap();
        let manifest = std::fs::read_to_string(folder.path().join("out").join(key)).unwrap();
        let key = Value::parse(&manifest).unwrap().pointer("/ResultFiles/SUCCEEDED/0/Key").cloned().unwrap();
        std::fs::read_to_string(folder.path().join("out").join(key.as_str().unwrap())).unwrap()
    };
    let results = file(&before);
    let started = event(&runtime, &arn, "MapRunStarted");
    let fork = runtime.fork(Fork { name: Some("other".into()), ..Fork::of(&*arn, started) }).await.unwrap();
    let after = output(ended(&runtime, &fork).await.output);
    assert_eq!(before.get("MapRunArn"), after.get("MapRunArn"), "of the past they have in common");
    assert_ne!(before, after);
    assert_eq!(file(&before), results, "what was written stays");
    let written = Value::parse(&file(&after)).unwrap();
    let own: Vec<String> = parts(&runtime, &fork).into_iter().map(|(_, stored)| stored.arn).collect();
    for (index, letter) in ["\"a\"", "\"b\""].iter().enumerate() {
        let field =
            |name: &str| written.pointer(&format!("/{index}/{name}")).and_then(Value::as_str).unwrap().to_owned();
        assert_eq!((field("Output").as_str(), own.contains(&field("ExecutionArn"))), (*letter, true));
    }
}

#[tokio::test]
async fn a_redriven_map_run_goes_on_in_the_fork_as_it_did() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let two = r#""P": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Q"},
        "Q": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}"#;
    let tasks = mocks(
        r#"{"P": {"0": {"Return": 1}, "1": {"Return": 2}, "2": {"Return": 3}}, "Q": {"0": {"Return": "a"}, "1": {"Throw": {"Error": "E"}}, "2": {"Return": "b"}, "3": {"Return": "c"}}}"#,
    );
    let start = Start { tasks, input: "[1, 2, 3]".into(), ..skipping(&map("\"MaxConcurrency\": 1,", two)) };
    let arn = runtime.start(start).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.status, Status::Failed);
    runtime.redrive(&arn).await.unwrap();
    let whole = r#"["a","b","c"]"#;
    assert_eq!(ended(&runtime, &arn).await.output.as_deref(), Some(whole));

    let fork = runtime.fork(Fork::of(&*arn, event(&runtime, &arn, "MapRunRedriven"))).await.unwrap();
    assert_eq!(ended(&runtime, &fork).await.output.as_deref(), Some(whole));
    let second = &parts(&runtime, &fork)[1].1.arn;
    assert_eq!(types(&runtime, second), types(&runtime, &parts(&runtime, &arn)[1].1.arn), "it went on from Q");
    assert_eq!(types(&runtime, second).iter().filter(|kind| **kind == "ExecutionRedriven").count(), 1);

    // The end that comes with the event is shared, and can be redriven as that of the other could.
    let failed = runtime.fork(Fork::of(&*arn, event(&runtime, &arn, "MapRunFailed"))).await.unwrap();
    assert_eq!(ended(&runtime, &failed).await.status, Status::Failed);
    runtime.shut_down().await;
    let runtime = at(&path);
    runtime.redrive(&failed).await.unwrap();
    assert_eq!(ended(&runtime, &failed).await.output.as_deref(), Some(whole));
}

#[tokio::test]
async fn a_child_goes_on_with_a_map_run_of_its_own() {
    let runtime = in_memory();
    let inner = r#""I": {"Type": "Map", "Label": "inner", "MaxConcurrency": 1, "Next": "P", "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "T",
        "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}},
        "P": {"Type": "Pass", "End": true}"#;
    let definition = map("", inner).replace("\"StartAt\": \"P\"", "\"StartAt\": \"I\"");
    let tasks = mocks(
        r#"{"T": {"0": {"Return": "a"}, "1": {"Throw": {"Error": "E"}}, "2": {"Return": "b"}, "3": {"Return": "c"}}}"#,
    );
    let start = Start { tasks, input: "[[1, 2, 3]]".into(), ..skipping(&definition) };
    let arn = runtime.start(start).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.status, Status::Failed);
    runtime.redrive(&arn).await.unwrap();
    let whole = r#"[["a","b","c"]]"#;
    assert_eq!(ended(&runtime, &arn).await.output.as_deref(), Some(whole));

    let fork = runtime.fork(Fork::of(&*arn, event(&runtime, &arn, "MapRunRedriven"))).await.unwrap();
    assert_eq!(ended(&runtime, &fork).await.output.as_deref(), Some(whole));
    let children = |arn: &str| parts(&runtime, &parts(&runtime, arn)[0].1.arn);
    let (of_arn, of_fork) = (children(&arn), children(&fork));
    for ((input, one), (_, other)) in of_arn.iter().zip(&of_fork) {
        assert_eq!((types(&runtime, &one.arn), one.arn != other.arn), (types(&runtime, &other.arn), true), "{input}");
    }
    assert_eq!((of_arn.len(), of_fork.len()), (3, 3));
}

#[tokio::test]
async fn express_children_that_were_redriven_begin_again() {
    let runtime = in_memory();
    let definition = map("\"MaxConcurrency\": 1,", ASK).replace("\"STANDARD\"", "\"EXPRESS\"");
    let start = Start { tasks: TaskSource::Person, input: "[1, 2]".into(), ..skipping(&definition) };
    let arn = runtime.start(start).await.unwrap();
    answer_child(&runtime, "1", returned(10)).await;
    answer_child(&runtime, "2", Answer::Throw { error: "E".into(), cause: "".into() }).await;
    assert_eq!(ended_soon(&runtime, &arn).await.status, Status::Failed);
    runtime.redrive(&arn).await.unwrap();
    answer_child(&runtime, "2", returned(20)).await;
    assert_eq!(ended_soon(&runtime, &arn).await.output.as_deref(), Some("[10,20]"));

    let fork = runtime.fork(Fork::of(&*arn, event(&runtime, &arn, "MapRunRedriven"))).await.unwrap();
    answer_child(&runtime, "2", Answer::Throw { error: "E".into(), cause: "".into() }).await;
    assert_eq!(ended_soon(&runtime, &fork).await.status, Status::Failed);
    // What the second did before the redrive is nowhere any more.
    let lost = runtime.fork(Fork::of(&*arn, event(&runtime, &arn, "MapRunFailed"))).await.unwrap_err();
    assert_eq!(lost.code(), "EXECUTION_NOT_FORKABLE");
    assert!(lost.to_string().contains("has begun again since"), "{lost}");
    runtime.redrive(&fork).await.unwrap();
    answer_child(&runtime, "2", returned(21)).await;
    assert_eq!(ended_soon(&runtime, &fork).await.output.as_deref(), Some("[10,21]"));
    assert_eq!(parts(&runtime, &fork).len(), 2);
}

#[tokio::test]
async fn mocks_go_on_after_the_calls_of_the_children_before() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let again = r#""Next": "T", "ResultPath": "$.out", "ItemsPath": "$.items", "MaxConcurrency": 1,"#;
    let definition = map(again, ASK).replacen("\"End\": true,", "", 1).replacen(
        "{\"M\":",
        r#"{"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": "$.t", "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.t", "BooleanEquals": true, "Next": "M"}], "Default": "D"},
        "D": {"Type": "Pass", "OutputPath": "$.out", "End": true}, "M":"#,
        1,
    );
    let tasks = mocks(
        r#"{"P": {"0": {"Return": "a"}, "1": {"Return": "b"}, "2": {"Return": "c"}, "3": {"Return": "d"}}, "T": {"0": {"Return": true}, "1": {"Return": false}}}"#,
    );
    let start = Start { tasks, input: r#"{"items": [1, 2]}"#.into(), ..skipping(&definition) };
    let arn = runtime.start(start).await.unwrap();
    let whole = r#"["c","d"]"#;
    assert_eq!(ended(&runtime, &arn).await.output.as_deref(), Some(whole));
    let scheduled = event(&runtime, &arn, "TaskScheduled");
    let fork = runtime.fork(Fork::of(&*arn, scheduled)).await.unwrap();
    assert_eq!(ended(&runtime, &fork).await.output.as_deref(), Some(whole));
    // Before them none was made.
    let earlier = runtime.fork(Fork::of(&*fork, event(&runtime, &arn, "MapStateEntered"))).await.unwrap();
    assert_eq!(ended(&runtime, &earlier).await.output.as_deref(), Some(whole));

    // Also after a restart, and in a fork of the fork.
    let tasks = mocks(
        r#"{"P": {"0-1": {"Return": "no"}, "2": {"Return": "e"}, "3": {"Return": "f"}}, "T": {"0": {"Throw": {"Error": "E"}}, "1": {"Return": true}, "2": {"Return": false}}}"#,
    );
    let failed = runtime.fork(Fork { tasks: Some(tasks), ..Fork::of(&*fork, scheduled) }).await.unwrap();
    assert_eq!(ended(&runtime, &failed).await.error.as_deref(), Some("E"));
    runtime.shut_down().await;
    let runtime = at(&path);
    runtime.redrive(&failed).await.unwrap();
    assert_eq!(ended(&runtime, &failed).await.output.as_deref(), Some(r#"["e","f"]"#));
}

#[tokio::test]
async fn of_a_recorded_history_all_children_begin_again() {
    let runtime = in_memory();
    let recording = Recording::parse(
        r#"{"events": [
            {"id": 1, "previousEventId": 0, "timestamp": "2016-01-01T00:00:00Z", "type": "ExecutionStarted", "executionStartedEventDetails": {"input": "[1]", "roleArn": "arn:r"}},
            {"id": 2, "previousEventId": 0, "timestamp": "2016-01-01T00:00:00Z", "type": "MapStateEntered", "stateEnteredEventDetails": {"name": "M", "input": "[1]"}},
            {"id": 3, "previousEventId": 2, "timestamp": "2016-01-01T00:00:00Z", "type": "MapStateStarted", "mapStateStartedEventDetails": {"length": 1}},
            {"id": 4, "previousEventId": 3, "timestamp": "2016-01-01T00:00:00Z", "type": "MapRunStarted", "mapRunStartedEventDetails": {"mapRunArn": "arn:run"}}]}"#,
    )
    .unwrap();
    let past = RecordedPast {
        recording,
        kind: MachineType::Standard,
        workflow: None,
        state_machine_name: "maps".into(),
        address: Address::default(),
        execution: None,
    };
    let fork = Fork {
        past: Past::Recording(Box::new(past)),
        definition: Some((map("", ASK).into(), Format::Json)),
        tasks: Some(TaskSource::Person),
        ..Fork::of("", 4)
    };
    let first = runtime.fork(fork).await.unwrap();
    children(&runtime, 1).await;
    // Kept, it can be forked again there.
    let second = runtime.fork(Fork::of(&*first, 4)).await.unwrap();
    for arn in [&first, &second] {
        children(&runtime, if arn == &first { 2 } else { 1 }).await;
        let child = parts(&runtime, arn)[0].1.arn.clone();
        let task = runtime.waiting_tasks(&child)[0].task;
        runtime.answer_task(&child, task, returned(5)).await.unwrap();
        assert_eq!(ended_soon(&runtime, arn).await.output.as_deref(), Some("[5]"));
    }
}
