//! Where the items of a map run come from.

use std::collections::VecDeque;
use std::sync::Arc;

use stepwell_json::Value;

/// Where the items come from.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// `$$.Map.Item.Source`.
    pub(super) name: Arc<str>,
    /// Arrays of items that were read; the first one from `at` on.
    pub(super) pages: VecDeque<Value>,
    pub(super) at: usize,
    /// How many items were read, and handed out.
    pub(super) read: u64,
    pub(super) taken: u64,
    pub(super) most: u64,
    /// For an `ItemReader`: its effective parameters.
    pub(super) parameters: Value,
    pub(super) is_reading: bool,
    pub(super) has_ended: bool,
}

impl Source {
    pub(super) fn next(&mut self) -> Option<Value> {
        if self.taken >= self.most {
            return None;
        }
        while let Some(page) = self.pages.front() {
            if let Some(item) = page.at(self.at) {
                self.at += 1;
                self.taken += 1;
                return Some(item.clone());
            }
            self.pages.pop_front();
            self.at = 0;
        }
        None
    }

    pub(super) fn is_dry(&self) -> bool {
        self.taken >= self.most || (self.has_ended && self.taken == self.read)
    }

    /// How many items there are, once that is known.
    pub(super) fn total(&self) -> Option<u64> {
        (self.has_ended || self.read >= self.most).then(|| self.read.min(self.most))
    }
}
