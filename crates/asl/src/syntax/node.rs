//! Nodes of the syntax tree.

use super::tree::{NONE, Slot, Tree};
use super::{parse, unescape};
use crate::Span;
use std::borrow::Cow;
use stepwell_json::Value;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// `"…"`
    String,
    /// A number; its spelling is the node's text.
    Number,
    /// `true` or `false`
    Bool,
    /// `null`
    Null,
    /// Something that is no JSON value, or nothing where a value belongs.
    Broken,
}

/// A node of a document's syntax tree. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'a> {
    tree: &'a Tree,
    index: u32,
}

/// A member of an object: key and value.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    value: Node<'a>,
}

impl<'a> Node<'a> {
    pub(crate) fn new(tree: &'a Tree, index: u32) -> Node<'a> {
        Node { tree, index }
    }

    pub(crate) fn index(self) -> u32 {
        self.index
    }

    fn slot(self) -> &'a Slot {
        &self.tree.slots[self.index as usize]
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> NodeKind {
        self.slot().kind
    }

    /// The bytes it covers, without white space around it. An unclosed container reaches to where its reading ended.
    #[must_use]
    pub fn span(self) -> Span {
        self.tree.span(self.index)
    }

    /// Its text as written; of a YAML file the same value as JSON.
    #[must_use]
    pub fn text(self) -> &'a str {
        &self.tree.text[self.tree.own_span(self.index).range()]
    }

    /// The object or array that holds it; none for the root.
    #[must_use]
    pub fn parent(self) -> Option<Node<'a>> {
        let parent = self.slot().parent;
        (parent != NONE).then(|| Node::new(self.tree, parent))
    }

    /// The member that it is the value of; none for items and the root.
    #[must_use]
    pub fn member(self) -> Option<Member<'a>> {
        (self.slot().key_start != NONE).then_some(Member { value: self })
    }

    /// Its place among its siblings, from 0. Linear in their number.
    #[must_use]
    pub fn position(self) -> usize {
        self.parent().map_or(0, |parent| parent.children().take_while(|child| child.index != self.index).count())
    }

    /// Members (their values) and items, in the order of the text.
    pub(crate) fn children(self) -> impl Iterator<Item = Node<'a>> {
        let end = self.slot().skip;
        let mut at = self.index + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let node = Node::new(self.tree, at);
            at = node.slot().skip;
            Some(node)
        })
    }

    /// Everything inside it at any depth, in the order of the text.
    pub(crate) fn descendants(self) -> impl Iterator<Item = Node<'a>> {
        (self.index + 1..self.slot().skip).map(move |at| Node::new(self.tree, at))
    }

    /// The members of an object in the order of the text, duplicates included; nothing for other kinds.
    pub fn members(self) -> impl Iterator<Item = Member<'a>> {
        self.children().filter_map(Node::member)
    }

    /// The items of an array; nothing for other kinds.
    pub fn items(self) -> impl Iterator<Item = Node<'a>> {
        self.children().filter(move |_| self.kind() == NodeKind::Array)
    }

    /// The value of an object's member; of several with that key the last, as JSON readers do.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Node<'a>> {
        if self.slot().large {
            return self.tree.member_of_large(self.index, key).map(|at| Node::new(self.tree, at));
        }
        let (slots, text) = (&self.tree.slots, self.tree.text.as_bytes());
        let length = key.len() + 2;
        let (mut at, mut found) = (self.index + 1, None);
        while at < self.slot().skip {
            let slot = &slots[at as usize];
            let (start, end) = (slot.key_start as usize, slot.key_end as usize);
            let is_it = if slot.odd_key {
                Node::new(self.tree, at).member().is_some_and(|member| member.key() == key)
            } else {
                slot.key_start != NONE && end - start == length && text[start + 1..end - 1] == *key.as_bytes()
            };
            if is_it {
                found = Some(Node::new(self.tree, at));
            }
            at = slot.skip;
        }
        found
    }

    /// The item of an array.
    #[must_use]
    pub fn at(self, index: usize) -> Option<Node<'a>> {
        self.items().nth(index)
    }

    /// What a string means, escapes resolved; none for other kinds.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'a, str>> {
        let text = || match self.slot().odd_text {
            true => unescape(inside_quotes(self.text())),
            false => Cow::Borrowed(between_quotes(self.text())),
        };
        (self.kind() == NodeKind::String).then(text)
    }

    /// `true` or `false`; none for other kinds.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == NodeKind::Bool).then(|| self.text() == "true")
    }

    /// A number's value; none for other kinds and for numbers too large for a double.
    #[must_use]
    pub fn as_f64(self) -> Option<f64> {
        if self.kind() != NodeKind::Number {
            return None;
        }
        self.text().parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// A number's value where it is whole and fits 64 bits (`2.0` and `1e3` are whole); none otherwise.
    #[must_use]
    pub fn as_i64(self) -> Option<i64> {
        if self.kind() != NodeKind::Number {
            return None;
        }
        if let Ok(value) = self.text().parse() {
            return Some(value);
        }
        // 2^53: beyond it a double no longer tells neighbouring integers apart.
        let value = self.as_f64().filter(|value| value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0)?;
        #[allow(clippy::cast_possible_truncation)]
        Some(value as i64)
    }

    /// Whether it is an object.
    #[must_use]
    pub fn is_object(self) -> bool {
        self.kind() == NodeKind::Object
    }

    /// Whether it is an array.
    #[must_use]
    pub fn is_array(self) -> bool {
        self.kind() == NodeKind::Array
    }

    /// Whether it is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.kind() == NodeKind::Null
    }

    /// Its meaning, which keeps its text. What cannot be read strictly, or is nested deeper than
    /// `stepwell_json` reads, is null.
    #[must_use]
    pub fn to_value(self) -> Value {
        Value::parse(self.text()).unwrap_or(Value::Null)
    }

    /// The JSON pointer (RFC 6901) from the root to it; empty for the root.
    #[must_use]
    pub fn pointer(self) -> String {
        let mut segments = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            segments.push(match node.member() {
                Some(member) => member.key().replace('~', "~0").replace('/', "~1"),
                None => node.position().to_string(),
            });
            node = parent;
        }
        segments.iter().rev().flat_map(|segment| ["/", segment]).collect()
    }

    /// The node at a JSON pointer below it; the empty pointer is itself.
    #[must_use]
    pub fn at_pointer(self, pointer: &str) -> Option<Node<'a>> {
        let mut node = self;
        if pointer.is_empty() {
            return Some(node);
        }
        for segment in pointer.strip_prefix('/')?.split('/') {
            node = match node.kind() {
                NodeKind::Array => node.at(segment.parse().ok()?)?,
                NodeKind::Object => node.get(&segment.replace("~1", "/").replace("~0", "~"))?,
                NodeKind::String | NodeKind::Number | NodeKind::Bool | NodeKind::Null | NodeKind::Broken => {
                    return None;
                }
            };
        }
        Some(node)
    }

    /// Whether the texts of both mean the same JSON, whatever their spelling.
    #[must_use]
    pub fn means_same(self, text: &str) -> bool {
        let other = parse(text.into());
        other.errors.is_empty()
            && other.root().is_some()
            && Value::parse(text).is_ok_and(|value| value == self.to_value())
    }
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.index == other.index
    }
}

impl Eq for Node<'_> {}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = self.text();
        let shown = &text[..text.floor_char_boundary(40)];
        write!(f, "{:?} {}..{} {shown:?}", self.kind(), self.span().start, self.span().end)
    }
}

impl<'a> Member<'a> {
    /// Its name, escapes resolved.
    #[must_use]
    pub fn key(self) -> Cow<'a, str> {
        let raw = self.raw_key();
        if self.value.slot().odd_key { unescape(inside_quotes(raw)) } else { Cow::Borrowed(between_quotes(raw)) }
    }

    /// Where the key stands, quotes included.
    #[must_use]
    pub fn key_span(self) -> Span {
        self.value.tree.key_span(self.value.index)
    }

    /// Its value.
    #[must_use]
    pub fn value(self) -> Node<'a> {
        self.value
    }

    /// From the key's first byte to the value's last.
    #[must_use]
    pub fn span(self) -> Span {
        self.key_span().cover(self.value.span())
    }

    pub(crate) fn key_is(self, key: &str) -> bool {
        self.key() == key
    }

    fn raw_key(self) -> &'a str {
        &self.value.tree.text[self.value.tree.own_key_span(self.value.index).range()]
    }
}

/// The text between the quotes; tolerates missing ones.
/// What stands between the quotes of a string that has both.
fn between_quotes(text: &str) -> &str {
    text.get(1..text.len().saturating_sub(1)).unwrap_or_default()
}

fn inside_quotes(text: &str) -> &str {
    match text.as_bytes().first() {
        Some(&quote @ (b'"' | b'\'')) => {
            let inside = &text[1..];
            inside.strip_suffix(char::from(quote)).unwrap_or(inside)
        }
        _ => text,
    }
}
