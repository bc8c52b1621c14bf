//! A Pass state's `Result` is taken as it is.

use super::no_dollar::looks_like_expression;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::Visit;
use crate::{Node, QueryLanguage, StateType};

pub(super) static RULE: Rule = Rule {
    name: "pass-result-is-static",
    summary: "Paths in a Pass state's Result are not evaluated; Parameters' are.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a.$":"$.b"},"End":true}}}"#,
            "PASS_RESULT_IS_STATIC: Attempt to use a path in the result of a pass state at /States/A/Result/a.$",
            "Write \"Parameters\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$.b"},"End":true}}}"#,
        ),
        // Nothing would evaluate it in Parameters either.
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":"$.b","End":true}}}"#,
            "PASS_RESULT_IS_STATIC: Attempt to use a path in the result of a pass state at /States/A/Result",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Result":{"a":"$5"},"End":true}}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.state_type != Some(StateType::Pass) || visit.language != QueryLanguage::JSONPath {
        return;
    }
    let Some(result) = visit.node.get("Result") else { return };
    // Parameters are evaluated, where each key says so and what it holds can be.
    let evaluable = result.descendants().filter(|node| is_keyed(*node)).all(is_expression);
    for node in std::iter::once(result).chain(result.descendants()) {
        let keyed = node != result && is_keyed(node);
        if keyed || is_expression(node) {
            report.warning("PASS_RESULT_IS_STATIC", node, "Attempt to use a path in the result of a pass state");
            let free = keyed && evaluable && visit.node.get("Parameters").is_none();
            report.with_fix(|document| {
                result.member().and_then(|member| Fix::write_key(document, member, "Parameters")).filter(|_| free)
            });
        }
    }
}

fn is_keyed(node: Node<'_>) -> bool {
    node.member().is_some_and(|member| member.key().ends_with(".$"))
}

fn is_expression(node: Node<'_>) -> bool {
    node.as_str().is_some_and(|text| looks_like_expression(&text))
}
