//! Goes through a definition and shows every object of the language to whoever asks, once, in the order of the text.

use super::schema::{self, Kind, Kinds, Schema};
use crate::view::MAX_MACHINE_NESTING;
use crate::{Document, MachineView, Node, QueryLanguage, StateType};

/// An object of the language: a state machine, a state, a retrier, a rule, …
#[derive(Debug, Clone, Copy)]
pub(crate) struct Visit<'a> {
    pub node: Node<'a>,
    pub schema: &'static Schema,
    /// The query language that its fields are in.
    pub language: QueryLanguage,
    /// The type, where the object is a state.
    pub state_type: Option<StateType>,
    /// The machine, where the object is one.
    pub machine: Option<MachineView<'a>>,
    /// The Task, Map, … that the object belongs to.
    pub owner: Option<Node<'a>>,
}

/// A value that stands where an object of the language belongs, or a list of them, and is none.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Misfit<'a> {
    pub node: Node<'a>,
    /// `[OBJECT]` or `[ARRAY]`, as AWS writes it.
    pub expected: &'static str,
}

/// What a walk meets.
pub(crate) enum Met<'a> {
    Object(Visit<'a>),
    Misfit(Misfit<'a>),
    /// A state whose type is none of the eight, or missing.
    Untyped(Node<'a>),
    /// A machine that lies too deep.
    TooDeep(Node<'a>),
}

/// The query language of a state's fields: its own, else the whole machine's. Anything but exactly `JSONPath` means JSONata;
/// that AWS refuses other spellings is another matter.
pub(crate) fn language_of(object: Node<'_>, inherited: QueryLanguage) -> QueryLanguage {
    match object.get("QueryLanguage") {
        None => inherited,
        Some(node) if node.as_str().is_some_and(|name| name == QueryLanguage::JSONPath.name()) => {
            QueryLanguage::JSONPath
        }
        Some(_) => QueryLanguage::JSONata,
    }
}

/// Walks a document. Keeps its own stack: rules nest as deep as the text does.
pub(crate) fn walk<'a>(document: &'a Document, mut see: impl FnMut(Met<'a>)) {
    let Some(machine) = document.machine() else { return };
    let whole = language_of(machine.node(), QueryLanguage::JSONPath);
    let first = Visit {
        node: machine.node(),
        schema: &schema::MACHINE,
        language: whole,
        state_type: None,
        machine: Some(machine),
        owner: None,
    };
    let mut stack = vec![first];
    let mut below = Vec::new();
    while let Some(visit) = stack.pop() {
        see(Met::Object(visit));
        below.clear();
        for member in visit.node.members() {
            let Some(field) = visit.schema.field(&member.key()) else { continue };
            let value = member.value();
            let owner = visit.state_type.map(|_| visit.node).or(visit.owner);
            let inner =
                |node, schema| Visit { node, schema, language: visit.language, state_type: None, machine: None, owner };
            match field.kind {
                Kind::Object(schema) if value.is_object() => below.push(inner(value, schema)),
                Kind::List(schema, _) if value.is_array() => {
                    for item in value.items() {
                        if item.is_object() {
                            below.push(inner(item, schema));
                        } else {
                            see(Met::Misfit(Misfit { node: item, expected: "[OBJECT]" }));
                        }
                    }
                }
                Kind::Machine(schema) if value.is_object() => {
                    below.extend(machine_within(value, schema, &visit, whole, &mut see))
                }
                Kind::Machines(schema) if value.is_array() => {
                    for branch in value.items() {
                        if branch.is_object() {
                            below.extend(machine_within(branch, schema, &visit, whole, &mut see));
                        } else {
                            see(Met::Misfit(Misfit { node: branch, expected: "[OBJECT]" }));
                        }
                    }
                }
                Kind::States if value.is_object() => {
                    for state in value.members().map(|member| member.value()) {
                        if !state.is_object() {
                            see(Met::Misfit(Misfit { node: state, expected: "[OBJECT]" }));
                            continue;
                        }
                        let kind =
                            state.get("Type").and_then(Node::as_str).and_then(|name| StateType::from_name(&name));
                        match kind {
                            Some(kind) => below.push(Visit {
                                node: state,
                                schema: schema::of_state(kind),
                                language: language_of(state, whole),
                                state_type: Some(kind),
                                // Kept to know how deep we are; a state is no machine.
                                machine: visit.machine,
                                owner: Some(state),
                            }),
                            None => see(Met::Untyped(state)),
                        }
                    }
                }
                Kind::Object(_) | Kind::Machine(_) | Kind::States => {
                    see(Met::Misfit(Misfit { node: value, expected: "[OBJECT]" }));
                }
                Kind::List(..) | Kind::Machines(_) => see(Met::Misfit(Misfit { node: value, expected: "[ARRAY]" })),
                Kind::Anything
                | Kind::Text
                | Kind::Target
                | Kind::Flag
                | Kind::Whole(..)
                | Kind::Decimal(..)
                | Kind::OneOfThese(_)
                | Kind::Path(_)
                | Kind::Reference(_)
                | Kind::PathOrIntrinsic
                | Kind::Timestamp
                | Kind::Template
                | Kind::Arguments
                | Kind::ObjectTemplate
                | Kind::Assign
                | Kind::Condition
                | Kind::Items
                | Kind::Resource
                | Kind::Label
                | Kind::ErrorNames
                | Kind::Compare(_)
                | Kind::Texts => {}
            }
        }
        stack.extend(below.drain(..).rev());
    }
}

fn machine_within<'a>(
    node: Node<'a>,
    schema: &'static Schema,
    state: &Visit<'a>,
    whole: QueryLanguage,
    see: &mut impl FnMut(Met<'a>),
) -> Option<Visit<'a>> {
    let depth = state.machine.map_or(0, MachineView::depth) + 1;
    if depth > MAX_MACHINE_NESTING {
        see(Met::TooDeep(node));
        return None;
    }
    Some(Visit {
        node,
        schema,
        language: whole,
        state_type: None,
        machine: MachineView::new(node, depth),
        owner: Some(state.node),
    })
}

impl<'a> Visit<'a> {
    /// The machine, where the object is one (and not a state of one).
    pub(crate) fn own_machine(&self) -> Option<MachineView<'a>> {
        self.machine.filter(|machine| machine.node() == self.node)
    }

    /// The kinds of its fields.
    pub(crate) fn kinds(&self) -> Kinds {
        let fields = self.node.members().filter_map(|member| self.schema.field(&member.key()));
        fields.fold(Kinds::NONE, |kinds, field| kinds.and(Kinds::of(field.kind)))
    }

    /// A string that will be replaced before AWS sees it, as `${Name}` of SAM, CDK and CloudFormation.
    pub(crate) fn is_placeholder(node: Node<'_>) -> bool {
        node.as_str().is_some_and(|text| text.contains("${"))
    }

    /// A string that a JSONata state computes.
    pub(crate) fn is_expression(&self, node: Node<'_>) -> bool {
        self.language == QueryLanguage::JSONata && node.as_str().is_some_and(|text| text.starts_with("{%"))
    }
}
