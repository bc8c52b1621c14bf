//! A state becomes one of another type: what both types have stays as it is written, the rest goes, and what the new one
//! cannot be without is put in.

use super::add_state::starter;
use super::draft::Draft;
use super::names::Names;
use super::place::next_changes;
use super::remove_state::successor;
use super::splice::{insert_child, insert_member, remove_member, set_member};
use super::style::{Fragment, Verbatim, line_indent};
use super::transitions::starter_rule;
use super::{EditError, Refusal, state_at};
use crate::diagnostics::schema::{is_field, of_state};
use crate::{StatePath, StateType, TextChange};
use serde_json::{Value, json};

pub(super) fn change_type(
    draft: &mut Draft,
    path: &StatePath,
    kind: StateType,
) -> Result<Option<StatePath>, EditError> {
    let state = state_at(draft.document(), path)?;
    let old = state.state_type();
    if old == Some(kind) {
        return Ok(Some(path.clone()));
    }
    let leads_to = successor(state);
    let holds_states = state.machines().any(|machine| machine.states().next().is_some());
    match kind {
        StateType::Map if state.branches().count() > 1 => {
            let message =
                "A Map state has one processor; remove the other branches first, or put the Parallel state into a Map.";
            return Err(Refusal::Entangled(message.into()).at(path));
        }
        StateType::Map | StateType::Parallel => {}
        StateType::Task
        | StateType::Pass
        | StateType::Choice
        | StateType::Wait
        | StateType::Succeed
        | StateType::Fail
            if holds_states =>
        {
            let message =
                format!("It holds states of its own, which a {kind} state cannot; unwrap or remove them first.");
            return Err(Refusal::Entangled(message).at(path));
        }
        StateType::Task
        | StateType::Pass
        | StateType::Choice
        | StateType::Wait
        | StateType::Succeed
        | StateType::Fail => {}
    }
    if holds_states {
        turn_machine(draft, path, kind)?;
    }

    let state = state_at(draft.document(), path)?;
    let change = set_member(draft.document().text(), state.node(), draft.style(), "Type", &Fragment::Text(kind.name()));
    draft.put(vec![change]);

    // What only the old type has; fields that neither knows are somebody's own.
    let (schema, before) = (of_state(kind), old.map(of_state));
    let gone: Vec<String> = state_at(draft.document(), path)?
        .node()
        .members()
        .map(|member| member.key().into_owned())
        .filter(|key| schema.field(key).is_none())
        .filter(|key| before.map_or_else(|| is_field(key), |before| before.field(key).is_some()))
        .collect();
    for key in gone {
        let changes = remove_member(state_at(draft.document(), path)?.node(), &key);
        draft.put(changes);
    }
    fill(draft, path, kind, leads_to.as_deref())?;
    Ok(Some(path.clone()))
}

/// The machine of a Map as the branch of a Parallel, or the other way round, as it is written.
fn turn_machine(draft: &mut Draft, path: &StatePath, kind: StateType) -> Result<(), EditError> {
    let node = |draft: &Draft| -> Result<Option<crate::Span>, EditError> {
        Ok(state_at(draft.document(), path)?.machines().next().map(|machine| machine.node().span()))
    };
    if kind == StateType::Parallel {
        let state = state_at(draft.document(), path)?;
        let config = state.machines().next().map(|machine| remove_member(machine.node(), "ProcessorConfig"));
        draft.put(config.unwrap_or_default());
    }
    let Some(span) = node(draft)? else { return Ok(()) };
    let document = draft.document();
    let (text, style) = (document.text(), draft.style());
    let machine = Verbatim::of(text, span);
    let state = state_at(document, path)?;
    let field = ["Branches", "ItemProcessor", "Iterator"].into_iter().find_map(|name| state.field(name));
    let Some(member) = field.and_then(crate::Node::member) else { return Ok(()) };
    let indent = line_indent(text, member.span().start);
    let first = state.node().children().next().map_or(member.span(), super::splice::child_span);
    let pretty = style.pretty() && text[state.node().span().start..first.start].contains('\n');
    let (key, value) = match kind {
        StateType::Parallel => ("Branches", Fragment::Array(vec![Fragment::Verbatim(machine)])),
        _ => ("ItemProcessor", Fragment::Verbatim(machine)),
    };
    let change = TextChange::new(member.span(), style.member(key, &value, indent, pretty));
    draft.put(vec![change]);
    if kind == StateType::Map {
        let document = draft.document();
        let style = draft.style();
        let inline = json!({ "Mode": "INLINE" });
        let machine = state_at(document, path)?.machines().next();
        let change = machine.filter(|machine| machine.field("ProcessorConfig").is_none()).map(|machine| {
            insert_child(document.text(), machine.node(), style, None, |indent, pretty| {
                style.member("ProcessorConfig", &Fragment::Json(&inline), indent, pretty)
            })
        });
        draft.put(change.into_iter().collect());
    }
    Ok(())
}

/// Puts in what the type cannot be without.
fn fill(draft: &mut Draft, path: &StatePath, kind: StateType, leads_to: Option<&str>) -> Result<(), EditError> {
    let state = state_at(draft.document(), path)?;
    let language = state.query_language();
    let mut wanted: Vec<(String, Value)> = Vec::new();
    match kind {
        StateType::Choice => {
            if state.field("Choices").is_none() {
                let rules: Vec<Value> = leads_to
                    .map(|to| {
                        let mut rule = starter_rule(language);
                        rule["Next"] = to.into();
                        rule
                    })
                    .into_iter()
                    .collect();
                wanted.push(("Choices".into(), rules.into()));
            }
            if let Some(to) = leads_to.filter(|_| state.field("Default").is_none()) {
                wanted.push(("Default".into(), to.into()));
            }
        }
        StateType::Wait => {
            let times = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];
            if times.iter().all(|field| state.field(field).is_none()) {
                wanted.push(("Seconds".into(), 5.into()));
            }
        }
        StateType::Map if state.machines().next().is_some() => {}
        StateType::Task
        | StateType::Parallel
        | StateType::Map
        | StateType::Pass
        | StateType::Succeed
        | StateType::Fail => {
            let mut names = Names::of(draft.document());
            let fields = starter(kind, language, &mut names);
            wanted.extend(fields.into_iter().filter(|(key, _)| state.field(key).is_none()));
        }
    }
    for (key, value) in wanted {
        let document = draft.document();
        let object = state_at(document, path)?.node();
        let change = insert_member(document.text(), object, draft.style(), &key, &Fragment::Json(&value));
        draft.put(vec![change]);
    }
    let document = draft.document();
    let state = state_at(document, path)?;
    if kind.has_next() && state.field("Next").is_none() && state.field("End").is_none() {
        let changes = next_changes(document.text(), state, draft.style(), leads_to);
        draft.put(changes);
    }
    Ok(())
}
