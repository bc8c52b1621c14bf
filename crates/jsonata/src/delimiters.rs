//! `{% … %}`, by which a string says that it is an expression.

/// The expression in a string that begins with `{%` and ends with `%}`, without these and the blanks inside them; `None` for any other
/// string, which stands for itself.
///
/// See <https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>: nothing may stand outside, blanks inside are optional.
pub fn as_expression(text: &str) -> Option<&str> {
    Some(text.strip_prefix("{%")?.strip_suffix("%}")?.trim())
}

/// Whether a string is an expression between `{%` and `%}`.
pub fn is_delimited(text: &str) -> bool {
    as_expression(text).is_some()
}

/// Whether a string begins as an expression does. AWS refuses a definition in which such a string does not end as one.
pub fn opens(text: &str) -> bool {
    text.starts_with("{%")
}

#[cfg(test)]
mod tests {
    use super::as_expression;

    #[test]
    fn nothing_may_stand_outside() {
        for (text, expression) in [
            ("{% $states.input %}", Some("$states.input")),
            ("{%1%}", Some("1")),
            ("{%\n 1 \t%}", Some("1")),
            ("{%%}", Some("")),
            ("{%}", None),
            (" {% 1 %}", None),
            ("{% 1 %} ", None),
            ("{% 1", None),
            ("1 %}", None),
            ("", None),
        ] {
            assert_eq!(as_expression(text), expression, "{text:?}");
        }
    }
}
