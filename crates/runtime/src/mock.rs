//! Mocked task answers, in the format of Step Functions Local
//! (<https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html>).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use stepwell_asl::{Document, StatePath, unlike_answer};
use stepwell_interpreter::Program;
use stepwell_json::{Object, Value};

/// What a mock answers to one call.
#[derive(Debug, Clone, PartialEq)]
pub enum MockAnswer {
    /// The task succeeds with this result.
    Return(Value),
    /// The task fails.
    Throw {
        /// The error's name.
        error: Option<Arc<str>>,
        /// Its cause.
        cause: Option<Arc<str>>,
    },
    /// No answer ever comes. Ours, not Step Functions Local's: `{"Hang": true}`.
    Hang,
}

/// A mock configuration: test cases of state machines, and the answers they use.
///
/// ```
/// use stepwell_asl::StatePath;
/// use stepwell_runtime::{MockAnswer, MockConfig};
///
/// let config = MockConfig::parse(r#"{
///     "StateMachines": {"Orders": {"TestCases": {"Retried": {"Charge": "Flaky"}}}},
///     "MockedResponses": {"Flaky": {
///         "0-1": {"Throw": {"Error": "Lambda.TooManyRequestsException", "Cause": "busy"}},
///         "2": {"Return": {"paid": true}}
///     }}
/// }"#)?;
/// let case = config.case("Orders", "Retried")?;
/// assert!(matches!(case.answer(&StatePath::top("Charge"), 1), Some(Ok(MockAnswer::Throw { .. }))));
/// assert!(matches!(case.answer(&StatePath::top("Charge"), 2), Some(Ok(MockAnswer::Return(_)))));
/// assert!(case.answer(&StatePath::top("Ship"), 0).is_none());
/// # Ok::<(), stepwell_runtime::MockError>(())
/// ```
#[derive(Debug, Clone)]
pub struct MockConfig {
    machines: Vec<(String, Vec<Case>)>,
    responses: BTreeMap<String, Arc<Response>>,
}

#[derive(Debug, Clone)]
struct Case {
    name: String,
    /// State name or key, and the name of its response.
    states: Vec<(String, String)>,
}

#[derive(Debug)]
struct Response {
    name: String,
    /// The object as it was written, for storing it beside the execution.
    written: Value,
    /// First and last call (from 0), sorted, not overlapping.
    calls: Vec<(u64, u64, MockAnswer)>,
}

impl MockConfig {
    /// Reads a mock configuration.
    ///
    /// # Errors
    /// [`MockError`], with the JSON pointer to the place that is wrong.
    pub fn parse(text: &str) -> Result<Self, MockError> {
        let root = Value::parse(text).map_err(MockError::NotJson)?;
        let root = object(&root, "")?;
        let mut responses = BTreeMap::new();
        // AWS's page names the field both ways.
        for field in ["MockedResponses", "MockedResponse"] {
            if let Some(given) = root.get(field) {
                let place = format!("/{field}");
                for (name, response) in object(given, &place)?.iter() {
                    let place = below(&place, name);
                    responses.insert(name.to_owned(), Arc::new(Response::read(name, response, &place)?));
                }
            }
        }
        let Some(given) = root.get("StateMachines") else {
            return Err(MockError::shape("", "it has no field \"StateMachines\""));
        };
        let mut machines = Vec::new();
        for (name, machine) in object(given, "/StateMachines")?.iter() {
            let place = below("/StateMachines", name);
            let mut cases = Vec::new();
            if let Some(given) = object(machine, &place)?.get("TestCases") {
                let place = format!("{place}/TestCases");
                for (case, states) in object(given, &place)?.iter() {
                    cases.push(Case::read(case, states, &below(&place, case), &responses)?);
                }
            }
            machines.push((name.to_owned(), cases));
        }
        Ok(Self { machines, responses })
    }

    /// The state machines and their test cases, in the file's order.
    pub fn machines(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
        self.machines.iter().map(|(name, cases)| (name.as_str(), cases.iter().map(|case| case.name.as_str())))
    }

    /// One test case of one state machine.
    ///
    /// # Errors
    /// [`MockError::NoMachine`] or [`MockError::NoCase`], which name those there are.
    pub fn case(&self, machine: &str, case: &str) -> Result<MockedCase, MockError> {
        let Some((_, cases)) = self.machines.iter().find(|(name, _)| name == machine) else {
            return Err(MockError::NoMachine {
                machine: machine.to_owned(),
                there_are: listed(self.machines.iter().map(|(name, _)| name.as_str())),
            });
        };
        let Some(found) = cases.iter().find(|candidate| candidate.name == case) else {
            return Err(MockError::NoCase {
                machine: machine.to_owned(),
                case: case.to_owned(),
                there_are: listed(cases.iter().map(|case| case.name.as_str())),
            });
        };
        let states = found
            .states
            .iter()
            .filter_map(|(state, response)| Some((state.clone(), Arc::clone(self.responses.get(response)?))))
            .collect();
        Ok(MockedCase { machine: machine.into(), case: case.into(), states: Arc::new(states) })
    }
}

impl Case {
    fn read(
        name: &str,
        states: &Value,
        place: &str,
        responses: &BTreeMap<String, Arc<Response>>,
    ) -> Result<Self, MockError> {
        let mut read = Vec::new();
        for (state, response) in object(states, place)?.iter() {
            let place = below(place, state);
            let Some(response) = response.as_str() else {
                return Err(MockError::shape(&place, "the name of a mocked response, a string, must stand here"));
            };
            if !responses.contains_key(response) {
                return Err(MockError::NoResponse { place, response: response.to_owned() });
            }
            read.push((state.to_owned(), response.to_owned()));
        }
        Ok(Self { name: name.to_owned(), states: read })
    }
}

impl Response {
    fn read(name: &str, response: &Value, place: &str) -> Result<Self, MockError> {
        let mut calls = Vec::new();
        for (range, answer) in object(response, place)?.iter() {
            let place = below(place, range);
            let Some((first, last)) = range_of(range) else {
                return Err(MockError::shape(
                    &place,
                    "a key is the number of a call, counted from 0 (\"0\"), or a range of them (\"1-2\")",
                ));
            };
            calls.push((first, last, answer_of(answer, &place)?));
        }
        calls.sort_by_key(|(first, ..)| *first);
        if let Some(pair) = calls.windows(2).find(|pair| pair[1].0 <= pair[0].1) {
            return Err(MockError::shape(place, &format!("call {} is answered twice", pair[1].0)));
        }
        Ok(Self { name: name.to_owned(), written: response.clone(), calls })
    }
}

fn range_of(text: &str) -> Option<(u64, u64)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let number = |text: &str| {
        let text = text.trim();
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten()
    };
    let (first, last) = (number(first)?, number(last)?);
    (first <= last).then_some((first, last))
}

fn answer_of(answer: &Value, place: &str) -> Result<MockAnswer, MockError> {
    let fields = object(answer, place)?;
    let only = || MockError::shape(place, "exactly one of \"Return\", \"Throw\" and \"Hang\" must stand here");
    if fields.len() != 1 {
        return Err(only());
    }
    if let Some(result) = fields.get("Return") {
        // A service answers compactly, however the file is indented.
        return Value::parse(&result.to_compact()).map(MockAnswer::Return).map_err(MockError::NotJson);
    }
    if let Some(thrown) = fields.get("Throw") {
        let place = format!("{place}/Throw");
        let thrown = object(thrown, &place)?;
        let text = |name: &str| match thrown.get(name) {
            None => Ok(None),
            Some(value) => value
                .as_str()
                .map(|text| Some(Arc::from(text)))
                .ok_or_else(|| MockError::shape(&below(&place, name), "a string must stand here")),
        };
        return Ok(MockAnswer::Throw { error: text("Error")?, cause: text("Cause")? });
    }
    match fields.get("Hang").and_then(Value::as_bool) {
        Some(true) => Ok(MockAnswer::Hang),
        Some(false) | None => Err(only()),
    }
}

/// A test case made ready: which answer each call of each state gets.
#[derive(Debug, Clone)]
pub struct MockedCase {
    machine: Arc<str>,
    case: Arc<str>,
    states: Arc<BTreeMap<String, Arc<Response>>>,
}

/// There is a mock for the state, but not for this call of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAnswered {
    /// The mocked response's name.
    pub response: String,
    /// The calls it answers (`0, 2-3`).
    pub answered: String,
}

impl MockedCase {
    /// The state machine's key under `StateMachines`.
    #[must_use]
    pub fn machine(&self) -> &str {
        &self.machine
    }

    /// The test case's name.
    #[must_use]
    pub fn case(&self) -> &str {
        &self.case
    }

    /// The answer to the `call`th call (from 0) of a state; none for a state without a mock. A state is found
    /// by its key (`Outer/Inner`) or, as in Step Functions Local, by its name.
    #[must_use]
    pub fn answer(&self, state: &StatePath, call: u64) -> Option<Result<&MockAnswer, NotAnswered>> {
        let response = self.states.get(&state.key()).or_else(|| self.states.get(state.name()))?;
        let found = response.calls.iter().find(|(first, last, _)| (*first..=*last).contains(&call));
        Some(found.map(|(_, _, answer)| answer).ok_or_else(|| {
            let ranges = response
                .calls
                .iter()
                .map(|(first, last, _)| if first == last { first.to_string() } else { format!("{first}-{last}") });
            NotAnswered { response: response.name.clone(), answered: ranges.collect::<Vec<_>>().join(", ") }
        }))
    }

    /// Whether the case has a mock for a state.
    #[must_use]
    pub fn has(&self, state: &StatePath) -> bool {
        self.states.contains_key(&state.key()) || self.states.contains_key(state.name())
    }

    /// The activities of which no state has a mock, each with the first state that names it. A test case tells all that
    /// there is outside of a workflow, so to its executions they are activities that do not exist.
    #[must_use]
    pub fn missing_activities<'a>(&self, program: &'a Program) -> Vec<(&'a StatePath, Arc<str>)> {
        let there: Vec<_> = program.activities().filter(|(state, _)| self.has(state)).map(|(_, arn)| arn).collect();
        let mut missing: Vec<(&StatePath, Arc<str>)> = Vec::new();
        for (state, arn) in program.activities() {
            if !there.contains(&arn) && missing.iter().all(|(_, known)| known != arn) {
                missing.push((state, Arc::clone(arn)));
            }
        }
        missing
    }

    /// What in the mocked results is unlike what the actions give that the states call: sentences. A mock may well be so on purpose.
    #[must_use]
    pub fn unlike_answers(&self, document: &Document) -> Vec<String> {
        let states = document.machine().map(|machine| machine.all_states()).unwrap_or_default();
        let mut found = Vec::new();
        for (state, response) in self.states.iter() {
            let called = states.iter().filter(|one| one.path().key() == *state || one.name() == *state);
            for resource in called.filter_map(|one| one.resource()) {
                for (first, _, answer) in &response.calls {
                    let MockAnswer::Return(result) = answer else { continue };
                    let differences = unlike_answer(&resource, result);
                    let place = format!("The mock {:?}, call {first}, for the state {state:?}", response.name);
                    found.extend(differences.into_iter().map(|what| format!("{place}: {what}.")));
                }
            }
        }
        found
    }

    /// A mock configuration that holds this case and the answers it uses, and nothing else.
    #[must_use]
    pub fn to_config_text(&self) -> String {
        let mut names = Object::builder();
        let mut responses = Object::builder();
        for (state, response) in self.states.iter() {
            names.insert(state.as_str(), response.name.as_str());
            responses.insert(response.name.as_str(), response.written.clone());
        }
        let cases = Object::new().with(&*self.case, names.build());
        let machine = Object::new().with("TestCases", cases);
        let root = Object::new()
            .with("StateMachines", Object::new().with(&*self.machine, machine))
            .with("MockedResponses", responses.build());
        Value::from(root).to_compact()
    }
}

/// What is wrong with a mock configuration.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum MockError {
    /// It is no JSON.
    #[error("The mock configuration is not JSON: {0}.")]
    NotJson(stepwell_json::ParseError),
    /// Something stands where something else must.
    #[error("The mock configuration is not as Step Functions Local has it at {}: {detail}.", shown(place))]
    Shape {
        /// JSON pointer to the place.
        place: String,
        /// What must stand there.
        detail: String,
    },
    /// A test case names a response that is not there.
    #[error(
        "The mock configuration names the response {response:?} at {place}, but \"MockedResponses\" has none of that name."
    )]
    NoResponse {
        /// JSON pointer to the place.
        place: String,
        /// The name.
        response: String,
    },
    /// The state machine is not in the file.
    #[error("The mock configuration has no state machine {machine:?}. There {there_are}.")]
    NoMachine {
        /// The name that was asked for.
        machine: String,
        /// Those there are, for people.
        there_are: String,
    },
    /// The test case is not in the file.
    #[error("The mock configuration has no test case {case:?} for {machine:?}. There {there_are}.")]
    NoCase {
        /// The state machine.
        machine: String,
        /// The name that was asked for.
        case: String,
        /// Those there are, for people.
        there_are: String,
    },
}

impl MockError {
    /// The stable code of this error, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotJson(_) => "MOCKS_NOT_JSON",
            Self::Shape { .. } => "MOCKS_SHAPE",
            Self::NoResponse { .. } => "MOCKS_NO_RESPONSE",
            Self::NoMachine { .. } => "MOCKS_NO_MACHINE",
            Self::NoCase { .. } => "MOCKS_NO_CASE",
        }
    }

    fn shape(place: &str, detail: &str) -> Self {
        Self::Shape { place: place.to_owned(), detail: detail.to_owned() }
    }
}

fn shown(place: &str) -> &str {
    if place.is_empty() { "its top level" } else { place }
}

fn object<'a>(value: &'a Value, place: &str) -> Result<&'a Object, MockError> {
    value
        .as_object()
        .ok_or_else(|| MockError::shape(place, &format!("an object must stand here, not {}", value.type_name())))
}

fn below(place: &str, name: &str) -> String {
    format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for name in names {
        let before = if text.is_empty() { "is " } else { ", " };
        let _ = write!(text, "{before}{name:?}");
    }
    if text.is_empty() { "is none".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        MockConfig::parse(text).unwrap_err().to_string()
    }

    const TWO: &str = r#"{
        "StateMachines": {"M": {"TestCases": {
            "A": {"One": "r", "Outer/Two": "h", "Two": "r"},
            "B": {}
        }}, "N": {}},
        "MockedResponses": {
            "r": {"0": {"Return": {"n": 1.0,   "big": 12345678901234567890}}, "1-2": {"Throw": {"Error": "E"}}},
            "h": {"0-9": {"Hang": true}},
            "unused": {}
        }
    }"#;

    #[test]
    fn each_call_has_its_answer_and_a_key_is_closer_than_a_name() {
        let config = MockConfig::parse(TWO).unwrap();
        let case = config.case("M", "A").unwrap();
        let answer = |state: &str, call| case.answer(&StatePath::from_key(state), call);
        let Some(Ok(MockAnswer::Return(value))) = answer("One", 0) else { panic!() };
        assert_eq!(&*value.to_text(), r#"{"n":1.0,"big":12345678901234567890}"#);
        let thrown = MockAnswer::Throw { error: Some("E".into()), cause: None };
        assert_eq!(answer("Deep/One", 2), Some(Ok(&thrown)));
        let missing = NotAnswered { response: "r".into(), answered: "0, 1-2".into() };
        assert_eq!(answer("One", 3), Some(Err(missing)));
        assert_eq!(answer("Outer/Two", 0), Some(Ok(&MockAnswer::Hang)));
        assert!(matches!(answer("Other/Two", 0), Some(Ok(MockAnswer::Return(_)))));
        assert_eq!(answer("Three", 0), None);
    }

    #[test]
    fn a_case_survives_being_stored() {
        let case = MockConfig::parse(TWO).unwrap().case("M", "A").unwrap();
        let text = case.to_config_text();
        assert!(!text.contains("unused"));
        let again = MockConfig::parse(&text).unwrap().case("M", "A").unwrap();
        assert_eq!(again.to_config_text(), text);
        for state in ["One", "Outer/Two", "Two", "None"] {
            for call in 0..4 {
                let state = StatePath::from_key(state);
                assert_eq!(again.answer(&state, call), case.answer(&state, call));
            }
        }
    }

    #[test]
    fn machines_and_cases_are_listed_in_the_files_order() {
        let config = MockConfig::parse(TWO).unwrap();
        let listed: Vec<(String, Vec<String>)> =
            config.machines().map(|(name, cases)| (name.to_owned(), cases.map(str::to_owned).collect())).collect();
        assert_eq!(listed, [("M".into(), vec!["A".into(), "B".into()]), ("N".into(), vec![])]);
        assert_eq!(
            config.case("X", "A").unwrap_err().to_string(),
            r#"The mock configuration has no state machine "X". There is "M", "N"."#
        );
        assert_eq!(
            config.case("N", "A").unwrap_err().to_string(),
            r#"The mock configuration has no test case "A" for "N". There is none."#
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        assert!(refused("{").contains("not JSON"));
        assert!(refused("[]").contains("at its top level: an object must stand here, not"));
        assert!(refused("{}").contains("no field \"StateMachines\""));
        let with =
            |answers: &str| refused(&format!(r#"{{"StateMachines": {{}}, "MockedResponses": {{"a/b": {answers}}}}}"#));
        assert!(with(r#"{"x": {"Return": 1}}"#).contains("at /MockedResponses/a~1b/x: a key is the number"));
        assert!(with(r#"{"2-1": {"Return": 1}}"#).contains("a key is the number"));
        assert!(with(r#"{"0": {}}"#).contains("exactly one of"));
        assert!(with(r#"{"0": {"Hang": false}}"#).contains("exactly one of"));
        assert!(with(r#"{"0": {"Return": 1, "Hang": true}}"#).contains("exactly one of"));
        assert!(with(r#"{"0": {"Throw": {"Error": 1}}}"#).contains("/0/Throw/Error: a string must"));
        assert!(with(r#"{"0-2": {"Return": 1}, "2": {"Return": 1}}"#).contains("call 2 is answered twice"));
        assert!(
            refused(r#"{"StateMachines": {"M": {"TestCases": {"A": {"S": "gone"}}}}}"#)
                .contains(r#"the response "gone" at /StateMachines/M/TestCases/A/S"#)
        );
    }
}
