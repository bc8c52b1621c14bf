//! Where a Map's results go.

use crate::QueryLanguage;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::schema::RESULT_WRITER;
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "result-writer",
    summary: "A ResultWriter has a WriterConfig, or a Resource and where it writes to, or all of them (developer guide, \"ResultWriter\").",
    examples: &[
        bad(
            r#"{"States":{"M":{"Type":"Map","ResultWriter":{}}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have at least one of the following fields: [WriterConfig, Resource] at /States/M/ResultWriter",
        ),
        bad(
            r#"{"States":{"M":{"Type":"Map","ResultWriter":{"Resource":"arn:aws:states:::s3:putObject"}}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Parameters] at /States/M/ResultWriter",
        ),
        bad(
            r#"{"QueryLanguage":"JSONata","States":{"M":{"Type":"Map","ResultWriter":{"WriterConfig":{"OutputType":"JSON"},"Arguments":{"Bucket":"b"}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [Resource] at /States/M/ResultWriter",
        ),
        good(r#"{"States":{"M":{"Type":"Map","ResultWriter":{"WriterConfig":{"OutputType":"JSON"}}}}}"#),
        good(
            r#"{"States":{"M":{"Type":"Map","ResultWriter":{"Resource":"arn:aws:states:::s3:putObject","Parameters":{"Bucket":"b"}}}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if !std::ptr::eq(visit.schema, &RESULT_WRITER) {
        return;
    }
    let has = |field: &str| visit.node.get(field).is_some();
    let place = match visit.language {
        QueryLanguage::JSONPath => "Parameters",
        QueryLanguage::JSONata => "Arguments",
    };
    let missing = match (has("Resource"), has("Parameters") || has("Arguments")) {
        (true, false) => place,
        (false, true) => "Resource",
        (false, false) if !has("WriterConfig") => {
            let message = "This object should have at least one of the following fields: [WriterConfig, Resource]";
            return report.schema(visit.node, message);
        }
        (_, _) => return,
    };
    report.schema(visit.node, format!("These fields are required: [{missing}]"));
}
