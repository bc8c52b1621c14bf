//! Histories as AWS makes them, followed with a definition: what is rebuilt, what is open, what does not fit.

mod driver;

use serde_json::{Value as Json, json};
use stepwell_asl::MachineType;
use stepwell_interpreter::{
    Doing, Effect, Execution, Fork, Input, InputKind, Misfit, Recorded, Recording, Settings, Status, Step, StepError,
    TimerPurpose, Timestamp,
};

const BEGAN: i64 = 1_790_000_000_000;

/// Events by type, second, previous event and details; their ids are their places.
fn recording(events: &[(&str, i64, u64, Json)]) -> Recording {
    let of = |(index, (kind, second, previous, details)): (usize, &(&str, i64, u64, Json))| {
        let mut event = json!({
            "id": index + 1, "type": kind, "previousEventId": previous,
            "timestamp": Timestamp(BEGAN + second * 1000).to_string()
        });
        let field = match *kind {
            kind if kind.ends_with("StateEntered") => "stateEnteredEventDetails".to_owned(),
            kind if kind.ends_with("StateExited") => "stateExitedEventDetails".to_owned(),
            kind => format!("{}{}EventDetails", kind[..1].to_lowercase(), &kind[1..]),
        };
        if !details.is_null() {
            event[field] = details.clone();
        }
        event
    };
    let events: Vec<Json> = events.iter().enumerate().map(of).collect();
    Recording::read(&json!({ "events": events })).expect("a history")
}

fn entered(name: &str, input: &str) -> Json {
    json!({ "name": name, "input": input })
}

fn exited(name: &str, output: &str) -> Json {
    json!({ "name": name, "output": output })
}

fn started() -> Json {
    json!({ "input": "{}", "roleArn": "arn:aws:iam::111111111111:role/r" })
}

fn lambda() -> Json {
    json!({ "resourceType": "lambda", "resource": "invoke" })
}

fn scheduled(more: Json) -> Json {
    let mut details =
        json!({ "resourceType": "lambda", "resource": "invoke", "region": "eu-west-1", "parameters": "{}" });
    for (name, value) in more.as_object().expect("fields") {
        details[name] = value.clone();
    }
    details
}

struct Followed {
    execution: Execution,
    step: Step,
    adopted: Vec<(u64, String)>,
}

fn follow(definition: &str, recording: &Recording, to: u64) -> Result<Followed, Box<Misfit>> {
    let program = driver::compile(definition, MachineType::Standard).expect("compiles");
    let InputKind::Start(mut start) = driver::start(driver::value("{}"), "arn:r").kind else { unreachable!() };
    start.region = recording.region().unwrap_or(start.region);
    let mut execution = Execution::new(program, Settings::default());
    match execution.follow(&Recorded::new(recording, to, *start)) {
        Ok((step, adopted)) => {
            let adopted = adopted.into_iter().map(|one| (one.event, one.field)).collect();
            Ok(Followed { execution, step, adopted })
        }
        Err(StepError::Misfit(misfit)) => Err(misfit),
        Err(error) => panic!("{error}"),
    }
}

#[track_caller]
fn misfit(definition: &str, recording: &Recording) -> (u64, String, String, String) {
    let misfit = follow(definition, recording, u64::MAX).err().expect("it does not fit");
    (misfit.event, misfit.field, misfit.recorded, misfit.given)
}

const BRANCHES: &str = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Pass", "End": true}}},
    {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 60, "End": true}}}]}}}"#;

/// Branches as AWS interleaves them, which this engine would not.
fn interleaved() -> Recording {
    recording(&[
        ("ExecutionStarted", 0, 0, started()),
        ("ParallelStateEntered", 0, 0, entered("P", "{}")),
        ("ParallelStateStarted", 0, 2, Json::Null),
        ("TaskStateEntered", 0, 3, entered("T", "{}")),
        ("PassStateEntered", 0, 3, entered("A", "{}")),
        ("TaskScheduled", 1, 4, scheduled(json!({ "timeoutInSeconds": 60 }))),
        ("PassStateExited", 1, 5, exited("A", "{}")),
        ("TaskStarted", 1, 6, lambda()),
        ("PassStateEntered", 1, 7, entered("B", "{}")),
        ("TaskSucceeded", 2, 8, json!({ "resourceType": "lambda", "resource": "invoke", "output": "7" })),
        ("PassStateExited", 2, 9, exited("B", "{}")),
        ("TaskStateExited", 3, 10, exited("T", "7")),
        ("ParallelStateSucceeded", 3, 12, Json::Null),
        ("ParallelStateExited", 3, 12, exited("P", "[{},7]")),
        ("ExecutionSucceeded", 3, 14, json!({ "output": "[{},7]" })),
    ])
}

#[test]
fn branches_may_interleave_as_they_like() {
    let recording = interleaved();
    for to in 1..=15 {
        let followed = follow(BRANCHES, &recording, to).unwrap_or_else(|misfit| panic!("at {to}: {misfit}"));
        let shared = usize::try_from(to).expect("few");
        assert_eq!(followed.step.events[..shared], recording.events()[..shared], "at {to}");
        assert_eq!(followed.execution.status(), if to < 12 { Status::Running } else { Status::Succeeded }, "at {to}");
    }
}

#[test]
fn what_is_open_at_an_event_is_asked_for_again() {
    let followed = follow(BRANCHES, &interleaved(), 8).expect("it fits");
    let standing: Vec<(String, &str)> =
        followed.execution.standing().iter().map(|one| (one.state.name().to_owned(), one.doing.as_str())).collect();
    assert_eq!(standing, [("P".into(), "inner"), ("B".into(), "enters"), ("T".into(), "task")]);
    assert!(followed.step.more, "B is about to be entered");
    let [Effect::ArmTimer { due: of_execution, .. }, Effect::StartTask(request), Effect::ArmTimer { due, purpose, .. }] =
        followed.step.effects.as_slice()
    else {
        panic!("{:?}", followed.step.effects);
    };
    assert_eq!((request.state.name(), request.scheduled_event), ("T", 6));
    assert_eq!((*purpose, due.0), (TimerPurpose::TaskTimeout, BEGAN + 61_000), "a minute after it was scheduled");
    assert!(of_execution.0 > BEGAN + 86_400_000);

    // And it goes on with another answer.
    let mut execution = followed.execution;
    let at = Timestamp(BEGAN + 5_000);
    let task = request.task;
    let step = execution.step(&Input { at, kind: InputKind::TaskSucceeded { task, output: driver::value("8") } });
    let step = step.expect("goes on");
    assert_eq!(step.events.first().map(|event| event.id), Some(9));
    assert!(matches!(step.effects.last(), Some(Effect::Ended(outcome))
        if outcome.output.as_ref().is_some_and(|output| output.to_text().as_ref() == "[{},8]")));
}

#[test]
fn a_task_that_was_heard_of_late_has_sent_heartbeats() {
    let definition = |limits: &str| {
        format!(
            r#"{{"StartAt": "T", "States": {{"T": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", {limits} "End": true}}}}}}"#
        )
    };
    let with = |last: (&'static str, i64), end: &'static str| {
        let failed = json!({ "resourceType": "lambda", "resource": "invoke", "error": "States.Timeout" });
        let details = if end.is_empty() {
            failed
        } else {
            json!({ "resourceType": "lambda", "resource": "invoke", "output": end })
        };
        recording(&[
            ("ExecutionStarted", 0, 0, started()),
            ("TaskStateEntered", 0, 0, entered("T", "{}")),
            ("TaskScheduled", 0, 2, scheduled(json!({ "timeoutInSeconds": 300, "heartbeatInSeconds": 10 }))),
            ("TaskStarted", 0, 3, lambda()),
            (last.0, last.1, 4, details),
        ])
    };
    let both = definition("\"TimeoutSeconds\": 300, \"HeartbeatSeconds\": 10,");
    let succeeded = follow(&both, &with(("TaskSucceeded", 50), "1"), u64::MAX).expect("it fits");
    assert_eq!(succeeded.execution.standing().first().map(|one| one.doing.clone()), Some(Doing::Answered));
    for second in [10, 300] {
        let timed_out = follow(&both, &with(("TaskTimedOut", second), ""), u64::MAX).expect("it fits");
        assert_eq!(timed_out.step.events.len(), 5, "after {second} seconds");
    }
    // Nothing of the definition limits the task.
    let found = misfit(&definition(""), &with(("TaskTimedOut", 50), ""));
    assert_eq!((found.0, found.1.as_str()), (3, "timeoutInSeconds"), "{found:?}");
}

#[test]
fn a_wait_that_ended_before_it_could_does_not_fit() {
    let waited = |seconds: i64| {
        recording(&[
            ("ExecutionStarted", 0, 0, started()),
            ("WaitStateEntered", 0, 0, entered("W", "{}")),
            ("WaitStateExited", seconds, 2, exited("W", "{}")),
            ("ExecutionSucceeded", seconds, 3, json!({ "output": "{}" })),
        ])
    };
    let definition = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}"#;
    assert!(follow(definition, &waited(61), u64::MAX).is_ok());
    let (event, field, recorded, given) = misfit(definition, &waited(30));
    assert_eq!((event, field.as_str()), (3, "timestamp"));
    assert!(recorded < given && given.starts_with("not before "), "{recorded} {given}");
    // At the event before, the wait is open and due when it is.
    let open = follow(definition, &waited(30), 2).expect("it fits");
    assert!(open.step.more, "the state's work is still to be done");
}

#[test]
fn what_chance_and_the_clock_gave_is_taken_over_and_nothing_else() {
    let history = |output: &str| {
        recording(&[
            ("ExecutionStarted", 0, 0, started()),
            ("PassStateEntered", 0, 0, entered("A", "{}")),
            (
                "PassStateExited",
                0,
                2,
                json!({ "name": "A", "output": output, "assignedVariables": { "v": "\"aws\"" } }),
            ),
            ("ChoiceStateEntered", 0, 3, entered("C", output)),
            ("ChoiceStateExited", 0, 4, exited("C", output)),
            ("SucceedStateEntered", 0, 5, entered("Late", output)),
            ("SucceedStateExited", 0, 6, exited("Late", output)),
            ("ExecutionSucceeded", 0, 7, json!({ "output": output })),
        ])
    };
    let definition = |output: &str, condition: &str| {
        format!(
            r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{
                "A": {{"Type": "Pass", "Output": "{output}", "Assign": {{"v": "{{% $uuid() %}}"}}, "Next": "C"}},
                "C": {{"Type": "Choice", "Choices": [{{"Condition": "{condition}", "Next": "Early"}}], "Default": "Late"}},
                "Early": {{"Type": "Succeed"}}, "Late": {{"Type": "Succeed"}}}}}}"#
        )
    };
    let recorded = history("\"4c1d\"");
    let followed = follow(&definition("{% $uuid() %}", "{% $v != 'aws' %}"), &recorded, u64::MAX).expect("it fits");
    assert_eq!(followed.adopted, [(3, "output".to_owned()), (3, "assignedVariables.v".to_owned())]);
    assert_eq!(followed.step.events, recorded.events());
    // The clock led the choice there; the definition alone would go elsewhere.
    let clock = definition("{% $uuid() %}", "{% $millis() > 0 %}");
    assert!(follow(&clock, &recorded, u64::MAX).is_ok());
    let (event, field, recorded, given) = misfit(&definition("{% $uuid() %}", "{% true %}"), &recorded);
    assert_eq!((event, field.as_str(), recorded.as_str(), given.as_str()), (6, "name", "Late", "Early"));
}

#[test]
fn a_map_run_is_told_by_what_the_state_made_of_it() {
    let definition = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.items", "ResultSelector": {"n.$": "States.ArrayLength($)"},
        "End": true, "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#;
    let input = json!({ "input": "{\"items\":[1,2]}", "roleArn": "arn:r" });
    let arn = "arn:aws:states:us-east-1:111111111111:mapRun:m/P:1";
    let events = [
        ("ExecutionStarted", 0, 0, input),
        ("MapStateEntered", 0, 0, entered("M", "{\"items\":[1,2]}")),
        ("MapStateStarted", 0, 2, json!({ "length": 2 })),
        ("MapRunStarted", 0, 3, json!({ "mapRunArn": arn })),
        ("MapRunSucceeded", 9, 4, Json::Null),
        ("MapStateSucceeded", 9, 5, Json::Null),
        ("MapStateExited", 9, 5, exited("M", "{\"n\":2}")),
        ("ExecutionSucceeded", 9, 7, json!({ "output": "{\"n\":2}" })),
    ];
    let whole = recording(&events);
    let followed = follow(definition, &whole, u64::MAX).expect("it fits");
    assert_eq!(followed.step.events, whole.events());
    assert_eq!(followed.adopted, [(4, "mapRunArn".to_owned())]);
    // While it is open, its children begin again.
    let open = follow(definition, &whole, 4).expect("it fits");
    let children = open.step.effects.iter().filter(|effect| matches!(effect, Effect::StartChild(_))).count();
    assert_eq!(children, 2);
    let [standing] = open.execution.standing().try_into().expect("one state");
    assert!(matches!(&standing.doing, Doing::MapRun { arn: found, .. } if found.as_ref() == arn));
    // A recording that ends before it tells the result leaves it untold.
    let (event, field, ..) = misfit(definition, &recording(&events[..5]));
    assert_eq!((event, field.as_str()), (5, "result"));
}

#[test]
fn stops_timeouts_and_redrives_come_from_outside() {
    let definition = r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}"#;
    let history = recording(&[
        ("ExecutionStarted", 0, 0, started()),
        ("TaskStateEntered", 0, 0, entered("T", "{}")),
        ("TaskScheduled", 0, 2, scheduled(json!({}))),
        ("TaskStarted", 0, 3, lambda()),
        ("ExecutionAborted", 5, 4, json!({ "error": "Enough" })),
        ("ExecutionRedriven", 9, 5, json!({ "redriveCount": 1 })),
        ("TaskScheduled", 9, 6, scheduled(json!({}))),
        ("TaskStarted", 9, 7, lambda()),
        ("TaskFailed", 10, 8, json!({ "resourceType": "lambda", "resource": "invoke", "error": "E", "cause": "why" })),
        ("ExecutionFailed", 10, 9, json!({ "error": "E", "cause": "why" })),
    ]);
    let followed = follow(definition, &history, u64::MAX).expect("it fits");
    assert_eq!(followed.step.events, history.events());
    assert_eq!(followed.execution.status(), Status::Failed);
    assert!(matches!(followed.step.effects.as_slice(), [Effect::Ended(outcome)] if outcome.status == Status::Failed));
    // With an edited definition it goes on where it failed.
    let caught = definition.replace(
        "\"End\": true}",
        "\"End\": true, \"Catch\": [{\"ErrorEquals\": [\"E\"], \"Next\": \"Mend\"}]}, \"Mend\": {\"Type\": \"Pass\", \"End\": true}",
    );
    assert_eq!(misfit(&caught, &history).0, 10);
    let mut mended = follow(&caught, &history, 9).expect("it fits");
    assert_eq!((mended.execution.status(), mended.step.more), (Status::Running, true));
    let step =
        mended.execution.step(&Input { at: Timestamp(BEGAN + 20_000), kind: InputKind::Continue }).expect("goes on");
    assert_eq!(mended.execution.status(), Status::Succeeded, "{step:?}");
}

#[test]
fn a_fork_of_a_recorded_past_is_cut_at_its_event() {
    let program = driver::compile(BRANCHES, MachineType::Standard).expect("compiles");
    let InputKind::Start(start) = driver::start(driver::value("{}"), "arn:r").kind else { unreachable!() };
    let start = stepwell_interpreter::Start { region: "eu-west-1".into(), ..*start };
    let recorded = Recorded::new(&interleaved(), 11, start);
    let first = Input { at: Timestamp(BEGAN + 3_000), kind: InputKind::Recorded(Box::new(recorded)) };
    let fresh = || Execution::new(std::sync::Arc::clone(&program), Settings::default());

    let mut fork = Fork::after(8, fresh(), fresh());
    let shared = fork.take(&first).expect("it fits");
    assert!(fork.is_over());
    assert_eq!(shared.iter().map(|one| one.step.events.len()).sum::<usize>(), 8);
    assert!(fork.take(&first).expect("over").is_empty());
    assert_eq!(fork.into_execution().standing().len(), 3);

    // B gets other data at its entry, which is event 9.
    let other = Some(driver::value("\"other\""));
    let mut fork = Fork::with_data(9, other, None, fresh(), fresh());
    fork.take(&first).expect("it fits");
    let mut execution = fork.into_execution();
    let step = execution.step(&Input { at: Timestamp(BEGAN + 4_000), kind: InputKind::Continue }).expect("goes on");
    let json = step.events.first().map(stepwell_interpreter::HistoryEvent::to_json).expect("an entry");
    assert_eq!((&json["id"], &json["stateEnteredEventDetails"]["input"]), (&json!(9), &json!("\"other\"")));
}
