//! `stepwell run`: one execution, to its end or until only an answer from outside could move it on.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use stepwell_asl::{Document, MachineType};
use stepwell_history::{History, Options};
use stepwell_interpreter::{Program, Status};
use stepwell_runtime::{
    Address, Archive, Buckets, MockConfig, Runtime, RuntimeError, Settled, Start, StoredExecution, TaskSource,
    TimeMode, name_of_workflow,
};

use crate::arguments::{self, Output, Time};
use crate::exit::{Exit, Unusable, print, say};
use crate::source;

/// How many events are read from the history at a time.
const WINDOW: usize = 1_000;

/// An execution with its history, as `run` and `history show` print it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Answer {
    execution_arn: String,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    output: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    start_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_date: Option<String>,
    events: Vec<serde_json::Value>,
}

/// Threads for tasks and timers.
pub(crate) fn tokio() -> Result<tokio::runtime::Runtime, Unusable> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Unusable(format!("no threads could be started: {error}")))
}

/// The present time in milliseconds since the epoch.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// Runs.
pub(crate) fn run(arguments: &arguments::Run) -> Result<Exit, Unusable> {
    let start = start(arguments)?;
    let history = match &arguments.db {
        Some(path) => {
            let opened = History::open(path, Options::owner(), now()).map_err(Unusable::new)?;
            if let Some(notice) = &opened.notice {
                say(notice);
            }
            opened.history
        }
        None => History::open_in_memory().map_err(Unusable::new)?,
    };
    tokio()?.block_on(async {
        let runtime = Runtime::new(history).map_err(Unusable::new)?;
        let arn = match runtime.start(start).await {
            Ok(arn) => arn,
            Err(RuntimeError::Definition(error)) => {
                return Err(Unusable(format!(
                    "{} can't be run: {}: {}{}. `stepwell validate` says more.",
                    arguments.file,
                    error.code,
                    error.message,
                    if error.location.is_empty() { String::new() } else { format!(" at {}", error.location) }
                )));
            }
            Err(error) => return Err(Unusable::new(error)),
        };
        let settled = runtime.wait_end(&arn).await.map_err(Unusable::new)?;
        if let Settled::Stalled(error) = &settled {
            return Err(Unusable::new(error));
        }
        let archive = runtime.archive().clone();
        let stored = archive.execution(&arn).map_err(Unusable::new)?;
        let status = stored.status;
        print_execution(&archive, stored, arguments.format)?;
        drop(archive);
        runtime.shut_down().await;
        if let Settled::Waiting { asked, hanging } = settled {
            say(format_args!("it waits for {} answer(s) from outside that will not come here.", asked + hanging));
        }
        Ok(if status == Status::Succeeded { Exit::Done } else { Exit::No })
    })
}

fn start(arguments: &arguments::Run) -> Result<Start, Unusable> {
    if arguments.file == "-" && arguments.input.as_deref() == Some("-") {
        return Err(Unusable("only one of the definition and the input can be read from standard input".to_owned()));
    }
    let document = source::definition(&arguments.file)?;
    if let Some(error) = document.syntax_errors().first() {
        let place = document.line_index().line_column(error.span.start);
        return Err(Unusable(format!("{}:{}:{}: {}", arguments.file, place.line, place.column, error.message)));
    }
    let input = source::input(arguments.input.as_deref())?;
    let tasks = match (&arguments.mocks, &arguments.state_machine_name, &arguments.test_case) {
        (Some(path), Some(machine), Some(case)) => mocks(path, machine, case, Some(&document))?,
        _ => TaskSource::Nobody,
    };
    let file = Path::new(&arguments.file);
    let role = || format!("arn:aws:iam::{}:role/StepwellRole", arguments.account);
    Ok(Start {
        format: document.format(),
        kind: arguments.kind.into(),
        workflow: (arguments.file != "-")
            .then(|| std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf()).display().to_string()),
        state_machine_name: Some(match &arguments.state_machine_name {
            Some(name) => name.clone(),
            None if arguments.file == "-" => "stdin".to_owned(),
            None => name_of_workflow(file),
        }),
        name: arguments.execution_name.clone(),
        synchronous: arguments.sync,
        input: input.to_text(),
        tasks,
        time: arguments.time.into(),
        address: Address {
            account: arguments.account.clone(),
            region: arguments.region.clone(),
            role_arn: arguments.role_arn.clone().unwrap_or_else(role),
        },
        buckets: arguments.buckets.as_deref().map(buckets).transpose()?,
        ..Start::of(Arc::clone(document.text()))
    })
}

/// The answers of a test case; those that are unlike what the actions of the definition give are said.
pub(crate) fn mocks(
    path: &Path,
    machine: &str,
    case: &str,
    document: Option<&Document>,
) -> Result<TaskSource, Unusable> {
    let path = path.display().to_string();
    let unusable = |error: stepwell_runtime::MockError| Unusable(format!("{path}: {error}"));
    let config = MockConfig::parse(&source::text(&path)?).map_err(unusable)?;
    let case = config.case(machine, case).map_err(unusable)?;
    for warning in document.iter().flat_map(|document| case.unlike_answers(document)) {
        say(format_args!("warning: {warning}"));
    }
    // Only STANDARD has activities; what cannot be compiled is told of when it is to run.
    let program = document.and_then(|document| Program::compile(document, MachineType::Standard).ok());
    for (state, activity) in program.iter().flat_map(|program| case.missing_activities(program)) {
        say(format_args!(
            "warning: to the test case '{}' the activity {activity} of the state '{}' does not exist; give the state a mock \
             for it to exist.",
            case.case(),
            state.name(),
        ));
    }
    Ok(TaskSource::Mocks { case, file: Some(path.clone()) })
}

/// The folder that serves S3; absolute, so that the execution can be resumed from another folder.
pub(crate) fn buckets(folder: &Path) -> Result<Buckets, Unusable> {
    if !folder.is_dir() {
        return Err(Unusable(format!("--buckets {}: there is no such folder", folder.display())));
    }
    Ok(Buckets::new(std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf())))
}

impl From<Time> for TimeMode {
    fn from(time: Time) -> Self {
        match time {
            Time::Real => Self::Real,
            Time::Skip => Self::Skip,
        }
    }
}

/// Prints an execution as `run` and `history show` do.
pub(crate) fn print_execution(archive: &Archive, stored: StoredExecution, output: Output) -> Result<(), Unusable> {
    let result = stored.output.as_ref().map(|hash| archive.payload(hash)).transpose().map_err(Unusable::new)?;
    if output == Output::Text {
        let mut text = format!("{}  {}\n", stored.status, stored.arn);
        if let Some(error) = &stored.error {
            text.push_str(&format!("error   {error}\n"));
        }
        if let Some(cause) = &stored.cause {
            text.push_str(&format!("cause   {cause}\n"));
        }
        if let Some(result) = &result {
            text.push_str(&format!("output  {result}\n"));
        }
        return print(text.as_bytes());
    }
    let mut events = Vec::new();
    loop {
        let from = events.len() as u64 + 1;
        let window = archive.whole_events(&stored.arn, from, WINDOW).map_err(Unusable::new)?;
        let full = window.len() == WINDOW;
        events.extend(window.iter().map(stepwell_interpreter::HistoryEvent::to_json));
        if !full {
            break;
        }
    }
    let answer = Answer {
        execution_arn: stored.arn,
        status: stored.status.as_str(),
        output: result,
        error: stored.error,
        cause: stored.cause,
        start_date: stored.started.to_string(),
        stop_date: stored.stopped.map(|time| time.to_string()),
        events,
    };
    print((serde_json::to_string(&answer).map_err(Unusable::new)? + "\n").as_bytes())
}
