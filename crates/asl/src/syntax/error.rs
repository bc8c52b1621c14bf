//! What is wrong with a text that should be JSON.

use crate::Span;
use serde::Serialize;

/// One place where a text is not JSON (RFC 8259), with a sentence that says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong and what to do.
    pub message: String,
    /// The bytes it is about; empty where something is missing.
    pub span: Span,
}
