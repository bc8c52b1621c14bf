//! The results of a map run, as `ResultWriter` puts them down
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html>).

use std::sync::Arc;

use stepwell_interpreter::{Status, WriteResults};
use stepwell_json::{Object, Value};

use crate::archive::{Archive, StoredExecution};
use crate::buckets::Buckets;

/// Writes the results of these children and gives what the Map state has as its result; or the cause of
/// `States.ResultWriterFailed`.
///
/// The map runs of a fork have the names that those of the other execution have: the fork's name keeps their results
/// apart.
pub(crate) fn write(
    archive: &Archive,
    buckets: Option<&Buckets>,
    request: &WriteResults,
    children: &[Arc<str>],
    fork: Option<&str>,
) -> Result<Value, String> {
    let config = |name: &str| request.config.get(name).and_then(Value::as_str);
    let transformation = config("Transformation").unwrap_or("NONE");
    let mut succeeded = Vec::new();
    let mut failed = Vec::new();
    for arn in children {
        let stored = archive.execution(arn).map_err(|error| error.to_string())?;
        let result = result(archive, &stored, transformation)?;
        match (stored.status, transformation, result.as_array()) {
            (Status::Succeeded, "FLATTEN", Some(items)) => succeeded.extend_from_slice(items),
            (Status::Succeeded, _, _) => succeeded.push(result),
            _ => failed.push(result),
        }
    }
    if request.resource.is_none() {
        succeeded.extend(failed);
        return Ok(Value::from(succeeded));
    }
    let Some(buckets) = buckets else {
        return Err("Nothing serves S3 here. Give a folder that does (--buckets DIR: DIR/<bucket>/<key>).".to_owned());
    };
    let Some(bucket) = request.parameters.get("Bucket").and_then(Value::as_str) else {
        return Err("The ResultWriter's Bucket must be a string.".to_owned());
    };
    let id = request.map_run_arn.rsplit(':').next().unwrap_or_default();
    let id = fork.map_or_else(|| id.to_owned(), |fork| format!("{id}-{fork}"));
    let prefix =
        match request.parameters.get("Prefix").and_then(Value::as_str).map(|prefix| prefix.trim_end_matches('/')) {
            Some("") | None => id,
            Some(prefix) => format!("{prefix}/{id}"),
        };
    let is_lines = config("OutputType") == Some("JSONL");
    let mut files = Object::builder();
    for (kind, results) in [("FAILED", failed), ("PENDING", Vec::new()), ("SUCCEEDED", succeeded)] {
        let mut listed = Vec::new();
        if !results.is_empty() {
            let key = format!("{prefix}/{kind}_0.{}", if is_lines { "jsonl" } else { "json" });
            let text = match is_lines {
                true => results.iter().map(|result| result.to_compact() + "\n").collect(),
                false => Value::from(results).to_compact(),
            };
            buckets.write(bucket, &key, text.as_bytes())?;
            listed.push(Value::from(Object::builder().with("Key", key).with("Size", text.len())));
        }
        files.insert(kind, listed);
    }
    let manifest: Value = Object::builder()
        .with("DestinationBucket", bucket)
        .with("MapRunArn", request.map_run_arn.as_ref())
        .with("ResultFiles", files)
        .into();
    let key = format!("{prefix}/manifest.json");
    buckets.write(bucket, &key, manifest.to_compact().as_bytes())?;
    let details = Object::builder().with("Bucket", bucket).with("Key", key);
    Ok(Object::builder().with("MapRunArn", request.map_run_arn.as_ref()).with("ResultWriterDetails", details).into())
}

/// What is written of one child.
fn result(archive: &Archive, stored: &StoredExecution, transformation: &str) -> Result<Value, String> {
    let text = |hash| archive.payload(hash).map_err(|error| error.to_string());
    let output = stored.output.as_ref().map(text).transpose()?;
    if transformation != "NONE"
        && let Some(output) = &output
    {
        return Value::parse_shared(Arc::clone(output)).map_err(|error| error.to_string());
    }
    let included = || Object::builder().with("Included", true);
    let mut result = Object::builder()
        .with("ExecutionArn", stored.arn.as_str())
        .with("Input", Value::from(text(&stored.input)?))
        .with("InputDetails", included())
        .with("Name", stored.name.as_str());
    if let Some(output) = output {
        result = result.with("Output", Value::from(output)).with("OutputDetails", included());
    }
    for (name, text) in [("Error", &stored.error), ("Cause", &stored.cause)] {
        if let Some(text) = text {
            result.insert(name, text.as_str());
        }
    }
    Ok(result
        .with("RedriveCount", 0)
        .with("RedriveStatus", "NOT_REDRIVABLE")
        .with("StartDate", stored.started.to_string())
        .with("StateMachineArn", stored.state_machine_arn.as_str())
        .with("Status", stored.status.as_str())
        .with("StopDate", stored.stopped.unwrap_or(stored.started).to_string())
        .into())
}
