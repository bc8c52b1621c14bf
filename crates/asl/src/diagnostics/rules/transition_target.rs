//! Transitions lead to states of the same machine.

use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::edit::references::references;
use crate::{MachineView, Node};
use serde_json::Value;

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
        mended(
            r#"{"StartAt":"Charge","States":{"Charge":{"Type":"Pass","Next":"Refnud"},"Refund":{"Type":"Pass","End":true}}}"#,
            "MISSING_TRANSITION_TARGET: Missing 'Next' target: Refnud at /States/Charge/Next",
            "Write \"Refund\"",
            r#"{"StartAt":"Charge","States":{"Charge":{"Type":"Pass","Next":"Refund"},"Refund":{"Type":"Pass","End":true}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"${Next}"}}}"#),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}}"#),
    ],
    check: Check::Machine(check),
};

/// How many names are looked at for the one that was meant.
const MOST_NAMES: usize = 1_000;

fn check(machine: MachineView<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if !machine.field("States").is_some_and(Node::is_object) {
        return;
    }
    for reference in references(machine) {
        let Some(target) = reference.node.as_str() else { continue };
        if machine.state(&target).is_none() && !target.contains("${") {
            report.graph("MISSING_TRANSITION_TARGET", reference.node, format!("Missing 'Next' target: {target}"));
            // A state does not mean itself; with very many states nobody waits for a guess.
            let own = reference.from.map(|state| state.name());
            report.with_fix(|document| {
                let names = machine.states().map(|state| state.name()).filter(|name| own.as_ref() != Some(name));
                let meant = nearest(&target, names.take(MOST_NAMES))?;
                Fix::write(document, reference.node, Value::from(meant))
            });
        }
    }
}
