//! A value that a path has come to.

use std::ops::Deref;

use stepwell_json::Value;

/// Part of the document, or something a step has made.
#[derive(Clone)]
pub(crate) enum Found<'v> {
    Kept(&'v Value),
    Made(Value),
}

impl<'v> Found<'v> {
    pub(crate) fn into_value(self) -> Value {
        match self {
            Found::Kept(value) => value.clone(),
            Found::Made(value) => value,
        }
    }

    /// The member of this name, when this is an object that has it.
    pub(crate) fn member(&self, name: &str) -> Option<Found<'v>> {
        match self {
            Found::Kept(value) => value.get(name).map(Found::Kept),
            Found::Made(value) => value.get(name).cloned().map(Found::Made),
        }
    }

    /// The item at this place, when this is an array that has it.
    pub(crate) fn item(&self, place: usize) -> Option<Found<'v>> {
        match self {
            Found::Kept(value) => value.at(place).map(Found::Kept),
            Found::Made(value) => value.at(place).cloned().map(Found::Made),
        }
    }

    /// Everything directly inside.
    pub(crate) fn children(&self) -> Vec<Found<'v>> {
        match self {
            Found::Kept(Value::Array(array)) => array.iter().map(Found::Kept).collect(),
            Found::Kept(Value::Object(object)) => object.values().map(Found::Kept).collect(),
            Found::Made(Value::Array(array)) => array.iter().cloned().map(Found::Made).collect(),
            Found::Made(Value::Object(object)) => object.values().cloned().map(Found::Made).collect(),
            Found::Kept(_) | Found::Made(_) => Vec::new(),
        }
    }
}

impl Deref for Found<'_> {
    type Target = Value;
    fn deref(&self) -> &Value {
        match self {
            Found::Kept(value) => value,
            Found::Made(value) => value,
        }
    }
}
