//! Hint: a retrier or catcher that comes too late.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;
use crate::edit::references::references;
use crate::{Node, StateType};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "never-matches",
    summary: "A retrier or catcher has an error name that none before it takes.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Catch":[{"ErrorEquals":["States.ALL"],"Next":"F"},{"ErrorEquals":["A"],"Next":"F"}]}}}"#,
            "NEVER_MATCHES: The entries before this one take all of its errors, so it never matches at /States/T/Catch[1]/ErrorEquals",
            "Remove this entry",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Catch":[{"ErrorEquals":["States.ALL"],"Next":"F"}]}}}"#,
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["States.TaskFailed"]},{"ErrorEquals":["Lambda.TooManyRequestsException"]}]}}}"#,
            "NEVER_MATCHES: The entries before this one take all of its errors, so it never matches at /States/T/Retry[1]/ErrorEquals",
            "Remove this entry",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["States.TaskFailed"]}]}}}"#,
        ),
        // The only way to G stays.
        bad(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","Catch":[{"ErrorEquals":["A","B"],"Next":"F"},{"ErrorEquals":["B"],"Next":"G"}]}}}"#,
            "NEVER_MATCHES: The entries before this one take all of its errors, so it never matches at /States/P/Catch[1]/ErrorEquals",
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["States.TaskFailed"]},{"ErrorEquals":["States.Timeout"]},{"ErrorEquals":["States.ALL"]}],"Catch":[{"ErrorEquals":["A"],"Next":"F"},{"ErrorEquals":["A","B"],"Next":"F"}]}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if !visit.state_type.is_some_and(StateType::has_catch) {
        return;
    }
    for list in ["Retry", "Catch"].iter().filter_map(|name| visit.node.get(name)) {
        let mut taken = HashSet::new();
        for names in list.items().filter_map(|entry| entry.get("ErrorEquals")) {
            let own: Vec<_> = names.items().filter_map(|name| name.as_str()).collect();
            // States.TaskFailed takes what a task fails with, whatever its name; States' own errors are told apart.
            let of_task = visit.state_type == Some(StateType::Task) && taken.contains("States.TaskFailed");
            let late = !own.is_empty()
                && own.iter().all(|name| {
                    taken.contains("States.ALL") || taken.contains(&**name) || (of_task && !name.starts_with("States."))
                });
            if late && !own.iter().any(|name| name.contains("${")) {
                let message = "The entries before this one take all of its errors, so it never matches";
                report.hint("NEVER_MATCHES", names, message);
                report.with_fix(|document| {
                    names
                        .parent()
                        .filter(|entry| !is_only_way(visit, *entry))
                        .and_then(|entry| Fix::remove(document, entry))
                });
            }
            taken.extend(own.into_iter().map(std::borrow::Cow::into_owned));
        }
    }
}

/// Whether a catcher is the only thing that leads to its state.
fn is_only_way(visit: &Visit<'_>, entry: Node<'_>) -> bool {
    let Some(next) = entry.get("Next").and_then(Node::as_str) else { return false };
    visit.machine.is_none_or(|machine| references(machine).iter().filter(|way| way.leads_to(&next)).count() < 2)
}
