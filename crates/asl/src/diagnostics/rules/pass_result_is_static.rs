//! A Pass state's `Result` is taken as it is.

use super::no_dollar::looks_like_expression;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;
use crate::{QueryLanguage, StateType};

pub(super) static RULE: Rule = Rule {
    name: "pass-result-is-static",
    summary: "Paths in a Pass state's Result are not evaluated; Parameters' are.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a.$":"$.b"},"End":true}}}"#,
            "PASS_RESULT_IS_STATIC: Attempt to use a path in the result of a pass state at /States/A/Result/a.$",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":"$5"},"End":true}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings, report: &mut Report<'_>) {
    if visit.state_type != Some(StateType::Pass) || visit.language != QueryLanguage::JSONPath {
        return;
    }
    let Some(result) = visit.node.get("Result") else { return };
    for node in std::iter::once(result).chain(result.descendants()) {
        let keyed = node != result && node.member().is_some_and(|member| member.key().ends_with(".$"));
        if keyed || node.as_str().is_some_and(|text| looks_like_expression(&text)) {
            report.warning("PASS_RESULT_IS_STATIC", node, "Attempt to use a path in the result of a pass state");
        }
    }
}
