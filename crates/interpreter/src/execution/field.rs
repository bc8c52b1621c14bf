//! The values of fields that take one thing: a number, a text, the items of a Map, a moment.

use std::sync::Arc;

use stepwell_json::{Object, Value};
use stepwell_jsonpath::{Entropy, Path};

use super::evaluator::{Evaluator, Seen};
use super::failure::{Evaluation, Fault};
use super::turn::after_seconds;
use crate::Timestamp;
use crate::program::{Amount, Items, Query, Text, WaitUntil};

/// The longest a Wait state may wait, in seconds: a signed 32-bit number, as on AWS.
const LONGEST_WAIT_SECONDS: i64 = i32::MAX as i64;

impl Evaluator {
    /// `Error` and `Cause` of a Fail state; `field` is the name of the field with `Path`.
    pub(super) fn text(
        &self,
        entropy: &mut Entropy,
        text: Option<&Text>,
        field: &str,
        input: &Value,
    ) -> Result<Option<Arc<str>>, Fault> {
        match text {
            None => Ok(None),
            Some(Text::Literal(text)) => Ok(Some(Arc::clone(text))),
            Some(Text::Query(query)) => {
                let value = self.query(entropy, query, Seen::Input(input))?;
                Ok(value.as_str().map(Arc::from))
            }
            Some(Text::Path(expression)) => {
                let value = self.path_expression(entropy, expression, field, input)?;
                match value.as_str() {
                    Some(text) => Ok(Some(text.into())),
                    None => Err(self.runtime(format_args!(
                        "The {field} field refers to value {} which is not a string: {}",
                        value.to_text(),
                        expression.text()
                    ))),
                }
            }
        }
    }

    /// A whole number, not below zero, from the definition or the data.
    pub(super) fn count(
        &self,
        entropy: &mut Entropy,
        amount: Option<&Amount>,
        field: &str,
        input: &Value,
    ) -> Result<Option<u64>, Fault> {
        match amount {
            None => Ok(None),
            Some(Amount::Literal(number)) => Ok(whole(*number).and_then(|number| u64::try_from(number).ok())),
            Some(Amount::Query(query)) => self.query_count(entropy, query, input).map(Some),
            Some(Amount::Path(path)) => {
                let value = self.path(path, input)?;
                let number =
                    number_of(&value).and_then(whole).ok_or_else(|| self.not_an_integer(field, path, &value))?;
                match u64::try_from(number) {
                    Ok(number) => Ok(Some(number)),
                    Err(_) => Err(self
                        .runtime(format_args!("{} cannot be negative.", field.strip_suffix("Path").unwrap_or(field)))),
                }
            }
        }
    }

    /// A percentage from the definition or the data.
    pub(super) fn percentage(
        &self,
        entropy: &mut Entropy,
        amount: Option<&Amount>,
        field: &str,
        input: &Value,
    ) -> Result<Option<f64>, Fault> {
        let number = match amount {
            None => return Ok(None),
            Some(Amount::Literal(number)) => *number,
            Some(Amount::Query(query)) => {
                let number = self.query(entropy, query, Seen::Input(input))?.as_f64().unwrap_or_default();
                if (0.0..=100.0).contains(&number) {
                    return Ok(Some(number));
                }
                let cause = format_args!("The {} field must be between 0 and 100, but was: {number}", query.field);
                return Err(self.evaluation(Some(&query.field), cause));
            }
            Some(Amount::Path(path)) => {
                let value = self.path(path, input)?;
                number_of(&value).ok_or_else(|| {
                    self.runtime(format_args!(
                        "The {field} field refers to value \"{}\" which is not a valid float: {}",
                        shown(&value),
                        path.text()
                    ))
                })?
            }
        };
        if (0.0..=100.0).contains(&number) {
            return Ok(Some(number));
        }
        Err(self.runtime(format_args!("{} must be between 0 and 100.", field.strip_suffix("Path").unwrap_or(field))))
    }

    /// What an expression gives for a field of whole numbers, rounded down.
    fn query_count(&self, entropy: &mut Entropy, query: &Query, input: &Value) -> Result<u64, Fault> {
        let value = self.query(entropy, query, Seen::Input(input))?;
        let number = value.as_f64().and_then(|number| whole(number.floor()));
        number.and_then(|number| u64::try_from(number).ok()).ok_or_else(|| {
            let cause = format_args!("The {} field must not be negative, but was: {}", query.field, value.to_text());
            self.evaluation(Some(&query.field), cause)
        })
    }

    /// The items of a Map state.
    pub(super) fn items(&self, entropy: &mut Entropy, items: &Items, effective: &Value) -> Result<Value, Fault> {
        let (value, path) = match items {
            Items::Input => (effective.clone(), "$"),
            Items::Path(path) => (self.path(path, effective)?, path.text().as_ref()),
            Items::Template(template) => (self.fill(entropy, template, Seen::Input(effective))?, "$"),
            Items::Query(query) => (self.query(entropy, query, Seen::Input(effective))?, "$"),
        };
        if value.as_array().is_some() {
            return Ok(value);
        }
        Err(if self.is_jsonata {
            self.evaluation(None, format_args!("Map state input must be an array but was: {}", value.to_text()))
        } else {
            // Of a path into the context object AWS names only what stands behind the first `$`.
            let path = path.strip_prefix('$').filter(|within| within.starts_with('$')).unwrap_or(path);
            self.runtime(format_args!("Reference path \"{path}\" must point to array."))
        })
    }

    /// The items of a Map state in DISTRIBUTED mode, which may also be the fields of an object.
    pub(super) fn items_or_entries(
        &self,
        entropy: &mut Entropy,
        items: &Items,
        effective: &Value,
    ) -> Result<Value, Fault> {
        let value = match items {
            Items::Input => effective.clone(),
            Items::Path(path) => self.path(path, effective)?,
            Items::Template(template) => self.fill(entropy, template, Seen::Input(effective))?,
            Items::Query(_) => return self.items(entropy, items, effective),
        };
        let Some(object) = value.as_object() else { return self.items(entropy, items, effective) };
        let entry = |(key, value): (&str, &Value)| Object::builder().with("Key", key).with("Value", value.clone());
        Ok(object.iter().map(|field| Value::from(entry(field))).collect::<Vec<_>>().into())
    }

    /// A whole number that may be below zero: what is wrong with that is said later.
    pub(super) fn signed(
        &self,
        entropy: &mut Entropy,
        amount: Option<&Amount>,
        field: &str,
        input: &Value,
    ) -> Result<Option<i64>, Fault> {
        match amount {
            Some(Amount::Path(path)) => {
                let value = self.path(path, input)?;
                let number = number_of(&value).and_then(whole);
                number.map(Some).ok_or_else(|| self.not_an_integer(field, path, &value))
            }
            Some(Amount::Literal(number)) => Ok(whole(*number)),
            amount => Ok(self.count(entropy, amount, field, input)?.and_then(|number| i64::try_from(number).ok())),
        }
    }

    fn not_an_integer(&self, field: &str, path: &Path, value: &Value) -> Fault {
        self.runtime(format_args!(
            "The {field} field refers to value \"{}\" which is not a valid integer: {}",
            shown(value),
            path.text()
        ))
    }

    /// When a Wait state that begins `now` goes on.
    pub(super) fn due(
        &self,
        entropy: &mut Entropy,
        wait: &WaitUntil,
        now: Timestamp,
        effective: &Value,
    ) -> Result<Timestamp, Fault> {
        let due = match wait {
            WaitUntil::Seconds(seconds) => return Ok(after_seconds(now, *seconds)),
            WaitUntil::SecondsQuery(query) => after_seconds(now, self.query_count(entropy, query, effective)?),
            WaitUntil::SecondsPath(path) => {
                let value = self.path(path, effective)?;
                let number = value.as_number().filter(|number| number.is_integer_literal()).and_then(|n| n.as_i64());
                let problem = match number.map(u64::try_from) {
                    Some(Ok(seconds)) => return self.check_delay(after_seconds(now, seconds), now),
                    Some(Err(_)) => "must not be negative",
                    None => "cannot be parsed as a long value",
                };
                return Err(self.runtime(format_args!(
                    "The SecondsPath parameter {problem}: {} == {}",
                    path.text(),
                    shown(&value)
                )));
            }
            WaitUntil::Timestamp(text) if self.is_jsonata => self.timestamp(text)?,
            WaitUntil::Timestamp(text) => Timestamp::parse(text).ok_or_else(|| {
                self.runtime(format_args!(
                    "The Timestamp parameter does not reference a valid ISO-8601 extended offset date-time format string: {text}"
                ))
            })?,
            WaitUntil::TimestampQuery(query) => {
                let value = self.query(entropy, query, Seen::Input(effective))?;
                self.timestamp(value.as_str().unwrap_or_default())?
            }
            WaitUntil::TimestampPath(path) => {
                let value = self.path(path, effective)?;
                value.as_str().and_then(Timestamp::parse).ok_or_else(|| {
                    self.runtime(format_args!(
                        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: {} == {}",
                        path.text(),
                        shown(&value)
                    ))
                })?
            }
        };
        self.check_delay(due, now)
    }

    /// `Timestamp` of a JSONata state.
    fn timestamp(&self, text: &str) -> Result<Timestamp, Fault> {
        Timestamp::parse(text).ok_or_else(|| {
            let fault = self.evaluation(
                Some("Timestamp"),
                format_args!(
                    "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
                ),
            );
            match fault {
                Fault::State(failure) => Fault::State(super::failure::Failure {
                    evaluation: failure.evaluation.map(|at| Evaluation { after_entry: true, ..at }),
                    ..failure
                }),
                fault => fault,
            }
        })
    }

    fn check_delay(&self, due: Timestamp, now: Timestamp) -> Result<Timestamp, Fault> {
        if due.0.saturating_sub(now.0) / 1000 > LONGEST_WAIT_SECONDS {
            return Err(self.runtime("Wait state delay is too long."));
        }
        Ok(due)
    }
}

/// A number, or the number that a text holds: numbers may come from variables as texts.
fn number_of(value: &Value) -> Option<f64> {
    match value.as_str() {
        Some(text) => text.trim().parse().ok(),
        None => value.as_f64(),
    }
}

/// The number as an integer when it is one.
fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[allow(clippy::cast_possible_truncation)] // within the range in which doubles are exact
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}

/// A value as causes show it: a string without its quotes.
pub(super) fn shown(value: &Value) -> Arc<str> {
    value.as_str().map_or_else(|| value.to_text(), Arc::from)
}
