//! A heartbeat comes before the timeout.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "heartbeat",
    summary: "HeartbeatSeconds is smaller than TimeoutSeconds.",
    examples: &[
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","TimeoutSeconds":5,"HeartbeatSeconds":5}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'HeartbeatSeconds' must be smaller than 'TimeoutSeconds' at /States/T/HeartbeatSeconds",
        ),
        good(r#"{"StartAt":"T","States":{"T":{"Type":"Task","TimeoutSeconds":6,"HeartbeatSeconds":5}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    let (Some(timeout), Some(heartbeat)) = (visit.node.get("TimeoutSeconds"), visit.node.get("HeartbeatSeconds"))
    else {
        return;
    };
    if let (Some(timeout), Some(beat)) = (timeout.as_f64(), heartbeat.as_f64())
        && beat >= timeout
    {
        report.schema(heartbeat, "The field 'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'");
    }
}
