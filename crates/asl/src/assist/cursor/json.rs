//! JSON's words. A string ends on its line, so a line is all there is to look at.

use super::{Cursor, MARKER, is_word, marked};
use crate::{Document, Span};

pub(super) fn cursor(document: &Document, offset: usize) -> Option<Cursor> {
    let text = &**document.text();
    let line = text[..offset].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let (token, quote) = match open_string(text, line, offset) {
        Some(start) => {
            let end = end_of_string(text, offset).unwrap_or_else(|| word_end(text, offset));
            (Span::new(start, end), Some(b'"'))
        }
        None => (Span::new(word_start(text, line, offset), word_end(text, offset)), None),
    };
    let before = text[..token.start].trim_end();
    let after = text[token.end..].trim_start().chars().next();
    let last = before.chars().next_back();
    // Directly at a string's outer side nothing begins or goes on.
    if quote.is_none() && (text[..token.start].ends_with('"') || text[token.end..].starts_with('"')) {
        return None;
    }
    let has_colon = after == Some(':');
    let is_value = matches!(last, Some(':' | '['));
    let marker = if is_value || has_colon { format!("\"{MARKER}\"") } else { format!("\"{MARKER}\": null") };
    let comma_before = match last {
        None | Some(':' | '[' | '{' | ',' | '\u{feff}') => None,
        Some(_) => Some(before.len()),
    };
    Some(Cursor {
        marked: marked(document, token, &marker),
        marker: token.start,
        content: token.start + usize::from(quote.is_some()),
        token,
        offset,
        quote,
        has_colon,
        comma_after: !has_colon && matches!(after, Some('"' | '{')),
        comma_before,
        in_brackets: false,
        is_long: false,
    })
}

/// Where the string begins that an offset lies in.
fn open_string(text: &str, line: usize, offset: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut open) = (line, None);
    while at < offset {
        match (bytes.get(at)?, open) {
            (b'"', None) => open = Some(at),
            (b'"', Some(_)) => open = None,
            (b'\\', Some(_)) => at += 1,
            (_, _) => {}
        }
        at += 1;
    }
    open
}

/// Where the string ends that an offset lies in, its quote included; none where the quote that follows opens another string
/// rather than close this one.
fn end_of_string(text: &str, offset: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = offset;
    loop {
        match bytes.get(at)? {
            b'\n' | b'\r' => return None,
            b'\\' => at += 1,
            b'"' => break,
            _ => {}
        }
        at += 1;
    }
    let follows = text[at + 1..].trim_start_matches([' ', '\t']).chars().next();
    matches!(follows, None | Some(',' | ':' | '}' | ']' | '\n' | '\r' | '"')).then_some(at + 1)
}

fn word_start(text: &str, line: usize, offset: usize) -> usize {
    let word = text[line..offset].chars().rev().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
    offset - word
}

fn word_end(text: &str, offset: usize) -> usize {
    offset + text[offset..].chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>()
}
