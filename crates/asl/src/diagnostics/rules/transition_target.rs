//! Transitions lead to states of the same machine.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::edit::references::references;
use crate::{MachineView, Node};

pub(super) static RULE: Rule = Rule {
    name: "transition-target",
    summary: "StartAt, Next, Default and the Next of rules and catchers name a state of the same machine.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"NOPE"}}}"#,
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next",
        ),
        bad(
            r#"{"StartAt":"NOPE","States":{"A":{"Type":"Pass","End":true}}}"#,
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /StartAt",
        ),
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.x","IsNull":true,"Next":"NOPE"}]}}}"#,
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/C/Choices[0]/Next",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"P"},"P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Next":"A"}}}]}}}"#,
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: A at /States/P/Branches[0]/States/B/Next",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"${Next}"}}}"#),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}}"#),
    ],
    check: Check::Machine(check),
};

fn check(machine: MachineView<'_>, _: &Settings, report: &mut Report<'_>) {
    if !machine.field("States").is_some_and(Node::is_object) {
        return;
    }
    for reference in references(machine) {
        let Some(target) = reference.node.as_str() else { continue };
        if machine.state(&target).is_none() && !target.contains("${") {
            report.graph("MISSING_TRANSITION_TARGET", reference.node, format!("Missing 'Next' target: {target}"));
        }
    }
}
