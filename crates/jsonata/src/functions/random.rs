//! `$random()` and `$random(seed)`: at least 0 and below 1; with a seed, the first double of `java.util.Random`.

use std::sync::Mutex;

use serde_json::Value as Json;
use stepwell_jsonpath::{Entropy, JavaRandom};

use super::{argument, draw};

pub(super) fn call(given: &[Option<Json>], entropy: &Mutex<Entropy>) -> Option<Json> {
    Some(Json::from(match argument(given, 0) {
        // Casting cuts off the fraction and stops at the ends of the range, as Java's.
        Some(seed) => JavaRandom::new(seed.as_f64()? as i64).next_f64(),
        None => draw(entropy, Entropy::next_f64),
    }))
}
