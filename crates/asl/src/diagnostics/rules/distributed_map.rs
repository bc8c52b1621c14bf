//! How a Map runs and what it reads.

use crate::Node;
use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::schema::{PROCESSOR_CONFIG, READER_CONFIG, WRITER_CONFIG};
use crate::diagnostics::walk::Visit;
use serde_json::Value;

pub(super) static RULE: Rule = Rule {
    name: "distributed-map",
    summary: "A DISTRIBUTED Map says its children's ExecutionType, an INLINE one does not; CSV readers say where the header is.",
    examples: &[
        mended(
            r#"{"States":{"M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"States":{}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [ExecutionType] at /States/M/ItemProcessor/ProcessorConfig",
            "Add \"ExecutionType\": \"STANDARD\"",
            r#"{"States":{"M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"States":{}}}}}"#,
        ),
        mended(
            r#"{"States":{"M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE","ExecutionType":"STANDARD"},"States":{}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: Field 'ExecutionType' is not supported at /States/M/ItemProcessor/ProcessorConfig",
            "Remove \"ExecutionType\"",
            r#"{"States":{"M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"INLINE"},"States":{}}}}}"#,
        ),
        mended(
            r#"{"States":{"M":{"Type":"Map","ItemReader":{"Resource":"arn:x","ReaderConfig":{"InputType":"CSV"}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: The field 'CSVHeaderLocation' is required but was missing at /States/M/ItemReader/ReaderConfig",
            "Add \"CSVHeaderLocation\": \"FIRST_ROW\"",
            r#"{"States":{"M":{"Type":"Map","ItemReader":{"Resource":"arn:x","ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"FIRST_ROW"}}}}}"#,
        ),
        bad(
            r#"{"States":{"M":{"Type":"Map","ItemReader":{"Resource":"arn:x","ReaderConfig":{"InputType":"CSV","CSVHeaderLocation":"GIVEN"}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: These fields are required: [CSVHeaders] at /States/M/ItemReader/ReaderConfig",
        ),
        good(
            r#"{"States":{"M":{"Type":"Map","ItemReader":{"Resource":"arn:x","ReaderConfig":{"InputType":"JSONL"}},"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"EXPRESS"},"States":{}}}}}"#,
        ),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    let is = |field: &str, word: &str| visit.node.get(field).and_then(Node::as_str).is_some_and(|value| value == word);
    let has = |field: &str| visit.node.get(field).is_some();
    if std::ptr::eq(visit.schema, &PROCESSOR_CONFIG) {
        if is("Mode", "DISTRIBUTED") && !has("ExecutionType") {
            report.schema(visit.node, "These fields are required: [ExecutionType]");
            report.with_fix(|document| Fix::add(document, visit.node, "ExecutionType", Value::from("STANDARD")));
        } else if is("Mode", "INLINE") && has("ExecutionType") {
            report.schema(visit.node, "Field 'ExecutionType' is not supported");
            report.with_fix(|document| Fix::remove(document, visit.node.get("ExecutionType")?));
        }
    } else if std::ptr::eq(visit.schema, &WRITER_CONFIG) {
        if visit.node.members().next().is_none() {
            report.schema(visit.node, "These fields are required: [OutputType, Transformation]");
        }
    } else if std::ptr::eq(visit.schema, &READER_CONFIG) {
        if is("InputType", "CSV") && !has("CSVHeaderLocation") {
            report.schema(visit.node, "The field 'CSVHeaderLocation' is required but was missing");
            let place = if has("CSVHeaders") { "GIVEN" } else { "FIRST_ROW" };
            report.with_fix(|document| Fix::add(document, visit.node, "CSVHeaderLocation", Value::from(place)));
        }
        if is("CSVHeaderLocation", "GIVEN") && !has("CSVHeaders") {
            report.schema(visit.node, "These fields are required: [CSVHeaders]");
        }
        if is("InputType", "JSON") && has("CSVHeaderLocation") {
            report.schema(visit.node, "Field 'CSVHeaderLocation' is not supported");
            report.with_fix(|document| Fix::remove(document, visit.node.get("CSVHeaderLocation")?));
        }
    }
}
