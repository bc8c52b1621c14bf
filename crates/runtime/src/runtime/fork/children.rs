//! The children of map runs that are open where an execution is forked. What they came to until then is part of the
//! past: the fork gets forks of them, with names of its own.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use stepwell_asl::MachineType;
use stepwell_history::{Commit, NewExecution};
use stepwell_interpreter::{ChildId, ChildRequest, Execution, Misfit, Program, Status, Timestamp};
use stepwell_json::Value;

use super::super::replayed;
use super::past::follow;
use crate::archive::{Archive, StoredExecution, format_text, kind_text};
use crate::driver::{Calls, Driver, House};
use crate::error::RuntimeError;
use crate::map_run::{ChildPast, Origin};
use crate::settings::{AnsweredBy, ChildOf, ForkOf, Settings};

/// A stored execution that another forks from.
#[derive(Debug)]
pub(super) struct Original {
    pub(super) arn: String,
    pub(super) program: Arc<Program>,
}

/// What the children of a fork are made of.
pub(super) struct Children<'a> {
    pub(super) archive: &'a Archive,
    pub(super) house: &'a House,
    /// The event that is forked at, for whom it concerns.
    pub(super) event: u64,
    /// The moment of the fork: what ended later is none of its past.
    pub(super) at: Timestamp,
    /// What is to be stored with the fork.
    pub(super) parts: Vec<(NewExecution, Commit)>,
}

impl Children<'_> {
    /// Takes over what the children of the open map runs came to, by the events and field by field where the fork has
    /// another definition. A child that was still at work begins again, with the fork's own; one that was to be
    /// redriven goes on from where it had ended before.
    ///
    /// It goes as deep as the definition has Map states within each other.
    pub(super) fn take_over(&mut self, fork: &Driver, original: &Original) -> Result<(), RuntimeError> {
        let open = fork.execution().open_map_runs();
        let mut with_a_past = fork.runs.with_a_past(&open).peekable();
        if with_a_past.peek().is_none() {
            return Ok(());
        }
        let stored = self.stored(&original.arn)?;
        for past in with_a_past {
            let request = past.request;
            let known = stored.get(&request.child).filter(|(_, settings)| {
                settings.child.as_ref().is_some_and(|child| child.run == request.run && child.state == request.state)
            });
            match (known, past.ended) {
                // EXPRESS children begin again when they are redriven.
                (_, None) if request.kind == MachineType::Express => {}
                (Some((arn, settings)), _) => self.take(fork, original, past, arn, settings)?,
                // It had not begun before its parent ended.
                (None, None) => {}
                (None, Some(_)) => {
                    return Err(self.refused(&format!(
                        "child {} of the map run of state '{}' is not in the history",
                        request.child.0,
                        request.state.name()
                    )));
                }
            }
        }
        Ok(())
    }

    /// How often mocks were asked by the children of map runs that are over, of which the fork has the results only.
    pub(super) fn calls_before(&self, fork: &Driver, original: &Original) -> Result<Calls, RuntimeError> {
        let calls = Calls::default();
        let mut ended: Vec<ChildId> = fork.runs.of_ended(&fork.execution().open_map_runs()).collect();
        if !fork.has_mocks() {
            return Ok(calls);
        }
        let mut arn = original.arn.clone();
        // Names may be used again, so what was forked from what may go round.
        let mut seen = HashSet::new();
        while !ended.is_empty() && seen.insert(arn.clone()) {
            let stored = self.stored(&arn)?;
            for (arn, _) in ended.iter().filter_map(|child| stored.get(child)) {
                let child = self.archive.execution(arn)?;
                let (child, _) = replayed(self.archive, self.house.clone(), &arn.as_str().into(), &child)?;
                calls.add(&child.calls().all());
            }
            ended.retain(|child| !stored.contains_key(child));
            // The others are children of what it was forked from itself, if it was.
            let Some(record) = self.archive.history().execution(&arn)? else { break };
            let settings = Settings::read(&arn, &record.settings)?;
            let Some(of) = settings.fork_of else { break };
            if !ended.is_empty() && of.event <= self.event && matches!(settings.tasks, AnsweredBy::Mocks { .. }) {
                calls.add(&settings.calls);
                break;
            }
            let Some(before) = of.arn else { break };
            arn = before;
        }
        Ok(calls)
    }

    /// The children of an execution.
    fn stored(&self, arn: &str) -> Result<HashMap<ChildId, (String, Settings)>, RuntimeError> {
        let arns = self.archive.history().parts_of(arn)?;
        let mut children = HashMap::with_capacity(arns.len());
        for arn in arns {
            let Some(record) = self.archive.history().execution(&arn)? else { continue };
            let settings = Settings::read(&arn, &record.settings)?;
            if let Some(child) = settings.child.as_ref().map(|child| child.child) {
                children.insert(child, (arn, settings));
            }
        }
        Ok(children)
    }

    /// Forks one child at the end that the fork knows of.
    fn take(
        &mut self,
        fork: &Driver,
        original: &Original,
        past: ChildPast<'_>,
        arn: &str,
        settings: &Settings,
    ) -> Result<(), RuntimeError> {
        let request = past.request;
        let stored = self.archive.execution(arn)?;
        self.check_begins_alike(&stored, request)?;
        let quotas = settings.quotas.clone();
        let of_map_run = |program: &Arc<Program>| {
            Execution::of_map_run(Arc::clone(program), &request.state, quotas.clone()).ok_or_else(|| {
                let detail = format!("there is no map run in {}", request.state.key());
                RuntimeError::Interpreter { arn: arn.to_owned(), detail }
            })
        };
        let fresh = of_map_run(fork.execution().program())?;
        let shares =
            stepwell_interpreter::Fork::after(stored.last_event_id, of_map_run(&original.program)?, fresh.clone());
        let redrives = if past.ended.is_some() { past.redrives } else { past.redrives.saturating_sub(1) };
        let followed = follow(self.archive, arn, shares, Some(redrives)).map_err(|error| match error {
            RuntimeError::Misfit(misfit) => RuntimeError::Misfit(Box::new(misfit.in_child(arn))),
            error => error,
        })?;
        let status = followed.execution.status();
        // EXPRESS children forget what they did before they began again.
        let is_later =
            request.kind == MachineType::Express && followed.inputs.last().is_some_and(|input| input.at > self.at);
        if past.ended.is_some_and(|ended| ended != status) || is_later || status == Status::Running {
            return Err(self.refused(&format!(
                "the child execution {arn} of the map run of state '{}' has begun again since, and what it did before is not kept; fork at an earlier event",
                request.state.name()
            )));
        }

        let child_of = ChildOf {
            parent: fork.arn().to_owned(),
            state: request.state.clone(),
            run: request.run,
            child: request.child,
        };
        let origin = fork.origin();
        let settings = Settings {
            fork_of: Some(ForkOf { arn: Some(arn.to_owned()), event: followed.execution.last_event_id() }),
            ..origin.settings.of_child(child_of, quotas)
        };
        let settings_text = serde_json::to_string(&settings).unwrap_or_default();
        let cast = fork.cast_of_child(Origin {
            definition: Arc::clone(&origin.definition),
            format: origin.format,
            settings,
            buckets: origin.buckets.clone(),
            archive: self.archive.clone(),
        });
        let start = &request.start;
        let (mut child, _) =
            Driver::new(Arc::clone(&start.execution_arn), fresh, stored.started, cast, self.house.clone());
        let commit = child.begin_with(&followed.inputs, |_| Ok(None))?;
        self.parts.push((
            NewExecution {
                arn: start.execution_arn.to_string(),
                name: start.name.to_string(),
                workflow: None,
                state_machine_arn: start.state_machine_arn.to_string(),
                state_machine_name: start.state_machine_name.to_string(),
                kind: kind_text(request.kind).to_owned(),
                format: format_text(origin.format).to_owned(),
                definition: Arc::clone(&origin.definition),
                input: self.archive.payload(&stored.input)?,
                status: Status::Running.as_str().to_owned(),
                started_at: stored.started.0,
                settings: settings_text,
                parent: Some(fork.arn().to_owned()),
            },
            commit,
        ));
        // A redrive goes on with the map runs of its own that it failed for.
        self.take_over(&child, &Original { arn: arn.to_owned(), program: Arc::clone(&original.program) })
    }

    /// Another definition must give the child the same input, and run it as the same type.
    fn check_begins_alike(&self, stored: &StoredExecution, request: &ChildRequest) -> Result<(), RuntimeError> {
        let input = self.archive.payload(&stored.input)?;
        let (field, recorded, given) = if stored.kind != request.kind {
            ("ExecutionType", kind_text(stored.kind).into(), kind_text(request.kind).into())
        } else if Value::parse_shared(Arc::clone(&input)).is_ok_and(|input| input == request.start.input) {
            return Ok(());
        } else {
            ("input", input, request.start.input.to_text())
        };
        match self.archive.whole_events(&stored.arn, 1, 1)?.first() {
            Some(first) => {
                let state = Some(request.state.name().into());
                let misfit = Misfit::of(first, state, field, &recorded, &given).in_child(stored.arn.as_str());
                Err(RuntimeError::Misfit(Box::new(misfit)))
            }
            None => {
                let detail = "it has no events".to_owned();
                Err(RuntimeError::Record { arn: stored.arn.clone(), detail })
            }
        }
    }

    fn refused(&self, reason: &str) -> RuntimeError {
        RuntimeError::NotForkable { event: self.event, reason: reason.to_owned() }
    }
}
