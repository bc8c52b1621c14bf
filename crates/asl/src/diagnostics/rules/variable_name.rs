//! Names of variables.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::schema::{Kind, Kinds};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "variable-name",
    summary: "A variable's name is an identifier of at most 80 characters, and not `states`.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"states":1},"End":true}}}"#,
            "RESERVED_VARIABLE_NAME: Cannot assign to reserved variable '$states'. at /States/A/Assign/states",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"a-b.$":"$.a"},"End":true}}}"#,
            "INVALID_VARIABLE_NAME: Invalid variable name 'a-b': the variable name contains invalid characters. at /States/A/Assign/a-b.$",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"count.$":"$.a","größe_2":1},"End":true}}}"#),
    ],
    check: Check::Fields(Kinds::ASSIGN, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(Kind::Assign) = visit.schema.field(&member.key()).map(|field| field.kind) else { continue };
        for variable in member.value().members() {
            let key = variable.key();
            let name = key.strip_suffix(".$").unwrap_or(&key);
            let node = variable.value();
            if name.contains("${") {
                continue;
            }
            if name == "states" {
                report.error("RESERVED_VARIABLE_NAME", node, "Cannot assign to reserved variable '$states'.");
            } else if name.chars().count() > 80 {
                report.error(
                    "INVALID_VARIABLE_NAME",
                    node,
                    format!("Invalid variable name '{name}': the variable name exceeds the 80-character limit."),
                );
            } else if !is_identifier(name) {
                report.error(
                    "INVALID_VARIABLE_NAME",
                    node,
                    format!("Invalid variable name '{name}': the variable name contains invalid characters."),
                );
            }
        }
    }
}

/// UAX #31, near enough: letters of any script, then letters, digits and underscores.
fn is_identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && chars.all(|c| c.is_alphanumeric() || c == '_')
}
