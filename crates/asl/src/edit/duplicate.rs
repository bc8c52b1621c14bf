//! A copy of a state beside it, verbatim but for the names, which are unique.

use super::draft::Draft;
use super::labels::Labels;
use super::names::Names;
use super::references::references;
use super::splice::insert_child;
use super::style::Verbatim;
use super::{EditError, machine_of, state_at};
use crate::{Span, StatePath, TextChange, quote};
use std::collections::HashMap;

pub(super) fn duplicate_state(
    draft: &mut Draft,
    path: &StatePath,
    name: Option<&str>,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let state = state_at(document, path)?;
    let machine = machine_of(state)?;
    let mut names = Names::of(document);
    let name = match name {
        Some(name) => names.take(name, path)?,
        None => names.take_like(path.name()),
    };
    let text = document.text();
    let own = state.node().member().map_or(state.node().span(), |member| member.span());

    // New names for the states inside and new labels, and for what leads to them there.
    let mut labels = Labels::of(document);
    let mut changes = labels.changes([state]);
    let mut inside: Vec<_> = state.machines().collect();
    while let Some(machine) = inside.pop() {
        let renamed: HashMap<String, String> =
            machine.states().map(|state| (state.name().into_owned(), names.take_like(&state.name()))).collect();
        for reference in references(machine) {
            if let Some(new) = reference.node.as_str().and_then(|old| renamed.get(&*old)) {
                changes.push(TextChange::new(reference.node.span(), quote(new)));
            }
        }
        for state in machine.states() {
            changes.extend(labels.changes([state]));
            if let (Some(member), Some(new)) = (state.node().member(), renamed.get(&*state.name())) {
                changes.push(TextChange::new(member.key_span(), quote(new)));
            }
            inside.extend(state.machines());
        }
    }
    changes.extend(state.node().member().map(|member| TextChange::new(member.key_span(), quote(&name))));
    changes.sort_by_key(|change| change.span.start);
    for change in &mut changes {
        change.span = Span::new(change.span.start - own.start, change.span.end - own.start);
    }
    let mut copy = Verbatim::of(text, own);
    copy.text = TextChange::apply_all(&copy.text, &changes).unwrap_or(copy.text);

    let change = machine.field("States").map(|states| {
        let after = state.node().position();
        insert_child(text, states, draft.style(), Some(after), |indent, _| copy.shifted(indent))
    });
    draft.put(change.into_iter().collect());
    Ok(Some(path.parent().unwrap_or_default().child(&name)))
}
