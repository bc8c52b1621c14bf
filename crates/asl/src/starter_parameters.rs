//! The parameters that a new Task begins with.

use crate::called::{Called, ITEM, Parameter};
use serde_json::{Map, Value, json};
use stepwell_aws_catalogue::{Kind, Shape};

/// How deep required parameters are filled in; shapes may contain themselves.
const MAX_DEPTH: usize = 4;

/// What a Task that calls `resource` must give it, with something to be replaced in each parameter; the same in both query
/// languages. Empty where it needs nothing; none where it is not known what the resource calls.
///
/// ```
/// let parameters = stepwell_asl::starter_parameters("arn:aws:states:::aws-sdk:sqs:sendMessage").unwrap();
/// assert_eq!(serde_json::Value::Object(parameters).to_string(), r#"{"QueueUrl":"MyQueueUrl","MessageBody":"MyMessageBody"}"#);
/// ```
#[must_use]
pub fn starter_parameters(resource: &str) -> Option<Map<String, Value>> {
    Some(required(&Called::of(resource)?, &mut Vec::new()))
}

fn required(called: &Called, names: &mut Vec<String>) -> Map<String, Value> {
    let needed: Vec<Parameter> = called.takes(names).into_iter().filter(|one| one.required).collect();
    let mut members = Map::new();
    for one in needed {
        names.push(one.name.clone());
        let value = starter(called, &one.name, one.shape(), names);
        names.pop();
        members.insert(one.name, value);
    }
    members
}

fn starter(called: &Called, name: &str, shape: Option<&Shape>, names: &mut Vec<String>) -> Value {
    let Some(shape) = shape else { return Value::from(format!("My{name}")) };
    match shape.kind() {
        Kind::Structure if names.len() < MAX_DEPTH => Value::Object(required(called, names)),
        Kind::List if names.len() < MAX_DEPTH => {
            names.push(ITEM.to_owned());
            let item = shape.element().map(|element| starter(called, name, Some(&element), names));
            names.pop();
            Value::Array(item.into_iter().collect())
        }
        Kind::List => json!([]),
        Kind::Structure | Kind::Union | Kind::Map | Kind::Document => json!({}),
        Kind::Enum => shape.values().first().map_or_else(|| json!(""), |first| Value::from(*first)),
        Kind::String | Kind::Blob => Value::from(format!("My{name}")),
        Kind::Integer | Kind::Long | Kind::Float => json!(1),
        Kind::Boolean => json!(false),
        Kind::Timestamp => json!("2030-01-01T00:00:00Z"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stepwell_aws_catalogue::{Catalogue, Pattern};

    fn parameters(resource: &str) -> String {
        starter_parameters(resource).map_or_else(|| "nothing".to_owned(), |members| Value::Object(members).to_string())
    }

    #[test]
    fn what_is_needed_is_there() {
        for (resource, expected) in [
            ("arn:aws:states:::dynamodb:getItem", r#"{"Key":{},"TableName":"MyTableName"}"#),
            ("arn:aws:states:::aws-sdk:s3:listBuckets", "{}"),
            ("arn:aws:states:::events:putEvents", r#"{"Entries":[{}]}"#),
            ("arn:aws:states:::aws-sdk:nonsense:x", "nothing"),
        ] {
            assert_eq!(parameters(resource), expected, "{resource}");
        }
    }

    /// A new Task is one that nobody has anything to say against.
    #[test]
    fn nothing_is_missing_for_any_optimised_integration() {
        use crate::{Document, Format, MachineType};
        for integration in Catalogue::get().integrations() {
            let resource = integration.resource(Pattern::RequestResponse);
            let parameters = starter_parameters(&resource).unwrap_or_default();
            let text = json!({"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": resource, "Parameters": parameters, "End": true}}});
            let found = Document::parse(text.to_string(), Format::Json).diagnostics(MachineType::Standard);
            let about: Vec<_> = found.iter().filter(|one| one.code.ends_with("_PARAMETER")).collect();
            assert!(about.is_empty(), "{text}: {about:?}");
        }
    }
}
