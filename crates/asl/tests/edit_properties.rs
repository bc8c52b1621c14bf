//! What holds for every edit, however it is chosen: random sequences of edits on random machines, in several styles of
//! writing, and on the definitions that people wrote where those are present.

mod conformance;

use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use stepwell_asl::{Document, Edge, EdgeKind, Edit, Format, StatePath, StateType, TextChange};

/// Picks one of many by a number.
fn pick<T: Clone>(all: &[T], by: usize) -> Option<T> {
    if all.is_empty() { None } else { Some(all[by % all.len()].clone()) }
}

/// Builds an edit that fits a document from random numbers; it may still be refused.
fn edit_for(document: &Document, n: &[usize; 6]) -> Option<Edit> {
    let states = document.machine()?.all_states();
    let paths: Vec<StatePath> = states.iter().map(|state| state.path()).collect();
    let state = pick(&paths, n[1])?;
    let siblings: Vec<String> = match document.state(&state).and_then(|state| state.machine()) {
        Some(machine) => machine.states().map(|state| state.name().into_owned()).collect(),
        None => Vec::new(),
    };
    let name = pick(&siblings, n[2])?;
    let parents: Vec<StatePath> = states
        .iter()
        .filter(|state| state.machines().next().is_some())
        .map(|state| state.path())
        .chain([StatePath::default()])
        .collect();
    let machine = pick(&parents, n[3])?;
    let value = pick(
        &[
            json!(null),
            json!(1.5),
            json!({"a": [1, {"b": "c\n\"ü\""}], "d": {}}),
            json!([]),
            json!("text"),
            json!([{"ErrorEquals": ["A"], "Next": "x"}]),
        ],
        n[4],
    )?;
    let kind = pick(&StateType::ALL, n[5])?;
    let index = n[4] % 3;
    let edge = Edge {
        from: Some(name.clone()),
        kind: pick(
            &[EdgeKind::Next, EdgeKind::End, EdgeKind::Choice, EdgeKind::Default, EdgeKind::Catch, EdgeKind::Start],
            n[4],
        )?,
        index: Some(index),
        to: None,
    };
    let spot = |which: usize| match which % 4 {
        0 => (Some(name.clone()), None, None),
        1 => (None, Some(name.clone()), None),
        2 => (None, None, Some(edge.clone())),
        _ => (None, None, None),
    };
    let place = |which: usize| {
        // Mostly within the state's own machine, so that names fit.
        let own = state.parent().unwrap_or_default();
        if which.is_multiple_of(3) { machine.clone() } else { own }
    };
    Some(match n[0] % 29 {
        0 => Edit::SetComment { state, comment: Some("a \"b\"\n\u{1}ü".into()) },
        1 => Edit::SetComment { state, comment: None },
        2 => Edit::RenameState { state, name: format!("renamed {}", n[2] % 5) },
        3 | 4 => {
            let (after, before, on_edge) = spot(n[3]);
            Edit::AddState {
                machine: place(n[2]),
                branch: None,
                name: None,
                kind,
                definition: None,
                after,
                before,
                on_edge,
            }
        }
        5 => Edit::RemoveState { state },
        6 => Edit::DuplicateState { state, name: None },
        7 | 8 => {
            let (after, before, on_edge) = spot(n[3]);
            let machine = place(n[2]);
            Edit::MoveState { state, machine, branch: None, after, before, on_edge }
        }
        9 => Edit::SetNext { state, to: Some(name) },
        10 => Edit::SetNext { state, to: None },
        11 => Edit::SetStart { machine: state.parent().unwrap_or_default(), branch: None, name },
        12 => Edit::SetChoiceNext { state, index, to: name },
        13 => Edit::SetDefault { state, to: n[4].is_multiple_of(2).then_some(name) },
        14 => Edit::SetCatchNext { state, index, to: name },
        15 => Edit::AddChoiceRule { state, to: Some(name), rule: None, index: Some(index) },
        16 => Edit::AddCatcher { state, to: name, errors: n[4].is_multiple_of(2).then(|| vec!["A".to_owned()]) },
        17 => Edit::SetField {
            state,
            field: pick(&["Result".to_owned(), "Retry".to_owned(), "Catch".to_owned(), "Comment".to_owned()], n[2]),
            pointer: None,
            value: Some(value),
            json: None,
        },
        18 => Edit::SetMachineField {
            machine,
            branch: None,
            field: "TimeoutSeconds".into(),
            value: Some(json!(n[4])),
            json: None,
        },
        19 => Edit::WrapInParallel {
            states: vec![state.clone(), state.parent().unwrap_or_default().child(&name)],
            name: None,
        },
        20 => Edit::WrapInMap { state, states: Vec::new(), name: None },
        21 => Edit::AddBranch { state, definition: None },
        22 => {
            let (after, before, on_edge) = spot(n[3]);
            let text = pick(PIECES, n[5])?.to_owned();
            let (text, states) =
                if n[1].is_multiple_of(2) { (Some(text), None) } else { (None, serde_json::from_str(&text).ok()) };
            Edit::InsertStates { states, text, start: None, machine: place(n[2]), branch: None, after, before, on_edge }
        }
        23 => {
            let (after, before, on_edge) = spot(n[3]);
            let states = vec![state.clone(), state.parent().unwrap_or_default().child(&name)];
            Edit::MoveStates { states, machine: place(n[2]), branch: None, after, before, on_edge }
        }
        24 => Edit::RemoveStates { states: vec![state.clone(), pick(&paths, n[2])?] },
        25 => Edit::UnwrapState { state },
        26 => Edit::ChangeType { state, kind },
        27 => Edit::ConvertToJsonata { state: if n[1].is_multiple_of(3) { StatePath::default() } else { state } },
        _ => Edit::RemoveBranch { state, branch: index },
    })
}

/// States to put in: names that may be taken, ways that lead out, several layouts.
const PIECES: &[&str] = &[
    r#"{"A":{"Type":"Pass","Next":"N"},"N":{"Type":"Task","Resource":"arn:x","Catch":[{"ErrorEquals":["A"],"Next":"F"},{"ErrorEquals":["B"],"Next":"gone"}],"Next":"gone"}}"#,
    "{\r\n\t\"StartAt\": \"C\",\r\n\t\"States\": {\r\n\t\t\"C\": {\r\n\t\t\t\"Type\": \"Choice\",\r\n\t\t\t\"Choices\": [ { \"Variable\": \"$.a\", \"IsNull\": true, \"Next\": \"gone\" } ],\r\n\t\t\t\"Default\": \"gone\"\r\n\t\t}\r\n\t}\r\n}",
    r#"{ "P": { "Type": "Parallel", "Branches": [ { "StartAt": "X", "States": { "X": { "Type": "Pass", "Next": "Y" }, "Y": { "Type": "Succeed" } } }, { "StartAt": "P 2", "States": { "P 2": { "Type": "Pass", "End": true } } } ] } }"#,
];

/// What holds for every edit that is taken.
fn check(before: &Document, edit: &Edit) -> Option<Document> {
    let applied = before.apply(std::slice::from_ref(edit)).ok()?;
    let (old, new) = (before.text(), applied.document.text());
    assert!(applied.document.syntax_errors().is_empty(), "{edit:?} broke\n{old}\ninto\n{new}");
    for two in applied.changes.windows(2) {
        assert!(two[0].span.end <= two[1].span.start, "{edit:?}: {:?}", applied.changes);
    }
    // Bytes outside the spans are unchanged: the changes alone make the new text of the old, and their inverse the old of the new.
    assert_eq!(TextChange::apply_all(old, &applied.changes).as_deref(), Some(&**new), "{edit:?}");
    let back = TextChange::inverse_of(old, &applied.changes);
    assert_eq!(TextChange::apply_all(new, &back).as_deref(), Some(&**old), "{edit:?}");
    if !old.contains('\n') {
        assert!(!new.contains('\n'), "{edit:?} put a line break into a minified file: {new}");
    }
    if old.contains("\r\n") && !old.replace("\r\n", "").contains('\n') {
        assert!(!new.replace("\r\n", "").contains('\n'), "{edit:?} mixed line endings: {new:?}");
    }
    if let Some(selection) = &applied.selection {
        assert!(
            applied.document.state(selection).is_some(),
            "{edit:?} selects {selection}, which is not there:\n{new}"
        );
    }
    Some(applied.document)
}

/// The names to which transitions lead although no state has them.
fn dangling(document: &Document) -> BTreeSet<String> {
    let found = document.diagnostics(stepwell_asl::MachineType::Standard);
    found
        .into_iter()
        .filter(|found| found.message.starts_with("Missing 'Next' target"))
        .map(|found| found.message)
        .collect()
}

fn style(text: &str, which: usize) -> String {
    let value: Value = serde_json::from_str(text).expect("JSON");
    match which % 5 {
        0 => serde_json::to_string_pretty(&value).expect("text"),
        1 => serde_json::to_string(&value).expect("text"),
        2 => serde_json::to_string_pretty(&value).expect("text").replace('\n', "\r\n") + "\r\n",
        3 => format!("\u{feff}{}\n\n", serde_json::to_string_pretty(&value).expect("text").replace("  ", "\t")),
        _ => serde_json::to_string(&value).expect("text").replace("\":", "\": ").replace(",\"", ", \""),
    }
}

const MACHINES: &[&str] = &[
    r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","End":true}}}"#,
    r#"{"Comment":"x","StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"T"},{"Not":{"Variable":"$.a","StringEquals":"${x}"},"Next":"P"}],"Default":"F"},"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"f","n":1.0},"Retry":[{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["A"],"Next":"F"},{"ErrorEquals":["States.ALL"],"Next":"P"}],"Next":"P"},"P":{"Type":"Parallel","Branches":[{"StartAt":"X","States":{"X":{"Type":"Pass","Next":"Y"},"Y":{"Type":"Pass","End":true}}},{"StartAt":"Z","States":{"Z":{"Type":"Succeed"}}}],"Next":"M"},"M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},"StartAt":"I","States":{"I":{"Type":"Wait","Seconds":1,"End":true}}},"End":true},"F":{"Type":"Fail"}}}"#,
    r#"{"QueryLanguage":"JSONata","StartAt":"Loop","States":{"Loop":{"Type":"Choice","Choices":[{"Condition":"{% $x %}","Next":"Loop"}]}}}"#,
    "{\"States\":{}}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_edits_is_lossless(
        machine in 0..MACHINES.len(),
        written in 0..5_usize,
        numbers in prop::collection::vec(any::<[usize; 6]>(), 1..12),
    ) {
        let mut document = Document::parse(style(MACHINES[machine], written), Format::Json);
        let first = document.clone();
        let mut undo: Vec<Vec<TextChange>> = Vec::new();
        for n in &numbers {
            let Some(edit) = edit_for(&document, n) else { break };
            let before = dangling(&document);
            if let Some(next) = check(&document, &edit) {
                let free_text = matches!(edit, Edit::SetField { .. });
                prop_assert!(free_text || dangling(&next).is_subset(&before), "{edit:?} leaves a transition dangling:\n{}", next.text());
                let changes = document.apply(std::slice::from_ref(&edit)).expect("it was taken before").changes;
                undo.push(TextChange::inverse_of(document.text(), &changes));
                document = next;
            }
        }
        let mut text = document.text().to_string();
        for changes in undo.iter().rev() {
            text = TextChange::apply_all(&text, changes).expect("an inverse fits");
        }
        prop_assert_eq!(&*text, &**first.text());
    }

    /// Whatever is typed into a definition, reading and judging it neither fails nor panics.
    #[test]
    fn any_text_can_be_read(cut in any::<usize>(), put in "[\\[\\]{},:\"'\\\\a-zé0-9 \n\u{1}$%-]{0,12}", machine in 0..MACHINES.len(), written in 0..5_usize) {
        let mut text = style(MACHINES[machine], written);
        let at = text.floor_char_boundary(cut % (text.len() + 1));
        let end = text.floor_char_boundary((at + cut % 7).min(text.len())).max(at);
        text.replace_range(at..end, &put);
        let document = Document::parse(text.as_str(), Format::Json);
        prop_assert_eq!(&**document.text(), &*text);
        for found in document.diagnostics(stepwell_asl::MachineType::Express) {
            prop_assert!(found.span.end <= text.len() && text.is_char_boundary(found.span.start) && text.is_char_boundary(found.span.end));
        }
        for state in document.machine().map(|machine| machine.all_states()).unwrap_or_default() {
            let span = document.state_span(&state.path());
            prop_assert!(span.is_some_and(|span| span.end <= text.len()));
        }
        let strict = serde_json::from_str::<serde::de::IgnoredAny>(text.trim_start_matches('\u{feff}')).is_ok();
        prop_assert_eq!(document.syntax_errors().is_empty(), strict, "{:?}", document.syntax_errors());
        let _ = document.state_at(at);
        if let Some(edit) = edit_for(&document, &[cut, 1, 2, 3, 4, 5]) {
            let _ = document.apply(&[edit]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    /// The same for YAML; what is still well-formed can be edited or refused, and means what it means in JSON.
    #[test]
    fn any_yaml_can_be_read(
        cut in any::<usize>(),
        put in "[\\[\\]{},:\"'|>&*!?#a-cé \n\t%~<-]{0,14}",
        machine in 0..=YAML_MACHINES.len(),
        n in any::<[usize; 6]>(),
    ) {
        let mut text = YAML_MACHINES.get(machine).copied().unwrap_or(YAML).to_owned();
        let at = text.floor_char_boundary(cut % (text.len() + 1));
        let end = text.floor_char_boundary((at + cut % 9).min(text.len())).max(at);
        text.replace_range(at..end, &put);
        let document = Document::parse(text.as_str(), Format::Yaml);
        for found in document.diagnostics(stepwell_asl::MachineType::Standard) {
            prop_assert!(found.span.end <= text.len() && text.is_char_boundary(found.span.start) && text.is_char_boundary(found.span.end));
        }
        for state in document.machine().map(|machine| machine.all_states()).unwrap_or_default() {
            prop_assert!(document.state_span(&state.path()).is_some_and(|span| span.end <= text.len()));
        }
        let _ = document.state_at(at);
        if let Some(edit) = edit_for(&document, &n)
            && let Some(edited) = check(&document, &edit)
        {
            let twin = Document::parse(document.root().expect("a root").text(), Format::Json);
            let meant = twin.apply(&[edit]).expect("what YAML takes JSON takes");
            prop_assert_eq!(edited.value(), meant.document.value());
        }
    }
}

/// The comments of a YAML text, by a rule that holds for the texts below.
fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> =
        text.lines().filter_map(|line| line.find("##").map(|at| line[at..].trim_end().to_owned())).collect();
    found.sort();
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    /// Edits of YAML mean what they mean in JSON, change only the bytes they say, come undone, and keep every comment that
    /// is not part of what they take away.
    #[test]
    fn any_sequence_of_yaml_edits_is_lossless(
        machine in 0..YAML_MACHINES.len(),
        windows in any::<bool>(),
        numbers in prop::collection::vec(any::<[usize; 6]>(), 1..10),
    ) {
        let text = if windows { YAML_MACHINES[machine].replace('\n', "\r\n") } else { YAML_MACHINES[machine].to_owned() };
        let mut document = Document::parse(text, Format::Yaml);
        prop_assert!(document.syntax_errors().is_empty(), "{:?}", document.syntax_errors());
        let first = document.clone();
        let mut undo: Vec<Vec<TextChange>> = Vec::new();
        for n in &numbers {
            let Some(edit) = edit_for(&document, n) else { break };
            let twin = Document::parse(document.root().expect("a root").text(), Format::Json);
            let meant = twin.apply(std::slice::from_ref(&edit));
            let applied = match (document.apply(std::slice::from_ref(&edit)), meant) {
                (Ok(applied), Ok(meant)) => {
                    prop_assert_eq!(applied.document.value(), meant.document.value(), "{:?}\n{}", &edit, document.text());
                    applied
                }
                (Ok(_), Err(error)) => return Err(TestCaseError::fail(format!("{edit:?} is refused in JSON: {error}"))),
                (Err(error), Ok(_)) => {
                    prop_assert_eq!(error.code(), "YAML_CONSTRUCT");
                    continue;
                }
                (Err(error), Err(meant)) => {
                    prop_assert_eq!(error, meant);
                    continue;
                }
            };
            let (old, new) = (document.text().clone(), applied.document.text().clone());
            prop_assert!(check(&document, &edit).is_some());
            let takes_away = matches!(
                edit,
                Edit::RemoveState { .. } | Edit::RemoveStates { .. } | Edit::UnwrapState { .. } | Edit::ChangeType { .. }
                    | Edit::MoveStates { .. } | Edit::RemoveBranch { .. } | Edit::SetField { .. } | Edit::SetDefault { .. }
                    | Edit::MoveState { .. } | Edit::SetComment { .. } | Edit::DuplicateState { .. } | Edit::AddState { .. } | Edit::InsertStates { .. }
                    | Edit::ConvertToJsonata { .. }
            );
            if !takes_away {
                prop_assert_eq!(comments(&old), comments(&new), "{:?}\n{}\n=>\n{}", &edit, old, new);
            }
            undo.push(TextChange::inverse_of(&old, &applied.changes));
            document = applied.document;
        }
        let mut text = document.text().to_string();
        for changes in undo.iter().rev() {
            text = TextChange::apply_all(&text, changes).expect("an inverse fits");
        }
        prop_assert_eq!(&*text, &**first.text());
    }
}

const YAML_MACHINES: &[&str] = &[
    "## top\nComment: x ## c1\nStartAt: C\n\nStates:\n  ## the choice\n  C:\n    Type: Choice ## c2\n    Choices:\n      ## first\n      - Variable: $.a ## c3\n        IsNull: true\n        Next: T ## c4\n      - Not:\n          Variable: $.a\n          StringEquals: '${x}'\n        Next: \"P\" ## c5\n    Default: F ## c6\n\n  ## the task\n  T: ## c7\n    Type: Task\n    Resource: arn:aws:states:::lambda:invoke\n    Comment: |\n      one\n\n      two\n\n    Parameters: {FunctionName: f, n: 1.0, \"l\": [1, 'a, b']} ## c8\n    Retry:\n      - ErrorEquals: [States.ALL]\n    Catch:\n      - ErrorEquals:\n          - A\n        Next: F\n      ## all the rest\n      - ErrorEquals:\n          - States.ALL\n        Next: P\n    ## and on\n    Next: P\n    ## trailing\n\n  P:\n    Type: Parallel\n    Branches:\n      - StartAt: X\n        States:\n          ## x\n          X:\n            Type: Pass ## c9\n            Next: Y\n          Y: {Type: Pass, End: true}\n      - StartAt: Z\n        States:\n          Z:\n            Type: Succeed ## c10\n    Next: M ## c11\n  M:\n    Type: Map\n    ItemProcessor:\n      ProcessorConfig:\n        Mode: INLINE\n      StartAt: I\n      States:\n        I:\n          Type: Wait\n          Seconds: 1\n          End: true ## c12\n    End: true\n  F:\n    Type: Fail ## c13\n## the end\n",
    "StartAt: A\nStates:\n    A: &a\n        Type: Pass ## c1\n        Result:\n        - 1\n        -   b: c\n            d: e\n        - - x\n          - y\n        Next: B\n    B:\n        <<: *a\n        Comment: >-\n            folded\n            text\n        Next: 'C' ## c2\n    C:\n        Type: Pass\n        Parameters: !Sub \"${x}\"\n        Empty:\n        Catch:\n        - ErrorEquals: [ A, 'B C' ]\n          Next: B\n        End: true",
    "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}, \"B\": {\"Type\": \"Pass\", \"Result\": [], \"End\": true}}}\n",
    "---\nStartAt: Loop\nQueryLanguage: JSONata\nStates:\n  Loop:\n    Type: Choice\n    Choices:\n      - {Condition: \"{% $x %}\", Next: Loop} ## c1\n...\n",
    "StartAt: A\nStates: {}\n",
];

const YAML: &str = "# Größe\nStartAt: A\nStates:\n  A: &a\n    Type: Task\n    Resource: 'arn:x'\n    Parameters: {a.$: $.b, \"c\": [1, 2]}\n    Comment: |\n      one\n\n      two\n    Retry:\n    - ErrorEquals: [States.ALL]\n      MaxAttempts: 2\n    Next: B\n  B:\n    <<: *a\n    Comment: >-\n      x\n      y\n    End: true\n";

#[test]
fn what_people_wrote_is_edited_without_loss() {
    let Some(folder) = conformance::area("workflows") else { return };
    let mut taken = 0;
    for path in conformance::files(&folder) {
        let text = std::fs::read_to_string(&path).expect("a readable workflow");
        let document = Document::parse(text.as_str(), Format::Json);
        assert!(document.syntax_errors().is_empty(), "{}: {:?}", path.display(), document.syntax_errors());
        for seed in 0..46_usize {
            let mix = |k: usize| (seed + 1).wrapping_mul(2_654_435_761).wrapping_add(text.len() * (k + 3)) >> (k % 7);
            let n = [seed, mix(1), mix(2), mix(3), mix(4), mix(5)];
            let Some(edit) = edit_for(&document, &n) else { continue };
            taken += usize::from(check(&document, &edit).is_some());
        }
        // A comment on the first state changes one place and nothing else.
        let Some(start) = document.machine().and_then(|machine| Some(machine.start_at()?.into_owned())) else {
            continue;
        };
        let edit = Edit::SetComment { state: StatePath::top(&start), comment: Some("conformance was here".into()) };
        let Ok(applied) = document.apply(&[edit]) else { continue };
        assert_eq!(applied.changes.len(), 1, "{}", path.display());
    }
    assert!(taken > 1000, "only {taken} edits were taken");
    println!("{taken} edits of workflows checked");
}
