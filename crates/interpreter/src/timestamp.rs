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

    /// Reads ISO 8601 / RFC 3339 text with an offset (`2016-03-14T01:59:00Z`), as the `Timestamp`
    /// field of a Wait state has it. `None` when the text is something else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Timestamp> {
        let moment: jiff::Timestamp = text.parse().ok()?;
        Some(Timestamp(moment.as_millisecond()))
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
        assert_eq!(Timestamp(0).to_string(), "1970-01-01T00:00:00.000Z");
    }

    #[test]
    fn the_far_ends_of_time_do_not_panic() {
        assert!(Timestamp(i64::MAX).to_string().ends_with('Z'));
        assert!(!Timestamp(i64::MIN).to_string().is_empty());
        assert_eq!(Timestamp(i64::MAX).plus_milliseconds(1), Timestamp(i64::MAX));
    }
}
