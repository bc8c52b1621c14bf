//! Each shape of a history: what is marked, which edges are taken, what is counted.

use insta::assert_snapshot;
use serde_json::{Value, json};

use super::{last_frame, lines, rows, run, run_and_redrive};
use crate::schema::Mark;

fn pass(next: &str) -> Value {
    if next.is_empty() { json!({"Type": "Pass", "End": true}) } else { json!({"Type": "Pass", "Next": next}) }
}

fn task(more: Value) -> Value {
    let mut state =
        json!({"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}});
    for (name, value) in more.as_object().into_iter().flatten() {
        state[name] = value.clone();
    }
    state
}

fn throw(error: &str) -> Value {
    json!({"Throw": {"Error": error, "Cause": "as mocked"}})
}

fn machine(start: &str, states: Value) -> Value {
    json!({"StartAt": start, "States": states})
}

#[test]
fn a_choice_takes_its_edge_and_the_machine_its_start_and_end() {
    let definition = machine(
        "Sort",
        json!({
            "Sort": {"Type": "Choice", "Choices": [
                {"Variable": "$.n", "NumericGreaterThan": 10, "Next": "Big"},
                {"Variable": "$.n", "NumericGreaterThan": 5, "Next": "Middle"}
            ], "Default": "Small"},
            "Big": pass(""), "Middle": pass("Small"), "Small": {"Type": "Succeed"}
        }),
    );
    assert_snapshot!("choice_rule", lines(&last_frame(&run(&definition, r#"{"n": 7}"#, json!({})))));
    assert_snapshot!("choice_default", lines(&last_frame(&run(&definition, r#"{"n": 1}"#, json!({})))));
}

#[test]
fn a_loop_is_counted_by_visit() {
    let definition = machine(
        "Count",
        json!({
            "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
            "Enough": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 3, "Next": "Count"}], "Default": "Done"},
            "Done": {"Type": "Succeed"}
        }),
    );
    let story = run(&definition, r#"{"n": 0}"#, json!({}));
    assert_snapshot!("loop", lines(&last_frame(&story)));
    let visits = story.visits_of("Count", story.last_event());
    assert_eq!(visits.len(), 3);
    assert_eq!(story.visits_of("Count", visits[1].entered).len(), 2, "a visit is there from its entry on");
    assert_eq!(story.visits_of("Count", visits[1].entered - 1).len(), 1);
}

#[test]
fn a_retry_is_marked_when_it_is_known_and_ends_well() {
    let definition = machine(
        "Call",
        json!({"Call": task(json!({"Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "MaxAttempts": 4}], "End": true}))}),
    );
    let mocks = json!({"Call": {"0-1": throw("Busy"), "2": {"Return": {"ok": true}}}});
    let story = run(&definition, "{}", mocks);
    assert_snapshot!("retry_rows", rows(&story));
    assert_snapshot!("retry", lines(&last_frame(&story)));
    let timeline = story.timeline();
    let marks: Vec<Mark> = timeline.bars[0].parts.iter().map(|part| part.mark).collect();
    assert_eq!(marks, [Mark::Failed, Mark::Retrying, Mark::Failed, Mark::Retrying, Mark::Succeeded]);
    let back_off = &timeline.bars[0].parts[1];
    assert_eq!(back_off.to - back_off.from, 3_000, "the first back-off takes IntervalSeconds");
}

#[test]
fn retries_that_run_out_fail_the_state_and_the_execution() {
    let definition = machine(
        "Call",
        json!({"Call": task(json!({"Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 1}], "End": true}))}),
    );
    let story = run(&definition, "{}", json!({"Call": {"0-9": throw("Busy")}}));
    assert_snapshot!("retries_exhausted", lines(&last_frame(&story)));
    assert_snapshot!("retries_exhausted_rows", rows(&story));
}

#[test]
fn a_catch_takes_its_own_edge() {
    let catch =
        json!([{"ErrorEquals": ["Known"], "Next": "Repair"}, {"ErrorEquals": ["States.ALL"], "Next": "Give up"}]);
    let definition = machine(
        "Call",
        json!({
            "Call": task(json!({"Catch": catch, "Next": "Repair"})),
            "Repair": pass(""), "Give up": {"Type": "Fail", "Error": "Gave.Up", "Cause": "no use"}
        }),
    );
    let story = run(&definition, "{}", json!({"Call": {"0": throw("Known")}}));
    assert_snapshot!("catch", lines(&last_frame(&story)));
    assert_snapshot!("catch_rows", rows(&story));
    let story = run(&definition, "{}", json!({"Call": {"0": throw("Other")}}));
    assert_snapshot!("catch_then_fail", lines(&last_frame(&story)));
    let story = run(&definition, "{}", json!({"Call": {"0": {"Return": 1}}}));
    assert_snapshot!("no_catch_needed", lines(&last_frame(&story)));
}

fn parallel(more: Value) -> Value {
    let mut state = json!({"Type": "Parallel", "Branches": [
        {"StartAt": "Left", "States": {"Left": pass("Left too"), "Left too": pass("")}},
        {"StartAt": "Inner", "States": {"Inner": {"Type": "Parallel", "Branches": [
            {"StartAt": "Deep", "States": {"Deep": task(json!({"End": true}))}},
            {"StartAt": "Rest", "States": {"Rest": {"Type": "Wait", "Seconds": 60, "End": true}}}
        ], "End": true}}}
    ]});
    for (name, value) in more.as_object().into_iter().flatten() {
        state[name] = value.clone();
    }
    state
}

#[test]
fn nested_branches_have_their_own_keys_and_edges() {
    let definition = machine("Both", json!({"Both": parallel(json!({"Next": "After"})), "After": pass("")}));
    let story = run(&definition, "{}", json!({"Deep": {"0": {"Return": 1}}}));
    assert_snapshot!("parallel", lines(&last_frame(&story)));
    assert_snapshot!("parallel_rows", rows(&story));
}

#[test]
fn a_branch_that_fails_brings_the_others_down() {
    let definition = machine("Both", json!({"Both": parallel(json!({"End": true}))}));
    let story = run(&definition, "{}", json!({"Deep": {"0": throw("Broken")}}));
    assert_snapshot!("parallel_failed", lines(&last_frame(&story)));
    assert_snapshot!("parallel_failed_rows", rows(&story));
}

#[test]
fn a_parallel_is_tried_again_whole_and_then_caught() {
    let more = json!({
        "Retry": [{"ErrorEquals": ["Broken"], "MaxAttempts": 1}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "After"}], "Next": "After"
    });
    let definition = machine("Both", json!({"Both": parallel(more), "After": pass("")}));
    let story = run(&definition, "{}", json!({"Deep": {"0-1": throw("Broken")}}));
    assert_snapshot!("parallel_retry_catch", lines(&last_frame(&story)));
    let story = run(&definition, "{}", json!({"Deep": {"0": throw("Broken"), "1": {"Return": 1}}}));
    assert_snapshot!("parallel_retry_success", lines(&last_frame(&story)));
}

#[test]
fn a_fail_state_in_a_branch_fails_all_around_it() {
    let branches = json!([{"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "No", "Cause": "never"}}}]);
    let definition = machine("Both", json!({"Both": {"Type": "Parallel", "Branches": branches, "End": true}}));
    let story = run(&definition, "{}", json!({}));
    assert_snapshot!("fail_in_branch", lines(&last_frame(&story)));
    assert_snapshot!("fail_in_branch_rows", rows(&story));
}

fn map(more: Value) -> Value {
    let mut state = json!({"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1, "ItemProcessor": {
        "StartAt": "One",
        "States": {"One": task(json!({"Parameters": {"FunctionName": "f", "Payload.$": "$"}, "Next": "Two"})), "Two": pass("")}
    }});
    for (name, value) in more.as_object().into_iter().flatten() {
        state[name] = value.clone();
    }
    state
}

#[test]
fn iterations_are_counted_and_told_apart() {
    let definition = machine("Each", json!({"Each": map(json!({"MaxConcurrency": 2, "End": true}))}));
    let story = run(&definition, r#"{"items": [1, 2, 3]}"#, json!({"One": {"0-9": {"Return": 1}}}));
    assert_snapshot!("map", lines(&last_frame(&story)));
    let iterations: Vec<Vec<u32>> =
        story.visits_of("Each/Two", story.last_event()).iter().map(|visit| visit.iteration.clone()).collect();
    let mut sorted = iterations.clone();
    sorted.sort();
    assert_eq!(sorted, [[0], [1], [2]], "{iterations:?}");
}

#[test]
fn an_empty_map_ends_at_once() {
    let definition = machine("Each", json!({"Each": map(json!({"End": true}))}));
    let story = run(&definition, r#"{"items": []}"#, json!({"One": {"0": {"Return": 1}}}));
    assert_snapshot!("map_empty", lines(&last_frame(&story)));
}

#[test]
fn an_iteration_that_fails_fails_the_map() {
    let definition = machine("Each", json!({"Each": map(json!({"End": true}))}));
    let mocks = json!({"One": {"0": {"Return": 1}, "1": throw("Broken"), "2-9": {"Return": 1}}});
    let story = run(&definition, r#"{"items": [1, 2, 3]}"#, mocks);
    assert_snapshot!("map_failed", lines(&last_frame(&story)));
    assert_snapshot!("map_failed_rows", rows(&story));
}

#[test]
fn a_map_in_a_map_is_caught() {
    let inner = map(json!({"End": true, "ItemsPath": "$"}));
    let outer = json!({
        "Type": "Map", "ItemsPath": "$.lists", "MaxConcurrency": 1,
        "ItemProcessor": {"StartAt": "Row", "States": {"Row": inner}},
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "After"}], "Next": "After"
    });
    let definition = machine("Rows", json!({"Rows": outer, "After": pass("")}));
    let mocks = json!({"One": {"0-2": {"Return": 1}, "3": throw("Broken")}});
    let story = run(&definition, r#"{"lists": [[1, 2], [3, 4], [5]]}"#, mocks);
    assert_snapshot!("map_nested_caught", lines(&last_frame(&story)));
    let last = story.visits_of("Rows/Row/One", story.last_event()).last().map(|visit| visit.iteration.clone());
    assert_eq!(last.as_deref(), Some([1, 1].as_slice()));
}

#[test]
fn what_was_stopped_is_marked_as_stopped() {
    let definition = machine("Both", json!({"Both": parallel(json!({"End": true}))}));
    let story = run(&definition, "{}", json!({"Deep": {"0": {"Hang": true}}}));
    assert_snapshot!("aborted", lines(&last_frame(&story)));
}

#[test]
fn a_timeout_of_a_task_is_a_failure_of_it() {
    let definition = machine("Call", json!({"Call": task(json!({"TimeoutSeconds": 5, "End": true}))}));
    let story = run(&definition, "{}", json!({"Call": {"0": {"Hang": true}}}));
    assert_snapshot!("task_timed_out", lines(&last_frame(&story)));
}

#[test]
fn an_execution_that_takes_too_long_cuts_its_states_off() {
    let mut definition = machine("Rest", json!({"Rest": {"Type": "Wait", "Seconds": 60, "End": true}}));
    definition["TimeoutSeconds"] = 5.into();
    let story = run(&definition, "{}", json!({}));
    assert_snapshot!("execution_timed_out", lines(&last_frame(&story)));
}

#[test]
fn a_task_with_a_token_waits_after_it_was_submitted() {
    let definition = machine(
        "Ask",
        json!({"Ask": {
            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "End": true
        }}),
    );
    let story = run(&definition, "{}", json!({"Ask": {"0": {"Return": {"ok": true}}}}));
    assert_snapshot!("token_rows", rows(&story));
    let waits = story.frames(0, usize::MAX).1.into_iter().find(|step| step.event.event_type == "TaskSubmitted");
    assert_eq!(waits.expect("it was submitted").states[0].mark, Mark::Waiting);
}

#[test]
fn names_with_slashes_are_keys_of_their_own() {
    let branches = json!([{"StartAt": "a/b~c", "States": {"a/b~c": pass("")}}]);
    let definition = machine("x/y", json!({"x/y": {"Type": "Parallel", "Branches": branches, "End": true}}));
    let story = run(&definition, "{}", json!({}));
    assert_snapshot!("slashes", lines(&last_frame(&story)));
}

#[test]
fn a_gap_in_a_history_is_passed_over() {
    let definition = machine("A", json!({"A": pass("B"), "B": pass("")}));
    let whole = run(&definition, "{}", json!({}));
    let mut story = super::Story::new(super::DiagramMap::default());
    for entry in whole.entries.iter().filter(|entry| entry.fact.id != 3) {
        story.add(entry.fact.clone());
    }
    assert_eq!(story.last_event(), 2);
}

#[test]
fn what_failed_goes_on_in_a_redrive() {
    let definition = machine(
        "Both",
        json!({"Both": {"Type": "Parallel", "Next": "After", "Branches": [
            machine("Good", json!({"Good": task(json!({"End": true}))})),
            machine("Bad", json!({"Bad": task(json!({"End": true}))}))
        ]}, "After": task(json!({"End": true}))}),
    );
    let mocks = json!({"Good": {"0": {"Return": 1}}, "Bad": {"0": throw("E"), "1": {"Return": 2}},
        "After": {"0": throw("E"), "1": {"Return": 3}}});
    assert_snapshot!(
        "redriven_branch_then_failed",
        lines(&last_frame(&run_and_redrive(&definition, "{}", mocks.clone(), 1)))
    );
    assert_snapshot!("redriven_twice", lines(&last_frame(&run_and_redrive(&definition, "{}", mocks, 2))));
}
