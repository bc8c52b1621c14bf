//! Hint: states that no way leads out of.

use super::terminal_state::{has_states, never_ends};
use crate::diagnostics::graph::Graph;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::{MachineView, StateType, StateView};

pub(super) static RULE: Rule = Rule {
    name: "cannot-end",
    summary: "From every state some way leads to an end.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"B"}],"Default":"C"},"B":{"Type":"Wait","Seconds":1,"Next":"B"},"C":{"Type":"Succeed"}}}"#,
            "CANNOT_END: No way leads from here to an end, so the execution runs until it times out at /States/B",
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"A"}],"Default":"C"},"C":{"Type":"Fail"}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"${B}"},"C":{"Type":"Succeed"}}}"#),
        // Said by other rules.
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A"}}}"#),
    ],
    check: Check::Machine(check),
};

fn check(machine: MachineView<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if !has_states(machine) || never_ends(machine) {
        return;
    }
    let graph = Graph::of(machine);
    if graph.open {
        return;
    }
    let ends: Vec<usize> =
        graph.states.iter().enumerate().filter(|(_, state)| may_end(**state)).map(|(at, _)| at).collect();
    let lead_out = graph.before(&ends);
    for (state, _) in graph.states.iter().zip(&lead_out).filter(|(_, leads)| !**leads) {
        let message = "No way leads from here to an end, so the execution runs until it times out";
        report.hint("CANNOT_END", state.node(), message);
    }
}

/// Whether it ends the machine; one that is not whole yet may still be made to.
fn may_end(state: StateView<'_>) -> bool {
    state.field("End").is_some_and(|end| end.as_bool() != Some(false))
        || (state.field("Next").is_none() && state.state_type() != Some(StateType::Choice))
}
