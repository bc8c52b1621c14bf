//! The states of a Parallel or Map state take its place, their text verbatim; it goes, with what it alone had.

use super::draft::Draft;
use super::place::next_changes;
use super::references::references;
use super::splice::child_span;
use super::style::Verbatim;
use super::{EditError, Refusal, machine_of, state_at};
use crate::{MachineView, StatePath, StateType, TextChange, quote};

pub(super) fn unwrap_state(draft: &mut Draft, path: &StatePath) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let frame = state_at(document, path)?;
    let outer = machine_of(frame)?;
    let inner: Vec<MachineView<'_>> = frame.machines().collect();
    if inner.is_empty() {
        let message = "Only a Parallel or Map state with states of its own can be unwrapped.";
        return Err(Refusal::NotForThisState(message.into()).at(path));
    }
    // Branches follow each other, in their order.
    let mut entries = Vec::new();
    for machine in &inner {
        let entry = machine.start_at().filter(|name| machine.state(name).is_some());
        let Some(entry) = entry else {
            let message = "A machine inside has no first state; set its StartAt first.";
            return Err(Refusal::Incomplete(message.into()).at(path));
        };
        entries.push(entry.into_owned());
    }
    for state in inner.iter().flat_map(|machine| machine.states()) {
        if outer.state(&state.name()).is_some() {
            return Err(Refusal::NameTaken(state.name().into_owned()).at(path));
        }
        if !state.node().is_object() {
            return Err(
                Refusal::Incomplete(format!("\"{}\" is no object; repair it in the text.", state.name())).at(path)
            );
        }
    }
    let Some(entry) = entries.first().cloned() else { return Err(Refusal::NoStateMachine.at(path)) };
    let after: Option<String> = frame
        .next()
        .filter(|next| *next != path.name())
        .map(Into::into)
        .or_else(|| frame.next().map(|_| entry.clone()));

    let text = document.text();
    let mut changes = Vec::new();
    for reference in references(outer) {
        let own = reference.from.is_some_and(|from| from.name() == path.name());
        if reference.leads_to(path.name()) && !own {
            changes.push(TextChange::new(reference.node.span(), quote(&entry)));
        }
    }
    for (at, machine) in inner.iter().enumerate() {
        let Some(successor) = entries.get(at + 1).or(after.as_ref()) else { continue };
        for state in machine.states() {
            match state.state_type() {
                // It ended its branch, not the workflow.
                Some(StateType::Succeed) => {
                    changes.extend(state.field("Type").map(|kind| TextChange::new(kind.span(), quote("Pass"))));
                    changes.extend(next_changes(text, state, draft.style(), Some(successor)));
                }
                Some(kind) if kind.has_next() && state.next().is_none() => {
                    changes.extend(next_changes(text, state, draft.style(), Some(successor)));
                }
                Some(_) | None => {}
            }
        }
    }
    draft.put(changes);

    let document = draft.document();
    let text = document.text();
    let style = draft.style();
    let frame = state_at(document, path)?;
    let Some(object) = machine_of(frame)?.field("States") else { return Err(Refusal::NoStateMachine.at(path)) };
    let place = child_span(frame.node());
    let indent = super::style::line_indent(text, place.start);
    let first = object.children().next().map_or(place, child_span);
    let multiline = text[object.span().start..first.start].contains('\n');
    let between = if multiline { format!(",{}{indent}", style.newline()) } else { format!(",{}", style.space()) };
    let members: Vec<String> = frame
        .machines()
        .flat_map(MachineView::states)
        .map(|state| Verbatim::of(text, child_span(state.node())).shifted(indent))
        .collect();
    draft.put(vec![TextChange::new(place, members.join(&between))]);
    Ok(Some(path.parent().unwrap_or_default().child(&entry)))
}
