//! How fast the step function goes, in memory, in one thread. Run with `cargo bench -p stepwell-interpreter`.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use stepwell_asl::{Document, Format, MachineType};
use stepwell_interpreter::{Execution, Input, InputKind, Program, Settings, Start, Status, Timestamp};
use stepwell_json::Value;

/// A loop that never ends: a payload template and a comparison.
const LOOP: &str = r#"{"StartAt": "Set", "States": {
    "Set": {"Type": "Pass", "Parameters": {"n.$": "$.n", "from": "Set"}, "Next": "More?"},
    "More?": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": 1000000000, "Next": "Set"}], "Default": "End"},
    "End": {"Type": "Succeed"}}}"#;

/// The same loop with an expression in every field, then one that works on 100 objects.
const QUERY_LOOP: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
    "Set": {"Type": "Pass", "Output": {"n": "{% $states.input.n + 1 %}", "from": "{% $states.context.State.Name %}"}, "Assign": {"last": "{% $states.input.n %}"}, "Next": "More?"},
    "More?": {"Type": "Choice", "Choices": [{"Condition": "{% $last < 1000000000 %}", "Next": "Set"}], "Default": "End"},
    "End": {"Type": "Succeed"}}}"#;
const QUERY_OBJECTS: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Sum", "States": {
    "Sum": {"Type": "Pass", "Assign": {"total": "{% $sum($states.input.lines[price > 10].(price * quantity)) %}"}, "Next": "Again"},
    "Again": {"Type": "Choice", "Choices": [{"Condition": "{% $total > 0 %}", "Next": "Sum"}], "Default": "End"},
    "End": {"Type": "Succeed"}}}"#;

const PARALLEL_BRANCH: &str = r#"{"StartAt": "@", "States": {"@": {"Type": "Pass", "End": true}}}"#;

const MAP: &str = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
    "ItemSelector": {"i.$": "$$.Map.Item.Index", "v.$": "$$.Map.Item.Value"},
    "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#;

fn compile(definition: &str) -> Arc<Program> {
    let document = Document::parse(definition, Format::Json);
    Arc::new(Program::compile(&document, MachineType::Standard).expect("compiles"))
}

fn unlimited() -> Settings {
    Settings { max_events: None, max_payload_bytes: usize::MAX, ..Settings::default() }
}

fn begin(program: &Arc<Program>, input: &str) -> (Execution, Input) {
    let start = Start {
        input: Value::parse(input).expect("JSON"),
        execution_arn: "arn:aws:states:us-east-1:111111111111:execution:m:e".into(),
        name: "e".into(),
        role_arn: "arn:aws:iam::111111111111:role/r".into(),
        state_machine_arn: "arn:aws:states:us-east-1:111111111111:stateMachine:m".into(),
        state_machine_name: "m".into(),
        seed: 1,
        region: "us-east-1".into(),
    };
    (
        Execution::new(Arc::clone(program), unlimited()),
        Input { at: Timestamp(0), kind: InputKind::Start(Box::new(start)) },
    )
}

/// Steps until the end or until so many transitions are done; events are dropped as a host that has
/// stored them would drop them.
fn drive(program: &Arc<Program>, input: &str, transitions: u64) -> Execution {
    let (mut execution, first) = begin(program, input);
    let mut more = black_box(execution.step(&first).expect("starts")).more;
    let go_on = Input { at: Timestamp(0), kind: InputKind::Continue };
    while more && execution.transitions() < transitions {
        more = black_box(execution.step(&go_on).expect("goes on")).more;
    }
    execution
}

fn benches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("interpreter");
    group.sample_size(10).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_millis(500));

    let program = compile(LOOP);
    for transitions in [100_u64, 10_000, 1_000_000] {
        group.throughput(Throughput::Elements(transitions.max(1_000)));
        group.bench_function(format!("choice_pass_loop/{transitions}"), |bencher| {
            bencher.iter_custom(|rounds| {
                let begun = Instant::now();
                for _ in 0..rounds {
                    assert_eq!(drive(&program, r#"{"n": 0}"#, transitions).status(), Status::Running);
                }
                begun.elapsed()
            });
        });
    }

    let lines: Vec<String> =
        (0..100).map(|n| format!(r#"{{"price": {}, "quantity": {}}}"#, n % 23, n % 7 + 1)).collect();
    let lines = format!(r#"{{"lines": [{}]}}"#, lines.join(","));
    for (name, definition, input) in
        [("jsonata_loop", QUERY_LOOP, r#"{"n": 0}"#), ("jsonata_over_100_objects", QUERY_OBJECTS, lines.as_str())]
    {
        let program = compile(definition);
        group.throughput(Throughput::Elements(10_000));
        group.bench_function(format!("{name}/10000"), |bencher| {
            bencher.iter(|| assert_eq!(drive(&program, input, 10_000).status(), Status::Running));
        });
    }

    let branches: Vec<String> = (0..1_000).map(|n| PARALLEL_BRANCH.replace('@', &format!("B{n}"))).collect();
    let definition = format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [{}]}}}}}}"#,
        branches.join(",")
    );
    let program = compile(&definition);
    group.throughput(Throughput::Elements(1_001));
    group.bench_function("parallel_of_1000_branches", |bencher| {
        bencher.iter(|| assert_eq!(drive(&program, "{}", u64::MAX).status(), Status::Succeeded));
    });

    let program = compile(MAP);
    let items = Value::from((0..10_000).map(Value::from).collect::<Vec<_>>()).to_text();
    group.throughput(Throughput::Elements(10_001));
    group.bench_function("map_of_10000_items", |bencher| {
        bencher.iter(|| assert_eq!(drive(&program, &items, u64::MAX).status(), Status::Succeeded));
    });

    let states: Vec<String> =
        (0..1_000).map(|n| format!(r#""S{n}": {{"Type": "Pass", "Next": "S{}"}}"#, n + 1)).collect();
    let definition =
        format!(r#"{{"StartAt": "S0", "States": {{{}, "S1000": {{"Type": "Succeed"}}}}}}"#, states.join(","));
    let program = compile(&definition);
    let payload = format!(r#"{{"text": "{}"}}"#, "x".repeat(100 * 1024));
    group.throughput(Throughput::Elements(1_001));
    group.bench_function("100_KiB_through_1000_states", |bencher| {
        bencher.iter(|| assert_eq!(drive(&program, &payload, u64::MAX).status(), Status::Succeeded));
    });
    group.finish();
}

criterion_group!(transitions, benches);
criterion_main!(transitions);
