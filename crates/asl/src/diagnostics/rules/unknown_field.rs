//! Fields that the language does not have there.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;
use crate::{Member, TextChange, quote};

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    summary: "Every object has only the fields that the language gives it; upper and lower case matter.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","TimeoutSeconds":5,"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A",
        ),
        bad(
            r#"{"StartAt":"A","comment":"c","States":{"A":{"Type":"Pass","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'comment' is not supported at /",
        ),
        bad(
            r#"{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"QueryLanguage":"JSONata","StartAt":"A","States":{}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/M/ItemProcessor",
        ),
        good(r#"{"StartAt":"A","Comment":"c","States":{"A":{"Type":"Pass","Comment":"c","End":true}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let key = member.key();
        if visit.schema.field(&key).is_some() {
            continue;
        }
        report.schema(visit.node, format!("Field '{key}' is not supported"));
        report.with_fix(|| other_case(visit, member));
    }
}

/// A field that differs from a known one in upper and lower case only.
fn other_case(visit: &Visit<'_>, member: Member<'_>) -> Option<Fix> {
    let key = member.key();
    let meant = visit.schema.fields.iter().find(|field| field.name.eq_ignore_ascii_case(&key))?;
    let free = visit.node.get(meant.name).is_none();
    free.then(|| Fix {
        title: format!("Write \"{}\"", meant.name),
        changes: vec![TextChange::new(member.key_span(), quote(meant.name))],
    })
}
