//! `States.ArrayContains(array, value)`: whether the array holds an equal value.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let wanted = arguments.get(1);
    Ok(Value::from(arguments.array(0)?.contains(wanted)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn looks_for_equal_values() {
        check(&[
            ("States.ArrayContains($.a, $.v)", r#"{"a":[[1,2,3],2],"v":[1,2,3]}"#, "true"),
            ("States.ArrayContains($.a, $.v)", r#"{"a":[{"1":2,"2":[]}],"v":[]}"#, "false"),
            ("States.ArrayContains($.a, $.v)", r#"{"a":[true,false],"v":false}"#, "true"),
            ("States.ArrayContains($.a, null)", r#"{"a":[]}"#, "false"),
            ("States.ArrayContains($.a, '1')", r#"{"a":[1]}"#, "false"),
            ("States.ArrayContains($.a, 1)", r#"{"a":1}"#, "! Invalid arguments in States.ArrayContains"),
        ]);
    }
}
