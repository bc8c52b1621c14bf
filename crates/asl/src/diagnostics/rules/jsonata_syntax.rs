//! JSONata expressions that can be read.

use super::jsonata_delimiters::is_expression;
use super::payload_template::is_template;
use crate::QueryLanguage;
use crate::diagnostics::jsonata_syntax;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::schema::Kind;
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "jsonata-syntax",
    summary: "What stands between {% and %} in a JSONata state is a JSONata expression.",
    examples: &[
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":{"a":["{% $sum(1 %}"]},"End":true}}}"#,
            "INVALID_JSONATA_EXPRESSION: Expected \")\" before end of expression at /States/A/Output/a[0]",
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"W","States":{"W":{"Type":"Wait","Seconds":"{% 1 + %}","End":true}}}"#,
            "INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/W/Seconds",
        ),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $states.input ~> $merge %}","Comment":"{% ( %}","End":true}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"{% ( %}","End":true}}}"#),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% ${Later} %}","End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings, report: &mut Report<'_>) {
    if visit.language != QueryLanguage::JSONata {
        return;
    }
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()).filter(|field| field.name != "Comment") else { continue };
        let takes = is_template(field.kind)
            || matches!(
                field.kind,
                Kind::Condition | Kind::Items | Kind::Whole(..) | Kind::Decimal(..) | Kind::Timestamp | Kind::Text
            );
        if !takes {
            continue;
        }
        let value = member.value();
        for node in std::iter::once(value).chain(value.descendants()) {
            let Some(text) = node.as_str().filter(|text| is_expression(text) && !text.contains("${")) else { continue };
            if let Err(message) = jsonata_syntax::check(&text[2..text.len() - 2]) {
                report.error("INVALID_JSONATA_EXPRESSION", node, message);
            }
        }
    }
}
