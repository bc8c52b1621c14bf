//! `stepwell replay`: a history that AWS made, rebuilt from its events alone.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value as Json, json};
use stepwell_asl::Document;
use stepwell_history::{History, Options};
use stepwell_interpreter::{Doing, Execution, Program, Recorded, Recording, Settings, Standing, Start, StepError};
use stepwell_runtime::{Address, Fork, Past, RecordedPast, name_of_workflow};

use crate::arguments::{self, Output};
use crate::exit::{Exit, Unusable, print, say};
use crate::run::now;
use crate::{fork, source};

/// Replays, and goes on where there is a database to keep it in.
pub(crate) fn replay(arguments: &arguments::Replay) -> Result<Exit, Unusable> {
    if arguments.history == "-" && arguments.definition == "-" {
        return Err(Unusable("only one of the history and the definition can be read from standard input".to_owned()));
    }
    let recording = Recording::parse(&source::text(&arguments.history)?)
        .map_err(|error| Unusable(format!("{}: {error}", arguments.history)))?;
    let document = source::definition(&arguments.definition)?;
    source::check_readable(&document)?;
    let past = past(arguments, recording)?;
    let last = past.recording.events().len() as u64;
    let to = arguments.to.unwrap_or(last);
    if to == 0 || to > last {
        return Err(Unusable(format!("--to {to}: the history has the events 1 to {last}")));
    }
    match &arguments.db {
        Some(path) => {
            let fork = fork::of(Past::Recording(Box::new(past)), to, &arguments.changes, Some(&document))?;
            let opened = History::open(path, Options::owner(), now()).map_err(Unusable::new)?;
            if let Some(notice) = &opened.notice {
                say(notice);
            }
            fork::start(opened.history, Fork { time: Some(arguments.time.into()), ..fork }, arguments.format)
        }
        None => rebuild(&past, &document, to, arguments),
    }
}

/// What the events tell, and what was given with them.
fn past(arguments: &arguments::Replay, recording: Recording) -> Result<RecordedPast, Unusable> {
    let file = Path::new(&arguments.definition);
    let is_file = arguments.definition != "-";
    let mut address = Address::default();
    if let Some(region) = recording.region() {
        address.region = region.to_string();
    }
    let mut machine = if is_file { name_of_workflow(file) } else { "stdin".to_owned() };
    let mut execution = None;
    if let Some(arn) = &arguments.execution_arn {
        let parts: Vec<&str> = arn.split(':').collect();
        let ["arn", _, "states", region, account, "execution" | "express", name_of_machine, name, ..] =
            parts.as_slice()
        else {
            return Err(Unusable(format!("--execution-arn {arn} is not the ARN of an execution")));
        };
        (address.region, address.account) = ((*region).to_owned(), (*account).to_owned());
        machine = (*name_of_machine).to_owned();
        execution = Some(((*name).to_owned(), arn.clone()));
    }
    Ok(RecordedPast {
        recording,
        kind: arguments.kind.into(),
        workflow: is_file
            .then(|| std::path::absolute(file).unwrap_or_else(|_| file.to_path_buf()).display().to_string()),
        state_machine_name: machine,
        address,
        execution,
    })
}

fn rebuild(past: &RecordedPast, document: &Document, to: u64, arguments: &arguments::Replay) -> Result<Exit, Unusable> {
    let program = Program::compile(document, past.kind).map_err(|error| {
        Unusable(format!("{} can't be run: {error}. `stepwell validate` says more.", arguments.definition))
    })?;
    let (name, arn) = past.execution.clone().unwrap_or_else(|| {
        let arn = past.address.execution_arn(past.kind, &past.state_machine_name, "replay", "replay");
        ("replay".to_owned(), arn)
    });
    let start = Start {
        input: stepwell_json::Value::Null,
        execution_arn: arn.into(),
        name: name.into(),
        role_arn: past.address.role_arn.as_str().into(),
        state_machine_arn: past.address.state_machine_arn(&past.state_machine_name).into(),
        state_machine_name: past.state_machine_name.as_str().into(),
        // What chance gave is in the history, and nothing comes after it here.
        seed: 0,
        region: past.address.region.as_str().into(),
        synchronous: false,
    };
    let mut execution = Execution::new(Arc::new(program), Settings::for_type(past.kind));
    let (step, adopted) = match execution.follow(&Recorded::new(&past.recording, to, start)) {
        Ok(followed) => followed,
        Err(StepError::Misfit(misfit)) => return fork::misfit_is_the_answer(&misfit, arguments.format),
        Err(error) => return Err(Unusable::new(error)),
    };
    let standing = execution.standing();
    let text = match arguments.format {
        Output::Json => {
            let answer = json!({
                "status": execution.status().as_str(),
                "to": to,
                "events": step.events.len(),
                "adopted": adopted.iter().map(|one| json!({ "event": one.event, "field": one.field })).collect::<Vec<_>>(),
                "standing": standing.iter().map(standing_json).collect::<Vec<_>>(),
            });
            format!("{answer}\n")
        }
        Output::Text => {
            let mut text = format!("{}  at event {to}: the definition leads to the history\n", execution.status());
            for one in &adopted {
                text.push_str(&format!("taken over  event {} {}: nothing else tells it\n", one.event, one.field));
            }
            for one in &standing {
                text.push_str(&format!(
                    "{:<10}  {}  input {}\n",
                    one.doing.as_str(),
                    path_of(one),
                    one.input.to_text()
                ));
            }
            text
        }
    };
    print(text.as_bytes())?;
    Ok(Exit::Done)
}

fn path_of(standing: &Standing) -> String {
    let path = standing.state.0.join(" / ");
    match standing.map_index {
        Some(index) => format!("{path} [{index}]"),
        None => path,
    }
}

fn standing_json(standing: &Standing) -> Json {
    let mut shown = json!({
        "state": standing.state.0,
        "doing": standing.doing.as_str(),
        "input": standing.input.to_text().as_ref(),
        "retries": standing.retries,
    });
    if let Some(index) = standing.map_index {
        shown["mapIndex"] = index.into();
    }
    if let Some(event) = standing.entered_event {
        shown["enteredEvent"] = event.into();
    }
    if !standing.variables.is_empty() {
        let variables: serde_json::Map<String, Json> = standing
            .variables
            .iter()
            .map(|(name, value)| (name.to_string(), value.to_text().as_ref().into()))
            .collect();
        shown["variables"] = variables.into();
    }
    match &standing.doing {
        Doing::Task { started, submitted, .. } => {
            shown["task"] = json!({ "started": started, "submitted": submitted });
        }
        Doing::Inner { finished, all } => shown["inner"] = json!({ "finished": finished, "all": all }),
        Doing::MapRun { arn, .. } => shown["mapRunArn"] = arn.as_ref().into(),
        Doing::Enters | Doing::Works | Doing::Waits | Doing::Answered | Doing::Backoff => {}
    }
    shown
}
