//! One stay in a state.

use std::sync::Arc;

use crate::schema::Mark;

/// A place in the nesting of machines: the execution's own, a branch, an iteration.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// The visit of the Parallel or Map that this is inside of; none at the top.
    pub parent: Option<usize>,
    /// Key of that state, with a trailing `/`; empty at the top.
    pub prefix: String,
    /// Which iterations of the Maps around it, outermost first.
    pub iteration: Vec<u32>,
}

/// One call of a resource within a visit.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    /// The event that scheduled it.
    pub scheduled: u64,
    /// When.
    pub from: u64,
    /// The event that ended it.
    pub ended: Option<u64>,
    /// When it ended.
    pub to: Option<u64>,
    /// What it became.
    pub mark: Mark,
}

/// One stay in a state, from its `…StateEntered` on.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    /// The state's key.
    pub state: Arc<str>,
    /// The state's name.
    pub name: Arc<str>,
    /// Index of its scope.
    pub scope: usize,
    /// Which iterations of the Maps around it.
    pub iteration: Vec<u32>,
    /// The event that entered it.
    pub entered: u64,
    /// When.
    pub from: u64,
    /// The event that left it, or ended it from outside.
    pub exited: Option<u64>,
    /// When.
    pub to: Option<u64>,
    /// What it stands for now.
    pub mark: Mark,
    /// Whether it holds machines of its own.
    pub container: Container,
    /// Whether its machines have started.
    pub started: bool,
    /// The last failure within it that nothing has answered yet: index of its event.
    pub failure: Option<u64>,
    /// The last event that told an error.
    pub error_event: Option<u64>,
    /// Calls of its resource.
    pub attempts: Vec<Attempt>,
}

/// What a state holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Container {
    /// Nothing.
    None,
    /// Branches.
    Parallel,
    /// Iterations.
    Map,
}
