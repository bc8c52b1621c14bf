//! Hint: an action of the AWS SDK that there is not.
//!
//! AWS publishes no list of the actions that it takes, and has new ones every day: so nothing is refused here.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Kind, Kinds};
use crate::diagnostics::walk::Visit;
use serde_json::Value;
use stepwell_aws_catalogue::Unknown;

pub(super) static RULE: Rule = Rule {
    name: "known-action",
    summary: "An AWS SDK integration names a service and an action that AWS has.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:GetObject","End":true}}}"#,
            "UNKNOWN_ACTION: AWS is not known to have an action GetObject of s3; getObject may be meant at /States/T/Resource",
            "Write \"arn:aws:states:::aws-sdk:s3:getObject\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:getObject","End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:dynamo:query.waitForTaskToken","End":true}}}"#,
            "UNKNOWN_SERVICE: AWS is not known to have a service dynamo; dynamodb may be meant at /States/T/Resource",
            "Write \"arn:aws:states:::aws-sdk:dynamodb:query.waitForTaskToken\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:dynamodb:query.waitForTaskToken","End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:frobnicate","End":true}}}"#,
            "UNKNOWN_ACTION: AWS is not known to have an action frobnicate of s3 at /States/T/Resource",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:${S}:x","End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws-cn:states:::aws-sdk:s3:listBuckets","End":true}}}"#,
        ),
    ],
    check: Check::Fields(Kinds::RESOURCE, check),
};

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(Kind::Resource) = visit.schema.field(&member.key()).map(|field| field.kind) else { continue };
        let node = member.value();
        let Some(text) = node.as_str().filter(|text| text.contains(":states:::aws-sdk:")) else { continue };
        let (code, what, old, near) = match &*settings.calls.of(&text) {
            Err(Unknown::Service { service, near, .. }) => {
                ("UNKNOWN_SERVICE", format!("a service {service}"), format!(":aws-sdk:{service}:"), near.clone())
            }
            Err(Unknown::Action { service, action, near }) => {
                ("UNKNOWN_ACTION", format!("an action {action} of {service}"), format!(":{action}"), near.clone())
            }
            _ => continue,
        };
        let meant = near.as_ref().map(|near| format!("; {near} may be meant")).unwrap_or_default();
        report.hint(code, node, format!("AWS is not known to have {what}{meant}"));
        report.with_fix(|document| {
            let near = near?;
            let new = if code == "UNKNOWN_SERVICE" { format!(":aws-sdk:{near}:") } else { format!(":{near}") };
            let at = text.rfind(&old)?;
            let meant = format!("{}{new}{}", &text[..at], &text[at + old.len()..]);
            Fix::write(document, node, Value::from(meant))
        });
    }
}
