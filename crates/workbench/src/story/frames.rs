//! The view after any event, and what each event changes in it.

use indexmap_like::Ordered;

use super::reader::{Change, Entry, Story};
use crate::schema::{EdgeFrame, Frame, FrameStep, Mark, RunStatus, StateFrame};

/// Small ordered maps by key: frames hold as many entries as the diagram has states and edges.
mod indexmap_like {
    use std::collections::HashMap;
    use std::sync::Arc;

    /// Values in the order their keys first came.
    #[derive(Debug)]
    pub(super) struct Ordered<T> {
        index: HashMap<Arc<str>, usize>,
        values: Vec<T>,
    }

    impl<T> Default for Ordered<T> {
        fn default() -> Self {
            Self { index: HashMap::new(), values: Vec::new() }
        }
    }

    impl<T> Ordered<T> {
        pub fn entry(&mut self, key: &Arc<str>, make: impl FnOnce() -> T) -> (usize, &mut T) {
            let next = self.values.len();
            let at = *self.index.entry(Arc::clone(key)).or_insert(next);
            if at == next {
                self.values.push(make());
            }
            (at, &mut self.values[at])
        }

        pub fn values(&self) -> &[T] {
            &self.values
        }
    }
}

/// The view while events are applied to it.
#[derive(Debug)]
struct Playhead {
    at: u64,
    time: u64,
    status: RunStatus,
    states: Ordered<StateFrame>,
    edges: Ordered<EdgeFrame>,
}

impl Playhead {
    fn new() -> Self {
        Self { at: 0, time: 0, status: RunStatus::Running, states: Ordered::default(), edges: Ordered::default() }
    }

    fn frame(&self) -> Frame {
        Frame {
            at: self.at,
            time: self.time,
            status: self.status,
            states: self.states.values().to_vec(),
            edges: self.edges.values().to_vec(),
        }
    }

    /// Applies an event; gives the places of the states and edges that it changed.
    fn apply(&mut self, entry: &Entry) -> (Vec<usize>, Vec<usize>) {
        self.at = entry.fact.id;
        self.time = entry.fact.time;
        let (mut states, mut edges) = (Vec::new(), Vec::new());
        for change in &entry.changes {
            let key = match change {
                Change::Status(status) => {
                    self.status = *status;
                    continue;
                }
                Change::Take(edge, mark) => {
                    let none = || EdgeFrame { edge: edge.to_string(), count: 0, mark: *mark };
                    let (at, frame) = self.edges.entry(edge, none);
                    frame.count += 1;
                    frame.mark = *mark;
                    if !edges.contains(&at) {
                        edges.push(at);
                    }
                    continue;
                }
                Change::Enter(key, _)
                | Change::Exit(key, _)
                | Change::Close(key, _)
                | Change::Reopen(key, _)
                | Change::Mark(key, _)
                | Change::Failure(key, _)
                | Change::Retry(key, _)
                | Change::Iterations(key, _)
                | Change::IterationDone(key) => key,
            };
            let (at, frame) = self.states.entry(key, || StateFrame {
                state: key.to_string(),
                mark: Mark::Running,
                entered: 0,
                exited: 0,
                inside: 0,
                failures: 0,
                retries: 0,
                iterations: None,
                iterations_done: None,
                last_event: entry.fact.id,
            });
            frame.last_event = entry.fact.id;
            match change {
                Change::Enter(_, mark) => {
                    frame.entered += 1;
                    frame.inside += 1;
                    frame.mark = *mark;
                }
                Change::Exit(_, mark) => {
                    frame.exited += 1;
                    frame.inside = frame.inside.saturating_sub(1);
                    // Others are still inside: it is at work until the last has left.
                    frame.mark = if frame.inside > 0 { Mark::Running } else { *mark };
                }
                Change::Close(_, mark) => {
                    frame.inside = frame.inside.saturating_sub(1);
                    // A failure is not painted over by those cut off with it.
                    if frame.mark != Mark::Failed || *mark == Mark::Failed {
                        frame.mark = *mark;
                    }
                }
                Change::Reopen(_, mark) => {
                    frame.inside += 1;
                    frame.mark = *mark;
                }
                Change::Mark(_, mark) => frame.mark = *mark,
                Change::Failure(_, mark) => {
                    frame.failures += 1;
                    frame.mark = *mark;
                }
                Change::Retry(_, mark) => {
                    frame.retries += 1;
                    frame.mark = *mark;
                }
                Change::Iterations(_, count) => {
                    frame.iterations = Some(*count);
                    frame.iterations_done = Some(0);
                }
                Change::IterationDone(_) => {
                    frame.iterations_done = Some(frame.iterations_done.unwrap_or(0) + 1);
                }
                Change::Take(..) | Change::Status(_) => {}
            }
            if !states.contains(&at) {
                states.push(at);
            }
        }
        (states, edges)
    }
}

impl Story {
    /// The view after event `from` (0: before all) and what up to `count` further events change.
    ///
    /// Played from the first event each time: an event costs some tens of nanoseconds, so that even
    /// 25,000 of them, AWS's quota, take about a millisecond.
    pub fn frames(&self, from: u64, count: usize) -> (Frame, Vec<FrameStep>) {
        let from = usize::try_from(from).unwrap_or(usize::MAX).min(self.entries.len());
        let mut playhead = Playhead::new();
        for entry in &self.entries[..from] {
            playhead.apply(entry);
        }
        let base = playhead.frame();
        let steps = self.entries[from..]
            .iter()
            .take(count)
            .filter_map(|entry| {
                let (states, edges) = playhead.apply(entry);
                Some(FrameStep {
                    event: self.row(entry.fact.id)?,
                    status: playhead.status,
                    states: states.into_iter().map(|at| playhead.states.values()[at].clone()).collect(),
                    edges: edges.into_iter().map(|at| playhead.edges.values()[at].clone()).collect(),
                })
            })
            .collect();
        (base, steps)
    }
}
