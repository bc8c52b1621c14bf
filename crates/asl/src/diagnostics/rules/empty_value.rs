//! Lists that must not be empty.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::schema::{Empty, Kind, Kinds};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "empty-value",
    summary: "A Choice has rules, a Parallel branches, a machine states, and ErrorEquals names.",
    examples: &[
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/C/Choices",
        ),
        bad(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[],"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/P/Branches",
        ),
        bad(r#"{"StartAt":"A","States":{}}"#, "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States"),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Catch":[{"ErrorEquals":[],"Next":"T"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/T/Catch[0]/ErrorEquals",
        ),
        good(r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[],"Catch":[]}}}"#),
    ],
    check: Check::Fields(Kinds::LISTS, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()) else { continue };
        let value = member.value();
        let empty = match field.kind {
            Kind::List(_, Empty::Refused) | Kind::Machines(_) | Kind::ErrorNames => {
                value.is_array() && value.items().next().is_none()
            }
            Kind::States => value.is_object() && value.members().next().is_none(),
            _ => false,
        };
        if empty {
            report.schema(value, "Value cannot be empty");
        }
    }
}
