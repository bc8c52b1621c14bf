//! Completion, hover and definition, in texts with a caret (`‸`).

use stepwell_asl::{CompletionItem, Completions, Document, Format, Seen};
use stepwell_json::Value;

const CARET: &str = "‸";

/// A text, its caret taken out, as the format that it looks like.
fn read(fixture: &str) -> (Document, usize) {
    let offset = fixture.find(CARET).expect("a caret");
    let text = fixture.replacen(CARET, "", 1);
    let format = if text.trim_start().starts_with('{') { Format::Json } else { Format::Yaml };
    (Document::parse(text, format), offset)
}

fn completions(fixture: &str) -> Option<Completions> {
    let (document, offset) = read(fixture);
    document.completions(offset)
}

fn labels(fixture: &str) -> Vec<String> {
    completions(fixture).map(|found| found.items.into_iter().map(|item| item.label).collect()).unwrap_or_default()
}

/// The text after an item was chosen, with the caret where it then stands.
fn chosen(fixture: &str, label: &str) -> String {
    let (document, offset) = read(fixture);
    let Some(found) = document.completions(offset) else { return "nothing".to_owned() };
    let Some(item) = found.items.iter().find(|item| item.label == label) else {
        let labels: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
        return format!("no {label} among {labels:?}");
    };
    assert!(found.word.end == offset && found.replace.start <= found.word.start && found.word.end <= found.replace.end);
    let caret = item.caret.unwrap_or(item.insert.len());
    let insert = format!("{}{CARET}{}", &item.insert[..caret], &item.insert[caret..]);
    let mut text = document.text().to_string();
    text.replace_range(found.replace.range(), &insert);
    if let Some(at) = found.comma_at {
        text.insert(at, ',');
    }
    text
}

fn one(fixture: &str, label: &str) -> CompletionItem {
    let found = completions(fixture).unwrap_or_else(|| panic!("nothing at {fixture}"));
    found.items.into_iter().find(|item| item.label == label).unwrap_or_else(|| panic!("no {label} at {fixture}"))
}

/// A JSON file with one Task that is not finished.
const TASK: &str = r#"{
  "StartAt": "A",
  "States": {
    "A": {
      "Type": "Task",
      ‸
    },
    "B": {
      "Type": "Succeed"
    }
  }
}
"#;

/// What is typed in place of the caret of [`TASK`], and what it becomes.
fn in_task(typed: &str, label: &str) -> String {
    let (before, after) = TASK.split_once(CARET).expect("a caret");
    let text = chosen(&TASK.replace(CARET, typed), label);
    // Only what lies between is of interest; a comma may have come before.
    let before = before.trim_end();
    let text = text.strip_prefix(before).map(|rest| rest.strip_suffix(after).unwrap_or(rest));
    text.map_or_else(|| "the rest has changed".to_owned(), |text| text.trim_start().to_owned())
}

/// A caret in a document, with what the state was seen with.
fn seen_labels(fixture: &str, seen: &Seen) -> Vec<String> {
    let (document, offset) = read(fixture);
    let found = document.completions_with(offset, seen);
    found.map(|found| found.items.into_iter().map(|item| item.label).collect()).unwrap_or_default()
}

#[test]
fn members_of_recorded_data_are_offered_where_they_can_be_read() {
    let value = |text: &str| Some(Value::parse(text).expect("JSON"));
    let seen = Seen {
        input: value(r#"{"order": {"id": 7, "lines": [{"sku": "A"}]}, "now": "2030"}"#),
        variables: value(r#"{"limits": {"high": 100}}"#),
        result: value(r#"{"Payload": {"risk": "low"}}"#),
        context: value(r#"{"Execution": {"Input": {"from": "web"}}}"#),
    };
    let task = |fields: &str| {
        format!(
            r#"{{"StartAt":"T","States":{{"T":{{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:111122223333:function:f",{fields},"End":true}}}}}}"#
        )
    };
    let jsonata = |fields: &str| task(fields).replacen('{', r#"{"QueryLanguage":"JSONata","#, 1);
    for (fixture, labels) in [
        (task(r#""InputPath":"$.‸""#), &["order", "now"][..]),
        (task(r#""InputPath":"$.order.‸""#), &["id", "lines"]),
        (task(r#""InputPath":"$.order.lines[0].‸""#), &["sku"]),
        // What the template sees is what InputPath leaves of the input.
        (task(r#""InputPath":"$.order","Parameters":{"id.$":"$.‸"}"#), &["id", "lines", "order"]),
        (task(r#""InputPath":"$['order'].lines[0]","Parameters":{"id.$":"$.‸"}"#), &["sku"]),
        (task(r#""ResultSelector":{"risk.$":"$.Payload.‸"}"#), &["risk"]),
        (task(r#""ResultPath":"$.order.‸""#), &["id", "lines"]),
        (task(r#""Catch":[{"ErrorEquals":["States.ALL"],"Next":"T","Assign":{"why.$":"$.‸"}}]"#), &["Error", "Cause"]),
        (task(r#""Parameters":{"from.$":"$$.Execution.Input.‸"}"#), &["from"]),
        (task(r#""Parameters":{"high.$":"$limits.‸"}"#), &["high"]),
        (jsonata(r#""Arguments":{"id":"{% $states.input.order.‸ %}"}"#), &["id", "lines"]),
        (jsonata(r#""Arguments":{"id":"{% $states.input.order.lines.‸ %}"}"#), &["sku"]),
        (jsonata(r#""Arguments":{"id":"{% $states.input.order.lines[0].s‸ %}"}"#), &["sku"]),
        (jsonata(r#""Output":"{% $states.result.Payload.‸ %}""#), &["risk"]),
        (jsonata(r#""Output":"{% $limits.‸ %}""#), &["high"]),
        (jsonata(r#""Output":"{% $nothing.‸ %}""#), &[]),
        // What an expression in brackets picks is not known.
        (jsonata(r#""Output":"{% $states.input.order.lines[sku = 'A'].‸ %}""#), &[]),
    ] {
        assert_eq!(seen_labels(&fixture, &seen), labels, "{fixture}");
    }
    // Without them nothing is made up.
    assert_eq!(seen_labels(&task(r#""InputPath":"$.order.‸""#), &Seen::default()), [""; 0]);
}

#[test]
fn fields_come_in_the_files_own_style() {
    for (typed, label, expected) in [
        ("‸", "Resource", "\"Resource\": \"‸\""),
        ("‸", "End", "\"End\": true‸"),
        ("‸", "TimeoutSeconds", "\"TimeoutSeconds\": ‸"),
        ("‸", "ResultPath", "\"ResultPath\": \"$‸\""),
        ("‸", "Parameters", "\"Parameters\": {\n        ‸\n      }"),
        ("‸", "Retry", "\"Retry\": [\n        {\n          ‸\n        }\n      ]"),
        // However much of it is typed, and whether the quotes are closed.
        ("\"‸\"", "Next", "\"Next\": \"‸\""),
        ("\"Ne‸\"", "Next", "\"Next\": \"‸\""),
        ("Ne‸", "Next", "\"Next\": \"‸\""),
        ("\"Ne‸", "Next", "\"Next\": \"‸\""),
        // A key that has a value keeps it.
        ("\"Ne‸\": \"B\"", "Next", "\"Next\"‸: \"B\""),
        // The comma that is missing behind it comes with it.
        ("‸\n      \"End\": true", "Comment", "\"Comment\": \"‸\",\n      \"End\": true"),
        ("\"Next\": ‸\n      \"Comment\": \"\"", "B", "\"Next\": \"B\"‸,\n      \"Comment\": \"\""),
        ("\"Next\": \"‸\n      \"Comment\": \"\"", "B", "\"Next\": \"B\"‸,\n      \"Comment\": \"\""),
        // On a line with others everything stays on that line.
        ("\"End\": true, ‸", "Retry", "\"End\": true, \"Retry\": [{‸}]"),
    ] {
        assert_eq!(in_task(typed, label), expected, "{label} at {typed}");
    }
    let without_comma = TASK.replace("\"Task\",", "\"Task\"");
    assert_eq!(chosen(&without_comma, "Resource"), TASK.replace(CARET, "\"Resource\": \"‸\""));
    assert_eq!(
        chosen(r#"{"StartAt":"A","States":{"A":{"Type":"Task",‸}}}"#, "Retry"),
        r#"{"StartAt":"A","States":{"A":{"Type":"Task","Retry":[{‸}]}}}"#
    );
    let windows = TASK.replace('\n', "\r\n").replace("  ", "\t");
    assert!(chosen(&windows, "Parameters").contains("\"Parameters\": {\r\n\t\t\t\t‸\r\n\t\t\t}"));
}

#[test]
fn fields_are_those_that_fit() {
    let at = |state: &str| labels(&format!(r#"{{"StartAt":"A","States":{{"A":{state}}}}}"#));
    assert_eq!(at("{‸}"), ["Type", "Next", "End", "Comment", "QueryLanguage"]);
    assert_eq!(at(r#"{"Type":"Succeed",‸}"#), ["InputPath", "OutputPath", "Comment", "QueryLanguage"]);
    let jsonata = at(r#"{"Type":"Succeed","QueryLanguage":"JSONata",‸}"#);
    assert_eq!(jsonata, ["Output", "Comment"]);
    let wait = at(r#"{"Type":"Wait","Next":"B",‸}"#);
    assert!(wait.contains(&"SecondsPath".to_owned()) && !wait.contains(&"End".to_owned()), "{wait:?}");
    let chosen = at(r#"{"Type":"Wait","Next":"B","Seconds":1,‸}"#);
    assert!(!chosen.contains(&"SecondsPath".to_owned()) && !chosen.contains(&"Timestamp".to_owned()), "{chosen:?}");

    let rule = |rule: &str| at(&format!(r#"{{"Type":"Choice","Choices":[{rule}]}}"#));
    let bare = rule("{‸}");
    assert_eq!(bare[..2], ["Variable", "Next"]);
    let compared = rule(r#"{"Variable":"$.a",‸}"#);
    assert_eq!(compared[0], "StringEquals");
    assert!(compared.contains(&"IsTimestamp".to_owned()) && !compared.contains(&"And".to_owned()), "{compared:?}");
    let whole = rule(r#"{"Variable":"$.a","IsNull":true,‸}"#);
    assert_eq!(whole, ["Next", "Assign", "Comment"]);
    assert!(!rule(r#"{"And":[{‸}]}"#).contains(&"Next".to_owned()));

    let retrier = at(r#"{"Type":"Task","Retry":[{"ErrorEquals":["States.ALL"],‸}]}"#);
    assert_eq!(retrier[..2], ["IntervalSeconds", "MaxAttempts"]);
    assert_eq!(at(r#"{"Type":"Map","ItemProcessor":{"ProcessorConfig":{‸}}}"#), ["Mode", "ExecutionType"]);
    assert_eq!(labels("{‸}")[..2], ["StartAt", "States"]);
    assert_eq!(labels(r#"{"Comment": "‸"}"#), [""; 0]);
}

#[test]
fn fields_say_what_they_are() {
    let item = one(r#"{"StartAt":"A","States":{"A":{"Type":"Task",‸}}}"#, "Resource");
    assert_eq!(item.detail.as_deref(), Some("ARN, required"));
    assert!(item.documentation.is_some_and(|text| text.starts_with("The ARN of what is called")));
    assert!(item.page.is_some_and(|page| page.ends_with("state-task.html")));
    assert!(item.more, "its value is to be completed next");
}

#[test]
fn values_of_enumerated_fields() {
    for (fixture, expected) in [
        (r#"{"QueryLanguage": ‸}"#, &["JSONPath", "JSONata"][..]),
        (r#"{"States":{"A":{"Type":"Pass","End": ‸}}}"#, &["true", "false"]),
        (r#"{"States":{"A":{"Type":"Task","Retry":[{"JitterStrategy":"‸"}]}}}"#, &["NONE", "FULL"]),
        (
            r#"{"States":{"A":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"‸"}}}}}"#,
            &["INLINE", "DISTRIBUTED"],
        ),
        (
            r#"{"States":{"A":{"Type":"Map","ItemReader":{"ReaderConfig":{"InputType":‸}}}}}"#,
            &["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"],
        ),
        (
            r#"{"States":{"A":{"Type":"Map","ItemReader":{"Resource":"‸"}}}}"#,
            &["arn:aws:states:::s3:getObject", "arn:aws:states:::s3:listObjectsV2"],
        ),
        (r#"{"States":{"A":{"Type":"‸"}}}"#, &["Task", "Pass", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map"]),
        (
            "States:\n  A:\n    Type: Map\n    ResultWriter:\n      WriterConfig:\n        OutputType: ‸\n",
            &["JSON", "JSONL"],
        ),
    ] {
        assert_eq!(labels(fixture), expected, "{fixture}");
    }
}

#[test]
fn states_are_named_in_their_own_machine_the_unreached_first() {
    let text = r#"{"StartAt":"P","States":{
      "P":{"Type":"Parallel","Branches":[{"StartAt":"X","States":{"X":{"Type":"Pass","Next":"Y"},"Y":{"Type":"Pass","Next":"@1"},"Z":{"Type":"Wait"}}}],
        "Catch":[{"ErrorEquals":["States.ALL"],"Next":"@2"}]},
      "C":{"Type":"Choice","Choices":[{"Variable":"$","IsNull":true,"Next":"@3"}],"Default":"@4"},
      "Last":{"Type":"Succeed"}}}"#;
    let at = |mark: &str| {
        let text = text.replace(mark, CARET);
        labels(&["@1", "@2", "@3", "@4"].iter().fold(text, |text, other| text.replace(other, "Last")))
    };
    assert_eq!(at("@1"), ["Z", "X", "Y"], "and itself last");
    assert_eq!(at("@2"), ["C", "Last", "P"]);
    assert_eq!(at("@3"), ["P", "Last", "C"]);
    assert_eq!(at("@4"), ["P", "Last", "C"]);
    assert_eq!(labels(r#"{"StartAt":"‸","States":{"A":{"Type":"Pass","Next":"B"},"B":{}}}"#), ["A", "B"]);
    assert_eq!(labels(r#"{"States":{"P":{"Type":"Parallel","Branches":[{"StartAt":‸,"States":{"In":{}}}]}}}"#), ["In"]);
}

#[test]
fn states_that_are_named_and_not_there_are_begun() {
    let text = "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    ‸\n  }\n}";
    assert_eq!(labels(text)[..2], ["A", "Task state"]);
    assert_eq!(chosen(text, "A"), text.replace(CARET, "\"A\": {\n      ‸\n    }"));
    let wait = "\"Wait‸\": {\n      \"Type\": \"Wait\",\n      \"Seconds\": 5,\n      \"End\": true\n    }";
    assert_eq!(chosen(text, "Wait state"), text.replace(CARET, wait));
    assert_eq!(chosen("StartAt: A\nStates:\n  ‸\n", "A"), "StartAt: A\nStates:\n  A:\n    ‸\n");
}

#[test]
fn errors_are_those_of_what_is_called_and_step_functions_own() {
    let at = |resource: &str, list: &str| {
        labels(&format!(
            r#"{{"States":{{"T":{{"Type":"Task","Resource":"{resource}","Catch":[{{"ErrorEquals":[{list}]}}]}}}}}}"#
        ))
    };
    let optimised = at("arn:aws:states:::dynamodb:putItem", "\"‸\"");
    assert_eq!(optimised[0], "DynamoDB.ConditionalCheckFailedException");
    assert!(optimised.contains(&"States.ALL".to_owned()));
    let sdk = at("arn:aws:states:::aws-sdk:s3:getObject", "‸");
    assert!(sdk.contains(&"S3.NoSuchKeyException".to_owned()) && sdk.contains(&"S3.S3Exception".to_owned()), "{sdk:?}");
    let second = at("arn:aws:states:::lambda:invoke", "\"Lambda.ServiceException\", ‸");
    assert_eq!(second[0], "Lambda.AWSLambdaException", "not again what stands there");
    assert!(!second.contains(&"States.ALL".to_owned()), "which stands alone");
    let thrown = labels(
        r#"{"States":{"P":{"Type":"Parallel","Branches":[{"States":{"F":{"Type":"Fail","Error":"Own.Error"}}}],"Retry":[{"ErrorEquals":["‸"]}]}}}"#,
    );
    assert_eq!(thrown[0], "Own.Error");
}

#[test]
fn resources_come_step_by_step() {
    let at = |resource: &str| format!(r#"{{"States":{{"T":{{"Type":"Task","Resource":{resource}}}}}}}"#);
    let after = |resource: &str, label: &str| {
        let text = chosen(&at(resource), label);
        let start = text.find("\"Resource\":").map_or(0, |start| start + "\"Resource\":".len());
        text[start..].trim_end_matches('}').to_owned()
    };
    assert_eq!(after("‸", "lambda:invoke"), "\"arn:aws:states:::lambda:invoke\"‸");
    assert_eq!(after("\"‸\"", "aws-sdk"), "\"arn:aws:states:::aws-sdk:‸\"");
    assert_eq!(after("\"arn:aws:states:::‸\"", "dynamodb"), "\"arn:aws:states:::dynamodb:‸\"");
    assert_eq!(after("\"arn:aws:states:::aws-sdk:‸\"", "sfn"), "\"arn:aws:states:::aws-sdk:sfn:‸\"");
    assert_eq!(
        after("\"arn:aws:states:::aws-sdk:d‸b:query\"", "dynamodb"),
        "\"arn:aws:states:::aws-sdk:dynamodb‸:query\""
    );
    assert_eq!(
        after("\"arn:aws:states:::aws-sdk:s3:get‸\"", "getObject"),
        "\"arn:aws:states:::aws-sdk:s3:getObject‸\""
    );
    assert_eq!(after("\"arn:aws:states:::sqs:‸", "sendMessage"), "\"arn:aws:states:::sqs:sendMessage‸\"");
    assert_eq!(labels(&at("\"arn:aws:states:::states:startExecution.‸\"")), ["sync", "sync:2", "waitForTaskToken"]);
    assert!(labels(&at("\"arn:aws:states:::aws-sdk:nonsense:‸\"")).is_empty());
    assert!(labels(&at("\"arn:aws:states:::aws-sdk:‸\"")).len() >= 220);
}

#[test]
fn parameters_are_the_actions_own() {
    let at = |resource: &str, rest: &str| {
        format!(r#"{{"States":{{"T":{{"Type":"Task","Resource":"arn:aws:states:::{resource}",{rest}}}}}}}"#)
    };
    let path = labels(&at("dynamodb:getItem", r#""Parameters":{"TableName.$":"$.t",‸}"#));
    assert_eq!(path[..2], ["Key", "Key.$"], "{path:?}");
    let jsonata = labels(&at("aws-sdk:sqs:sendMessage", r#""QueryLanguage":"JSONata","Arguments":{‸}"#));
    assert_eq!(jsonata[..3], ["QueueUrl", "MessageBody", "DelaySeconds"]);
    let nested = at("events:putEvents", r#""Parameters":{"Entries":[{‸}]}"#);
    assert!(labels(&nested).contains(&"DetailType".to_owned()));
    assert!(chosen(&nested, "Detail.$").contains(r#"{"Detail.$":"$.‸"}"#));
    // As DynamoDB's optimised integration spells them, and as the SDK's does.
    let item = r#""Parameters":{"Item":{"id":{‸}}}"#;
    assert!(labels(&at("dynamodb:putItem", item)).contains(&"BOOL".to_owned()));
    assert!(labels(&at("aws-sdk:dynamodb:putItem", item)).contains(&"Bool".to_owned()));
    let one_of = labels(&at("dynamodb:putItem", r#""Parameters":{"ReturnConsumedCapacity":"‸"}"#));
    assert_eq!(one_of, ["INDEXES", "TOTAL", "NONE"]);
    let required = one(&at("lambda:invoke", r#""Parameters":{‸}"#), "FunctionName");
    assert_eq!(required.detail.as_deref(), Some("text, required"));
    let reader =
        r#"{"States":{"M":{"Type":"Map","ItemReader":{"Resource":"arn:aws:states:::s3:getObject","Parameters":{‸}}}}}"#;
    assert!(labels(reader).is_empty(), "no Task calls it");
}

#[test]
fn names_inside_paths_and_intrinsics() {
    let at = |member: &str| format!(r#"{{"States":{{"T":{{"Type":"Pass","Parameters":{{{member}}}}}}}}}"#);
    assert_eq!(labels(&at(r#""a.$":"$$.‸""#)), ["Execution", "State", "StateMachine", "Task", "Map"]);
    assert_eq!(labels(&at(r#""a.$":"$$.Map.Item.‸""#)), ["Index", "Value", "Key", "Source"]);
    assert!(chosen(&at(r#""a.$":"States.Format('{}', $$.Ex‸)""#), "Execution").contains("$$.Execution.‸)"));
    assert!(chosen(&at(r#""a.$":"‸""#), "States.UUID").contains(r#""States.UUID()‸""#));
    assert!(chosen(&at(r#""a.$":‸"#), "States.Hash").contains(r#""States.Hash(‸)""#));
    assert!(labels(&at(r#""a.$":"States.Format('‸')""#)).is_empty(), "inside a text");
    assert!(labels(&at(r#""a":"‸""#)).is_empty(), "no expression");
    assert_eq!(labels(&at(r#""a.$":"$.order.id","b.$":"$.order.‸""#)), ["id"]);
    assert_eq!(labels(&at(r#""a.$":"$$.order.id","b.$":"$.‸""#)), [""; 0], "another root");
    let selector = r#"{"States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","ResultSelector":{"a.$":"$.‸"}}}}"#;
    assert!(labels(selector).contains(&"Payload".to_owned()));
}

#[test]
fn names_inside_jsonata() {
    let at = |rest: &str| {
        format!(
            r#"{{"QueryLanguage":"JSONata","States":{{"T":{{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:listBuckets",{rest}}}}}}}"#
        )
    };
    assert_eq!(labels(&at(r#""Output":"{% $states.‸ %}""#)), ["result", "input", "context"]);
    assert_eq!(labels(&at(r#""Arguments":{"a":"{% $states.‸ %}"}"#)), ["input", "context"]);
    assert_eq!(labels(&at(r#""Catch":[{"Output":"{% $states.‸ %}"}]"#)), ["input", "errorOutput", "context"]);
    assert_eq!(labels(&at(r#""Assign":{"b":"{% $states.result.‸"}"#))[..2], ["Buckets", "Owner"]);
    assert_eq!(labels(&at(r#""Output":"{% $states.context.Execution.‸ %}""#)).len(), 7);
    assert!(chosen(&at(r#""Output":"‸""#), "{% %}").contains(r#""Output":"{% ‸ %}""#));
    assert!(chosen(&at(r#""Output":‸"#), "{% %}").contains(r#""Output":"{% ‸ %}""#));
    assert!(chosen(&at(r#""Output":"{% 1 + $su‸ %}""#), "$sum").contains(r#"{% 1 + $sum(‸) %}"#));
    assert!(
        chosen(&at(r#""TimeoutSeconds":"{% $co‸($states.input) %}""#), "$count")
            .contains("{% $count‸($states.input) %}")
    );
    assert!(labels(&at(r#""Output":"{% 'a $su‸' %}""#)).is_empty(), "inside a text");
    assert!(labels(&at(r#""Comment":"{% $su‸ %}""#)).is_empty(), "no expression");
    let block = "QueryLanguage: JSONata\nStates:\n  A:\n    Type: Pass\n    Output: >-\n      {% $su‸ %}\n";
    assert_eq!(chosen(block, "$sum"), block.replace("$su‸", "$sum(‸)"));
}

#[test]
fn variables_are_those_in_scope() {
    let text = r#"{"StartAt":"A","QueryLanguage":"JSONata","States":{
      "A":{"Type":"Pass","Assign":{"early":1},"Next":"M"},
      "M":{"Type":"Map","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Assign":{"inner":1},"Next":"J"},"J":{"Type":"Pass","Output":"{% @1 %}","End":true}}},"Next":"B"},
      "B":{"Type":"Pass","Output":"{% @2 %}","Assign":{"late":2},"End":true}}}"#;
    let at = |mark: &str| {
        let text = text.replace(mark, "$‸").replace("@1", "1").replace("@2", "1");
        let found = labels(&text);
        found.into_iter().take_while(|label| label != "$states").collect::<Vec<_>>()
    };
    assert_eq!(at("@1"), ["$inner", "$early", "$late"], "what has no value yet comes last");
    assert_eq!(at("@2"), ["$early", "$late"]);
    let distributed =
        text.replace(r#""ItemProcessor":{"#, r#""ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"#);
    let found = labels(&distributed.replace("@1", "$‸").replace("@2", "1"));
    assert_eq!(found[..2], ["$inner", "$states"], "a distributed Map sees nothing of what is around it");
}

#[test]
fn yaml_is_completed_as_json_is() {
    let state = "StartAt: A\nStates:\n  A:\n    Type: Task\n    ‸\n";
    for (typed, label, expected) in [
        ("‸", "Retry", "Retry:\n      - ‸"),
        ("‸", "Next", "Next: ‸"),
        ("Para‸", "Parameters", "Parameters:\n      ‸"),
        ("Retry:\n      - ‸", "ErrorEquals", "Retry:\n      - ErrorEquals:\n          - ‸"),
        (
            "Retry:\n      - ErrorEquals:\n          - ‸",
            "States.ALL",
            "Retry:\n      - ErrorEquals:\n          - States.ALL‸",
        ),
        ("Retry:\n      - ErrorEquals: [‸]", "States.ALL", "Retry:\n      - ErrorEquals: [States.ALL‸]"),
        ("Next: ‸\n  yes:\n    Type: Pass", "yes", "Next: \"yes\"‸\n  yes:\n    Type: Pass"),
        ("Next: 'B‸'\n  B's:\n    Type: Pass", "B's", "Next: 'B''s'‸\n  B's:\n    Type: Pass"),
        ("InputPath: $$.Exe‸", "Execution", "InputPath: $$.Execution.‸"),
        ("Resource: arn:aws:states:::sq‸", "sqs", "Resource: arn:aws:states:::sqs:‸"),
    ] {
        assert_eq!(chosen(&state.replace(CARET, typed), label), state.replace(CARET, expected), "{label} at {typed}");
    }
    assert_eq!(chosen("States:\n  A: {Type: Task, ‸}\n", "Retry"), "States:\n  A: {Type: Task, Retry: [{‸}]}\n");
    assert_eq!(chosen("States:\n  A: {Type: Ta‸}\n", "Task"), "States:\n  A: {Type: Task‸}\n");
    assert!(labels("States:\n  A:\n    Type: Task # ‸\n").is_empty(), "in a comment");
}

/// What a hover says, in short.
fn hovered(fixture: &str) -> String {
    let (document, offset) = read(fixture);
    match document.hover(offset) {
        Some(hover) => format!("{} ({}): {}", hover.title, hover.detail, hover.text.join(" ")),
        None => "nothing".to_owned(),
    }
}

#[test]
fn what_stands_there_is_explained() {
    for (fixture, expected) in [
        (
            r#"{"States":{"A":{"Type":"Wait","Sec‸onds":1}}}"#,
            "Seconds (field of a Wait state): How many seconds to wait.",
        ),
        (r#"{"States":{"A":{"Type":"Wa‸it"}}}"#, "Wait (state type): Waits for some seconds or until a time."),
        (
            r#"{"States":{"A":{"Type":"Pass","Next":"‸B"},"B":{"Type":"Task","Comment":"Pays.","Resource":"arn:x","Next":"A","Catch":[{"ErrorEquals":["E"],"Next":"C"}]}}}"#,
            "B (Task state): Pays. Calls arn:x Leads to A; C on E.",
        ),
        (
            r#"{"States":{"‸A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"B"}],"Default":"C"}}}"#,
            "A (Choice state): Leads to B when $.a is null; C otherwise.",
        ),
        (
            r#"{"States":{"A":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.wait‸ForTaskToken"}}}"#,
            "sqs:sendMessage (optimised integration, Wait for Callback (.waitForTaskToken)): Sends a message to a queue. Needs MessageBody, QueueUrl.",
        ),
        (
            r#"{"States":{"A":{"Type":"Task","Resource":"‸arn:aws:states:::aws-sdk:s3:getObjekt"}}}"#,
            "arn:aws:states:::aws-sdk:s3:getObjekt (not known): s3 has no action getObjekt. Did you mean getObject?",
        ),
        (
            r#"{"States":{"A":{"Type":"Task","Retry":[{"ErrorEquals":["‸States.Timeout"],"JitterStrategy":"NONE"}]}}}"#,
            "States.Timeout (error name): A Task ran longer than TimeoutSeconds, or sent no heartbeat within HeartbeatSeconds.",
        ),
        (
            r#"{"States":{"A":{"Type":"Task","Retry":[{"JitterStrategy":"NO‸NE"}]}}}"#,
            "NONE (JitterStrategy): Waits exactly the computed delay.",
        ),
        (
            r#"{"States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.Arr‸ay($.a)"}}}}"#,
            "States.Array(value, …) (intrinsic function): An array of the values.",
        ),
        (
            r#"{"States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.Array($$.Exec‸ution.Id)"}}}}"#,
            "$$.Execution (context object): The execution.",
        ),
        (
            r#"{"QueryLanguage":"JSONata","States":{"A":{"Type":"Pass","Output":"{% $upper‸case($states.input.a) %}"}}}"#,
            "$uppercase(text) (JSONata function): The text in capitals.",
        ),
        (
            r#"{"QueryLanguage":"JSONata","States":{"A":{"Type":"Pass","Output":"{% $states.context.State.Na‸me %}"}}}"#,
            "$states.context.State.Name (context object): The state's name.",
        ),
        (
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1},"Next":"B"},"B":{"Type":"Pass","Output":"{% $x‸ %}"}}}"#,
            "$x (variable): Assigned in A.",
        ),
        (
            "States:\n  A:\n    Type: Fail\n    Cau‸se: x\n",
            "Cause (field of a Fail state): What people read about the error.",
        ),
        (r#"{"States":{"A":{"Type":"Pass","Result":{"Ne‸xt":"x"}}}}"#, "nothing"),
        (r#"{"States":{"A":{"Type":"Pass",  ‸  "Result":1}}}"#, "nothing"),
    ] {
        assert_eq!(hovered(fixture), expected, "{fixture}");
    }
    let parameter = hovered(
        r#"{"States":{"A":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:sqs:sendMessage","Parameters":{"Queue‸Url.$":"$.u"}}}}"#,
    );
    assert!(parameter.starts_with("QueueUrl (text, required): The URL of the Amazon SQS queue"), "{parameter}");
}

#[test]
fn names_lead_to_where_they_are_defined() {
    let text = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"x":1},"Next":"M"},"M":{"Type":"Map","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","InputPath":"$x.y","End":true}}},"End":true}}}"#;
    let leads = |from: &str| {
        let at = text.find(from).expect("it is there") + from.len();
        let document = Document::parse(text, Format::Json);
        let found = document.definition(at)?;
        let (origin, target) = (&text[found.origin.range()], &text[found.target.range()]);
        Some(format!("{origin} -> {target} {} {} {}", found.target.start, found.state, found.is_state))
    };
    let place = |of: &str| text.find(of).expect("it is there");
    assert_eq!(leads(r#""Next":"M"#), Some(format!("\"M\" -> \"M\" {} M true", place("\"M\":{"))));
    assert_eq!(leads(r#""StartAt":"I"#), Some(format!("\"I\" -> \"I\" {} M/I true", place("\"I\":{"))));
    assert_eq!(leads(r#""InputPath":"$x"#), Some(format!("$x -> \"x\" {} A false", place("\"x\":1"))));
    assert_eq!(leads(r#"{"A"#), Some(format!("\"A\" -> \"A\" {} A true", place("\"A\":{"))));
    assert_eq!(leads(r#""Type"#), None);
}

/// Nothing here may fail, wherever the caret stands and however broken the text is.
#[test]
fn every_place_of_every_broken_text_is_answered() {
    let whole = [
        r#"{"StartAt":"Ä","QueryLanguage":"JSONata","States":{"Ä":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:getObject","Arguments":{"Bucket":"{% $b & '\"é' %}"},"Catch":[{"ErrorEquals":["States.ALL"],"Next":"B"}],"Next":"B"},"B":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.a %}","Next":"Ä"}]}}}"#,
        "StartAt: Ä\r\nStates:\r\n  Ä:\r\n    Type: Pass # ü\r\n    Parameters: {a.$: \"$$.Exe\", 'b''s': [1, ]}\r\n    Next: 'B'\r\n  B:\r\n    Type: Fail\r\n    Cause: >-\r\n      text\r\n      more\r\n",
    ];
    for text in whole {
        let ends: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        // Every caret of the whole text, and every prefix with the caret at its end.
        let format = if text.starts_with('{') { Format::Json } else { Format::Yaml };
        let document = Document::parse(text, format);
        for at in 0..=text.len() + 2 {
            let found = document.completions(at);
            if let Some(found) = found {
                assert!(text.get(found.replace.range()).is_some() && text.get(found.word.range()).is_some(), "at {at}");
                for item in &found.items {
                    assert!(
                        item.caret.is_none_or(|caret| item.insert.is_char_boundary(caret)),
                        "{} at {at}",
                        item.label
                    );
                }
            }
            let spans = document.hover(at).map(|hover| hover.span).into_iter();
            let spans = spans.chain(document.definition(at).into_iter().flat_map(|found| [found.origin, found.target]));
            assert!(spans.into_iter().all(|span| text.get(span.range()).is_some()), "at {at}");
        }
        for end in ends {
            let broken = Document::parse(&text[..end], format);
            let _ = (broken.completions(end), broken.hover(end), broken.definition(end));
        }
    }
}
