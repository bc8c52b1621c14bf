//! What is wrong with a text that should be JSON.

use crate::{Span, TextChange};
use serde::Serialize;

/// One place where a text is not JSON (RFC 8259), with a sentence that says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct SyntaxError {
    /// What is wrong and what to do.
    pub message: String,
    /// The bytes it is about; empty where something is missing.
    pub span: Span,
    /// What puts it right, where that is certain.
    #[serde(skip)]
    pub repair: Option<Repair>,
}

/// What puts a syntax error right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// What it does, as a button would say it.
    pub title: &'static str,
    /// The change of the text.
    pub change: TextChange,
}

impl SyntaxError {
    pub(super) fn new(message: impl Into<String>, span: Span) -> SyntaxError {
        SyntaxError { message: message.into(), span, repair: None }
    }
}
