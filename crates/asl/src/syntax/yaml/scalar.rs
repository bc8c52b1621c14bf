//! Scalars: their types, escapes and folds.

use super::value::Content;

/// What a plain scalar means, by YAML 1.2's core schema.
pub(super) fn plain(text: &str) -> Content {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Content::Null,
        "true" | "True" | "TRUE" => Content::Bool(true),
        "false" | "False" | "FALSE" => Content::Bool(false),
        _ => number(text).map_or_else(|| Content::Text(text.to_owned()), Content::Number),
    }
}

/// A number as JSON spells it.
fn number(text: &str) -> Option<String> {
    let based = |digits: &str, base: u32| {
        // from_str_radix would take a sign.
        let plain = digits.bytes().all(|byte| byte.is_ascii_alphanumeric());
        u64::from_str_radix(digits, base).ok().filter(|_| plain).map(|value| value.to_string())
    };
    if let Some(digits) = text.strip_prefix("0x") {
        return based(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return based(digits, 8);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match rest.find(['e', 'E']) {
        Some(at) => (&rest[..at], Some(&rest[at + 1..])),
        None => (rest, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !fraction.is_none_or(digits) || (whole.is_empty() && fraction.is_none_or(str::is_empty)) {
        return None;
    }
    let mut out = sign.to_owned();
    let trimmed = whole.trim_start_matches('0');
    out.push_str(if trimmed.is_empty() { "0" } else { trimmed });
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(if fraction.is_empty() { "0" } else { fraction });
    }
    if let Some(exponent) = exponent {
        let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if unsigned.is_empty() || !digits(unsigned) {
            return None;
        }
        out.push('e');
        out.push_str(exponent);
    }
    Some(out)
}

/// What stands between double quotes; tells the offset of a wrong escape.
pub(super) fn double_quoted(raw: &str) -> (String, Option<usize>) {
    let mut out = String::with_capacity(raw.len());
    let mut wrong = None;
    let mut chars = raw.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\n' | '\r' => fold(&mut out, &mut chars, c),
            '\\' => {
                let Some((_, escaped)) = chars.next() else { break };
                let meant = match escaped {
                    '0' => '\0',
                    'a' => '\u{7}',
                    'b' => '\u{8}',
                    't' | '\t' => '\t',
                    'n' => '\n',
                    'v' => '\u{b}',
                    'f' => '\u{c}',
                    'r' => '\r',
                    'e' => '\u{1b}',
                    ' ' | '"' | '/' | '\\' => escaped,
                    'N' => '\u{85}',
                    '_' => '\u{a0}',
                    'L' => '\u{2028}',
                    'P' => '\u{2029}',
                    'x' | 'u' | 'U' => {
                        let length = match escaped {
                            'x' => 2,
                            'u' => 4,
                            _ => 8,
                        };
                        let start = at + 2;
                        let digits = raw
                            .get(start..start + length)
                            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
                        let Some(code) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
                            wrong = wrong.or(Some(at));
                            continue;
                        };
                        for _ in 0..length {
                            chars.next();
                        }
                        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                    '\n' | '\r' => {
                        // An escaped line break joins the lines with nothing between.
                        while chars.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\n' | '\r')).is_some() {}
                        continue;
                    }
                    _ => {
                        wrong = wrong.or(Some(at));
                        continue;
                    }
                };
                out.push(meant);
            }
            c => out.push(c),
        }
    }
    (out, wrong)
}

/// What stands between single quotes.
pub(super) fn single_quoted(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        match c {
            '\n' | '\r' => fold(&mut out, &mut chars, c),
            '\'' => {
                chars.next_if(|(_, c)| *c == '\'');
                out.push('\'');
            }
            c => out.push(c),
        }
    }
    out
}

/// A line break inside a scalar: with the white space around it it is one blank, and further empty lines are line breaks.
fn fold(out: &mut String, chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>, first: char) {
    out.truncate(out.trim_end_matches([' ', '\t']).len());
    let mut breaks = usize::from(first == '\n');
    while let Some((_, c)) = chars.next_if(|(_, c)| matches!(c, ' ' | '\t' | '\n' | '\r')) {
        breaks += usize::from(c == '\n');
    }
    if breaks <= 1 {
        out.push(' ');
    } else {
        out.extend(std::iter::repeat_n('\n', breaks - 1));
    }
}

/// A plain scalar of several lines.
pub(super) fn folded_plain(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut chars = raw.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        if matches!(c, '\n' | '\r') { fold(&mut out, &mut chars, c) } else { out.push(c) }
    }
    out
}

/// How a block scalar ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Chomp {
    /// One line break.
    Clip,
    /// None.
    Strip,
    /// All of them.
    Keep,
}

/// A block scalar's lines, already without their indentation.
pub(super) fn block(lines: &[&str], folded: bool, chomp: Chomp) -> String {
    let content = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    let mut out = String::new();
    let mut i = 0;
    while i < content {
        out.push_str(lines[i]);
        let mut next = i + 1;
        while next < content && lines[next].is_empty() {
            next += 1;
        }
        if next < content {
            let empty = next - i - 1;
            let indented = |line: &str| line.starts_with([' ', '\t']);
            if folded && !lines[i].is_empty() && !indented(lines[i]) && !indented(lines[next]) {
                if empty == 0 { out.push(' ') } else { out.extend(std::iter::repeat_n('\n', empty)) }
            } else {
                out.extend(std::iter::repeat_n('\n', empty + 1));
            }
        }
        i = next;
    }
    match chomp {
        Chomp::Strip => {}
        Chomp::Clip if content == 0 => {}
        Chomp::Clip => out.push('\n'),
        Chomp::Keep => out.extend(std::iter::repeat_n('\n', lines.len() - content + usize::from(content > 0))),
    }
    out
}
