//! How a Task waits for what it called.

use std::fmt;

/// A service integration pattern.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Goes on with the service's answer. No suffix.
    RequestResponse,
    /// Waits until the job has ended. `.sync`
    Sync,
    /// As `Sync`, with the output as JSON instead of a string of it (`states:startExecution` only). `.sync:2`
    Sync2,
    /// Waits until somebody returns the task token. `.waitForTaskToken`
    WaitForTaskToken,
}

impl Pattern {
    /// What stands behind the action in the ARN.
    pub fn suffix(self) -> &'static str {
        match self {
            Pattern::RequestResponse => "",
            Pattern::Sync => ".sync",
            Pattern::Sync2 => ".sync:2",
            Pattern::WaitForTaskToken => ".waitForTaskToken",
        }
    }

    /// The pattern of a suffix.
    pub fn from_suffix(suffix: &str) -> Option<Pattern> {
        [Pattern::RequestResponse, Pattern::Sync, Pattern::Sync2, Pattern::WaitForTaskToken]
            .into_iter()
            .find(|pattern| pattern.suffix() == suffix)
    }

    /// True when an Express workflow may use it: those cannot wait for jobs or tokens.
    /// <https://docs.aws.amazon.com/step-functions/latest/dg/choosing-workflow-type.html>
    pub fn in_express(self) -> bool {
        self == Pattern::RequestResponse
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Pattern::RequestResponse => "Request Response",
            Pattern::Sync => "Run a Job (.sync)",
            Pattern::Sync2 => "Run a Job (.sync:2)",
            Pattern::WaitForTaskToken => "Wait for Callback (.waitForTaskToken)",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suffixes_lead_back() {
        for pattern in [Pattern::RequestResponse, Pattern::Sync, Pattern::Sync2, Pattern::WaitForTaskToken] {
            assert_eq!(Pattern::from_suffix(pattern.suffix()), Some(pattern));
        }
        for suffix in [".sync:3", ".Sync", "sync", ".waitForTaskToken "] {
            assert_eq!(Pattern::from_suffix(suffix), None, "{suffix}");
        }
    }
}
