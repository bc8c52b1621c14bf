//! What a driver does for the map runs of its execution: reads items, starts and watches children, writes
//! results.

mod children;
mod runs;

use std::collections::BTreeMap;
use std::sync::Arc;

use stepwell_asl::{Format, MachineType};
use stepwell_interpreter::{
    ChildId, ChildRequest, Execution, InputKind, MapRunId, ReadItems, Settings as Quotas, Status, Timestamp,
    WriteResults,
};
use stepwell_json::Value;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use self::children::{ChildStart, bring_back};
pub(crate) use self::runs::{ChildPast, Runs};
use self::runs::{ChildState, Outside, Run};
use crate::archive::Archive;
use crate::buckets::Buckets;
use crate::driver::{Driver, Message};
use crate::error::RuntimeError;
use crate::items;
use crate::results;
use crate::settings::{ChildOf, Settings};

/// How many children are started at a time: their first commits share transactions.
const STARTED_TOGETHER: usize = 64;

/// Where an execution comes from: what its children have in common with it.
#[derive(Debug)]
pub(crate) struct Origin {
    pub(crate) definition: Arc<str>,
    pub(crate) format: Format,
    pub(crate) settings: Settings,
    pub(crate) buckets: Option<Buckets>,
    pub(crate) archive: Archive,
}

/// The map run that a driver's execution is a child of.
#[derive(Debug, Clone)]
pub(crate) struct Parent {
    pub(crate) inbox: mpsc::WeakUnboundedSender<Message>,
    pub(crate) run: MapRunId,
    pub(crate) child: ChildId,
}

impl Parent {
    pub(crate) fn tell(&self, news: News) {
        // A parent that is gone needs no news.
        if let Some(inbox) = self.inbox.upgrade() {
            let _ = inbox.send(Message::Child { run: self.run, child: self.child, news });
        }
    }
}

/// What a child says to its parent.
#[derive(Debug)]
pub(crate) enum News {
    /// It works, or waits for time to pass.
    Works,
    /// Only an answer from outside can move it on.
    Waits {
        asked: usize,
        hanging: usize,
    },
    Ended {
        status: Status,
        output: Value,
        at: Timestamp,
    },
    Stalled(RuntimeError),
}

impl Driver {
    /// What a child says, as an input if it is one.
    pub(crate) fn hear(
        &mut self,
        run: MapRunId,
        child: ChildId,
        news: News,
    ) -> Result<Option<InputKind>, RuntimeError> {
        let state = match news {
            News::Works => ChildState::Works,
            News::Waits { asked, hanging } => ChildState::Waits { asked, hanging },
            News::Stalled(problem) => return Err(problem),
            News::Ended { status, output, at } => {
                self.advance_to(at);
                let known = self.runs.runs.get(&run).and_then(|run| run.children.get(&child));
                let wants_output = known.is_some_and(|child| child.wants_output);
                let output = if wants_output { output } else { Value::Null };
                return Ok(Some(InputKind::ChildEnded { run, child, status, output }));
            }
        };
        self.runs.set(run, child, state);
        Ok(None)
    }

    /// Something that was read or written outside has come.
    pub(crate) fn done_outside(&mut self, items: Option<(MapRunId, Arc<Vec<Value>>)>) {
        self.runs.busy = self.runs.busy.saturating_sub(1);
        if let Some((run, items)) = items {
            self.runs.runs.entry(run).or_insert_with(|| Run { children: BTreeMap::new(), items: None }).items =
                Some(items);
        }
    }

    /// Does what the stored steps asked for.
    pub(crate) async fn act(&mut self) -> Result<(), RuntimeError> {
        let mut starts = Vec::new();
        for outside in std::mem::take(&mut self.runs.todo) {
            match outside {
                Outside::Read(request) => self.read(*request),
                Outside::Write(request) => self.write_results(*request),
                Outside::Start(run, child) => {
                    if let Some(request) = self.runs.child(run, child).and_then(|child| child.request.take()) {
                        starts.push(self.child(*request)?);
                    }
                }
                Outside::Redrive(run, child) => self.redrive_child(run, child)?,
                Outside::Stop(run) => self.stop_children(run),
            }
        }
        let mut starts = starts.into_iter().peekable();
        while starts.peek().is_some() {
            let mut together = JoinSet::new();
            for start in starts.by_ref().take(STARTED_TOGETHER) {
                together.spawn(start.go(self.inbox_of_own()));
            }
            while let Some(started) = together.join_next().await {
                match started {
                    Ok(started) => started?,
                    Err(_) => return Err(RuntimeError::ShutDown),
                }
            }
        }
        Ok(())
    }

    fn read(&mut self, request: ReadItems) {
        let known = self.runs.runs.get(&request.run).and_then(|run| run.items.clone());
        let (origin, inbox) = (Arc::clone(self.origin()), self.inbox_of_own());
        self.runs.busy += 1;
        tokio::task::spawn_blocking(move || {
            let run = request.run;
            let all = match known {
                Some(items) => Ok(items),
                None => items::read(origin.buckets.as_ref(), &request).map(Arc::new),
            };
            let (input, items) = match all {
                Ok(all) => {
                    let from = usize::try_from(request.from).unwrap_or(usize::MAX).min(all.len());
                    let most = usize::try_from(request.most).unwrap_or(usize::MAX);
                    let to = from.saturating_add(most).min(all.len());
                    let items = Value::from(all[from..to].to_vec());
                    (InputKind::ItemsRead { run, items, end: to == all.len() }, Some((run, all)))
                }
                Err(cause) => (InputKind::ItemsFailed { run, cause: cause.into() }, None),
            };
            if let Some(inbox) = inbox.upgrade() {
                let _ = inbox.send(Message::Known { input, items });
            }
        });
    }

    fn write_results(&mut self, request: WriteResults) {
        let children: Vec<Arc<str>> = self
            .runs
            .runs
            .get(&request.run)
            .map(|run| run.children.values().map(|child| Arc::clone(&child.arn)).collect())
            .unwrap_or_default();
        let (origin, inbox) = (Arc::clone(self.origin()), self.inbox_of_own());
        let name = self.arn().rsplit(':').next().unwrap_or_default().to_owned();
        self.runs.busy += 1;
        tokio::task::spawn_blocking(move || {
            let run = request.run;
            let fork = origin.settings.fork_of.is_some().then_some(name.as_str());
            let input = match results::write(&origin.archive, origin.buckets.as_ref(), &request, &children, fork) {
                Ok(output) => InputKind::ResultsWritten { run, output },
                Err(cause) => InputKind::ResultsFailed { run, cause: cause.into() },
            };
            if let Some(inbox) = inbox.upgrade() {
                let _ = inbox.send(Message::Known { input, items: None });
            }
        });
    }

    fn stop_children(&mut self, run: MapRunId) {
        let lines = self.house().lines.upgrade();
        let Some(run) = self.runs.runs.get_mut(&run) else { return };
        for child in run.children.values_mut().filter(|child| child.state != ChildState::Ended) {
            child.state = ChildState::Ended;
            if let Some(line) = lines.as_ref().and_then(|lines| lines.get(&child.arn)) {
                let (reply, _) = oneshot::channel();
                let _ = line.inbox.send(Message::Stop { error: None, cause: None, reply });
            }
        }
    }

    /// Lets a child go on that did not succeed; what it is now is found in the history. One that was never begun is
    /// started.
    fn redrive_child(&mut self, run: MapRunId, child: ChildId) -> Result<(), RuntimeError> {
        let Some(known) = self.runs.child(run, child) else { return Ok(()) };
        let (arn, request) = (Arc::clone(&known.arn), known.request.take());
        let start = request.map(|request| self.child(*request)).transpose()?;
        let parent = Parent { inbox: self.inbox_of_own(), run, child };
        let (house, origin, calls) = (self.house().clone(), Arc::clone(self.origin()), self.calls().clone());
        tokio::spawn(async move {
            if let Err(problem) = bring_back(&house, &origin.archive, &arn, &parent, &calls, start).await {
                parent.tell(News::Stalled(problem));
            }
        });
        Ok(())
    }

    /// A child that is to be started, or carried on with where it is in the history already.
    fn child(&mut self, request: ChildRequest) -> Result<ChildStart, RuntimeError> {
        let quotas = match request.kind {
            MachineType::Standard => self.execution().settings().clone(),
            MachineType::Express => Quotas {
                transitions_per_step: self.execution().settings().transitions_per_step,
                missing_activities: self.execution().settings().missing_activities.clone(),
                ..Quotas::for_type(MachineType::Express)
            },
        };
        let program = Arc::clone(self.execution().program());
        let Some(execution) = Execution::of_map_run(program, &request.state, quotas.clone()) else {
            return Err(RuntimeError::Interpreter {
                arn: request.start.execution_arn.to_string(),
                detail: format!("there is no map run in {}", request.state.key()),
            });
        };
        let origin = self.origin();
        let child_of = ChildOf {
            parent: self.arn().to_string(),
            state: request.state.clone(),
            run: request.run,
            child: request.child,
        };
        let settings = origin.settings.of_child(child_of, quotas);
        Ok(ChildStart {
            cast: self.cast_of_child(Origin {
                definition: Arc::clone(&origin.definition),
                format: origin.format,
                settings,
                buckets: origin.buckets.clone(),
                archive: origin.archive.clone(),
            }),
            house: self.house().clone(),
            execution,
            request,
            at: self.last_moment(),
            may_be_there: self.was_resumed(),
        })
    }
}
