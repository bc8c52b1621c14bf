//! Scalars as YAML writes them: plain where nobody can misread them, in quotes otherwise.

use super::layout::Layout;
use crate::quote;
use crate::syntax::yaml::is_text;

/// A text on one line. `like` is what the text that stood there began with.
pub(crate) fn text(value: &str, layout: &Layout, flow: bool, like: Option<u8>) -> String {
    let single_fits = value.chars().all(|c| !c.is_control() && !is_line_break(c) && c != '\u{feff}');
    match like {
        Some(b'"') => double(value),
        Some(b'\'') if single_fits => single(value),
        _ if is_plain(value, flow) => value.to_owned(),
        _ if single_fits && (layout.quote == b'\'' || value.contains(['"', '\\'])) => single(value),
        _ => double(value),
    }
}

/// A number. Readers of YAML 1.1 take one with an exponent for a text, unless it has a point and a sign.
pub(super) fn number(json: &str) -> String {
    let Some((digits, exponent)) = json.split_once(['e', 'E']) else { return json.to_owned() };
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['+', '-']) { "" } else { "+" };
    format!("{digits}{point}e{sign}{exponent}")
}

/// A text of several lines, each standing in `column`; none where it has to be quoted.
pub(super) fn literal(value: &str, layout: &Layout, column: usize) -> Option<String> {
    let (content, header) = match value.strip_suffix('\n') {
        Some(content) => (content, "|"),
        None => (value, "|-"),
    };
    let fits = content.contains('\n')
        && !content.starts_with([' ', '\n'])
        && !content.ends_with('\n')
        && content.split('\n').all(|line| !line.ends_with(' '))
        && content.chars().all(|c| c == '\n' || (!c.is_control() && !is_line_break(c) && c != '\u{feff}'));
    if !fits {
        return None;
    }
    let mut out = header.to_owned();
    for line in content.split('\n') {
        out.push_str(layout.newline);
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', column));
            out.push_str(line);
        }
    }
    Some(out)
}

fn single(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

fn double(value: &str) -> String {
    let mut out = String::new();
    for c in quote(value).chars() {
        // What YAML 1.1 takes for a line break, and what cannot be seen.
        if is_line_break(c) || c == '\u{feff}' || ('\u{7f}'..='\u{9f}').contains(&c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether readers of YAML 1.1 and 1.2 alike take it for the text that it is.
fn is_plain(value: &str, flow: bool) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=", "<<"];
    let Some(first) = value.chars().next() else { return false };
    // Numbers, dates and times in all their spellings.
    let like_number = first.is_ascii_digit() || matches!(first, '+' | '.');
    let number = like_number && value.chars().all(|c| c.is_ascii_hexdigit() || " _+-.:,xobTtZz".contains(c));
    is_text(value)
        && value.trim() == value
        && !number
        && !first.is_whitespace()
        && !"-?:,[]{}#&*!|>'\"%@`".contains(first)
        && !WORDS.iter().any(|word| value.eq_ignore_ascii_case(word))
        && !matches!(value.to_ascii_lowercase().as_str(), ".inf" | "+.inf" | ".nan")
        && !value.starts_with("...")
        && !value.contains(": ")
        && !value.contains(" #")
        && !value.ends_with(':')
        && !value.chars().any(|c| c.is_control() || is_line_break(c) || c == '\u{feff}')
        && !(flow && value.contains([',', '[', ']', '{', '}', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Format};

    fn layout(quote: u8) -> Layout {
        Layout { newline: "\n", unit: 2, dash: 2, short_lists: false, quote }
    }

    #[test]
    fn texts_are_quoted_where_they_would_be_misread() {
        for plain in ["B", "Größe 2", "$.a[0]", "arn:aws:lambda:x", "States.Format('a', $.b)", "3 apples", "a#b"] {
            assert_eq!(text(plain, &layout(b'"'), false, None), plain);
        }
        for quoted in [
            "",
            "yes",
            "No",
            "on",
            "TRUE",
            "null",
            "~",
            "1",
            "-1",
            "1.5",
            "0x1F",
            "1_000",
            "12:30:00",
            "2020-01-01",
            ".inf",
            "a: b",
            "a #b",
            "#a",
            "- a",
            "-",
            "? a",
            "*a",
            "&a",
            "!a",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "{a}",
            "[a]",
            "'a'",
            "\"a\"",
            "a:",
            " a",
            "a ",
            "a\tb",
            "<<",
            "=",
            "{% $x %}",
            "---",
            "...",
            "1e3",
            "+1",
            "0o7",
            "y",
            "null",
        ] {
            for style in [b'"', b'\''] {
                let written = text(quoted, &layout(style), false, None);
                assert!(written.starts_with(['"', '\'']), "{quoted}: {written}");
                let read = Document::parse(format!("a: {written}\n"), Format::Yaml);
                assert_eq!(read.root().unwrap().get("a").unwrap().as_str().as_deref(), Some(quoted), "{written}");
            }
        }
        assert_eq!(text("a", &layout(b'"'), false, Some(b'\'')), "'a'");
        assert_eq!(text("a, b", &layout(b'"'), true, None), "\"a, b\"");
        assert_eq!(literal("a\n\nb\n", &layout(b'"'), 4).unwrap(), "|\n    a\n\n    b");
        assert_eq!(literal(" a\nb", &layout(b'"'), 4), None);
        assert_eq!(literal("a", &layout(b'"'), 4), None);
    }
}
