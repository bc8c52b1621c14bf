//! Block style: what indentation says.

use super::scalar::{self, Chomp};
use super::value::{Content, Key, Value};
use super::{MAX_DEPTH, MAX_ERRORS};
use crate::Span;
use crate::syntax::SyntaxError;
use std::collections::HashMap;
use std::rc::Rc;

pub(super) struct Reader<'t> {
    pub text: &'t str,
    pub bytes: &'t [u8],
    pub at: usize,
    pub errors: Vec<SyntaxError>,
    pub depth: usize,
    anchors: HashMap<String, Rc<Value>>,
}

/// A tag or anchor before a value.
#[derive(Default)]
pub(super) struct Properties {
    tag: Option<String>,
    anchor: Option<String>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Reader<'t> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Reader { text, bytes: text.as_bytes(), at, errors: Vec::new(), depth: 0, anchors: HashMap::new() }
    }

    pub(super) fn document(&mut self) -> Option<Value> {
        self.skip_blank();
        while self.peek() == Some(b'%') && self.column() == 0 {
            self.skip_line();
            self.skip_blank();
        }
        if self.at_marker("---") {
            self.at += 3;
        }
        self.skip_blank();
        if self.at >= self.bytes.len() || self.at_marker("...") {
            return None;
        }
        let value = self.block_value(-1);
        self.skip_blank();
        if self.at_marker("...") {
            self.at += 3;
            self.skip_blank();
        }
        if self.at < self.bytes.len() {
            let message = if self.at_marker("---") {
                "A definition is one YAML document; remove the second."
            } else {
                "This does not belong to what stands before it; check the indentation."
            };
            self.error(message, Span::new(self.at, self.line_end()));
        }
        Some(value)
    }

    /// The value whose first token is here; it belongs to what stands at column `parent`.
    pub(super) fn block_value(&mut self, parent: isize) -> Value {
        if self.depth >= MAX_DEPTH {
            self.error("Collections are nested too deeply.", Span::new(self.at, self.line_end()));
            self.at = self.bytes.len();
            return Value::null(self.at);
        }
        self.depth += 1;
        let value = self.block_value_inside(parent);
        self.depth -= 1;
        value
    }

    fn block_value_inside(&mut self, parent: isize) -> Value {
        let properties = self.properties();
        self.skip_spaces();
        if self.at_end_of_line() {
            // Properties alone on the line: the value follows below.
            let empty = self.at;
            self.skip_blank();
            if self.at >= self.bytes.len() || self.is_outside(parent) || self.at_any_marker() {
                return self.finish(Value::null(empty), properties);
            }
        }
        let value = match self.peek() {
            Some(b'-') if self.indicator(1) => self.sequence(),
            Some(b'?') if self.indicator(1) => {
                self.error(
                    "Keys that are more than a line of text are not read; write the key before a \":\".",
                    Span::new(self.at, self.line_end()),
                );
                self.skip_line();
                Value::null(self.at)
            }
            _ if self.is_key_here() => self.mapping(),
            _ => self.inline_value(parent),
        };
        self.finish(value, properties)
    }

    /// A value that is no block collection.
    fn inline_value(&mut self, parent: isize) -> Value {
        match self.peek() {
            Some(b'[' | b'{') => self.flow_collection(),
            Some(b'"' | b'\'') => self.quoted(),
            Some(b'|' | b'>') => self.block_scalar(parent),
            Some(b'*') => self.alias(),
            Some(b'@' | b'`' | b'%') => {
                self.error(
                    "A text cannot begin with this character; put it in quotes.",
                    Span::new(self.at, self.at + 1),
                );
                self.plain(parent)
            }
            Some(_) => self.plain(parent),
            None => Value::null(self.at),
        }
    }

    fn sequence(&mut self) -> Value {
        let (start, column) = (self.at, self.column());
        let mut items = Vec::new();
        let mut end = start;
        loop {
            self.at += 1;
            let dash_end = self.at;
            self.skip_spaces();
            let item = if self.at_end_of_line() {
                self.skip_blank();
                if self.at < self.bytes.len() && self.column() > column && !self.at_any_marker() {
                    self.block_value(below_column(column))
                } else {
                    Value::null(dash_end)
                }
            } else {
                self.block_value(below_column(column))
            };
            end = end.max(item.span.end).max(dash_end);
            items.push(item);
            self.after_value();
            if !self.next_at(column) || self.peek() != Some(b'-') || !self.indicator(1) {
                break;
            }
        }
        Value { content: Content::List(items), span: Span::new(start, end) }
    }

    fn mapping(&mut self) -> Value {
        let (start, column) = (self.at, self.column());
        let mut members: Vec<(Key, Value)> = Vec::new();
        let mut end = start;
        loop {
            let line = self.at;
            match self.key() {
                Some(key) => {
                    let value = self.member_value(column);
                    end = end.max(value.span.end).max(key.span.end);
                    members.push((key, value));
                }
                None => {
                    let text = self.text[line..self.line_end()].trim_end().to_owned();
                    let span = Span::new(line, line + text.len());
                    self.error("A \":\" is missing behind this key.", span);
                    self.skip_line();
                    end = end.max(span.end);
                    members.push((Key { text, span }, Value::null(span.end)));
                }
            }
            self.after_value();
            if !self.next_at(column) || self.at_any_marker() || (self.peek() == Some(b'-') && self.indicator(1)) {
                break;
            }
        }
        Value { content: Content::Map(members), span: Span::new(start, end) }
    }

    /// What follows a key's colon.
    fn member_value(&mut self, column: usize) -> Value {
        let colon = self.at;
        self.skip_spaces();
        let before = self.at;
        let properties = self.properties();
        self.skip_spaces();
        let value = if self.at_end_of_line() {
            self.skip_blank();
            let below = if self.at < self.bytes.len() && !self.at_any_marker() { Some(self.column()) } else { None };
            match below {
                Some(below) if below > column => self.block_value(below_column(column)),
                // A list may stand below its key without further indentation.
                Some(below) if below == column && self.peek() == Some(b'-') && self.indicator(1) => {
                    self.block_value(below_column(column) - 1)
                }
                Some(_) | None => Value::null(if before > colon { before } else { colon }),
            }
        } else if self.peek() == Some(b'-') && self.indicator(1) {
            self.error("A list cannot begin behind its key; put it on the next line.", Span::new(self.at, self.at + 1));
            self.sequence()
        } else {
            self.inline_value(below_column(column))
        };
        self.finish(value, properties)
    }

    /// A key and its colon; the reader then stands behind the colon. None where there is no key.
    fn key(&mut self) -> Option<Key> {
        let start = self.at;
        let (text, end, after) = self.scan_key()?;
        self.at = after;
        Some(Key { text, span: Span::new(start, end) })
    }

    fn is_key_here(&self) -> bool {
        !matches!(self.peek(), Some(b'[' | b'{' | b'|' | b'>')) && self.scan_key().is_some()
    }

    /// Looks for a key on this line: its text, its end, and where its colon ends.
    fn scan_key(&self) -> Option<(String, usize, usize)> {
        let start = self.at;
        let (text, mut at) = match self.peek()? {
            quote @ (b'"' | b'\'') => {
                let end = self.end_of_quoted(start, quote)?;
                let raw = &self.text[start + 1..end - 1];
                if raw.contains('\n') {
                    return None;
                }
                (if quote == b'"' { scalar::double_quoted(raw).0 } else { scalar::single_quoted(raw) }, end)
            }
            _ => {
                let end = self.end_of_plain_line(start, false);
                let text = self.text[start..end].trim_end();
                (text.to_owned(), start + text.len())
            }
        };
        let end = at;
        while matches!(self.bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        let colon = self.bytes.get(at) == Some(&b':') && self.bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        colon.then_some((text, end, at + 1))
    }

    /// Where a plain scalar ends on this line.
    pub(super) fn end_of_plain_line(&self, from: usize, in_flow: bool) -> usize {
        let mut at = from;
        while let Some(&byte) = self.bytes.get(at) {
            let next = self.bytes.get(at + 1);
            match byte {
                b'\n' | b'\r' => break,
                b':' if next.is_none_or(u8::is_ascii_whitespace) => break,
                b':' if in_flow && next.is_some_and(|next| matches!(next, b',' | b'[' | b']' | b'{' | b'}')) => break,
                b'#' if at > from && matches!(self.bytes[at - 1], b' ' | b'\t') => break,
                b',' | b'[' | b']' | b'{' | b'}' if in_flow => break,
                _ => at += 1,
            }
        }
        at
    }

    /// A plain scalar; lines below that are indented deeper than `parent` continue it.
    fn plain(&mut self, parent: isize) -> Value {
        let start = self.at;
        let mut end = self.trimmed(start, self.end_of_plain_line(start, false));
        self.at = end;
        if self.rest_of_line_is_colon() {
            let span = Span::new(start, self.line_end());
            self.error("A map cannot begin behind a key; put it on the next line, or the text in quotes.", span);
            let text = self.text[start..self.line_end()].trim_end();
            self.at = start + text.len();
            return Value { content: Content::Text(text.to_owned()), span: Span::new(start, self.at) };
        }
        loop {
            self.skip_spaces();
            if !self.at_line_break() {
                break;
            }
            let before = self.at;
            self.skip_line_breaks();
            let continues = self.at < self.bytes.len()
                && !self.is_outside(parent)
                && self.peek() != Some(b'#')
                && !self.at_any_marker()
                && self.scan_key().is_none();
            if !continues {
                self.at = before;
                break;
            }
            end = self.trimmed(self.at, self.end_of_plain_line(self.at, false));
            self.at = end;
        }
        self.at = end;
        let raw = &self.text[start..end];
        let content = if raw.contains('\n') { Content::Text(scalar::folded_plain(raw)) } else { scalar::plain(raw) };
        Value { content, span: Span::new(start, end) }
    }

    pub(super) fn quoted(&mut self) -> Value {
        let start = self.at;
        let quote = self.bytes[start];
        let closed = self.end_of_quoted(start, quote);
        let end = closed.unwrap_or(self.bytes.len());
        let raw = &self.text[start + 1..closed.map_or(end, |end| end - 1)];
        if closed.is_none() {
            self.error("This text has no closing quote.", Span::new(start, self.line_end()));
        }
        self.at = end;
        let text = if quote == b'"' {
            let (text, wrong) = scalar::double_quoted(raw);
            if let Some(wrong) = wrong {
                self.error(
                    "This escape is none; write \\\\ for a backslash.",
                    Span::new(start + 1 + wrong, start + 2 + wrong),
                );
            }
            text
        } else {
            scalar::single_quoted(raw)
        };
        Value { content: Content::Text(text), span: Span::new(start, end) }
    }

    /// Where a quoted text ends, its closing quote included.
    fn end_of_quoted(&self, start: usize, quote: u8) -> Option<usize> {
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' if quote == b'"' => at += 2,
                b'\'' if quote == b'\'' && self.bytes.get(at + 1) == Some(&b'\'') => at += 2,
                byte if byte == quote => return Some(at + 1),
                _ => at += 1,
            }
        }
        None
    }

    fn block_scalar(&mut self, parent: isize) -> Value {
        let start = self.at;
        let folded = self.bytes[start] == b'>';
        let (mut chomp, mut given) = (Chomp::Clip, None);
        self.at += 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'-' => chomp = Chomp::Strip,
                b'+' => chomp = Chomp::Keep,
                b'1'..=b'9' => given = Some(usize::from(byte - b'0')),
                _ => break,
            }
            self.at += 1;
        }
        self.skip_spaces();
        if !self.at_end_of_line() {
            self.error("Behind \"|\" or \">\" the text begins on the next line.", Span::new(self.at, self.line_end()));
        }
        self.skip_line();
        let least = usize::try_from(parent + 1).unwrap_or(0);
        let mut indent = given.map(|given| given + usize::try_from(parent.max(0)).unwrap_or(0));
        let mut lines: Vec<&str> = Vec::new();
        let mut end = self.at.min(self.bytes.len());
        while self.at < self.bytes.len() {
            let line_end = self.line_end();
            let line = &self.text[self.at..line_end];
            let blank = line.trim_matches([' ', '\t']).is_empty();
            let own = line.bytes().take_while(|byte| *byte == b' ').count();
            if !blank {
                let needed = *indent.get_or_insert(own.max(least));
                if own < needed {
                    break;
                }
            }
            lines.push(if blank {
                line.get(indent.unwrap_or(usize::MAX)..).unwrap_or("")
            } else {
                &line[indent.unwrap_or(0)..]
            });
            end = line_end;
            self.at = line_end;
            self.skip_one_break();
        }
        // Trailing blank lines are the scalar's; what is kept of them the chomping says.
        let text = scalar::block(&lines, folded, chomp);
        Value { content: Content::Text(text), span: Span::new(start, end.max(start + 1)) }
    }

    pub(super) fn alias(&mut self) -> Value {
        let start = self.at;
        self.at += 1;
        let name = self.name();
        let span = Span::new(start, self.at);
        match self.anchors.get(&name) {
            Some(target) => Value { content: Content::Alias(target.clone()), span },
            None => {
                self.error(format!("No anchor \"&{name}\" stands before this."), span);
                Value { content: Content::Null, span }
            }
        }
    }

    /// Tags and anchors before a value.
    pub(super) fn properties(&mut self) -> Properties {
        let mut properties = Properties::default();
        loop {
            self.skip_spaces();
            match self.peek() {
                Some(b'&') => {
                    self.at += 1;
                    properties.anchor = Some(self.name());
                }
                Some(b'!') => {
                    let start = self.at;
                    while self.bytes.get(self.at).is_some_and(|byte| {
                        !byte.is_ascii_whitespace() && !matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
                    }) {
                        self.at += 1;
                    }
                    properties.tag = Some(self.text[start..self.at].to_owned());
                }
                _ => return properties,
            }
        }
    }

    /// Gives a value its tag's meaning and its anchor's name.
    pub(super) fn finish(&mut self, mut value: Value, properties: Properties) -> Value {
        match properties.tag.as_deref() {
            Some("!!str" | "!") => {
                let text = match &value.content {
                    Content::Null => Some(String::new()),
                    Content::Bool(_) | Content::Number(_) => Some(self.text[value.span.range()].to_owned()),
                    Content::Text(_) | Content::List(_) | Content::Map(_) | Content::Alias(_) => None,
                };
                if let Some(text) = text {
                    value.content = Content::Text(text);
                }
            }
            // CloudFormation replaces these before AWS sees the definition; `${…}` says so.
            Some("!Ref" | "!GetAtt" | "!ImportValue") => {
                value.content = Content::Text(format!("${{{}}}", &self.text[value.span.range()]));
            }
            Some(tag) if tag.starts_with('!') && !tag.starts_with("!!") && tag != "!Sub" => {
                if matches!(value.content, Content::List(_) | Content::Map(_)) {
                    value.content = Content::Text(format!("${{{}}}", &tag[1..]));
                }
            }
            Some(_) | None => {}
        }
        if let Some(anchor) = properties.anchor {
            self.anchors.insert(anchor, Rc::new(value.clone()));
        }
        value
    }

    fn name(&mut self) -> String {
        let start = self.at;
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b',' | b'[' | b']' | b'{' | b'}'))
        {
            self.at += 1;
        }
        self.text[start..self.at].to_owned()
    }

    /// Behind a value its line must be at its end.
    fn after_value(&mut self) {
        // A block collection or scalar already stands at a new line.
        if self.text[..self.at].ends_with('\n') {
            return;
        }
        let mut at = self.at;
        while matches!(self.bytes.get(at), Some(b' ' | b'\t')) {
            at += 1;
        }
        match self.bytes.get(at) {
            None | Some(b'\n' | b'\r') => {}
            Some(b'#') if at > self.at => {}
            Some(_)
                if self.column_of(at) == at - self.line_start(at)
                    && self.text[self.line_start(at)..at].trim().is_empty() => {}
            Some(_) => {
                let end = self.line_end_of(at);
                self.error(
                    "This does not belong to the value before it; put it on a line of its own, or the text in quotes.",
                    Span::new(at, end),
                );
                self.at = end;
            }
        }
    }

    /// Goes to the next token; whether it stands at the column. Tokens that are deeper belong to nothing and are skipped.
    fn next_at(&mut self, column: usize) -> bool {
        loop {
            self.skip_blank();
            if self.at >= self.bytes.len() || self.column() < column {
                return false;
            }
            if self.column() == column {
                return true;
            }
            self.error("This is indented deeper than what it belongs to.", Span::new(self.at, self.line_end()));
            self.skip_line();
        }
    }

    pub(super) fn error(&mut self, message: impl Into<String>, span: Span) {
        if self.errors.len() < MAX_ERRORS {
            let end = self.text.ceil_char_boundary(span.end.min(self.text.len()));
            let start = self.text.floor_char_boundary(span.start.min(end));
            self.errors.push(SyntaxError::new(message, Span::new(start, end)));
        }
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Whether behind the next `length` bytes there is white space or the end, which makes `-` and `?` indicators.
    fn indicator(&self, length: usize) -> bool {
        self.bytes.get(self.at + length).is_none_or(u8::is_ascii_whitespace)
    }

    /// Whether what is here is not indented deeper than what stands at column `parent`.
    fn is_outside(&self, parent: isize) -> bool {
        isize::try_from(self.column()).is_ok_and(|column| column <= parent)
    }

    fn column(&self) -> usize {
        self.column_of(self.at)
    }

    fn column_of(&self, at: usize) -> usize {
        at - self.line_start(at)
    }

    fn line_start(&self, at: usize) -> usize {
        // A byte order mark is no part of the first line.
        let mark = if self.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        self.bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(mark.min(at), |line| line + 1)
    }

    pub(super) fn line_end(&self) -> usize {
        self.line_end_of(self.at)
    }

    fn line_end_of(&self, at: usize) -> usize {
        let at = at.min(self.bytes.len());
        let end =
            self.bytes[at..].iter().position(|byte| *byte == b'\n').map_or(self.bytes.len(), |length| at + length);
        if end > at && self.bytes[end - 1] == b'\r' { end - 1 } else { end }
    }

    fn skip_line(&mut self) {
        self.at = self.line_end();
        self.skip_one_break();
    }

    fn skip_one_break(&mut self) {
        if self.bytes.get(self.at) == Some(&b'\r') {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'\n') {
            self.at += 1;
        }
    }

    pub(super) fn skip_spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t')) {
            self.at += 1;
        }
    }

    pub(super) fn skip_line_breaks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// White space, line breaks and comments.
    pub(super) fn skip_blank(&mut self) {
        loop {
            let line_start = self.at == 0 || self.bytes[self.at - 1] == b'\n';
            let start = self.at;
            self.skip_spaces();
            if line_start && self.bytes[start..self.at].contains(&b'\t') && !self.at_end_of_line() {
                self.error("Indentation is written in spaces; this has a tab.", Span::new(start, self.at));
            }
            match self.peek() {
                Some(b'\n' | b'\r') => self.at += 1,
                Some(b'#') if self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace() => {
                    self.at = self.line_end()
                }
                _ => return,
            }
        }
    }

    pub(super) fn at_line_break(&self) -> bool {
        matches!(self.peek(), Some(b'\n' | b'\r'))
    }

    fn at_end_of_line(&self) -> bool {
        match self.peek() {
            None | Some(b'\n' | b'\r') => true,
            Some(b'#') => self.at == 0 || self.bytes[self.at - 1].is_ascii_whitespace(),
            Some(_) => false,
        }
    }

    fn rest_of_line_is_colon(&self) -> bool {
        self.peek() == Some(b':') && self.indicator(1)
    }

    fn at_marker(&self, marker: &str) -> bool {
        self.column() == 0 && self.text[self.at..].starts_with(marker) && self.indicator(3)
    }

    pub(super) fn at_any_marker(&self) -> bool {
        self.at_marker("---") || self.at_marker("...")
    }

    /// `to` without the white space before it.
    pub(super) fn trimmed(&self, from: usize, to: usize) -> usize {
        from + self.text[from..to].trim_end().len()
    }
}

/// A column as what values must be indented deeper than.
fn below_column(column: usize) -> isize {
    isize::try_from(column).unwrap_or(isize::MAX)
}
