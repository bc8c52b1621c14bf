//! Fields that take a reference path.

use crate::QueryLanguage;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Kind, Kinds, Reference};
use crate::diagnostics::walk::Visit;
use serde_json::Value;
use stepwell_jsonpath::{ReferencePath, Root};

pub(super) static RULE: Rule = Rule {
    name: "reference-path",
    summary: "ResultPath, ItemsPath, Variable and the like are reference paths: names and indices, nothing that could match several places.",
    examples: &[
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","ResultPath":"$.a[*]","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/A/ResultPath",
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","ResultPath":"$variable","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path at /States/A/ResultPath",
        ),
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"States.ArrayLength($.a)","NumericEquals":0,"Next":"C"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' at /States/C/Choices[0]/Variable",
        ),
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","ResultPath":"a.b","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value is not a Reference Path: Reference path didn't start with '$' at /States/A/ResultPath",
            "Write \"$.a.b\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","ResultPath":"$.a.b","End":true}}}"#,
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","ResultPath":"$.a['b c'][0]","End":true}}}"#),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","ResultPath":null,"End":true}}}"#),
        good(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$$.Execution.Input.a","NumericEqualsPath":"$limit","Next":"C"}]}}}"#,
        ),
    ],
    check: Check::Fields(Kinds::REFERENCES, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.language != QueryLanguage::JSONPath {
        return;
    }
    for member in visit.node.members() {
        let Some(Kind::Reference(reads)) = visit.schema.field(&member.key()).map(|field| field.kind) else { continue };
        let node = member.value();
        let Some(text) = node.as_str() else { continue };
        if Visit::is_placeholder(node) {
            continue;
        }
        match ReferencePath::parse(&text) {
            _ if !text.starts_with('$') => {
                report.schema(node, "Value is not a Reference Path: Reference path didn't start with '$'");
                report.with_fix(|document| {
                    let path = from_root(&text).filter(|path| ReferencePath::parse(path).is_ok())?;
                    Fix::write(document, node, Value::from(path))
                });
            }
            Err(_) => report.schema(node, "Value is not a Reference Path"),
            Ok(path) if reads == Reference::Result && *path.root() != Root::Input => {
                report.schema(node, "Value is not a Reference Path");
            }
            Ok(_) => {}
        }
    }
}

/// A path that was written without its beginning.
pub(super) fn from_root(text: &str) -> Option<String> {
    let steps = text.strip_prefix('.').unwrap_or(text);
    let named = steps.starts_with(|c: char| c.is_alphabetic() || c == '_') && !steps.starts_with("States.");
    let plain = steps.chars().all(|c| c.is_alphanumeric() || "._-[]'".contains(c));
    (named && plain).then(|| format!("$.{steps}"))
}
