//! Parsing and writing a payload of about 100 KB, beside `serde_json`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use stepwell_json::Value;

fn payload() -> String {
    let order =
        r#"{"id": 1234567, "price": 12.50, "name": "a plain name", "tags": ["x", "y"], "ok": true, "none": null}"#;
    format!("[{}]", vec![order; 1000].join(", "))
}

fn parse(c: &mut Criterion) {
    let text: std::sync::Arc<str> = payload().into();
    let mut group = c.benchmark_group("payload");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse", |b| b.iter(|| Value::parse_shared(text.clone())));
    group.bench_function("parse (serde_json)", |b| b.iter(|| serde_json::from_str::<serde_json::Value>(&text)));
    let value = Value::parse(&text).unwrap_or_default();
    group.bench_function("to_compact", |b| b.iter(|| value.to_compact()));
    group.finish();
}

criterion_group!(benches, parse);
criterion_main!(benches);
