//! Numbers within their field's range.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::schema::{Kind, Kinds};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "number-range",
    summary: "Numbers lie within what AWS takes for their field.",
    examples: &[
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","TimeoutSeconds":0}}}"#,
            "SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /States/T/TimeoutSeconds",
        ),
        bad(
            r#"{"StartAt":"M","States":{"M":{"Type":"Map","ToleratedFailurePercentage":101}}}"#,
            "SCHEMA_VALIDATION_FAILED: Maximum value is 100.0 at /States/M/ToleratedFailurePercentage",
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A"],"BackoffRate":0.5}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Minimum value is 1.0 at /States/T/Retry[0]/BackoffRate",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","TimeoutSeconds":99999999,"Retry":[{"ErrorEquals":["A"],"MaxAttempts":0}]}}}"#,
        ),
    ],
    check: Check::Fields(Kinds::NUMBERS, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()) else { continue };
        let node = member.value();
        let Some(value) = node.as_f64() else { continue };
        // Bounds are far below where doubles lose integers.
        #[allow(clippy::cast_precision_loss)]
        let (low, high, decimals) = match field.kind {
            Kind::Whole(low, high) => (low as f64, high as f64, 0),
            Kind::Decimal(low, high) => (low, high, 1),
            _ => continue,
        };
        if value < low {
            report.schema(node, format!("Minimum value is {low:.decimals$}"));
        } else if value > high {
            report.schema(node, format!("Maximum value is {high:.decimals$}"));
        }
    }
}
