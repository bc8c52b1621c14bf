//! An expression, parsed.

use std::fmt;
use std::sync::Arc;

use jlens_core::reads::Read;
use stepwell_json::Value;

use crate::bindings::Bindings;
use crate::direct::DirectPath;
use crate::engine::{self, Run};
use crate::error::{EvaluationError, QueryFailure, QueryFailureKind, SyntaxError};
use crate::facts::Facts;
use crate::field::Expected;
use crate::functions;
use crate::limits::Limits;
use crate::reading::{self, Reading};
use stepwell_jsonpath::Entropy;

/// A JSONata expression, without its `{% %}`. Parse once, evaluate often; clones share it, and it may cross threads.
#[derive(Clone)]
pub struct Expression(Arc<Parsed>);

struct Parsed {
    text: Arc<str>,
    compiled: jlens_core::Expression,
    facts: Facts,
    direct: Option<DirectPath>,
    plan: Plan,
}

/// What the evaluation needs, found once.
pub(crate) struct Plan {
    /// The names that may be read from outside, and what of their values.
    pub(crate) reads: Vec<(Arc<str>, Read)>,
    /// Whether it matters that there is no context.
    pub(crate) touches_context: bool,
    /// Whether random numbers are drawn by our functions.
    pub(crate) draws: bool,
    /// Whether random numbers are drawn by jlens's.
    pub(crate) shuffles: bool,
}

/// What an evaluation gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Evaluated {
    /// A value.
    Value(Value),
    /// Nothing: a path that leads nowhere, a variable that is not assigned.
    Undefined,
    /// A function, which is no JSON.
    Function,
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// When it is none, with the code and sentence of JSONata 2.0.6 (`?:` and `??` are newer, and refused as there).
    pub fn parse(text: &str) -> Result<Expression, SyntaxError> {
        let compiled = jlens_core::Expression::compile(text).map_err(|error| engine::syntax_error(&error))?;
        let Reading { facts, touches_context, too_new } = reading::read(compiled.ast());
        if let Some(operator) = too_new {
            return Err(engine::too_new(&operator));
        }
        let plan = Plan {
            reads: reads(&compiled, &facts),
            touches_context,
            draws: facts.calls("random") || facts.calls("uuid"),
            shuffles: facts.calls("shuffle"),
        };
        let direct = DirectPath::of(compiled.ast());
        Ok(Expression(Arc::new(Parsed { text: Arc::from(text), compiled, facts, direct, plan })))
    }

    /// The expression as written.
    pub fn text(&self) -> &Arc<str> {
        &self.0.text
    }

    /// What the expression reads and calls.
    pub fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// The expression's value. The context at its top (`$`, `$$`) is undefined.
    ///
    /// # Errors
    ///
    /// What the evaluation fails with, and `U1001` past `limits`.
    pub fn evaluate(
        &self,
        bindings: &Bindings<'_>,
        entropy: &mut Entropy,
        limits: &Limits,
    ) -> Result<Evaluated, EvaluationError> {
        if let Some(value) = self.0.direct.as_ref().and_then(|path| path.follow(bindings)) {
            return Ok(value);
        }
        engine::evaluate(
            &self.0.text,
            Run { compiled: &self.0.compiled, plan: &self.0.plan, bindings, limits },
            entropy,
        )
    }

    /// The value for a field of a state.
    ///
    /// # Errors
    ///
    /// When the evaluation fails, gives nothing, or gives what is not `expected`: with Step Functions' cause, in which `field` is named as
    /// given (`Output/total`, `Choices[0]/Condition`).
    pub fn evaluate_for(
        &self,
        field: &str,
        expected: Option<Expected>,
        bindings: &Bindings<'_>,
        entropy: &mut Entropy,
        limits: &Limits,
    ) -> Result<Value, QueryFailure> {
        let expression = self.text();
        match self.evaluate(bindings, entropy, limits) {
            Ok(Evaluated::Value(value)) => match expected {
                None => Ok(value),
                Some(expected) => expected.check(value, expression, field),
            },
            Ok(Evaluated::Undefined) => Err(QueryFailure::new(
                QueryFailureKind::Undefined,
                expression,
                field,
                format_args!("returned nothing (undefined)."),
            )),
            Ok(Evaluated::Function) => Err(QueryFailure::new(
                QueryFailureKind::Unsupported,
                expression,
                field,
                format_args!("returned an unsupported result type."),
            )),
            Err(error) => {
                let says = format!("threw an error during evaluation. {error}");
                let kind = QueryFailureKind::Evaluation(Box::new(error));
                Err(QueryFailure::new(kind, expression, field, format_args!("{says}")))
            }
        }
    }
}

/// What is read of each name from outside.
fn reads(compiled: &jlens_core::Expression, facts: &Facts) -> Vec<(Arc<str>, Read)> {
    let found = compiled.reads_with(functions::pure());
    // The facts say what the text reads; a name that is bound further on may be read from outside before it is.
    let mut names: Vec<&str> = found.bindings().keys().map(String::as_str).collect();
    names.extend(facts.variables.iter().map(|used| &*used.name));
    // A variable may have a function's name.
    names.extend(facts.functions.iter().map(|used| &*used.name));
    if !facts.states.is_empty() {
        names.push("states");
    }
    names.sort_unstable();
    names.dedup();
    let whole = found.every_binding();
    names
        .into_iter()
        .map(|name| {
            let read = found.binding(name).filter(|_| !whole).cloned().unwrap_or(Read::Whole);
            (Arc::from(name), read)
        })
        .collect()
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Expression").field(&self.0.text).finish()
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Expression) -> bool {
        self.0.text == other.0.text
    }
}
impl Eq for Expression {}
