//! States go into a new Parallel or Map state, their text verbatim, or give way to a Task that runs them as a workflow of its own.

use super::draft::Draft;
use super::names::Names;
use super::place::next_changes;
use super::references::{ReferenceKind, references, references_of};
use super::region::Region;
use super::splice::{child_span, remove_children};
use super::style::{Fragment, Verbatim};
use super::{EditError, Refusal, machine_of, state_at};
use crate::{QueryLanguage, StatePath, StateType, TextChange, quote};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashSet};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrapping<'e> {
    Parallel,
    Map,
    /// `states:startExecution.sync:2` of the state machine of this ARN, which holds the states from then on. The developer guide's page on
    /// it: <https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html>.
    Nested(&'e str),
}

pub(super) fn wrap(
    draft: &mut Draft,
    states: &[StatePath],
    wrapping: Wrapping<'_>,
    name: Option<&str>,
) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let Region { outer, inside, entry } = Region::of(document, states)?;
    let first = &outer.child(&entry);
    let machine = machine_of(state_at(document, first)?)?;
    let exit = exit(machine, &inside, first)?;
    let mut names = Names::of(document);
    let own_name = match name {
        Some(name) => names.take(name, first)?,
        None => names.take_like(match wrapping {
            Wrapping::Parallel => "Parallel",
            Wrapping::Map => "Map",
            Wrapping::Nested(_) => "Run workflow",
        }),
    };

    // First the ways in and out, then the text moves.
    let mut changes = Vec::new();
    for reference in references(machine) {
        let from_inside = reference.from.is_some_and(|from| inside.contains(&*from.name()));
        if !from_inside && reference.leads_to(&entry) {
            changes.push(TextChange::new(reference.node.span(), quote(&own_name)));
        }
    }
    for state in machine.states().filter(|state| inside.contains(&*state.name())) {
        if exit.is_some() && state.next().is_some_and(|next| !inside.contains(&*next)) {
            changes.extend(next_changes(document.text(), state, draft.style(), None));
        }
    }
    draft.put(changes);

    let document = draft.document();
    let text = document.text();
    let style = draft.style();
    let machine = machine_of(state_at(document, first)?)?;
    let Some(object) = machine.field("States") else { return Err(Refusal::NoStateMachine.anywhere()) };
    let moved: Vec<(usize, crate::Node<'_>)> = object
        .children()
        .enumerate()
        .filter(|(_, child)| child.member().is_some_and(|member| inside.contains(&*member.key())))
        .collect();
    let Some((_, place)) = moved.first().copied() else { return Err(Refusal::NoSuchState(first.key()).at(first)) };
    let members = moved.iter().map(|(_, child)| Verbatim::of(text, child_span(*child))).collect();
    let machine_fields = vec![("StartAt", Fragment::Text(&entry)), ("States", Fragment::Members(members))];
    let inline = json!({ "Mode": "INLINE" });
    let call = nested_call(wrapping, machine.query_language());
    let next = match &exit {
        Some(target) => ("Next", Fragment::Text(target)),
        None => ("End", Fragment::True),
    };
    let state = Fragment::Object(match wrapping {
        Wrapping::Parallel => vec![
            ("Type", Fragment::Text("Parallel")),
            ("Branches", Fragment::Array(vec![Fragment::Object(machine_fields)])),
            next,
        ],
        Wrapping::Map => {
            let mut processor: Vec<(&str, Fragment<'_>)> = vec![("ProcessorConfig", Fragment::Json(&inline as &Value))];
            processor.extend(machine_fields);
            vec![("Type", Fragment::Text("Map")), ("ItemProcessor", Fragment::Object(processor)), next]
        }
        Wrapping::Nested(_) => {
            let mut task: Vec<(&str, Fragment<'_>)> = vec![
                ("Type", Fragment::Text("Task")),
                ("Resource", Fragment::Text("arn:aws:states:::states:startExecution.sync:2")),
            ];
            task.extend(call.iter().map(|(field, value)| (*field, Fragment::Json(value))));
            task.push(next);
            task
        }
    });
    let place = child_span(place);
    let indent = super::style::line_indent(text, place.start);
    let multiline =
        text[object.span().start..child_span(object.children().next().unwrap_or(object)).start].contains('\n');
    let mut changes =
        vec![TextChange::new(place, style.member(&own_name, &state, indent, style.pretty() && multiline))];
    let others: BTreeSet<usize> = moved.iter().skip(1).map(|(at, _)| *at).collect();
    changes.extend(remove_children(object, &others));
    draft.put(changes);
    Ok(Some(outer.child(&own_name)))
}

/// What a Task is given that runs another state machine on its own input, and how it hands on what that one gives.
fn nested_call(wrapping: Wrapping<'_>, language: QueryLanguage) -> Vec<(&'static str, Value)> {
    let Wrapping::Nested(arn) = wrapping else { return Vec::new() };
    match language {
        QueryLanguage::JSONPath => {
            vec![("Parameters", json!({ "StateMachineArn": arn, "Input.$": "$" })), ("OutputPath", json!("$.Output"))]
        }
        QueryLanguage::JSONata => vec![
            ("Arguments", json!({ "StateMachineArn": arn, "Input": "{% $states.input %}" })),
            ("Output", json!("{% $states.result.Output %}")),
        ],
    }
}

/// The one state outside that they lead to; none when they end.
fn exit(
    machine: crate::MachineView<'_>,
    inside: &HashSet<String>,
    place: &StatePath,
) -> Result<Option<String>, EditError> {
    let mut exits: BTreeSet<Option<String>> = BTreeSet::new();
    for state in machine.states().filter(|state| inside.contains(&*state.name())) {
        let mut ways = Vec::new();
        references_of(state, &mut ways);
        for way in ways {
            let Some(target) = way.node.as_str().filter(|target| !inside.contains(&**target)) else { continue };
            if way.kind != ReferenceKind::Next {
                let message = format!(
                    "\"{}\" leads to \"{target}\" outside by a rule, a default or a catcher, which a state inside cannot; choose that state too.",
                    state.name()
                );
                return Err(Refusal::Entangled(message).at(&state.path()));
            }
            exits.insert(Some(target.into_owned()));
        }
        if state.end() || state.state_type() == Some(StateType::Succeed) {
            exits.insert(None);
        }
    }
    if exits.len() > 1 {
        let message = "These states lead on to several places; choose states with one way out.";
        return Err(Refusal::Entangled(message.into()).at(place));
    }
    Ok(exits.into_iter().next().flatten())
}
