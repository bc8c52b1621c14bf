//! `States.Format(template, a, b, …)`: the template with each `{}` replaced by an argument.
//!
//! Values are inserted as Java prints them, so an object reads `{name=Ada, tags=[x, y]}`; only what `States.StringToJson` gave is
//! inserted as JSON.

use stepwell_json::Value;

use super::arguments::{Arguments, Given, Refusal};
use crate::java_text::java_text;

pub(super) fn call(arguments: &Arguments) -> Result<Value, Refusal> {
    let meaning = arguments.text(0)?;
    // A literal's escapes matter here: `\{\}` is no place for an argument.
    let (template, inserted) = match arguments.all().split_first() {
        Some((Given { template: Some(written), .. }, inserted)) => (&**written, inserted),
        Some((_, inserted)) => (meaning, inserted),
        None => (meaning, arguments.all()),
    };
    let mut out = String::with_capacity(template.len());
    let mut inserted = inserted.iter();
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.peek() {
                Some(&escaped @ ('\'' | '{' | '}' | '\\')) => {
                    characters.next();
                    out.push(escaped);
                }
                // Only a template that a path gave can have others.
                Some(_) | None => out.push('\\'),
            },
            '{' => {
                if characters.next() != Some('}') {
                    return Err(unmatched('}', '{'));
                }
                match inserted.next() {
                    Some(Given { value, was_parsed: true, .. }) => out.push_str(&value.to_compact()),
                    Some(Given { value, .. }) => out.push_str(&java_text(value)),
                    None => return Err(count()),
                }
            }
            '}' => return Err(unmatched('{', '}')),
            other => out.push(other),
        }
    }
    if inserted.next().is_some() {
        return Err(count());
    }
    Ok(Value::from(out))
}

fn count() -> Refusal {
    Refusal {
        said: Some(
            "Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.".to_owned(),
        ),
        hint: "after the template there must be one argument for each {}".to_owned(),
    }
}

fn unmatched(missing: char, found: char) -> Refusal {
    Refusal {
        said: Some(format!("Invalid template in States.Format: matching '{missing}' not found for '{found}'.")),
        hint: format!("write \\{found} for a {found} of your own"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn fills_in() {
        check(&[
            ("States.Format('Hello {}', $.name)", r#"{"name":"Ada"}"#, r#""Hello Ada""#),
            ("States.Format($.t, 1)", r#"{"t":"n={}"}"#, r#""n=1""#),
            ("States.Format('no places')", "{}", r#""no places""#),
            ("States.Format('{} {} {}', $.a, $.b, $.c)", r#"{"a":"x","b":2,"c":true}"#, r#""x 2 true""#),
            ("States.Format('{}', $)", r#"{"Arg1": 1, "Arg2": []}"#, r#""{Arg1=1, Arg2=[]}""#),
            ("States.Format('{}', $)", r#""{\"Arg1\": 1}""#, r#""{\"Arg1\": 1}""#),
            (
                "States.Format('{}|{}|{}', $.n, 3.50, 9007199254740991)",
                r#"{"n":null}"#,
                r#""null|3.5|9007199254740991""#,
            ),
            ("States.Format('{}', States.StringToJson($))", r#""{\"a\": \"x\"}""#, r#""{\"a\":\"x\"}""#),
            ("States.Format('arn:{}', States.JsonToString($))", r#"{"k": 1}"#, r#""arn:{\"k\":1}""#),
            (r"States.Format('unload (\'{}\') \{\} \\ {}', 1, 2)", "{}", r#""unload ('1') {} \\ 2""#),
            ("States.Format('次の{}', $)", "\"文\"", "\"次の文\""),
            ("States.Format('a\nb{}', 1)", "{}", r#""a\nb1""#),
            (
                r"States.Format($, 1)",
                r#""C:\\temp\\{} {}""#,
                r#"! Invalid template in States.Format: matching '{' not found for '}'."#,
            ),
        ]);
    }

    #[test]
    fn refuses() {
        let count = "! Invalid arguments in States.Format: number of arguments do not match the occurrences of {}.";
        let open = "! Invalid template in States.Format: matching '}' not found for '{'.";
        check(&[
            ("States.Format('{} {}', 1)", "{}", count),
            ("States.Format('{}', 1, 2)", "{}", count),
            ("States.Format('Hello {', 1)", "{}", open),
            ("States.Format('Hello {{}}', 1)", "{}", open),
            ("States.Format('}')", "{}", "! Invalid template in States.Format: matching '{' not found for '}'."),
            ("States.Format($, 1)", "123", "! Invalid arguments in States.Format"),
            ("States.Format()", "{}", "! Invalid arguments in States.Format"),
        ]);
    }
}
