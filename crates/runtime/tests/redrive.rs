//! An execution that failed goes on from there, also in another process and more than once.

mod shared;

use shared::*;
use stepwell_interpreter::Status;
use stepwell_runtime::Start;

const TWO: &str = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "Good", "States": {"Good": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}},
    {"StartAt": "Bad", "States": {"Bad": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 9, "End": true}}}]}}}"#;

#[tokio::test]
async fn what_succeeded_is_not_run_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let mut runtime = at(&path);
    let tasks = mocks(
        r#"{"Good": {"0": {"Return": 1}}, "Bad": {"0": {"Throw": {"Error": "E"}}, "1": {"Hang": true}, "2": {"Return": 2}}}"#,
    );
    let arn = runtime.start(Start { tasks, name: Some("e".into()), ..skipping(TWO) }).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.error.as_deref(), Some("E"));
    for (status, output) in [(Status::Failed, None), (Status::Succeeded, Some("[1,2]"))] {
        runtime.shut_down().await;
        runtime = at(&path);
        runtime.redrive(&arn).await.unwrap();
        let end = ended(&runtime, &arn).await;
        assert_eq!((end.status, end.output.as_deref()), (status, output));
    }
    let types = types(&runtime, &arn);
    assert_eq!(types.iter().filter(|kind| **kind == "ExecutionRedriven").count(), 2);
    assert_eq!(types.iter().filter(|kind| **kind == "TaskScheduled").count(), 4, "Good once, Bad three times");
    let stored = runtime.archive().execution(&arn).unwrap();
    assert_eq!((stored.status, stored.error), (Status::Succeeded, None));
    assert_eq!(code(runtime.redrive(&arn).await), "EXECUTION_NOT_REDRIVABLE");
}

#[tokio::test]
async fn a_redrive_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("history.db");
    let runtime = at(&path);
    let definition = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1000000, "End": true}}}"#;
    let arn = runtime.start(Start { name: Some("e".into()), ..Start::of(definition) }).await.unwrap();
    runtime.stop(&arn, None, None).await.unwrap();
    while runtime.live(&arn).is_some() {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    runtime.redrive(&arn).await.unwrap();
    assert_eq!(code(runtime.redrive(&arn).await), "EXECUTION_STILL_RUNNING");
    runtime.shut_down().await;
    let runtime = at(&path);
    assert_eq!(runtime.resume_all().await.unwrap().len(), 1);
    assert_eq!(runtime.archive().execution(&arn).unwrap().status, Status::Running);
    runtime.stop(&arn, None, None).await.unwrap();
    assert_eq!(ended(&runtime, &arn).await.status, Status::Aborted);
}
