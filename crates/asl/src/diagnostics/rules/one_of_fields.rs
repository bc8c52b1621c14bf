//! Fields of which only one may be there, and those of which one must be.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::NEXT_OR_END;
use crate::diagnostics::walk::Visit;
use crate::edit::references::references;
use crate::{Document, Node, StateType, StateView};
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "one-of-fields",
    summary: "Of fields that exclude each other one is there, as Next or End.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass"}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/A",
            "Add \"End\": true",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":false}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [Next, End] at /States/A",
            "Write true",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B","End":true},"B":{"Type":"Succeed"}}}"#,
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/A",
            "Remove \"End\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Succeed"}}}"#,
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"B","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Next, End] at /States/A",
            "Remove \"Next\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","ErrorPath":"$.e"}}}"#,
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [Error, ErrorPath] at /States/F",
        ),
        bad(
            r#"{"StartAt":"W","States":{"W":{"Type":"Wait","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have only one of the following fields: [SecondsPath, Seconds, TimestampPath, Timestamp] at /States/W",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#),
        good(r#"{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","CausePath":"$.c"}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    // `End: false` says nothing.
    let there =
        |name: &&&str| visit.node.get(name).is_some_and(|value| **name != "End" || Node::as_bool(value) != Some(false));
    for group in visit.schema.exclusive {
        if group.iter().filter(there).count() > 1 {
            report.schema(
                visit.node,
                format!("There should only be one of the following fields: [{}]", group.join(", ")),
            );
        }
    }
    for group in visit.schema.one_of {
        match group.iter().filter(there).count() {
            1 => continue,
            0 => report.schema(
                visit.node,
                format!("This object should have only one of the following fields: [{}]", group.join(", ")),
            ),
            _ => report.schema(
                visit.node,
                format!("There should only be one of the following fields: [{}]", group.join(", ")),
            ),
        }
        if *group == NEXT_OR_END {
            report.with_fix(|document| end_or_go_on(document, visit));
        }
    }
}

/// A state that says nothing ends. Of one that says both, what it says last goes, where the rest stays whole.
fn end_or_go_on(document: &Document, visit: &Visit<'_>) -> Option<Fix> {
    let state = visit.node;
    let Some(next) = state.get("Next") else {
        return match state.get("End") {
            Some(end) => Fix::write(document, end, Value::Bool(true)),
            None => Fix::add(document, state, "End", Value::Bool(true)),
        };
    };
    let machine = visit.machine?;
    let Some(target) = next.as_str().filter(|name| machine.state(name).is_some()) else {
        return Fix::remove(document, next);
    };
    let ends = |other: StateView<'_>| {
        other.node() != state
            && (other.end() || matches!(other.state_type(), Some(StateType::Succeed | StateType::Fail)))
    };
    if machine.states().any(ends) {
        return Fix::remove(document, state.get("End")?);
    }
    let named = references(machine).iter().filter(|way| way.leads_to(&target)).count();
    (named > 1).then(|| Fix::remove(document, next))?
}
