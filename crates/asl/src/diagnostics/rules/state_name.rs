//! State names: one state each in the whole definition, and no longer than 80 characters.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::{Document, MachineView, Node, NodeKind};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "state-name",
    summary: "A state name stands for one state, branches and processors included, and has 1 to 80 characters.",
    examples: &[
        bad(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"P","States":{"P":{"Type":"Succeed"}}}]}}}"#,
            "DUPLICATE_STATE_NAME: Duplicate State name: P at /States/P/Branches[0]/States/P",
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

fn check(document: &Document, _: &Settings, report: &mut Report<'_>) {
    let mut seen: HashSet<String> = HashSet::new();
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
        }
        seen.insert(name);
    }
}
