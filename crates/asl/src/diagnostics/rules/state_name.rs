//! State names: one state each in the whole definition, and no longer than 80 characters.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::edit::names::Names;
use crate::{Document, Edit, MachineView, Node, NodeKind, StateView, quote};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "state-name",
    summary: "A state name stands for one state, branches and processors included, and has 1 to 80 characters.",
    examples: &[
        mended(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"P","States":{"P":{"Type":"Succeed"}}}]}}}"#,
            "DUPLICATE_STATE_NAME: Duplicate State name: P at /States/P/Branches[0]/States/P",
            "Rename to \"P 2\"",
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"P 2","States":{"P 2":{"Type":"Succeed"}}}]}}}"#,
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"},"A":{"Type":"Fail"}}}"#,
            "DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A",
        ),
        bad(
            r#"{"StartAt":"A","States":{"":{"Type":"Succeed"}}}"#,
            "INVALID_STATE_NAME: Invalid State name: '' is empty at /States/",
        ),
        bad(
            r#"{"StartAt":"A","States":{"0123456789012345678901234567890123456789012345678901234567890123456789012345678901":{"Type":"Succeed"}}}"#,
            "INVALID_STATE_NAME: Invalid State name: '0123456789012345678901234567890123456789012345678901234567890123456789012345678901' exceeds the 80-character limit allowed by the service at /States/0123456789012345678901234567890123456789012345678901234567890123456789012345678901",
        ),
        good(r#"{"StartAt":"A b/c","States":{"A b/c":{"Type":"Succeed"}}}"#),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, _: &Settings<'_>, report: &mut Report<'_>) {
    let mut seen: HashSet<String> = HashSet::new();
    let mut taken = None;
    for state in document.machine().map(MachineView::all_states).unwrap_or_default() {
        let name = state.name().into_owned();
        let length = name.chars().count();
        if length == 0 {
            report.error("INVALID_STATE_NAME", state.node(), "Invalid State name: '' is empty");
        } else if length > 80 && !name.contains("${") {
            let message = format!("Invalid State name: '{name}' exceeds the 80-character limit allowed by the service");
            report.error("INVALID_STATE_NAME", state.node(), message);
        }
        // A name that is just being typed is no second state yet.
        let is_state = state.node().kind() != NodeKind::Broken
            && state.node().get("Type").is_some_and(|kind| !Node::is_null(kind));
        if is_state && seen.contains(&name) {
            report.error("DUPLICATE_STATE_NAME", state.node(), format!("Duplicate State name: {name}"));
            report
                .with_fix(|document| rename(document, state, &name, taken.get_or_insert_with(|| Names::of(document))));
        }
        seen.insert(name);
    }
}

/// Another name for a state of another machine than its namesake's; of two in one machine only the last can be named.
fn rename(document: &Document, state: StateView<'_>, name: &str, taken: &mut Names) -> Option<Fix> {
    let path = state.path();
    let named = document.state(&path).is_some_and(|found| found == state);
    let alone = state.machine()?.states().filter(|other| other.name() == name).count() == 1;
    let name = (named && alone).then(|| taken.take_like(name))?;
    Some(Fix::edits(format!("Rename to {}", quote(&name)), vec![Edit::RenameState { state: path, name }]))
}
