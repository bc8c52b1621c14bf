//! jlens, called.

use std::sync::{Arc, Mutex};

use jlens_core::ast::BinaryOp;
use jlens_core::{Error, Options, Span};
use serde_json::Value as Json;
use stepwell_json::{Object, Value};
use stepwell_jsonpath::Entropy;

use crate::border::{Input, Out, Store};
use crate::error::{EvaluationError, SyntaxError};
use crate::expression::Plan;
use crate::facts::Facts;
use crate::functions;
use crate::memory;
use crate::overflow::{self, Overflow};
use crate::program::Program;
use crate::reading::{self, TooNew};
use crate::{Bindings, Evaluated, Limits};

/// One evaluation.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    pub(crate) text: &'a str,
    pub(crate) plan: &'a Plan,
    pub(crate) facts: &'a Facts,
    pub(crate) bindings: &'a Bindings<'a>,
    pub(crate) limits: &'a Limits,
}

pub(crate) fn evaluate(run: Run<'_>, entropy: &mut Entropy) -> Result<Evaluated, EvaluationError> {
    // A variable may have a function's name, and then hides it.
    let hides = |name: &&str| (run.bindings.variables)(name).is_some();
    let hiding: Vec<&str> = run.plan.functions.iter().map(|name| &**name).filter(hides).collect();
    let rebuilt;
    let program = if hiding.is_empty() {
        &run.plan.program
    } else {
        rebuilt = self::program(run.text, run.plan, &hiding).map_err(|error| failure(run.text, None, None, &error))?;
        &rebuilt
    };
    memory::check(run, &hiding, entropy)?;
    let before = entropy.clone();
    match once(program, &hiding, run, entropy) {
        Ok(Some(Value::Null)) if run.plan.is_arithmetic => Ok(Evaluated::Value(Value::from("NaN"))),
        Ok(Some(value)) => Ok(Evaluated::Value(value)),
        // A function is nothing in JSON, but it exists.
        Ok(None) => match again(&format!("$exists({}\n)", run.text), &hiding, run, &mut before.clone()) {
            Ok(Some(Value::Bool(true))) => Ok(Evaluated::Function),
            Ok(_) | Err(_) => Ok(Evaluated::Undefined),
        },
        Err(error) => overflown(program, &hiding, run, &error, before)
            .unwrap_or_else(|| Err(failure(run.text, program.place(&error), program.position(&error), &error))),
    }
}

/// The program of a text that reads what the plan says.
fn program(text: &str, plan: &Plan, hiding: &[&str]) -> Result<Program, Error> {
    // Where the context must stay undefined, the variables cannot come in by it.
    if plan.touches_context {
        return Program::new(text, std::iter::empty());
    }
    Program::new(text, plan.variables.iter().map(|name| &**name).chain(hiding.iter().copied()))
}

/// What AWS writes for an infinity that is the result: `"Infinity"`.
fn overflown(
    program: &Program,
    hiding: &[&str],
    run: Run<'_>,
    error: &Error,
    mut entropy: Entropy,
) -> Option<Result<Evaluated, EvaluationError>> {
    let place = program.place(error).filter(|_| error.code() == "D1001")?;
    let parsed = jlens_core::parse(run.text).ok()?;
    let Overflow::Result { left, operator, right } = overflow::at(&parsed, place) else { return None };
    let left = again(left, hiding, run, &mut entropy).ok()??.as_f64()?;
    let right = again(right, hiding, run, &mut entropy).ok()??.as_f64()?;
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
fn again(text: &str, hiding: &[&str], run: Run<'_>, entropy: &mut Entropy) -> Result<Option<Value>, Error> {
    /// How many levels the text around the expression adds.
    const AROUND: usize = 4;
    let program = self::program(text, run.plan, hiding)?;
    let limits = Limits { depth: run.limits.depth + AROUND, steps: run.limits.steps.saturating_add(64), ..*run.limits };
    once(&program, hiding, Run { limits: &limits, ..run }, entropy)
}

/// Evaluates, and gives what JSON can hold of the result.
fn once(program: &Program, hiding: &[&str], run: Run<'_>, entropy: &mut Entropy) -> Result<Option<Value>, Error> {
    let limits = Limits { depth: run.limits.depth.saturating_add(program.nesting()), ..*run.limits };
    let mut options =
        options(&limits).max_result_size(limits.bytes.saturating_add(program.added())).now(run.bindings.now);
    if run.plan.shuffles {
        options = options.seed(entropy.next_u64());
    }
    if !run.plan.draws {
        return with_functions(program, hiding, run, functions::pure(), &options);
    }
    let shared = Arc::new(Mutex::new(entropy.clone()));
    let result = with_functions(program, hiding, run, &functions::with_entropy(&shared), &options);
    *entropy = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    result
}

fn with_functions(
    program: &Program,
    hiding: &[&str],
    run: Run<'_>,
    functions: &jlens_core::Bindings,
    options: &Options,
) -> Result<Option<Value>, Error> {
    let names = run.plan.variables.iter().map(|name| &**name).chain(hiding.iter().copied());
    let variables = names.filter_map(|name| Some((name, value_of(name, run.bindings)?)));
    if run.plan.touches_context {
        let mut bound = functions.clone();
        for (name, value) in variables {
            bound = bound.var(name, json(&value)?);
        }
        let store = Store::new();
        let input = Input { store: &store, value: None };
        return program
            .compiled
            .evaluate_source_to(&input, &bound, options, |output| output.write(&mut Out::new(&store)));
    }
    let root = Value::from(variables.collect::<Object>());
    let store = Store::new();
    let input = Input { store: &store, value: Some(&root) };
    let result =
        program.compiled.evaluate_source_to(&input, functions, options, |output| output.write(&mut Out::new(&store)));
    result.map(|result| program.value(result))
}

pub(crate) fn value_of(name: &str, bindings: &Bindings<'_>) -> Option<Value> {
    if name == "states" { Some(bindings.states.to_value()) } else { (bindings.variables)(name) }
}

fn json(value: &Value) -> Result<Json, Error> {
    Json::try_from(value)
        .map_err(|error| Error::new("U1001").with("message", format!("The data cannot be read: {error}")))
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

/// Whether an evaluation failed only because its result is an infinity.
pub(crate) fn is_infinite_result(text: &str, error: &Error) -> bool {
    let place = error.span().filter(|_| error.code() == "D1001");
    let (Some(place), Ok(parsed)) = (place, jlens_core::parse(text)) else { return false };
    matches!(overflow::at(&parsed, place), Overflow::Result { .. })
}

/// jlens's error as 2.0.6 names it; `place` and `position` are those in the text.
pub(crate) fn failure(text: &str, place: Option<Span>, position: Option<usize>, error: &Error) -> EvaluationError {
    let is_made_a_string = || {
        let (Some(place), Ok(parsed)) = (place, jlens_core::parse(text)) else { return false };
        matches!(overflow::at(&parsed, place), Overflow::String)
    };
    let (code, message) = match error.code() {
        "D1001" if is_made_a_string() => {
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
