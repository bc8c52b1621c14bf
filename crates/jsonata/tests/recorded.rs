//! Holds plain JSONata against the suite of its reference implementation, when it is there (it is not part of the project):
//! `STEPWELL_CONFORMANCE` names the folder of the recordings, `/work/shared/conformance` otherwise.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use stepwell_json::Value;
use stepwell_jsonata::{Limits, plain};

fn folder() -> Option<PathBuf> {
    let folder =
        std::env::var_os("STEPWELL_CONFORMANCE").map_or_else(|| "/work/shared/conformance".into(), PathBuf::from);
    let folder = folder.join("jsonata");
    folder.join("cases.jsonl").exists().then_some(folder)
}

/// Numbers agree within the last digits, which the suite's own runner does not look at either.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => a == b || (a - b).abs() <= 1e-9 * a.abs().max(b.abs()),
            _ => a == b,
        },
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        (a, b) => a == b,
    }
}

/// Why a case does not agree.
fn differs(case: &Value, datasets: &Path) -> Option<String> {
    let text = |name| case.get(name).and_then(Value::as_str);
    let number = |name| case.get(name).and_then(Value::as_f64);
    let read;
    let data = match (case.get("data"), text("dataset")) {
        (None, Some(dataset)) => {
            let file = std::fs::read_to_string(datasets.join(format!("{dataset}.json"))).expect("a data set");
            read = Value::parse(&file).expect("a data set is JSON");
            Some(&read)
        }
        (data, _) => data,
    };
    let mut limits = Limits::PLAIN;
    if let Some(depth) = number("depth") {
        limits.depth = depth as usize;
    }
    if let Some(milliseconds) = number("timelimit") {
        // The limits of the suite are for a machine that does nothing else.
        limits.timeout = Some(Duration::from_millis(milliseconds as u64 * 20));
    }
    let bindings: Vec<(&str, &Value)> =
        case.get("bindings").and_then(Value::as_object).into_iter().flat_map(|object| object.iter()).collect();
    let code = text("code").or_else(|| case.get("error")?.get("code")?.as_str());
    let found = match plain::Expression::parse(text("expr").expect("every case has an expression")) {
        Ok(expression) => expression
            .evaluate(data, &bindings, 1_700_000_000_000, &limits)
            .map_err(|error| (error.code, error.message)),
        Err(error) => Err((error.code, error.message)),
    };
    match (found, code) {
        (Err((found, _)), Some(code)) if found == code => None,
        (Err((found, message)), code) => Some(format!("{found} {message}, not {code:?}")),
        (Ok(found), Some(code)) => Some(format!("{found:?}, not the error {code}")),
        (Ok(None), None) => {
            let undefined = case.get("result").is_none() || case.get("undefinedResult").is_some();
            (!undefined).then(|| "undefined".to_owned())
        }
        (Ok(Some(found)), None) => {
            let Some(wanted) = case.get("result") else { return Some(format!("{found}, not undefined")) };
            let unordered = case.get("unordered").is_some() && {
                let texts = |value: &Value| -> BTreeSet<String> {
                    value.as_array().into_iter().flatten().map(Value::to_compact).collect()
                };
                texts(wanted) == texts(&found)
            };
            (!unordered && !same(wanted, &found)).then(|| format!("{found}, not {wanted}"))
        }
    }
}

#[test]
fn the_suite_of_the_reference_implementation_agrees() {
    let Some(folder) = folder() else {
        eprintln!("not held against the suite of JSONata: its recordings are not on this machine");
        return;
    };
    let cases = std::fs::read_to_string(folder.join("cases.jsonl")).expect("the cases");
    let (mut held, mut found) = (0, Vec::new());
    for line in cases.lines() {
        let case = Value::parse(line).expect("a case is JSON");
        let (id, expression) = (case.get("id").and_then(Value::as_str), case.get("expr").and_then(Value::as_str));
        // `$eval` is no part of Step Functions, and the runner of the suite leaves these cases out.
        if expression.is_some_and(|text| text.contains("$eval")) {
            continue;
        }
        held += 1;
        if let Some(difference) = differs(&case, &folder.join("datasets")) {
            found.push(id.unwrap_or_default().to_owned());
            eprintln!("{}: {difference}", id.unwrap_or_default());
        }
    }
    found.sort();
    let known: Vec<&str> = include_str!("known_differences.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert_eq!(found, known, "of {held} cases");
    assert!(held > 1000, "{held} cases are not the suite");
}
