//! `Retry` and `Catch`.

use std::sync::Arc;

use stepwell_asl::QueryLanguage;
use stepwell_json::{Object, Value};

use super::fields::{Fields, whole_seconds};
use super::{CompileError, Compiler, Names, Place};
use crate::program::retry::ErrorNames;
use crate::program::{Catcher, ResultPath, Retrier};

impl Compiler<'_> {
    pub(super) fn retriers(&self, fields: &Fields<'_>) -> Result<Vec<Retrier>, CompileError> {
        let mut retriers = Vec::new();
        for (index, retrier) in elements(fields.object, "Retry").enumerate() {
            let place = fields.place.field("Retry").element(index);
            let Some(retrier) = retrier.as_object() else {
                return Err(self.error(&place, "a retrier is a JSON object"));
            };
            let number = |name: &str, default: f64| -> Result<f64, CompileError> {
                match retrier.get(name) {
                    None => Ok(default),
                    Some(value) => value.as_f64().filter(|number| *number >= 0.0).ok_or_else(|| {
                        self.error(&place.field(name), format!("{name} must be a number, not below zero"))
                    }),
                }
            };
            let max_attempts = match retrier.get("MaxAttempts") {
                None => 3,
                Some(value) => whole_seconds(value).ok_or_else(|| {
                    self.error(&place.field("MaxAttempts"), "MaxAttempts must be a whole number, not below zero")
                })?,
            };
            retriers.push(Retrier {
                errors: self.error_names(retrier, &place)?,
                interval_seconds: number("IntervalSeconds", 1.0)?,
                max_attempts,
                backoff_rate: number("BackoffRate", 2.0)?,
                max_delay_seconds: match retrier.contains_key("MaxDelaySeconds") {
                    true => Some(number("MaxDelaySeconds", 0.0)?),
                    false => None,
                },
                full_jitter: retrier.get("JitterStrategy").and_then(Value::as_str) == Some("FULL"),
            });
        }
        Ok(retriers)
    }

    pub(super) fn catchers(&self, fields: &mut Fields<'_>, names: &Names<'_>) -> Result<Vec<Catcher>, CompileError> {
        let mut catchers = Vec::new();
        for (index, catcher) in elements(fields.object, "Catch").enumerate() {
            let place = fields.place.field("Catch").element(index);
            let Some(catcher) = catcher.as_object() else {
                return Err(self.error(&place, "a catcher is a JSON object"));
            };
            let Some(next) = catcher.get("Next").and_then(Value::as_str) else {
                return Err(self.error(&place, "a catcher needs Next"));
            };
            catchers.push(Catcher {
                errors: self.error_names(catcher, &place)?,
                next: self.target(next, names, &place.field("Next"))?,
                result_path: match fields.language {
                    QueryLanguage::JSONPath => self.result_path(catcher, &place)?,
                    QueryLanguage::JSONata => ResultPath::Whole,
                },
                assign: self.template_in(fields, catcher, &place, "Assign")?,
                output: match fields.language {
                    QueryLanguage::JSONPath => None,
                    QueryLanguage::JSONata => self.template_in(fields, catcher, &place, "Output")?,
                },
            });
        }
        Ok(catchers)
    }

    fn error_names(&self, object: &Object, place: &Place) -> Result<ErrorNames, CompileError> {
        let names: Option<Vec<Arc<str>>> = object
            .get("ErrorEquals")
            .and_then(Value::as_array)
            .and_then(|names| names.iter().map(|name| name.as_str().map(Arc::from)).collect());
        names
            .map(ErrorNames)
            .ok_or_else(|| self.error(&place.field("ErrorEquals"), "ErrorEquals must list error names"))
    }
}

fn elements<'a>(object: &'a Object, name: &str) -> impl Iterator<Item = &'a Value> {
    object.get(name).and_then(Value::as_array).unwrap_or_default().iter()
}
