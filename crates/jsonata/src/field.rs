//! Expressions in fields that take one type only.

use std::sync::Arc;

use stepwell_json::Value;

use crate::error::{QueryFailure, QueryFailureKind};

/// The type a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `Items`.
    Array,
    /// `Condition`.
    Boolean,
    /// `Seconds`, `TimeoutSeconds`, `MaxConcurrency` and their like.
    Number,
    /// `Timestamp`, `Error`, `Cause`.
    String,
    /// `Arguments` of some resources.
    Object,
}

impl Expected {
    /// The type as Step Functions calls it.
    pub fn name(self) -> &'static str {
        match self {
            Expected::Array => "array",
            Expected::Boolean => "boolean",
            Expected::Number => "number",
            Expected::String => "string",
            Expected::Object => "object",
        }
    }

    /// Whether a value is of this type.
    pub fn takes(self, value: &Value) -> bool {
        value.type_name() == self.name()
    }

    pub(crate) fn check(self, value: Value, expression: &Arc<str>, field: &str) -> Result<Value, QueryFailure> {
        if self.takes(&value) {
            return Ok(value);
        }
        let (expected, found) = (self.name(), value.type_name());
        let text = value.to_compact();
        Err(QueryFailure::new(
            QueryFailureKind::UnexpectedType,
            expression,
            field,
            format_args!(
                "returned an unexpected result type. Expected '{expected}', but was '{found}' for value: {text}"
            ),
        ))
    }
}
