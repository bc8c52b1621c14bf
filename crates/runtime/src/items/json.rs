//! Items in JSON and in JSON Lines.

use std::sync::Arc;

use stepwell_json::Value;

use super::entries;

/// The elements of an array, or of what `ItemsPointer` points to.
pub(super) fn items(config: &Value, text: &Arc<str>) -> Result<Vec<Value>, String> {
    let whole = Value::parse_shared(Arc::clone(text)).map_err(|error| format!("The object is not JSON: {error}"))?;
    let Some(pointer) = config.get("ItemsPointer").and_then(Value::as_str) else {
        return match whole.as_array() {
            Some(items) => Ok(items.to_vec()),
            None => Err("Attempting to map over non-iterable node.".to_owned()),
        };
    };
    let found = whole.pointer(pointer).ok_or_else(|| format!("ItemsPointer {pointer} leads nowhere in the object."))?;
    match (found.as_array(), found.as_object()) {
        (Some(items), _) => Ok(items.to_vec()),
        (None, Some(object)) => Ok(entries(object)),
        (None, None) => Err("Attempting to map over non-iterable node.".to_owned()),
    }
}

/// A value a line.
pub(super) fn lines(text: &str) -> Result<Vec<Value>, String> {
    let filled = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    filled
        .map(|(number, line)| {
            Value::parse(line).map_err(|error| format!("Line {} of the object is not JSON: {error}", number + 1))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(config: &str, text: &str, expected: Result<&str, &str>) {
        let config = Value::parse(config).unwrap();
        let found = items(&config, &text.into()).map(|items| Value::from(items).to_compact());
        assert_eq!(found.as_deref(), expected.map_err(str::to_owned).as_ref().map(|text| *text));
    }

    #[test]
    fn arrays_and_what_a_pointer_finds() {
        check("{}", r#"[1, {"a": 2}]"#, Ok(r#"[1,{"a":2}]"#));
        check(r#"{"ItemsPointer": "/a/b"}"#, r#"{"a": {"b": [1]}}"#, Ok("[1]"));
        check(r#"{"ItemsPointer": "/a"}"#, r#"{"a": {"b": [1]}}"#, Ok(r#"[{"Key":"b","Value":[1]}]"#));
        check("{}", "{}", Err("Attempting to map over non-iterable node."));
        check(r#"{"ItemsPointer": "/x"}"#, "{}", Err("ItemsPointer /x leads nowhere in the object."));
    }

    #[test]
    fn a_line_that_is_not_json_is_named() {
        assert_eq!(lines("{}\n\n[1]\r\n").unwrap().len(), 2);
        assert!(lines("{}\n{").unwrap_err().starts_with("Line 2 of the object is not JSON"));
    }
}
