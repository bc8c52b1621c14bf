//! A definition is an object.

use crate::diagnostics::Severity;
use crate::diagnostics::report::{Phase, Report};
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::{Document, NodeKind, Span};

pub(super) static RULE: Rule = Rule {
    name: "not-an-object",
    summary: "A definition is a JSON object.",
    examples: &[
        bad("", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at "),
        bad("\"\"", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at "),
        bad("[{}]", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at "),
        good("{}"),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, _: &Settings<'_>, report: &mut Report<'_>) {
    let span = match document.root() {
        Some(root) if matches!(root.kind(), NodeKind::Object | NodeKind::Broken) => return,
        Some(root) => root.span(),
        None => Span::at(0),
    };
    let message = "Definition must be a valid JSON object".to_owned();
    report.at(Severity::Error, "SCHEMA_VALIDATION_FAILED", message, "", span, Phase::Schema);
}
