//! The first look-up of an action, with everything still packed, and later ones.

use criterion::{Criterion, criterion_group, criterion_main};
use stepwell_aws_catalogue::Catalogue;

static DATA: &[u8] = include_bytes!("../data/catalogue.bin");

fn look_up(c: &mut Criterion) {
    let mut group = c.benchmark_group("first look-up");
    for (service, action) in [("sqs", "sendMessage"), ("dynamodb", "putItem"), ("ec2", "runInstances")] {
        group.bench_function(format!("{service}:{action}"), |b| {
            b.iter(|| {
                let catalogue = Catalogue::read(DATA).ok()?;
                catalogue.action(service, action)?.input()?.members().len().checked_sub(1)
            })
        });
    }
    group.finish();
    let catalogue = Catalogue::get();
    c.bench_function("later look-up", |b| b.iter(|| catalogue.action("dynamodb", "putItem")));
    c.bench_function("describe", |b| b.iter(|| catalogue.describe("arn:aws:states:::aws-sdk:dynamodb:putItem")));
    c.bench_function("unpack every service", |b| {
        b.iter(|| {
            let services = catalogue.services().map(|service| service.action("").is_none());
            services.filter(|none| *none).count()
        })
    });
}

criterion_group!(benches, look_up);
criterion_main!(benches);
