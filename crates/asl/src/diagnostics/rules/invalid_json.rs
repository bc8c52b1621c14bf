//! The text must be JSON.

use crate::diagnostics::Severity;
use crate::diagnostics::report::{Phase, Report};
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good};
use crate::{Document, NodeKind};

pub(super) static RULE: Rule = Rule {
    name: "invalid-json",
    summary: "The text is JSON as RFC 8259 has it.",
    examples: &[
        bad(
            "{\"StartAt\": \"A\",}",
            "INVALID_JSON_DESCRIPTION: There is a comma before the end; remove it. at [Source: (String); line: 1, column: 16]",
        ),
        bad(
            "not a definition",
            "INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4] at [Source: (String)\"not a definition\"; line: 1, column: 4]",
        ),
        good("{\"StartAt\": \"A\"}"),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, _: &Settings, report: &mut Report<'_>) {
    // An empty text has an answer of its own.
    let Some(root) = document.root() else { return };
    let lines = document.line_index();
    if root.kind() == NodeKind::Broken && document.text().len() <= 500 && !root.span().is_empty() {
        // Nothing of the definition can be read: then AWS's own words, which quote the whole text.
        let token = root.text();
        let place = lines.line_column(root.span().end);
        let source =
            format!("[Source: (String)\"{}\"; line: {}, column: {}]", document.text(), place.line, place.column);
        let message = format!(
            "Unrecognized token '{token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at {source}"
        );
        report.at(Severity::Error, "INVALID_JSON_DESCRIPTION", message, &source, root.span(), Phase::Schema);
        return;
    }
    for error in document.syntax_errors() {
        let place = lines.line_column(error.span.start);
        let location = format!("[Source: (String); line: {}, column: {}]", place.line, place.column);
        report.at(
            Severity::Error,
            "INVALID_JSON_DESCRIPTION",
            error.message.clone(),
            &location,
            error.span,
            Phase::Schema,
        );
    }
}
