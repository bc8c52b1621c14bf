//! Hint: a key that is there twice.

use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::diagnostics::walk::Visit;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    summary: "Of two fields with the same name only the last counts.",
    examples: &[
        bad(
            r#"{"StartAt":"A","StartAt":"B"}"#,
            "DUPLICATE_KEY: \"StartAt\" is there twice; only the last one counts at /StartAt",
        ),
        good(r#"{"StartAt":"A","States":{}}"#),
    ],
    check: Check::Object(check),
};

fn check(visit: &Visit<'_>, _: &Settings, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for member in visit.node.members() {
        let key = member.key();
        if seen.contains(&key) {
            report.hint("DUPLICATE_KEY", member.value(), format!("\"{key}\" is there twice; only the last one counts"));
        }
        seen.insert(key);
    }
}
