//! A JSON object.

use std::sync::Arc;

use indexmap::IndexMap;

use crate::source::Source;
use crate::text::Text;
use crate::value::{self, Value};

/// Names are hashed fast rather than against whoever chooses them: what a flood of colliding names could do is bounded by the size of a payload.
pub(crate) type Members = IndexMap<Text, Value, foldhash::fast::RandomState>;

/// The members of an object in the order they were written. A name given twice keeps its first place and its last value.
pub struct Object {
    members: Members,
    pub(crate) source: Option<Source>,
    pub(crate) depth: u32,
    pub(crate) text_len: usize,
}

/// Up to this many members a name is found by looking at all of them.
const SMALL: usize = 8;

impl Object {
    /// An object without members.
    pub fn new() -> Object {
        Object::computed(Members::default())
    }

    /// Starts an object that is built member by member.
    pub fn builder() -> ObjectBuilder {
        ObjectBuilder { members: Members::default() }
    }

    fn computed(members: Members) -> Object {
        let mut depth = 0;
        let mut text_len = 2 + members.len().saturating_sub(1);
        for (key, value) in &members {
            depth = depth.max(value.depth_u32());
            text_len = text_len.saturating_add(key.written_len() + 1).saturating_add(value.byte_len());
        }
        Object { members, source: None, depth: depth.saturating_add(1), text_len }
    }

    pub(crate) fn parsed(members: Members, source: Source) -> Object {
        let depth = members.values().map(Value::depth_u32).max().unwrap_or(0) + 1;
        let text_len = source.len();
        Object { members, source: Some(source), depth, text_len }
    }

    /// The members, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Value)> + DoubleEndedIterator {
        self.members.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The members with their names as shared strings.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = (&Text, &Value)> + DoubleEndedIterator {
        self.members.iter()
    }

    /// The names, in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.members.keys().map(Text::as_str)
    }

    /// The values, in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> + DoubleEndedIterator {
        self.members.values()
    }

    /// The value of the member with this name.
    pub fn get(&self, key: &str) -> Option<&Value> {
        // Most objects are so small that comparing names is faster than hashing one.
        if self.members.len() <= SMALL {
            return self.members.iter().find(|(name, _)| name.is(key)).map(|(_, value)| value);
        }
        self.members.get(key)
    }

    /// Whether there is a member with this name.
    pub fn contains_key(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no members.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The same object with one member set: in its old place when it was there, else at the end.
    pub fn with(&self, key: impl Into<Text>, value: impl Into<Value>) -> Object {
        let mut members = self.members.clone();
        members.insert(key.into(), value.into());
        Object::computed(members)
    }

    /// The same object without the member of this name.
    pub fn without(&self, key: &str) -> Object {
        let mut members = self.members.clone();
        members.shift_remove(key);
        Object::computed(members)
    }

    /// The member at a place in the order of members.
    pub fn entry_at(&self, index: usize) -> Option<(&Text, &Value)> {
        self.members.get_index(index)
    }

    pub(crate) fn take_members(&mut self) -> Members {
        std::mem::take(&mut self.members)
    }
}

impl Default for Object {
    fn default() -> Object {
        Object::new()
    }
}

impl Drop for Object {
    fn drop(&mut self) {
        // See `Array`.
        if self.depth > value::DROPPED_IN_PLACE {
            value::drop_flat(self.take_members().into_values().collect());
        }
    }
}

impl Clone for Object {
    fn clone(&self) -> Object {
        Object {
            members: self.members.clone(),
            source: self.source.clone(),
            depth: self.depth,
            text_len: self.text_len,
        }
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Object) -> bool {
        // Cloning shares every value; comparing is `Value`'s, which needs no stack.
        Value::Object(Arc::new(self.clone())) == Value::Object(Arc::new(other.clone()))
    }
}

impl std::fmt::Debug for Object {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Into<Text>> FromIterator<(K, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(members: I) -> Object {
        Object::computed(members.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = (&'a str, &'a Value);
    type IntoIter = Box<dyn Iterator<Item = (&'a str, &'a Value)> + 'a>;
    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

/// An object being built. See [`Object::builder`].
#[derive(Default)]
pub struct ObjectBuilder {
    members: Members,
}

impl ObjectBuilder {
    /// Sets a member and hands the builder on.
    #[must_use]
    pub fn with(mut self, key: impl Into<Text>, value: impl Into<Value>) -> ObjectBuilder {
        self.insert(key, value);
        self
    }

    /// Sets a member.
    pub fn insert(&mut self, key: impl Into<Text>, value: impl Into<Value>) {
        self.members.insert(key.into(), value.into());
    }

    /// The finished object.
    pub fn build(self) -> Object {
        Object::computed(self.members)
    }
}
