//! States that are taken together: all of one machine, entered at one of them.

use super::references::{references, references_of};
use super::{EditError, Refusal, machine_of, state_at};
use crate::{Document, MachineView, StatePath};
use std::collections::HashSet;

/// States of one machine, and the one where executions come in.
pub(super) struct Region {
    /// The state around their machine; the empty path at the top level.
    pub outer: StatePath,
    /// Their names.
    pub inside: HashSet<String>,
    /// The name of the one that others lead to.
    pub entry: String,
}

impl Region {
    pub(super) fn of(document: &Document, states: &[StatePath]) -> Result<Region, EditError> {
        let Some(first) = states.first() else {
            return Err(Refusal::Incomplete("Name at least one state.".into()).anywhere());
        };
        let outer = first.parent().unwrap_or_default();
        if let Some(stranger) = states.iter().find(|path| path.parent().unwrap_or_default() != outer) {
            let message = "Only states of the same state machine can be taken together.";
            return Err(Refusal::Entangled(message.into()).at(stranger));
        }
        let machine = machine_of(state_at(document, first)?)?;
        let inside: HashSet<String> = states.iter().map(|path| path.name().to_owned()).collect();
        for path in states {
            if machine_of(state_at(document, path)?)?.node() != machine.node() {
                let message = "Only states of the same branch can be taken together.";
                return Err(Refusal::Entangled(message.into()).at(path));
            }
        }
        let entry = entry(machine, &inside, first)?;
        Ok(Region { outer, inside, entry })
    }

    /// Their machine, while they are in it.
    pub(super) fn machine<'a>(&self, document: &'a Document) -> Result<MachineView<'a>, EditError> {
        machine_of(state_at(document, &self.outer.child(&self.entry))?)
    }
}

/// The one state among them that others lead to.
fn entry(machine: MachineView<'_>, inside: &HashSet<String>, place: &StatePath) -> Result<String, EditError> {
    let mut entry: Option<String> = None;
    for reference in references(machine) {
        if reference.from.is_some_and(|from| inside.contains(&*from.name())) {
            continue;
        }
        let Some(target) = reference.node.as_str().filter(|target| inside.contains(&**target)) else { continue };
        if entry.as_ref().is_some_and(|entry| *entry != target) {
            let message = "These states are entered at several places; choose states with one way in.";
            return Err(Refusal::Entangled(message.into()).at(place));
        }
        entry = Some(target.into_owned());
    }
    // Nothing leads to them: then it is the one that none of them leads to, or the first in the text.
    let own = || {
        let mut led_to = HashSet::new();
        for state in machine.states().filter(|state| inside.contains(&*state.name())) {
            let mut ways = Vec::new();
            references_of(state, &mut ways);
            led_to.extend(ways.iter().filter_map(|way| way.node.as_str()).map(|name| name.into_owned()));
        }
        let mut among = machine.states().map(|state| state.name().into_owned()).filter(|name| inside.contains(name));
        let first = among.next();
        let free = first.iter().cloned().chain(among).find(|name| !led_to.contains(name));
        free.or(first)
    };
    entry.or_else(own).ok_or_else(|| Refusal::NoSuchState(place.key()).at(place))
}
