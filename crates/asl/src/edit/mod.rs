//! Named edits: what a person does to a state machine, as changes of its text.
//!
//! An edit changes only the bytes it is about, in the file's own style, and keeps references right. It returns its
//! changes as spans of the old text; [`TextChange::inverse_of`](crate::TextChange::inverse_of) undoes it.
//!
//! The edits are written for JSON; `yaml` brings what they do there into YAML, or refuses.

pub(crate) mod add_state;
mod branches;
mod catalogue;
mod change_type;
mod draft;
mod duplicate;
mod error;
mod fields;
mod insert_states;
mod labels;
mod language;
mod move_state;
mod move_states;
pub(crate) mod names;
mod parts;
mod piece;
mod place;
mod put;
pub(crate) mod references;
mod region;
mod remove_state;
mod rename;
mod replace_text;
pub(crate) mod splice;
pub(crate) mod style;
mod transitions;
mod unwrap;
mod wrap;
pub(crate) mod yaml;

pub use catalogue::{EditDescription, FieldDescription};
pub use error::{EditError, Refusal};
pub use place::{Edge, EdgeKind};

use crate::{Document, Format, MachineView, StatePath, StateType, StateView, TextChange};
pub(crate) use draft::Draft;
pub(crate) use parts::{insert_field, key_change, remove_field, remove_fields, replaced, set_field_text, value_change};
use place::Place;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One named edit. In JSON: `{"edit": "set_comment", "state": ["Outer", "Inner"], "comment": "…"}`.
///
/// `state` is the path of names from the top level; `machine` the path of the Parallel or Map state whose inside is meant (the
/// empty path is the top level) and `branch` which branch of it, from 0. [`Edit::CATALOGUE`] describes each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs, reason = "each edit and field is described in the catalogue")]
pub enum Edit {
    SetComment {
        #[serde(default)]
        state: StatePath,
        comment: Option<String>,
    },
    RenameState {
        state: StatePath,
        name: String,
    },
    AddState {
        #[serde(default)]
        machine: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        branch: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        #[serde(rename = "type")]
        kind: StateType,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        definition: Option<Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_edge: Option<Edge>,
    },
    InsertStates {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        states: Option<Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        start: Option<String>,
        #[serde(default)]
        machine: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        branch: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_edge: Option<Edge>,
    },
    RemoveState {
        state: StatePath,
    },
    RemoveStates {
        states: Vec<StatePath>,
    },
    DuplicateState {
        state: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    MoveState {
        state: StatePath,
        #[serde(default)]
        machine: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        branch: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_edge: Option<Edge>,
    },
    MoveStates {
        states: Vec<StatePath>,
        #[serde(default)]
        machine: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        branch: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on_edge: Option<Edge>,
    },
    ChangeType {
        state: StatePath,
        #[serde(rename = "type")]
        kind: StateType,
    },
    SetNext {
        state: StatePath,
        to: Option<String>,
    },
    SetStart {
        #[serde(default)]
        machine: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        branch: Option<usize>,
        name: String,
    },
    SetChoiceNext {
        state: StatePath,
        index: usize,
        to: String,
    },
    SetDefault {
        state: StatePath,
        to: Option<String>,
    },
    SetCatchNext {
        state: StatePath,
        index: usize,
        to: String,
    },
    AddChoiceRule {
        state: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rule: Option<Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        index: Option<usize>,
    },
    RemoveChoiceRule {
        state: StatePath,
        index: usize,
    },
    AddCatcher {
        state: StatePath,
        to: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        errors: Option<Vec<String>>,
    },
    RemoveCatcher {
        state: StatePath,
        index: usize,
    },
    SetField {
        state: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pointer: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        json: Option<String>,
    },
    SetMachineField {
        #[serde(default)]
        machine: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        branch: Option<usize>,
        field: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        json: Option<String>,
    },
    ReplaceStateText {
        state: StatePath,
        text: String,
    },
    WrapInParallel {
        states: Vec<StatePath>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    WrapInMap {
        #[serde(default, skip_serializing_if = "StatePath::is_empty")]
        state: StatePath,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        states: Vec<StatePath>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    ExtractStates {
        states: Vec<StatePath>,
        arn: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    UnwrapState {
        state: StatePath,
    },
    AddBranch {
        state: StatePath,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        definition: Option<Value>,
    },
    RemoveBranch {
        state: StatePath,
        branch: usize,
    },
    ConvertToJsonata {
        #[serde(default)]
        state: StatePath,
    },
}

/// What an edit did.
#[derive(Debug, Clone)]
pub struct Applied {
    /// The document after it.
    pub document: Document,
    /// The changes from the old text to the new: spans of the old text, sorted, apart from each other.
    pub changes: Vec<TextChange>,
    /// The state that the person would now have selected.
    pub selection: Option<StatePath>,
}

impl Document {
    /// Applies edits one after the other; all or nothing.
    ///
    /// # Errors
    /// When the text is not well-formed, or one of the edits cannot be done; the error says which state is in the way, and
    /// which construct of YAML, where one cannot take the change without being written anew.
    ///
    /// ```
    /// use stepwell_asl::{Document, Edit, Format, StatePath};
    /// let document = Document::parse(r#"{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}"#, Format::Json);
    /// let edit = Edit::RenameState { state: StatePath::top("A"), name: "Done".into() };
    /// let applied = document.apply(&[edit]).unwrap();
    /// assert_eq!(&**applied.document.text(), r#"{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}"#);
    /// ```
    pub fn apply(&self, edits: &[Edit]) -> Result<Applied, EditError> {
        if let Some(error) = self.syntax_errors().first() {
            let place = self.line_index().line_column(error.span.start);
            return Err(
                Refusal::BrokenText(format!("line {}, column {}: {error}", place.line, place.column)).anywhere()
            );
        }
        if self.machine().is_none() {
            return Err(Refusal::NoStateMachine.anywhere());
        }
        let mut draft = Draft::new(self);
        let mut selection = None;
        for edit in edits {
            selection = match self.format() {
                Format::Json => edit.apply(&mut draft)?,
                Format::Yaml => yaml::apply(edit, &mut draft)?,
            };
        }
        let (document, changes) = draft.finish();
        Ok(Applied { document, changes, selection })
    }
}

impl Edit {
    fn apply(&self, draft: &mut Draft) -> Result<Option<StatePath>, EditError> {
        match self {
            Edit::SetComment { state, comment } => fields::set_comment(draft, state, comment.as_deref()),
            Edit::RenameState { state, name } => rename::rename_state(draft, state, name),
            Edit::AddState { machine, branch, name, kind, definition, after, before, on_edge } => {
                let place = Place::new(machine, *branch, after.as_deref(), before.as_deref(), on_edge.as_ref());
                add_state::add_state(draft, &place?, *kind, name.as_deref(), definition.as_ref())
            }
            Edit::InsertStates { states, text, start, machine, branch, after, before, on_edge } => {
                let place = Place::new(machine, *branch, after.as_deref(), before.as_deref(), on_edge.as_ref())?;
                let piece = match (states, text) {
                    (Some(states), None) => piece::Piece::of_value(states),
                    (None, Some(text)) => piece::Piece::of_text(text),
                    (_, _) => Err(Refusal::Incomplete("Give the states, either as \"states\" or as \"text\".".into())),
                };
                let piece = piece.map_err(|reason| reason.at(machine))?;
                insert_states::insert_states(draft, &place, piece, start.as_deref())
            }
            Edit::RemoveState { state } => remove_state::remove_state(draft, state),
            Edit::RemoveStates { states } => remove_state::remove_states(draft, states),
            Edit::DuplicateState { state, name } => duplicate::duplicate_state(draft, state, name.as_deref()),
            Edit::MoveState { state, machine, branch, after, before, on_edge } => {
                let place = Place::new(machine, *branch, after.as_deref(), before.as_deref(), on_edge.as_ref());
                move_state::move_state(draft, state, &place?)
            }
            Edit::MoveStates { states, machine, branch, after, before, on_edge } => {
                let place = Place::new(machine, *branch, after.as_deref(), before.as_deref(), on_edge.as_ref());
                move_states::move_states(draft, states, &place?)
            }
            Edit::ChangeType { state, kind } => change_type::change_type(draft, state, *kind),
            Edit::SetNext { state, to } => transitions::set_next(draft, state, to.as_deref()),
            Edit::SetStart { machine, branch, name } => transitions::set_start(draft, machine, *branch, name),
            Edit::SetChoiceNext { state, index, to } => transitions::set_rule_next(draft, state, *index, to),
            Edit::SetDefault { state, to } => transitions::set_default(draft, state, to.as_deref()),
            Edit::SetCatchNext { state, index, to } => transitions::set_catch_next(draft, state, *index, to),
            Edit::AddChoiceRule { state, to, rule, index } => {
                transitions::add_rule(draft, state, to.as_deref(), rule.as_ref(), *index)
            }
            Edit::RemoveChoiceRule { state, index } => transitions::remove_rule(draft, state, *index),
            Edit::AddCatcher { state, to, errors } => transitions::add_catcher(draft, state, to, errors.as_deref()),
            Edit::RemoveCatcher { state, index } => transitions::remove_catcher(draft, state, *index),
            Edit::SetField { state, field, pointer, value, json } => {
                let place = fields::Field { name: field.as_deref(), pointer: pointer.as_deref() };
                fields::set_field(draft, state, place, value.as_ref(), json.as_deref())
            }
            Edit::SetMachineField { machine, branch, field, value, json } => {
                fields::set_machine_field(draft, machine, *branch, field, value.as_ref(), json.as_deref())
            }
            Edit::ReplaceStateText { state, text } => replace_text::replace_state_text(draft, state, text),
            Edit::WrapInParallel { states, name } => {
                wrap::wrap(draft, states, wrap::Wrapping::Parallel, name.as_deref())
            }
            Edit::WrapInMap { state, states, name } => {
                let one = (!state.0.is_empty()).then_some(state);
                let states: Vec<StatePath> = one.into_iter().chain(states).cloned().collect();
                wrap::wrap(draft, &states, wrap::Wrapping::Map, name.as_deref())
            }
            Edit::ExtractStates { states, arn, name } => {
                wrap::wrap(draft, states, wrap::Wrapping::Nested(arn), name.as_deref())
            }
            Edit::UnwrapState { state } => unwrap::unwrap_state(draft, state),
            Edit::AddBranch { state, definition } => branches::add_branch(draft, state, definition.as_ref()),
            Edit::RemoveBranch { state, branch } => branches::remove_branch(draft, state, *branch),
            Edit::ConvertToJsonata { state } => crate::convert::convert_to_jsonata(draft, state),
        }
    }
}

/// The state at a path, which must be an object.
fn state_at<'a>(document: &'a Document, path: &StatePath) -> Result<StateView<'a>, EditError> {
    let state = document.state(path).filter(|state| state.node().is_object());
    state.ok_or_else(|| Refusal::NoSuchState(path.key()).at(path))
}

/// The machine at a path.
fn machine_at<'a>(
    document: &'a Document,
    path: &StatePath,
    branch: Option<usize>,
) -> Result<MachineView<'a>, EditError> {
    if let Some(machine) = document.machine_at(path, branch) {
        return Ok(machine);
    }
    let count = state_at(document, path)?.machines().count();
    Err(match branch {
        Some(index) if count > 0 => Refusal::OutOfRange { what: "branch", index, count },
        Some(_) | None => Refusal::NotForThisState("Only Parallel and Map states hold states of their own.".into()),
    }
    .at(path))
}

/// The machine that a state belongs to.
fn machine_of<'a>(state: StateView<'a>) -> Result<MachineView<'a>, EditError> {
    state.machine().ok_or_else(|| Refusal::NoStateMachine.anywhere())
}
