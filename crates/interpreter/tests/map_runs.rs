//! Map states in DISTRIBUTED mode: what the parent's history says, what its children get, what is tolerated.

mod driver;

use driver::{Answer, Run, check, lines, run, run_with, throw, value};
use stepwell_interpreter::{Details, Effect, EventKind, Execution, Input, InputKind, Settings, Status, Timestamp};

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;

fn map(fields: &str, states: &str) -> String {
    format!(
        r#"{{"StartAt": "M", "States": {{"M": {{"Type": "Map", {fields} "End": true, "ItemProcessor": {{
            "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "P", "States": {{{states}}}}}}}}}}}"#
    )
}

const PASS: &str = r#""P": {"Type": "Pass", "End": true}"#;

fn inputs(run: &Run) -> Vec<String> {
    let of = |child: &Run| match &child.events[0].details {
        Details::ExecutionStarted { input, .. } => input.text().to_string(),
        _ => String::new(),
    };
    run.children.iter().map(of).collect()
}

#[test]
fn children_are_executions_of_their_own() {
    let done = run(
        &map(
            r#""Label": "lines", "MaxConcurrency": 2, "ItemsPath": "$.items",
            "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value", "s.$": "$$.Map.Item.Source", "n.$": "$.n"},"#,
            r#""P": {"Type": "Pass", "Parameters": {"v.$": "$.v", "id.$": "$$.Execution.Id", "machine.$": "$$.StateMachine.Name"}, "End": true}"#,
        ),
        r#"{"items": ["a", "b", "c"], "n": 1}"#,
        &[],
    );
    assert_eq!(
        inputs(&done),
        [
            r#"{"i":0,"v":"a","s":"STATE_DATA","n":1}"#,
            r#"{"i":1,"v":"b","s":"STATE_DATA","n":1}"#,
            r#"{"i":2,"v":"c","s":"STATE_DATA","n":1}"#
        ]
    );
    let history = lines(&done);
    assert_eq!(
        history[2..7],
        [
            "3<-2 MapStateStarted 3",
            "4<-3 MapRunStarted",
            "5<-4 MapRunSucceeded",
            "6<-5 MapStateSucceeded",
            history[6].as_str()
        ]
    );
    assert!(
        history[6].starts_with(
            "7<-5 MapStateExited M [{\"v\":\"a\",\"id\":\"arn:aws:states:us-east-1:111111111111:execution:case/lines:"
        ),
        "{history:?}"
    );
    assert!(history[6].contains("\"machine\":\"case/lines\""));
    let Details::MapRunStarted { map_run_arn } = &done.events[3].details else { panic!("{history:?}") };
    assert!(map_run_arn.starts_with("arn:aws:states:us-east-1:111111111111:mapRun:case/lines:"), "{map_run_arn}");
}

#[test]
fn items_are_read_in_pages_and_put_into_batches() {
    let reader = r#""ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k", "Items.$": "$.list"}, "ReaderConfig": {"MaxItems": 6}},"#;
    let done = run(
        &map(
            &format!(r#"{reader} "ItemBatcher": {{"MaxItemsPerBatch": 4, "BatchInput": {{"common.$": "$.c"}}}},"#),
            PASS,
        ),
        r#"{"c": true, "list": [1, 2, 3, 4, 5, 6, 7]}"#,
        &[],
    );
    assert_eq!(
        inputs(&done),
        [r#"{"BatchInput":{"common":true},"Items":[1,2,3,4]}"#, r#"{"BatchInput":{"common":true},"Items":[5,6]}"#]
    );
    assert_eq!(lines(&done)[2], "3<-2 MapStateStarted 0");
    let by_bytes =
        run(&map(r#""ItemBatcher": {"MaxInputBytesPerBatch": 8},"#, PASS), r#"["aa", "bb", "cc", "a long one"]"#, &[]);
    assert_eq!(
        inputs(&by_bytes),
        [r#"{"Items":["aa"]}"#, r#"{"Items":["bb"]}"#, r#"{"Items":["cc"]}"#, r#"{"Items":["a long one"]}"#]
    );
}

#[test]
fn failures_are_tolerated_as_far_as_the_state_says() {
    let states = format!(r#""P": {{{TASK}, "End": true}}"#);
    let list = [("P", &[Answer::Return(value("1")), throw("E", "c"), Answer::Return(value("3")), throw("E", "c")][..])];
    let none = run(&map(r#""MaxConcurrency": 1,"#, &states), "[1,2,3,4]", &list);
    check(
        &none,
        "1<-0 ExecutionStarted
        2<-0 MapStateEntered M [1,2,3,4]
        3<-2 MapStateStarted 4
        4<-3 MapRunStarted
        5<-4 MapRunFailed States.ExceedToleratedFailureThreshold The specified tolerated failure threshold was exceeded
        6<-5 MapStateFailed
        7<-6 ExecutionFailed States.ExceedToleratedFailureThreshold The specified tolerated failure threshold was exceeded",
    );
    assert_eq!(none.children.len(), 2);
    for (tolerated, succeeds) in [
        (r#""ToleratedFailureCount": 2,"#, true),
        (r#""ToleratedFailureCount": 1,"#, false),
        (r#""ToleratedFailurePercentage": 50,"#, true),
        (r#""ToleratedFailurePercentage": 49.9,"#, false),
        (r#""ToleratedFailurePercentage": 100, "ToleratedFailureCount": 1,"#, false),
    ] {
        let done = run(&map(tolerated, &states), "[1,2,3,4]", &list);
        let last = lines(&done).pop().unwrap_or_default();
        assert_eq!(last.contains("ExecutionSucceeded [1,3]"), succeeds, "{tolerated} {last}");
    }
}

#[test]
fn a_failed_run_is_caught_or_run_again() {
    let states = format!(r#""P": {{{TASK}, "End": true}}"#);
    let list = [("P", &[throw("E", "c"), Answer::Return(value("2"))][..])];
    let again = run(&map(r#""Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}],"#, &states), "[1]", &list);
    check(
        &again,
        "1<-0 ExecutionStarted
        2<-0 MapStateEntered M [1]
        3<-2 MapStateStarted 1
        4<-3 MapRunStarted
        5<-4 MapRunFailed States.ExceedToleratedFailureThreshold The specified tolerated failure threshold was exceeded
        6<-5 MapStateStarted 1
        7<-6 MapRunStarted
        8<-7 MapRunSucceeded
        9<-8 MapStateSucceeded
        10<-8 MapStateExited M [2]
        11<-10 ExecutionSucceeded [2]",
    );
}

#[test]
fn a_redrive_runs_only_the_children_that_did_not_succeed() {
    let program = driver::compile(
        &map(r#""MaxConcurrency": 1,"#, &format!(r#""P": {{{TASK}, "End": true}}"#)),
        stepwell_asl::MachineType::Standard,
    )
    .expect("compiles");
    let mut standing = driver::Standing::new(Execution::new(program, Settings::default()));
    let list = [Answer::Return(value("1")), throw("E", "c"), Answer::Return(value("2")), Answer::Return(value("3"))];
    let mut answers = std::collections::HashMap::from([("P".to_owned(), std::collections::VecDeque::from(list))]);
    let failed = driver::go_on(&mut standing, driver::start(value("[1,2,3]"), "r"), &mut answers, 1_000);
    assert!(lines(&failed).last().is_some_and(|line| line.contains("States.ExceedToleratedFailureThreshold")));
    assert_eq!(standing.execution.open_map_runs().len(), 1, "a redrive goes on with it");
    let redrive = Input { at: Timestamp(1_790_000_000_000), kind: InputKind::Redrive };
    let redriven = driver::go_on(&mut standing, redrive, &mut answers, 1_000);
    let first = redriven.events.first().expect("there are some").id;
    check(
        &redriven,
        &format!(
            "{first}<-{} ExecutionRedriven
            {}<-{first} MapRunRedriven
            {}<-{} MapRunSucceeded
            {}<-{} MapStateSucceeded
            {}<-{} MapStateExited M [1,2,3]
            {}<-{} ExecutionSucceeded [1,2,3]",
            first - 1,
            first + 1,
            first + 2,
            first + 1,
            first + 3,
            first + 2,
            first + 4,
            first + 2,
            first + 5,
            first + 4
        ),
    );
    assert_eq!(redriven.children.len(), 2, "the one that failed, and the one that was not begun");
    assert!(standing.execution.open_map_runs().is_empty());
}

#[test]
fn a_child_does_not_see_the_variables_around_it() {
    let done = run(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "M"}, "M": {"Type": "Map", "End": true, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"}, "StartAt": "P", "States": {"P": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $exists($x) %}", "End": true}}}}}}"#,
        "[1]",
        &[],
    );
    assert!(lines(&done).last().is_some_and(|line| line.ends_with("ExecutionSucceeded [false]")), "{:?}", lines(&done));
}

#[test]
fn results_are_flattened_written_or_too_long() {
    let flat =
        run(&map(r#""ResultWriter": {"WriterConfig": {"Transformation": "FLATTEN"}},"#, PASS), "[[1, 2], 3, []]", &[]);
    assert!(lines(&flat).last().is_some_and(|line| line.ends_with("ExecutionSucceeded [1,2,3]")), "{:?}", lines(&flat));
    let written = run(
        &map(
            r#""ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}},"#,
            PASS,
        ),
        "[1]",
        &[],
    );
    assert!(
        lines(&written)
            .last()
            .is_some_and(|line| line.ends_with(r#"ExecutionSucceeded {"Bucket": "b", "Prefix": "p"}"#)),
        "{:?}",
        lines(&written)
    );
    let settings = Settings { max_payload_bytes: 20, ..Settings::default() };
    let long =
        run_with(&map("", r#""P": {"Type": "Pass", "Result": "0123456789", "End": true}"#), "[1,2]", settings, &[]);
    assert!(
        lines(&long).last().is_some_and(|line| line.contains("ExecutionFailed States.DataLimitExceeded")),
        "{:?}",
        lines(&long)
    );
}

#[test]
fn an_aborted_run_lets_its_children_go() {
    let definition = format!(
        r#"{{"StartAt": "B", "States": {{"B": {{"Type": "Parallel", "End": true, "Branches": [
            {}, {{"StartAt": "F", "States": {{"F": {{"Type": "Fail", "Error": "E"}}}}}}]}}}}}}"#,
        map("", PASS)
    );
    let program = driver::compile(&definition, stepwell_asl::MachineType::Standard).expect("compiles");
    let mut execution = Execution::new(program, Settings::default());
    let step = execution.step(&driver::start(value("[1,2]"), "r")).expect("starts");
    let kinds: Vec<EventKind> = step.events.iter().map(|event| event.kind).collect();
    assert!(kinds.contains(&EventKind::MapRunAborted) && kinds.contains(&EventKind::MapStateAborted), "{kinds:?}");
    let run = step.effects.iter().find_map(|effect| match effect {
        Effect::EndMapRun { run } => Some(*run),
        _ => None,
    });
    let late = InputKind::ItemsRead { run: run.expect("the run is ended"), items: value("[1]"), end: true };
    assert_eq!(execution.step(&Input { at: Timestamp(0), kind: late }).expect("no error").events, []);
}

#[test]
fn results_that_are_too_long_in_a_branch_fail_the_execution() {
    let long = format!(r#""P": {{"Type": "Pass", "Result": "{}", "End": true}}"#, "x".repeat(150_000));
    let definition = format!(
        r#"{{"StartAt": "B", "States": {{"B": {{"Type": "Parallel", "End": true, "Branches": [{}]}}}}}}"#,
        map("", &long)
    );
    let done = run(&definition, "[1, 2]", &[]);
    let end = done.outcome.map(|outcome| (outcome.status, outcome.error));
    assert_eq!(end, Some((Status::Failed, Some("States.DataLimitExceeded".into()))));
}
