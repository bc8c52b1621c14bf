//! Values of the type that their field takes.

use crate::diagnostics::Fix;
use crate::diagnostics::fix::converted;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::Kind;
use crate::diagnostics::walk::Visit;
use crate::{Node, NodeKind};

pub(super) static RULE: Rule = Rule {
    name: "value-type",
    summary: "Every field holds a value of its own type; a JSONata state may compute numbers by an expression.",
    examples: &[
        bad(
            r#"{"QueryLanguage":5,"StartAt":"A","States":{}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [STRING] at /QueryLanguage",
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":"5","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [INTEGER] at /States/A/Seconds",
            "Write 5",
            r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":5,"End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":[],"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States/A/Assign",
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Task","Retry":[{"ErrorEquals":["A",1]}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [STRING] at /States/A/Retry[0]/ErrorEquals[1]",
            "Write \"1\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Task","Retry":[{"ErrorEquals":["A","1"]}]}}}"#,
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":"True"}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [BOOLEAN] at /States/A/End",
            "Write true",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Task","Retry":[{"ErrorEquals":"States.ALL"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [ARRAY] at /States/A/Retry[0]/ErrorEquals",
            "Write [\"States.ALL\"]",
            r#"{"StartAt":"A","States":{"A":{"Type":"Task","Retry":[{"ErrorEquals":["States.ALL"]}]}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Wait","Seconds":"${Delay}","End":true}}}"#),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Wait","Seconds":"{% 1 + 1 %}","End":true}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":null,"End":true}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()) else { continue };
        let value = member.value();
        if value.kind() == NodeKind::Broken || Visit::is_placeholder(value) {
            continue;
        }
        if let Some(expected) = expected(visit, field.kind, value) {
            report.schema(value, format!("Expected value of type [{expected}]"));
            report.with_fix(|document| {
                // A number in the place of a name or a word says nothing of which was meant.
                let spelled = expected != "STRING" || matches!(field.kind, Kind::Text);
                let json = converted(value, expected).filter(|json| spelled && in_range(field.kind, json))?;
                Fix::write_json(document, value, json)
            });
        }
        if let Kind::ErrorNames | Kind::Texts = field.kind {
            for item in value.items().filter(|item| item.kind() != NodeKind::String) {
                report.schema(item, "Expected value of type [STRING]");
                report.with_fix(|document| Fix::write_json(document, item, converted(item, "STRING")?));
            }
        }
    }
}

/// The type that belongs there, where the value is of another.
pub(super) fn expected(visit: &Visit<'_>, kind: Kind, value: Node<'_>) -> Option<&'static str> {
    let is = value.kind();
    let computed = visit.is_expression(value);
    let (fits, expected) = match kind {
        Kind::Text | Kind::Target | Kind::OneOfThese(_) | Kind::Resource | Kind::Label | Kind::PathOrIntrinsic => {
            (is == NodeKind::String, "STRING")
        }
        Kind::Timestamp | Kind::Condition if !matches!(kind, Kind::Condition) || is != NodeKind::Bool => {
            (is == NodeKind::String, "STRING")
        }
        Kind::Path(true) | Kind::Reference(crate::diagnostics::schema::Reference::Result) => {
            (matches!(is, NodeKind::String | NodeKind::Null), "STRING")
        }
        Kind::Path(false) | Kind::Reference(_) => (is == NodeKind::String, "STRING"),
        Kind::Flag => (is == NodeKind::Bool, "BOOLEAN"),
        Kind::Whole(..) => (computed || (is == NodeKind::Number && is_whole(value)), "INTEGER"),
        Kind::Decimal(..) => (computed || is == NodeKind::Number, "NUMBER"),
        Kind::ObjectTemplate => (computed || is == NodeKind::Object, "OBJECT"),
        Kind::Assign => (is == NodeKind::Object, "OBJECT"),
        Kind::Arguments => (computed || matches!(is, NodeKind::Object | NodeKind::Array | NodeKind::String), "OBJECT"),
        Kind::Items => (computed || is == NodeKind::Array, "ARRAY"),
        Kind::ErrorNames | Kind::Texts => (is == NodeKind::Array, "ARRAY"),
        // Judged elsewhere: comparisons by their own rule, containers by the walk.
        Kind::Anything
        | Kind::Timestamp
        | Kind::Condition
        | Kind::Template
        | Kind::Compare(_)
        | Kind::Object(_)
        | Kind::List(..)
        | Kind::Machine(_)
        | Kind::Machines(_)
        | Kind::States => return None,
    };
    (!fits).then_some(expected)
}

/// Also of numbers that are too large to be held.
fn is_whole(value: Node<'_>) -> bool {
    value.as_i64().is_some() || value.text().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// Whether a number is one that its field takes; what is no number is not asked.
fn in_range(kind: Kind, json: &str) -> bool {
    #[allow(clippy::cast_precision_loss, reason = "bounds are far below where doubles lose integers")]
    match (kind, json.parse::<f64>()) {
        (Kind::Whole(low, high), Ok(number)) => (low as f64..=high as f64).contains(&number),
        (Kind::Decimal(low, high), Ok(number)) => (low..=high).contains(&number),
        (_, _) => true,
    }
}
