//! `$parse(text)`: the value a JSON text stands for.

use jlens_core::Error;
use serde_json::Value as Json;
use stepwell_json::Value;

use super::{argument, refuse};

pub(super) fn call(given: &[Option<Json>]) -> Result<Option<Json>, Error> {
    let Some(Json::String(text)) = argument(given, 0) else { return Ok(None) };
    // Read by the crate that reads every payload, so that what it refuses is refused here too.
    match Value::parse(text)
        .map_err(|error| error.to_string())
        .and_then(|value| serde_json::Value::try_from(&value).map_err(|error| error.to_string()))
    {
        Ok(json) => Ok(Some(json)),
        Err(error) => refuse(format!("$parse was given a text that is not JSON: {error}")),
    }
}
