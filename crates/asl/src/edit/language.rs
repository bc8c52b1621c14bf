//! States that come from a machine of another query language.
//!
//! A machine in JSONPath takes states in JSONata that say so themselves. One in JSONata takes none in JSONPath
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html>): these are converted where that is certain, all of
//! them or none.

use super::draft::Draft;
use super::piece::Piece;
use super::splice::insert_member;
use super::style::{Fragment, Style};
use super::{EditError, Refusal};
use crate::convert::convert_to_jsonata;
use crate::{Document, MachineView, Node, QueryLanguage, StatePath, TextChange};

/// Fields of states that only JSONPath has.
const JSON_PATH: [&str; 6] = ["InputPath", "OutputPath", "ResultPath", "ResultSelector", "Parameters", "ItemsPath"];
/// Those that only JSONata has.
const JSONATA: [&str; 3] = ["Arguments", "Output", "Items"];

/// The piece as a machine in `outer` takes it.
pub(super) fn fitted(mut piece: Piece, outer: QueryLanguage) -> Result<Piece, Refusal> {
    // States by their names say nothing of their language but what they are written in.
    let own = piece.language.or_else(|| piece.machine().ok().and_then(spoken));
    piece.language = own;
    if outer != QueryLanguage::JSONata || !speaks_json_path(&piece, own) {
        return Ok(piece);
    }
    let mut document = piece.document.clone();
    let left = document.conversion(&StatePath::default()).left;
    if let Some(first) = left.first() {
        let others = match left.len() - 1 {
            0 => String::new(),
            1 => " One more cannot either.".to_owned(),
            more => format!(" {more} more cannot either."),
        };
        return Err(Refusal::OtherLanguage(format!(
            "These states are in JSONPath, and a state machine in JSONata takes none of those. \"{}\" cannot be converted with certainty. {}: {}.{others} Change that, or put them into a workflow in JSONPath.",
            first.state.name(),
            first.field,
            first.reason
        )));
    }
    let mut draft = Draft::new(&document);
    match convert_to_jsonata(&mut draft, &StatePath::default()) {
        Ok(_) => document = draft.finish().0,
        Err(EditError { reason, .. }) => return Err(reason),
    }
    Ok(Piece { document, language: Some(QueryLanguage::JSONata) })
}

/// JSONata states say so in a machine of JSONPath.
pub(super) fn marked(
    document: &Document,
    style: &Style,
    own: Option<QueryLanguage>,
    outer: QueryLanguage,
) -> Vec<TextChange> {
    if own != Some(QueryLanguage::JSONata) || outer == QueryLanguage::JSONata {
        return Vec::new();
    }
    let states = document.machine().map(MachineView::all_states).unwrap_or_default();
    let silent = states.into_iter().filter(|state| state.node().is_object() && state.field("QueryLanguage").is_none());
    let name = Fragment::Text(QueryLanguage::JSONata.name());
    silent.map(|state| insert_member(document.text(), state.node(), style, "QueryLanguage", &name)).collect()
}

/// Whether states of the piece are in JSONPath: those that say so, and those that say nothing where the piece is.
fn speaks_json_path(piece: &Piece, own: Option<QueryLanguage>) -> bool {
    let states = piece.machine().map(MachineView::all_states).unwrap_or_default();
    states.iter().any(|state| match state.field("QueryLanguage").map(Node::as_str) {
        Some(Some(name)) => name == QueryLanguage::JSONPath.name(),
        Some(None) => false,
        None => own == Some(QueryLanguage::JSONPath),
    })
}

/// The language that states are written in which do not name it; none where nothing tells.
fn spoken(machine: MachineView<'_>) -> Option<QueryLanguage> {
    let states = machine.all_states();
    let has = |names: &[&str]| states.iter().any(|state| names.iter().any(|name| state.field(name).is_some()));
    let nodes = || states.iter().flat_map(|state| state.node().descendants());
    let computes = |node: Node<'_>| {
        node.as_str().is_some_and(|text| text.trim_start().starts_with("{%") && text.trim_end().ends_with("%}"))
    };
    if has(&JSONATA) || nodes().any(computes) {
        return Some(QueryLanguage::JSONata);
    }
    let names_path = |node: Node<'_>| node.member().is_some_and(|member| member.key().ends_with(".$"));
    (has(&JSON_PATH) || nodes().any(names_path)).then_some(QueryLanguage::JSONPath)
}
