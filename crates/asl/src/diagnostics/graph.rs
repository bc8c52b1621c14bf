//! Which states of one machine lead to which.

use crate::edit::references::references_of;
use crate::{MachineView, Node, StateView};
use std::collections::HashMap;

/// How many states and transitions a rule follows in one document before it takes the kinder answer. Asking for one variable
/// after another is otherwise quadratic; nobody writes by hand what comes near this.
pub(crate) const BUDGET: usize = 2_000_000;

/// The transitions of one machine. States are counted in the order of the text.
pub(crate) struct Graph<'a> {
    pub states: Vec<StateView<'a>>,
    next: Vec<Vec<usize>>,
    /// Whether a transition names a state that only deploying makes known.
    pub open: bool,
}

impl<'a> Graph<'a> {
    pub(crate) fn of(machine: MachineView<'a>) -> Graph<'a> {
        let states = states_of(machine);
        let places: HashMap<_, usize> = states.iter().enumerate().map(|(at, state)| (state.name(), at)).collect();
        let (mut open, mut ways) = (false, Vec::new());
        let next = states
            .iter()
            .map(|state| {
                ways.clear();
                references_of(*state, &mut ways);
                let targets = ways.iter().filter_map(|way| way.node.as_str());
                targets
                    .filter_map(|name| {
                        open |= name.contains("${");
                        places.get(&name).copied()
                    })
                    .collect()
            })
            .collect();
        Graph { states, next, open }
    }

    /// Which states come after some of them, by one transition or more. What that takes is added to `spent`.
    pub(crate) fn after(&self, from: &[usize], spent: &mut usize) -> Vec<bool> {
        let mut reached = vec![false; self.states.len()];
        let mut rest = from.to_vec();
        *spent += self.states.len();
        while let Some(at) = rest.pop() {
            *spent += 1 + self.next[at].len();
            for &to in &self.next[at] {
                if !std::mem::replace(&mut reached[to], true) {
                    rest.push(to);
                }
            }
        }
        reached
    }

    /// Which states come before some of them or are them.
    pub(crate) fn before(&self, to: &[usize]) -> Vec<bool> {
        let mut back = vec![Vec::new(); self.states.len()];
        for (from, targets) in self.next.iter().enumerate() {
            for &target in targets {
                back[target].push(from);
            }
        }
        let mut reached = vec![false; self.states.len()];
        let mut rest = to.to_vec();
        while let Some(at) = rest.pop() {
            if !std::mem::replace(&mut reached[at], true) {
                rest.append(&mut back[at]);
            }
        }
        reached
    }
}

/// The states that are objects.
pub(crate) fn states_of(machine: MachineView<'_>) -> Vec<StateView<'_>> {
    machine.states().filter(|state| Node::is_object(state.node())).collect()
}
