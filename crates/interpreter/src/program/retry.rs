//! Retriers and catchers
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html>).

use std::sync::Arc;

use super::{ResultPath, StateId, Template};

/// One element of `Retry`.
#[derive(Debug)]
pub(crate) struct Retrier {
    pub(crate) errors: ErrorNames,
    pub(crate) interval_seconds: f64,
    pub(crate) max_attempts: u64,
    pub(crate) backoff_rate: f64,
    pub(crate) max_delay_seconds: Option<f64>,
    pub(crate) full_jitter: bool,
}

/// One element of `Catch`.
#[derive(Debug)]
pub(crate) struct Catcher {
    pub(crate) errors: ErrorNames,
    pub(crate) next: StateId,
    pub(crate) result_path: ResultPath,
    pub(crate) assign: Option<Template>,
    /// `Output`, in JSONata.
    pub(crate) output: Option<Template>,
}

/// `ErrorEquals`.
#[derive(Clone, Debug)]
pub(crate) struct ErrorNames(pub(crate) Vec<Arc<str>>);

impl ErrorNames {
    /// Whether the list holds the error. `States.ALL` holds every error that can be caught at all;
    /// `States.TaskFailed` every error but `States.Timeout`; a missed heartbeat is reported as
    /// `States.Timeout` and also answers to its own name.
    pub(crate) fn hold(&self, error: Option<&str>, is_heartbeat: bool) -> bool {
        self.0.iter().any(|name| match name.as_ref() {
            "States.ALL" => true,
            "States.TaskFailed" => error != Some("States.Timeout"),
            "States.HeartbeatTimeout" if is_heartbeat => true,
            name => error == Some(name),
        })
    }
}

impl Retrier {
    /// The pause before attempt `retry` (1 is the first retry), in milliseconds. `chance` in 0..1 is
    /// drawn from the execution's seed and only matters for `JitterStrategy` `FULL`.
    pub(crate) fn delay_milliseconds(&self, retry: u64, chance: f64) -> i64 {
        let exponent = i32::try_from(retry.saturating_sub(1)).unwrap_or(i32::MAX);
        let mut seconds = self.interval_seconds * self.backoff_rate.powi(exponent);
        if let Some(most) = self.max_delay_seconds {
            seconds = seconds.min(most);
        }
        if self.full_jitter {
            seconds *= chance;
        }
        // A float to integer cast saturates, which is what a delay beyond all ages should do.
        #[allow(clippy::cast_possible_truncation)]
        let milliseconds = (seconds * 1000.0).round() as i64;
        milliseconds.max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> ErrorNames {
        ErrorNames(names.iter().map(|name| Arc::from(*name)).collect())
    }

    #[test]
    fn wildcards_hold_what_aws_says() {
        assert!(names(&["States.ALL"]).hold(Some("Anything"), false));
        assert!(names(&["States.ALL"]).hold(None, false));
        assert!(names(&["States.TaskFailed"]).hold(Some("Anything"), false));
        assert!(!names(&["States.TaskFailed"]).hold(Some("States.Timeout"), false));
        assert!(names(&["A", "B"]).hold(Some("B"), false));
        assert!(!names(&["A"]).hold(None, false));
        assert!(names(&["States.HeartbeatTimeout"]).hold(Some("States.Timeout"), true));
        assert!(!names(&["States.HeartbeatTimeout"]).hold(Some("States.Timeout"), false));
    }

    #[test]
    fn delays_grow_are_capped_and_jittered() {
        let mut retrier = Retrier {
            errors: names(&["States.ALL"]),
            interval_seconds: 3.0,
            max_attempts: 9,
            backoff_rate: 2.0,
            max_delay_seconds: Some(10.0),
            full_jitter: false,
        };
        assert_eq!([1, 2, 3, 400].map(|retry| retrier.delay_milliseconds(retry, 0.5)), [3000, 6000, 10_000, 10_000]);
        retrier.full_jitter = true;
        assert_eq!(retrier.delay_milliseconds(1, 0.5), 1500);
        retrier.max_delay_seconds = None;
        assert_eq!(retrier.delay_milliseconds(u64::MAX, 1.0), i64::MAX);
    }
}
