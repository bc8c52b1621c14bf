//! The value itself.

use std::fmt;
use std::sync::Arc;

use crate::array::Array;
use crate::number::Number;
use crate::object::{Object, ObjectBuilder};
use crate::parse::{self, ParseError};
use crate::text::Text;
use crate::write;

/// A JSON value. Cloning is cheap; equality is by meaning: numbers by value, members in any order.
#[derive(Clone, Default)]
pub enum Value {
    /// `null`.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with its spelling.
    Number(Number),
    /// A string.
    String(Text),
    /// An array.
    Array(Arc<Array>),
    /// An object.
    Object(Arc<Object>),
}

impl Value {
    /// Parses a JSON text (RFC 8259, strictly). The value keeps the text, and shares one copy of it.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or nests deeper than [`crate::MAX_DEPTH`], or is 4 GiB long or longer.
    pub fn parse(text: &str) -> Result<Value, ParseError> {
        parse::parse(Arc::from(text))
    }

    /// Parses a text that is already shared, without copying it.
    ///
    /// # Errors
    ///
    /// As [`Value::parse`].
    pub fn parse_shared(text: Arc<str>) -> Result<Value, ParseError> {
        parse::parse(text)
    }

    /// The value as JSON: the text it was parsed from, or, for what was computed, compact text around the kept text of
    /// what it holds.
    pub fn to_text(&self) -> Arc<str> {
        match self.source() {
            Some(source) => source.to_arc(),
            None => {
                let mut out = String::with_capacity(self.byte_len().min(1 << 20));
                write::write_kept(&mut out, self);
                Arc::from(out)
            }
        }
    }

    /// The value as JSON without insignificant white space. Numbers and strings are spelt as they were written.
    pub fn to_compact(&self) -> String {
        let mut out = String::new();
        write::write_compact(&mut out, self);
        out
    }

    /// The value as JSON on many lines, `indent` spaces a level.
    pub fn to_pretty(&self, indent: usize) -> String {
        let mut out = String::new();
        write::write_pretty(&mut out, self, indent);
        out
    }

    /// Bytes of [`Value::to_text`], without building it. Saturates.
    pub fn byte_len(&self) -> usize {
        match self {
            Value::Null => 4,
            Value::Bool(true) => 4,
            Value::Bool(false) => 5,
            Value::Number(number) => number.source().len(),
            Value::String(text) => text.written_len(),
            Value::Array(array) => array.text_len,
            Value::Object(object) => object.text_len,
        }
    }

    /// How many arrays and objects lie inside one another: 0 for a scalar, 1 for `[]`.
    pub fn depth(&self) -> usize {
        self.depth_u32() as usize
    }

    pub(crate) fn depth_u32(&self) -> u32 {
        match self {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
            Value::Array(array) => array.depth,
            Value::Object(object) => object.depth,
        }
    }

    /// The value of the member `key`, when this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The item at `index`, when this is an array that has it.
    pub fn at(&self, index: usize) -> Option<&Value> {
        self.as_array()?.get(index)
    }

    /// The characters of a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Value::String(text) => Some(text.as_str()),
            _ => None,
        }
    }

    /// The truth of a boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(truth) => Some(*truth),
            _ => None,
        }
    }

    /// A number.
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// A number as the nearest double, unless it is out of range.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number()?.as_f64()
    }

    /// A number whose value is an integer that fits, however it is spelt.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The items of an array.
    pub fn as_array(&self) -> Option<&[Value]> {
        match self {
            Value::Array(array) => Some(array.items()),
            _ => None,
        }
    }

    /// The members of an object.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// What kind of value this is: `null`, `boolean`, `number`, `string`, `array` or `object`.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        }
    }

    /// What a JSON Pointer (RFC 6901) points at: `""` is the value itself, `/a/0` the first item of member `a`.
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut here = self;
        for token in pointer.strip_prefix('/')?.split('/') {
            here = match here {
                Value::Object(object) if token.contains('~') => {
                    object.get(&token.replace("~1", "/").replace("~0", "~"))?
                }
                Value::Object(object) => object.get(token)?,
                Value::Array(array) => {
                    let written_as_index = token == "0" || !(token.starts_with('0') || token.starts_with('+'));
                    array.get(token.parse::<usize>().ok().filter(|_| written_as_index)?)?
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
            };
        }
        Some(here)
    }

    /// The same value holding on to no text but its own: what was cut from a long text and outlives it lets it go.
    pub fn detached(&self) -> Value {
        match self {
            Value::Null | Value::Bool(_) => self.clone(),
            Value::Number(number) => Value::Number(number.detached()),
            Value::String(_) | Value::Array(_) | Value::Object(_) => match self.source() {
                // Its own text parses: it is part of one that did.
                Some(source) if source.is_part() => parse::parse(source.to_arc()).unwrap_or_else(|_| self.clone()),
                Some(_) | None => self.clone(),
            },
        }
    }

    pub(crate) fn source(&self) -> Option<&crate::source::Source> {
        match self {
            Value::Null | Value::Bool(_) => None,
            Value::Number(number) => Some(number.source()),
            Value::String(text) => text.source(),
            Value::Array(array) => array.source.as_ref(),
            Value::Object(object) => object.source.as_ref(),
        }
    }
}

/// Values of so many levels are dropped by recursion, which is faster; deeper ones by [`drop_flat`].
pub(crate) const DROPPED_IN_PLACE: u32 = 64;

/// Drops values level by level from a list of their own, not by recursion.
pub(crate) fn drop_flat(mut pending: Vec<Value>) {
    while let Some(value) = pending.pop() {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            Value::Array(array) => {
                if let Some(mut array) = Arc::into_inner(array) {
                    pending.append(&mut array.take_items());
                }
            }
            Value::Object(object) => {
                if let Some(mut object) = Arc::into_inner(object) {
                    pending.extend(object.take_members().into_values());
                }
            }
        }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        let mut pending = vec![(self, other)];
        while let Some((a, b)) = pending.pop() {
            let same = match (a, b) {
                (Value::Null, Value::Null) => true,
                (Value::Bool(a), Value::Bool(b)) => a == b,
                (Value::Number(a), Value::Number(b)) => a == b,
                (Value::String(a), Value::String(b)) => a == b,
                (Value::Array(a), Value::Array(b)) => {
                    Arc::ptr_eq(a, b)
                        || a.len() == b.len() && {
                            pending.extend(a.iter().zip(b.iter()));
                            true
                        }
                }
                (Value::Object(a), Value::Object(b)) => {
                    Arc::ptr_eq(a, b)
                        || a.len() == b.len()
                            && a.iter().all(|(key, value)| {
                                b.get(key).is_some_and(|other| {
                                    pending.push((value, other));
                                    true
                                })
                            })
                }
                (
                    Value::Null
                    | Value::Bool(_)
                    | Value::Number(_)
                    | Value::String(_)
                    | Value::Array(_)
                    | Value::Object(_),
                    _,
                ) => false,
            };
            if !same {
                return false;
            }
        }
        true
    }
}
impl Eq for Value {}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(Text::from(text))
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(Text::from(text))
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::String(Text::from(text))
    }
}
impl From<Arc<str>> for Value {
    fn from(text: Arc<str>) -> Value {
        Value::String(Text::from(text))
    }
}
impl From<Text> for Value {
    fn from(text: Text) -> Value {
        Value::String(text)
    }
}
impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Bool(truth)
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(Number::from(number))
    }
}
impl From<i32> for Value {
    fn from(number: i32) -> Value {
        Value::from(i64::from(number))
    }
}
impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::from(i64::from(number))
    }
}
impl From<u64> for Value {
    fn from(number: u64) -> Value {
        Value::Number(Number::from(number))
    }
}
impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::from(number as u64)
    }
}
impl From<f64> for Value {
    /// See [`Number::from_f64`]; what is no number in JSON (NaN, the infinities) becomes `null`.
    fn from(number: f64) -> Value {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}
impl From<Number> for Value {
    fn from(number: Number) -> Value {
        Value::Number(number)
    }
}
impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        Value::Array(Arc::new(Array::new(items)))
    }
}
impl From<Object> for Value {
    fn from(object: Object) -> Value {
        Value::Object(Arc::new(object))
    }
}
impl From<ObjectBuilder> for Value {
    fn from(builder: ObjectBuilder) -> Value {
        Value::from(builder.build())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    /// `None` becomes `null`.
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}
impl FromIterator<Value> for Value {
    fn from_iter<I: IntoIterator<Item = Value>>(items: I) -> Value {
        Value::from(items.into_iter().collect::<Vec<_>>())
    }
}
impl<K: Into<Text>> FromIterator<(K, Value)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(members: I) -> Value {
        Value::from(members.into_iter().collect::<Object>())
    }
}
impl std::str::FromStr for Value {
    type Err = ParseError;
    fn from_str(text: &str) -> Result<Value, ParseError> {
        Value::parse(text)
    }
}
