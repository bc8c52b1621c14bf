//! How much memory an evaluation may take, all its values together, and how long one of its steps.
//!
//! jlens bounds a value, not their sum: `$map([1..1000], function(){$pad('', 7000000)})` takes 7 GB. So, before an expression is evaluated,
//! [`bound`] tells from its tree how much it can build at most for so much data; for nearly all that people write that is enough, costs
//! nothing, and nothing more happens. What may build more is run once to be counted, by jlens's tracing: [`watched`] brings what it builds
//! into sight, and [`tally`] adds it up and ends it past [`crate::Limits::total`]. Only what stays within is then evaluated for its result,
//! as jlens's tracing knows no numbers but doubles. The steps and the clock that jlens looks at end what takes many steps; what would take
//! long in one (arrays that hold each other many times over, [`tally::Tally`]) is not let come to be.

mod bound;
mod calls;
mod growth;
mod tally;
#[cfg(test)]
mod tests;
mod watched;
mod weight;

use std::sync::{Arc, Mutex};

use jlens_core::{Ast, CancelToken};
use serde_json::Value as Json;
use stepwell_json::Value;
use stepwell_jsonpath::Entropy;

use crate::EvaluationError;
use crate::engine::{self, Run};
use crate::functions;

pub(crate) use growth::Growth;
use tally::Over;
pub(crate) use watched::Watched;

/// How much evaluating an expression may build; the context at its top is undefined.
pub(crate) fn bound(ast: &Ast) -> Growth {
    bound::of(ast, false)
}

/// Fails when an evaluation would build more than the limits allow. `hiding` are the variables that hide functions.
pub(crate) fn check(run: Run<'_>, hiding: &[&str], entropy: &Entropy) -> Result<(), EvaluationError> {
    if is_bounded(run, hiding) { Ok(()) } else { count(run, hiding, entropy) }
}

/// Whether the tree and the size of the data tell that it is not too much.
fn is_bounded(run: Run<'_>, hiding: &[&str]) -> bool {
    let total = run.limits.total as f64;
    if !hiding.is_empty() {
        return false;
    }
    if let Some(bytes) = run.plan.growth.whatever_the_data() {
        return bytes <= total;
    }
    let mut left = run.plan.growth.data_within(total);
    for name in &run.plan.variables {
        if left <= 0.0 {
            return false;
        }
        if let Some(value) = engine::value_of(name, run.bindings) {
            left -= weight::weight(&value, left);
        }
    }
    left > 0.0
}

/// Runs the expression and counts.
fn count(run: Run<'_>, hiding: &[&str], entropy: &Entropy) -> Result<(), EvaluationError> {
    /// How many times the steps and levels there are with the functions that stand around the built-in ones.
    const AROUND: u64 = 16;
    let make = || watched::watched(run.text, run.plan, run.facts, hiding).ok();
    let rebuilt;
    let watched = if hiding.is_empty() {
        run.plan.watched.get_or_init(make)
    } else {
        rebuilt = make();
        &rebuilt
    };
    let Some(watched) = watched else { return Ok(()) };
    let entropy = &mut entropy.clone();
    let mut limits = *run.limits;
    limits.steps = limits.steps.saturating_mul(AROUND);
    limits.depth = limits.depth.saturating_mul(AROUND as usize);
    let stop = CancelToken::new();
    let mut options = engine::options(&limits).now(run.bindings.now).cancel_token(stop.clone());
    if run.plan.shuffles {
        options = options.seed(entropy.next_u64());
    }
    let mut bound = functions::with_entropy(&Arc::new(Mutex::new(entropy.clone())));
    for name in run.plan.variables.iter().map(|name| &**name).chain(hiding.iter().copied()) {
        if let Some(value) = engine::value_of(name, run.bindings) {
            bound = bound.var(name, json(&value));
        }
    }
    let mut tally = tally::Tally::new(watched, run.limits, stop);
    let outcome = watched.compiled.evaluate_traced(None, &bound, &options, &mut tally);
    if let Some(over) = tally.over() {
        let message = match over {
            Over::Total => format!("The expression builds more than {} bytes of values", run.limits.total),
            Over::Widest => format!("The expression builds a value of more than {} bytes", tally.widest()),
            Over::Time => "Expression evaluation timeout: Check for infinite loop".to_owned(),
        };
        return Err(EvaluationError { code: "U1001".to_owned(), message, position: None });
    }
    match outcome {
        // It was not counted to its end.
        Err(error) if matches!(error.code(), "D1012" | "U1006") => Err(engine::failure(run.text, None, None, &error)),
        // What else it fails with, the evaluation will fail with again.
        Ok(_) | Err(_) => Ok(()),
    }
}

/// A value as jlens's tracing takes it. Numbers that are no doubles only have to weigh as much.
fn json(value: &Value) -> Json {
    jlens_core::stack::grow(|| match value {
        Value::Null => Json::Null,
        Value::Bool(truth) => Json::Bool(*truth),
        Value::Number(number) => Json::from(number.as_f64().unwrap_or(f64::MAX)),
        Value::String(text) => Json::from(text.as_str()),
        Value::Array(items) => items.iter().map(json).collect(),
        Value::Object(members) => {
            Json::Object(members.iter().map(|(name, member)| (name.to_string(), json(member))).collect())
        }
    })
}
