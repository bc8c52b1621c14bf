//! The borders to `serde` and `serde_json`.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{self, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::MAX_DEPTH;
use crate::number::Number;
use crate::object::Object;
use crate::value::Value;

/// A value that nests deeper than [`MAX_DEPTH`] and so cannot pass a border that recurses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the value nests {depth} levels deep; at most {} can be handed on", MAX_DEPTH)]
pub struct TooDeep {
    /// How deep it is.
    pub depth: usize,
}

impl Serialize for Value {
    /// As JSON. Spacing is lost, and so is the spelling of numbers; see [`crate::as_text`] to keep them.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.depth() > MAX_DEPTH {
            return Err(ser::Error::custom(TooDeep { depth: self.depth() }));
        }
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(array) => {
                let mut seq = serializer.serialize_seq(Some(array.len()))?;
                for item in array.iter() {
                    seq.serialize_element(item)?;
                }
                seq.end()
            }
            Value::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self.iter() {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_integer_literal() {
            if let Ok(integer) = self.as_str().parse::<i64>() {
                return serializer.serialize_i64(integer);
            }
            if let Ok(integer) = self.as_str().parse::<u64>() {
                return serializer.serialize_u64(integer);
            }
        }
        match self.as_f64() {
            Some(float) => serializer.serialize_f64(float),
            None => Err(ser::Error::custom(format_args!("{self} is out of a double's range"))),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        Value::deserialize(deserializer)
    }
    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from(number))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::from(number))
    }
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        Number::from_f64(number)
            .map(Value::Number)
            .ok_or_else(|| de::Error::custom(format_args!("{number} is no number in JSON")))
    }
    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }
    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::from(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element::<Value>()? {
            items.push(item);
        }
        Ok(Value::from(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Object::builder();
        while let Some((key, value)) = map.next_entry::<String, Value>()? {
            members.insert(key, value);
        }
        Ok(Value::from(members))
    }
}

impl From<serde_json::Value> for Value {
    fn from(value: serde_json::Value) -> Value {
        match value {
            serde_json::Value::Null => Value::Null,
            serde_json::Value::Bool(truth) => Value::Bool(truth),
            serde_json::Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(integer), _) => Value::from(integer),
                (None, Some(integer)) => Value::from(integer),
                (None, None) => Value::from(number.as_f64()),
            },
            serde_json::Value::String(text) => Value::from(text),
            serde_json::Value::Array(items) => items.into_iter().map(Value::from).collect(),
            serde_json::Value::Object(members) => {
                members.into_iter().map(|(key, value)| (key, Value::from(value))).collect()
            }
        }
    }
}

impl TryFrom<&Value> for serde_json::Value {
    type Error = TooDeep;

    /// Integers that fit 64 bits stay integers, other numbers become the nearest double, and what no double holds becomes null.
    fn try_from(value: &Value) -> Result<serde_json::Value, TooDeep> {
        if value.depth() > MAX_DEPTH {
            return Err(TooDeep { depth: value.depth() });
        }
        Ok(match value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(truth) => serde_json::Value::Bool(*truth),
            Value::Number(number) => number_out(number),
            Value::String(text) => serde_json::Value::String(text.as_str().to_owned()),
            Value::Array(array) => {
                serde_json::Value::Array(array.iter().map(TryFrom::try_from).collect::<Result<_, _>>()?)
            }
            Value::Object(object) => serde_json::Value::Object(
                object
                    .iter()
                    .map(|(key, value)| Ok((key.to_owned(), TryFrom::try_from(value)?)))
                    .collect::<Result<_, TooDeep>>()?,
            ),
        })
    }
}

fn number_out(number: &Number) -> serde_json::Value {
    if number.is_integer_literal() {
        if let Ok(integer) = number.as_str().parse::<i64>() {
            return integer.into();
        }
        if let Ok(integer) = number.as_str().parse::<u64>() {
            return integer.into();
        }
    }
    number.as_f64().into()
}
