//! What goes wrong, as Step Functions says it.

use std::fmt;
use std::sync::Arc;

use crate::roots::Roots;

/// Why a path could not be read or followed. Each has a stable [code](PathErrorKind::code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathErrorKind {
    /// The text is no JSONPath.
    Syntax,
    /// It is a JSONPath, but no reference path: it has wildcards, filters, slices, unions, functions or negative indices.
    NotReference,
    /// The path is definite and leads nowhere.
    Missing,
    /// The path is definite and ends in an index past the end of its array. In a payload template AWS gives null for it.
    IndexMissing,
    /// An index is applied to something that is no array.
    WrongKind,
    /// A variable that is not assigned.
    VariableMissing,
    /// A function at the end of the path cannot work on what it was given.
    Function,
    /// `ResultPath` cannot be applied to this input.
    ResultPathMismatch,
    /// Following the path would take more time or memory than is allowed.
    LimitExceeded,
}

impl PathErrorKind {
    /// A name that does not change.
    pub fn code(self) -> &'static str {
        match self {
            PathErrorKind::Syntax => "path.syntax",
            PathErrorKind::NotReference => "path.not-reference",
            PathErrorKind::Missing => "path.missing",
            PathErrorKind::IndexMissing => "path.index-missing",
            PathErrorKind::WrongKind => "path.wrong-kind",
            PathErrorKind::VariableMissing => "path.variable-missing",
            PathErrorKind::Function => "path.function",
            PathErrorKind::ResultPathMismatch => "path.result-path-mismatch",
            PathErrorKind::LimitExceeded => "path.limit-exceeded",
        }
    }
}

/// A path that could not be read or followed.
///
/// Displays as Step Functions writes it in a cause, after `An error occurred while executing the state '…' (entered at the event
/// id #…). `, which the interpreter puts before it: `Invalid path '$.a.b' : Missing property in path $['a']`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// What kind of failure it is.
    pub kind: PathErrorKind,
    /// The path as written.
    pub path: Arc<str>,
    /// Why, as Jayway JsonPath says it: `No results for path: $['a']`.
    pub reason: String,
    /// For [`PathErrorKind::Syntax`] and [`PathErrorKind::NotReference`]: where in the path, in bytes.
    pub offset: Option<usize>,
}

impl PathError {
    pub(crate) fn new(kind: PathErrorKind, path: &Arc<str>, reason: impl Into<String>) -> PathError {
        PathError { kind, path: Arc::clone(path), reason: reason.into(), offset: None }
    }

    /// The error name a state fails with: `States.Runtime`, or `States.ResultPathMatchFailure`.
    pub fn error_name(&self) -> &'static str {
        match self.kind {
            PathErrorKind::ResultPathMismatch => "States.ResultPathMatchFailure",
            PathErrorKind::Syntax
            | PathErrorKind::NotReference
            | PathErrorKind::Missing
            | PathErrorKind::IndexMissing
            | PathErrorKind::WrongKind
            | PathErrorKind::VariableMissing
            | PathErrorKind::Function
            | PathErrorKind::LimitExceeded => "States.Runtime",
        }
    }

    /// What Step Functions says when the path stands in `InputPath`, `OutputPath`, `ItemsPath` and their like; same as `to_string`.
    pub fn cause(&self) -> String {
        self.to_string()
    }

    /// What Step Functions says when the path stands in a payload template (`field` is the key with its `.$`) or in `ErrorPath` and
    /// `CausePath`: `The JSONPath '$.a' specified for the field 'b.$' could not be found in the input '{…}'`, where the input is the
    /// context object for a path that begins with `$$`.
    pub fn cause_for_field(&self, field: &str, roots: &Roots<'_>) -> String {
        match self.kind {
            PathErrorKind::Missing | PathErrorKind::IndexMissing | PathErrorKind::VariableMissing => format!(
                "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{}'",
                self.path,
                if self.path.starts_with("$$") { roots.context } else { roots.input }.to_text()
            ),
            PathErrorKind::Syntax
            | PathErrorKind::NotReference
            | PathErrorKind::WrongKind
            | PathErrorKind::Function
            | PathErrorKind::ResultPathMismatch
            | PathErrorKind::LimitExceeded => self.cause(),
        }
    }
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PathErrorKind::ResultPathMismatch => f.write_str(&self.reason),
            PathErrorKind::Syntax
            | PathErrorKind::NotReference
            | PathErrorKind::Missing
            | PathErrorKind::IndexMissing
            | PathErrorKind::WrongKind
            | PathErrorKind::VariableMissing
            | PathErrorKind::Function
            | PathErrorKind::LimitExceeded => {
                write!(f, "Invalid path '{}' : {}", self.path, self.reason)
            }
        }
    }
}

impl std::error::Error for PathError {}

/// Why an intrinsic could not be read or evaluated. Each has a stable [code](IntrinsicErrorKind::code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntrinsicErrorKind {
    /// The text is no intrinsic function call.
    Syntax,
    /// A function that Step Functions does not have.
    UnknownFunction,
    /// More than [`crate::MAX_NESTING`] calls inside one another.
    TooNested,
    /// A path in the arguments leads nowhere.
    PathMissing,
    /// An argument is missing, too many, not what the function takes, or leaves its limits.
    Argument,
}

impl IntrinsicErrorKind {
    /// A name that does not change.
    pub fn code(self) -> &'static str {
        match self {
            IntrinsicErrorKind::Syntax => "intrinsic.syntax",
            IntrinsicErrorKind::UnknownFunction => "intrinsic.unknown-function",
            IntrinsicErrorKind::TooNested => "intrinsic.too-nested",
            IntrinsicErrorKind::PathMissing => "intrinsic.path-missing",
            IntrinsicErrorKind::Argument => "intrinsic.argument",
        }
    }
}

/// An intrinsic that could not be read or evaluated.
///
/// Displays as Step Functions writes it in a cause, after `An error occurred while executing the state '…' (entered at the event
/// id #…). `: `The function 'States.Format('{}', $.a)' had the following error: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntrinsicError {
    /// What kind of failure it is.
    pub kind: IntrinsicErrorKind,
    /// The whole expression the failing call stands in, as written: AWS names no inner call.
    pub function: Arc<str>,
    /// Why, as Step Functions says it.
    pub reason: String,
    /// Why, more exactly than Step Functions says it, and what would be right.
    pub hint: String,
    /// Where in the text that was parsed, in bytes.
    pub offset: usize,
}

impl IntrinsicError {
    /// The error name a state fails with. AWS's documentation has a `States.IntrinsicFailure`; AWS itself fails with `States.Runtime`.
    pub fn error_name(&self) -> &'static str {
        "States.Runtime"
    }

    /// What Step Functions says in a cause; same as `to_string`.
    pub fn cause(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for IntrinsicError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "The function '{}' had the following error: {}", self.function, self.reason)
    }
}

impl std::error::Error for IntrinsicError {}
