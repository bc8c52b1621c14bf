//! How deep machines lie inside each other.

use crate::Node;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, bad, good};

pub(super) static RULE: Rule = Rule {
    name: "nesting",
    summary: "Parallel and Map states do not nest without end.",
    examples: &[
        bad(include_str!("nesting.example.json"), include_str!("nesting.example.txt")),
        good(r#"{"States":{"M":{"Type":"Map","Iterator":{"States":{}}}}}"#),
    ],
    check: Check::TooDeep(check),
};

fn check(machine: Node<'_>, report: &mut Report<'_>) {
    report.error("TOO_DEEPLY_NESTED", machine, "States are too deeply nested");
}
