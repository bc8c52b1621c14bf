//! Values as they were read, with their places.

use crate::Span;
use std::rc::Rc;

/// A value of a YAML document.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub content: Content,
    pub span: Span,
}

#[derive(Debug, Clone)]
pub(super) enum Content {
    Null,
    Bool(bool),
    /// A number as JSON spells it.
    Number(String),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(Key, Value)>),
    /// What an anchor names; it stands where the alias stands.
    Alias(Rc<Value>),
}

#[derive(Debug, Clone)]
pub(super) struct Key {
    pub text: String,
    pub span: Span,
}

impl Key {
    /// Whether it brings in what an alias stands for; in quotes it is a key like any other.
    pub(super) fn merges(&self) -> bool {
        self.text == "<<" && self.span.len() == self.text.len()
    }
}

impl Value {
    pub(super) fn null(at: usize) -> Value {
        Value { content: Content::Null, span: Span::at(at) }
    }
}
