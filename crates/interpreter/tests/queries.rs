//! JSONata in the fields of every type of state, where no recording shows it.

mod driver;

use driver::{Answer, check, lines, run, run_with, throw, value};
use stepwell_interpreter::Settings;

const TASK: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;

fn jsonata(states: &str) -> String {
    format!(r#"{{"QueryLanguage": "JSONata", "StartAt": "A", "States": {{{states}}}}}"#)
}

#[test]
fn assign_sees_the_values_at_entry_and_inner_scopes_go_with_their_flow() {
    let run = run(
        &jsonata(
            r#""A": {"Type": "Pass", "Assign": {"x": 1, "y": "{% $states.input.n %}"}, "Next": "B"},
            "B": {"Type": "Pass", "Assign": {"x": "{% $x + 1 %}", "y": "{% $x %}"}, "Output": "{% $x %}", "Next": "C"},
            "C": {"Type": "Map", "Items": "{% [$x, $y] %}", "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}", "v": "{% $states.context.Map.Item.Value %}", "in": "{% $states.input %}"},
                "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "Assign": {"z": "{% $x + $states.input.v %}"}, "End": true}}},
                "MaxConcurrency": "{% 1.9 %}", "Output": "{% $count($states.result) + $states.input %}", "End": true}"#,
        ),
        r#"{"n": 9}"#,
        &[],
    );
    check(
        &run,
        r#"
        1<-0 ExecutionStarted
        2<-0 PassStateEntered A {"n": 9}
        3<-2 PassStateExited A {"n": 9} $x=1 $y=9
        4<-3 PassStateEntered B {"n": 9}
        5<-4 PassStateExited B 1 $x=2 $y=1
        6<-5 MapStateEntered C 1
        7<-6 MapStateStarted 2
        8<-7 MapIterationStarted 0
        9<-8 PassStateEntered I {"i":0,"v":2,"in":1}
        10<-9 PassStateExited I {"i":0,"v":2,"in":1} $z=4
        11<-10 MapIterationSucceeded 0
        12<-10 MapIterationStarted 1
        13<-12 PassStateEntered I {"i":1,"v":1,"in":1}
        14<-13 PassStateExited I {"i":1,"v":1,"in":1} $z=3
        15<-14 MapIterationSucceeded 1
        16<-15 MapStateSucceeded
        17<-15 MapStateExited C 3
        18<-17 ExecutionSucceeded 3
        "#,
    );
}

#[test]
fn a_catcher_reads_the_error_and_the_rest_of_the_state_does_not() {
    let definition = jsonata(&format!(
        r#""A": {{{TASK}, "Arguments": {{"FunctionName": "f", "Payload": "{{% $states.input %}}"}}, "Output": "{{% $states.result.a %}}",
            "Catch": [{{"ErrorEquals": ["Custom"], "Next": "B", "Assign": {{"e": "{{% $states.errorOutput.Error %}}"}}, "Output": {{"c": "{{% $states.errorOutput.Cause & $states.input %}}"}}}},
                      {{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "B"}}], "Next": "B"}},
        "B": {{"Type": "Fail", "Error": "{{% $exists($e) ? $e : 'none' %}}", "Cause": "{{% $string($states.input) %}}"}}"#
    ));
    let caught = run(&definition, "1", &[("A", &[throw("Custom", "why")])]);
    check(
        &caught,
        r#"
        1<-0 ExecutionStarted
        2<-0 TaskStateEntered A 1
        3<-2 TaskScheduled
        4<-3 TaskStarted
        5<-4 TaskFailed Custom why
        6<-5 TaskStateExited A {"c":"why1"} $e="Custom"
        7<-6 FailStateEntered B {"c":"why1"}
        8<-7 ExecutionFailed Custom {"c":"why1"}
        "#,
    );
    // An expression that fails fails the state, and the state can catch it.
    let undefined = run(&definition, "1", &[("A", &[Answer::Return(value("{}"))])]);
    check(
        &undefined,
        r#"
        1<-0 ExecutionStarted
        2<-0 TaskStateEntered A 1
        3<-2 TaskScheduled
        4<-3 TaskStarted
        5<-4 TaskSucceeded {}
        6<-5 EvaluationFailed Output An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.result.a' specified for the field 'Output' returned nothing (undefined).
        7<-6 TaskStateExited A {"Error":"States.QueryEvaluationError","Cause":"An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.result.a' specified for the field 'Output' returned nothing (undefined)."}
        8<-7 FailStateEntered B {"Error":"States.QueryEvaluationError","Cause":"An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.result.a' specified for the field 'Output' returned nothing (undefined)."}
        9<-8 ExecutionFailed none {"Error":"States.QueryEvaluationError","Cause":"An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.result.a' specified for the field 'Output' returned nothing (undefined)."}
        "#,
    );
}

#[test]
fn a_choice_gives_the_output_of_its_way() {
    let definition = jsonata(
        r#""A": {"Type": "Choice", "Default": "B", "Assign": {"way": "default"}, "Output": "{% 'd' %}", "Choices": [
            {"Condition": "{% $states.input = 1 %}", "Next": "B", "Assign": {"way": "first"}, "Output": {"one": "{% $states.input %}"}},
            {"Condition": "{% $states.input = 2 %}", "Next": "B"},
            {"Condition": "{% $states.input = 3 ? 'text' : false %}", "Next": "B"}]},
        "B": {"Type": "Succeed", "Output": {"got": "{% $states.input %}"}}"#,
    );
    for (input, exited) in [
        ("1", r#"3<-2 ChoiceStateExited A {"one":1} $way="first""#),
        ("2", "3<-2 ChoiceStateExited A 2"),
        (
            "3",
            "3<-0 EvaluationFailed Choices[2]/Condition An error occurred while executing the state 'A' (entered at the event id #2). The JSONata expression '$states.input = 3 ? 'text' : false' specified for the field 'Choices[2]/Condition' returned an unexpected result type. Expected 'boolean', but was 'string' for value: \"text\"",
        ),
        ("4", r#"3<-2 ChoiceStateExited A "d" $way="default""#),
    ] {
        assert_eq!(lines(&run(&definition, input, &[]))[2], exited);
    }
}

#[test]
fn languages_mix_state_by_state() {
    let run = run(
        r#"{"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Parameters": {"a.$": "$.n"}, "Assign": {"v.$": "$.a"}, "Next": "P"},
            "P": {"Type": "Parallel", "QueryLanguage": "JSONata", "Arguments": "{% $v + 1 %}", "Next": "Z", "Branches": [
                {"StartAt": "B", "States": {"B": {"Type": "Wait", "Seconds": "{% $states.input + 0.5 %}", "Output": "{% $millis() %}", "End": true}}}]},
            "Z": {"Type": "Pass", "Parameters": {"p.$": "$", "v.$": "$v"}, "End": true}}}"#,
        r#"{"n": 1}"#,
        &[],
    );
    check(
        &run,
        r#"
        1<-0 ExecutionStarted
        2<-0 PassStateEntered A {"n": 1}
        3<-2 PassStateExited A {"a":1} $v=1
        4<-3 ParallelStateEntered P {"a":1}
        5<-4 ParallelStateStarted
        6<-5 WaitStateEntered B 2
        7<-6 WaitStateExited B 1790000002000
        8<-7 ParallelStateSucceeded
        9<-7 ParallelStateExited P [1790000002000]
        10<-9 PassStateEntered Z [1790000002000]
        11<-10 PassStateExited Z {"p":[1790000002000],"v":1}
        12<-11 ExecutionSucceeded {"p":[1790000002000],"v":1}
        "#,
    );
}

#[test]
fn variables_have_limits_in_jsonata_too() {
    let definition = jsonata(r#""A": {"Type": "Pass", "Assign": {"x": "{% $pad('', 20, 'x') %}"}, "End": true}"#);
    let settings = Settings { max_assign_bytes: 21, ..Settings::default() };
    let run = run_with(&definition, "{}", settings, &[]);
    assert!(
        lines(&run).last().is_some_and(|line| line.contains("ExecutionFailed States.DataLimitExceeded")),
        "{run:?}"
    );
}

#[test]
fn expressions_that_cannot_be_read_are_refused_where_they_stand() {
    for (state, location, message) in [
        (r#""Output": {"a": ["{% 1 + %}"]}"#, "/States/A/Output/a/0", "end of expression"),
        (r#""Assign": {"a": "{% 1"}"#, "/States/A/Assign/a", "JSONata string must start with {% and end with %}"),
    ] {
        let definition = jsonata(&format!(r#""A": {{"Type": "Pass", {state}, "End": true}}"#));
        let error = driver::compile(&definition, stepwell_asl::MachineType::Standard).expect_err("refused");
        assert_eq!(error.location, location);
        assert!(error.message.contains(message), "{error}");
        assert!(error.span.is_some());
    }
}
