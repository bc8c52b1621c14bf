//! Restarts, crashes, full disks: what was acknowledged stays, nothing is run twice, and it goes on.

mod shared;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use shared::*;
use stepwell_history::{Filter, History, Options};
use stepwell_interpreter::Status;
use stepwell_json::Value;
use stepwell_runtime::{Answer, Runtime, Settled, Start, TaskSource};

/// Waits, asks, loops: every visit of Work is a task for the person.
const LOOP: &str = r#"{"StartAt": "Rest", "States": {
    "Rest": {"Type": "Wait", "Seconds": 5, "Next": "Work"},
    "Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
             "Parameters": {"FunctionName": "f", "Payload.$": "$"},
             "TimeoutSeconds": 600, "Next": "Enough?"},
    "Enough?": {"Type": "Choice", "Choices": [{"Variable": "$.enough", "BooleanEquals": true, "Next": "Done"}], "Default": "Rest"},
    "Done": {"Type": "Succeed"}
}}"#;

fn answer(text: &str) -> Answer {
    Answer::Return(Value::parse(text).unwrap())
}

fn json(runtime: &Runtime, arn: &str) -> Vec<serde_json::Value> {
    runtime.archive().whole_events(arn, 1, usize::MAX).unwrap().iter().map(|event| event.to_json()).collect()
}

#[tokio::test]
async fn after_a_restart_an_execution_goes_on_from_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let start = Start { tasks: TaskSource::Person, name: Some("e".into()), ..skipping(LOOP) };
    let arn = runtime.start(start).await.unwrap();
    let mut before = Vec::new();
    let mut runtime = runtime;
    for round in 0..4 {
        let tasks = waiting(&runtime, &arn, 1).await;
        assert_eq!(tasks[0].task.0, round + 1, "each visit asks once");
        before = json(&runtime, &arn);
        runtime.shut_down().await;

        // A process that has only just begun.
        runtime = at(&path);
        let resumed = runtime.resume_all().await.unwrap();
        assert_eq!(resumed.len(), 1);
        let resumed = resumed[0].1.as_ref().unwrap();
        assert_eq!(*resumed.waiting, *tasks, "the same task waits, with the same parameters");
        assert!(resumed.to_string().contains("wait for your answer again"), "{resumed}");
        assert_eq!(code(runtime.resume(&arn).await), "EXECUTION_STILL_RUNNING");
        assert!(matches!(settled(&runtime, &arn).await, Settled::Waiting { asked: 1, .. }));
        assert_eq!(json(&runtime, &arn), before, "resuming adds nothing to the history");
        let text = format!(r#"{{"enough": {}}}"#, round == 3);
        runtime.answer_task(&arn, tasks[0].task, answer(&text)).await.unwrap();
    }
    assert_eq!(ended(&runtime, &arn).await.status, Status::Succeeded);
    let after = json(&runtime, &arn);
    let others = runtime.clone();
    others.shut_down().await;
    assert_eq!(code(runtime.start(skipping(LOOP)).await), "RUNTIME_SHUT_DOWN");
    assert_eq!(json(&runtime, &arn), after, "what is stored can still be read");
    let runtime = at(&path);
    assert_eq!(after[..before.len()], before, "the past stays as it was");
    assert_eq!(after.iter().filter(|event| event["type"] == "TaskScheduled").count(), 4);
    assert!(runtime.resume_all().await.unwrap().is_empty());
    assert_eq!(code(runtime.resume(&arn).await), "EXECUTION_NOT_RUNNING");
}

#[tokio::test]
async fn a_restart_changes_nothing_of_what_would_have_come() {
    let folder = tempfile::tempdir().unwrap();
    let tasks = mocks(
        r#"{"Work": {"0-2": {"Throw": {"Error": "Busy"}}, "3": {"Return": {"id": 1}}}, "Ask": {"0": {"Hang": true}}}"#,
    );
    // Random jitter and the call counts of mocks must survive.
    let definition = r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "f"},
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 50, "JitterStrategy": "FULL", "MaxAttempts": 9}],
            "End": true}}},
        {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "f"}, "End": true}}}
    ]}}}"#;
    let runtime = at(&folder.path().join("history.db"));
    let arn = runtime.start(Start { tasks, ..skipping(definition) }).await.unwrap();
    assert!(matches!(settled(&runtime, &arn).await, Settled::Waiting { asked: 0, hanging: 1 }));
    let before = json(&runtime, &arn);
    runtime.shut_down().await;
    let runtime = at(&folder.path().join("history.db"));
    let resumed = runtime.resume(&arn).await.unwrap();
    assert_eq!(resumed.mocks_asked_again, 1);
    assert!(matches!(settled(&runtime, &arn).await, Settled::Waiting { asked: 0, hanging: 1 }));
    assert_eq!(json(&runtime, &arn), before);
}

/// The child of the test below: answers its own questions until it is killed, and says so after each.
#[tokio::test]
#[ignore = "run by the test below, and killed by it"]
async fn answer_until_killed() {
    let path = std::env::var_os("STEPWELL_DATABASE").unwrap();
    let runtime = at(Path::new(&path));
    let arn: Arc<str> = match runtime.resume_all().await.unwrap().pop() {
        Some((arn, resumed)) => {
            resumed.unwrap();
            arn
        }
        None => {
            let start = Start { tasks: TaskSource::Person, name: Some("e".into()), ..skipping(LOOP) };
            runtime.start(start).await.unwrap()
        }
    };
    loop {
        let task = waiting(&runtime, &arn, 1).await[0].task;
        writeln!(std::io::stderr(), "asked {}", task.0).unwrap();
        runtime.answer_task(&arn, task, answer(&format!(r#"{{"enough": false, "task": {}}}"#, task.0))).await.unwrap();
        writeln!(std::io::stderr(), "answered {}", task.0).unwrap();
    }
}

#[tokio::test]
async fn kill_9_loses_no_acknowledged_answer_and_asks_none_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let arn = "arn:aws:states:us-east-1:123456789012:execution:Workflow:e";
    for round in 1..=4 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "answer_until_killed", "--ignored", "--nocapture"])
            .env("STEPWELL_DATABASE", &path)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (mut asked, mut answered) = (0, 0);
        let mut killed = false;
        for line in BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok) {
            match line.split_once(' ').and_then(|(word, number)| Some((word, number.parse::<u64>().ok()?))) {
                Some(("asked", number)) => asked = number,
                Some(("answered", number)) => answered = number,
                _ => {}
            }
            if answered >= round * 15 && !killed {
                child.kill().unwrap();
                killed = true;
            }
        }
        child.wait().unwrap();
        assert!(killed, "the child died too early");

        let runtime = at(&path);
        let events = json(&runtime, arn);
        let count = |kind: &str| events.iter().filter(|event| event["type"] == kind).count() as u64;
        assert!(count("TaskSucceeded") >= answered, "an acknowledged answer is lost");
        assert!(count("TaskSucceeded") <= asked && count("TaskScheduled") >= asked);
        for (position, event) in events.iter().enumerate() {
            assert_eq!(event["id"], position as u64 + 1);
        }
        let outputs: Vec<_> = events
            .iter()
            .filter(|event| event["type"] == "TaskSucceeded")
            .map(|event| event["taskSucceededEventDetails"]["output"].as_str().unwrap().to_owned())
            .collect();
        for (position, output) in outputs.iter().enumerate() {
            assert_eq!(
                *output,
                format!(r#"{{"enough": false, "task": {}}}"#, position + 1),
                "each answer once, in order"
            );
        }
        runtime.resume(arn).await.unwrap();
        let tasks = waiting(&runtime, arn, 1).await;
        assert_eq!(tasks[0].task.0, outputs.len() as u64 + 1);
        runtime.shut_down().await;
    }
}

#[tokio::test]
async fn on_a_full_disk_an_execution_stalls_and_goes_on_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let limited = Options { max_bytes: Some(600_000), ..Options::owner() };
    let runtime = Runtime::new(History::open(&path, limited, 0).unwrap().history).unwrap();
    let definition = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 1, "End": true,
        "ItemProcessor": {"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 1, "End": true}}}}}}"#;
    let items: Vec<String> = (0..1500).map(|number| format!("item {number} {}", "x".repeat(140))).collect();
    let input = serde_json::to_string(&items).unwrap();
    let arn = runtime.start(Start { input: input.as_str().into(), ..skipping(definition) }).await.unwrap();
    match settled(&runtime, &arn).await {
        Settled::Stalled(problem) => assert_eq!(problem.code(), "HISTORY_DISK_FULL"),
        other => panic!("{other:?}"),
    }
    let before = json(&runtime, &arn);
    assert_eq!(runtime.archive().execution(&arn).unwrap().status, Status::Running);
    assert_eq!(before.len() as u64, runtime.archive().execution(&arn).unwrap().last_event_id);
    let more = "y".repeat(250_000);
    let refused = runtime.start(Start { input: format!("\"{more}\"").into(), ..skipping(definition) }).await;
    assert_eq!(code(refused), "HISTORY_DISK_FULL");
    runtime.shut_down().await;

    let runtime = at(&path);
    runtime.resume(&arn).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.status, Status::Succeeded);
    assert_eq!(json(&runtime, &arn)[..before.len()], before);
}

#[tokio::test]
async fn what_no_longer_leads_to_its_history_is_not_resumed_and_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let arn = runtime.start(Start { tasks: TaskSource::Person, ..skipping(LOOP) }).await.unwrap();
    waiting(&runtime, &arn, 1).await;
    let before = json(&runtime, &arn);
    runtime.shut_down().await;
    let database = rusqlite::Connection::open(&path).unwrap();
    database.execute("UPDATE inputs SET last_event_id = last_event_id + 1 WHERE number = 2", []).unwrap();
    drop(database);
    let runtime = at(&path);
    let resumed = runtime.resume_all().await.unwrap();
    let error = resumed[0].1.as_ref().unwrap_err();
    assert_eq!(error.code(), "EXECUTION_DIVERGED", "{error}");
    assert_eq!(json(&runtime, &arn), before);
    assert_eq!(code(runtime.wait_end(&arn).await), "EXECUTION_NOT_RUNNING");
}

#[tokio::test(flavor = "current_thread")]
async fn an_endless_loop_lets_others_work_and_can_be_stopped() {
    let runtime = in_memory();
    let endless =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}"#;
    let quotas = stepwell_interpreter::Settings { max_events: None, ..Default::default() };
    let mut loops = Vec::new();
    for _ in 0..2 {
        loops.push(runtime.start(Start { quotas: Some(quotas.clone()), ..skipping(endless) }).await.unwrap());
    }
    let others =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 9, "Next": "B"}, "B": {"Type": "Succeed"}}}"#;
    for _ in 0..3 {
        let (end, _) = run(&runtime, skipping(others)).await;
        assert_eq!(end.status, Status::Succeeded);
    }
    for arn in &loops {
        let first = runtime.live(arn).unwrap().last_event_id;
        while runtime.live(arn).unwrap().last_event_id == first {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        tokio::time::timeout(HUNG, runtime.stop(arn, None, None)).await.expect("it can be stopped").unwrap();
        assert_eq!(ended(&runtime, arn).await.status, Status::Aborted);
    }
    assert_eq!(runtime.archive().count(&Filter { status: Some("RUNNING".into()), ..Filter::default() }).unwrap(), 0);
}

#[tokio::test]
async fn the_event_quota_ends_an_endless_loop() {
    let runtime = in_memory();
    let endless = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}"#;
    let (end, types) = run(&runtime, skipping(endless)).await;
    assert_eq!(end.status, Status::Failed);
    assert_eq!(types.len(), 25_000);
}
