//! Which variables are assigned and read where.
//!
//! A scope is a machine: the document's own, a branch, a Map's processor. Inner scopes read what outer ones assigned before them,
//! those of distributed Maps do not (<https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html>).

use super::expressions;
use super::graph::states_of;
use super::jsonata::Jsonata;
use super::schema::Kind;
use super::walk::{Met, walk};
use crate::{Document, MachineView, Node};
use std::collections::{BTreeMap, HashMap};

/// One machine and its variables.
pub(crate) struct Scope<'a> {
    pub machine: MachineView<'a>,
    /// The scope and the state that it lies in; none for the document's own.
    pub around: Option<(usize, usize)>,
    /// Whether it is a distributed Map's: then it does not see the scopes around it.
    pub isolated: bool,
    pub assigned: BTreeMap<String, Vec<Assignment<'a>>>,
    pub read: BTreeMap<String, Vec<Read<'a>>>,
}

/// A place that assigns a variable.
#[derive(Clone, Copy)]
pub(crate) struct Assignment<'a> {
    /// Which state of the scope.
    pub state: usize,
    /// Whether one of the state's catchers does.
    pub catches: bool,
    pub node: Node<'a>,
}

/// A place that reads a variable.
#[derive(Clone, Copy)]
pub(crate) struct Read<'a> {
    /// Which state of the scope.
    pub state: usize,
    pub node: Node<'a>,
}

/// All scopes of a document, each after the one around it.
pub(crate) fn scopes<'d>(document: &'d Document, read: &Jsonata) -> Vec<Scope<'d>> {
    let mut all: Vec<Scope<'_>> = Vec::new();
    let mut places = HashMap::new();
    let mut rest: Vec<(MachineView<'_>, Option<(usize, usize)>)> =
        document.machine().map(|machine| (machine, None)).into_iter().collect();
    while let Some((machine, around)) = rest.pop() {
        let scope = all.len();
        for (at, state) in states_of(machine).into_iter().enumerate() {
            places.insert(state.node().index(), (scope, at));
            rest.extend(state.machines().map(|inner| (inner, Some((scope, at)))));
        }
        let mode = machine.field("ProcessorConfig").and_then(|config| config.get("Mode")).and_then(Node::as_str);
        let isolated = mode.is_some_and(|mode| mode == "DISTRIBUTED");
        all.push(Scope { machine, around, isolated, assigned: BTreeMap::new(), read: BTreeMap::new() });
    }
    walk(document, |met| {
        let Met::Object(visit) = met else { return };
        let Some(&(scope, state)) = visit.owner.and_then(|owner| places.get(&owner.index())) else { return };
        let scope = &mut all[scope];
        expressions::variables(&visit, read, |node, name| {
            scope.read.entry(name.to_owned()).or_default().push(Read { state, node });
        });
        let catches = visit.schema.name == "catcher";
        for member in visit.node.members() {
            let Some(Kind::Assign) = visit.schema.field(&member.key()).map(|field| field.kind) else { continue };
            for variable in member.value().members() {
                let key = variable.key();
                let name = key.strip_suffix(".$").unwrap_or(&key);
                let node = variable.value();
                scope.assigned.entry(name.to_owned()).or_default().push(Assignment { state, catches, node });
            }
        }
    });
    all
}

/// The machine of every state and its place there, by the state's node.
pub(crate) fn states_of_document(document: &Document) -> HashMap<u32, (MachineView<'_>, usize)> {
    let mut places = HashMap::new();
    let mut rest: Vec<MachineView<'_>> = document.machine().into_iter().collect();
    while let Some(machine) = rest.pop() {
        for (at, state) in states_of(machine).into_iter().enumerate() {
            places.insert(state.node().index(), (machine, at));
            rest.extend(state.machines());
        }
    }
    places
}
