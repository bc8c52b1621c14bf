//! Replay and fork through the `stepwell` command.

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use serde_json::{Value as Json, json};

fn fixture(name: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures").join(name).display().to_string()
}

/// Exit code, standard output, standard error.
fn call(arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepwell"));
    let output = command.args(arguments).timeout(std::time::Duration::from_secs(120)).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (output.status.code().expect("it ends by itself"), text(output.stdout), text(output.stderr))
}

fn json_of(arguments: &[&str]) -> (i32, Json) {
    let (code, out, said) = call(arguments);
    (code, serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}{said}")))
}

/// A folder with a history database, in which the order ran with its mocks.
struct Ran {
    folder: tempfile::TempDir,
    db: String,
    answer: Json,
}

fn ran() -> Ran {
    let folder = tempfile::tempdir().expect("a folder");
    let db = folder.path().join("runs.db").display().to_string();
    let (file, mocks) = (fixture("order.asl.json"), fixture("order.mocks.json"));
    let (code, answer) = json_of(&[
        "run",
        &file,
        "--mocks",
        &mocks,
        "--state-machine-name",
        "order",
        "--test-case",
        "good",
        "--input",
        "{\"items\": [1, 2]}",
        "--time",
        "skip",
        "--format",
        "json",
        "--db",
        &db,
        "--execution-name",
        "first",
    ]);
    assert_eq!(code, 0, "{answer}");
    Ran { folder, db, answer }
}

impl Ran {
    fn arn(&self) -> &str {
        self.answer["executionArn"].as_str().expect("an ARN")
    }

    fn events(&self) -> &[Json] {
        self.answer["events"].as_array().expect("events")
    }

    /// The id of the first event of a type.
    fn event(&self, kind: &str) -> String {
        let found = self.events().iter().find(|event| event["type"] == kind).expect("there is one");
        found["id"].to_string()
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("written");
        path.display().to_string()
    }

    fn fork(&self, event: &str, more: &[&str]) -> (i32, Json) {
        let mut arguments = vec!["history", "fork", self.arn(), "--event", event, "--db", &self.db, "--format", "json"];
        arguments.extend(more);
        json_of(&arguments)
    }

    /// The order's definition with a part of its text replaced.
    fn edited(&self, from: &str, to: &str) -> String {
        let text = fs::read_to_string(fixture("order.asl.json")).expect("the fixture");
        assert!(text.contains(from));
        self.file("edited.asl.json", &text.replace(from, to))
    }
}

#[test]
fn a_fork_goes_on_with_another_answer() {
    let ran = ran();
    let scheduled = ran.event("TaskScheduled");
    let (code, fork) =
        ran.fork(&scheduled, &["--answer", "{\"Payload\": {\"risk\": \"high\"}}", "--execution-name", "risky"]);
    assert_eq!((code, &fork["status"], &fork["error"]), (1, &json!("FAILED"), &json!("Order.Refused")), "{fork}");
    let shared: usize = scheduled.parse().expect("a number");
    assert_eq!(fork["events"].as_array().expect("events")[..shared], ran.events()[..shared], "the past is shared");
    assert!(fork["executionArn"].as_str().expect("an ARN").ends_with(":risky"));

    let (code, fork) = ran.fork(&scheduled, &["--error", "Broken", "--cause", "gone"]);
    assert_eq!((code, &fork["error"]), (1, &json!("Order.Refused")), "the catcher leads there: {fork}");
    // Nothing changed: the mocks answer as they did.
    let (code, fork) = ran.fork(&scheduled, &[]);
    assert_eq!((code, &fork["output"]), (0, &ran.answer["output"]), "{fork}");
    let (_, list) = json_of(&["history", "list", "--db", &ran.db, "--format", "json"]);
    assert_eq!(list[0]["forkedFrom"], json!({ "arn": ran.arn(), "event": shared }));
    let (code, _) = json_of(&[
        "history",
        "show",
        fork["executionArn"].as_str().expect("an ARN"),
        "--db",
        &ran.db,
        "--format",
        "json",
    ]);
    assert_eq!(code, 0, "it is kept");
}

#[test]
fn a_fork_goes_on_with_other_data() {
    let ran = ran();
    let (code, fork) = ran.fork(&ran.event("MapStateEntered"), &["--input", "{\"items\": [7]}"]);
    assert_eq!((code, &fork["output"]), (0, &json!("{\"items\":[7],\"done\":[7]}")), "{fork}");
    let (code, fork) = ran.fork("1", &["--input", "{\"items\": []}"]);
    let output: Json = serde_json::from_str(fork["output"].as_str().expect("an output")).expect("JSON");
    assert_eq!((code, &output["done"]), (0, &json!([])), "{fork}");
}

#[test]
fn a_fork_runs_an_edited_definition_or_says_where_it_does_not_fit() {
    let ran = ran();
    let edited = ran.edited("\"Result\": 1", "\"Result\": 2");
    let (code, fork) = ran.fork(&ran.event("ChoiceStateExited"), &["--definition", &edited]);
    let output: Json = serde_json::from_str(fork["output"].as_str().expect("an output")).expect("JSON");
    assert_eq!((code, &output["both"][0]), (0, &json!(2)), "{fork}");

    // After the state the edit is about, the past has been otherwise.
    let (code, answer) = ran.fork(&ran.event("MapStateEntered"), &["--definition", &edited]);
    let misfit = &answer["misfit"];
    assert_eq!(code, 1, "{answer}");
    assert_eq!(
        (&misfit["type"], &misfit["state"], &misfit["field"]),
        (&json!("PassStateExited"), &json!("Reserve"), &json!("output"))
    );
    assert_eq!((&misfit["recorded"], &misfit["given"]), (&json!("1"), &json!("2")));
    // A wait that has passed was due at another time.
    let edited = ran.edited("86400", "86401");
    let (code, answer) = ran.fork(&ran.event("MapStateEntered"), &["--definition", &edited]);
    assert_eq!(
        (code, &answer["misfit"]["state"], &answer["misfit"]["field"]),
        (1, &json!("Cool down"), &json!("timestamp"))
    );
    // A path that was not taken may be edited at will.
    let edited = ran.edited("Too risky.", "Another cause.");
    assert_eq!(ran.fork(&ran.event("MapStateEntered"), &["--definition", &edited]).0, 0);
}

#[test]
fn a_fork_while_a_map_run_is_open_keeps_what_its_children_came_to() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &Json| {
        let path = folder.path().join(name);
        fs::write(&path, text.to_string()).expect("written");
        path.display().to_string()
    };
    // The second child never answers, so the pause beside them ends while the map run is open.
    let definition = file(
        "both.asl.json",
        &json!({"StartAt": "Both", "TimeoutSeconds": 60, "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "Lines", "States": {"Lines": {"Type": "Map", "Label": "lines", "MaxConcurrency": 1, "End": true, "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "Ask",
                "States": {"Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}}}},
            {"StartAt": "Pause", "States": {"Pause": {"Type": "Wait", "Seconds": 5, "End": true}}}]}}}),
    );
    let mocks = file(
        "both.mocks.json",
        &json!({"StateMachines": {"both": {"TestCases": {"hangs": {"Ask": "Hangs"}, "answers": {"Ask": "Answers"}}}},
            "MockedResponses": {
                "Hangs": {"0": {"Return": "first"}, "1": {"Hang": true}},
                "Answers": {"0": {"Return": "asked again"}, "1": {"Return": "second"}}}}),
    );
    let db = folder.path().join("runs.db").display().to_string();
    let mocked = |case: &'static str| ["--mocks", &mocks, "--state-machine-name", "both", "--test-case", case];
    let kept = ["--time", "skip", "--db", &db, "--format", "json"];
    let run = [&["run", &definition, "--input", "[1, 2]"][..], &mocked("hangs"), &kept].concat();
    let (code, ran) = json_of(&run);
    assert_eq!((code, &ran["status"]), (1, &json!("TIMED_OUT")), "{ran}");
    let events = ran["events"].as_array().expect("events");
    let exited = events.iter().position(|event| event["type"] == "WaitStateExited").expect("the pause ended") + 1;

    let arn = ran["executionArn"].as_str().expect("an ARN");
    let event = exited.to_string();
    let fork = [&["history", "fork", arn, "--event", &event][..], &mocked("answers"), &kept].concat();
    let (code, fork) = json_of(&fork);
    let output: Json = serde_json::from_str(fork["output"].as_str().unwrap_or_default()).unwrap_or_default();
    assert_eq!((code, &output[0]), (0, &json!(["first", "second"])), "{fork}");
    assert_eq!(fork["events"].as_array().expect("events")[..exited], events[..exited], "the past is shared");

    // It is kept, and its history is one that the definition explains.
    let arn = fork["executionArn"].as_str().expect("an ARN");
    let (code, shown) = json_of(&["history", "show", arn, "--db", &db, "--format", "json"]);
    assert_eq!((code, &shown), (0, &fork));
    let history = file("history.json", &json!({ "events": shown["events"] }));
    let (code, answer) = json_of(&["replay", &history, "--definition", &definition, "--format", "json"]);
    assert_eq!((code, &answer["status"]), (0, &json!("SUCCEEDED")), "{answer}");
}

#[test]
fn forks_that_make_no_sense_are_refused_with_the_reason() {
    let ran = ran();
    let last = ran.events().len().to_string();
    let open = ran.event("TaskSucceeded");
    for (event, more, reason) in [
        ("0", &[][..], "the execution has the events 1 to"),
        ("999", &[][..], "the execution has the events 1 to"),
        (last.as_str(), &[][..], "the execution ends with it"),
        (open.as_str(), &["--answer", "{}"][..], "which task is answered is not clear (open there: none)"),
        ("2", &["--state", "Check"][..], "--state names the task"),
        ("2", &["--variables", "[1]"][..], "variables are given as a JSON object"),
        ("2", &["--input", "{"][..], "is not JSON"),
        (open.as_str(), &["--input", "{}"][..], "it is not the entry of a state"),
    ] {
        let mut arguments = vec!["history", "fork", ran.arn(), "--event", event, "--db", &ran.db];
        arguments.extend(more);
        let (code, _, said) = call(&arguments);
        assert!(code == 2 && said.contains(reason), "{event} {more:?}: {code} {said}");
    }
}

#[test]
fn a_history_of_aws_is_rebuilt_at_any_event_and_goes_on() {
    let ran = ran();
    // As `aws stepfunctions get-execution-history` prints it.
    let history = ran.file("history.json", &json!({ "events": ran.events() }).to_string());
    let file = fixture("order.asl.json");
    let (code, answer) = json_of(&["replay", &history, "--definition", &file, "--format", "json"]);
    assert_eq!((code, &answer["status"], &answer["standing"]), (0, &json!("SUCCEEDED"), &json!([])), "{answer}");
    assert_eq!((&answer["events"], &answer["adopted"]), (&json!(ran.events().len()), &json!([])));

    let scheduled = ran.event("TaskScheduled");
    let (code, answer) = json_of(&["replay", &history, "--definition", &file, "--to", &scheduled, "--format", "json"]);
    assert_eq!((code, &answer["status"]), (0, &json!("RUNNING")));
    assert_eq!(answer["standing"][0]["state"], json!(["Check"]));
    assert_eq!(answer["standing"][0]["doing"], "task");
    assert_eq!(answer["standing"][0]["input"], "{\"items\": [1, 2]}", "as written");
    let (code, text, _) = call(&["replay", &history, "--definition", &file, "--to", &scheduled]);
    assert!(code == 0 && text.contains("task        Check  input"), "{text}");

    let db = ran.folder.path().join("other.db").display().to_string();
    let onward = [
        "replay",
        &history,
        "--definition",
        &file,
        "--to",
        &scheduled,
        "--db",
        &db,
        "--time",
        "skip",
        "--format",
        "json",
    ];
    let mut answered = onward.to_vec();
    answered.extend(["--answer", "{\"Payload\": {\"risk\": \"low\"}}"]);
    let (code, fork) = json_of(&answered);
    assert_eq!((code, &fork["output"]), (0, &ran.answer["output"]), "{fork}");
    // Kept, and its past stays what it was.
    let arn = fork["executionArn"].as_str().expect("an ARN");
    assert_eq!(json_of(&["history", "show", arn, "--db", &db, "--format", "json"]), (0, fork.clone()));
    // And it can be forked again.
    let again = [
        "history",
        "fork",
        arn,
        "--event",
        &scheduled,
        "--answer",
        "{\"Payload\": {\"risk\": \"high\"}}",
        "--db",
        &db,
        "--format",
        "json",
    ];
    assert_eq!(json_of(&again).1["error"], "Order.Refused");
    let entered = ran.event("MapStateEntered");
    let other = [
        "replay",
        &history,
        "--definition",
        &file,
        "--to",
        &entered,
        "--input",
        "{\"items\": [9]}",
        "--db",
        &db,
        "--format",
        "json",
    ];
    assert_eq!(json_of(&other).1["output"], "{\"items\":[9],\"done\":[9]}");
}

#[test]
fn a_history_that_the_definition_does_not_explain_is_told_by_its_event() {
    let ran = ran();
    let history = ran.file("history.json", &json!({ "events": ran.events() }).to_string());
    let edited = ran.edited("\"StringEquals\": \"high\"", "\"StringEquals\": \"low\"");
    let (code, answer) = json_of(&["replay", &history, "--definition", &edited, "--format", "json"]);
    assert_eq!(code, 1);
    let misfit = &answer["misfit"];
    assert_eq!((&misfit["type"], &misfit["field"]), (&json!("ParallelStateEntered"), &json!("name")), "{misfit}");
    assert_eq!((&misfit["recorded"], &misfit["given"]), (&json!("Side by side"), &json!("Refused")));
    let text = call(&["replay", &history, "--definition", &edited]).1;
    assert!(
        text.starts_with(&format!("event {} (ParallelStateEntered of state Side by side)", misfit["event"])),
        "{text}"
    );
    // Up to there it fits.
    let before = (misfit["event"].as_u64().expect("a number") - 1).to_string();
    assert_eq!(call(&["replay", &history, "--definition", &edited, "--to", &before]).0, 0);

    let part = ran.file("part.json", &json!({ "events": ran.events()[3..] }).to_string());
    for (path, reason) in [
        (part.as_str(), "event 1 is missing"),
        (&ran.file("no.json", "{}"), "there are no events"),
        ("/no/such.json", "could not be read"),
    ] {
        let (code, _, said) = call(&["replay", path, "--definition", &edited]);
        assert!(code == 2 && said.contains(reason), "{said}");
    }
}
