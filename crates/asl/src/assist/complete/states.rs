//! States: where a transition may lead, and what a new one may be called.

use super::{Ask, item};
use crate::assist::docs;
use crate::assist::insert::Skeleton;
use crate::assist::item::{CompletionItem, CompletionKind};
use crate::edit::add_state::starter;
use crate::edit::names::Names;
use crate::edit::references::references;
use crate::{MachineView, StateType, StateView};
use serde_json::Value;
use std::collections::HashSet;

/// The states of the same machine: those that nothing leads to yet first, the state itself last.
pub(super) fn targets(ask: &Ask<'_>) -> Vec<CompletionItem> {
    let Some(machine) = ask.place.machine() else { return Vec::new() };
    let reached = named(machine);
    let own = ask.place.visit.own_machine().is_none().then(|| ask.place.state.map(StateView::name)).flatten();
    let mut states: Vec<(u8, StateView<'_>)> = machine
        .states()
        .map(|state| {
            let name = state.name();
            let rank = if own.as_ref() == Some(&name) { 2 } else { u8::from(reached.contains(&*name)) };
            (rank, state)
        })
        .collect();
    states.sort_by_key(|(rank, _)| *rank);
    states.into_iter().map(|(rank, state)| target(ask, state, rank)).collect()
}

fn target(ask: &Ask<'_>, state: StateView<'_>, rank: u8) -> CompletionItem {
    let kind = state.state_type().map(StateType::name).unwrap_or_default();
    let note = match rank {
        0 => "not reached yet",
        2 => "this state",
        _ => "",
    };
    let detail = [kind, note].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    let name = state.name();
    item(&*name, CompletionKind::State, ask.writer.text(&name)).detail(detail).says(state.comment().unwrap_or_default())
}

/// Names of states that something leads to and that are not there yet, then new states by type.
pub(super) fn names(ask: &Ask<'_>, machine: MachineView<'_>) -> Vec<CompletionItem> {
    if ask.cursor.has_colon {
        return Vec::new();
    }
    let there: HashSet<String> = ask.place.siblings().into_iter().collect();
    let mut missing: Vec<String> = Vec::new();
    for reference in references(machine) {
        let name = reference.node.as_str().unwrap_or_default().into_owned();
        if !there.contains(&name) && !missing.contains(&name) && !name.contains("${") && !name.is_empty() {
            missing.push(name);
        }
    }
    let mut items: Vec<CompletionItem> = missing
        .into_iter()
        .map(|name| {
            let insert = ask.writer.field(&name, Skeleton::Object);
            item(name, CompletionKind::State, insert).detail("named by a transition").more(true)
        })
        .collect();
    items.extend(StateType::ALL.into_iter().filter_map(|kind| snippet(ask, kind)));
    items
}

/// A new state with what its type needs.
fn snippet(ask: &Ask<'_>, kind: StateType) -> Option<CompletionItem> {
    let mut names = Names::of(ask.document);
    let name = names.take_like(kind.name());
    let mut state = starter(kind, ask.place.language(), &mut names);
    state.shift_insert(0, "Type".into(), kind.name().into());
    if kind.has_next() {
        state.insert("End".into(), true.into());
    }
    let mut insert = ask.writer.member(&name, &Value::Object(state))?;
    // The name is what is changed first.
    insert.caret = Some(1 + name.len());
    Some(item(format!("{name} state"), CompletionKind::Snippet, insert).detail("new").doc(Some(docs::state_type(kind))))
}

/// The names that the machine's transitions name.
fn named(machine: MachineView<'_>) -> HashSet<String> {
    references(machine).iter().filter_map(|reference| reference.node.as_str()).map(|name| name.into_owned()).collect()
}
