//! `States.ArrayLength(array)`: how many items an array has.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    Ok(Value::from(arguments.array(0)?.len()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn counts_items() {
        check(&[
            ("States.ArrayLength($)", "[1,[2,3],null]", "3"),
            ("States.ArrayLength($)", "[]", "0"),
            ("States.ArrayLength($.items[*].nope)", r#"{"items":[1,2]}"#, "0"),
            ("States.ArrayLength($)", "{}", "! Invalid arguments in States.ArrayLength"),
            ("States.ArrayLength('abc')", "{}", "! Invalid arguments in States.ArrayLength"),
        ]);
    }
}
