//! Variables that a state can read.

use crate::diagnostics::graph::{Graph, states_of};
use crate::diagnostics::jsonata::Jsonata;
use crate::diagnostics::scopes::scopes;
use crate::{Document, Node, StateView};

/// A variable that a state can read.
#[derive(Debug)]
pub(super) struct Variable<'a> {
    pub name: String,
    /// The states that assign it, in the order of the text, and the members of `Assign` that do.
    pub assigned: Vec<(StateView<'a>, Node<'a>)>,
    /// Whether one of them may run before the state that asks.
    pub before: bool,
}

/// The variables of the scopes around a state, those that may have a value there first.
pub(super) fn in_scope<'a>(document: &'a Document, state: StateView<'_>) -> Vec<Variable<'a>> {
    let all = scopes(document, &Jsonata::default());
    let Some(machine) = state.machine() else { return Vec::new() };
    let mut at = all.iter().position(|scope| scope.machine.node() == document.same_node(machine.node()));
    let mut asking = states_of(machine).iter().position(|one| one.node() == state.node());
    let mut found: Vec<Variable<'a>> = Vec::new();
    while let Some(scope) = at.and_then(|at| all.get(at)) {
        let states = states_of(scope.machine);
        let graph = Graph::of(scope.machine);
        for (name, places) in &scope.assigned {
            let from: Vec<usize> = places.iter().map(|place| place.state).collect();
            let before = asking.is_some_and(|asking| graph.after(&from, &mut 0).get(asking) == Some(&true));
            let assigned: Vec<_> =
                places.iter().filter_map(|place| Some((*states.get(place.state)?, place.node))).collect();
            match found.iter_mut().find(|known| known.name == *name) {
                Some(known) => known.assigned.extend(assigned),
                None => found.push(Variable { name: name.clone(), assigned, before }),
            }
        }
        if scope.isolated {
            break;
        }
        (at, asking) = match scope.around {
            Some((outer, state)) => (Some(outer), Some(state)),
            None => (None, None),
        };
    }
    found.sort_by_key(|variable| !variable.before);
    found
}
