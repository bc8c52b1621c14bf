//! Holds our verdicts against AWS's and other tools', where the recorded cases are present.

mod conformance;

use serde_json::Value;
use stepwell_asl::{Document, Format, MachineType, Severity};

/// The verdict and the errors, as `CODE: message at location`.
fn verdict(text: &str, case: &Value, format: Format) -> (bool, Vec<String>) {
    let kind = if case["type"] == "EXPRESS" { MachineType::Express } else { MachineType::Standard };
    let diagnostics = Document::parse(text, format).diagnostics(kind);
    let errors = diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let said: Vec<String> =
        errors.map(|found| format!("{}: {} at {}", found.code, found.message, found.location)).collect();
    (said.is_empty(), said)
}

fn read(path: &std::path::Path) -> Value {
    let text = std::fs::read_to_string(path).expect("a readable case");
    serde_json::from_str(&text).expect("a case in JSON")
}

fn text_of(case: &Value, field: &str) -> String {
    match case[field].as_str() {
        Some(text) => text.to_owned(),
        None => serde_json::to_string_pretty(&case["definition"]).expect("a definition"),
    }
}

/// Where we differ from a source that is not AWS itself, and why.
const EXPLAINED: &[(&str, &str)] = &[
    (
        "asl-validator__valid-map-with-item-batcher-jsonata",
        "AWS's recorded refusal reads: can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    ),
    (
        "asls__Terminal-State-Accepts-Succeed-and-Fail-state-as-terminal-states",
        "AWS's guide, the specification, the CDK and statelint want state names unique in the whole machine, branches included; \
         the test is about terminal states only",
    ),
    ("asls__yaml-Terminal-State-Accepts-Succeed-and-Fail-state-as-terminal-states", "the same in YAML"),
];

#[test]
fn verdicts_agree() {
    let Some(folder) = conformance::area("validation") else { return };
    let (mut agree, mut of, mut aws_differs, mut unexplained) = (0, 0, Vec::new(), Vec::new());
    for path in conformance::files(&folder) {
        let case = read(&path);
        if case["disputed"] == true {
            continue;
        }
        let format = if case["format"] == "yaml" { Format::Yaml } else { Format::Json };
        let (ok, said) = verdict(&text_of(&case, "text"), &case, format);
        of += 1;
        if case["valid"] == ok {
            agree += 1;
            continue;
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        println!(
            "differs {name}: {}",
            if ok { format!("accepted, but {}", case["problems"]) } else { format!("refused: {said:?}") }
        );
        // AWS's own say how it answered; others have nothing there.
        if !case["aws"].is_null() {
            aws_differs.push(name);
        } else if !EXPLAINED.iter().any(|(known, _)| *known == name) {
            unexplained.push(name);
        }
    }
    println!("validation: {agree} of {of} agree");
    assert_eq!(aws_differs, Vec::<String>::new(), "AWS's own verdicts");
    assert_eq!(unexplained, Vec::<String>::new(), "differs without a reason");
    assert!(agree * 100 >= of * 98, "only {agree} of {of} agree");
}

/// AWS took what it ran: none of it may be refused.
#[test]
fn what_aws_ran_is_accepted() {
    let Some(folder) = conformance::area("executions") else { return };
    let (mut of, mut refused) = (0, Vec::new());
    for path in conformance::files(&folder) {
        let case = read(&path);
        if !case["definition"].is_object() {
            continue;
        }
        of += 1;
        let (ok, said) = verdict(&text_of(&case, "definition_text"), &case, Format::Json);
        if !ok {
            refused.push(format!("{}: {said:?}", path.display()));
        }
    }
    println!("executions: {of} definitions");
    assert!(of > 300, "only {of} definitions");
    assert_eq!(refused, Vec::<String>::new());
}

#[test]
fn refusals_agree() {
    let Some(folder) = conformance::area("create") else { return };
    let (mut differs, mut of, mut same, mut worded) = (Vec::new(), 0, 0, 0);
    for path in conformance::files(&folder) {
        let case = read(&path);
        let want = &case["expected"];
        let recorded = want.to_string();
        let wants_ok = want["result"] == "OK";
        if !wants_ok && !recorded.to_lowercase().contains("definition") && !recorded.contains("SCHEMA") {
            continue;
        }
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        let (ok, said) = verdict(&text_of(&case, "definition_text"), &case, Format::Json);
        of += 1;
        if ok != wants_ok {
            println!("differs {name}: {said:?} vs {recorded:.300}");
            differs.push(name.clone());
        }
        if !wants_ok && case["origin"] == "aws" {
            worded += 1;
            let mut texts = Vec::new();
            strings(want, &mut texts);
            // The recording has a token where the partition stood.
            let recorded = texts.join(" ").replace("<partition>", "aws");
            if said.first().is_some_and(|first| recorded.contains(first.split("; ").next().unwrap_or_default())) {
                same += 1;
            } else {
                println!("other words {name}: {said:?} vs {recorded:.300}");
            }
        }
    }
    println!("create: {} of {of} agree, {same} of {worded} in AWS's words", of - differs.len());
    assert_eq!(differs, Vec::<String>::new());
    assert!(same * 10 >= worded * 8, "only {same} of {worded} read as AWS's");
}

/// Every string in a value, and diagnostics as AWS writes them in one line.
fn strings(value: &Value, out: &mut Vec<String>) {
    match value {
        Value::String(text) => out.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, out)),
        Value::Object(members) => {
            if let (Some(code), Some(message)) =
                (members.get("code").and_then(Value::as_str), members.get("message").and_then(Value::as_str))
            {
                let location = members.get("location").and_then(Value::as_str).unwrap_or_default();
                out.push(format!("{code}: {message} at {location}"));
            }
            members.values().for_each(|member| strings(member, out));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn what_people_wrote_is_accepted() {
    let Some(folder) = conformance::area("workflows") else { return };
    let mut refused = 0;
    let all = conformance::files(&folder);
    for path in &all {
        let text = std::fs::read_to_string(path).expect("a readable workflow");
        let (ok, said) = verdict(&text, &Value::Null, Format::Json);
        if !ok {
            refused += 1;
            println!("refused {}: {said:?}", path.file_stem().unwrap_or_default().display());
        }
    }
    println!("workflows: {refused} of {} refused", all.len());
}

/// Expressions of JSONata's own test suite that its reference implementation reads are read; so are those it fails on later.
#[test]
fn jsonata_is_read() {
    let Some(folder) = conformance::area("jsonata") else { return };
    let cases = std::fs::read_to_string(folder.join("cases.jsonl")).expect("readable cases");
    let (mut of, mut wrong) = (0, Vec::new());
    for line in cases.lines() {
        // Some hold halves of surrogate pairs, which no Rust text can.
        let Ok(case) = serde_json::from_str::<Value>(line) else { continue };
        let Some(expression) = case["expr"].as_str() else { continue };
        let code = case["code"].as_str().or(case["error"]["code"].as_str()).unwrap_or_default();
        if expression.contains("${") || code.starts_with('S') {
            continue;
        }
        let definition = serde_json::json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Succeed", "Output": format!("{{%{expression}%}}") } } });
        let (ok, said) = verdict(&definition.to_string(), &Value::Null, Format::Json);
        of += 1;
        if !ok {
            wrong.push(format!("{} {expression:?}: {said:?}", case["id"]));
        }
    }
    assert!(of > 800, "only {of} cases");
    assert!(wrong.is_empty(), "{} of {of}:\n{}", wrong.len(), wrong.join("\n"));
}
