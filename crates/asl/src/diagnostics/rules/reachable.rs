//! Every state can be reached.

use super::terminal_state::{has_states, never_ends};
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::edit::references::{Reference, references_of};
use crate::{MachineView, Node};
use std::borrow::Cow;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "reachable",
    summary: "Every state is reached from StartAt.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true},"B/C":{"Type":"Pass","End":true}}}"#,
            "MISSING_TRANSITION_TARGET: State \"B/C\" is not reachable. at /States/B/C",
        ),
        bad(
            r#"{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true},"B":{"Type":"Pass","End":true}}}}}}"#,
            "MISSING_TRANSITION_TARGET: State \"B\" is not reachable. at /States/M/ItemProcessor/States/B",
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"},"C":{"Type":"Pass","Next":"A"}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"${Next}"},"B":{"Type":"Succeed"}}}"#),
        good(r#"{"States":{"B":{"Type":"Succeed"}}}"#),
    ],
    check: Check::Machine(check),
};

fn check(machine: MachineView<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    // Where the machine never ends AWS says that and does not go on to this.
    if !has_states(machine) || (machine.depth() == 0 && never_ends(machine)) {
        return;
    }
    let Some(start) = machine.start_at() else { return };
    let mut reached: HashSet<Cow<'_, str>> = HashSet::from([start.clone()]);
    let mut rest = vec![start];
    let mut ways: Vec<Reference<'_>> = Vec::new();
    while let Some(name) = rest.pop() {
        // Where a way leads is only known when it is deployed: then anything may be reached.
        if name.contains("${") {
            return;
        }
        let Some(state) = machine.state(&name) else { continue };
        ways.clear();
        references_of(state, &mut ways);
        for target in ways.iter().filter_map(|way| way.node.as_str()) {
            if reached.insert(target.clone()) {
                rest.push(target);
            }
        }
    }
    for state in machine.states().filter(|state| Node::is_object(state.node()) && !reached.contains(&state.name())) {
        let message = format!("State \"{}\" is not reachable.", state.name());
        report.graph("MISSING_TRANSITION_TARGET", state.node(), message);
    }
}
