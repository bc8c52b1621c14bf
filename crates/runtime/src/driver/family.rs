//! What a driver has to do with its parent and its children.

use std::sync::Arc;

use stepwell_interpreter::{Execution, Timestamp};
use stepwell_json::Value;
use tokio::sync::mpsc;

use super::{Calls, Cast, Driver, House, Message};
use crate::clock::TimeMode;
use crate::live::Ended;
use crate::map_run::{News, Origin, Parent};
use crate::task::TaskSource;

impl Driver {
    /// From now on it tells its parent how it is, and their calls count together.
    pub(crate) fn is_child_of(&mut self, parent: Parent, calls: &Calls) {
        self.parent = Some(parent);
        self.count_with(calls);
    }

    pub(crate) fn calls(&self) -> &Calls {
        &self.calls
    }

    pub(crate) fn has_mocks(&self) -> bool {
        matches!(self.source, TaskSource::Mocks { .. })
    }

    pub(crate) fn arn(&self) -> &str {
        &self.arn
    }

    pub(crate) fn execution(&self) -> &Execution {
        &self.execution
    }

    pub(crate) fn origin(&self) -> &Arc<Origin> {
        &self.origin
    }

    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    pub(crate) fn was_resumed(&self) -> bool {
        self.is_resumed
    }

    pub(crate) fn last_moment(&self) -> Timestamp {
        self.clock.last()
    }

    pub(crate) fn inbox_of_own(&self) -> mpsc::WeakUnboundedSender<Message> {
        self.own_inbox.clone()
    }

    /// Where time is skipped, it is at least as late as this: where it is real, the clock knows.
    pub(crate) fn advance_to(&mut self, at: Timestamp) {
        if self.clock.mode() == TimeMode::Skip {
            self.clock.advance_to(at);
        }
    }

    /// The same for a child.
    pub(crate) fn cast_of_child(&self, origin: Origin) -> Cast {
        Cast {
            time: self.clock.mode(),
            source: self.source.clone(),
            calls: self.calls.clone(),
            origin: Arc::new(origin),
        }
    }

    pub(super) fn tell_parent(&self, news: News) {
        if let Some(parent) = &self.parent {
            parent.tell(news);
        }
    }

    pub(super) fn tell_parent_of_end(&self, ended: &Ended) {
        let output = ended.output.as_ref().and_then(|text| Value::parse_shared(Arc::clone(text)).ok());
        self.tell_parent(News::Ended { status: ended.status, output: output.unwrap_or(Value::Null), at: ended.at });
    }
}
