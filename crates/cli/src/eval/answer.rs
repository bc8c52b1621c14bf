//! What an evaluation answers.

use stepwell_json::{Object, Value};
use stepwell_jsonata::{Evaluated, EvaluationError, SyntaxError};
use stepwell_jsonpath::ExpressionError;

/// A value, nothing, or why neither.
pub(super) enum Answer {
    Value(Value),
    Undefined,
    Function,
    Error { code: String, message: String, position: Option<usize> },
}

impl Answer {
    /// `{"id"?, "result"} | {"id"?, "undefined": true} | {"id"?, "error": {"code", "message", "position"}}`.
    pub(super) fn to_value(&self, id: Option<Value>) -> Value {
        let mut object = Object::builder();
        if let Some(id) = id {
            object.insert("id", id);
        }
        match self {
            Answer::Value(value) => object.insert("result", value.clone()),
            // A function is nothing that JSON can hold.
            Answer::Undefined | Answer::Function => object.insert("undefined", true),
            Answer::Error { code, message, position } => object.insert(
                "error",
                Object::builder()
                    .with("code", code)
                    .with("message", message)
                    .with("position", position.map(Value::from))
                    .build(),
            ),
        }
        Value::from(object)
    }
}

impl From<Result<Evaluated, EvaluationError>> for Answer {
    fn from(result: Result<Evaluated, EvaluationError>) -> Answer {
        match result {
            Ok(Evaluated::Value(value)) => Answer::Value(value),
            Ok(Evaluated::Undefined) => Answer::Undefined,
            Ok(Evaluated::Function) => Answer::Function,
            Err(error) => error.into(),
        }
    }
}

impl From<Result<Option<Value>, EvaluationError>> for Answer {
    fn from(result: Result<Option<Value>, EvaluationError>) -> Answer {
        match result {
            Ok(Some(value)) => Answer::Value(value),
            Ok(None) => Answer::Undefined,
            Err(error) => error.into(),
        }
    }
}

impl From<Result<Value, ExpressionError>> for Answer {
    fn from(result: Result<Value, ExpressionError>) -> Answer {
        match result {
            Ok(value) => Answer::Value(value),
            Err(error) => {
                Answer::Error { code: error.code().to_owned(), message: error.to_string(), position: error.offset() }
            }
        }
    }
}

impl From<EvaluationError> for Answer {
    fn from(error: EvaluationError) -> Answer {
        Answer::Error { code: error.code, message: error.message, position: error.position }
    }
}

impl From<SyntaxError> for Answer {
    fn from(error: SyntaxError) -> Answer {
        Answer::Error { code: error.code, message: error.message, position: error.position }
    }
}
