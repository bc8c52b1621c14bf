//! A state machine can end.

use crate::diagnostics::Severity;
use crate::diagnostics::report::{Phase, Report};
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::{MachineView, Node, StateType, StateView};

pub(super) static RULE: Rule = Rule {
    name: "terminal-state",
    summary: "At the top level there is a state with End, or a Succeed or Fail state.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"A"}}}"#,
            "MISSING_END_STATE: Workflow has no terminal state at ",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Fail"}}}"#),
    ],
    check: Check::Machine(check),
};

fn check(machine: MachineView<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    // AWS asks this of the top level only.
    if machine.depth() == 0 && has_states(machine) && never_ends(machine) {
        let span =
            machine.field("States").and_then(Node::member).map_or(machine.node().span(), |member| member.key_span());
        let message = "Workflow has no terminal state".to_owned();
        report.at(Severity::Error, "MISSING_END_STATE", message, "", span, Phase::Graph);
    }
}

pub(super) fn has_states(machine: MachineView<'_>) -> bool {
    machine.states().any(|state| state.node().is_object())
}

/// Whether none of its states ends it. A state that is not whole yet might.
pub(super) fn never_ends(machine: MachineView<'_>) -> bool {
    machine.states().all(|state| {
        let ends = state.field("End").is_some_and(|end| end.as_bool() != Some(false));
        !ends && !matches!(state.state_type(), Some(StateType::Succeed | StateType::Fail)) && leads_on(state)
    })
}

/// Whether it leads on at all; one that neither leads on nor ends has been told so already.
fn leads_on(state: StateView<'_>) -> bool {
    state.field("Next").is_some() || state.state_type() == Some(StateType::Choice)
}
