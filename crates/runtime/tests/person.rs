//! Tasks that a person answers.

mod shared;

use std::time::Duration;

use shared::*;
use stepwell_interpreter::{Status, TaskId, TaskPattern};
use stepwell_json::Value;
use stepwell_runtime::{Answer, Settled, Start, TaskSource, TimeMode};

fn asking(definition: &str) -> Start {
    Start { tasks: TaskSource::Person, ..skipping(definition) }
}

fn result(text: &str) -> Answer {
    Answer::Return(Value::parse(text).unwrap())
}

#[tokio::test]
async fn a_task_waits_for_its_answer_and_goes_on_with_it() {
    let runtime = in_memory();
    let start = Start { input: r#"{"n": 1}"#.into(), ..asking(&one_task(INVOKE)) };
    let arn = runtime.start(start).await.unwrap();
    let tasks = waiting(&runtime, &arn, 1).await;
    let task = &tasks[0];
    assert_eq!((task.state.key().as_str(), &*task.resource), ("Work", "arn:aws:states:::lambda:invoke"));
    assert_eq!(task.parameters, Value::parse(r#"{"FunctionName": "f", "Payload": {"n": 1}}"#).unwrap());
    assert_eq!((task.attempt, task.pattern, task.token.as_deref()), (0, TaskPattern::RequestResponse, None));
    assert!(matches!(settled(&runtime, &arn).await, Settled::Waiting { asked: 1, hanging: 0 }));
    assert_eq!(types(&runtime, &arn).last(), Some(&"TaskStarted"), "it is stored that it was asked");

    runtime.answer_task(&arn, task.task, result("{\"paid\":  true}")).await.unwrap();
    let end = ended(&runtime, &arn).await;
    assert_eq!((end.status, end.output.as_deref()), (Status::Succeeded, Some("{\"paid\":  true}")));
    assert!(runtime.waiting_tasks(&arn).is_empty());
}

#[tokio::test]
async fn an_answer_may_be_an_error_and_comes_once() {
    let runtime = in_memory();
    let caught = format!(r#"{INVOKE}, "Catch": [{{"ErrorEquals": ["Declined"], "Next": "After"}}]"#);
    let arn = runtime.start(asking(&one_task(&caught))).await.unwrap();
    let task = waiting(&runtime, &arn, 1).await[0].task;
    let declined = Answer::Throw { error: "Declined".into(), cause: "no money".into() };
    assert_eq!(code(runtime.answer_task(&arn, TaskId(99), declined.clone()).await), "TASK_NOT_WAITING");
    let long = Answer::Throw { error: "E".repeat(257).into(), cause: "".into() };
    assert_eq!(code(runtime.answer_task(&arn, task, long).await), "ANSWER_TOO_LONG");
    let (first, second) =
        tokio::join!(runtime.answer_task(&arn, task, declined), runtime.answer_task(&arn, task, result("1")),);
    first.unwrap();
    assert!(["TASK_NOT_WAITING", "EXECUTION_NOT_RUNNING"].contains(&code(second)));
    let end = ended(&runtime, &arn).await;
    assert_eq!(end.output.as_deref(), Some(r#"{"Error":"Declined","Cause":"no money"}"#));
    assert_eq!(code(runtime.answer_task("arn:none", task, result("1")).await), "EXECUTION_NOT_RUNNING");
}

#[tokio::test]
async fn a_callback_shows_its_token() {
    let runtime = in_memory();
    let fields = r#""Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}"#;
    let arn = runtime.start(asking(&one_task(fields))).await.unwrap();
    let tasks = waiting(&runtime, &arn, 1).await;
    let token = tasks[0].token.as_deref().unwrap();
    assert_eq!(tasks[0].parameters.pointer("/MessageBody/token").and_then(Value::as_str), Some(token));
    runtime.answer_task(&arn, tasks[0].task, result("{}")).await.unwrap();
    ended(&runtime, &arn).await;
    let types = types(&runtime, &arn);
    let task: Vec<_> = types.iter().filter(|kind| kind.starts_with("Task")).copied().collect();
    let expected =
        ["TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited"];
    assert_eq!(task, expected);
}

/// Two branches: one asks, the other rests for a minute.
const ASK_AND_REST: &str = r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
        "Parameters": {"FunctionName": "f"}, "TimeoutSeconds": 30, "End": true}}},
    {"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 60, "End": true}}}
]}}}"#;

#[tokio::test]
async fn skipped_time_stands_still_while_a_person_is_asked() {
    let runtime = in_memory();
    let arn = runtime.start(asking(ASK_AND_REST)).await.unwrap();
    assert!(matches!(settled(&runtime, &arn).await, Settled::Waiting { asked: 1, .. }));
    tokio::time::sleep(Duration::from_millis(50)).await;
    let types_now = types(&runtime, &arn);
    assert!(!types_now.contains(&"WaitStateExited") && !types_now.contains(&"TaskTimedOut"), "{types_now:?}");
    let task = runtime.waiting_tasks(&arn)[0].task;
    runtime.answer_task(&arn, task, result("1")).await.unwrap();
    let end = ended(&runtime, &arn).await;
    assert_eq!((end.status, end.output.as_deref()), (Status::Succeeded, Some("[1,{}]")));
}

#[tokio::test]
async fn real_time_goes_on_while_a_person_is_asked() {
    let runtime = in_memory();
    let definition = ASK_AND_REST.replace("\"TimeoutSeconds\": 30", "\"TimeoutSeconds\": 1");
    let arn = runtime.start(Start { time: TimeMode::Real, ..asking(&definition) }).await.unwrap();
    let tasks = waiting(&runtime, &arn, 1).await;
    let end = ended(&runtime, &arn).await;
    assert_eq!(end.error.as_deref(), Some("States.Timeout"));
    assert_eq!(code(runtime.answer_task(&arn, tasks[0].task, result("1")).await), "EXECUTION_NOT_RUNNING");
}

#[tokio::test]
async fn stopping_takes_the_question_back() {
    let runtime = in_memory();
    let arn = runtime.start(asking(&one_task(INVOKE))).await.unwrap();
    waiting(&runtime, &arn, 1).await;
    runtime.stop(&arn, None, None).await.unwrap();
    assert!(runtime.waiting_tasks(&arn).is_empty());
    assert_eq!(ended(&runtime, &arn).await.status, Status::Aborted);
    assert_eq!(code(runtime.stop(&arn, None, None).await), "EXECUTION_NOT_RUNNING");
}

#[tokio::test]
async fn listeners_hear_of_questions_and_of_the_end() {
    let runtime = in_memory();
    let mut news = runtime.subscribe();
    let arn = runtime.start(asking(&one_task(INVOKE))).await.unwrap();
    let mut heard = |done: fn(&stepwell_runtime::RuntimeEvent) -> bool| {
        let mut news = std::mem::replace(&mut news, runtime.subscribe());
        async move {
            tokio::time::timeout(HUNG, async {
                loop {
                    let event = news.recv().await.unwrap();
                    if done(&event) {
                        return event;
                    }
                }
            })
            .await
            .expect("it is told")
        }
    };
    let asked = heard(|event| event.waiting == 1).await;
    assert_eq!((&asked.arn, asked.status), (&arn, Status::Running));
    let told = heard(|event| event.status == Status::Succeeded);
    let task = runtime.waiting_tasks(&arn)[0].task;
    runtime.answer_task(&arn, task, result("1")).await.unwrap();
    let end = told.await;
    assert_eq!(end.last_event_id, runtime.archive().execution(&arn).unwrap().last_event_id);
    assert_eq!(end.waiting, 0);
}
