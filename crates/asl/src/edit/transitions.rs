//! Transitions: where states lead to.

use super::draft::Draft;
use super::fields::not_for;
use super::place::{next_changes, set_start as start_changes};
use super::splice::{insert_child, insert_member, remove_children, remove_member, set_member};
use super::style::Fragment;
use super::{EditError, Refusal, machine_at, machine_of, state_at};
use crate::{MachineView, Node, QueryLanguage, StatePath, StateType, StateView};
use serde_json::{Value, json};
use std::collections::BTreeSet;

type Done = Result<Option<StatePath>, EditError>;

pub(super) fn set_next(draft: &mut Draft, path: &StatePath, to: Option<&str>) -> Done {
    let state = state_at(draft.document(), path)?;
    match state.state_type() {
        Some(StateType::Choice) => {
            let message = "A Choice goes on by its rules and its default; set one of those.";
            return Err(Refusal::NotForThisState(message.into()).at(path));
        }
        Some(kind) if !kind.has_next() => {
            let message = format!("A {kind} state ends the way it is on; it leads to no other state.");
            return Err(Refusal::NotForThisState(message).at(path));
        }
        Some(_) | None => {}
    }
    if let Some(to) = to {
        target(machine_of(state)?, to, path)?;
    }
    let settled = match to {
        Some(to) => state.next().is_some_and(|next| next == to) && state.field("End").is_none(),
        None => state.end() && state.field("Next").is_none(),
    };
    if !settled {
        let changes = next_changes(draft.document().text(), state, draft.style(), to);
        draft.put(changes);
    }
    Ok(Some(path.clone()))
}

pub(super) fn set_start(draft: &mut Draft, path: &StatePath, branch: Option<usize>, name: &str) -> Done {
    let machine = machine_at(draft.document(), path, branch)?;
    target(machine, name, path)?;
    if machine.start_at().is_none_or(|start| start != name) {
        let changes = start_changes(draft.document().text(), machine, draft.style(), name);
        draft.put(changes);
    }
    Ok(Some(path.child(name)))
}

pub(super) fn set_default(draft: &mut Draft, path: &StatePath, to: Option<&str>) -> Done {
    let state = state_at(draft.document(), path)?;
    not_for(state.state_type(), &[StateType::Choice], path)?;
    let changes = match to {
        Some(to) => {
            target(machine_of(state)?, to, path)?;
            vec![set_member(draft.document().text(), state.node(), draft.style(), "Default", &Fragment::Text(to))]
        }
        None => remove_member(state.node(), "Default"),
    };
    draft.put(changes);
    Ok(Some(path.clone()))
}

pub(super) fn set_rule_next(draft: &mut Draft, path: &StatePath, index: usize, to: &str) -> Done {
    let state = state_at(draft.document(), path)?;
    let rule = entry(state, "Choices", "rule", index, path)?;
    set_entry_next(draft, path, rule.pointer(), to)
}

pub(super) fn set_catch_next(draft: &mut Draft, path: &StatePath, index: usize, to: &str) -> Done {
    let state = state_at(draft.document(), path)?;
    let catcher = entry(state, "Catch", "catcher", index, path)?;
    set_entry_next(draft, path, catcher.pointer(), to)
}

fn set_entry_next(draft: &mut Draft, path: &StatePath, pointer: String, to: &str) -> Done {
    let document = draft.document();
    target(machine_of(state_at(document, path)?)?, to, path)?;
    let object = document.root().and_then(|root| root.at_pointer(&pointer)).filter(|node| node.is_object());
    let Some(object) = object else {
        return Err(Refusal::Incomplete("This entry is no object; repair it in the text.".into()).at(path));
    };
    let change = set_member(document.text(), object, draft.style(), "Next", &Fragment::Text(to));
    draft.put(vec![change]);
    Ok(Some(path.clone()))
}

pub(super) fn add_rule(
    draft: &mut Draft,
    path: &StatePath,
    to: Option<&str>,
    rule: Option<&Value>,
    index: Option<usize>,
) -> Done {
    let state = state_at(draft.document(), path)?;
    not_for(state.state_type(), &[StateType::Choice], path)?;
    let mut rule = match rule {
        Some(rule) if rule.is_object() => rule.clone(),
        Some(_) => return Err(Refusal::Incomplete("\"rule\" must be an object.".into()).at(path)),
        None => starter_rule(state.query_language()),
    };
    if let Some(to) = to {
        rule["Next"] = Value::from(to);
    }
    let Some(next) = rule.get("Next").and_then(Value::as_str) else {
        return Err(Refusal::Incomplete("Say where the rule leads: give \"to\".".into()).at(path));
    };
    target(machine_of(state)?, next, path)?;
    insert_entry(draft, path, "Choices", "rule", &rule, index)
}

/// A rule that can stand until the person has said what they mean.
pub(super) fn starter_rule(language: QueryLanguage) -> Value {
    match language {
        QueryLanguage::JSONPath => json!({ "Variable": "$.value", "IsPresent": true }),
        QueryLanguage::JSONata => json!({ "Condition": "{% $exists($states.input.value) %}" }),
    }
}

pub(super) fn add_catcher(draft: &mut Draft, path: &StatePath, to: &str, errors: Option<&[String]>) -> Done {
    let state = state_at(draft.document(), path)?;
    not_for(state.state_type(), &[StateType::Task, StateType::Parallel, StateType::Map], path)?;
    target(machine_of(state)?, to, path)?;
    let errors = errors.map_or_else(|| vec!["States.ALL".to_owned()], <[String]>::to_vec);
    let catcher = json!({ "ErrorEquals": errors, "Next": to });
    // States.ALL stands last, or AWS refuses the list.
    let catches_all = |node: Node<'_>| {
        node.get("ErrorEquals")
            .is_some_and(|list| list.items().any(|item| item.as_str().is_some_and(|name| name == "States.ALL")))
    };
    let index = state.catchers().find(|catcher| catches_all(catcher.node())).map(|catcher| catcher.index());
    insert_entry(draft, path, "Catch", "catcher", &catcher, index)
}

pub(super) fn remove_rule(draft: &mut Draft, path: &StatePath, index: usize) -> Done {
    let state = state_at(draft.document(), path)?;
    entry(state, "Choices", "rule", index, path)?;
    let changes =
        state.field("Choices").map(|list| remove_children(list, &BTreeSet::from([index]))).unwrap_or_default();
    draft.put(changes);
    Ok(Some(path.clone()))
}

pub(super) fn remove_catcher(draft: &mut Draft, path: &StatePath, index: usize) -> Done {
    let state = state_at(draft.document(), path)?;
    entry(state, "Catch", "catcher", index, path)?;
    let changes = match state.field("Catch") {
        Some(list) if list.items().count() > 1 => remove_children(list, &BTreeSet::from([index])),
        Some(_) | None => remove_member(state.node(), "Catch"),
    };
    draft.put(changes);
    Ok(Some(path.clone()))
}

fn insert_entry(
    draft: &mut Draft,
    path: &StatePath,
    field: &'static str,
    what: &'static str,
    entry: &Value,
    index: Option<usize>,
) -> Done {
    let document = draft.document();
    let state = state_at(document, path)?;
    let style = draft.style();
    let change = match state.field(field).filter(|list| list.is_array()) {
        Some(list) => {
            let count = list.items().count();
            let index = index.unwrap_or(count);
            if index > count {
                return Err(Refusal::OutOfRange { what, index, count }.at(path));
            }
            insert_child(document.text(), list, style, index.checked_sub(1), |indent, pretty| {
                style.value(&Fragment::Json(entry), indent, pretty)
            })
        }
        None if state.field(field).is_some() => {
            return Err(Refusal::Incomplete(format!("\"{field}\" is no array; repair it in the text.")).at(path));
        }
        None => {
            insert_member(document.text(), state.node(), style, field, &Fragment::Array(vec![Fragment::Json(entry)]))
        }
    };
    draft.put(vec![change]);
    Ok(Some(path.clone()))
}

fn entry<'a>(
    state: StateView<'a>,
    field: &'static str,
    what: &'static str,
    index: usize,
    path: &StatePath,
) -> Result<Node<'a>, EditError> {
    let list = state.field(field);
    let count = list.map_or(0, |list| list.items().count());
    list.and_then(|list| list.at(index)).ok_or_else(|| Refusal::OutOfRange { what, index, count }.at(path))
}

/// A transition's target must be a state of the same machine.
pub(super) fn target(machine: MachineView<'_>, name: &str, place: &StatePath) -> Result<(), EditError> {
    if machine.state(name).is_some() { Ok(()) } else { Err(Refusal::NoSuchTarget(name.to_owned()).at(place)) }
}
