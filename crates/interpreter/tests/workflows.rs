//! Runs every definition among the recordings that people wrote, with `{}` as the answer of every
//! task: each ends, and where it fails it says so with an error name of Step Functions and a cause.

mod driver;
mod recordings;

use std::collections::{BTreeMap, HashMap, VecDeque};

use driver::Answer;
use stepwell_asl::{Document, Format, MachineType};
use stepwell_interpreter::{Settings, Status};
use stepwell_json::{Object, Value};

/// The names of the tasks of a definition, each with more `{}` than it will ask for.
fn empty_answers(definition: &Value) -> HashMap<String, VecDeque<Answer>> {
    let mut names = HashMap::new();
    let mut left = vec![definition.clone()];
    while let Some(value) = left.pop() {
        for (name, member) in value.as_object().into_iter().flat_map(Object::iter) {
            if member.get("Type").and_then(Value::as_str) == Some("Task") {
                let answers = std::iter::repeat_n(Answer::Return(Object::new().into()), 2_000).collect();
                names.insert(name.to_owned(), answers);
            }
            left.push(member.clone());
        }
        left.extend(value.as_array().into_iter().flatten().cloned());
    }
    names
}

#[test]
fn every_workflow_ends_or_says_why_not() {
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    let settings = Settings { max_events: Some(2_000), ..Settings::default() };
    for path in recordings::files("workflows") {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let Some(definition) = Document::parse(text.clone(), Format::Json).value() else { continue };
        let program = match driver::compile(&text, MachineType::Standard) {
            Ok(program) => program,
            Err(error) => {
                assert!(!error.message.is_empty(), "{}", path.display());
                *outcomes.entry(format!("does not compile: {}", error.code)).or_default() += 1;
                eprintln!("{}: {error}", path.display());
                continue;
            }
        };
        let first = driver::start(Object::new().into(), "arn:aws:iam::111111111111:role/r");
        let done = driver::drive(&program, settings.clone(), first, &mut empty_answers(&definition), 50_000);
        let outcome = done.outcome.unwrap_or_else(|| panic!("{} does not end", path.display()));
        let said = match outcome.status {
            Status::Failed => {
                let error = outcome.error.as_deref().unwrap_or_default();
                if error.starts_with("States.") {
                    let cause = outcome.cause.as_deref().unwrap_or_default();
                    assert!(cause.len() > 20, "{}: {error} {cause}", path.display());
                }
                format!("{} {}", outcome.status, if error.starts_with("States.") { error } else { "(its own error)" })
            }
            status => status.to_string(),
        };
        *outcomes.entry(said).or_default() += 1;
    }
    eprintln!("{outcomes:#?}");
}
