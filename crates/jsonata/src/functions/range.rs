//! `$range(first, last, step)`: numbers from `first` to at most `last`.

use jlens_core::Error;
use serde_json::Value as Json;

use super::{argument, refuse};
use crate::Limits;

pub(super) fn call(given: &[Option<Json>]) -> Result<Option<Json>, Error> {
    let number = |place| argument(given, place).and_then(Json::as_f64);
    let (Some(first), Some(last), Some(step)) = (number(0), number(1), number(2)) else { return Ok(None) };
    if step == 0.0 {
        return refuse("$range needs a step other than 0".to_owned());
    }
    let count = ((last - first) / step).floor();
    if count < 0.0 {
        return Ok(Some(Json::Array(Vec::new())));
    }
    let most = Limits::default().items;
    if count >= most as f64 {
        return refuse(format!("$range can give at most {most} items"));
    }
    Ok(Some((0..=count as usize).map(|place| Json::from(first + step * place as f64)).collect()))
}
