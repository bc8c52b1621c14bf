//! The values of fields that take one of a few.

use super::{Doc, guide};
use crate::StateType;

/// What a state of this type does.
pub(in crate::assist) fn state_type(kind: StateType) -> Doc {
    let (text, page) = match kind {
        StateType::Task => {
            ("Calls a service: a Lambda function, an AWS API, an activity, an HTTPS endpoint.", guide!("state-task"))
        }
        StateType::Pass => ("Hands its input on, or makes data of it, without calling anything.", guide!("state-pass")),
        StateType::Choice => ("Goes on by the first of its rules that holds.", guide!("state-choice")),
        StateType::Wait => ("Waits for some seconds or until a time.", guide!("state-wait")),
        StateType::Succeed => {
            ("Ends the execution, the branch or the iteration with success.", guide!("state-succeed"))
        }
        StateType::Fail => ("Ends the execution with an error.", guide!("state-fail")),
        StateType::Parallel => {
            ("Runs its branches at the same time and waits for all of them.", guide!("state-parallel"))
        }
        StateType::Map => ("Runs its processor for each item of a list.", guide!("state-map")),
    };
    Doc { text, page }
}

/// What a value of a field means.
pub(in crate::assist) fn value(field: &str, value: &str) -> Option<&'static str> {
    Some(match (field, value) {
        ("QueryLanguage", "JSONPath") => "Paths and payload templates.",
        ("QueryLanguage", "JSONata") => "Expressions within {% and %}.",
        ("Mode", "INLINE") => "Iterations run in this execution, at most 40 at a time.",
        ("Mode", "DISTRIBUTED") => "Each item, or batch, runs as an execution of its own, up to 10,000 at a time.",
        ("ExecutionType", "STANDARD") => "Child executions are Standard workflows.",
        ("ExecutionType", "EXPRESS") => "Child executions are Express workflows: up to five minutes each.",
        ("JitterStrategy", "FULL") => "Waits a random time between zero and the computed delay.",
        ("JitterStrategy", "NONE") => "Waits exactly the computed delay.",
        ("InputType", "CSV") => "Rows of a CSV file.",
        ("InputType", "JSON") => "Items of an array, or members of an object, in a JSON file.",
        ("InputType", "JSONL") => "Lines of a file, each a JSON value.",
        ("InputType", "PARQUET") => "Rows of a Parquet file.",
        ("InputType", "MANIFEST") => "Files that a manifest lists.",
        ("ManifestType", "S3_INVENTORY") => "An S3 inventory's manifest.",
        ("ManifestType", "ATHENA_DATA") => "The manifest of an Athena UNLOAD.",
        ("CSVHeaderLocation", "FIRST_ROW") => "The first row names the columns.",
        ("CSVHeaderLocation", "GIVEN") => "CSVHeaders names the columns.",
        ("Transformation", "NONE") => "As it comes.",
        ("Transformation", "LOAD_AND_FLATTEN") => "The objects' contents instead of their keys.",
        ("Transformation", "COMPACT") => "The child executions' outputs, as they were.",
        ("Transformation", "FLATTEN") => "The child executions' outputs, arrays joined to one.",
        ("OutputType", "JSON") => "One JSON array.",
        ("OutputType", "JSONL") => "One JSON value a line.",
        ("Version", "1.0") => "The only version there is.",
        _ => return None,
    })
}
