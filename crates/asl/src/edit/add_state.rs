//! A new state, and the transitions that lead to it and on from it.

use super::draft::Draft;
use super::fields::object_of;
use super::names::Names;
use super::place::{Links, Place};
use super::splice::{insert_child, insert_member};
use super::style::{Fragment, Style};
use super::transitions::starter_rule;
use super::{EditError, Refusal};
use crate::{MachineView, QueryLanguage, StatePath, StateType, TextChange};
use serde_json::{Map, Value, json};

pub(super) fn add_state(
    draft: &mut Draft,
    place: &Place<'_>,
    kind: StateType,
    name: Option<&str>,
    definition: Option<&Value>,
) -> Result<Option<StatePath>, EditError> {
    ensure_states(draft, place)?;
    let document = draft.document();
    let machine = place.machine_in(document)?;
    let mut names = Names::of(document);
    let name = match name {
        Some(name) => names.take(name, place.machine)?,
        None => names.take_like(kind.name()),
    };
    let links = place.links(document, draft.style(), &name)?;
    let mut state = match definition {
        Some(definition) => object_of(definition, place.machine)?.clone(),
        None => starter(kind, machine.query_language(), &mut names),
    };
    state.shift_insert(0, "Type".into(), kind.name().into());
    lead_on(&mut state, kind, machine.query_language(), links.successor.as_deref());
    let state = Value::Object(state);
    let style = draft.style();
    let mut changes = put_member(document.text(), machine, style, &links, |indent, pretty| {
        style.member(&name, &Fragment::Json(&state), indent, pretty)
    })
    .map_err(|reason| reason.at(place.machine))?;
    changes.extend(links.changes);
    draft.put(changes);
    Ok(Some(place.machine.child(&name)))
}

/// A machine without `States` gets an empty one.
pub(super) fn ensure_states(draft: &mut Draft, place: &Place<'_>) -> Result<(), EditError> {
    let machine = place.machine_in(draft.document())?;
    if machine.field("States").is_none() {
        let empty = Fragment::Object(Vec::new());
        let change = insert_member(draft.document().text(), machine.node(), draft.style(), "States", &empty);
        draft.put(vec![change]);
    }
    Ok(())
}

/// Puts a state's text where its place says.
pub(super) fn put_member(
    text: &str,
    machine: MachineView<'_>,
    style: &Style,
    links: &Links,
    make: impl FnOnce(&str, bool) -> String,
) -> Result<Vec<TextChange>, Refusal> {
    let Some(states) = machine.field("States") else { return Err(Refusal::NoStateMachine) };
    if !states.is_object() {
        return Err(Refusal::Incomplete("\"States\" is no object; repair it in the text.".into()));
    }
    let position =
        |name: &str| states.children().position(|child| child.member().is_some_and(|member| member.key_is(name)));
    let last = states.children().count().checked_sub(1);
    let after = match (&links.text_after, &links.text_before) {
        (Some(name), _) => position(name).or(last),
        (None, Some(name)) => position(name).map_or(last, |at| at.checked_sub(1)),
        (None, None) => last,
    };
    Ok(vec![insert_child(text, states, style, after, make)])
}

/// What a state of a type begins as.
pub(crate) fn starter(kind: StateType, language: QueryLanguage, names: &mut Names) -> Map<String, Value> {
    let state = match (kind, language) {
        (StateType::Task, QueryLanguage::JSONPath) => json!({
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": { "FunctionName": "MyFunction", "Payload.$": "$" },
        }),
        (StateType::Task, QueryLanguage::JSONata) => json!({
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": { "FunctionName": "MyFunction", "Payload": "{% $states.input %}" },
        }),
        (StateType::Pass | StateType::Succeed | StateType::Fail, _) => json!({}),
        (StateType::Choice, _) => json!({ "Choices": [] }),
        (StateType::Wait, _) => json!({ "Seconds": 5 }),
        (StateType::Parallel, _) => json!({ "Branches": [starter_machine(names), starter_machine(names)] }),
        (StateType::Map, _) => {
            let mut processor = json!({ "ProcessorConfig": { "Mode": "INLINE" } });
            if let (Value::Object(processor), Value::Object(machine)) = (&mut processor, starter_machine(names)) {
                processor.extend(machine);
            }
            json!({ "ItemProcessor": processor })
        }
    };
    match state {
        Value::Object(state) => state,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    }
}

/// The smallest machine there can be.
pub(super) fn starter_machine(names: &mut Names) -> Value {
    let name = names.take_like("Pass");
    json!({ "StartAt": name.clone(), "States": { name: { "Type": "Pass", "End": true } } })
}

/// Lets a new state go on to its successor, by what its type has for that.
fn lead_on(state: &mut Map<String, Value>, kind: StateType, language: QueryLanguage, successor: Option<&str>) {
    if kind.has_next() {
        state.shift_remove("Next");
        state.shift_remove("End");
        match successor {
            Some(name) => state.insert("Next".into(), name.into()),
            None => state.insert("End".into(), true.into()),
        };
    } else if kind == StateType::Choice
        && let Some(name) = successor
    {
        if state.get("Choices").and_then(Value::as_array).is_some_and(Vec::is_empty) {
            let mut rule = starter_rule(language);
            rule["Next"] = name.into();
            state.insert("Choices".into(), json!([rule]));
        }
        state.entry("Default").or_insert_with(|| name.into());
    }
}
