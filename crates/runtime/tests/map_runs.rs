//! Map states in DISTRIBUTED mode: items from a folder that stands for S3, children in the history, results
//! written, restarts in between.

mod shared;

use std::path::Path;

use shared::*;
use stepwell_interpreter::Status;
use stepwell_json::Value;
use stepwell_runtime::{Answer, Buckets, Start, TaskSource, TimeMode};

const PASS: &str = r#""P": {"Type": "Pass", "End": true}"#;
const READ: &str =
    r#""ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"},"#;

fn put(folder: &Path, key: &str, text: &[u8]) {
    let path = folder.join("b").join(key);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn reading(definition: &str, folder: &Path, key: &str) -> Start {
    Start {
        buckets: Some(Buckets::new(folder)),
        input: format!(r#"{{"key": "{key}"}}"#).into(),
        ..skipping(definition)
    }
}

fn gzipped(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

#[tokio::test]
async fn items_come_from_every_kind_of_object() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.csv", b"x,y\n1,2\n3,4\n");
    put(folder.path(), "a.json.gz", &gzipped("[1,2,3]"));
    put(folder.path(), "in/1.jsonl", b"{\"a\":1}\n{\"a\":2}\n");
    put(folder.path(), "in/2.jsonl", b"{\"a\":3}\n");
    put(folder.path(), "inventory.json", br#"{"sourceBucket": "s", "destinationBucket": "arn:aws:s3:::b", "fileFormat": "CSV", "fileSchema": "Bucket, Key", "files": [{"key": "data.csv.gz"}]}"#);
    put(folder.path(), "data.csv.gz", &gzipped("\"s\",\"k1\"\n\"s\",\"k2\"\n"));
    let runtime = in_memory();
    for (reader, key, expected) in [
        (format!("{READ} \"ReaderConfig\": {{\"InputType\": \"CSV\", \"CSVHeaderLocation\": \"FIRST_ROW\"}}}},"), "a.csv", r#"[{"x":"1","y":"2"},{"x":"3","y":"4"}]"#),
        (format!("{READ} \"ReaderConfig\": {{\"InputType\": \"JSON\", \"MaxItems\": 2}}}},"), "a.json.gz", "[1,2]"),
        (format!("{READ} \"ReaderConfig\": {{\"InputType\": \"MANIFEST\", \"ManifestType\": \"S3_INVENTORY\"}}}},"), "inventory.json", r#"[{"Bucket":"s","Key":"k1"},{"Bucket":"s","Key":"k2"}]"#),
        (r#""ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b", "Prefix.$": "$.key"}}, "ItemSelector": {"k.$": "$$.Map.Item.Value.Key", "n.$": "$$.Map.Item.Value.Size", "s.$": "$$.Map.Item.Source"},"#.to_owned(), "in/", r#"[{"k":"in/1.jsonl","n":16,"s":"S3://b"},{"k":"in/2.jsonl","n":8,"s":"S3://b"}]"#),
        (r#""ItemReader": {"Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b", "Prefix": "in/"}, "ReaderConfig": {"InputType": "JSONL", "Transformation": "LOAD_AND_FLATTEN"}},"#.to_owned(), "-", r#"[{"a":1},{"a":2},{"a":3}]"#),
    ] {
        let (end, _) = run(&runtime, reading(&map(&reader, PASS), folder.path(), key)).await;
        let output = end.output.as_deref().map(|text| Value::parse(text).unwrap().to_compact());
        assert_eq!(output.as_deref(), Some(expected), "{reader} {end:?}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_fails_the_run_and_can_be_caught() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = in_memory();
    let definition = map(&format!("{READ} \"ReaderConfig\": {{\"InputType\": \"JSON\"}}}},"), PASS);
    let (end, kinds) = run(&runtime, reading(&definition, folder.path(), "none")).await;
    assert_eq!(end.error.as_deref(), Some("States.ItemReaderFailed"));
    assert_eq!(kinds[3..], ["MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed"]);
    let nobody = Start { input: r#"{"key": "k"}"#.into(), ..skipping(&definition) };
    let (end, _) = run(&runtime, nobody).await;
    assert!(end.cause.as_deref().is_some_and(|cause| cause.contains("--buckets")), "{end:?}");
}

#[tokio::test]
async fn results_are_written_for_each_way_a_child_can_end() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = in_memory();
    let definition = map(
        r#""ToleratedFailureCount": 1, "MaxConcurrency": 1, "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "out", "Prefix": "p/"}},"#,
        r#""P": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}"#,
    );
    let tasks = mocks(r#"{"P": {"0": {"Return": {"ok": 1}}, "1": {"Throw": {"Error": "E", "Cause": "c"}}}}"#);
    let start = Start {
        tasks,
        buckets: Some(Buckets::new(folder.path())),
        input: r#"["a", "b"]"#.into(),
        ..skipping(&definition)
    };
    let (end, _) = run(&runtime, start).await;
    let output = Value::parse(end.output.as_deref().unwrap_or_default()).unwrap();
    let key = output.pointer("/ResultWriterDetails/Key").and_then(Value::as_str).unwrap();
    let read =
        |key: &str| Value::parse(&std::fs::read_to_string(folder.path().join("out").join(key)).unwrap()).unwrap();
    let manifest = read(key);
    let file = |pointer: &str| read(manifest.pointer(pointer).and_then(Value::as_str).unwrap());
    let succeeded = file("/ResultFiles/SUCCEEDED/0/Key");
    assert_eq!(succeeded.pointer("/0/Output").and_then(Value::as_str), Some(r#"{"ok":1}"#));
    assert_eq!(succeeded.pointer("/0/Input").and_then(Value::as_str), Some(r#""a""#));
    let failed = file("/ResultFiles/FAILED/0/Key");
    assert_eq!(failed.pointer("/0/Error").and_then(Value::as_str), Some("E"));
    let child = failed.pointer("/0/ExecutionArn").and_then(Value::as_str).unwrap().to_owned();
    assert!(child.contains("/lines:"), "{child}");
    assert_eq!(types(&runtime, &child).last(), Some(&"ExecutionFailed"), "a child has a history of its own");
}

#[tokio::test]
async fn a_restart_finds_the_children_where_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let mut runtime = at(&path);
    let start = Start {
        tasks: TaskSource::Person,
        input: "[0, 1, 2]".into(),
        name: Some("e".into()),
        ..skipping(&map("\"MaxConcurrency\": 2,", ASK))
    };
    let arn = runtime.start(start).await.unwrap();
    for left in [2, 2, 1] {
        let arns = children(&runtime, left).await;
        runtime.shut_down().await;
        runtime = at(&path);
        let resumed = runtime.resume_all().await.unwrap();
        assert_eq!(resumed.len(), 1, "children come back through their parent: {resumed:?}");
        assert_eq!(children(&runtime, left).await, arns);
        let tasks = waiting(&runtime, &arns[0], 1).await;
        let answer = Answer::Return(tasks[0].parameters.get("in").unwrap().clone());
        runtime.answer_task(&arns[0], tasks[0].task, answer).await.unwrap();
        ended(&runtime, &arns[0]).await;
    }
    let end = ended_soon(&runtime, &arn).await;
    assert_eq!((end.status, end.output.as_deref()), (Status::Succeeded, Some("[0,1,2]")));
}

#[tokio::test]
async fn children_stop_with_their_parent_and_time_waits_for_them() {
    let runtime = in_memory();
    let definition = map("", ASK).replace("{\"StartAt\": \"M\"", "{\"TimeoutSeconds\": 60, \"StartAt\": \"M\"");
    let start = Start { tasks: TaskSource::Person, input: "[1, 2]".into(), ..skipping(&definition) };
    let arn = runtime.start(start).await.unwrap();
    let arns = children(&runtime, 2).await;
    let begun = std::time::Instant::now();
    while !matches!(settled(&runtime, &arn).await, stepwell_runtime::Settled::Waiting { asked: 2, .. }) {
        assert!(begun.elapsed() < HUNG);
    }
    runtime.stop(&arn, None, None).await.unwrap();
    while runtime.driven().iter().any(|driven| arns.contains(driven)) {
        assert!(begun.elapsed() < HUNG);
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    for child in &arns {
        assert_eq!(ended(&runtime, child).await.status, Status::Aborted);
    }
    // Where only what never answers is left, skipped time goes on.
    let tasks = mocks(r#"{"P": {"0-9": {"Hang": true}}}"#);
    let start = Start { tasks, time: TimeMode::Skip, input: "[1, 2]".into(), ..Start::of(definition) };
    let (end, _) = run(&runtime, start).await;
    assert_eq!(end.status, Status::TimedOut);
}

#[tokio::test]
async fn a_redrive_runs_only_the_children_that_did_not_succeed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let mut runtime = at(&path);
    let tasks = mocks(
        r#"{"P": {"0": {"Return": 1}, "1": {"Throw": {"Error": "E"}}, "2": {"Throw": {"Error": "E"}}, "3": {"Return": 2}, "4": {"Return": 3}}}"#,
    );
    let start = Start {
        tasks,
        name: Some("e".into()),
        input: "[1, 2, 3]".into(),
        ..skipping(&map("\"MaxConcurrency\": 1,", ASK))
    };
    let arn = runtime.start(start).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.error.as_deref(), Some("States.ExceedToleratedFailureThreshold"));
    for (status, output) in [(Status::Failed, None), (Status::Succeeded, Some("[1,2,3]"))] {
        // The mocks go on where they were, also in another process.
        runtime.shut_down().await;
        runtime = at(&path);
        runtime.redrive(&arn).await.unwrap();
        let end = ended(&runtime, &arn).await;
        assert_eq!((end.status, end.output.as_deref()), (status, output));
    }
    let kinds = types(&runtime, &arn);
    assert!(kinds.contains(&"MapRunRedriven"), "{kinds:?}");
    assert_eq!(kinds.iter().filter(|kind| **kind == "MapRunStarted").count(), 1);
}

#[tokio::test]
async fn express_children_begin_again_and_go_with_their_parent() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let tasks = mocks(
        r#"{"P": {"0": {"Return": 1}, "1": {"Return": 2}, "2": {"Return": 3}, "3": {"Return": 4}}, "Q": {"0": {"Return": 5}, "1": {"Throw": {"Error": "E"}}, "2": {"Return": 6}}}"#,
    );
    let two = r#""P": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Q"},
        "Q": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}"#;
    let definition =
        map("\"MaxConcurrency\": 1,", two).replace("\"ExecutionType\": \"STANDARD\"", "\"ExecutionType\": \"EXPRESS\"");
    let start = Start { tasks, name: Some("e".into()), input: "[1, 2]".into(), ..skipping(&definition) };
    let arn = runtime.start(start).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.error.as_deref(), Some("States.ExceedToleratedFailureThreshold"));
    let children = || {
        let mut parts = runtime.archive().history().parts_of(&arn).unwrap();
        parts.sort();
        parts
    };
    let before = children();
    assert_eq!(before.len(), 2);
    runtime.shut_down().await;
    let runtime = at(&path);
    runtime.redrive(&arn).await.unwrap();
    let end = ended(&runtime, &arn).await;
    assert_eq!(end.output.as_deref(), Some("[5,6]"));
    let mut after = runtime.archive().history().parts_of(&arn).unwrap();
    after.sort();
    assert_eq!(after, before, "under the ARNs that they had");
    for child in &after {
        let kinds = types(&runtime, child);
        assert_eq!(kinds.iter().filter(|kind| **kind == "TaskScheduled").count(), 2, "from its first state: {kinds:?}");
        assert!(!kinds.contains(&"ExecutionRedriven"), "{kinds:?}");
    }
    while runtime.live(&arn).is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    assert_eq!(runtime.delete(&[arn.to_string()]).await.unwrap().executions, 3);
    assert!(runtime.archive().history().execution(&before[0]).unwrap().is_none());
}

#[tokio::test]
async fn a_restart_finds_the_children_that_a_redrive_has_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let start = Start {
        tasks: TaskSource::Person,
        input: "[1, 2]".into(),
        name: Some("e".into()),
        ..skipping(&map("\"MaxConcurrency\": 1,", ASK))
    };
    let arn = runtime.start(start).await.unwrap();
    answer_child(&runtime, "1", Answer::Return(Value::from(10))).await;
    answer_child(&runtime, "2", Answer::Throw { error: "E".into(), cause: "".into() }).await;
    assert_eq!(ended_soon(&runtime, &arn).await.status, Status::Failed);
    while runtime.live(&arn).is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    runtime.redrive(&arn).await.unwrap();
    let open = children(&runtime, 1).await;
    runtime.shut_down().await;
    let runtime = at(&path);
    assert_eq!(runtime.resume_all().await.unwrap().len(), 1);
    assert_eq!(children(&runtime, 1).await, open);
    answer_child(&runtime, "2", Answer::Return(Value::from(20))).await;
    assert_eq!(ended_soon(&runtime, &arn).await.output.as_deref(), Some("[10,20]"));
}

#[tokio::test]
async fn mocks_go_on_where_they_were_for_the_children_that_a_restart_finds() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let tasks = mocks(r#"{"P": {"0": {"Return": 1}, "1": {"Hang": true}, "2": {"Return": 3}}}"#);
    let start = Start { tasks, input: "[1, 2]".into(), ..skipping(&map("\"MaxConcurrency\": 1,", ASK)) };
    let arn = runtime.start(start).await.unwrap();
    let waits = |settled| matches!(settled, stepwell_runtime::Settled::Waiting { hanging: 1, .. });
    assert!(waits(settled(&runtime, &arn).await));
    runtime.shut_down().await;
    let runtime = at(&path);
    runtime.resume(&arn).await.unwrap();
    assert!(waits(settled(&runtime, &arn).await));
}
