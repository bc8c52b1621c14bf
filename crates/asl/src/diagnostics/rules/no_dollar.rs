//! A value that looks like an expression behind a key that does not end in `.$`.

use crate::QueryLanguage;
use crate::diagnostics::Fix;
use crate::diagnostics::expressions::is_template;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, good, mended};
use crate::diagnostics::schema::Kinds;
use crate::diagnostics::walk::Visit;
use stepwell_jsonpath::Expression;

pub(super) static RULE: Rule = Rule {
    name: "no-dollar",
    summary: "In a payload template a value that is a path or an intrinsic usually stands behind a key that ends in .$.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a":"$.b"},"End":true}}}"#,
            "NO_DOLLAR: No .$ on a field that appears to be a JSONPath or Intrinsic Function at /States/A/Parameters/a",
            "Write \"a.$\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$.b"},"End":true}}}"#,
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$.b","price":"$100","b":"States"},"End":true}}}"#,
        ),
    ],
    check: Check::Fields(Kinds::TEMPLATES, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.language != QueryLanguage::JSONPath {
        return;
    }
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()) else { continue };
        if !is_template(field.kind) {
            continue;
        }
        for node in member.value().descendants() {
            let Some(inner) = node.member().filter(|inner| !inner.key().ends_with(".$")) else { continue };
            if !node.as_str().is_some_and(|text| looks_like_expression(&text)) {
                continue;
            }
            report.warning("NO_DOLLAR", node, "No .$ on a field that appears to be a JSONPath or Intrinsic Function");
            report.with_fix(|document| {
                let key = format!("{}.$", inner.key());
                let free = node.parent().is_some_and(|object| object.get(&key).is_none());
                Fix::write_key(document, inner, &key).filter(|_| free)
            });
        }
    }
}

/// Whether a text reads as a path with a step, or as a call.
pub(super) fn looks_like_expression(text: &str) -> bool {
    let begins =
        text == "$" || text == "$$" || ["$.", "$$.", "$[", "States."].iter().any(|begin| text.starts_with(begin));
    begins && !text.contains("${") && Expression::parse(text).is_ok()
}
