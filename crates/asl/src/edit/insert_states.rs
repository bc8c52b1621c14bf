//! Several states go in as one piece: each as it is written, under names that are free, linked in at one place.

use super::add_state::{ensure_states, put_member};
use super::draft::Draft;
use super::labels::Labels;
use super::language;
use super::names::Names;
use super::piece::{self, Piece};
use super::place::{Place, next_changes};
use super::references::{ReferenceKind, references, references_of};
use super::splice::{remove_children, remove_member};
use super::style::Style;
use super::{EditError, Refusal};
use crate::{Document, Format, MachineView, QueryLanguage, StatePath, StateType, StateView, TextChange, quote};
use std::collections::{BTreeSet, HashMap};

pub(super) fn insert_states(
    draft: &mut Draft,
    place: &Place<'_>,
    piece: Piece,
    start: Option<&str>,
) -> Result<Option<StatePath>, EditError> {
    let here = |reason: Refusal| reason.at(place.machine);
    let machine = place.machine_in(draft.document())?;
    let outer = machine.query_language();
    let piece = language::fitted(piece, outer).map_err(here)?;
    ensure_states(draft, place)?;
    let start = first_of(&piece, start).map_err(here)?;
    let renamed = new_names(draft.document(), &piece).map_err(here)?;
    let start = renamed.top.get(&start).cloned().unwrap_or(start);

    let document = draft.document();
    let machine = place.machine_in(document)?;
    let links = place.links(document, draft.style(), &start)?;
    // Behind a state that ended, the piece ends too; one that nothing leads to may lead where it did.
    let is_alone = links.changes.is_empty();
    let stays = |name: &str, kind: ReferenceKind| {
        machine.state(name).is_some() && (is_alone || !matches!(kind, ReferenceKind::Next))
    };
    let mut piece = linked(piece, &renamed, links.successor.as_deref(), &stays, outer).map_err(here)?;
    let states = piece.machine().map_err(here)?.all_states();
    let changes = Labels::of(document).changes(states);
    if let Some(text) = TextChange::apply_all(piece.document.text(), &changes).filter(|_| !changes.is_empty()) {
        piece.document = Document::parse(text, Format::Json);
    }
    let states = piece.machine().and_then(|machine| machine.field("States").ok_or(Refusal::NoStateMachine));
    let states = states.map_err(here)?;
    let style = draft.style();
    let mut changes = put_member(document.text(), machine, style, &links, |indent, pretty| {
        piece::written(&piece.document, states, style, indent, pretty)
    })
    .map_err(here)?;
    changes.extend(links.changes);
    draft.put(changes);
    Ok(Some(place.machine.child(&start)))
}

/// The state that the piece begins with.
fn first_of(piece: &Piece, start: Option<&str>) -> Result<String, Refusal> {
    let machine = piece.machine()?;
    let there = |name: &str| machine.state(name).is_some();
    match start {
        Some(start) if there(start) => Ok(start.to_owned()),
        Some(start) => Err(Refusal::NoSuchState(start.to_owned())),
        None => {
            let first = || machine.states().next().map(|state| state.name().into_owned());
            piece::entry(machine, &there).or_else(first).ok_or(Refusal::NoStateMachine)
        }
    }
}

/// Old names to new ones: those of the piece's own states, and for each state inside them in the order of the text.
struct Renamed {
    top: HashMap<String, String>,
    all: Vec<String>,
}

/// Free names for all states of a piece. What is free stays, so that only what clashes is renamed.
fn new_names(document: &Document, piece: &Piece) -> Result<Renamed, Refusal> {
    let mut names = Names::of(document);
    let machine = piece.machine()?;
    let states = machine.all_states();
    let mut all: Vec<Option<String>> = states.iter().map(|state| names.take_free(&state.name())).collect();
    for (state, name) in states.iter().zip(&mut all) {
        if name.is_none() {
            *name = Some(names.take_like(&state.name()));
        }
    }
    let all: Vec<String> = all.into_iter().flatten().collect();
    let top = states.iter().zip(&all).filter(|(state, _)| state.depth() == machine.depth());
    let top = top.map(|(state, name)| (state.name().into_owned(), name.clone())).collect();
    Ok(Renamed { top, all })
}

/// What leads out of a state of the piece and has no place to lead to.
#[derive(Default)]
struct Loose {
    rules: BTreeSet<usize>,
    catchers: BTreeSet<usize>,
    default: bool,
}

/// The piece under its new names, leading on to `successor` where it would have led out or ended.
fn linked(
    piece: Piece,
    renamed: &Renamed,
    successor: Option<&str>,
    stays: &dyn Fn(&str, ReferenceKind) -> bool,
    outer: QueryLanguage,
) -> Result<Piece, Refusal> {
    let mut draft = Draft::new(&piece.document);
    let machine = piece.machine()?;
    let text = piece.document.text();
    let mut changes = names_and_inner_ways(machine, renamed);
    let mut loose: Vec<(String, Loose)> = Vec::new();
    for state in machine.states() {
        let own = renamed.top.get(&*state.name()).cloned().unwrap_or_default();
        let mut left = Loose::default();
        let mut ways = Vec::new();
        references_of(state, &mut ways);
        let mut goes_on = false;
        for way in ways {
            let Some(target) = way.node.as_str() else { continue };
            if let Some(new) = renamed.top.get(&*target) {
                goes_on |= way.kind == ReferenceKind::Next;
                if target != *new {
                    changes.push(TextChange::new(way.node.span(), quote(new)));
                }
                continue;
            }
            match way.kind {
                // The chain goes on to what followed; rules and catchers may well lead to a state that is there.
                ReferenceKind::Next => {
                    goes_on = true;
                    let to = successor.or_else(|| Some(&*target).filter(|target| stays(target, way.kind)));
                    changes.extend(next_changes(text, state, draft.style(), to));
                }
                ReferenceKind::Default | ReferenceKind::Choice(_) | ReferenceKind::Catch(_)
                    if stays(&target, way.kind) => {}
                ReferenceKind::Default => match successor {
                    Some(successor) => changes.push(TextChange::new(way.node.span(), quote(successor))),
                    None => left.default = true,
                },
                ReferenceKind::Choice(index) => match successor {
                    Some(successor) => changes.push(TextChange::new(way.node.span(), quote(successor))),
                    None => drop(left.rules.insert(index)),
                },
                ReferenceKind::Catch(index) => match successor {
                    Some(successor) => changes.push(TextChange::new(way.node.span(), quote(successor))),
                    None => drop(left.catchers.insert(index)),
                },
                ReferenceKind::Start => {}
            }
        }
        if !goes_on && state.end() && successor.is_some() {
            changes.extend(next_changes(text, state, draft.style(), successor));
        }
        loose.push((own, left));
    }
    draft.put(changes);
    for (name, left) in &loose {
        let mut changes = Vec::new();
        if let Some(state) = state_of(draft.document(), name) {
            changes.extend(state.field("Choices").map(|list| remove_children(list, &left.rules)).unwrap_or_default());
            changes.extend(match state.field("Catch") {
                Some(list) if list.items().count() > left.catchers.len() => remove_children(list, &left.catchers),
                Some(_) if !left.catchers.is_empty() => remove_member(state.node(), "Catch"),
                Some(_) | None => Vec::new(),
            });
        }
        draft.put(changes);
    }
    for (name, left) in &loose {
        let mut changes = Vec::new();
        if let Some(state) = state_of(draft.document(), name) {
            changes = ending(draft.document().text(), state, draft.style(), successor, left.default);
        }
        draft.put(changes);
    }
    let changes = language::marked(draft.document(), draft.style(), piece.language, outer);
    draft.put(changes);
    Ok(Piece { document: draft.finish().0, language: piece.language })
}

fn state_of<'a>(document: &'a Document, name: &str) -> Option<StateView<'a>> {
    document.machine()?.state(name)
}

/// New names for all states, and for what leads to those inside of others.
fn names_and_inner_ways(machine: MachineView<'_>, renamed: &Renamed) -> Vec<TextChange> {
    let mut changes = Vec::new();
    let mut inner: HashMap<usize, HashMap<String, String>> = HashMap::new();
    let states = machine.all_states();
    for (state, new) in states.iter().zip(&renamed.all) {
        let old = state.name();
        if let Some(member) = state.node().member().filter(|_| old != new.as_str()) {
            changes.push(TextChange::new(member.key_span(), quote(new)));
        }
        if state.depth() > machine.depth()
            && let Some(own) = state.machine()
        {
            inner.entry(own.node().span().start).or_default().insert(old.into_owned(), new.clone());
        }
    }
    for machine in states.iter().flat_map(|state| state.machines()) {
        let Some(names) = inner.get(&machine.node().span().start) else { continue };
        for reference in references(machine) {
            let Some(old) = reference.node.as_str() else { continue };
            if let Some(new) = names.get(&*old).filter(|new| **new != old) {
                changes.push(TextChange::new(reference.node.span(), quote(new)));
            }
        }
    }
    changes
}

/// A state that says neither where it goes on to nor that it ends, and a default that leads nowhere.
fn ending(
    text: &str,
    state: StateView<'_>,
    style: &Style,
    successor: Option<&str>,
    default_is_loose: bool,
) -> Vec<TextChange> {
    match state.state_type() {
        Some(StateType::Choice) if default_is_loose => remove_member(state.node(), "Default"),
        Some(kind) if kind.has_next() && state.field("Next").is_none() && state.field("End").is_none() => {
            next_changes(text, state, style, successor)
        }
        Some(_) | None => Vec::new(),
    }
}
