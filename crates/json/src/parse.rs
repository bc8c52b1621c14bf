//! Text to values: RFC 8259 and nothing more, without recursion.

use std::fmt;
use std::sync::Arc;

use crate::MAX_DEPTH;
use crate::array::Array;
use crate::number::Number;
use crate::object::{Members, Object};
use crate::source::Source;
use crate::text::Text;
use crate::value::Value;

/// Why a text is not JSON. Each has a stable [code](ParseErrorKind::code).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseErrorKind {
    /// The text ends before the value does; an empty text too.
    UnexpectedEnd,
    /// A character that cannot stand here.
    UnexpectedCharacter,
    /// Something follows the value.
    TrailingCharacters,
    /// A number that JSON does not write so: `01`, `1.`, `+1`.
    InvalidNumber,
    /// A backslash followed by something that is no escape.
    InvalidEscape,
    /// A control character inside a string that should be an escape.
    ControlCharacter,
    /// More than [`MAX_DEPTH`] arrays and objects inside one another.
    TooDeep,
    /// A text of 4 GiB or more.
    TooLong,
}

impl ParseErrorKind {
    /// A name that does not change.
    pub fn code(self) -> &'static str {
        match self {
            ParseErrorKind::UnexpectedEnd => "json.unexpected-end",
            ParseErrorKind::UnexpectedCharacter => "json.unexpected-character",
            ParseErrorKind::TrailingCharacters => "json.trailing-characters",
            ParseErrorKind::InvalidNumber => "json.invalid-number",
            ParseErrorKind::InvalidEscape => "json.invalid-escape",
            ParseErrorKind::ControlCharacter => "json.control-character",
            ParseErrorKind::TooDeep => "json.too-deep",
            ParseErrorKind::TooLong => "json.too-long",
        }
    }
}

/// A text that is not JSON, why, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseError {
    /// What is wrong.
    pub kind: ParseErrorKind,
    /// What is wrong, in a sentence.
    pub message: String,
    /// Where, in bytes from the beginning of the text.
    pub offset: usize,
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (line {}, column {})", self.message, self.line, self.column)
    }
}

impl std::error::Error for ParseError {}

/// An error before anybody has counted lines.
pub(crate) struct Fault {
    kind: ParseErrorKind,
    message: String,
    offset: usize,
}

fn fault<T>(kind: ParseErrorKind, offset: usize, message: impl Into<String>) -> Result<T, Fault> {
    Err(Fault { kind, message: message.into(), offset })
}

pub(crate) fn parse(text: Arc<str>) -> Result<Value, ParseError> {
    Parser { text: &text, bytes: text.as_bytes(), at: 0 }.document().map_err(|fault| locate(&text, fault))
}

fn locate(text: &str, fault: Fault) -> ParseError {
    let before = text.get(..fault.offset).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    ParseError {
        kind: fault.kind,
        message: fault.message,
        offset: fault.offset,
        line: before.bytes().filter(|&b| b == b'\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// A container whose end has not been seen.
enum Open {
    Array { items: Vec<Value>, start: usize },
    Object { members: Members, key: Text, start: usize },
}

struct Parser<'a> {
    text: &'a Arc<str>,
    bytes: &'a [u8],
    at: usize,
}

impl Parser<'_> {
    fn document(&mut self) -> Result<Value, Fault> {
        if u32::try_from(self.bytes.len()).is_err() {
            return fault(ParseErrorKind::TooLong, 0, "The text is 4 GiB long or longer; split it.");
        }
        let value = self.value()?;
        self.white_space();
        if self.at < self.bytes.len() {
            return fault(
                ParseErrorKind::TrailingCharacters,
                self.at,
                format!("Nothing may follow the value, but here is {}.", self.found()),
            );
        }
        Ok(value)
    }

    fn value(&mut self) -> Result<Value, Fault> {
        let mut open: Vec<Open> = Vec::new();
        loop {
            self.white_space();
            let start = self.at;
            let mut value = match self.bytes.get(self.at) {
                Some(b'{') => {
                    self.enter(open.len())?;
                    if let Some(key) = self.first_key()? {
                        open.push(Open::Object { members: Members::default(), key, start });
                        continue;
                    }
                    let source = Source::new(self.text, start, self.at);
                    Value::Object(Arc::new(Object::parsed(Members::default(), source)))
                }
                Some(b'[') => {
                    self.enter(open.len())?;
                    self.white_space();
                    if self.bytes.get(self.at) != Some(&b']') {
                        open.push(Open::Array { items: Vec::new(), start });
                        continue;
                    }
                    self.at += 1;
                    let source = Source::new(self.text, start, self.at);
                    Value::Array(Arc::new(Array::parsed(Vec::new(), source)))
                }
                Some(b'"') => Value::String(self.string()?),
                Some(b'-' | b'0'..=b'9') => {
                    let length = scan_number(&self.bytes[self.at..]).map_err(|(by, message)| Fault {
                        kind: if start + by >= self.bytes.len() {
                            ParseErrorKind::UnexpectedEnd
                        } else {
                            ParseErrorKind::InvalidNumber
                        },
                        offset: start + by,
                        message: message.to_owned(),
                    })?;
                    self.at += length;
                    Value::Number(Number::from_source(Source::new(self.text, start, self.at)))
                }
                Some(b't') => self.word("true", Value::Bool(true))?,
                Some(b'f') => self.word("false", Value::Bool(false))?,
                Some(b'n') => self.word("null", Value::Null)?,
                Some(_) => return self.expected("a value"),
                None => return self.expected("a value"),
            };
            // The value is whole: hand it to the container it is in, and close those that end here.
            loop {
                self.white_space();
                match open.pop() {
                    None => return Ok(value),
                    Some(Open::Array { mut items, start }) => {
                        items.push(value);
                        match self.bytes.get(self.at) {
                            Some(b',') => {
                                self.at += 1;
                                open.push(Open::Array { items, start });
                                break;
                            }
                            Some(b']') => {
                                self.at += 1;
                                items.shrink_to_fit();
                                let source = Source::new(self.text, start, self.at);
                                value = Value::Array(Arc::new(Array::parsed(items, source)));
                            }
                            _ => return self.expected("`,` or `]`"),
                        }
                    }
                    Some(Open::Object { mut members, key, start }) => {
                        members.insert(key, value);
                        match self.bytes.get(self.at) {
                            Some(b',') => {
                                self.at += 1;
                                let key = self.key()?;
                                open.push(Open::Object { members, key, start });
                                break;
                            }
                            Some(b'}') => {
                                self.at += 1;
                                let source = Source::new(self.text, start, self.at);
                                value = Value::Object(Arc::new(Object::parsed(members, source)));
                            }
                            _ => return self.expected("`,` or `}`"),
                        }
                    }
                }
            }
        }
    }

    /// Past the bracket that opens a container.
    fn enter(&mut self, depth: usize) -> Result<(), Fault> {
        if depth >= MAX_DEPTH {
            return fault(
                ParseErrorKind::TooDeep,
                self.at,
                format!("More than {MAX_DEPTH} arrays and objects lie inside one another here."),
            );
        }
        self.at += 1;
        Ok(())
    }

    /// After `{`: the first name and its colon, or nothing when the object ends at once.
    fn first_key(&mut self) -> Result<Option<Text>, Fault> {
        self.white_space();
        match self.bytes.get(self.at) {
            Some(b'}') => {
                self.at += 1;
                Ok(None)
            }
            Some(b'"') => self.key().map(Some),
            _ => self.expected("a name in quotes or `}`"),
        }
    }

    fn key(&mut self) -> Result<Text, Fault> {
        self.white_space();
        if self.bytes.get(self.at) != Some(&b'"') {
            return self.expected("a name in quotes");
        }
        let key = self.string()?;
        self.white_space();
        if self.bytes.get(self.at) != Some(&b':') {
            return self.expected("`:`");
        }
        self.at += 1;
        Ok(key)
    }

    fn string(&mut self) -> Result<Text, Fault> {
        let start = self.at;
        let mut at = start + 1;
        let mut meaning: Option<String> = None;
        let mut plain_from = at;
        loop {
            match self.bytes.get(at) {
                None => {
                    return fault(
                        ParseErrorKind::UnexpectedEnd,
                        at,
                        "The text ends inside a string; its closing quote is missing.",
                    );
                }
                Some(b'"') => {
                    self.at = at + 1;
                    let source = Source::new(self.text, start, self.at);
                    return Ok(match meaning {
                        None => Text::plain(source),
                        Some(mut meaning) => {
                            meaning.push_str(&self.text[plain_from..at]);
                            Text::escaped(meaning, source)
                        }
                    });
                }
                Some(b'\\') => {
                    let meaning = meaning.get_or_insert_default();
                    meaning.push_str(&self.text[plain_from..at]);
                    let (character, length) = self.escape(at)?;
                    meaning.push(character);
                    at += length;
                    plain_from = at;
                }
                Some(0x00..0x20) => {
                    return fault(
                        ParseErrorKind::ControlCharacter,
                        at,
                        "A control character or line break stands bare in a string; write it as an escape such as \\n.",
                    );
                }
                Some(_) => at += 1,
            }
        }
    }

    /// The character an escape at `at` means, and the bytes it takes.
    fn escape(&self, at: usize) -> Result<(char, usize), Fault> {
        let character = match self.bytes.get(at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = self.hex(at + 2)?;
                if (0xD800..0xDC00).contains(&unit) && self.bytes.get(at + 6..at + 8) == Some(b"\\u") {
                    let low = self.hex(at + 8)?;
                    if (0xDC00..0xE000).contains(&low) {
                        let code = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                        return Ok((char::from_u32(code).unwrap_or('\u{FFFD}'), 12));
                    }
                }
                return Ok((char::from_u32(unit).unwrap_or('\u{FFFD}'), 6));
            }
            None => {
                return fault(ParseErrorKind::UnexpectedEnd, at + 1, "The text ends inside a string.");
            }
            Some(_) => {
                return fault(
                    ParseErrorKind::InvalidEscape,
                    at,
                    "This backslash begins no escape that JSON knows; write \\\\ for a backslash.",
                );
            }
        };
        Ok((character, 2))
    }

    fn hex(&self, at: usize) -> Result<u32, Fault> {
        let digits = self.bytes.get(at..at + 4).unwrap_or_default();
        if digits.len() == 4 && digits.iter().all(u8::is_ascii_hexdigit) {
            let digits = self.text.get(at..at + 4).unwrap_or_default();
            if let Ok(unit) = u32::from_str_radix(digits, 16) {
                return Ok(unit);
            }
        }
        fault(ParseErrorKind::InvalidEscape, at - 2, "\\u is followed by four hexadecimal digits.")
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Fault> {
        if self.bytes[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(value);
        }
        self.expected("a value")
    }

    fn white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    fn expected<T>(&self, what: &str) -> Result<T, Fault> {
        match self.bytes.get(self.at) {
            None => fault(ParseErrorKind::UnexpectedEnd, self.at, format!("The text ends where {what} should stand.")),
            Some(_) => fault(
                ParseErrorKind::UnexpectedCharacter,
                self.at,
                format!("Here should stand {what}, not {}.", self.found()),
            ),
        }
    }

    fn found(&self) -> String {
        match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some('\u{FEFF}') => "a byte order mark".to_owned(),
            Some(character) if character.is_control() => format!("U+{:04X}", character as u32),
            Some(character) => format!("`{character}`"),
            None => "the end".to_owned(),
        }
    }
}

/// The length of the number at the beginning of `bytes`, or the offset of what is wrong with it.
pub(crate) fn scan_number(bytes: &[u8]) -> Result<usize, (usize, &'static str)> {
    let digits = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 {
        return Err((at, "A digit should stand here."));
    }
    if whole > 1 && bytes[at] == b'0' {
        return Err((at, "A number does not begin with 0 unless it is 0 or 0.…"));
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        let fraction = digits(at);
        if fraction == 0 {
            return Err((at, "A digit should follow the decimal point."));
        }
        at += fraction;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        let exponent = digits(at);
        if exponent == 0 {
            return Err((at, "A digit should stand in the exponent."));
        }
        at += exponent;
    }
    Ok(at)
}
