//! How long a definition may be.

use crate::diagnostics::Severity;
use crate::diagnostics::report::{Phase, Report};
use crate::diagnostics::rule::{Check, Rule, Settings, good};
use crate::{Document, Span};

pub(super) static RULE: Rule = Rule {
    name: "definition-size",
    summary: "A definition has 1,048,576 characters at most (API reference, CreateStateMachine).",
    examples: &[
        // One that is too long is too long for an example.
        good(r#"{"Comment":"short"}"#),
    ],
    check: Check::Document(check),
};

const MOST: usize = 1 << 20;

fn check(document: &Document, _: &Settings<'_>, report: &mut Report<'_>) {
    // Of YAML, AWS gets the same as JSON.
    let text = document.root().map_or(document.text().as_ref(), |root| match document.format() {
        crate::Format::Json => document.text(),
        crate::Format::Yaml => root.text(),
    });
    if text.len() <= MOST {
        return;
    }
    let count = text.chars().count();
    if count > MOST {
        let message = format!(
            "The definition has {count} characters; AWS takes {MOST} at most. Take out what is repeated, or start other state machines from it"
        );
        report.at(Severity::Error, "DEFINITION_TOO_LONG", message, "/", Span::at(0), Phase::Schema);
    }
}

#[cfg(test)]
mod tests {
    use crate::{Document, Format, MachineType};

    #[test]
    fn counts_characters() {
        let said = |comment: String| {
            let text = format!(r#"{{"Comment":"{comment}"}}"#);
            let found = Document::parse(text, Format::Json).diagnostics(MachineType::Standard);
            found.into_iter().find(|found| found.code == "DEFINITION_TOO_LONG").map(|found| found.message)
        };
        assert_eq!(said("é".repeat((1 << 20) - 14)), None);
        let long = said("é".repeat((1 << 20) - 13)).unwrap_or_default();
        assert!(long.starts_with("The definition has 1048577 characters; AWS takes 1048576 at most."), "{long}");
    }
}
