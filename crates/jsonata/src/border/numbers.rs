//! Numbers on both sides of the border.

use std::cell::RefCell;
use std::collections::HashMap;

use stepwell_json::Number;

/// A whole double below this magnitude is written as an integer, as Java does with what fits a `long`.
const WHOLE: f64 = 9_223_372_036_854_775_808.0;

/// Texts up to this length name a double exactly enough to be read back.
const EXACT_DIGITS: usize = 15;

/// Numbers of the data that are no doubles: an id of 19 digits. The language computes with the nearest double; on AWS, which has longs,
/// such a number passes through an expression unharmed. So a double that comes out is taken for the one such number that went in as it.
#[derive(Debug, Default)]
pub(crate) struct WideNumbers(RefCell<HashMap<u64, Option<Number>>>);

impl WideNumbers {
    /// The double that stands for a number on its way in. What is out of range goes in as an infinity.
    pub(crate) fn double(&self, number: &Number) -> f64 {
        let text = number.as_str();
        if text.len() <= EXACT_DIGITS {
            return text.parse().unwrap_or(f64::NAN);
        }
        let Some(double) = number.as_f64() else {
            return if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
        };
        if exact(double).as_ref() != Some(number) {
            let mut wide = self.0.borrow_mut();
            wide.entry(double.to_bits())
                // Two numbers that go in as one double cannot be told apart when it comes out.
                .and_modify(|known| {
                    if known.as_ref() != Some(number) {
                        *known = None;
                    }
                })
                .or_insert_with(|| Some(number.clone()));
        }
        double
    }

    /// The number that a finite double is written as on its way out.
    pub(crate) fn number(&self, double: f64) -> Option<Number> {
        match self.0.borrow().get(&double.to_bits()) {
            Some(Some(number)) => Some(number.clone()),
            Some(None) | None => written(double),
        }
    }
}

/// A double as AWS writes it: whole ones that fit a `long` as integers, others as Java's `Double`.
fn written(double: f64) -> Option<Number> {
    if double.fract() == 0.0 && double.abs() < WHOLE {
        return Some(Number::from(double as i64));
    }
    Number::from_f64(double)
}

/// The number whose shortest decimal text a double has.
fn exact(double: f64) -> Option<Number> {
    Number::parse(&format!("{double:e}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
    }

    #[test]
    fn written_as_java_writes_them() {
        for (double, text) in [
            (1.0, "1"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e15, "1000000000000000"),
            (-9_007_199_254_740_993.0, "-9007199254740992"),
            (1e19, "1.0E19"),
            (0.00001, "1.0E-5"),
            (2.5, "2.5"),
        ] {
            assert_eq!(WideNumbers::default().number(double).map(|n| n.to_string()).as_deref(), Some(text));
        }
        assert_eq!(WideNumbers::default().number(f64::NAN), None);
    }

    #[test]
    fn what_is_no_double_comes_out_as_it_went_in() {
        let wide = WideNumbers::default();
        for text in ["1234567890123456789", "0.1000000000000000055511151231257827", "-1234567890123456789"] {
            let double = wide.double(&number(text));
            assert_eq!(wide.number(double).map(|n| n.to_string()).as_deref(), Some(text));
        }
        assert_eq!(
            wide.number(1234567890123456789.0 + 1024.0).map(|n| n.to_string()).as_deref(),
            Some("1234567890123457792")
        );
        // Of two that are one double, neither is meant.
        let double = wide.double(&number("1234567890123456788"));
        assert_eq!(wide.number(double).map(|n| n.to_string()).as_deref(), Some("1234567890123456768"));
    }

    #[test]
    fn doubles_are_not_kept() {
        let wide = WideNumbers::default();
        for text in ["0.30000000000000004", "9007199254740992", "1.7976931348623157e308", "1.000000000000000000"] {
            wide.double(&number(text));
        }
        assert!(wide.0.borrow().is_empty());
        assert_eq!(wide.double(&number("1000000000000000000e999")), f64::INFINITY);
    }
}
