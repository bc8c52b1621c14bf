//! What may stand at a caret.

mod errors;
mod expression;
mod fields;
mod parameters;
mod resources;
mod states;
mod values;

use super::cursor::Cursor;
use super::docs::Doc;
use super::insert::{Insert, Writer};
use super::item::{CompletionItem, CompletionKind, Completions};
use super::place::{Place, Spot};
use super::seen::Seen;
use crate::syntax::unescape;
use crate::{Document, Format, Span};

/// What is asked.
pub(super) struct Ask<'a> {
    pub document: &'a Document,
    pub cursor: &'a Cursor,
    pub place: &'a Place<'a>,
    pub writer: Writer<'a>,
    pub seen: &'a Seen,
}

/// Items, and the part of the word that they are for; the whole word where nothing is said.
#[derive(Default)]
pub(super) struct Found {
    pub items: Vec<CompletionItem>,
    pub part: Option<Part>,
}

/// A part of a word: a name in an expression, a segment of an ARN.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Where it begins in the file.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What the word holds before it, escapes resolved.
    pub before: String,
    /// What the word holds behind it.
    pub after: String,
}

pub(super) fn complete(document: &Document, offset: usize, seen: &Seen) -> Option<Completions> {
    let cursor = Cursor::at(document, offset)?;
    let place = cursor.place()?;
    let ask = Ask { document, cursor: &cursor, place: &place, writer: Writer::new(document, &cursor), seen };
    let found = match place.spot()? {
        _ if cursor.is_long() => expression::any(&ask),
        Spot::Field => fields::items(&ask).into(),
        Spot::StateName(machine) => states::names(&ask, machine).into(),
        Spot::Value(field) => values::items(&ask, field),
        Spot::Member(field, names) => parameters::members(&ask, field, &names).into(),
        Spot::Inside(field, names) => parameters::values(&ask, field, &names),
    };
    if found.items.is_empty() {
        return None;
    }
    let (word, replace) = match &found.part {
        Some(part) if cursor.takes_parts(document) => (Span::new(part.start, offset), Span::new(part.start, part.end)),
        Some(part) => (Span::new(part.start, offset), cursor.token),
        None => (Span::new(cursor.content, offset), cursor.token),
    };
    Some(Completions { word, replace, comma_at: cursor.comma_before, items: found.items })
}

impl From<Vec<CompletionItem>> for Found {
    fn from(items: Vec<CompletionItem>) -> Found {
        Found { items, part: None }
    }
}

impl Ask<'_> {
    /// What is typed of the word, escapes resolved.
    pub(super) fn typed(&self) -> String {
        meaning(self.document, self.cursor.quote, self.cursor.typed(self.document))
    }

    /// The last part of what is typed, from its last `length` bytes on; its characters need no escapes.
    pub(super) fn part(&self, length: usize, belongs: impl Fn(char) -> bool) -> Part {
        let cursor = self.cursor;
        let typed = self.typed();
        let whole = self.cursor.whole(self.document);
        let rest = whole.get(cursor.offset - cursor.content..).unwrap_or_default();
        let more: usize = rest.chars().take_while(|c| belongs(*c)).map(char::len_utf8).sum();
        Part {
            start: cursor.offset - length,
            end: cursor.offset + more,
            before: typed.get(..typed.len().saturating_sub(length)).unwrap_or_default().to_owned(),
            after: meaning(self.document, cursor.quote, rest.get(more..).unwrap_or_default()),
        }
    }

    /// What puts a text in place of a part, with the caret behind so many of its bytes.
    pub(super) fn insert_part(&self, part: &Part, text: &str, caret: Option<usize>) -> Insert {
        if self.cursor.takes_parts(self.document) {
            let before = caret.and_then(|caret| text.get(..caret)).map(|before| self.writer.inside(before).len());
            return Insert { text: self.writer.inside(text), caret: before };
        }
        match caret.and_then(|caret| text.split_at_checked(caret)) {
            Some((left, right)) => {
                self.writer.text_around(&format!("{}{left}", part.before), &format!("{right}{}", part.after))
            }
            None => self.writer.text_around(&format!("{}{text}", part.before), &part.after),
        }
    }
}

/// What the content of a string means that is only a part of it.
fn meaning(document: &Document, quote: Option<u8>, content: &str) -> String {
    match (document.format(), quote) {
        (Format::Json, _) | (Format::Yaml, Some(b'"')) => unescape(content).into_owned(),
        (Format::Yaml, Some(b'\'')) => content.replace("''", "'"),
        (Format::Yaml, _) => content.to_owned(),
    }
}

/// An item with what it is.
pub(super) fn item(label: impl Into<String>, kind: CompletionKind, insert: Insert) -> CompletionItem {
    CompletionItem {
        label: label.into(),
        kind,
        detail: None,
        documentation: None,
        page: None,
        insert: insert.text,
        caret: insert.caret,
        more: false,
    }
}

impl CompletionItem {
    fn detail(mut self, detail: impl Into<String>) -> CompletionItem {
        self.detail = Some(detail.into()).filter(|detail| !detail.is_empty());
        self
    }

    fn doc(mut self, doc: Option<Doc>) -> CompletionItem {
        if let Some(doc) = doc {
            self.documentation = Some(doc.text.to_owned());
            self.page = Some(doc.page.to_owned());
        }
        self
    }

    fn says(mut self, text: impl Into<String>) -> CompletionItem {
        self.documentation = Some(text.into()).filter(|text| !text.is_empty());
        self
    }

    fn more(mut self, more: bool) -> CompletionItem {
        self.more = more;
        self
    }
}
