//! Fields that must be there.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;
use crate::edit::references::references;
use crate::{Document, MachineView, Node};
use serde_json::Value;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "required-fields",
    summary: "Every object has the fields that it cannot do without.",
    examples: &[
        bad("{}", "SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"),
        bad(r#"{"States":{}}"#, "SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /"),
        mended(
            r#"{"States":{"B":{"Type":"Succeed"},"A":{"Type":"Pass","Next":"B"}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /",
            "Add \"StartAt\": \"A\"",
            r#"{"StartAt":"A","States":{"B":{"Type":"Succeed"},"A":{"Type":"Pass","Next":"B"}}}"#,
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/T",
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","End":true,"Catch":[{"ErrorEquals":["States.ALL"]}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/T/Catch[0]",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","End":true,"Retry":[{"ErrorEquals":["States.ALL"]}]}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    let missing: Vec<&str> =
        visit.schema.required.iter().copied().filter(|name| visit.node.get(name).is_none()).collect();
    if !missing.is_empty() {
        report.schema(visit.node, format!("These fields are required: [{}]", missing.join(", ")));
        if let (["StartAt"], Some(machine)) = (missing.as_slice(), visit.own_machine()) {
            report.with_fix(|document| start(document, machine));
        }
    }
}

/// A machine begins with its only state, or with the only one that no other leads to.
fn start(document: &Document, machine: MachineView<'_>) -> Option<Fix> {
    let ways = references(machine);
    let named: HashSet<_> = ways.iter().filter_map(|way| way.node.as_str()).collect();
    let mut states: Vec<_> =
        machine.states().filter(|state| Node::is_object(state.node())).map(|state| state.name()).collect();
    if states.len() > 1 {
        states.retain(|name| !named.contains(name));
    }
    match states.as_slice() {
        [name] => Fix::add(document, machine.node(), "StartAt", Value::from(name.as_ref())),
        _ => None,
    }
}
