//! Expressions as state machines have them, conversion at the border and all. `tests/bench/jsonata.mjs` sets these beside the reference
//! implementation on Node, with the same data.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use stepwell_json::Value;
use stepwell_jsonata::{Bindings, Entropy, Expression, Limits, States, Template};

/// As `tests/bench/jsonata.mjs` makes it.
fn data(lines: usize) -> Value {
    let line = |n: usize| {
        format!(
            r#"{{"id": {n}, "name": "Line {n}", "category": "c{}", "price": {}.5, "quantity": {}, "tags": ["x", "y"]}}"#,
            n % 17,
            (n * 7919) % 100,
            n % 5
        )
    };
    let lines: Vec<String> = (0..lines).map(line).collect();
    let text = format!(r#"{{"order": {{"customer": {{"name": "Ann"}}}}, "lines": [{}]}}"#, lines.join(", "));
    Value::parse(&text).unwrap_or_default()
}

const CASES: [(&str, usize, &str); 7] = [
    ("path", 1000, "$states.input.order.customer.name"),
    ("path with an index", 1000, "$states.input.lines[0].name"),
    ("sum of a filter", 1000, "$sum($states.input.lines[price > 50].(price * quantity))"),
    ("map", 1000, "$states.input.lines.{'id': id, 'total': price * quantity}"),
    (
        "$filter and $map",
        1000,
        "$map($filter($states.input.lines, function($l) { $l.price > 50 }), function($l) { $l.name })",
    ),
    ("sort", 10_000, "$states.input.lines^(>price, name).id"),
    ("group", 10_000, "$states.input.lines{category: $sum(price)}"),
];

fn expressions(c: &mut Criterion) {
    let limits = Limits::default();
    for (name, lines, text) in CASES {
        let input = data(lines);
        let bindings = Bindings { states: States::of_input(&input), ..Bindings::none() };
        if let Ok(expression) = Expression::parse(text) {
            c.bench_function(name, |b| {
                b.iter(|| black_box(&expression).evaluate(black_box(&bindings), &mut Entropy::new(1), &limits));
            });
        }
    }
    c.bench_function("parse", |b| {
        b.iter(|| Expression::parse(black_box("$sum($states.input.lines[price > 50].(price * quantity))")));
    });
    let input = data(10);
    let bindings = Bindings { states: States::of_input(&input), ..Bindings::none() };
    let template =
        Value::parse(r#"{"FunctionName": "f", "Payload": {"who": "{% $states.input.order.customer %}", "k": [1, 2]}}"#);
    if let Some(template) = template.ok().and_then(|template| Template::compile("Arguments", &template).ok()) {
        c.bench_function("template", |b| {
            b.iter(|| template.evaluate(black_box(&bindings), &mut Entropy::new(1), &limits))
        });
    }
}

criterion_group!(benches, expressions);
criterion_main!(benches);
