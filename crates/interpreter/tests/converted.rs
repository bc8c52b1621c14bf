//! What is converted from JSONPath to JSONata goes on giving what it gave: both machines are run on the same inputs and answers, and
//! every input and output of every state is compared, for our starters, for machines at random, and for the definitions that were recorded
//! where those are present.

mod driver;
mod recordings;

use std::collections::{HashMap, VecDeque};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use driver::Answer;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use stepwell_asl::{Conversion, Document, Edit, Format, MachineType, StatePath};
use stepwell_interpreter::{Details, Settings};
use stepwell_json::Value;

type Answers = HashMap<String, VecDeque<Answer>>;

/// How a run went: its status and output, and what went into and came out of its states.
#[derive(Debug, PartialEq)]
struct Seen {
    status: String,
    output: Option<Json>,
    states: Vec<(String, Json)>,
}

fn run(definition: &str, kind: MachineType, input: &str, answers: &Answers) -> Result<Seen, String> {
    let program = driver::compile(definition, kind).map_err(|error| error.to_string())?;
    let first = driver::start(Value::parse(input).expect("JSON"), "arn:aws:iam::111111111111:role/r");
    let done = driver::drive(&program, Settings::for_type(kind), first, &mut answers.clone(), 20_000);
    let outcome = done.outcome.ok_or("it does not end")?;
    let read = |text: &str| serde_json::from_str::<Json>(text).map(plain).expect("JSON");
    let mut states: Vec<(String, Json)> = Vec::new();
    for event in &done.events {
        match &event.details {
            Details::StateEntered { name, input } => states.push((format!("> {name}"), read(&input.text()))),
            Details::StateExited { name, output, .. } => states.push((format!("< {name}"), read(&output.text()))),
            _ => {}
        }
    }
    Ok(Seen {
        status: outcome.status.as_str().to_owned(),
        output: outcome.output.map(|output| read(&output.to_text())),
        states,
    })
}

/// Numbers by what they mean: JSONata writes `1.0` as `1`.
fn plain(value: Json) -> Json {
    match value {
        Json::Number(number) => number.as_f64().map_or(Json::Number(number), |double| json!(double)),
        Json::Array(items) => items.into_iter().map(plain).collect(),
        Json::Object(members) => members.into_iter().map(|(key, value)| (key, plain(value))).collect(),
        other => other,
    }
}

/// Converts a machine and runs both; says what was converted where the first run succeeded.
fn same(definition: &str, kind: MachineType, input: &str, answers: &Answers) -> Option<Conversion> {
    compared(definition, kind, input, answers).unwrap_or_else(|difference| panic!("{difference}"))
}

/// The same, or what is different.
fn compared(definition: &str, kind: MachineType, input: &str, answers: &Answers) -> Result<Option<Conversion>, String> {
    let document = Document::parse(definition, Format::Json);
    let found = document.conversion(&StatePath::default());
    let Ok(before) = run(definition, kind, input, answers) else { return Ok(None) };
    let applied = document.apply(&[Edit::ConvertToJsonata { state: StatePath::default() }]);
    let applied = match applied {
        Ok(applied) => applied,
        Err(error) => {
            assert!(found.converted.is_empty(), "{error}: {found:?}\n{definition}");
            return Ok(None);
        }
    };
    let text = applied.document.text();
    assert_eq!(applied.document.syntax_errors(), [], "{text}");
    let after = run(text, kind, input, answers);
    if before.status != "SUCCEEDED" {
        return Ok(None);
    }
    if after.as_ref() != Ok(&before) {
        return Err(format!("{definition}\n=>\n{text}\n{before:?}\n=>\n{after:?}"));
    }
    Ok(Some(found))
}

/// Mocks in the format of Step Functions Local, as answers by state.
fn mocked(mocks: &Json, case: &str) -> Answers {
    let machines = mocks["StateMachines"].as_object().into_iter().flatten();
    let states = machines.flat_map(|(_, machine)| machine["TestCases"][case].as_object().into_iter().flatten());
    let one = |(state, name): (&String, &Json)| {
        let response = mocks["MockedResponses"][name.as_str().unwrap_or_default()].as_object().cloned();
        let mut list = VecDeque::new();
        for (calls, given) in response.into_iter().flatten() {
            let (first, last) = calls.split_once('-').unwrap_or((&calls, &calls));
            let count = last.parse::<usize>().expect("a number") - first.parse::<usize>().expect("a number") + 1;
            list.extend(std::iter::repeat_n(recordings::answer(&given, ["Return", "Throw"]), count));
        }
        (state.clone(), list)
    };
    states.map(one).collect()
}

#[test]
fn our_starters_give_the_same() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/starters");
    let (mut runs, mut whole) = (0, Vec::new());
    for path in recordings::json_files(folder.clone()) {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let Some(id) = name.strip_suffix(".asl.json") else { continue };
        let definition = std::fs::read_to_string(&path).expect("a definition");
        let input = std::fs::read_to_string(folder.join(format!("{id}.input.json"))).expect("an input");
        let mocks = std::fs::read_to_string(folder.join(format!("{id}.mocks.json"))).unwrap_or_else(|_| "{}".into());
        let mocks: Json = serde_json::from_str(&mocks).expect("mocks");
        let cases = mocks["StateMachines"][id]["TestCases"].as_object().cloned().unwrap_or_default();
        let mut all: Vec<Answers> = cases.keys().map(|case| mocked(&mocks, case)).collect();
        if all.is_empty() {
            all.push(Answers::new());
        }
        for answers in all {
            if let Some(found) = same(&definition, MachineType::Standard, &input, &answers) {
                runs += 1;
                if found.whole {
                    whole.push(id.to_owned());
                }
                assert!(found.converted.len() >= found.left.len(), "{id}: {:?}", found.left);
            }
        }
    }
    whole.dedup();
    assert!(runs >= 8, "only {runs} runs");
    assert!(whole.len() >= 4, "only {whole:?} are converted whole");
}

#[test]
fn what_was_recorded_gives_the_same() {
    let paths = recordings::files("executions");
    let is_there = !paths.is_empty();
    let (mut states, mut left, mut runs) = (0, 0, 0);
    let mut differences = Vec::new();
    for path in paths {
        let case: Json = serde_json::from_str(&std::fs::read_to_string(&path).expect("a case")).expect("JSON");
        let definition = case["definition"].to_string();
        if definition.contains("ItemReader") || definition.contains("MathRandom") || definition.contains("States.UUID")
        {
            continue;
        }
        let kind = if case["type"] == "EXPRESS" { MachineType::Express } else { MachineType::Standard };
        let input = case["input_text"].as_str().map_or_else(|| case["input"].to_string(), str::to_owned);
        let answers: Answers = recordings::answers(&case);
        match compared(&definition, kind, &input, &answers) {
            Ok(Some(found)) => {
                runs += 1;
                states += found.converted.len();
                left += found.left.len();
            }
            Ok(None) => {}
            Err(difference) => differences.push(format!("{}: {difference}", path.display())),
        }
    }
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n\n"));
    println!("{runs} recorded machines give the same; {states} states converted, {left} left");
    assert!(states > 100 || !is_there, "{states} states in {runs} machines");
}

/// Every workflow that people wrote can be converted as far as it goes, and AWS takes what comes out of it as it took what went in.
#[test]
fn what_people_wrote_stays_valid() {
    let paths = recordings::files("workflows");
    let is_there = !paths.is_empty();
    let (mut converted, mut left) = (0, 0);
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a workflow");
        let document = Document::parse(text.as_str(), Format::Json);
        let found = document.conversion(&StatePath::default());
        converted += found.converted.len();
        left += found.left.len();
        let Ok(applied) = document.apply(&[Edit::ConvertToJsonata { state: StatePath::default() }]) else { continue };
        let errors = |document: &Document| {
            let found = document.diagnostics(MachineType::Standard).into_iter();
            found.filter(|found| found.severity == stepwell_asl::Severity::Error).collect::<Vec<_>>()
        };
        let (before, after) = (errors(&document), errors(&applied.document));
        assert!(after.len() <= before.len(), "{}: {after:#?}", path.display());
        assert!(applied.document.conversion(&StatePath::default()).converted.is_empty(), "{}", path.display());
    }
    println!("{converted} states of workflows converted, {left} left");
    assert!(converted > left || !is_there, "{converted} converted, {left} left");
}

/// Values as people have them, with what is easily lost: null, empty lists, lists of one, lists in lists, names that need quotes.
fn values() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|flag| json!(flag)),
        (-5_i64..5).prop_map(|n| json!(n)),
        Just(json!(1.5)),
        "[a-c*]{0,2}".prop_map(|text| json!(text)),
        Just(json!([])),
        Just(json!({})),
    ];
    leaf.prop_recursive(3, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..3).prop_map(Json::Array),
            prop::collection::btree_map("[ab]|c d|and", inner, 1..4)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

/// The paths of everything in a value that can be named.
fn places(value: &Json, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Json::Object(members) => {
            members.iter().for_each(|(key, inner)| places(inner, &format!("{at}['{key}']"), found))
        }
        Json::Array(items) => {
            items.iter().enumerate().for_each(|(i, inner)| places(inner, &format!("{at}[{i}]"), found))
        }
        _ => {}
    }
}

/// How many machines made at random were converted and succeeded, so that it is known that the test below tests something.
static COMPARED: AtomicUsize = AtomicUsize::new(0);

#[test]
fn machines_at_random_give_the_same() {
    random_machines();
    let compared = COMPARED.load(Ordering::Relaxed);
    println!("{compared} machines at random give the same");
    assert!(compared > 1_000, "only {compared} machines ran to their end");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    fn random_machines(input in values(), result in values(), n in any::<[prop::sample::Index; 12]>()) {
        let of = |value: &Json| { let mut found = Vec::new(); places(value, "$", &mut found); found };
        let (inputs, results) = (of(&input), of(&result));
        let path = |k: usize, all: &[String]| n[k].get(all).clone();
        let maybe = |k: usize, all: &[Json]| n[k].get(all).clone();
        let none = Json::Null;
        let result_paths = [json!("-"), json!("$"), none.clone(), json!("$.a"), json!("$.new"), json!("$.a.b"), json!("$['c d'].x.y")];
        let set = |state: &mut Json, field: &str, value: Json| { if value != json!("-") { state[field] = value; } };
        let mut task = json!({ "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Pick" });
        set(&mut task, "InputPath", maybe(0, &[json!("-"), json!("$"), json!(path(1, &inputs))]));
        set(&mut task, "Parameters", maybe(2, &[json!("-"), json!({ "fixed": [1, "x"], "all.$": "$", "deep": { "id.$": "$$.Execution.Name" } })]));
        set(&mut task, "ResultSelector", maybe(3, &[json!("-"), json!({ "r.$": path(4, &results), "kept": { "c": "d", "list": [[1], []] } })]));
        set(&mut task, "ResultPath", maybe(5, &result_paths));
        set(&mut task, "OutputPath", maybe(6, &[json!("-"), json!("$"), json!("$.a"), json!("$.new"), json!("$.r")]));
        let variable = path(7, &inputs);
        let literal = maybe(8, &[json!("a"), json!("b"), json!(1), json!(2), json!(true)]);
        let comparison = match &literal {
            Json::String(text) => maybe(9, &[json!({"StringEquals": text}), json!({"StringLessThan": text}), json!({"StringMatches": format!("{text}*")}), json!({"StringEqualsPath": path(10, &inputs)}), json!({"IsString": true})]),
            Json::Number(number) => maybe(9, &[json!({"NumericEquals": number}), json!({"NumericGreaterThanEquals": number}), json!({"NumericLessThanPath": path(10, &inputs)}), json!({"IsNumeric": false}), json!({"IsNull": true})]),
            _ => maybe(9, &[json!({"BooleanEquals": true}), json!({"IsBoolean": true}), json!({"IsPresent": true}), json!({"IsPresent": false}), json!({"BooleanEqualsPath": path(10, &inputs)})]),
        };
        let mut test = comparison;
        test["Variable"] = json!(variable);
        let rule = match n[11].index(4) {
            0 => json!({ "Not": test, "Next": "Yes" }),
            1 => json!({ "And": [{ "Variable": "$.a", "IsPresent": true }, test], "Next": "Yes" }),
            2 => json!({ "Or": [test, { "Variable": "$.nowhere.b", "IsPresent": true }], "Next": "Yes" }),
            _ => { test["Next"] = json!("Yes"); test }
        };
        let asking = json!({ "Type": "Choice", "Choices": [rule], "Default": "No" });
        let mut make = json!({ "Type": "Pass", "End": true });
        set(&mut make, "InputPath", maybe(1, &[json!("-"), json!(path(10, &inputs))]));
        set(&mut make, "ResultPath", maybe(9, &result_paths));
        set(&mut make, if n[8].index(2) == 0 { "Result" } else { "Parameters" }, json!({ "a": [1.0, "two", { "three": null }] }));
        // Three machines: data through a Task, a question, a Pass.
        let mut through = task.clone();
        if let Some(task) = through.as_object_mut() { task.remove("Next"); task.insert("End".into(), json!(true)); }
        let ends = json!({ "Yes": { "Type": "Pass", "Result": "yes", "End": true }, "No": { "Type": "Pass", "Result": "no", "End": true } });
        let mut asks = ends;
        asks["Ask"] = asking;
        let given = Answer::Return(Value::parse(&result.to_string()).expect("JSON"));
        let answers: Answers = HashMap::from([("T".to_owned(), VecDeque::from([given]))]);
        for (start, states) in [("T", json!({ "T": through })), ("Ask", asks), ("Make", json!({ "Make": make }))] {
            let definition = json!({ "StartAt": start, "States": states }).to_string();
            if same(&definition, MachineType::Standard, &input.to_string(), &answers).is_some() {
                COMPARED.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
