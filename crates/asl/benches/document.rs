//! How long a keystroke takes: reading and judging definitions.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use stepwell_asl::{Document, Edit, Format, MachineType, StatePath};

/// A chain of states, written with indentation, of about so many bytes.
fn definition(bytes: usize) -> String {
    let mut states = serde_json::Map::new();
    let count = bytes / 900;
    for i in 0..count {
        let next = if i + 1 == count {
            serde_json::json!({ "End": true })
        } else {
            serde_json::json!({ "Next": format!("State {}", i + 1) })
        };
        let mut state = serde_json::json!({
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": { "FunctionName": "f", "Payload": { "id.$": "$.order.id", "at.$": "$$.State.EnteredTime", "text.$": "States.Format('{} of {}', $.a, $.b)" } },
            "ResultPath": "$.result",
            "Retry": [{ "ErrorEquals": ["States.TaskFailed", "Lambda.ServiceException"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2.0 }],
        });
        state.as_object_mut().expect("an object").extend(next.as_object().expect("an object").clone());
        states.insert(format!("State {i}"), state);
    }
    serde_json::to_string_pretty(&serde_json::json!({ "StartAt": "State 0", "States": states })).expect("text")
}

fn reading(criterion: &mut Criterion) {
    let large = definition(1 << 20);
    let mut group = criterion.benchmark_group("1 MiB");
    group.throughput(Throughput::Bytes(large.len() as u64)).sample_size(20);
    group.bench_function("parse", |bench| bench.iter(|| Document::parse(black_box(large.as_str()), Format::Json)));
    group.bench_function("parse and diagnostics", |bench| {
        bench.iter(|| Document::parse(black_box(large.as_str()), Format::Json).diagnostics(MachineType::Standard));
    });
    let document = Document::parse(large.as_str(), Format::Json);
    let edit = Edit::RenameState { state: StatePath::top("State 500"), name: "Other".into() };
    group.bench_function("rename a state", |bench| {
        bench.iter(|| document.apply(black_box(std::slice::from_ref(&edit))))
    });
    let within = |text: &str| large.find(text).map_or(0, |at| at + text.len());
    for (name, offset) in [
        ("completion of a state", within("\"Next\": \"State 5")),
        ("completion of a path", within("\"id.$\": \"$.")),
        ("hover over a resource", within("arn:aws:states")),
    ] {
        group.bench_function(name, |bench| {
            bench.iter(|| (document.completions(black_box(offset)), document.hover(black_box(offset))));
        });
    }
    let deep = format!("{}{}", "[".repeat(10_000_000), "]".repeat(10_000_000));
    group.bench_function("20 MB of brackets", |bench| {
        bench.iter(|| Document::parse(black_box(deep.as_str()), Format::Json))
    });
    group.finish();
}

/// Definitions that people wrote, where they are present: the figure to keep is 0.1 s for 1,000 of them.
fn judging(criterion: &mut Criterion) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/workflows");
    let files = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let json = files.filter(|path| path.extension().is_some_and(|extension| extension == "json"));
    let all: Vec<String> = json.filter_map(|path| std::fs::read_to_string(path).ok()).collect();
    if all.is_empty() {
        eprintln!("skipped: there are no definitions in {}", folder.display());
        return;
    }
    let mut group = criterion.benchmark_group("shared workflows");
    group.throughput(Throughput::Elements(all.len() as u64)).sample_size(20);
    group.bench_function("parse and diagnostics", |bench| {
        bench.iter(|| {
            for text in &all {
                black_box(Document::parse(black_box(text.as_str()), Format::Json).diagnostics(MachineType::Standard));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, reading, judging);
criterion_main!(benches);
