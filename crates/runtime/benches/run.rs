//! How fast executions run, stored and all: `cargo bench -p stepwell-runtime`.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use stepwell_history::{History, Options};
use stepwell_runtime::{Runtime, Settled, Start, TimeMode};

/// 100 iterations of a Map, each Pass, Wait, Choice and Succeed: 1,004 events.
const MAP: &str = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 1, "End": true,
    "ItemProcessor": {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Wait", "Seconds": 1, "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Variable": "$", "IsPresent": true, "Next": "D"}]},
        "D": {"Type": "Succeed"}}}}}}"#;

fn run(criterion: &mut Criterion) {
    let tokio = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("tokio");
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("run");
    group.sample_size(10).measurement_time(Duration::from_secs(4)).warm_up_time(Duration::from_secs(1));
    let items: Vec<String> = (0..100).map(|number| format!("item {number}")).collect();
    let input: std::sync::Arc<str> = serde_json::to_string(&items).expect("JSON").into();
    for place in ["memory", "disk"] {
        let history = match place {
            "memory" => History::open_in_memory().expect("opens"),
            _ => History::open(&folder.path().join("h.db"), Options::owner(), 0).expect("opens").history,
        };
        let runtime = tokio.block_on(async { Runtime::new(history).expect("runs") });
        for together in [1, 16] {
            let events = tokio.block_on(all(&runtime, &input, 1));
            group.throughput(Throughput::Elements(events * together));
            group.bench_function(BenchmarkId::new(place, format!("{together} at once, events")), |bencher| {
                bencher.iter(|| tokio.block_on(all(&runtime, &input, together)));
            });
        }
    }
    group.finish();
}

/// Runs so many executions at once; gives the events of one.
async fn all(runtime: &Runtime, input: &std::sync::Arc<str>, together: u64) -> u64 {
    let mut arns = Vec::new();
    for _ in 0..together {
        let start = Start { input: input.clone(), time: TimeMode::Skip, ..Start::of(MAP) };
        arns.push(runtime.start(start).await.expect("starts"));
    }
    for arn in &arns {
        let settled = runtime.wait_end(arn).await.expect("ends");
        assert!(matches!(settled, Settled::Ended(_)));
    }
    runtime.archive().execution(&arns[0]).expect("is stored").last_event_id
}

criterion_group!(benches, run);
criterion_main!(benches);
