//! A state.

use super::{CatcherView, ChoiceRuleView, MAX_MACHINE_NESTING, MachineView, RetrierView};
use crate::{Node, QueryLanguage, StatePath, StateType};
use std::borrow::Cow;

/// A state of a state machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateView<'a> {
    node: Node<'a>,
    depth: usize,
}

impl<'a> StateView<'a> {
    /// A state is the value of a member, of whatever kind: a state that is being typed may not be an object yet.
    pub(crate) fn new(node: Node<'a>, depth: usize) -> Option<StateView<'a>> {
        node.member().map(|_| StateView { node, depth })
    }

    /// The value it is read from; an object where all is well.
    #[must_use]
    pub fn node(self) -> Node<'a> {
        self.node
    }

    /// How many Parallel and Map states it lies in.
    #[must_use]
    pub fn depth(self) -> usize {
        self.depth
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> Cow<'a, str> {
        self.node.member().map_or(Cow::Borrowed(""), |member| member.key())
    }

    /// The state machine that it belongs to.
    #[must_use]
    pub fn machine(self) -> Option<MachineView<'a>> {
        MachineView::new(self.node.parent()?.parent()?, self.depth)
    }

    /// The names that lead to it from the top level.
    #[must_use]
    pub fn path(self) -> StatePath {
        let mut names = vec![self.name().into_owned()];
        let mut state = self;
        while let Some(outer) = state.machine().and_then(MachineView::parent_state) {
            names.push(outer.name().into_owned());
            state = outer;
        }
        names.reverse();
        StatePath(names)
    }

    /// Its type, where it names one of the eight.
    #[must_use]
    pub fn state_type(self) -> Option<StateType> {
        StateType::from_name(&self.text("Type")?)
    }

    /// Its comment.
    #[must_use]
    pub fn comment(self) -> Option<Cow<'a, str>> {
        self.text("Comment")
    }

    /// The query language that its fields are in: its own field, else that of the whole state machine. The Map or Parallel
    /// state that it lies in has no say (so AWS has it). What is there and is not exactly `JSONPath` counts as JSONata.
    #[must_use]
    pub fn query_language(self) -> QueryLanguage {
        match self.field("QueryLanguage") {
            Some(node) if node.as_str().is_some_and(|name| name == QueryLanguage::JSONPath.name()) => {
                QueryLanguage::JSONPath
            }
            Some(_) => QueryLanguage::JSONata,
            None => self.machine().map(MachineView::query_language).unwrap_or_default(),
        }
    }

    /// The state that follows it.
    #[must_use]
    pub fn next(self) -> Option<Cow<'a, str>> {
        self.text("Next")
    }

    /// Whether `End` is true.
    #[must_use]
    pub fn end(self) -> bool {
        self.field("End").and_then(Node::as_bool) == Some(true)
    }

    /// A Choice's `Default`.
    #[must_use]
    pub fn default(self) -> Option<Cow<'a, str>> {
        self.text("Default")
    }

    /// A Task's `Resource`.
    #[must_use]
    pub fn resource(self) -> Option<Cow<'a, str>> {
        self.text("Resource")
    }

    /// One of its fields.
    #[must_use]
    pub fn field(self, name: &str) -> Option<Node<'a>> {
        self.node.get(name)
    }

    /// A Parallel's branches. None below [`MAX_MACHINE_NESTING`].
    pub fn branches(self) -> impl Iterator<Item = MachineView<'a>> {
        let branches = self.field("Branches").filter(|_| self.depth < MAX_MACHINE_NESTING);
        branches.into_iter().flat_map(Node::items).filter_map(move |branch| MachineView::new(branch, self.depth + 1))
    }

    /// A Map's `ItemProcessor`, or `Iterator` as it was called before. None below [`MAX_MACHINE_NESTING`].
    #[must_use]
    pub fn processor(self) -> Option<MachineView<'a>> {
        if self.depth >= MAX_MACHINE_NESTING {
            return None;
        }
        MachineView::new(self.field("ItemProcessor").or_else(|| self.field("Iterator"))?, self.depth + 1)
    }

    /// The state machines inside it: branches, then the processor.
    pub fn machines(self) -> impl Iterator<Item = MachineView<'a>> {
        self.branches().chain(self.processor())
    }

    /// A Choice's rules.
    pub fn choices(self) -> impl Iterator<Item = ChoiceRuleView<'a>> {
        let rules = self.field("Choices").into_iter().flat_map(Node::items);
        rules.enumerate().map(|(index, node)| ChoiceRuleView::new(index, node))
    }

    /// Its retriers.
    pub fn retriers(self) -> impl Iterator<Item = RetrierView<'a>> {
        self.field("Retry")
            .into_iter()
            .flat_map(Node::items)
            .enumerate()
            .map(|(index, node)| RetrierView::new(index, node))
    }

    /// Its catchers.
    pub fn catchers(self) -> impl Iterator<Item = CatcherView<'a>> {
        self.field("Catch")
            .into_iter()
            .flat_map(Node::items)
            .enumerate()
            .map(|(index, node)| CatcherView::new(index, node))
    }

    fn text(self, field: &str) -> Option<Cow<'a, str>> {
        self.field(field)?.as_str()
    }
}
