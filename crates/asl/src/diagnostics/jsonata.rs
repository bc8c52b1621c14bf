//! JSONata expressions of one document, each read once.

use crate::syntax::unescape;
use crate::{Document, Format, Node, Span};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use stepwell_jsonata::{Facts, SyntaxError};

/// What was read so far, by node.
#[derive(Default)]
pub(crate) struct Jsonata {
    read: RefCell<HashMap<u32, Result<Rc<Facts>, SyntaxError>>>,
}

impl Jsonata {
    /// The expression in a node; `text` is what stands between its delimiters.
    pub(crate) fn read(&self, node: Node<'_>, text: &str) -> Result<Rc<Facts>, SyntaxError> {
        self.read.borrow_mut().entry(node.index()).or_insert_with(|| Facts::of(text).map(Rc::new)).clone()
    }

    /// The same, of one that can be read.
    pub(crate) fn sound(&self, node: Node<'_>, text: &str) -> Option<Rc<Facts>> {
        self.read(node, text).ok()
    }
}

/// Where a part of an expression stands in the document, given its place behind the `{%`. Where escapes or lines of YAML keep
/// that from being known, it is the whole string.
pub(crate) fn place(document: &Document, node: Node<'_>, part: &Range<usize>) -> Span {
    let whole = node.span();
    let raw = &document.text()[whole.range()];
    let (start, end) = (part.start + 2, part.end + 2);
    let Some(text) = node.as_str() else { return whole };
    let inside = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    let found = if raw == text {
        Some((start, end))
    } else if inside == text {
        Some((start + 1, end + 1))
    } else if document.format() == Format::Json {
        escaped(inside, start).zip(escaped(inside, end)).map(|(start, end)| (start + 1, end + 1))
    } else {
        None
    };
    match found {
        Some((start, end)) if raw.get(start..end).is_some() => Span::new(whole.start + start, whole.start + end),
        Some(_) | None => whole,
    }
}

/// Where in a string's spelling the byte stands that is at an offset of what the string means.
fn escaped(spelling: &str, offset: usize) -> Option<usize> {
    let (mut at, mut meant) = (0, 0);
    while meant < offset {
        let rest = spelling.get(at..)?;
        let mut length = match rest.as_bytes() {
            [b'\\', b'u', ..] => 6,
            [b'\\', ..] => 2,
            _ => rest.chars().next()?.len_utf8(),
        };
        // Two escapes make one character beyond the first 65,536.
        if length == 6
            && rest.get(6..8) == Some("\\u")
            && unescape(rest.get(..6)?).contains(char::REPLACEMENT_CHARACTER)
        {
            length = 12;
        }
        meant += unescape(rest.get(..length)?).len();
        at += length;
    }
    (meant == offset).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_in_the_text() {
        for (text, format, part, found) in [
            (r#"{"a":"{% foo + 1 %}"}"#, Format::Json, 1..4, "foo"),
            (r#"{"a":"{% \"é\" & foo %}"}"#, Format::Json, 8..11, "foo"),
            (r#"{"a":"{% \ud83d\ude00 & foo %}"}"#, Format::Json, 8..11, "foo"),
            (r#"{"a":"{% \u00e9 & foo %}"}"#, Format::Json, 6..9, "foo"),
            ("a: '{% foo %}'\n", Format::Yaml, 1..4, "foo"),
            ("a: |-\n  {% foo\n  + 1 %}\n", Format::Yaml, 1..4, "|-\n  {% foo\n  + 1 %}"),
        ] {
            let document = Document::parse(text, format);
            let node = document.root().and_then(|root| root.get("a")).expect("a value");
            assert_eq!(&text[place(&document, node, &part).range()], found, "{text}");
        }
    }
}
