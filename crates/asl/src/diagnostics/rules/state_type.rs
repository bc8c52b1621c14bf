//! Every state has one of the eight types.

use crate::diagnostics::Fix;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, bad, good, mended};
use crate::diagnostics::walk::Visit;
use crate::{Node, StateType};
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "state-type",
    summary: "Every state has a Type: Task, Wait, Pass, Succeed, Fail, Choice, Parallel or Map.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Lambda"}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/A",
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"succed"}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/A/Type",
            "Write \"Succeed\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#,
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Resource":"arn:x","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Type] at /States/A",
            "Add \"Type\": \"Task\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:x","End":true}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#),
    ],
    check: Check::Untyped(check),
};

fn check(state: Node<'_>, report: &mut Report<'_>) {
    match state.get("Type") {
        Some(kind) if Visit::is_placeholder(kind) => {}
        Some(kind) => {
            let message = "The field 'Type' should have one of these values: [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map]";
            report.schema(kind, message);
            report.with_fix(|document| {
                let word = kind.as_str()?;
                let meant = nearest(&word, StateType::ALL.iter().map(|kind| kind.name()))?;
                Fix::write(document, kind, Value::from(meant))
            });
        }
        None => {
            report.schema(state, "These fields are required: [Type]");
            report.with_fix(|document| {
                let (_, kind) = TELLING.iter().find(|(field, _)| state.get(field).is_some())?;
                Fix::add(document, state, "Type", Value::from(kind.name()))
            });
        }
    }
}

/// Fields that only one type has.
const TELLING: &[(&str, StateType)] = &[
    ("Resource", StateType::Task),
    ("Choices", StateType::Choice),
    ("Branches", StateType::Parallel),
    ("ItemProcessor", StateType::Map),
    ("Iterator", StateType::Map),
    ("Seconds", StateType::Wait),
    ("SecondsPath", StateType::Wait),
    ("Timestamp", StateType::Wait),
    ("TimestampPath", StateType::Wait),
    ("Result", StateType::Pass),
    ("Cause", StateType::Fail),
    ("CausePath", StateType::Fail),
];
