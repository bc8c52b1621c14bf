//! An expression, parsed.

use std::fmt;
use std::sync::{Arc, OnceLock};

use stepwell_json::Value;

use crate::bindings::Bindings;
use crate::direct::DirectPath;
use crate::engine::{self, Run};
use crate::error::{EvaluationError, QueryFailure, QueryFailureKind, SyntaxError};
use crate::facts::Facts;
use crate::field::Expected;
use crate::functions;
use crate::limits::Limits;
use crate::memory::{self, Growth, Watched};
use crate::overflow;
use crate::program::Program;
use crate::reading::{self, Reading};
use stepwell_jsonpath::Entropy;

/// A JSONata expression, without its `{% %}`. Parse once, evaluate often; clones share it, and it may cross threads.
#[derive(Clone)]
pub struct Expression(Arc<Parsed>);

struct Parsed {
    text: Arc<str>,
    facts: Facts,
    direct: Option<DirectPath>,
    plan: Plan,
}

/// What the evaluation needs, found once.
pub(crate) struct Plan {
    /// What is run, as long as no variable hides a function.
    pub(crate) program: Program,
    /// The names that may be read from outside.
    pub(crate) variables: Vec<Arc<str>>,
    /// Of these the names of functions, which are only read from outside when there are such variables.
    pub(crate) functions: Vec<Arc<str>>,
    /// Whether it matters that there is no context, or the variables cannot come in by it for another reason.
    pub(crate) touches_context: bool,
    /// Whether the result is that of an operation on two numbers.
    pub(crate) is_arithmetic: bool,
    /// Whether random numbers are drawn by our functions.
    pub(crate) draws: bool,
    /// Whether random numbers are drawn by jlens's.
    pub(crate) shuffles: bool,
    /// How much it may build, as long as no variable hides a function.
    pub(crate) growth: Growth,
    /// What is run to be counted, made when it first is; `None` where it is no expression.
    pub(crate) watched: OnceLock<Option<Watched>>,
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
        let parsed = jlens_core::parse(text).map_err(|error| engine::syntax_error(&error))?;
        let Reading { facts, touches_context, names, too_new } = reading::read(&parsed);
        if let Some(operator) = too_new {
            return Err(engine::too_new(&operator));
        }
        let (functions, variables): (Vec<Arc<str>>, Vec<Arc<str>>) =
            names.into_iter().partition(|name| functions::is_function(name));
        // What does not fit into a program that binds its variables (a name with a backquote, the deepest nesting) is given them otherwise.
        let names = variables.iter().map(|name| &**name);
        let binding = if touches_context { None } else { Program::new(text, names).ok() };
        let touches_context = binding.is_none();
        let program = match binding {
            Some(program) => program,
            None => Program::new(text, std::iter::empty()).map_err(|error| engine::syntax_error(&error))?,
        };
        let plan = Plan {
            program,
            variables,
            functions,
            touches_context,
            is_arithmetic: overflow::is_arithmetic(&parsed),
            draws: facts.calls("random") || facts.calls("uuid"),
            shuffles: facts.calls("shuffle"),
            growth: memory::bound(&parsed),
            watched: OnceLock::new(),
        };
        let direct = DirectPath::of(&parsed);
        Ok(Expression(Arc::new(Parsed { text: Arc::from(text), facts, direct, plan })))
    }

    /// The expression as written.
    pub fn text(&self) -> &Arc<str> {
        &self.0.text
    }

    /// What the expression reads and calls.
    pub fn facts(&self) -> &Facts {
        &self.0.facts
    }

    #[cfg(test)]
    pub(crate) fn parts(&self) -> (&Plan, &Facts) {
        (&self.0.plan, &self.0.facts)
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
        let Parsed { text, facts, plan, .. } = &*self.0;
        engine::evaluate(Run { text, plan, facts, bindings, limits }, entropy)
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
