//! Hint: a retry or catch of what is never retried or caught.

use crate::Node;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "retry-on-runtime",
    summary: "States.Runtime is neither retried nor caught: the execution fails at once.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A","States.Runtime"]}]}}}"#,
            "RETRY_ON_RUNTIME: States.Runtime is never retried; the execution fails at once at /States/T/Retry[0]/ErrorEquals[1]",
            "Remove this entry",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A"]}]}}}"#,
        ),
        bad(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Catch":[{"ErrorEquals":["States.Runtime"],"Next":"F"}]}}}"#,
            "CATCH_ON_RUNTIME: States.Runtime is never caught; the execution fails at once at /States/T/Catch[0]/ErrorEquals[0]",
        ),
        good(r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["States.Timeout"]}]}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    let (code, done) = match visit.schema.name {
        "retrier" => ("RETRY_ON_RUNTIME", "retried"),
        "catcher" => ("CATCH_ON_RUNTIME", "caught"),
        _ => return,
    };
    for name in visit.node.get("ErrorEquals").into_iter().flat_map(Node::items) {
        if name.as_str().is_some_and(|name| name == "States.Runtime") {
            report.hint(code, name, format!("States.Runtime is never {done}; the execution fails at once"));
            let alone = name.parent().is_some_and(|names| names.items().count() == 1);
            // A whole catcher is not taken away: it may be the only way to its state.
            let whole = alone && code == "RETRY_ON_RUNTIME";
            if whole || !alone {
                report.with_fix(|document| Fix::remove(document, if whole { visit.node } else { name }));
            }
        }
    }
}
