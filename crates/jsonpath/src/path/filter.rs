//! Filters: `[?(@.price < 10 && @.name =~ /x.*/)]`.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use regex::Regex;
use stepwell_json::{Number, Value};

use super::evaluate::{Work, follow};
use super::found::Found;
use super::{Failure, Step};
use crate::error::PathErrorKind;

/// A condition on a value.
#[derive(Clone, Debug)]
pub(crate) enum Filter {
    /// Any of these.
    Or(Vec<Filter>),
    /// All of these.
    And(Vec<Filter>),
    /// Not this.
    Not(Box<Filter>),
    /// `@.a`: whether the path finds anything.
    Exists(FilterPath),
    /// A literal alone, `[?(true)]`.
    Literal(bool),
    /// `left operator right`.
    Compare(Operand, Operator, Operand),
}

/// A path in a filter.
#[derive(Clone, Debug)]
pub(crate) struct FilterPath {
    /// Whether it begins with `@`, the value that is being judged; else with `$`, the document.
    pub(crate) from_current: bool,
    pub(crate) steps: Arc<[Step]>,
    pub(crate) definite: bool,
}

/// A side of a comparison.
#[derive(Clone, Debug)]
pub(crate) enum Operand {
    Path(FilterPath),
    Literal(Value),
    Pattern(Regex),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Equal,
    NotEqual,
    SameTypeEqual,
    SameTypeNotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    Contains,
    All,
    AnyOf,
    NoneOf,
    SubsetOf,
    Size,
    Empty,
    Exists,
}

impl Operator {
    /// By its spelling; words in any case.
    pub(crate) fn read(text: &str) -> Option<Operator> {
        Some(match text.to_ascii_lowercase().as_str() {
            "==" => Operator::Equal,
            "!=" | "<>" => Operator::NotEqual,
            "===" => Operator::SameTypeEqual,
            "!==" => Operator::SameTypeNotEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "=~" => Operator::Matches,
            "in" => Operator::In,
            "nin" => Operator::NotIn,
            "contains" => Operator::Contains,
            "all" => Operator::All,
            "anyof" => Operator::AnyOf,
            "noneof" => Operator::NoneOf,
            "subsetof" => Operator::SubsetOf,
            "size" => Operator::Size,
            "empty" => Operator::Empty,
            "exists" => Operator::Exists,
            _ => return None,
        })
    }
}

impl Filter {
    /// Whether the filter accepts a value. Recursion is bounded by the depth the parser allows.
    pub(crate) fn accepts(&self, current: &Value, work: &Work<'_>) -> Result<bool, Failure> {
        work.spend(1)?;
        match self {
            Filter::Or(any) => {
                for filter in any {
                    if filter.accepts(current, work)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Filter::And(all) => {
                for filter in all {
                    if !filter.accepts(current, work)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Filter::Not(filter) => Ok(!filter.accepts(current, work)?),
            Filter::Exists(path) => Ok(path.find(current, work)?.is_some()),
            Filter::Literal(truth) => Ok(*truth),
            Filter::Compare(left, operator, right) => compare(left, *operator, right, current, work),
        }
    }
}

impl FilterPath {
    /// What the path finds; nothing when it leads nowhere. One that is not definite finds an array.
    fn find<'v>(&self, current: &'v Value, work: &Work<'v>) -> Result<Option<Found<'v>>, Failure> {
        let start = if self.from_current { current } else { work.document };
        match follow(&self.steps, start, work) {
            Ok(mut found) if self.definite => Ok(found.pop()),
            Ok(found) if found.is_empty() => Ok(None),
            Ok(found) => Ok(Some(Found::Made(found.into_iter().map(Found::into_value).collect()))),
            Err(failure) => match failure.kind {
                PathErrorKind::LimitExceeded => Err(failure),
                PathErrorKind::Syntax
                | PathErrorKind::NotReference
                | PathErrorKind::Missing
                | PathErrorKind::IndexMissing
                | PathErrorKind::WrongKind
                | PathErrorKind::VariableMissing
                | PathErrorKind::Function
                | PathErrorKind::ResultPathMismatch => Ok(None),
            },
        }
    }
}

/// A side's value: `None` is Jayway's "undefined", equal to nothing.
fn value_of<'v>(operand: &'v Operand, current: &'v Value, work: &Work<'v>) -> Result<Option<Found<'v>>, Failure> {
    match operand {
        Operand::Literal(value) => Ok(Some(Found::Kept(value))),
        Operand::Path(path) => path.find(current, work),
        Operand::Pattern(_) => Ok(None),
    }
}

fn compare(
    left: &Operand,
    operator: Operator,
    right: &Operand,
    current: &Value,
    work: &Work<'_>,
) -> Result<bool, Failure> {
    if operator == Operator::Matches {
        return matches(left, right, current, work);
    }
    let left = value_of(left, current, work)?;
    let right = value_of(right, current, work)?;
    let (left, right) = (left.as_deref(), right.as_deref());
    let lengths = |side: Option<&Value>| side.and_then(Value::as_array).map_or(1, |items| items.len().max(1)) as u64;
    work.spend(lengths(left).saturating_mul(lengths(right)))?;
    let every =
        |each: fn(&[Value], &Value) -> bool| match (left.and_then(Value::as_array), right.and_then(Value::as_array)) {
            (Some(left), Some(right)) => Some(right.iter().map(|item| each(left, item)).collect::<Vec<_>>()),
            _ => None,
        };
    Ok(match operator {
        Operator::Equal => equal(left, right),
        Operator::NotEqual => !equal(left, right),
        Operator::SameTypeEqual => same_type(left, right) && equal(left, right),
        Operator::SameTypeNotEqual => !(same_type(left, right) && equal(left, right)),
        Operator::Less => order(left, right) == Some(Ordering::Less),
        Operator::LessOrEqual => order(left, right).is_some_and(Ordering::is_le),
        Operator::Greater => order(left, right) == Some(Ordering::Greater),
        Operator::GreaterOrEqual => order(left, right).is_some_and(Ordering::is_ge),
        Operator::In => right.and_then(Value::as_array).is_some_and(|items| has(items, left)),
        Operator::NotIn => !right.and_then(Value::as_array).is_some_and(|items| has(items, left)),
        Operator::Contains => match (left, right) {
            (Some(Value::String(left)), Some(right)) => match right {
                Value::String(right) => left.contains(right.as_str()),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => false,
            },
            (Some(Value::Array(items)), Some(_)) => has(items, right),
            _ => false,
        },
        Operator::All => every(|items, item| has(items, Some(item))).is_some_and(|each| each.iter().all(|has| *has)),
        Operator::AnyOf => every(|items, item| has(items, Some(item))).is_some_and(|each| each.iter().any(|has| *has)),
        Operator::NoneOf => {
            every(|items, item| has(items, Some(item))).is_some_and(|each| !each.iter().any(|has| *has))
        }
        Operator::SubsetOf => match (left.and_then(Value::as_array), right.and_then(Value::as_array)) {
            (Some(left), Some(right)) => left.iter().all(|item| has(right, Some(item))),
            _ => false,
        },
        Operator::Size => match (left, right.and_then(Value::as_i64)) {
            (Some(Value::Array(items)), Some(size)) => i64::try_from(items.len()) == Ok(size),
            (Some(Value::Object(object)), Some(size)) => i64::try_from(object.len()) == Ok(size),
            (Some(Value::String(text)), Some(size)) => i64::try_from(text.encode_utf16().count()) == Ok(size),
            _ => false,
        },
        Operator::Empty => match (left, right.and_then(Value::as_bool)) {
            (Some(Value::Array(items)), Some(empty)) => items.is_empty() == empty,
            (Some(Value::Object(object)), Some(empty)) => object.is_empty() == empty,
            (Some(Value::String(text)), Some(empty)) => text.is_empty() == empty,
            _ => false,
        },
        Operator::Exists => Some(left.is_some()) == right.and_then(Value::as_bool),
        Operator::Matches => false,
    })
}

fn has(items: &[Value], value: Option<&Value>) -> bool {
    items.iter().any(|item| equal(value, Some(item)))
}

/// Equal as Jayway has it: a number and a string that spells one are, seen from the number, equal by value; seen from
/// the string, equal by spelling.
fn equal(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(Value::Number(number)), Some(Value::String(text))) => {
            Number::parse(text.trim()).is_some_and(|other| *number == other)
        }
        (Some(Value::String(text)), Some(Value::Number(number))) => text.as_str() == number.as_str(),
        (Some(left), Some(right)) => left == right,
        _ => false,
    }
}

fn same_type(left: Option<&Value>, right: Option<&Value>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => {
            let kind = |value: &Value| match value {
                // Both are "JSON nodes" in Jayway.
                Value::Object(_) => "array",
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                    value.type_name()
                }
            };
            kind(left) == kind(right)
        }
        _ => false,
    }
}

/// The order of two numbers, two strings, or a number and a string that spells one.
fn order(left: Option<&Value>, right: Option<&Value>) -> Option<Ordering> {
    match (left?, right?) {
        (Value::Number(left), Value::Number(right)) => Some(left.cmp(right)),
        (Value::String(left), Value::String(right)) => Some(left.encode_utf16().cmp(right.encode_utf16())),
        (Value::Number(left), Value::String(right)) => Number::parse(right.trim()).map(|right| left.cmp(&right)),
        (Value::String(left), Value::Number(right)) => Number::parse(left.trim()).map(|left| left.cmp(right)),
        _ => None,
    }
}

fn matches(left: &Operand, right: &Operand, current: &Value, work: &Work<'_>) -> Result<bool, Failure> {
    let (pattern, other) = match (left, right) {
        (Operand::Pattern(pattern), Operand::Path(_) | Operand::Literal(_)) => (pattern, right),
        (Operand::Path(_) | Operand::Literal(_), Operand::Pattern(pattern)) => (pattern, left),
        (Operand::Pattern(_), Operand::Pattern(_))
        | (Operand::Path(_) | Operand::Literal(_), Operand::Path(_) | Operand::Literal(_)) => return Ok(false),
    };
    let Some(value) = value_of(other, current, work)? else { return Ok(false) };
    match &*value {
        Value::Array(items) => {
            for item in items.iter() {
                if match_one(pattern, item, work)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            match_one(pattern, &value, work)
        }
    }
}

fn match_one(pattern: &Regex, value: &Value, work: &Work<'_>) -> Result<bool, Failure> {
    let text = match value {
        Value::String(text) => Cow::Borrowed(text.as_str()),
        Value::Number(number) => Cow::Borrowed(number.as_str()),
        Value::Bool(truth) => Cow::Borrowed(if *truth { "true" } else { "false" }),
        Value::Null | Value::Array(_) | Value::Object(_) => Cow::Borrowed(""),
    };
    work.spend(text.len() as u64 / 16)?;
    Ok(pattern.is_match(&text))
}
