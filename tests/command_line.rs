//! The `stepwell` command as people and programs call it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::{Value as Json, json};

fn fixture(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name).display().to_string()
}

fn stepwell(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepwell"));
    command.args(arguments).timeout(std::time::Duration::from_secs(120));
    command
}

/// What came of a call.
struct Done {
    code: i32,
    out: String,
    said: String,
}

impl Done {
    fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

fn done(command: &mut Command) -> Done {
    let output = command.output().expect("it runs");
    Done {
        code: output.status.code().expect("it ends by itself"),
        out: String::from_utf8(output.stdout).expect("text"),
        said: String::from_utf8(output.stderr).expect("text"),
    }
}

fn call(arguments: &[&str]) -> Done {
    done(&mut stepwell(arguments))
}

/// Runs the order with a test case of its mocks.
fn order(case: &str, more: &[&str]) -> Done {
    let (file, mocks) = (fixture("order.asl.json"), fixture("order.mocks.json"));
    let mut arguments = vec!["run", &file, "--mocks", &mocks, "--state-machine-name", "order", "--test-case", case];
    arguments.extend(["--input", "{\"items\": [1, 2]}", "--time", "skip", "--format", "json"]);
    arguments.extend(more);
    call(&arguments)
}

fn types(answer: &Json) -> Vec<&str> {
    answer["events"].as_array().expect("events").iter().filter_map(|event| event["type"].as_str()).collect()
}

#[test]
fn validate_says_what_aws_would_and_where() {
    let (good, bad) = (fixture("order.asl.json"), fixture("invalid.asl.json"));
    let valid = call(&["validate", &good, "--format", "json"]);
    assert_eq!((valid.code, valid.said.as_str()), (0, ""));
    assert_eq!(valid.json(), json!({"file": good, "result": "OK", "diagnostics": [], "truncated": false}));
    let invalid = call(&["validate", "--format", "json", &bad]);
    assert_eq!(invalid.code, 1);
    let found = &invalid.json()["diagnostics"][1];
    assert_eq!(
        found,
        &json!({
            "severity": "ERROR", "code": "MISSING_TRANSITION_TARGET", "message": "Missing 'Next' target: Nowhere",
            "location": "/States/First/Next",
            "range": {"start": {"line": 4, "column": 40}, "end": {"line": 4, "column": 49}}
        })
    );
    let text = call(&["validate", &bad]);
    assert!(text.out.contains("invalid.asl.json:4:40: error: MISSING_TRANSITION_TARGET:"), "{}", text.out);
    assert!(text.out.ends_with("2 errors\n"), "{}", text.out);
}

#[test]
fn validate_says_how_to_put_it_right() {
    let text = "{\n  \"StartAt\": \"A\",\n  \"States\": {\n    \"A\": { \"Type\": \"Pass\" }\n  }\n}\n";
    let piped = done(stepwell(&["validate", "-", "--format", "json"]).write_stdin(text));
    let answer: Json = serde_json::from_str(&piped.out).expect("JSON");
    let found = &answer["diagnostics"][0];
    assert_eq!(found["code"], "SCHEMA_VALIDATION_FAILED");
    let place = json!({"line": 4, "column": 26});
    assert_eq!(
        found["fix"],
        json!({"title": "Add \"End\": true", "changes": [{"range": {"start": place, "end": place}, "text": ", \"End\": true"}]})
    );
}

#[test]
fn validate_takes_several_files_and_goes_on_after_one_that_cannot_be_read() {
    let (good, bad) = (fixture("order.asl.json"), fixture("invalid.asl.json"));
    let several = call(&["validate", &good, &bad, &good, "--format", "json"]);
    let results: Vec<Json> =
        several.out.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    let results: Vec<&str> = results.iter().filter_map(|line| line["result"].as_str()).collect();
    assert_eq!((several.code, results), (1, vec!["OK", "FAIL", "OK"]));
    let missing = call(&["validate", &bad, "/no/such.asl.json", &good]);
    assert_eq!(missing.code, 2, "unusable wins over invalid");
    assert!(missing.said.contains("/no/such.asl.json"), "{}", missing.said);
    assert!(missing.out.contains("order.asl.json: valid"), "{}", missing.out);
}

#[test]
fn validate_reads_standard_input_and_both_types() {
    let text = fs::read_to_string(fixture("greet.asl.json")).expect("read");
    let piped = done(stepwell(&["validate", "-", "--format", "json"]).write_stdin(text));
    assert_eq!((piped.code, piped.json()["file"].as_str()), (0, Some("-")));
    let token = json!({"StartAt": "Ask", "States": {"Ask": {
        "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "HeartbeatSeconds": 60, "End": true
    }}})
    .to_string();
    for (kind, code) in [("STANDARD", 0), ("standard", 0), ("EXPRESS", 1)] {
        let said = done(stepwell(&["validate", "-", "--type", kind]).write_stdin(token.clone()));
        assert_eq!(said.code, code, "{kind}: {}", said.out);
    }
}

#[test]
fn validate_says_where_broken_json_breaks() {
    let broken =
        done(stepwell(&["validate", "-", "--format", "json"]).write_stdin("{\n  \"StartAt\": \"A\",\n  oops\n}"));
    let answer = broken.json();
    assert_eq!((broken.code, &answer["result"]), (1, &json!("FAIL")));
    let found = answer["diagnostics"].as_array().expect("a list");
    let found = found.iter().find(|one| one["code"] == "INVALID_JSON_DESCRIPTION").expect("it is no JSON");
    assert_eq!(found["range"]["start"], json!({"line": 3, "column": 3}));
}

#[test]
fn edit_prints_the_new_text_and_changes_nothing_else() {
    let file = fixture("order.asl.json");
    let before = fs::read_to_string(&file).expect("read");
    let renamed = call(&["edit", &file, r#"{"edit": "rename_state", "state": ["Refused"], "name": "Declined"}"#]);
    assert_eq!((renamed.code, renamed.said.as_str()), (0, ""));
    assert_eq!(renamed.out, before.replace("\"Refused\"", "\"Declined\""));
    assert_eq!(fs::read_to_string(&file).expect("read"), before, "printed only");
    let several = json!([
        {"edit": "set_comment", "state": ["Side by side", "Cool down"], "comment": "A day"},
        {"edit": "remove_state", "state": ["Each"]}
    ]);
    let edited = done(stepwell(&["edit", "-", &several.to_string()]).write_stdin(before.clone()));
    let value: Json = edited.json();
    assert_eq!(value["States"]["Side by side"]["Branches"][1]["States"]["Cool down"]["Comment"], "A day");
    assert_eq!(value["States"]["Each"], Json::Null);
    assert_eq!(value["States"]["Side by side"]["End"], true, "the chain is healed");
}

#[test]
fn edit_writes_in_place_and_keeps_mode_and_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("order.asl.json");
    let before =
        format!("\u{feff}{}", fs::read_to_string(fixture("order.asl.json")).expect("read").replace('\n', "\r\n"));
    fs::write(&file, &before).expect("written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).expect("mode");
    let path = file.to_str().expect("UTF-8");
    let edits = folder.path().join("edit.json");
    fs::write(&edits, r#"{"edit": "set_field", "state": ["Refused"], "field": "Cause", "value": "No."}"#)
        .expect("written");
    let written = call(&["edit", path, &format!("@{}", edits.display()), "--write"]);
    assert_eq!((written.code, written.out.as_str(), written.said.as_str()), (0, "", ""));
    assert_eq!(fs::read_to_string(&file).expect("read"), before.replace("Too risky.", "No."));
    assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 2, "nothing is left beside it");
    let same = fs::metadata(&file).and_then(|about| about.modified()).expect("a time");
    let nothing = call(&["edit", path, "[]", "--write"]);
    assert_eq!(nothing.code, 0, "{}", nothing.said);
    assert_eq!(fs::metadata(&file).and_then(|about| about.modified()).expect("a time"), same, "nothing to write");
}

#[test]
fn edit_refuses_with_a_reason() {
    let file = fixture("order.asl.json");
    let refused = call(&["edit", &file, r#"{"edit": "remove_state", "state": ["Nobody"]}"#]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.said.contains("NO_SUCH_STATE"), "{}", refused.said);
    // One of several that is refused: none is applied.
    let edits =
        r#"[{"edit": "set_comment", "comment": "x"}, {"edit": "set_next", "state": ["Check"], "to": "Nobody"}]"#;
    let refused = call(&["edit", &file, edits]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""), "{}", refused.said);
    for (edit, names) in
        [("{\"edit\": \"paint\"}", "paint"), ("not json", "JSON"), ("{\"edit\": \"set_next\"}", "state")]
    {
        let unusable = call(&["edit", &file, edit]);
        assert_eq!(unusable.code, 2, "{edit}");
        assert!(
            unusable.said.contains("--list") && (unusable.said.contains(names) || names == "JSON"),
            "{}",
            unusable.said
        );
    }
    assert_eq!(call(&["edit", "-", "-"]).code, 2);
    assert_eq!(call(&["edit", "-", "[]", "--write"]).code, 2);
}

#[test]
fn edit_lists_every_edit_with_its_fields() {
    let listed = call(&["edit", "--list", "--format", "json"]).json();
    let names: Vec<&str> = listed.as_array().expect("a list").iter().filter_map(|one| one["edit"].as_str()).collect();
    for name in [
        "set_comment",
        "rename_state",
        "add_state",
        "remove_state",
        "duplicate_state",
        "set_next",
        "set_start",
        "set_field",
        "wrap_in_parallel",
        "wrap_in_map",
        "move_state",
        "set_default",
        "set_choice_next",
    ] {
        assert!(names.contains(&name), "{name} is not in {names:?}");
    }
    let text = call(&["edit", "--list"]);
    assert_eq!(text.code, 0);
    for name in names {
        assert!(text.out.contains(&format!("{name}\n")), "{name}");
    }
}

#[test]
fn export_writes_the_other_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let json = "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Wait\", \"Seconds\": 5, \"Comment\": \"on\", \"End\": true}}}";
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.to_str().expect("UTF-8").to_owned()
    };
    let file = write("a.asl.json", json);
    let yaml = call(&["export", &file, "--to", "yaml"]).out;
    assert_eq!(yaml, "StartAt: A\nStates:\n  A:\n    Type: Wait\n    Seconds: 5\n    Comment: \"on\"\n    End: true\n");
    let file = write("a.asl.yaml", &format!("# kept\n{yaml}"));
    assert_eq!(call(&["export", &file, "--to", "yaml"]).out, format!("# kept\n{yaml}"));
    let back: Json = serde_json::from_str(&call(&["export", &file, "--to", "json"]).out).expect("JSON");
    assert_eq!(back, serde_json::from_str::<Json>(json).expect("JSON"));
    let broken = write("b.asl.json", "{\"StartAt\": }");
    let refused = call(&["export", &broken, "--to", "yaml"]);
    assert_eq!(refused.code, 2);
    assert!(refused.said.contains("line 1, column 13"), "{}", refused.said);
}

#[test]
fn export_gives_the_file_itself_or_its_diagram() {
    let folder = tempfile::tempdir().expect("a folder");
    let odd = format!("\u{feff}\r\n{}\t", fs::read_to_string(fixture("order.asl.json")).expect("read"));
    let file = folder.path().join("odd.asl.json");
    fs::write(&file, &odd).expect("written");
    let path = file.to_str().expect("UTF-8");
    assert_eq!(call(&["export", path, "--to", "json"]).out, odd);
    let svg = call(&["export", path, "--to", "svg"]);
    assert!(svg.out.starts_with("<svg") && svg.out.contains("Side by side") && svg.out.trim_end().ends_with("</svg>"));
    assert_eq!(call(&["export", path, "--to", "svg"]).out, svg.out, "the same each time");
    assert_ne!(call(&["export", path, "--to", "svg", "--theme", "dark"]).out, svg.out);
    let size = |svg: &str| {
        let numbers = svg.split("viewBox=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a viewBox");
        let numbers: Vec<f64> = numbers.split(' ').map(|number| number.parse().expect("a number")).collect();
        (numbers[2], numbers[3])
    };
    let (down, right) = (size(&svg.out), size(&call(&["export", path, "--to", "svg", "--flow", "right"]).out));
    assert!(right.0 > down.0 && right.1 < down.1, "it goes to the right: {right:?}, not down: {down:?}");
    let png = folder.path().join("out.png");
    let written = call(&["export", path, "--to", "png", "--out", png.to_str().expect("UTF-8")]);
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    assert!(fs::read(&png).expect("read").starts_with(b"\x89PNG\r\n\x1a\n"));
    let gone = call(&["export", path, "--to", "svg", "--out", "/no/such/folder/x.svg"]);
    assert_eq!(gone.code, 2);
    assert!(gone.said.contains("/no/such/folder/x.svg"), "{}", gone.said);
}

#[test]
fn export_shows_what_an_execution_did() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, db) = (fixture("order.asl.json"), folder.path().join("runs.db"));
    let db = db.to_str().expect("UTF-8");
    let ran = order("good", &["--db", db]);
    let arn = ran.json()["executionArn"].as_str().expect("an ARN").to_owned();
    let plain = call(&["export", &file, "--to", "svg"]).out;
    let coloured = call(&["export", &file, "--to", "svg", "--execution", &arn, "--db", db]);
    assert_eq!((coloured.code, coloured.said.as_str()), (0, ""));
    assert!(coloured.out.contains("<title>succeeded</title>") && !plain.contains("<title>succeeded</title>"));
    let colours = |svg: &str| svg.matches("<title>succeeded</title>").count();
    // Left out, the definition is the one that ran.
    assert_eq!(call(&["export", "--to", "svg", "--execution", &arn, "--db", db]).out, coloured.out);
    let dark = call(&["export", "--to", "svg", "--execution", &arn, "--db", db, "--theme", "dark"]).out;
    assert!(dark != coloured.out && colours(&dark) == colours(&coloured.out));
    // Another text is coloured as far as its names are the same, and says so.
    let other = folder.path().join("other.asl.json");
    fs::write(&other, fs::read_to_string(&file).expect("read") + "\n").expect("written");
    let other = call(&["export", other.to_str().expect("UTF-8"), "--to", "svg", "--execution", &arn, "--db", db]);
    assert_eq!(other.out, coloured.out);
    assert!(other.said.contains("is not the text that ran"), "{}", other.said);
    for arguments in [
        &["export", "--to", "svg"][..],
        &["export", &file, "--to", "svg", "--execution", &arn],
        &["export", &file, "--to", "svg", "--execution", "arn:of:nobody", "--db", db],
    ] {
        assert_eq!(call(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn run_succeeds_with_its_history() {
    let file = fixture("greet.asl.json");
    let run = call(&["run", &file, "--input", "{\"name\": \"you\"}", "--format", "json", "--execution-name", "first"]);
    let answer = run.json();
    assert_eq!((run.code, run.said.as_str()), (0, ""));
    assert_eq!(answer["executionArn"], "arn:aws:states:us-east-1:123456789012:execution:greet:first");
    assert_eq!((&answer["status"], &answer["output"]), (&json!("SUCCEEDED"), &json!("{\"text\":\"Hello, you!\"}")));
    assert_eq!((&answer["error"], &answer["cause"]), (&Json::Null, &Json::Null));
    assert_eq!(types(&answer), ["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]);
    assert!(answer["events"][0]["timestamp"].as_str().is_some_and(|time| time.ends_with('Z')));
    let text =
        call(&["run", &file, "--input", "{\"name\": \"you\"}", "--account", "111122223333", "--region", "eu-west-1"]);
    assert!(text.out.starts_with("SUCCEEDED  arn:aws:states:eu-west-1:111122223333:execution:greet:"), "{}", text.out);
    assert!(text.out.ends_with("output  {\"text\":\"Hello, you!\"}\n"), "{}", text.out);
}

#[test]
fn run_takes_its_input_in_each_form() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, input) = (fixture("greet.asl.json"), folder.path().join("input.json"));
    fs::write(&input, "{\"name\": \"file\"}").expect("written");
    let from_file = call(&["run", &file, "--input", &format!("@{}", input.display())]);
    assert!(from_file.out.contains("Hello, file!"), "{}", from_file.out);
    let piped = done(stepwell(&["run", &file, "--input", "-"]).write_stdin("{\"name\": \"pipe\"}"));
    assert!(piped.out.contains("Hello, pipe!"), "{}", piped.out);
    let definition = fs::read_to_string(&file).expect("read");
    let both = done(stepwell(&["run", "-", "--input", "{\"name\": \"you\"}"]).write_stdin(definition));
    assert!(both.out.contains("execution:stdin:") && both.out.contains("Hello, you!"), "{}", both.out);
    let missing = call(&["run", &file]);
    assert_eq!(missing.code, 1, "without an input it is {{}}: {}", missing.out);
    assert!(missing.out.contains("States.Runtime") || missing.out.contains("ParameterPathFailure"), "{}", missing.out);
    for (input, names) in [("{oops", "line 1"), ("@/no/such.json", "/no/such.json"), ("", "input")] {
        let unusable = call(&["run", &file, "--input", input]);
        assert_eq!(unusable.code, 2, "{input}");
        assert!(unusable.said.contains(names), "{input}: {}", unusable.said);
    }
    assert_eq!(call(&["run", "-", "--input", "-"]).code, 2);
}

#[test]
fn run_with_mocks_retries_catches_and_skips_a_day() {
    let good = order("good", &[]);
    let answer = good.json();
    assert_eq!((good.code, &answer["status"]), (0, &json!("SUCCEEDED")));
    let date = |name: &str| answer[name].as_str().expect("a date").parse::<jiff::Timestamp>().expect("ISO 8601");
    let took = date("stopDate").duration_since(date("startDate"));
    assert!((86_400..86_460).contains(&took.as_secs()), "a day passed by the timestamps: {took}");
    let busy = order("busy first", &[]).json();
    assert_eq!(types(&busy).iter().filter(|kind| **kind == "TaskFailed").count(), 2);
    assert_eq!(busy["status"], "SUCCEEDED");
    let broken = order("broken", &[]);
    assert_eq!(
        (broken.code, &broken.json()["error"], &broken.json()["cause"]),
        (1, &json!("Order.Refused"), &json!("Too risky."))
    );
    let exhausted = order("too busy", &[]);
    assert_eq!((exhausted.code, &exhausted.json()["error"]), (1, &json!("Busy")));
}

#[test]
fn run_with_a_task_that_hangs_times_out_or_is_left_running() {
    let timed_out = order("silent", &[]);
    let answer = timed_out.json();
    assert_eq!((timed_out.code, &answer["status"], &answer["error"]), (1, &json!("FAILED"), &json!("States.Timeout")));
    assert!(types(&answer).contains(&"TaskTimedOut"));
    // Without a timeout nothing will ever move it on: it is said, and the command ends.
    let endless = json!({"StartAt": "Check", "States": {"Check": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true
    }}});
    let mocks = fixture("order.mocks.json");
    let arguments =
        ["run", "-", "--mocks", &mocks, "--state-machine-name", "order", "--test-case", "silent", "--format", "json"];
    let left = done(stepwell(&arguments).write_stdin(endless.to_string()));
    assert_eq!((left.code, &left.json()["status"]), (1, &json!("RUNNING")));
    assert!(left.said.contains("waits for 1 answer"), "{}", left.said);
}

#[test]
fn run_says_how_to_answer_a_task_that_has_no_mock() {
    let unanswered = call(&["run", &fixture("order.asl.json"), "--format", "json"]);
    let answer = unanswered.json();
    assert_eq!((unanswered.code, &answer["error"]), (1, &json!("States.TaskFailed")));
    let cause = answer["cause"].as_str().expect("a cause");
    for word in ["'Check'", "--mocks", "--state-machine-name", "--test-case"] {
        assert!(cause.contains(word), "{cause}");
    }
}

#[test]
fn run_warns_of_activities_that_do_not_exist_to_a_test_case() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("written");
        path.display().to_string()
    };
    let definition = r#"{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true, "TimeoutSeconds": 9,
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:clerk"}}}"#;
    let mocks = r#"{"StateMachines": {"m": {"TestCases": {"none": {}, "late": {"Ask": "Late"}}}}, "MockedResponses": {"Late": {"0": {"Hang": true}}}}"#;
    let (file, mocks) = (at("ask.asl.json", definition), at("mocks.json", mocks));
    let with = |case: &str| {
        let arguments = ["run", &file, "--mocks", &mocks, "--state-machine-name", "m", "--test-case", case];
        done(stepwell(&arguments).args(["--time", "skip", "--format", "json"]))
    };
    let ran = with("none");
    assert_eq!((ran.code, &ran.json()["error"]), (1, &json!("States.Runtime")), "{}", ran.said);
    assert!(
        ran.said.contains("activity:clerk of the state 'Ask' does not exist; give the state a mock"),
        "{}",
        ran.said
    );
    let ran = with("late");
    assert_eq!((ran.code, &ran.json()["error"]), (1, &json!("States.Timeout")), "{}", ran.said);
    assert_eq!(ran.said, "");
}

#[test]
fn run_is_synchronous_for_express_only() {
    let file = fixture("order.asl.json");
    let ran = call(&["run", &file, "--sync", "--input", "{}"]);
    assert_eq!(ran.code, 2);
    assert!(ran.said.contains("StartSyncExecution is for EXPRESS only"), "{}", ran.said);
    let asked = ["run", "-", "--type", "EXPRESS", "--format", "json"];
    let definition =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"of.$": "$$.Execution"}, "End": true}}}"#;
    let keys = |more: &[&str]| {
        let ran = done(stepwell(&asked).args(more).write_stdin(definition));
        let output: Json = serde_json::from_str(ran.json()["output"].as_str().expect("text")).expect("JSON");
        output["of"].as_object().expect("an object").contains_key("RedriveCount")
    };
    assert!(keys(&[]));
    assert!(!keys(&["--sync"]));
}

#[test]
fn run_warns_of_mocks_that_are_unlike_what_the_action_gives() {
    let folder = tempfile::tempdir().expect("a folder");
    let mocks = folder.path().join("mocks.json");
    let text = std::fs::read_to_string(fixture("order.mocks.json")).expect("read");
    std::fs::write(&mocks, text.replace(r#""Payload": { "risk": "low" }"#, r#""payload": 1"#)).expect("written");
    let (file, mocks) = (fixture("order.asl.json"), mocks.display().to_string());
    let run = |mocks: &str| {
        call(&[
            "run",
            &file,
            "--mocks",
            mocks,
            "--state-machine-name",
            "order",
            "--test-case",
            "good",
            "--time",
            "skip",
        ])
    };
    let warned = run(&mocks).said;
    assert!(warned.contains("warning") && warned.contains("gives no payload, but Payload"), "{warned}");
    let quiet = run(&fixture("order.mocks.json")).said;
    assert!(!quiet.contains("warning"), "{quiet}");
}

#[test]
fn run_refuses_mocks_that_do_not_fit() {
    let unknown = order("no such case", &[]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.said.contains("no such case") && unknown.said.contains("order.mocks.json"), "{}", unknown.said);
    let file = fixture("order.asl.json");
    let not_mocks = call(&["run", &file, "--mocks", &file, "--state-machine-name", "order", "--test-case", "good"]);
    assert_eq!(not_mocks.code, 2, "{}", not_mocks.said);
    assert_eq!(call(&["run", &file, "--mocks", &file]).code, 2, "a machine and a case must be named");
    assert_eq!(call(&["run", &file, "--test-case", "good"]).code, 2);
}

#[test]
fn run_evaluates_jsonata() {
    let file = fixture("jsonata.asl.json");
    let run = |input: &str| call(&["run", &file, "--format", "json", "--input", input]);
    let sums = run("{\"numbers\": [1, 2]}");
    assert_eq!((sums.code, sums.json()["output"].as_str()), (0, Some("3")));
    let fails = run("{\"numbers\": \"one\"}");
    assert_eq!((fails.code, fails.json()["error"].as_str()), (1, Some("States.QueryEvaluationError")));
    let cause = fails.json()["cause"].as_str().expect("a cause").to_owned();
    assert!(cause.contains("$sum($states.input.numbers)") && cause.contains("Output"), "{cause}");
}

#[test]
fn run_refuses_a_definition_that_cannot_run() {
    let invalid = call(&["run", &fixture("invalid.asl.json")]);
    assert_eq!((invalid.code, invalid.out.as_str()), (2, ""));
    assert!(invalid.said.contains("stepwell validate"), "{}", invalid.said);
    let broken = done(stepwell(&["run", "-"]).write_stdin("{\"StartAt\": "));
    assert_eq!(broken.code, 2);
    assert!(broken.said.contains("-:1:"), "{}", broken.said);
    let none = done(stepwell(&["run", "-"]).write_stdin("{}"));
    assert!(none.code == 2 && !none.said.contains(" at ."), "{}", none.said);
}

#[test]
fn executions_are_kept_listed_shown_resumed_and_deleted() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("runs.db").display().to_string();
    let first = order("good", &["--db", &db, "--execution-name", "first"]).json();
    let endless = json!({"StartAt": "Check", "States": {"Check": {
        "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f"}, "End": true
    }}});
    let mocks = fixture("order.mocks.json");
    let arguments =
        ["run", "-", "--mocks", &mocks, "--state-machine-name", "order", "--test-case", "silent", "--db", &db];
    assert_eq!(done(stepwell(&arguments).write_stdin(endless.to_string())).code, 1);
    let again = order("good", &["--db", &db, "--execution-name", "first"]);
    assert!(again.code == 2 && again.said.contains("already"), "{}", again.said);

    let listed = call(&["history", "list", "--db", &db, "--format", "json"]).json();
    let of = |name: &str| listed.as_array().expect("a list").iter().map(|run| run[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("status"), ["RUNNING", "SUCCEEDED"], "newest first");
    assert_eq!(listed[1]["name"], "first");
    assert_eq!(listed[1]["stopDate"], first["stopDate"]);
    let arn = listed[1]["executionArn"].as_str().expect("an ARN");
    let shown = call(&["history", "show", arn, "--db", &db, "--format", "json"]);
    assert_eq!((shown.code, shown.json()), (0, first));

    let resumed = call(&["history", "resume", "--db", &db, "--format", "json"]);
    assert_eq!(resumed.code, 0, "{}", resumed.said);
    assert!(resumed.said.contains("put to their mocks again"), "{}", resumed.said);
    assert_eq!(resumed.json()[0]["status"], "RUNNING", "nothing answers it still");

    let deleted = call(&["history", "delete", arn, "--db", &db]);
    assert_eq!(deleted.code, 0, "{}", deleted.said);
    assert_eq!(call(&["history", "list", "--db", &db, "--format", "json"]).json().as_array().map(Vec::len), Some(1));
    let gone = call(&["history", "show", arn, "--db", &db]);
    assert_eq!(gone.code, 2);
    assert!(gone.said.contains(arn), "{}", gone.said);
    for command in ["list", "resume"] {
        let missing = call(&["history", command, "--db", "/no/such.db"]);
        assert_eq!(missing.code, 2, "{command}");
        assert!(missing.said.contains("/no/such.db"), "{}", missing.said);
    }
}

#[test]
fn an_execution_that_was_killed_is_resumed_to_its_end() {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("runs.db");
    let file = folder.path().join("wait.asl.json");
    let definition = json!({"StartAt": "Rest", "States": {
        "Rest": {"Type": "Wait", "Seconds": 3, "Next": "Done"}, "Done": {"Type": "Pass", "Result": "rested", "End": true}
    }});
    fs::write(&file, definition.to_string()).expect("written");
    let mut running = std::process::Command::new(env!("CARGO_BIN_EXE_stepwell"))
        .arg("run")
        .args([&file])
        .arg("--db")
        .arg(&db)
        .stdout(std::process::Stdio::null())
        .spawn()
        .expect("it runs");
    let place = db.display().to_string();
    let started = std::time::Instant::now();
    loop {
        let listed = call(&["history", "list", "--db", &place, "--format", "json"]);
        if listed.code == 0 && listed.json()[0]["events"].as_u64().is_some_and(|events| events >= 2) {
            break;
        }
        assert!(started.elapsed().as_secs() < 60, "it never started: {}", listed.said);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let busy = call(&["history", "resume", "--db", &place]);
    assert!(busy.code == 2 && busy.said.contains("in use by another Stepwell"), "{}", busy.said);
    running.kill().expect("killed");
    running.wait().expect("gone");
    let resumed = call(&["history", "resume", "--db", &place, "--format", "json"]);
    assert_eq!((resumed.code, &resumed.json()[0]["status"]), (0, &json!("SUCCEEDED")), "{}", resumed.said);
}

#[test]
fn test_state_answers_as_aws_does() {
    let request = json!({
        "definition": r#"{"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"id.$": "$.id"},
            "ResultPath": "$.sent", "Next": "Then"}"#,
        "input": r#"{"id": 1.50}"#, "mock": {"result": r#"{"MessageId": "m"}"#}, "inspectionLevel": "DEBUG"
    });
    let answer = done(stepwell(&["test-state", "-"]).write_stdin(request.to_string()));
    assert_eq!((answer.code, answer.said.as_str()), (0, ""));
    let json = answer.json();
    assert_eq!((&json["status"], &json["nextState"]), (&json!("SUCCEEDED"), &json!("Then")));
    assert_eq!(json["inspectionData"]["input"], r#"{"id": 1.50}"#, "the text passes through as written");
    let output: Json = serde_json::from_str(json["output"].as_str().expect("JSON text")).expect("JSON");
    assert_eq!(output, json!({"id": 1.5, "sent": {"MessageId": "m"}}));
}

#[test]
fn test_state_tells_failure_and_refusal_apart_by_its_exit_code() {
    let ask = |request: Json| done(stepwell(&["test-state", "-"]).write_stdin(request.to_string()));
    // What the API has as JSON text may also be JSON.
    let failed = ask(json!({"definition": {"Type": "Fail", "Error": "Mine"}}));
    assert_eq!((failed.code, failed.json()), (1, json!({"status": "FAILED", "error": "Mine"})));
    let refused = ask(json!({"definition": {"Type": "Pass", "End": true}, "mock": {"result": {}}}));
    let message = "State type 'Pass' is not supported when a mock is specified";
    assert_eq!(refused.json(), json!({"error": {"code": "ValidationException", "message": message}}));
    assert_eq!(refused.code, 2);
    let unreadable = done(stepwell(&["test-state", "-"]).write_stdin("{"));
    assert_eq!((unreadable.code, unreadable.out.as_str()), (2, ""));
    assert!(unreadable.said.contains("is not JSON"), "{}", unreadable.said);
}

#[test]
fn test_state_with_a_seed_answers_the_same_again() {
    let request =
        json!({"definition": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $uuid() %}", "End": true}});
    let ask = |seed: &str| {
        done(stepwell(&["test-state", "-", "--seed", seed]).write_stdin(request.to_string())).json()["output"].clone()
    };
    assert_eq!(ask("1"), ask("1"));
    assert_ne!(ask("1"), ask("2"));
}

#[test]
fn what_is_no_option_or_command_is_unusable() {
    for arguments in [
        &["validate", "--no-such-option", "x"][..],
        &["no-such-command"],
        &["validate"],
        &["run", "x", "--time", "sometimes"],
        &["export", "x"],
        &["serve"],
        &[],
    ] {
        let unusable = call(arguments);
        assert_eq!((unusable.code, unusable.out.as_str()), (2, ""), "{arguments:?}");
        assert!(!unusable.said.is_empty(), "{arguments:?}");
    }
    let help = call(&["--help"]);
    assert_eq!(help.code, 0);
    for command in ["validate", "run", "eval", "edit", "export", "history", "serve"] {
        assert!(help.out.contains(&format!("  {command}")), "{}", help.out);
    }
    assert!(call(&["--version"]).out.starts_with("stepwell "));
}

/// Runs with standard output, or both outputs, leading to a reader that is gone.
fn into_a_broken_pipe(arguments: &[&str], both: bool) -> std::process::Output {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_stepwell"));
    command.args(arguments).stdin(std::process::Stdio::null());
    if both {
        command.stderr(writer.try_clone().expect("a writer"));
    }
    command.stdout(writer).output().expect("it runs")
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let (good, bad) = (fixture("order.asl.json"), fixture("invalid.asl.json"));
    for (arguments, code) in [
        (&["export", good.as_str(), "--to", "svg"][..], 0),
        (&["edit", "--list"], 0),
        (&["validate", bad.as_str()], 1),
        (&["run", good.as_str(), "--format", "json"], 1),
        (&["--help"], 0),
    ] {
        let output = into_a_broken_pipe(arguments, false);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    }
    for arguments in [&["validate", "/no/such"][..], &["edit", good.as_str(), "[{\"edit\": \"paint\"}]"]] {
        assert_eq!(into_a_broken_pipe(arguments, true).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn json_path_is_converted_where_that_is_certain() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.asl.json");
    let text = r#"{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"$.a","Next":"B"},"B":{"Type":"Pass","InputPath":"$.b[*]","End":true}}}"#;
    fs::write(&path, text).expect("written");
    let file = path.display().to_string();
    let check = done(&mut stepwell(&["convert", &file, "--check", "--format", "json"]));
    assert_eq!(check.code, 1);
    assert_eq!((&check.json()["converted"], &check.json()["left"][0]["field"]), (&json!([["A"]]), &json!("InputPath")));
    let printed = done(&mut stepwell(&["convert", &file]));
    assert_eq!(printed.code, 1);
    assert!(printed.out.contains(r#""Output":"{% $states.input.a %}""#), "{}", printed.out);
    assert!(printed.said.contains("B stays in JSONPath: InputPath: $.b[*]"), "{}", printed.said);
    assert_eq!(fs::read_to_string(&path).expect("read"), text, "nothing is written without --write");
    let one = done(&mut stepwell(&["convert", &file, "--state", "A", "--write"]));
    assert_eq!(one.code, 0, "{}", one.said);
    assert_eq!(fs::read_to_string(&path).expect("read"), printed.out);
    let nothing = done(&mut stepwell(&["convert", &file, "--state", "A"]));
    assert_eq!(nothing.code, 1);
    assert!(nothing.said.contains("nothing in JSONPath"), "{}", nothing.said);
}
