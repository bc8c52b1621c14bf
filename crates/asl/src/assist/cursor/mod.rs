//! Where the caret stands, also in a text that is only half typed.
//!
//! The word under the caret is put aside and a marker into its place, so that the text can be read as if something whole
//! stood there. What is asked for then is what may stand where the marker stands.

mod json;
mod yaml;

use super::place::Place;
use crate::{Document, Format, Node, Span};

/// Stands where the word under the caret stood; nobody writes it.
const MARKER: &str = "\u{e000}";

/// A caret and the word it is in.
#[derive(Debug)]
pub(super) struct Cursor {
    /// The document with the marker; the document itself where the caret is inside a text of several lines.
    pub marked: Document,
    /// Where the marker stands in it.
    marker: usize,
    /// The word in the document's own text, its quotes included.
    pub token: Span,
    /// Where the word's content begins: behind its opening quote.
    pub content: usize,
    /// The caret.
    pub offset: usize,
    /// The quote that the word stands in.
    pub quote: Option<u8>,
    /// Whether a colon follows, so that the word is a key which has a value.
    pub has_colon: bool,
    /// Whether a member or item follows to which a comma is missing.
    pub comma_after: bool,
    /// Where a comma is missing before the word.
    pub comma_before: Option<usize>,
    /// Whether it stands in YAML's brackets.
    pub in_brackets: bool,
    /// Whether it is inside a text of several lines: then there is no marker.
    is_long: bool,
}

impl Cursor {
    /// The caret at a byte of a document; none where nothing can be completed (in a comment, behind a closing quote).
    pub(super) fn at(document: &Document, offset: usize) -> Option<Cursor> {
        let text = document.text();
        if offset > text.len() || !text.is_char_boundary(offset) {
            return None;
        }
        match document.format() {
            Format::Json => json::cursor(document, offset),
            Format::Yaml => yaml::cursor(document, offset),
        }
    }

    /// Whether the caret is inside a text of several lines.
    pub(super) fn is_long(&self) -> bool {
        self.is_long
    }

    /// Whether a part of the word can be put in place by itself: in YAML, and where the quotes around it are whole.
    pub(super) fn takes_parts(&self, document: &Document) -> bool {
        match document.format() {
            Format::Yaml => true,
            Format::Json => self.quote.is_some() && self.is_closed(document),
        }
    }

    fn is_closed(&self, document: &Document) -> bool {
        self.token.len() > 1 && self.quote.as_ref() == document.text().as_bytes().get(self.token.end - 1)
    }

    /// What is typed of the word, as it stands in the file.
    pub(super) fn typed<'t>(&self, document: &'t Document) -> &'t str {
        document.text().get(self.content..self.offset).unwrap_or_default()
    }

    /// The whole content of the word, as it stands in the file.
    pub(super) fn whole<'t>(&self, document: &'t Document) -> &'t str {
        let end = self.token.end - usize::from(self.is_closed(document));
        document.text().get(self.content..end.max(self.content)).unwrap_or_default()
    }

    /// The marked node and whether its key is meant.
    fn node(&self) -> Option<(Node<'_>, bool)> {
        let node = self.marked.node_at(self.marker)?;
        if node.member().is_some_and(|member| member.key_span().touches(self.marker)) && !node_starts(node, self.marker)
        {
            return Some((node, true));
        }
        (node.span().touches(self.marker) && !node.is_object() && !node.is_array()).then_some((node, false))
    }

    /// Where the marker stands in the language.
    pub(super) fn place(&self) -> Option<Place<'_>> {
        let (node, on_key) = self.node()?;
        Place::of(&self.marked, node, on_key)
    }
}

/// Whether a node's value begins at an offset; where a key is missing both begin there.
fn node_starts(node: Node<'_>, offset: usize) -> bool {
    node.span().start == offset && !node.span().is_empty()
}

/// A text with the marker in place of a span; where the marker stands comes back with it.
fn marked(document: &Document, token: Span, marker: &str) -> Document {
    let text = document.text();
    let mut with = String::with_capacity(text.len() + marker.len());
    with.push_str(&text[..token.start]);
    with.push_str(marker);
    with.push_str(&text[token.end..]);
    Document::parse(with, document.format())
}

/// Whether a character belongs to a word that has no quotes.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-')
}
