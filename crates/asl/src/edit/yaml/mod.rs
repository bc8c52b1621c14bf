//! Edits of YAML: the same edit on the JSON that the text means, and what differs then spliced into the YAML, line by line.
//!
//! So an edit means the same in both, and everything that is not about it (comments, anchors, order, the way things are
//! written) stays. The new text is read again before it counts; where it would mean something else, or where a construct
//! cannot take the change without being written anew, the edit is refused with the construct and its line.

mod geometry;
mod kept;
pub(crate) mod layout;
pub(crate) mod scalar;
mod weave;
mod write;

use super::draft::Draft;
use super::{Edit, EditError, Refusal};
use crate::{Document, Format, Node, StatePath, TextChange};
use layout::Layout;
use std::collections::HashMap;

/// A state's old text, which is kept where the state goes.
struct Source<'a> {
    node: Node<'a>,
    /// Whether the old text also stays where it is.
    copy: bool,
}

/// What it takes to bring one edit into a text.
struct Weaver<'a> {
    document: &'a Document,
    text: &'a str,
    layout: Layout,
    /// State names whose text comes from elsewhere in the file.
    sources: HashMap<String, Source<'a>>,
    /// A state's old name and its new one.
    renamed: Option<(String, String)>,
    /// Whether fields of JSONPath become ones of JSONata.
    converts: bool,
}

pub(super) fn apply(edit: &Edit, draft: &mut Draft) -> Result<Option<StatePath>, EditError> {
    let document = draft.document().clone();
    let Some(root) = document.root() else { return Err(Refusal::NoStateMachine.anywhere()) };
    let twin = Document::parse(root.text(), Format::Json);
    let applied = twin.apply(std::slice::from_ref(edit))?;
    if applied.changes.is_empty() {
        return Ok(applied.selection);
    }
    let Some(new) = applied.document.root() else { return Err(Refusal::NoStateMachine.anywhere()) };
    let weaver = Weaver {
        document: &document,
        text: document.text(),
        layout: Layout::of(&document),
        sources: sources(edit, &document, &applied.document, applied.selection.as_ref()),
        renamed: match edit {
            Edit::RenameState { state, name } => Some((state.name().to_owned(), name.clone())),
            _ => None,
        },
        converts: matches!(edit, Edit::ConvertToJsonata { .. }),
    };
    let place = applied.selection.clone().unwrap_or_default();
    let changes = weaver.changes(root, new).map_err(|reason| reason.at(&place))?;
    let first = changes.first().map_or(0, |change| change.span.start);
    let refused = || weaver.carried(first);
    let text = TextChange::apply_all(document.text(), &changes).ok_or_else(|| refused().at(&place))?;
    // Whatever was spliced: it counts only when it means what the edit means.
    let read = Document::parse(text, Format::Yaml);
    match (read.value(), applied.document.value()) {
        (Some(own), Some(meant)) if own == meant => {}
        (_, _) => return Err(refused().at(&place)),
    }
    draft.put(changes);
    Ok(applied.selection)
}

/// A JSON document written as YAML.
pub(crate) fn written(json: &Document) -> Result<String, Refusal> {
    let Some(root) = json.root() else { return Err(Refusal::NoStateMachine) };
    let layout = Layout { newline: "\n", unit: 2, dash: 2, short_lists: false, quote: b'"' };
    let (text, sources, renamed) = (json.text(), HashMap::new(), None);
    let weaver = Weaver { document: json, text, layout, sources, renamed, converts: false };
    let mut out = if weaver.is_block(root) { weaver.block(root, 0, None, 0)? } else { weaver.inline(root, 0, None)? };
    out.push('\n');
    Ok(out)
}

/// The states whose text an edit takes elsewhere, by the names that they then have.
fn sources<'a>(
    edit: &Edit,
    old: &'a Document,
    new: &Document,
    selection: Option<&StatePath>,
) -> HashMap<String, Source<'a>> {
    let mut found = HashMap::new();
    match edit {
        Edit::DuplicateState { state, .. } => {
            if let (Some(source), Some(selection)) = (old.state(state), selection) {
                found.insert(selection.name().to_owned(), Source { node: source.node(), copy: true });
            }
        }
        Edit::UnwrapState { state } => {
            let inside = old.state(state).into_iter().flat_map(|state| state.machines());
            for state in inside.flat_map(|machine| machine.states()) {
                found.insert(state.name().into_owned(), Source { node: state.node(), copy: false });
            }
        }
        Edit::MoveState { .. } | Edit::MoveStates { .. } | Edit::WrapInParallel { .. } | Edit::WrapInMap { .. } => {
            let states = |document: &'a Document| document.machine().map(|machine| machine.all_states());
            for state in states(old).unwrap_or_default() {
                // The states inside a state that moves go with its text.
                let stays = |path: &StatePath| new.state(path).is_some();
                let path = state.path();
                if !stays(&path) && path.parent().is_none_or(|parent| parent.0.is_empty() || stays(&parent)) {
                    found.insert(path.name().to_owned(), Source { node: state.node(), copy: false });
                }
            }
        }
        _ => {}
    }
    found
}
