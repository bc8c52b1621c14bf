//! Taking a state away; the chain closes over the gap.

use super::branches::remove_branch;
use super::draft::Draft;
use super::place::next_changes;
use super::references::{ReferenceKind, references};
use super::splice::{members_named, remove_children, remove_member};
use super::{EditError, Refusal, machine_of, state_at};
use crate::{Document, StatePath, StateView, TextChange, quote};
use std::collections::{BTreeMap, BTreeSet, HashSet};

pub(super) fn remove_state(draft: &mut Draft, path: &StatePath) -> Result<Option<StatePath>, EditError> {
    let machine = machine_of(state_at(draft.document(), path)?)?;
    if path.0.len() > 1 && machine.states().count() == 1 {
        let message = "This is the last state of its branch or processor, which must have one; remove the branch or the outer state.";
        return Err(Refusal::Entangled(message.into()).at(path));
    }
    let before = references(machine).into_iter().find(|reference| reference.leads_to(path.name()));
    let selection = before.and_then(|reference| reference.from).map(StateView::path).filter(|from| from != path);
    bypass(draft, path)?;
    let states = machine_of(state_at(draft.document(), path)?)?.field("States");
    let changes = states.map(|states| remove_children(states, &members_named(states, path.name()))).unwrap_or_default();
    draft.put(changes);
    Ok(selection)
}

/// Takes several states away, one after the other. Those inside another one go with it, and a branch whose states all go is
/// taken out of its Parallel state.
pub(super) fn remove_states(draft: &mut Draft, paths: &[StatePath]) -> Result<Option<StatePath>, EditError> {
    if paths.is_empty() {
        return Err(Refusal::Incomplete("Name at least one state.".into()).anywhere());
    }
    let chosen: BTreeSet<&StatePath> = paths.iter().collect();
    let mut rest: BTreeSet<&StatePath> = BTreeSet::new();
    for path in &chosen {
        state_at(draft.document(), path)?;
        if !(1..path.0.len()).any(|length| chosen.contains(&StatePath(path.0[..length].to_vec()))) {
            rest.insert(path);
        }
    }
    let mut selection = None;
    for (parallel, branches) in whole_branches(draft.document(), &rest)? {
        // From the last one, so that the numbers of the others stay.
        for (branch, states) in branches.into_iter().rev() {
            remove_branch(draft, &parallel, branch)?;
            rest.retain(|path| !states.contains(path));
        }
        selection = Some(parallel);
    }
    for path in rest {
        selection = remove_state(draft, path)?.or(selection);
    }
    Ok(selection.filter(|path| draft.document().state(path).is_some()))
}

/// The branches of a Parallel state, by number, with the states that they hold.
type Branches = BTreeMap<usize, Vec<StatePath>>;

/// The branches of which every state is among some, where a branch is left over.
fn whole_branches(
    document: &Document,
    paths: &BTreeSet<&StatePath>,
) -> Result<BTreeMap<StatePath, Branches>, EditError> {
    let mut found: BTreeMap<StatePath, Branches> = BTreeMap::new();
    for path in paths {
        let machine = machine_of(state_at(document, path)?)?;
        let (Some(parallel), Some(branch)) = (machine.parent_state(), machine.branch()) else { continue };
        let states: Vec<StatePath> = machine.states().map(StateView::path).collect();
        if parallel.branches().count() > 1 && states.iter().all(|state| paths.contains(state)) {
            found.entry(parallel.path()).or_default().insert(branch, states);
        }
    }
    Ok(found)
}

/// The state that a state hands on to, where it is plain: `Next`, or a Choice's default, or its first rule's.
pub(super) fn successor(state: StateView<'_>) -> Option<String> {
    let name = state.name();
    let mut ways =
        state.next().into_iter().chain(state.default()).chain(state.choices().filter_map(|rule| rule.next()));
    ways.find(|next| *next != name && state.machine().is_some_and(|machine| machine.state(next).is_some()))
        .map(Into::into)
}

/// Leads everything that led to a state (but not from itself) to its successor; where it has none, ends those ways.
pub(super) fn bypass(draft: &mut Draft, path: &StatePath) -> Result<(), EditError> {
    let successor = successor(state_at(draft.document(), path)?);
    bypass_to(draft, path, &HashSet::from([path.name().to_owned()]), successor.as_deref())
}

/// Leads everything that led to a state from others than those of some names elsewhere, or ends those ways.
pub(super) fn bypass_to(
    draft: &mut Draft,
    path: &StatePath,
    inside: &HashSet<String>,
    successor: Option<&str>,
) -> Result<(), EditError> {
    match successor {
        Some(successor) => {
            let changes = coming_in(draft.document(), path, inside)?
                .into_iter()
                .map(|(_, _, span)| TextChange::new(span, quote(successor)))
                .collect();
            draft.put(changes);
        }
        None => end_ways(draft, path, inside)?,
    }
    Ok(())
}

/// What leads to a state from others: kind, from where, and the string's span.
type Incoming = (ReferenceKind, Option<StatePath>, crate::Span);

fn coming_in(document: &Document, path: &StatePath, inside: &HashSet<String>) -> Result<Vec<Incoming>, EditError> {
    let machine = machine_of(state_at(document, path)?)?;
    let found = references(machine).into_iter().filter(|reference| {
        reference.leads_to(path.name()) && reference.from.is_none_or(|from| !inside.contains(&*from.name()))
    });
    Ok(found.map(|reference| (reference.kind, reference.from.map(StateView::path), reference.node.span())).collect())
}

/// Ends the ways to a state that leads nowhere on. In batches, for each sees one kind of place per object only.
fn end_ways(draft: &mut Draft, path: &StatePath, inside: &HashSet<String>) -> Result<(), EditError> {
    // Next becomes End, and the machine begins with the first of its other states.
    let document = draft.document();
    let machine = machine_of(state_at(document, path)?)?;
    let mut changes = Vec::new();
    for (kind, from, span) in coming_in(document, path, inside)? {
        match (kind, from) {
            (ReferenceKind::Next, Some(from)) => {
                changes.extend(next_changes(document.text(), state_at(document, &from)?, draft.style(), None));
            }
            (ReferenceKind::Start, _) => match machine.states().find(|state| !inside.contains(&*state.name())) {
                Some(first) => changes.push(TextChange::new(span, quote(&first.name()))),
                None => changes.extend(remove_member(machine.node(), "StartAt")),
            },
            (ReferenceKind::Next | ReferenceKind::Default | ReferenceKind::Choice(_) | ReferenceKind::Catch(_), _) => {}
        }
    }
    draft.put(changes);
    // Rules and catchers that led there go.
    let document = draft.document();
    let mut rules: BTreeMap<StatePath, BTreeSet<usize>> = BTreeMap::new();
    let mut catchers: BTreeMap<StatePath, BTreeSet<usize>> = BTreeMap::new();
    for (kind, from, _) in coming_in(document, path, inside)? {
        match (kind, from) {
            (ReferenceKind::Choice(index), Some(from)) => rules.entry(from).or_default().insert(index),
            (ReferenceKind::Catch(index), Some(from)) => catchers.entry(from).or_default().insert(index),
            (_, _) => continue,
        };
    }
    let mut changes = Vec::new();
    for (from, which) in rules {
        let list = state_at(document, &from)?.field("Choices");
        changes.extend(list.map(|list| remove_children(list, &which)).unwrap_or_default());
    }
    for (from, which) in catchers {
        let state = state_at(document, &from)?;
        changes.extend(match state.field("Catch") {
            Some(list) if list.items().count() > which.len() => remove_children(list, &which),
            Some(_) | None => remove_member(state.node(), "Catch"),
        });
    }
    draft.put(changes);
    let document = draft.document();
    let mut changes = Vec::new();
    for (kind, from, _) in coming_in(document, path, inside)? {
        if let (ReferenceKind::Default, Some(from)) = (kind, from) {
            changes.extend(remove_member(state_at(document, &from)?.node(), "Default"));
        }
    }
    draft.put(changes);
    Ok(())
}
