//! Literals that an intrinsic cannot work with.

use crate::QueryLanguage;
use crate::diagnostics::expressions::is_template;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::schema::Kinds;
use crate::diagnostics::walk::Visit;
use stepwell_jsonpath::Expression;

pub(super) static RULE: Rule = Rule {
    name: "intrinsic-arguments",
    summary: "States.MathAdd, States.MathRandom and States.ArrayRange take numbers, and no text in quotes.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.MathAdd(1, '-1')"},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters",
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"States.Format('{} {}', States.MathAdd(1, $['x']), 'b')"},"End":true}}}"#,
        ),
    ],
    check: Check::Fields(Kinds::TEMPLATES, check),
};

const TAKE_NUMBERS: &[&str] = &["States.MathAdd", "States.MathRandom", "States.ArrayRange"];

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.language != QueryLanguage::JSONPath {
        return;
    }
    for member in visit.node.members() {
        if !visit.schema.field(&member.key()).is_some_and(|field| is_template(field.kind)) {
            continue;
        }
        for node in member.value().descendants() {
            let Some(key) = node.member().map(|member| member.key()).filter(|key| key.ends_with(".$")) else {
                continue;
            };
            let Some(text) = node.as_str().filter(|text| TAKE_NUMBERS.iter().any(|name| text.contains(name))) else {
                continue;
            };
            let Ok(expression) = Expression::parse(&text) else { continue };
            let functions = expression.facts().functions.iter().filter(|used| TAKE_NUMBERS.contains(&&*used.name));
            let wrong =
                functions.into_iter().any(|used| has_text_argument(text.get(used.span.end..).unwrap_or_default()));
            if wrong && let Some(object) = node.parent() {
                report.schema(
                    object,
                    format!(
                        "The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"
                    ),
                );
            }
        }
    }
}

/// Whether one of the arguments in the brackets that follow is a text in quotes.
fn has_text_argument(call: &str) -> bool {
    let (mut depth, mut begins, mut quoted, mut escaped) = (0_i32, false, false, false);
    for c in call.chars() {
        if escaped {
            escaped = false;
        } else if quoted {
            match c {
                '\\' => escaped = true,
                '\'' => quoted = false,
                _ => {}
            }
        } else {
            match c {
                '(' | '[' => {
                    depth += 1;
                    begins = depth == 1;
                    continue;
                }
                ')' | ']' => {
                    depth -= 1;
                    if depth <= 0 {
                        return false;
                    }
                }
                ',' if depth == 1 => {
                    begins = true;
                    continue;
                }
                '\'' if begins => return true,
                '\'' => quoted = true,
                _ => {}
            }
        }
        begins &= c.is_whitespace();
    }
    false
}
