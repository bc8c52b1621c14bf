//! `stepwell history`: executions kept in a database.

use serde::Serialize;
use stepwell_history::{Filter, History, Options};
use stepwell_interpreter::Status;
use stepwell_runtime::{Archive, Fork, ForkOf, Past, Runtime, Settled, StoredExecution};

use crate::arguments::{self, HistoryCommand, HistoryPlace, Output};
use crate::exit::{Exit, Unusable, print, say};
use crate::run::{now, print_execution, tokio};
use crate::{fork, source};

/// How many executions are read at a time.
const PAGE: usize = 500;

/// A line of the list.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Line {
    execution_arn: String,
    name: String,
    state_machine_arn: String,
    status: &'static str,
    start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow: Option<String>,
    events: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    forked_from: Option<ForkOf>,
}

/// Lists, shows, resumes, redrives, forks or deletes.
pub(crate) fn history(arguments: &arguments::History) -> Result<Exit, Unusable> {
    match &arguments.command {
        HistoryCommand::List(place) => {
            print_list(&reader(place)?, place.format)?;
            Ok(Exit::Done)
        }
        HistoryCommand::Show { arn, place } => {
            let archive = reader(place)?;
            let stored = archive.execution(arn).map_err(Unusable::new)?;
            let exit = match stored.status {
                Status::Succeeded | Status::Running => Exit::Done,
                Status::Failed | Status::TimedOut | Status::Aborted => Exit::No,
            };
            print_execution(&archive, stored, place.format)?;
            Ok(exit)
        }
        HistoryCommand::Resume(place) => resume(place),
        HistoryCommand::Redrive { arn, place } => {
            let history = owner(place)?;
            tokio()?.block_on(async {
                let runtime = Runtime::new(history).map_err(Unusable::new)?;
                runtime.redrive(arn).await.map_err(Unusable::new)?;
                if let Settled::Stalled(error) = runtime.wait_end(arn).await.map_err(Unusable::new)? {
                    return Err(Unusable::new(error));
                }
                let stored = runtime.archive().execution(arn).map_err(Unusable::new)?;
                let exit = if stored.status == Status::Succeeded { Exit::Done } else { Exit::No };
                print_execution(&runtime.archive().clone(), stored, place.format)?;
                runtime.shut_down().await;
                Ok(exit)
            })
        }
        HistoryCommand::Fork { arn, event, definition, time, changes, place } => {
            let definition = definition.as_deref().map(source::definition).transpose()?;
            let fork = Fork {
                time: time.map(Into::into),
                ..fork::of(Past::Execution(arn.clone()), *event, changes, definition.as_ref())?
            };
            fork::start(owner(place)?, fork, place.format)
        }
        HistoryCommand::Delete { arns, place } => {
            let history = owner(place)?;
            tokio()?.block_on(async {
                let runtime = Runtime::new(history).map_err(Unusable::new)?;
                let deleted = runtime.delete(arns).await.map_err(Unusable::new)?;
                runtime.shut_down().await;
                // The children of their map runs are among them.
                say(format_args!("{} execution(s) deleted", deleted.executions));
                Ok(Exit::Done)
            })
        }
    }
}

fn reader(place: &HistoryPlace) -> Result<Archive, Unusable> {
    let opened = History::open(&place.db, Options::reader(), now()).map_err(Unusable::new)?;
    Ok(Archive::new(opened.history))
}

fn owner(place: &HistoryPlace) -> Result<History, Unusable> {
    if !place.db.exists() {
        return Err(Unusable(format!("{}: there is no such history; check the path.", place.db.display())));
    }
    let opened = History::open(&place.db, Options::owner(), now()).map_err(Unusable::new)?;
    if let Some(notice) = &opened.notice {
        say(notice);
    }
    Ok(opened.history)
}

fn resume(place: &HistoryPlace) -> Result<Exit, Unusable> {
    let history = owner(place)?;
    tokio()?.block_on(async {
        let runtime = Runtime::new(history).map_err(Unusable::new)?;
        let mut exit = Exit::Done;
        for (arn, outcome) in runtime.resume_all().await.map_err(Unusable::new)? {
            match outcome {
                Ok(resumed) => {
                    say(resumed);
                    if let Settled::Stalled(error) = runtime.wait_end(&arn).await.map_err(Unusable::new)? {
                        say(error);
                        exit = Exit::No;
                    }
                }
                Err(error) => {
                    say(format_args!("{arn}: {error}"));
                    exit = Exit::No;
                }
            }
        }
        print_list(&runtime.archive().clone(), place.format)?;
        runtime.shut_down().await;
        Ok(exit)
    })
}

fn print_list(archive: &Archive, output: Output) -> Result<(), Unusable> {
    let (mut lines, mut read) = (Vec::new(), 0);
    loop {
        let page = archive.executions(&Filter::default(), read, PAGE).map_err(Unusable::new)?;
        let full = page.len() == PAGE;
        read += page.len();
        lines.extend(page.into_iter().filter(|stored| !stored.is_child()).map(line));
        if !full {
            break;
        }
    }
    let text = match output {
        Output::Json => serde_json::to_string(&lines).map_err(Unusable::new)? + "\n",
        Output::Text => lines
            .iter()
            .map(|line| {
                format!("{:<10} {}  {:>6} events  {}\n", line.status, line.start_date, line.events, line.execution_arn)
            })
            .collect(),
    };
    print(text.as_bytes())
}

fn line(stored: StoredExecution) -> Line {
    Line {
        execution_arn: stored.arn,
        name: stored.name,
        state_machine_arn: stored.state_machine_arn,
        status: stored.status.as_str(),
        start_date: stored.started.to_string(),
        stop_date: stored.stopped.map(|time| time.to_string()),
        workflow: stored.workflow,
        events: stored.last_event_id,
        error: stored.error,
        forked_from: stored.fork_of,
    }
}
