//! The common case: names and indices only. Nothing is copied or collected on the way.

use stepwell_json::Value;

use super::evaluate::{PathSoFar, missing_index, missing_name, not_an_array, not_an_object};
use super::{Failure, Step};

/// The place that a path of names and indices leads to.
pub(crate) fn walk<'v>(steps: &[Step], document: &'v Value) -> Result<&'v Value, Failure> {
    let mut here = document;
    for (at, step) in steps.iter().enumerate() {
        let last = at + 1 == steps.len();
        let so_far = PathSoFar(steps.get(..at).unwrap_or_default());
        here = match (step, here) {
            (Step::Name(name), Value::Object(object)) => {
                object.get(name).ok_or_else(|| missing_name(so_far, name, last))?
            }
            (Step::Name(name), _) => return Err(not_an_object(so_far, name, here)),
            (Step::Index(index), Value::Array(array)) => place(*index, array.len())
                .and_then(|place| array.get(place))
                .ok_or_else(|| missing_index(PathSoFar(steps), last))?,
            (Step::Index(index), _) => return Err(not_an_array(so_far, &format!("[{index}]"), here)),
            // The parser calls a path plain only when it has no other steps.
            (
                Step::Names(_)
                | Step::Indices(_)
                | Step::Slice(_)
                | Step::Wildcard
                | Step::Filter(_)
                | Step::Scan
                | Step::Function(_),
                _,
            ) => return Err(missing_index(PathSoFar(steps), false)),
        };
    }
    Ok(here)
}

/// Where an index, which counts from the end when negative, points in an array. It may lie past the end.
pub(crate) fn place(index: i64, length: usize) -> Option<usize> {
    if index >= 0 {
        usize::try_from(index).ok()
    } else {
        length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?)
    }
}
