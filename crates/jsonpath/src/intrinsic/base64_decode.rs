//! `States.Base64Decode(text)`: the text that was encoded. At most 10,000 characters.
//!
//! AWS decodes whatever it can: characters that are no Base64 are skipped, the end is where padding begins, bits that are left
//! over are dropped, the URL-safe letters count too, and bytes that are no UTF-8 become U+FFFD.

use stepwell_json::Value;

use super::arguments::{Arguments, Refusal};

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let text = arguments.short_text(0)?;
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0u32);
    for letter in text.bytes().take_while(|&letter| letter != b'=') {
        let Some(six) = six_bits(letter) else { continue };
        bits = (bits << 6 | u32::from(six)) & 0xFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    Ok(Value::from(String::from_utf8_lossy(&bytes).into_owned()))
}

fn six_bits(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{answer, check};

    #[test]
    fn decodes() {
        check(&[
            ("States.Base64Decode($)", r#""RGF0YSB0byBlbmNvZGU=""#, r#""Data to encode""#),
            ("States.Base64Decode('')", "{}", r#""""#),
            ("States.Base64Decode('44GT44KT44Gr44Gh44Gv')", "{}", "\"こんにちは\""),
            ("States.Base64Decode('YWJjAGRlZg==')", "{}", "\"abc\\u0000def\""),
            ("States.Base64Decode(' YWJj ZA== ')", "{}", r#""abcd""#),
            ("States.Base64Decode('abc')", "{}", "\"i\u{FFFD}\""),
            ("States.Base64Decode('ab==cd')", "{}", r#""i""#),
            ("States.Base64Decode(123)", "{}", "! Invalid arguments in States.Base64Decode"),
            ("States.Base64Decode()", "{}", "! Invalid arguments in States.Base64Decode"),
            ("States.Base64Decode('aGVsbG8=', 'x')", "{}", "! Invalid arguments in States.Base64Decode"),
        ]);
        let long = format!("\"{}\"", "A".repeat(10_001));
        assert_eq!(answer("States.Base64Decode($)", &long), "! Invalid arguments in States.Base64Decode");
    }

    #[test]
    fn undoes_encoding() {
        for text in ["", "a", "ab", "abc", "abcd", "ééé", "\u{1F600}!"] {
            let call = format!("States.Base64Decode(States.Base64Encode('{text}'))");
            assert_eq!(answer(&call, "{}"), format!("\"{text}\""));
        }
    }
}
