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
    /// Large object → key → slot of the last member of that name. Made at the first need.
    large: OnceLock<HashMap<u32, HashMap<Box<str>, u32>>>,
}

impl Tree {
    pub fn new(text: Arc<str>, slots: Vec<Slot>, errors: Vec<SyntaxError>) -> Tree {
        Tree { text, slots, errors, large: OnceLock::new() }
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
        let begins = |slot: &Slot| if slot.key_start == NONE { slot.start } else { slot.key_start } as usize;
        let after = self.slots.partition_point(|slot| begins(slot) <= offset);
        let mut at = u32::try_from(after.checked_sub(1)?).ok()?;
        loop {
            let slot = self.slots[at as usize];
            if Span::new(begins(&slot), slot.end as usize).touches(offset) {
                return Some(Node::new(self, at));
            }
            if slot.parent == NONE {
                return None;
            }
            at = slot.parent;
        }
    }
}
