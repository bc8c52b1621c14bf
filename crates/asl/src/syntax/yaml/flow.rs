//! Flow style: what brackets say.

use super::MAX_DEPTH;
use super::reader::Reader;
use super::scalar;
use super::value::{Content, Key, Value};
use crate::Span;

impl Reader<'_> {
    /// `[…]` or `{…}`.
    pub(super) fn flow_collection(&mut self) -> Value {
        if self.depth >= MAX_DEPTH {
            self.error("Collections are nested too deeply.", Span::new(self.at, self.at + 1));
            self.at = self.bytes.len();
            return Value::null(self.at);
        }
        self.depth += 1;
        let value = if self.peek() == Some(b'[') { self.flow_list() } else { self.flow_map() };
        self.depth -= 1;
        value
    }

    fn flow_list(&mut self) -> Value {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                Some(b']') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                None => {
                    self.unclosed(start, "]");
                    break;
                }
                Some(b'}') => {
                    self.unclosed(start, "]");
                    break;
                }
                Some(_) if self.block_begins(start) => {
                    self.unclosed(start, "]");
                    break;
                }
                Some(_) => {
                    let item = self.flow_value();
                    self.skip_blank();
                    if self.peek() == Some(b':') {
                        // `[a: b]` is a list of one map.
                        self.at += 1;
                        self.skip_blank();
                        let key = self.as_key(&item);
                        let value = if self.at_flow_end() { Value::null(self.at) } else { self.flow_value() };
                        let span = item.span.cover(value.span);
                        items.push(Value { content: Content::Map(vec![(key, value)]), span });
                    } else {
                        items.push(item);
                    }
                    self.comma(b']');
                }
            }
        }
        Value { content: Content::List(items), span: Span::new(start, self.at) }
    }

    fn flow_map(&mut self) -> Value {
        let start = self.at;
        self.at += 1;
        let mut members = Vec::new();
        loop {
            self.skip_blank();
            match self.peek() {
                Some(b'}') => {
                    self.at += 1;
                    break;
                }
                Some(b',') => self.at += 1,
                None | Some(b']') => {
                    self.unclosed(start, "}");
                    break;
                }
                Some(_) if self.block_begins(start) => {
                    self.unclosed(start, "}");
                    break;
                }
                Some(_) => {
                    let key = self.flow_value();
                    self.skip_blank();
                    let value = if self.peek() == Some(b':') {
                        self.at += 1;
                        self.skip_blank();
                        if self.at_flow_end() { Value::null(self.at) } else { self.flow_value() }
                    } else {
                        Value::null(key.span.end)
                    };
                    members.push((self.as_key(&key), value));
                    self.comma(b'}');
                }
            }
        }
        Value { content: Content::Map(members), span: Span::new(start, self.at) }
    }

    fn flow_value(&mut self) -> Value {
        let properties = self.properties();
        self.skip_blank();
        let value = match self.peek() {
            Some(b'[' | b'{') => self.flow_collection(),
            Some(b'"' | b'\'') => self.quoted(),
            Some(b'*') => self.alias(),
            Some(byte @ (b'%' | b'@' | b'`')) => {
                let message = if byte == b'%' {
                    "A JSONata expression needs quotes around it in YAML: \"{% … %}\"."
                } else {
                    "A text cannot begin with this character; put it in quotes."
                };
                self.error(message, Span::new(self.at, self.at + 1));
                self.flow_plain()
            }
            Some(_) => self.flow_plain(),
            None => Value::null(self.at),
        };
        self.finish(value, properties)
    }

    fn flow_plain(&mut self) -> Value {
        let start = self.at;
        let end = self.end_of_plain_line(start, true);
        let raw = self.text[start..end].trim_end();
        // At least one character, so that whatever is there is passed.
        let next = self.text[start..].chars().next().map_or(0, char::len_utf8);
        let length = if raw.is_empty() { next } else { raw.len() };
        self.at = start + length;
        if !raw.is_empty() {
            self.flow_plain_lines();
        }
        let raw = &self.text[start..self.at];
        let content = if raw.contains('\n') { Content::Text(scalar::folded_plain(raw)) } else { scalar::plain(raw) };
        Value { content, span: Span::new(start, self.at) }
    }

    /// Goes on over the further lines of a plain scalar.
    fn flow_plain_lines(&mut self) {
        loop {
            let before = self.at;
            self.skip_spaces();
            if !self.at_line_break() {
                self.at = before;
                return;
            }
            self.skip_line_breaks();
            let (line, end) = (self.at, self.end_of_plain_line(self.at, true));
            // A key on a new line rather belongs to what stands around an unclosed bracket.
            let key = self.bytes.get(end) == Some(&b':');
            if end == line || key || self.peek() == Some(b'#') || self.at_any_marker() {
                self.at = before;
                return;
            }
            self.at = self.trimmed(line, end);
        }
    }

    fn at_flow_end(&self) -> bool {
        matches!(self.peek(), None | Some(b',' | b']' | b'}'))
    }

    fn comma(&mut self, close: u8) {
        self.skip_blank();
        match self.peek() {
            Some(b',') => self.at += 1,
            Some(b']' | b'}') | None => {}
            Some(_) if self.block_begins(self.at) => {}
            Some(_) => self.error(format!("A comma or \"{}\" is missing here.", char::from(close)), Span::at(self.at)),
        }
    }

    /// Whether a new key begins at the line's start: then a bracket was left open above.
    fn block_begins(&self, start: usize) -> bool {
        if self.at < start || self.at == 0 || self.bytes[self.at - 1] != b'\n' {
            return false;
        }
        let end = self.end_of_plain_line(self.at, true);
        end > self.at && self.bytes.get(end) == Some(&b':')
    }

    fn unclosed(&mut self, start: usize, close: &str) {
        self.error(format!("This is never closed; add \"{close}\"."), Span::new(start, start + 1));
    }

    fn as_key(&self, value: &Value) -> Key {
        let text = match &value.content {
            Content::Text(text) => text.clone(),
            Content::Null
            | Content::Bool(_)
            | Content::Number(_)
            | Content::List(_)
            | Content::Map(_)
            | Content::Alias(_) => self.text[value.span.range()].to_owned(),
        };
        Key { text, span: value.span }
    }
}
