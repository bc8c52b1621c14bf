//! A rule with a variable compares it once, with a value of the operator's type.

use crate::diagnostics::Fix;
use crate::diagnostics::fix::converted;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{Compared, Kind, is_operator};
use crate::diagnostics::timestamp::{is_timestamp, spelled};
use crate::diagnostics::walk::Visit;
use crate::{NodeKind, QueryLanguage};
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "choice-comparison",
    summary: "A Choice's rule with a Variable has exactly one comparison operator, which compares with a value of its type.",
    examples: &[
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","StringEquals":"a","IsNull":true,"Next":"C"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: There should only be one of the following fields: [StringEquals, IsNull] at /States/C/Choices[0]",
        ),
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Variable":"$.a","Next":"C"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have a comparison operator, such as StringEquals or IsPresent at /States/C/Choices[0]",
        ),
        mended(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.a","NumericEquals":"1"}],"Next":"C"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [NUMBER] at /States/C/Choices[0]/And[0]/NumericEquals",
            "Write 1",
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"And":[{"Variable":"$.a","NumericEquals":1}],"Next":"C"}]}}}"#,
        ),
        good(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","Choices":[{"Not":{"Variable":"$.a","TimestampEquals":"2016-03-14T01:59:00Z"},"Next":"C"}]}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.schema.name != "choice rule" || visit.language != QueryLanguage::JSONPath {
        return;
    }
    let operators: Vec<_> = visit.node.members().filter(|member| is_operator(&member.key())).collect();
    let groups = ["And", "Or", "Not"].iter().any(|group| visit.node.get(group).is_some());
    if operators.len() > 1 {
        let names: Vec<_> = operators.iter().map(|member| member.key()).collect();
        report.schema(visit.node, format!("There should only be one of the following fields: [{}]", names.join(", ")));
    } else if operators.is_empty() && visit.node.get("Variable").is_some() {
        report.schema(visit.node, "This object should have a comparison operator, such as StringEquals or IsPresent");
    } else if let (true, [operator]) = (groups, operators.as_slice()) {
        report.schema(visit.node, format!("Field '{}' is not supported", operator.key()));
    }
    for operator in operators {
        let Some(Kind::Compare(with)) = visit.schema.field(&operator.key()).map(|field| field.kind) else { continue };
        let value = operator.value();
        if value.kind() == NodeKind::Broken || Visit::is_placeholder(value) {
            continue;
        }
        let (fits, expected) = match with {
            Compared::Text => (value.kind() == NodeKind::String, "STRING"),
            Compared::Number => (value.kind() == NodeKind::Number, "NUMBER"),
            Compared::Flag => (value.kind() == NodeKind::Bool, "BOOLEAN"),
            Compared::Timestamp => (value.kind() == NodeKind::String, "STRING"),
        };
        if !fits {
            report.schema(value, format!("Expected value of type [{expected}]"));
            report.with_fix(|document| {
                Fix::write_json(document, value, converted(value, expected).filter(|_| with != Compared::Timestamp)?)
            });
        } else if with == Compared::Timestamp && value.as_str().is_some_and(|text| !is_timestamp(&text)) {
            report.schema(value, "String does not match RFC3339 timestamp");
            report.with_fix(|document| Fix::write(document, value, Value::from(spelled(&value.as_str()?)?)));
        }
    }
}
