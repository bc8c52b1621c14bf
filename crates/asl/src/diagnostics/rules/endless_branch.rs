//! Hint: a branch or processor that never ends.

use super::terminal_state::{has_states, never_ends};
use crate::MachineView;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};

pub(super) static RULE: Rule = Rule {
    name: "endless-branch",
    summary: "AWS takes a branch or processor without a terminal state, but it never comes to an end.",
    examples: &[
        bad(
            r#"{"States":{"M":{"Type":"Map","Iterator":{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A"}}}}}}"#,
            "ENDLESS_BRANCH: No state here ends, so it runs until the execution times out at /States/M/Iterator",
        ),
        good(r#"{"States":{"M":{"Type":"Map","Iterator":{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}}}}"#),
    ],
    check: Check::Machine(check),
};

fn check(machine: MachineView<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if machine.depth() > 0 && has_states(machine) && never_ends(machine) {
        report.hint("ENDLESS_BRANCH", machine.node(), "No state here ends, so it runs until the execution times out");
    }
}
