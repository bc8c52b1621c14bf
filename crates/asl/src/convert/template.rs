//! Payload templates of JSONPath as those of JSONata.

use super::expression::{Left, Place, expression, text};
use crate::edit::{key_change, value_change};
use crate::{Node, NodeKind, TextChange, quote};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// How deep templates may nest.
const MAX_DEPTH: usize = 100;

/// An expression with its delimiters.
pub(super) fn delimited(expression: &str) -> String {
    format!("{{% {expression} %}}")
}

/// A string that is meant as it stands.
fn plain(text: &str) -> Result<(), Left> {
    if text.trim_start().starts_with("{%") {
        return Err(format!("\"{text}\" would be taken for an expression"));
    }
    Ok(())
}

/// What turns a template into one of JSONata where it stands: keys lose their `.$`, and their paths become expressions.
pub(super) fn in_place(node: Node<'_>, here: &Place, depth: usize, out: &mut Vec<TextChange>) -> Result<(), Left> {
    too_deep(depth)?;
    let mut names = HashSet::new();
    for child in node.children() {
        if let Some(member) = child.member() {
            let key = member.key();
            let name = key.strip_suffix(".$");
            if !names.insert(name.unwrap_or(&key).to_owned()) {
                return Err(format!("\"{key}\" is there twice"));
            }
            if let Some(name) = name {
                let written = child.as_str().ok_or_else(|| format!("\"{key}\" is no text"))?;
                out.push(key_change(member, quote(name)));
                out.push(value_change(child, quote(&delimited(&expression(&written, here)?))));
                continue;
            }
        }
        in_place(child, here, depth + 1, out)?;
    }
    node.as_str().map_or(Ok(()), |text| plain(&text))
}

/// A value that is meant as it stands, such as a Pass state's `Result`.
pub(super) fn literal(node: Node<'_>) -> Result<(), Left> {
    std::iter::once(node).chain(node.descendants()).filter_map(Node::as_str).try_for_each(|text| plain(&text))
}

/// The same for a value that is written anew.
pub(super) fn value(template: &Value, here: &Place, depth: usize) -> Result<Value, Left> {
    too_deep(depth)?;
    Ok(match template {
        Value::Object(members) => {
            let mut out = Map::new();
            for (key, inner) in members {
                let (name, inner) = match key.strip_suffix(".$") {
                    Some(name) => {
                        let written = inner.as_str().ok_or_else(|| format!("\"{key}\" is no text"))?;
                        (name, Value::from(delimited(&expression(written, here)?)))
                    }
                    None => (key.as_str(), value(inner, here, depth + 1)?),
                };
                if out.insert(name.to_owned(), inner).is_some() {
                    return Err(format!("\"{key}\" is there twice"));
                }
            }
            Value::Object(out)
        }
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| value(item, here, depth + 1)).collect::<Result<_, _>>()?)
        }
        Value::String(text) => {
            plain(text)?;
            template.clone()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => template.clone(),
    })
}

/// A template as one expression.
pub(super) fn as_expression(node: Node<'_>, here: &Place, depth: usize) -> Result<String, Left> {
    too_deep(depth)?;
    match node.kind() {
        NodeKind::Object => {
            let mut parts = Vec::new();
            for member in node.members() {
                let key = member.key();
                let (name, inner) = match key.strip_suffix(".$") {
                    Some(name) => {
                        let written = member.value().as_str().ok_or_else(|| format!("\"{key}\" is no text"))?;
                        (name, expression(&written, here)?)
                    }
                    None => (&*key, as_expression(member.value(), here, depth + 1)?),
                };
                parts.push(format!("{}: {inner}", text(name)));
            }
            Ok(format!("{{{}}}", parts.join(", ")))
        }
        NodeKind::Array => {
            // Brackets of JSONata join the arrays that their expressions give; what is written out is safe.
            let computed = |node: Node<'_>| node.member().is_some_and(|member| member.key().ends_with(".$"));
            if node.descendants().any(computed) {
                return Err("a list of what is computed cannot be merged in one expression".to_owned());
            }
            as_literal(node, depth)
        }
        NodeKind::String => {
            let own = node.as_str().unwrap_or_default();
            deployed(&own)?;
            Ok(text(&own))
        }
        NodeKind::Number | NodeKind::Bool | NodeKind::Null => Ok(node.text().to_owned()),
        NodeKind::Broken => Err("it is not well-formed".to_owned()),
    }
}

/// A value that is written out, as an expression.
pub(super) fn as_literal(node: Node<'_>, depth: usize) -> Result<String, Left> {
    too_deep(depth)?;
    match node.kind() {
        NodeKind::Object => {
            let parts: Result<Vec<String>, Left> = node
                .members()
                .map(|member| Ok(format!("{}: {}", text(&member.key()), as_literal(member.value(), depth + 1)?)))
                .collect();
            Ok(format!("{{{}}}", parts?.join(", ")))
        }
        NodeKind::Array => {
            let parts: Result<Vec<String>, Left> = node.items().map(|item| as_literal(item, depth + 1)).collect();
            Ok(format!("[{}]", parts?.join(", ")))
        }
        NodeKind::String => {
            let own = node.as_str().unwrap_or_default();
            deployed(&own)?;
            Ok(text(&own))
        }
        NodeKind::Number | NodeKind::Bool | NodeKind::Null => Ok(node.text().to_owned()),
        NodeKind::Broken => Err("it is not well-formed".to_owned()),
    }
}

/// What is only known when it is deployed may hold a quote.
fn deployed(text: &str) -> Result<(), Left> {
    if text.contains("${") { Err(format!("{text} is only known when it is deployed")) } else { Ok(()) }
}

fn too_deep(depth: usize) -> Result<(), Left> {
    if depth > MAX_DEPTH { Err("it nests too deeply".to_owned()) } else { Ok(()) }
}
