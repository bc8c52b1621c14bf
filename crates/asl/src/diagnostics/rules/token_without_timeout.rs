//! Hint: a callback that may never come.

use crate::StateType;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "token-without-timeout",
    summary: "A Task that waits for a token without a timeout or heartbeat waits up to a year.",
    examples: &[
        bad(
            r#"{"States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken"}}}"#,
            "TOKEN_WITHOUT_TIMEOUT: Nobody may ever send the token back; give a TimeoutSeconds or HeartbeatSeconds at /States/T",
        ),
        good(
            r#"{"States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","TimeoutSeconds":60}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    let limits = ["TimeoutSeconds", "TimeoutSecondsPath", "HeartbeatSeconds", "HeartbeatSecondsPath"];
    let waits =
        visit.node.get("Resource").and_then(|node| node.as_str()).is_some_and(|arn| arn.ends_with(".waitForTaskToken"));
    if visit.state_type == Some(StateType::Task) && waits && limits.iter().all(|field| visit.node.get(field).is_none())
    {
        let message = "Nobody may ever send the token back; give a TimeoutSeconds or HeartbeatSeconds";
        report.hint("TOKEN_WITHOUT_TIMEOUT", visit.node, message);
    }
}
