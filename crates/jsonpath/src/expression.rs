//! What may stand behind a key that ends in `.$`.

use std::fmt;
use std::sync::Arc;

use stepwell_json::Value;

use crate::entropy::Entropy;
use crate::error::{IntrinsicError, PathError};
use crate::facts::Facts;
use crate::intrinsic::Intrinsic;
use crate::path::Path;
use crate::roots::Roots;

/// A path or an intrinsic function call.
#[derive(Clone, Debug)]
pub enum Expression {
    /// `$.a`, `$$.Execution.Id`, `$variable`.
    Path(Path),
    /// `States.Format(…)`.
    Intrinsic(Intrinsic),
}

impl Expression {
    /// Reads an expression: what begins with `$` is a path, anything else an intrinsic.
    ///
    /// # Errors
    ///
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Expression, ExpressionError> {
        if text.starts_with('$') {
            Ok(Expression::Path(Path::parse(text)?))
        } else {
            Ok(Expression::Intrinsic(Intrinsic::parse(text)?))
        }
    }

    /// The expression as written.
    pub fn text(&self) -> &Arc<str> {
        match self {
            Expression::Path(path) => path.text(),
            Expression::Intrinsic(intrinsic) => intrinsic.text(),
        }
    }

    /// What the expression reads and calls.
    pub fn facts(&self) -> &Facts {
        match self {
            Expression::Path(path) => path.facts(),
            Expression::Intrinsic(intrinsic) => intrinsic.facts(),
        }
    }

    /// The expression's value.
    ///
    /// # Errors
    ///
    /// As [`Path::select`] and [`Intrinsic::evaluate`].
    pub fn evaluate(&self, roots: &Roots<'_>, entropy: &mut Entropy) -> Result<Value, ExpressionError> {
        match self {
            Expression::Path(path) => Ok(path.select(roots)?),
            Expression::Intrinsic(intrinsic) => Ok(intrinsic.evaluate(roots, entropy)?),
        }
    }
}

/// An expression that could not be read or evaluated. Displays as Step Functions' cause (see the variants).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionError {
    /// A path's error.
    Path(PathError),
    /// An intrinsic's error.
    Intrinsic(IntrinsicError),
}

impl ExpressionError {
    /// A name that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            ExpressionError::Path(error) => error.kind.code(),
            ExpressionError::Intrinsic(error) => error.kind.code(),
        }
    }

    /// The error name a state fails with.
    pub fn error_name(&self) -> &'static str {
        match self {
            ExpressionError::Path(error) => error.error_name(),
            ExpressionError::Intrinsic(error) => error.error_name(),
        }
    }

    /// What Step Functions says when the expression stands in the field `field` (a template's key with its `.$`, or `CausePath` and its
    /// like), evaluated with `roots`.
    pub fn cause_for_field(&self, field: &str, roots: &Roots<'_>) -> String {
        match self {
            ExpressionError::Path(error) => error.cause_for_field(field, roots),
            ExpressionError::Intrinsic(error) => error.cause(),
        }
    }

    /// Where in the expression's text it went wrong, in bytes, when that is known.
    pub fn offset(&self) -> Option<usize> {
        match self {
            ExpressionError::Path(error) => error.offset,
            ExpressionError::Intrinsic(error) => Some(error.offset),
        }
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExpressionError::Path(error) => error.fmt(f),
            ExpressionError::Intrinsic(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ExpressionError {}

impl From<PathError> for ExpressionError {
    fn from(error: PathError) -> ExpressionError {
        ExpressionError::Path(error)
    }
}

impl From<IntrinsicError> for ExpressionError {
    fn from(error: IntrinsicError) -> ExpressionError {
        ExpressionError::Intrinsic(error)
    }
}
