//! Fields: of states, of parts of them, and of state machines.

use super::draft::Draft;
use super::splice::{insert_child, insert_member, merge, remove_children, remove_member, replace_value, set_member};
use super::style::{Fragment, Verbatim};
use super::{EditError, Refusal, machine_at, state_at};
use crate::{Document, Format, Node, StatePath, StateType, TextChange};
use serde_json::Value;
use std::collections::BTreeSet;

/// A field, by name or by JSON pointer.
#[derive(Clone, Copy)]
pub(super) struct Field<'e> {
    pub name: Option<&'e str>,
    pub pointer: Option<&'e str>,
}

pub(super) fn set_comment(
    draft: &mut Draft,
    path: &StatePath,
    comment: Option<&str>,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let object =
        if path.0.is_empty() { machine_at(document, path, None)?.node() } else { state_at(document, path)?.node() };
    let changes = match comment {
        Some(comment) if object.get("Comment").and_then(Node::as_str).is_some_and(|old| old == comment) => Vec::new(),
        Some(comment) => vec![set_member(document.text(), object, draft.style(), "Comment", &Fragment::Text(comment))],
        None => remove_member(object, "Comment"),
    };
    draft.put(changes);
    Ok(selected(path))
}

pub(super) fn set_field(
    draft: &mut Draft,
    path: &StatePath,
    field: Field<'_>,
    value: Option<&Value>,
    json: Option<&str>,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let object =
        if path.0.is_empty() { machine_at(document, path, None)?.node() } else { state_at(document, path)?.node() };
    let segments: Vec<String> = match (field.name, field.pointer) {
        (Some(name), None) => vec![name.to_owned()],
        (None, Some(pointer)) if pointer.starts_with('/') => {
            pointer[1..].split('/').map(|segment| segment.replace("~1", "/").replace("~0", "~")).collect()
        }
        (_, _) => {
            let message = "Give \"field\", a field's name, or \"pointer\", which begins with \"/\" and leads from the state to the value.";
            return Err(Refusal::Incomplete(message.into()).at(path));
        }
    };
    let changes = write(document, object, draft, &segments, value, json).map_err(|reason| reason.at(path))?;
    draft.put(changes);
    Ok(selected(path))
}

pub(super) fn set_machine_field(
    draft: &mut Draft,
    path: &StatePath,
    branch: Option<usize>,
    field: &str,
    value: Option<&Value>,
    json: Option<&str>,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let object = machine_at(document, path, branch)?.node();
    let changes = write(document, object, draft, &[field.to_owned()], value, json).map_err(|reason| reason.at(path))?;
    draft.put(changes);
    Ok(selected(path))
}

/// Writes, or removes, what the segments lead to from `object`.
pub(super) fn write(
    document: &Document,
    object: Node<'_>,
    draft: &Draft,
    segments: &[String],
    value: Option<&Value>,
    json: Option<&str>,
) -> Result<Vec<TextChange>, Refusal> {
    let (text, style) = (document.text(), draft.style());
    let raw = json.map(checked).transpose()?;
    let new = match (value, &raw) {
        (Some(_), Some(_)) => return Err(Refusal::Incomplete("Give \"value\" or \"json\", not both.".into())),
        (Some(value), None) => Some(Fragment::Json(value)),
        (None, Some(raw)) => Some(Fragment::Verbatim(raw.clone())),
        (None, None) => None,
    };
    let mut node = object;
    for (depth, segment) in segments.iter().enumerate() {
        let last = depth + 1 == segments.len();
        let (found, index) = if node.is_array() {
            let count = node.items().count();
            let index = if segment == "-" { count } else { segment.parse().unwrap_or(usize::MAX) };
            if index > count || (index == count && (!last || new.is_none())) {
                return Err(Refusal::OutOfRange { what: "item", index, count });
            }
            (node.at(index), index)
        } else if node.is_object() {
            (node.get(segment), 0)
        } else {
            return Err(Refusal::Incomplete(format!(
                "\"{segment}\" is not inside an object or array; check the pointer."
            )));
        };
        match (found, &new) {
            (Some(found), _) if !last => node = found,
            (None, None) => return Ok(Vec::new()),
            (Some(_), None) if node.is_array() => return Ok(remove_children(node, &BTreeSet::from([index]))),
            (Some(_), None) => return Ok(remove_member(node, segment)),
            (Some(found), Some(new)) => {
                return Ok(match (value, &raw) {
                    (Some(value), _) => {
                        let mut changes = Vec::new();
                        merge(text, found, style, value, &mut changes);
                        changes
                    }
                    (None, Some(raw)) if raw.text == found.text() => Vec::new(),
                    (None, _) => vec![replace_value(text, found, style, new)],
                });
            }
            (None, Some(new)) => {
                // Objects on the way that are not there yet are made.
                let rest = segments[depth + 1..].iter().rev();
                let new = rest.fold(new.clone(), |inner, key| Fragment::Object(vec![(key, inner)]));
                return Ok(vec![if node.is_array() {
                    let after = node.items().count().checked_sub(1);
                    insert_child(text, node, style, after, |indent, pretty| style.value(&new, indent, pretty))
                } else {
                    insert_member(text, node, style, segment, &new)
                }]);
            }
        }
    }
    Ok(Vec::new())
}

/// JSON text that somebody wrote.
pub(super) fn checked(text: &str) -> Result<Verbatim, Refusal> {
    let document = Document::parse(text, Format::Json);
    if let Some(error) = document.syntax_errors().first() {
        let place = document.line_index().line_column(error.span.start);
        return Err(Refusal::InvalidText(format!(
            "The text is not JSON, line {}, column {}: {error}",
            place.line, place.column
        )));
    }
    let Some(root) = document.root() else {
        return Err(Refusal::InvalidText("The text is empty.".into()));
    };
    let closing = super::style::line_indent(text, root.span().end.saturating_sub(1)).to_owned();
    Ok(Verbatim { text: root.text().to_owned(), indent: closing })
}

/// A definition that is used for a state must be an object.
pub(super) fn object_of<'v>(
    value: &'v Value,
    place: &StatePath,
) -> Result<&'v serde_json::Map<String, Value>, EditError> {
    value.as_object().ok_or_else(|| Refusal::Incomplete("\"definition\" must be an object.".into()).at(place))
}

/// Refuses an edit that only some types of states allow.
pub(super) fn not_for(kind: Option<StateType>, allowed: &[StateType], path: &StatePath) -> Result<(), EditError> {
    if kind.is_some_and(|kind| allowed.contains(&kind)) {
        return Ok(());
    }
    let names: Vec<&str> = allowed.iter().map(|kind| kind.name()).collect();
    Err(Refusal::NotForThisState(format!("This is for {} states only.", names.join(", "))).at(path))
}

fn selected(path: &StatePath) -> Option<StatePath> {
    (!path.0.is_empty()).then(|| path.clone())
}
