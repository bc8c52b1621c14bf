//! Labels of distributed Maps.

use crate::diagnostics::Fix;
use crate::diagnostics::report::Report;
use crate::diagnostics::rule::{Check, Rule, Settings, bad, good, mended};
use crate::{Document, MachineView, Node, StateType};
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "label",
    summary: "A Map's Label has 1 to 40 characters, none of them white space, a control character or one of ?*<>{}[]:;,\\|^~$#%&`\", and is there once.",
    examples: &[
        mended(
            r#"{"States":{"M":{"Type":"Map","Label":""}}}"#,
            "INVALID_LABEL_NAME: Label cannot be empty at /States/M/Label",
            "Remove \"Label\"",
            r#"{"States":{"M":{"Type":"Map"}}}"#,
        ),
        bad(
            r#"{"States":{"M":{"Type":"Map","Label":"a b"}}}"#,
            "INVALID_LABEL_NAME: Label contains invalid character: ' ' at /States/M/Label",
        ),
        bad(
            r#"{"States":{"M":{"Type":"Map","Label":"01234567890123456789012345678901234567890"}}}"#,
            "INVALID_LABEL_NAME: Label '01234567890123456789012345678901234567890' exceeds the 40-character limit allowed by the service at /States/M/Label",
        ),
        bad(
            r#"{"States":{"M":{"Type":"Map","Label":"a"},"N":{"Type":"Map","Label":"a"}}}"#,
            "DUPLICATE_LABEL_NAME: Duplicate Label name: a at /States/N/Label",
        ),
        bad(
            r#"{"States":{"M":{"Type":"Map","Label":"a\u0085b"}}}"#,
            "INVALID_LABEL_NAME: Label contains invalid character: '\\x85' at /States/M/Label",
        ),
        good(r#"{"States":{"M":{"Type":"Map","Label":"label_1-a"}}}"#),
    ],
    check: Check::Document(check),
};

fn check(document: &Document, _: &Settings<'_>, report: &mut Report<'_>) {
    let mut seen = HashSet::new();
    for state in document.machine().map(MachineView::all_states).unwrap_or_default() {
        if state.state_type() != Some(StateType::Map) {
            continue;
        }
        let Some(node) = state.field("Label") else { continue };
        let Some(label) = Node::as_str(node).filter(|label| !label.contains("${")) else { continue };
        if label.is_empty() {
            report.error("INVALID_LABEL_NAME", node, "Label cannot be empty");
            report.with_fix(|document| Fix::remove(document, node));
        } else if label.chars().count() > 40 {
            let message = format!("Label '{label}' exceeds the 40-character limit allowed by the service");
            report.error("INVALID_LABEL_NAME", node, message);
        } else if let Some(wrong) = label.chars().find(|c| is_forbidden(*c)) {
            // Control characters by their number: a line break in a message breaks more than the label.
            let shown = if wrong.is_control() { format!("\\x{:02x}", wrong as u32) } else { wrong.to_string() };
            report.error("INVALID_LABEL_NAME", node, format!("Label contains invalid character: '{shown}'"));
        } else if !seen.insert(label.to_string()) {
            report.error("DUPLICATE_LABEL_NAME", node, format!("Duplicate Label name: {label}"));
        }
    }
}

fn is_forbidden(c: char) -> bool {
    c.is_whitespace() || c.is_control() || "?*<>{}[]:;,\\|^~$#%&`\"".contains(c)
}
