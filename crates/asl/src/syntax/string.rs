//! JSON strings: from their spelling to their meaning and back.

use std::borrow::Cow;

/// The meaning of what stands between a string's quotes. Escapes that are none are kept as they are written,
/// a lone surrogate becomes U+FFFD.
pub(crate) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let mut chars = rest.chars();
        let meant = match chars.next() {
            Some(c @ ('"' | '\\' | '/')) => c,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (c, used) = unicode(rest);
                match c {
                    Some(c) => out.push(c),
                    None => out.push_str("\\u"),
                }
                rest = &rest[used..];
                continue;
            }
            Some(_) | None => {
                out.push('\\');
                continue;
            }
        };
        out.push(meant);
        rest = chars.as_str();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// Reads `uXXXX`, with the second half of a surrogate pair: the character and how many bytes it took.
fn unicode(rest: &str) -> (Option<char>, usize) {
    let unit = |text: &str| {
        let digits = text.get(1..5)?;
        if !text.starts_with('u') || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        u32::from_str_radix(digits, 16).ok()
    };
    let Some(first) = unit(rest) else { return (None, 1) };
    if (0xD800..0xDC00).contains(&first)
        && let Some(second) = rest[5..].strip_prefix('\\').and_then(unit)
        && (0xDC00..0xE000).contains(&second)
    {
        let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(code), 11);
    }
    (Some(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)), 5)
}

/// A string as JSON text, quotes included; only what must be escaped is.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_escapes() {
        assert_eq!(unescape(r#"a\"\\\/\b\f\n\r\té"#), "a\"\\/\u{8}\u{c}\n\r\té");
        assert_eq!(unescape(r"\u00e9\ud834\udd1ex"), "é𝄞x");
        assert_eq!(unescape(r"\ud834x\udd1e"), "\u{fffd}x\u{fffd}");
        assert_eq!(unescape(r"\q\u12\"), r"\q\u12\");
        assert_eq!(unescape("\\u12é4"), "\\u12é4");
    }

    #[test]
    fn quotes_what_it_must() {
        assert_eq!(quote("a\"\\/\u{1}\té"), r#""a\"\\/\u0001\té""#);
    }
}
