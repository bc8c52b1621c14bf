//! Fields that the language does not have there.

use super::value_type::expected;
use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::is_field;
use crate::diagnostics::walk::Visit;
use crate::{Document, Member};

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    summary: "Every object has only the fields that the language gives it; upper and lower case matter.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","TimeoutSeconds":5,"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/A",
            "Remove \"TimeoutSeconds\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"A","comment":"c","States":{"A":{"Type":"Pass","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'comment' is not supported at /",
            "Write \"Comment\"",
            r#"{"StartAt":"A","Comment":"c","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Retry":[{"ErrorEqauls":["A"]}],"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'ErrorEqauls' is not supported at /States/T/Retry[0]",
            "Write \"ErrorEquals\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Retry":[{"ErrorEquals":["A"]}],"End":true}}}"#,
        ),
        // What leads to other states is not taken away.
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Succeed","Next":"B"},"B":{"Type":"Succeed"}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'Next' is not supported at /States/A",
        ),
        mended(
            r#"{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"QueryLanguage":"JSONata","StartAt":"A","States":{}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'QueryLanguage' is not supported at /States/M/ItemProcessor",
            "Remove \"QueryLanguage\"",
            r#"{"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{}}}}}"#,
        ),
        good(r#"{"StartAt":"A","Comment":"c","States":{"A":{"Type":"Pass","Comment":"c","End":true}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let key = member.key();
        if visit.schema.field(&key).is_some() {
            continue;
        }
        report.schema(visit.node, format!("Field '{key}' is not supported"));
        report.with_fix(|document| fix(document, visit, member));
    }
}

/// The name of a field that was meant, where there is one and it is free; else the field goes.
fn fix(document: &Document, visit: &Visit<'_>, member: Member<'_>) -> Option<Fix> {
    let known = visit.schema.fields.iter().filter(|field| field.language.is_none_or(|only| only == visit.language));
    // A name that other objects have is no slip of the pen.
    let names = known.filter(|_| !is_field(&member.key())).map(|field| field.name);
    match nearest(&member.key(), names) {
        Some(meant) => {
            let kind = visit.schema.field(meant)?.kind;
            let fits = visit.node.get(meant).is_none() && expected(visit, kind, member.value()).is_none();
            Fix::write_key(document, member, meant).filter(|_| fits)
        }
        // What names or holds states is not taken away: others would be left without a way to them.
        None if LEADS.contains(&&*member.key()) => None,
        None => Fix::remove(document, member.value()),
    }
}

/// Fields by which states are reached, or which hold some.
const LEADS: &[&str] =
    &["Next", "Default", "Catch", "Choices", "StartAt", "States", "Branches", "ItemProcessor", "Iterator"];
