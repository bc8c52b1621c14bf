//! The text as the page counts it: UTF-16 code units, and every line break one unit.
//!
//! The page's editor knows no `\r\n`: a line break is one character to it. The file's own line breaks
//! stay in the document; positions and inserted text are translated here, at the border.

use std::sync::Arc;

use stepwell_asl::{Span, TextChange as Change};

use crate::schema::TextChange;

/// Every how many bytes a checkpoint is kept, so that a lookup scans at most this much.
const STRIDE: usize = 512;

/// Translates between bytes of the document's text and the page's units.
#[derive(Debug, Clone)]
pub(crate) struct PageText {
    text: Arc<str>,
    /// (byte, unit) at character boundaries; empty when bytes and units are the same.
    checkpoints: Vec<(usize, u32)>,
    line_break: &'static str,
}

/// The units of a character that follows `previous`: the `\n` of `\r\n` counts nothing.
fn units(previous: char, character: char) -> u32 {
    if character == '\n' && previous == '\r' { 0 } else { character.len_utf16() as u32 }
}

impl PageText {
    /// Indexes a text.
    pub fn new(text: Arc<str>) -> Self {
        let crlf = text.matches("\r\n").count();
        let lf = text.bytes().filter(|byte| *byte == b'\n').count();
        // A file is given breaks of the kind that most of its lines have.
        let line_break = if crlf * 2 > lf { "\r\n" } else { "\n" };
        let plain = text.is_ascii() && !text.contains('\r');
        let mut checkpoints = Vec::new();
        if !plain {
            let (mut unit, mut next, mut previous) = (0_u32, 0_usize, ' ');
            for (byte, character) in text.char_indices() {
                // A checkpoint never stands between the two halves of a line break.
                if byte >= next && !(character == '\n' && previous == '\r') {
                    checkpoints.push((byte, unit));
                    next = byte + STRIDE;
                }
                unit += units(previous, character);
                previous = character;
            }
        }
        Self { text, checkpoints, line_break }
    }

    /// The text with every line break as `\n`.
    pub fn for_page(&self) -> String {
        if self.text.contains('\r') { normalise(&self.text) } else { self.text.to_string() }
    }

    /// The page's position of a byte; one inside a character or behind the end moves back.
    pub fn unit(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        if self.checkpoints.is_empty() {
            return byte as u32;
        }
        let at = self.checkpoints.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
        let (start, mut unit) = self.checkpoints[at];
        let mut previous = ' ';
        for (offset, character) in self.text[start..].char_indices() {
            if start + offset + character.len_utf8() > byte {
                break;
            }
            unit += units(previous, character);
            previous = character;
        }
        unit
    }

    /// The byte at a page's position; one behind the end is the end.
    pub fn byte(&self, unit: u32) -> usize {
        if self.checkpoints.is_empty() {
            return (unit as usize).min(self.text.len());
        }
        let at = self.checkpoints.partition_point(|(_, start)| *start <= unit).saturating_sub(1);
        let (start, mut here) = self.checkpoints[at];
        let mut previous = ' ';
        for (offset, character) in self.text[start..].char_indices() {
            let width = units(previous, character);
            // A position behind a line break is behind both its halves: go on while nothing is counted.
            if here + width > unit || (here == unit && width > 0) {
                return start + offset;
            }
            here += width;
            previous = character;
        }
        self.text.len()
    }

    /// What the page typed, in the document's bytes and line breaks.
    pub fn change(&self, change: &TextChange) -> Change {
        let start = self.byte(change.from.min(change.to));
        let end = self.byte(change.to.max(change.from));
        Change::new(Span::new(start, end), self.with_own_breaks(&change.insert))
    }

    /// A text of the page with the line breaks that most of the file's lines have.
    pub fn with_own_breaks(&self, text: &str) -> String {
        let text = normalise(text);
        if self.line_break == "\n" { text } else { text.replace('\n', self.line_break) }
    }

    /// Changes to this text, as the page counts.
    pub fn changes(&self, changes: &[Change]) -> Vec<TextChange> {
        changes
            .iter()
            .map(|change| TextChange {
                from: self.unit(change.span.start),
                to: self.unit(change.span.end),
                insert: normalise(&change.insert),
            })
            .collect()
    }
}

/// How long a text is for the page.
pub(crate) fn page_units(text: &str) -> u32 {
    let mut previous = ' ';
    text.chars().map(|character| units(std::mem::replace(&mut previous, character), character)).sum()
}

/// Every line break as `\n`.
pub(crate) fn normalise(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// Carries a change made on an older text over what has changed since; none when both touch the same place.
pub(crate) fn rebase(change: &Change, since: &[Change]) -> Option<Change> {
    let Span { start, end } = change.span;
    let mut shift = 0_isize;
    for other in since {
        let before = other.span.end <= start && (other.span.start < start || start == end);
        if before {
            shift += other.insert.len() as isize - other.span.len() as isize;
        } else if other.span.start < end || (other.span.start == start && !other.span.is_empty()) {
            return None;
        }
    }
    let moved = |at: usize| at.saturating_add_signed(shift);
    Some(Change::new(Span::new(moved(start), moved(end)), change.insert.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(start: usize, end: usize, insert: &str) -> Change {
        Change::new(Span::new(start, end), insert)
    }

    #[test]
    fn ascii_positions_are_bytes() {
        let text = PageText::new("{\n}".into());
        assert_eq!((text.unit(2), text.byte(2), text.byte(99)), (2, 2, 3));
    }

    #[test]
    fn every_position_goes_there_and_back() {
        let source = format!("\u{feff}a\r\nü😀{}\r\n\r\n\rz\nend", "x€\r\n".repeat(700));
        let text = PageText::new(source.as_str().into());
        let page = text.for_page();
        let units: Vec<u16> = page.encode_utf16().collect();
        let mut unit = 0_u32;
        for character in page.chars() {
            let byte = text.byte(unit);
            assert_eq!(text.unit(byte), unit, "at unit {unit}");
            let found = source[byte..].chars().next().expect("a character");
            let found = if found == '\r' { '\n' } else { found };
            assert_eq!(found, character, "at unit {unit}");
            unit += character.len_utf16() as u32;
        }
        assert_eq!(unit as usize, units.len());
        assert_eq!(text.byte(unit), source.len());
        assert_eq!(text.unit(source.len()), unit);
    }

    #[test]
    fn typed_line_breaks_are_the_files_own() {
        let text = PageText::new("{\r\n  \"a\": 1\r\n}\r\n".into());
        let typed = TextChange { from: 1, to: 2, insert: "\n\n".into() };
        assert_eq!(text.change(&typed), change(1, 3, "\r\n\r\n"));
    }

    #[test]
    fn typing_moves_over_earlier_edits_and_stops_at_overlaps() {
        assert_eq!(rebase(&change(10, 11, "x"), &[change(2, 3, "long")]), Some(change(13, 14, "x")));
        assert_eq!(rebase(&change(1, 1, "x"), &[change(2, 3, "long")]), Some(change(1, 1, "x")));
        assert_eq!(rebase(&change(2, 5, "x"), &[change(3, 4, "")]), None);
    }
}
