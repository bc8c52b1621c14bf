//! Holds TestState's answers and refusals against those recorded from AWS, when the recordings are there (they are not
//! part of the project): `STEPWELL_CONFORMANCE` names their folder, `/work/shared/conformance` otherwise.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;
use stepwell_interpreter::{TestFacts, TestRequest, Timestamp, test_state};
use stepwell_json::Value;

fn answer(request: &Json) -> Json {
    let request = Value::parse(&request.to_string()).expect("recorded JSON");
    let facts = TestFacts {
        at: Timestamp(1_764_000_000_000),
        seed: 1,
        region: "us-east-1".into(),
        account: "111111111111".into(),
    };
    match TestRequest::read(&request).and_then(|request| test_state(&request, &facts)) {
        Ok(answer) => serde_json::from_str(&answer.to_value().to_text()).expect("an answer is JSON"),
        Err(refusal) => serde_json::json!({"error": {"code": refusal.code.as_str(), "message": refusal.message}}),
    }
}

#[test]
fn answers_agree_with_those_recorded_from_aws() {
    let folder =
        std::env::var_os("STEPWELL_CONFORMANCE").map_or_else(|| "/work/shared/conformance".into(), PathBuf::from);
    let Ok(entries) = std::fs::read_dir(folder.join("test_state")) else {
        eprintln!("no recordings in {}: nothing was compared", folder.display());
        return;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    let mut lines = String::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a readable case");
        let case: Json = serde_json::from_str(&text).expect("recorded JSON");
        lines.push_str(&serde_json::json!({ "path": path, "got": answer(&case["request_raw"]) }).to_string());
        lines.push('\n');
    }
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("test_state");
    std::fs::create_dir_all(&out).expect("a folder for the answers");
    let results = out.join("results.jsonl");
    std::fs::write(&results, lines).expect("answers written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare_test_state.py");
    let Ok(done) = Command::new("python3").arg(script).arg(&folder).arg(&results).output() else {
        eprintln!("python3 is not there; the requests were answered but not compared");
        return;
    };
    let said = String::from_utf8_lossy(&done.stdout);
    eprintln!("{said}{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.status.success(), "answers differ from the recordings:\n{said}");
}
