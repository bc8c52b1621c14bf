//! Holds histories against those recorded from AWS, when the recordings are there (they are not part
//! of the project): `STEPWELL_CONFORMANCE` names their folder, `/work/shared/conformance` otherwise.

mod driver;
mod recordings;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use serde_json::Value as Json;
use stepwell_asl::{MachineType, StatePath};
use stepwell_interpreter::{InputKind, Settings};
use stepwell_json::Value;

/// Runs a case as `stepwell run --format json` would show it.
fn run(case: &Json) -> Json {
    let definition = case["definition"].to_string();
    let kind = if case["type"] == "EXPRESS" { MachineType::Express } else { MachineType::Standard };
    let input = match case["input_text"].as_str() {
        Some(text) => Value::parse(text).expect("recorded JSON"),
        None => Value::parse(&case["input"].to_string()).expect("recorded JSON"),
    };
    let role = case["execution"]["role_arn"].as_str().unwrap_or("arn:aws:iam::111111111111:role/snf");
    let program = match driver::compile(&definition, kind) {
        Ok(program) => program,
        Err(error) => return serde_json::json!({ "status": format!("does not compile: {error}"), "events": [] }),
    };
    let mut first = driver::start(input, role);
    if let (MachineType::Express, InputKind::Start(start)) = (kind, &mut first.kind) {
        start.execution_arn = "arn:aws:states:us-east-1:111111111111:express:case:run:1".into();
        start.synchronous = case["execution"]["api"] == "StartSyncExecution";
    }
    // Of an activity that existed, an answer was recorded.
    let has_answers = |state: &StatePath| case["tasks"].get(state.name()).is_some();
    let settings = Settings {
        missing_activities: program
            .activities()
            .filter(|(state, _)| !has_answers(state))
            .map(|(_, activity)| Arc::clone(activity))
            .collect(),
        ..Settings::for_type(kind)
    };
    let done = driver::drive(&program, settings, first, &mut recordings::answers(case), 100_000);
    let outcome = done.outcome.expect("every recorded case ends");
    let mut shown = serde_json::json!({
        "status": outcome.status.as_str(),
        "events": done.events.iter().map(stepwell_interpreter::HistoryEvent::to_json).collect::<Vec<_>>(),
    });
    if let Some(output) = outcome.output {
        shown["output"] = output.to_text().as_ref().into();
    }
    for (name, text) in [("error", outcome.error), ("cause", outcome.cause)] {
        if let Some(text) = text {
            shown[name] = text.as_ref().into();
        }
    }
    shown
}

/// What of a value AWS's model of the API does not have, as paths.
fn strangers(model: &Json, shape: &str, value: &Json, at: &str, found: &mut Vec<String>) {
    let shape = &model["shapes"][shape];
    let fits = match shape["type"].as_str() {
        Some("structure") => value.as_object().is_some_and(|fields| {
            for (name, field) in fields {
                match shape["members"][name]["shape"].as_str() {
                    Some(member) => strangers(model, member, field, &format!("{at}.{name}"), found),
                    None => found.push(format!("{at}.{name} is not in the model")),
                }
            }
            true
        }),
        Some("map") => value.as_object().is_some_and(|fields| fields.values().all(Json::is_string)),
        Some("string") => value.as_str().is_some_and(|text| {
            let known = shape["enum"].as_array().is_none_or(|all| all.iter().any(|one| one == text));
            known && shape["max"].as_u64().is_none_or(|most| text.chars().count() as u64 <= most)
        }),
        Some("integer" | "long") => value.is_i64() || value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("timestamp") => value.is_string(),
        _ => false,
    };
    if !fits {
        found.push(format!("{at} is no {}: {value}", shape["type"]));
    }
}

#[test]
fn histories_agree_with_those_recorded_from_aws() {
    let Some(folder) = recordings::folder("executions") else { return };
    let model = std::fs::read_to_string(folder.join("stepfunctions-2016-11-23.service-2.json")).expect("AWS's model");
    let model: Json = serde_json::from_str(&model).expect("AWS's model is JSON");
    let mut found = Vec::new();
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("recorded");
    std::fs::create_dir_all(&out).expect("a folder for what ran");
    let mut lines = String::new();
    for path in recordings::files("executions") {
        let text = std::fs::read_to_string(&path).expect("a readable case");
        // Reading items is the host's part; `conformance/run` holds these against the whole command.
        if text.contains("ItemReader") {
            continue;
        }
        let case: Json = serde_json::from_str(&text).expect("recorded JSON");
        let shown = run(&case);
        for event in shown["events"].as_array().into_iter().flatten() {
            strangers(&model, "HistoryEvent", event, &path.display().to_string(), &mut found);
        }
        lines.push_str(&serde_json::json!({ "path": path, "got": shown }).to_string());
        lines.push('\n');
    }
    assert!(found.is_empty(), "{found:#?}");
    let results = out.join("results.jsonl");
    std::fs::write(&results, lines).expect("results written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare_recorded.py");
    let Ok(done) = Command::new("python3").arg(script).arg(&folder).arg(&results).output() else {
        eprintln!("python3 is not there; the recordings were run but not compared");
        return;
    };
    let said = String::from_utf8_lossy(&done.stdout);
    eprintln!("{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "histories differ from the recordings:\n{said}");
}
