//! Forks: what is changed in them, and how they go on.

use std::sync::Arc;

use stepwell_asl::Document;
use stepwell_history::History;
use stepwell_interpreter::{Misfit, Status};
use stepwell_runtime::{Answer, Change, Fork, Past, Runtime, RuntimeError, Settled};

use crate::arguments::{Changes, Output};
use crate::exit::{Exit, Unusable, print, say};
use crate::run::{buckets, mocks, print_execution, tokio};
use crate::source;

/// The fork of a past after an event, with these changes.
pub(crate) fn of(past: Past, event: u64, changes: &Changes, definition: Option<&Document>) -> Result<Fork, Unusable> {
    if let Some(document) = definition {
        source::check_readable(document)?;
    }
    let text = |what: &str, argument: &Option<String>| -> Result<Option<Arc<str>>, Unusable> {
        Ok(match argument {
            Some(argument) => Some(source::value(what, argument)?.to_text()),
            None => None,
        })
    };
    let answer = match (&changes.answer, &changes.error) {
        (Some(answer), _) => Some(Answer::Return(source::value("the answer", answer)?)),
        (None, Some(error)) => Some(Answer::Throw {
            error: error.as_str().into(),
            cause: changes.cause.as_deref().unwrap_or_default().into(),
        }),
        (None, None) => None,
    };
    let change = match answer {
        Some(answer) => Change::Answer { state: changes.state.clone(), answer },
        None if changes.state.is_some() => {
            return Err(Unusable(
                "--state names the task that --answer or --error is for; give one of them".to_owned(),
            ));
        }
        None if changes.input.is_none() && changes.variables.is_none() => Change::Nothing,
        None => Change::Data {
            input: text("the input", &changes.input)?,
            variables: text("the variables", &changes.variables)?,
        },
    };
    let tasks = match (&changes.mocks, &changes.state_machine_name, &changes.test_case) {
        (Some(path), Some(machine), Some(case)) => Some(mocks(path, machine, case, definition)?),
        _ => None,
    };
    Ok(Fork {
        past,
        event,
        change,
        definition: definition.map(|document| (Arc::clone(document.text()), document.format())),
        name: changes.execution_name.clone(),
        tasks,
        time: None,
        buckets: changes.buckets.as_deref().map(buckets).transpose()?,
    })
}

/// Starts the fork, waits until it ends or only waits for answers from outside, and prints it.
pub(crate) fn start(history: History, fork: Fork, format: Output) -> Result<Exit, Unusable> {
    tokio()?.block_on(async {
        let runtime = Runtime::new(history).map_err(Unusable::new)?;
        let arn = match runtime.fork(fork).await {
            Ok(arn) => arn,
            Err(RuntimeError::Misfit(misfit)) => return misfit_is_the_answer(&misfit, format),
            Err(error) => return Err(Unusable::new(error)),
        };
        let settled = runtime.wait_end(&arn).await.map_err(Unusable::new)?;
        if let Settled::Stalled(error) = &settled {
            return Err(Unusable::new(error));
        }
        let archive = runtime.archive().clone();
        let stored = archive.execution(&arn).map_err(Unusable::new)?;
        let status = stored.status;
        print_execution(&archive, stored, format)?;
        drop(archive);
        runtime.shut_down().await;
        if let Settled::Waiting { asked, hanging } = settled {
            say(format_args!("it waits for {} answer(s) from outside that will not come here.", asked + hanging));
        }
        Ok(if status == Status::Succeeded { Exit::Done } else { Exit::No })
    })
}

/// The definition does not lead to the past: where.
pub(crate) fn misfit_is_the_answer(misfit: &Misfit, format: Output) -> Result<Exit, Unusable> {
    let text = match format {
        Output::Text => format!("{misfit}\n"),
        Output::Json => {
            let state = misfit.state.as_deref();
            let answer = serde_json::json!({ "misfit": {
                "child": misfit.child.as_deref(),
                "event": misfit.event,
                "type": misfit.kind.as_str(),
                "state": state,
                "field": misfit.field,
                "recorded": misfit.recorded,
                "given": misfit.given,
                "message": misfit.to_string(),
            }});
            format!("{answer}\n")
        }
    };
    print(text.as_bytes())?;
    Ok(Exit::No)
}
