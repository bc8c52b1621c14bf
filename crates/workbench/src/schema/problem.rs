//! How a request fails, and what the person is told.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a request was refused: a stable code, a sentence that says what to do, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// Stable; programs match on this.
    pub code: String,
    /// What happened and what to do, for people.
    pub message: String,
    /// The file, state or position it is about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    #[ts(optional)]
    pub place: Option<String>,
}

impl Problem {
    /// A problem with no place.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), place: None }
    }

    /// The same problem at a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }
}

/// How grave a notice or diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// AWS would refuse it, or something failed.
    Error,
    /// AWS accepts it with a warning.
    Warning,
    /// Advice only.
    Hint,
}

/// Something the person should know that no request asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Notice {
    /// How grave.
    pub severity: Severity,
    /// Stable; programs match on this.
    pub code: String,
    /// For people.
    pub message: String,
}
