//! From JSONPath to JSONata, state by state, where it is certain that an execution goes on giving what it gave.
//!
//! Certain means: what succeeded succeeds with the same output. What fails goes on failing, by another error where a path leads nowhere:
//! `States.QueryEvaluationError` of JSONata in the place of `States.Runtime`. What has no certain equal is left as it is, with the reason.

mod condition;
mod expression;
mod state;
mod template;

use crate::edit::style::Style;
use crate::edit::{Draft, EditError, Refusal, insert_field, remove_field, set_field_text};
use crate::{Document, Format, MachineView, QueryLanguage, StatePath, StateView};

/// What becomes of states when they are converted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conversion {
    /// The states that become ones of JSONata.
    pub converted: Vec<StatePath>,
    /// Those that stay in JSONPath, and why.
    pub left: Vec<LeftState>,
    /// Whether the whole machine becomes one of JSONata.
    pub whole: bool,
}

/// A state that stays in JSONPath.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftState {
    /// Which.
    pub state: StatePath,
    /// The field that is in the way.
    pub field: String,
    /// Why it has no certain equal.
    pub reason: String,
}

impl Document {
    /// What [`Edit::ConvertToJsonata`](crate::Edit::ConvertToJsonata) would do: of the whole machine for an empty path, else of a state
    /// with those inside it.
    #[must_use]
    pub fn conversion(&self, path: &StatePath) -> Conversion {
        // YAML is judged by the JSON that it means.
        let twin = match (self.format(), self.root()) {
            (Format::Yaml, Some(root)) => Document::parse(root.text(), Format::Json),
            (Format::Yaml, None) | (Format::Json, _) => self.clone(),
        };
        let style = Style::of(twin.text(), twin.root());
        let mut found = Conversion::default();
        for state in json_path_states(&twin, path) {
            match state::convert(twin.text(), state, &style) {
                Ok(_) => found.converted.push(state.path()),
                Err((field, reason)) => found.left.push(LeftState { state: state.path(), field, reason }),
            }
        }
        found.whole = path.0.is_empty() && found.left.is_empty() && !found.converted.is_empty();
        found
    }
}

/// The states of JSONPath at a path and inside of it.
fn json_path_states<'a>(document: &'a Document, path: &StatePath) -> Vec<StateView<'a>> {
    let states = document.machine().map(MachineView::all_states).unwrap_or_default();
    let meant = |state: &StateView<'_>| state.path().is_within(path) || path.0.is_empty();
    let states = states.into_iter().filter(|state| state.node().is_object());
    states.filter(|state| state.query_language() == QueryLanguage::JSONPath && meant(state)).collect()
}

/// The edit.
pub(crate) fn convert_to_jsonata(draft: &mut Draft, path: &StatePath) -> Result<Option<StatePath>, EditError> {
    let found = draft.document().conversion(path);
    if let Some(first) = found.left.first().filter(|left| !path.0.is_empty() && left.state == *path) {
        let message =
            format!("It is not certain how this state would be said in JSONata. {}: {}.", first.field, first.reason);
        return Err(Refusal::NotForThisState(message).at(path));
    }
    if found.converted.is_empty() {
        let message = match found.left.first() {
            Some(left) => {
                format!("No state can be converted with certainty. {}, {}: {}.", left.state, left.field, left.reason)
            }
            None => "There is nothing in JSONPath here.".to_owned(),
        };
        return Err(Refusal::NotForThisState(message).at(path));
    }
    let document = draft.document();
    let mut changes = Vec::new();
    let mut added = Vec::new();
    for state in json_path_states(document, path) {
        if let Ok(converted) = state::convert(document.text(), state, draft.style()) {
            changes.extend(converted.changes);
            added.push((state.path(), converted.added));
        }
    }
    draft.put(changes);
    // Field by field, so that each stands where it belongs among those that are there by then.
    let most = added.iter().map(|(_, fields)| fields.len()).max().unwrap_or(0);
    for turn in 0..most {
        let document = draft.document();
        let mut changes = Vec::new();
        for (state, fields) in &added {
            let own_language = |name: &str| found.whole && name == "QueryLanguage";
            let field = fields.get(turn).filter(|(name, _)| !own_language(name));
            if let (Some((name, value)), Some(state)) = (field, document.state(state)) {
                changes.push(insert_field(document.text(), state.node(), draft.style(), name, value));
            }
        }
        draft.put(changes);
    }
    if found.whole {
        let document = draft.document();
        let states = document.machine().map(MachineView::all_states).unwrap_or_default();
        let own = states.into_iter().filter(|state| state.field("QueryLanguage").is_some());
        let changes = own.flat_map(|state| remove_field(state.node(), "QueryLanguage")).collect();
        draft.put(changes);
        let document = draft.document();
        let machine = document.machine().map(MachineView::node);
        let change =
            machine.map(|node| set_field_text(document.text(), node, draft.style(), "QueryLanguage", "JSONata"));
        draft.put(change.into_iter().collect());
    }
    Ok((!path.0.is_empty()).then(|| path.clone()))
}
