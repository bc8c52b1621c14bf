//! A value that looks like a path in a field whose name does not end in `Path`.

use super::no_dollar::looks_like_expression;
use crate::QueryLanguage;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Compared, Kind, Kinds};
use crate::diagnostics::walk::Visit;
use stepwell_jsonpath::ReferencePath;

pub(super) static RULE: Rule = Rule {
    name: "no-path",
    summary: "A field that has a sibling ending in Path takes its value as it is; a path belongs into the sibling.",
    examples: &[
        mended(
            r#"{"StartAt":"F","States":{"F":{"Type":"Fail","Cause":"$.cause"}}}"#,
            "NO_PATH: Field value looks like a path, but field name does not end with 'Path' at /States/F/Cause",
            "Write \"CausePath\"",
            r#"{"StartAt":"F","States":{"F":{"Type":"Fail","CausePath":"$.cause"}}}"#,
        ),
        // A comparison takes no intrinsic.
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","StringEquals":"States.UUID()","Next":"C"}]}}}"#,
            "NO_PATH: Field value looks like a path, but field name does not end with 'Path' at /States/C/Choices[0]/StringEquals",
        ),
        mended(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","StringEquals":"$.b","Next":"C"}]}}}"#,
            "NO_PATH: Field value looks like a path, but field name does not end with 'Path' at /States/C/Choices[0]/StringEquals",
            "Write \"StringEqualsPath\"",
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","StringEqualsPath":"$.b","Next":"C"}]}}}"#,
        ),
        good(r#"{"StartAt":"F","States":{"F":{"Type":"Fail","CausePath":"$.cause","Error":"$5"}}}"#),
    ],
    check: Check::Fields(Kinds::TEXTS, check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.language != QueryLanguage::JSONPath {
        return;
    }
    for member in visit.node.members() {
        let key = member.key();
        let Some(Kind::Text | Kind::Compare(Compared::Text)) = visit.schema.field(&key).map(|field| field.kind) else {
            continue;
        };
        let has_sibling = visit.schema.field(&format!("{key}Path")).is_some();
        if has_sibling && member.value().as_str().is_some_and(|text| looks_like_expression(&text)) {
            report.warning(
                "NO_PATH",
                member.value(),
                "Field value looks like a path, but field name does not end with 'Path'",
            );
            let sibling = format!("{key}Path");
            let path = member.value().as_str().is_some_and(|text| ReferencePath::parse(&text).is_ok());
            let free = path && visit.node.get(&sibling).is_none();
            report.with_fix(|document| Fix::write_key(document, member, &sibling).filter(|_| free));
        }
    }
}
