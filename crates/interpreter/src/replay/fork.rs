//! A fork: another execution that shares the past of one up to an event.

use std::collections::HashMap;

use stepwell_json::Value;

use super::misfit::state_of;
use crate::{
    Details, Effect, EventKind, Execution, HistoryEvent, Input, InputKind, Misfit, Status, Step, StepError, TimerId,
    Timestamp,
};

/// Follows the stored inputs of an execution up to an event, with the execution that forks from it there.
///
/// Feed it the inputs in their order with [`Fork::take`] until it answers none: those that came back are the
/// inputs of the fork, with the steps they led to. What happens next is the fork's own: another answer, other
/// data, another program.
///
/// An input that leads to the event and beyond is shared whole, because nothing from outside comes between: with
/// the same program its other events would be the same again. The fork may run another program; then what is
/// shared must be the same as it was, event by event and field by field, and timers that fired must have been due
/// at the same time. Where that is not so, a [`Misfit`] says it.
///
/// The names and ARNs in the context object stay those of the execution that is forked: they are part of the past.
#[derive(Debug)]
pub struct Fork {
    original: Execution,
    fork: Execution,
    /// The last event that both have.
    event: u64,
    change: Option<Change>,
    events: Vec<HistoryEvent>,
    due: Due,
    is_over: bool,
}

/// Other data for the state that is entered with an event.
#[derive(Debug)]
struct Change {
    entry: u64,
    input: Option<Value>,
    variables: Option<Value>,
}

/// When the timers of the execution and of the fork are due.
#[derive(Debug, Default)]
struct Due {
    original: HashMap<TimerId, Timestamp>,
    fork: HashMap<TimerId, Timestamp>,
}

/// An input that the fork has in common with the execution, or that changes what comes, and what it led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// The input, with the time at which it came.
    pub input: Input,
    /// The fork's step.
    pub step: Step,
}

impl Fork {
    /// A fork after an event. Both executions have not started; they differ in their programs at most.
    #[must_use]
    pub fn after(event: u64, original: Execution, fork: Execution) -> Fork {
        Fork { original, fork, event, change: None, events: Vec::new(), due: Due::default(), is_over: false }
    }

    /// A fork in which the state that is entered with the event `entry` gets other data: another input, other
    /// values for variables (an object of them), or both. The entry 1 stands for the execution's own start, whose
    /// input is then another one.
    #[must_use]
    pub fn with_data(
        entry: u64,
        input: Option<Value>,
        variables: Option<Value>,
        original: Execution,
        fork: Execution,
    ) -> Fork {
        let change = Change { entry, input, variables };
        Fork { change: Some(change), ..Fork::after(entry.saturating_sub(1), original, fork) }
    }

    /// Takes the next of the execution's inputs; gives what of it the fork shares, in order. Nothing when the
    /// past is over: then the rest of the inputs are none of the fork's.
    ///
    /// # Errors
    /// [`StepError::Misfit`] when the fork's program does not lead to the same past, or data is to be replaced
    /// where no state is entered; [`StepError`] when the input cannot belong to the execution.
    pub fn take(&mut self, input: &Input) -> Result<Vec<Shared>, StepError> {
        if self.is_over {
            return Ok(Vec::new());
        }
        let wanted = self.original.step(input)?;
        self.events.extend(wanted.events.iter().cloned());
        let last = self.change.as_ref().map_or(self.event, |change| change.entry);
        self.is_over = self.original.last_event_id() >= last;
        note_due(&mut self.due.original, &wanted);

        let mut shared = Vec::new();
        let mut input = self.cut(input, &wanted);
        if let Some(change) = self.change.take_if(|_| self.is_over) {
            let at = input.at;
            if let (1, InputKind::Start(start)) = (change.entry, &mut input.kind) {
                start.input = change.input.unwrap_or_else(|| start.input.clone());
            } else {
                self.check_entry(change.entry)?;
                let Change { entry: event, input, variables } = change;
                shared.push(self.share(Input { at, kind: InputKind::Replace { event, input, variables } })?);
            }
        }
        self.check_due(&input, &wanted)?;
        let taken = match self.share(input) {
            Ok(taken) => taken,
            // What the fork's program never asked for.
            Err(StepError::UnknownTask(_) | StepError::UnknownTimer(_) | StepError::UnknownMapRun(_)) => {
                return self.misfit(wanted.events.first(), "type", None, "nothing that waits for this");
            }
            Err(error) => return Err(error),
        };
        note_due(&mut self.due.fork, &taken.step);
        self.compare(&wanted, &taken.step)?;
        shared.push(taken);
        Ok(shared)
    }

    /// Whether the event was reached.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// The fork, standing after what is shared.
    #[must_use]
    pub fn into_execution(self) -> Execution {
        self.fork
    }

    fn share(&mut self, input: Input) -> Result<Shared, StepError> {
        let step = self.fork.step(&input)?;
        Ok(Shared { input, step })
    }

    /// An answer that starts its task first is only a start where that is the event, and a recorded past is followed
    /// no further than the event.
    fn cut(&self, input: &Input, wanted: &Step) -> Input {
        let task = match &input.kind {
            InputKind::Recorded(recorded) => {
                let mut recorded = recorded.clone();
                recorded.to = recorded.to.min(self.event);
                return Input { at: input.at, kind: InputKind::Recorded(recorded) };
            }
            InputKind::TaskSubmitted { task, .. }
            | InputKind::TaskSucceeded { task, .. }
            | InputKind::TaskFailed { task, .. } => *task,
            _ => return input.clone(),
        };
        let is_start = |event: &HistoryEvent| {
            event.id == self.event
                && matches!(
                    event.kind,
                    EventKind::TaskStarted | EventKind::LambdaFunctionStarted | EventKind::ActivityStarted
                )
        };
        match wanted.events.first() {
            Some(first) if is_start(first) => {
                Input { at: input.at, kind: InputKind::TaskStarted { task, worker_name: None } }
            }
            _ => input.clone(),
        }
    }

    fn check_entry(&self, entry: u64) -> Result<(), StepError> {
        let event = self.events.iter().find(|event| event.id == entry);
        match event.map(|event| &event.details) {
            Some(Details::StateEntered { .. }) => Ok(()),
            _ => self.misfit(event, "type", None, "the entry of a state, whose data alone can be replaced"),
        }
    }

    /// What both programs wrote must be the same, up to the event.
    fn compare(&self, wanted: &Step, found: &Step) -> Result<(), StepError> {
        let mut ours = found.events.iter();
        for event in wanted.events.iter().filter(|event| event.id <= self.event) {
            let Some(our) = ours.next() else {
                let given = match self.fork.status() {
                    Status::Running => "nothing more here: it waits",
                    _ => "nothing more: it has ended",
                };
                return self.misfit(Some(event), "type", None, given);
            };
            if our.kind != event.kind {
                let given = match state_of(&found.events, our.id) {
                    Some(state) => format!("{} of state {state}", our.kind),
                    None => our.kind.to_string(),
                };
                return self.misfit(Some(event), "type", None, &given);
            }
            if let Some((field, recorded, given)) = our.details.first_difference(&event.details) {
                return self.misfit(Some(event), &field, Some(&recorded), &given);
            }
            if our.previous_event_id != event.previous_event_id {
                let recorded = event.previous_event_id.to_string();
                return self.misfit(
                    Some(event),
                    "previousEventId",
                    Some(&recorded),
                    &our.previous_event_id.to_string(),
                );
            }
        }
        Ok(())
    }

    /// A timer that fired must have been due when it was.
    fn check_due(&self, input: &Input, wanted: &Step) -> Result<(), StepError> {
        let InputKind::TimerFired { timer } = &input.kind else { return Ok(()) };
        let Some(event) = wanted.events.first().filter(|event| event.id <= self.event) else { return Ok(()) };
        match (self.due.original.get(timer), self.due.fork.get(timer)) {
            (Some(original), Some(fork)) if original != fork => {
                self.misfit(Some(event), "timestamp", Some(&format!("due at {original}")), &format!("due at {fork}"))
            }
            _ => Ok(()),
        }
    }

    /// Without a text of its own, what was recorded is the event's type.
    fn misfit<T>(
        &self,
        event: Option<&HistoryEvent>,
        field: &str,
        recorded: Option<&str>,
        given: &str,
    ) -> Result<T, StepError> {
        let Some(event) = event.or(self.events.last()) else { return Err(StepError::NotStarted) };
        let recorded = recorded.unwrap_or(event.kind.as_str());
        let misfit = Misfit::of(event, state_of(&self.events, event.id), field, recorded, given);
        Err(StepError::Misfit(Box::new(misfit)))
    }
}

fn note_due(due: &mut HashMap<TimerId, Timestamp>, step: &Step) {
    for effect in &step.effects {
        if let Effect::ArmTimer { timer, due: at, .. } = effect {
            due.insert(*timer, *at);
        }
    }
}
