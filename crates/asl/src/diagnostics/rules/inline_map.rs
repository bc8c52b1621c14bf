//! Hint: what only a distributed Map does.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;
use crate::{Node, StateType};

pub(super) static RULE: Rule = Rule {
    name: "inline-map",
    summary: "Only a Map with ProcessorConfig.Mode DISTRIBUTED reads items, batches them, tolerates failures and writes results.",
    examples: &[
        bad(
            r#"{"States":{"M":{"Type":"Map","ItemBatcher":{"MaxItemsPerBatch":5},"ItemProcessor":{"States":{}}}}}"#,
            "DISTRIBUTED_ONLY: Only a Map whose ProcessorConfig has the Mode DISTRIBUTED uses ItemBatcher; this one runs INLINE at /States/M/ItemBatcher",
        ),
        good(
            r#"{"States":{"M":{"Type":"Map","ItemBatcher":{"MaxItemsPerBatch":5},"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"States":{}}}}}"#,
        ),
        good(
            r#"{"States":{"M":{"Type":"Map","ItemBatcher":{"MaxItemsPerBatch":5},"ItemProcessor":{"ProcessorConfig":{"Mode":"${Mode}"},"States":{}}}}}"#,
        ),
    ],
    check: Check::Object(check),
};

const DISTRIBUTED: &[&str] = &[
    "ItemReader",
    "ItemBatcher",
    "ResultWriter",
    "Label",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
];

fn check(visit: &Visit<'_>, _: &Settings<'_>, report: &mut Report<'_>) {
    if visit.state_type != Some(StateType::Map) {
        return;
    }
    let Some(processor) = visit.node.get("ItemProcessor").or_else(|| visit.node.get("Iterator")) else { return };
    let mode = processor.get("ProcessorConfig").and_then(|config| config.get("Mode")).and_then(Node::as_str);
    if mode.is_some_and(|mode| mode != "INLINE") {
        return;
    }
    for (name, field) in DISTRIBUTED.iter().filter_map(|name| Some((name, visit.node.get(name)?))) {
        let message =
            format!("Only a Map whose ProcessorConfig has the Mode DISTRIBUTED uses {name}; this one runs INLINE");
        report.hint("DISTRIBUTED_ONLY", field, message);
    }
}
