//! Every state has one of the eight types.

use crate::Node;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, bad, good};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "state-type",
    summary: "Every state has a Type: Task, Wait, Pass, Succeed, Fail, Choice, Parallel or Map.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Lambda"}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/A",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#),
    ],
    check: Check::Untyped(check),
};

fn check(state: Node<'_>, report: &mut Report<'_>) {
    match state.get("Type") {
        Some(kind) if Visit::is_placeholder(kind) => {}
        Some(kind) => {
            let message = "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]";
            report.schema(kind, message);
        }
        None => report.schema(state, "These fields are required: [Type]"),
    }
}
