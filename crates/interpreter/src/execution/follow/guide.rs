//! The recording that a replay follows: which of its events are explained, and what explains the next.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::replay::{Adopted, Misfit, state_of};
use crate::{Details, EventKind, HistoryEvent, TimerId, Timestamp};

/// A recording with the events that are not yet explained.
///
/// Branches and iterations interleave on AWS in ways of their own, so the events are not followed one after
/// another but along their causes: what a step writes after event P must be among the recorded events that
/// follow from P.
#[derive(Debug)]
pub(in crate::execution) struct Guide {
    events: Arc<[HistoryEvent]>,
    /// The last event that has to be explained.
    pub(super) to: u64,
    is_open: Vec<bool>,
    /// Below it nothing is open.
    first: usize,
    followers: HashMap<u64, Vec<usize>>,
    /// The event that must come next, whatever it follows from: what comes from outside follows from the
    /// newest event there was.
    pub(super) forced: Option<usize>,
    /// What an action writes has come to after the last event that is followed.
    pub(super) is_beyond: bool,
    /// What would come next never came: the execution was stopped, or the state around failed, before it could.
    pub(super) is_astray: bool,
    pub(super) misfit: Option<Misfit>,
    pub(super) adopted: Vec<Adopted>,
    /// The most events that a history may have.
    pub(super) most_events: Option<u64>,
    pub(in crate::execution) due: BTreeMap<TimerId, Timestamp>,
}

/// What the recording says of an event about to be written.
pub(in crate::execution) enum Found {
    /// It is this one.
    Recorded(HistoryEvent),
    /// It comes after what is followed.
    Beyond,
    /// There was no room for it: the history was full.
    Full,
    /// It never came.
    Astray,
}

impl Guide {
    pub(super) fn new(events: Arc<[HistoryEvent]>, to: u64) -> Guide {
        let mut followers: HashMap<u64, Vec<usize>> = HashMap::with_capacity(events.len());
        for (index, event) in events.iter().enumerate() {
            followers.entry(event.previous_event_id).or_default().push(index);
        }
        Guide {
            to: to.min(events.len() as u64),
            is_open: vec![true; events.len()],
            first: 0,
            followers,
            forced: None,
            is_beyond: false,
            is_astray: false,
            misfit: None,
            adopted: Vec::new(),
            most_events: None,
            due: BTreeMap::new(),
            events,
        }
    }

    pub(super) fn event(&self, index: usize) -> Option<&HistoryEvent> {
        self.events.get(index)
    }

    /// The first event that is to be explained and is not.
    pub(super) fn first_open(&mut self) -> Option<usize> {
        while self.is_open.get(self.first) == Some(&false) {
            self.first += 1;
        }
        (self.first < self.limit()).then_some(self.first)
    }

    /// The open events from this one on, also those after what is followed.
    pub(super) fn open_from(&self, first: usize) -> impl Iterator<Item = usize> + '_ {
        (first..self.events.len()).filter(|index| self.is_open[*index])
    }

    fn limit(&self) -> usize {
        usize::try_from(self.to).unwrap_or(usize::MAX)
    }

    fn open_after(&self, previous: u64) -> impl Iterator<Item = usize> + '_ {
        let followers = self.followers.get(&previous).map_or(&[][..], Vec::as_slice);
        followers.iter().copied().filter(|index| self.is_open[*index])
    }

    /// The id of the first open event that follows from this one.
    pub(super) fn next_after(&self, previous: u64) -> Option<u64> {
        self.open_after(previous).next().map(|index| index as u64 + 1)
    }

    fn takes(&mut self, index: usize) -> HistoryEvent {
        self.is_open[index] = false;
        self.events[index].clone()
    }

    /// Whether the recorded execution has come to an end.
    fn has_ended(&self) -> bool {
        self.events.last().is_some_and(|event| is_end(event.kind))
    }

    /// Finds the recorded event that is this one.
    pub(super) fn find(&mut self, previous: u64, kind: EventKind, details: &Details) -> Found {
        if let Some(index) = self.forced.take() {
            return Found::Recorded(self.takes(index));
        }
        let open: Vec<usize> = self.open_after(previous).collect();
        let (within, after): (Vec<usize>, Vec<usize>) = open.into_iter().partition(|index| *index < self.limit());
        let alike = |index: &&usize| {
            let event = &self.events[**index];
            event.kind == kind && event.details.subject() == details.subject()
        };
        if let Some(index) = within.iter().find(alike) {
            return match details.first_difference(&self.events[*index].details) {
                None => Found::Recorded(self.takes(*index)),
                Some((field, recorded, given)) => self.contradicts(*index, field, &recorded, &given),
            };
        }
        if self.is_beyond {
            return Found::Beyond;
        }
        if self.is_full() {
            return Found::Full;
        }
        let same_kind = within.iter().find(|index| self.events[**index].kind == kind);
        match same_kind.or(within.first()).copied() {
            Some(index) => {
                let event = &self.events[index];
                match details.first_difference(&event.details).filter(|_| event.kind == kind) {
                    Some((field, recorded, given)) => self.contradicts(index, field, &recorded, &given),
                    None => {
                        let recorded = event.kind.as_str();
                        self.contradicts(index, "type".to_owned(), recorded, kind.as_str())
                    }
                }
            }
            None if !after.is_empty() || !self.has_ended() => {
                self.is_beyond = true;
                Found::Beyond
            }
            None => {
                self.is_astray = true;
                Found::Astray
            }
        }
    }

    /// Whether only the end is left of a history that ended because it was full.
    fn is_full(&mut self) -> bool {
        let last = self.events.len().saturating_sub(1);
        let is_failed = self.events.last().is_some_and(|event| event.kind == EventKind::ExecutionFailed);
        self.most_events == Some(self.events.len() as u64) && is_failed && self.first_open() == Some(last)
    }

    fn contradicts(&mut self, index: usize, field: String, recorded: &str, given: &str) -> Found {
        let misfit = self.misfit_at(index, field, recorded, given);
        self.misfit.get_or_insert(misfit);
        self.is_astray = true;
        Found::Astray
    }

    pub(super) fn misfit_at(&self, index: usize, field: impl Into<String>, recorded: &str, given: &str) -> Misfit {
        let event = &self.events[index];
        Misfit::of(event, state_of(&self.events, event.id), field, recorded, given)
    }

    /// The recorded event of this kind, of this state, iteration or nobody in particular, that follows from
    /// another and is still to be explained.
    pub(super) fn peek(&self, previous: u64, kind: EventKind, name: Option<&str>) -> Option<&HistoryEvent> {
        self.peek_anywhere(previous, kind, name).filter(|event| event.id <= self.to)
    }

    /// The same, also after what is followed.
    pub(super) fn peek_anywhere(&self, previous: u64, kind: EventKind, name: Option<&str>) -> Option<&HistoryEvent> {
        let is_of = |event: &HistoryEvent| {
            name.is_none_or(|name| event.details.subject().is_some_and(|(found, _)| name == found))
        };
        let events = self.open_after(previous).filter_map(|index| self.events.get(index));
        events.into_iter().find(|event| event.kind == kind && is_of(event))
    }

    pub(super) fn adopt(&mut self, event: u64, field: impl Into<String>) {
        self.adopted.push(Adopted { event, field: field.into() });
    }
}

pub(super) fn is_end(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::ExecutionSucceeded
            | EventKind::ExecutionFailed
            | EventKind::ExecutionTimedOut
            | EventKind::ExecutionAborted
    )
}

impl Details {
    /// The state that the event names, and which iteration.
    pub(in crate::execution) fn subject(&self) -> Option<(&str, u64)> {
        match self {
            Details::StateEntered { name, .. } | Details::StateExited { name, .. } => Some((name, 0)),
            Details::MapIteration { name, index } => Some((name, *index)),
            Details::EvaluationFailed { state, .. } => Some((state, 0)),
            Details::None
            | Details::ExecutionStarted { .. }
            | Details::ExecutionRedriven { .. }
            | Details::Output { .. }
            | Details::Failure { .. }
            | Details::TaskScheduled { .. }
            | Details::TaskStarted { .. }
            | Details::TaskOutput { .. }
            | Details::TaskFailure { .. }
            | Details::ActivityScheduled { .. }
            | Details::ActivityStarted { .. }
            | Details::LambdaFunctionScheduled { .. }
            | Details::MapStateStarted { .. }
            | Details::MapRunStarted { .. }
            | Details::MapRunRedriven { .. } => None,
        }
    }
}
