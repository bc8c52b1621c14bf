//! `States.StringToJson(text)`: the value a JSON text stands for; null for a blank text.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal, refuse};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let text = arguments.text(0)?;
    if text.trim().is_empty() {
        return Ok(Value::Null);
    }
    // The text is read here, not passed through, and what AWS computes comes out compact.
    Value::parse(text)
        .and_then(|value| Value::parse_shared(value.to_compact().into()))
        .or_else(|error| refuse(format!("argument 1 is not JSON: {error}")))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use crate::{Entropy, Intrinsic, Roots};

    #[test]
    fn comes_out_compact() {
        let value = Intrinsic::parse("States.StringToJson('[1,  2.0]')")
            .and_then(|call| call.evaluate(&Roots::of_input(&super::Value::Null), &mut Entropy::new(0)));
        assert_eq!(value.map(|value| value.to_text().to_string()), Ok("[1,2.0]".to_owned()));
    }

    #[test]
    fn reads() {
        check(&[
            ("States.StringToJson($)", r#""{\"Arg1\": 1, \"Arg2\": []}""#, r#"{"Arg1":1,"Arg2":[]}"#),
            ("States.StringToJson($)", r#"" [1, 2] ""#, "[1,2]"),
            ("States.StringToJson($)", r#""\"HelloWorld\"""#, r#""HelloWorld""#),
            ("States.StringToJson($)", r#""1.1""#, "1.1"),
            ("States.StringToJson($)", r#""""#, "null"),
            ("States.StringToJson($)", r#"" ""#, "null"),
            ("States.StringToJson('{\"a\": true}')", "{}", r#"{"a":true}"#),
            ("States.StringToJson($)", r#""{bad json}""#, "! Invalid arguments in States.StringToJson"),
            ("States.StringToJson($)", r#""undefined""#, "! Invalid arguments in States.StringToJson"),
            ("States.StringToJson($)", "123", "! Invalid arguments in States.StringToJson"),
            ("States.StringToJson()", "{}", "! Invalid arguments in States.StringToJson"),
        ]);
    }
}
