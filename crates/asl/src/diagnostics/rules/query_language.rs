//! Fields of one query language do not stand in states of the other, and a JSONata machine has no JSONPath states.

use crate::QueryLanguage;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::walk::{Visit, language_of};

pub(super) static RULE: Rule = Rule {
    name: "query-language",
    summary: "A state has the fields of its own query language; a JSONata state machine has only JSONata states.",
    examples: &[
        mended(
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","Output":1,"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage at /States/A",
            "Remove \"Output\"",
            r#"{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","InputPath":"$","End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage at /States/A",
            "Remove \"InputPath\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}"#,
        ),
        mended(
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","QueryLanguage":"JSONPath","Output":1,"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine at /States/A",
            "Remove \"QueryLanguage\"",
            r#"{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Output":1,"End":true}}}"#,
        ),
        bad(
            r#"{"StartAt":"C","States":{"C":{"Type":"Choice","QueryLanguage":"JSONata","Choices":[{"Variable":"$.a","Next":"C"}]}}}"#,
            "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'Variable' is only supported for the 'JSONPath' QueryLanguage at /States/C/Choices[0]",
        ),
        good(r#"{"StartAt":"A","States":{"A":{"Type":"Pass","QueryLanguage":"JSONata","Output":1,"End":true}}}"#),
        good(
            r#"{"StartAt":"M","States":{"M":{"Type":"Map","QueryLanguage":"JSONata","End":true,"ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","Parameters":1,"End":true}}}}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if downgrades(visit, report) {
        report.schema(visit.node, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
        // Without it the state is JSONata, so it must have no fields of JSONPath.
        let fields = || visit.node.members().filter_map(|member| visit.schema.field(&member.key()));
        if fields().all(|field| field.language != Some(QueryLanguage::JSONPath)) {
            report.with_fix(|document| Fix::remove(document, visit.node.get("QueryLanguage")?));
        }
        return;
    }
    for member in visit.node.members() {
        let key = member.key();
        let Some(only) = visit.schema.field(&key).and_then(|field| field.language) else { continue };
        if only != visit.language {
            let (is, only) = (visit.language.name(), only.name());
            report.schema(
                visit.node,
                format!("The QueryLanguage is set to '{is}', but field '{key}' is only supported for the '{only}' QueryLanguage"),
            );
            // One that stands for something the object cannot do without needs another in its place.
            if !visit.schema.one_of.iter().any(|group| group.contains(&&*key)) {
                report.with_fix(|document| Fix::remove(document, member.value()));
            }
        }
    }
}

fn downgrades(visit: &Visit<'_>, report: &Report<'_>) -> bool {
    visit.state_type.is_some()
        && visit.language == QueryLanguage::JSONPath
        && visit.node.get("QueryLanguage").is_some()
        && report
            .document()
            .root()
            .is_some_and(|root| language_of(root, QueryLanguage::JSONPath) == QueryLanguage::JSONata)
}
