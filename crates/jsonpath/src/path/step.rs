//! The steps a path is made of.

use std::sync::Arc;

use super::filter::Filter;
use super::function::Function;

/// One step of a path.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// `.name`, `['name']`.
    Name(Arc<str>),
    /// `['a','b']`: at the end one object with these members, elsewhere each in turn.
    Names(Vec<Arc<str>>),
    /// `[3]`, `[-1]`.
    Index(i64),
    /// `[0,2]`.
    Indices(Vec<i64>),
    /// `[from:to:step]`.
    Slice(Slice),
    /// `.*`, `[*]`.
    Wildcard,
    /// `[?(…)]`.
    Filter(Arc<Filter>),
    /// `..`: what follows is tried on everything below.
    Scan,
    /// `.length()`.
    Function(Function),
}

/// `[from:to:step]`; without `step` Jayway's three forms, which treat negative ends each in their own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Slice {
    pub(crate) from: Option<i64>,
    pub(crate) to: Option<i64>,
    pub(crate) step: Option<i64>,
}

impl Step {
    /// Whether the step leads to one place. `last` is whether nothing follows.
    pub(crate) fn is_definite(&self, last: bool) -> bool {
        match self {
            Step::Name(_) | Step::Index(_) | Step::Function(_) => true,
            Step::Names(_) => last,
            Step::Indices(_) | Step::Slice(_) | Step::Wildcard | Step::Filter(_) | Step::Scan => false,
        }
    }
}

/// The places a slice of an array of `length` items takes, in order.
pub(crate) fn slice_places(slice: Slice, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let place = |index: i64| {
        let index = if index < 0 { length + index } else { index };
        usize::try_from(index).ok().filter(|_| index < length)
    };
    match slice {
        Slice { from, to, step: Some(step) } => stepped(from, to, step, length),
        Slice { from: Some(from), to: None, step: None } => {
            let from = if from < 0 { (length.saturating_add(from)).max(0) } else { from };
            (from..length).filter_map(place).collect()
        }
        // Jayway counts up from the one to the other as written and only then takes negative places from the end.
        Slice { from: Some(from), to: Some(to), step: None } => {
            let from = from.max(-length);
            (from..to.min(length)).filter_map(place).collect()
        }
        Slice { from: None, to: Some(to), step: None } => {
            let to = if to < 0 { length.saturating_add(to) } else { to };
            (0..to.min(length)).filter_map(place).collect()
        }
        Slice { from: None, to: None, step: None } => (0..length).filter_map(place).collect(),
    }
}

/// As RFC 9535 has it. Jayway reads no step; a step of 0 takes nothing.
fn stepped(from: Option<i64>, to: Option<i64>, step: i64, length: i64) -> Vec<usize> {
    let absolute = |index: i64| if index < 0 { length.saturating_add(index) } else { index };
    let mut places = Vec::new();
    let Some(stride) = usize::try_from(step.unsigned_abs()).ok().filter(|stride| *stride > 0) else {
        return places;
    };
    if step > 0 {
        let low = from.map_or(0, absolute).clamp(0, length);
        let high = to.map_or(length, absolute).clamp(0, length);
        places.extend((low..high).step_by(stride).filter_map(|place| usize::try_from(place).ok()));
    } else {
        let high = from.map_or(length - 1, absolute).clamp(-1, length - 1);
        let low = to.map_or(-1, absolute).clamp(-1, length - 1);
        places.extend((low + 1..=high).rev().step_by(stride).filter_map(|place| usize::try_from(place).ok()));
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(from: Option<i64>, to: Option<i64>, step: Option<i64>) -> Vec<usize> {
        slice_places(Slice { from, to, step }, 5)
    }

    #[test]
    fn without_a_step_as_jayway() {
        assert_eq!(places(Some(1), None, None), [1, 2, 3, 4]);
        assert_eq!(places(Some(-2), None, None), [3, 4]);
        assert_eq!(places(Some(-9), None, None), [0, 1, 2, 3, 4]);
        assert_eq!(places(Some(7), None, None), [0_usize; 0]);
        assert_eq!(places(None, Some(2), None), [0, 1]);
        assert_eq!(places(None, Some(-2), None), [0, 1, 2]);
        assert_eq!(places(None, Some(99), None), [0, 1, 2, 3, 4]);
        assert_eq!(places(Some(1), Some(3), None), [1, 2]);
        assert_eq!(places(Some(-3), Some(-1), None), [2, 3]);
        assert_eq!(places(Some(1), Some(-1), None), [0_usize; 0]);
        assert_eq!(places(Some(3), Some(1), None), [0_usize; 0]);
        assert_eq!(places(Some(i64::MIN), Some(i64::MAX), None).len(), 10);
    }

    #[test]
    fn with_a_step_as_rfc_9535() {
        assert_eq!(places(None, None, Some(2)), [0, 2, 4]);
        assert_eq!(places(Some(1), Some(-1), Some(2)), [1, 3]);
        assert_eq!(places(None, None, Some(-1)), [4, 3, 2, 1, 0]);
        assert_eq!(places(Some(-2), Some(0), Some(-2)), [3, 1]);
        assert_eq!(places(None, None, Some(0)), [0_usize; 0]);
        assert_eq!(places(None, None, Some(i64::MIN)), [4]);
        assert_eq!(slice_places(Slice { from: None, to: None, step: Some(-1) }, 0), [0_usize; 0]);
    }
}
