//! Any expression ends, with a value or an error, within its limits. Run: `cargo +nightly fuzz run evaluate` in `crates/jsonata`.

#![no_main]

use std::time::{Duration, Instant};

use libfuzzer_sys::fuzz_target;
use stepwell_json::Value;
use stepwell_jsonata::{Bindings, Entropy, Expression, Limits, States};

const INPUT: &str = r#"{"a": {"b": [1, 2.5, "x", null, true]}, "items": [{"id": 1, "name": "one", "price": 2},
    {"id": 2, "name": "two", "price": 10, "tags": ["x", "y"]}, {"id": 3}], "text": "2024-01-01T00:00:00Z", "big": 1234567890123456789}"#;

fuzz_target!(|text: &str| {
    let Ok(expression) = Expression::parse(text) else { return };
    let input = Value::parse(INPUT).expect("JSON");
    let variables = |name: &str| matches!(name, "v" | "x").then(|| input.get("items").cloned().unwrap_or_default());
    let bindings = Bindings { states: States::of_input(&input), variables: &variables, now: 1_700_000_000_000 };
    // Small ones, so that many evaluations fit a run.
    let limits = Limits {
        steps: 20_000,
        items: 2_000,
        bytes: 50_000,
        total: 64 << 20,
        timeout: Some(Duration::from_millis(500)),
        ..Limits::default()
    };
    let began = Instant::now();
    let once = expression.evaluate(&bindings, &mut Entropy::new(1), &limits);
    assert!(began.elapsed() < Duration::from_secs(10), "took {:?}: {text}", began.elapsed());
    if began.elapsed() < Duration::from_millis(100) {
        assert_eq!(once, expression.evaluate(&bindings, &mut Entropy::new(1), &limits), "{text}");
    }
});
