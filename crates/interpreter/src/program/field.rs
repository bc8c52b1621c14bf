//! What a field of a state can hold: a literal, or how to find its value, in either query language.

use std::sync::Arc;

use stepwell_jsonata::Expected;
use stepwell_jsonpath::{Expression, Path};

/// JSON with expressions in it: `Parameters`, `Arguments`, `Assign`, `Output`, …
#[derive(Debug)]
pub(crate) enum Template {
    Path(stepwell_jsonpath::Template),
    Query(stepwell_jsonata::Template),
}

/// A JSONata expression that is the whole of a field.
#[derive(Debug)]
pub(crate) struct Query {
    /// As AWS names it in causes: `Seconds`, `Choices[1]/Condition`.
    pub(crate) field: Arc<str>,
    pub(crate) expression: stepwell_jsonata::Expression,
    /// What the field takes.
    pub(crate) expected: Expected,
}

/// `Error` and `Cause`, or `ErrorPath` and `CausePath`, of a Fail state.
#[derive(Debug)]
pub(crate) enum Text {
    Literal(Arc<str>),
    Path(Box<Expression>),
    Query(Box<Query>),
}

/// A number that stands in the definition or is read from the data.
#[derive(Debug)]
pub(crate) enum Amount {
    Literal(f64),
    Path(Box<Path>),
    Query(Box<Query>),
}

/// When a Wait state goes on.
#[derive(Debug)]
pub(crate) enum WaitUntil {
    Seconds(u64),
    SecondsPath(Box<Path>),
    SecondsQuery(Box<Query>),
    Timestamp(Arc<str>),
    TimestampPath(Box<Path>),
    TimestampQuery(Box<Query>),
}

/// Where a Map state finds its items.
#[derive(Debug)]
pub(crate) enum Items {
    /// The effective input.
    Input,
    /// `ItemsPath`.
    Path(Box<Path>),
    /// `Items` as JSON with expressions in it.
    Template(Box<Template>),
    /// `Items` as one expression.
    Query(Box<Query>),
}
