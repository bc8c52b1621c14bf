//! Values as Java prints them, which is what `States.Format` inserts.

use stepwell_json::{Number, Object, Value};

enum Open<'a> {
    List(&'a [Value], usize),
    Map(&'a Object, usize),
}

/// A value as Java's `toString` gives it: a string bare, lists as `[a, b]`, maps as `{k=v, l=w}`. Uses no stack of its own.
pub(crate) fn java_text(value: &Value) -> String {
    let mut out = String::new();
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut next = Some(value);
    loop {
        if let Some(value) = next.take() {
            match value {
                Value::Null => out.push_str("null"),
                Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
                Value::Number(number) => out.push_str(&java_number(number)),
                Value::String(text) => out.push_str(text),
                Value::Array(array) => {
                    out.push('[');
                    open.push(Open::List(array, 0));
                }
                Value::Object(object) => {
                    out.push('{');
                    open.push(Open::Map(object, 0));
                }
            }
        }
        match open.last_mut() {
            None => return out,
            Some(Open::List(items, done)) => match items.get(*done) {
                Some(item) => {
                    if *done > 0 {
                        out.push_str(", ");
                    }
                    *done += 1;
                    next = Some(item);
                }
                None => {
                    out.push(']');
                    open.pop();
                }
            },
            Some(Open::Map(object, done)) => match object.entry_at(*done) {
                Some((key, member)) => {
                    if *done > 0 {
                        out.push_str(", ");
                    }
                    *done += 1;
                    out.push_str(key);
                    out.push('=');
                    next = Some(member);
                }
                None => {
                    out.push('}');
                    open.pop();
                }
            },
        }
    }
}

/// Whole numbers as written, others as `Double.toString` has them.
pub(crate) fn java_number(number: &Number) -> String {
    if number.is_integer_literal() {
        return number.to_string();
    }
    number.as_f64().and_then(Number::from_f64).map_or_else(|| number.to_string(), |double| double.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_java_prints() {
        for (json, text) in [
            (r#"{"Arg1": 1, "Arg2": []}"#, "{Arg1=1, Arg2=[]}"),
            (r#"[1,"a",null,true,{"k":[1.50]}]"#, "[1, a, null, true, {k=[1.5]}]"),
            (r#""x \" y""#, "x \" y"),
            ("1e10", "1.0E10"),
            ("123456789012345678901234567890", "123456789012345678901234567890"),
            ("{}", "{}"),
        ] {
            assert_eq!(java_text(&Value::parse(json).unwrap_or_default()), text);
        }
    }

    #[test]
    fn deep_values_are_printed() {
        let deep = (0..100_000).fold(Value::Null, |inner, _| Value::from(vec![inner]));
        assert_eq!(java_text(&deep).len(), 200_004);
    }
}
