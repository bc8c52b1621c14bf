//! What goes wrong, as JSONata and Step Functions say it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// Why a text is no expression. Displays as `S0203: Expected ")" before end of expression`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// JSONata's code: `S0203`.
    pub code: String,
    /// JSONata's sentence.
    pub message: String,
    /// Where it was noticed, in UTF-16 units as the reference implementation counts.
    pub position: Option<usize>,
    /// The same place in bytes of the text.
    pub span: Option<Range<usize>>,
    /// The token at which it was noticed.
    pub token: Option<String>,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// Why an evaluation failed. Displays as `T1006: Attempted to invoke a non-function`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationError {
    /// JSONata's code: `T1006`.
    pub code: String,
    /// JSONata's sentence.
    pub message: String,
    /// Where in the expression, in UTF-16 units as the reference implementation counts.
    pub position: Option<usize>,
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl std::error::Error for EvaluationError {}

/// What kind of failure an expression in a field has. Each has a stable [code](QueryFailureKind::code).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryFailureKind {
    /// The expression gave nothing.
    Undefined,
    /// The expression gave a function, or something else that is no JSON.
    Unsupported,
    /// The expression gave something the field does not take.
    UnexpectedType,
    /// The evaluation failed.
    Evaluation(Box<EvaluationError>),
}

impl QueryFailureKind {
    /// A name that does not change.
    pub fn code(&self) -> &'static str {
        match self {
            QueryFailureKind::Undefined => "jsonata.undefined",
            QueryFailureKind::Unsupported => "jsonata.unsupported-result",
            QueryFailureKind::UnexpectedType => "jsonata.unexpected-type",
            QueryFailureKind::Evaluation(_) => "jsonata.evaluation",
        }
    }
}

/// An expression in a field that gave no value for it. Displays as Step Functions' cause, without the sentence that names the state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryFailure {
    /// What kind of failure it is.
    pub kind: QueryFailureKind,
    /// The field, as in the cause and as `location` of the `EvaluationFailed` event: `Output/total`.
    pub field: String,
    /// The expression, without its delimiters.
    pub expression: Arc<str>,
    /// What Step Functions says.
    pub cause: String,
}

impl QueryFailure {
    pub(crate) fn new(kind: QueryFailureKind, expression: &Arc<str>, field: &str, says: fmt::Arguments<'_>) -> Self {
        QueryFailure {
            kind,
            field: field.to_owned(),
            expression: Arc::clone(expression),
            cause: format!("The JSONata expression '{expression}' specified for the field '{field}' {says}"),
        }
    }

    /// The error name the state fails with.
    pub fn error_name(&self) -> &'static str {
        "States.QueryEvaluationError"
    }
}

impl fmt::Display for QueryFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.cause)
    }
}

impl std::error::Error for QueryFailure {}
