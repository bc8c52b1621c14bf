//! Renaming a state; everything that leads to it follows.

use super::draft::Draft;
use super::names::Names;
use super::references::references;
use super::{EditError, machine_of, state_at};
use crate::{StatePath, TextChange, quote};

pub(super) fn rename_state(draft: &mut Draft, path: &StatePath, name: &str) -> Result<Option<StatePath>, EditError> {
    let document = draft.document();
    let state = state_at(document, path)?;
    let old = state.name();
    let renamed = path.parent().unwrap_or_default().child(name);
    if old == name {
        return Ok(Some(renamed));
    }
    Names::of(document).take(name, path)?;
    let machine = machine_of(state)?;
    let mut changes: Vec<TextChange> = references(machine)
        .into_iter()
        .filter(|reference| reference.leads_to(&old))
        .map(|reference| TextChange::new(reference.node.span(), quote(name)))
        .collect();
    changes.extend(state.node().member().map(|member| TextChange::new(member.key_span(), quote(name))));
    draft.put(changes);
    Ok(Some(renamed))
}
