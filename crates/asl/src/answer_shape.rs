//! Whether an answer is like what an action gives: for answers that somebody wrote, such as mocks.

use crate::called::Called;
use stepwell_aws_catalogue::{Kind, Shape};
use stepwell_json::Value;

/// More differences than this help nobody.
const MOST: usize = 20;
/// Of a list so many items are looked at.
const ITEMS: usize = 50;
/// What the AWS SDK adds to every answer.
const METADATA: &[&str] = &["SdkHttpMetadata", "SdkResponseMetadata"];

/// What in an answer is unlike what the action gives that a Task's `resource` calls: sentences. Empty where all is well, and where
/// nothing is known of the answer (functions, activities, `.sync`, `.waitForTaskToken`).
///
/// ```
/// use stepwell_json::Value;
/// let answer = Value::parse(r#"{"MessageID": "1"}"#)?;
/// let found = stepwell_asl::unlike_answer("arn:aws:states:::sqs:sendMessage", &answer);
/// assert_eq!(found, ["sqs:sendMessage gives no MessageID, but MessageId"]);
/// # Ok::<(), stepwell_json::ParseError>(())
/// ```
#[must_use]
pub fn unlike_answer(resource: &str, answer: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let Some(called) = Called::of(resource) else { return found };
    let (Some(action), Some(shape)) = (called.name(), called.answer()) else { return found };
    let mut rest = vec![(answer, shape, String::new())];
    while let Some((value, shape, path)) = rest.pop() {
        if found.len() >= MOST {
            break;
        }
        let expected = match shape.kind() {
            Kind::Structure | Kind::Union | Kind::Map => "an object",
            Kind::List => "a list",
            Kind::String | Kind::Enum => "a text",
            Kind::Integer | Kind::Long | Kind::Float => "a number",
            Kind::Boolean => "true or false",
            // Bytes are given as what they hold, times in more than one way.
            Kind::Timestamp | Kind::Blob | Kind::Document => continue,
        };
        let fits = match value {
            Value::Null => continue,
            Value::Object(_) => expected == "an object",
            Value::Array(_) => expected == "a list",
            Value::String(_) => expected == "a text",
            Value::Number(_) => expected == "a number",
            Value::Bool(_) => expected == "true or false",
        };
        if !fits {
            let place = if path.is_empty() { "the answer" } else { &path };
            found.push(format!("{action} gives {expected} in {place}, and here it is of type {}", value.type_name()));
            continue;
        }
        let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
        let is_metadata = |name: &str| path.is_empty() && METADATA.contains(&name);
        let members = value.as_object().into_iter().flat_map(|members| members.iter());
        for (name, member) in members.filter(|(name, _)| !is_metadata(name)) {
            match inner(&called, &shape, name) {
                Ok(inner) => rest.extend(inner.map(|inner| (member, inner, below(name)))),
                Err(known) => {
                    let near = known.iter().find(|known| known.eq_ignore_ascii_case(name));
                    let but = near.map(|near| format!(", but {near}")).unwrap_or_default();
                    found.push(format!("{action} gives no {}{but}", below(name)));
                }
            }
        }
        for (at, item) in value.as_array().unwrap_or_default().iter().take(ITEMS).enumerate() {
            rest.extend(shape.element().map(|element| (item, element, format!("{path}[{at}]"))));
        }
    }
    found
}

/// The shape of a member; the names that there are where it is none.
fn inner(called: &Called, shape: &Shape, name: &str) -> Result<Option<Shape>, Vec<String>> {
    if shape.kind() == Kind::Map {
        return Ok(shape.element());
    }
    let members = called.members(shape);
    match members.iter().position(|member| member.name == name) {
        Some(at) => Ok(members.into_iter().nth(at).and_then(|member| member.shape().cloned())),
        None => Err(members.into_iter().map(|member| member.name).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(resource: &str, answer: &str) -> Vec<String> {
        unlike_answer(&format!("arn:aws:states:::{resource}"), &Value::parse(answer).expect("JSON"))
    }

    #[test]
    fn answers_are_held_against_their_shape() {
        for (resource, answer, expected) in [
            ("lambda:invoke", r#"{"StatusCode":200,"Payload":{"any":["thing"]},"SdkHttpMetadata":{}}"#, &[][..]),
            ("dynamodb:getItem", r#"{"Item":{"id":{"S":"1"},"on":{"BOOL":true}}}"#, &[]),
            (
                "dynamodb:getItem",
                r#"{"Item":{"id":"1","on":{"Bool":true}}}"#,
                &[
                    "dynamodb:getItem gives no Item.on.Bool, but BOOL",
                    "dynamodb:getItem gives an object in Item.id, and here it is of type string",
                ],
            ),
            (
                "aws-sdk:s3:listBuckets",
                r#"{"Buckets":[{"Name":1}],"Next":null}"#,
                &[
                    "s3:listBuckets gives no Next",
                    "s3:listBuckets gives a text in Buckets[0].Name, and here it is of type number",
                ],
            ),
            ("ecs:runTask.sync", r#"{"anything":1}"#, &[]),
            ("aws-sdk:nonsense:x", r#"{"anything":1}"#, &[]),
        ] {
            assert_eq!(said(resource, answer), expected, "{resource} {answer}");
        }
    }
}
