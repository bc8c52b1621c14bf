//! Fields of which only one may be there, and those of which one must be.

use crate::Node;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "one-of-fields",
    summary: "Of fields that exclude each other one is there, as Next or End.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass"}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/A",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"A","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/A",
        ),
        bad(
            r#"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","ErrorPath":"$.e"}}}"#,
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Error, ErrorPath] at /States/F",
        ),
        bad(
            r#"{"StartAt":"W","States":{"W":{"Type":"Wait","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/W",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#),
        good(r#"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","CausePath":"$.c"}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings, report: &mut Report<'_>) {
    // `End: false` says nothing.
    let there =
        |name: &&&str| visit.node.get(name).is_some_and(|value| **name != "End" || Node::as_bool(value) != Some(false));
    for group in visit.schema.exclusive {
        if group.iter().filter(there).count() > 1 {
            report.schema(
                visit.node,
                format!("There should only be one of the following fields: [{}]", group.join(", ")),
            );
        }
    }
    for group in visit.schema.one_of {
        match group.iter().filter(there).count() {
            1 => {}
            0 => report.schema(
                visit.node,
                format!("This object should have only one of the following fields: [{}]", group.join(", ")),
            ),
            _ => report.schema(
                visit.node,
                format!("There should only be one of the following fields: [{}]", group.join(", ")),
            ),
        }
    }
}
