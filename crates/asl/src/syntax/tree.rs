//! The arena that a syntax tree lives in.

use super::{Node, NodeKind, SyntaxError};
use crate::Span;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// No node, no key.
pub(crate) const NONE: u32 = u32::MAX;

/// One node. Nodes stand in the order of their text (pre-order), so a node's first child is the next slot and its
/// next sibling is the slot at `skip`. Dropping a tree drops one vector, however deep it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub kind: NodeKind,
    /// An object with many members; looked up through [`Tree::member_of_large`].
    pub large: bool,
    /// A member's key that is more than text between double quotes: with escapes, or not well-formed. Hardly any is.
    pub odd_key: bool,
    /// A string of that sort.
    pub odd_text: bool,
    pub start: u32,
    pub end: u32,
    /// The slot after the last one inside this.
    pub skip: u32,
    pub parent: u32,
    /// The member's key with its quotes; [`NONE`] where there is none.
    pub key_start: u32,
    pub key_end: u32,
}

/// A text with its nodes.
#[derive(Debug)]
pub(crate) struct Tree {
    pub text: Arc<str>,
    pub slots: Vec<Slot>,
    pub errors: Vec<SyntaxError>,
    /// Where each node stands in the file, value and key, when the file is not the tree's own text (see `yaml`).
    places: Option<Vec<(Span, Span)>>,
    /// Large object → key → slot of the last member of that name. Made at the first need.
    large: OnceLock<HashMap<u32, HashMap<Box<str>, u32>>>,
}

impl Tree {
    pub fn new(text: Arc<str>, slots: Vec<Slot>, errors: Vec<SyntaxError>) -> Tree {
        Tree { text, slots, errors, places: None, large: OnceLock::new() }
    }

    /// A tree whose nodes stand elsewhere than in its text.
    pub fn mapped(text: Arc<str>, slots: Vec<Slot>, errors: Vec<SyntaxError>, places: Vec<(Span, Span)>) -> Tree {
        Tree { text, slots, errors, places: Some(places), large: OnceLock::new() }
    }

    /// Where a node stands in the file.
    pub fn span(&self, index: u32) -> Span {
        match self.places.as_ref().and_then(|places| places.get(index as usize)) {
            Some((value, _)) => *value,
            None => self.own_span(index),
        }
    }

    /// Where a member's key stands in the file.
    pub fn key_span(&self, index: u32) -> Span {
        match self.places.as_ref().and_then(|places| places.get(index as usize)) {
            Some((_, key)) => *key,
            None => self.own_key_span(index),
        }
    }

    /// Where a node stands in the tree's text.
    pub fn own_span(&self, index: u32) -> Span {
        let slot = self.slots[index as usize];
        Span::new(slot.start as usize, slot.end as usize)
    }

    /// Where a member's key stands in the tree's text.
    pub fn own_key_span(&self, index: u32) -> Span {
        let slot = self.slots[index as usize];
        Span::new(slot.key_start as usize, slot.key_end as usize)
    }

    pub fn root(&self) -> Option<Node<'_>> {
        (!self.slots.is_empty()).then(|| Node::new(self, 0))
    }

    pub fn member_of_large(&self, object: u32, key: &str) -> Option<u32> {
        let index = self.large.get_or_init(|| {
            let mut index = HashMap::new();
            for at in 0..u32::try_from(self.slots.len()).unwrap_or(NONE) {
                let node = Node::new(self, at);
                if self.slots[at as usize].large {
                    let members = node.members().map(|member| (member.key().into(), member.value().index()));
                    index.insert(at, members.collect::<HashMap<Box<str>, u32>>());
                }
            }
            index
        });
        index.get(&object)?.get(key).copied()
    }

    /// The innermost node whose text, or whose member's key, holds the byte offset.
    pub fn node_at(&self, offset: usize) -> Option<Node<'_>> {
        let begins = |index: u32| {
            let has_key = self.slots[index as usize].key_start != NONE;
            if has_key { self.key_span(index).start } else { self.span(index).start }
        };
        let count = u32::try_from(self.slots.len()).unwrap_or(NONE);
        // Nodes begin in the order in which they stand in the arena.
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if begins(middle) <= offset { low = middle + 1 } else { high = middle }
        }
        let mut at = low.checked_sub(1)?;
        loop {
            let slot = self.slots[at as usize];
            if Span::new(begins(at), self.span(at).end).touches(offset) {
                return Some(Node::new(self, at));
            }
            if slot.parent == NONE {
                return None;
            }
            at = slot.parent;
        }
    }
}
