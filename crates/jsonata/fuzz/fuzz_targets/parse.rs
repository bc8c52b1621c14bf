//! Any text is an expression or says where it is none. Run: `cargo +nightly fuzz run parse` in `crates/jsonata`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stepwell_json::Value;
use stepwell_jsonata::{Expression, Template, plain};

fuzz_target!(|text: &str| {
    match Expression::parse(text) {
        Ok(expression) => {
            let facts = expression.facts();
            let variables = facts.variables.iter().map(|used| &used.span);
            let functions = facts.functions.iter().map(|used| &used.span);
            let states = facts.states.iter().map(|used| &used.span);
            for span in variables.chain(functions).chain(states).chain(&facts.context) {
                assert!(text.get(span.clone()).is_some(), "{span:?} is no part of {text:?}");
            }
            assert!(plain::Expression::parse(text).is_ok());
        }
        Err(error) => assert!(error.span.is_none_or(|span| text.get(span).is_some())),
    }
    if let Ok(template) = Value::parse(text) {
        let _ = Template::compile("Output", &template);
    }
});
