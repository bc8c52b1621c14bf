//! `Credentials` names a role.

use super::express::is_activity;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "credentials",
    summary: "A Task's Credentials have a RoleArn; an activity takes none.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Credentials":{},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'RoleArn' is required but was missing at /States/T/Credentials",
            "Remove \"Credentials\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:a","Credentials":{"RoleArn":"arn:r"},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'Credentials' is not supported for activities at /States/T/Credentials",
            "Remove \"Credentials\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:a","End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Credentials":{"RoleArn.$":"$.role"},"End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    let Some(credentials) = visit.state_type.and_then(|_| visit.node.get("Credentials")) else { return };
    if credentials.is_object() && credentials.get("RoleArn").is_none() && credentials.get("RoleArn.$").is_none() {
        report.schema(credentials, "The field 'RoleArn' is required but was missing");
        if credentials.members().next().is_none() {
            report.with_fix(|document| Fix::remove(document, credentials));
        }
    }
    let resource = visit.node.get("Resource").and_then(|resource| resource.as_str());
    if resource.is_some_and(|resource| is_activity(&resource)) {
        report.schema(credentials, "The field 'Credentials' is not supported for activities");
        report.with_fix(|document| Fix::remove(document, credentials));
    }
}
