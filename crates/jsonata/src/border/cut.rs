//! Values on their way in, cut to what the expression reads of them.

use std::collections::BTreeMap;

use jlens_core::reads::Read;
use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};
use stepwell_json::{MAX_DEPTH, TooDeep, Value};

use super::WideNumbers;
use crate::States;

/// A value, of which only what `read` says is handed on.
pub(crate) struct CutValue<'a> {
    value: &'a Value,
    read: &'a Read,
    wide: &'a WideNumbers,
}

impl<'a> CutValue<'a> {
    pub(crate) fn new(value: &'a Value, read: &'a Read, wide: &'a WideNumbers) -> CutValue<'a> {
        CutValue { value, read, wide }
    }

    fn of(&self, value: &'a Value, read: &'a Read) -> CutValue<'a> {
        CutValue { value, read, wide: self.wide }
    }

    /// All members where all are needed, else those that are read.
    fn member(&self, key: &str) -> Option<&'a Read> {
        match self.read {
            Read::Whole => Some(self.read),
            Read::Fields(fields) => fields.get(key),
        }
    }
}

impl Serialize for CutValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Number(number) => serializer.serialize_f64(self.wide.double(number)),
            Value::String(text) => serializer.serialize_str(text),
            // Recursion is bounded here; the stack is grown by the serializer.
            Value::Array(_) | Value::Object(_) if self.value.depth() > MAX_DEPTH => {
                Err(S::Error::custom(TooDeep { depth: self.value.depth() }))
            }
            Value::Array(items) => {
                let mut sequence = serializer.serialize_seq(Some(items.len()))?;
                for item in items.iter() {
                    sequence.serialize_element(&self.of(item, self.read))?;
                }
                sequence.end()
            }
            Value::Object(members) => {
                let most = match self.read {
                    Read::Whole => members.len(),
                    Read::Fields(fields) => fields.len().min(members.len()),
                };
                let mut map = serializer.serialize_map(Some(most))?;
                for (key, value) in members.iter() {
                    if let Some(read) = self.member(key) {
                        map.serialize_entry(key, &self.of(value, read))?;
                    }
                }
                map.end()
            }
        }
    }
}

/// `$states`, of which only what `read` says is handed on.
pub(crate) struct CutStates<'a> {
    pub(crate) states: &'a States<'a>,
    pub(crate) read: &'a Read,
    pub(crate) wide: &'a WideNumbers,
}

impl Serialize for CutStates<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields: Option<&BTreeMap<String, Read>> = self.read.fields();
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.states.fields() {
            let read = fields.map_or(Some(self.read), |fields| fields.get(name));
            if let (Some(value), Some(read)) = (value, read) {
                map.serialize_entry(name, &CutValue::new(value, read, self.wide))?;
            }
        }
        map.end()
    }
}
