//! The state under test in its definition.

use std::sync::Arc;

use stepwell_asl::{Document, Format, MachineType, Severity};
use stepwell_json::{Object, Value};

use super::{Refusal, TestRequest};
use crate::Program;
use crate::program::State;

/// What AWS calls a state whose definition comes without a name.
pub(super) const NAMELESS: &str = "StateName";

/// A definition that AWS takes, with the state under test.
pub(super) struct Definition {
    program: Arc<Program>,
    object: Object,
    name: String,
}

impl Definition {
    pub(super) fn program(&self) -> &Arc<Program> {
        &self.program
    }

    /// The state under test.
    pub(super) fn state(&self) -> Result<&State, Refusal> {
        self.program.state_named(&self.name).ok_or_else(not_found)
    }

    /// Its definition as written.
    pub(super) fn object(&self) -> &Object {
        &self.object
    }
}

/// Reads the definition and finds the state.
pub(super) fn read(request: &TestRequest) -> Result<Definition, Refusal> {
    let invalid = |what: &str| Refusal::definition(format!("Invalid State Machine Definition: '{what}'"));
    let given =
        Value::parse(&request.definition).map_err(|error| invalid(&format!("INVALID_JSON_DESCRIPTION: {error}")))?;
    let Value::Object(given) = given else {
        return Err(invalid("INVALID_JSON_DESCRIPTION: the definition must be a JSON object"));
    };
    let (text, machine, name) = match &request.state_name {
        Some(name) => (request.definition.to_string(), Some(given), name.to_string()),
        None => {
            // A state comes alone. For where it leads there are stand-ins, since AWS does not ask for those states.
            let mut text = format!("{{\"StartAt\":\"{NAMELESS}\",\"States\":{{\"{NAMELESS}\":{}", request.definition);
            for target in targets(&given) {
                text.push_str(&format!(",{}:{{\"Type\":\"Succeed\"}}", Value::from(target).to_text()));
            }
            text.push_str("}}");
            (text, None, NAMELESS.to_owned())
        }
    };
    let stand_ins = machine.is_none();
    let document = Document::parse(text, Format::Json);
    let own = format!("/States/{NAMELESS}");
    let errors: Vec<String> = document
        .diagnostics(MachineType::Standard)
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .filter(|found| !stand_ins || !found.location.starts_with("/States/") || is_within(&found.location, &own))
        .map(|found| format!("{}: {} at {}", found.code, found.message, found.location))
        .collect();
    if !errors.is_empty() {
        return Err(invalid(&errors.join(", ")));
    }
    let program = Program::compile(&document, MachineType::Standard).map_err(|error| invalid(&error.to_string()))?;
    let object = match machine {
        None => document.value().and_then(|value| Some(value.get("States")?.get(NAMELESS)?.as_object()?.clone())),
        Some(machine) => in_machine(&machine, &name).cloned(),
    };
    Ok(Definition { program: Arc::new(program), object: object.ok_or_else(not_found)?, name })
}

fn not_found() -> Refusal {
    Refusal::validation("State not found in definition")
}

fn is_within(location: &str, of: &str) -> bool {
    location.strip_prefix(of).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
}

/// The names of the states that a state leads to, each once.
fn targets(state: &Object) -> Vec<&str> {
    let listed = |field: &str| state.get(field).and_then(Value::as_array).unwrap_or_default();
    let handlers = listed("Choices").iter().chain(listed("Catch")).map(|handler| handler.get("Next"));
    let mut names: Vec<&str> = Vec::new();
    for target in [state.get("Next"), state.get("Default")].into_iter().chain(handlers).flatten() {
        if let Some(name) = target.as_str()
            && name != NAMELESS
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    names
}

/// The state of this name within a state's branches or its item processor. As deep as the definition nests, which its
/// reader bounds.
pub(super) fn within<'a>(state: &'a Object, name: &str) -> Option<&'a Object> {
    let branches = state.get("Branches").and_then(Value::as_array).unwrap_or_default().iter();
    let processors = [state.get("ItemProcessor"), state.get("Iterator")].into_iter().flatten();
    branches.chain(processors).filter_map(Value::as_object).find_map(|machine| in_machine(machine, name))
}

fn in_machine<'a>(machine: &'a Object, name: &str) -> Option<&'a Object> {
    let states = machine.get("States")?.as_object()?;
    states
        .get(name)
        .and_then(Value::as_object)
        .or_else(|| states.values().filter_map(Value::as_object).find_map(|state| within(state, name)))
}
