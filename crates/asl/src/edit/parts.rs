//! Small changes of a state, for what changes many of its fields at once.

use super::splice::{insert_member, remove_children, remove_member, replace_value, set_member};
use super::style::{Fragment, Style};
use crate::{Member, Node, TextChange};
use serde_json::Value;
use std::collections::BTreeSet;

/// Another text in the place of a key, quotes included.
pub(crate) fn key_change(member: Member<'_>, text: String) -> TextChange {
    TextChange::new(member.key_span(), text)
}

/// Another text in the place of a value.
pub(crate) fn value_change(node: Node<'_>, text: String) -> TextChange {
    TextChange::new(node.span(), text)
}

/// Another value in the place of one, in the file's style.
pub(crate) fn replaced(text: &str, node: Node<'_>, style: &Style, value: &Value) -> TextChange {
    replace_value(text, node, style, &Fragment::Json(value))
}

/// Takes fields out by their places.
pub(crate) fn remove_fields(object: Node<'_>, which: &BTreeSet<usize>) -> Vec<TextChange> {
    remove_children(object, which)
}

/// Takes a field out by its name.
pub(crate) fn remove_field(object: Node<'_>, name: &str) -> Vec<TextChange> {
    remove_member(object, name)
}

/// A new field where it is usually written.
pub(crate) fn insert_field(text: &str, object: Node<'_>, style: &Style, name: &str, value: &Value) -> TextChange {
    insert_member(text, object, style, name, &Fragment::Json(value))
}

/// A field that holds a text, new or not.
pub(crate) fn set_field_text(text: &str, object: Node<'_>, style: &Style, name: &str, value: &str) -> TextChange {
    set_member(text, object, style, name, &Fragment::Text(value))
}
