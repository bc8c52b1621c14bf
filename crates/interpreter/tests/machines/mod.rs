//! Random machines, what their tasks answer, and what holds for every history.
#![allow(dead_code)] // each test uses its part

use std::collections::{BTreeMap, HashMap, VecDeque};

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use stepwell_interpreter::{Details, EventKind, HistoryEvent, Settings, Status};
use stepwell_json::Value;

use crate::driver::Answer;

/// A machine of up to four states a level; the numbers choose everything.
pub fn machine(depth: u32) -> BoxedStrategy<Json> {
    prop::collection::vec(state(depth), 1..5)
        .prop_map(|states| {
            let count = states.len();
            let name = |index: usize| format!("S{}", index % count);
            let mut named = serde_json::Map::new();
            for (index, (mut state, target)) in states.into_iter().enumerate() {
                let fields = state.as_object_mut().expect("a state is an object");
                let kind = fields["Type"].as_str().unwrap_or_default().to_owned();
                if let Some(catchers) = fields.get_mut("Catch").and_then(Json::as_array_mut) {
                    for catcher in catchers {
                        catcher["Next"] = name(target + 1).into();
                    }
                }
                match kind.as_str() {
                    "Choice" => {
                        for rule in fields["Choices"].as_array_mut().into_iter().flatten() {
                            rule["Next"] = name(target).into();
                        }
                        if target % 3 > 0 {
                            fields.insert("Default".into(), name(target + 1).into());
                        }
                    }
                    "Succeed" | "Fail" => {}
                    // Mostly forwards, so that most machines end.
                    _ if index + 1 < count => {
                        fields.insert("Next".into(), name(if target % 8 == 7 { target } else { index + 1 }).into());
                    }
                    _ => {
                        fields.insert("End".into(), true.into());
                    }
                }
                named.insert(name(index), state);
            }
            json!({ "StartAt": "S0", "States": named })
        })
        .boxed()
}

fn path() -> impl Strategy<Value = Json> {
    prop::sample::select(vec!["$", "$.a", "$.b", "$.list", "$.list[0]", "$.nope", "$$.Execution.Name", "$v", "$.a[*]"])
        .prop_map(Json::from)
}

fn query() -> impl Strategy<Value = Json> {
    prop::sample::select(vec![
        "{% $states.input %}",
        "{% $states.input.a %}",
        "{% $v %}",
        "{% $states.input.list[0] ~> $string %}",
        "{% $uuid() %}",
        "{% $sum([1..10]) + $random() %}",
        "{% $states.context.State.Name %}",
        "{% 1/0 > $states.input.a %}",
        "{% {'a': $now(), 'list': $states.input.list} %}",
        "{% ( $f := function($x){ $x > 0 ? $f($x - 1) : 'deep' }; $f(300) ) %}",
    ])
    .prop_map(Json::from)
}

fn jsonata() -> BoxedStrategy<Json> {
    prop_oneof![
        (query(), query()).prop_map(|(output, assigned)| {
            json!({"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"a": output, "list": [1]}, "Assign": {"v": assigned}})
        }),
        (query(), query()).prop_map(|(arguments, output)| {
            json!({"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": "{% 20 + 1.5 %}",
                "Arguments": {"x": arguments}, "Output": output})
        }),
        query().prop_map(|output| {
            json!({"Type": "Choice", "QueryLanguage": "JSONata", "Output": output,
                "Choices": [{"Condition": "{% $exists($states.input.a) %}", "Assign": {"v": 2}}]})
        }),
        query().prop_map(|cause| json!({"Type": "Fail", "QueryLanguage": "JSONata", "Cause": cause})),
    ]
    .boxed()
}

fn state(depth: u32) -> BoxedStrategy<(Json, usize)> {
    let choice = (path(), -1..3_i32, any::<bool>()).prop_map(|(path, number, present)| {
        json!({"Type": "Choice", "Choices": [
            {"And": [{"Variable": "$.a", "IsPresent": present}, {"Not": {"Variable": path, "NumericLessThan": number}}]}]})
    });
    let task = prop::sample::select(vec![
        "arn:aws:states:::lambda:invoke",
        "arn:aws:states:::batch:submitJob.sync",
        "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "arn:aws:lambda:us-east-1:111111111111:function:f",
        "arn:aws:states:us-east-1:111111111111:activity:a",
    ])
    .prop_map(|resource| json!({"Type": "Task", "Resource": resource, "TimeoutSeconds": 30, "HeartbeatSeconds": 20}));
    let simple = prop_oneof![
        3 => Just(json!({"Type": "Pass"})),
        1 => path().prop_map(|path| json!({"Type": "Pass", "Parameters": {"a.$": path, "list": [1, {"b": 2}]}})),
        1 => Just(json!({"Type": "Pass", "Result": {"a": 1, "list": [1, 2, 3]}, "ResultPath": "$.b", "Assign": {"v": 1}})),
        3 => task,
        3 => jsonata(),
        2 => choice,
        1 => (0..5_u32).prop_map(|seconds| json!({"Type": "Wait", "Seconds": seconds})),
        1 => Just(json!({"Type": "Succeed"})),
        1 => Just(json!({"Type": "Fail", "Error": "Custom"})),
    ]
    .boxed();
    let kind = if depth == 0 {
        simple
    } else {
        prop_oneof![
            3 => simple,
            1 => prop::collection::vec(machine(depth - 1), 0..4).prop_map(|branches| json!({"Type": "Parallel", "Branches": branches})),
            1 => (machine(depth - 1), path(), 0..4_u32).prop_map(|(processor, items, most)| {
                json!({"Type": "Map", "ItemProcessor": processor, "ItemsPath": items, "MaxConcurrency": most})
            }),
            1 => (machine(depth - 1), 0..3_u32, any::<bool>(), path()).prop_map(|(mut processor, most, batch, selected)| {
                processor["ProcessorConfig"] = json!({"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"});
                let mut state = json!({"Type": "Map", "ItemProcessor": processor, "MaxConcurrency": most, "ToleratedFailureCount": most,
                    "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Items": [1, {"a": 2}, [3], null]}}});
                if batch {
                    state["ItemBatcher"] = json!({"MaxItemsPerBatch": 3, "BatchInput": {"a.$": "$"}});
                    state["ItemSelector"] = json!({"a.$": selected, "list": [0]});
                }
                state
            }),
        ]
        .boxed()
    };
    (kind, any::<bool>(), any::<bool>(), 0..16_usize)
        .prop_map(|(mut state, retry, catch, target)| {
            if matches!(state["Type"].as_str(), Some("Task" | "Parallel" | "Map")) {
                if retry {
                    state["Retry"] = json!([
                        {"ErrorEquals": ["Custom", "States.Timeout"], "MaxAttempts": 1, "JitterStrategy": "FULL"},
                        {"ErrorEquals": ["States.ALL"], "MaxAttempts": 1}]);
                }
                if catch {
                    let written = if state["QueryLanguage"] == "JSONata" { "Output" } else { "ResultPath" };
                    state["Catch"] = json!([{"ErrorEquals": ["States.ALL"], written: "$.error"}]);
                }
            }
            (state, target)
        })
        .boxed()
}

pub fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        4 => prop::sample::select(vec!["{}", "{\"a\": 1}", "[1,2]", "null", "\"text\""])
            .prop_map(|text| Answer::Return(Value::parse(text).expect("JSON"))),
        1 => Just(Answer::Throw { error: Some("Custom".into()), cause: Some("{\"x\":1}".into()) }),
        1 => Just(Answer::Throw { error: None, cause: None }),
        1 => Just(Answer::Hang),
    ]
}

pub fn settings() -> Settings {
    // Few events, so that endless machines end soon; small steps, so that they are interrupted often.
    Settings { max_events: Some(400), transitions_per_step: 7, ..Settings::default() }
}

pub fn all_answers(list: &[Answer]) -> HashMap<String, VecDeque<Answer>> {
    (0..5).map(|index| (format!("S{index}"), list.iter().cloned().cycle().take(500).collect())).collect()
}

pub fn bytes(events: &[HistoryEvent]) -> String {
    events.iter().map(|event| event.to_json().to_string() + "\n").collect()
}

/// What every history of AWS has in common.
pub fn invariants(events: &[HistoryEvent], status: Option<Status>) -> Result<(), String> {
    let mut open: BTreeMap<u64, String> = BTreeMap::new();
    let mut parent: HashMap<u64, u64> = HashMap::new();
    for (index, event) in events.iter().enumerate() {
        let id = index as u64 + 1;
        if event.id != id {
            return Err(format!("event {} stands where {id} should", event.id));
        }
        if event.previous_event_id >= id {
            return Err(format!("event {id} follows from {}", event.previous_event_id));
        }
        let at_entry = id == 3 && event.kind == EventKind::EvaluationFailed;
        if (event.previous_event_id == 0) != (id <= 2) && !at_entry {
            return Err(format!("only the first two events follow from none, not {id}"));
        }
        if index > 0 && event.timestamp < events[index - 1].timestamp {
            return Err(format!("time goes back at {id}"));
        }
        parent.insert(id, event.previous_event_id);
        match &event.details {
            // What fails at a state's entry follows from the event before it, as on AWS; it belongs to the state.
            Details::EvaluationFailed { .. } => {
                let entry = index.checked_sub(1).and_then(|before| events.get(before));
                let is_of_entry = |entry: &&HistoryEvent| {
                    entry.previous_event_id == event.previous_event_id && open.contains_key(&entry.id)
                };
                if let Some(entry) = entry.filter(is_of_entry) {
                    parent.insert(id, entry.id);
                }
            }
            Details::StateEntered { name, .. } => {
                open.insert(id, name.to_string());
            }
            Details::StateExited { name, .. } => {
                // Back along its causes, the exit finds the entry of a state of its name.
                let mut at = event.previous_event_id;
                while at > 0 && open.get(&at).is_none_or(|entered| entered != name.as_ref()) {
                    at = parent[&at];
                }
                if open.remove(&at).is_none() {
                    return Err(format!("event {id} leaves {name}, which was not entered"));
                }
            }
            _ => {}
        }
        let last = matches!(
            event.kind,
            EventKind::ExecutionSucceeded
                | EventKind::ExecutionFailed
                | EventKind::ExecutionTimedOut
                | EventKind::ExecutionAborted
        );
        // It ends once, and once more after each redrive.
        let next = events.get(index + 1).map(|event| event.kind);
        let may_end = match next {
            None => status.is_some(),
            Some(kind) => kind == EventKind::ExecutionRedriven,
        };
        if last != may_end {
            return Err(format!("event {id} ends the execution, or the last does not"));
        }
    }
    Ok(())
}
