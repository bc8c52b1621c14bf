//! How long a diagram takes, by the number of states: machines such as people write, and such as nobody should.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use std::fmt::Write as _;
use std::hint::black_box;
use stepwell_asl::{Document, Format};
use stepwell_diagram::{Options, place};

/// A fixed sequence of numbers that look random.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}

fn machine(states: impl Iterator<Item = String>) -> Document {
    let mut text = String::from(r#"{"StartAt":"S0","States":{"#);
    for (number, state) in states.enumerate() {
        let _ = write!(text, "{}\"S{number}\":{state}", if number > 0 { "," } else { "" });
    }
    text.push_str("}}");
    let document = Document::parse(text, Format::Json);
    assert!(document.syntax_errors().is_empty());
    document
}

/// A chain with choices that skip ahead or loop back, and catchers to one handler.
fn usual(count: usize) -> Document {
    let mut numbers = Numbers(7);
    machine((0..count).map(move |number| {
        let next = (number + 1).min(count - 1);
        match number {
            _ if number + 1 == count => r#"{"Type":"Succeed"}"#.to_owned(),
            _ if number % 7 == 3 => {
                let ahead = (number + 2 + numbers.below(6)).min(count - 1);
                let back = number.saturating_sub(1 + numbers.below(4));
                format!(
                    r#"{{"Type":"Choice","Choices":[{{"Variable":"$.a","IsNull":true,"Next":"S{ahead}"}},{{"Variable":"$.b","IsNull":true,"Next":"S{back}"}}],"Default":"S{next}"}}"#
                )
            }
            _ if number % 11 == 5 => {
                let handler = (number / 40 * 40 + 39).min(count - 1);
                format!(
                    r#"{{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Catch":[{{"ErrorEquals":["States.ALL"],"Next":"S{handler}"}}],"Next":"S{next}"}}"#
                )
            }
            _ => format!(r#"{{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Next":"S{next}"}}"#),
        }
    }))
}

/// One and a half edges a state, each to any state.
fn dense(count: usize) -> Document {
    let mut numbers = Numbers(11);
    machine((0..count).map(move |_| {
        let (a, b) = (numbers.below(count), numbers.below(count));
        if numbers.below(2) == 0 {
            format!(
                r#"{{"Type":"Choice","Choices":[{{"Variable":"$.a","IsNull":true,"Next":"S{a}"}}],"Default":"S{b}"}}"#
            )
        } else {
            format!(r#"{{"Type":"Pass","Next":"S{a}"}}"#)
        }
    }))
}

/// Every state leads to twenty others.
fn knot(count: usize) -> Document {
    let mut numbers = Numbers(13);
    machine((0..count).map(move |_| {
        let rules: Vec<String> = (0..20)
            .map(|_| format!(r#"{{"Variable":"$.a","IsNull":true,"Next":"S{}"}}"#, numbers.below(count)))
            .collect();
        format!(r#"{{"Type":"Choice","Choices":[{}]}}"#, rules.join(","))
    }))
}

/// States that nothing joins.
fn loose(count: usize) -> Document {
    machine((0..count).map(|_| r#"{"Type":"Pass"}"#.to_owned()))
}

/// One Choice that leads everywhere.
fn fan(count: usize) -> Document {
    machine((0..count).map(move |number| match number {
        0 => {
            let rules: Vec<String> =
                (1..count.min(480)).map(|to| format!(r#"{{"Variable":"$.a","IsNull":true,"Next":"S{to}"}}"#)).collect();
            format!(r#"{{"Type":"Choice","Choices":[{}]}}"#, rules.join(","))
        }
        _ => format!(r#"{{"Type":"Pass","Next":"S{}"}}"#, count - 1),
    }))
}

fn layout(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("place");
    group.sample_size(10);
    for count in [10, 100, 1_000, 3_000] {
        let document = usual(count);
        group.bench_with_input(BenchmarkId::new("usual", count), &document, |bencher, document| {
            bencher.iter(|| black_box(place(document, &Options::default())));
        });
    }
    let odd: [(&str, Document); 9] = [
        ("dense/100", dense(100)),
        ("dense/1000", dense(1_000)),
        ("dense/10000", dense(10_000)),
        ("knot/100", knot(100)),
        ("knot/1000", knot(1_000)),
        ("knot/10000", knot(10_000)),
        ("loose/10000", loose(10_000)),
        ("usual/10000", usual(10_000)),
        ("fan/10000", fan(10_000)),
    ];
    for (name, document) in &odd {
        group.bench_function(*name, |bencher| bencher.iter(|| black_box(place(document, &Options::default()))));
    }
    group.finish();
}

criterion_group!(benches, layout);
criterion_main!(benches);
