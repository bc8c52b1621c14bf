//! What executions have recorded of a state: inputs to test it with.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use stepwell_asl::{Document, StatePath, StateView};
use stepwell_interpreter::{Details, Timestamp};
use stepwell_json::{Object, Value};
use stepwell_runtime::{StoredExecution, name_of_workflow};

use crate::runs::Runs;
use crate::schema::{EdgeBytesList, Mark, Problem, RecordedData, RecordedVisit, RecordedVisitArgs, TaskAnswer};
use crate::story::{Story, Visit};

/// How many executions are looked through for visits.
const MOST_RUNS: usize = 50;
/// How many events of them are read for that.
const MOST_EVENTS: u64 = 200_000;
/// How many visits of one execution are listed.
const MOST_OF_ONE: usize = 10;
/// How many exits of states are read for what they assigned.
const MOST_EXITS: usize = 500;

impl Runs {
    /// The newest visits of a state in executions of a workflow; of a document without a file in those of its name.
    ///
    /// # Errors
    /// Why the history could not be read.
    pub fn recorded_visits(
        &self,
        workflow: Option<&str>,
        name: &str,
        state: &str,
        limit: usize,
    ) -> Result<Vec<RecordedVisit>, Problem> {
        let mut found = Vec::new();
        let mut left = MOST_EVENTS;
        for run in self.runs_of(workflow, name)? {
            if found.len() >= limit || left < run.last_event_id {
                break;
            }
            left -= run.last_event_id;
            let visits = self.with_story(&run.arn, |story| {
                let visits = story.visits_of(state, u64::MAX);
                let numbered = visits.iter().enumerate().rev().take(MOST_OF_ONE);
                numbered.map(|(number, visit)| recorded(&run, number, visit)).collect::<Vec<_>>()
            })?;
            found.extend(visits);
        }
        found.truncate(limit);
        Ok(found)
    }

    /// The newest executions of a workflow; of a document without a file those of its name.
    fn runs_of(&self, workflow: Option<&str>, name: &str) -> Result<Vec<StoredExecution>, Problem> {
        let machine = name_of_workflow(std::path::Path::new(name));
        let mut runs = self.newest(workflow, MOST_RUNS)?;
        runs.retain(|run| workflow.is_some() || (run.workflow.is_none() && run.state_machine_name == machine));
        Ok(runs)
    }

    /// What passed over the edges of an execution up to an event.
    ///
    /// # Errors
    /// `HISTORY_UNKNOWN_EXECUTION` and the like.
    pub fn edge_bytes(&self, arn: &str, at: u64) -> Result<EdgeBytesList, Problem> {
        let run = self.stored(arn)?;
        let edges = self.with_story(arn, |story| story.edge_bytes(at))?;
        Ok(EdgeBytesList { run: Some(run.name), edges })
    }

    /// What passed over the edges of the last execution of a workflow.
    ///
    /// # Errors
    /// Why the history could not be read.
    pub fn last_edge_bytes(&self, workflow: Option<&str>, name: &str) -> Result<EdgeBytesList, Problem> {
        match self.runs_of(workflow, name)?.first() {
            Some(run) if run.last_event_id <= MOST_EVENTS => self.edge_bytes(&run.arn, u64::MAX),
            _ => Ok(EdgeBytesList { run: None, edges: Vec::new() }),
        }
    }

    /// What a state met in a visit.
    ///
    /// # Errors
    /// `NO_SUCH_VISIT`, and why the history could not be read.
    pub fn recorded_visit(&self, arguments: &RecordedVisitArgs) -> Result<RecordedData, Problem> {
        let RecordedVisitArgs { arn, state, entered } = arguments;
        let path = StatePath::from_key(state);
        let run = self.stored(arn)?;
        let (text, format) = self.definition(arn)?;
        let document = Document::parse(text, format);
        let assigning = assigning(&document);
        let visit = self.with_story(arn, |story| {
            let visit = story.visits_of(state, u64::MAX).into_iter().find(|visit| visit.entered == *entered).cloned();
            visit.map(|visit| (assigned_before(story, &visit, &path, &assigning), visit))
        })?;
        let Some((exits, visit)) = visit else {
            let message = "The execution has no such visit of the state (any more); choose another.";
            return Err(Problem::new("NO_SUCH_VISIT", message).at(arn));
        };
        let input = self.payload_of(arn, visit.entered, "input")?;
        let mut variables: BTreeMap<String, Value> = BTreeMap::new();
        for exit in exits {
            for (name, text) in self.assigned_by(arn, exit)? {
                if let (false, Ok(value)) = (variables.contains_key(&name), Value::parse(&text)) {
                    variables.insert(name, value);
                }
            }
        }
        let variables = (!variables.is_empty()).then(|| {
            let mut object = Object::builder();
            for (name, value) in variables {
                object.insert(name, value);
            }
            Value::from(object).to_compact()
        });
        let answer = match visit.attempts.last().and_then(|attempt| attempt.ended) {
            Some(ended) => self.answer_of(arn, ended)?,
            None => None,
        };
        let context = context(&run, &self.payload_text(&run.input)?, &visit);
        Ok(RecordedData { input: input.as_deref().unwrap_or("{}").to_owned(), variables, context, answer })
    }

    /// How a task was answered, by the event that ended it.
    fn answer_of(&self, arn: &str, ended: u64) -> Result<Option<TaskAnswer>, Problem> {
        if let Some(result) = self.payload_of(arn, ended, "output")? {
            return Ok(Some(TaskAnswer::Result { result: result.to_string() }));
        }
        let Some(event) = self.whole_event(arn, ended)? else { return Ok(None) };
        let text = |text: &Option<Arc<str>>| text.as_deref().unwrap_or_default().to_owned();
        Ok(match &event.details {
            Details::Failure { error, cause } | Details::TaskFailure { error, cause, .. } => {
                Some(TaskAnswer::Error { error: text(error), cause: text(cause) })
            }
            _ => None,
        })
    }
}

fn recorded(run: &StoredExecution, number: usize, visit: &Visit) -> RecordedVisit {
    RecordedVisit {
        arn: run.arn.clone(),
        run: run.name.clone(),
        entered: visit.entered,
        time: visit.from,
        visit: u32::try_from(number).unwrap_or(u32::MAX),
        iteration: visit.iteration.clone(),
        mark: if visit.exited.is_none() && visit.mark == Mark::Succeeded { Mark::Running } else { visit.mark },
    }
}

/// Keys of the states that assign variables anywhere.
fn assigning(document: &Document) -> HashSet<String> {
    let assigns = |state: &StateView<'_>| {
        let in_list = |field: &str| {
            let list = state.field(field);
            list.is_some_and(|list| list.items().any(|entry| entry.get("Assign").is_some()))
        };
        state.field("Assign").is_some() || in_list("Choices") || in_list("Catch")
    };
    let states = document.machine().map(|machine| machine.all_states()).unwrap_or_default();
    states.iter().filter(|state| assigns(state)).map(|state| state.path().key()).collect()
}

/// The events by which states that assign were left on the way to a visit, the last first. Only those count whose variables
/// can be read there: of the same machine and of those around it.
fn assigned_before(story: &Story, visit: &Visit, path: &StatePath, assigning: &HashSet<String>) -> Vec<u64> {
    let mut found = Vec::new();
    let mut at = visit.entered;
    // Each event's previous one has a smaller number, so that this ends.
    while let Some(row) = story.row(at).filter(|_| found.len() < MOST_EXITS) {
        if row.previous == 0 || row.previous >= at {
            break;
        }
        at = row.previous;
        let Some(before) = story.row(at).filter(|before| before.event_type.ends_with("StateExited")) else { continue };
        let readable = before.state.as_deref().filter(|key| assigning.contains(*key)).is_some_and(|key| {
            let outer = StatePath::from_key(key).0;
            let machine = outer.split_last().map(|(_, machine)| machine).unwrap_or_default();
            path.0.len() > machine.len() && path.0.starts_with(machine)
        });
        if readable {
            found.push(at);
        }
    }
    found
}

/// The context object of a visit, as far as TestState takes one
/// (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html>).
fn context(run: &StoredExecution, input: &str, visit: &Visit) -> String {
    let time = |milliseconds: u64| Timestamp(i64::try_from(milliseconds).unwrap_or(i64::MAX)).to_string();
    let retries = visit.attempts.len().saturating_sub(1);
    Value::from(
        Object::builder()
            .with(
                "Execution",
                Object::builder()
                    .with("Id", run.arn.as_str())
                    .with("Input", Value::parse(input).unwrap_or_default())
                    .with("Name", run.name.as_str())
                    .with("StartTime", run.started.to_string()),
            )
            .with(
                "StateMachine",
                Object::builder()
                    .with("Id", run.state_machine_arn.as_str())
                    .with("Name", run.state_machine_name.as_str()),
            )
            .with(
                "State",
                Object::builder()
                    .with("Name", &*visit.name)
                    .with("EnteredTime", time(visit.from))
                    .with("RetryCount", retries),
            ),
    )
    .to_compact()
}
