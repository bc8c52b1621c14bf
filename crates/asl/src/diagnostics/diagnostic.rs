//! One thing that is to be said about a definition.

use super::Fix;
use crate::{Span, StatePath};
use serde::Serialize;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Severity {
    /// AWS refuses the definition.
    Error,
    /// AWS takes the definition and warns.
    Warning,
    /// Stepwell's own advice; AWS says nothing.
    Hint,
}

/// Something that is to be said about a definition.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// AWS's code (`SCHEMA_VALIDATION_FAILED`, …); for hints Stepwell's own.
    pub code: &'static str,
    /// What is wrong, in AWS's words where they are known.
    pub message: String,
    /// Where, as AWS writes it: a path like `/States/Wait/Seconds`; `/` is the whole definition.
    pub location: String,
    /// Where in the text.
    pub span: Span,
    /// The innermost state that it is about.
    pub state: Option<StatePath>,
    /// A change that puts it right, where one is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}
