//! The items of a map run: what an `ItemReader` reads from S3, which here is a folder
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html>).
//!
//! Causes of failures are AWS's where they are known.

mod csv;
mod json;
mod list;
mod manifest;

use std::io::Read;
use std::sync::Arc;

use stepwell_interpreter::ReadItems;
use stepwell_json::{Object, Value};

use crate::buckets::Buckets;

/// The most bytes that are read of one object, packed or not.
const LARGEST_OBJECT: u64 = 1024 * 1024 * 1024;

/// Reads all items that a reader names. Waits for the disk.
pub(crate) fn read(buckets: Option<&Buckets>, request: &ReadItems) -> Result<Vec<Value>, String> {
    let Some(buckets) = buckets else {
        return Err("Nothing serves S3 here. Give a folder that does (--buckets DIR: DIR/<bucket>/<key>).".to_owned());
    };
    let action = request.resource.rsplit(':').next().unwrap_or_default();
    match action {
        "getObject" => {
            let (bucket, key) = (text(&request.parameters, "Bucket")?, text(&request.parameters, "Key")?);
            let bytes = unpacked(buckets.read(bucket, key)?, key)?;
            match input_type(&request.config) {
                Some("MANIFEST") => manifest::read(buckets, &request.config, &bytes),
                None if request.config.get("ManifestType").is_some() => {
                    manifest::read(buckets, &request.config, &bytes)
                }
                _ => parse(&request.config, &bytes),
            }
        }
        "listObjectsV2" => {
            let bucket = text(&request.parameters, "Bucket")?;
            let prefix = request.parameters.get("Prefix").and_then(Value::as_str).unwrap_or_default();
            if request.config.get("Transformation").and_then(Value::as_str) == Some("LOAD_AND_FLATTEN") {
                return list::load(buckets, bucket, prefix, &request.config);
            }
            list::list(buckets, bucket, prefix)
        }
        _ => Err(format!(
            "An ItemReader reads with arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2, not with {}.",
            request.resource
        )),
    }
}

/// The items in an object's text, as `ReaderConfig` says.
///
/// # Errors
/// The cause of `States.ItemReaderFailed`.
pub fn parse(config: &Value, bytes: &[u8]) -> Result<Vec<Value>, String> {
    match input_type(config) {
        Some("CSV") => csv::parse(config, &as_text(bytes)?),
        Some("JSONL") => json::lines(&as_text(bytes)?),
        Some("JSON") | None => json::items(config, &as_text(bytes)?),
        Some(other) => Err(format!("InputType {other} can't be read here: use CSV, JSON, JSONL or MANIFEST.")),
    }
}

fn input_type(config: &Value) -> Option<&str> {
    config.get("InputType").and_then(Value::as_str)
}

fn text<'a>(parameters: &'a Value, name: &str) -> Result<&'a str, String> {
    parameters.get(name).and_then(Value::as_str).ok_or_else(|| format!("The ItemReader's {name} must be a string."))
}

fn as_text(bytes: &[u8]) -> Result<Arc<str>, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map(Arc::from).map_err(|error| format!("The object is not UTF-8 text: {error}"))
}

/// An object that is packed with gzip, unpacked.
fn unpacked(bytes: Vec<u8>, key: &str) -> Result<Vec<u8>, String> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut all = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(bytes.as_slice()).take(LARGEST_OBJECT + 1).read_to_end(&mut all);
    match read {
        Ok(_) if all.len() as u64 > LARGEST_OBJECT => Err(format!("{key} is larger than 1 GiB when unpacked.")),
        Ok(_) => Ok(all),
        Err(error) => Err(format!("{key} cannot be unpacked: {error}")),
    }
}

/// The fields of an object as items, each with its `Key` and `Value`.
fn entries(object: &Object) -> Vec<Value> {
    object.iter().map(|(key, value)| Object::builder().with("Key", key).with("Value", value.clone()).into()).collect()
}
