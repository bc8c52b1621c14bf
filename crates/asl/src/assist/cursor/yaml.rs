//! YAML's words. Keys and values stand on one line; texts of several lines are looked at as they are.

use super::{Cursor, MARKER, is_word, marked};
use crate::{Document, NodeKind, Span};

pub(super) fn cursor(document: &Document, offset: usize) -> Option<Cursor> {
    let text = &**document.text();
    if let Some(inside) = long_text(document, offset) {
        return Some(inside);
    }
    let line = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let end = text[offset..].find(['\n', '\r']).map_or(text.len(), |at| offset + at);
    let word = Word::of(&text[line..end], offset - line)?;
    let token = Span::new(line + word.start, line + word.end);
    let after = text[token.end..end].trim_start();
    let has_colon = after == ":" || after.starts_with(": ") || after.starts_with(":\t");
    let is_key = word.first && !has_colon && !word.in_brackets;
    let marker = if is_key { format!("{MARKER}:") } else { MARKER.to_owned() };
    Some(Cursor {
        marked: marked(document, token, &marker),
        marker: token.start,
        content: token.start + usize::from(word.quote.is_some()),
        token,
        offset,
        quote: word.quote,
        has_colon,
        comma_after: false,
        comma_before: None,
        in_brackets: word.in_brackets,
        is_long: false,
    })
}

/// The caret inside a text of several lines: a block scalar, or a quoted one. There is nothing to put a marker for.
fn long_text(document: &Document, offset: usize) -> Option<Cursor> {
    let node = document.node_at(offset)?;
    let span = node.span();
    let own = &document.text()[span.range()];
    let below = own.find('\n').map(|at| span.start + at + 1)?;
    let is_long = node.kind() == NodeKind::String
        && (own.starts_with(['|', '>']) && offset >= below || own.starts_with(['"', '\'']));
    if !is_long || offset <= span.start || offset > span.end {
        return None;
    }
    let content = if own.starts_with(['|', '>']) { below } else { span.start + 1 };
    Some(Cursor {
        marked: document.clone(),
        marker: offset,
        token: span,
        content: content.min(offset),
        offset,
        // Whatever is put inside it stands there as it is.
        quote: own.bytes().next(),
        has_colon: false,
        comma_after: false,
        comma_before: None,
        in_brackets: false,
        is_long: true,
    })
}

/// A word of a line.
struct Word {
    start: usize,
    end: usize,
    quote: Option<u8>,
    /// Whether only indentation and dashes stand before it.
    first: bool,
    in_brackets: bool,
}

impl Word {
    /// The word that the caret of a line is in; none in a comment and directly behind a key's colon.
    fn of(line: &str, caret: usize) -> Option<Word> {
        let bytes = line.as_bytes();
        let mut at = line.len() - line.trim_start_matches([' ', '\t']).len();
        while bytes.get(at) == Some(&b'-') && bytes.get(at + 1).is_none_or(|next| *next == b' ') {
            at += 1;
            at += line.get(at..)?.len() - line.get(at..)?.trim_start_matches(' ').len();
        }
        let mut word = Word { start: at.min(caret), end: caret, quote: None, first: true, in_brackets: false };
        let mut depth = 0_usize;
        while at < caret {
            let here = line.get(at..)?;
            match bytes.get(at)? {
                b'#' if at == 0 || bytes.get(at - 1) == Some(&b' ') => return None,
                quote @ (b'"' | b'\'') if at == word.start => match end_of_quoted(line, at, *quote) {
                    Some(end) if end <= caret => {
                        if end == caret {
                            return None;
                        }
                        at = end;
                        continue;
                    }
                    end => {
                        word.quote = Some(*quote);
                        word.end = end.unwrap_or(caret);
                        return Some(word);
                    }
                },
                b'[' | b'{' if at == word.start || depth > 0 => {
                    depth += 1;
                    word.begin(at + 1, line);
                    at = word.start;
                    continue;
                }
                b']' | b'}' if depth > 0 => depth -= 1,
                b',' if depth > 0 => {
                    word.begin(at + 1, line);
                    at = word.start;
                    continue;
                }
                b':' if here.len() == 1 || here.starts_with(": ") => {
                    if at + 1 == caret {
                        return None;
                    }
                    // A plain text may hold colons; only the first, or one in brackets, ends a key.
                    if word.first || depth > 0 {
                        word.begin(at + 1, line);
                        at = word.start;
                        continue;
                    }
                }
                _ => {}
            }
            at += here.chars().next().map_or(1, char::len_utf8);
        }
        word.in_brackets = depth > 0;
        word.start = word.start.min(caret);
        word.end = caret + rest_of_word(line.get(caret..)?);
        Some(word)
    }

    /// A word begins behind a bracket, comma or colon.
    fn begin(&mut self, at: usize, line: &str) {
        let blanks = line.get(at..).map_or(0, |rest| rest.len() - rest.trim_start_matches(' ').len());
        self.start = at + blanks;
        self.first = false;
    }
}

fn rest_of_word(rest: &str) -> usize {
    rest.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum()
}

/// Where a quoted text of this line ends, its closing quote included.
fn end_of_quoted(line: &str, start: usize, quote: u8) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\'' if quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            byte if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}
