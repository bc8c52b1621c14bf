//! A state machine, whole or inside a Parallel or Map state.

use super::StateView;
use crate::{Node, QueryLanguage, StatePath};
use std::borrow::Cow;

/// A state machine: the document's own, a branch of a Parallel state or the processor of a Map state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MachineView<'a> {
    node: Node<'a>,
    depth: usize,
}

impl<'a> MachineView<'a> {
    pub(crate) fn new(node: Node<'a>, depth: usize) -> Option<MachineView<'a>> {
        node.is_object().then_some(MachineView { node, depth })
    }

    /// The object it is read from.
    #[must_use]
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// How many Parallel and Map states it lies in.
    #[must_use]
    pub fn depth(self) -> usize {
        self.depth
    }

    /// The name of the state that it begins with.
    #[must_use]
    pub fn start_at(self) -> Option<Cow<'a, str>> {
        self.text("StartAt")
    }

    /// Its comment.
    #[must_use]
    pub fn comment(self) -> Option<Cow<'a, str>> {
        self.text("Comment")
    }

    /// The version of the language it says it is written in.
    #[must_use]
    pub fn version(self) -> Option<Cow<'a, str>> {
        self.text("Version")
    }

    /// The query language of its states that name none: that of the document's own machine, JSONPath where it says nothing.
    #[must_use]
    pub fn query_language(self) -> QueryLanguage {
        let mut machine = self;
        while let Some(outer) = machine.parent_state().and_then(StateView::machine) {
            machine = outer;
        }
        match machine.field("QueryLanguage") {
            Some(node) if node.as_str().is_none_or(|name| name != QueryLanguage::JSONPath.name()) => {
                QueryLanguage::JSONata
            }
            Some(_) | None => QueryLanguage::JSONPath,
        }
    }

    /// After how many seconds an execution times out.
    #[must_use]
    pub fn timeout_seconds(self) -> Option<i64> {
        self.field("TimeoutSeconds")?.as_i64()
    }

    /// One of its fields.
    #[must_use]
    pub fn field(self, name: &str) -> Option<Node<'a>> {
        self.node.get(name)
    }

    /// Its states in the order of the text; of states with the same key each is shown.
    pub fn states(self) -> impl Iterator<Item = StateView<'a>> {
        self.field("States")
            .into_iter()
            .flat_map(Node::members)
            .filter_map(move |member| StateView::new(member.value(), self.depth))
    }

    /// One of its states, by name.
    #[must_use]
    pub fn state(self, name: &str) -> Option<StateView<'a>> {
        StateView::new(self.field("States")?.get(name)?, self.depth)
    }

    /// All states in it and in the machines inside it, in the order of the text: a state, then what lies inside it.
    #[must_use]
    pub fn all_states(self) -> Vec<StateView<'a>> {
        let mut found = Vec::new();
        let mut rest: Vec<StateView<'a>> = self.states().collect();
        rest.reverse();
        while let Some(state) = rest.pop() {
            found.push(state);
            let before = rest.len();
            rest.extend(state.machines().flat_map(MachineView::states));
            rest[before..].reverse();
        }
        found
    }

    /// The Parallel or Map state that it lies in; none for the document's own.
    #[must_use]
    pub fn parent_state(self) -> Option<StateView<'a>> {
        let parent = self.node.parent()?;
        let state = if parent.is_array() { parent.parent()? } else { parent };
        StateView::new(state, self.depth.checked_sub(1)?)
    }

    /// The path of the state that it lies in; empty for the document's own.
    #[must_use]
    pub fn path(self) -> StatePath {
        self.parent_state().map(StateView::path).unwrap_or_default()
    }

    /// Which branch of its Parallel state it is, from 0; none for a Map's processor and the document's own.
    #[must_use]
    pub fn branch(self) -> Option<usize> {
        let parent = self.node.parent()?;
        parent.is_array().then(|| self.node.position())
    }

    fn text(self, field: &str) -> Option<Cow<'a, str>> {
        self.field(field)?.as_str()
    }
}
