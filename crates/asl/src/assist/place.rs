//! Where a node stands in the language.

use crate::called::ITEM;
use crate::diagnostics::expressions::is_template;
use crate::diagnostics::schema::{self, Field, Kind};
use crate::diagnostics::walk::{Met, Visit, walk};
use crate::{Document, MachineView, Node, QueryLanguage, StateType, StateView};
use std::collections::HashSet;

/// A node and the object of the language around it.
#[derive(Debug)]
pub(super) struct Place<'a> {
    pub document: &'a Document,
    /// The innermost object of the language that the node stands in.
    pub visit: Visit<'a>,
    /// The innermost state that it stands in.
    pub state: Option<StateView<'a>>,
    /// From a child of that object down to the node itself.
    way: Vec<Node<'a>>,
    on_key: bool,
}

/// What may stand at a place.
#[derive(Debug)]
pub(super) enum Spot<'a> {
    /// A field of the object.
    Field,
    /// The name of a state.
    StateName(MachineView<'a>),
    /// The value of a field, or an item of it.
    Value(&'static Field),
    /// A member of a template: the field, and the names from the template's top.
    Member(&'static Field, Vec<String>),
    /// A value inside a template.
    Inside(&'static Field, Vec<String>),
}

impl<'a> Place<'a> {
    pub(super) fn of(document: &'a Document, node: Node<'a>, on_key: bool) -> Option<Place<'a>> {
        let mut around = HashSet::new();
        let mut at = node.parent();
        while let Some(parent) = at {
            around.insert(parent.index());
            at = parent.parent();
        }
        let mut found: Option<Visit<'a>> = None;
        walk(document, |met| match met {
            Met::Object(visit) if around.contains(&visit.node.index()) => found = Some(visit),
            Met::Untyped(state) if around.contains(&state.index()) => found = untyped(document, state),
            Met::Object(_) | Met::Untyped(_) | Met::Misfit(_) | Met::TooDeep(_) => {}
        });
        let visit = found?;
        let mut way = Vec::new();
        let mut at = node;
        while at != visit.node {
            way.push(at);
            at = at.parent()?;
        }
        way.reverse();
        Some(Place { document, visit, state: document.state_of(node), way, on_key })
    }

    /// The node itself.
    pub(super) fn node(&self) -> Node<'a> {
        self.way.last().copied().unwrap_or(self.visit.node)
    }

    /// The field of the object that it stands in.
    pub(super) fn field(&self) -> Option<&'static Field> {
        self.visit.schema.field(&self.way.first()?.member()?.key())
    }

    /// What may stand here; none where nothing is known of.
    pub(super) fn spot(&self) -> Option<Spot<'a>> {
        if self.on_key && self.way.len() == 1 {
            return Some(Spot::Field);
        }
        let field = self.field()?;
        let depth = self.way.len();
        if matches!(field.kind, Kind::States) {
            let machine = self.visit.own_machine();
            return machine.filter(|_| self.on_key && depth == 2).map(Spot::StateName);
        }
        if is_template(field.kind) && (self.on_key || depth > 1) {
            let names = names_of(&self.way, self.on_key);
            return Some(if self.on_key { Spot::Member(field, names) } else { Spot::Inside(field, names) });
        }
        let is_item = depth == 2 && self.way.get(1).is_some_and(|node| node.member().is_none());
        // In YAML an item that is only begun may still be read as an object with one key.
        let is_begun_item = self.on_key && depth == 3 && matches!(field.kind, Kind::ErrorNames | Kind::Texts);
        let is_begun = self.on_key && depth == 2 && holds_text(field.kind);
        (depth == 1 || is_item || is_begun_item || is_begun).then_some(Spot::Value(field))
    }

    /// The machine whose states are named here.
    pub(super) fn machine(&self) -> Option<MachineView<'a>> {
        self.visit.own_machine().or_else(|| self.state?.machine())
    }

    /// The language that expressions here are in.
    pub(super) fn language(&self) -> QueryLanguage {
        self.visit.language
    }

    /// What the state around calls.
    pub(super) fn resource(&self) -> Option<String> {
        // An item reader and a result writer have a resource of their own.
        let own = self.visit.node.get("Resource").and_then(Node::as_str);
        let resource = own.or_else(|| self.state?.resource())?;
        Some(resource.into_owned())
    }

    /// The innermost list or object around the node, and the names of its members.
    pub(super) fn siblings(&self) -> Vec<String> {
        let node = self.node();
        let around = node.parent().into_iter().flat_map(Node::members);
        around.filter(|member| member.value() != node).map(|member| member.key().into_owned()).collect()
    }
}

/// The names of the members on a way, down to the object that the node is in. A list has no name; a `.$` is none either.
fn names_of(way: &[Node<'_>], on_key: bool) -> Vec<String> {
    let inner = way.get(1..).unwrap_or_default();
    let inner = if on_key { inner.get(..inner.len().saturating_sub(1)).unwrap_or_default() } else { inner };
    let name = |node: &Node<'_>| match node.member() {
        Some(member) => member.key().trim_end_matches(".$").to_owned(),
        None => ITEM.to_owned(),
    };
    inner.iter().map(name).collect()
}

/// Whether a field holds a text, so that an object there is only a text half typed.
fn holds_text(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Target
            | Kind::OneOfThese(_)
            | Kind::Path(_)
            | Kind::Reference(_)
            | Kind::PathOrIntrinsic
            | Kind::Resource
            | Kind::Condition
            | Kind::Flag
    )
}

/// A state that has no type yet, or none of the eight.
fn untyped<'a>(document: &'a Document, state: Node<'a>) -> Option<Visit<'a>> {
    let view = document.state_of(state)?;
    Some(Visit {
        node: state,
        schema: &schema::UNTYPED,
        language: view.query_language(),
        state_type: None,
        machine: view.machine(),
        owner: Some(state),
    })
}

/// The type of the state that a place lies in.
pub(super) fn state_type(place: &Place<'_>) -> Option<StateType> {
    place.state.and_then(StateView::state_type)
}
