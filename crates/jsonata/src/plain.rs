//! Plain JSONata 2.0.6, as its reference implementation has it: an input document, `$eval`, no functions of Step Functions.

use jlens_core::Bindings;
use serde_json::Value as Json;
use stepwell_json::Value;

use crate::engine;
use crate::error::{EvaluationError, SyntaxError};
use crate::limits::Limits;
use crate::reading;

/// An expression of plain JSONata.
#[derive(Clone, Debug)]
pub struct Expression(jlens_core::Expression);

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn parse(text: &str) -> Result<Expression, SyntaxError> {
        let compiled = jlens_core::Expression::compile(text).map_err(|error| engine::syntax_error(&error))?;
        match reading::read(compiled.ast()).too_new {
            Some(operator) => Err(engine::too_new(&operator)),
            None => Ok(Expression(compiled)),
        }
    }

    /// The expression's value for an input, `None` being undefined both ways; `bindings` are variables by their names without the `$`.
    ///
    /// # Errors
    ///
    /// What the evaluation fails with, and `U1001` past `limits`.
    pub fn evaluate(
        &self,
        input: Option<&Value>,
        bindings: &[(&str, &Value)],
        now: i64,
        limits: &Limits,
    ) -> Result<Option<Value>, EvaluationError> {
        let input = input.map(json).transpose()?;
        let mut bound = Bindings::new();
        for (name, value) in bindings {
            bound = bound.var(*name, json(value)?);
        }
        let options = engine::options(limits).now(now);
        let result = match self.0.evaluate_with(input.as_ref(), &bound, &options) {
            Ok(result) => result,
            // An infinity is a result, which JSON writes as null.
            Err(error) if engine::is_infinite_result(self.0.source(), &error) => Some(Json::Null),
            Err(error) => return Err(engine::failure(self.0.source(), error.span(), error.position(), &error)),
        };
        // JSON as JavaScript writes it.
        result
            .map(|result| Value::parse(&jlens_core::format_json(&result, false)).map_err(|error| deep(&error)))
            .transpose()
    }
}

fn json(value: &Value) -> Result<Json, EvaluationError> {
    Json::try_from(value).map_err(|error| deep(&error))
}

fn deep(error: &dyn std::fmt::Display) -> EvaluationError {
    EvaluationError { code: "U1001".to_owned(), message: error.to_string(), position: None }
}
