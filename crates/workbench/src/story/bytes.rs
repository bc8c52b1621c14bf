//! How much passed over the edges: the input of each state is what the one before gave.

use std::collections::HashMap;
use std::sync::Arc;

use super::reader::{Change, Story};
use crate::schema::EdgeBytes;

/// Bytes of a state's input or output at most, in UTF-8
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html>).
const LIMIT: u64 = 256 * 1024;

impl Story {
    /// By edge what passed over it up to an event, in the order in which they were first taken. Where many iterations
    /// took it, the most is told, else the last. Edges of which the history does not tell (it was written without data)
    /// are left out.
    pub fn edge_bytes(&self, at: u64) -> Vec<EdgeBytes> {
        let at = usize::try_from(at).unwrap_or(usize::MAX).min(self.entries.len());
        let mut places: HashMap<&Arc<str>, usize> = HashMap::new();
        let mut found: Vec<EdgeBytes> = Vec::new();
        for entry in &self.entries[..at] {
            let Some(bytes) = entry.fact.passed else { continue };
            for change in &entry.changes {
                let Change::Take(edge, _) = change else { continue };
                let place = *places.entry(edge).or_insert(found.len());
                if place == found.len() {
                    let edge = edge.to_string();
                    found.push(EdgeBytes {
                        edge,
                        bytes: 0,
                        count: 0,
                        most: self.is_inside_machine(entry),
                        near: false,
                    });
                }
                let Some(one) = found.get_mut(place) else { continue };
                one.bytes = if one.most { one.bytes.max(bytes) } else { bytes };
                one.count = one.count.saturating_add(1);
                one.near = one.bytes > LIMIT / 5 * 4;
            }
        }
        for one in &mut found {
            // The most of one is the last one, and needs no word.
            one.most &= one.count > 1;
        }
        found
    }
}
