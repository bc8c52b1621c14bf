//! Fields that take one of a few words.

use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Kind, Kinds};
use crate::diagnostics::walk::Visit;
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "allowed-values",
    summary: "A field that takes one of a few words has one of them.",
    examples: &[
        mended(
            r#"{"QueryLanguage":"jsonata","StartAt":"A","States":{}}"#,
            "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [JSONPath, JSONata] at /QueryLanguage",
            "Write \"JSONata\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{}}"#,
        ),
        mended(
            r#"{"Version":"2.0","StartAt":"A","States":{}}"#,
            "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [1.0] at /Version",
            "Write \"1.0\"",
            r#"{"Version":"1.0","StartAt":"A","States":{}}"#,
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A"],"JitterStrategy":"SOME"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [NONE, FULL] at /States/T/Retry[0]/JitterStrategy",
        ),
        good(r#"{"QueryLanguage":"JSONata","Version":"1.0","StartAt":"A","States":{}}"#),
    ],
    check: Check::Fields(Kinds::WORDS, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(Kind::OneOfThese(allowed)) = visit.schema.field(&member.key()).map(|field| field.kind) else {
            continue;
        };
        let node = member.value();
        let Some(value) = node.as_str() else { continue };
        if allowed.contains(&&*value) || Visit::is_placeholder(node) || visit.is_expression(node) {
            continue;
        }
        report.schema(node, format!("Value should be one of the following: [{}]", allowed.join(", ")));
        report.with_fix(|document| {
            let meant = match allowed {
                [only] => only,
                several => nearest(&value, several.iter())?,
            };
            Fix::write(document, node, Value::from(*meant))
        });
    }
}
