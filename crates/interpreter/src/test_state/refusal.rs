//! Why a request is not taken.

/// AWS's name of the exception.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalCode {
    /// `InvalidArn`: an ARN is none.
    InvalidArn,
    /// `InvalidDefinition`: the definition is none, or its state cannot be tested.
    InvalidDefinition,
    /// `InvalidExecutionInput`: the input is not JSON.
    InvalidExecutionInput,
    /// `ValidationException`: anything else in the request.
    ValidationException,
}

impl RefusalCode {
    /// As AWS writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            RefusalCode::InvalidArn => "InvalidArn",
            RefusalCode::InvalidDefinition => "InvalidDefinition",
            RefusalCode::InvalidExecutionInput => "InvalidExecutionInput",
            RefusalCode::ValidationException => "ValidationException",
        }
    }
}

/// A request that AWS would not take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}: {message}", code.as_str())]
pub struct Refusal {
    /// AWS's name of the exception.
    pub code: RefusalCode,
    /// What is wrong, in AWS's words where they are known.
    pub message: String,
}

impl Refusal {
    pub(super) fn validation(message: impl Into<String>) -> Refusal {
        Refusal { code: RefusalCode::ValidationException, message: message.into() }
    }

    pub(super) fn definition(message: impl Into<String>) -> Refusal {
        Refusal { code: RefusalCode::InvalidDefinition, message: message.into() }
    }
}
