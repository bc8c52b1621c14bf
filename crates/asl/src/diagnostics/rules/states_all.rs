//! `States.ALL` stands alone and last.

use crate::Node;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "states-all",
    summary: "States.ALL is the only name of the last retrier or catcher.",
    examples: &[
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["A"]}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list at /States/T/Retry[0]/ErrorEquals",
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Catch":[{"ErrorEquals":["A","States.ALL"],"Next":"T"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list at /States/T/Catch[0]/ErrorEquals",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A"]},{"ErrorEquals":["States.ALL"]}]}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings, report: &mut Report<'_>) {
    if !visit.state_type.is_some_and(crate::StateType::has_catch) {
        return;
    }
    for list in ["Retry", "Catch"].iter().filter_map(|name| visit.node.get(name)) {
        let mut entries = list.items().filter_map(|entry| entry.get("ErrorEquals")).peekable();
        while let Some(names) = entries.next() {
            let all = names.items().any(|name| Node::as_str(name).is_some_and(|name| name == "States.ALL"));
            if all && (names.items().count() > 1 || entries.peek().is_some()) {
                report.schema(names, "States.ALL must appear alone and at end of list");
            }
        }
    }
}
