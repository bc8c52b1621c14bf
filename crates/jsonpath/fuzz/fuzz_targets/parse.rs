//! Any text is a path, an intrinsic, or says where it is none. Run: `cargo +nightly fuzz run parse` in `crates/jsonpath`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stepwell_json::Value;
use stepwell_jsonpath::{Expression, ReferencePath, Template};

fuzz_target!(|text: &str| {
    match Expression::parse(text) {
        Ok(expression) => {
            let facts = expression.facts();
            let spans = facts.paths.iter().map(|used| &used.span).chain(facts.functions.iter().map(|used| &used.span));
            for span in spans {
                assert!(text.get(span.clone()).is_some(), "{span:?} is no part of {text:?}");
            }
            assert_eq!(&**expression.text(), text);
        }
        Err(error) => assert!(error.offset().is_none_or(|at| at <= text.len()), "{error:?}"),
    }
    let _ = ReferencePath::parse(text);
    if let Ok(template) = Value::parse(text) {
        let _ = Template::compile(&template);
    }
});
