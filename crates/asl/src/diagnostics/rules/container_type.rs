//! Objects and lists where the language has objects and lists.

use crate::NodeKind;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, bad, good};
use crate::diagnostics::walk::{Misfit, Visit};

pub(super) static RULE: Rule = Rule {
    name: "container-type",
    summary: "States, branches, rules, retriers and the like are objects, and lists of them are arrays.",
    examples: &[
        bad(r#"{"StartAt":"A","States":[]}"#, "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States"),
        bad(
            r#"{"StartAt":"A","States":{"A":1}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States/A",
        ),
        bad(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[[]],"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States/P/Branches[0]",
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Retry":{},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [ARRAY] at /States/T/Retry",
        ),
        good(r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Retry":[],"End":true}}}"#),
    ],
    check: Check::Misfit(check),
};

fn check(misfit: Misfit<'_>, report: &mut Report<'_>) {
    if misfit.node.kind() != NodeKind::Broken && !Visit::is_placeholder(misfit.node) {
        report.schema(misfit.node, format!("Expected value of type {}", misfit.expected));
    }
}
