//! Writes what was read as JSON, and where each value stands in the YAML.

use super::value::{Content, Key, Value};
use super::{MAX_DEPTH, MAX_VALUES};
use crate::Span;
use crate::syntax::{SyntaxError, quote};
use std::collections::HashSet;

/// JSON, and for each of its values in the order of the text the value's and the key's place in the YAML.
pub(super) struct Emitted {
    pub json: String,
    pub places: Vec<(Span, Span)>,
}

struct Emitter<'e> {
    out: Emitted,
    errors: &'e mut Vec<SyntaxError>,
    full: bool,
}

pub(super) fn emit(root: &Value, errors: &mut Vec<SyntaxError>) -> Emitted {
    let mut emitter = Emitter { out: Emitted { json: String::new(), places: Vec::new() }, errors, full: false };
    emitter.value(root, None, None, 0);
    emitter.out
}

impl Emitter<'_> {
    /// `alias` is the alias's place, where the value stands for one.
    fn value(&mut self, value: &Value, key: Option<Span>, alias: Option<Span>, depth: usize) {
        let span = alias.unwrap_or(value.span);
        if let Content::Alias(target) = &value.content {
            // An alias inside what it stands for was refused when it was read, so this ends.
            return self.value(target, key, Some(span), depth + 1);
        }
        self.out.places.push((span, key.unwrap_or(span)));
        if !self.full && (self.out.places.len() >= MAX_VALUES || depth >= MAX_DEPTH * 2) {
            self.full = true;
            let message = "The aliases stand for more than can be shown; write it out, or use fewer.";
            self.errors.push(SyntaxError::new(message, span));
        }
        match &value.content {
            _ if self.full => self.out.json.push_str("null"),
            Content::Null | Content::Alias(_) => self.out.json.push_str("null"),
            Content::Bool(value) => self.out.json.push_str(if *value { "true" } else { "false" }),
            Content::Number(text) => self.out.json.push_str(text),
            Content::Text(text) => self.out.json.push_str(&quote(text)),
            Content::List(items) => {
                self.out.json.push('[');
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        self.out.json.push(',');
                    }
                    self.value(item, None, alias, depth + 1);
                    if self.full {
                        break;
                    }
                }
                self.out.json.push(']');
            }
            Content::Map(members) => {
                self.out.json.push('{');
                let mut first = true;
                for (key, value) in merged(members) {
                    if self.full {
                        break;
                    }
                    if !first {
                        self.out.json.push(',');
                    }
                    first = false;
                    self.out.json.push_str(&quote(&key.text));
                    self.out.json.push(':');
                    self.value(value.0, Some(alias.or(value.1).unwrap_or(key.span)), alias.or(value.1), depth + 1);
                }
                self.out.json.push('}');
            }
        }
    }
}

type Merged<'v> = (&'v Key, (&'v Value, Option<Span>));

/// A map's members with those of its merge keys (`<<`) in their place; the map's own count more.
fn merged(members: &[(Key, Value)]) -> Vec<Merged<'_>> {
    if !members.iter().any(|(key, _)| key.merges()) {
        return members.iter().map(|(key, value)| (key, (value, None))).collect();
    }
    let mut taken: HashSet<&str> = members.iter().map(|(key, _)| key.text.as_str()).collect();
    let mut all = Vec::new();
    for (key, value) in members {
        if !key.merges() {
            all.push((key, (value, None)));
            continue;
        }
        let sources: Vec<&Value> = match &value.content {
            Content::List(items) => items.iter().collect(),
            _ => vec![value],
        };
        for source in sources {
            let Content::Alias(target) = &source.content else { continue };
            if let Content::Map(members) = &target.content {
                for (key, inner) in members {
                    if taken.insert(&key.text) {
                        all.push((key, (inner, Some(source.span))));
                    }
                }
            }
        }
    }
    all
}
