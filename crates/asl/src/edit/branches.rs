//! Branches of a Parallel state.

use super::add_state::starter_machine;
use super::draft::Draft;
use super::fields::{not_for, object_of};
use super::names::Names;
use super::splice::{insert_child, insert_member, remove_children};
use super::style::Fragment;
use super::{EditError, Refusal, state_at};
use crate::{StatePath, StateType};
use serde_json::Value;
use std::collections::BTreeSet;

pub(super) fn add_branch(
    draft: &mut Draft,
    path: &StatePath,
    definition: Option<&Value>,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let state = state_at(document, path)?;
    not_for(state.state_type(), &[StateType::Parallel], path)?;
    let mut names = Names::of(document);
    let branch = match definition {
        Some(definition) => {
            let states = object_of(definition, path)?.get("States").and_then(Value::as_object);
            for name in states.into_iter().flat_map(|states| states.keys()) {
                names.take(name, path)?;
            }
            definition.clone()
        }
        None => starter_machine(&mut names),
    };
    let style = draft.style();
    let change = match state.field("Branches") {
        Some(list) if list.is_array() => {
            let after = list.items().count().checked_sub(1);
            insert_child(document.text(), list, style, after, |indent, pretty| {
                style.value(&Fragment::Json(&branch), indent, pretty)
            })
        }
        Some(_) => return Err(Refusal::Incomplete("\"Branches\" is no array; repair it in the text.".into()).at(path)),
        None => insert_member(
            document.text(),
            state.node(),
            style,
            "Branches",
            &Fragment::Array(vec![Fragment::Json(&branch)]),
        ),
    };
    let selection = branch.get("StartAt").and_then(Value::as_str).map(|name| path.child(name));
    draft.put(vec![change]);
    Ok(selection.or_else(|| Some(path.clone())))
}

pub(super) fn remove_branch(
    draft: &mut Draft,
    path: &StatePath,
    branch: usize,
) -> Result<Option<StatePath>, EditError> {
    let state = state_at(draft.document(), path)?;
    not_for(state.state_type(), &[StateType::Parallel], path)?;
    let list = state.field("Branches").filter(|list| list.is_array());
    let count = list.map_or(0, |list| list.items().count());
    let changes = match list {
        Some(list) if branch < count => {
            if count == 1 {
                let message = "This is the last branch; a Parallel state must have one. Remove the state instead.";
                return Err(Refusal::Entangled(message.into()).at(path));
            }
            remove_children(list, &BTreeSet::from([branch]))
        }
        Some(_) | None => return Err(Refusal::OutOfRange { what: "branch", index: branch, count }.at(path)),
    };
    draft.put(changes);
    Ok(Some(path.clone()))
}
