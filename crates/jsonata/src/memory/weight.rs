//! What data weigh.

use stepwell_json::Value;

use super::growth::VALUE;

/// What a value weighs: as much as [`VALUE`] for everything in it, and the bytes of its strings and names. It is added up until it is past
/// `most`.
pub(super) fn weight(value: &Value, most: f64) -> f64 {
    let mut weight = 0.0;
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        weight += VALUE;
        match value {
            Value::String(text) => weight += text.len() as f64,
            Value::Array(items) => rest.extend(items.iter()),
            Value::Object(members) => {
                weight += members.iter().map(|(name, _)| name.len() as f64).sum::<f64>();
                rest.extend(members.iter().map(|(_, member)| member));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
        if weight > most {
            break;
        }
    }
    weight
}
