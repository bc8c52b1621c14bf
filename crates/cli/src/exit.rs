//! How the command ends.

use std::io::Write;
use std::process::ExitCode;

/// What the exit code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, valid, succeeded.
    Done,
    /// The answer is no.
    No,
    /// The call or a file is unusable.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => ExitCode::SUCCESS,
            Exit::No => ExitCode::from(1),
            Exit::Unusable => ExitCode::from(2),
        }
    }
}

/// The call or a file is unusable: a sentence that says where and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Unusable(pub String);

impl Unusable {
    /// From anything that says so itself.
    pub fn new(message: impl std::fmt::Display) -> Self {
        Self(message.to_string())
    }
}

/// Says something to the person on standard error. Where nobody listens any more, nothing is lost by silence.
pub(crate) fn say(message: impl std::fmt::Display) {
    drop(writeln!(std::io::stderr(), "stepwell: {message}"));
}

/// Writes a result to standard output. A reader that went away ends the command quietly, as in any pipe.
pub(crate) fn print(bytes: &[u8]) -> Result<(), Unusable> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Unusable(format!("the result could not be written to standard output: {error}")))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
