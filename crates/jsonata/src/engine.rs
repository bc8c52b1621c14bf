//! jlens, called.

use std::sync::{Arc, Mutex};

use jlens_core::reads::Read;
use jlens_core::{Document, Error, Options, output::Output};
use serde_json::Value as Json;
use stepwell_json::Value;
use stepwell_jsonpath::Entropy;

use crate::border::{CutStates, CutValue, Out, WideNumbers};
use crate::error::{EvaluationError, SyntaxError};
use crate::expression::Plan;
use crate::functions;
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
    match once(run, entropy)? {
        Some(Value::Null) if run.plan.computes => Ok(Evaluated::Value(no_finite(text, run, &before)?)),
        Some(value) => Ok(Evaluated::Value(value)),
        None if is(text, run, &before, "function")? => Ok(Evaluated::Function),
        None => Ok(Evaluated::Undefined),
    }
}

/// jlens writes infinities and NaN as null, JSON having none. AWS writes them as strings, so a null asks once more.
fn no_finite(text: &str, run: Run<'_>, before: &Entropy) -> Result<Value, EvaluationError> {
    if !is(text, run, before, "number")? {
        return Ok(Value::Null);
    }
    // Of an infinity and 0 the greater or the lesser is the infinity, and so null again; of NaN and 0 it is 0.
    let above = again(&format!("$max([({text}\n), 0])"), run, before)?;
    let below = again(&format!("$min([({text}\n), 0])"), run, before)?;
    Ok(Value::from(match (above, below) {
        (Some(Value::Null), _) => "Infinity",
        (_, Some(Value::Null)) => "-Infinity",
        (_, _) => "NaN",
    }))
}

/// Whether an expression gives something of a type that JSON does not tell from nothing.
fn is(text: &str, run: Run<'_>, before: &Entropy, kind: &str) -> Result<bool, EvaluationError> {
    let found = again(&format!("$type(({text}\n))"), run, before)?;
    Ok(found.as_ref().and_then(Value::as_str) == Some(kind))
}

/// Evaluates a text made of the expression as the expression was.
fn again(text: &str, run: Run<'_>, before: &Entropy) -> Result<Option<Value>, EvaluationError> {
    /// How many levels the text around the expression adds.
    const AROUND: usize = 4;
    let Ok(compiled) = jlens_core::Expression::compile(text) else { return Ok(None) };
    let limits = Limits { depth: run.limits.depth + AROUND, steps: run.limits.steps.saturating_add(16), ..*run.limits };
    once(Run { compiled: &compiled, limits: &limits, ..run }, &mut before.clone())
}

/// Evaluates, and gives what JSON can hold of the result.
fn once(run: Run<'_>, entropy: &mut Entropy) -> Result<Option<Value>, EvaluationError> {
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

fn with_functions(
    run: Run<'_>,
    functions: &jlens_core::Bindings,
    options: &Options,
) -> Result<Option<Value>, EvaluationError> {
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
        return run.compiled.evaluate_source_to(&Nothing, &bound, options, write).map_err(|error| failure(&error));
    }
    let mut documents: Vec<(&str, Document)> = Vec::with_capacity(run.plan.reads.len());
    for (name, read) in &run.plan.reads {
        if let Some(document) = document(name, read, run.bindings, &wide)? {
            documents.push((name, document));
        }
    }
    let variables: Vec<(&str, &Document)> = documents.iter().map(|(name, document)| (*name, document)).collect();
    run.compiled
        .evaluate_document_with_to(&Document::new(&Json::Null), &variables, functions, options, write)
        .map_err(|error| failure(&error))
}

fn value_of(name: &str, bindings: &Bindings<'_>) -> Option<Value> {
    if name == "states" { Some(bindings.states.to_value()) } else { (bindings.variables)(name) }
}

fn document(
    name: &str,
    read: &Read,
    bindings: &Bindings<'_>,
    wide: &WideNumbers,
) -> Result<Option<Document>, EvaluationError> {
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

fn too_large(error: &dyn std::fmt::Display) -> EvaluationError {
    EvaluationError { code: "U1001".to_owned(), message: format!("The data cannot be read: {error}"), position: None }
}

/// jlens's error as 2.0.6 names it.
pub(crate) fn failure(error: &Error) -> EvaluationError {
    let position = error.position();
    let (code, message) = match error.code() {
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
