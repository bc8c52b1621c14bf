//! Fields that must be there.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "required-fields",
    summary: "Every object has the fields that it cannot do without.",
    examples: &[
        bad("{}", "SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /"),
        bad(r#"{"States":{}}"#, "SCHEMA_VALIDATION_FAILED: These fields are required: [StartAt] at /"),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/T",
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","End":true,"Catch":[{"ErrorEquals":["States.ALL"]}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Next] at /States/T/Catch[0]",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","End":true,"Retry":[{"ErrorEquals":["States.ALL"]}]}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings, report: &mut Report<'_>) {
    let missing: Vec<&str> =
        visit.schema.required.iter().copied().filter(|name| visit.node.get(name).is_none()).collect();
    if !missing.is_empty() {
        report.schema(visit.node, format!("These fields are required: [{}]", missing.join(", ")));
    }
}
