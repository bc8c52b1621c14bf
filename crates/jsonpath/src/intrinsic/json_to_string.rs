//! `States.JsonToString(value)`: the value as compact JSON.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    Ok(Value::from(arguments.get(0).to_compact()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn writes() {
        check(&[
            ("States.JsonToString($)", r#"{"Arg1": 1, "Arg2": []}"#, r#""{\"Arg1\":1,\"Arg2\":[]}""#),
            ("States.JsonToString($)", r#"[1, 2, "HelloWorld"]"#, r#""[1,2,\"HelloWorld\"]""#),
            ("States.JsonToString($)", "null", r#""null""#),
            ("States.JsonToString($)", "1.1", r#""1.1""#),
            ("States.JsonToString('x')", "{}", r#""\"x\"""#),
            ("States.JsonToString()", "{}", "! Invalid arguments in States.JsonToString"),
        ]);
    }
}
