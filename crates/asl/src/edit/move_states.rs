//! Several states go elsewhere as one piece: the gap closes, what leads out of them leads on from their new place.

use super::add_state::put_member;
use super::draft::Draft;
use super::move_state::move_state;
use super::place::{Place, Spot, next_changes};
use super::references::{ReferenceKind, references_of};
use super::region::Region;
use super::remove_state::bypass_to;
use super::splice::{members_named, remove_children, remove_member, set_member};
use super::style::{Fragment, Verbatim};
use super::{EditError, Refusal, machine_of, state_at};
use crate::{Document, MachineView, StatePath, StateType, StateView};
use std::collections::BTreeSet;

pub(super) fn move_states(
    draft: &mut Draft,
    states: &[StatePath],
    place: &Place<'_>,
) -> Result<Option<StatePath>, EditError> {
    if let [only] = states {
        return move_state(draft, only, place);
    }
    let document = draft.document();
    let region = Region::of(document, states)?;
    let first = region.outer.child(&region.entry);
    let (from, to) = (region.machine(document)?, place.machine_in(document)?);
    if let Some(around) = states.iter().find(|path| place.machine.is_within(path)) {
        return Err(Refusal::Entangled("A state cannot be moved into itself.".into()).at(around));
    }
    let same_machine = from.node() == to.node();
    let onto_itself = match &place.spot {
        Spot::After(other) | Spot::Before(other) => region.inside.contains(*other),
        Spot::On(edge) => edge.from.as_ref().is_some_and(|from| region.inside.contains(from)),
        Spot::Nowhere => same_machine,
    };
    if same_machine && onto_itself {
        return Ok(Some(first));
    }
    if !same_machine && !region.outer.is_empty() && from.states().count() == region.inside.len() {
        let message = "These are all states of their branch or processor, which must have one; move the outer state.";
        return Err(Refusal::Entangled(message.into()).at(&first));
    }
    let follower = way_on(from, to, &region, &first)?;
    bypass_to(draft, &first, &region.inside, follower.as_deref())?;
    let links = place.links(draft.document(), draft.style(), &region.entry)?;
    let successor = links.successor.filter(|successor| !region.inside.contains(successor));
    let (text_after, text_before) = (links.text_after, links.text_before);
    // What leads to the place is turned before the states lead on: they may lead there themselves then.
    draft.put(links.changes);
    lead_on(draft, &region, successor.as_deref())?;
    if same_machine {
        return Ok(Some(first));
    }

    let mut after: Option<String> = None;
    let names: Vec<String> =
        inside_of(region.machine(draft.document())?, &region).map(|state| state.name().into_owned()).collect();
    for name in &names {
        let document = draft.document();
        let state = state_at(document, &region.outer.child(name))?;
        let from = machine_of(state)?;
        let own = state.node().member().map_or(state.node().span(), |member| member.span());
        let moved = Verbatim::of(document.text(), own);
        let links = super::place::Links {
            successor: None,
            changes: Vec::new(),
            text_after: after.clone().or_else(|| text_after.clone()),
            text_before: text_before.clone(),
        };
        let mut changes =
            put_member(document.text(), place.machine_in(document)?, draft.style(), &links, |indent, _| {
                moved.shifted(indent)
            })
            .map_err(|reason| reason.at(&first))?;
        if let Some(states) = from.field("States") {
            changes.extend(remove_children(states, &members_named(states, name)));
        }
        draft.put(changes);
        after = Some(name.clone());
    }
    Ok(Some(place.machine.child(&region.entry)))
}

fn inside_of<'a>(machine: MachineView<'a>, region: &Region) -> impl Iterator<Item = StateView<'a>> {
    machine.states().filter(|state| region.inside.contains(&*state.name()))
}

/// Where the states lead on to, if not to an end. Rules and catchers may lead elsewhere, as long as that is beside the new place.
fn way_on(
    from: MachineView<'_>,
    to: MachineView<'_>,
    region: &Region,
    place: &StatePath,
) -> Result<Option<String>, EditError> {
    let mut targets: BTreeSet<String> = BTreeSet::new();
    for state in inside_of(from, region) {
        let mut ways = Vec::new();
        references_of(state, &mut ways);
        for way in ways {
            let Some(target) = way.node.as_str().filter(|target| !region.inside.contains(&**target)) else { continue };
            match way.kind {
                ReferenceKind::Next | ReferenceKind::Default => drop(targets.insert(target.into_owned())),
                ReferenceKind::Start | ReferenceKind::Choice(_) | ReferenceKind::Catch(_) => {
                    if from.node() != to.node() && to.state(&target).is_none() {
                        let message = format!(
                            "\"{}\" leads to \"{target}\" by a rule or catcher, and that is not where it would go; change that first.",
                            state.name()
                        );
                        return Err(Refusal::Entangled(message).at(&state.path()));
                    }
                }
            }
        }
    }
    if targets.len() > 1 {
        let message = "These states lead on to several places; choose states with one way out.";
        return Err(Refusal::Entangled(message.into()).at(place));
    }
    Ok(targets.into_iter().next().filter(|target| from.state(target).is_some()))
}

/// Leads what left the states, or ended, to what follows their new place.
fn lead_on(draft: &mut Draft, region: &Region, successor: Option<&str>) -> Result<(), EditError> {
    let document: &Document = draft.document();
    let text = document.text();
    let mut changes = Vec::new();
    for state in inside_of(region.machine(document)?, region) {
        match state.state_type() {
            Some(StateType::Choice) => {
                if state.default().is_some_and(|target| !region.inside.contains(&*target)) {
                    changes.extend(match successor {
                        Some(name) => {
                            vec![set_member(text, state.node(), draft.style(), "Default", &Fragment::Text(name))]
                        }
                        None => remove_member(state.node(), "Default"),
                    });
                }
            }
            Some(kind) if !kind.has_next() => {}
            Some(_) | None => {
                if state.next().is_none_or(|next| !region.inside.contains(&*next)) {
                    changes.extend(next_changes(text, state, draft.style(), successor));
                }
            }
        }
    }
    draft.put(changes);
    Ok(())
}
