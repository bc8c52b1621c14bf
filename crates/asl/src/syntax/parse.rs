//! Reads any text as JSON and never fails.
//!
//! The reader keeps its own stack, so nesting costs memory and never the call stack. Errors are reported strictly
//! (RFC 8259) while everything that can be made sense of still becomes nodes.

use super::tree::{NONE, Slot};
use super::{NodeKind, Repair, SyntaxError, Tree, quote};
use crate::{Span, TextChange};
use std::sync::Arc;

/// More errors than this help nobody.
const MAX_ERRORS: usize = 100;
/// Objects with more members are looked up through a table.
const LARGE: u32 = 24;

/// Reads `text`. Linear in its length.
pub(crate) fn parse(text: Arc<str>) -> Tree {
    if u32::try_from(text.len()).is_err() {
        let message = "The file is larger than 4 GiB; a definition may be 1 MiB at most.";
        return Tree::new(text, Vec::new(), vec![SyntaxError::new(message, Span::at(0))]);
    }
    let mut reader = Reader {
        text: &text,
        bytes: text.as_bytes(),
        at: 0,
        slots: Vec::new(),
        errors: Vec::new(),
        open: Vec::new(),
        open_objects: 0,
        kept: true,
    };
    reader.document();
    let Reader { slots, errors, .. } = reader;
    Tree::new(text, slots, errors)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    slots: Vec<Slot>,
    errors: Vec<SyntaxError>,
    open: Vec<Open>,
    open_objects: usize,
    /// Whether the last error was kept.
    kept: bool,
}

/// A container that is not closed yet.
struct Open {
    slot: u32,
    object: bool,
    children: u32,
    expect: Expect,
}

/// What comes next inside a container.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    /// A member or item, or the end.
    First,
    /// A comma or the end.
    CommaOrEnd,
    /// A member or item; there was a comma at this offset.
    Another(usize),
}

impl Reader<'_> {
    fn document(&mut self) {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        self.white_space();
        if self.at == self.bytes.len() {
            self.error(
                "The text is empty; a state machine is a JSON object with \"StartAt\" and \"States\".",
                Span::at(self.at),
            );
            return;
        }
        self.value(None);
        while !self.open.is_empty() {
            self.white_space();
            self.inside();
        }
        self.white_space();
        if self.at < self.bytes.len() {
            let span = Span::new(self.at, self.bytes.len());
            self.error("There is text behind the end of the JSON value; remove it.", span);
        }
    }

    /// One step inside the innermost open container.
    fn inside(&mut self) {
        let Some(open) = self.open.last() else { return };
        let (object, expect, slot) = (open.object, open.expect, open.slot);
        let Some(&byte) = self.bytes.get(self.at) else {
            let start = self.slots[slot as usize].start as usize;
            let message = if object {
                "This \"{\" is never closed; add \"}\"."
            } else {
                "This \"[\" is never closed; add \"]\"."
            };
            self.error(message, Span::new(start, start + 1));
            while !self.open.is_empty() {
                self.close(self.at);
            }
            return;
        };
        match (byte, expect) {
            (b'}' | b']', _) => self.closing(byte, expect),
            (b',', Expect::CommaOrEnd) => {
                self.set_expect(Expect::Another(self.at));
                self.at += 1;
            }
            (b',', Expect::First | Expect::Another(_)) => {
                self.error("There is a comma too many here; remove it.", Span::new(self.at, self.at + 1));
                self.repair("Remove the comma", Span::new(self.at, self.at + 1), "");
                self.at += 1;
            }
            (_, Expect::CommaOrEnd) => {
                if starts_value(byte) {
                    let end = Span::at(self.slots.last().map_or(self.at, |slot| (slot.end as usize).min(self.at)));
                    self.error("A comma is missing here.", end);
                    // After other errors the last thing may be a comment.
                    if self.errors.len() == 1 {
                        self.repair("Put a comma in", self.end_of_last(), ",");
                    }
                    self.set_expect(Expect::Another(self.at));
                } else {
                    self.junk();
                }
            }
            (_, Expect::First | Expect::Another(_)) => {
                self.set_expect(Expect::CommaOrEnd);
                if object { self.member(byte) } else { self.value(None) }
            }
        }
    }

    fn closing(&mut self, byte: u8, expect: Expect) {
        let wants_object = byte == b'}';
        let open_arrays = self.open.len() - self.open_objects;
        if (if wants_object { self.open_objects } else { open_arrays }) == 0 {
            let message = if wants_object {
                "This \"}\" closes nothing; remove it."
            } else {
                "This \"]\" closes nothing; remove it."
            };
            self.error(message, Span::new(self.at, self.at + 1));
            self.repair("Remove it", Span::new(self.at, self.at + 1), "");
            self.at += 1;
            return;
        }
        if let Expect::Another(comma) = expect {
            self.error("There is a comma before the end; remove it.", Span::new(comma, comma + 1));
            self.repair("Remove the comma", Span::new(comma, comma + 1), "");
        }
        while self.open.last().is_some_and(|open| open.object != wants_object) {
            let message = if wants_object {
                "A \"]\" is missing before this \"}\"."
            } else {
                "A \"}\" is missing before this \"]\"."
            };
            self.error(message, Span::new(self.at, self.at + 1));
            self.repair("Close it", Span::at(self.at), if wants_object { "]" } else { "}" });
            self.close(self.at);
        }
        self.at += 1;
        self.close(self.at);
    }

    fn member(&mut self, byte: u8) {
        let start = self.at;
        match byte {
            b'"' => self.string(),
            b'\'' => self.single_quoted(),
            b'{' | b'[' => {
                self.error("A key is missing before this value.", Span::at(self.at));
                return self.value(None);
            }
            b':' => self.error("A key is missing before this \":\".", Span::at(self.at)),
            _ if is_word(byte) => {
                self.word();
                self.error("Keys need double quotes.", Span::new(start, self.at));
                self.repair("Put it in double quotes", Span::new(start, self.at), &quote(&self.text[start..self.at]));
            }
            _ => return self.junk(),
        }
        let key = (start != self.at).then_some((start, self.at));
        self.white_space();
        match self.bytes.get(self.at) {
            Some(b':') => {
                self.at += 1;
                self.white_space();
                self.value(key);
            }
            Some(b'{' | b'[' | b'"' | b'0'..=b'9' | b'-') => {
                let end = Span::at(key.map_or(self.at, |(_, end)| end));
                self.error("A \":\" is missing between key and value.", end);
                let blank = self.at > end.start;
                self.repair("Put a colon in", end, if blank { ":" } else { ": " });
                self.value(key);
            }
            Some(_) | None => {
                let end = key.map_or(self.at, |(_, end)| end);
                self.error(
                    "This key has no value; write \":\" and a value behind it.",
                    key.map_or(Span::at(self.at), |(start, end)| Span::new(start, end)),
                );
                self.leaf(NodeKind::Broken, Span::at(end), key);
            }
        }
    }

    fn value(&mut self, key: Option<(usize, usize)>) {
        let start = self.at;
        let Some(&byte) = self.bytes.get(self.at) else {
            return self.missing(key);
        };
        let kind = match byte {
            b'{' | b'[' => return self.begin(byte == b'{', key),
            b'"' => {
                self.string();
                NodeKind::String
            }
            b'\'' => {
                self.single_quoted();
                NodeKind::String
            }
            b'-' | b'0'..=b'9' => {
                self.number();
                NodeKind::Number
            }
            b',' | b'}' | b']' => return self.missing(key),
            _ if is_word(byte) => {
                self.word();
                match &self.text[start..self.at] {
                    "true" | "false" => NodeKind::Bool,
                    "null" => NodeKind::Null,
                    word => {
                        let message = match word {
                            word if word.starts_with("${") => {
                                "A placeholder needs double quotes around it to be JSON.".into()
                            }
                            "True" | "TRUE" => "JSON writes this as true.".into(),
                            "False" | "FALSE" => "JSON writes this as false.".into(),
                            "None" | "NULL" | "Null" | "undefined" => "JSON writes this as null.".into(),
                            _ => format!(
                                "\"{}\" is no JSON value; text needs double quotes.",
                                &word[..word.floor_char_boundary(40)]
                            ),
                        };
                        let json = match word {
                            "True" | "TRUE" => "true".to_owned(),
                            "False" | "FALSE" => "false".to_owned(),
                            "None" | "NULL" | "Null" | "undefined" => "null".to_owned(),
                            word => quote(word),
                        };
                        let span = Span::new(start, self.at);
                        self.error(message, span);
                        self.repair("Write it as JSON", span, &json);
                        NodeKind::Broken
                    }
                }
            }
            _ => {
                self.junk();
                NodeKind::Broken
            }
        };
        self.leaf(kind, Span::new(start, self.at), key);
    }

    fn missing(&mut self, key: Option<(usize, usize)>) {
        self.error("A value is missing here.", Span::at(self.at));
        let at = key.map_or(self.at, |_| self.at.min(self.end_of_colon()));
        if key.is_some() || self.slots.is_empty() {
            self.leaf(NodeKind::Broken, Span::at(at), key);
        }
    }

    /// Directly behind the last thing that is not white space.
    fn end_of_colon(&self) -> usize {
        self.at - self.bytes[..self.at].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count()
    }

    fn begin(&mut self, object: bool, key: Option<(usize, usize)>) {
        let kind = if object { NodeKind::Object } else { NodeKind::Array };
        self.leaf(kind, Span::new(self.at, self.at + 1), key);
        self.at += 1;
        let slot = short(self.slots.len() - 1);
        self.open.push(Open { slot, object, children: 0, expect: Expect::First });
        self.open_objects += usize::from(object);
    }

    fn close(&mut self, end: usize) {
        if let Some(open) = self.open.pop() {
            self.open_objects -= usize::from(open.object);
            let skip = short(self.slots.len());
            let slot = &mut self.slots[open.slot as usize];
            slot.end = short(end);
            slot.skip = skip;
            slot.large = open.object && open.children > LARGE;
        }
    }

    fn leaf(&mut self, kind: NodeKind, span: Span, key: Option<(usize, usize)>) {
        let index = short(self.slots.len());
        let parent = self.open.last_mut().map_or(NONE, |open| {
            open.children += 1;
            open.slot
        });
        let (key_start, key_end) = key.map_or((NONE, NONE), |(start, end)| (short(start), short(end)));
        self.slots.push(Slot {
            kind,
            large: false,
            odd_key: key.is_some_and(|(start, end)| is_odd(&self.bytes[start..end])),
            odd_text: kind == NodeKind::String && is_odd(&self.bytes[span.range()]),
            start: short(span.start),
            end: short(span.end),
            skip: index + 1,
            parent,
            key_start,
            key_end,
        });
    }

    fn string(&mut self) {
        let start = self.at;
        self.at += 1;
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return;
                }
                Some(b'\\') => {
                    let length = match self.bytes.get(self.at + 1) {
                        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => 2,
                        Some(b'u') => {
                            let digits = self
                                .bytes
                                .iter()
                                .skip(self.at + 2)
                                .take(4)
                                .take_while(|byte| byte.is_ascii_hexdigit())
                                .count();
                            if digits < 4 {
                                self.error("\"\\u\" needs four hexadecimal digits.", Span::new(self.at, self.at + 2));
                            }
                            2 + digits
                        }
                        Some(_) | None => {
                            self.error("A backslash in a string needs one of \"\\/bfnrtu behind it; write \\\\ for a backslash.", Span::new(self.at, self.at + 1));
                            1
                        }
                    };
                    self.at += length;
                }
                None | Some(b'\n' | b'\r') => {
                    self.error(
                        "This string has no closing quote; line breaks in a string are written \\n.",
                        Span::new(start, self.at),
                    );
                    return;
                }
                Some(0..=0x1f) => {
                    self.error(
                        "Control characters in a string must be escaped (a tab is \\t).",
                        Span::new(self.at, self.at + 1),
                    );
                    self.at += 1;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    fn single_quoted(&mut self) {
        let start = self.at;
        self.at += 1;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' | b'\r' => break,
                b'\'' => {
                    self.at += 1;
                    break;
                }
                b'\\' if self.bytes.get(self.at + 1).is_some_and(u8::is_ascii) => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(self.bytes.len());
        let span = Span::new(start, self.at);
        self.error("JSON strings stand in double quotes.", span);
        let inside = self.text[span.range()].strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
        if let Some(inside) = inside.filter(|inside| !inside.contains('\\')) {
            self.repair("Put it in double quotes", span, &quote(inside));
        }
    }

    fn number(&mut self) {
        let start = self.at;
        while self
            .bytes
            .get(self.at)
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        {
            self.at += 1;
        }
        let spelling = &self.bytes[start..self.at];
        if !is_number(spelling) {
            self.error(
                "This is no JSON number: no leading zeros or plus sign, digits on both sides of the point.",
                Span::new(start, self.at),
            );
        }
    }

    /// Letters, digits, `_`, `$`, `.`, `-`, and all of a `${…}`.
    fn word(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            if self.text[self.at..].starts_with("${") {
                let line = self.text[self.at..].split('\n').next().unwrap_or_default();
                self.at += line.find('}').map_or(2, |end| end + 1);
            } else if is_word(byte) || byte.is_ascii_digit() || matches!(byte, b'.' | b'-') {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Skips what nothing can be made of, at least one character, up to where something may begin.
    fn junk(&mut self) {
        let start = self.at;
        while let Some(&byte) = self.bytes.get(self.at) {
            if self.at > start
                && self.text.is_char_boundary(self.at)
                && (byte.is_ascii_whitespace() || matches!(byte, b',' | b':' | b'"' | b'{' | b'}' | b'[' | b']'))
            {
                break;
            }
            self.at += 1;
        }
        self.error("This is not JSON.", Span::new(start, self.at));
    }

    /// White space; comments are skipped too, with an error each.
    fn white_space(&mut self) {
        loop {
            while matches!(self.bytes.get(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
                self.at += 1;
            }
            let rest = &self.bytes[self.at..];
            let length = if rest.starts_with(b"//") {
                rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len())
            } else if rest.starts_with(b"/*") {
                rest.windows(2).skip(2).position(|two| two == b"*/").map_or(rest.len(), |at| at + 4)
            } else {
                return;
            };
            let span = Span::new(self.at, self.at + length);
            self.error("JSON has no comments; use the \"Comment\" field.", span);
            self.repair("Remove the comment", span, "");
            self.at += length;
        }
    }

    fn set_expect(&mut self, expect: Expect) {
        if let Some(open) = self.open.last_mut() {
            open.expect = expect;
        }
    }

    fn error(&mut self, message: impl Into<String>, span: Span) {
        self.kept = self.errors.len() < MAX_ERRORS;
        if self.kept {
            self.errors.push(SyntaxError::new(message, span));
        }
    }

    /// What puts the last error right.
    fn repair(&mut self, title: &'static str, span: Span, insert: &str) {
        if let Some(error) = self.errors.last_mut().filter(|_| self.kept) {
            error.repair = Some(Repair { title, change: TextChange::new(span, insert) });
        }
    }

    /// Behind the last thing that was read.
    fn end_of_last(&self) -> Span {
        let before = &self.bytes[..self.at];
        let blank = before.iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
        Span::at(self.at - blank)
    }
}

/// Offsets fit: texts beyond 4 GiB are turned away at the door.
fn short(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(NONE)
}

fn starts_value(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b'"' | b'\'' | b'-' | b'0'..=b'9') || is_word(byte)
}

/// Whether a string's spelling is more than text between double quotes.
fn is_odd(spelling: &[u8]) -> bool {
    !matches!(spelling, [b'"', inside @ .., b'"'] if !inside.contains(&b'\\'))
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$'
}

fn is_number(spelling: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut rest = spelling.strip_prefix(b"-").unwrap_or(spelling);
    let whole = digits(rest);
    if whole == 0 || (whole > 1 && rest[0] == b'0') {
        return false;
    }
    rest = &rest[whole..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        let count = digits(fraction);
        if count == 0 {
            return false;
        }
        rest = &fraction[count..];
    }
    if let [b'e' | b'E', exponent @ ..] = rest {
        let exponent = match exponent {
            [b'+' | b'-', rest @ ..] => rest,
            _ => exponent,
        };
        let count = digits(exponent);
        return count > 0 && count == exponent.len();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Node;

    /// The tree as one line, for reading in tests.
    fn shown(text: &str) -> (String, Vec<String>) {
        fn show(node: Node<'_>, out: &mut String) {
            match node.kind() {
                NodeKind::Object => {
                    out.push('{');
                    for member in node.members() {
                        out.push_str(&member.key());
                        out.push(':');
                        show(member.value(), out);
                        out.push(' ');
                    }
                    out.push('}');
                }
                NodeKind::Array => {
                    out.push('[');
                    for item in node.items() {
                        show(item, out);
                        out.push(' ');
                    }
                    out.push(']');
                }
                NodeKind::Broken => out.push_str(&format!("?{}?", node.text())),
                NodeKind::String | NodeKind::Number | NodeKind::Bool | NodeKind::Null => out.push_str(node.text()),
            }
        }
        let tree = parse(text.into());
        let mut out = String::new();
        if let Some(root) = tree.root() {
            show(root, &mut out);
        }
        (
            out,
            tree.errors
                .iter()
                .map(|error| format!("{}..{} {}", error.span.start, error.span.end, error.message))
                .collect(),
        )
    }

    #[test]
    fn well_formed_text_has_no_errors() {
        for text in [
            "{}",
            "[]",
            "\u{feff} {\"a\" : [1, -0.5e+3, \"x\\u00e9\\n\", true, false, null] }\r\n",
            "0",
            "\"\"",
            "{\"a\":1,\"a\":2}",
        ] {
            assert_eq!(shown(text).1, Vec::<String>::new(), "{text}");
        }
        assert_eq!(shown("{\"a\":1,\"b\":{\"c\":[1,2]}}").0, "{a:1 b:{c:[1 2 ] } }");
    }

    #[test]
    fn broken_text_still_gives_what_can_be_read() {
        let cases = [
            ("{\"a\":1 \"b\":2}", "{a:1 b:2 }"),
            ("{\"a\":1,}", "{a:1 }"),
            ("{\"a\":}", "{a:?? }"),
            ("{\"a\"}", "{a:?? }"),
            ("{\"a\":[1,2}", "{a:[1 2 ] }"),
            ("[{\"a\":1]", "[{a:1 } ]"),
            ("{a:'x', b:True}", "{a:'x' b:?True? }"),
            ("{\"a\":\"unclosed\n,\"b\":2}", "{a:\"unclosed b:2 }"),
            ("{\"a\":{\"b\":1", "{a:{b:1 } }"),
            ("{\"a\": // why\n 1}", "{a:1 }"),
            ("{\"a\":${Bucket}, \"b\":1}", "{a:?${Bucket}? b:1 }"),
            ("{\"a\":01}", "{a:01 }"),
            ("{\"a\" 1}", "{a:1 }"),
            ("{\"a\":1}}", "{a:1 }"),
            ("{\"a\":1,\"b", "{a:1 b:?? }"),
            ("\u{0}\u{1}PNG", "?\u{0}\u{1}PNG?"),
            ("{\"a\":é,\"b\":2}", "{a:?é? b:2 }"),
        ];
        for (text, expected) in cases {
            let (tree, errors) = shown(text);
            assert_eq!(tree, expected, "{text}");
            assert!(!errors.is_empty(), "{text}");
        }
        assert!(!shown("").1.is_empty());
        assert!(!shown("  ").1.is_empty());
    }

    #[test]
    fn errors_stand_where_they_are() {
        assert_eq!(shown("{\"a\":1 \"b\":2}").1, ["6..6 A comma is missing here."]);
        assert_eq!(shown("[1,2,]").1, ["4..5 There is a comma before the end; remove it."]);
        assert_eq!(shown("[1").1, ["0..1 This \"[\" is never closed; add \"]\"."]);
    }

    #[test]
    fn numbers_are_strict() {
        for good in ["0", "-0", "10", "1.5", "1e3", "1E-3", "-1.25e+10"] {
            assert!(is_number(good.as_bytes()), "{good}");
        }
        for bad in ["", "-", "01", "1.", ".5", "1e", "1e+", "1.5x", "+1", "0x10", "1-2"] {
            assert!(!is_number(bad.as_bytes()), "{bad}");
        }
    }

    #[test]
    fn deep_nesting_and_large_files() {
        let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        let tree = parse(deep.as_str().into());
        assert!(tree.errors.is_empty());
        assert_eq!(tree.slots.len(), 1_000_000);
        drop(tree);
        assert!(!parse("{\"a\":[".repeat(100_000).into()).errors.is_empty());
        assert_eq!(parse("}".repeat(1_000_000).into()).errors.len(), 2);
        assert!(parse(", ".repeat(1_000_000).into()).errors.len() <= MAX_ERRORS);
        assert_eq!(parse(format!("[{}", "é ".repeat(1_000_000)).into()).errors.len(), MAX_ERRORS);
    }
}
