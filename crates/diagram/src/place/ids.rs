//! Ids, each given once.

use std::collections::{HashMap, HashSet};

/// Ids already given.
#[derive(Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// The last number given to an id that was wanted more than once.
    last: HashMap<String, usize>,
}

impl Ids {
    pub(super) fn unique(&mut self, id: String) -> String {
        if self.taken.insert(id.clone()) {
            return id;
        }
        let last = self.last.entry(id.clone()).or_insert(1);
        loop {
            *last += 1;
            let numbered = format!("{id}#{last}");
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}
