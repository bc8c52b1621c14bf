//! The functions Jayway has at the end of a path.

use std::sync::Arc;

use stepwell_json::{Number, Value};

use super::evaluate::{Work, follow};
use super::{Failure, Step};
use crate::error::PathErrorKind;

/// A function call in a path.
#[derive(Clone, Debug)]
pub(crate) struct Function {
    name: FunctionName,
    parameters: Vec<Parameter>,
}

/// An argument of such a call.
#[derive(Clone, Debug)]
pub(crate) enum Parameter {
    /// JSON, as written.
    Json(Value),
    /// A path from the document's root.
    Path(Arc<[Step]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FunctionName {
    Length,
    Size,
    Sum,
    Avg,
    Min,
    Max,
    Stddev,
    Keys,
    Concat,
    Append,
    First,
    Last,
    Index,
}

const NAMES: [(&str, FunctionName); 13] = [
    ("length", FunctionName::Length),
    ("size", FunctionName::Size),
    ("sum", FunctionName::Sum),
    ("avg", FunctionName::Avg),
    ("min", FunctionName::Min),
    ("max", FunctionName::Max),
    ("stddev", FunctionName::Stddev),
    ("keys", FunctionName::Keys),
    ("concat", FunctionName::Concat),
    ("append", FunctionName::Append),
    ("first", FunctionName::First),
    ("last", FunctionName::Last),
    ("index", FunctionName::Index),
];

impl Function {
    pub(crate) fn new(name: &str, parameters: Vec<Parameter>) -> Option<Function> {
        let (_, name) = NAMES.iter().find(|(known, _)| *known == name)?;
        Some(Function { name: *name, parameters })
    }

    pub(crate) fn name(&self) -> &'static str {
        NAMES.iter().find(|(_, name)| *name == self.name).map_or("", |(text, _)| text)
    }
}

/// The function applied to what the path has come to.
pub(crate) fn call(function: &Function, value: &Value, work: &Work<'_>) -> Result<Value, Failure> {
    let mut parameters = Vec::new();
    for parameter in &function.parameters {
        match parameter {
            Parameter::Json(json) => parameters.push(json.clone()),
            Parameter::Path(steps) => {
                let found = follow(steps, work.document, work)?;
                parameters.extend(found.into_iter().map(super::found::Found::into_value));
            }
        }
    }
    work.spend((parameters.len() + value.as_array().map_or(0, <[Value]>::len)) as u64)?;
    apply(function, value, &parameters)
}

/// The function applied to all that a path with `..` has found: `length` counts what lies directly inside, the others take it as one array.
pub(crate) fn call_on_found(function: &Function, found: &Value, work: &Work<'_>) -> Result<Value, Failure> {
    work.spend(found.as_array().map_or(0, <[Value]>::len) as u64)?;
    match function.name {
        FunctionName::Length | FunctionName::Size => {
            let inside = found.as_array().unwrap_or_default().iter().map(|value| match value {
                Value::Array(array) => array.len(),
                Value::Object(object) => object.len(),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
            });
            Ok(Value::from(inside.sum::<usize>()))
        }
        FunctionName::Sum
        | FunctionName::Avg
        | FunctionName::Min
        | FunctionName::Max
        | FunctionName::Stddev
        | FunctionName::Keys
        | FunctionName::Concat
        | FunctionName::Append
        | FunctionName::First
        | FunctionName::Last
        | FunctionName::Index => call(function, found, work),
    }
}

fn apply(function: &Function, value: &Value, parameters: &[Value]) -> Result<Value, Failure> {
    let items = value.as_array();
    match function.name {
        FunctionName::Length | FunctionName::Size => Ok(match value {
            Value::Array(array) => Value::from(array.len()),
            Value::Object(object) => Value::from(object.len()),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Value::Null,
        }),
        FunctionName::Keys => Ok(match value {
            Value::Object(object) => object.keys().map(Value::from).collect(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Value::Null,
        }),
        FunctionName::Concat => {
            let strings = items.unwrap_or_default().iter().filter_map(Value::as_str).map(str::to_owned);
            let given = parameters.iter().map(crate::java_text::java_text);
            Ok(Value::from(strings.chain(given).collect::<String>()))
        }
        FunctionName::Append => Ok(match items {
            Some(items) => items.iter().chain(parameters).cloned().collect(),
            None => value.clone(),
        }),
        FunctionName::First => nth(items, Some(0)),
        FunctionName::Last => nth(items, Some(-1)),
        FunctionName::Index => nth(items, parameters.first().and_then(Value::as_i64)),
        FunctionName::Sum | FunctionName::Avg | FunctionName::Min | FunctionName::Max | FunctionName::Stddev => {
            let numbers: Vec<f64> =
                items.unwrap_or_default().iter().chain(parameters).filter_map(Value::as_f64).collect();
            aggregate(function.name, &numbers)
        }
    }
}

fn nth(items: Option<&[Value]>, index: Option<i64>) -> Result<Value, Failure> {
    items.and_then(|items| items.get(super::definite::place(index?, items.len())?)).cloned().ok_or_else(|| {
        Failure::new(PathErrorKind::Function, "Aggregation function attempted to calculate value using empty array")
    })
}

fn aggregate(name: FunctionName, numbers: &[f64]) -> Result<Value, Failure> {
    if numbers.is_empty() {
        return Err(Failure::new(
            PathErrorKind::Function,
            "Aggregation function attempted to calculate value using empty array",
        ));
    }
    let count = numbers.len() as f64;
    let sum: f64 = numbers.iter().sum();
    let result = match name {
        FunctionName::Sum => sum,
        FunctionName::Avg => sum / count,
        FunctionName::Min => numbers.iter().copied().fold(f64::INFINITY, f64::min),
        FunctionName::Max => numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        FunctionName::Stddev => {
            let squares: f64 = numbers.iter().map(|number| number * number).sum();
            (squares / count - sum * sum / count / count).max(0.0).sqrt()
        }
        FunctionName::Length
        | FunctionName::Size
        | FunctionName::Keys
        | FunctionName::Concat
        | FunctionName::Append
        | FunctionName::First
        | FunctionName::Last
        | FunctionName::Index => return Ok(Value::Null),
    };
    Number::from_f64(result)
        .map(Value::Number)
        .ok_or_else(|| Failure::new(PathErrorKind::Function, format!("{result} is no number in JSON")))
}
