//! A state goes elsewhere: its old neighbours are joined, its new ones lead to it, its text stays as it is written.

use super::add_state::put_member;
use super::draft::Draft;
use super::place::{Place, Spot, next_changes};
use super::references::{ReferenceKind, references_of};
use super::remove_state::bypass;
use super::splice::{members_named, remove_children, set_member};
use super::style::{Fragment, Verbatim};
use super::{EditError, Refusal, machine_of, state_at};
use crate::{StatePath, StateType};

pub(super) fn move_state(
    draft: &mut Draft,
    path: &StatePath,
    place: &Place<'_>,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let state = state_at(document, path)?;
    let (from, to) = (machine_of(state)?, place.machine_in(document)?);
    let name = path.name().to_owned();
    if place.machine.is_within(path) {
        return Err(Refusal::Entangled("A state cannot be moved into itself.".into()).at(path));
    }
    let same_machine = from.node() == to.node();
    let onto_itself = match &place.spot {
        Spot::After(other) | Spot::Before(other) => *other == name,
        Spot::On(edge) => edge.from.as_ref() == Some(&name),
        Spot::Nowhere => same_machine,
    };
    if same_machine && onto_itself {
        return Ok(Some(path.clone()));
    }
    if !same_machine {
        if path.0.len() > 1 && from.states().count() == 1 {
            let message = "This is the last state of its branch or processor, which must have one; remove the branch or the outer state.";
            return Err(Refusal::Entangled(message.into()).at(path));
        }
        let mut ways = Vec::new();
        references_of(state, &mut ways);
        let stray = ways
            .iter()
            .filter(|way| way.kind != ReferenceKind::Next && way.kind != ReferenceKind::Default)
            .find_map(|way| way.node.as_str().filter(|target| *target != name.as_str() && to.state(target).is_none()));
        if let Some(stray) = stray {
            let message = format!(
                "It leads to \"{stray}\" by a rule or catcher, and that is not where it would go; change that first."
            );
            return Err(Refusal::Entangled(message).at(path));
        }
    }
    bypass(draft, path)?;
    let document = draft.document();
    let links = place.links(document, draft.style(), &name)?;
    // Where the place was found by what led to the state itself, it would now follow itself.
    let successor = links.successor.clone().filter(|successor| *successor != name);
    let kind = state_at(document, path)?.state_type();

    if same_machine {
        draft.put(links.changes);
        lead_on(draft, path, kind, successor.as_deref())?;
        return Ok(Some(path.clone()));
    }
    lead_on(draft, path, kind, successor.as_deref())?;
    let document = draft.document();
    let text = document.text();
    let state = state_at(document, path)?;
    let from = machine_of(state)?;
    let own = state.node().member().map_or(state.node().span(), |member| member.span());
    let moved = Verbatim::of(text, own);
    let links = place.links(document, draft.style(), &name)?;
    let mut changes =
        put_member(text, place.machine_in(document)?, draft.style(), &links, |indent, _| moved.shifted(indent))
            .map_err(|reason| reason.at(path))?;
    changes.extend(links.changes);
    if let Some(states) = from.field("States") {
        changes.extend(remove_children(states, &members_named(states, &name)));
    }
    draft.put(changes);
    // Its outer states may have been renamed by nobody, but the machine's own path stays what it was.
    Ok(Some(place.machine.child(&name)))
}

fn lead_on(
    draft: &mut Draft,
    path: &StatePath,
    kind: Option<StateType>,
    successor: Option<&str>,
) -> Result<(), EditError> {
    let document = draft.document();
    let state = state_at(document, path)?;
    let changes = match kind {
        Some(StateType::Choice) => match successor {
            Some(name) => {
                vec![set_member(document.text(), state.node(), draft.style(), "Default", &Fragment::Text(name))]
            }
            None => super::splice::remove_member(state.node(), "Default"),
        },
        Some(kind) if !kind.has_next() => Vec::new(),
        Some(_) | None => next_changes(document.text(), state, draft.style(), successor),
    };
    draft.put(changes);
    Ok(())
}
