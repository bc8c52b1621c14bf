//! How long a diagram takes: machines such as people write, by the number of states, and such as nobody should.
//!
//! Both come from the example `quality`, which sets the first beside other programs' layouts.

#[path = "../examples/quality/machines.rs"]
mod machines;
#[path = "../examples/quality/worst.rs"]
mod worst;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use stepwell_asl::{Document, Format};
use stepwell_diagram::{Options, place};

fn layout(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("place");
    group.sample_size(10);
    let mut measure = |id: BenchmarkId, text: String| {
        let document = Document::parse(text, Format::Json);
        group.bench_with_input(id, &document, |bencher, document| {
            bencher.iter(|| black_box(place(document, &Options::default())));
        });
    };
    for (kind, is_flat) in [("nested", false), ("flat", true)] {
        for count in [10, 100, 1_000, 3_000] {
            measure(BenchmarkId::new(kind, count), machines::definition(count, is_flat));
        }
    }
    for (name, text) in worst::cases() {
        measure(BenchmarkId::from_parameter(name), text);
    }
    group.finish();
}

criterion_group!(benches, layout);
criterion_main!(benches);
