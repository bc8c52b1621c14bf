//! How a file is written, so that what is added looks like the rest.

use crate::{Node, quote};
use serde_json::Value;

/// A file's own style, read off its root object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Style {
    /// `\n` or `\r\n`.
    newline: &'static str,
    /// One step of indentation.
    unit: String,
    /// Whether members stand on lines of their own; a minified file has none.
    pretty: bool,
    /// What stands between key and value.
    colon: String,
    /// What stands behind a comma where things stand on one line.
    space: &'static str,
}

/// Text to be written: JSON values and pieces of the old text.
#[derive(Debug, Clone)]
pub(crate) enum Fragment<'a> {
    /// A value in the file's style.
    Json(&'a Value),
    /// An object of fragments.
    Object(Vec<(&'a str, Fragment<'a>)>),
    /// An array of fragments.
    Array(Vec<Fragment<'a>>),
    /// A string.
    Text(&'a str),
    /// `true`
    True,
    /// An object whose members are kept as they are written.
    Members(Vec<Verbatim>),
    /// Anything, kept as it is written.
    Verbatim(Verbatim),
}

/// A piece of old text and the indentation of the line that it began on.
#[derive(Debug, Clone)]
pub(crate) struct Verbatim {
    pub text: String,
    pub indent: String,
}

impl Style {
    pub(crate) fn of(text: &str, root: Option<Node<'_>>) -> Style {
        let newline = match text.find('\n') {
            Some(at) if text[..at].ends_with('\r') => "\r\n",
            Some(_) | None => "\n",
        };
        let children: Vec<Node<'_>> = root.into_iter().flat_map(Node::children).take(2).collect();
        let Some(first) = children.first().and_then(|child| child.member()) else {
            return Style { newline, unit: "  ".into(), pretty: true, colon: ": ".into(), space: " " };
        };
        let before = &text[root.map_or(0, |root| root.span().start + 1)..first.key_span().start];
        let pretty = before.contains('\n');
        let own = before.rsplit('\n').next().unwrap_or_default();
        let base = root.map_or("", |root| line_indent(text, root.span().start));
        let unit = match own.strip_prefix(base) {
            Some(unit) if pretty && !unit.is_empty() => unit.to_owned(),
            Some(_) | None => "  ".to_owned(),
        };
        let colon = &text[first.key_span().end..first.value().span().start];
        let colon = if colon.contains(['\n', '\r']) { ": " } else { colon };
        let space = match children.get(1).and_then(|child| child.member()) {
            Some(second) if !pretty => {
                let between = &text[first.span().end..second.key_span().start];
                if between.ends_with(char::is_whitespace) { " " } else { "" }
            }
            Some(_) | None if colon.ends_with(' ') => " ",
            Some(_) | None => "",
        };
        Style { newline, unit, pretty, colon: colon.to_owned(), space }
    }

    /// For children put into YAML's brackets.
    pub(crate) fn in_brackets(newline: &'static str) -> Style {
        Style { newline, unit: "  ".into(), pretty: false, colon: ": ".into(), space: " " }
    }

    pub(crate) fn newline(&self) -> &'static str {
        self.newline
    }

    pub(crate) fn unit(&self) -> &str {
        &self.unit
    }

    pub(crate) fn pretty(&self) -> bool {
        self.pretty
    }

    pub(crate) fn colon(&self) -> &str {
        &self.colon
    }

    pub(crate) fn space(&self) -> &'static str {
        self.space
    }

    /// `"key": value`, its first line standing at `indent`.
    pub(crate) fn member(&self, key: &str, value: &Fragment<'_>, indent: &str, pretty: bool) -> String {
        let mut out = quote(key);
        out.push_str(&self.colon);
        self.write(value, indent, pretty, &mut out);
        out
    }

    /// A value, its first line standing at `indent`.
    pub(crate) fn value(&self, value: &Fragment<'_>, indent: &str, pretty: bool) -> String {
        let mut out = String::new();
        self.write(value, indent, pretty, &mut out);
        out
    }

    fn write(&self, fragment: &Fragment<'_>, indent: &str, pretty: bool, out: &mut String) {
        match fragment {
            Fragment::Json(value) => self.json(value, indent, pretty, out),
            Fragment::Text(text) => out.push_str(&quote(text)),
            Fragment::True => out.push_str("true"),
            Fragment::Verbatim(old) => out.push_str(&old.shifted(indent)),
            Fragment::Object(members) => {
                self.list('{', '}', members.iter(), indent, pretty, out, |(key, value), indent, out| {
                    out.push_str(&self.member(key, value, indent, pretty));
                });
            }
            Fragment::Array(items) => {
                self.list('[', ']', items.iter(), indent, pretty, out, |item, indent, out| {
                    self.write(item, indent, pretty, out);
                });
            }
            Fragment::Members(members) => {
                self.list('{', '}', members.iter(), indent, pretty, out, |member, indent, out| {
                    out.push_str(&member.shifted(indent));
                });
            }
        }
    }

    fn json(&self, value: &Value, indent: &str, pretty: bool, out: &mut String) {
        match value {
            Value::Object(members) => {
                self.list('{', '}', members.iter(), indent, pretty, out, |(key, value), indent, out| {
                    out.push_str(&quote(key));
                    out.push_str(&self.colon);
                    self.json(value, indent, pretty, out);
                });
            }
            Value::Array(items) => {
                self.list('[', ']', items.iter(), indent, pretty, out, |item, indent, out| {
                    self.json(item, indent, pretty, out);
                });
            }
            Value::String(text) => out.push_str(&quote(text)),
            Value::Null | Value::Bool(_) | Value::Number(_) => out.push_str(&value.to_string()),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn list<T>(
        &self,
        open: char,
        close: char,
        items: impl ExactSizeIterator<Item = T>,
        indent: &str,
        pretty: bool,
        out: &mut String,
        mut write: impl FnMut(T, &str, &mut String),
    ) {
        out.push(open);
        let empty = items.len() == 0;
        let inner = if pretty { format!("{indent}{}", self.unit) } else { indent.to_owned() };
        for (i, item) in items.enumerate() {
            if i > 0 {
                out.push(',');
            }
            if pretty {
                out.push_str(self.newline);
                out.push_str(&inner);
            } else if i > 0 {
                out.push_str(self.space);
            }
            write(item, &inner, out);
        }
        if pretty && !empty {
            out.push_str(self.newline);
            out.push_str(indent);
        }
        out.push(close);
    }
}

impl Verbatim {
    /// A piece of `text`, which stands there now.
    pub(crate) fn of(text: &str, span: crate::Span) -> Verbatim {
        Verbatim { text: text[span.range()].to_owned(), indent: line_indent(text, span.start).to_owned() }
    }

    /// The piece at another depth: every line but the first shifts by the same indentation, nothing else changes.
    pub(crate) fn shifted(&self, indent: &str) -> String {
        if self.indent == indent {
            return self.text.clone();
        }
        let mut lines = self.text.split_inclusive('\n');
        let mut out = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            match line.strip_prefix(self.indent.as_str()) {
                Some(rest) if !line.trim().is_empty() => {
                    out.push_str(indent);
                    out.push_str(rest);
                }
                Some(_) | None => out.push_str(line),
            }
        }
        out
    }
}

/// The white space that the line of a byte offset begins with.
pub(crate) fn line_indent(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let line = &text[start..];
    &line[..line.find(|c| c != ' ' && c != '\t').unwrap_or(line.len())]
}
