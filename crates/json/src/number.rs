//! A JSON number.

use std::cmp::Ordering;
use std::fmt::{self, Write};
use std::sync::Arc;

use crate::source::Source;

/// A JSON number with its text kept: `1.0`, `1e3` and integers of any length stay as they were written.
///
/// Equality and order are by exact decimal value, so `1 == 1.0`, and `0.1 + 0.2`'s neighbours stay apart.
#[derive(Clone)]
pub struct Number(Source);

impl Number {
    /// The number as it is written in JSON.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The nearest double; `None` when it lies outside a double's range (`1e999`).
    pub fn as_f64(&self) -> Option<f64> {
        self.as_str().parse::<f64>().ok().filter(|x| x.is_finite())
    }

    /// The number when its value is an integer that fits, however it is spelt (`1`, `1.0`, `1e3`).
    pub fn as_i64(&self) -> Option<i64> {
        if let Ok(integer) = self.as_str().parse::<i64>() {
            return Some(integer);
        }
        Decimal::read(self.as_str()).to_i64()
    }

    /// Whether it is spelt as an integer: neither fraction nor exponent. Java's readers, and so AWS, take
    /// such a number for a whole number and any other for a floating one.
    pub fn is_integer_literal(&self) -> bool {
        !self.as_str().bytes().any(|b| matches!(b, b'.' | b'e' | b'E'))
    }

    /// A finite double, written as Java writes it: `1.0`, `0.25`, `1.0E10`. `None` for NaN and the infinities.
    pub fn from_f64(value: f64) -> Option<Number> {
        if !value.is_finite() {
            return None;
        }
        let magnitude = value.abs();
        if value == 0.0 || (1e-3..1e7).contains(&magnitude) {
            // Results are full of these, so they are written without a string in between.
            let mut plain = Plain::default();
            return match write!(plain, "{value:?}") {
                Ok(()) => Some(Number(Source::whole(Arc::from(plain.text())))),
                Err(fmt::Error) => Some(Number::from_text(format!("{value:?}"))),
            };
        }
        let scientific = format!("{value:E}");
        let text = match scientific.split_once('E') {
            Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
            _ => scientific,
        };
        Some(Number::from_text(text))
    }

    /// A number from JSON's grammar of numbers; `None` when the text is anything else.
    pub fn parse(text: &str) -> Option<Number> {
        let length = crate::parse::scan_number(text.as_bytes()).ok()?;
        (length == text.len()).then(|| Number::from_text(text.to_owned()))
    }

    fn from_text(text: String) -> Number {
        Number(Source::whole(Arc::from(text)))
    }

    pub(crate) fn from_source(source: Source) -> Number {
        Number(source)
    }

    pub(crate) fn source(&self) -> &Source {
        &self.0
    }

    /// The same number, holding on to no text but its own.
    pub(crate) fn detached(&self) -> Number {
        if self.0.is_part() { Number::from_text(self.as_str().to_owned()) } else { self.clone() }
    }
}

/// Room for a double without an exponent: 17 digits, a sign, a point and the zeros of `0.00`.
#[derive(Default)]
struct Plain {
    bytes: [u8; 32],
    length: usize,
}

impl Plain {
    fn text(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Write for Plain {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

impl From<i64> for Number {
    fn from(value: i64) -> Number {
        // Results are full of integers, so they are written without a string in between.
        let mut digits = [0; 20];
        let mut first = digits.len();
        let mut rest = value.unsigned_abs();
        for (at, digit) in digits.iter_mut().enumerate().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            first = at;
            if rest == 0 {
                break;
            }
        }
        if let (true, Some(sign)) = (value < 0, first.checked_sub(1).and_then(|at| digits.get_mut(at))) {
            *sign = b'-';
            first -= 1;
        }
        let text = digits.get(first..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or("0");
        Number(Source::whole(Arc::from(text)))
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Number {
        Number::from_text(value.to_string())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Number) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Number {}
impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        let (a, b) = (self.as_str(), other.as_str());
        if a == b {
            return Ordering::Equal;
        }
        match (a.parse::<i64>(), b.parse::<i64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            _ => Decimal::read(a).cmp(&Decimal::read(b)),
        }
    }
}
impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A number's text taken apart: 0.`digits` × 10^`scale`, without zeros at either end of `digits`; zero has none.
struct Decimal<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    scale: i64,
}

impl<'a> Decimal<'a> {
    fn read(text: &'a str) -> Decimal<'a> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match rest.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)),
            None => (rest, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let (mut whole, mut fraction) = (whole.as_bytes(), fraction.as_bytes());
        while let [b'0', rest @ ..] = whole {
            whole = rest;
        }
        let mut scale = exponent.saturating_add(whole.len() as i64);
        if whole.is_empty() {
            while let [b'0', rest @ ..] = fraction {
                fraction = rest;
                scale = scale.saturating_sub(1);
            }
        }
        while let [rest @ .., b'0'] = fraction {
            fraction = rest;
        }
        if fraction.is_empty() {
            while let [rest @ .., b'0'] = whole {
                whole = rest;
            }
        }
        Decimal { negative, whole, fraction, scale }
    }

    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.iter().chain(self.fraction).copied()
    }

    fn cmp(&self, other: &Decimal<'_>) -> Ordering {
        match (self.is_zero(), other.is_zero()) {
            (true, true) => return Ordering::Equal,
            (true, false) => return if other.negative { Ordering::Greater } else { Ordering::Less },
            (false, true) => return if self.negative { Ordering::Less } else { Ordering::Greater },
            (false, false) => {}
        }
        match (self.negative, other.negative) {
            (true, false) => return Ordering::Less,
            (false, true) => return Ordering::Greater,
            (true, true) | (false, false) => {}
        }
        // Zeros at the end are gone, so the longer of two with the same beginning is the larger.
        let magnitude = self.scale.cmp(&other.scale).then_with(|| self.digits().cmp(other.digits()));
        if self.negative { magnitude.reverse() } else { magnitude }
    }

    fn to_i64(&self) -> Option<i64> {
        if self.is_zero() {
            return Some(0);
        }
        let count = (self.whole.len() + self.fraction.len()) as i64;
        if !(1..=19).contains(&self.scale) || count > self.scale {
            return None;
        }
        let mut value: i128 = 0;
        for digit in self.digits() {
            value = value * 10 + i128::from(digit - b'0');
        }
        for _ in count..self.scale {
            value *= 10;
        }
        i64::try_from(if self.negative { -value } else { value }).ok()
    }
}

/// An exponent's value, held at the ends of a range no text can leave by its length.
fn read_exponent(text: &str) -> i64 {
    const FAR: i64 = i64::MAX / 4;
    let (negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        [b'+', digits @ ..] => (false, digits),
        digits => (false, digits),
    };
    let mut value: i64 = 0;
    for digit in digits {
        value = (value.saturating_mul(10).saturating_add(i64::from(digit - b'0'))).min(FAR);
    }
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn equal_by_value_however_spelt() {
        for (a, b) in [
            ("1", "1.0"),
            ("1e3", "1000"),
            ("0", "-0.0"),
            ("0e99", "0"),
            ("1.50", "15e-1"),
            ("0.001", "1E-3"),
            ("123456789012345678901234567890", "1.2345678901234567890123456789e29"),
        ] {
            assert_eq!(number(a), number(b), "{a} {b}");
        }
        for (a, b) in [
            ("123456789012345678901", "123456789012345678902"),
            ("1", "-1"),
            ("0.1", "0.10000000000000001"),
            ("1e99999999999999999999", "1"),
        ] {
            assert_ne!(number(a), number(b), "{a} {b}");
        }
    }

    #[test]
    fn ordered_by_value() {
        let ascending = ["-1e400", "-12", "-1.5", "-0.01", "0", "0.01", "0.02", "1", "1.5", "2", "10", "1e400"];
        for pair in ascending.windows(2) {
            assert!(number(pair[0]) < number(pair[1]), "{pair:?}");
            assert!(number(pair[1]) > number(pair[0]), "{pair:?}");
        }
    }

    #[test]
    fn integers_by_value() {
        for (text, integer) in [
            ("1.0", Some(1)),
            ("1e3", Some(1000)),
            ("-9223372036854775808", Some(i64::MIN)),
            ("9223372036854775807.0", Some(i64::MAX)),
            ("9223372036854775808", None),
            ("1.5", None),
            ("0.1e1", Some(1)),
            ("0.00", Some(0)),
            ("1e30", None),
        ] {
            assert_eq!(number(text).as_i64(), integer, "{text}");
        }
    }

    #[test]
    fn integers_are_written() {
        for value in [0, 7, -7, 10, -10, 1_234_567_890, i64::MAX, i64::MIN, i64::MIN + 1] {
            assert_eq!(Number::from(value).as_str(), value.to_string());
        }
    }

    #[test]
    fn doubles_as_java_writes_them() {
        for (value, text) in [
            (1.0, "1.0"),
            (0.0, "0.0"),
            (0.25, "0.25"),
            (-1234.5, "-1234.5"),
            (1e7, "1.0E7"),
            (1.5e10, "1.5E10"),
            (0.0005, "5.0E-4"),
            (9999999.0, "9999999.0"),
        ] {
            assert_eq!(Number::from_f64(value).map(|n| n.to_string()), Some(text.to_owned()));
        }
        assert_eq!(Number::from_f64(f64::NAN), None);
        assert_eq!(Number::from_f64(f64::INFINITY), None);
    }

    #[test]
    fn only_json_numbers_parse() {
        for text in ["", "01", "1.", ".5", "+1", "1e", "1 ", "NaN", "0x1", "-", "--1"] {
            assert_eq!(Number::parse(text), None, "{text:?}");
        }
    }
}
