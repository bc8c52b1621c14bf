//! How much an evaluation may take.

use std::time::Duration;

/// Bounds of one evaluation. [`Limits::default`] are those of Step Functions as far as they are known.
///
/// All but [`Limits::timeout`] are counted, so that an evaluation ends in the same way on every machine. [`Limits::items`] and
/// [`Limits::bytes`] are those of one value, [`Limits::total`] is that of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How deep evaluation may nest: calls, operators, brackets. AWS ends at about 100; past it the error is `U1001`.
    pub depth: usize,
    /// How many steps it may take: nodes evaluated, functions called back. Past it the error is `U1001`.
    pub steps: u64,
    /// How many items an array that the evaluation builds may have. `[1..873782]` passes on AWS, one more fails.
    pub items: usize,
    /// How many bytes a string that the evaluation builds, or its result as JSON, may have. AWS has about 7 MB for everything.
    pub bytes: usize,
    /// How many bytes everything together may take that it builds, freed or not. Past it the error is `U1001`. AWS has about 7 MB for what
    /// is there at once; this is to keep the machine from harm. What is counted may also not build a value that is more than four times
    /// [`Limits::bytes`] when it is written out, however little it takes, nor compare with each other more values at once than some seconds
    /// allow: nothing could end the one step that walks over them. [`crate::plain`] does not count.
    pub total: u64,
    /// A last resort for what takes long in few steps. An evaluation that it ends is one whose outcome depends on the machine.
    pub timeout: Option<Duration>,
}

impl Limits {
    /// The bounds of plain JSONata as its reference implementation has them: the language's own (a range of 10,000,000 items).
    pub const PLAIN: Limits = Limits {
        depth: 5_000,
        steps: 200_000_000,
        items: 10_000_000,
        bytes: 256 << 20,
        total: u64::MAX,
        timeout: Some(Duration::from_secs(20)),
    };
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            depth: 100,
            steps: 10_000_000,
            items: 873_782,
            bytes: 7_000_000,
            total: 2 << 30,
            timeout: Some(Duration::from_secs(10)),
        }
    }
}
