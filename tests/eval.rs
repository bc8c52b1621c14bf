//! `stepwell eval` as people and programs call it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};

use serde_json::{Value as Json, json};

fn stepwell(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stepwell"));
    command.arg("eval").args(arguments);
    command
}

/// The exit code, standard output and standard error.
fn call(arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = stepwell(arguments).stdin(Stdio::null()).output().expect("it runs");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// Standard output for lines on standard input.
fn batch(arguments: &[&str], lines: &[u8]) -> Output {
    let mut child = stepwell(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("piped");
    let lines = lines.to_vec();
    let writer = std::thread::spawn(move || input.write_all(&lines));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("written").expect("read to the end");
    output
}

fn answers(output: &Output) -> Vec<Json> {
    let text = std::str::from_utf8(&output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

#[test]
fn one_expression_in_each_language() {
    for (arguments, printed) in [
        (&["--language", "jsonata", "{% $sum($states.input.x) %}", "--input", "{\"x\":[1,2.5]}"][..], "3.5\n"),
        (&["--language", "jsonata", "$x & 'y'", "--variables", "{\"x\":\"é\"}"], "\"éy\"\n"),
        (
            &[
                "--language",
                "jsonata",
                "$states.context.Execution.Name",
                "--context",
                "{\"Execution\":{\"Name\":\"n\"}}",
            ],
            "\"n\"\n",
        ),
        (&["--language", "jsonata", "$random(42)"], "0.7275636800328681\n"),
        (&["--language", "jsonata", "--plain", "x[0]", "--input", "{\"x\":[{\"a\":1.0}]}"], "{\n  \"a\": 1\n}\n"),
        (&["--language", "jsonata", "-1"], "-1\n"),
        (&["--language", "jsonpath", "$.x[1]", "--input", "{\"x\":[1,2.50]}"], "2.50\n"),
        (
            &[
                "--language",
                "jsonpath",
                "States.Format('{} {}', $v, $$.n)",
                "--variables",
                "{\"v\":1}",
                "--context",
                "{\"n\":2}",
            ],
            "\"1 2\"\n",
        ),
        (&["--language", "jsonpath", "$.x", "--input", "{\"x\":null}", "--format", "json"], "{\"result\":null}\n"),
        (&["--language", "jsonata", "1/0", "--format", "json"], "{\"result\":\"Infinity\"}\n"),
    ] {
        assert_eq!(call(arguments), (Some(0), printed.to_owned(), String::new()), "{arguments:?}");
    }
    let seeded = ["--language", "jsonata", "$uuid()", "--seed", "7"];
    assert_eq!(call(&seeded), call(&seeded));
}

#[test]
fn what_gives_no_value_says_why() {
    for (arguments, code, said) in [
        (&["--language", "jsonata", "$nobody"][..], 1, "nothing (undefined)"),
        (&["--language", "jsonata", "$sum"], 1, "a function"),
        (&["--language", "jsonata", "1 +"], 1, "S0207: Unexpected end of expression (at 3)"),
        (&["--language", "jsonata", "$eval('1')"], 1, "T1006: Attempted to invoke a non-function"),
        (&["--language", "jsonpath", "$.x"], 1, "path.missing: Invalid path '$.x'"),
        (&["--language", "jsonpath", "$."], 1, "path.syntax"),
        (&["--language", "jsonpath", "--plain", "$.x"], 2, "--plain is about JSONata"),
        (&["--language", "jsonata", "1", "--input", "{"], 2, "the input is not JSON"),
        (&["--language", "jsonata", "1", "--variables", "[]"], 2, "--variables is an object"),
        (&["--language", "jsonata", "1", "--batch"], 2, "cannot be used with"),
        (&["--language", "jsonata"], 2, "required"),
        (&["--language", "xpath", "1"], 2, "invalid value"),
    ] {
        let (found, printed, message) = call(arguments);
        assert_eq!((found, printed.as_str()), (Some(code), ""), "{arguments:?} {message}");
        assert!(message.contains(said), "{arguments:?}: {message}");
    }
    let error = call(&["--language", "jsonata", "1 +", "--format", "json"]);
    assert_eq!(error.0, Some(1));
    assert_eq!(
        serde_json::from_str::<Json>(&error.1).ok(),
        Some(json!({"error": {"code": "S0207", "message": "Unexpected end of expression", "position": 3}}))
    );
}

#[test]
fn a_batch_answers_every_line_in_order() {
    let deep = format!("{{\"id\":9,\"expr\":\"{}\"}}", "(".repeat(100_000));
    let nested = format!("{{\"id\":10,\"expr\":\"data\",\"data\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let mut lines = Vec::new();
    for line in [
        r#"{"id":"a","expr":"x + 1","data":{"x":1}}"#,
        r#"{"id":"b","expr":"$x","bindings":{"x":[1,2]}}"#,
        r#"{"id":3,"expr":"y"}"#,
        r#"not JSON"#,
        "",
        r#"{"id":4,"expr":"x ?? 1"}"#,
        r#"{"id":5}"#,
        r#"{"id":6,"expr":"$eval('1+1')"}"#,
        r#"{"id":7,"expr":"($f := function($n){$n + $f($n)}; $f(1))","depth":50}"#,
        r#"{"id":8,"expr":"($f := function(){$f()}; $f())","timelimit":50}"#,
        &deep,
        &nested,
        r#"{"id":11,"expr":"$","data":null}"#,
    ] {
        lines.extend_from_slice(line.as_bytes());
        lines.push(b'\n');
    }
    lines.extend_from_slice(b"{\"id\":12,\"expr\":\"\xFF\"}\n");
    // The last line needs no line break.
    lines.extend_from_slice(br#"{"id":13,"expr":"1"}"#);
    let output = batch(&["--language", "jsonata", "--plain", "--batch"], &lines);
    assert_eq!(output.status.code(), Some(0));
    let answers = answers(&output);
    let short: Vec<Json> = answers
        .iter()
        .map(|answer| match answer.pointer("/error/code") {
            Some(code) => json!([answer["id"], code]),
            None => answer.clone(),
        })
        .collect();
    assert_eq!(
        Json::from(short),
        json!([
            {"id": "a", "result": 2},
            {"id": "b", "result": [1, 2]},
            {"id": 3, "undefined": true},
            [null, "line.unusable"],
            [4, "S0211"],
            [5, "line.unusable"],
            {"id": 6, "result": 2},
            [7, "U1001"],
            [8, "U1001"],
            [9, "U1001"],
            [null, "line.unusable"],
            {"id": 11, "result": null},
            [null, "line.unusable"],
            {"id": 13, "result": 1},
        ])
    );
    assert!(answers.iter().all(|answer| answer.get("error").is_none_or(|error| error["message"].is_string())));
}

#[test]
fn a_batch_in_the_dialect_of_step_functions() {
    let lines = br#"{"id":1,"expr":"$states.input.a + $n","data":{"a":1},"bindings":{"n":2}}
{"id":2,"expr":"$eval('1')"}
{"id":3,"expr":"$partition([1,2,3],2)"}
"#;
    let answers = answers(&batch(&["--language", "jsonata", "--batch"], lines));
    assert_eq!(answers[0], json!({"id": 1, "result": 3}));
    assert_eq!(answers[1]["error"]["code"], "T1006");
    assert_eq!(answers[2], json!({"id": 3, "result": [[1, 2], [3]]}));
}

#[test]
fn who_waits_for_an_answer_gets_it() {
    let mut child = stepwell(&["--language", "jsonata", "--plain", "--batch"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut input = child.stdin.take().expect("piped");
    let mut output = BufReader::new(child.stdout.take().expect("piped"));
    for number in 0..3 {
        writeln!(input, "{{\"id\":{number},\"expr\":\"{number} * 2\"}}").expect("written");
        let mut line = String::new();
        output.read_line(&mut line).expect("answered");
        assert_eq!(line, format!("{{\"id\":{number},\"result\":{}}}\n", number * 2));
    }
    drop(input);
    assert!(child.wait().expect("it ends").success());
}
