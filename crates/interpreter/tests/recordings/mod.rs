//! What was recorded from AWS and what people wrote, when it is there (it is not part of the project): `STEPWELL_CONFORMANCE` names its
//! folder, `/work/shared/conformance` otherwise.
#![allow(dead_code)] // each test uses its part

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value as Json;
use stepwell_json::Value;

use crate::driver::Answer;

/// The folder, if it holds a part of this name; says so where it does not.
pub fn folder(part: &str) -> Option<PathBuf> {
    let folder =
        std::env::var_os("STEPWELL_CONFORMANCE").map_or_else(|| "/work/shared/conformance".into(), PathBuf::from);
    if folder.join(part).is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no {}", folder.join(part).display());
    None
}

/// The JSON files of a part, in order; none where it is not there.
pub fn files(part: &str) -> Vec<PathBuf> {
    folder(part).map(|folder| json_files(folder.join(part))).unwrap_or_default()
}

/// The JSON files below a folder, in order.
pub fn json_files(folder: PathBuf) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![folder]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// An answer of a task, whose two kinds are called so; their fields may be written small.
pub fn answer(answer: &Json, names: [&str; 2]) -> Answer {
    let text = |value: &Json| value.as_str().map(Arc::from);
    let field = |throw: &Json, name: &str| throw.get(name).or_else(|| throw.get(name.to_lowercase())).and_then(text);
    match (answer.get(names[0]), answer.get(names[1])) {
        (Some(value), _) => Answer::Return(Value::parse(&value.to_string()).expect("JSON")),
        (None, Some(throw)) => Answer::Throw { error: field(throw, "Error"), cause: field(throw, "Cause") },
        (None, None) => Answer::Hang,
    }
}

/// The answers of a recorded execution, by state.
pub fn answers(case: &Json) -> HashMap<String, VecDeque<Answer>> {
    let tasks = case["tasks"].as_object().into_iter().flatten();
    let list =
        |list: &Json| list.as_array().into_iter().flatten().map(|one| answer(one, ["return", "throw"])).collect();
    tasks.map(|(state, answers)| (state.clone(), list(answers))).collect()
}
