//! Fields that take a JSONPath.

use super::reference_path::from_root;
use crate::QueryLanguage;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Kind, Kinds};
use crate::diagnostics::walk::Visit;
use serde_json::Value;
use stepwell_jsonpath::{Expression, Path};

pub(super) static RULE: Rule = Rule {
    name: "json-path",
    summary: "InputPath and OutputPath are JSONPaths; ErrorPath and CausePath may also be intrinsics that give a string.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","OutputPath":"Test","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath. at /States/A/OutputPath",
            "Write \"$.Test\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","OutputPath":"$.Test","End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"States.Format('{}', $.a)","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Value must be a valid JSONPath. at /States/A/InputPath",
        ),
        bad(
            r#"{"StartAt":"F","States":{"F":{"Type":"Fail","ErrorPath":"Error"}}}"#,
            "SCHEMA_VALIDATION_FAILED: The value for the field 'ErrorPath' must be a valid JSONPath or a valid intrinsic function call at /States/F",
        ),
        bad(
            r#"{"StartAt":"F","States":{"F":{"Type":"Fail","ErrorPath":"States.Array(1)"}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'ErrorPath' takes only intrinsic functions that give a string: [States.Format, States.JsonToString, States.ArrayGetItem, States.Base64Encode, States.Base64Decode, States.Hash, States.UUID] at /States/F",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"$.a[0]","OutputPath":null,"End":true}}}"#),
        good(
            r#"{"StartAt":"F","States":{"F":{"Type":"Fail","ErrorPath":"$.e","CausePath":"States.Format('{}', $.c)"}}}"#,
        ),
    ],
    check: Check::Fields(Kinds::PATHS, check),
};

/// The intrinsics that ErrorPath and CausePath take.
const GIVE_TEXT: &[&str] = &[
    "States.Format",
    "States.JsonToString",
    "States.ArrayGetItem",
    "States.Base64Encode",
    "States.Base64Decode",
    "States.Hash",
    "States.UUID",
];

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.language != QueryLanguage::JSONPath {
        return;
    }
    for member in visit.node.members() {
        let key = member.key();
        let Some(kind) = visit.schema.field(&key).map(|field| field.kind) else { continue };
        let node = member.value();
        let Some(text) = node.as_str() else { continue };
        if Visit::is_placeholder(node) {
            continue;
        }
        match kind {
            Kind::Path(_) if Path::parse(&text).is_err() => {
                report.schema(node, "Value must be a valid JSONPath.");
                report.with_fix(|document| {
                    let path = from_root(&text).filter(|path| Path::parse(path).is_ok())?;
                    Fix::write(document, node, Value::from(path))
                });
            }
            Kind::PathOrIntrinsic => match Expression::parse(&text) {
                Err(_) => report.schema(
                    visit.node,
                    format!(
                        "The value for the field '{key}' must be a valid JSONPath or a valid intrinsic function call"
                    ),
                ),
                Ok(Expression::Intrinsic(intrinsic)) => {
                    let outermost = intrinsic.facts().functions.first().map(|used| used.name.clone());
                    if outermost.is_some_and(|name| !GIVE_TEXT.contains(&&*name)) {
                        let list = GIVE_TEXT.join(", ");
                        let message =
                            format!("The field '{key}' takes only intrinsic functions that give a string: [{list}]");
                        report.schema(visit.node, message);
                    }
                }
                Ok(Expression::Path(_)) => {}
            },
            _ => {}
        }
    }
}
