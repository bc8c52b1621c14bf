//! `States.JsonMerge(a, b, false)`: one object with the members of both; where both have a name, that of `b`. Deep merging, which a third
//! argument of `true` would ask for, is not there on AWS.

use stepwell_json::{Object, Value};

use super::arguments::{Arguments, Refusal, refuse};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let (Value::Object(first), Value::Object(second)) = (arguments.get(0), arguments.get(1)) else {
        return arguments.wrong(usize::from(arguments.get(0).as_object().is_some()), "an object");
    };
    // Anything else but `true` AWS takes for shallow.
    if arguments.get(2).as_bool() == Some(true) {
        return refuse("only shallow merging is supported; make argument 3 false");
    }
    let mut merged = Object::builder();
    for (key, value) in first.entries().chain(second.entries()) {
        merged.insert(key.clone(), value.clone());
    }
    Ok(Value::from(merged))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn merges() {
        check(&[
            (
                "States.JsonMerge($.a, $.b, false)",
                r#"{"a":{"a":{"a1":1,"a2":2},"b":2,"d":3},"b":{"a":{"a3":1,"a4":2},"c":3,"d":4}}"#,
                r#"{"a":{"a3":1,"a4":2},"b":2,"d":4,"c":3}"#,
            ),
            ("States.JsonMerge($.a, $.b, 'x')", r#"{"a":{},"b":{}}"#, "{}"),
            ("States.JsonMerge($.a, $.b, true)", r#"{"a":{},"b":{}}"#, "! Invalid arguments in States.JsonMerge"),
            ("States.JsonMerge($.a, $.b)", r#"{"a":{},"b":{}}"#, "! Invalid arguments in States.JsonMerge"),
            ("States.JsonMerge($.a, $.b, false)", r#"{"a":{},"b":[]}"#, "! Invalid arguments in States.JsonMerge"),
            ("States.JsonMerge($.a, $.b, false)", r#"{"a":null,"b":{}}"#, "! Invalid arguments in States.JsonMerge"),
        ]);
    }
}
