//! Values written anew, in block style at a column or in brackets.

use super::super::Refusal;
use super::super::style::Style;
use super::geometry::{begins_line, column, next_line, shifted};
use super::{Source, Weaver, scalar};
use crate::{Node, NodeKind, TextChange, quote};

/// How deep values may be written; the reader's own limit is deeper.
const MAX_DEPTH: usize = 150;

/// What stood on one line goes on standing on one, up to this length.
const SHORT: usize = 80;

impl<'a> Weaver<'a> {
    /// Whether a value takes lines of its own.
    pub(super) fn is_block(&self, new: Node<'_>) -> bool {
        let collection = new.children().next().is_some();
        let plain_items = new.is_array() && new.items().all(Self::is_scalar);
        collection && !(plain_items && self.layout.short_lists && self.short(new).is_some())
    }

    fn short(&self, new: Node<'_>) -> Option<String> {
        self.flow(new, false, 0).ok().filter(|text| text.len() <= SHORT)
    }

    /// A member whose key stands in `column`. `within` is the key of the object that it goes into.
    pub(super) fn member(
        &self,
        key: &str,
        new: Node<'_>,
        own: usize,
        within: Option<&str>,
        depth: usize,
    ) -> Result<String, Refusal> {
        if within == Some("States")
            && let Some(source) = self.sources.get(key)
        {
            return self.verbatim(source, key, new, own);
        }
        let mut out = scalar::text(key, &self.layout, false, None);
        out.push(':');
        if self.is_block(new) {
            let inner = own + if new.is_array() { self.layout.dash } else { self.layout.unit };
            out.push_str(self.layout.newline);
            out.extend(std::iter::repeat_n(' ', inner));
            out.push_str(&self.block(new, inner, Some(key), depth + 1)?);
        } else {
            out.push(' ');
            out.push_str(&self.inline(new, own, None)?);
        }
        Ok(out)
    }

    /// A collection with something in it, standing in `column`.
    pub(super) fn block(&self, new: Node<'_>, own: usize, key: Option<&str>, depth: usize) -> Result<String, Refusal> {
        if depth > MAX_DEPTH {
            return Err(Refusal::InvalidText("The value is nested too deeply for YAML.".into()));
        }
        let mut lines = Vec::new();
        if new.is_array() {
            for item in new.items() {
                lines.push(self.item(item, own, depth)?);
            }
        } else {
            for member in new.members() {
                lines.push(self.member(&member.key(), member.value(), own, key, depth)?);
            }
        }
        let between = format!("{}{}", self.layout.newline, " ".repeat(own));
        Ok(lines.join(&between))
    }

    /// A list's item, its dash standing in `column`.
    pub(super) fn item(&self, new: Node<'_>, own: usize, depth: usize) -> Result<String, Refusal> {
        let value =
            if self.is_block(new) { self.block(new, own + 2, None, depth + 1)? } else { self.inline(new, own, None)? };
        Ok(format!("- {value}"))
    }

    /// A value that begins on the line of its key or dash, which stands in `column`.
    pub(super) fn inline(&self, new: Node<'_>, own: usize, like: Option<u8>) -> Result<String, Refusal> {
        match new.as_str() {
            Some(value) => {
                let lines = scalar::literal(&value, &self.layout, own + self.layout.unit.max(2));
                Ok(lines
                    .filter(|_| !matches!(like, Some(b'"' | b'\'')))
                    .unwrap_or_else(|| scalar::text(&value, &self.layout, false, like)))
            }
            None => self.flow(new, false, 0),
        }
    }

    /// A value on one line; `json` spells it as JSON does.
    pub(super) fn flow(&self, new: Node<'_>, json: bool, depth: usize) -> Result<String, Refusal> {
        if depth > MAX_DEPTH {
            return Err(Refusal::InvalidText("The value is nested too deeply for YAML.".into()));
        }
        let text = |value: &str| if json { quote(value) } else { scalar::text(value, &self.layout, true, None) };
        Ok(match new.kind() {
            NodeKind::Object => {
                let mut members = Vec::new();
                for member in new.members() {
                    if self.sources.contains_key(&*member.key()) {
                        return Err(self.refuse_flow());
                    }
                    members.push(format!("{}: {}", text(&member.key()), self.flow(member.value(), json, depth + 1)?));
                }
                format!("{{{}}}", members.join(", "))
            }
            NodeKind::Array => {
                let items: Result<Vec<String>, Refusal> =
                    new.items().map(|item| self.flow(item, json, depth + 1)).collect();
                format!("[{}]", items?.join(", "))
            }
            NodeKind::String => text(&new.as_str().unwrap_or_default()),
            NodeKind::Number => scalar::number(new.text()),
            NodeKind::Bool | NodeKind::Null | NodeKind::Broken => new.text().to_owned(),
        })
    }

    fn refuse_flow(&self) -> Refusal {
        let at = self.sources.values().next().map_or(0, |source| source.node.span().start);
        self.refuse("a collection in brackets ({…}) that a state would have to move into or out of", at)
    }

    /// A state's old text under a name and in a column, with what the edit changes in it.
    fn verbatim(&self, source: &Source<'a>, key: &str, new: Node<'_>, own: usize) -> Result<String, Refusal> {
        let node = source.node;
        let Some(member) = node.member() else { return Err(self.refuse_flow()) };
        let start = member.key_span().start;
        if self.is_alias(node)
            || !begins_line(self.text, start)
            || node.parent().is_none_or(|parent| self.is_flow(parent))
        {
            return Err(self.refuse("a state that is not written on lines of its own", start));
        }
        if source.copy
            && let Some(at) = std::iter::once(node)
                .chain(node.descendants())
                .find(|node| self.property(*node) == Some("an anchor (&…)"))
        {
            return Err(self.refuse("an anchor (&…), which a copy would have twice", at.span().start));
        }
        let old_column = column(self.text, start);
        let end = next_line(self.text, self.extent_end(node, old_column));
        let from = if source.copy { start } else { self.comments_above(start) };
        let from = if from < start { from + old_column } else { start };
        let mut changes = Vec::new();
        if member.key() != key {
            changes.push(self.key_change(node, key)?);
        }
        self.value(node, new, false, &mut changes)?;
        let changes = super::weave::sorted(changes).ok_or_else(|| self.refuse("a layout", start))?;
        let inside = changes.into_iter().map(|change| {
            let place = change.span.start.checked_sub(from).zip(change.span.end.checked_sub(from));
            place.map(|(start, end)| TextChange::new(crate::Span::new(start, end), change.insert))
        });
        let inside: Option<Vec<TextChange>> = inside.collect();
        let text = inside.and_then(|changes| TextChange::apply_all(&self.text[from..end], &changes));
        let Some(text) = text else { return Err(self.refuse("a layout", start)) };
        let text = text.strip_suffix('\n').unwrap_or(&text);
        let text = text.strip_suffix('\r').unwrap_or(text);
        Ok(shifted(text, old_column, own))
    }

    /// Another key in the place of one, in its quotes if it has some.
    pub(super) fn key_change(&self, node: Node<'a>, key: &str) -> Result<TextChange, Refusal> {
        let Some(member) = node.member() else { return Err(self.refuse("a layout", node.span().start)) };
        let span = member.key_span();
        let flow = node.parent().is_some_and(|parent| self.is_flow(parent));
        let like = self.text[span.range()].bytes().next();
        Ok(TextChange::new(span, scalar::text(key, &self.layout, flow, like)))
    }

    /// How the children of a collection in brackets are written.
    pub(super) fn flow_style(&self) -> Style {
        Style::in_brackets(self.layout.newline)
    }
}
