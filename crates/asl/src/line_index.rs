//! Offsets in bytes, lines and columns, and the UTF-16 units that editors count in.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A place for people: both numbers begin at 1, the column counts characters (Unicode scalar values).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineColumn {
    /// Line, from 1. `\n`, `\r\n` and a lone `\r` end a line.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Translates between bytes, lines and UTF-16 units of one text, each in logarithmic time.
#[derive(Debug, Clone)]
pub struct LineIndex {
    text: Arc<str>,
    ascii: bool,
    line_starts: Vec<u32>,
    /// Counts up to each multiple of [`STRIDE`] bytes (moved back to a character boundary); empty for ASCII.
    checkpoints: Vec<Checkpoint>,
}

#[derive(Debug, Clone, Copy)]
struct Checkpoint {
    byte: usize,
    chars: usize,
    utf16: usize,
}

/// Bytes between two checkpoints: bounds what one lookup scans, also where a file is a single line.
const STRIDE: usize = 1024;

impl LineIndex {
    /// Indexes `text`. Linear in its length.
    #[must_use]
    pub fn new(text: Arc<str>) -> LineIndex {
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        for (i, &byte) in bytes.iter().enumerate() {
            if byte == b'\n' || (byte == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                line_starts.push(u32::try_from(i + 1).unwrap_or(u32::MAX));
            }
        }
        let ascii = text.is_ascii();
        let mut checkpoints = Vec::new();
        if !ascii {
            let (mut chars, mut utf16, mut next) = (0, 0, 0);
            for (byte, c) in text.char_indices() {
                if byte >= next {
                    checkpoints.push(Checkpoint { byte, chars, utf16 });
                    next = byte + STRIDE;
                }
                chars += 1;
                utf16 += c.len_utf16();
            }
        }
        LineIndex { text, ascii, line_starts, checkpoints }
    }

    /// How many lines the text has; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The byte at which a line (from 1) begins.
    #[must_use]
    pub fn line_start(&self, line: usize) -> Option<usize> {
        self.line_starts.get(line.checked_sub(1)?).map(|&start| start as usize)
    }

    /// Line and column of a byte offset; an offset behind the end is taken as the end.
    #[must_use]
    pub fn line_column(&self, byte: usize) -> LineColumn {
        let byte = self.floor(byte);
        let line = self.line_starts.partition_point(|&start| start as usize <= byte);
        let start = self.line_start(line).unwrap_or(0);
        LineColumn { line, column: self.counts(byte).0 - self.counts(start).0 + 1 }
    }

    /// Byte offset of a line and column; a column behind the line's end is taken as the line's end.
    #[must_use]
    pub fn byte(&self, place: LineColumn) -> Option<usize> {
        let start = self.line_start(place.line)?;
        let end = self.line_start(place.line + 1).unwrap_or(self.text.len());
        let line = self.text[start..end].trim_end_matches(['\r', '\n']);
        let column = place.column.checked_sub(1)?;
        Some(start + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at))
    }

    /// How many UTF-16 units stand before a byte offset.
    #[must_use]
    pub fn utf16(&self, byte: usize) -> usize {
        self.counts(self.floor(byte)).1
    }

    /// The byte offset that has so many UTF-16 units before it; inside a surrogate pair it is the pair's begin.
    #[must_use]
    pub fn byte_of_utf16(&self, utf16: usize) -> usize {
        if self.ascii {
            return utf16.min(self.text.len());
        }
        let after = self.checkpoints.partition_point(|point| point.utf16 <= utf16);
        let Some(point) = after.checked_sub(1).and_then(|i| self.checkpoints.get(i)) else { return 0 };
        let mut seen = point.utf16;
        for (at, c) in self.text[point.byte..].char_indices() {
            seen += c.len_utf16();
            if seen > utf16 {
                return point.byte + at;
            }
        }
        self.text.len()
    }

    /// (characters, UTF-16 units) before a byte offset that is a character boundary.
    fn counts(&self, byte: usize) -> (usize, usize) {
        if self.ascii {
            return (byte, byte);
        }
        let after = self.checkpoints.partition_point(|point| point.byte <= byte);
        let Some(point) = after.checked_sub(1).and_then(|i| self.checkpoints.get(i)) else { return (0, 0) };
        self.text[point.byte..byte]
            .chars()
            .fold((point.chars, point.utf16), |(chars, utf16), c| (chars + 1, utf16 + c.len_utf16()))
    }

    fn floor(&self, byte: usize) -> usize {
        self.text.floor_char_boundary(byte.min(self.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_columns_and_units() {
        let text = "a\r\nbü𝄞c\nd\re";
        let index = LineIndex::new(text.into());
        assert_eq!(index.line_count(), 4);
        let c = text.find('c').unwrap();
        assert_eq!(index.line_column(c), LineColumn { line: 2, column: 4 });
        assert_eq!(index.utf16(c), 7);
        assert_eq!(index.byte_of_utf16(7), c);
        assert_eq!(index.byte_of_utf16(6), text.find('𝄞').unwrap(), "inside the pair");
        assert_eq!(index.byte(LineColumn { line: 2, column: 4 }), Some(c));
        assert_eq!(index.byte(LineColumn { line: 2, column: 99 }), text.find("\nd"));
        assert_eq!(index.byte(LineColumn { line: 9, column: 1 }), None);
        assert_eq!(index.line_column(999), LineColumn { line: 4, column: 2 });
    }

    #[test]
    fn a_long_line_is_as_quick() {
        let text: Arc<str> = "ü".repeat(500_000).into();
        let index = LineIndex::new(text);
        for i in 0..20_000 {
            assert_eq!(index.line_column(i * 50).column, i * 25 + 1);
            assert_eq!(index.byte_of_utf16(i * 25), i * 50);
        }
    }
}
