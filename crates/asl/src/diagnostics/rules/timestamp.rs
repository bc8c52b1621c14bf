//! Timestamps that are timestamps.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Kind, Kinds};
use crate::diagnostics::timestamp::{is_timestamp, spelled};
use crate::diagnostics::walk::Visit;
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "timestamp",
    summary: "A Wait's Timestamp is RFC 3339 with an upper case T, and an upper case Z or an offset.",
    examples: &[
        bad(
            r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Timestamp":"2016-13-05T21:29:29Z","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/W/Timestamp",
        ),
        mended(
            r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Timestamp":"2016-12-05 21:29:29z","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/W/Timestamp",
            "Write \"2016-12-05T21:29:29Z\"",
            r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Timestamp":"2016-12-05T21:29:29Z","End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Timestamp":"{% $now() %}","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/W/Timestamp",
        ),
        good(r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Timestamp":"2016-12-05T21:29:29Z","End":true}}}"#),
        good(r#"{"StartAt":"W","States":{"W":{"Type":"Wait","Timestamp":"${When}","End":true}}}"#),
        good(
            r#"{"StartAt":"W","QueryLanguage":"JSONata","States":{"W":{"Type":"Wait","Timestamp":"{% $now() %}","End":true}}}"#,
        ),
    ],
    check: Check::Fields(Kinds::TIMESTAMP, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(Kind::Timestamp) = visit.schema.field(&member.key()).map(|field| field.kind) else { continue };
        let node = member.value();
        let Some(text) = node.as_str() else { continue };
        if !is_timestamp(&text) && !Visit::is_placeholder(node) && !visit.is_expression(node) {
            report.schema(node, "String does not match RFC3339 timestamp");
            report.with_fix(|document| Fix::write(document, node, Value::from(spelled(&text)?)));
        }
    }
}
