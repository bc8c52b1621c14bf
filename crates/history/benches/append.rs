//! How fast events are taken in: `cargo bench -p stepwell-history`.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use stepwell_history::{Commit, Durability, EventRecord, History, InputRecord, NewExecution, Options, Payload};

fn arn(number: usize) -> String {
    format!("arn:aws:states:us-east-1:123456789012:execution:Bench:{number}")
}

fn new(number: usize) -> NewExecution {
    NewExecution { arn: arn(number), status: "RUNNING".into(), ..NewExecution::default() }
}

/// What a step of a small state writes: one input, `events` events with a body as the runtime's and one new
/// payload of 300 bytes for each pair.
fn commit(last_input: u64, last_event: u64, events: u64, unique: &mut u64) -> Commit {
    let mut commit = Commit::default();
    commit.inputs.push(InputRecord {
        number: last_input + 1,
        at: 1_700_000_000_000,
        last_event_id: last_event + events,
        body: "{\"kind\":\"task_succeeded\",\"task\":1}".into(),
    });
    for id in last_event + 1..=last_event + events {
        if id % 2 == 1 {
            *unique += 1;
            commit.payloads.push(Payload::new(format!("{{\"n\":{unique},\"pad\":\"{}\"}}", "x".repeat(280))));
        }
        commit.events.push(EventRecord {
            id,
            at: 1_700_000_000_000,
            kind: "PassStateEntered".into(),
            body: format!("{{\"p\":{id},\"d\":{{\"name\":\"Some state\"}},\"r\":{{\"input\":[\"{:064}\",300]}}}}", id),
        });
    }
    commit
}

fn append(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut group = criterion.benchmark_group("append");
    group.measurement_time(Duration::from_secs(4)).warm_up_time(Duration::from_secs(1)).sample_size(20);
    let on_disk = |name: &str, durability| {
        let options = Options { durability, ..Options::owner() };
        History::open(&folder.path().join(name), options, 0).expect("opens").history
    };
    let stores = [
        ("memory", History::open_in_memory().expect("opens")),
        ("disk, synchronous=NORMAL", on_disk("normal.db", Durability::Process)),
        ("disk, synchronous=FULL", on_disk("full.db", Durability::Full)),
    ];
    for (name, mut history) in stores {
        history.create(&new(0)).expect("creates");
        let (mut inputs, mut last, mut unique) = (0, 0, 0);
        for events in [2, 100, 1000] {
            group.throughput(Throughput::Elements(events));
            group.bench_function(format!("{name}, {events} events a commit"), |bencher| {
                bencher.iter_batched(
                    || {
                        let commit = commit(inputs, last, events, &mut unique);
                        inputs += 1;
                        last += events;
                        commit
                    },
                    |commit| history.append(&arn(0), black_box(&commit)).expect("appends"),
                    BatchSize::PerIteration,
                );
            });
        }
    }
    let mut history = on_disk("group.db", Durability::Full);
    for number in 0..16 {
        history.create(&new(number)).expect("creates");
    }
    let (mut steps, mut unique) = (0, 0);
    group.throughput(Throughput::Elements(16 * 2));
    group.bench_function("disk, synchronous=FULL, 16 executions in one commit", |bencher| {
        bencher.iter_batched(
            || {
                steps += 1;
                (0..16)
                    .map(|number| (arn(number), commit(steps - 1, (steps - 1) * 2, 2, &mut unique)))
                    .collect::<Vec<_>>()
            },
            |commits| {
                let mut batch = history.batch().expect("begins");
                for (arn, commit) in &commits {
                    batch.append(arn, commit).expect("appends");
                }
                batch.commit().expect("commits");
            },
            BatchSize::PerIteration,
        );
    });
    group.finish();
}

criterion_group!(benches, append);
criterion_main!(benches);
