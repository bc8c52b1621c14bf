//! Where in a chain a state goes: after one, before one, onto a transition, or nowhere yet.

use super::references::{ReferenceKind, references, references_of};
use super::splice::{insert_member, remove_member, replace_value};
use super::style::{Fragment, Style};
use super::{EditError, Refusal, machine_at};
use crate::{Document, MachineView, StatePath, StateType, StateView, TextChange, quote};
use serde::{Deserialize, Serialize};

/// A transition of a diagram.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The name of the state that it leaves; none for the one from the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Which of that state's transitions.
    pub kind: EdgeKind,
    /// Which rule or catcher, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The name of the state that it leads to. Only read by people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

/// The kinds of transitions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EdgeKind {
    /// From the start to `StartAt`.
    Start,
    /// `Next`
    Next,
    /// `End`
    End,
    /// A Choice's rule.
    Choice,
    /// A Choice's `Default`.
    Default,
    /// A catcher.
    Catch,
}

/// A place for a state in a machine.
pub(crate) struct Place<'e> {
    pub machine: &'e StatePath,
    pub branch: Option<usize>,
    pub spot: Spot<'e>,
}

pub(crate) enum Spot<'e> {
    Nowhere,
    After(&'e str),
    Before(&'e str),
    On(&'e Edge),
}

/// What a place means for the machine.
pub(crate) struct Links {
    /// Where the new state goes on to; none ends.
    pub successor: Option<String>,
    /// The transitions that now lead to the new state.
    pub changes: Vec<TextChange>,
    /// The state behind whose text the new one's stands.
    pub text_after: Option<String>,
    /// The state before whose text the new one's stands.
    pub text_before: Option<String>,
}

impl<'e> Place<'e> {
    pub(crate) fn new(
        machine: &'e StatePath,
        branch: Option<usize>,
        after: Option<&'e str>,
        before: Option<&'e str>,
        on_edge: Option<&'e Edge>,
    ) -> Result<Place<'e>, EditError> {
        let spot = match (after, before, on_edge) {
            (None, None, None) => Spot::Nowhere,
            (Some(name), None, None) => Spot::After(name),
            (None, Some(name), None) => Spot::Before(name),
            (None, None, Some(edge)) => Spot::On(edge),
            (_, _, _) => {
                let message = "Give only one of \"after\", \"before\" and \"on_edge\".".into();
                return Err(Refusal::Incomplete(message).at(machine));
            }
        };
        Ok(Place { machine, branch, spot })
    }

    pub(crate) fn machine_in<'a>(&self, document: &'a Document) -> Result<MachineView<'a>, EditError> {
        machine_at(document, self.machine, self.branch)
    }

    /// What must change so that a state `name` stands here.
    pub(crate) fn links(&self, document: &Document, style: &Style, name: &str) -> Result<Links, EditError> {
        let text = document.text();
        let machine = self.machine_in(document)?;
        let find = |name: &str| {
            let state = machine.state(name).filter(|state| state.node().is_object());
            state.ok_or_else(|| Refusal::NoSuchState(self.machine.child(name).key()).at(self.machine))
        };
        match &self.spot {
            Spot::Nowhere => {
                let only = machine.states().next().is_none();
                let changes = if only { set_start(text, machine, style, name) } else { Vec::new() };
                Ok(Links { successor: None, changes, text_after: None, text_before: None })
            }
            Spot::After(other) => {
                let state = find(other)?;
                let at = Some((*other).to_owned());
                match state.state_type() {
                    Some(StateType::Choice) => {
                        let successor = state.default().map(Into::into);
                        let changes = vec![super::splice::set_member(
                            text,
                            state.node(),
                            style,
                            "Default",
                            &Fragment::Text(name),
                        )];
                        Ok(Links { successor, changes, text_after: at, text_before: None })
                    }
                    Some(kind) if !kind.has_next() => {
                        let message = format!("Nothing comes after a {kind} state; put the new state before it.");
                        Err(Refusal::NotForThisState(message).at(&state.path()))
                    }
                    Some(_) | None => {
                        let successor = state.next().map(Into::into);
                        let changes = next_changes(text, state, style, Some(name));
                        Ok(Links { successor, changes, text_after: at, text_before: None })
                    }
                }
            }
            Spot::Before(other) => {
                find(other)?;
                let mut changes = Vec::new();
                for reference in references(machine) {
                    // A state that leads back to itself goes on doing so: the new one is for those who come from elsewhere.
                    let from_itself = reference.from.is_some_and(|from| from.name() == *other);
                    if reference.leads_to(other) && !from_itself {
                        changes.push(TextChange::new(reference.node.span(), quote(name)));
                    }
                }
                let at = Some((*other).to_owned());
                Ok(Links { successor: at.clone(), changes, text_after: None, text_before: at })
            }
            Spot::On(edge) => self.on_edge(document, style, machine, edge, name),
        }
    }

    fn on_edge(
        &self,
        document: &Document,
        style: &Style,
        machine: MachineView<'_>,
        edge: &Edge,
        name: &str,
    ) -> Result<Links, EditError> {
        let text = document.text();
        if edge.kind == EdgeKind::Start {
            let successor: Option<String> = machine.start_at().map(Into::into);
            let changes = set_start(text, machine, style, name);
            return Ok(Links { text_before: successor.clone(), successor, changes, text_after: None });
        }
        let Some(from) = edge.from.as_deref() else {
            return Err(Refusal::Incomplete("\"on_edge\" needs \"from\", the name of a state.".into()).at(self.machine));
        };
        let state = machine.state(from).filter(|state| state.node().is_object());
        let state = state.ok_or_else(|| Refusal::NoSuchState(self.machine.child(from).key()).at(self.machine))?;
        let text_after = Some(from.to_owned());
        if edge.kind == EdgeKind::End {
            let changes = next_changes(text, state, style, Some(name));
            return Ok(Links { successor: None, changes, text_after, text_before: None });
        }
        let index = edge.index.unwrap_or(0);
        let kind = match edge.kind {
            EdgeKind::Next => ReferenceKind::Next,
            EdgeKind::Default => ReferenceKind::Default,
            EdgeKind::Choice => ReferenceKind::Choice(index),
            EdgeKind::Catch | EdgeKind::Start | EdgeKind::End => ReferenceKind::Catch(index),
        };
        let mut all = Vec::new();
        references_of(state, &mut all);
        let Some(reference) = all.into_iter().find(|reference| reference.kind == kind) else {
            let message = format!("\"{from}\" has no such transition; look at it again, it may have changed.");
            return Err(Refusal::Incomplete(message).at(&state.path()));
        };
        let successor = reference.node.as_str().map(Into::into);
        let changes = vec![TextChange::new(reference.node.span(), quote(name))];
        Ok(Links { successor, changes, text_after, text_before: None })
    }
}

/// Makes a state begin its machine.
pub(crate) fn set_start(text: &str, machine: MachineView<'_>, style: &Style, name: &str) -> Vec<TextChange> {
    let node = machine.node();
    match machine.field("StartAt") {
        Some(old) => vec![replace_value(text, old, style, &Fragment::Text(name))],
        None => vec![insert_member(text, node, style, "StartAt", &Fragment::Text(name))],
    }
}

/// Makes a state go on to another, or end.
pub(crate) fn next_changes(text: &str, state: StateView<'_>, style: &Style, to: Option<&str>) -> Vec<TextChange> {
    let object = state.node();
    let (next, end) = (state.field("Next"), state.field("End"));
    let (own, other, key, other_key, value) = match to {
        Some(name) => (next, end, "Next", "End", Fragment::Text(name)),
        None => (end, next, "End", "Next", Fragment::True),
    };
    match (own, other) {
        (Some(own), other) => {
            let mut changes = vec![TextChange::new(own.span(), style.value(&value, "", false))];
            if other.is_some() {
                changes.extend(remove_member(object, other_key));
            }
            changes
        }
        (None, Some(other)) => match other.member() {
            Some(member) => {
                let between = &text[member.key_span().end..other.span().start];
                vec![TextChange::new(
                    member.span(),
                    format!("{}{between}{}", quote(key), style.value(&value, "", false)),
                )]
            }
            None => Vec::new(),
        },
        (None, None) => vec![insert_member(text, object, style, key, &value)],
    }
}
