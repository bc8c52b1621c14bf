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

/// No bounds; a step makes as many transitions as are wanted, at most as many as a host asks for.
fn unlimited(transitions: u64) -> Settings {
    let per_step = u32::try_from(transitions.clamp(1, 1_000)).unwrap_or(1_000);
    Settings { max_events: None, max_payload_bytes: usize::MAX, transitions_per_step: per_step, ..Settings::default() }
}

fn begin(program: &Arc<Program>, input: &str, transitions: u64) -> (Execution, Input) {
    let start = Start {
        input: Value::parse(input).expect("JSON"),
        execution_arn: "arn:aws:states:us-east-1:111111111111:execution:m:e".into(),
        name: "e".into(),
        role_arn: "arn:aws:iam::111111111111:role/r".into(),
        state_machine_arn: "arn:aws:states:us-east-1:111111111111:stateMachine:m".into(),
        state_machine_name: "m".into(),
        seed: 1,
        region: "us-east-1".into(),
        synchronous: false,
    };
    (
        Execution::new(Arc::clone(program), unlimited(transitions)),
        Input { at: Timestamp(0), kind: InputKind::Start(Box::new(start)) },
    )
}

/// Steps until the end or until so many transitions are done; events are dropped as a host that has
/// stored them would drop them.
fn drive(program: &Arc<Program>, input: &str, transitions: u64) -> Execution {
    let (mut execution, first) = begin(program, input, transitions);
    let mut more = black_box(execution.step(&first).expect("starts")).more;
    let go_on = Input { at: Timestamp(0), kind: InputKind::Continue };
    while more && execution.transitions() < transitions {
        more = black_box(execution.step(&go_on).expect("goes on")).more;
    }
    execution
}

/// A machine with what it is run on, how often, and how it stands then.
struct Case {
    name: String,
    program: Arc<Program>,
    input: String,
    transitions: u64,
    status: Status,
}

impl Case {
    fn run(&self) {
        assert_eq!(drive(&self.program, &self.input, self.transitions).status(), self.status, "{}", self.name);
    }

    /// How many transitions a run makes.
    fn elements(&self) -> u64 {
        drive(&self.program, &self.input, self.transitions).transitions()
    }
}

fn cases() -> Vec<Case> {
    let endless = |name: &str, definition: &str, input: &str, transitions: u64| Case {
        name: format!("{name}/{transitions}"),
        program: compile(definition),
        input: input.to_owned(),
        transitions,
        status: Status::Running,
    };
    let whole = |name: &str, definition: &str, input: String| Case {
        name: name.to_owned(),
        program: compile(definition),
        input,
        transitions: u64::MAX,
        status: Status::Succeeded,
    };
    let mut cases: Vec<Case> = [100, 1_000, 10_000, 100_000, 1_000_000]
        .map(|transitions| endless("choice_pass_loop", LOOP, r#"{"n": 0}"#, transitions))
        .into();

    cases.push(endless("jsonata_loop", QUERY_LOOP, r#"{"n": 0}"#, 10_000));
    let lines: Vec<String> =
        (0..100).map(|n| format!(r#"{{"price": {}, "quantity": {}}}"#, n % 23, n % 7 + 1)).collect();
    let lines = format!(r#"{{"lines": [{}]}}"#, lines.join(","));
    cases.push(endless("jsonata_over_100_objects", QUERY_OBJECTS, &lines, 10_000));

    let branches: Vec<String> = (0..1_000).map(|n| PARALLEL_BRANCH.replace('@', &format!("B{n}"))).collect();
    let definition = format!(
        r#"{{"StartAt": "P", "States": {{"P": {{"Type": "Parallel", "End": true, "Branches": [{}]}}}}}}"#,
        branches.join(",")
    );
    cases.push(whole("parallel_of_1000_branches", &definition, "{}".to_owned()));

    let items = Value::from((0..10_000).map(Value::from).collect::<Vec<_>>()).to_text();
    cases.push(whole("map_of_10000_items", MAP, items.to_string()));

    let states: Vec<String> =
        (0..1_000).map(|n| format!(r#""S{n}": {{"Type": "Pass", "Next": "S{}"}}"#, n + 1)).collect();
    let definition =
        format!(r#"{{"StartAt": "S0", "States": {{{}, "S1000": {{"Type": "Succeed"}}}}}}"#, states.join(","));
    let payload = format!(r#"{{"text": "{}"}}"#, "x".repeat(100 * 1024));
    cases.push(whole("100_KiB_through_1000_states", &definition, payload));
    cases
}

/// What a transition costs in each, by the quickest of its runs: whether that is the same from 100 to 1,000,000 is
/// seen at a glance.
fn print_costs(cases: &[Case]) {
    println!("cost per transition (the quickest run):");
    for case in cases {
        let (elements, begun) = (case.elements(), Instant::now());
        let mut quickest = Duration::MAX;
        while begun.elapsed() < Duration::from_millis(500) {
            let run = Instant::now();
            case.run();
            quickest = quickest.min(run.elapsed());
        }
        // Transitions are far below 2^53.
        #[allow(clippy::cast_precision_loss)]
        let each = quickest.as_secs_f64() / elements as f64;
        let (nanoseconds, a_second) = (each * 1e9, 1.0 / each);
        println!("  {:<32} {elements:>9} transitions {nanoseconds:>9.0} ns each {a_second:>12.0} a second", case.name);
    }
}

fn benches(criterion: &mut Criterion) {
    let cases = cases();
    print_costs(&cases);
    let mut group = criterion.benchmark_group("interpreter");
    group.sample_size(10).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_millis(500));
    for case in &cases {
        group.throughput(Throughput::Elements(case.elements()));
        group.bench_function(&case.name, |bencher| bencher.iter(|| case.run()));
    }
    group.finish();
}

criterion_group!(transitions, benches);
criterion_main!(transitions);
