//! jlens, called.

use std::sync::{Arc, Mutex};

use jlens_core::ast::BinaryOp;
use jlens_core::reads::Read;
use jlens_core::{Ast, Document, Error, Options, output::Output};
use serde_json::Value as Json;
use stepwell_json::Value;
use stepwell_jsonpath::Entropy;

use crate::border::{CutStates, CutValue, Out, WideNumbers};
use crate::error::{EvaluationError, SyntaxError};
use crate::expression::Plan;
use crate::functions;
use crate::overflow::{self, Overflow};
use crate::reading::{self, TooNew};
use crate::{Bindings, Evaluated, Limits};

/// One evaluation.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) compiled: &'a jlens_core::Expression,
    pub(crate) plan: &'a Plan,
    pub(crate) bindings: &'a Bindings<'a>,
    pub(crate) limits: &'a Limits,
}

pub(crate) fn evaluate(text: &str, run: Run<'_>, entropy: &mut Entropy) -> Result<Evaluated, EvaluationError> {
    let before = entropy.clone();
    match once(run, entropy) {
        Ok(Some(Value::Null)) if overflow::is_arithmetic(run.compiled.ast()) => {
            Ok(Evaluated::Value(Value::from("NaN")))
        }
        Ok(Some(value)) => Ok(Evaluated::Value(value)),
        // A function is nothing in JSON, but it exists.
        Ok(None) => match again(&format!("$exists({text}\n)"), run, &mut before.clone()) {
            Ok(Some(Value::Bool(true))) => Ok(Evaluated::Function),
            Ok(_) | Err(_) => Ok(Evaluated::Undefined),
        },
        Err(error) => overflown(run, &error, before).unwrap_or_else(|| Err(failure(run.compiled.ast(), &error))),
    }
}

/// Whether an evaluation failed only because its result is an infinity.
pub(crate) fn is_infinite_result(ast: &Ast, error: &Error) -> bool {
    let place = error.span().filter(|_| error.code() == "D1001");
    place.is_some_and(|place| matches!(overflow::at(ast, place), Overflow::Result { .. }))
}

/// What AWS writes for an infinity that is the result: `"Infinity"`.
fn overflown(run: Run<'_>, error: &Error, mut entropy: Entropy) -> Option<Result<Evaluated, EvaluationError>> {
    let place = error.span().filter(|_| error.code() == "D1001")?;
    let Overflow::Result { left, operator, right } = overflow::at(run.compiled.ast(), place) else { return None };
    let left = again(left, run, &mut entropy).ok()??.as_f64()?;
    let right = again(right, run, &mut entropy).ok()??.as_f64()?;
    let result = match operator {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div => left / right,
        _ => return None,
    };
    let text = if result > 0.0 { "Infinity" } else { "-Infinity" };
    Some(Ok(Evaluated::Value(Value::from(text))))
}

/// Evaluates a text made of the expression as the expression was.
fn again(text: &str, run: Run<'_>, entropy: &mut Entropy) -> Result<Option<Value>, Error> {
    /// How many levels the text around the expression adds.
    const AROUND: usize = 4;
    let compiled = jlens_core::Expression::compile(text)?;
    let limits = Limits { depth: run.limits.depth + AROUND, steps: run.limits.steps.saturating_add(64), ..*run.limits };
    once(Run { compiled: &compiled, limits: &limits, ..run }, entropy)
}

/// Evaluates, and gives what JSON can hold of the result.
fn once(run: Run<'_>, entropy: &mut Entropy) -> Result<Option<Value>, Error> {
    let mut options = options(run.limits).now(run.bindings.now);
    if run.plan.shuffles {
        options = options.seed(entropy.next_u64());
    }
    if !run.plan.draws {
        return with_functions(run, functions::pure(), &options);
    }
    let shared = Arc::new(Mutex::new(entropy.clone()));
    let result = with_functions(run, &functions::with_entropy(&shared), &options);
    *entropy = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    result
}

fn with_functions(run: Run<'_>, functions: &jlens_core::Bindings, options: &Options) -> Result<Option<Value>, Error> {
    let wide = WideNumbers::default();
    let write = |output: Output<'_, '_>| output.write(&mut Out::new(&wide));
    if run.plan.touches_context {
        // Only JSON can be bound beside an input that is undefined.
        let mut bound = functions.clone();
        for (name, _) in &run.plan.reads {
            if let Some(value) = value_of(name, run.bindings) {
                let json = Json::try_from(&value).map_err(|error| too_large(&error))?;
                bound = bound.var(&**name, json);
            }
        }
        return run.compiled.evaluate_source_to(&Nothing, &bound, options, write);
    }
    let mut documents: Vec<(&str, Document)> = Vec::with_capacity(run.plan.reads.len());
    for (name, read) in &run.plan.reads {
        if let Some(document) = document(name, read, run.bindings, &wide)? {
            documents.push((name, document));
        }
    }
    let variables: Vec<(&str, &Document)> = documents.iter().map(|(name, document)| (*name, document)).collect();
    run.compiled.evaluate_document_with_to(&Document::new(&Json::Null), &variables, functions, options, write)
}

fn value_of(name: &str, bindings: &Bindings<'_>) -> Option<Value> {
    if name == "states" { Some(bindings.states.to_value()) } else { (bindings.variables)(name) }
}

fn document(name: &str, read: &Read, bindings: &Bindings<'_>, wide: &WideNumbers) -> Result<Option<Document>, Error> {
    let document = if name == "states" {
        Document::from_serialize(&CutStates { states: &bindings.states, read, wide })
    } else {
        let Some(value) = (bindings.variables)(name) else { return Ok(None) };
        Document::from_serialize(&CutValue::new(&value, read, wide))
    };
    document.map(Some).map_err(|error| too_large(&error))
}

/// An input that is undefined.
struct Nothing;

impl jlens_core::input::Source<'_> for Nothing {
    fn read(&self, _: &mut jlens_core::input::Sink<'_, '_>) -> Result<(), String> {
        Ok(())
    }
}

pub(crate) fn options(limits: &Limits) -> Options {
    let options = Options::new()
        .max_depth(limits.depth)
        .max_steps(limits.steps)
        .max_array_length(limits.items)
        .max_string_length(limits.bytes)
        .max_result_size(limits.bytes);
    match limits.timeout {
        Some(timeout) => options.timeout(timeout),
        None => options,
    }
}

fn too_large(error: &dyn std::fmt::Display) -> Error {
    Error::new("U1001").with("message", format!("The data cannot be read: {error}"))
}

/// jlens's error as 2.0.6 names it.
pub(crate) fn failure(ast: &Ast, error: &Error) -> EvaluationError {
    let position = error.position();
    let (code, message) = match error.code() {
        "D1001" if error.span().is_some_and(|place| matches!(overflow::at(ast, place), Overflow::String)) => {
            ("D3001", "Attempting to invoke string function on Infinity or NaN".to_owned())
        }
        "D1011" => (
            "U1001",
            "Stack overflow error: Check for non-terminating recursive function.  Consider rewriting as tail-recursive."
                .to_owned(),
        ),
        "D1012" | "U1006" => ("U1001", "Expression evaluation timeout: Check for infinite loop".to_owned()),
        code => (code, error.message()),
    };
    EvaluationError { code: code.to_owned(), message, position }
}

pub(crate) fn syntax_error(error: &Error) -> SyntaxError {
    SyntaxError {
        code: error.code().to_owned(),
        message: error.message(),
        position: error.position(),
        span: error.span().map(reading::range),
        token: error.token(),
    }
}

/// What 2.0.6 says of an operator that it does not know.
pub(crate) fn too_new(operator: &TooNew) -> SyntaxError {
    SyntaxError {
        code: "S0211".to_owned(),
        message: format!("The symbol \"{}\" cannot be used as a unary operator", operator.token),
        position: Some(operator.position),
        span: Some(operator.end.saturating_sub(1)..operator.end),
        token: Some(operator.token.to_owned()),
    }
}
