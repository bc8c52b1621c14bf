//! Any sequence of edits on a definition that people might have: the text stays well-formed, undoing gives the same bytes back, and
//! what an edit does not say it changes, it does not change.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::json;
use stepwell_asl::{Document, Edge, EdgeKind, Edit, Format, MachineType, StatePath, StateType, TextChange};

/// Where the edits begin: the starters, and the odd ways in which files are written.
const SEEDS: &[&str] = &[
    include_str!("../../../../assets/starters/hello-world.asl.json"),
    include_str!("../../../../assets/starters/human-approval.asl.json"),
    include_str!("../../../../assets/starters/map-over-items.asl.json"),
    include_str!("../../../../assets/starters/order-fulfilment.asl.json"),
    include_str!("../../../../assets/starters/parallel-checks.asl.json"),
    include_str!("../../../../assets/starters/poll-a-job.asl.json"),
    r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"A"}],"Default":"C"},"C":{"Type":"Succeed"}}}"#,
    "{\r\n\t\"StartAt\" : \"A\",\r\n\t\"States\" : {\r\n\t\t\"A\" : { \"Type\":\"Parallel\", \"Branches\":[ {\"StartAt\":\"X\",\"States\":{\"X\":{\"Type\":\"Pass\",\"End\":true}}} , {\"StartAt\":\"Y\",\"States\":{\"Y\":{\"Type\":\"Fail\"}}} ], \"End\":true }\r\n\t}\r\n}\r\n",
];

#[derive(Debug, Arbitrary)]
struct Input {
    seed: u8,
    yaml: bool,
    steps: Vec<Step>,
}

#[derive(Debug, Arbitrary)]
struct Step {
    edit: u8,
    state: u8,
    other: u8,
    index: u8,
    back: bool,
    text: String,
}

/// States to put in: some of the document's own, or whatever the fuzzer writes.
fn piece(document: &Document, text: &str, states: &[StatePath]) -> String {
    document.states_text(states).or_else(|_| document.states_text(&states[..1])).ok().filter(|_| text.is_empty()).unwrap_or_else(|| text.to_owned())
}

/// An edit of what is there; the fuzzer's numbers say which.
fn edit(document: &Document, step: &Step) -> Option<Edit> {
    let states = document.machine()?.all_states();
    let pick = |number: u8| states.get(usize::from(number) % states.len().max(1)).map(|state| state.path());
    let (state, other) = (pick(step.state)?, pick(step.other)?);
    let (index, text) = (usize::from(step.index % 4), step.text.clone());
    let to = other.name().to_owned();
    let branch = (step.index & 8 == 0).then_some(index);
    let machine = state.parent().unwrap_or_default();
    let kind = StateType::ALL[usize::from(step.index) % StateType::ALL.len()];
    let on_edge = (step.index & 16 == 0).then(|| Edge { from: Some(to.clone()), kind: EdgeKind::Next, index: None, to: None });
    let after = on_edge.is_none().then(|| to.clone());
    let value = match step.index % 5 {
        0 => json!(text),
        1 => json!({ "a": [text, 1], "b": null }),
        2 => json!([true, { "c": text }]),
        3 => json!(step.other),
        _ => json!(null),
    };
    Some(match step.edit % 30 {
        0 => Edit::SetComment { state, comment: (!text.is_empty()).then_some(text) },
        1 => Edit::RenameState { state, name: text },
        2 => Edit::AddState { machine, branch, name: (!text.is_empty()).then_some(text), kind, definition: None, after, before: None, on_edge },
        3 => Edit::RemoveState { state },
        4 => Edit::DuplicateState { state, name: (!text.is_empty()).then_some(text) },
        5 => Edit::MoveState { state, machine: other.parent().unwrap_or_default(), branch, after: Some(to), before: None, on_edge: None },
        6 => Edit::SetNext { state, to: (!step.back).then_some(to) },
        7 => Edit::SetStart { machine, branch, name: to },
        8 => Edit::SetChoiceNext { state, index, to },
        9 => Edit::SetDefault { state, to: (!step.back).then_some(to) },
        10 => Edit::SetCatchNext { state, index, to },
        11 => Edit::AddChoiceRule { state, to: Some(to), rule: None, index: Some(index) },
        12 => Edit::RemoveChoiceRule { state, index },
        13 => Edit::AddCatcher { state, to, errors: (!text.is_empty()).then(|| vec![text]) },
        14 => Edit::RemoveCatcher { state, index },
        15 => Edit::SetField { state, field: Some(text), pointer: None, value: Some(value), json: None },
        16 => Edit::SetField { state, field: Some("Comment".into()), pointer: None, value: Some(value), json: None },
        17 => Edit::SetField { state, field: None, pointer: Some(format!("/{text}")), value: Some(value), json: None },
        18 => Edit::SetMachineField { machine, branch, field: "Comment".into(), value: Some(value), json: None },
        19 => Edit::WrapInParallel { states: vec![state, other], name: None },
        20 => Edit::WrapInMap { state, states: Vec::new(), name: (!text.is_empty()).then_some(text) },
        21 => Edit::AddBranch { state, definition: None },
        22 => Edit::RemoveBranch { state, branch: index },
        23 => Edit::InsertStates { states: None, text: Some(piece(document, &text, &[state, other])), start: None, machine, branch, after, before: None, on_edge },
        24 => Edit::MoveStates { states: vec![state, other.clone()], machine: other.parent().unwrap_or_default(), branch, after, before: None, on_edge },
        25 => Edit::RemoveStates { states: vec![state, other] },
        26 => Edit::UnwrapState { state },
        27 => Edit::ChangeType { state, kind },
        28 => Edit::ExtractStates { states: vec![state, other], arn: text, name: None },
        _ => Edit::ReplaceStateText { state, text },
    })
}

fuzz_target!(|input: Input| {
    let seed = SEEDS[usize::from(input.seed) % SEEDS.len()];
    let mut document = Document::parse(seed, Format::Json);
    if input.yaml {
        let yaml = document.written_in(Format::Yaml).expect("a seed can be written as YAML");
        document = Document::parse(yaml, Format::Yaml);
    }
    let mut done: Vec<(Document, Vec<TextChange>)> = Vec::new();
    for step in input.steps.iter().take(12) {
        let Some(edit) = edit(&document, step) else { continue };
        let Ok(applied) = document.apply(std::slice::from_ref(&edit)) else { continue };
        let text = TextChange::apply_all(document.text(), &applied.changes);
        assert_eq!(text.as_deref(), Some(&**applied.document.text()), "{edit:?}: only what is declared changes");
        assert_eq!(applied.document.syntax_errors(), [], "{edit:?}\n{}\n->\n{}", document.text(), applied.document.text());
        let read = Document::parse(applied.document.text().clone(), document.format());
        assert_eq!(read.value(), applied.document.value(), "{edit:?}: the document is what its text says");
        let undo = TextChange::inverse_of(document.text(), &applied.changes);
        done.push((document, undo));
        document = applied.document;
        if document.text().len() > 64 * 1024 {
            break;
        }
    }
    let _ = document.diagnostics(MachineType::Standard);
    for (before, undo) in done.into_iter().rev() {
        let text = TextChange::apply_all(document.text(), &undo);
        assert_eq!(text.as_deref(), Some(&**before.text()), "undo gives the same bytes");
        document = before;
    }
});
