//! The data stages of a state. Each takes values and gives a value; which expressions do it follows
//! from the state's query language.

use std::sync::Arc;

use stepwell_json::{Object, Value};
use stepwell_jsonata::{Bindings, Limits, QueryFailure, States};
use stepwell_jsonpath::{Entropy, Expression, Path, PathError, PathErrorKind, Roots};

use super::failure::{DATA_LIMIT, Evaluation, Failure, Fault, QUERY_EVALUATION, RUNTIME};
use super::variables::Variables;
use crate::inspection::Inspected;
use crate::program::{DataStages, Query, ResultPath, Selection, State, Template};
use crate::{Inspection, Settings};

/// What the expressions of one state see.
#[derive(Debug)]
pub(super) struct Evaluator {
    /// `$$` and `$states.context`; null when no expression of the state reads it.
    pub(super) context: Value,
    /// The variables as they were when the state was entered.
    pub(super) variables: Variables,
    /// The raw input of the state: `$states.input`.
    pub(super) input: Value,
    /// The time that `$now()` and `$millis()` tell, in milliseconds since 1970.
    pub(super) now: i64,
    /// Whether the state's query language is JSONata.
    pub(super) is_jsonata: bool,
    pub(super) state: Arc<str>,
    pub(super) entered_event: u64,
    /// Where the state is tried by itself: what is noted of its stages.
    pub(super) inspected: Option<Arc<Inspected>>,
}

/// What an expression is about: `$` in JSONPath, and which fields `$states` has in JSONata.
#[derive(Clone, Copy, Debug)]
pub(super) enum Seen<'a> {
    /// The effective input.
    Input(&'a Value),
    /// What the state's work gave.
    Result(&'a Value),
    /// The Error Output, in a catcher.
    Error(&'a Value),
}

impl<'a> Seen<'a> {
    fn value(self) -> &'a Value {
        match self {
            Seen::Input(value) | Seen::Result(value) | Seen::Error(value) => value,
        }
    }
}

/// AWS's bounds, without the one that depends on how fast the machine is: the same inputs give the
/// same history everywhere.
const LIMITS: Limits =
    Limits { timeout: None, depth: 100, steps: 10_000_000, items: 873_782, bytes: 7_000_000, total: 2 << 30 };

/// Variables with the values that `Assign` gives them.
pub(super) type Assigned = Vec<(Arc<str>, Value)>;

impl Evaluator {
    /// Notes a stage, where somebody wants to know.
    pub(super) fn note(&self, note: impl FnOnce(&mut Inspection)) {
        if let Some(inspected) = &self.inspected {
            note(&mut inspected.seen());
        }
    }

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

    /// `Parameters`, `Arguments`, `ResultSelector`, `ItemSelector` and other payload templates.
    pub(super) fn fill(&self, entropy: &mut Entropy, template: &Template, seen: Seen<'_>) -> Result<Value, Fault> {
        match template {
            Template::Path(template) => self
                .with_roots(seen.value(), |roots| template.evaluate(roots, entropy))
                .map_err(|failure| self.named(failure.error_name(), &failure)),
            Template::Query(template) => self
                .with_bindings(seen, |bindings| template.evaluate(bindings, entropy, &LIMITS))
                .map_err(|failure| self.query_fault(&failure)),
        }
    }

    /// As [`Evaluator::fill`]; without a template the value itself.
    pub(super) fn fill_or(
        &self,
        entropy: &mut Entropy,
        template: Option<&Template>,
        value: Value,
    ) -> Result<Value, Fault> {
        match template {
            None => Ok(value),
            Some(template) => self.fill(entropy, template, Seen::Input(&value)),
        }
    }

    /// The value of an expression that is the whole of a field, of the type that the field takes.
    pub(super) fn query(&self, entropy: &mut Entropy, query: &Query, seen: Seen<'_>) -> Result<Value, Fault> {
        self.with_bindings(seen, |bindings| {
            query.expression.evaluate_for(&query.field, Some(query.expected), bindings, entropy, &LIMITS)
        })
        .map_err(|failure| self.query_fault(&failure))
    }

    fn with_bindings<T>(&self, seen: Seen<'_>, use_bindings: impl FnOnce(&Bindings<'_>) -> T) -> T {
        let variables = |name: &str| self.variables.get(name);
        let (result, error_output) = match seen {
            Seen::Input(_) => (None, None),
            Seen::Result(result) => (Some(result), None),
            Seen::Error(error) => (None, Some(error)),
        };
        let states = States { input: Some(&self.input), context: Some(&self.context), result, error_output };
        use_bindings(&Bindings { states, variables: &variables, now: self.now })
    }

    fn query_fault(&self, failure: &QueryFailure) -> Fault {
        self.evaluation(Some(&failure.field), failure)
    }

    /// The fault of an expression, or of a value that an expression gave for a field.
    pub(super) fn evaluation(&self, location: Option<&str>, cause: impl std::fmt::Display) -> Fault {
        Fault::State(Failure {
            evaluation: Some(Evaluation { location: location.map(Arc::from), after_entry: false }),
            ..Failure::new(QUERY_EVALUATION, self.cause(cause))
        })
    }

    /// `ResultPath`: the result goes into the raw input.
    pub(super) fn merge(&self, result_path: &ResultPath, raw: &Value, result: Value) -> Result<Value, Fault> {
        match result_path {
            ResultPath::Whole => Ok(result),
            ResultPath::Discard => Ok(raw.clone()),
            ResultPath::Into(path) => path.set(raw, result).map_err(|error| self.path_fault(&error)),
        }
    }

    /// `Assign`.
    pub(super) fn assign(
        &self,
        entropy: &mut Entropy,
        template: Option<&Template>,
        seen: Seen<'_>,
    ) -> Result<Assigned, Fault> {
        let Some(template) = template else { return Ok(Vec::new()) };
        let filled = self.fill(entropy, template, seen)?;
        let variables = filled.as_object().map(|object| object.iter()).into_iter().flatten();
        Ok(variables.map(|(name, value)| (Arc::from(name), value.clone())).collect())
    }

    pub(super) fn path_expression(
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
        state: &State,
        result: Value,
    ) -> Result<(Value, Assigned), Fault> {
        let seen = Seen::Result(&result);
        self.note(|seen| seen.result = Some(result.clone()));
        // Assign sees the result itself; ResultSelector works for the output only.
        let assigned = self.assign(entropy, state.assign.as_ref(), seen)?;
        let output = match &state.data {
            DataStages::JsonPath(stages) => {
                let selected = match &stages.result_selector {
                    Some(selector) => self.fill(entropy, selector, seen)?,
                    None => result,
                };
                self.note(|seen| seen.after_result_selector = Some(selected.clone()));
                let merged = self.merge(&stages.result_path, &self.input, selected)?;
                self.note(|seen| seen.after_result_path = Some(merged.clone()));
                self.select(&stages.output_path, merged)?
            }
            DataStages::Jsonata(stages) => match &stages.output {
                Some(output) => self.fill(entropy, output, seen)?,
                None => result,
            },
        };
        Ok((output, assigned))
    }

    /// The way of a state without a result from its effective input to its output.
    pub(super) fn pass_on(
        &self,
        entropy: &mut Entropy,
        state: &State,
        effective: Value,
    ) -> Result<(Value, Assigned), Fault> {
        let seen = Seen::Input(&effective);
        let assigned = self.assign(entropy, state.assign.as_ref(), seen)?;
        let output = match &state.data {
            DataStages::JsonPath(stages) => self.select(&stages.output_path, effective)?,
            DataStages::Jsonata(stages) => match &stages.output {
                Some(output) => self.fill(entropy, output, seen)?,
                None => effective,
            },
        };
        Ok((output, assigned))
    }

    /// The input after `InputPath`.
    pub(super) fn effective(&self, state: &State) -> Result<Value, Fault> {
        match &state.data {
            DataStages::JsonPath(stages) => {
                let effective = self.select(&stages.input_path, self.input.clone())?;
                self.note(|seen| seen.after_input_path = Some(effective.clone()));
                Ok(effective)
            }
            DataStages::Jsonata(_) => Ok(self.input.clone()),
        }
    }

    /// `Parameters` or `Arguments` of the effective input.
    pub(super) fn arguments(&self, entropy: &mut Entropy, state: &State, effective: Value) -> Result<Value, Fault> {
        let template = match &state.data {
            DataStages::JsonPath(stages) => stages.parameters.as_ref(),
            DataStages::Jsonata(stages) => stages.arguments.as_ref(),
        };
        let arguments = self.fill_or(entropy, template, effective)?;
        self.note(|seen| match state.data {
            DataStages::JsonPath(_) => seen.after_parameters = Some(arguments.clone()),
            DataStages::Jsonata(_) => seen.after_arguments = Some(arguments.clone()),
        });
        Ok(arguments)
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
