//! `$partition(array, size)`: the array in chunks of `size`, the last one shorter. A fraction of `size` is cut off.

use jlens_core::Error;
use serde_json::Value as Json;

use super::{argument, refuse};

pub(super) fn call(given: &[Option<Json>]) -> Result<Option<Json>, Error> {
    let (Some(Json::Array(items)), Some(size)) = (argument(given, 0), argument(given, 1)) else { return Ok(None) };
    // Casting stops at the ends of the range, as Java's.
    let size = size.as_f64().unwrap_or(0.0) as usize;
    if size == 0 {
        return refuse("$partition needs chunks of at least 1 item".to_owned());
    }
    Ok(Some(items.chunks(size).map(|chunk| Json::from(chunk.to_vec())).collect()))
}
