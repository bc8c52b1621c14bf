//! What no recording shows, or shows only in part: quotas, aborts, timeouts, late inputs, honesty.
//! Each test runs a definition and compares the history, an event a line: `id<-previous type what`.

mod driver;

use driver::{Answer, check, lines, run, run_with, throw, value};
use serde_json::Value as Json;
use stepwell_asl::MachineType;
use stepwell_interpreter::{
    Details, Effect, EventKind, Execution, FailureStage, Input, InputKind, Settings, Status, StepError, TaskId,
    TimerId, TimerPurpose, Timestamp,
};
use stepwell_json::Value;

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;

#[test]
fn what_passes_through_keeps_its_text() {
    let run = run(
        r#"{"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Next": "B"},
            "B": {"Type": "Parallel", "Branches": [{"StartAt": "C", "States": {"C": {"Type": "Pass", "OutputPath": "$.a", "End": true}}}], "End": true}}}"#,
        "{ \"a\" : [1.0,  2e0, \"\\u0041\"] }",
        &[],
    );
    check(
        &run,
        r#"
        1<-0 ExecutionStarted
        2<-0 PassStateEntered A { "a" : [1.0,  2e0, "\u0041"] }
        3<-2 PassStateExited A { "a" : [1.0,  2e0, "\u0041"] }
        4<-3 ParallelStateEntered B { "a" : [1.0,  2e0, "\u0041"] }
        5<-4 ParallelStateStarted
        6<-5 PassStateEntered C { "a" : [1.0,  2e0, "\u0041"] }
        7<-6 PassStateExited C [1.0,  2e0, "\u0041"]
        8<-7 ParallelStateSucceeded
        9<-7 ParallelStateExited B [[1.0,  2e0, "\u0041"]]
        10<-9 ExecutionSucceeded [[1.0,  2e0, "\u0041"]]
        "#,
    );
}

#[test]
fn a_failing_branch_aborts_the_others_inside_out() {
    let definition = format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [
            {{"StartAt": "Fails", "States": {{"Fails": {{{TASK}, "End": true}}}}}},
            {{"StartAt": "Waits", "States": {{"Waits": {{"Type": "Wait", "Seconds": 60, "End": true}}}}}},
            {{"StartAt": "M", "States": {{"M": {{"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor":
                {{"StartAt": "Hangs", "States": {{"Hangs": {{{TASK}, "End": true}}}}}}}}}}}}]}}}}}}"#
    );
    let run = run(
        &definition,
        r#"{"items":[1,2]}"#,
        &[("Fails", &[throw("E", "c")]), ("Hangs", &[Answer::Hang, Answer::Hang])],
    );
    let history = lines(&run);
    let from = history.iter().position(|line| line.contains("TaskFailed")).expect("it fails");
    assert_eq!(
        history[from - 1..],
        [
            "15<-5 TaskStarted",
            "16<-15 TaskFailed E c",
            "17<-16 TaskStateAborted",
            "18<-6 WaitStateAborted",
            "19<-12 TaskStateAborted",
            "20<-19 MapIterationAborted 0",
            "21<-14 TaskStateAborted",
            "22<-21 MapIterationAborted 1",
            "23<-8 MapStateAborted",
            "24<-16 ParallelStateFailed",
            "25<-24 ExecutionFailed E c",
        ]
    );
}

#[test]
fn a_map_runs_no_more_iterations_at_once_than_it_may() {
    let run = run(
        r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "MaxConcurrency": 2, "End": true,
            "ItemSelector": {"n.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index"},
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "OutputPath": "$.n", "End": true}}}}}}"#,
        "[7,8,9]",
        &[],
    );
    check(
        &run,
        r#"
        1<-0 ExecutionStarted
        2<-0 MapStateEntered M [7,8,9]
        3<-2 MapStateStarted 3
        4<-3 MapIterationStarted 0
        5<-3 MapIterationStarted 1
        6<-4 PassStateEntered P {"n":7,"at":0}
        7<-6 PassStateExited P 7
        8<-7 MapIterationSucceeded 0
        9<-7 MapIterationStarted 2
        10<-9 PassStateEntered P {"n":9,"at":2}
        11<-10 PassStateExited P 9
        12<-11 MapIterationSucceeded 2
        13<-5 PassStateEntered P {"n":8,"at":1}
        14<-13 PassStateExited P 8
        15<-14 MapIterationSucceeded 1
        16<-15 MapStateSucceeded
        17<-15 MapStateExited M [7,8,9]
        18<-17 ExecutionSucceeded [7,8,9]
        "#,
    );
}

#[test]
fn a_map_over_nothing_succeeds_at_once() {
    let run = run(
        r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#,
        "[]",
        &[],
    );
    check(
        &run,
        "1<-0 ExecutionStarted
        2<-0 MapStateEntered M []
        3<-2 MapStateStarted 0
        4<-3 MapStateSucceeded
        5<-3 MapStateExited M []
        6<-5 ExecutionSucceeded []",
    );
}

#[test]
fn a_runtime_error_inside_a_branch_ends_the_execution_at_once() {
    let run = run(
        r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true,
            "Retry": [{"ErrorEquals": ["States.ALL"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}],
            "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"m.$": "$.nope"}, "End": true}}}]},
            "C": {"Type": "Pass", "End": true}}}"#,
        r#"{"x":"a"}"#,
        &[],
    );
    check(
        &run,
        r#"
        1<-0 ExecutionStarted
        2<-0 ParallelStateEntered P {"x":"a"}
        3<-2 ParallelStateStarted
        4<-3 PassStateEntered A {"x":"a"}
        5<-4 ExecutionFailed States.Runtime An error occurred while executing the state 'A' (entered at the event id #4). The JSONPath '$.nope' specified for the field 'm.$' could not be found in the input '{"x":"a"}'
        "#,
    );
}

#[test]
fn a_choice_that_nothing_matches_ends_the_execution() {
    let run = run(
        r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "StringEquals": "no", "Next": "D"}]},
            "D": {"Type": "Pass", "End": true}}}"#,
        r#"{"x":"a"}"#,
        &[],
    );
    check(
        &run,
        r#"
        1<-0 ExecutionStarted
        2<-0 ChoiceStateEntered C {"x":"a"}
        3<-2 ExecutionFailed States.Runtime An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.
        "#,
    );
}

#[test]
fn conditions_combine_and_missing_variables_fail() {
    let definition = r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Default": "No", "Choices": [
        {"And": [{"Variable": "$.a", "IsPresent": true}, {"Not": {"Or": [{"Variable": "$.a", "NumericLessThanPath": "$.b"}, {"Variable": "$.a", "IsString": true}]}}], "Next": "Yes"},
        {"Variable": "$.c", "BooleanEquals": true, "Next": "Yes"}]},
        "Yes": {"Type": "Succeed"}, "No": {"Type": "Succeed"}}}"#;
    let last = |input: &str| lines(&run(definition, input, &[])).pop().unwrap_or_default();
    let entered = |input: &str| lines(&run(definition, input, &[]))[3].clone();
    assert_eq!(entered(r#"{"a":2,"b":1,"c":false}"#), r#"4<-3 SucceedStateEntered Yes {"a":2,"b":1,"c":false}"#);
    assert_eq!(entered(r#"{"a":0,"b":1,"c":false}"#), r#"4<-3 SucceedStateEntered No {"a":0,"b":1,"c":false}"#);
    assert_eq!(
        last(r#"{"b":1}"#),
        "3<-2 ExecutionFailed States.Runtime An error occurred while executing the state 'C' (entered at the event id #2). Invalid path '$.c': The choice state's condition path references an invalid value."
    );
}

#[test]
fn retriers_count_by_themselves_and_catch_comes_after() {
    let definition = format!(
        r#"{{"StartAt": "T", "States": {{"T": {{{TASK}, "Parameters": {{"try.$": "$$.State.RetryCount"}}, "End": true,
            "Retry": [{{"ErrorEquals": ["A"], "MaxAttempts": 1, "IntervalSeconds": 2}}, {{"ErrorEquals": ["B"], "MaxAttempts": 2, "BackoffRate": 3}}],
            "Catch": [{{"ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.e", "Next": "C"}}]}},
            "C": {{"Type": "Pass", "End": true}}}}}}"#
    );
    let run = run(
        &definition,
        r#"{"x":1}"#,
        &[("T", &[throw("A", "1"), throw("B", "2"), throw("B", "3"), throw("A", "4"), Answer::Hang])],
    );
    check(
        &run,
        r#"
        1<-0 ExecutionStarted
        2<-0 TaskStateEntered T {"x":1}
        3<-2 TaskScheduled
        4<-3 TaskStarted
        5<-4 TaskFailed A 1
        6<-5 TaskScheduled
        7<-6 TaskStarted
        8<-7 TaskFailed B 2
        9<-8 TaskScheduled
        10<-9 TaskStarted
        11<-10 TaskFailed B 3
        12<-11 TaskScheduled
        13<-12 TaskStarted
        14<-13 TaskFailed A 4
        15<-14 TaskStateExited T {"x":1,"e":{"Error":"A","Cause":"4"}}
        16<-15 PassStateEntered C {"x":1,"e":{"Error":"A","Cause":"4"}}
        17<-16 PassStateExited C {"x":1,"e":{"Error":"A","Cause":"4"}}
        18<-17 ExecutionSucceeded {"x":1,"e":{"Error":"A","Cause":"4"}}
        "#,
    );
    let begun = run.events[0].timestamp;
    let seconds: Vec<i64> = run.events.iter().map(|event| (event.timestamp.0 - begun.0) / 1000).collect();
    assert_eq!((seconds[5], seconds[8], seconds[11]), (2, 3, 6), "pauses of 2 s, 1 s and 3 s");
    let tries: Vec<Json> = run
        .events
        .iter()
        .filter(|event| event.kind == EventKind::TaskScheduled)
        .map(|event| event.to_json()["taskScheduledEventDetails"]["parameters"].clone())
        .collect();
    assert_eq!(tries, [r#"{"try":0}"#, r#"{"try":1}"#, r#"{"try":2}"#, r#"{"try":3}"#]);
}

#[test]
fn jitter_comes_from_the_seed() {
    let definition = format!(
        r#"{{"StartAt": "T", "States": {{"T": {{{TASK}, "End": true,
            "Retry": [{{"ErrorEquals": ["States.ALL"], "MaxAttempts": 5, "IntervalSeconds": 1000, "BackoffRate": 1, "JitterStrategy": "FULL"}}]}}}}}}"#
    );
    let list =
        [("T", &[throw("A", ""), throw("A", ""), throw("A", ""), throw("A", ""), throw("A", ""), throw("A", "")][..])];
    let (one, other) = (run(&definition, "{}", &list), run(&definition, "{}", &list));
    assert_eq!(one.events, other.events);
    let times: Vec<i64> = one
        .events
        .iter()
        .filter(|event| event.kind == EventKind::TaskScheduled)
        .map(|event| event.timestamp.0)
        .collect();
    let pauses: Vec<i64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    assert!(pauses.iter().all(|pause| (0..=1_000_000).contains(pause)), "{pauses:?}");
    assert!(pauses.windows(2).any(|pair| pair[0] != pair[1]), "{pauses:?}");
}

#[test]
fn heartbeats_put_the_time_out_off_and_answer_to_their_own_name() {
    let definition = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "End": true, "HeartbeatSeconds": 10, "TimeoutSeconds": 100,
        "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {"t.$": "$$.Task.Token"},
        "Catch": [{"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "C"}]}, "C": {"Type": "Pass", "End": true}}}"#;
    let program = driver::compile(definition, MachineType::Standard).expect("compiles");
    let mut execution = Execution::new(program, Settings::default());
    let first = driver::start(value("{}"), "r");
    let begun = first.at;
    let step = execution.step(&first).expect("starts");
    let timer = |step: &stepwell_interpreter::Step| {
        step.effects.iter().find_map(|effect| match effect {
            Effect::ArmTimer { timer, due, purpose: TimerPurpose::Heartbeat } => Some((*timer, *due)),
            _ => None,
        })
    };
    let (armed, due) = timer(&step).expect("a heartbeat timer");
    assert_eq!(due, Timestamp(begun.0 + 10_000));
    let token = step.effects.iter().find_map(|effect| match effect {
        Effect::StartTask(request) => Some((request.token.clone(), request.parameters.clone())),
        _ => None,
    });
    let (token, parameters) = token.expect("a task");
    assert_eq!(parameters.get("t").and_then(Value::as_str), token.as_deref());
    let at = |seconds: i64, kind| Input { at: Timestamp(begun.0 + seconds * 1000), kind };
    let step = execution.step(&at(8, InputKind::TaskHeartbeat { task: TaskId(1) })).expect("a beat");
    assert!(step.events.is_empty());
    assert!(step.effects.contains(&Effect::CancelTimer { timer: armed }));
    let (armed, due) = timer(&step).expect("armed again");
    assert_eq!(due, Timestamp(begun.0 + 18_000));
    let step = execution.step(&at(18, InputKind::TimerFired { timer: armed })).expect("fires");
    assert_eq!(
        step.events.iter().map(|event| event.kind).collect::<Vec<_>>(),
        [
            EventKind::TaskStarted,
            EventKind::TaskTimedOut,
            EventKind::TaskStateExited,
            EventKind::PassStateEntered,
            EventKind::PassStateExited,
            EventKind::ExecutionSucceeded
        ]
    );
    assert!(step.effects.contains(&Effect::CancelTask { task: TaskId(1) }));
    assert_eq!(execution.status(), Status::Succeeded);
}

#[test]
fn a_machine_that_takes_too_long_times_out() {
    let run = run(
        r#"{"StartAt": "W", "TimeoutSeconds": 3, "States": {"W": {"Type": "Wait", "Seconds": 25, "End": true}}}"#,
        "{}",
        &[],
    );
    check(&run, "1<-0 ExecutionStarted\n2<-0 WaitStateEntered W {}\n3<-2 ExecutionTimedOut States.Timeout -");
    assert_eq!(run.events[2].timestamp.0 - run.events[0].timestamp.0, 3_000);
    assert_eq!(run.outcome.map(|outcome| outcome.status), Some(Status::TimedOut));
}

#[test]
fn an_endless_loop_ends_at_the_quota_of_events() {
    let run = run(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "A"}}}"#, "{}", &[]);
    assert_eq!(run.events.len(), 25_000);
    let history = lines(&run);
    assert_eq!(
        history.last().map(String::as_str),
        Some(
            "25000<-24999 ExecutionFailed States.Runtime The execution reached the maximum number of history events (25000)."
        )
    );
    assert!(run.inputs.len() > 10, "the loop gives way to other inputs");
}

#[test]
fn a_million_transitions_need_neither_stack_nor_patience() {
    let settings = Settings { max_events: None, transitions_per_step: u32::MAX, ..Settings::default() };
    let definition =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "Next": "A"}}}"#;
    let program = driver::compile(definition, MachineType::Standard).expect("compiles");
    // In one step, then in many.
    let mut execution = Execution::new(
        std::sync::Arc::clone(&program),
        Settings { transitions_per_step: 1_000_000, ..settings.clone() },
    );
    let step = execution.step(&driver::start(value("{}"), "r")).expect("starts");
    assert!(step.more);
    assert_eq!(execution.transitions(), 1_000_000);
    assert_eq!(step.events.len(), 2_000_001);
}

#[test]
fn results_larger_than_a_payload_fail_the_task_and_larger_outputs_the_execution() {
    let settings = Settings { max_payload_bytes: 60, ..Settings::default() };
    let definition = format!(
        r#"{{"StartAt": "T", "States": {{"T": {{{TASK}, "ResultPath": "$.r", "End": true, "Catch": [{{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "C"}}]}},
            "C": {{"Type": "Pass", "End": true}}}}}}"#
    );
    let large = Answer::Return(Value::from("x".repeat(59)));
    let ran = run_with(&definition, "{}", settings.clone(), &[("T", &[large])]);
    assert_eq!(
        lines(&ran)[4..6],
        [
            "5<-4 TaskFailed States.DataLimitExceeded The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.",
            "6<-5 TaskStateExited T {}"
        ]
    );
    // Just under the limit as a result, over it as the state's output: nothing catches that.
    let just_under = Answer::Return(Value::from("x".repeat(57)));
    let ran = run_with(&definition, "{}", settings, &[("T", &[just_under])]);
    assert_eq!(
        lines(&ran).last().map(String::as_str),
        Some(
            "6<-5 ExecutionFailed States.DataLimitExceeded The state/task 'T' returned a result with a size exceeding the maximum number of bytes service limit."
        )
    );
}

#[test]
fn variables_have_limits() {
    let definition = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"v.$": "$.v"}, "Next": "B"}, "B": {"Type": "Pass", "Assign": {"w.$": "$v"}, "End": true}}}"#;
    let limited =
        |max_assign_bytes, max_variable_bytes| Settings { max_assign_bytes, max_variable_bytes, ..Settings::default() };
    let last = |settings| lines(&run_with(definition, r#"{"v":"12345678"}"#, settings, &[])).pop().unwrap_or_default();
    assert!(last(limited(10, 20)).contains("ExecutionSucceeded"));
    assert!(last(limited(9, 20)).starts_with("3<-2 ExecutionFailed States.DataLimitExceeded"));
    assert!(last(limited(10, 19)).starts_with("5<-4 ExecutionFailed States.DataLimitExceeded"));
}

#[test]
fn stopping_writes_the_callers_words_and_calls_everything_off() {
    let definition = format!(r#"{{"StartAt": "T", "States": {{"T": {{{TASK}, "TimeoutSeconds": 9, "End": true}}}}}}"#);
    let program = driver::compile(&definition, MachineType::Standard).expect("compiles");
    let mut execution = Execution::new(program, Settings::default());
    let first = driver::start(value("{}"), "r");
    execution.step(&first).expect("starts");
    let stop = Input { at: first.at, kind: InputKind::Stop { error: Some("Why".into()), cause: None } };
    let step = execution.step(&stop).expect("stops");
    assert_eq!(step.events.len(), 1);
    assert_eq!(step.events[0].details, Details::Failure { error: Some("Why".into()), cause: None });
    let [cancelled @ .., Effect::Ended(outcome)] = &step.effects[..] else { panic!("{:?}", step.effects) };
    assert_eq!(outcome.status, Status::Aborted);
    assert_eq!(
        cancelled,
        [
            Effect::CancelTask { task: TaskId(1) },
            Effect::CancelTimer { timer: TimerId(1) },
            Effect::CancelTimer { timer: TimerId(2) }
        ]
    );
    // What comes too late leads to nothing.
    let late = Input { at: first.at, kind: InputKind::TaskSucceeded { task: TaskId(1), output: Value::Null } };
    assert_eq!(execution.step(&late), Ok(Default::default()));
}

#[test]
fn inputs_that_cannot_belong_are_refused() {
    let program = driver::compile(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "End": true}}}"#,
        MachineType::Standard,
    )
    .expect("compiles");
    let mut execution = Execution::new(program, Settings::default());
    let first = driver::start(value("{}"), "r");
    let at = first.at;
    assert_eq!(execution.step(&Input { at, kind: InputKind::Continue }), Err(StepError::NotStarted));
    execution.step(&first).expect("starts");
    assert_eq!(execution.step(&first), Err(StepError::AlreadyStarted));
    let kind = InputKind::TaskFailed { task: TaskId(1), stage: FailureStage::Run, error: None, cause: None };
    assert_eq!(execution.step(&Input { at, kind }), Err(StepError::UnknownTask(1)));
    assert_eq!(
        execution.step(&Input { at, kind: InputKind::TimerFired { timer: TimerId(9) } }),
        Err(StepError::UnknownTimer(9))
    );
}

#[test]
fn answers_of_a_task_that_never_started_start_it() {
    let stages = [
        (FailureStage::Run, vec![EventKind::LambdaFunctionStarted, EventKind::LambdaFunctionFailed]),
        (FailureStage::Schedule, vec![EventKind::LambdaFunctionScheduleFailed]),
        (FailureStage::Start, vec![EventKind::LambdaFunctionStartFailed]),
    ];
    for (stage, expected) in stages {
        let definition = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:1:function:f", "End": true}}}"#;
        let program = driver::compile(definition, MachineType::Standard).expect("compiles");
        let mut execution = Execution::new(program, Settings::default());
        let first = driver::start(value("{}"), "r");
        execution.step(&first).expect("starts");
        let kind = InputKind::TaskFailed { task: TaskId(1), stage, error: Some("E".into()), cause: None };
        let step = execution.step(&Input { at: first.at, kind }).expect("fails");
        let kinds: Vec<EventKind> = step.events.iter().map(|event| event.kind).collect();
        assert_eq!(kinds[..kinds.len() - 1], expected);
        assert_eq!(kinds.last(), Some(&EventKind::ExecutionFailed));
    }
}

#[test]
fn definitions_that_cannot_run_say_where() {
    let refused = |definition: &str| {
        let error = driver::compile(definition, MachineType::Standard).expect_err("refused");
        (error.code, error.location.clone(), error.span.map(|span| definition[span.start..span.end].to_owned()))
    };
    assert_eq!(refused("{").0, "INVALID_JSON_DESCRIPTION");
    assert_eq!(refused("[]").0, "INVALID_JSON_DESCRIPTION");
    assert_eq!(
        refused(r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}"#),
        ("MISSING_TRANSITION_TARGET", "/States/A/Next".into(), Some(r#""Next": "B""#.into()))
    );
    assert_eq!(
        refused(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "InputPath": "a", "End": true}}}]}}}"#
        ),
        (
            "SCHEMA_VALIDATION_FAILED",
            "/States/A/Branches[0]/States/B/InputPath".into(),
            Some(r#""InputPath": "a""#.into())
        )
    );
}

#[test]
fn deep_data_is_an_error_and_no_overflow() {
    let run = run(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "$"}, "Next": "A"}}}"#,
        "{}",
        &[],
    );
    let history = lines(&run);
    assert!(
        history.last().is_some_and(|line| line.contains("nests deeper than 512 levels")),
        "{:?}",
        history.last().map(|line| &line[..200.min(line.len())])
    );
}
