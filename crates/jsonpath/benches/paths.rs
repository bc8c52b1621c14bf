//! Following paths, beside `serde_json_path`, which reads RFC 9535.

use criterion::{Criterion, criterion_group, criterion_main};
use serde_json_path::JsonPath;
use std::hint::black_box;
use stepwell_json::Value;
use stepwell_jsonpath::{Entropy, Intrinsic, Path, Roots, Template};

fn payload() -> String {
    let book = |n: usize| format!(r#"{{"id": {n}, "price": {}.5, "title": "Book {n}", "tags": ["x", "y"]}}"#, n % 40);
    let books: Vec<String> = (0..1000).map(book).collect();
    format!(r#"{{"a": {{"b": {{"c": 42}}}}, "books": [{}]}}"#, books.join(", "))
}

fn paths(c: &mut Criterion) {
    let text = payload();
    let input = Value::parse(&text).unwrap_or_default();
    let other: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let roots = Roots::of_input(&input);
    for path in ["$.a.b.c", "$.books[*].price", "$.books[?(@.price < 10)].title", "$..price"] {
        let mut group = c.benchmark_group(path);
        if let Ok(path) = Path::parse(path) {
            group.bench_function("stepwell", |b| b.iter(|| black_box(&path).select(black_box(&roots))));
        }
        if let Ok(path) = JsonPath::parse(path) {
            group.bench_function("serde_json_path", |b| b.iter(|| black_box(&path).query(black_box(&other)).all()));
        }
        group.finish();
    }
    c.bench_function("parse $.a.b.c", |b| b.iter(|| Path::parse(black_box("$.a.b.c"))));
}

fn expressions(c: &mut Criterion) {
    let input = Value::parse(&payload()).unwrap_or_default();
    let roots = Roots::of_input(&input);
    if let Ok(call) = Intrinsic::parse("States.Format('{} of {}', $.a.b.c, States.ArrayLength($.books))") {
        c.bench_function("States.Format", |b| b.iter(|| call.evaluate(black_box(&roots), &mut Entropy::new(1))));
    }
    let template =
        Value::parse(r#"{"FunctionName": "f", "Payload": {"n.$": "$.a.b.c", "books.$": "$.books", "k": [1, 2]}}"#);
    if let Some(template) = template.ok().and_then(|template| Template::compile(&template).ok()) {
        c.bench_function("template", |b| b.iter(|| template.evaluate(black_box(&roots), &mut Entropy::new(1))));
    }
}

criterion_group!(benches, paths, expressions);
criterion_main!(benches);
