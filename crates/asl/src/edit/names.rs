//! Names for states.

use super::{EditError, Refusal};
use crate::{Document, MachineView, StatePath};
use std::collections::HashSet;

/// The longest name that AWS takes, in characters.
pub(crate) const MAX_NAME: usize = 80;

/// The names that are taken. State names are unique in a whole definition, over all branches and processors.
pub(crate) struct Names(HashSet<String>);

impl Names {
    pub(crate) fn of(document: &Document) -> Names {
        let states = document.machine().map(MachineView::all_states).unwrap_or_default();
        Names(states.into_iter().map(|state| state.name().into_owned()).collect())
    }

    /// Takes a name that somebody chose.
    pub(crate) fn take(&mut self, name: &str, place: &StatePath) -> Result<String, EditError> {
        let length = name.chars().count();
        if length == 0 || length > MAX_NAME {
            return Err(Refusal::InvalidName(length).at(place));
        }
        if !self.0.insert(name.to_owned()) {
            return Err(Refusal::NameTaken(name.to_owned()).at(place));
        }
        Ok(name.to_owned())
    }

    /// Takes a name where it is free.
    pub(crate) fn take_free(&mut self, wish: &str) -> Option<String> {
        self.0.insert(wish.to_owned()).then(|| wish.to_owned())
    }

    /// Takes a free name: the wish itself, or with a number behind it.
    pub(crate) fn take_like(&mut self, wish: &str) -> String {
        let trimmed = wish.trim_end_matches(|c: char| c.is_ascii_digit());
        let base = match trimmed.strip_suffix(' ') {
            Some(base) if trimmed.len() < wish.len() && !base.is_empty() => base,
            Some(_) | None => wish,
        };
        let mut name = wish.to_owned();
        let mut number = 2_usize;
        while self.0.contains(&name) {
            let suffix = format!(" {number}");
            let room = MAX_NAME - suffix.len();
            name = base.chars().take(room).chain(suffix.chars()).collect();
            number += 1;
        }
        self.0.insert(name.clone());
        name
    }
}
