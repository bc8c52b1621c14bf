//! Hint: a retry of what is never retried.

use crate::Node;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "retry-on-runtime",
    summary: "States.Runtime is never retried: the execution fails at once.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A","States.Runtime"]}]}}}"#,
            "RETRY_ON_RUNTIME: States.Runtime is never retried; the execution fails at once at /States/T/Retry[0]/ErrorEquals[1]",
            "Remove this entry",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A"]}]}}}"#,
        ),
        good(r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["States.Timeout"]}]}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.schema.name != "retrier" {
        return;
    }
    for name in visit.node.get("ErrorEquals").into_iter().flat_map(Node::items) {
        if name.as_str().is_some_and(|name| name == "States.Runtime") {
            report.hint("RETRY_ON_RUNTIME", name, "States.Runtime is never retried; the execution fails at once");
            let alone = name.parent().is_some_and(|names| names.items().count() == 1);
            report.with_fix(|document| Fix::remove(document, if alone { visit.node } else { name }));
        }
    }
}
