//! What Express state machines cannot do.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;
use crate::{MachineType, Node, StateType};

pub(super) static RULE: Rule = Rule {
    name: "express",
    summary: "An Express state machine, or the children of a distributed Map that are one, has no .sync, no .waitForTaskToken, no activities and no distributed Map.",
    examples: &[
        bad(
            r#"{"Comment":"EXPRESS","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.sync' service integration at /States/T/Resource",
        ),
        bad(
            r#"{"Comment":"EXPRESS","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage.waitForTaskToken","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken' service integration  at /States/T/Resource",
        ),
        bad(
            r#"{"Comment":"EXPRESS","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:us-east-1:123456789012:activity:a","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support Activity ARN at /States/T/Resource",
        ),
        bad(
            r#"{"Comment":"EXPRESS","StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"A","States":{}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: Express state machine does not support Map state in DISTRIBUTED mode at /States/M/ItemProcessor/ProcessorConfig/Mode",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync","End":true}}}"#,
        ),
        good(
            r#"{"Comment":"EXPRESS","StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    match visit.state_type {
        Some(StateType::Task) => {
            let Some(node) = visit.node.get("Resource") else { return };
            let Some(resource) = node.as_str() else { return };
            let message = if resource.ends_with(".sync") || resource.ends_with(".sync:2") {
                "Express state machine does not support '.sync' service integration"
            } else if resource.ends_with(".waitForTaskToken") {
                // AWS's message ends in a blank.
                "Express state machine does not support '.waitForTaskToken' service integration "
            } else if is_activity(&resource) {
                "Express state machine does not support Activity ARN"
            } else {
                return;
            };
            if is_express(visit.node, settings.kind) {
                report.schema(node, message);
            }
        }
        Some(StateType::Map) => {
            let processor = visit.node.get("ItemProcessor").or_else(|| visit.node.get("Iterator"));
            let mode =
                processor.and_then(|processor| processor.get("ProcessorConfig")).and_then(|config| config.get("Mode"));
            let Some(mode) = mode.filter(|mode| mode.as_str().is_some_and(|mode| mode == "DISTRIBUTED")) else {
                return;
            };
            if is_express(visit.node, settings.kind) {
                report.schema(mode, "Express state machine does not support Map state in DISTRIBUTED mode");
            }
        }
        Some(_) | None => {}
    }
}

pub(super) fn is_activity(resource: &str) -> bool {
    let mut parts = resource.split(':').skip(2);
    parts.next() == Some("states") && parts.nth(2) == Some("activity")
}

/// Whether a state runs in an Express execution: of the nearest distributed Map around it, else of the whole machine's type.
fn is_express(state: Node<'_>, kind: MachineType) -> bool {
    let mut at = state;
    while let Some(parent) = at.parent() {
        let word = |name: &str| {
            let config = parent.get("ProcessorConfig")?;
            config.get(name)?.as_str()
        };
        if word("Mode").is_some_and(|mode| mode == "DISTRIBUTED") {
            return word("ExecutionType").is_some_and(|kind| kind == "EXPRESS");
        }
        at = parent;
    }
    kind == MachineType::Express
}
