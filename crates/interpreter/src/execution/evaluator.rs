//! The data stages of a state. Each takes values and gives a value; which expressions do it follows
//! from the state's query language.

use std::sync::Arc;

use stepwell_json::{Object, Value};
use stepwell_jsonpath::{Entropy, Expression, Path, PathError, PathErrorKind, Roots, Template};

use super::failure::{DATA_LIMIT, Failure, Fault, RUNTIME};
use super::variables::Variables;
use crate::Settings;
use crate::program::{Amount, PathStages, ResultPath, Selection, Text};

/// What the expressions of one state see, besides what each stage gives them as `$`.
#[derive(Debug)]
pub(super) struct Evaluator {
    /// `$$`; null when no expression of the state reads it.
    pub(super) context: Value,
    /// The variables as they were when the state was entered.
    pub(super) variables: Variables,
    pub(super) state: Arc<str>,
    pub(super) entered_event: u64,
}

/// Variables with the values that `Assign` gives them.
pub(super) type Assigned = Vec<(Arc<str>, Value)>;

impl Evaluator {
    /// A cause with the sentence before it that says where.
    pub(super) fn cause(&self, cause: impl std::fmt::Display) -> String {
        format!(
            "An error occurred while executing the state '{}' (entered at the event id #{}). {cause}",
            self.state, self.entered_event
        )
    }

    /// A fault that ends the execution, as AWS does with what is wrong with the definition or its data.
    pub(super) fn runtime(&self, cause: impl std::fmt::Display) -> Fault {
        Fault::Execution(Failure::new(RUNTIME, self.cause(cause)))
    }

    fn named(&self, error: &str, cause: impl std::fmt::Display) -> Fault {
        let failure = Failure::new(error, self.cause(cause));
        if error == RUNTIME { Fault::Execution(failure) } else { Fault::State(failure) }
    }

    fn path_fault(&self, error: &PathError) -> Fault {
        self.named(error.error_name(), error)
    }

    fn with_roots<T>(&self, input: &Value, use_roots: impl FnOnce(&Roots<'_>) -> T) -> T {
        let variables = |name: &str| self.variables.get(name);
        use_roots(&Roots { input, context: &self.context, variables: &variables })
    }

    /// The value at a path; the fault of a path that leads nowhere is the field's own.
    pub(super) fn path(&self, path: &Path, input: &Value) -> Result<Value, Fault> {
        self.with_roots(input, |roots| path.select(roots)).map_err(|error| self.path_fault(&error))
    }

    /// The value at a path, or `None` when a definite path leads nowhere.
    pub(super) fn find(&self, path: &Path, input: &Value) -> Result<Option<Value>, Fault> {
        match self.with_roots(input, |roots| path.select(roots)) {
            Ok(value) => Ok(Some(value)),
            Err(error) if matches!(error.kind, PathErrorKind::Missing | PathErrorKind::VariableMissing) => Ok(None),
            Err(error) => Err(self.path_fault(&error)),
        }
    }

    /// `InputPath` and `OutputPath`.
    pub(super) fn select(&self, selection: &Selection, value: Value) -> Result<Value, Fault> {
        match selection {
            Selection::Whole => Ok(value),
            Selection::Nothing => Ok(Object::new().into()),
            Selection::Path(path) => self.path(path, &value),
        }
    }

    /// `Parameters`, `ResultSelector`, `ItemSelector` and other payload templates.
    pub(super) fn fill(
        &self,
        entropy: &mut Entropy,
        template: Option<&Template>,
        value: Value,
    ) -> Result<Value, Fault> {
        let Some(template) = template else { return Ok(value) };
        self.with_roots(&value, |roots| template.evaluate(roots, entropy))
            .map_err(|failure| self.named(failure.error_name(), &failure))
    }

    /// `ResultPath`: the result goes into the raw input.
    pub(super) fn merge(&self, result_path: &ResultPath, raw: &Value, result: Value) -> Result<Value, Fault> {
        match result_path {
            ResultPath::Whole => Ok(result),
            ResultPath::Discard => Ok(raw.clone()),
            ResultPath::Into(path) => path.set(raw, result).map_err(|error| self.path_fault(&error)),
        }
    }

    /// `Assign`, with `$` as the state type has it.
    pub(super) fn assign(
        &self,
        entropy: &mut Entropy,
        template: Option<&Template>,
        input: &Value,
    ) -> Result<Assigned, Fault> {
        let Some(template) = template else { return Ok(Vec::new()) };
        let filled = self.fill(entropy, Some(template), input.clone())?;
        let variables = filled.as_object().map(|object| object.iter()).into_iter().flatten();
        Ok(variables.map(|(name, value)| (Arc::from(name), value.clone())).collect())
    }

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
            Some(Text::Query(expression)) => {
                let value = self.expression(entropy, expression, field, input)?;
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

    fn expression(
        &self,
        entropy: &mut Entropy,
        expression: &Expression,
        field: &str,
        input: &Value,
    ) -> Result<Value, Fault> {
        self.with_roots(input, |roots| {
            expression
                .evaluate(roots, entropy)
                .map_err(|error| self.named(error.error_name(), error.cause_for_field(field, roots)))
        })
    }

    /// A whole number, not below zero, from the definition or the data.
    pub(super) fn count(&self, amount: Option<&Amount>, field: &str, input: &Value) -> Result<Option<u64>, Fault> {
        match amount {
            None => Ok(None),
            Some(Amount::Literal(number)) => Ok(whole(*number).and_then(|number| u64::try_from(number).ok())),
            Some(Amount::Path(path)) => {
                let value = self.path(path, input)?;
                let number = value.as_f64().and_then(whole).ok_or_else(|| {
                    self.runtime(format_args!(
                        "The {field} field refers to value \"{}\" which is not a valid integer: {}",
                        shown(&value),
                        path.text()
                    ))
                })?;
                match u64::try_from(number) {
                    Ok(number) => Ok(Some(number)),
                    Err(_) => Err(self
                        .runtime(format_args!("{} cannot be negative.", field.strip_suffix("Path").unwrap_or(field)))),
                }
            }
        }
    }

    /// A percentage from the definition or the data.
    pub(super) fn percentage(&self, amount: Option<&Amount>, field: &str, input: &Value) -> Result<Option<f64>, Fault> {
        let number = match amount {
            None => return Ok(None),
            Some(Amount::Literal(number)) => *number,
            Some(Amount::Path(path)) => {
                let value = self.path(path, input)?;
                value.as_f64().ok_or_else(|| {
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

    /// Refuses what is larger than a payload may be, or nests deeper than any reader of JSON allows.
    pub(super) fn check_size(&self, settings: &Settings, name: &str, value: &Value) -> Result<(), Fault> {
        if value.byte_len() > settings.max_payload_bytes {
            return Err(Fault::Execution(too_large(name)));
        }
        if value.depth() > stepwell_json::MAX_DEPTH {
            return Err(self.runtime(format_args!("The data nests deeper than {} levels.", stepwell_json::MAX_DEPTH)));
        }
        Ok(())
    }

    /// The way from a result to a state's output, with what `Assign` makes of it.
    pub(super) fn finish(
        &self,
        entropy: &mut Entropy,
        stages: &PathStages,
        raw: &Value,
        result: Value,
    ) -> Result<(Value, Assigned), Fault> {
        // Assign sees the result itself; ResultSelector works for the output only.
        let assigned = self.assign(entropy, stages.assign.as_ref(), &result)?;
        let selected = self.fill(entropy, stages.result_selector.as_ref(), result)?;
        let merged = self.merge(&stages.result_path, raw, selected)?;
        Ok((self.select(&stages.output_path, merged)?, assigned))
    }
}

/// The failure of a state or task whose result is larger than a payload may be.
pub(super) fn too_large(name: &str) -> Failure {
    Failure::new(
        DATA_LIMIT,
        format!(
            "The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit."
        ),
    )
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
