//! What a batch is limited by.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::schema::ITEM_BATCHER;
use crate::diagnostics::walk::Visit;

pub(super) static RULE: Rule = Rule {
    name: "item-batcher",
    summary: "An ItemBatcher says how many items, or how many bytes, a batch has at most.",
    examples: &[
        bad(
            r#"{"States":{"M":{"Type":"Map","ItemBatcher":{"BatchInput":{"a":1}}}}}"#,
            "SCHEMA_VALIDATION_FAILED: This object should have at least one of the following fields: [MaxItemsPerBatch, MaxItemsPerBatchPath, MaxInputBytesPerBatch, MaxInputBytesPerBatchPath] at /States/M/ItemBatcher",
        ),
        good(
            r#"{"States":{"M":{"Type":"Map","ItemBatcher":{"MaxItemsPerBatch":5,"MaxInputBytesPerBatchPath":"$.b"}}}}"#,
        ),
    ],
    check: Check::Object(check),
};

const LIMITS: &[&str] =
    &["MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"];

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if std::ptr::eq(visit.schema, &ITEM_BATCHER) && LIMITS.iter().all(|limit| visit.node.get(limit).is_none()) {
        let list = LIMITS.join(", ");
        report.schema(visit.node, format!("This object should have at least one of the following fields: [{list}]"));
    }
}
