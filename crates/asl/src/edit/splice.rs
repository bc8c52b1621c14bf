//! The smallest changes: put a child into a container, take children out, replace a value.

use super::style::{Fragment, Style, line_indent};
use crate::{Node, Span, TextChange};
use serde_json::Value;
use std::collections::BTreeSet;

/// Where a child stands: with its key if it has one.
pub(crate) fn child_span(node: Node<'_>) -> Span {
    node.member().map_or_else(|| node.span(), |member| member.span())
}

/// Puts a child behind the child of number `after` (as the first where that is none). `make` is told the indentation
/// of its line and whether it may take several lines.
pub(crate) fn insert_child(
    text: &str,
    container: Node<'_>,
    style: &Style,
    after: Option<usize>,
    make: impl FnOnce(&str, bool) -> String,
) -> TextChange {
    let children: Vec<Span> = container.children().map(child_span).collect();
    let span = container.span();
    let Some(first) = children.first() else {
        let inside = Span::new(span.start + 1, span.end - 1);
        if !style.pretty() {
            return TextChange::new(inside, make("", false));
        }
        let base = line_indent(text, span.start);
        let indent = format!("{base}{}", style.unit());
        let newline = style.newline();
        return TextChange::new(inside, format!("{newline}{indent}{}{newline}{base}", make(&indent, true)));
    };
    let lead = &text[span.start + 1..first.start];
    let multiline = lead.contains('\n');
    let indent = if multiline { line_indent(text, first.start) } else { line_indent(text, span.start) };
    let child = make(indent, multiline);
    let apart = |from: Span, to: Span| {
        let between = &text[from.end..to.start];
        // Blank lines between members are somebody's grouping and no part of the style.
        if between.matches('\n').count() > 1 { None } else { Some(between.to_owned()) }
    };
    let neighbours = match after {
        Some(0) | None => children.first().zip(children.get(1)),
        Some(after) => children.get(after - 1).zip(children.get(after)),
    };
    let separator = neighbours.and_then(|(from, to)| apart(*from, *to)).unwrap_or_else(|| {
        if multiline { format!(",{}{indent}", style.newline()) } else { format!(",{}", style.space()) }
    });
    match after.and_then(|after| children.get(after.min(children.len() - 1))) {
        Some(before) => TextChange::new(Span::at(before.end), format!("{separator}{child}")),
        None => TextChange::new(Span::at(first.start), format!("{child}{separator}")),
    }
}

/// Takes children out, with the commas and white space that belonged to them.
pub(crate) fn remove_children(container: Node<'_>, which: &BTreeSet<usize>) -> Vec<TextChange> {
    let children: Vec<Span> = container.children().map(child_span).collect();
    let which: Vec<usize> = which.iter().copied().filter(|&at| at < children.len()).collect();
    if which.len() == children.len() {
        if children.is_empty() {
            return Vec::new();
        }
        let span = container.span();
        return vec![TextChange::new(Span::new(span.start + 1, span.end - 1), "")];
    }
    let mut changes = Vec::new();
    let mut rest = which.as_slice();
    while let Some(&begin) = rest.first() {
        let length = rest.iter().enumerate().take_while(|(i, at)| **at == begin + i).count();
        let end = begin + length - 1;
        rest = &rest[length..];
        changes.push(TextChange::new(
            if begin > 0 {
                Span::new(children[begin - 1].end, children[end].end)
            } else {
                Span::new(children[0].start, children[end + 1].start)
            },
            "",
        ));
    }
    changes
}

/// Takes out every member of a name; nothing where there is none.
pub(crate) fn remove_member(object: Node<'_>, key: &str) -> Vec<TextChange> {
    remove_children(object, &members_named(object, key))
}

/// The numbers of the members of a name.
pub(crate) fn members_named(object: Node<'_>, key: &str) -> BTreeSet<usize> {
    let named =
        object.children().enumerate().filter(|(_, child)| child.member().is_some_and(|member| member.key_is(key)));
    named.map(|(at, _)| at).collect()
}

/// Writes another value in the place of one.
pub(crate) fn replace_value(text: &str, node: Node<'_>, style: &Style, value: &Fragment<'_>) -> TextChange {
    let indent = line_indent(text, node.span().start);
    let on_own_line = node.parent().is_none_or(|parent| {
        let first = parent.children().next().map_or(parent.span().end, |child| child_span(child).start);
        text[parent.span().start..first].contains('\n')
    });
    let was_inline = node.children().next().is_some() && !node.text().contains('\n');
    let mut pretty = style.pretty() && on_own_line;
    if pretty && was_inline {
        // What fitted on a line goes on standing on one, while it fits.
        let inline = style.value(value, indent, false);
        if inline.len() <= 80 {
            return TextChange::new(node.span(), inline);
        }
        pretty = true;
    }
    TextChange::new(node.span(), style.value(value, indent, pretty))
}

/// Writes a member: replaces the value where there is one of that name, else puts it where it belongs by `order`.
pub(crate) fn set_member(text: &str, object: Node<'_>, style: &Style, key: &str, value: &Fragment<'_>) -> TextChange {
    match object.get(key) {
        Some(node) => replace_value(text, node, style, value),
        None => insert_member(text, object, style, key, value),
    }
}

/// Puts a new member behind those that are usually written before it.
pub(crate) fn insert_member(
    text: &str,
    object: Node<'_>,
    style: &Style,
    key: &str,
    value: &Fragment<'_>,
) -> TextChange {
    let rank = |key: &str| FIELD_ORDER.iter().position(|field| *field == key).unwrap_or(UNKNOWN_RANK);
    let own = rank(key);
    let after = object
        .children()
        .enumerate()
        .filter(|(_, child)| child.member().is_some_and(|member| rank(&member.key()) <= own))
        .last()
        .map(|(at, _)| at);
    insert_child(text, object, style, after, |indent, pretty| style.member(key, value, indent, pretty))
}

/// Changes an old value into a new one, touching only what differs.
pub(crate) fn merge(text: &str, node: Node<'_>, style: &Style, new: &Value, changes: &mut Vec<TextChange>) {
    if same(node, new) {
        return;
    }
    match new {
        Value::Object(members) if node.is_object() && node.children().next().is_some() => {
            let gone: BTreeSet<usize> = node
                .children()
                .enumerate()
                .filter(|(_, child)| child.member().is_none_or(|member| !members.contains_key(&*member.key())))
                .map(|(at, _)| at)
                .collect();
            let kept = (0..node.children().count()).rev().find(|at| !gone.contains(at));
            let Some(kept) = kept else {
                changes.push(replace_value(text, node, style, &Fragment::Json(new)));
                return;
            };
            changes.extend(remove_children(node, &gone));
            let mut added = Vec::new();
            for (key, value) in members {
                match node.get(key) {
                    Some(old) => merge(text, old, style, value, changes),
                    None => added.push(insert_child(text, node, style, Some(kept), |indent, pretty| {
                        style.member(key, &Fragment::Json(value), indent, pretty)
                    })),
                }
            }
            join_insertions(added, changes);
        }
        Value::Array(items) if node.is_array() && node.children().next().is_some() && !items.is_empty() => {
            let old: Vec<Node<'_>> = node.items().collect();
            let head = old.iter().zip(items).take_while(|(a, b)| same(**a, b)).count();
            let room = old.len().min(items.len()) - head;
            let tail = old.iter().rev().zip(items.iter().rev()).take(room).take_while(|(a, b)| same(**a, b)).count();
            let (old_middle, new_middle) = (head..old.len() - tail, head..items.len() - tail);
            let paired = old_middle.len().min(new_middle.len());
            for at in head..head + paired {
                merge(text, old[at], style, &items[at], changes);
            }
            changes.extend(remove_children(node, &(head + paired..old_middle.end).collect()));
            let added = items[head + paired..new_middle.end.max(head + paired)].iter().map(|item| {
                let after = (head + paired).checked_sub(1);
                insert_child(text, node, style, after, |indent, pretty| {
                    style.value(&Fragment::Json(item), indent, pretty)
                })
            });
            join_insertions(added.collect(), changes);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            changes.push(replace_value(text, node, style, &Fragment::Json(new)));
        }
    }
}

/// Insertions at one place become one change, in their order.
fn join_insertions(added: Vec<TextChange>, changes: &mut Vec<TextChange>) {
    let mut added = added.into_iter();
    if let Some(mut first) = added.next() {
        first.insert.extend(added.map(|change| change.insert));
        changes.push(first);
    }
}

/// Whether a node means a value. Of duplicate keys the last counts, and there must be no more keys than the value has.
pub(crate) fn same(node: Node<'_>, value: &Value) -> bool {
    match value {
        Value::Null => node.is_null(),
        Value::Bool(value) => node.as_bool() == Some(*value),
        Value::Number(value) => {
            node.as_f64().is_some_and(|own| value.as_f64() == Some(own)) && {
                // Integers beyond a double's precision differ although their doubles do not.
                match (value.as_i64(), node.as_i64()) {
                    (Some(a), Some(b)) => a == b,
                    (_, _) => true,
                }
            }
        }
        Value::String(value) => node.as_str().is_some_and(|own| own == value.as_str()),
        Value::Array(items) => {
            node.is_array()
                && node.items().count() == items.len()
                && node.items().zip(items).all(|(node, item)| same(node, item))
        }
        Value::Object(members) => {
            node.is_object()
                && node.members().count() == members.len()
                && members.iter().all(|(key, value)| node.get(key).is_some_and(|node| same(node, value)))
        }
    }
}

/// Where fields that nobody knows go: behind the known ones, before the ways on.
const UNKNOWN_RANK: usize = FIELD_ORDER.len();

/// The order in which fields are usually written; a new field goes behind the last one that stands before it here.
const FIELD_ORDER: &[&str] = &[
    "Type",
    "Comment",
    "QueryLanguage",
    "Version",
    "TimeoutSeconds",
    "StartAt",
    "States",
    "Resource",
    "Credentials",
    "InputPath",
    "Parameters",
    "Arguments",
    "ItemReader",
    "ItemsPath",
    "Items",
    "ItemSelector",
    "ItemBatcher",
    "MaxConcurrency",
    "MaxConcurrencyPath",
    "ProcessorConfig",
    "ItemProcessor",
    "Iterator",
    "Branches",
    "Variable",
    "Condition",
    "Choices",
    "Default",
    "Seconds",
    "SecondsPath",
    "Timestamp",
    "TimestampPath",
    "Error",
    "ErrorPath",
    "Cause",
    "CausePath",
    "Result",
    "ResultSelector",
    "ResultPath",
    "OutputPath",
    "ResultWriter",
    "Output",
    "Assign",
    "Label",
    "ToleratedFailureCount",
    "ToleratedFailureCountPath",
    "ToleratedFailurePercentage",
    "ToleratedFailurePercentagePath",
    "TimeoutSecondsPath",
    "HeartbeatSeconds",
    "HeartbeatSecondsPath",
    "ErrorEquals",
    "IntervalSeconds",
    "MaxAttempts",
    "BackoffRate",
    "MaxDelaySeconds",
    "JitterStrategy",
    "Retry",
    "Catch",
    "Next",
    "End",
];
