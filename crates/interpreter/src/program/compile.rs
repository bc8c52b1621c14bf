//! From a definition to a [`Program`].

use std::collections::HashMap;
use std::sync::Arc;

use stepwell_asl::{Document, MachineType, QueryLanguage, StatePath, StateType};
use stepwell_json::{Object, Value};
use stepwell_jsonpath::{Expression, Facts, Path, ReferencePath, Template};

use super::condition::Operator;
use super::retry::ErrorNames;
use super::{
    Amount, Catcher, ChoiceRule, ChoiceState, CompileError, Condition, DataStages, MapState, Next, Operand, PathStages,
    Program, Resource, ResultPath, Retrier, Selection, State, StateId, StateKind, TaskState, Test, Text, WaitState,
};

pub(super) fn compile(document: &Document, kind: MachineType) -> Result<Program, CompileError> {
    if let Some(error) = document.syntax_errors().first() {
        return Err(CompileError {
            code: "INVALID_JSON_DESCRIPTION",
            message: error.message.clone(),
            location: String::new(),
            span: Some(error.span),
        });
    }
    let unreadable = |message: &str| CompileError {
        code: "INVALID_JSON_DESCRIPTION",
        message: message.to_owned(),
        location: String::new(),
        span: None,
    };
    let value = document
        .value()
        .ok_or_else(|| unreadable("the definition cannot be read as a value; it may be nested too deeply"))?;
    let Some(machine) = value.as_object() else {
        return Err(unreadable("a definition is a JSON object with StartAt and States"));
    };
    let mut compiler = Compiler { document, states: Vec::new() };
    let place = Place { path: StatePath(Vec::new()), location: String::new(), pointer: String::new() };
    let start = compiler.machine(machine, QueryLanguage::JSONPath, &place)?;
    let timeout_seconds = match machine.get("TimeoutSeconds") {
        None => None,
        Some(value) => Some(whole_seconds(value).ok_or_else(|| {
            compiler.error(&place.field("TimeoutSeconds"), "TimeoutSeconds must be a positive number of seconds")
        })?),
    };
    let states = compiler.states.into_iter().flatten().collect();
    Ok(Program { kind, states, start, timeout_seconds })
}

fn whole_seconds(value: &Value) -> Option<u64> {
    value.as_i64().and_then(|seconds| u64::try_from(seconds).ok())
}

/// Where the compiler is, in the three ways others ask for it.
#[derive(Clone)]
struct Place {
    /// The state it is in.
    path: StatePath,
    /// From the top, as AWS writes it.
    location: String,
    /// From the state, as JSON Pointer.
    pointer: String,
}

impl Place {
    fn field(&self, name: &str) -> Place {
        let escaped = name.replace('~', "~0").replace('/', "~1");
        Place {
            path: self.path.clone(),
            location: format!("{}/{name}", self.location),
            pointer: format!("{}/{escaped}", self.pointer),
        }
    }

    fn element(&self, index: usize) -> Place {
        Place {
            path: self.path.clone(),
            location: format!("{}[{index}]", self.location),
            pointer: format!("{}/{index}", self.pointer),
        }
    }

    fn state(&self, name: &str) -> Place {
        Place {
            path: self.path.child(name),
            location: format!("{}/States/{name}", self.location),
            pointer: String::new(),
        }
    }
}

struct Compiler<'a> {
    document: &'a Document,
    states: Vec<Option<State>>,
}

/// What a machine's states know of one another.
type Names<'a> = HashMap<&'a str, StateId>;

/// The fields of one state, while it is compiled.
struct Fields<'a> {
    object: &'a Object,
    place: &'a Place,
    uses_context: bool,
}

impl Fields<'_> {
    fn note(&mut self, facts: &Facts) {
        self.uses_context |= facts.reads_context();
    }
}

impl Compiler<'_> {
    fn error(&self, place: &Place, message: impl Into<String>) -> CompileError {
        CompileError {
            code: "SCHEMA_VALIDATION_FAILED",
            message: message.into(),
            location: place.location.clone(),
            span: self.document.field_span(&place.path, &place.pointer),
        }
    }

    /// The error of a field whose value is of the wrong kind, with what to do about a `${Substitution}`.
    fn wants(&self, place: &Place, message: &str, value: &Value) -> CompileError {
        match value.as_str() {
            Some(text) if text.contains("${") => self.error(
                place,
                format!(
                    "{message}; {text} stands for a value that a deployment fills in: write a value to run it here"
                ),
            ),
            _ => self.error(place, message),
        }
    }

    /// Compiles a machine and those within it; as deep as the JSON nests, which its reader bounds.
    fn machine(
        &mut self,
        machine: &Object,
        outer_language: QueryLanguage,
        place: &Place,
    ) -> Result<StateId, CompileError> {
        let Some(states) = machine.get("States").and_then(Value::as_object) else {
            return Err(self.error(place, "a state machine needs States, an object of states by their names"));
        };
        let Some(start_at) = machine.get("StartAt").and_then(Value::as_str) else {
            return Err(self.error(place, "a state machine needs StartAt, the name of its first state"));
        };
        let language = language(machine).unwrap_or(outer_language);
        let mut names = Names::with_capacity(states.len());
        for name in states.keys() {
            let Ok(id) = u32::try_from(self.states.len()) else {
                return Err(self.error(place, "the definition has too many states"));
            };
            names.insert(name, StateId(id));
            self.states.push(None);
        }
        for (name, state) in states.iter() {
            let place = place.state(name);
            let Some(object) = state.as_object() else {
                return Err(self.error(&place, "a state is a JSON object"));
            };
            let compiled = self.state(name, object, language, &names, &place)?;
            if let Some(id) = names.get(name) {
                self.states[id.0 as usize] = Some(compiled);
            }
        }
        self.target(start_at, &names, &place.field("StartAt"))
    }

    fn target(&self, name: &str, names: &Names<'_>, place: &Place) -> Result<StateId, CompileError> {
        names.get(name).copied().ok_or_else(|| CompileError {
            code: "MISSING_TRANSITION_TARGET",
            message: format!("Missing 'Next' target: {name}"),
            ..self.error(place, "")
        })
    }

    fn state(
        &mut self,
        name: &str,
        object: &Object,
        outer_language: QueryLanguage,
        names: &Names<'_>,
        place: &Place,
    ) -> Result<State, CompileError> {
        let type_name = object.get("Type").and_then(Value::as_str);
        let Some(state_type) = type_name.and_then(StateType::from_name) else {
            let all: Vec<&str> = StateType::ALL.iter().map(|kind| kind.name()).collect();
            return Err(self.error(&place.field("Type"), format!("a state needs a Type, one of {}", all.join(", "))));
        };
        let language = language(object).unwrap_or(outer_language);
        let next = self.next(object, state_type, names, place)?;
        let mut fields = Fields { object, place, uses_context: false };
        if language == QueryLanguage::JSONata {
            // Such a state fails when it is entered. What lies within it is never reached, and what
            // it would do is not compiled, so that the rest of the machine can run.
            return Ok(State {
                name: name.into(),
                path: place.path.clone(),
                next,
                data: DataStages::Jsonata,
                kind: bare_kind(state_type),
                retriers: Vec::new(),
                catchers: Vec::new(),
            });
        }
        let kind = self.kind(&mut fields, state_type, language, names)?;
        let retriers = self.retriers(&fields)?;
        let catchers = self.catchers(&mut fields, names)?;
        let stages = PathStages {
            input_path: self.selection(&mut fields, "InputPath")?,
            parameters: match state_type {
                // A Map's Parameters are its ItemSelector under the old name.
                StateType::Map => None,
                _ => self.template(&mut fields, "Parameters")?,
            },
            result_selector: self.template(&mut fields, "ResultSelector")?,
            result_path: self.result_path(object, place)?,
            output_path: self.selection(&mut fields, "OutputPath")?,
            assign: self.template(&mut fields, "Assign")?,
            uses_context: fields.uses_context,
        };
        Ok(State {
            name: name.into(),
            path: place.path.clone(),
            next,
            data: DataStages::JsonPath(Box::new(stages)),
            kind,
            retriers,
            catchers,
        })
    }

    fn next(
        &self,
        object: &Object,
        state_type: StateType,
        names: &Names<'_>,
        place: &Place,
    ) -> Result<Next, CompileError> {
        match state_type {
            StateType::Choice | StateType::Fail => Ok(Next::Nowhere),
            StateType::Succeed => Ok(Next::End),
            StateType::Task | StateType::Pass | StateType::Wait | StateType::Parallel | StateType::Map => {
                if let Some(next) = object.get("Next").and_then(Value::as_str) {
                    Ok(Next::State(self.target(next, names, &place.field("Next"))?))
                } else if object.get("End").and_then(Value::as_bool) == Some(true) {
                    Ok(Next::End)
                } else {
                    Err(self.error(place, "These fields are required: [Next, End]"))
                }
            }
        }
    }

    fn kind(
        &mut self,
        fields: &mut Fields<'_>,
        state_type: StateType,
        language: QueryLanguage,
        names: &Names<'_>,
    ) -> Result<StateKind, CompileError> {
        let object = fields.object;
        Ok(match state_type {
            StateType::Pass => StateKind::Pass { result: object.get("Result").cloned() },
            StateType::Succeed => StateKind::Succeed,
            StateType::Fail => StateKind::Fail {
                error: self.text(fields, "Error", "ErrorPath")?,
                cause: self.text(fields, "Cause", "CausePath")?,
            },
            StateType::Task => {
                let Some(resource) = object.get("Resource").and_then(Value::as_str) else {
                    return Err(self.error(fields.place, "a Task state needs a Resource"));
                };
                StateKind::Task(Box::new(TaskState {
                    resource: Resource::parse(resource),
                    timeout: self.amount(fields, "TimeoutSeconds", "TimeoutSecondsPath")?,
                    heartbeat: self.amount(fields, "HeartbeatSeconds", "HeartbeatSecondsPath")?,
                    credentials: self.template(fields, "Credentials")?,
                }))
            }
            StateType::Wait => StateKind::Wait(self.wait(fields)?),
            StateType::Choice => StateKind::Choice(self.choice(fields, names)?),
            StateType::Parallel => {
                let Some(branches) = object.get("Branches").and_then(Value::as_array) else {
                    return Err(self.error(fields.place, "a Parallel state needs Branches"));
                };
                let place = fields.place.field("Branches");
                let mut starts = Vec::with_capacity(branches.len());
                for (index, branch) in branches.iter().enumerate() {
                    let place = place.element(index);
                    let Some(machine) = branch.as_object() else {
                        return Err(self.error(&place, "a branch is a state machine with StartAt and States"));
                    };
                    starts.push(self.machine(machine, language, &place)?);
                }
                StateKind::Parallel { branches: starts }
            }
            StateType::Map => StateKind::Map(Box::new(self.map(fields, language)?)),
        })
    }

    fn map(&mut self, fields: &mut Fields<'_>, language: QueryLanguage) -> Result<MapState, CompileError> {
        let object = fields.object;
        let (name, processor) = match (object.get("ItemProcessor"), object.get("Iterator")) {
            (Some(processor), _) => ("ItemProcessor", processor),
            (None, Some(processor)) => ("Iterator", processor),
            (None, None) => return Err(self.error(fields.place, "a Map state needs an ItemProcessor")),
        };
        let place = fields.place.field(name);
        let Some(machine) = processor.as_object() else {
            return Err(self.error(&place, "an ItemProcessor is a state machine with StartAt and States"));
        };
        let mode = machine.get("ProcessorConfig").and_then(|config| config.get("Mode")).and_then(Value::as_str);
        let selector = if object.contains_key("ItemSelector") { "ItemSelector" } else { "Parameters" };
        let items_path = self.path(fields, "ItemsPath")?;
        let item_selector = self.template(fields, selector)?;
        Ok(MapState {
            processor: self.machine(machine, language, &place)?,
            distributed: mode == Some("DISTRIBUTED"),
            items_path,
            item_selector,
            max_concurrency: self.amount(fields, "MaxConcurrency", "MaxConcurrencyPath")?,
            tolerated_count: self.amount(fields, "ToleratedFailureCount", "ToleratedFailureCountPath")?,
            tolerated_percentage: self.amount(
                fields,
                "ToleratedFailurePercentage",
                "ToleratedFailurePercentagePath",
            )?,
        })
    }

    fn wait(&self, fields: &mut Fields<'_>) -> Result<WaitState, CompileError> {
        let object = fields.object;
        if let Some(seconds) = object.get("Seconds") {
            let seconds = whole_seconds(seconds).ok_or_else(|| {
                self.wants(&fields.place.field("Seconds"), "Seconds must be a whole number, not below zero", seconds)
            })?;
            return Ok(WaitState::Seconds(seconds));
        }
        if let Some(timestamp) = object.get("Timestamp") {
            let text = timestamp.as_str().ok_or_else(|| {
                self.error(&fields.place.field("Timestamp"), "Timestamp must be an ISO 8601 date-time with an offset")
            })?;
            return Ok(WaitState::Timestamp(text.into()));
        }
        if let Some(path) = self.path(fields, "SecondsPath")? {
            return Ok(WaitState::SecondsPath(Box::new(path)));
        }
        if let Some(path) = self.path(fields, "TimestampPath")? {
            return Ok(WaitState::TimestampPath(Box::new(path)));
        }
        Err(self.error(fields.place, "a Wait state needs one of Seconds, SecondsPath, Timestamp, TimestampPath"))
    }

    fn choice(&self, fields: &mut Fields<'_>, names: &Names<'_>) -> Result<ChoiceState, CompileError> {
        let object = fields.object;
        let Some(rules) = object.get("Choices").and_then(Value::as_array) else {
            return Err(self.error(fields.place, "a Choice state needs Choices, an array of rules"));
        };
        let mut compiled = Vec::with_capacity(rules.len());
        for (index, rule) in rules.iter().enumerate() {
            let place = fields.place.field("Choices").element(index);
            let Some(object) = rule.as_object() else {
                return Err(self.error(&place, "a rule is a JSON object"));
            };
            let Some(next) = object.get("Next").and_then(Value::as_str) else {
                return Err(self.error(&place, "a rule needs Next"));
            };
            let next = self.target(next, names, &place.field("Next"))?;
            let condition = self.condition(fields, object, &place)?;
            let assign = self.template_in(fields, object, &place, "Assign")?;
            compiled.push(ChoiceRule { condition, next, assign });
        }
        let default = match object.get("Default").and_then(Value::as_str) {
            Some(name) => Some(self.target(name, names, &fields.place.field("Default"))?),
            None => None,
        };
        Ok(ChoiceState { rules: compiled, default })
    }

    /// As deep as the JSON nests, which its reader bounds.
    fn condition(&self, fields: &mut Fields<'_>, rule: &Object, place: &Place) -> Result<Condition, CompileError> {
        for (name, combine) in [("And", Condition::And as fn(Vec<Condition>) -> Condition), ("Or", Condition::Or)] {
            if let Some(rules) = rule.get(name).and_then(Value::as_array) {
                let place = place.field(name);
                let mut conditions = Vec::with_capacity(rules.len());
                for (index, rule) in rules.iter().enumerate() {
                    conditions.push(self.inner_condition(fields, rule, &place.element(index))?);
                }
                return Ok(combine(conditions));
            }
        }
        if let Some(rule) = rule.get("Not") {
            return Ok(Condition::Not(Box::new(self.inner_condition(fields, rule, &place.field("Not"))?)));
        }
        let Some(variable) = rule.get("Variable").and_then(Value::as_str) else {
            return Err(self.error(place, "a rule needs Variable with a comparison, or And, Or, Not"));
        };
        let variable =
            Path::parse(variable).map_err(|error| self.error(&place.field("Variable"), error.to_string()))?;
        fields.note(variable.facts());
        let Some((field, (operator, is_path))) =
            rule.iter().find_map(|(field, _)| Some((field, Operator::from_field(field)?)))
        else {
            return Err(self.error(place, "a rule with Variable needs a comparison such as StringEquals"));
        };
        let operand = rule.get(field).cloned().unwrap_or(Value::Null);
        let operand = if is_path {
            let place = place.field(field);
            let text = operand.as_str().ok_or_else(|| self.error(&place, format!("{field} must be a path")))?;
            let path = Path::parse(text).map_err(|error| self.error(&place, error.to_string()))?;
            fields.note(path.facts());
            Operand::Path(Box::new(path))
        } else {
            Operand::Literal(operand)
        };
        Ok(Condition::Test(Box::new(Test { variable, operator, operand })))
    }

    fn inner_condition(&self, fields: &mut Fields<'_>, rule: &Value, place: &Place) -> Result<Condition, CompileError> {
        match rule.as_object() {
            Some(rule) => self.condition(fields, rule, place),
            None => Err(self.error(place, "a rule is a JSON object")),
        }
    }

    fn retriers(&self, fields: &Fields<'_>) -> Result<Vec<Retrier>, CompileError> {
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

    fn catchers(&self, fields: &mut Fields<'_>, names: &Names<'_>) -> Result<Vec<Catcher>, CompileError> {
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
                result_path: self.result_path(catcher, &place)?,
                assign: self.template_in(fields, catcher, &place, "Assign")?,
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

    fn path(&self, fields: &mut Fields<'_>, name: &str) -> Result<Option<Path>, CompileError> {
        let Some(value) = fields.object.get(name) else { return Ok(None) };
        let place = fields.place.field(name);
        let text = value.as_str().ok_or_else(|| self.error(&place, format!("{name} must be a path")))?;
        let path = Path::parse(text).map_err(|error| self.error(&place, error.to_string()))?;
        fields.note(path.facts());
        Ok(Some(path))
    }

    fn selection(&self, fields: &mut Fields<'_>, name: &str) -> Result<Selection, CompileError> {
        match fields.object.get(name) {
            None => Ok(Selection::Whole),
            Some(Value::Null) => Ok(Selection::Nothing),
            Some(value) if value.as_str() == Some("$") => Ok(Selection::Whole),
            Some(_) => Ok(self.path(fields, name)?.map_or(Selection::Whole, |path| Selection::Path(Box::new(path)))),
        }
    }

    fn result_path(&self, object: &Object, place: &Place) -> Result<ResultPath, CompileError> {
        let place = place.field("ResultPath");
        match object.get("ResultPath") {
            None => Ok(ResultPath::Whole),
            Some(Value::Null) => Ok(ResultPath::Discard),
            Some(value) => match value.as_str() {
                None => Err(self.error(&place, "ResultPath must be a reference path or null")),
                Some("$") => Ok(ResultPath::Whole),
                Some(text) => ReferencePath::parse(text)
                    .map(|path| ResultPath::Into(Box::new(path)))
                    .map_err(|error| self.error(&place, error.to_string())),
            },
        }
    }

    fn template(&self, fields: &mut Fields<'_>, name: &str) -> Result<Option<Template>, CompileError> {
        let (object, place) = (fields.object, fields.place);
        self.template_in(fields, object, place, name)
    }

    fn template_in(
        &self,
        fields: &mut Fields<'_>,
        object: &Object,
        place: &Place,
        name: &str,
    ) -> Result<Option<Template>, CompileError> {
        let Some(value) = object.get(name) else { return Ok(None) };
        let template = Template::compile(value).map_err(|error| {
            let place = place.field(name);
            let pointer = format!("{}{}", place.pointer, error.pointer);
            let location = format!("{}{}", place.location, error.pointer);
            self.error(&Place { pointer, location, ..place }, error.message)
        })?;
        for used in template.expressions() {
            fields.note(used.expression.facts());
        }
        Ok(Some(template))
    }

    fn amount(&self, fields: &mut Fields<'_>, name: &str, path_name: &str) -> Result<Option<Amount>, CompileError> {
        if let Some(path) = self.path(fields, path_name)? {
            return Ok(Some(Amount::Path(Box::new(path))));
        }
        match fields.object.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_f64()
                .map(|number| Some(Amount::Literal(number)))
                .ok_or_else(|| self.wants(&fields.place.field(name), &format!("{name} must be a number"), value)),
        }
    }

    fn text(&self, fields: &mut Fields<'_>, name: &str, path_name: &str) -> Result<Option<Text>, CompileError> {
        if let Some(value) = fields.object.get(path_name) {
            let place = fields.place.field(path_name);
            let text = value.as_str().ok_or_else(|| self.error(&place, format!("{path_name} must be a path")))?;
            let expression = Expression::parse(text).map_err(|error| self.error(&place, error.to_string()))?;
            fields.note(expression.facts());
            return Ok(Some(Text::Query(Box::new(expression))));
        }
        match fields.object.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_str()
                .map(|text| Some(Text::Literal(text.into())))
                .ok_or_else(|| self.error(&fields.place.field(name), format!("{name} must be a string"))),
        }
    }
}

fn elements<'a>(object: &'a Object, name: &str) -> impl Iterator<Item = &'a Value> {
    object.get(name).and_then(Value::as_array).unwrap_or_default().iter()
}

fn language(object: &Object) -> Option<QueryLanguage> {
    object.get("QueryLanguage").and_then(Value::as_str).and_then(QueryLanguage::from_name)
}

/// A state that only needs its type, for the names of its events.
fn bare_kind(state_type: StateType) -> StateKind {
    match state_type {
        StateType::Pass => StateKind::Pass { result: None },
        StateType::Succeed => StateKind::Succeed,
        StateType::Fail => StateKind::Fail { error: None, cause: None },
        StateType::Wait => StateKind::Wait(WaitState::Seconds(0)),
        StateType::Choice => StateKind::Choice(ChoiceState { rules: Vec::new(), default: None }),
        StateType::Parallel => StateKind::Parallel { branches: Vec::new() },
        StateType::Task => StateKind::Task(Box::new(TaskState {
            resource: Resource::parse(""),
            timeout: None,
            heartbeat: None,
            credentials: None,
        })),
        // Its processor is never entered.
        StateType::Map => StateKind::Map(Box::new(MapState {
            processor: StateId(0),
            distributed: false,
            items_path: None,
            item_selector: None,
            max_concurrency: None,
            tolerated_count: None,
            tolerated_percentage: None,
        })),
    }
}
