//! `States.ALL` stands alone and last.

use crate::diagnostics::Fix;
use crate::diagnostics::fix::set;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::walk::Visit;
use crate::{Document, Format, Node, TextChange};
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "states-all",
    summary: "States.ALL is the only name of the last retrier or catcher.",
    examples: &[
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["States.ALL"]},{"ErrorEquals":["A"]}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list at /States/T/Retry[0]/ErrorEquals",
            "Move States.ALL to the end",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A"]},{"ErrorEquals":["States.ALL"]}]}}}"#,
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Catch":[{"ErrorEquals":["A","States.ALL"],"Next":"T"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: States.ALL must appear alone and at end of list at /States/T/Catch[0]/ErrorEquals",
            "Leave States.ALL alone",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Catch":[{"ErrorEquals":["States.ALL"],"Next":"T"}]}}}"#,
        ),
        good(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Retry":[{"ErrorEquals":["A"]},{"ErrorEquals":["States.ALL"]}]}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if !visit.state_type.is_some_and(crate::StateType::has_catch) {
        return;
    }
    for list in ["Retry", "Catch"].iter().filter_map(|name| visit.node.get(name)) {
        let mut entries = list.items().filter_map(|entry| entry.get("ErrorEquals")).peekable();
        while let Some(names) = entries.next() {
            let (alone, last) = (names.items().count() == 1, entries.peek().is_none());
            if takes_all(names) && !(alone && last) {
                report.schema(names, "States.ALL must appear alone and at end of list");
                report.with_fix(|document| match (alone, last) {
                    (true, false) => move_to_end(document, list, names.parent()?),
                    (false, true) => {
                        let edit = set(document, names, Some(Value::from(["States.ALL"].as_slice())))?;
                        Some(Fix::edits("Leave States.ALL alone", vec![edit]))
                    }
                    (_, _) => None,
                });
            }
        }
    }
}

fn takes_all(names: Node<'_>) -> bool {
    names.items().any(|name| Node::as_str(name).is_some_and(|name| name == "States.ALL"))
}

/// Puts the only entry for all errors behind the others; each entry keeps its text.
fn move_to_end(document: &Document, list: Node<'_>, entry: Node<'_>) -> Option<Fix> {
    const TITLE: &str = "Move States.ALL to the end";
    let mut entries: Vec<Node<'_>> = list.items().collect();
    if entries.iter().filter(|entry| entry.get("ErrorEquals").is_some_and(takes_all)).count() > 1 {
        return None;
    }
    let from = entries.iter().position(|other| *other == entry)?;
    let places: Vec<_> = entries[from..].iter().map(|entry| entry.span()).collect();
    entries[from..].rotate_left(1);
    match document.format() {
        Format::Json => {
            let moved = places.iter().zip(&entries[from..]);
            Some(Fix::changes(TITLE, moved.map(|(place, entry)| TextChange::new(*place, entry.text())).collect()))
        }
        Format::Yaml => {
            let values: Option<Vec<Value>> =
                entries.iter().map(|entry| serde_json::from_str(entry.text()).ok()).collect();
            Some(Fix::edits(TITLE, vec![set(document, list, Some(Value::Array(values?)))?]))
        }
    }
}
