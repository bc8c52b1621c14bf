//! JSONata expressions that can be read.

use crate::diagnostics::expressions;
use crate::diagnostics::jsonata::place;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
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

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    expressions::jsonata(visit, |_, node, text| {
        if let Err(error) = settings.jsonata.read(node, text) {
            report.error("INVALID_JSONATA_EXPRESSION", node, error.message);
            if let Some(part) = error.span {
                report.within(place(report.document(), node, &part));
            }
        }
    });
}
