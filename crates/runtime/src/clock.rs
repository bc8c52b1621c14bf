//! Which time an execution is told.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use stepwell_interpreter::Timestamp;

/// Whether waits, pauses before retries and timeouts take their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TimeMode {
    /// They do.
    #[default]
    Real,
    /// They take none, happen in the right order, and timestamps advance as if they had. Time stands still
    /// while an answer from outside is outstanding.
    Skip,
}

/// The time now, by the machine's clock.
pub(crate) fn wall() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// An execution's clock. It never goes back, whatever is done to the machine's.
#[derive(Debug)]
pub(crate) struct Clock {
    mode: TimeMode,
    last: Timestamp,
    /// By how much it is behind the machine's clock, in milliseconds: a fork goes on at the moment it forked at.
    behind: i64,
}

impl Clock {
    /// A clock that was last read at `last`.
    pub(crate) fn from(mode: TimeMode, last: Timestamp) -> Self {
        Self { mode, last, behind: 0 }
    }

    /// The clock, so much behind the machine's.
    pub(crate) fn behind(self, milliseconds: i64) -> Self {
        Self { behind: milliseconds, ..self }
    }

    pub(crate) fn mode(&self) -> TimeMode {
        self.mode
    }

    /// The time of the next input.
    pub(crate) fn now(&mut self) -> Timestamp {
        match self.mode {
            TimeMode::Real => self.last = self.last.max(wall().plus_milliseconds(-self.behind)),
            // Only timers move skipped time: how long this machine takes to compute must not decide which
            // of two of them comes first.
            TimeMode::Skip => {}
        }
        self.last
    }

    /// The time of the newest input.
    pub(crate) fn last(&self) -> Timestamp {
        self.last
    }

    /// Moves on to `due`, if that is still to come.
    pub(crate) fn advance_to(&mut self, due: Timestamp) {
        self.last = self.last.max(due);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_time_never_goes_back() {
        let ahead = wall().plus_milliseconds(3_600_000);
        let mut clock = Clock::from(TimeMode::Real, ahead);
        assert_eq!(clock.now(), ahead, "the machine's clock was set back by an hour");
        let mut clock = Clock::from(TimeMode::Real, Timestamp(0));
        assert!(clock.now() > Timestamp(1_700_000_000_000));
    }

    #[test]
    fn a_clock_that_is_behind_goes_on_from_the_past() {
        let mut clock = Clock::from(TimeMode::Real, Timestamp(0)).behind(86_400_000);
        let yesterday = wall().plus_milliseconds(-86_400_000);
        assert!((0..60_000).contains(&(clock.now().0 - yesterday.0)));
    }

    #[test]
    fn skipped_time_moves_by_timers_alone() {
        let mut clock = Clock::from(TimeMode::Skip, Timestamp(10));
        assert_eq!(clock.now(), Timestamp(10));
        clock.advance_to(Timestamp(500));
        clock.advance_to(Timestamp(400));
        assert_eq!(clock.now(), Timestamp(500));
    }
}
