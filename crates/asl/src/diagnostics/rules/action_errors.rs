//! Hint: an error name that differs by little from one that the action gives.
//!
//! The models of AWS's actions do not name all errors, so a name that is like none of them may well be right.

use crate::Node;
use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::walk::Visit;
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "action-errors",
    summary: "Retry and Catch name errors as the called action gives them: DynamoDb. of the AWS SDK, DynamoDB. of the optimised integration.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:dynamodb:putItem","Retry":[{"ErrorEquals":["DynamoDB.ConditionalCheckFailedException"]}],"End":true}}}"#,
            "UNKNOWN_ERROR: dynamodb:putItem is not known to fail with DynamoDB.ConditionalCheckFailedException, but with DynamoDb.ConditionalCheckFailedException at /States/T/Retry[0]/ErrorEquals[0]",
            "Write \"DynamoDb.ConditionalCheckFailedException\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:dynamodb:putItem","Retry":[{"ErrorEquals":["DynamoDb.ConditionalCheckFailedException"]}],"End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:getObject","Catch":[{"ErrorEquals":["S3.NoSuchKey"],"Next":"F"}],"End":true},"F":{"Type":"Fail"}}}"#,
            "UNKNOWN_ERROR: s3:getObject is not known to fail with S3.NoSuchKey, but with S3.NoSuchKeyException at /States/T/Catch[0]/ErrorEquals[0]",
            "Write \"S3.NoSuchKeyException\"",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:getObject","Catch":[{"ErrorEquals":["S3.NoSuchKeyException"],"Next":"F"}],"End":true},"F":{"Type":"Fail"}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:s3:getObject","Retry":[{"ErrorEquals":["S3.NoSuchKeyException","S3.SlowDownException","States.Timeout","Own"]}],"End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::dynamodb:putItem","Retry":[{"ErrorEquals":["DynamoDB.ConditionalCheckFailedException"]}],"End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    if !matches!(visit.schema.name, "retrier" | "catcher") {
        return;
    }
    let Some(names) = visit.node.get("ErrorEquals").filter(|names| names.items().any(is_services)) else { return };
    let resource = visit.owner.and_then(|owner| owner.get("Resource")).and_then(Node::as_str);
    let Some(resource) = resource.filter(|text| text.contains(":states:::")) else { return };
    let called = settings.calls.of(&resource);
    let Ok(called) = &*called else { return };
    let (Some(action), errors) = (called.name(), called.errors()) else { return };
    for node in names.items().filter(|node| is_services(*node)) {
        let Some(name) = node.as_str() else { continue };
        if errors.iter().any(|error| *error == name) {
            continue;
        }
        let whole = format!("{name}Exception");
        let by_case =
            errors.iter().find(|error| error.eq_ignore_ascii_case(&name) || error.eq_ignore_ascii_case(&whole));
        let Some(meant) = by_case.or_else(|| nearest(&name, errors.iter())) else { continue };
        report.hint("UNKNOWN_ERROR", node, format!("{action} is not known to fail with {name}, but with {meant}"));
        report.with_fix(|document| Fix::write(document, node, Value::from(meant.as_str())));
    }
}

/// Whether it is the name of a service's error: `S3.NoSuchKeyException`.
fn is_services(node: Node<'_>) -> bool {
    node.as_str().is_some_and(|name| {
        name.split_once('.').is_some_and(|(prefix, rest)| prefix != "States" && !rest.is_empty())
            && !name.contains("${")
    })
}
