//! What AWS would say of a definition, and where.

mod diagnostic;

pub use diagnostic::{Diagnostic, Fix, Severity};

use crate::{Document, MachineType, Span};

/// More than this AWS does not report.
pub const MAX_DIAGNOSTICS: usize = 100;

impl Document {
    /// What is wrong with the document, in the order of the text, [`MAX_DIAGNOSTICS`] at most: what AWS refuses, what it
    /// warns of, and hints that go beyond it.
    #[must_use]
    pub fn diagnostics(&self, kind: MachineType) -> Vec<Diagnostic> {
        let _ = kind;
        self.syntax_errors()
            .iter()
            .map(|error| Diagnostic {
                severity: Severity::Error,
                code: "INVALID_JSON_DESCRIPTION",
                message: error.message.clone(),
                location: "/".to_owned(),
                span: Span::new(error.span.start, error.span.end),
                state: None,
                fix: None,
            })
            .collect()
    }
}
