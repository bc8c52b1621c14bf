//! Payload templates: keys that end in `.$` hold paths or intrinsics.

use crate::diagnostics::Fix;
use crate::diagnostics::expressions::is_template;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::Kinds;
use crate::diagnostics::walk::Visit;
use crate::{Node, QueryLanguage};
use stepwell_jsonpath::Expression;

pub(super) static RULE: Rule = Rule {
    name: "payload-template",
    summary: "In payload templates the value of a key that ends in .$ is a path or an intrinsic, and the key is not there a second time without .$.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"no path"},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The value for the field 'a.$' must be a valid JSONPath or a valid intrinsic function call at /States/A/Parameters",
            "Write \"a\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a":"no path"},"End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"l":[{"a":1,"a.$":"$.a"}]},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The fields 'a' and 'a.$' cannot both be there at /States/A/Parameters/l[0]",
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":{"a.$":"$.a"},"End":true}}}"#,
            "KEY_TAKEN_LITERALLY: In a JSONata state 'a.$' is a key like any other: its value is taken as it is written at /States/A/Output/a.$",
        ),
        good(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"$.a","b":{"c.$":"$$.Execution.Id"},"d.$":"States.UUID()"},"End":true}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":{"a.$":"${Path}"},"End":true}}}"#),
    ],
    check: Check::Fields(Kinds::TEMPLATES, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    for member in visit.node.members() {
        let Some(field) = visit.schema.field(&member.key()) else { continue };
        if !is_template(field.kind) || field.language.is_some_and(|only| only != visit.language) {
            continue;
        }
        for node in std::iter::once(member.value()).chain(member.value().descendants()).filter(|node| node.is_object())
        {
            template(node, visit.language, report);
        }
    }
}

fn template(object: Node<'_>, language: QueryLanguage, report: &mut Report<'_>) {
    for member in object.members() {
        let key = member.key();
        let Some(plain) = key.strip_suffix(".$") else { continue };
        if language == QueryLanguage::JSONata {
            // AWS was recorded to take it as a key like any other.
            let message =
                format!("In a JSONata state '{key}' is a key like any other: its value is taken as it is written");
            report.hint("KEY_TAKEN_LITERALLY", member.value(), message);
            continue;
        }
        if object.get(plain).is_some() {
            report.schema(object, format!("The fields '{plain}' and '{key}' cannot both be there"));
        }
        let value = member.value();
        if Visit::is_placeholder(value) {
            continue;
        }
        if value.as_str().is_none_or(|text| Expression::parse(&text).is_err()) {
            report.schema(
                object,
                format!("The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"),
            );
            // What begins like an expression was meant to be one.
            let text = value.as_str();
            let literal =
                text.is_none_or(|text| !text.contains('$') && !text.to_ascii_lowercase().starts_with("states"));
            let free = literal && object.get(plain).is_none();
            report.with_fix(|document| Fix::write_key(document, member, plain).filter(|_| free));
        }
    }
}
