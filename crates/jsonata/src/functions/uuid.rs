//! `$uuid()`: a random uuid, version 4.

use std::sync::Mutex;

use serde_json::Value as Json;
use stepwell_jsonpath::Entropy;

use super::draw;

pub(super) fn call(entropy: &Mutex<Entropy>) -> Json {
    Json::from(draw(entropy, Entropy::uuid))
}
