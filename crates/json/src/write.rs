//! Values to text, without recursion.

use crate::object::Object;
use crate::text::Text;
use crate::value::Value;

/// A container that is being written, and how many of its children are done.
enum Open<'a> {
    Array(&'a [Value], usize),
    Object(&'a Object, usize),
}

/// Compact, but whatever came from a text is that text.
pub(crate) fn write_kept(out: &mut String, value: &Value) {
    write(out, value, true, None);
}

/// Compact all through.
pub(crate) fn write_compact(out: &mut String, value: &Value) {
    write(out, value, false, None);
}

/// One member or item a line. Empty containers stay on theirs.
pub(crate) fn write_pretty(out: &mut String, value: &Value, indent: usize) {
    write(out, value, false, Some(indent));
}

fn write(out: &mut String, value: &Value, kept: bool, indent: Option<usize>) {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut next = Some(value);
    loop {
        if let Some(value) = next.take()
            && let Some(container) = begin(out, value, kept)
        {
            open.push(container);
        }
        let depth = open.len();
        let Some(container) = open.last_mut() else {
            return;
        };
        let (child, done, close): (Option<(Option<&Text>, &Value)>, &mut usize, char) = match container {
            Open::Array(items, done) => (items.get(*done).map(|item| (None, item)), done, ']'),
            Open::Object(object, done) => (object.entry_at(*done).map(|(key, value)| (Some(key), value)), done, '}'),
        };
        match child {
            Some((key, value)) => {
                if *done > 0 {
                    out.push(',');
                }
                *done += 1;
                new_line(out, indent, depth);
                if let Some(key) = key {
                    key.write(out);
                    out.push(':');
                    if indent.is_some() {
                        out.push(' ');
                    }
                }
                next = Some(value);
            }
            None => {
                if *done > 0 {
                    new_line(out, indent, depth - 1);
                }
                out.push(close);
                open.pop();
            }
        }
    }
}

/// Writes a scalar, or the opening of a container and hands it back.
fn begin<'a>(out: &mut String, value: &'a Value, kept: bool) -> Option<Open<'a>> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::String(text) => text.write(out),
        Value::Array(array) => match &array.source {
            Some(source) if kept => out.push_str(source.as_str()),
            Some(_) | None => {
                out.push('[');
                return Some(Open::Array(array.items(), 0));
            }
        },
        Value::Object(object) => match &object.source {
            Some(source) if kept => out.push_str(source.as_str()),
            Some(_) | None => {
                out.push('{');
                return Some(Open::Object(object, 0));
            }
        },
    }
    None
}

fn new_line(out: &mut String, indent: Option<usize>, depth: usize) {
    if let Some(indent) = indent {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', indent * depth));
    }
}

/// A string as Jackson, and so AWS, writes it: only quotes, backslashes and control characters are escaped.
pub(crate) fn write_escaped(out: &mut String, text: &str) {
    out.push('"');
    let mut plain_from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if escape_len(byte) == 1 {
            continue;
        }
        out.push_str(&text[plain_from..at]);
        plain_from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            0x08 => out.push_str("\\b"),
            0x0C => out.push_str("\\f"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            control => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                out.push_str("\\u00");
                out.push(char::from(HEX[usize::from(control >> 4)]));
                out.push(char::from(HEX[usize::from(control & 15)]));
            }
        }
    }
    out.push_str(&text[plain_from..]);
    out.push('"');
}

/// Bytes of what [`write_escaped`] writes.
pub(crate) fn escaped_len(text: &str) -> usize {
    2 + text.bytes().map(escape_len).sum::<usize>()
}

fn escape_len(byte: u8) -> usize {
    match byte {
        b'"' | b'\\' | 0x08 | 0x0C | b'\n' | b'\r' | b'\t' => 2,
        0x00..0x20 => 6,
        _ => 1,
    }
}
