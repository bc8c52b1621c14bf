//! Labels of Map states, which AWS wants to be unique in a definition, as names are.

use crate::{Document, MachineView, StateView, TextChange, quote};
use std::collections::HashSet;

/// The longest label that AWS takes, in characters.
const MAX_LABEL: usize = 40;

/// The labels that are taken.
pub(crate) struct Labels(HashSet<String>);

impl Labels {
    pub(crate) fn of(document: &Document) -> Labels {
        let states = document.machine().map(MachineView::all_states).unwrap_or_default();
        Labels(states.into_iter().filter_map(|state| Some(state.field("Label")?.as_str()?.into_owned())).collect())
    }

    /// New labels for states that are added, where theirs are taken.
    pub(crate) fn changes<'a>(&mut self, states: impl IntoIterator<Item = StateView<'a>>) -> Vec<TextChange> {
        let mut changes = Vec::new();
        for node in states.into_iter().filter_map(|state| state.field("Label")) {
            let Some(wish) = node.as_str() else { continue };
            let label = self.take_like(&wish);
            if label != wish {
                changes.push(TextChange::new(node.span(), quote(&label)));
            }
        }
        changes
    }

    /// A free label: the wish itself, or with a number behind it. Labels hold no blanks.
    fn take_like(&mut self, wish: &str) -> String {
        let mut label = wish.to_owned();
        let mut number = 2_usize;
        while !self.0.insert(label.clone()) {
            let suffix = format!("-{number}");
            let room = MAX_LABEL - suffix.len();
            label = wish.chars().take(room).chain(suffix.chars()).collect();
            number += 1;
        }
        label
    }
}
