//! The text must be JSON.

use crate::diagnostics::report::{Phase, Report};
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::diagnostics::{Fix, Severity};
use crate::{Document, NodeKind};

pub(super) static RULE: Rule = Rule {
    name: "invalid-json",
    summary: "The text is JSON as RFC 8259 has it.",
    examples: &[
        mended(
            r#"{"StartAt": "A",}"#,
            "INVALID_JSON_DESCRIPTION: There is a comma before the end; remove it. at [Source: (String); line: 1, column: 16]",
            "Remove the comma",
            r#"{"StartAt": "A"}"#,
        ),
        mended(
            r#"{"A": {"a": 1} "B": 2}"#,
            "INVALID_JSON_DESCRIPTION: A comma is missing here. at [Source: (String); line: 1, column: 14]",
            "Put a comma in",
            r#"{"A": {"a": 1}, "B": 2}"#,
        ),
        mended(
            r#"{'StartAt': "A"}"#,
            "INVALID_JSON_DESCRIPTION: JSON strings stand in double quotes. at [Source: (String); line: 1, column: 2]",
            "Put it in double quotes",
            r#"{"StartAt": "A"}"#,
        ),
        mended(
            r#"{"End": True}"#,
            "INVALID_JSON_DESCRIPTION: JSON writes this as true. at [Source: (String); line: 1, column: 9]",
            "Write it as JSON",
            r#"{"End": true}"#,
        ),
        mended(
            r#"{"A": [1, 2}"#,
            "INVALID_JSON_DESCRIPTION: A \"]\" is missing before this \"}\". at [Source: (String); line: 1, column: 12]",
            "Close it",
            r#"{"A": [1, 2]}"#,
        ),
        mended(
            r#"{"A" 1}"#,
            "INVALID_JSON_DESCRIPTION: A \":\" is missing between key and value. at [Source: (String); line: 1, column: 5]",
            "Put a colon in",
            r#"{"A": 1}"#,
        ),
        mended(
            r#"{StartAt: "A"}"#,
            "INVALID_JSON_DESCRIPTION: Keys need double quotes. at [Source: (String); line: 1, column: 2]",
            "Put it in double quotes",
            r#"{"StartAt": "A"}"#,
        ),
        mended(
            r#"{"A": 1 /* one */}"#,
            "INVALID_JSON_DESCRIPTION: JSON has no comments; use the \"Comment\" field. at [Source: (String); line: 1, column: 9]",
            "Remove the comment",
            r#"{"A": 1 }"#,
        ),
        bad(
            "not a definition",
            "INVALID_JSON_DESCRIPTION: Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: (String)\"not a definition\"; line: 1, column: 4] at [Source: (String)\"not a definition\"; line: 1, column: 4]",
        ),
        good("{\"StartAt\": \"A\"}"),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, _: &Settings<'_>, report: &mut Report<'_>) {
    // An empty text has an answer of its own.
    let Some(root) = document.root() else { return };
    if document.syntax_errors().is_empty() {
        return;
    }
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
        if let Some(repair) = &error.repair {
            report.with_fix(|_| Some(Fix::changes(repair.title, vec![repair.change.clone()])));
        }
    }
}
