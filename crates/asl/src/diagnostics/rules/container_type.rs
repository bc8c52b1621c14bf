//! Objects and lists where the language has objects and lists.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, bad, good, mended};
use crate::diagnostics::walk::{Misfit, Visit};
use crate::{Document, Format, NodeKind, Span, TextChange};

pub(super) static RULE: Rule = Rule {
    name: "container-type",
    summary: "States, branches, rules, retriers and the like are objects, and lists of them are arrays.",
    examples: &[
        bad(r#"{"StartAt":"A","States":[]}"#, "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States"),
        bad(
            r#"{"StartAt":"A","States":{"A":1}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States/A",
        ),
        bad(
            r#"{"StartAt":"P","States":{"P":{"Type":"Parallel","Branches":[[]],"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [OBJECT] at /States/P/Branches[0]",
        ),
        mended(
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Retry":{"ErrorEquals":["A"]},"End":true}}}"#,
            "SCHEMA_VALIDATION_FAILED: Expected value of type [ARRAY] at /States/T/Retry",
            "Put it in a list",
            r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Retry":[{"ErrorEquals":["A"]}],"End":true}}}"#,
        ),
        good(r#"{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"arn:x","Retry":[],"End":true}}}"#),
    ],
    check: Check::Misfit(check),
};

fn check(misfit: Misfit<'_>, report: &mut Report<'_>) {
    if misfit.node.kind() != NodeKind::Broken && !Visit::is_placeholder(misfit.node) {
        report.schema(misfit.node, format!("Expected value of type {}", misfit.expected));
        report.with_fix(|document| list_of_one(document, misfit));
    }
}

/// An object where a list of them belongs becomes a list with it in; its text stays.
fn list_of_one(document: &Document, misfit: Misfit<'_>) -> Option<Fix> {
    let fits = misfit.expected == "[ARRAY]" && misfit.node.is_object() && document.format() == Format::Json;
    let closed = document.syntax_errors().is_empty();
    let span = misfit.node.span();
    let around = vec![TextChange::new(Span::at(span.start), "["), TextChange::new(Span::at(span.end), "]")];
    (fits && closed).then(|| Fix::changes("Put it in a list", around))
}
