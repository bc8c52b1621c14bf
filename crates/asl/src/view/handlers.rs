//! Retriers and catchers.

use crate::Node;
use std::borrow::Cow;

/// One entry of `Retry`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetrierView<'a> {
    index: usize,
    node: Node<'a>,
}

/// One entry of `Catch`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatcherView<'a> {
    index: usize,
    node: Node<'a>,
}

fn errors<'a>(node: Node<'a>) -> impl Iterator<Item = Cow<'a, str>> {
    node.get("ErrorEquals").into_iter().flat_map(Node::items).filter_map(Node::as_str)
}

impl<'a> RetrierView<'a> {
    pub(crate) fn new(index: usize, node: Node<'a>) -> RetrierView<'a> {
        RetrierView { index, node }
    }

    /// Its place in `Retry`, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// The object it is read from.
    #[must_use]
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// The error names that it is for.
    pub fn error_equals(self) -> impl Iterator<Item = Cow<'a, str>> {
        errors(self.node)
    }

    /// Seconds before the first retry; 1 where it says nothing.
    #[must_use]
    pub fn interval_seconds(self) -> Option<i64> {
        self.node.get("IntervalSeconds")?.as_i64()
    }

    /// How often it retries; 3 where it says nothing.
    #[must_use]
    pub fn max_attempts(self) -> Option<i64> {
        self.node.get("MaxAttempts")?.as_i64()
    }

    /// By what the wait grows with each retry; 2.0 where it says nothing.
    #[must_use]
    pub fn backoff_rate(self) -> Option<f64> {
        self.node.get("BackoffRate")?.as_f64()
    }

    /// The longest wait in seconds.
    #[must_use]
    pub fn max_delay_seconds(self) -> Option<i64> {
        self.node.get("MaxDelaySeconds")?.as_i64()
    }

    /// `FULL` or `NONE`.
    #[must_use]
    pub fn jitter_strategy(self) -> Option<Cow<'a, str>> {
        self.node.get("JitterStrategy")?.as_str()
    }
}

impl<'a> CatcherView<'a> {
    pub(crate) fn new(index: usize, node: Node<'a>) -> CatcherView<'a> {
        CatcherView { index, node }
    }

    /// Its place in `Catch`, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        self.index
    }

    /// The object it is read from.
    #[must_use]
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// The error names that it is for.
    pub fn error_equals(self) -> impl Iterator<Item = Cow<'a, str>> {
        errors(self.node)
    }

    /// The state that goes on with the error.
    #[must_use]
    pub fn next(self) -> Option<Cow<'a, str>> {
        self.node.get("Next")?.as_str()
    }

    /// Its comment.
    #[must_use]
    pub fn comment(self) -> Option<Cow<'a, str>> {
        self.node.get("Comment")?.as_str()
    }
}
