//! JSONata expressions stand between `{%` and `%}`.

use crate::diagnostics::Fix;
use crate::diagnostics::expressions::is_jsonata;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::schema::Kind;
use crate::diagnostics::walk::Visit;
use crate::{Document, Node, QueryLanguage};
use serde_json::Value;
use stepwell_jsonata::Facts;

pub(super) static RULE: Rule = Rule {
    name: "jsonata-delimiters",
    summary: "A string that begins with {% ends with %}, and fields that take an expression have one.",
    examples: &[
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":{"a":"{% $states.input"},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: JSONata string must start with {% and end with %} at /States/A/Output/a",
            "Write \"{% $states.input %}\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":{"a":"{% $states.input %}"},"End":true}}}"#,
        ),
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Condition":"$states.input.a","Next":"C"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: JSONata string must start with {% and end with %} at /States/C/Choices[0]/Condition",
            "Write \"{% $states.input.a %}\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Condition":"{% $states.input.a %}","Next":"C"}]}}}"#,
        ),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":{"a":"{%$states.input%}","b":"text"},"End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

const MESSAGE: &str = "JSONata string must start with {% and end with %}";

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.language != QueryLanguage::JSONata {
        return;
    }
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()).filter(|field| field.name != "Comment") else { continue };
        let value = member.value();
        match field.kind {
            Kind::Condition | Kind::Items => {
                let wrong = value.as_str().is_some_and(|text| !is_jsonata(&text)) && !Visit::is_placeholder(value);
                if wrong {
                    report.schema(value, MESSAGE);
                    report.with_fix(|document| wrap(document, value));
                }
            }
            Kind::Template
            | Kind::ObjectTemplate
            | Kind::Arguments
            | Kind::Assign
            | Kind::Whole(..)
            | Kind::Decimal(..)
            | Kind::Timestamp
            | Kind::Text => {
                for node in std::iter::once(value).chain(value.descendants()) {
                    if node.as_str().is_some_and(|text| text.starts_with("{%") && !is_jsonata(&text)) {
                        report.schema(node, MESSAGE);
                        report.with_fix(|document| wrap(document, node));
                    }
                }
            }
            _ => {}
        }
    }
}

/// The delimiters around what is there, where that is an expression.
fn wrap(document: &Document, node: Node<'_>) -> Option<Fix> {
    let text = node.as_str()?;
    let inside = text.strip_prefix("{%").unwrap_or(&text);
    let inside = inside.strip_suffix("%}").or(inside.strip_suffix(['%', '}'])).unwrap_or(inside).trim();
    let plausible = !inside.contains("%}") && Facts::of(inside).is_ok();
    plausible.then(|| Fix::write(document, node, Value::from(format!("{{% {inside} %}}"))))?
}
