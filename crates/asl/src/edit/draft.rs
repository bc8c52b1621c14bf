//! A document on its way through an edit: the text so far and what of the old text is left in it.

use super::style::Style;
use crate::{Document, Format, Span, TextChange};

/// The text so far. Changes are put in by batches; after each the text is read again, so that what follows sees it.
pub(crate) struct Draft {
    old: Document,
    new: Document,
    style: Style,
    pieces: Vec<Piece>,
}

/// A stretch of the text so far.
#[derive(Debug, Clone)]
enum Piece {
    Kept(Span),
    Added(String),
}

impl Draft {
    pub(crate) fn new(document: &Document) -> Draft {
        // The style is JSON's; YAML has its own (see `yaml`).
        let root = document.root().filter(|_| document.format() == Format::Json);
        let style = Style::of(document.text(), root);
        let pieces = vec![Piece::Kept(Span::new(0, document.text().len()))];
        Draft { old: document.clone(), new: document.clone(), style, pieces }
    }

    /// The document so far.
    pub(crate) fn document(&self) -> &Document {
        &self.new
    }

    pub(crate) fn style(&self) -> &Style {
        &self.style
    }

    /// Puts in changes of the text so far, which must not overlap. Those that begin at the same byte keep their order.
    pub(crate) fn put(&mut self, mut changes: Vec<TextChange>) {
        if changes.is_empty() {
            return;
        }
        changes.sort_by_key(|change| (change.span.start, change.span.end));
        debug_assert!(
            changes.windows(2).all(|two| two[0].span.end <= two[1].span.start),
            "changes overlap: {changes:?}"
        );
        let Some(text) = TextChange::apply_all(self.new.text(), &changes) else { return };
        let mut pieces = Vec::with_capacity(self.pieces.len() + changes.len() * 2);
        let mut rest = std::mem::take(&mut self.pieces).into_iter();
        let mut current = rest.next();
        let mut at = 0;
        // Takes the pieces up to an offset of the text so far.
        let mut take_to = |offset: usize, mut out: Option<&mut Vec<Piece>>| {
            while at < offset {
                let Some(piece) = current.take() else { return };
                let (head, tail) = piece.split(offset - at);
                at += head.len();
                if let Some(out) = out.as_deref_mut() {
                    out.push(head);
                }
                current = tail.or_else(|| rest.next());
            }
        };
        for change in changes {
            take_to(change.span.start, Some(&mut pieces));
            take_to(change.span.end, None);
            pieces.push(Piece::Added(change.insert));
        }
        take_to(self.new.text().len(), Some(&mut pieces));
        self.pieces = pieces;
        self.new = Document::parse(text, self.new.format());
    }

    /// The document and the changes from the old one's text to it: sorted, apart, and as small as they can be.
    pub(crate) fn finish(self) -> (Document, Vec<TextChange>) {
        let old = self.old.text();
        let mut changes: Vec<TextChange> = Vec::new();
        let (mut at, mut insert) = (0, String::new());
        let mut close = |from: usize, to: usize, insert: &mut String| {
            let inserted = std::mem::take(insert);
            if let Some(mut change) = TextChange::between(&old[from..to], &inserted) {
                change.span = Span::new(change.span.start + from, change.span.end + from);
                changes.push(change);
            }
        };
        for piece in self.pieces {
            match piece {
                Piece::Added(text) => insert.push_str(&text),
                Piece::Kept(span) if span.is_empty() => {}
                Piece::Kept(span) => {
                    if span.start > at || !insert.is_empty() {
                        close(at, span.start, &mut insert);
                    }
                    at = span.end;
                }
            }
        }
        close(at, old.len(), &mut insert);
        (self.new, changes)
    }
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Piece::Kept(span) => span.len(),
            Piece::Added(text) => text.len(),
        }
    }

    fn split(self, at: usize) -> (Piece, Option<Piece>) {
        if at >= self.len() {
            return (self, None);
        }
        match self {
            Piece::Kept(span) => {
                let middle = span.start + at;
                (Piece::Kept(Span::new(span.start, middle)), Some(Piece::Kept(Span::new(middle, span.end))))
            }
            Piece::Added(mut text) => {
                let tail = text.split_off(at);
                (Piece::Added(text), Some(Piece::Added(tail)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_compose() {
        let document = Document::parse("{\"a\":1,\"b\":2}", Format::Json);
        let mut draft = Draft::new(&document);
        draft.put(vec![TextChange::new(Span::new(5, 6), "111"), TextChange::new(Span::at(12), ",\"c\":3")]);
        assert_eq!(&**draft.document().text(), "{\"a\":111,\"b\":2,\"c\":3}");
        draft.put(vec![TextChange::new(Span::new(6, 15), "7,")]);
        let (new, changes) = draft.finish();
        assert_eq!(&**new.text(), "{\"a\":17,\"c\":3}");
        assert_eq!(TextChange::apply_all(document.text(), &changes).unwrap(), &**new.text());
        assert!(Draft::new(&document).finish().1.is_empty());
    }
}
