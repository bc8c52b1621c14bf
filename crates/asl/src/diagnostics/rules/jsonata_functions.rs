//! Hint: functions that there are not.

use crate::diagnostics::Fix;
use crate::diagnostics::expressions;
use crate::diagnostics::jsonata::place;
use crate::diagnostics::nearest::nearest;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;
use stepwell_jsonata::{function_names, is_function};

pub(super) static RULE: Rule = Rule {
    name: "jsonata-functions",
    summary: "The functions that an expression calls are JSONata's or those that Step Functions adds; $eval is not there. AWS takes the definition, and the expression fails (T1006).",
    examples: &[
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $uppercse($states.input.a) %}","End":true}}}"#,
            "UNKNOWN_FUNCTION: There is no function $uppercse, so the expression fails with T1006 at /States/A/Output",
            "Write \"uppercase\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% $uppercase($states.input.a) %}","End":true}}}"#,
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":{"a":"{% $eval($states.input.a) %}"},"End":true}}}"#,
            "UNKNOWN_FUNCTION: Step Functions has no $eval, so the expression fails with T1006 at /States/A/Output/a",
        ),
        good(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":"{% ($twice := function($x) { 2 * $x }; $map($range(1, 3, 1), $twice) ~> $sum) %}","End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, settings: &Settings<'_>, report: &mut Report<'_>) {
    expressions::jsonata(visit, |_, node, text| {
        let Some(facts) = text.contains('$').then(|| settings.jsonata.sound(node, text)).flatten() else { return };
        for used in facts.functions.iter().filter(|used| !is_function(&used.name)) {
            let name = &*used.name;
            let message = match name {
                "eval" => "Step Functions has no $eval, so the expression fails with T1006".to_owned(),
                _ => format!("There is no function ${name}, so the expression fails with T1006"),
            };
            report.hint("UNKNOWN_FUNCTION", node, message);
            report.with_fix(|document| {
                Fix::write_part(document, node, &used.span, name, nearest(name, function_names())?)
            });
            report.within(place(report.document(), node, &used.span));
        }
    });
}
