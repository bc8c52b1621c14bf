//! A JSON array.

use std::ops::Deref;

use crate::source::Source;
use crate::value::{self, Value};

/// The items of an array. Dereferences to a slice.
pub struct Array {
    items: Vec<Value>,
    pub(crate) source: Option<Source>,
    pub(crate) depth: u32,
    pub(crate) text_len: usize,
}

impl Array {
    /// An array with these items.
    pub fn new(items: Vec<Value>) -> Array {
        let mut depth = 0;
        let mut text_len = 2 + items.len().saturating_sub(1);
        for item in &items {
            depth = depth.max(item.depth_u32());
            text_len = text_len.saturating_add(item.byte_len());
        }
        Array { items, source: None, depth: depth.saturating_add(1), text_len }
    }

    pub(crate) fn parsed(items: Vec<Value>, source: Source) -> Array {
        let depth = items.iter().map(Value::depth_u32).max().unwrap_or(0) + 1;
        let text_len = source.len();
        Array { items, source: Some(source), depth, text_len }
    }

    /// The items, in order.
    pub fn items(&self) -> &[Value] {
        &self.items
    }

    pub(crate) fn take_items(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.items)
    }
}

impl Deref for Array {
    type Target = [Value];
    fn deref(&self) -> &[Value] {
        &self.items
    }
}

impl Drop for Array {
    fn drop(&mut self) {
        // Left to itself, dropping recurses once a level, and computed values may be deeper than the stack.
        if self.depth > value::DROPPED_IN_PLACE {
            value::drop_flat(self.take_items());
        }
    }
}
