//! What is put into the text, in the file's own style.

use super::cursor::Cursor;
use crate::edit::style::{Fragment, Style, line_indent};
use crate::edit::yaml::layout::Layout;
use crate::edit::yaml::scalar;
use crate::{Document, Format, quote};
use serde_json::Value;

/// A text to put in place of a word, and where in it the caret goes; behind it where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Insert {
    pub text: String,
    pub caret: Option<usize>,
}

/// What a field begins as.
#[derive(Debug, Clone, Copy)]
pub(super) enum Skeleton {
    /// Nothing: the value is typed.
    Nothing,
    /// As it stands.
    Literal(&'static str),
    /// A text with the caret between these.
    Text(&'static str, &'static str),
    /// An object with the caret in it.
    Object,
    /// A list of texts with the caret in the first.
    Texts,
    /// A list of objects with the caret in the first.
    Objects,
}

/// Writes what is put in place of one word.
pub(super) struct Writer<'a> {
    document: &'a Document,
    cursor: &'a Cursor,
    form: Form,
}

enum Form {
    Json(Style),
    Yaml(Layout),
}

impl<'a> Writer<'a> {
    pub(super) fn new(document: &'a Document, cursor: &'a Cursor) -> Writer<'a> {
        let form = match document.format() {
            Format::Json => Form::Json(Style::of(document.text(), document.root())),
            Format::Yaml => Form::Yaml(Layout::of(document)),
        };
        Writer { document, cursor, form }
    }

    /// A string.
    pub(super) fn text(&self, text: &str) -> Insert {
        self.value(Insert { text: self.written(text), caret: None })
    }

    /// A string with the caret inside.
    pub(super) fn text_around(&self, before: &str, after: &str) -> Insert {
        let text = self.written(&format!("{before}{after}"));
        let caret = caret_in(&text, before);
        self.value(Insert { text, caret: Some(caret) })
    }

    /// `true`, a number.
    pub(super) fn literal(&self, text: &str) -> Insert {
        self.value(Insert { text: text.to_owned(), caret: None })
    }

    /// What goes into a string that stands there already, escaped as its quotes ask for.
    pub(super) fn inside(&self, text: &str) -> String {
        match (&self.form, self.cursor.quote) {
            (Form::Json(_), _) | (Form::Yaml(_), Some(b'"')) => {
                let quoted = quote(text);
                quoted.get(1..quoted.len() - 1).unwrap_or_default().to_owned()
            }
            (Form::Yaml(_), Some(b'\'')) => text.replace('\'', "''"),
            (Form::Yaml(_), _) => text.to_owned(),
        }
    }

    /// A field with what it begins as; the name alone where it has a value already.
    pub(super) fn field(&self, name: &str, skeleton: Skeleton) -> Insert {
        let mut out = self.written(name);
        if self.cursor.has_colon {
            return Insert { text: out, caret: None };
        }
        let body = match &self.form {
            Form::Json(style) => {
                out.push_str(style.colon());
                self.json_body(style, skeleton)
            }
            Form::Yaml(layout) => {
                out.push(':');
                self.yaml_body(layout, skeleton)
            }
        };
        let caret = body.caret.map(|caret| out.len() + caret);
        out.push_str(&body.text);
        self.value(Insert { text: out, caret })
    }

    /// A member with a whole value; JSON only.
    pub(super) fn member(&self, name: &str, value: &Value) -> Option<Insert> {
        let Form::Json(style) = &self.form else { return None };
        let text = style.member(name, &Fragment::Json(value), self.indent(), self.has_own_line(style));
        Some(self.value(Insert { text, caret: None }))
    }

    fn json_body(&self, style: &Style, skeleton: Skeleton) -> Insert {
        let (newline, unit, indent) = (style.newline(), style.unit(), self.indent());
        let around = |open: &str, close: &str| Insert { text: format!("{open}{close}"), caret: Some(open.len()) };
        match skeleton {
            Skeleton::Nothing => Insert::default(),
            Skeleton::Literal(text) => Insert { text: text.to_owned(), caret: None },
            Skeleton::Text(before, after) => {
                let text = quote(&format!("{before}{after}"));
                Insert { caret: Some(caret_in(&text, before)), text }
            }
            Skeleton::Texts => around("[\"", "\"]"),
            Skeleton::Object if self.has_own_line(style) => {
                around(&format!("{{{newline}{indent}{unit}"), &format!("{newline}{indent}}}"))
            }
            Skeleton::Object => around("{", "}"),
            Skeleton::Objects if self.has_own_line(style) => around(
                &format!("[{newline}{indent}{unit}{{{newline}{indent}{unit}{unit}"),
                &format!("{newline}{indent}{unit}}}{newline}{indent}]"),
            ),
            Skeleton::Objects => around("[{", "}]"),
        }
    }

    fn yaml_body(&self, layout: &Layout, skeleton: Skeleton) -> Insert {
        let flow = self.cursor.in_brackets;
        let end = |text: String| Insert { caret: Some(text.len()), text };
        let below = |deeper: usize, dash: &str| {
            let blanks = " ".repeat(self.column() + deeper);
            end(format!("{}{blanks}{dash}", layout.newline))
        };
        match skeleton {
            Skeleton::Nothing => end(" ".to_owned()),
            Skeleton::Literal(text) => Insert { text: format!(" {text}"), caret: None },
            Skeleton::Text("", "") => end(" ".to_owned()),
            Skeleton::Text(before, after) => {
                let text = scalar::text(&format!("{before}{after}"), layout, flow, None);
                let caret = 1 + caret_in(&text, before);
                Insert { text: format!(" {text}"), caret: Some(caret) }
            }
            Skeleton::Object if flow => Insert { text: " {}".to_owned(), caret: Some(2) },
            Skeleton::Object => below(layout.unit, ""),
            Skeleton::Texts if flow || layout.short_lists => Insert { text: " []".to_owned(), caret: Some(2) },
            Skeleton::Texts => below(layout.dash, "- "),
            Skeleton::Objects if flow => Insert { text: " [{}]".to_owned(), caret: Some(3) },
            Skeleton::Objects => below(layout.dash, "- "),
        }
    }

    /// A string or a key as the file writes it, in the quotes that stand there already.
    fn written(&self, text: &str) -> String {
        match &self.form {
            Form::Json(_) => quote(text),
            Form::Yaml(layout) => scalar::text(text, layout, self.cursor.in_brackets, self.cursor.quote),
        }
    }

    /// With the comma that is missing behind it.
    fn value(&self, mut insert: Insert) -> Insert {
        if self.cursor.comma_after {
            insert.caret = Some(insert.caret.unwrap_or(insert.text.len()));
            insert.text.push(',');
        }
        insert
    }

    fn indent(&self) -> &str {
        line_indent(self.document.text(), self.cursor.token.start)
    }

    /// How many bytes stand before the word on its line.
    fn column(&self) -> usize {
        let before = &self.document.text()[..self.cursor.token.start];
        before.len() - before.rfind('\n').map_or(0, |at| at + 1)
    }

    /// Whether the word stands on a line of its own, so that what is put there may take several.
    fn has_own_line(&self, style: &Style) -> bool {
        style.pretty() && self.column() == self.indent().len()
    }
}

/// Where the caret stands in a written string, behind what `before` became in it.
fn caret_in(written: &str, before: &str) -> usize {
    match written.as_bytes().first() {
        Some(b'"') => quote(before).len() - 1,
        Some(b'\'') => before.replace('\'', "''").len() + 1,
        Some(_) | None => before.len(),
    }
    .min(written.len())
}
