//! From a definition to a [`Program`].

mod choice;
mod distributed;
mod fields;
mod handlers;
mod kinds;

use std::collections::HashMap;

use stepwell_asl::{Document, MachineType, QueryLanguage, StatePath, StateType};
use stepwell_json::{Object, Value};

use self::fields::{Fields, whole_seconds};
use super::{CompileError, DataStages, Next, PathStages, Program, QueryStages, State, StateId};

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
        let mut fields = Fields { object, place, state: place, language, uses_context: false, uses_unknown: false };
        let kind = self.kind(&mut fields, state_type, names)?;
        let retriers = self.retriers(&fields)?;
        let catchers = self.catchers(&mut fields, names)?;
        let data = match language {
            QueryLanguage::JSONPath => DataStages::JsonPath(Box::new(PathStages {
                input_path: self.selection(&mut fields, "InputPath")?,
                parameters: match state_type {
                    // A Map's Parameters are its ItemSelector under the old name.
                    StateType::Map => None,
                    _ => self.template(&mut fields, "Parameters")?,
                },
                result_selector: self.template(&mut fields, "ResultSelector")?,
                result_path: self.result_path(object, place)?,
                output_path: self.selection(&mut fields, "OutputPath")?,
            })),
            QueryLanguage::JSONata => DataStages::Jsonata(Box::new(QueryStages {
                arguments: self.template(&mut fields, "Arguments")?,
                output: self.template(&mut fields, "Output")?,
            })),
        };
        let assign = self.template(&mut fields, "Assign")?;
        Ok(State {
            name: name.into(),
            path: place.path.clone(),
            next,
            uses_context: fields.uses_context,
            uses_unknown: fields.uses_unknown,
            data,
            assign,
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
}

fn language(object: &Object) -> Option<QueryLanguage> {
    object.get("QueryLanguage").and_then(Value::as_str).and_then(QueryLanguage::from_name)
}
