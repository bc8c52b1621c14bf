//! `States.ArrayGetItem(array, index)`: the item at an index from 0, its fraction cut off.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal, refuse};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let (items, index) = (arguments.array(0)?, arguments.truncated(1)?);
    // AWS gives null for any item of an empty array, and refuses only to read past the end of others.
    if items.is_empty() {
        return Ok(Value::Null);
    }
    match usize::try_from(index).ok().and_then(|index| items.get(index)) {
        Some(item) => Ok(item.clone()),
        None => refuse(format!("the index {index} lies outside the array, which has {} items", items.len())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn takes_the_item_at_an_index() {
        check(&[
            ("States.ArrayGetItem($.a, 5)", r#"{"a":[1,2,3,4,5,6,7,8,9]}"#, "6"),
            ("States.ArrayGetItem($.a, 1.9)", r#"{"a":[1,2,3]}"#, "2"),
            ("States.ArrayGetItem($.a, 0)", r#"{"a":[null]}"#, "null"),
            ("States.ArrayGetItem($.a, 999)", r#"{"a":[]}"#, "null"),
            ("States.ArrayGetItem($.a, 3)", r#"{"a":[1,2,3]}"#, "! Invalid arguments in States.ArrayGetItem"),
            ("States.ArrayGetItem($.a, -1)", r#"{"a":[1,2,3]}"#, "! Invalid arguments in States.ArrayGetItem"),
            ("States.ArrayGetItem($.a, '1')", r#"{"a":[1,2,3]}"#, "! Invalid arguments in States.ArrayGetItem"),
            ("States.ArrayGetItem('abc', 1)", "{}", "! Invalid arguments in States.ArrayGetItem"),
        ]);
    }
}
