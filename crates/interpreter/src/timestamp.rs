//! Moments in time as the interpreter is told them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment in milliseconds since 1970-01-01T00:00:00Z.
///
/// The interpreter has no clock: every timestamp comes in with an [`Input`](crate::Input) or is
/// computed from one. `Display` writes ISO 8601 in UTC with milliseconds, as Step Functions does in
/// the context object (`2026-11-22T10:46:00.123Z`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The moment `milliseconds` later; saturates instead of overflowing.
    #[must_use]
    pub fn plus_milliseconds(self, milliseconds: i64) -> Timestamp {
        Timestamp(self.0.saturating_add(milliseconds))
    }

    /// Reads an ISO 8601 extended date-time with an offset (`2016-03-14T01:59:00Z`), the only form
    /// that Wait and Choice states take. Seconds may be left out. `None` when the text is something
    /// else: a date alone, a local time, a day that does not exist.
    #[must_use]
    pub fn parse(text: &str) -> Option<Timestamp> {
        let digits = |range: std::ops::Range<usize>| -> Option<i64> {
            let part = text.get(range)?;
            if part.bytes().all(|byte| byte.is_ascii_digit()) { part.parse().ok() } else { None }
        };
        let is = |at: usize, byte: u8| text.as_bytes().get(at) == Some(&byte);
        if !(is(4, b'-') && is(7, b'-') && (is(10, b'T') || is(10, b't')) && is(13, b':')) {
            return None;
        }
        let date = jiff::civil::Date::new(
            i16::try_from(digits(0..4)?).ok()?,
            i8::try_from(digits(5..7)?).ok()?,
            i8::try_from(digits(8..10)?).ok()?,
        )
        .ok()?;
        let (hour, minute) = (digits(11..13)?, digits(14..16)?);
        let (mut second, mut millisecond) = (0, 0);
        let mut at = 16;
        if is(at, b':') {
            second = digits(at + 1..at + 3)?;
            at += 3;
            if is(at, b'.') {
                let fraction = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
                if fraction > 9 {
                    return None;
                }
                let padded = format!("{:0<3}", &text[at + 1..at + 1 + fraction]);
                millisecond = padded.get(..3)?.parse().ok()?;
                at += 1 + fraction;
            }
        }
        let offset_minutes = match text.get(at..)? {
            "Z" | "z" => 0,
            offset => {
                let sign = match offset.as_bytes().first()? {
                    b'+' => 1,
                    b'-' => -1,
                    _ => return None,
                };
                if offset.len() != 6 || !is(at + 3, b':') {
                    return None;
                }
                let (hours, minutes) = (digits(at + 1..at + 3)?, digits(at + 4..at + 6)?);
                if hours > 18 || minutes > 59 {
                    return None;
                }
                sign * (hours * 60 + minutes)
            }
        };
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let days = (date - jiff::civil::Date::constant(1970, 1, 1)).get_days();
        let minutes = (i64::from(days) * 24 + hour) * 60 + minute - offset_minutes;
        Some(Timestamp((minutes * 60 + second) * 1000 + millisecond))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Years beyond 9999 cannot be written as ISO 8601; the nearest that can be stands for them.
        let (first, last) = (jiff::Timestamp::MIN, jiff::Timestamp::MAX);
        let millisecond = self.0.clamp(first.as_second() * 1000, last.as_second() * 1000);
        match jiff::Timestamp::from_millisecond(millisecond) {
            Ok(moment) => write!(formatter, "{moment:.3}"),
            Err(_) => write!(formatter, "{}ms", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_iso_8601() {
        let moment = Timestamp(1_458_000_000_123);
        assert_eq!(moment.to_string(), "2016-03-15T00:00:00.123Z");
        assert_eq!(Timestamp::parse("2016-03-15T00:00:00.123Z"), Some(moment));
        assert_eq!(Timestamp::parse("2016-03-15T02:00:00.123+02:00"), Some(moment));
        assert_eq!(Timestamp::parse("2016-03-15"), None);
        assert_eq!(Timestamp::parse("2016-03-15T00:00Z"), Some(Timestamp(1_458_000_000_000)));
        assert_eq!(Timestamp::parse("2016-03-15T00:00:00.1Z"), Some(Timestamp(1_458_000_000_100)));
        for other in
            ["", "2016-13-15T00:00:00Z", "2016-02-30T00:00:00Z", "2016-03-15T25:00:00Z", "2016-03-15 00:00:00Z"]
        {
            assert_eq!(Timestamp::parse(other), None, "{other}");
        }
        for other in
            ["2016-03-15T00:00:00", "2016-03-15T00:00:00.Z ", "05-12-2016T21:29:29Z", "2016-03-1\u{e9}T00:00:00Z"]
        {
            assert_eq!(Timestamp::parse(other), None, "{other}");
        }
        assert_eq!(Timestamp(0).to_string(), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn the_far_ends_of_time_do_not_panic() {
        assert!(Timestamp(i64::MAX).to_string().ends_with('Z'));
        assert!(!Timestamp(i64::MIN).to_string().is_empty());
        assert_eq!(Timestamp(i64::MAX).plus_milliseconds(1), Timestamp(i64::MAX));
    }
}
