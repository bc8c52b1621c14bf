//! Any path or intrinsic ends, with a value or an error. Run: `cargo +nightly fuzz run evaluate` in `crates/jsonpath`.

#![no_main]

use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use stepwell_json::Value;
use stepwell_jsonpath::{Entropy, Expression, ReferencePath, Roots};

const INPUT: &str = r#"{"a": {"b": [1, 2.5, "x", null, true]}, "items": [{"id": 1, "name": "one", "price": 2},
    {"id": 2, "name": "two", "price": 10, "tags": ["x", "y"]}, {"id": 3}], "text": "2024-01-01T00:00:00Z", "big": 1234567890123456789}"#;

fuzz_target!(|text: &str| {
    let input = Value::parse(INPUT).expect("JSON");
    let context = Value::parse(r#"{"Execution": {"Name": "n"}, "Map": {"Item": {"Index": 1}}}"#).expect("JSON");
    let variables = |name: &str| matches!(name, "v" | "x").then(|| input.get("items").cloned().unwrap_or_default());
    let roots = Roots { input: &input, context: &context, variables: &variables };
    if let Ok(path) = ReferencePath::parse(text)
        && let Ok(set) = path.set(&input, Value::from(1))
    {
        assert!(set.byte_len() > 0);
    }
    let Ok(expression) = Expression::parse(text) else { return };
    let began = Instant::now();
    let once = expression.evaluate(&roots, &mut Entropy::new(1));
    assert!(began.elapsed() < Duration::from_secs(10), "took {:?}: {text}", began.elapsed());
    if began.elapsed() < Duration::from_millis(100) {
        assert_eq!(once, expression.evaluate(&roots, &mut Entropy::new(1)), "{text}");
    }
});
