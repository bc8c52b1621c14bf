//! What ran when, as bars.

use super::reader::Story;
use crate::schema::{Bar, BarPart, Mark, Timeline};

/// How many bars are given at most.
const MOST: usize = 2_000;

impl Story {
    /// One bar for each visit, by time of entry.
    pub fn timeline(&self) -> Timeline {
        let from = self.entries.first().map_or(0, |entry| entry.fact.time);
        let to = self.entries.last().map_or(from, |entry| entry.fact.time);
        let mut seen = std::collections::HashMap::<&str, u32>::new();
        let bars = self
            .visits
            .iter()
            .take(MOST)
            .map(|visit| {
                let number = seen.entry(&visit.state).or_default();
                let this = *number;
                *number += 1;
                let mut parts = Vec::new();
                let mut free_since = None;
                for attempt in &visit.attempts {
                    if let Some(since) = free_since
                        && since < attempt.from
                    {
                        parts.push(BarPart { from: since, to: attempt.from, mark: Mark::Retrying });
                    }
                    let ended = attempt.to.or(visit.to).unwrap_or(to);
                    parts.push(BarPart { from: attempt.from, to: ended, mark: attempt.mark });
                    free_since = attempt.to;
                }
                Bar {
                    state: visit.state.to_string(),
                    name: visit.name.to_string(),
                    depth: visit.state.matches('/').count() as u32,
                    iteration: visit.iteration.clone(),
                    visit: this,
                    entered: visit.entered,
                    exited: visit.exited,
                    from: visit.from,
                    to: visit.to.unwrap_or(to),
                    mark: visit.mark,
                    parts,
                }
            })
            .collect();
        Timeline { from, to, bars, truncated: self.visits.len() > MOST }
    }
}
