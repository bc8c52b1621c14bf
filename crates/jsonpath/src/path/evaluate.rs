//! Following a path step by step, all places at once.

use std::cell::Cell;
use std::fmt;

use stepwell_json::{Object, Value};

use super::definite::place;
use super::filter::Filter;
use super::found::Found;
use super::function;
use super::step::slice_places;
use super::{Failure, Step};
use crate::MAX_VISITS;
use crate::error::PathErrorKind;

/// Counts what is looked at, so that a path like `$..*..*..*` ends.
pub(crate) struct Work<'v> {
    visits: Cell<u64>,
    /// What `$` is inside filters.
    pub(crate) document: &'v Value,
}

impl<'v> Work<'v> {
    pub(crate) fn new(document: &'v Value) -> Work<'v> {
        Work { visits: Cell::new(0), document }
    }

    pub(crate) fn spend(&self, visits: u64) -> Result<(), Failure> {
        let visits = self.visits.get().saturating_add(visits);
        self.visits.set(visits);
        if visits > MAX_VISITS {
            return Err(Failure::new(
                PathErrorKind::LimitExceeded,
                format!("Following the path takes more than {MAX_VISITS} steps; make it more exact"),
            ));
        }
        Ok(())
    }
}

/// What a path that starts at `document` stands for.
pub(crate) fn evaluate(steps: &[Step], definite: bool, document: &Value) -> Result<Value, Failure> {
    let work = Work::new(document);
    let found = match follow(steps, document, &work) {
        // What leads nowhere from a path of many is not missed.
        Err(failure) if !definite => match failure.kind {
            PathErrorKind::Missing | PathErrorKind::IndexMissing | PathErrorKind::WrongKind => Vec::new(),
            PathErrorKind::Syntax
            | PathErrorKind::NotReference
            | PathErrorKind::VariableMissing
            | PathErrorKind::Function
            | PathErrorKind::ResultPathMismatch
            | PathErrorKind::LimitExceeded => return Err(failure),
        },
        followed => followed?,
    };
    if !definite {
        return Ok(found.into_iter().map(Found::into_value).collect());
    }
    // Jayway takes the last; a definite path finds one at most.
    match found.into_iter().next_back() {
        Some(value) => Ok(value.into_value()),
        None => Err(Failure::new(PathErrorKind::Missing, format!("No results for path: {}", PathSoFar(steps)))),
    }
}

/// Everything the steps lead to from `start`, in document order.
pub(crate) fn follow<'v>(steps: &[Step], start: &'v Value, work: &Work<'_>) -> Result<Vec<Found<'v>>, Failure> {
    let mut here: Vec<Found<'v>> = vec![Found::Kept(start)];
    let mut upstream_definite = true;
    let mut scanning = false;
    for (at, step) in steps.iter().enumerate() {
        let last = at + 1 == steps.len();
        if let Step::Scan = step {
            scanning = true;
            upstream_definite = false;
            continue;
        }
        if let Step::Function(function) = step
            && steps[..at].iter().any(|step| matches!(step, Step::Scan))
        {
            // After `..` a function works on all that was found, elsewhere on each.
            let found: Value = here.iter().map(|value| value.clone().into_value()).collect();
            here = vec![Found::Made(function::call_on_found(function, &found, work)?)];
            continue;
        }
        let mut next = Vec::new();
        for value in here {
            let mut visit = Visit { step, last, upstream_definite, steps, at, work, out: &mut next };
            if scanning {
                visit.scan(value)?;
            } else {
                visit.step(value)?;
            }
        }
        scanning = false;
        upstream_definite &= step.is_definite(last);
        here = next;
    }
    Ok(here)
}

struct Visit<'a, 'v> {
    step: &'a Step,
    last: bool,
    upstream_definite: bool,
    steps: &'a [Step],
    at: usize,
    work: &'a Work<'a>,
    out: &'a mut Vec<Found<'v>>,
}

impl<'v> Visit<'_, 'v> {
    fn so_far(&self) -> PathSoFar<'_> {
        PathSoFar(self.steps.get(..self.at).unwrap_or_default())
    }

    fn found(&mut self, value: Found<'v>) -> Result<(), Failure> {
        self.work.spend(1)?;
        self.out.push(value);
        Ok(())
    }

    /// Takes the step at `value` and everywhere below, parents before children.
    fn scan(&mut self, value: Found<'v>) -> Result<(), Failure> {
        let mut pending = vec![value];
        while let Some(value) = pending.pop() {
            self.work.spend(1)?;
            if value.depth() == 0 {
                continue;
            }
            // The first child is to be popped first.
            pending.extend(value.children().into_iter().rev());
            if self.takes_in_scan(&value)? {
                match &*value {
                    // Jayway's scan forgets the step itself when it has come to an array and more steps follow: `$..[0].a` is the `a`
                    // of every item of every array. AWS has it so.
                    Value::Array(_) if !self.last => self.wildcard(&value)?,
                    _ => self.step(value)?,
                }
            }
        }
        Ok(())
    }

    /// Whether a scan tries the step here at all.
    fn takes_in_scan(&self, value: &Value) -> Result<bool, Failure> {
        Ok(match self.step {
            Step::Name(name) => value.get(name).is_some(),
            Step::Names(names) => match value {
                Value::Object(object) => !self.last || names.iter().all(|name| object.contains_key(name)),
                _ => false,
            },
            Step::Index(_) | Step::Indices(_) | Step::Slice(_) => matches!(value, Value::Array(_)),
            // An object is asked itself when its turn comes; an array's items are asked only when it is accepted itself.
            Step::Filter(filter) => filter.accepts(value, self.work)?,
            Step::Wildcard => true,
            Step::Scan | Step::Function(_) => false,
        })
    }

    fn step(&mut self, value: Found<'v>) -> Result<(), Failure> {
        self.work.spend(1)?;
        match self.step {
            Step::Name(name) => self.name(&value, name),
            Step::Names(names) => self.names(&value, names),
            Step::Index(index) => self.index(&value, *index),
            Step::Indices(indices) => indices.iter().try_for_each(|index| self.index(&value, *index)),
            Step::Slice(slice) => {
                let Some(length) = self.array_length(&value, "slice")? else { return Ok(()) };
                slice_places(*slice, length).into_iter().try_for_each(|place| self.item(&value, place))
            }
            Step::Wildcard => self.wildcard(&value),
            Step::Filter(filter) => self.filter(value, filter),
            Step::Function(function) => {
                let result = function::call(function, &value, self.work)?;
                self.found(Found::Made(result))
            }
            // `follow` has turned it into `scan`.
            Step::Scan => Ok(()),
        }
    }

    fn name(&mut self, value: &Found<'v>, name: &str) -> Result<(), Failure> {
        let Value::Object(_) = &**value else {
            return if self.upstream_definite { Err(not_an_object(self.so_far(), name, value)) } else { Ok(()) };
        };
        match value.member(name) {
            Some(found) => self.found(found),
            None if self.upstream_definite && !self.last => Err(missing_name(self.so_far(), name, false)),
            None => Ok(()),
        }
    }

    fn names(&mut self, value: &Found<'v>, names: &[std::sync::Arc<str>]) -> Result<(), Failure> {
        let Value::Object(object) = &**value else {
            return if self.upstream_definite {
                Err(not_an_object(self.so_far(), &names.join("','"), value))
            } else {
                Ok(())
            };
        };
        if self.last {
            let mut merged = Object::builder();
            for name in names {
                if let Some(member) = object.get(name) {
                    merged.insert(name.clone(), member.clone());
                }
            }
            return self.found(Found::Made(Value::from(merged)));
        }
        names.iter().try_for_each(|name| match value.member(name) {
            Some(found) => self.found(found),
            None => Ok(()),
        })
    }

    fn index(&mut self, value: &Found<'v>, index: i64) -> Result<(), Failure> {
        let Some(length) = self.array_length(value, &format!("[{index}]"))? else { return Ok(()) };
        match place(index, length) {
            Some(place) if place < length => self.item(value, place),
            _ if self.upstream_definite && matches!(self.step, Step::Index(_)) => {
                Err(missing_index(PathSoFar(self.steps), self.last))
            }
            _ => Ok(()),
        }
    }

    fn array_length(&self, value: &Value, fragment: &str) -> Result<Option<usize>, Failure> {
        match value {
            Value::Array(array) => Ok(Some(array.len())),
            _ if self.upstream_definite => Err(not_an_array(self.so_far(), fragment, value)),
            _ => Ok(None),
        }
    }

    fn item(&mut self, value: &Found<'v>, place: usize) -> Result<(), Failure> {
        match value.item(place) {
            Some(item) => self.found(item),
            None => Ok(()),
        }
    }

    fn wildcard(&mut self, value: &Found<'v>) -> Result<(), Failure> {
        value.children().into_iter().try_for_each(|child| self.found(child))
    }

    fn filter(&mut self, value: Found<'v>, filter: &Filter) -> Result<(), Failure> {
        match &*value {
            // A filter on an object asks the object itself.
            Value::Object(_) => {
                if filter.accepts(&value, self.work)? {
                    self.found(value)?;
                }
                Ok(())
            }
            Value::Array(array) => {
                for place in 0..array.len() {
                    if let Some(item) = array.get(place)
                        && filter.accepts(item, self.work)?
                    {
                        self.item(&value, place)?;
                    }
                }
                Ok(())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }
}

/// Steps as Jayway writes them in its messages: `$['a'][0]`.
#[derive(Clone, Copy)]
pub(crate) struct PathSoFar<'a>(pub(crate) &'a [Step]);

impl fmt::Display for PathSoFar<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("$")?;
        for step in self.0 {
            match step {
                Step::Name(name) => write!(f, "['{name}']")?,
                Step::Names(names) => write!(f, "['{}']", names.join("','"))?,
                Step::Index(index) => write!(f, "[{index}]")?,
                Step::Indices(indices) => {
                    let indices: Vec<String> = indices.iter().map(i64::to_string).collect();
                    write!(f, "[{}]", indices.join(","))?;
                }
                Step::Slice(slice) => {
                    let end = |end: Option<i64>| end.map(|end| end.to_string()).unwrap_or_default();
                    write!(f, "[{}:{}", end(slice.from), end(slice.to))?;
                    if let Some(step) = slice.step {
                        write!(f, ":{step}")?;
                    }
                    f.write_str("]")?;
                }
                Step::Wildcard => f.write_str("[*]")?,
                Step::Filter(_) => f.write_str("[?]")?,
                Step::Scan => f.write_str("..")?,
                Step::Function(function) => write!(f, ".{}()", function.name())?,
            }
        }
        Ok(())
    }
}

pub(crate) fn missing_name(so_far: PathSoFar<'_>, name: &str, last: bool) -> Failure {
    let what = if last { "No results for path:" } else { "Missing property in path" };
    Failure::new(PathErrorKind::Missing, format!("{what} {so_far}['{name}']"))
}

/// `path` is all of it: Jayway notices only at the end that an index led nowhere.
pub(crate) fn missing_index(path: PathSoFar<'_>, last: bool) -> Failure {
    let kind = if last { PathErrorKind::IndexMissing } else { PathErrorKind::Missing };
    Failure::new(kind, format!("No results for path: {path}"))
}

pub(crate) fn not_an_object(so_far: PathSoFar<'_>, name: &str, value: &Value) -> Failure {
    Failure::new(
        PathErrorKind::Missing,
        format!(
            "Expected to find an object with property ['{name}'] in path {so_far} but found '{}'. This is not a json object \
             according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.",
            java_class(value)
        ),
    )
}

pub(crate) fn not_an_array(so_far: PathSoFar<'_>, fragment: &str, value: &Value) -> Failure {
    match value {
        Value::Null => Failure::new(PathErrorKind::Missing, format!("The path {so_far} is null")),
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => Failure::new(
            PathErrorKind::WrongKind,
            format!(
                "Filter: {fragment} can only be applied to arrays. Current context is: {}",
                crate::java_text::java_text(value)
            ),
        ),
    }
}

/// What Java's readers make of a value.
fn java_class(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "java.lang.Boolean",
        Value::Number(number) => match (number.is_integer_literal(), number.as_i64()) {
            (true, Some(integer)) if i32::try_from(integer).is_ok() => "java.lang.Integer",
            (true, Some(_)) => "java.lang.Long",
            (true, None) => "java.math.BigInteger",
            (false, _) => "java.lang.Double",
        },
        Value::String(_) => "java.lang.String",
        Value::Array(_) => "java.util.ArrayList",
        Value::Object(_) => "java.util.LinkedHashMap",
    }
}
