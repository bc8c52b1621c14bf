//! Hint: arguments of an intrinsic that white space alone parts.
//!
//! The specification asks for commas, AWS's language service takes such a call for valid, and no answer of AWS itself is known.

use crate::diagnostics::Fix;
use crate::diagnostics::expressions::json_path;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::walk::Visit;
use serde_json::Value;
use stepwell_jsonpath::Expression;

pub(super) static RULE: Rule = Rule {
    name: "intrinsic-commas",
    summary: "Commas part the arguments of an intrinsic.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.Format('{} {}' $.b $.c)"},"End":true}}}"#,
            "MISSING_COMMA: Commas part the arguments of an intrinsic; between two of them here there is only white space at /States/A/Parameters/a.$",
            "Write \"States.Format('{} {}', $.b, $.c)\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.Format('{} {}', $.b, $.c)"},"End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.Format('{} {}' , $.b,$.c )"},"End":true}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    json_path(visit, |_, node, text| {
        // Most have no blank inside a call, and need not be read.
        if !text.starts_with("States.") || !text.contains(char::is_whitespace) {
            return;
        }
        let Ok(expression) = Expression::parse(text) else { return };
        let missing = &expression.facts().missing_commas;
        if missing.is_empty() {
            return;
        }
        report.hint(
            "MISSING_COMMA",
            node,
            "Commas part the arguments of an intrinsic; between two of them here there is only white space",
        );
        let mut meant = String::with_capacity(text.len() + missing.len());
        let mut from = 0;
        for at in missing {
            meant.push_str(text.get(from..*at).unwrap_or_default());
            meant.push(',');
            from = *at;
        }
        meant.push_str(text.get(from..).unwrap_or_default());
        report.with_fix(|document| Fix::write(document, node, Value::from(meant)));
    });
}
