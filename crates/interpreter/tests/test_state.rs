//! TestState by its documentation: what each type of state answers, and what is refused.

use serde_json::{Value as Json, json};
use stepwell_interpreter::{TestFacts, TestRequest, Timestamp, test_state};
use stepwell_json::Value;

/// The answer, with the data in it as JSON instead of JSON text; a refusal as `Code: message`.
fn ask(request: Json) -> Json {
    let request = Value::parse(&request.to_string()).expect("JSON");
    let facts = TestFacts {
        at: Timestamp(1_764_000_000_000),
        seed: 7,
        region: "eu-west-1".into(),
        account: "123456789012".into(),
    };
    let answer = match TestRequest::read(&request).and_then(|request| test_state(&request, &facts)) {
        Ok(answer) => answer.to_value(),
        Err(refusal) => return refusal.to_string().into(),
    };
    let mut answer: Json = serde_json::from_str(&answer.to_text()).expect("an answer is JSON");
    let read = |data: &mut Json| *data = serde_json::from_str(data.as_str().expect("data is text")).expect("JSON text");
    if let Some(output) = answer.get_mut("output") {
        read(output);
    }
    for (name, stage) in answer.get_mut("inspectionData").and_then(Json::as_object_mut).into_iter().flatten() {
        if matches!(name.as_str(), "input" | "result" | "variables") || name.starts_with("after") {
            read(stage);
        }
    }
    answer
}

fn with_mock(state: Json, mock: Json) -> Json {
    ask(json!({"definition": state, "mock": mock, "inspectionLevel": "DEBUG"}))
}

#[track_caller]
fn refuses(request: Json, says: &str) {
    assert_eq!(ask(request), says);
}

#[test]
fn a_task_shows_every_stage_of_its_data() {
    let answer = ask(json!({
        "definition": {
            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "InputPath": "$.order",
            "Parameters": {"QueueUrl": "q", "MessageBody.$": "$.id"}, "ResultSelector": {"sent.$": "$.MessageId"},
            "ResultPath": "$.queue", "OutputPath": "$.queue.sent", "Assign": {"last.$": "$.MessageId"}, "Next": "Then"
        },
        "input": {"order": {"id": 7}}, "variables": {"first": 1}, "inspectionLevel": "DEBUG",
        "mock": {"result": {"MessageId": "m"}}
    }));
    assert_eq!(
        answer,
        json!({
            "status": "SUCCEEDED", "nextState": "Then", "output": "m",
            "inspectionData": {
                "input": {"order": {"id": 7}}, "afterInputPath": {"id": 7},
                "afterParameters": {"QueueUrl": "q", "MessageBody": 7}, "result": {"MessageId": "m"},
                "afterResultSelector": {"sent": "m"}, "afterResultPath": {"order": {"id": 7}, "queue": {"sent": "m"}},
                "variables": {"first": 1, "last": "m"}
            }
        })
    );
}

#[test]
fn a_stage_that_fails_is_the_last_one_shown() {
    let answer = with_mock(
        json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"a": 1},
               "ResultSelector": {"x.$": "$.nothing"}, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "N"}], "End": true}),
        json!({"result": {"MessageId": "m"}}),
    );
    assert_eq!(answer["status"], "FAILED");
    assert!(!answer["cause"].as_str().expect("a cause").contains("event id"), "{answer}");
    let shown: Vec<&String> = answer["inspectionData"].as_object().expect("data").keys().collect();
    assert_eq!(shown, ["input", "afterInputPath", "afterParameters", "result"]);
}

#[test]
fn retriers_come_before_catchers_and_their_pauses_grow() {
    let state = json!({
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f",
        "Retry": [{"ErrorEquals": ["Other"]},
                  {"ErrorEquals": ["Mine"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 2, "MaxDelaySeconds": 5}],
        "Catch": [{"ErrorEquals": ["Mine"], "ResultPath": "$.error", "Next": "Handle"}], "End": true
    });
    let after = |retries: u64| {
        ask(json!({
            "definition": state, "input": {"a": 1}, "inspectionLevel": "DEBUG",
            "mock": {"errorOutput": {"error": "Mine", "cause": "why"}},
            "stateConfiguration": {"retrierRetryCount": retries}
        }))
    };
    let details = |answer: &Json| (answer["status"].clone(), answer["inspectionData"]["errorDetails"].clone());
    let retried = |seconds: u64| (json!("RETRIABLE"), json!({"retryIndex": 1, "retryBackoffIntervalSeconds": seconds}));
    assert_eq!(details(&after(0)), retried(3));
    assert_eq!(details(&after(1)), retried(5));
    let caught = after(2);
    assert_eq!(details(&caught), (json!("CAUGHT_ERROR"), json!({"retryIndex": 1, "catchIndex": 0})));
    assert_eq!(caught["output"], json!({"a": 1, "error": {"Error": "Mine", "Cause": "why"}}));
    assert_eq!(
        (&caught["error"], &caught["cause"], &caught["nextState"]),
        (&json!("Mine"), &json!("why"), &json!("Handle"))
    );
}

#[test]
fn a_map_shows_its_items_and_what_its_iterations_get() {
    let processor = json!({"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}});
    let map = json!({
        "Type": "Map", "ItemsPath": "$.list", "ItemProcessor": processor, "MaxConcurrency": 2,
        "ItemSelector": {"at.$": "$$.Map.Item.Index", "is.$": "$$.Map.Item.Value", "all.$": "$.list"}, "End": true
    });
    let answer = ask(json!({
        "definition": map, "input": {"list": ["x", "y"]}, "inspectionLevel": "TRACE", "mock": {"result": ["X", "Y"]}
    }));
    assert_eq!(
        answer["inspectionData"],
        json!({
            "input": {"list": ["x", "y"]}, "afterInputPath": {"list": ["x", "y"]}, "afterItemsPath": ["x", "y"],
            "afterItemSelector": [{"at": 0, "is": "x", "all": ["x", "y"]}, {"at": 1, "is": "y", "all": ["x", "y"]}],
            "afterResultSelector": ["X", "Y"], "afterResultPath": ["X", "Y"], "maxConcurrency": 2
        })
    );
}

#[test]
fn a_map_in_distributed_mode_shows_its_batches_and_keeps_a_given_context() {
    let processor = json!({
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}
    });
    let answer = ask(json!({
        "definition": {
            "Type": "Map", "ItemProcessor": processor, "End": true,
            "ItemSelector": {"at.$": "$$.Map.Item.Index", "by.$": "$$.Execution.Name"},
            "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"all.$": "$"}}
        },
        "input": [5, 6, 7], "context": {"Execution": {"Name": "me"}}, "inspectionLevel": "DEBUG",
        "mock": {"result": []}
    }));
    let item = |at: u64| json!({"at": at, "by": "me"});
    assert_eq!(
        answer["inspectionData"]["afterItemBatcher"],
        json!([
            {"Items": [item(0), item(1)], "BatchInput": {"all": [5, 6, 7]}},
            {"Items": [item(2)], "BatchInput": {"all": [5, 6, 7]}}
        ]),
        "{answer}"
    );
}

#[test]
fn more_failed_iterations_than_tolerated_fail_a_map() {
    let processor = json!({
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}
    });
    let fails = |failed: u64| {
        let answer = ask(json!({
            "definition": {"Type": "Map", "ItemProcessor": processor, "ToleratedFailurePercentage": 50, "End": true},
            "input": [1, 2, 3, 4], "inspectionLevel": "DEBUG", "mock": {"result": [1, 2, 3, 4]},
            "stateConfiguration": {"mapIterationFailureCount": failed}
        }));
        assert_eq!(answer["inspectionData"]["toleratedFailurePercentage"], 50.0);
        answer["error"].clone()
    };
    assert_eq!(fails(2), Json::Null);
    assert_eq!(fails(3), "States.ExceedToleratedFailureThreshold");
}

#[test]
fn what_a_reader_reads_are_the_items() {
    let processor = json!({
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}
    });
    let ask_with = |config: Json, data: &str| {
        ask(json!({
            "definition": {"Type": "Map", "QueryLanguage": "JSONata", "ItemProcessor": processor, "End": true,
                "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": config,
                               "Arguments": {"Bucket": "b", "Key": "k"}},
                "ItemSelector": "{% $states.context.Map.Item.Value.n %}"},
            "inspectionLevel": "DEBUG", "mock": {"result": []}, "stateConfiguration": {"mapItemReaderData": data}
        }))
    };
    let lines = ask_with(json!({"InputType": "JSONL"}), "{\"n\": 1}\n{\"n\": 2}\n");
    assert_eq!(lines["inspectionData"]["afterItemSelector"], json!([1, 2]), "{lines}");
    let one = ask_with(json!({"InputType": "JSON"}), "[{\"n\": 3}]");
    assert_eq!(one["inspectionData"]["afterItemSelector"], json!([3]));
    let pointer = json!({"InputType": "JSON", "ItemsPointer": "/in/list"});
    let pointed = ask_with(pointer.clone(), r#"{"in": {"list": [{"n": 4}]}}"#);
    assert_eq!(pointed["inspectionData"]["afterItemsPointer"], json!([{"n": 4}]));
    assert_eq!(ask_with(pointer, r#"{"in": {}}"#)["error"], "States.ItemReaderFailed");
    assert_eq!(
        ask_with(json!({"InputType": "JSON"}), "[{"),
        "ValidationException: MapItemReaderData must be valid JSON."
    );
}

#[test]
fn waiting_takes_no_time_but_no_test_is_longer_than_five_minutes() {
    let wait = |seconds: u64| ask(json!({"definition": {"Type": "Wait", "Seconds": seconds, "Next": "Then"}}));
    assert_eq!(wait(300), json!({"status": "SUCCEEDED", "output": {}, "nextState": "Then"}));
    assert_eq!(wait(301)["error"], "States.Timeout");
}

#[test]
fn a_state_within_others_is_found_by_its_name() {
    let inner = json!({"StartAt": "In", "States": {"In": {"Type": "Pass", "Result": 1, "Next": "Out"}, "Out": {"Type": "Succeed"}}});
    let machine = json!({"StartAt": "P", "States": {"P": {"Type": "Parallel", "Branches": [inner], "End": true}}});
    assert_eq!(
        ask(json!({"definition": machine, "stateName": "In"})),
        json!({"status": "SUCCEEDED", "output": 1, "nextState": "Out"})
    );
    refuses(json!({"definition": machine, "stateName": "No"}), "ValidationException: State not found in definition");
}

#[test]
fn the_context_object_is_made_up_unless_the_request_has_it() {
    let state = json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"context.$": "$$"}, "End": true});
    let made_up = with_mock(state.clone(), json!({"result": {}}));
    let context = &made_up["inspectionData"]["afterParameters"]["context"];
    assert_eq!(context["Execution"]["StartTime"], "2025-11-24T16:00:00.000Z");
    assert!(
        context["Execution"]["Id"]
            .as_str()
            .expect("an ARN")
            .starts_with("arn:aws:states:eu-west-1:123456789012:express:")
    );
    assert_eq!((&context["Execution"]["RoleArn"], &context["State"]["RetryCount"]), (&Json::Null, &json!(0)));
    assert!(context["Task"]["Token"].is_string());
    let given = json!({"Task": {"Token": "t"}, "State": {"RetryCount": 2}});
    let answer =
        ask(json!({"definition": state, "mock": {"result": {}}, "context": given, "inspectionLevel": "DEBUG"}));
    assert_eq!(answer["inspectionData"]["afterParameters"]["context"], given);
    for (context, problem) in [
        (json!({"Nothing": {}}), "Field 'Nothing' is not allowed"),
        (json!({"State": {"RetryCount": "2"}}), "State.RetryCount must be a number"),
        (json!({"StateMachine": 1}), "StateMachine must be an object"),
        (json!([]), "must be a valid JSON object"),
    ] {
        refuses(
            json!({"definition": state, "mock": {"result": {}}, "context": context}),
            &format!("ValidationException: Invalid Context object provided: {problem}"),
        );
    }
}

#[test]
fn mocked_results_are_held_against_the_model_of_the_api() {
    let check = |resource: &str, result: Json, mode: &str| {
        let state = json!({"Type": "Task", "Resource": resource, "Parameters": {"StateMachineArn": "a"}, "End": true});
        let answer = with_mock(state, json!({"result": result, "fieldValidationMode": mode}));
        match answer.as_str() {
            Some(refused) => refused.replace("ValidationException: Mock result schema validation error: ", ""),
            None => answer["status"].to_string(),
        }
    };
    let start = "arn:aws:states:::aws-sdk:sfn:startExecution";
    assert_eq!(check(start, json!({}), "STRICT"), "Required field 'ExecutionArn' is missing");
    assert_eq!(check(start, json!({}), "PRESENT"), "\"SUCCEEDED\"");
    assert_eq!(
        check(start, json!({"ExecutionArn": ""}), "PRESENT"),
        "Field 'ExecutionArn' is smaller than the minimum length"
    );
    assert_eq!(check(start, json!([]), "PRESENT"), "Mocked result must be a JSON object");
    assert_eq!(check(start, json!([]), "NONE"), "\"SUCCEEDED\"");
    // The payload of a function is any JSON, its other fields are not.
    let invoke = "arn:aws:states:::lambda:invoke";
    assert_eq!(check(invoke, json!({"Payload": {"any": [1]}, "StatusCode": 200}), "STRICT"), "\"SUCCEEDED\"");
    assert_eq!(check(invoke, json!({"ExecutedVersion": 1}), "STRICT"), "Field 'ExecutedVersion' must be a string");
    // What is waited for is what comes back.
    let nested = "arn:aws:states:::states:startExecution.sync:2";
    assert_eq!(check(nested, json!({"Output": {"a": 1}}), "PRESENT"), "\"SUCCEEDED\"");
    assert_eq!(check(nested, json!({"Status": "DONE"}), "PRESENT"), "Field 'Status' is not an expected value");
    // Nobody knows what a token brings.
    assert_eq!(check("arn:aws:states:::sqs:sendMessage.waitForTaskToken", json!(1), "STRICT"), "\"SUCCEEDED\"");
}

#[test]
fn requests_that_aws_would_not_take_are_refused_in_its_words() {
    let pass = json!({"Type": "Pass", "End": true});
    let task = json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {}, "End": true});
    let sync = json!({"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
        "Parameters": {"StateMachineArn": "a"}, "End": true});
    for (request, says) in [
        (
            json!({}),
            "ValidationException: 1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must not be null",
        ),
        (
            json!({"definition": pass, "inspectionLevel": "ALL"}),
            "ValidationException: 1 validation error detected: Value at 'inspectionLevel' failed to satisfy constraint: Member must satisfy enum value set: [INFO, DEBUG, TRACE]",
        ),
        (
            json!({"definition": pass, "stateConfiguration": {"retrierRetryCount": -1}}),
            "ValidationException: 1 validation error detected: Value at 'stateConfiguration.retrierRetryCount' failed to satisfy constraint: Member must have value greater than or equal to 0",
        ),
        (json!({"definition": pass, "roleArn": "me"}), "InvalidArn: Invalid Role Arn: 'me'"),
        (
            json!({"definition": pass, "context": {}}),
            "ValidationException: TestState does not support Context when a mock is not specified.",
        ),
        (
            json!({"definition": pass, "mock": {"result": 1}}),
            "ValidationException: State type 'Pass' is not supported when a mock is specified",
        ),
        (
            json!({"definition": pass, "mock": {}}),
            "ValidationException: A test mock should have one of the following fields: [result, errorOutput].",
        ),
        (json!({"definition": task}), "ValidationException: RoleArn must be specified when testing a Task state"),
        (
            json!({"definition": task, "mock": {"result": {}}, "stateConfiguration": {"mapIterationFailureCount": 1}}),
            "ValidationException: MapIterationFailureCount is only supported for Map states.",
        ),
        (
            json!({"definition": sync}),
            "InvalidDefinition: TestState API does not support '.sync' service integrations when a mock is not specified.",
        ),
    ] {
        refuses(request, says);
    }
    let said = ask(json!({"definition": pass, "input": "{"}));
    assert!(said.as_str().is_some_and(|said| said.starts_with("InvalidExecutionInput: ")), "{said}");
    for definition in ["{", "[]", "{\"Type\": \"Pass\"}", "{\"Type\": \"Choice\", \"Choices\": [], \"Default\": \"D\"}"]
    {
        let said = ask(json!({"definition": definition}));
        assert!(said.as_str().is_some_and(|said| said.starts_with("InvalidDefinition: ")), "{definition}: {said}");
    }
}

#[test]
fn a_task_without_a_mock_says_how_to_give_one() {
    let answer = ask(json!({
        "definition": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f", "End": true},
        "roleArn": "arn:aws:iam::123456789012:role/r"
    }));
    assert_eq!((&answer["status"], &answer["error"]), (&json!("FAILED"), &json!("States.TaskFailed")));
    assert!(answer["cause"].as_str().expect("a cause").contains("mock"));
}
