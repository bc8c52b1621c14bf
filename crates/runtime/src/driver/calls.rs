//! How often the task of each state was asked for, by which mocks answer: in a map run the calls of all children count
//! together, in the order in which they were made.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use stepwell_asl::StatePath;
use stepwell_interpreter::{TaskId, Timestamp};

use super::Driver;

/// The calls of an execution and of the children of its map runs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Calls(Arc<Mutex<Counted>>);

#[derive(Debug, Default)]
struct Counted {
    counts: HashMap<StatePath, u64>,
    /// After a restart: which call each open task of a child is, by the child's ARN.
    found: HashMap<(Arc<str>, TaskId), u64>,
}

/// A call that was made before a restart.
#[derive(Debug)]
pub(super) struct PastCall {
    at: Timestamp,
    state: StatePath,
    /// Whose it is, where it has no answer yet.
    open: Option<(Arc<str>, TaskId)>,
}

impl Calls {
    /// With so many calls before.
    pub(crate) fn after(before: &[(StatePath, u64)]) -> Self {
        let calls = Self::default();
        calls.add(before);
        calls
    }

    /// Adds calls.
    pub(crate) fn add(&self, more: &[(StatePath, u64)]) {
        let mut counted = self.counted();
        for (state, calls) in more {
            *counted.counts.entry(state.clone()).or_default() += calls;
        }
    }

    /// How often each state's task was asked for.
    pub(crate) fn all(&self) -> Vec<(StatePath, u64)> {
        self.counted().counts.iter().map(|(state, calls)| (state.clone(), *calls)).collect()
    }

    /// Counts a call; which one of its state it is, from 0.
    pub(super) fn count(&self, state: &StatePath) -> u64 {
        count(&mut self.counted().counts, state)
    }

    fn counted(&self) -> MutexGuard<'_, Counted> {
        // Every change is one addition: a panic elsewhere leaves the counts as they are.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn count(counts: &mut HashMap<StatePath, u64>, state: &StatePath) -> u64 {
    let count = counts.entry(state.clone()).or_default();
    *count += 1;
    *count - 1
}

impl Driver {
    /// Notes a call while inputs are taken that are stored already.
    pub(super) fn note_past_call(&mut self, task: TaskId, state: StatePath) {
        if self.has_mocks() {
            self.past_calls.push((self.clock.last(), task, state));
        }
    }

    /// The calls that it has made before a restart, in their order.
    fn own_past_calls(&mut self) -> Vec<PastCall> {
        let is_open = |task: &TaskId| self.open.contains_key(task);
        std::mem::take(&mut self.past_calls)
            .into_iter()
            .map(|(at, task, state)| PastCall {
                at,
                state,
                open: is_open(&task).then(|| (Arc::clone(&self.arn), task)),
            })
            .collect()
    }

    /// Takes over the calls of a child, which stands where its stored inputs lead it; child by child in the order in
    /// which they began.
    pub(crate) fn add_calls_of(&mut self, mut child: Driver) {
        self.calls_of_children.extend(child.own_past_calls());
        self.calls_of_children.append(&mut child.calls_of_children);
    }

    /// Counts the calls of its children too, in the order of their times. Its own are of other states.
    pub(crate) fn count_calls_of_children(&mut self) {
        self.calls_of_children.sort_by_key(|call| call.at);
        let mut counted = self.calls.counted();
        for call in &self.calls_of_children {
            let number = count(&mut counted.counts, &call.state);
            if let Some(open) = &call.open {
                counted.found.insert(open.clone(), number);
            }
        }
    }

    /// From now on its calls and its parent's count together; what is open has the number that it had.
    pub(super) fn count_with(&mut self, calls: &Calls) {
        self.calls = calls.clone();
        let mut counted = self.calls.counted();
        for (task, open) in &mut self.open {
            if let Some(number) = counted.found.remove(&(Arc::clone(&self.arn), *task)) {
                open.call = number;
            }
        }
    }

    /// Once it goes on, only the counts matter.
    pub(super) fn forget_past_calls(&mut self) {
        (self.past_calls, self.calls_of_children) = (Vec::new(), Vec::new());
    }
}
