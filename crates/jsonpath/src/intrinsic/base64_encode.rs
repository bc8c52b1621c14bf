//! `States.Base64Encode(text)`: the text's UTF-8 in Base64. At most 10,000 characters.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    Ok(Value::from(STANDARD.encode(arguments.short_text(0)?)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answer, check};

    #[test]
    fn encodes() {
        check(&[
            ("States.Base64Encode($)", r#""Data to encode""#, r#""RGF0YSB0byBlbmNvZGU=""#),
            ("States.Base64Encode('')", "{}", r#""""#),
            ("States.Base64Encode('é✓')", "{}", r#""w6ninJM=""#),
            ("States.Base64Encode(1)", "{}", "! Invalid arguments in States.Base64Encode"),
        ]);
        let text = |length: usize| format!("\"{}\"", "é".repeat(length));
        assert!(answer("States.Base64Encode($)", &text(10_000)).starts_with("\"w6n"));
        assert_eq!(answer("States.Base64Encode($)", &text(10_001)), "! Invalid arguments in States.Base64Encode");
    }
}
