//! `States.Array(a, b, …)`: an array of its arguments.

use stepwell_json::Value;

use super::arguments::Arguments;

pub(super) fn call(arguments: &Arguments) -> Value {
    arguments.all().iter().map(|given| given.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn holds_its_arguments() {
        check(&[
            ("States.Array()", "{}", "[]"),
            (
                "States.Array('Foo', $.x, 'Bar', 2.3, null, true)",
                r#"{"x":{"a":[ 1]}}"#,
                r#"["Foo",{"a":[1]},"Bar",2.3,null,true]"#,
            ),
            ("States.Array($.x[*])", r#"{"x":[1,2]}"#, "[[1,2]]"),
        ]);
    }
}
