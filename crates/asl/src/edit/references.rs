//! Where a state machine names its states.

use crate::{MachineView, Node, StateView};

/// A place that names a state.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reference<'a> {
    /// The string.
    pub node: Node<'a>,
    pub kind: ReferenceKind,
    /// The state that it leads from; none for `StartAt`.
    pub from: Option<StateView<'a>>,
}

/// Which field names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReferenceKind {
    Start,
    Next,
    Default,
    Choice(usize),
    Catch(usize),
}

/// Everything in a state machine that names one of its states; the machines inside it have their own.
pub(crate) fn references(machine: MachineView<'_>) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    if let Some(node) = machine.field("StartAt").filter(|node| node.as_str().is_some()) {
        found.push(Reference { node, kind: ReferenceKind::Start, from: None });
    }
    for state in machine.states() {
        references_of(state, &mut found);
    }
    found
}

/// Where one state leads to.
pub(crate) fn references_of<'a>(state: StateView<'a>, found: &mut Vec<Reference<'a>>) {
    let mut push = |node: Option<Node<'a>>, kind| {
        if let Some(node) = node.filter(|node| node.as_str().is_some()) {
            found.push(Reference { node, kind, from: Some(state) });
        }
    };
    push(state.field("Next"), ReferenceKind::Next);
    push(state.field("Default"), ReferenceKind::Default);
    for rule in state.choices() {
        push(rule.node().get("Next"), ReferenceKind::Choice(rule.index()));
    }
    for catcher in state.catchers() {
        push(catcher.node().get("Next"), ReferenceKind::Catch(catcher.index()));
    }
}

impl Reference<'_> {
    pub(crate) fn leads_to(&self, name: &str) -> bool {
        self.node.as_str().is_some_and(|own| own == name)
    }
}
